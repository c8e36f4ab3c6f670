-- Positions at the ends of all integers.
-- expect: ok
local FAR = { math.mininteger, -1, 0, 1, math.maxinteger }
for _, i in ipairs(FAR) do
  string.find("abc", "b", i)
  string.find("abc", "b", i, true)
  string.match("abc", "()", i)
  string.gmatch("abc", ".", i)
  string.gsub("abc", ".", "x", i)
  for _, j in ipairs(FAR) do
    string.sub("abc", i, j)
    string.byte("abc", i, j)
    pcall(utf8.len, "abc", i, j)
    pcall(utf8.codepoint, "abc", i, j)
    pcall(table.unpack, { 1 }, i, j)
    pcall(table.insert, { 1 }, i, j)
  end
  pcall(table.remove, { 1 }, i)
  pcall(utf8.offset, "abc", i, i)
end
