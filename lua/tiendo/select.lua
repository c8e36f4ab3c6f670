--- Selection expressions: which rules, findings, waivers or scopes are meant.
--
--     progress.* and severity >= medium and goal = 3 and not tag = draft
--
-- A condition is `field operator value`, `field in (value, value)`, or a bare
-- word, which means the rule of that name; `*` and `?` in an unquoted word
-- stand for any text and any character. Operators: = ~= < <= > >= and ~, which
-- is "contains", without regard to case and diacritics. `not` binds tighter
-- than `and`, `and` tighter than `or`. Text with blanks is quoted.
--
-- Severities are ordered by weight, codes as a reader orders them (8.9 before
-- 8.10), periods and days by the calendar. A day may be compared with a
-- period: `deadline <= 2025` means its last day at the latest, and
-- `deadline = 2025` any of its days.
--
-- Whatever is compared with a field that a record lacks is false, for `~=`
-- too: `goal ~= 3` leaves out what has no goal, `not goal = 3` keeps it. A
-- field that holds a list is compared by its members: `tag = a` asks for one
-- that is, `tag ~= a` for none that is.
-- @module tiendo.select
local grammar = require "tiendo.select.grammar"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

-- Kinds of fields -----------------------------------------------------------

local weight = {}
for i, severity in ipairs(words.SEVERITIES) do weight[severity] = i end

local PART_MONTHS = { H = 6, Q = 3, [""] = 1 }

-- By first month, the longer period first: the order of tiendo.date.
local function period_key(s)
  local year, sort, part = s:match "^(%d%d%d%d)%-([HQ]?)(%d+)$"
  if not year then
    year = s:match "^%d%d%d%d$"
    return year and tonumber(year) * 12 * 13
  end
  local months = PART_MONTHS[sort]
  local first = (tonumber(part) - 1) * months
  if first < 0 or first + months > 12 then return end
  return (tonumber(year) * 12 + first) * 13 + 12 - months
end

local function day_key(s)
  local year, month, day = s:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  return year and (tonumber(year) * 12 + tonumber(month)) * 32 + tonumber(day)
end

-- First and last of the keys of days that a day or a period covers.
local function day_span(s)
  local day = day_key(s)
  if day then return day, day end
  local year = tonumber(s:match "^%d%d%d%d")
  if not year or not period_key(s) then return end
  local sort, part = s:match "^%d%d%d%d%-([HQ]?)(%d+)$"
  local months = sort and PART_MONTHS[sort] or 12
  local first = ((tonumber(part) or 1) - 1) * months + 1
  return (year * 12 + first) * 32, (year * 12 + first + months - 1) * 32 + 31
end

local function itself(s) return s end

-- `key` gives what is ordered, nil for a value that is not of the kind, which
-- `is` describes.
local KINDS = {
  text     = { key = itself, compare = text.compare_codes },
  code     = { key = itself, compare = text.compare_codes },
  choice   = {},
  severity = { key = function(s) return weight[s] end },
  number   = { key = tonumber, is = "a number" },
  period   = { key = period_key,
    is = "a period such as 2025, 2025-H1, 2025-Q4 or 2025-12" },
  date     = { key = day_key, span = day_span,
    is = "a day such as 2025-12-05, or a period" },
}

--- Fields of a finding, by name: `kind`, and `of` for a closed list of values.
M.fields = {
  rule     = { kind = "code" },
  topic    = { kind = "code" },
  title    = { kind = "text" },
  severity = { kind = "severity", of = words.SEVERITIES },
  outcome  = { kind = "choice", of = words.OUTCOMES },
  goal     = { kind = "code" },
  target   = { kind = "code" },
  agency   = { kind = "code" },
  subject  = { kind = "code" },
  label    = { kind = "text" },
  kind     = { kind = "text" },
  period   = { kind = "period" },
  tag      = { kind = "text" },
  state    = { kind = "choice", of = words.STATES },
  id       = { kind = "text" },
}

--- Fields of a subject before it is judged, for the scopes of settings.
M.subject_fields = {
  rule    = { kind = "code" },
  topic   = { kind = "code" },
  goal    = { kind = "code" },
  target  = { kind = "code" },
  agency  = { kind = "code" },
  area    = { kind = "code" },
  subject = { kind = "code" },
  label   = { kind = "text" },
  kind    = { kind = "text" },
  period  = { kind = "period" },
  tag     = { kind = "text" },
}

