--- Germany's sustainability strategy: weather symbols. The mean of the last
-- yearly changes is drawn on to the target year.
-- @module tiendo.progress.german
local result = require "tiendo.progress.result"

local M = {}

-- Years in a row: as many as the rule looks at, and as few as it puts up with.
local POINTS, POINTS_MIN = 6, 4

-- What may be missing at the target year, as a share of what is missing now.
local THRESHOLDS = { high = 0.05, med = 0.20 }

local CLASSES = {
  sun = "on_track",
  slightly_cloudy = "off_track",
  cloud = "off_track",
  thunderstorm = "wrong_way",
  not_available = "cannot_tell",
}

-- The last values, one for each year, the newest first.
local function newest(series, last_year)
  local values = {}
  for back = 0, POINTS - 1 do
    local value, why = result.value_of(series, last_year - back)
    if why then return nil, why end
    if not value then break end
    values[#values + 1] = value
  end
  if #values < POINTS_MIN then
    return nil, ("less than %d years in a row"):format(POINTS_MIN)
  end
  return values
end

-- Fills in the mean change and where it leads; returns the last change.
local function fill_changes(r, values)
  local n = #values
  r.base_value, r.base_year = values[n], r.last_year - n + 1
  r.achieved = (values[1] - values[n]) / (n - 1)
  local ahead = math.max(r.target_year - r.last_year, 0)
  r.projection = r.last_value + r.achieved * ahead
  if r.target and ahead > 0 then
    r.needed = (r.target - r.last_value) / ahead
  end
  return values[1] - values[2]
end

-- No target: mean and last change.
local function by_direction(sign, mean, last)
  if sign * mean > 0 then
    return sign * last > 0 and "sun" or "slightly_cloudy"
  end
  return sign * last > 0 and "cloud" or "thunderstorm"
end

-- A target that is met, past, or to be kept every year.
local function by_keeping(is_met, sign, mean)
  if is_met then return sign * mean >= 0 and "sun" or "slightly_cloudy" end
  return sign * mean >= 0 and "cloud" or "thunderstorm"
end

-- A target ahead. A mean change of nothing leads in no direction; it counts as
-- not leading away, as for a target to be kept.
local function by_missing(r, p, sign)
  local gap = math.abs(r.target - r.last_value)
  r.value = math.max(sign * (r.target - r.projection), 0) / gap
  r.ratio = r.achieved / r.needed
  if sign * r.achieved < 0 then return "thunderstorm" end
  if r.value < (p.high or THRESHOLDS.high) then return "sun" end
  return r.value <= (p.med or THRESHOLDS.med) and "slightly_cloudy" or "cloud"
end

local function symbol_of(r, p, last_change)
  local sign, is_met = result.sign(r), result.is_achieved(r)
  if not r.target then return by_direction(sign, r.achieved, last_change) end
  if is_met or p.is_kept or r.target_year <= r.last_year then
    return by_keeping(is_met, sign, r.achieved)
  end
  return by_missing(r, p, sign)
end

--- Judges one series. Value is the share of today's gap that will be missing in
-- the target year; the base is the first of the years looked at.
-- @tparam table p  also `is_kept`: the target holds for every year; `high` and
--   `med`: limits of the value in place of 0.05 and 0.20
function M.assess(p)
  local r, why = result.start(p, { method = "german", pace = "change",
    direction = p.direction, target = p.target })
  local values
  r.official = result.has_own_thresholds(p, THRESHOLDS)
  r.base_value, r.base_year = nil, nil
  if not why then values, why = newest(p.series, r.last_year) end
  if why then return result.finish(r, "not_available", CLASSES, why) end
  result.finish(r, symbol_of(r, p, fill_changes(r, values)), CLASSES)
  if result.is_achieved(r) then r.class = "achieved" end
  return r
end

return M
