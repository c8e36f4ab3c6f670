-- A table with keys far apart.
-- expect: memory
local t = {}
for i = 1, 1e9 do
  t[i * 7919] = true
end
