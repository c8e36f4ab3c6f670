-- Text that is no Lua.
-- expect: error hostile.lua:3:
if if
