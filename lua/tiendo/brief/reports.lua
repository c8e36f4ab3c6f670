--- Of a brief: the reports that are owed, by what became of them.
-- @module tiendo.brief.reports
local deadline = require "tiendo.deadline"
local names = require "tiendo.brief.names"
local rates = require "tiendo.rates"

local M = {}

local RULE, LEAD = "reporting.due_soon", 30

--- Months that the calendar of a brief looks ahead.
M.MONTHS = 6

--- The last day of the calendar: the same day of the month, six months on.
function M.until_day(as_of)
  local last = deadline.months_after(as_of, M.MONTHS)
  if as_of.day >= last.day then return last end
  return last - (last.day - as_of.day)
end

local function none(lead)
  return { all = 0, received = 0, late = 0, missing = 0, pending = 0,
    due_soon = 0, lead_days = lead, illustrative = 0 }
end

local function row_of(report, working_days, as_of)
  local ended = report.agency.valid_to
  return {
    obligation = report.obligation.code, label = names.both(report.obligation),
    agency = report.agency.code, period = tostring(report.period),
    due = report.due, status = report.status, received_on = report.received_on,
    days_late = report.days_late, working_days = working_days,
    illustrative = report.illustrative == true,
    inherited_from = names.code(report.inherited_from),
    agency_ended = ended and ended < as_of and ended or nil,
  }
end

local function by_due_day(list)
  for i, row in ipairs(list) do row.place = i end
  table.sort(list, function(a, b)
    if a.due ~= b.due then return a.due < b.due end
    return a.place < b.place
  end)
  for _, row in ipairs(list) do row.place = nil end
end

--- Working days left until a report is due; nil for one that is not awaited.
function M.left(report, brief, request)
  if report.status ~= "pending" then return end
  return request.working_days(brief.as_of, report.due,
    deadline.calendar(report.obligation, request.plan))
end

-- Counts a report and lists it where somebody has yet to send it.
local function take(report, brief, request, counts, due)
  local left = M.left(report, brief, request)
  local status = report.status
  counts.all = counts.all + 1
  counts[status] = counts[status] + 1
  if left and left <= counts.lead_days then
    counts.due_soon = counts.due_soon + 1
  end
  if report.illustrative then
    counts.illustrative = counts.illustrative + 1
  end
  if status == "missing" or left and report.due <= brief.until_day then
    due[#due + 1] = row_of(report, left, brief.as_of)
  end
end

--- Adds `until_day`, `counts.reports`, `rates` and `due`.
function M.add(brief, request)
  local params = request.params[RULE]
  local counts, due = none(params and params.lead_wd or LEAD), {}
  brief.until_day = M.until_day(brief.as_of)
  for report in request.plan.reports:each() do
    if report.status then take(report, brief, request, counts, due) end
  end
  by_due_day(due)
  brief.counts.reports, brief.due = counts, due
  brief.rates = rates.of(request.plan.reports, brief.as_of)
end

return M
