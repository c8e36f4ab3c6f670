--- UN ESCAP and the other regional commissions: how much of the way since the
-- base is done (current status index), and how much will be missing when the
-- deadline comes (anticipated progress).
--
-- The index is read in its source. Of the projection the source gives words;
-- the weights of the line and the limits of the classes are choices made here,
-- so that results are like those of ESCAP, not official.
-- @module tiendo.progress.escap
local result = require "tiendo.progress.result"
local trend = require "tiendo.trend"

local M = {}

-- Percent of the way that may be missing at the deadline.
local THRESHOLDS = { maintain = 10, accelerate = 100 }

-- Data for the projection begin here.
local TREND_FROM = 2000

local FULL = 10 -- the index of a target that is reached

local CLASSES = {
  maintain = "on_track",
  accelerate = "off_track",
  reverse = "wrong_way",
  insufficient_data = "cannot_tell",
}

local function is_two_sided(r)
  return r.direction == "both"
end

-- A target to be met from both sides is met by itself alone.
local function is_met(r)
  if is_two_sided(r) then return r.last_value == r.target end
  return result.is_achieved(r)
end

local function status_index(r)
  local way = math.abs(r.target - r.base_value)
  local index
  if is_two_sided(r) then
    index = FULL - FULL * math.abs(r.target - r.last_value) / way
  else
    index = FULL * result.sign(r) * (r.last_value - r.base_value) / way
  end
  return math.min(index, FULL)
end

-- Percent of the way from the base that is missing on the projection.
local function missing_share(r)
  local missing = r.target - r.projection
  if not is_two_sided(r) then
    missing = math.max(result.sign(r) * missing, 0)
  end
  return 100 * math.abs(missing) / math.abs(r.target - r.base_value)
end

-- Fills in the path and both measures, or returns why they cannot be told.
local function measure(r, p)
  local why = not r.target and "no target" or result.span_gap(r)
    or result.target_gap(r)
  if why then return why end
  result.fill_change(r)
  local from = math.min(p.trend_from or TREND_FROM, r.base_year)
  local _, projection = trend.recent(p.series:between(from, r.last_year),
    math.max(r.target_year, r.last_year))
  r.projection = projection
  r.score = status_index(r)
  r.value = missing_share(r)
  r.ratio = r.achieved / r.needed
end

-- Whether the target was reached at the base and is not any more: the way from
-- the base has no length that counts.
local function is_lost(r)
  return not is_two_sided(r) and result.reaches(r, r.base_value)
end

local function status_of(r, p)
  if r.value <= (p.high or THRESHOLDS.maintain) then return "maintain" end
  if r.value <= (p.low or THRESHOLDS.accelerate) then return "accelerate" end
  return "reverse"
end

--- Judges one series. Value is the share of the way in percent that will be
-- missing, score the current status index, at most 10.
-- @tparam table p  also `trend_from`, the first year of the projection's data,
--   default 2000; `direction` may be "both"; `high` and `low`: limits of the
--   value in place of 10 and 100
function M.assess(p)
  local r, why = result.start(p, { method = "escap", pace = "change",
    direction = p.direction, target = p.target })
  r.official = false
  why = why or measure(r, p)
  if r.target and r.direction and r.last_value and is_met(r) then
    r.score, r.value, r.ratio = FULL, 0, nil
    r.status, r.class = "maintain", "achieved"
    return r
  end
  if why then return result.finish(r, "insufficient_data", CLASSES, why) end
  if is_lost(r) then
    r.score, r.value, r.ratio = nil, nil, nil
    return result.finish(r, "reverse", CLASSES)
  end
  return result.finish(r, status_of(r, p), CLASSES)
end

return M
