-- A comparison that empties the list.
-- expect: ok
local list = { 5, 4, 3, 2, 1 }
table.sort(list, function(a, b)
  for i = 1, 5 do list[i] = nil end
  return a < b
end)
assert(#list == 5 and list[1] == 1)
