---@meta tiendo.forecast
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Where figures lead if they go on as they did: by several methods, since none
--- of them is right.
local M = {}

--- The methods: a line through all figures (ols), a line through their medians
--- (theil_sen), growth of the same share each year (growth, the line through the
--- logarithms; positive figures only).
---@type table
M.methods = nil

--- Values in a year to come, by method.
--- `forecast.of(c.series, 2030, { points = 10, min_points = 4 }).ols`
---@param s any a series
---@param year integer
---@param options table points: how many of the latest figures count; min_points: fewest that do; minimum, maximum: limits of the values
---@return table?  { ols = number, theil_sen = number, growth = number|nil }
---@return integer  how many figures counted
function M.of(s, year, options) end

return M
