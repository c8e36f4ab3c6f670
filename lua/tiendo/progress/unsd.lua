--- UN Statistics Division, progress assessment of 2023, as Eustat (the Basque
-- statistics office) restates it: the value that compound growth leads to, as a
-- share of the way from the base to the target.
-- @module tiendo.progress.unsd
local result = require "tiendo.progress.result"

local M = {}

local THRESHOLDS = {
  growth = { high = 0.02, med = 0.005 },
  target = { high = 0.95, med = 0.10 },
}

-- How near to an end of the percentage scale counts as reaching it.
local NEAR = 1

-- Status and score of the publication, and the class they are here.
local OUTCOMES = {
  met = { "on_track_or_met", 3, "achieved" },
  on_track = { "on_track_or_met", 3, "on_track" },
  fair = { "fair_progress", 2, "off_track" },
  stagnation = { "stagnation_or_regression", 1, "off_track" },
  regression = { "stagnation_or_regression", 1, "wrong_way" },
  unknown = { "not_assessed", nil, "cannot_tell" },
}

-- Nothing or all of a percentage, and the last value next to it. 1 % of 100 is
-- 1 in any unit; what is 1 % of nothing only a percentage tells.
local function is_near_end(p, r)
  local is_end = p.target == 100 and (p.unit == nil or p.unit == "%")
    or p.target == 0 and p.unit == "%"
  return is_end and r.last_value ~= nil
    and math.abs(r.last_value - p.target) <= NEAR
end

-- Data beyond the target year do not count.
local function judged_series(p, target_year)
  local _, period = p.series:last()
  if p.target and period and period.year > target_year then
    return p.series:between(0, target_year)
  end
  return p.series
end

-- Where the base year and later leave one value only, the last one before
-- is the base. Returns why there is none that can be used.
local function find_base(series, r)
  if r.base_value and r.base_year < r.last_year then return nil end
  local value, period = series:between(0, r.last_year - 1):last()
  if not value then return "less than a year between base and last value" end
  local why
  r.base_year = period.year
  r.base_value, why = result.value_of(series, period.year)
  return why
end

-- Whether the base was good enough and is left; then both differences have the
-- same sign, and their ratio would praise the loss.
local function is_lost(r)
  return not result.is_achieved(r) and result.reaches(r, r.base_value)
    and r.base_value ~= r.target
end

-- What is judged, or nil and why there is nothing.
local function measure(series, r)
  local why = find_base(series, r)
  if why then return nil, why end
  if r.base_value <= 0 or r.last_value < 0 then
    return nil, "base or last value is not above zero"
  end
  r.achieved = result.cagr(r.base_value, r.last_value,
    r.last_year - r.base_year)
  r.projection = r.last_value
    * (1 + r.achieved) ^ math.max(r.target_year - r.last_year, 0)
  if not r.target then return result.sign(r) * r.achieved end
  why = result.target_gap(r)
  if why then return nil, why end
  if r.target >= 0 then
    r.needed = result.cagr(r.base_value, r.target,
      r.target_year - r.base_year)
    r.expected = r.base_value
      * (1 + r.needed) ^ (r.last_year - r.base_year)
  end
  local share = (r.projection - r.base_value) / (r.target - r.base_value)
  if not result.is_finite(share) then
    return nil, "growth is too large a number"
  end
  return share
end

local function outcome_of_value(r, p, own)
  if r.value >= (p.high or own.high) then return "on_track" end
  if r.value >= (p.med or own.med) then return "fair" end
  return r.value >= 0 and "stagnation" or "regression"
end

-- The verdict, given why nothing could be measured, if so.
local function outcome_of(r, p, own, why)
  if result.is_achieved(r) then return "met" end
  if is_near_end(p, r) then return "on_track" end
  if p.unit == "yes/no" and r.target then return "stagnation" end
  if why then return "unknown" end
  return is_lost(r) and "regression" or outcome_of_value(r, p, own)
end

local function finish(r, outcome, why)
  r.status, r.score, r.class = table.unpack(OUTCOMES[outcome], 1, 3)
  r.reason = outcome == "unknown" and why or nil
  if is_lost(r) then
    r.value = nil
  elseif r.needed then
    r.ratio = result.sign(r) * r.achieved / math.abs(r.needed)
  end
  return r
end

--- Judges one series. The score is the publication's: 3 on track or met, 2 fair
-- progress, 1 stagnation or regression.
-- @tparam table p  also `unit`: "%" for a percentage, of which 0 and 100 count
--   as reached within 1; "yes/no" for values that are met or not
function M.assess(p)
  local series = judged_series(p, p.target_year or result.TARGET_YEAR)
  local r, why = result.start(p, { method = "unsd", pace = "growth",
    direction = p.direction, target = p.target }, series)
  local own = p.target and THRESHOLDS.target or THRESHOLDS.growth
  r.official = result.has_own_thresholds(p, own)
  if why then return finish(r, "unknown", why) end
  r.value, why = measure(series, r)
  return finish(r, outcome_of(r, p, own, why), why)
end

return M
