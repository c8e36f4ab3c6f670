-- One expression that joins many long texts.
-- expect: memory
local s = ("x"):rep(10000000)
return s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s
