--- What the charts of commitments show, as a table: a row for each figure, each
-- point of the path, milestone, target and projection. A period without a
-- figure has a row without a value, so that a chart has a gap there.
-- @module tiendo.workbook.figures
local M = {}

local PARTS = { year = 1, half = 2, quarter = 4, month = 12 }

local function put(rows, c, part, point, period)
  rows[#rows + 1] = { c = c, part = part, time = point.time,
    value = point.value, low = point.low, high = point.high,
    period = period, flag = point.flag }
end

-- Rows without values for the periods between two figures.
local function put_gap(rows, c, before, after)
  local step = 1 / PARTS[c.picture.frequency]
  for i = 1, math.floor((after.time - before.time) / step + 0.5) - 1 do
    put(rows, c, "observed", { time = before.time + i * step })
  end
end

local function put_observations(rows, c)
  local before
  for _, point in ipairs(c.picture.observations) do
    if before and point.is_after_gap then put_gap(rows, c, before, point) end
    put(rows, c, "observed", point, point.period)
    before = point
  end
end

local function put_target(rows, c)
  local picture, target = c.picture, c.picture.target
  if not target or not target.value then return end
  local first = picture.observations[1]
  if not picture.deadline then return end
  local from = first and math.min(first.time, picture.deadline.time)
    or picture.deadline.time
  put(rows, c, "target", { time = from, value = target.value })
  put(rows, c, "target", { time = picture.deadline.time, value = target.value,
    high = target.value_high })
end

local function put_list(rows, c, part, points)
  for _, point in ipairs(points or {}) do
    put(rows, c, part, point, point.day)
  end
end

local function rows_of(commitments)
  local rows = {}
  for _, c in ipairs(commitments) do
    if c.picture then
      local p = c.picture
      put_observations(rows, c)
      put_list(rows, c, "path", p.path)
      put_list(rows, c, "milestone", p.milestones)
      put_target(rows, c)
      put_list(rows, c, "projected", p.projection and p.projection.points)
    end
  end
  return rows
end

-- A place on the axis: a year, or a year with the share of it that has passed.
local function time_of(b, time)
  return b:number(time // 1 == time and time // 1 | 0 or time,
    time // 1 == time and "year" or "number")
end

local function when_of(b, row)
  if row.period and row.period:find "^%d+%-%d+%-%d+$" then
    return b:show(row.period, "date")
  end
  return b:period(row.period)
end

local function columns_of(b)
  return { frozen = 2,
    { head = b:say "name", width = 44,
      tell = function(row) return b:label(row.c.label) end },
    { head = b:say "what", width = 18,
      tell = function(row) return b:say("part_" .. row.part) end },
    { head = b:say "time", width = 10,
      tell = function(row) return time_of(b, row.time) end },
    { head = b:say "value", width = 14,
      tell = function(row) return b:number(row.value) end },
    { head = b:say "unit", width = 30,
      tell = function(row) return row.c.picture.unit end },
    { head = b:say "period", width = 14,
      tell = function(row) return when_of(b, row) end },
    { head = b:say "low", width = 12,
      tell = function(row) return b:number(row.low) end },
    { head = b:say "high", width = 12,
      tell = function(row) return b:number(row.high) end },
    { head = b:say "flag", width = 8,
      tell = function(row) return row.flag end },
    { head = b:say "code", width = 36,
      tell = function(row) return row.c.code end },
  }
end

-- Where the rows of each part of each commitment stand, from 0, and the years
-- that they are of.
local function places_of(rows, last)
  local places = {}
  for i, row in ipairs(rows) do
    if i > last then break end
    local of_code = places[row.c.code] or { from = math.huge, till = 0 }
    places[row.c.code] = of_code
    of_code.from = math.min(of_code.from, row.time // 1 | 0)
    of_code.till = math.max(of_code.till, (row.time // 1 | 0) + 1)
    of_code[row.part] = of_code[row.part] or { first = i }
    of_code[row.part].last = i
  end
  return places
end

--- Adds the sheet; `figures` of the builder tells the charts where it stands.
function M.add(b)
  local rows = rows_of(b.brief.commitments)
  if #rows == 0 then return end
  local sheet = b:table("figures", columns_of(b), rows,
    { b:say "figures_note" })
  b.figures = { sheet = sheet, places = places_of(rows, sheet.last),
    time = 2, value = 3 }
end

return M
