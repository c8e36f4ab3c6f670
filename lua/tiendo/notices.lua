--- Who is written to after a run, and what: for each agency the policy decides,
-- by what it has been told, and the digest is made. The matters of an agency
-- that is no more go to those that followed it, or else to the plan's issuer.
--
-- Findings of rules tagged "reminder" are not told: the digest has its own list
-- of what is due.
--
--     question = {
--       result = as of tiendo.report, of a recorded run,
--       unselected = { as result.findings, ... },  -- that the run gave too
--       others = { { id, rule, title = TEXT, severity, class, state,
--         state_on = DAY, since = DAY, period, subject, text = nil,
--         is_outside = boolean }, ... },
--         -- findings of the record that the run did not give; `is_outside`: as
--         -- its selection leaves them out
--       said = function(id),             -- what was last said of one: TEXT
--       told = { [agency] = TEXT },      -- JSON, of the last notice
--       plan = the plan, as_of = DAY,
--       is_working = function(day), working_days = function(a, b),
--       lang = "vi" | "en",
--     }
--
-- @module tiendo.notices
local digest = require "tiendo.digest"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local policy = require "tiendo.digest.policy"
local rates = require "tiendo.rates"
local succession = require "tiendo.succession"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

-- Who answers ----------------------------------------------------------------

-- Of an agency's matters: itself while it exists; those that followed it; the
-- issuer. Nobody is left: itself, so that whoever sends it sees it.
local function heirs_of(q, code)
  local agency = q.plan.agencies:find(code)
  if not agency or succession.exists(agency, q.as_of) then return { code } end
  local codes = {}
  for i, heir in ipairs(succession.heirs(agency, q.as_of)) do
    codes[i] = heir.code
  end
  local plan = q.plan.plans:first()
  local issuer = plan and plan.issuer
  return #codes > 0 and codes or { issuer and issuer.code or code }
end

-- Lists by who answers; `of` of an item says whose it was, if another's.
local function new_lists(q)
  local heirs, lists = {}, {}
  local function add(code, make)
    heirs[code] = heirs[code] or heirs_of(q, code)
    for _, heir in ipairs(heirs[code]) do
      local item = make()
      item.of = heir ~= code and code or nil
      lists[heir] = lists[heir] or {}
      table.insert(lists[heir], item)
    end
  end
  return lists, add
end

-- Findings -------------------------------------------------------------------

local function rendered(messages, f)
  return { en = messages.en(f), vi = messages.vi(f) }
end

-- A finding of the result, as the policy and the digest take it.
local function seen_item(messages, f)
  return { id = f.id, rule = f.rule, title = f.title, severity = f.severity,
    class = f.class, state = f.state, at = f.state_on, since = f.since,
    age_days = f.age_days, subject = f.subject, period = f.period,
    text = rendered(messages, f), illustrative = f.illustrative }
end

local function other_item(f)
  return { id = f.id, rule = f.rule, title = f.title, severity = f.severity,
    class = f.class, state = f.state, at = f.state_on, since = f.since,
    subject = f.subject, period = f.period, is_outside = f.is_outside }
end

local function unselected_item(f)
  return { id = f.id, is_outside = true }
end

-- A notice has its own reminders of what is due.
local REMINDER = "reminder"

local function is_told(f)
  for _, tag in ipairs(f.tags or {}) do
    if tag == REMINDER then return false end
  end
  return f.subject.agency ~= nil
end

-- Findings by agency. Of those that are resolved only what somebody has been
-- told matters, which the policy knows.
local function findings_by_agency(q)
  local lists, add = new_lists(q)
  local messages = { en = finding.messages "en", vi = finding.messages "vi" }
  local function add_all(list, item_of)
    for _, f in ipairs(list) do
      if is_told(f) then
        add(f.subject.agency, function() return item_of(f) end)
      end
    end
  end
  add_all(q.result.findings, function(f) return seen_item(messages, f) end)
  add_all(q.unselected, unselected_item)
  add_all(q.others, other_item)
  return lists
end

-- Reports --------------------------------------------------------------------

local function label_of(row)
  return { en = row.label_en or row.label_vi or row.code,
    vi = row.label_vi or row.label_en or row.code }
end

local function report_item(report)
  return { obligation = label_of(report.obligation),
    code = report.obligation.code, period = report.period,
    due = report.due, illustrative = report.illustrative }
end

