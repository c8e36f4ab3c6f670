-- A handler that catches the stop and goes on.
-- expect: time
local function spin()
  while true do end
end
while true do
  xpcall(spin, function() return pcall(spin) end)
end
