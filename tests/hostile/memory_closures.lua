-- Functions that each keep something.
-- expect: memory
local keep
while true do
  local inner, text = keep, ("x"):rep(100)
  keep = function() return inner, text end
end
