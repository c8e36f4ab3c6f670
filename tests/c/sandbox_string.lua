-- Compares the string functions of rules, the argument, with those of Lua, on
-- generated patterns and subjects. Returns how many comparisons were made and
-- how many of them found a match.
local ours = ...
local stock = string

-- A generator of our own, so that every run sees the same cases.
local seed = 20180508
local function random(n)
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return (seed >> 8) % n + 1
end
local function pick(list) return list[random(#list)] end

-- ---- what a call gave, as text ------------------------------------------

local function describe(...)
  local parts = {}
  for i = 1, select("#", ...) do
    local v = select(i, ...)
    parts[i] = (math.type(v) or type(v)) .. ":" .. tostring(v)
  end
  return table.concat(parts, " ")
end

local function outcome(f, ...)
  local function tell(ok, ...)
    return ok and describe(...) or "error", ...
  end
  return tell(pcall(f, ...))
end

local function all_matches(lib)
  return function(s, pattern, init)
    local out = {}
    for a, b, c in lib.gmatch(s, pattern, init) do
      out[#out + 1] = describe(a, b, c)
    end
    return table.concat(out, ";")
  end
end

local function bracket(...) return "<" .. describe(...) .. ">" end
local WORDS = { a = "A", b = false, ab = 12, [""] = "-", [1] = "one" }

-- Every way to use a pattern: a name and its arguments.
local USES = {
  { "find" }, { "find", -4 }, { "find", 3 }, { "find", 1, true },
  { "match" }, { "match", 2 }, { "match", -1 },
  { "gmatch" }, { "gmatch", 3 }, { "gmatch", -2 },
  { "gsub", "<%0>" }, { "gsub", "%1%%", 2 }, { "gsub", bracket },
  { "gsub", WORDS }, { "gsub", "x", 0 },
}

local compared, matched = 0, 0

local function compare(use, s, pattern)
  local name = use[1]
  local f, g = stock[name], ours[name]
  if name == "gmatch" then f, g = all_matches(stock), all_matches(ours) end
  local want = outcome(f, s, pattern, use[2], use[3])
  local got, message = outcome(g, s, pattern, use[2], use[3])
  compared = compared + 1
  if want ~= "error" and want ~= "nil:nil" and want ~= "string:" then
    matched = matched + 1
  end
  if got ~= want then
    error(("%s(%q, %q, %s, %s): %s instead of %s (%s)"):format(name, s, pattern,
      use[2], use[3], got, want, message), 0)
  end
end

-- ---- patterns that are well formed --------------------------------------

local SINGLE = {
  "a", "b", "c", "1", "%(", ".", ".", "%a", "%d", "%s", "%w", "%p", "%A",
  "%S", "%c", "%g", "%l", "%u", "%x", "%X", "%W", "%.", "%%", "%-", " ",
  "[ab]", "[^ab]", "[a-c]", "[%w_]", "[^%s]", "[]]", "[^]a]", "[a-]", "[-a]",
  "[%]%-]", "[0-9a-f]", "[%a-z]", "\0", "\xc3", "\xa9", "[\xc3\xa9]", "x",
}
local REPEAT = { "", "", "", "", "*", "+", "-", "?" }
local WHOLE = {
  "%b()", "%bab", "%baa", "%f[%w]", "%f[%W]", "%f[^a]", "%f[\0]", "()", "$",
  "^",
}

-- Adds one of: the begin or end of a capture, a reference to one that is
-- closed, something that matches as a whole, a single character. A position
-- comes before all captures only, for there "%1" has no meaning.
local function open_capture(_, open, closed)
  if open.n + closed.n < 5 then
    open.n = open.n + 1
    return "("
  end
end

local function close_capture(last, open, closed)
  if open.n > 0 and last ~= "(" then
    open.n, closed.n = open.n - 1, closed.n + 1
    return ")"
  end
end

local function refer(_, open, closed)
  if closed.n > 0 and open.n == 0 then return "%" .. random(closed.n) end
end

local function add_whole(_, open, closed)
  local whole = pick(WHOLE)
  if whole ~= "()" then return whole end
  if open.n == 0 and closed.n == 0 then
    closed.position = true
    return whole
  end
end

local PIECES = { open_capture, close_capture, refer, add_whole }

local function add_piece(out, open, closed)
  local make = PIECES[random(16)]
  out[#out + 1] = make and make(out[#out], open, closed)
    or pick(SINGLE) .. pick(REPEAT)
end

local function make_pattern()
  local out, open, closed = {}, { n = 0 }, { n = 0 }
  if random(5) == 1 then out[1] = "^" end
  for _ = 1, random(7) do add_piece(out, open, closed) end
  out[#out + 1] = "b?" .. (")"):rep(open.n)
  if random(5) == 1 then out[#out + 1] = "$" end
  return table.concat(out), closed.position
end

local LETTERS = {
  "a", "a", "b", "b", "c", "ab", "1", "(", ")", " ", ".", "-", "]", "%", "x",
  "\0", "\n", "\xc3\xa9", "_", "A", "aa",
}

local function make_subject()
  local out = {}
  for i = 1, random(18) - 1 do out[i] = pick(LETTERS) end
  return table.concat(out)
end

local function compare_well_formed()
  for _ = 1, 12000 do
    local pattern, has_position = make_pattern()
    if not (has_position and pattern:find("%%%d")) then
      local s = make_subject()
      compare(pick(USES), s, pattern)
      compare(pick(USES), s, pattern)
    end
  end
end

-- ---- anything at all ----------------------------------------------------

-- Lua finds a mistake only if matching gets there, we find each: so only
-- where ours takes a pattern must both agree.
local BYTES = {
  "a", "b", ".", "%", "[", "]", "^", "$", "(", ")", "*", "+", "-", "?", "%1",
  "%b", "%f", "%a", "[a", "]", "\0",
}
local function compare_anything()
  local taken = 0
  for _ = 1, 12000 do
    local out = {}
    for i = 1, random(6) do out[i] = pick(BYTES) end
    local pattern, s = table.concat(out), make_subject()
    if pcall(ours.find, s, pattern) then
      taken = taken + 1
      compare(pick(USES), s, pattern)
    end
  end
  return taken
end

-- ---- the rest of the library --------------------------------------------

local POSITIONS = {
  0, 1, 2, 3, 5, 100, -1, -2, -3, -5, -100, math.maxinteger, math.mininteger,
}

local function compare_call(name, ...)
  local want, got = outcome(stock[name], ...), outcome(ours[name], ...)
  compared = compared + 1
  if got ~= want then
    error(("%s(%s): %s instead of %s"):format(name, describe(...), got, want),
      0)
  end
end

local function compare_positions(s)
  for _, i in ipairs(POSITIONS) do
    compare_call("sub", s, i)
    compare_call("byte", s, i)
    compare_call("find", s, "", i)
    compare_call("find", s, "c", i, true)
    for _, j in ipairs(POSITIONS) do
      compare_call("sub", s, i, j)
      compare_call("byte", s, i, j)
    end
  end
end

local function compare_plain()
  local texts = { "", "a", "abc", "\0x\0", "Ti\xe1\xba\xbfn \xc4\x90\xe1" }
  for _, s in ipairs(texts) do
    for _, name in ipairs { "len", "lower", "upper", "reverse", "byte" } do
      compare_call(name, s)
    end
    for _, n in ipairs { -1, 0, 1, 2, 3, 7, 64 } do
      compare_call("rep", s, n)
      compare_call("rep", s, n, ", ")
    end
    compare_positions(s)
  end
  compare_call("char")
  compare_call("char", 0, 65, 255)
  compare_call("char", 256)
  compare_call("char", -1)
end

-- ---- format --------------------------------------------------------------

local NUMBERS = {
  0, 1, -1, 42, math.maxinteger, math.mininteger, 0.5, -0.0, 1e15, 1e16, 1e300,
  1e-300, 3.0, 2^53, 1/0, -1/0, "17", "0x10", "x", false,
}
local NUMBER_SPECS = {
  "", "-", "+", " ", "#", "0", "-+", "10", "-10", "+10.3", "010", ".0", ".3",
  "99", "99.99", "100", ".100",
}
local TEXT_SPECS = { "", "-", "5", "-5", ".2", "-7.3", ".0", "+", "0" }

-- C leaves these open, Lua refuses them, we take them.
local function is_open(flags, letter)
  return letter == "x" and flags:find "[+ ]" or letter == "d" and flags == "#"
end

local function compare_formats(specs, letters, values)
  for _, flags in ipairs(specs) do
    for letter in letters:gmatch "." do
      for _, v in ipairs(is_open(flags, letter) and {} or values) do
        compare_call("format", "<%" .. flags .. letter .. ">", v)
      end
    end
  end
end

local function check_quoted()
  for _, v in ipairs { 0, -7, math.mininteger, math.maxinteger, 0.1, -2.5,
    1e300, 1/0, -1/0, "", "a\nb\r\0c\0001\"\\\t", "\xc4\x91", true } do
    local text = ours.format("%q", v)
    assert(load("return " .. text)() == v, text)
  end
end

local function compare_format()
  compare_formats(NUMBER_SPECS, "dxfgea", NUMBERS)
  compare_formats(TEXT_SPECS, "s", { "", "abc", "abcdefgh", 12, 1.5, true })
  compare_formats(TEXT_SPECS, "c", { 65 })
  compare_call("format", "%")
  compare_call("format", "%y", 1)
  compare_call("format", "100%%")
  compare_call("format", "%d")
  compare_call("format", "%d", 1, 2)
  compare_call("format", "a\0b%sc\0d", "\0")
end

compare_well_formed()
local taken = compare_anything()
compare_plain()
compare_format()
check_quoted()
return compared, matched, taken
