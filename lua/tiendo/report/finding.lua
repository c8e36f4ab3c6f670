--- What the reporters share: messages of findings, values for machines, text
-- that does no harm.
-- @module tiendo.report.finding
local date = require "tiendo.date"
local json = require "tiendo.json"
local template = require "tiendo.template"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

--- What a result says of a run and the one before it, in this order.
M.SINCE_LAST = { "run", "as_of", "new", "reopened", "changed", "ongoing",
  "stale", "waived", "resolved", "held", "suspicious" }

--- Text with U+FFFD in place of NUL and of bytes that are not UTF-8.
function M.utf8(s)
  s = s:gsub("\0", "\u{FFFD}")
  local at, bad = 1, select(2, utf8.len(s))
  if not bad then return s end
  local out = {}
  while bad do
    out[#out + 1] = s:sub(at, bad - 1) .. "\u{FFFD}"
    at = bad + 1
    bad = select(2, utf8.len(s, at))
  end
  return table.concat(out) .. s:sub(at)
end

--- Text on one line that cannot steer a terminal.
function M.clean(s)
  s = M.utf8(s)
  if not s:find "[%c\xC2]" then return s end
  return (s:gsub("%c", " "):gsub("\xC2[\x80-\x9F]", " "))
end

-- Where the names in a message are looked up: the evidence, then the subject.
local function values_of(f)
  local values, known = {}, {}
  for name, value in pairs(f.subject or {}) do
    values[name], known[name] = value, true
  end
  values.subject, known.subject = f.subject, true
  values.period, known.period = f.period, true
  for name, value in pairs(f.fields or {}) do
    values[name], known[name] = value, true
  end
  for _, item in ipairs(f.evidence or {}) do
    values[item.name], known[item.name] = item.value, true
  end
  return function(name) return known[name] == true, values[name] end
end

--- The template of a finding's message in one language.
function M.template(f, lang)
  return words.pick(f.message, lang) or ""
end

--- Whether a check reached a verdict about anything.
function M.is_judged(check)
  return check.pass + check.fail + check.waived > 0
end

--- A function that gives the message of a finding. It keeps the templates it
-- has read; use one for a whole report. A faulty template is shown as it is.
function M.messages(lang)
  local compiled = {}
  return function(f)
    local source = M.template(f, lang)
    local parts = compiled[source]
    if parts == nil then
      parts = template.compile(source) or false
      compiled[source] = parts
    end
    return parts and template.render(parts, values_of(f), lang) or source
  end
end

--- The message of one finding.
function M.message(f, lang)
  return M.messages(lang)(f)
end

-- A template that gives the text back.
local function as_template(s)
  return s and (s:gsub("[{}]", "%0%0"))
end

local RANK = {}
for i, severity in ipairs(words.SEVERITIES) do RANK[severity] = -i end

-- What findings are ordered by after their severity.
local function order_of(f)
  return { f.rule, f.subject.code, f.period or "", f.id }
end

-- In the order of findings: the gravest first, then by rule, subject, period.
local function comes_before(a, b)
  local first, second = order_of(a), order_of(b)
  if a.severity ~= b.severity then
    return RANK[a.severity] < RANK[b.severity]
  end
  for i, value in ipairs(first) do
    local way = text.compare_codes(value, second[i])
    if way ~= 0 then return way < 0 end
  end
  return false
end

local function as_finding(f, as_of)
  return { id = f.id, rule = f.rule, title = f.title, severity = f.severity,
    outcome = "pass", state = f.state, since = f.since,
    age_days = date.of(tostring(as_of)) - date.of(f.since),
    subject = f.subject, period = f.period, evidence = {},
    message = { en = as_template(words.pick(f.text, "en")),
      vi = as_template(words.pick(f.text, "vi")) } }
end

--- What a run resolves, in the form and order of findings: the message is what
-- was last said of each, there is no evidence, and the outcome is the one that
-- resolves. Nothing for a result that is no run's.
function M.resolved(result)
  local out = {}
  for i, f in ipairs(result.resolved or {}) do
    out[i] = as_finding(f, result.run.as_of)
  end
  table.sort(out, comes_before)
  return out
end

local function plain_table(t)
  local out = {}
  if #t == 0 and next(t) ~= nil then
    for key, value in pairs(t) do out[tostring(key)] = M.plain(value) end
    return out
  end
  for i = 1, #t do out[i] = M.plain(t[i]) end
  return json.array(out)
end

--- A value as JSON takes it: days in ISO form, a row of the plan as its code,
-- what is missing or no number as null.
function M.plain(v)
  local kind = type(v)
  if kind == "string" then return M.utf8(v) end
  if kind == "userdata" then return tostring(v) end
  if kind == "table" then
    return v.code and M.utf8(tostring(v.code)) or plain_table(v)
  end
  if kind == "number" and (v ~= v or v == math.huge or v == -math.huge) then
    return json.null
  end
  return v == nil and json.null or v
end

--- The fields named, in this order, as json.object takes them.
function M.pick(from, names)
  local flat = {}
  for _, name in ipairs(names) do
    flat[#flat + 1] = name
    flat[#flat + 1] = M.plain(from[name])
  end
  return flat
end

return M
