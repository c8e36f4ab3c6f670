--- What a chart of a commitment or of a series shows, as plain data: one model
-- for the drawing on a terminal (tiendo.picture.terminal) and the one on a page
-- (tiendo.picture.svg). docs/pictures.md tells what each part means.
--
-- A picture keeps nothing of the plan, so it may outlive the row:
--
--     { code = TEXT, title = { en, vi }, unit = nil | TEXT,
--       direction = nil | "up" | "down",
--       frequency = "year" | "half" | "quarter" | "month",
--       observations = { { time, period = TEXT, value, flag = nil | TEXT,
--         is_preliminary, is_break, is_after_gap }, ... },
--       n_missing = how many periods lack a value in between,
--       path = nil | { { time, value }, ... },
--       milestones = { { time, day = TEXT, comparator, value, value_high }, },
--       target = nil | { comparator, value, value_high },
--       deadline = nil | { time, day = TEXT }, as_of = { time, day = TEXT },
--       projection = nil | { n, level = 80,
--         points = { { time, value, low, high }, ... } },
--       n_others = commitments of the series that are not drawn,
--       is_illustrative = something of it is invented,
--       left_out = { { part = "target" | "milestone" | "path" | "projection",
--         en, vi }, ... } }
--
-- `time` is a place on an axis in years: a year stands at its number, a half,
-- quarter or month at its share of the year; a day where the period stands in
-- which it lies, whose value decides. No line leads to an observation
-- that `is_after_gap` (a regular period before it has no value) or `is_break`.
-- Values of all parts are levels in the unit of the observations; `left_out`
-- says why a part is not there.
-- @module tiendo.picture
local date = require "tiendo.date"
local label = require "tiendo.show.label"
local projection = require "tiendo.picture.projection"
local promise = require "tiendo.promise"
local promised = require "tiendo.picture.promised"
local text = require "tiendo.picture.text"

local M = {}

local PARTS = { year = 1, half = 2, quarter = 4, month = 12 }

-- Observations --------------------------------------------------------------

-- The shortest period that there is a value for.
local function finest(periods)
  local best
  for _, period in ipairs(periods) do
    if not best or PARTS[period.frequency] > PARTS[best] then
      best = period.frequency
    end
  end
  return best
end

local function time_of(period)
  return period.year + (period.part - 1) / PARTS[period.frequency]
end

-- A day as a place on the axis, among periods of a length.
local function place(day, frequency)
  if type(day) == "string" then day = date.of(day) end
  return { time = time_of(date.period(day, frequency)), day = tostring(day) }
end

-- Number of the last period that ends with this one.
local function number_of(period, frequency)
  local last = period.last
  return (last.year * 12 + last.month - 1) * PARTS[frequency] // 12
end

local function observation(s, period, value)
  local _, flag = s:at(period)
  return { time = time_of(period), period = tostring(period), value = value,
    flag = flag, is_preliminary = flag ~= nil and flag:find "[pe]" ~= nil,
    is_break = flag ~= nil and flag:find("b", 1, true) ~= nil,
    is_after_gap = false }
end

-- All observations, and how many are missing in between.
local function observations_of(s, frequency)
  local out, n_missing, before = {}, 0, nil
  if not s then return out, 0 end
  local values = s:values()
  for i, period in ipairs(s:periods()) do
    local number = number_of(period, frequency)
    out[i] = observation(s, period, values[i])
    if before and number - before > 1 then
      out[i].is_after_gap = true
      n_missing = n_missing + number - before - 1
    end
    before = number
  end
  return out, n_missing
end

-- Heads ---------------------------------------------------------------------

local function name_of(row, lang)
  if row.kind_of then return label.of(row, lang) end
  return row["label_" .. lang] or row.label_en or row.label_vi or row.code
end

-- A commitment's unit may be that of a multiple or a share; its values then
-- have the indicator's.
local function unit_of(row)
  local unit = row.indicator and row.indicator.unit
  if unit or row.kind_of == "series" then return unit end
  return row.kind == "level" and row.unit or nil
end

