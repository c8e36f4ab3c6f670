---@meta tiendo.date
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Days and periods as values that compare and count.
local M = {}

--- The day that a text or three numbers name.
--- `date.of("2026-12-05").weekday --> 6`
---@param day date|string|integer a date, its text, or a year
---@param month? integer needed after a year
---@param day_of_month? integer needed after a year
---@return date date
function M.of(day, month, day_of_month) end

--- A period by its name, or the one that a date falls into.
--- `date.period(date.of "2026-12-05", "quarter") --> 2026-Q4`
---@param period period|date|string|integer a period, its text, a year, or a date
---@param frequency? "year"|"half"|"quarter"|"month" needed after a date
---@return period period
function M.period(period, frequency) end

--- Whether a value is a date; a text is none.
--- `date.is "2026-12-05" --> false`
---@param value any
---@return boolean is_date
function M.is(value) end

--- Whether a value is a period; a text is none.
--- `date.is_period(date.period "2025-Q4") --> true`
---@param value any
---@return boolean is_period
function M.is_period(value) end

return M
