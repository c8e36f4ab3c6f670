--- Sustainable Development Report (SDSN): score from 0 to 100 between a lower
-- bound and an optimum, traffic light, trend arrow; light of a goal.
--
-- The arrow as its text has it: straight lines, to 2030 unless another target
-- year is given. What the published arrows add for slow declines next to the
-- goal depends on the worst of a peer group; it is left out.
-- @module tiendo.progress.sdsn
local result = require "tiendo.progress.result"

local M = {}

-- Achieved over needed pace.
local THRESHOLDS = { high = 1, med = 0.5 }

local CLASSES = {
  on_track = "on_track",
  maintaining = "achieved",
  moderately_improving = "off_track",
  stagnating = "off_track",
  decreasing = "wrong_way",
  not_available = "cannot_tell",
}

-- ---- scores and lights ------------------------------------------------

--- Score of a value, not cut.
local function raw_score(value, optimum, lower_bound)
  return (value - lower_bound) / (optimum - lower_bound) * 100
end

--- Score of a value from 0 to 100.
-- @tparam number value
-- @tparam number optimum  scores 100
-- @tparam number lower_bound  scores 0; above the optimum if less is better
-- @treturn number|nil  nil where both bounds are the same
function M.score(value, optimum, lower_bound)
  if optimum == lower_bound then return nil end
  return math.max(0, math.min(100, raw_score(value, optimum, lower_bound)))
end

-- Which way is better: as told, else from red to green.
local function sign_of(green, red, direction)
  if direction then return direction == "up" and 1 or -1 end
  return green >= red and 1 or -1
end

--- Light of a value.
-- @tparam number value
-- @tparam number green  threshold; a value equal to it is green
-- @tparam number red  threshold; a value equal to it is orange
-- @tparam[opt] string direction  where both thresholds may be the same
-- @treturn string  "green", "yellow", "orange", "red"
function M.light(value, green, red, direction)
  local sign = sign_of(green, red, direction)
  if sign * value >= sign * green then return "green" end
  if sign * value >= sign * (green + red) / 2 then return "yellow" end
  return sign * value >= sign * red and "orange" or "red"
end

-- What the ends of the pieces are on the scale of goals.
local MARKS = { 0, 1, 1.5, 2, 3 }

--- Where a value stands between 0 at the lower bound, 1 at the red threshold,
-- 1.5 half way, 2 at the green threshold and 3 at the optimum.
-- @treturn number
function M.rating(value, green, red, optimum, lower_bound)
  local sign = optimum >= lower_bound and 1 or -1
  local ends = { lower_bound, red, (green + red) / 2, green, optimum }
  -- A bound inside the thresholds leaves its piece empty.
  local first = sign * lower_bound < sign * red and 1 or 2
  local last = sign * optimum > sign * green and 5 or 4
  local x = sign * value
  if x >= sign * ends[last] then return 3 end
  if x < sign * ends[first] then return 0 end
  for i = first, last - 1 do
    local from, to = sign * ends[i], sign * ends[i + 1]
    if x < to then
      return MARKS[i] + (MARKS[i + 1] - MARKS[i]) * (x - from) / (to - from)
    end
  end
end

local function light_of_mean(mean, worst, second)
  if mean >= 2 then
    return worst.light == "green" and second.light == "green" and "green"
      or "yellow"
  elseif mean >= 1.5 then
    return "yellow"
  elseif mean >= 1 then
    return "orange"
  end
  return worst.light == "red" and second.light == "red" and "red" or "orange"
end

