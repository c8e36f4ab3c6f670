---@meta tiendo.figures
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Numbers that checks of figures need: medians, deviations that a few wild
--- values do not move, the part of a series that is one piece.
local M = {}

--- The middle value, of an even number the mean of the middle two.
--- `figures.median { 4, 1, 3 }  --> 3`
---@param values table at least one; kept as it is
---@return number
function M.median(values) end

--- How far values lie from their median: that median, and the median absolute
--- deviation as an estimate of the standard deviation. Where more than half of
--- the values agree, the mean deviation is used instead.
--- `figures.spread { 2, 2, 2 }  --> 2, 0.0`
---@param values table at least one
---@return number  the median
---@return number  the estimate; 0 if all agree
function M.spread(values) end

--- Whether the value of a period is flagged as a break in the series.
--- `figures.is_break(s, 2016)  --> false`
---@param s any a series
---@param period any
---@return boolean
function M.is_break(s, period) end

--- Values and periods from the last break on, the value flagged included.
--- `local values, periods = figures.unbroken(c.series)`
---@param s any a series
---@return table  values
---@return table  periods
function M.unbroken(s) end

return M
