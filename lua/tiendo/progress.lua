--- Whether an indicator is on its way to a target: rules that official bodies
-- publish, each to the letter, with one shape of result.
--
-- A result has these fields; what cannot be computed is nil:
--
--   status      its verdict in its own words
--   class       the same for all methods: "achieved", "on_track",
--               "off_track", "wrong_way", "cannot_tell"
--   reason      why it cannot be told; nil for every other class
--   value       the number that the method judges
--   score       the method's score
--   ratio       achieved growth over needed growth in the wanted direction
--   direction   "up" or "down"
--   target, target_year
--   base_year, base_value, last_year, last_value
--   needed      growth a year that leads from the base to the target
--   achieved    growth a year from the base to the last value
--   expected    the value that the needed growth asks for in the last year
--   projection  the value in the target year if the growth achieved goes on
--
-- Growth is compound: 0.02 is 2 % a year. Of negative values it is the growth
-- of their size.
-- @module tiendo.progress
local date = require "tiendo.date"

local M = {}

local BASE_YEAR, TARGET_YEAR = 2015, 2030

local function cagr(first, last, years)
  return (last / first) ^ (1 / years) - 1
end

local function is_finite(x)
  return x - x == 0
end

-- ---- Open SDG, sdg-build 2.4 ------------------------------------------

-- What a base value or a target of zero is replaced by.
local NOT_ZERO = 0.001

-- Without a target (methodology 1) growth itself is judged, with one
-- (methodology 2) its ratio to the growth needed.
local THRESHOLDS = {
  growth = { high = 0.015, med = 0.005, low = 0 },
  target = { high = 0.95, med = 0.60, low = 0 },
}

local OPEN_SDG_CLASSES = {
  target_achieved = "achieved",
  substantial_progress = "on_track",
  moderate_progress = "off_track",
  limited_progress = "off_track",
  deterioration = "wrong_way",
  not_available = "cannot_tell",
}

-- The result so far: what was asked for, and the two points that count, as far
-- as they are there. The rest is listed to make room for it at once.
local function start(p)
  local last, last_year, base, base_year, twice =
    p.series:ends(p.base_year or BASE_YEAR)
  local r = {
    direction = p.direction or "down",
    target = p.target == 0 and NOT_ZERO or p.target,
    target_year = p.target_year or TARGET_YEAR,
    base_value = base, base_year = base_year,
    last_value = last, last_year = last_year,
    status = nil, class = nil, value = nil, score = nil, ratio = nil,
    needed = nil, achieved = nil, expected = nil, projection = nil,
  }
  -- Half-years, quarters and months count as their year, once.
  if twice then return r, ("more than one value in %d"):format(twice) end
  if not last then return r, "no data" end
  return r
end

-- Why there is no growth to speak of between base and last value.
local function growth_gap(r)
  if not r.base_value then return "no data since the base year" end
  if r.base_value * r.last_value < 0 then
    return "base and last value have opposite signs"
  end
  if r.last_year - r.base_year < 1 then
    return "less than a year between base and last value"
  end
end

-- Why there is no growth needed from the base to the target.
local function target_gap(r, base)
  if r.target_year <= r.base_year then
    return "the target year is not after the base year"
  end
  if base * r.target < 0 then
    return "base value and target have opposite signs"
  end
  if base == r.target then return "the target equals the base value" end
end

-- Fills in growth, path and projection; returns the growth in the wanted
-- direction or its ratio to the growth needed, or nil and why there is none.
local function measure(r)
  local why = growth_gap(r)
  if why then return nil, why end
  local base = r.base_value == 0 and NOT_ZERO or r.base_value
  local wanted = (r.direction == "up" and 1 or -1) * (base < 0 and -1 or 1)
  local years = r.last_year - r.base_year
  r.achieved = cagr(base, r.last_value, years)
  r.projection = base * (1 + r.achieved) ^ (r.target_year - r.base_year)
  local value = wanted * r.achieved
  if r.target then
    why = target_gap(r, base)
    if why then return nil, why end
    r.needed = cagr(base, r.target, r.target_year - r.base_year)
    r.expected = base * (1 + r.needed) ^ years
    value = value / math.abs(r.needed)
  end
  if not is_finite(value) then return nil, "growth is too large a number" end
  return value
end

-- Near a natural limit less growth is asked for: the factor on the thresholds,
-- from 0 at the limit to 1 at twice or at nothing of it.
local function limit_factor(base, limit)
  local b, l = math.abs(base), math.abs(limit)
  if b >= 2 * l then return 1 end
  if b <= l then return 1 - (b / l) ^ 4.44 end
  return 1 - ((2 * l - b) / l) ^ 4.44
end

local function thresholds(p, r)
  local default = r.target and THRESHOLDS.target or THRESHOLDS.growth
  local factor = 1
  if not r.target and p.limit and r.base_value then
    factor = limit_factor(r.base_value, p.limit)
  end
  return (p.high or default.high) * factor, (p.med or default.med) * factor,
    (p.low or default.low) * factor, factor
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

-- The rule counts a value that equals the target as achieved, also where a
-- promise says "less than" or "more than".
local function is_achieved(r)
  if not r.target or not r.last_value then return false end
  if r.direction == "up" then return r.last_value >= r.target end
  return r.last_value <= r.target
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

-- Raises at the line that called the public function.
local function check_number(p, name, level)
  local x = p[name]
  if x ~= nil and (type(x) ~= "number" or not is_finite(x)) then
    error(("%s must be a finite number, not %s"):format(name, tostring(x)),
      level + 1)
  end
end

local NUMBERS = {
  "base_year", "target", "target_year", "limit", "high", "med", "low",
}

