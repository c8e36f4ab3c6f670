-- An error handler that never ends.
-- expect: time
xpcall(error, function()
  while true do end
end)
