--- How a deadline comes about, for a reader.
--
-- A request is { plan, obligation = TEXT, period = TEXT, as_of = DAY,
-- known_at = DAY, steps = function, is_working = function }, where
-- steps(row, period) gives { named, shifted, counted, allowed, due, days,
-- working_days, hour, zone, instant, ahead } and is_working(day, calendar)
-- whether it is worked.
-- @module tiendo.explain
local content = require "tiendo.explain.content"
local date = require "tiendo.date"
local find = require "tiendo.show.find"
local finding = require "tiendo.report.finding"

local M = {}

local EXAMPLES = { year = "2026", half = "2026-H1", quarter = "2026-Q4",
  month = "2026-12" }

local clean = finding.clean

local function no_such(o, period, expected)
  return nil, ("obligation '%s' is not owed for %s: %s"):format(clean(o.code),
    tostring(period), expected)
end

-- The period that the text means, if the obligation is owed for it.
local function period_of(o, text)
  local ok, period = pcall(date.period, text)
  if not ok then
    return nil, ("'%s' is no period; write 2026, 2026-H1, 2026-Q4 or 2026-12")
      :format(clean(text))
  end
  local recurrence, first, last = o.recurrence, o.first_period, o.last_period
  if not recurrence or recurrence == "on_demand" or not first then
    return no_such(o, period, "it is never due by itself, it has no recurrence "
      .. "or no first period")
  elseif recurrence == "once" then
    if period ~= first then
      return no_such(o, period, "it is owed once, for " .. tostring(first))
    end
  elseif period.frequency ~= recurrence then
    return no_such(o, period, ("it is owed for each %s; write %s"):format(
      recurrence, EXAMPLES[recurrence]))
  elseif period.last < first.first then
    return no_such(o, period, "the first period is " .. tostring(first))
  elseif last and period.first > last.last then
    return no_such(o, period, "the last period is " .. tostring(last))
  end
  return period
end

--- The obligation and the period that texts mean.
-- @param plan
-- @tparam string obligation
-- @tparam string period
-- @treturn row|nil
-- @treturn period|string  or what is wrong
function M.find(plan, obligation, period)
  local _, row, message = find.what(plan, "obligation", obligation)
  if not row then return nil, message end
  local found, wrong = period_of(row, period)
  if not found then return nil, wrong end
  return row, found
end

--- Writes the answer to a request.
-- @tparam table request
-- @tparam table options  `format` "text" or "json", `lang`; for text also
--   `color` and `width`
-- @tparam function write  receives the text piece by piece
-- @treturn boolean|nil  true
-- @treturn string  why nothing was written
function M.write(request, options, write)
  local row, period = M.find(request.plan, request.obligation, request.period)
  if not row then return nil, period end
  local what = content.of(request, row, period)
  if not what.due then
    return nil, ("the last day for %s lies beyond the years 1 to 9999")
      :format(tostring(period))
  end
  require("tiendo.explain." .. options.format).write(what, options, write)
  return true
end

return M
