-- An environment of its own holds what it puts there.
-- expect: ok
local assert, pcall = assert, pcall
do
  local _ENV = {}
  x = 1
  assert(x == 1 and print == nil)
end
assert(not pcall(function() return x end))
assert(not pcall(function() _ENV.x = 1 end))