local function reports_by_agency(q)
  local lists, add = new_lists(q)
  for report in q.plan.reports:each() do
    if report.due and not report.received_on and report.agency then
      add(report.agency.code, function() return report_item(report) end)
    end
  end
  return lists
end

local function rates_by_agency(q)
  local of = {}
  for _, one in ipairs(rates.by(q.plan.reports, q.as_of, "agency")) do
    if one.row then of[one.row.code] = one end
  end
  return of
end

-- Rest days ------------------------------------------------------------------

-- The name of the first holiday in a span.
local function reason_of(q, held)
  for day in q.plan.holidays:each() do
    if day.day >= held.from and day.day <= held.to and day.name_vi
        and day.kind ~= "working" then
      return { en = day.name_en or day.name_vi, vi = day.name_vi }
    end
  end
end

-- Agencies -------------------------------------------------------------------

-- Everybody who has something or was told something, by code.
local function agencies_of(q, ...)
  local known, codes = {}, {}
  local function add(code)
    if known[code] then return end
    known[code] = true
    codes[#codes + 1] = code
  end
  for _, lists in ipairs { q.told, ... } do
    for code in pairs(lists) do add(code) end
  end
  table.sort(codes, function(a, b) return text.compare_codes(a, b) < 0 end)
  return codes
end

local function labels_of(q)
  local labels = {}
  for _, agency in ipairs(q.result.agencies) do
    labels[agency.code] = agency.label
  end
  return labels
end

local function is_illustrative(list)
  for _, item in ipairs(list) do
    if item.illustrative then return true end
  end
end

-- Who issued the plan, by name; "" if that is not known.
local function sender_of(q)
  local plan = q.plan.plans:first()
  local issuer = plan and plan.issuer
  local name = issuer and (issuer["name_" .. q.lang] or issuer.name_vi)
  return finding.clean(name or "")
end

-- What is said of findings that the run did not give.
local function fill_texts(q, findings)
  for _, f in ipairs(findings) do f.text = f.text or q.said(f.id) end
end

-- The name of the agency whose matter it was.
local function fill_former(labels, list)
  for _, item in ipairs(list) do
    item.former = item.of and (labels[item.of] or item.of)
  end
end

local function digest_of(q, agency, decision, rate, labels)
  local result = q.result
  fill_texts(q, decision.findings)
  for _, part in ipairs { "findings", "due", "overdue" } do
    fill_former(labels, decision[part])
  end
  if decision.held then
    decision.held.reason = reason_of(q, decision.held)
  end
  local since = result.since_last
  return {
    plan = result.plan or { code = "" }, as_of = q.as_of,
    run = { id = result.run.id,
      previous = since.run and { id = since.run, as_of = since.as_of } },
    agency = agency, findings = decision.findings, due = decision.due,
    overdue = decision.overdue, received = rate and rate.actual,
    expected = rate and rate.expected, held = decision.held,
    gone = decision.gone,
    illustrative = is_illustrative(decision.findings)
      or is_illustrative(decision.due) or is_illustrative(decision.overdue),
  }
end

local function decide(q, code, findings, reports)
  local told = q.told[code]
  return policy.decide {
    day = q.as_of, told = told and json.decode(told),
    is_working = q.is_working, working_days = q.working_days,
    findings = findings or {}, reports = reports or {},
    hold = q.result.since_last.suspicious,
  }
end

--- Decides for everybody.
-- @tparam table q  the question
-- @treturn table  list of { code, name, sender, subject, body, told = JSON to
--   keep, reasons = "new, due" }, by agency; names and subjects are of one line
-- @treturn table  how many are not written to, by why (policy.WHY_NOT)
function M.decide(q)
  local findings, reports = findings_by_agency(q), reports_by_agency(q)
  local by_rate, labels = rates_by_agency(q), labels_of(q)
  local notices, quiet = {}, {}
  for _, code in ipairs(agencies_of(q, findings, reports)) do
    local decision = decide(q, code, findings[code], reports[code])
    if decision.send then
      local agency = { code = code, label = labels[code] or code }
      local d = digest_of(q, agency, decision, by_rate[code], labels)
      local mail = digest.write(d, { lang = q.lang })
      notices[#notices + 1] = { code = code,
        name = finding.clean(words.pick(agency.label, q.lang) or code),
        sender = sender_of(q), subject = mail.subject, body = mail.body,
        told = json.encode(decision.told),
        reasons = table.concat(decision.reasons, ", ") }
    else
      quiet[decision.why_not] = (quiet[decision.why_not] or 0) + 1
    end
  end
  return notices, quiet
end

return M
