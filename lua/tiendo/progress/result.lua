--- What the methods share: a result that is begun, the two points it compares,
-- and growth between them.
-- @module tiendo.progress.result
local M = {}

--- Where nothing else is asked for.
M.BASE_YEAR, M.TARGET_YEAR = 2015, 2030

function M.cagr(first, last, years)
  return (last / first) ^ (1 / years) - 1
end

function M.is_finite(x)
  return x - x == 0
end

--- The result so far: what was asked for, and the two points that count, as far
-- as they are there. The rest is listed to make room for it at once.
-- @tparam table p  inputs of a method
-- @tparam table r  `method`, `pace`, `direction`, `target`
-- @param[opt] series  in place of that of the inputs
-- @treturn table  a result
-- @treturn string|nil  why it cannot be told
function M.start(p, r, series)
  local last, last_year, base, base_year, twice =
    (series or p.series):ends(p.base_year or M.BASE_YEAR)
  local out = {
    method = r.method, pace = r.pace, official = true,
    direction = r.direction, target = r.target,
    target_year = p.target_year or M.TARGET_YEAR,
    base_value = base, base_year = base_year,
    last_value = last, last_year = last_year,
    status = nil, class = nil, value = nil, score = nil, ratio = nil,
    needed = nil, achieved = nil, expected = nil, projection = nil,
    reason = nil,
  }
  -- Half-years, quarters and months count as their year, once.
  if twice then return out, ("more than one value in %d"):format(twice) end
  if not last then return out, "no data" end
  if not out.direction then return out, "no direction" end
  return out
end

--- The value of a year, if there is one and only one.
-- @treturn number|nil
-- @treturn string|nil  why there is none where there are several
function M.value_of(series, year)
  local part = series:between(year, year)
  if #part > 1 then
    return nil, ("more than one value in %d"):format(year)
  end
  return (part:first())
end

--- 1 where more is better, -1 where less is.
function M.sign(r)
  return r.direction == "up" and 1 or -1
end

--- Whether `value` reaches the target. A value that equals it does, also where
-- a promise says "less than" or "more than".
function M.reaches(r, value)
  if not r.target or not value then return false end
  if r.direction == "up" then return value >= r.target end
  return value <= r.target
end

function M.is_achieved(r)
  return M.reaches(r, r.last_value)
end

--- Whether every threshold that the inputs set is the method's own.
function M.has_own_thresholds(p, own)
  return (p.high == nil or p.high == own.high)
    and (p.med == nil or p.med == own.med)
    and (p.low == nil or p.low == own.low)
end

--- Closes a result: its status, the class of it, and why if it has no status.
function M.finish(r, status, classes, why)
  r.status = status
  r.class = classes[status]
  r.reason = r.class == "cannot_tell" and why or nil
  return r
end

-- ---- two points -------------------------------------------------------

--- Why there is no pace to speak of between base and last value.
function M.span_gap(r)
  if not r.base_value then return "no data since the base year" end
  if r.last_year - r.base_year < 1 then
    return "less than a year between base and last value"
  end
end

--- Why no pace is needed from the base to the target.
function M.target_gap(r)
  if r.target_year <= r.base_year then
    return "the target year is not after the base year"
  end
  if r.base_value == r.target then
    return "the target equals the base value"
  end
end

--- Fills in change a year, path and projection in a straight line. The path
-- ends at the target.
function M.fill_change(r)
  local years = r.last_year - r.base_year
  local span = r.target_year - r.base_year
  r.achieved = (r.last_value - r.base_value) / years
  r.projection = r.base_value + r.achieved * span
  if r.target then
    r.needed = (r.target - r.base_value) / span
    r.expected = years >= span and r.target or r.base_value + r.needed * years
  end
end

-- By comparison: a product can be too small a number to have a sign.
local function are_opposite(a, b)
  return a > 0 and b < 0 or a < 0 and b > 0
end

-- Why there is no growth between what counts as the base and the last value.
local function growth_gap(r, base)
  if not base then return "no data since the base year" end
  if are_opposite(base, r.last_value) then
    return "base and last value have opposite signs"
  end
  return M.span_gap(r)
end

-- Why there is no growth needed from the base to the target.
local function needed_gap(r, base)
  if r.target_year <= r.base_year then
    return "the target year is not after the base year"
  end
  if are_opposite(base, r.target) then
    return "base value and target have opposite signs"
  end
  if base == r.target then return "the target equals the base value" end
end

--- Fills in compound growth a year, path and projection, as Open SDG and
-- Eurostat have them; of negative values it is the growth of their size.
-- @tparam table r
-- @tparam number base  what counts as the base value
-- @treturn number|nil  growth in the wanted direction; with a target its ratio
--   to the growth needed
-- @treturn string  why there is none
function M.measure_growth(r, base)
  local why = growth_gap(r, base)
  if why then return nil, why end
  local wanted = M.sign(r) * (base < 0 and -1 or 1)
  local years = r.last_year - r.base_year
  r.achieved = M.cagr(base, r.last_value, years)
  r.projection = base * (1 + r.achieved) ^ (r.target_year - r.base_year)
  local value = wanted * r.achieved
  if r.target then
    why = needed_gap(r, base)
    if why then return nil, why end
    r.needed = M.cagr(base, r.target, r.target_year - r.base_year)
    r.expected = base * (1 + r.needed) ^ years
    value = value / math.abs(r.needed)
  end
  if not M.is_finite(value) then
    return nil, "growth is too large a number"
  end
  return value
end

return M
