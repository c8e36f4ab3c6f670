-- Catches the stop, again and again.
-- expect: time
while true do
  pcall(function()
    while true do end
  end)
end
