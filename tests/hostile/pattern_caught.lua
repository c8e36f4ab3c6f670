-- Patterns that loop, each inside a pcall.
-- expect: time
while true do
  pcall(string.find, ("a"):rep(200), ("a*"):rep(20) .. "b")
end
