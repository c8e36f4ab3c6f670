--- Days that deadlines are made of: months later, days of a later month, the
-- calendar that counts.
-- @module tiendo.deadline
local date = require "tiendo.date"

local M = {}

local function month_after(day, n)
  local month = date.period(day, "month")
  for _ = 1, n do month = month:next() end
  for _ = n, -1 do month = month:previous() end
  return month
end

--- The end of the month that is n months after the day's.
-- @param day  a date
-- @tparam integer n  may be negative
-- @usage deadline.months_after(date.of "2025-12-31", 6)  --> 2026-06-30
function M.months_after(day, n)
  return month_after(day, n).last
end

--- A day of the month that is n months after the last one of a period; the
-- month's last day where it is shorter or no day is given.
-- @param period
-- @tparam[opt] integer n  default 0
-- @tparam[opt] integer day
-- @usage deadline.day_after(date.period "2026", 0, 14)  --> 2026-12-14
function M.day_after(period, n, day)
  local month = month_after(period.last, n or 0)
  local last = month.last
  if not day or day >= last.day then return last end
  return month.first + (day - 1)
end

--- The name of the calendar whose working days an obligation counts, for the
-- functions of ctx; nil where the store has no days for it.
-- @param obligation  a row of the plan
-- @param plan  ctx.plan
-- @treturn string|nil
-- @usage deadline.calendar({}, ctx.plan)  --> nil
function M.calendar(obligation, plan)
  local name = obligation.calendar
  return name and plan.holidays:first { calendar = name } and name or nil
end

return M
