-- Runs the finalizer of a host's value by hand, or reads its metatable.
-- expect: error '__gc'
local series = require "tiendo.series"
local s = series.of { [2015] = 1 }
s.__gc(s)
