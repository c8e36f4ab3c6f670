--- Rules run from the prompt, and their findings as a set.
-- @module tiendo.console.findings
local finding = require "tiendo.report.finding"
local rows = require "tiendo.console.rows"
local rules_report = require "tiendo.report.rules"
local schema = require "tiendo.schema"
local select = require "tiendo.select"
local words = require "tiendo.words"

local M = {}

local STYLES = { critical = "critical", high = "high", medium = "medium",
  low = "low", info = "info" }

-- The finding that a row was made of.
local ORIGINAL = setmetatable({}, { __mode = "k" })

local COLUMNS = {
  { name = "severity", style = function(row) return STYLES[row.severity] end,
    tell = function(row, page) return page:word("severity", row.severity) end },
  { name = "subject", at = "/%-_", min = 16 },
  { name = "message", min = 30 },
  { name = "rule", at = "%._", min = 12 },
  { name = "period", is_dropped = true }, -- where no finding has one
  { name = "agency" },
  { name = "name", is_hidden = true },
  { name = "kind", is_hidden = true },
  { name = "goal", is_hidden = true },
  { name = "target", is_hidden = true },
  { name = "outcome", is_hidden = true },
  { name = "id" },
  { name = "evidence", is_hidden = true },
  { name = "row", is_hidden = true },
}

local function subject_row(c, subject)
  local entity = subject.kind and schema.find(subject.kind)
  return entity and c.plan[entity.name]:find(subject.code)
end

-- A row of the plan in evidence as the row itself.
local function value_of(c, value)
  if type(value) ~= "table" then return value end
  if value.kind and value.code then return subject_row(c, value) or value end
  local out = {}
  for i, item in ipairs(value) do out[i] = value_of(c, item) end
  return #out > 0 and out or value
end

local function row_of(c, f, message_of)
  local subject, evidence = f.subject or {}, {}
  for _, item in ipairs(f.evidence or {}) do
    evidence[item.name] = value_of(c, item.value)
  end
  local row = { severity = f.severity, rule = f.rule, subject = subject.code,
    message = finding.clean(message_of(f)), period = f.period,
    agency = subject.agency, name = words.pick(subject.label, c.lang),
    kind = subject.kind, goal = subject.goal, target = subject.target,
    outcome = f.outcome, id = f.id, evidence = evidence,
    row = subject_row(c, subject) }
  ORIGINAL[row] = f
  return row
end

local ORDER = { "fail", "pass", "no-data", "not-due", "not-applicable",
  "waived", "error" }

-- What became of what the rules looked at, in a line.
local function note_of(result)
  local counts = {}
  for _, check in ipairs(result.checks) do
    for _, outcome in ipairs(ORDER) do
      counts[outcome] = (counts[outcome] or 0) + check[outcome]
    end
  end
  return function(c)
    local parts = {}
    for _, outcome in ipairs(ORDER) do
      if (counts[outcome] or 0) > 0 then
        parts[#parts + 1] = ("%s %s"):format(c:show(counts[outcome]),
          c:word_of("outcome", outcome))
      end
    end
    if #parts == 0 then return c:say "judged_nothing" end
    local s = c:say("judged", { n = #result.checks,
      list = table.concat(parts, ", ") }, #result.checks)
    local first = result.errors[1]
    return first and s .. " · " .. first.rule .. ": " .. first.message or s
  end
end

-- The rules are run when the set is looked at, and again as of another day.
local function set_of(c, selection, params)
  local data
  data = { console = c, columns = COLUMNS, is_findings = true,
    select = { fields = select.fields, record = function(row)
      return select.record(ORIGINAL[row])
    end },
    make = function()
      local result, notes = c.host.check(selection, params)
      if not result then error((notes:gsub("^%-%-select: ", "")), 0) end
      local message_of, list = finding.messages(c.lang), {}
      for i, f in ipairs(result.findings) do
        list[i] = row_of(c, f, message_of)
        c.records[list[i]] = data
      end
      data.note = note_of(result)
      return list
    end }
  return rows.new(data)
end

--- The rules that there are.
function M.rules(c)
  local list, message = c.host.rules()
  if not list then error(message, 0) end
  return list
end

-- "0.9" for parameters of a rule, as a command line would have them.
local function param_texts(rule, params)
  local out = {}
  for name, value in pairs(params) do
    if type(value) == "table" then
      value = table.concat(value, ",")
    end
    out[#out + 1] = { ("%s.%s"):format(rule.rule, name), tostring(value) }
  end
  return out
end

--- check(id, params): the findings of one rule.
function M.check(c)
  return function(id, params)
    if type(id) ~= "string" then
      error("check: the id of a rule is needed, as in "
        .. "check \"progress.off_track\"", 0)
    end
    if params ~= nil and type(params) ~= "table" then
      error("check: parameters are a table, as in { ratio = 0.9 }", 0)
    end
    local rule, message = rules_report.find(M.rules(c), id)
    if not rule then
      error((message:gsub("; tiendo rules list.*", "; :rules names them")), 0)
    end
    return set_of(c, ("rule = %s"):format(id),
      params and param_texts(rule, params))
  end
end

--- findings(selection): those of all rules.
function M.all(c)
  return function(selection)
    if selection ~= nil and type(selection) ~= "string" then
      error("findings: a selection is a text, as in "
        .. "findings \"goal = 3 and severity >= high\"", 0)
    end
    if selection then
      local ok, message = select.compile(selection)
      if not ok then error(message, 0) end
    end
    return set_of(c, selection)
  end
end

return M
