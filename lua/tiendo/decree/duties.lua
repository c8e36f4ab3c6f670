--- Duties to report and to review, in the sentences of a plan's body.
--
-- A sentence that says to whom something is reported is a duty to report; one
-- that puts an assessment into a year, or has a summing up organized, is a duty
-- to review. Who, to whom and by when are taken from the sentence; the
-- paragraph's lead-in says who where the sentence does not.
-- @module tiendo.decree.duties
local lpeg = require "lpeg"
local reader = require "tiendo.decree.reader"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local P, R, S, C, Cc, Cp = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cp
local phrase, any_phrase = vietnamese.phrase, vietnamese.any_phrase
local blank = vietnamese.blank
local digit = R "09"

-- The first place where a pattern matches at the beginning of a word.
local function search(pattern)
  local word = vietnamese.letter^1 + (1 - vietnamese.letter)
  return P { Cp() * pattern + word * lpeg.V(1) }
end

-- Sentences ------------------------------------------------------------------

local sentence_end = P "."
  * (blank^1 * #vietnamese.upper_letter + S "/."^0 * -1)
local sentences = lpeg.Ct((blank^0 * Cp() * C((1 - sentence_end)^1)
  * sentence_end^-1)^0)

-- When -----------------------------------------------------------------------

local number = C(digit * digit^-1)
local year = C(digit * digit * digit * digit)

local RECURRENCES = {
  { "year", { "hằng năm", "hàng năm", "mỗi năm", "từng năm" } },
  { "half-year", { "6 tháng", "sáu tháng", "nửa năm" } },
  { "quarter", { "hằng quý", "hàng quý", "mỗi quý", "quý" } },
  { "month", { "hằng tháng", "hàng tháng", "mỗi tháng" } },
}
local recurrences = {}
for i, one in ipairs(RECURRENCES) do
  recurrences[i] = { name = one[1], pattern = search(any_phrase(one[2])) }
end

local ON_DEMAND = search(any_phrase { "trong quá trình", "nếu thấy cần thiết",
  "khi cần thiết", "khi có yêu cầu", "đột xuất" })

local bound = any_phrase { "trước", "trước ngày" } * Cc "before"
  + any_phrase { "chậm nhất", "chậm nhất là", "chậm nhất vào", "muộn nhất",
    "muộn nhất là", "không quá", "đến hết", "hết", "vào", "đến" } * Cc "by"
local day_word = (phrase "ngày" * blank^1)^-1
local DAY = search(bound * blank^1 * day_word * number
  * (blank^1 * phrase "tháng" * blank^1 + P "/") * number * -digit
  * (((blank^1 * phrase "năm" * blank^1) + P "/") * year)^-1)

local UNTIL_YEAR = any_phrase { "đến năm", "trong năm", "vào năm", "năm",
  "đến hết năm", "cuối năm", "đến cuối năm" } * blank^1 * year * -digit

local function recurrence_of(text)
  for _, one in ipairs(recurrences) do
    if one.pattern:match(text) then return one.name end
  end
  return ON_DEMAND:match(text) and "on_demand" or nil
end

local function add_day(duty, text)
  local _, kind, day, month, in_year = DAY:match(text)
  if not day then return end
  duty.bound, duty.day = kind, math.tointeger(day)
  duty.month, duty.year = math.tointeger(month), math.tointeger(in_year)
end

-- Who, to whom ---------------------------------------------------------------

local joined = (blank + S ",;" + phrase "và")^0 * -1

-- Agencies that follow each other from `from` on, with nothing but commas and
-- "và" between them.
local function run_of(found, text, i)
  local list = { found[i] }
  while found[i + 1]
    and joined:match(text:sub(found[i].last + 1, found[i + 1].first - 1)) do
    i = i + 1
    list[#list + 1] = found[i]
  end
  return list
end

local function codes_of(list)
  local codes, seen = {}, {}
  for _, one in ipairs(list) do
    if not seen[one.code] then codes[#codes + 1] = one.code end
    seen[one.code] = true
  end
  return codes
end

local opening = (vietnamese.letter * ")" + R "09"^1 * "." + P "-" + "–" + "+"
  + "•")^-1 * blank^0
-- "Định kỳ trước ngày ...,", "Theo khả năng ...,": what comes before who.
local starts = lpeg.Ct(opening * Cp()
  * ((1 - S ",;:")^1 * "," * blank^0 * Cp())^-5)

-- The agencies that a sentence begins with, after its mark and a few clauses
-- that say when.
local function subject_of(text, names)
  local is_start = {}
  for _, at in ipairs(starts:match(text)) do is_start[at] = true end
  local found = names:scan(text)
  for i, one in ipairs(found) do
    if is_start[one.first] then
      local list = run_of(found, text, i)
      return { text = text:sub(one.first, list[#list].last),
        codes = codes_of(list), last = list[#list].last }
    end
  end
end

local REPORT = search(phrase "báo cáo" * Cp())
local TO = (blank^1 * any_phrase { "về", "với", "cho", "lên", "gửi",
  "kết quả về" })^-1 * blank^1 * Cp() * -1
local COPY = any_phrase { "đồng gửi", "đồng thời gửi", "gửi" } * blank^1 * -1

-- The agency that "báo cáo" names, with the byte where "báo cáo" begins.
local function recipient_of(text, found)
  local first, after = REPORT:match(text)
  for _, one in ipairs(found) do
    while first and after < one.first do
      if TO:match(text:sub(after, one.first - 1)) then return one, first end
      first, after = REPORT:match(text, after)
    end
  end
end

local LONGEST_COPY_WORDS = 40

local function copy_of(text, found)
  for _, one in ipairs(found) do
    local before = text:sub(math.max(1, one.first - LONGEST_COPY_WORDS),
      one.first - 1)
    if search(COPY):match(before) then return one end
  end
end

-- Duties ---------------------------------------------------------------------

local REVIEW = any_phrase { "đánh giá", "sơ kết", "tổng kết",
  "tổ chức sơ kết", "tổ chức tổng kết", "tổ chức đánh giá" }
local DATED_REVIEW = opening * UNTIL_YEAR * blank^0 * P ","^-1 * blank^0 * Cp()
  * REVIEW
local SUMMING_UP = opening * Cp() * any_phrase { "tổ chức sơ kết",
  "tổ chức tổng kết", "sơ kết", "tổng kết" }
local GOES_ON = opening * any_phrase { "tiếp tục" }

local function is_about_copies(one, to)
  return one and to and one.first ~= to.first
end

local function report_duty(text, names)
  local found = names:scan(text)
  local to, first = recipient_of(text, found)
  if not to then
    if GOES_ON:match(text) and REPORT:match(text) then
      return { kind = "report", goes_on = true, what = text }
    end
    return
  end
  local copy = copy_of(text, found)
  return { kind = "report", to = to.code,
    copy_to = is_about_copies(copy, to) and copy.code or nil,
    what = vietnamese.trim((text:sub(1, first - 1))), first = first }
end

local function review_duty(text)
  local in_year, what = DATED_REVIEW:match(text)
  if not in_year then what = SUMMING_UP:match(text) end
  if not what then return end
  return { kind = "review", year = math.tointeger(in_year),
    recurrence = in_year and "once" or nil, bound = in_year and "by" or nil,
    what = text:sub(what) }
end

local comma = (blank + S ",;")^1 * Cp()

-- What is owed, without who owes it.
local function strip_subject(duty, subject)
  local what = duty.what
  if duty.kind == "report" then
    what = subject and what:sub(subject.last + 1)
      or what:sub((opening * Cp()):match(what))
  end
  what = what:sub(comma:match(what) or 1):gsub("[,; ]+$", "")
  duty.what = what ~= "" and what or nil
end

local function read_sentence(text, paragraph, names)
  local duty = report_duty(text, names) or review_duty(text)
  if not duty then return end
  local own = subject_of(text, names)
  if own and duty.first and own.last >= duty.first then own = nil end
  local subject = own
    or paragraph.leader and subject_of(paragraph.leader, names)
  strip_subject(duty, own)
  duty.first = nil
  duty.who = subject and subject.text
  duty.agencies = subject and subject.codes or {}
  duty.recurrence = duty.recurrence or recurrence_of(text)
  add_day(duty, text)
  duty.phase, duty.section = paragraph.phase, paragraph.section
  return duty
end

-- What is longer was not written as a sentence, in bytes.
local LONGEST_SENTENCE = 10000

-- Sentences without these words hold no duty.
local WORDS = search(any_phrase { "báo cáo", "đánh giá", "sơ kết",
  "tổng kết" })

--- The duties in a paragraph of the body, in the order of the text.
-- @tparam table paragraph  `text`, `at`, and `leader`, the lead-in above it
-- @tparam table names  a resolver of tiendo.agency_list
function M.read(paragraph, names)
  local list, parts = {}, sentences:match(paragraph.text)
  local chars_before = reader.counter(paragraph.text)
  for i = 1, #parts, 2 do
    local first, text = parts[i], parts[i + 1]
    local duty = #text <= LONGEST_SENTENCE and WORDS:match(text)
      and read_sentence(text, paragraph, names)
    if duty then
      local before = chars_before(first)
      duty.at = reader.span(paragraph.at, before + 1, before + utf8.len(text))
      list[#list + 1] = duty
    end
  end
  return list
end

return M
