-- Catches the lack of memory and fills it again.
-- expect: memory
local kept = {}
while true do
  pcall(function()
    while true do
      kept[#kept + 1] = ("x"):rep(1000) .. #kept
    end
  end)
end
