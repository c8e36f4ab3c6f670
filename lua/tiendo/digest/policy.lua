--- Whether an agency is written to on a day, why, and about what.
--
-- A question holds the state of things at the time of sending, and what the
-- agency has been told:
--
--     question = {
--       day = DAY,
--       told = nil | what the last decision to send gave as `told`,
--       is_working = function(day),      -- whether that day is worked
--       working_days = function(a, b),   -- after a, up to and with b
--       findings = { { id, state, severity, class = nil | TEXT,
--         at = nil | DAY of the run that gave it this state,
--         is_outside = nil | true, ... }, ... },
--       reports = { { code, period, due = DAY, of = nil | code of the agency
--         that owed it, where that is another, ... }, ... },
--       hold = nil | true,               -- of a suspicious run nothing is sent
--     }
--
-- `findings` are all that are open or waived, and those resolved, as the ledger
-- has them; one that is outside what was selected is neither told nor
-- forgotten. `reports` are those owed that have not arrived. The answer:
--
--     decision = {
--       send = boolean,
--       why_not = nil | one of WHY_NOT,
--       reasons = { some of REASONS, in their order },
--       findings = { copies, with the `state` that is news to this reader,
--         and `was` = the severity told, of one that changed },
--       due = { copies with `step`, `working_days_left`, `is_reached` },
--       overdue = { copies with `days_late`, `working_days_late`,
--         `is_reached` },
--       held = nil | { from = DAY, to = DAY },  -- held back news
--       gone = n,    -- told as open, and no longer among the findings
--       told = what to keep for the next question: texts and numbers only,
--     }
--
-- What is news is judged by what this reader was told and not by the last run:
-- a finding that came and went between two letters was never there, and one
-- that came back is still there. `told` changes only where something is sent.
-- @module tiendo.digest.policy
local date = require "tiendo.date"

local M = {}

--- Working days before the last day on which a report is in time.
M.STEPS = { 30, 14, 7, 1 }

--- Working days after it.
M.LATE_STEPS = { 1, 7, 15, 30 }

--- Working days after which what is open is told again.
M.REPEAT_AFTER = 10

--- Why something is sent.
M.REASONS = { "new", "reopened", "changed", "resolved", "due", "overdue",
  "repeat" }

--- Why nothing is sent, whatever the reasons; the first that holds.
M.WHY_NOT = { "earlier_day", "sent_today", "suspicious", "rest_day",
  "nothing" }

local REST_MAX = 60 -- days; more in a row are a calendar that is wrong

local IS_TRIGGER = { new = true, reopened = true, changed = true,
  resolved = true }
local IS_OPEN = { new = true, reopened = true, changed = true, ongoing = true,
  stale = true }

local function copy(t)
  local out = {}
  for key, value in pairs(t) do out[key] = value end
  return out
end

-- Findings -------------------------------------------------------------------

-- What an open finding that has been judged is to one who knows `before` of it.
local function open_state(f, before)
  if not before then return f.state == "reopened" and "reopened" or "new" end
  if before.state ~= "open" then return "reopened" end
  local is_same = before.severity == f.severity and before.class == f.class
  return is_same and "ongoing" or "changed"
end

-- The state to tell, or nil where there is nothing to tell.
local function state_for(f, before)
  if f.is_outside then return nil end
  if f.state == "waived" or f.state == "stale" then return f.state end
  if f.state ~= "resolved" then return open_state(f, before) end
  return before and before.state ~= "resolved" and "resolved" or nil
end

-- What is kept of a finding. One that could not be judged is news once it is.
local function memory_of(f, state, before)
  if state == "stale" then return before end
  if state == "waived" then return before and { state = "waived" } end
  if state == "resolved" then return { state = "resolved" } end
  return { state = "open", severity = f.severity, class = f.class }
end

