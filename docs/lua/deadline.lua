---@meta tiendo.deadline
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Deadlines as expressions: a table, or an obligation of the plan, with the
--- fields `due_months`, `due_day`, `due_days`, `due_working_days`, `bound`,
--- `roll` and `calendar` (see docs/deadlines.md), each of which may be missing;
--- and the days that they are made of.
local M = {}

--- The end of the month that is n months after the day's.
--- `deadline.months_after(date.of "2025-12-31", 6)  --> 2026-06-30`
---@param day any a date
---@param n integer may be negative
function M.months_after(day, n) end

--- A day of the month that is n months after the last one of a period; the
--- month's last day where it is shorter or no day is given.
--- `deadline.day_after(date.period "2026", 0, 14)  --> 2026-12-14`
---@param period any
---@param n? integer default 0
---@param day? integer
function M.day_after(period, n, day) end

--- The name of the calendar whose working days an obligation counts, for the
--- functions of ctx; nil where the store has no days for it.
--- `deadline.calendar({}, ctx.plan)  --> nil`
---@param obligation any a row of the plan
---@param plan any ctx.plan
---@return string?
function M.calendar(obligation, plan) end

--- The last day within the bound, before any roll.
--- `deadline.last_day({ due_day = 5, bound = "before" }, date.period "2026", ctx)  --> 2026-12-04`
---@param expression any
---@param period any
---@param ctx any of the rule
function M.last_day(expression, period, ctx) end

--- The last day on which a report is in time: the last day within the bound,
--- rolled as the expression says.
--- `deadline.due({ due_day = 5, roll = "next" }, date.period "2026", ctx)  --> 2026-12-07`
---@param expression any
---@param period any
---@param ctx any
function M.due(expression, period, ctx) end

--- Which reading of the law holds, where there are two: what the expression
--- says of a last day that is not worked, "none" if it says nothing; nil where
--- that day is worked.
--- `deadline.reading({ due_day = 5 }, date.period "2026", ctx)  --> "none"`
---@param expression any
---@param period any
---@param ctx any
function M.reading(expression, period, ctx) end

return M
