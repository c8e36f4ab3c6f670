--- Numbers that checks of figures need: medians, deviations that a few wild
-- values do not move, the part of a series that is one piece.
-- @module tiendo.figures
local M = {}

--- The middle value, of an even number the mean of the middle two.
-- @tparam table values  at least one; kept as it is
-- @treturn number
-- @usage figures.median { 4, 1, 3 }  --> 3
function M.median(values)
  local sorted = table.move(values, 1, #values, 1, {})
  table.sort(sorted)
  local half = #sorted // 2
  if #sorted % 2 == 1 then return sorted[half + 1] end
  return (sorted[half] + sorted[half + 1]) / 2
end

-- What the median absolute deviation and the mean one are multiplied by to
-- estimate the standard deviation of normal values.
local OF_MEDIAN, OF_MEAN = 1 / 0.6745, 1.253314

local function mean(values)
  local sum = 0
  for _, value in ipairs(values) do sum = sum + value end
  return sum / #values
end

--- How far values lie from their median: that median, and the median absolute
-- deviation as an estimate of the standard deviation. Where more than half of
-- the values agree, the mean deviation is used instead.
-- @tparam table values  at least one
-- @treturn number  the median
-- @treturn number  the estimate; 0 if all agree
-- @usage figures.spread { 2, 2, 2 }  --> 2, 0.0
function M.spread(values)
  local middle, distances = M.median(values), {}
  for i, value in ipairs(values) do distances[i] = math.abs(value - middle) end
  local deviation = M.median(distances) * OF_MEDIAN
  if deviation == 0 then deviation = mean(distances) * OF_MEAN end
  return middle, deviation
end

--- Whether the value of a period is flagged as a break in the series.
-- @param s  a series
-- @param period
-- @treturn boolean
-- @usage figures.is_break(s, 2016)  --> false
function M.is_break(s, period)
  local _, flag = s:at(period)
  return flag ~= nil and flag:find("b", 1, true) ~= nil
end

--- Values and periods from the last break on, the value flagged included.
-- @param s  a series
-- @treturn table  values
-- @treturn table  periods
-- @usage local values, periods = figures.unbroken(c.series)
function M.unbroken(s)
  local values, periods = s:values(), s:periods()
  local from = 1
  for i, period in ipairs(periods) do
    if M.is_break(s, period) then from = i end
  end
  return table.move(values, from, #values, 1, {}),
    table.move(periods, from, #periods, 1, {})
end

return M
