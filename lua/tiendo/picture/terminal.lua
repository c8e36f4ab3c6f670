--- Pictures for a terminal: a chart in Braille dots, bars, a row of small bars.
-- Each part has a character or a pattern of its own, so that nothing is lost
-- without colour; `ascii` does without anything beyond ASCII.
--
--     draw(picture, { width = 80, height = 18, lang = "en", color = false,
--       ascii = false, title = true })  --> { line, ... }
--     bars({ { label = TEXT, value = nil | NUMBER }, ... },
--       { width = 80, lang = "en", color = false, ascii = false })
--       --> { line, ... }
--     spark({ 1, 2, nil, 4, n = 4 }, width)  --> "▁▃ █"
-- @module tiendo.picture.terminal
local canvas = require "tiendo.picture.canvas"
local finding = require "tiendo.report.finding"
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
local clean = finding.clean

-- Each part's colour, as of layout.painter.
local STYLES = { observations = "bold", preliminary = "bold", path = "low",
  target = "good", milestone = "warning", projection = "high",
  spread = "dim", deadline = "info", as_of = "info" }

-- What stands for a part in a cell; dots have a sample for the legend.
local MARKS = { observations = "●", preliminary = "○", milestone = "◆",
  target = "╌", spread = "░", deadline = "┊", as_of = "▲", path = "⠒⠒ ⠒⠒",
  projection = "⠂⠐⠂⠐", axis = "│", tick = "┤", corner = "└", floor = "─",
  foot = "┬" }
local ASCII = { observations = "o", preliminary = "p", milestone = "#",
  target = "=", spread = "'", deadline = "|", as_of = "^", path = "-",
  projection = ":", line = ".", axis = "|", tick = "+", corner = "+",
  floor = "-", foot = "+" }

-- Dots that are drawn and left out of a line.
local DASHES = { path = { 4, 3 }, projection = { 1, 2 } }

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
  has.deadline, has.as_of = picture.deadline, picture.as_of
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
  local entries = {}
  for i, part in ipairs(parts_of(picture)) do
    entries[i] = layout.keep(marks[part] .. " "
      .. legend_word(picture, part, options.lang))
  end
  return layout.wrap(table.concat(entries, "  "), options.width)
end