local function look_at_findings(q, told, out)
  local known, kept = {}, out.told.findings
  for _, f in ipairs(q.findings) do
    local before = told.findings[f.id]
    local state = state_for(f, before)
    known[f.id] = true
    kept[f.id] = before
    if state then
      local item = copy(f)
      item.state = state
      item.was = state == "changed" and before.severity or nil
      out.findings[#out.findings + 1] = item
      kept[f.id] = memory_of(f, state, before)
    end
  end
  for id, before in pairs(told.findings) do
    if not known[id] and before.state == "resolved" then kept[id] = before end
    if not known[id] and before.state == "open" then out.gone = out.gone + 1 end
  end
end

-- Reports --------------------------------------------------------------------

--- The step that a number of working days left has reached, nil above 30.
-- @usage policy.step(8)  --> 14
function M.step(n)
  local reached
  for _, step in ipairs(M.STEPS) do
    if n <= step then reached = step end
  end
  return reached
end

--- The step that a number of working days late has reached, nil below 1.
-- @usage policy.late_step(8)  --> 7
function M.late_step(n)
  local reached
  for _, step in ipairs(M.LATE_STEPS) do
    if n >= step then reached = step end
  end
  return reached
end

--- What a report is remembered by.
function M.key(report)
  local of = report.of and report.of .. "/" or ""
  return of .. report.code .. "/" .. tostring(report.period)
end

-- What was told of the report, if that was about the same last day.
local function told_of(told, report, due)
  local before = told.due[M.key(report)]
  return before and before.due == tostring(due) and before or {}
end

local function add_due(q, told, report, due, out)
  local item = copy(report)
  item.working_days_left = q.working_days(q.day, due)
  item.step = M.step(item.working_days_left)
  if not item.step then return end
  local before = told_of(told, report, due).step
  item.is_reached = not before or item.step < before
  out.due[#out.due + 1] = item
  out.told.due[M.key(report)] = { due = tostring(due), step = item.step }
end

local function add_overdue(q, told, report, due, out)
  local item = copy(report)
  item.days_late = q.day - due
  item.working_days_late = q.working_days(due, q.day)
  local late = M.late_step(item.working_days_late)
  local before = told_of(told, report, due).late or 0
  item.is_reached = late ~= nil and late > before
  out.overdue[#out.overdue + 1] = item
  out.told.due[M.key(report)] = { due = tostring(due), late = late }
end

local function look_at_reports(q, told, out)
  for _, report in ipairs(q.reports) do
    local due = date.of(report.due)
    local add = q.day > due and add_overdue or add_due
    add(q, told, report, due, out)
  end
end

-- Reasons --------------------------------------------------------------------

local function any_reached(list)
  for _, item in ipairs(list) do
    if item.is_reached then return true end
  end
  return false
end

local function is_any_open(out)
  for _, f in ipairs(out.findings) do
    if IS_OPEN[f.state] then return true end
  end
  return #out.overdue > 0
end

local function is_time_again(q, told, out)
  return told.day ~= nil and is_any_open(out)
    and q.working_days(date.of(told.day), q.day) >= M.REPEAT_AFTER
end

local function reasons_of(q, told, out)
  local holds = { due = any_reached(out.due),
    overdue = any_reached(out.overdue),
    ["repeat"] = is_time_again(q, told, out) }
  for _, f in ipairs(out.findings) do
    if IS_TRIGGER[f.state] then holds[f.state] = true end
  end
  local list = {}
  for _, reason in ipairs(M.REASONS) do
    if holds[reason] then list[#list + 1] = reason end
  end
  return list
end

local function why_not(q, told, reasons)
  local last = told.day and date.of(told.day)
  if last and q.day < last then return "earlier_day" end
  if last == q.day then return "sent_today" end
  if q.hold then return "suspicious" end
  if not q.is_working(q.day) then return "rest_day" end
  return #reasons == 0 and "nothing" or nil
end

-- Rest days ------------------------------------------------------------------

-- The rest days that end the day before, or nil.
local function rest_before(q)
  local first = q.day
  while q.day - first < REST_MAX and not q.is_working(first - 1) do
    first = first - 1
  end
  if first < q.day then return { from = first, to = q.day - 1 } end
end

local function is_within(span, day)
  return day >= span.from and day <= span.to
end

-- Whether any of the news is of those days.
local function is_held(span, out)
  for _, f in ipairs(out.findings) do
    if IS_TRIGGER[f.state] and f.at and is_within(span, date.of(f.at)) then
      return true
    end
  end
  for _, report in ipairs(out.overdue) do
    if report.is_reached and is_within(span, date.of(report.due) + 1) then
      return true
    end
  end
  return false
end

local function held_back(q, out)
  local span = rest_before(q)
  return span and is_held(span, out) and span or nil
end

-- Decision -------------------------------------------------------------------

--- Decides.
-- @tparam table question  as above
-- @treturn table  the decision, as above
function M.decide(question)
  local q = copy(question)
  q.day = date.of(q.day)
  local told = q.told or { findings = {}, due = {} }
  local out = { findings = {}, due = {}, overdue = {}, gone = 0,
    told = { day = tostring(q.day), findings = {}, due = {} } }
  look_at_findings(q, told, out)
  look_at_reports(q, told, out)
  out.reasons = reasons_of(q, told, out)
  out.why_not = why_not(q, told, out.reasons)
  out.send = not out.why_not
  out.held = out.send and held_back(q, out) or nil
  if not out.send then out.told = q.told end
  return out
end

return M
