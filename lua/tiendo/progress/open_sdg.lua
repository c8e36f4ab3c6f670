--- Open SDG (sdg-build 2.4), as Statistics Canada applies it: compound growth,
-- judged alone or against the growth that the target needs.
-- @module tiendo.progress.open_sdg
local result = require "tiendo.progress.result"

local M = {}

-- What a base value or a target of zero is replaced by.
local NOT_ZERO = 0.001

-- Without a target (methodology 1) growth itself is judged, with one
-- (methodology 2) its ratio to the growth needed.
local THRESHOLDS = {
  growth = { high = 0.015, med = 0.005, low = 0 },
  target = { high = 0.95, med = 0.60, low = 0 },
}

local CLASSES = {
  target_achieved = "achieved",
  substantial_progress = "on_track",
  moderate_progress = "off_track",
  limited_progress = "off_track",
  deterioration = "wrong_way",
  not_available = "cannot_tell",
}

-- Near a natural limit less growth is asked for: the factor on the thresholds,
-- from 0 at the limit to 1 at twice or at nothing of it.
local function limit_factor(base, limit)
  local b, l = math.abs(base), math.abs(limit)
  if b >= 2 * l then return 1 end
  if b <= l then return 1 - (b / l) ^ 4.44 end
  return 1 - ((2 * l - b) / l) ^ 4.44
end

local function thresholds(p, r)
  local own = r.target and THRESHOLDS.target or THRESHOLDS.growth
  local factor = 1
  if not r.target and p.limit and r.base_value then
    factor = limit_factor(r.base_value, p.limit)
  end
  return (p.high or own.high) * factor, (p.med or own.med) * factor,
    (p.low or own.low) * factor, factor
end

-- The constants have the digits that the published scores were computed with.
local function growth_score(value, high, med, low, factor)
  if value < low then return math.max(125 * value - 2.5, -5) end
  if factor == 0 then return 5 end
  if value >= high then return math.min(500 * value / factor - 5, 5) end
  if value >= med then return 250 * value / factor - 1.25 end
  return 500 * value / factor - 2.5
end

local function target_score(value, med)
  if value >= med then return math.min(7.1429 * value - 4.2857, 5) end
  return math.max(4.1667 * value - 2.5, -5)
end

local function verdict(r, p)
  local high, med, low, factor = thresholds(p, r)
  local value = r.value
  local status = value >= high and "substantial_progress"
    or value >= med and "moderate_progress"
    or value >= low and "limited_progress"
    or "deterioration"
  if r.target then return status, target_score(value, med) end
  return status, growth_score(value, high, med, low, factor)
end

-- Status and score; the target comes first, whatever the growth.
local function judge(r, p)
  if result.is_achieved(r) then return "target_achieved", 5 end
  if r.value then return verdict(r, p) end
  return "not_available"
end

--- Judges one series; see tiendo.progress.open_sdg.
function M.assess(p)
  local target = p.target == 0 and NOT_ZERO or p.target
  local r, why = result.start(p, { method = "open-sdg", pace = "growth",
    direction = p.direction or "down", target = target })
  if not why then
    r.value, why = result.measure_growth(r,
      r.base_value == 0 and NOT_ZERO or r.base_value)
  end
  r.ratio = target and r.value or nil
  r.official = result.has_own_thresholds(p,
    target and THRESHOLDS.target or THRESHOLDS.growth)
  local status
  status, r.score = judge(r, p)
  return result.finish(r, status, CLASSES, why)
end

-- Mean of what is scored below `results`, and whether all that achieved.
local function mean_score(results)
  local sum, n, all_achieved = 0, 0, true
  for _, r in ipairs(results) do
    local score, achieved = r.score, r.status == "target_achieved"
    if not r.status then score, achieved = mean_score(r) end
    if score then
      sum, n = sum + score, n + 1
      all_achieved = all_achieved and achieved
    end
  end
  if n > 0 then return sum / n, all_achieved end
end

local function status_of_mean(score, all_achieved)
  if not score then return "not_available" end
  if all_achieved then return "target_achieved" end
  if score >= 2.5 then return "substantial_progress" end
  if score >= 0 then return "moderate_progress" end
  return score >= -2.5 and "limited_progress" or "deterioration"
end

--- One verdict over several results; see tiendo.progress.indicator_score.
function M.indicator(results)
  local score, all_achieved = mean_score(results)
  return result.finish({ score = score }, status_of_mean(score, all_achieved),
    CLASSES, "nothing is scored")
end

return M
