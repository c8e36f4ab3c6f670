--- Eurostat's monitoring of the EU's goals: compound growth against the growth
-- that a target needs, or alone.
--
-- The limits for indicators with a target are those that Open SDG took from
-- here. The words, the limits without a target and the two periods are written
-- from memory: they are parameters, and no result is called official.
-- @module tiendo.progress.eurostat
local result = require "tiendo.progress.result"

local M = {}

local THRESHOLDS = {
  growth = { high = 0.01, low = -0.01 },
  target = { high = 0.95, med = 0.60, low = 0 },
}

--- Periods of trends: years they go back, and years in a row they need.
M.TERMS = {
  short = { years = 5, in_a_row = 3 },
  long = { years = 15, in_a_row = 10 },
}

local CLASSES = {
  significant_progress = "on_track",
  moderate_progress = "off_track",
  insufficient_progress = "off_track",
  no_change = "off_track",
  moderate_movement_away = "wrong_way",
  significant_movement_away = "wrong_way",
  movement_away = "wrong_way",
  not_available = "cannot_tell",
}

local function status_with_target(value, p)
  local own = THRESHOLDS.target
  if value >= (p.high or own.high) then return "significant_progress" end
  if value >= (p.med or own.med) then return "moderate_progress" end
  if value >= (p.low or own.low) then return "insufficient_progress" end
  return "movement_away"
end

local function status_of_growth(value, p)
  local own = THRESHOLDS.growth
  if value >= (p.high or own.high) then return "significant_progress" end
  if value > 0 then return "moderate_progress" end
  if value == 0 then return "no_change" end
  if value > (p.low or own.low) then return "moderate_movement_away" end
  return "significant_movement_away"
end

-- The most years in a row that have a value.
local function longest_run(series)
  local longest, run, before = 0, 0, nil
  for _, period in ipairs(series:periods()) do
    local year = period.year
    if year ~= before then
      run = before and year == before + 1 and run + 1 or 1
      longest, before = math.max(longest, run), year
    end
  end
  return longest
end

-- The inputs over a period of `term`, or nil and why it has too few years.
local function within_term(p, term)
  local _, last = p.series:last()
  if not last then return p end
  local from = last.year - term.years
  local part = p.series:between(from, last.year)
  if longest_run(part) < term.in_a_row then
    return nil, ("less than %d years in a row"):format(term.in_a_row)
  end
  local inputs = {}
  for key, value in pairs(p) do inputs[key] = value end
  inputs.series, inputs.base_year = part, from
  return inputs
end

local function zero_gap(r)
  if r.base_value == 0 or r.last_value == 0 then
    return "base or last value is zero"
  end
  if r.target == 0 then return "the target is zero" end
end

local function judge(p, name, why)
  local r, missing = result.start(p, { method = name, pace = "growth",
    direction = p.direction, target = p.target })
  r.official = false
  why = missing or why or zero_gap(r)
  if not why then r.value, why = result.measure_growth(r, r.base_value) end
  r.ratio = r.target and r.value or nil
  if result.is_achieved(r) and r.direction then
    r.status, r.class = "significant_progress", "achieved"
    return r
  end
  if not r.value then return result.finish(r, "not_available", CLASSES, why) end
  local status_of = r.target and status_with_target or status_of_growth
  return result.finish(r, status_of(r.value, p), CLASSES)
end

--- Judges one series from its base year on.
function M.assess(p)
  return judge(p, "eurostat")
end

--- Judges the last five years.
function M.short_term(p)
  local inputs, why = within_term(p, M.TERMS.short)
  return judge(inputs or p, "eurostat-short", why)
end

--- Judges the last fifteen years.
function M.long_term(p)
  local inputs, why = within_term(p, M.TERMS.long)
  return judge(inputs or p, "eurostat-long", why)
end

return M
