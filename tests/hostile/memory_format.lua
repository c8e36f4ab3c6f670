-- Texts that are formatted into longer ones.
-- expect: memory
local s = ("x"):rep(1000)
while true do
  s = ("%s%s"):format(s, s)
end
