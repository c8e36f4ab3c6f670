--- Reckoning with numbers of which only limits are known.
-- @module tiendo.lint.range
local model = require "tiendo.lint.model"

local M = {}

local INF = math.huge

-- Products of limits, zero times infinity being zero.
local function times(a, b)
  return (a == 0 or b == 0) and 0 or a * b
end

local LIMITS = {
  add = function(a, b) return a.lo + b.lo, a.hi + b.hi end,
  sub = function(a, b) return a.lo - b.hi, a.hi - b.lo end,
  mul = function(a, b)
    local p, q = times(a.lo, b.lo), times(a.lo, b.hi)
    local r, s = times(a.hi, b.lo), times(a.hi, b.hi)
    return math.min(p, q, r, s), math.max(p, q, r, s)
  end,
  div = function(a, b)
    if b.lo <= 0 or b.hi == INF then return -INF, INF end
    return math.min(a.lo / b.lo, a.lo / b.hi),
      math.max(a.hi / b.lo, a.hi / b.hi)
  end,
}

local AT = {
  add = function(a, b) return a + b end,
  sub = function(a, b) return a - b end,
  mul = function(a, b) return a * b end,
  div = function(a, b) return b ~= 0 and a / b or nil end,
}

local function is_constant(t)
  return t.is_declared and not t.of_param
end

-- The unit of a sum of two: a year moved by years is a year.
local function sum_of(one, other)
  if one == other or model.STEP_OF[one] == other then return one end
  return model.STEP_OF[other] == one and other or nil
end

-- The unit of a sum or difference: between two years lie years, and a bare
-- constant takes the unit of the other side.
local function unit_of(name, a, b)
  if name == "mul" or name == "div" then return nil end
  if not a.unit or not b.unit then
    return (is_constant(a) or is_constant(b)) and (a.unit or b.unit) or nil
  end
  local is_span = name == "sub" and a.unit == b.unit
  return is_span and model.STEP_OF[a.unit] or sum_of(a.unit, b.unit)
end

--- The number that an operation gives.
function M.operate(name, a, b)
  local limits = LIMITS[name]
  if not limits then return model.number() end
  local lo, hi = limits(a, b)
  local at = a.at and b.at and AT[name](a.at, b.at) or nil
  if lo ~= lo or hi ~= hi then lo, hi = -INF, INF end
  return model.number { lo = lo, hi = hi, at = at,
    unit = unit_of(name, a, b), is_declared = a.is_declared and b.is_declared,
    of_param = a.of_param or b.of_param }
end

-- Limits of what functions of math give for numbers.
local MATH = {
  max = function(a, b) return math.max(a.lo, b.lo), math.max(a.hi, b.hi) end,
  min = function(a, b) return math.min(a.lo, b.lo), math.min(a.hi, b.hi) end,
  floor = function(a) return a.lo - 1, a.hi end,
  ceil = function(a) return a.lo, a.hi + 1 end,
  abs = function(a)
    return math.max(0, a.lo, -a.hi), math.max(-a.lo, a.hi)
  end,
}

--- The number that a function of math gives, in the unit of its arguments; nil
-- for one that is not known.
-- @tparam string name
-- @tparam table a  the first argument
-- @tparam[opt] table b  the second
function M.call(name, a, b)
  local limits = MATH[name]
  if not limits then return nil end
  local lo, hi = limits(a, b or a)
  return model.number { lo = lo, hi = hi,
    unit = b and unit_of("add", a, b) or not b and a.unit or nil,
    of_param = a.of_param or b and b.of_param }
end

--- The number with its sign changed.
function M.negate(a)
  return model.number { lo = -a.hi, hi = -a.lo, at = a.at and -a.at,
    unit = a.unit, is_declared = a.is_declared, of_param = a.of_param }
end

--- The number that is one of two.
function M.join(a, b)
  return model.number { lo = math.min(a.lo, b.lo), hi = math.max(a.hi, b.hi),
    at = a.at == b.at and a.at or nil,
    unit = a.unit == b.unit and a.unit or nil,
    is_declared = a.is_declared and b.is_declared,
    of_param = a.of_param or b.of_param }
end

local OPPOSITE = { lt = "ge", le = "gt", gt = "le", ge = "lt", eq = "ne",
  ne = "eq" }
local SWAPPED = { lt = "gt", le = "ge", gt = "lt", ge = "le", eq = "eq",
  ne = "ne" }

--- The comparison that holds where this one does not; and this one with its
-- sides exchanged.
function M.opposite(name) return OPPOSITE[name] end
function M.swapped(name) return SWAPPED[name] end

-- By comparison: is it true of all numbers within the limits, or of none?
local VERDICTS = {}

function VERDICTS.lt(a, b)
  if a.hi < b.lo then return true end
  if a.lo >= b.hi then return false end
end

function VERDICTS.le(a, b)
  if a.hi <= b.lo then return true end
  if a.lo > b.hi then return false end
end

function VERDICTS.eq(a, b)
  if a.hi < b.lo or a.lo > b.hi then return false end
end

function VERDICTS.gt(a, b) return VERDICTS.lt(b, a) end
function VERDICTS.ge(a, b) return VERDICTS.le(b, a) end

function VERDICTS.ne(a, b)
  if VERDICTS.eq(a, b) == false then return true end
end

--- Whether a comparison is true of all numbers within the limits, false of all,
-- or, nil, may be either.
function M.verdict(name, a, b)
  return VERDICTS[name](a, b)
end

return M
