-- A matcher without limits.
-- expect: error module 'lpeg' does not exist
require "lpeg"