-- Patterns ------------------------------------------------------------------

local function is_glob(value)
  return not value.is_quoted and value.text:find "[*?]" ~= nil
end

local function piece_pattern(piece)
  local pattern = piece:gsub("[%^%$%(%)%%%.%[%]%+%-]", "%%%0")
  return (pattern:gsub("%?", "[^\128-\191][\128-\191]*"))
end

-- The first piece stands at the beginning, the last at the end, each between
-- them as early as it fits; so no text is searched twice.
local function match_pieces(s, pieces)
  local _, stop = s:find("^" .. pieces[1])
  for i = 2, #pieces - 1 do
    if not stop then return false end
    _, stop = s:find(pieces[i], stop + 1)
  end
  return stop ~= nil and s:find(pieces[#pieces] .. "$", stop + 1) ~= nil
end

local function glob_test(pattern)
  local pieces = {}
  for piece in (pattern .. "*"):gmatch "([^*]*)%*" do
    pieces[#pieces + 1] = piece_pattern(piece)
  end
  if #pieces == 1 then
    local whole = "^" .. pieces[1] .. "$"
    return function(s) return s:find(whole) ~= nil end
  end
  return function(s) return match_pieces(s, pieces) end
end

-- Conditions ----------------------------------------------------------------
-- Each becomes a test of one text; what is wrong with it is told by column.

local SHOWN = 60 -- characters of a mistaken word

local function short(word)
  local cut = utf8.offset(word, SHOWN + 1)
  return cut and cut <= #word and word:sub(1, cut - 1) .. "..." or word
end

local function suggest(name, list)
  local near = #name <= SHOWN and text.nearest(name, list)
  if near then return ("; did you mean '%s'?"):format(near) end
  return "; there are " .. table.concat(list, ", ")
end

local function one_of(list, wanted)
  for _, item in ipairs(list) do
    if item == wanted then return true end
  end
  return false
end

-- What is wrong with a value for its field, or nil.
local function misfit(c, field, value)
  if is_glob(value) then return end
  if field.of and not one_of(field.of, value.text) then
    return ("'%s' is no %s"):format(short(value.text), c.field)
      .. suggest(value.text, field.of)
  end
  local kind = KINDS[field.kind]
  if kind.is and (kind.span or kind.key)(value.text) == nil then
    return ("%s is %s, not '%s'")
      :format(c.field, kind.is, short(value.text))
  end
end

local function equal_test(field, value)
  if is_glob(value) then return glob_test(value.text) end
  local wanted = value.text
  if field.kind == "date" then
    local first, last = day_span(wanted)
    return function(s)
      local day = day_key(s)
      return day ~= nil and first <= day and day <= last
    end
  end
  if field.kind == "number" then
    wanted = tonumber(wanted)
    return function(s) return tonumber(s) == wanted end
  end
  return function(s) return s == wanted end
end

local function in_test(field, list)
  local tests = {}
  for i, value in ipairs(list) do tests[i] = equal_test(field, value) end
  return function(s)
    for i = 1, #tests do
      if tests[i](s) then return true end
    end
    return false
  end
end

local function contains_test(_, value)
  local wanted = value.text
  return function(s) return text.contains(s, wanted) == true end
end

local function by_difference(a, b)
  return a < b and -1 or a > b and 1 or 0
end

-- A test that holds if the comparison gives one of two results.
local function order_test(this, or_this)
  return function(field, value)
    local kind = KINDS[field.kind]
    local key, compare = kind.key, kind.compare or by_difference
    local first, last = (kind.span or key)(value.text)
    -- Before a span is before its first day, up to it up to its last.
    local bound = last and (this == -1) == (or_this == 0) and last or first
    return function(s)
      local mine = key(s)
      local order = mine and compare(mine, bound)
      return order == this or order == or_this
    end
  end
end

local TESTS = {
  ["="]  = equal_test,
  ["~="] = equal_test, -- for none, see `judge`
  ["~"]  = contains_test,
  ["<"]  = order_test(-1, -1),
  ["<="] = order_test(-1, 0),
  [">"]  = order_test(1, 1),
  [">="] = order_test(1, 0),
}

local function misuse(c, field)
  if c.op:find "[<>]" then
    if not KINDS[field.kind].key then
      return c.field .. " has no order; use = or in"
    elseif is_glob(c.value) then
      return "a pattern can be compared with = and ~= only"
    end
  end
  return c.op ~= "~" and misfit(c, field, c.value) or nil
end

local function build_comparison(c, field)
  local wrong = misuse(c, field)
  if wrong then return nil, wrong, c.value.at end
  return TESTS[c.op](field, c.value)
end

local function build_membership(c, field)
  for _, value in ipairs(c.list) do
    local wrong = misfit(c, field, value)
    if wrong then return nil, wrong, value.at end
  end
  return in_test(field, c.list)
end

local function names_of(fields)
  local names = {}
  for name in pairs(fields) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- A word on its own: the rule of that name. The name of a field there is a
-- condition begun and not ended.
local function read_bare(c, fields)
  local name = c.bare.text
  if fields[name] and not c.bare.is_quoted then
    return nil, ("expected an operator after '%s'"):format(name),
      c.bare.at + #name
  end
  c.field, c.op, c.value = "rule", "=", c.bare
  return true
end

local function build(c, fields)
  if c.bare then
    local ok, wrong, at = read_bare(c, fields)
    if not ok then return nil, wrong, at end
  end
  local field = fields[c.field]
  if c.bare and not field then
    return nil, ("'%s' stands alone; write label ~ '%s' or name a field%s")
      :format(short(c.bare.text), short(c.bare.text),
        suggest(c.bare.text, names_of(fields))), c.bare.at
  end
  if not field then
    return nil, ("unknown field '%s'"):format(short(c.field))
      .. suggest(c.field, names_of(fields)), c.at
  end
  return (c.list and build_membership or build_comparison)(c, field)
end

-- Judging a record ----------------------------------------------------------

local function holds_for_one(held, test)
  if type(held) ~= "table" then return test(tostring(held)) end
  for i = 1, #held do
    if test(tostring(held[i])) then return true end
  end
  return false
end

-- The truth of one condition. With only a part of the fields at hand, one that
-- is missing is taken as it helps the whole expression to hold.
local function judge(step, record, is_partial)
  local held = record[step.field]
  if held == nil then
    return is_partial == true and not step.is_negated
  end
  return holds_for_one(held, step.test) ~= step.is_out
end

local function run(steps, record, is_partial)
  local truth, at = false, 1
  while at <= #steps do
    local step = steps[at]
    local op = step.op
    at = at + 1
    if op == "test" then
      truth = judge(step, record, is_partial)
    elseif op == "not" then
      truth = not truth
    elseif truth == (op == "or") then
      at = step.to
    end
  end
  return truth
end

--- Reads an expression.
-- @tparam string source
-- @tparam[opt] table fields  what may be named, as in `select.fields`; a bare
--   word needs a field `rule`
-- @treturn function|nil  takes a record (fields to text, numbers, dates or
--   lists of them) and tells whether it is meant; with true as its second
--   argument, whether it could be, were the fields known that it lacks
-- @treturn string  what is wrong, with its column
-- @usage local wanted = assert(select.compile "progress.* and goal = 3")
-- wanted { rule = "progress.off_track", goal = "3" }  --> true
function M.compile(source, fields)
  fields = fields or M.fields
  local steps, message = grammar.parse(source)
  if not steps then return nil, message end
  for _, step in ipairs(steps) do
    local c = step.condition
    if c then
      local test, wrong, at = build(c, fields)
      if not test then return nil, grammar.place(source, at) .. wrong end
      step.test, step.field = test, c.field
      step.is_out = c.is_out == true or c.op == "~="
      step.is_negated = c.is_negated
      step.condition = nil
    end
  end
  return function(record, is_partial)
    return run(steps, record, is_partial)
  end
end

local function both_languages(pair)
  if type(pair) ~= "table" then return pair end
  return { pair.en or pair.vi, pair.en and pair.vi }
end

--- The record of a finding, as reporters get it.
function M.record(finding)
  local subject = finding.subject or {}
  return {
    rule = finding.rule,
    topic = finding.rule:match "^[^.]*",
    title = both_languages(finding.title),
    severity = finding.severity,
    outcome = finding.outcome,
    goal = subject.goal,
    target = subject.target,
    agency = subject.agency,
    subject = subject.code,
    label = both_languages(subject.label),
    kind = subject.kind,
    period = finding.period,
    tag = finding.tags,
    state = finding.state,
    id = finding.id,
  }
end

return M
