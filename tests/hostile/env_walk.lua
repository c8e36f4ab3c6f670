-- Everything that can be named is on the list of what may be.
-- expect: ok
local NAMES = {
  "_G", "_LOADED", "arg", "collectgarbage", "coroutine", "debug", "dofile",
  "getfenv", "getmetatable", "io", "jit", "load", "loadfile", "loadstring",
  "lpeg", "module", "newproxy", "os", "package", "rawequal", "rawget", "rawlen",
  "rawset", "re", "setfenv", "setmetatable", "unpack", "warn",
}
for _, name in ipairs(NAMES) do
  assert(not pcall(function() return _ENV[name] end), name)
end
for _, name in ipairs { "dump", "pack", "packsize", "unpack" } do
  assert(not pcall(function() return string[name] end), name)
  assert(not pcall(function() return ("x")[name] end), name)
end
for key in pairs(_ENV) do
  error(key .. " can be seen")
end
for _, library in ipairs { string, table, math, utf8 } do
  for name, f in pairs(library) do
    assert(type(f) ~= "table" and type(f) ~= "userdata", name)
    assert(not name:find("^__"), name)
  end
end
