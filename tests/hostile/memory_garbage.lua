-- Much garbage, little in use: no reason to stop.
-- expect: ok
local last
for i = 1, 20000 do
  last = ("x"):rep(50000) .. i
end
assert(#last == 50005)
