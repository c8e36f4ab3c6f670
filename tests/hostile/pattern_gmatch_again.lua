-- Goes on with an iterator whose search was refused.
-- expect: ok
local ok, again = pcall(string.gmatch, ("x"):rep(10000), ("x?"):rep(300))
assert(not ok and type(again) == "string")
local words = ("a b"):gmatch("%a")
assert(words() == "a" and words() == "b")
assert(words() == nil and words() == nil)
