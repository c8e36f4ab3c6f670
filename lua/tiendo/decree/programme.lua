--- Programmes that a sentence cites, with the years they run.
--
-- "Chiến lược phát triển X giai đoạn 2011 - 2020, tầm nhìn 2030" is a programme
-- from 2011 to 2020 with an outlook to 2030. The title begins with the last
-- such word before the years. A programme, strategy or scheme without years is
-- cited too; "Kế hoạch" and "Quy hoạch" without years or a number may be any
-- plan, this one among them.
-- @module tiendo.decree.programme
local lpeg = require "lpeg"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local P, R, S, C, Cg, Cp, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cg,
  lpeg.Cp, lpeg.Ct
local any_phrase = vietnamese.any_phrase
local blank, letter = vietnamese.blank, vietnamese.letter

local digit = R "09"
local year = S "12" * digit * digit * digit * -digit
local dash = blank^0 * (P "-" + "–" + "—") * blank^0

-- As printed, with a capital: "chương trình" alone is no name.
local head_word = P(false)
for _, word in ipairs { "Chương trình", "Chiến lược", "Đề án", "Kế hoạch",
  "Dự án", "Quy hoạch", "Phong trào", "Khung chương trình",
  "Khung Chương trình" } do
  local first, second, third = word:match "(%S+) (%S+) ?(%S*)"
  local pattern = P(first) * blank^1 * second
  if third ~= "" then pattern = pattern * blank^1 * third end
  head_word = head_word + pattern * -letter
end

local span = any_phrase { "giai đoạn", "thời kỳ" } * blank^1
    * Cg(year / math.tointeger, "first_year") * dash
    * Cg(year / math.tointeger, "last_year")
  + Cg(year / math.tointeger, "first_year") * dash
    * Cg(year / math.tointeger, "last_year")
  + any_phrase { "đến năm", "đến" } * blank^1
    * Cg(year / math.tointeger, "last_year")
local outlook = (blank + ",")^0 * any_phrase { "và tầm nhìn", "tầm nhìn",
    "định hướng", "và định hướng" } * blank^1
  * (any_phrase { "đến năm", "đến", "năm" } * blank^1)^-1
  * Cg(year / math.tointeger, "outlook_year")
local years = span * outlook^-1

-- A title does not run across these, nor into the next programme.
local stop = S ";.:()\n" + P "“" + "”" + head_word
  + "," * blank^0 * any_phrase { "báo cáo", "đồng gửi", "gửi" }
local joint = S ", " + blank
local word = letter^1 + (1 - letter)
local title = (word - stop - joint^0 * years)^1

local programme = Ct(Cg(Cp(), "first")
  * Cg(C(head_word * title), "title")
  * (joint^0 * years)^-1 * Cg(Cp(), "stop"))

-- "Sở Kế hoạch và Đầu tư" is a department.
local department = (P "Sở" + "Bộ" + "Ban") * blank^1 * head_word

local pattern = Ct((department + programme + head_word + word)^0)

-- Plans and projects are common nouns, too.
local common = P "Kế hoạch" + "Quy hoạch" + "Dự án"
local this = head_word * blank^1 * "này" * -letter
local numbered = head_word * blank^1 * "số" * blank^1 * digit

local function is_cited(one)
  if this:match(one.title) or one.title:find "thực hiện$" then return false end
  return one.last_year or numbered:match(one.title)
    or not common:match(one.title)
end

--- The programmes in a text, from left to right.
-- @treturn {table,...}  { title, first_year, last_year, outlook_year, first,
--   stop }: first byte, and the byte after it; years only as far as printed
function M.find(text)
  local list = {}
  for _, one in ipairs(pattern:match(text)) do
    one.title = vietnamese.trim(one.title):gsub("[, ]+$", "")
    if is_cited(one) then list[#list + 1] = one end
  end
  return list
end

return M
