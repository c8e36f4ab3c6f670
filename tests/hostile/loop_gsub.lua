-- A replacement function that never ends.
-- expect: time
string.gsub("abc", ".", function()
  while true do end
end)
