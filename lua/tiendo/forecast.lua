--- Where figures lead if they go on as they did: by several methods, since none
-- of them is right.
-- @module tiendo.forecast
local figures = require "tiendo.figures"
local series = require "tiendo.series"

local M = {}

--- The methods: a line through all figures (ols), a line through their medians
-- (theil_sen), growth of the same share each year (growth, the line through the
-- logarithms; positive figures only).
M.methods = { "ols", "theil_sen", "growth" }

-- The last n values since the last break as a series; of their logarithms if
-- `log` is asked for, nil where there are none.
local function part_of(s, n, log)
  local values, periods = figures.unbroken(s)
  local points = {}
  for i = math.max(1, #values - n + 1), #values do
    if log and values[i] <= 0 then return nil end
    points[#points + 1] = { periods[i], log and math.log(values[i])
      or values[i] }
  end
  return series.of(points)
end

local function clip(value, low, high)
  if low and value < low then return low end
  if high and value > high then return high end
  return value
end

--- Values in a year to come, by method.
-- @param s  a series
-- @tparam integer year
-- @tparam table options  points: how many of the latest figures count;
--   min_points: fewest that do; minimum, maximum: limits of the values
-- @treturn table|nil  { ols = number, theil_sen = number, growth = number|nil }
-- @treturn integer  how many figures counted
-- @usage forecast.of(c.series, 2030, { points = 10, min_points = 4 }).ols
function M.of(s, year, options)
  local part = part_of(s, options.points)
  local n = #part
  if n < options.min_points then return nil, n end
  local logs = part_of(s, options.points, true)
  local out = {
    ols = part:project(year), theil_sen = part:project(year, "theil_sen"),
    growth = logs and math.exp(logs:project(year)) or nil,
  }
  for name, value in pairs(out) do
    out[name] = clip(value, options.minimum, options.maximum)
  end
  return out, n
end

return M
