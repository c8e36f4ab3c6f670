-- Calls itself with one more argument each time.
-- expect: time
local function grow(...)
  return grow(1, ...)
end
grow()
