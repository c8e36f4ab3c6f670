-- A value that is to be closed, without a metatable.
-- expect: error non-closable
local x <close> = {}
return x
