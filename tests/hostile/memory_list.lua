-- A list that grows without end.
-- expect: memory
local list = {}
while true do
  list[#list + 1] = {}
end
