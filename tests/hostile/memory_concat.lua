-- A list of one long text many times over.
-- expect: memory
local list, text = {}, ("x"):rep(1000000)
for i = 1, 1000 do
  list[i] = text
end
return #table.concat(list)
