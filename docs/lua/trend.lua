---@meta tiendo.trend
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Whether a series moves, and how; what it is too short or not fit for is nil.
local M = {}

--- The rank test of Mann and Kendall: whether values rise or fall with time.
--- `trend.mann_kendall(s).s --> -8.0`
---@param series series at most 2000 values
---@return mann_kendall? test nil where it is too short
function M.mann_kendall(series) end

--- Rank correlation of values with time.
--- `trend.spearman(s) --> -0.9`
---@param series series at most 2000 values
---@return number? rho nil where it is too short
---@return number p chance of a rho as far from 0 without a trend
---@return boolean is_exact p comes from all orders of the ranks
function M.spearman(series) end

--- The straight line of least squares.
--- `trend.ols(series.of { [2015] = 1, [2016] = 3 }) --> 2.0, -4029.0, 1.0`
---@param series series
---@return number? slope change a year; nil: too short
---@return number intercept value of the line in year 0
---@return number? r2 nil where nothing varies
function M.ols(series) end

--- Slope of the logarithm, a year: about the share by which values grow.
--- `trend.log_slope(series.of { [2015] = 1, [2016] = 1 }) --> 0.0`
---@param series series
---@return number? slope nil unless all are positive
function M.log_slope(series) end

--- The line for which recent points weigh more.
--- `trend.recent(series.of { [2015] = 1, [2016] = 3 }, 2017) --> 2.0`
---@param series series
---@param year number
---@return number? slope change a year; nil: too short
---@return number value on the line in that year
function M.recent(series, year) end

return M
