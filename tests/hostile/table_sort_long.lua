-- Sorts a long list with a slow comparison.
-- expect: time
local list = {}
for i = 1, 500000 do
  list[i] = i * 7919 % 500009
end
table.sort(list, function(a, b)
  for _ = 1, 100 do end
  return a < b
end)
