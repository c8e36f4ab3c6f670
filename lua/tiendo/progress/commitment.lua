--- The inputs of a method out of a promise.
-- @module tiendo.progress.commitment
local date = require "tiendo.date"
local promise = require "tiendo.promise"

local M = {}

local NOT_A_LEVEL = {
  change = "the promise is a change against a baseline, not a level",
  rate = "the promise is a rate of growth, not a level",
}

-- What promised values are multiples of; 1 for levels.
local function baseline_of(c, base_year)
  if c.kind ~= "factor" then return 1 end
  if c.baseline_value then return c.baseline_value end
  if not base_year then
    return nil, "the promise is a multiple of a baseline it does not state"
  end
  local value = c.series:at(base_year)
  if value then return value end
  return nil, ("no value in the baseline year %d"):format(base_year)
end

-- Of a range its near end counts.
local function near_end(row, direction)
  if row.comparator == "range" and direction == "down" then
    return row.value_high or row.value
  end
  return row.value
end

local function limit_of(c, direction)
  local indicator = c.indicator
  if not indicator then return nil end
  if direction == "up" then return indicator.maximum end
  return indicator.minimum
end

local function year_of(day)
  return (type(day) == "string" and date.of(day) or day).year
end

-- Milestones as { year, value } in order.
local function milestones_of(c, direction, baseline)
  local set, points = c.milestones, {}
  if not set or not set.each then return set end
  for m in set:each() do
    local value = near_end(m, direction)
    if value and m.due_on then
      points[#points + 1] = { year_of(m.due_on), value * baseline }
    end
  end
  table.sort(points, function(a, b) return a[1] < b[1] end)
  return points
end

-- The promised value as a level, and what it was multiplied by.
local function target_of(c, direction, base_year)
  local value = near_end(c, direction)
  if value and NOT_A_LEVEL[c.kind] then return nil, nil, NOT_A_LEVEL[c.kind] end
  local baseline, why = baseline_of(c, base_year)
  if not baseline then return nil, nil, value and why end
  return value and value * baseline, baseline
end

-- What a table of these fields holds for the method besides.
local EXTRA = { "high", "med", "low", "optimum", "lower_bound", "green", "red",
  "trend_from", "end_year", "is_kept" }

-- Which way, from when, to what level and by when; or nil and why not.
local function promise_of(c, options, has_path)
  if not c.series then return nil, "no series" end
  local direction = promise.direction(c)
  if not direction then return nil, "the promise points in no direction" end
  local base_year = c.baseline_year or options.base_year
  local target, baseline, why = target_of(c, direction, base_year)
  if why then return nil, why end
  return {
    series = c.series, direction = direction, base_year = base_year,
    target = target,
    target_year = c.deadline and year_of(c.deadline) or options.target_year,
    milestones = has_path and milestones_of(c, direction, baseline or 1) or nil,
  }
end

--- The inputs of a method, or nil and why there are none.
-- @param c  a commitment, or a table with its fields
-- @tparam table options  base_year and target_year where the promise has none,
--   and whatever a method takes besides
-- @tparam boolean has_path  the milestones are wanted
function M.inputs(c, options, has_path)
  local p, why = promise_of(c, options, has_path)
  if not p then return nil, why end
  p.limit = not p.target and limit_of(c, p.direction) or nil
  p.unit = c.indicator and c.indicator.unit
  for _, name in ipairs(EXTRA) do p[name] = options[name] end
  return p
end

return M
