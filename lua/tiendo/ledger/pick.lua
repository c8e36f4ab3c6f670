--- Which findings of the record are meant, and their order.
-- @module tiendo.ledger.pick
local grammar = require "tiendo.select.grammar"
local select = require "tiendo.select"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local of = select.fields

--- Fields that a selection may name.
M.FIELDS = {
  id = of.id, rule = of.rule, topic = of.topic, severity = of.severity,
  goal = of.goal, target = of.target, agency = of.agency,
  subject = of.subject, label = of.label, kind = of.kind, period = of.period,
  state = of.state,
  since = { kind = "date" },
  age_days = { kind = "number" },
  waiver = { kind = "text" },
}

local IS_OPEN = { new = true, reopened = true, changed = true, ongoing = true,
  stale = true }

-- Who names one of these means findings that are not open, too.
local TELLS_STATE = { state = true, waiver = true }

local weight = {}
for i, severity in ipairs(words.SEVERITIES) do weight[severity] = i end

--- Whether it is somebody's to deal with.
function M.is_open(f)
  return IS_OPEN[f.state] == true
end

local function both(pair)
  return pair and { pair.en or pair.vi, pair.en and pair.vi }
end

local function record_of(f)
  local s = f.subject
  return { id = f.id, rule = f.rule, topic = f.rule:match "^[^.]*",
    severity = f.severity, goal = s.goal, target = s.target,
    agency = s.agency, subject = s.code, label = both(s.label), kind = s.kind,
    period = f.period, state = f.state, since = f.since,
    age_days = f.age_days, waiver = f.waiver }
end

local function names_state(source)
  for _, step in ipairs(grammar.parse(source) or {}) do
    local c = step.condition
    if c and TELLS_STATE[c.field] then return true end
  end
  return false
end

--- The findings that an expression means, nil for all.
-- @treturn table|nil
-- @treturn string  what is wrong with the expression
function M.select(source, findings)
  if not source then return findings end
  local test, message = select.compile(source, M.FIELDS)
  if not test then return nil, message end
  local kept = {}
  for _, f in ipairs(findings) do
    if test(record_of(f)) then kept[#kept + 1] = f end
  end
  return kept
end

local function order(a, b)
  if a.severity ~= b.severity then
    return weight[a.severity] > weight[b.severity]
  end
  if a.rule ~= b.rule then return a.rule < b.rule end
  local by_code = text.compare_codes(a.subject.code, b.subject.code)
  if by_code ~= 0 then return by_code < 0 end
  if a.period ~= b.period then return (a.period or "") < (b.period or "") end
  return a.id < b.id
end

--- What a list shows: the findings in order; how many are left out since they
-- are not open, and since they do not fit.
-- @treturn table|nil
-- @treturn number|string  or what is wrong with the selection
-- @treturn number
function M.shown(request)
  local source = request.select
  local kept, message = M.select(source, request.findings)
  if not kept then return nil, "--select: " .. message end
  local n_unfit = #request.findings - #kept
  local open = kept
  if not request.all and not (source and names_state(source)) then
    open = {}
    for _, f in ipairs(kept) do
      if M.is_open(f) then open[#open + 1] = f end
    end
  end
  local out = table.move(open, 1, #open, 1, {})
  table.sort(out, order)
  return out, #kept - #open, n_unfit
end

--- How much of an id tells these apart, at least 8 characters.
function M.id_length(findings)
  for n = 8, 15 do
    local seen, is_clear = {}, true
    for _, f in ipairs(findings) do
      local short = f.id:sub(1, n)
      is_clear = is_clear and not seen[short]
      seen[short] = true
    end
    if is_clear then return n end
  end
  return 16
end

return M