local function notes(picture, options)
  local out = {}
  for _, part in ipairs(picture.left_out) do
    local s = told.left_out(part, options.lang)
    for _, line in ipairs(layout.wrap(s, options.width)) do
      out[#out + 1] = line
    end
  end
  return out
end

-- Title, with the unit that the axis counts in.
local function heading(picture, factor_name, options)
  local lang = options.lang
  local unit = told.unit(picture, lang)
  if factor_name then unit = factor_name .. (unit and " " .. unit or "") end
  local lines = {}
  if options.title ~= false then
    lines[1] = paint_of { color = options.color }("observations",
      layout.cut(clean(words.pick(picture.title, lang) or ""), options.width))
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
  local factor, name = scale.large(math.max(math.abs(p.low),
    math.abs(p.high)), options.lang)
  local labels, wide = value_labels(p, axis, factor, options.lang)
  p.gutter = wide + 1
  p.columns = options.width - p.gutter - 1
  local from, to = scale.span(picture)
  p.time = scale.time(from, to, p.columns // 8, picture.frequency)
  p.from, p.to = p.time.from, p.time.to
  p.canvas = canvas.new(p.columns, rows, options.ascii and ASCII)
  return p, labels, name
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
local function time_lines(p, picture, options)
  local feet, labels, used = {}, {}, -1
  for column = 0, p.columns - 1 do feet[column + 1] = p.marks.floor end
  local line = {}
  for _, time in ipairs(p.time.ticks) do
    local column = p:x(time) // 2
    feet[column + 1] = p.marks.foot
    local label = scale.year(time, p.time.step, options.lang)
    local wide = text.width(label)
    local at = math.min(math.max(column - wide // 2 + p.gutter, used + 1),
      options.width - wide)
    if at > used then
      line[#line + 1] = (" "):rep(at - used - 1) .. label
      used = at + wide
      labels[#labels + 1] = label
    end
  end
  local day = picture.as_of.time
  if day >= p.from and day <= p.to then
    feet[p:x(day) // 2 + 1] = p.marks.as_of
  end
  return (" "):rep(p.gutter - 1) .. p.marks.corner .. table.concat(feet),
    table.concat(line, " ")
end

local function append(list, more)
  for _, item in ipairs(more) do list[#list + 1] = item end
  return list
end

-- What is said where there is nothing to draw.
local function in_words(picture, options)
  local lines = heading(picture, nil, options)
  append(lines, { template.say("picture", "none_observed", options.lang) })
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
  local head = heading(picture, "", options)
  local rows = math.max(options.height - #head - #tail - 2, ROWS_MIN)
  local p, labels, name = plot_of(picture, rows, options)
  draw_parts(p, picture)
  local lines = heading(picture, name, options)
  append(lines, plot_lines(p, labels, options))
  append(lines, { time_lines(p, picture, options) })
  return append(lines, tail)
end

-- Bars ----------------------------------------------------------------------

local EIGHTHS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }
local LABEL_SHARE = 0.4 -- of the width, at most
local BAR_MIN = 8

-- A bar from zero to the right, or to the left, in a field.
local function right_bar(cells, ascii)
  if ascii then return ("#"):rep(math.floor(cells + 0.5)) end
  local eighths = math.floor(cells * 8 + 0.5)
  return ("█"):rep(eighths // 8) .. (EIGHTHS[eighths % 8] or "")
end

local function left_bar(cells, ascii)
  if ascii then return ("#"):rep(math.floor(cells + 0.5)) end
  local halves = math.floor(cells * 2 + 0.5)
  return (halves % 2 == 1 and "▐" or "") .. ("█"):rep(halves // 2)
end

local function measure_bars(rows, options)
  local m = { low = 0, high = 0, label = 0, value = 0, labels = {},
    values = {} }
  local room = math.floor(options.width * LABEL_SHARE)
  for i, row in ipairs(rows) do
    m.labels[i] = layout.cut(clean(tostring(row.label)), room)
    m.values[i] = template.format(row.value, nil, options.lang)
    m.label = math.max(m.label, text.width(m.labels[i]))
    m.value = math.max(m.value, text.width(m.values[i]))
    m.low = math.min(m.low, row.value or 0)
    m.high = math.max(m.high, row.value or 0)
  end
  return m
end

--- Horizontal bars from zero, with labels before them and the values, aligned
-- at their right, between.
-- @tparam table rows  { label = TEXT, value = nil | NUMBER, style = nil | name
--   of a style of layout.painter }
-- @tparam[opt] table options  width (80), lang, color, ascii
-- @treturn table  a line for each row
-- @usage terminal.bars({ { label = "3", value = 5 } }, { width = 20 })
function M.bars(rows, options)
  options = settle(options)
  local m, lines = measure_bars(rows, options), {}
  local room = math.max(options.width - m.label - m.value - 4, BAR_MIN)
  local span = m.high - m.low
  local per = span > 0 and room / span or 0
  local left = math.ceil(-m.low * per - 1e-9)
  if left > 0 and span > 0 then per = math.min(per, (room - left) > 0
    and m.high > 0 and (room - left) / m.high or per) end
  local zero = options.ascii and "|" or "│"
  local paint = layout.painter(options.color)
  for i, row in ipairs(rows) do
    local value, bar = row.value or 0, ""
    if value < 0 then
      bar = left_bar(-value * per, options.ascii)
      bar = layout.pad(bar, left, true)
    else
      bar = (" "):rep(left)
    end
    local after = value > 0 and right_bar(value * per, options.ascii) or ""
    lines[i] = (layout.pad(m.labels[i], m.label) .. "  "
      .. layout.pad(m.values[i], m.value, true) .. " "
      .. paint(row.style, bar) .. zero .. paint(row.style, after))
  end
  return lines
end

-- Small bars ----------------------------------------------------------------

local LEVELS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local NO_VALUE = " "

-- The mean of those of values[from .. to] that are there.
local function mean_of(values, from, to)
  local sum, n = 0, 0
  for i = from, to do
    if values[i] then sum, n = sum + values[i], n + 1 end
  end
  return n > 0 and sum / n or nil
end

-- As many values as there are columns, means of neighbours if they are more.
local function thin(values, n, width)
  if n <= width then return values, n end
  local out = {}
  for i = 1, width do
    out[i] = mean_of(values, (i - 1) * n // width + 1, i * n // width)
  end
  return out, width
end

--- Values as a row of small bars, a blank for what is missing; means of
-- neighbours where there are more of them than columns.
-- @tparam table values  numbers; nil or false where one is missing, `n` of them
-- @tparam[opt] integer width  columns at most; default: as many as values
-- @treturn string  "" without values
-- @usage terminal.spark({ 1, nil, 8, n = 3 }, 10)  --> "▁ █"
function M.spark(values, width)
  local list, n = thin(values, values.n or #values,
    width or math.huge)
  local low, high
  for i = 1, n do
    if list[i] then
      low, high = math.min(low or list[i], list[i]),
        math.max(high or list[i], list[i])
    end
  end
  local out = {}
  for i = 1, n do
    local share = list[i] and high > low and (list[i] - low) / (high - low)
    out[i] = list[i] and LEVELS[math.min(math.floor((share or 0) * #LEVELS),
      #LEVELS - 1) + 1] or NO_VALUE
  end
  return low and table.concat(out) or ""
end

return M
