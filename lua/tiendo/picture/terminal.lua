--- Pictures for a terminal: a chart in Braille dots, bars, a row of small bars.
-- Each part has a character or a pattern of its own, so that nothing is lost
-- without colour; `ascii` draws with ASCII only.
--
--     draw(picture, { width = 80, height = 18, lang = "en", color = false,
--       ascii = false, title = true })  --> { line, ... }
--     bars({ { label = TEXT, value = nil | NUMBER }, ... },
--       { width = 80, lang = "en", color = false, ascii = false })
--       --> { line, ... }
--     spark({ 1, 2, nil, 4, n = 4 }, width)  --> "▁▃ █"
-- @module tiendo.picture.terminal
local bars = require "tiendo.picture.bars"
local canvas = require "tiendo.picture.canvas"
local layout = require "tiendo.report.layout"
local scale = require "tiendo.picture.scale"
local template = require "tiendo.template"
local text = require "tiendo.text"
local told = require "tiendo.picture.text"
local words = require "tiendo.words"

local M = {}

--- Columns below which no chart is drawn.
M.WIDTH_MIN = 40

local HEIGHT = 18
local ROWS_MIN = 5  -- of the plot, whatever the height

-- Each part's colour, as of layout.painter.
local STYLES = { observations = "bold", preliminary = "bold", path = "low",
  target = "good", milestone = "warning", projection = "high",
  spread = "dim", deadline = "info", as_of = "info" }

-- What stands for a part in a cell; dots have a sample for the legend.
local MARKS = { observations = "●", preliminary = "○", milestone = "◆",
  target = "╌", spread = "░", deadline = "┊", as_of = "▲", path = "⠒⠒ ⠒⠒",
  projection = "⠂⠂⠂⠂", axis = "│", tick = "┤", corner = "└", floor = "─",
  foot = "┬" }
local ASCII = { observations = "o", preliminary = "p", milestone = "#",
  target = "=", spread = "'", deadline = "|", as_of = "^", path = "-",
  projection = ":", line = ".", axis = "|", tick = "+", corner = "+",
  floor = "-", foot = "+" }

-- Dots that are drawn and left out of a line.
local DASHES = { path = { 4, 3 }, projection = { 1, 1 } }

local function paint_of(options)
  local paint = layout.painter(options.color)
  return function(part, s)
    if part == "line" then part = "observations" end
    return paint(STYLES[part], s)
  end
end

-- The plot ------------------------------------------------------------------

local plot = {}
plot.__index = plot

-- Dots across and down at which a time and a value stand.
function plot:x(time)
  local share = (time - self.from) / (self.to - self.from)
  return math.floor(share * (2 * self.columns - 1) + 0.5)
end

function plot:y(value)
  local share = (self.high - value) / (self.high - self.low)
  return math.floor(share * (4 * self.rows - 1) + 0.5)
end

