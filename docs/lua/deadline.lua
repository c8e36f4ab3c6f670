---@meta tiendo.deadline
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Days that deadlines are made of: months later, days of a later month, the
--- calendar that counts.
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

return M
