---@meta tiendo.series
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Series made by a rule itself.
local M = {}

--- A series of one's own.
--- `series.of({ [2015] = 14.5, [2016] = 12.9 }):last() --> 12.9, 2016`
---@param values table values by period, or { period, value, flag } for each
---@return series series
function M.of(values) end

--- Whether a value is a series.
--- `series.is { 1, 2 } --> false`
---@param value any
---@return boolean is_series
function M.is(value) end

return M
