-- Inserts at the front of a long list, again and again.
-- expect: time
local list = {}
for i = 1, 200000 do
  list[i] = i
end
while true do
  table.insert(list, 1, 0)
  table.remove(list, 1)
end
