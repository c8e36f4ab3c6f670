Lua is what bytecode begins with.
-- expect: error is bytecode
