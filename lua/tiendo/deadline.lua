--- Deadlines as expressions: a table, or an obligation of the plan, with the
-- fields `due_months`, `due_day`, `due_days`, `due_working_days`, `bound`,
-- `roll` and `calendar` (see docs/deadlines.md), each of which may be missing;
-- and the days that they are made of.
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

-- As core has it: Monday to Friday where no calendar holds.
local function is_working(day, calendar, ctx)
  if calendar then return ctx.is_working_day(day, calendar) end
  return day.weekday <= 5
end

local function add_working_days(day, n, calendar, ctx)
  local step = n < 0 and -1 or 1
  while n ~= 0 do
    day = day + step
    if is_working(day, calendar, ctx) then n = n - step end
  end
  return day
end

--- The last day within the bound, before any roll.
-- @param expression
-- @param period
-- @param ctx  of the rule
-- @usage deadline.last_day({ due_day = 5, bound = "before" },
--   date.period "2026", ctx)  --> 2026-12-04
function M.last_day(expression, period, ctx)
  local day = M.day_after(period, expression.due_months, expression.due_day)
    + (expression.due_days or 0)
  day = add_working_days(day, expression.due_working_days or 0,
    M.calendar(expression, ctx.plan), ctx)
  return expression.bound == "before" and day - 1 or day
end

--- The last day on which a report is in time: the last day within the bound,
-- rolled as the expression says.
-- @usage deadline.due({ due_day = 5, roll = "next" },
--   date.period "2026", ctx)  --> 2026-12-07
function M.due(expression, period, ctx)
  local day = M.last_day(expression, period, ctx)
  local calendar = M.calendar(expression, ctx.plan)
  local step = expression.roll == "next" and 1
    or expression.roll == "previous" and -1
  while step and not is_working(day, calendar, ctx) do day = day + step end
  return day
end

--- Which reading of the law holds, where there are two: what the expression
-- says of a last day that is not worked, "none" if it says nothing; nil where
-- that day is worked.
-- @usage deadline.reading({ due_day = 5 }, date.period "2026", ctx)  --> "none"
function M.reading(expression, period, ctx)
  local day = M.last_day(expression, period, ctx)
  if not is_working(day, M.calendar(expression, ctx.plan), ctx) then
    return expression.roll or "none"
  end
end

return M
