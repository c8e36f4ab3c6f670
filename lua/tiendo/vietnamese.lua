--- Vietnamese text as readers compare it: words without case, and with the tone
-- wherever a writer puts it ("hòa" is "hoà", "Uỷ" is "ỦY").
--
-- Text is UTF-8 in the composed form (tiendo.text.nfc). A blank is a space, a
-- tab or a no-break space.
-- @module tiendo.vietnamese
local lpeg = require "lpeg"

local M = {}

local P, R, S, Cc, Cp, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.Cc, lpeg.Cp,
  lpeg.Ct

local NBSP = "\u{A0}"

-- Letters --------------------------------------------------------------------

-- Each vowel without tone, then with grave, hook, tilde, acute and dot below.
local LOWER = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợ"
  .. "uùủũúụưừửữứựyỳỷỹýỵ"
local UPPER = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ"
  .. "UÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴ"
local TONES = 6

local function letters_of(text)
  local list = {}
  for _, code in utf8.codes(text) do list[#list + 1] = utf8.char(code) end
  return list
end

local to_lower, to_upper = { ["Đ"] = "đ" }, { ["đ"] = "Đ" }
-- Vowel in lower case -> without its tone; -> number of its tone, 0 for none.
local bare, tone, toned = {}, {}, {}

local lower, upper = letters_of(LOWER), letters_of(UPPER)
for i, letter in ipairs(lower) do
  local number = (i - 1) % TONES
  to_lower[upper[i]], to_upper[letter] = letter, upper[i]
  bare[letter], tone[letter] = lower[i - number], number
  toned[lower[i - number] .. number] = letter
end
for byte = ("a"):byte(), ("z"):byte() do
  local letter = string.char(byte)
  to_lower[letter:upper()], to_upper[letter] = letter, letter:upper()
end

local CHAR = utf8.charpattern

--- The text in lower case.
function M.lower(text)
  return (text:gsub(CHAR, to_lower))
end

--- The text in capitals.
-- @usage vietnamese.upper "Sở Y tế"  --> "SỞ Y TẾ"
function M.upper(text)
  return (text:gsub(CHAR, to_upper))
end

--- A name printed in capitals, as it is printed in running text.
-- @usage vietnamese.title "AN GIANG"  --> "An Giang"
function M.title(name)
  local is_first = true
  return (M.lower(name):gsub(CHAR, function(char)
    local shown = is_first and to_upper[char] or nil
    is_first = char == " " or char == "-" or char == NBSP
    return shown
  end))
end

--- Whether the text has capitals and no small letters.
function M.is_upper(text)
  local has = false
  for char in text:gmatch(CHAR) do
    if to_upper[char] then return false end
    has = has or to_lower[char] ~= nil
  end
  return has
end

-- Words ----------------------------------------------------------------------

M.blank = S " \t" + P(NBSP)

-- Two-byte letters but for those with lead C2 (signs, the no-break space),
-- three-byte ones but for those with lead E2 (dashes, quotation marks).
local after = R "\128\191"
M.letter = R("az", "AZ", "09") + R "\195\223" * after
  + (R "\224\239" - P "\226") * after * after
  + R "\240\244" * after * after * after
M.upper_letter = R "AZ" + P "Đ"
for _, letter in ipairs(upper) do
  M.upper_letter = M.upper_letter + P(letter)
end

local LONGEST, MOST = 40, 65536

local function make_key(word)
  local number = 0
  local key = word:gsub(CHAR, function(char)
    local letter = to_lower[char] or char
    if tone[letter] and tone[letter] > 0 then number = tone[letter] end
    return bare[letter] or letter
  end)
  return number > 0 and key .. number or key
end

-- Word -> key. The vocabulary of a language is small, that of a hostile file
-- is not.
local n_keys = 0
local keys = setmetatable({}, { __index = function(known, word)
  local key = make_key(word)
  if #word > LONGEST then return key end
  if n_keys >= MOST then
    for old in pairs(known) do known[old] = nil end
    n_keys = 0
  end
  n_keys = n_keys + 1
  known[word] = key
  return key
end })

local soft = M.blank + S ",-/&" + P "–" + P "—"
local hard = P(1) - M.letter - soft
local word = Cp() * (M.letter^1 / keys) * Cp()
local stop = (soft^0 * hard)^1 * Cc(0, false, 0)
local words = Ct((word + stop + soft^1)^0)

--- The words of a text, three values each: its first byte, what it compares
-- as, the byte after it. Where more than blanks, commas, dashes or slashes
-- stand between two words, 0, false, 0 stand in between.
--
-- So the keys are at 2, 5, 8 ...
-- @usage vietnamese.words "Sở Y"  --> { 1, "sơ2", 5, 6, "y", 7 }
function M.words(text)
  return words:match(text)
end

--- What a text compares as: its words.
-- @usage vietnamese.key "UỶ BAN"  --> the same as of "Ủy  ban"
function M.key(text)
  local list, found = {}, M.words(text)
  for i = 2, #found, 3 do
    if found[i] then list[#list + 1] = found[i] end
  end
  return table.concat(list, " ")
end

-- Patterns -------------------------------------------------------------------

local function any_case(text)
  local pattern = P(true)
  for char in text:gmatch(CHAR) do
    local letter = to_lower[char] or char
    local capital = to_upper[letter]
    pattern = pattern * (capital and P(letter) + P(capital) or P(letter))
  end
  return pattern
end

-- The other way to place the tone on oa, oe and uy, or nil.
local function respelled(text)
  local lower_word = M.lower(text)
  for _, pair in ipairs { { "o", "a" }, { "o", "e" }, { "u", "y" } } do
    for number = 1, TONES - 1 do
      local old = toned[pair[1] .. number] .. pair[2]
      local new = pair[1] .. toned[pair[2] .. number]
      local first, last = lower_word:find(old, 1, true)
      local other = new
      if not first then
        first, last = lower_word:find(new, 1, true)
        other = old
      end
      if first then
        return lower_word:sub(1, first - 1) .. other
          .. lower_word:sub(last + 1)
      end
    end
  end
end

--- An LPeg pattern for the words of `phrase`, in either case and with any
-- blanks between them.
function M.phrase(phrase)
  local pattern
  for part in phrase:gmatch "%S+" do
    local other = respelled(part)
    local one = any_case(part)
    if other then one = one + any_case(other) end
    pattern = pattern and pattern * M.blank^1 * one or one
  end
  return pattern * -M.letter
end

--- The same for any of several phrases; the longest is tried first.
function M.any_phrase(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted, function(a, b)
    return #a > #b or #a == #b and a < b
  end)
  local pattern = P(false)
  for _, phrase in ipairs(sorted) do pattern = pattern + M.phrase(phrase) end
  return pattern
end

-- Ends -----------------------------------------------------------------------

local leading = M.blank^0 * Cp()

-- From the end backwards: a pattern would start anew at each blank.
local function last_of(text)
  local last = #text
  while last > 0 do
    local byte = text:byte(last)
    if byte == 0x20 or byte == 0x09 then
      last = last - 1
    elseif byte == 0xA0 and text:byte(last - 1) == 0xC2 then
      last = last - 2
    else
      break
    end
  end
  return last
end

--- The text without blanks at its ends, and its first byte in `text`.
function M.trim(text)
  local first = leading:match(text)
  return text:sub(first, last_of(text)), first
end

return M
