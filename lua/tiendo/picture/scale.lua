--- Axes: where the ticks stand, what is written beside them, and which range of
-- values is drawn.
--
-- Steps are 1, 2 or 5 times a power of ten: P. Heckbert, Nice numbers for graph
-- labels, in Graphics Gems (1990).
-- @module tiendo.picture.scale
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

-- The step nearest above that gives at most n of them in a span.
local function nice_step(span, n)
  local power = 10.0 ^ math.floor(math.log(span / n, 10))
  for _, factor in ipairs { 1, 2, 5 } do
    if span / (factor * power) <= n * (1 + 1e-9) then return factor * power end
  end
  return 10 * power
end

-- Multiples of the step from `low` to `high`. Each is computed anew, so that no
-- error adds up.
local function multiples(low, high, step)
  local out, slack = {}, 1e-9 * step
  for i = math.ceil((low - slack) / step), (high + slack) // step do
    out[#out + 1] = i * step + 0.0
  end
  return out
end

-- Values that are nearer to each other have no step between them that a number
-- could hold.
local TINY = 1e-300

--- Ticks on an axis of values whose ends are ticks too.
-- @tparam number low
-- @tparam number high  not below low
-- @tparam integer n  how many steps at most
-- @treturn table  { low, high, step, ticks = { number, ... } }
-- @usage scale.values(0, 10, 5).ticks  --> { 0.0, 2.0, 4.0, 6.0, 8.0, 10.0 }
function M.values(low, high, n)
  local size = math.max(math.abs(low), math.abs(high))
  if high - low <= math.max(1e-9 * size, TINY) then
    local room = size <= TINY and 1 or size / 10
    low, high = low - room, high + room
  end
  local step = nice_step(high - low, n)
  while math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) > n do
    step = nice_step(step * n * 1.01, n)
  end
  local from = math.floor(low / step + 1e-9)
  local to = math.ceil(high / step - 1e-9)
  return { low = from * step, high = to * step, step = step,
    ticks = multiples(from * step, to * step, step) }
end

local YEARS = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }
local PARTS = { year = 1, half = 2, quarter = 4, month = 12 }