local function open_sdg(p)
  local r, why = start(p)
  if not why then r.value, why = measure(r) end
  r.ratio = r.target and r.value or nil
  if is_achieved(r) then
    r.status, r.score = "target_achieved", 5
  elseif r.value then
    r.status, r.score = verdict(r, p)
  else
    r.status, r.reason = "not_available", why
  end
  r.class = OPEN_SDG_CLASSES[r.status]
  return r
end

--- The rule of Open SDG (sdg-build 2.4), as Statistics Canada applies it.
-- Its value is the growth a year in the wanted direction or, with a target,
-- the ratio of that growth to the growth needed.
-- @tparam table p
--   series       values over time; the first value of the base year or later
--                is the base
--   base_year    default 2015
--   target       none: growth itself is judged; 0 counts as 0.001
--   target_year  default 2030
--   direction    "up" or "down", default "down"
--   limit        natural limit of the values, for use without a target
--   high, med, low  thresholds in place of the rule's own
-- @treturn table  a result
-- @usage progress.open_sdg({ series = s, target = 7.25 }).status
function M.open_sdg(p)
  for _, name in ipairs(NUMBERS) do check_number(p, name, 2) end
  local d = p.direction
  if d ~= nil and d ~= "up" and d ~= "down" then
    error(("direction must be 'up' or 'down', not '%s'"):format(tostring(d)), 2)
  end
  return open_sdg(p)
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

--- One verdict over several results of the Open SDG rule.
-- @tparam table results  results, or lists of them as groups, which count as
--   much as a single result, at any depth
-- @treturn table  { status, class, score, reason }
function M.indicator_score(results)
  local score, all_achieved = mean_score(results)
  local status = status_of_mean(score, all_achieved)
  return {
    status = status, class = OPEN_SDG_CLASSES[status], score = score,
    reason = not score and "nothing is scored" or nil,
  }
end

-- ---- promises ---------------------------------------------------------

-- Each method: its name and the function from inputs to a result.
local METHODS = {
  { name = "open-sdg", assess = open_sdg },
}

--- Names of the methods that `assess` knows.
M.methods = {}

local by_name = {}
for i, method in ipairs(METHODS) do
  M.methods[i] = method.name
  by_name[method.name] = method.assess
end

local COMPARATOR_DIRECTIONS = {
  ["<"] = "down", ["<="] = "down", [">"] = "up", [">="] = "up",
}

-- Which way the promise points: as it says, as its comparator says, as is
-- better for the indicator.
local function direction_of(c)
  local indicator = c.indicator
  local d = c.direction or COMPARATOR_DIRECTIONS[c.comparator]
    or indicator and indicator.direction
  if d == "up" or d == "down" then return d end
  return nil, "the promise points in no direction"
end

local NOT_A_LEVEL = {
  change = "the promise is a change against a baseline, not a level",
  rate = "the promise is a rate of growth, not a level",
}

-- What a promised multiple is a multiple of.
local function baseline_of(c, base_year)
  if c.baseline_value then return c.baseline_value end
  if not base_year then
    return nil, "the promise is a multiple of a baseline it does not state"
  end
  local value = c.series:at(base_year)
  if value then return value end
  return nil, ("no value in the baseline year %d"):format(base_year)
end

-- The promised value as a level of the indicator; nil for a promise without a
-- number. A range is kept from its near end on.
local function target_of(c, direction, base_year)
  local value = c.value
  if c.comparator == "range" and direction == "down" then
    value = c.value_high or value
  end
  if not value or NOT_A_LEVEL[c.kind] then return nil, NOT_A_LEVEL[c.kind] end
  if c.kind ~= "factor" then return value end
  local baseline, why = baseline_of(c, base_year)
  if not baseline then return nil, why end
  return value * baseline
end

local function limit_of(c, direction)
  local indicator = c.indicator
  if not indicator then return nil end
  if direction == "up" then return indicator.maximum end
  return indicator.minimum
end

local function target_year_of(c, options)
  local deadline = c.deadline
  if not deadline then return options.target_year end
  return (type(deadline) == "string" and date.of(deadline) or deadline).year
end

-- The inputs of a method, or nil and why there are none.
local function inputs_of(c, options)
  if not c.series then return nil, "no series" end
  local direction, target, why
  direction, why = direction_of(c)
  if not direction then return nil, why end
  local base_year = c.baseline_year or options.base_year
  target, why = target_of(c, direction, base_year)
  if why then return nil, why end
  return {
    series = c.series, direction = direction, base_year = base_year,
    target = target, limit = not target and limit_of(c, direction) or nil,
    target_year = target_year_of(c, options),
    high = options.high, med = options.med, low = options.low,
  }
end

--- Judges a promise by one of the methods.
-- @param c  a commitment, or a table with its fields: series, value,
--   value_high, kind, comparator, direction, baseline_year, baseline_value,
--   deadline, indicator (direction, minimum, maximum)
-- @tparam string method  one of `methods`
-- @tparam[opt] table options  base_year and target_year where the promise has
--   none; the method's thresholds high, med, low
-- @treturn table  a result
-- @usage progress.assess(c, "open-sdg").class
function M.assess(c, method, options)
  local assess = by_name[method]
  if not assess then
    error(("no progress method '%s'; there are: %s"):format(tostring(method),
      table.concat(M.methods, ", ")), 2)
  end
  if options then
    for _, name in ipairs(NUMBERS) do check_number(options, name, 2) end
  end
  local p, why = inputs_of(c, options or {})
  if p then return assess(p) end
  return { status = "not_available", class = "cannot_tell", reason = why }
end

return M
