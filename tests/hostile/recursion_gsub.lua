-- Replacement functions within each other.
-- expect: error overflow
local function f()
  return (("x"):gsub(".", f))
end
f()
