-- A name with more behind a NUL byte.
-- expect: error NUL
require "tiendo.date\0.so"
