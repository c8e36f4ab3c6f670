-- Catches the stop at every level of a recursion.
-- expect: time
local function descend(n)
  while true do
    pcall(n > 0 and descend or function() while true do end end, n - 1)
  end
end
descend(50)
