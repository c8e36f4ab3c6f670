-- Comparisons that contradict each other: any order, no error.
-- expect: ok
local list = {}
for i = 1, 1000 do
  list[i] = i
end
table.sort(list, function() return true end)
local flip = false
table.sort(list, function() flip = not flip return flip end)
table.sort(list)
for i = 1, 1000 do
  assert(list[i] == i)
end
