-- Removes and adds keys while going through them.
-- expect: ok
local t, seen = {}, 0
for i = 1, 100 do
  t["k" .. i] = i
end
for key in pairs(t) do
  seen = seen + 1
  t[key] = nil
  t["new" .. seen] = true
  t["k" .. seen] = nil
end
assert(seen < 100)