-- Of the commitments about a series the next one due, else the last one; and
-- how many others there are.
local function commitment_of(row, as_of)
  local best
  for c in row.commitments:each() do
    local is_next = not best or not best.deadline
      or c.deadline and (best.deadline < as_of and c.deadline > best.deadline
        or c.deadline >= as_of and c.deadline < best.deadline)
    if is_next then best = c end
  end
  return best, math.max(#row.commitments - 1, 0)
end

-- The rows of a set, or a list of tables.
local function each(set)
  if set and set.each then return set:each() end
  local i = 0
  return function()
    i = i + 1
    return set and set[i]
  end
end

-- Pictures ------------------------------------------------------------------

local function leave_out(picture, part, why)
  if not why then return end
  picture.left_out[#picture.left_out + 1] = { part = part, en = why.en,
    vi = why.vi }
end

local function add_milestones(picture, c, step, level_of)
  for m in each(c.milestones) do
    local at = place(m.due_on, step)
    local point = level_of(m, at.time // 1)
    point.time, point.day = at.time, at.day
    table.insert(picture.milestones, point)
  end
  table.sort(picture.milestones, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    return a.day < b.day
  end)
end

local function add_promise(picture, c, step)
  picture.direction = promise.direction(c)
  picture.deadline = c.deadline and place(c.deadline, step) or nil
  local level_of, why = promised.to_level(c)
  if not level_of then
    leave_out(picture, "target", why)
    return each(c.milestones)() and leave_out(picture, "milestone", why)
  end
  add_milestones(picture, c, step, level_of)
  if not c.value then
    return leave_out(picture, "target", promised.why "no_number")
  end
  picture.target = level_of(c, picture.deadline
    and picture.deadline.time // 1)
  picture.path, why = promised.path(picture, c)
  leave_out(picture, "path", why)
end

local function add_projection(picture, s, c)
  local why
  if not picture.deadline then return end
  picture.projection, why = projection.of(s, picture.deadline.time,
    c.indicator or {})
  leave_out(picture, "projection", why)
end

-- Whether what is drawn is invented: the row or the commitment drawn with it
-- says so, or the source of a figure.
local function is_illustrative(rows, s, observations)
  for _, row in ipairs(rows) do
    local source = row.kind_of == "commitment" and row.source
    if source and source.illustrative then return true end
  end
  for _, point in ipairs(s and observations and observations(s) or {}) do
    if point.source and point.source.illustrative then return true end
  end
  return false
end

--- The picture of a row.
-- @param row  a commitment or a series of the plan, or a table with the fields
--   of a commitment. Of a series the commitment that is due next is drawn too.
-- @param as_of  a day, or its text
-- @tparam[opt] function observations  that of a request to tiendo.show, which
--   tells the sources of figures; without it none counts as invented
-- @treturn table  a picture
-- @usage picture.of(plan.commitments[1], ctx.as_of).target.value  --> 10.0
function M.of(row, as_of, observations)
  if type(as_of) == "string" then as_of = date.of(as_of) end
  local c, n_others = row, 0
  if row.kind_of == "series" then c, n_others = commitment_of(row, as_of) end
  local s = row.series
  local periods = s and s:periods() or {}
  local stated = row.indicator and row.indicator.frequency
  local step = finest(periods) or stated or "year"
  local frequency = stated or step
  local picture = {
    code = row.code, unit = unit_of(row), frequency = frequency,
    title = { en = name_of(row, "en"), vi = name_of(row, "vi") },
    as_of = place(as_of, step), milestones = {}, left_out = {},
    n_others = n_others,
    is_illustrative = is_illustrative({ row, c }, s, observations),
  }
  picture.observations, picture.n_missing = observations_of(s, frequency)
  if c then
    add_promise(picture, c, step)
    add_projection(picture, s, c)
  end
  return picture
end

--- What a screen reader says in place of the drawing.
-- @tparam table picture
-- @tparam string lang
-- @treturn string  one paragraph
-- @usage picture.text(p, "en")  --> "Infant mortality, per 1000 live ..."
M.text = text.of

--- What a reader of the drawing must be told besides: that it is invented, what
-- is not drawn and why; a sentence each.
-- @tparam table picture
-- @tparam string lang
-- @treturn table  texts
M.notes = text.notes

return M