function plot:mark(point, part, value)
  self.canvas:put(self:x(point.time) // 2,
    self:y(value or point.value) // 4, self.marks[part], part)
end

-- Lines between neighbours, where `is_joined` says so.
function plot:lines(points, layer, dash, is_joined)
  for i = 2, #points do
    local a, b = points[i - 1], points[i]
    if not is_joined or is_joined(b) then
      self.canvas:line(self:x(a.time), self:y(a.value), self:x(b.time),
        self:y(b.value), layer, dash)
    end
  end
end

local function is_joined(point)
  return not point.is_after_gap and not point.is_break
end

local function draw_observations(p, picture)
  for _, point in ipairs(picture.observations) do
    p:mark(point, point.is_preliminary and "preliminary" or "observations")
  end
  p:lines(picture.observations, "line", nil, is_joined)
end

local function draw_milestones(p, picture)
  for _, point in ipairs(picture.milestones) do
    p:mark(point, "milestone")
    if point.value_high then p:mark(point, "milestone", point.value_high) end
  end
end

local function draw_target(p, picture)
  local target = picture.target
  if not target then return end
  for _, value in ipairs { target.value, target.value_high } do
    local row = p:y(value) // 4
    for column = 0, p.columns - 1 do
      p.canvas:fill(column, row, p.marks.target, "target")
    end
  end
end

-- A value between two points at a time.
local function between(points, time, field)
  for i = 2, #points do
    local a, b = points[i - 1], points[i]
    if time <= b.time then
      return a[field] + (b[field] - a[field]) * (time - a.time)
        / (b.time - a.time)
    end
  end
  return points[#points][field]
end

local function draw_spread(p, picture)
  local points = picture.projection and picture.projection.points
  if not points then return end
  local first, last = p:x(points[1].time) // 2, p:x(points[#points].time) // 2
  for column = first, last do
    local time = p.from + (column * 2 + 0.5) / (2 * p.columns - 1)
      * (p.to - p.from)
    time = math.max(time, points[1].time)
    local top = math.max(p:y(between(points, time, "high")), 0) // 4
    local bottom = math.min(p:y(between(points, time, "low")),
      4 * p.rows - 1) // 4
    for row = top, bottom do
      p.canvas:fill(column, row, p.marks.spread, "spread")
    end
  end
end

local function draw_deadline(p, picture)
  if not picture.deadline then return end
  local column = p:x(picture.deadline.time) // 2
  for row = 0, p.rows - 1 do
    p.canvas:fill(column, row, p.marks.deadline, "deadline")
  end
end

-- What is drawn first is seen.
local function draw_parts(p, picture)
  draw_milestones(p, picture)
  draw_observations(p, picture)
  p:lines(picture.path or {}, "path", DASHES.path)
  p:lines(picture.projection and picture.projection.points or {},
    "projection", DASHES.projection)
  draw_target(p, picture)
  draw_deadline(p, picture)
  draw_spread(p, picture)
end

-- Around it -----------------------------------------------------------------

-- Which parts there are, in the order of the legend.
local function parts_of(picture)
  local parts, has = {}, {}
  for _, point in ipairs(picture.observations) do
    has[point.is_preliminary and "preliminary" or "observations"] = true
  end
  has.path, has.target = picture.path, picture.target
  has.milestone = #picture.milestones > 0
  has.projection, has.spread = picture.projection, picture.projection
  has.deadline, has.as_of = picture.deadline, scale.is_seen(picture)
  for _, part in ipairs { "observations", "preliminary", "path", "target",
    "milestone", "projection", "spread", "deadline", "as_of" } do
    if has[part] then parts[#parts + 1] = part end
  end
  return parts
end

local function legend_word(picture, part, lang)
  local word = words.get("picture", part, lang)
  if part == "target" then
    return word .. ": " .. told.bound(picture.target, lang)
  end
  local day = (part == "deadline" or part == "as_of") and picture[part].day
  return day and word .. " " .. template.format(day, "date", lang) or word
end

local function legend(picture, marks, options)
  local lines, paint = { "" }, paint_of(options)
  local used = 0
  for _, part in ipairs(parts_of(picture)) do
    local mark = text.width(marks[part]) + 1
    local word = layout.cut(legend_word(picture, part, options.lang),
      options.width - mark)
    local wide = mark + text.width(word)
    if used > 0 and used + 2 + wide > options.width then
      lines[#lines + 1], used = "", 0
    end
    lines[#lines] = lines[#lines] .. (used > 0 and "  " or "")
      .. paint(part, marks[part]) .. " " .. word
    used = used + wide + (used > 0 and 2 or 0)
  end
  return lines
end

local function notes(picture, options)
  local out = {}
  for _, s in ipairs(told.notes(picture, options.lang)) do
    for _, line in ipairs(layout.wrap(s, options.width)) do
      out[#out + 1] = line
    end
  end
  return out
end

-- Title, and the unit that the axis counts in.
local function heading(picture, options)
  local lang = options.lang
  local unit = told.axis_unit(picture, lang)
  local lines = {}
  if options.title ~= false then
    lines[1] = paint_of { color = options.color }("observations",
      layout.cut(told.title(picture, lang), options.width))
  end
  if unit then lines[#lines + 1] = layout.cut(unit, options.width) end
  return lines
end

local function axis_of(picture, rows)
  local low, high = scale.range(picture)
  return scale.values(low, high, math.max(rows // 2, 2))
end

-- The labels of the axis of values by row, and how wide they are.
local function value_labels(p, axis, factor, lang)
  local labels, wide = {}, 0
  for _, value in ipairs(axis.ticks) do
    local s = scale.number(value / factor, axis.step / factor, lang)
    labels[p:y(value) // 4] = s
    wide = math.max(wide, text.width(s))
  end
  return labels, wide
end

local function plot_of(picture, rows, options)
  local p = setmetatable({ rows = rows,
    marks = options.ascii and ASCII or MARKS }, plot)
  local axis = axis_of(picture, rows)
  p.low, p.high = axis.low, axis.high
  local factor = scale.factor(picture, options.lang)
  local labels, wide = value_labels(p, axis, factor, options.lang)
  p.gutter = wide + 1
  p.columns = options.width - p.gutter - 1
  local from, to = scale.span(picture)
  p.time = scale.time(from, to, p.columns // 8, picture.frequency)
  p.from, p.to = p.time.from, p.time.to
  p.canvas = canvas.new(p.columns, rows, options.ascii and ASCII)
  return p, labels
end

local function plot_lines(p, labels, options)
  local lines, paint = {}, paint_of(options)
  for row = 0, p.rows - 1 do
    local label = labels[row]
    lines[row + 1] = layout.pad(label or "", p.gutter - 1, true)
      .. p.marks[label and "tick" or "axis"] .. p.canvas:text(row, paint)
  end
  return lines
end

-- The axis of time: ticks, the day of the picture, and the labels that fit.
local function time_line(p, picture, options)
  local feet = {}
  for column = 1, p.columns do feet[column] = p.marks.floor end
  for _, time in ipairs(p.time.ticks) do
    feet[p:x(time) // 2 + 1] = p.marks.foot
  end
  if scale.is_seen(picture) then
    feet[p:x(picture.as_of.time) // 2 + 1] =
      paint_of(options)("as_of", p.marks.as_of)
  end
  return (" "):rep(p.gutter - 1) .. p.marks.corner .. table.concat(feet)
end

local function time_labels(p, options)
  local line, used = {}, -1
  for i, time in ipairs(p.time.ticks) do
    local label = scale.year(time, p.time.step, options.lang, i == 1)
    local wide = text.width(label)
    local at = math.min(p.gutter + p:x(time) // 2 - wide // 2,
      options.width - wide)
    if i == 1 then at = math.max(at, 0) end
    if at > used then
      line[#line + 1] = (" "):rep(at - used - 1) .. label
      used = at + wide
    end
  end
  return table.concat(line, " ")
end

local function append(list, more)
  for _, item in ipairs(more) do list[#list + 1] = item end
  return list
end

-- What is said where there is nothing to draw.
local function in_words(picture, options)
  local lines = heading(picture, options)
  append(lines, { words.get("picture", #picture.observations == 0
    and "none_observed" or "not_drawn", options.lang) })
  return append(lines, notes(picture, options))
end

local function settle(options)
  local out = {}
  for name, value in pairs(options or {}) do out[name] = value end
  out.width, out.height = out.width or 80, out.height or HEIGHT
  out.lang = out.lang or "en"
  return out
end

--- A chart as lines of text.
-- @tparam table picture
-- @tparam[opt] table options  width in columns (80), height in lines (18; more
--   where the plot would be too low), lang ("en"), color, ascii, title (true)
-- @treturn table  lines, without line ends; below WIDTH_MIN columns one that
--   says so
-- @usage terminal.draw(p, { width = 80 })[1]  --> "Infant mortality"
function M.draw(picture, options)
  options = settle(options)
  if options.width < M.WIDTH_MIN then
    return { template.say("picture", "narrow", options.lang,
      { width = options.width, least = M.WIDTH_MIN }) }
  end
  if not scale.range(picture) then return in_words(picture, options) end
  local marks = options.ascii and ASCII or MARKS
  local tail = append(legend(picture, marks, options),
    notes(picture, options))
  local lines = heading(picture, options)
  local rows = math.max(options.height - #lines - #tail - 2, ROWS_MIN)
  local p, labels = plot_of(picture, rows, options)
  draw_parts(p, picture)
  append(lines, plot_lines(p, labels, options))
  append(lines, { time_line(p, picture, options), time_labels(p, options) })
  return append(lines, tail)
end

-- Bars ----------------------------------------------------------------------

--- Horizontal bars from zero, after their labels and values.
-- @tparam table rows  { label = TEXT, value = nil | NUMBER, style = nil | name
--   of a style of layout.painter }
-- @tparam[opt] table options  width (80), lang, color, ascii
-- @treturn table  a line for each row
-- @usage terminal.bars({ { label = "3", value = 5 } }, { width = 20 })
function M.bars(rows, options)
  return bars.draw(rows, settle(options))
end

--- Values as a row of small bars, a blank for what is missing; means of
-- neighbours where there are more of them than columns.
-- @tparam table values  numbers; nil or false where one is missing, `n` of them
-- @tparam[opt] integer width  columns at most; default: as many as values
-- @treturn string  "" without values
-- @usage terminal.spark({ 1, nil, 8, n = 3 }, 10)  --> "▁ █"
function M.spark(values, width)
  return bars.spark(values, width)
end

return M
