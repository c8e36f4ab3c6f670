--- A promise as a path: straight from the base to the target, or by way of
-- milestones, with the last value on it, behind it, or going the other way.
--
-- The plainest reading of a plan that names years and values. No body publishes
-- it, so no result is called official.
-- @module tiendo.progress.path
local result = require "tiendo.progress.result"

local M = {}

-- What a value may lack of the way and still be on the path: so much may be
-- lost where a value has no exact binary form.
local SLACK = 1e-9

local THRESHOLDS = { high = 1, low = 0 }

local CLASSES = {
  target_achieved = "achieved",
  on_path = "on_track",
  behind = "off_track",
  moving_away = "wrong_way",
  not_available = "cannot_tell",
}

-- Points { year, value } after the base, in order, the target last.
local function points_of(r, milestones)
  local points = {}
  for _, point in ipairs(milestones) do
    if point[1] > r.base_year and point[1] < r.target_year then
      points[#points + 1] = point
    end
  end
  table.sort(points, function(a, b) return a[1] < b[1] end)
  points[#points + 1] = { r.target_year, r.target }
  return points
end

-- The value on the path in a year.
local function value_on(points, r, year)
  local from, value = r.base_year, r.base_value
  for _, point in ipairs(points) do
    if year <= point[1] then
      return value + (point[2] - value) * (year - from) / (point[1] - from)
    end
    from, value = point[1], point[2]
  end
  return value
end

local function status_of(r, p, sign)
  local way = sign * (r.expected - r.base_value)
  if way > 0 then
    r.value = sign * (r.last_value - r.base_value) / way
    if r.value >= (p.high or THRESHOLDS.high) - SLACK then return "on_path" end
    return r.value >= (p.low or THRESHOLDS.low) and "behind" or "moving_away"
  end
  -- The path stands still, or lets the value worsen for a while.
  local over = sign * (r.last_value - r.expected)
  local size = math.max(math.abs(r.expected), math.abs(r.last_value))
  return over >= -SLACK * size and "on_path" or "moving_away"
end

local function judge(p, name, milestones)
  local target, target_year = p.target, p.target_year
  local last = milestones[#milestones]
  if not target and last then target_year, target = last[1], last[2] end
  local r, why = result.start(p, { method = name, pace = "change",
    direction = p.direction, target = target })
  r.target_year = target_year or r.target_year
  r.official = false
  if not why then
    why = not target and "no target" or result.span_gap(r)
      or result.target_gap(r)
  end
  if not why then
    result.fill_change(r)
    r.expected = value_on(points_of(r, milestones), r, r.last_year)
  end
  if result.is_achieved(r) and r.direction then
    return result.finish(r, "target_achieved", CLASSES)
  end
  if why then return result.finish(r, "not_available", CLASSES, why) end
  local status = status_of(r, p, result.sign(r))
  r.ratio = r.value
  return result.finish(r, status, CLASSES)
end

--- Judges one series against the straight line from base to target.
function M.linear(p)
  return judge(p, "linear", {})
end

--- Judges one series against the line through milestones.
-- @tparam table p  also `milestones`, a list of { year, value } in order;
--   without a target the last one is the target
function M.milestone(p)
  return judge(p, "milestone", p.milestones or {})
end

return M
