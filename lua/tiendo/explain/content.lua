--- What there is to tell about a deadline, as data for the writers:
--
--     { obligation, plan = nil | row, period, as_of, due = DAY, roll,
--       is_stated = whether the obligation says how to roll,
--       days, working_days, named, shifted, counted, allowed,
--       hour, zone, instant = nil | TEXT, ahead = nil | seconds,
--       calendar = nil | TEXT, calendar_until = nil | DAY,
--       has_calendar = whether the store has days for it,
--       rests = { { day, holiday = nil | row }, ... }, not counted,
--       off = { ... } the same, from the last day allowed to the one due, or
--         that day alone where it is not worked and stays,
--       next, previous = working days about a day that is not worked and stays,
--       is_before_document, is_foreseen,
--       owes = { report, ... }, frees = { { agency, why, day }, ... } }
--
-- `why` is "ended", "handed_over" or "not_yet".
-- @module tiendo.explain.content
local text = require "tiendo.text"

local M = {}

-- Days -----------------------------------------------------------------------

-- The last day that the calendar lists, or nil.
local function listed_until(request, name)
  local last
  for row in request.plan.holidays:where { calendar = name }:each() do
    if not last or row.day > last then last = row.day end
  end
  return last
end

-- Days from one to another, either way, that are not worked: { day, holiday }.
local function rests_between(request, calendar, from, to)
  local rests, step = {}, to < from and -1 or 1
  for k = 0, (to - from) * step do
    local day = from + k * step
    if not request.is_working(day, calendar) then
      rests[#rests + 1] = { day = day, holiday = calendar
        and request.plan.holidays:find(calendar .. "/" .. tostring(day)) }
    end
  end
  return rests
end

local function worked(request, calendar, day, step)
  while not request.is_working(day, calendar) do day = day + step end
  return day
end

local function add_rests(what, request)
  local name = what.has_calendar and what.calendar or nil
  local n = what.working_days -- the day it is counted from does not count
  what.rests = n == 0 and {} or rests_between(request, name,
    what.shifted + (n < 0 and -1 or 1), what.counted)
  what.off = rests_between(request, name, what.allowed, what.due)
  if what.roll == "none" and #what.off > 0 then
    what.next = worked(request, name, what.due, 1)
    what.previous = worked(request, name, what.due, -1)
  end
end

-- Who ------------------------------------------------------------------------

-- The agencies that a name stands for: members of groups, and theirs.
local function named(agency)
  local list, out, seen = { agency }, {}, { [agency.code] = true }
  local i = 1
  while list[i] do
    local members = list[i].members
    if #members == 0 then out[#out + 1] = list[i] end
    for row in members:each() do
      if not seen[row.member.code] then
        seen[row.member.code] = true
        list[#list + 1] = row.member
      end
    end
    i = i + 1
  end
  return out
end

local function reports_of(o, period)
  local out = {}
  for report in o.reports:each() do
    if report.period == period then out[#out + 1] = report end
  end
  return out
end

-- Why an agency that is named owes nothing, and since when.
local function why_free(agency, what)
  if agency.valid_from and agency.valid_from > what.due then
    return "not_yet", agency.valid_from
  end
  if agency.valid_to and agency.valid_to < what.due then
    local is_within = agency.valid_to >= what.period.first
    return is_within and what.obligation.handover == "successor"
      and "handed_over" or "ended", agency.valid_to
  end
end

local function add_agencies(what)
  what.owes, what.frees = reports_of(what.obligation, what.period), {}
  if not what.obligation.agency then return end
  for _, agency in ipairs(named(what.obligation.agency)) do
    local why, day = why_free(agency, what)
    if why then
      what.frees[#what.frees + 1] = { agency = agency, why = why, day = day }
    end
  end
  table.sort(what.frees, function(a, b)
    return text.compare_codes(a.agency.code, b.agency.code) < 0
  end)
end

-- Whether the table of reports looks as far: see docs/deadlines.md.
local function is_foreseen(what)
  return what.period.first <= what.as_of or what.due - what.as_of <= 366
end

--- What there is to tell about the deadline of an obligation for a period.
-- @param request  see tiendo.explain
-- @param o  the row
-- @param period
function M.of(request, o, period)
  local what = request.steps(o, period)
  what.obligation, what.plan, what.period = o, o.plan, period
  what.as_of = request.as_of
  if not what.due then return what end
  what.is_stated, what.roll = o.roll ~= nil, o.roll or "none"
  what.calendar = o.calendar
  what.calendar_until = o.calendar and listed_until(request, o.calendar)
  what.has_calendar = what.calendar_until ~= nil
  what.is_before_document = o.plan ~= nil and o.plan.issued_on ~= nil
    and what.due < o.plan.issued_on
  what.is_foreseen = is_foreseen(what)
  add_rests(what, request)
  add_agencies(what)
  return what
end

return M
