--- Pictures at the prompt: charts, bars, and the columns of tables that tell of
-- figures at a glance.
-- @module tiendo.console.pictures
local label = require "tiendo.show.label"
local picture = require "tiendo.picture"
local progress = require "tiendo.progress"
local rows = require "tiendo.console.rows"
local show_value = require "tiendo.show.value"
local terminal = require "tiendo.picture.terminal"

local M = {}

local SPARK_MAX = 12 -- columns of figures in a table
local CODE_MAX = 8   -- characters of a code beside the label of a bar
local HEIGHT_MIN, HEIGHT_MAX = 12, 24
local METHOD = "open-sdg"

-- Values of a series with blanks for the years that lack one.
local function with_gaps(series)
  local values, periods = series:values(), series:periods()
  local first = periods[1]
  if not first then return { n = 0 } end
  for _, period in ipairs(periods) do
    if period.frequency ~= "year" then
      values.n = #values
      return values
    end
  end
  local out = { n = periods[#periods].year - first.year + 1 }
  for i, period in ipairs(periods) do
    out[period.year - first.year + 1] = values[i]
  end
  return out
end

--- The values of a series as small bars; "" for fewer than two.
function M.spark(series, width)
  if not series or #series < 2 then return "" end
  return terminal.spark(with_gaps(series), width)
end

-- Columns --------------------------------------------------------------------

M.figures = { name = "figures",
  tell = function(_, _, row) return M.spark(row.series, SPARK_MAX) end }

M.figures_of_all = { name = "figures", tell = function(_, _, row)
  local best
  for one in row.series:each() do
    local series = one.series
    if series and (not best or #series > #best) then best = series end
  end
  return M.spark(best, SPARK_MAX)
end }

-- What becomes of a commitment, by the rule of Open SDG.
local function class_of(c)
  local ok, result = pcall(progress.assess, c, METHOD)
  return ok and result.class or "cannot_tell"
end

M.status = { name = "status", tell = function(_, page, row)
  return page:word("choice", class_of(row)) or ""
end }

--- How the commitments of a row stand, in a line; nil where it has none.
function M.status_of_row(c, row)
  if row.kind_of == "commitment" then
    return c:word_of("choice", class_of(row))
  end
  if row.kind_of ~= "target" and row.kind_of ~= "goal" then return end
  local counts, order = {}, {}
  local set = c.plan.commitments:where(function(one)
    return one[row.kind_of] == row
  end)
  for one in set:each() do
    local class = class_of(one)
    if not counts[class] then order[#order + 1] = class end
    counts[class] = (counts[class] or 0) + 1
  end
  if #order == 0 then return end
  for i, class in ipairs(order) do
    order[i] = ("%d %s"):format(counts[class], c:word_of("choice", class))
  end
  return table.concat(order, ", ")
end

-- Drawing --------------------------------------------------------------------

local function options_of(c)
  local width, height = c.host.terminal()
  return { width = width, lang = c.lang, color = c.color,
    height = height > 0 and math.max(math.min(height - 4, HEIGHT_MAX),
      HEIGHT_MIN) or nil }
end

local function write_lines(c, lines)
  for _, line in ipairs(lines) do c.host.write(line .. "\n") end
end

-- The row that a chart is about.
local function drawn(c, value)
  local kind = c.host.type(value)
  if kind == "series" then return c.host.series_row(value) or value end
  if kind ~= "entity" then
    error("chart: a commitment, a series or an indicator is needed, such as "
      .. "chart(commitments[1])", 0)
  end
  if value.kind_of == "indicator" then
    return c.names.series_row(value.code)
  end
  if value.kind_of ~= "commitment" and value.kind_of ~= "series"
    and value.kind_of ~= "milestone" then
    error(("chart: a %s has no figures; a commitment, a series or an "
      .. "indicator has"):format(value.kind_of), 0)
  end
  return value.kind_of == "milestone" and value.commitment or value
end

--- Draws the figures, the path needed, the target and the projection.
function M.chart(c, value)
  local row = drawn(c, value)
  if c.host.type(row) == "series" then
    -- Made at the prompt: figures and nothing else.
    row = { code = "", label_en = "", series = row }
  end
  write_lines(c, terminal.draw(picture.of(row, c.as_of), options_of(c)))
end

-- A row of the plan by its name, with its code where that is a short number.
local function label_of_row(page, row)
  local name = label.of(row, page.lang)
  if name == "" or row.code:find "^%d" and #row.code <= CODE_MAX then
    return show_value.row(page, row)
  end
  return name
end

local function label_of(c, page, row, data, field)
  local value = row
  if type(field) == "string" then
    value = rows.value(data, row, field)
  elseif type(row) ~= "userdata" then
    value = row[rows.data(data).columns[1].name]
  end
  if c.host.type(value) == "entity" then return label_of_row(page, value) end
  if value == nil then return c:say "no_key" end
  return c.shown.cell(c, page, value)
end

-- The first field with numbers, of rows that are no entities.
local function number_field(set)
  local data, list = rows.data(set), rows.list(set)
  for _, column in ipairs(data.columns or {}) do
    for _, row in ipairs(list) do
      if type(row[column.name]) == "number" then return column.name end
    end
  end
  if data.entity then
    error("bars: name the field with the numbers, as in "
      .. "bars(commitments, \"value\")", 0)
  end
  error("bars: there is no field with numbers", 0)
end

local function bars_of_series(c, series)
  local out = {}
  local page = c:page "show"
  for i, point in ipairs(c.host.points(series)) do
    out[i] = { label = page:show(point.period, "date"), value = point.value }
  end
  return out
end

local function bars_of_set(c, set, field, name)
  local out, page = {}, c:page "show"
  field = field or number_field(set)
  for i, row in ipairs(rows.list(set)) do
    local value = rows.value(set, row, field)
    if type(value) == "table" or type(value) == "userdata" then
      value = #value
    end
    if value ~= nil and type(value) ~= "number" then
      error(("bars: '%s' is no number"):format(tostring(value)), 0)
    end
    out[i] = { label = label_of(c, page, row, set, name), value = value }
  end
  return out
end

-- { name = number, ... } in the order of the names.
local function bars_of_table(c, t)
  local out = {}
  for key, value in pairs(t) do
    if type(value) ~= "number" then
      error(("bars: '%s' is no number"):format(tostring(key)), 0)
    end
    out[#out + 1] = { label = c.shown.cell(c, c:page "show", key),
      value = value }
  end
  return out
end

--- Draws a bar for each row.
-- @param value  a set, a series, or a table of numbers by name
-- @param field  of a set: with the number, or a function that gives it
-- @param name  of a set: a field that names the rows
function M.bars(c, value, field, name)
  local kind = c.host.type(value)
  local list
  if kind == "series" then
    list = bars_of_series(c, value)
  elseif kind == "set" then
    list = bars_of_set(c, c:wrap(value), field, name)
  elseif rows.data(value) then
    list = bars_of_set(c, value, field, name)
  elseif type(value) == "table" then
    list = bars_of_table(c, value)
  else
    error("bars: a set, a series or a table of numbers is needed", 0)
  end
  if #list == 0 then return c:page "console":put(c:say "none") end
  local room = c.shown.room(c)
  local n = #list
  if n > room then
    for i = n, room + 1, -1 do list[i] = nil end
  end
  write_lines(c, terminal.bars(list, options_of(c)))
  if n > room then
    c:page "console":put(c:say("more_items", { n = n - room }, n - room),
      { style = "dim" })
  end
end

return M
