--- What a commitment asks for as levels of its indicator: the target, and the
-- path that leads to it, as the assessment methods see it.
-- @module tiendo.picture.promised
local reason = require "tiendo.progress.reason"
local result = require "tiendo.progress.result"
local words = require "tiendo.words"

local M = {}

local function why(key)
  return { en = words.get("picture", key, "en"),
    vi = words.get("picture", key, "vi") }
end

local function baseline_of(c)
  return c.baseline_value
    or c.baseline_year and c.series and c.series:at(c.baseline_year) or nil
end

local function holds(s, ...)
  for _, part in ipairs { ... } do
    if s and s:find(part, 1, true) then return true end
  end
  return false
end

-- What the number of a change or a rate counts: shares of the baseline, or
-- points of the indicator's unit; nil where the units do not tell.
local function measure_of(c)
  local unit, own = c.unit, c.indicator and c.indicator.unit
  if holds(unit, "point", "điểm") then return "points" end
  if not unit or not own then return nil end
  if not unit:find "^%%" then return unit == own and "points" or nil end
  return not own:find "^%%" and "share" or nil
end

-- Whether the indicator's values are yearly rates already, as its name says.
local function is_rate(indicator)
  local unit = indicator and indicator.unit
  return unit ~= nil and unit:find "^%%" ~= nil
    and (holds(indicator.name_en, "growth", "Growth")
      or holds(indicator.name_vi, "ốc độ tăng"))
end

-- What a change is told by: baseline, measure, and 1 or -1 for the direction
-- that the promise names; its size counts, as a fall may be written without a
-- sign.
local function change_of(c)
  local way = c.direction or c.indicator and c.indicator.direction
  local baseline, measure = baseline_of(c), measure_of(c)
  if way ~= "up" and way ~= "down" then return nil, why "no_way" end
  if not baseline then return nil, why "no_baseline" end
  if not measure then return nil, why "no_measure" end
  return { baseline = baseline, measure = measure,
    sign = way == "up" and 1 or -1 }
end

-- The level after so many changes by `value`.
local function after(change, value, times)
  local by = change.sign * math.abs(value)
  if change.measure == "points" then return change.baseline + by * times end
  return change.baseline * (1 + by / 100) ^ times
end

local function change_to(c)
  local change, message = change_of(c)
  if not change then return nil, message end
  return function(value) return after(change, value, 1) end
end

-- A rate is the level of an indicator of rates; of others it adds up, or
-- compounds, from the base year to the year of the day.
local function rate_to(c)
  if is_rate(c.indicator) then return function(value) return value end end
  if not c.baseline_year then return nil, why "no_baseline" end
  if not c.deadline then return nil, why "no_deadline" end
  local change, message = change_of(c)
  if not change then return nil, message end
  return function(value, year)
    return after(change, value, year - c.baseline_year)
  end
end

local function factor_to(c)
  local baseline = baseline_of(c)
  if not baseline then return nil, why "no_baseline" end
  return function(value) return value * baseline end
end

local TO_LEVEL = {
  factor = factor_to, change = change_to, rate = rate_to,
  level = function() return function(value) return value end end,
}

-- What "at least" means of a fall is "at most" of the level it leads to.
local TURNED = { ["<"] = ">", ["<="] = ">=", [">"] = "<", [">="] = "<=" }

--- A function from a promised number and a year to { comparator, value,
-- value_high }, all as levels; nil and why there is none.
-- @param c  a commitment
function M.to_level(c)
  local level, message = TO_LEVEL[c.kind or "level"](c)
  if not level then return nil, message end
  return function(row, year)
    local low = level(row.value, year)
    local high = row.value_high and level(row.value_high, year)
    local is_turned = level(1, year) < level(0, year)
    if high and high < low then low, high = high, low end
    return { value = low, value_high = high,
      comparator = is_turned and TURNED[row.comparator] or row.comparator }
  end
end

-- Of a range its nearer end counts.
local function near_end(point, direction)
  if point.value_high and direction == "down" then return point.value_high end
  return point.value
end

-- The first observation of the base year or later.
local function base_of(picture, base_year)
  for _, point in ipairs(picture.observations) do
    if point.time >= (base_year or result.BASE_YEAR) then return point end
  end
end

-- The methods judge no path of these; see tiendo.progress.commitment.
local NO_PATH = {
  change = "the promise is a change against a baseline, not a level",
  rate = "the promise is a rate of growth, not a level",
}

--- The path needed: straight from the base through the milestones to the
-- target, as the method "milestone" of tiendo.progress has it.
-- @tparam table picture  with direction, observations, target, deadline and
--   milestones
-- @param c  the commitment
-- @treturn table|nil  { { time, value }, ... }
-- @treturn table  why there is none, { en, vi }
function M.path(picture, c)
  local direction, deadline = picture.direction, picture.deadline
  if NO_PATH[c.kind] then return nil, reason.both(NO_PATH[c.kind]) end
  if not direction then return nil, why "no_way" end
  if not deadline then return nil, why "no_deadline" end
  local base = base_of(picture, c.baseline_year)
  if not base then return nil, reason.both "no data since the base year" end
  if base.time >= deadline.time then
    return nil, reason.both "the target year is not after the base year"
  end
  local path = { { time = base.time, value = base.value } }
  for _, point in ipairs(picture.milestones) do
    if point.time > base.time and point.time < deadline.time then
      path[#path + 1] = { time = point.time,
        value = near_end(point, direction) }
    end
  end
  path[#path + 1] = { time = deadline.time,
    value = near_end(picture.target, direction) }
  return path
end

M.why = why

return M
