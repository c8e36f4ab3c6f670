-- Replaces a method of all texts.
-- expect: error attempt to index a string value
local s = "x"
s.rep = nil
