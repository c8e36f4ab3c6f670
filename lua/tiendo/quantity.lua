--- What a Vietnamese plan text promises in numbers, and by when.
--
--     local quantity = require "tiendo.quantity"
--     local c = quantity.commitments "Đến năm 2025 có trên 60% số hộ ..."
--     c[1].comparator, c[1].value, c[1].deadline.year   --> ">", 60, 2025
--
-- Everything found has text (as printed, with single blanks), first and last
-- (characters of the text given, from 1), line and column. Nothing is guessed:
-- what is not stated is nil.
-- @module tiendo.quantity
local deadline = require "tiendo.quantity.deadline"
local reader = require "tiendo.quantity.reader"
local source = require "tiendo.quantity.source"
local unit = require "tiendo.quantity.unit"

local M = {}

-- Dates ---------------------------------------------------------------------

local DATE_FIELDS = { "kind", "year", "month", "day", "quarter", "half",
  "part", "from_year", "months", "bound", "is_yearly" }

local function date_of(src, tok)
  local out = {}
  for _, name in ipairs(DATE_FIELDS) do out[name] = tok.date[name] end
  return src:locate(out, tok.from, tok.to)
end

-- Each promise gets a table of its own, though one date governs many.
local function deadline_of(src, tok)
  if not tok then return nil end
  if not tok.read then
    tok.read = date_of(src, tok)
    tok.read.last_day = deadline.last_day(tok.date)
  end
  local out = {}
  for name, value in pairs(tok.read) do out[name] = value end
  return out
end

-- Numbers -------------------------------------------------------------------

local function unit_of(src, m)
  if m.unit_from then return src:piece(m.unit_from, m.unit_to) end
  if m.base == "age" then return m.count end
  return m.words and src:piece(m.words, m.words_to) or nil
end

local function per_of(src, m)
  local per = m.per
  if not per then return nil end
  return { value = per.value, of = src:piece(per.of, per.to),
    text = src:piece(per.from, per.to) }
end

local function number_of(src, m)
  return src:locate({ value = m.value, value_high = m.value_high,
    scale = m.scale, unit = unit_of(src, m), per = per_of(src, m) },
    m.from, m.to)
end

-- Promises ------------------------------------------------------------------

local function set_baseline(out, src, p)
  local b = p.baseline
  out.is_relative = p.is_relative
  if b then
    out.baseline_year, out.baseline_value = b.year, b.value
    out.baseline_text = src:piece(b.from, b.to)
  elseif p.is_relative then
    out.note = "no baseline stated"
  end
end

local function set_subject(out, src, p)
  if not p.subject then return end
  out.subject = src:piece(p.subject.from, p.subject.to)
  out.is_subject_carried = p.subject.is_carried
end

-- What a promise of nothing rests on: the line that it prints.
local function set_amount(out, src, p)
  local m = p.measure
  local holder = out
  if p.criterion then
    holder = p.criterion
    out.criterion = holder
  end
  holder.scale, holder.per = m.scale, per_of(src, m)
  holder.unit = unit_of(src, m)
  holder.unit_en = p.kind == "factor" and "times" or unit.english(m)
end

local function commitment_of(src, p)
  local out = { kind = p.kind, comparator = p.comparator, value = p.value,
    value_high = p.value_high, direction = p.direction, hedge = p.hedges }
  set_amount(out, src, p)
  set_subject(out, src, p)
  set_baseline(out, src, p)
  out.deadline = deadline_of(src, p.deadline)
  return src:locate(out, p.from, p.to)
end

local function dated_of(src, d)
  return src:locate({ deadline = deadline_of(src, d.deadline) }, d.from, d.to)
end

-- ---------------------------------------------------------------------------

local function each(src, list, convert, keeps)
  local out = {}
  for _, item in ipairs(list) do
    if not keeps or keeps[item.kind] then
      out[#out + 1] = convert(src, item)
    end
  end
  return out
end

local DATES = { date = true }
local NUMBERS = { measure = true, number = true }

local function open(text)
  if type(text) ~= "string" then
    error(("a text is needed, not %s"):format(type(text)), 3)
  end
  local src, why = source.new(text)
  if not src then return nil, why end
  return reader.read(src), src
end

--- All of it in one go: { commitments, dated, dates, numbers }.
-- @tparam string text  UTF-8, in any normal form
-- @treturn table|nil
-- @treturn string  that it is not UTF-8
function M.read(text)
  local r, src = open(text)
  if not r then return nil, src end
  return {
    commitments = each(src, r.found, commitment_of),
    dated = each(src, r.dated, dated_of),
    dates = each(src, r.all, date_of, DATES),
    numbers = each(src, r.all, number_of, NUMBERS),
  }
end

--- Promises with a number. Fields:
--
--   kind        "level", "change" (by so much), "factor" (a multiple of the
--               baseline) or "rate" (a change a year)
--   comparator  "<", "<=", "=", ">=", ">" or "range", with value, value_high
--   scale       what "nghìn", "triệu" multiply the value by
--   unit        as printed; unit_en: in English, if its words are known
--   per         { value, of, text }: 100000 and "trẻ đẻ sống"
--   direction   "up", "down" or nil
--   subject     what it is about; is_subject_carried: of the promise before
--   hedge       list of words such as "khoảng", "cơ bản", "phấn đấu"
--   is_relative, baseline_year, baseline_value, baseline_text, note
--   criterion   of a promise that nothing is left below or above a line: that
--               line, with comparator, value, unit, per; the value is then 0
--   deadline    as in `dates`, with last_day ("2029-12-31" for "before 2030")
--
-- @treturn table|nil  list
-- @treturn string  what is wrong
-- @usage quantity.commitments("giảm 20 - 25%")[1].value_high  --> 25
function M.commitments(text)
  local r, src = open(text)
  if not r then return nil, src end
  return each(src, r.found, commitment_of)
end

--- Promises with a deadline and no number: { deadline, text, ... }.
function M.dated(text)
  local r, src = open(text)
  if not r then return nil, src end
  return each(src, r.dated, dated_of)
end

--- Dates, years and periods: kind ("day", "month", "quarter", "half", "year",
-- "period", "vision", "frequency", "duration"), year, from_year, month, day,
-- quarter, half, part ("start", "middle", "end" of a year), months (of a
-- frequency or duration), bound ("before" leaves the day out, "by" includes
-- it; "in", "from", "after"), is_yearly.
function M.dates(text)
  local r, src = open(text)
  if not r then return nil, src end
  return each(src, r.all, date_of, DATES)
end

--- Numbers: value, value_high, scale, unit, per.
-- @usage quantity.numbers("1.234,5 ha")[1].value  --> 1234.5
function M.numbers(text)
  local r, src = open(text)
  if not r then return nil, src end
  return each(src, r.all, number_of, NUMBERS)
end

return M
