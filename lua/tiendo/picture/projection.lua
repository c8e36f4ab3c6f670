--- Where the latest figures lead if they go on as they did, and how far the
-- next ones may lie from there: the least-squares line through the last ten
-- since the last break (of quarters and months those of three years, so that no
-- season weighs more), with the interval in which a new figure lies in four
-- cases of five if figures scatter about the line as they did. As any straight
-- line it knows no turn, and the interval no doubt about that.
--
-- Half the width is t s sqrt(1 + 1/n + (x - mean)^2 / Sxx), with s^2 the sum
-- of squared residuals over n - 2 and t Student's t for n - 2: Montgomery,
-- Peck and Vining, Introduction to Linear Regression Analysis, 5th edition
-- (2012), section 2.5; R's predict(lm, interval = "prediction") is the same.
-- @module tiendo.picture.projection
local figures = require "tiendo.figures"
local promised = require "tiendo.picture.promised"

local M = {}

--- Figures that count, as the rules forecast.* have them by default.
M.POINTS, M.POINTS_MIN = 10, 4

-- Years that count at least, where figures are of parts of a year.
local YEARS = 3

--- The share of new figures that lie in the spread, in per cent.
M.LEVEL = 80

-- Student's t that is exceeded in a tenth of cases on either side, by degrees
-- of freedom; from nine on by the expansion about the normal quantile
-- (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5), which is
-- right to four decimals there.
local T = { 3.077684, 1.885618, 1.637744, 1.533206, 1.475884, 1.439756,
  1.414924, 1.396815 }
local Z = 1.281552

local function student(n)
  if T[n] then return T[n] end
  local z3, z5, z7 = Z ^ 3, Z ^ 5, Z ^ 7
  return Z + (z3 + Z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * Z) / (96 * n ^ 2)
    + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * n ^ 3)
end

-- Places on the axis at which the spread is given.
local STEPS = 5

local PARTS = { year = 1, half = 2, quarter = 4, month = 12 }

local function time_of(period)
  return period.year + (period.part - 1) / PARTS[period.frequency]
end

-- Times and values of the latest figures since the last break.
local function latest(s)
  local values, periods = figures.unbroken(s)
  local last = periods[#periods]
  local n = math.max(M.POINTS, YEARS * PARTS[last.frequency])
  local from = math.max(1, #values - n + 1)
  local times = {}
  for i = from, #values do times[#times + 1] = time_of(periods[i]) end
  return times, table.move(values, from, #values, 1, {})
end

local function mean(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x / #list end
  return sum
end

-- The line, and what its spread is made of.
local function fit(times, values)
  local n, mx, my = #times, mean(times), mean(values)
  local sxx, sxy, syy = 0, 0, 0
  for i, x in ipairs(times) do
    local dx, dy = x - mx, values[i] - my
    sxx, sxy, syy = sxx + dx * dx, sxy + dx * dy, syy + dy * dy
  end
  local slope = sxy / sxx
  local rest = math.max(syy - slope * sxy, 0)
  return { n = n, mx = mx, my = my, sxx = sxx, slope = slope,
    s = math.sqrt(rest / (n - 2)) }
end

local function clip(value, indicator)
  local low, high = indicator.minimum, indicator.maximum
  if low and value < low then return low end
  if high and value > high then return high end
  return value
end

local function point_at(line, time, indicator)
  local value = line.my + line.slope * (time - line.mx)
  local half = student(line.n - 2) * line.s
    * math.sqrt(1 + 1 / line.n + (time - line.mx) ^ 2 / line.sxx)
  return { time = time, value = clip(value, indicator),
    low = clip(value - half, indicator), high = clip(value + half, indicator) }
end

--- The projection from the last figure up to a time.
-- @param s  a series, or nil
-- @tparam number till
-- @tparam table indicator  its limits, at which values are cut
-- @treturn table|nil  as of tiendo.picture
-- @treturn table  why there is none, { en, vi }; nil where the last figure
--   reaches the time and nothing is left to foresee
function M.of(s, till, indicator)
  if not s or #s == 0 then return nil, promised.why "no_figures" end
  local times, values = latest(s)
  local last = times[#times]
  if last >= till then return nil end
  if #times < M.POINTS_MIN then return nil, promised.why "too_few" end
  local line, points = fit(times, values), {}
  if line.s - line.s ~= 0 then return nil, promised.why "too_large" end
  for i = 0, STEPS do
    points[i + 1] = point_at(line, last + (till - last) * i / STEPS,
      indicator)
  end
  return { n = line.n, level = M.LEVEL, points = points }
end

return M