-- Years between ticks. Names of quarters and months are twice as long as years.
local function time_step(span, n, parts)
  if parts > 1 and span * parts <= n / 2 then return 1 / parts end
  for _, years in ipairs(YEARS) do
    if span / years <= n then return years end
  end
  return YEARS[#YEARS]
end

--- Ticks on an axis of time: years, or the parts of few years.
-- @tparam number from
-- @tparam number to  not before
-- @tparam integer n  how many steps of years at most
-- @tparam string frequency  of the observations
-- @treturn table  { from, to, step, ticks = { number, ... } }
-- @usage scale.time(2005, 2030, 5, "year").ticks
--   --> { 2005.0, 2010.0, 2015.0, 2020.0, 2025.0, 2030.0 }
function M.time(from, to, n, frequency)
  local finest = 1 / PARTS[frequency]
  if to - from < finest then from, to = from - finest, to + finest end
  local step = time_step(to - from, n, PARTS[frequency])
  return { from = from, to = to, step = step,
    ticks = multiples(from, to, step) }
end

-- Units ---------------------------------------------------------------------

local LARGE = { { 1e12, "trillions" }, { 1e9, "billions" },
  { 1e6, "millions" } }
local LARGE_FROM = 10   -- times the unit, from which it is used
local LARGE_TO = 1e18   -- from which on powers of ten are written

--- What values are divided by so that few digits are left, and its name.
-- @tparam number high  the largest size on the axis
-- @treturn number
-- @treturn string|nil
-- @usage scale.large(164000000, "en")  --> 1000000.0, "million"
function M.large(high, lang)
  local size = math.abs(high)
  for _, item in ipairs(LARGE) do
    if size >= LARGE_FROM * item[1] and size < LARGE_TO then
      return item[1], words.get("picture", item[2], lang)
    end
  end
  return 1
end

-- Decimals that tell the ticks of a step apart.
local function decimals_of(step)
  return math.max(0, math.ceil(-math.log(step, 10) - 1e-9))
end

--- A tick's value as text.
-- @tparam number value
-- @tparam number step  between ticks
-- @tparam string lang
-- @usage scale.number(1234.5, 0.5, "vi")  --> "1234,5"
function M.number(value, step, lang)
  local decimals = decimals_of(step)
  if decimals > 4 or math.abs(value) >= 1e15 then
    return template.format(value, nil, lang)
  end
  return template.format(value, ("%d"):format(decimals), lang)
end

-- What periods are called on an axis, by how many of them a year has.
local NAMES = { [2] = "tick_half_", [4] = "tick_quarter", [12] = "tick_month" }
local ROMAN = { "I", "II", "III", "IV" }

--- A tick's time as text: the year, or the part of it.
-- @tparam number time
-- @tparam number step  between ticks
-- @tparam string lang
-- @tparam[opt] boolean is_first  it tells the unit too
-- @usage scale.year(2025.25, 0.25, "en")  --> "Q2 2025"
function M.year(time, step, lang, is_first)
  local year = math.floor(time + 1e-9)
  if step >= 1 then
    local s = ("%d"):format(year)
    return is_first and words.get("picture", "year", lang) .. " " .. s or s
  end
  local parts = math.floor(1 / step + 0.5)
  local part = math.floor((time - year) * parts + 1.5)
  local name = NAMES[parts] .. (parts == 2 and part or "")
  if parts == 4 and lang == "vi" then part = ROMAN[part] end
  if parts == 12 then part = ("%02d"):format(part) end
  return template.say("picture", name, lang, { year = year, part = part })
end

-- Ranges --------------------------------------------------------------------

-- How much of the range of what is sure the projection may add on either side.
local PROJECTED = 0.5

local function widen(range, value)
  if value then
    range[1] = math.min(range[1] or value, value)
    range[2] = math.max(range[2] or value, value)
  end
end

--- The lowest and the highest value that a drawing has room for: all that is
-- observed and promised, and the projection as far as it does not make the rest
-- small. A single value is seen from zero.
-- @tparam table picture
-- @treturn number|nil  nil where nothing has a value, or they are too far apart
--   to compute with
-- @treturn number
function M.range(picture)
  local range = {}
  for _, part in ipairs { picture.observations, picture.path or {},
    picture.milestones, { picture.target } } do
    for _, point in ipairs(part) do
      widen(range, point.value)
      widen(range, point.value_high)
    end
  end
  if not range[1] or range[2] - range[1] == math.huge then return nil end
  if range[1] == range[2] then widen(range, range[1] == 0 and 1 or 0) end
  if not picture.projection then return range[1], range[2] end
  local room = math.max((range[2] - range[1]) * PROJECTED,
    math.abs(range[2]) * 1e-6)
  local low, high = range[1] - room, range[2] + room
  for _, point in ipairs(picture.projection.points) do
    widen(range, math.max(point.low, low))
    widen(range, math.min(point.high, high))
  end
  return range[1], range[2]
end

--- What the values of an axis are divided by, and its name; see large().
-- @tparam table picture
-- @tparam string lang
-- @treturn number
-- @treturn string|nil
function M.factor(picture, lang)
  local low, high = M.range(picture)
  return M.large(low and math.max(math.abs(low), math.abs(high)) or 0, lang)
end

--- The times that a drawing has room for.
-- @tparam table picture
-- @treturn number
-- @treturn number
function M.span(picture)
  local range = {}
  for _, list in ipairs { picture.observations, picture.milestones,
    { picture.deadline } } do
    for _, point in ipairs(list) do widen(range, point.time) end
  end
  if #picture.observations == 0 then widen(range, picture.as_of.time) end
  return range[1], range[2]
end

--- Whether the day of the picture lies within its span.
-- @tparam table picture
-- @treturn boolean
function M.is_seen(picture)
  local from, to = M.span(picture)
  return picture.as_of.time >= from and picture.as_of.time <= to
end

return M
