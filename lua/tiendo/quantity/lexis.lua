--- What Vietnamese words and numbers are made of, as LPeg patterns over text
-- in small letters.
-- @module tiendo.quantity.lexis
local lpeg = require "lpeg"

local M = {}

local C, Cc, P, R, S = lpeg.C, lpeg.Cc, lpeg.P, lpeg.R, lpeg.S

--- A blank, also one that does not break, but for the end of a line.
M.blank = S " \t\r\v\f" + "\194\160" + P "\226\128" * (R "\128\139" + "\175")
  + "\227\128\128" + "\239\187\191"
M.digit = R "09"
M.letter = R "az" + R "\195\205" * R "\128\191"
  + P "\225" * R "\184\187" * R "\128\191"
M.word_char = M.letter + M.digit

local blank, digit = M.blank, M.digit

--- Optional and needed blanks.
M.gap, M.space = blank^0, blank^1

--- A hyphen or dash between numbers.
M.dash = M.gap * (S "-~" + "\226\128\147" + "\226\128\148" + "\226\136\146")
  * M.gap

--- Words that follow each other, whatever the blanks between them.
-- @usage lexis.phrase "so với"
function M.phrase(words)
  local p
  for word in words:gmatch "[^ ]+" do
    p = p and p * M.space * P(word) or P(word)
  end
  return p * -M.word_char
end

-- The longest first, so that "tăng thêm" is not read as "tăng".
local function by_length(a, b)
  if #a ~= #b then return #a > #b end
  return a < b
end

--- One of the phrases that are keys; gives what it stands for.
function M.keyed(values)
  local keys, p = {}, P(false)
  for key in pairs(values) do keys[#keys + 1] = key end
  table.sort(keys, by_length)
  for _, key in ipairs(keys) do
    p = p + M.phrase(key) * Cc(values[key])
  end
  return p
end

--- One of the phrases; gives nothing.
function M.any(list)
  local values = {}
  for _, phrase in ipairs(list) do values[phrase] = true end
  return M.keyed(values) / 0
end

-- Numbers -------------------------------------------------------------------

local function value_of(digits)
  return tonumber((digits:gsub("%.", ""):gsub(",", ".")))
end

local three = digit * digit * digit * -digit
local grouped = (digit - "0") * digit^-2 * (P "." * three)^1
local plain = P "0" * digit^-1 * -digit + (digit - "0") * digit^0

--- 100.000 | 1.234,5 | 1,25 | 05, as a value. What has a point elsewhere than
-- before three digits, or more zeros in front, is no number but a code.
M.number = C((grouped + plain) * (P "," * digit^1)^-1) * -(S ".," * digit)
  / value_of

--- 1.5, where the unit leaves no doubt that it is meant as 1,5.
M.pointed = C(plain * "." * digit * digit^-1) * -digit * -(S ".," * digit)
  / tonumber

M.numeral = M.keyed { ["một"] = 1, ["hai"] = 2, ["ba"] = 3, ["bốn"] = 4,
  ["năm"] = 5, ["sáu"] = 6, ["bảy"] = 7, ["bẩy"] = 7, ["tám"] = 8,
  ["chín"] = 9, ["mười"] = 10 }

return M