--- Light of a goal: the mean of its two worst ratings. Green and red need two
-- indicators of that colour.
-- @tparam table indicators  those with data, each { light, rating }
-- @tparam[opt] integer n  how many indicators the goal has
-- @treturn string  a light, or "grey" if less than half have data
-- @treturn number|nil  the mean
function M.goal_light(indicators, n)
  if #indicators == 0 or 2 * #indicators < (n or 0) then return "grey" end
  local sorted = table.move(indicators, 1, #indicators, 1, {})
  table.sort(sorted, function(a, b) return a.rating < b.rating end)
  local worst, second = sorted[1], sorted[2]
  if not second then return worst.light, worst.rating end
  local mean = (worst.rating + second.rating) / 2
  return light_of_mean(mean, worst, second), mean
end

-- ---- trend arrow ------------------------------------------------------

-- The value of a year, else of the year after, else of the year before.
local function value_near(series, year)
  for _, near in ipairs { year, year + 1, year - 1 } do
    local value, why = result.value_of(series, near)
    if why then return nil, nil, why end
    if value then return value, near end
  end
  return nil, nil, ("no value within a year of %d"):format(year)
end

-- Sets both ends of the window, or returns why one is missing.
local function fill_window(r, p)
  local why
  if p.end_year then
    r.last_value, r.last_year, why = value_near(p.series, p.end_year)
    if why then return why end
  end
  r.base_value, r.base_year, why =
    value_near(p.series, p.base_year or result.BASE_YEAR)
  return why or result.span_gap(r)
end

-- Values on the scale of scores; without bounds the values themselves, of which
-- the ratio of two paces is the same.
local function scale_of(p, r)
  if not p.optimum then
    local sign = result.sign(r)
    return function(value) return sign * value end
  end
  return function(value) return raw_score(value, p.optimum, p.lower_bound) end
end

local function arrow_of_pace(r, p)
  if r.value >= (p.high or THRESHOLDS.high) then return "on_track" end
  return r.value >= (p.med or THRESHOLDS.med) and "moderately_improving"
    or "stagnating"
end

-- The arrow. `now` is the newest value, which may lie after the window.
local function arrow_of(r, p, now)
  local scale = scale_of(p, r)
  local base, last, goal = scale(r.base_value), scale(r.last_value),
    scale(r.target)
  -- Movement beyond the goal does not count.
  local pace = (math.min(last, goal) - base) / (r.last_year - r.base_year)
  if base < goal then
    r.value = pace * (r.target_year - r.base_year) / (goal - base)
    r.ratio = r.value
  end
  if last >= goal then return base >= goal and "maintaining" or "on_track" end
  if scale(now) >= goal then return "on_track" end
  if base >= goal or pace < 0 then return "decreasing" end
  return arrow_of_pace(r, p)
end

-- Which way the bounds point, or nil and why they do not serve.
local function direction_of(p)
  if not p.optimum then return p.direction end
  if p.optimum == p.lower_bound then
    return p.direction, "optimum and lower bound are the same"
  end
  local direction = p.optimum > p.lower_bound and "up" or "down"
  if p.direction and p.direction ~= direction then
    return direction, "the bounds point the other way"
  end
  return direction
end

-- Score and light of the newest value.
local function fill_score(r, p, now)
  if p.optimum then r.score = M.score(now, p.optimum, p.lower_bound) end
  if not r.target or not p.red then return end
  r.light = M.light(now, r.target, p.red, r.direction)
  if p.optimum then
    r.rating = M.rating(now, r.target, p.red, p.optimum, p.lower_bound)
  end
end

local function window_gap(r, p)
  if not r.target then return "no green threshold and no target" end
  local why = fill_window(r, p)
  if why then return why end
  if r.target_year <= r.base_year then
    return "the target year is not after the base year"
  end
end

--- Judges one series. Status is the arrow, value the pace achieved over the
-- pace needed; score and light are those of the newest value.
-- @tparam table p  also `optimum` and `lower_bound`, for the score; `green`,
--   the threshold to be reached (else the target); `red`, for the light;
--   `end_year`, where the window of the arrow ends (else the last year)
function M.assess(p)
  local direction, crooked = direction_of(p)
  local r, why = result.start(p, { method = "sdsn", pace = "change",
    direction = direction, target = p.green or p.target })
  local now = r.last_value
  r.official = result.has_own_thresholds(p, THRESHOLDS)
  why = why or crooked
  if not why then
    fill_score(r, p, now)
    why = window_gap(r, p)
  end
  if why then return result.finish(r, "not_available", CLASSES, why) end
  result.fill_change(r)
  result.finish(r, arrow_of(r, p, now), CLASSES)
  if result.is_achieved(r) then r.class = "achieved" end
  return r
end

return M
