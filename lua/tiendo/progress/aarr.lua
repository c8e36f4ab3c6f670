--- Average annual rate of reduction, as UNICEF has it: a straight line through
-- the logarithms of all values since the base, against the rate that leads from
-- the base to the target.
-- @module tiendo.progress.aarr
local result = require "tiendo.progress.result"
local trend = require "tiendo.trend"

local M = {}

-- Current over required rate. The sources compare the two and no more.
local THRESHOLDS = { high = 1, low = 0 }

-- So much of the rate may be lost in logarithms.
local SLACK = 1e-9

local CLASSES = {
  target_achieved = "achieved",
  sufficient = "on_track",
  insufficient = "off_track",
  reversed = "wrong_way",
  not_available = "cannot_tell",
}

-- Current growth a year; nil and why there is none.
local function current_growth(p, r)
  local why = result.span_gap(r)
  if why then return nil, why end
  local slope = trend.log_slope(p.series:between(r.base_year, r.last_year))
  if not slope then return nil, "a value is not above zero" end
  return math.exp(slope) - 1
end

-- Fills in what the target needs, or returns why it needs nothing.
local function fill_needed(r)
  local why = not r.target and "no target" or result.target_gap(r)
  if why then return why end
  if r.target <= 0 then return "the target is not above zero" end
  r.needed = result.cagr(r.base_value, r.target, r.target_year - r.base_year)
  r.expected = r.base_value * (1 + r.needed) ^ (r.last_year - r.base_year)
end

local function status_of(r, p)
  if r.ratio >= (p.high or THRESHOLDS.high) - SLACK then return "sufficient" end
  return r.ratio >= (p.low or THRESHOLDS.low) and "insufficient" or "reversed"
end

--- Judges one series. The value is the current rate in percent; a positive one
-- is a reduction.
function M.assess(p)
  local r, why = result.start(p, { method = "aarr", pace = "growth",
    direction = p.direction, target = p.target })
  r.official = result.has_own_thresholds(p, THRESHOLDS)
  if not why then r.achieved, why = current_growth(p, r) end
  if r.achieved then
    r.value = -100 * r.achieved
    r.projection = r.last_value * (1 + r.achieved)
      ^ (r.target_year - r.last_year)
    why = fill_needed(r)
  end
  if r.needed then
    r.ratio = result.sign(r) * r.achieved / math.abs(r.needed)
  end
  if result.is_achieved(r) and r.direction then
    return result.finish(r, "target_achieved", CLASSES)
  end
  if why then return result.finish(r, "not_available", CLASSES, why) end
  return result.finish(r, status_of(r, p), CLASSES)
end

return M
