-- A frontier at each position of a long text: long, but linear.
-- expect: ok
local _, n = ("a "):rep(100000):gsub("%f[%w]", "")
assert(n == 100000)
