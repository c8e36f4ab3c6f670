--- Pictures for a page: a chart, a small line for a table, bars, and a legend,
-- each as one <svg> element to stand in HTML. Nothing is referred to from
-- outside, there is no script and no style element; what matters in print is in
-- attributes, and classes (td-chart, td-spark, td-bars, td-legend) are there
-- for the page to set sizes.
--
--     svg(picture, { width = 360, height = 220, lang = "en",
--       id_prefix = "c1-" })              --> "<svg ...>...</svg>"
--     spark({ 1, nil, 3, n = 3 }, { width = 80, height = 20, label = TEXT })
--     bars({ { label = TEXT, value = NUMBER }, ... }, { width = 360,
--       lang = "en", label = TEXT })
--     legend({ width = 360, lang = "en" })
--
-- Sizes are in units of the view box, which the page scales: at 360 the text is
-- as large as that of a page on a phone. Ids are made of `id_prefix`, which
-- must differ for each chart of a page. `is_file` adds the name space that a
-- file of its own needs.
--
-- Colours are those of Okabe and Ito (Color Universal Design, 2008), and each
-- part has a shape or a dash of its own besides.
-- @module tiendo.picture.svg
local bars = require "tiendo.picture.svg_bars"
local ink = require "tiendo.picture.ink"
local layout = require "tiendo.report.layout"
local scale = require "tiendo.picture.scale"
local template = require "tiendo.template"
local text = require "tiendo.text"
local told = require "tiendo.picture.text"
local words = require "tiendo.words"
local xml = require "tiendo.report.xml"

local M = {}

local WIDTH, HEIGHT = 360, 220
local TOP, BOTTOM, RIGHT = 32, 24, 18
local MARKERS_MAX = 60 -- observations with a dot each

local STROKES = ink.STROKES
local num, pair, path, label = ink.num, ink.pair, ink.path, ink.label

-- The plot ------------------------------------------------------------------

local plot = {}
plot.__index = plot

function plot:x(time)
  return self.left + (time - self.from) / (self.to - self.from) * self.wide
end

function plot:y(value)
  local v = math.min(math.max(value, self.low), self.high)
  return self.top + (self.high - v) / (self.high - self.low) * self.tall
end

function plot:at(point, field)
  return pair(self:x(point.time), self:y(point[field or "value"]))
end

-- A line through points, cut where it leaves the range of values.
local function inside(p, points)
  local out = {}
  for i, b in ipairs(points) do
    local a = points[i - 1]
    local edge = b.value > p.high and p.high or b.value < p.low and p.low
    if edge then
      if a then
        local share = (edge - a.value) / (b.value - a.value)
        out[#out + 1] = { time = a.time + (b.time - a.time) * share,
          value = edge }
      end
      break
    end
    out[#out + 1] = b
  end
  return out
end

function plot:polyline(points)
  local out = {}
  for i, point in ipairs(points) do
    local is_start = i == 1 or point.is_after_gap or point.is_break
    out[i] = (is_start and "M" or " ") .. self:at(point)
  end
  return table.concat(out)
end

local function dots(p, points, wanted)
  local out = {}
  for i, point in ipairs(points) do
    local after = points[i + 1]
    local is_alone = (i == 1 or point.is_after_gap or point.is_break)
      and (not after or after.is_after_gap or after.is_break)
    local is_shown = #points <= MARKERS_MAX or is_alone or not after
    if is_shown and (not wanted or point[wanted]) then
      out[#out + 1] = "M" .. p:at(point) .. "h0"
    end
  end
  return table.concat(out)
end

local function diamonds(p, points)
  local out = {}
  for _, point in ipairs(points) do
    for _, value in ipairs { point.value, point.value_high } do
      out[#out + 1] = "M" .. pair(p:x(point.time), p:y(value) - 5)
        .. ink.DIAMOND
    end
  end
  return table.concat(out)
end

local function spread(p, points)
  local there, back = {}, {}
  for i, point in ipairs(points) do
    there[i] = p:at(point, "high")
    back[#points + 1 - i] = p:at(point, "low")
  end
  return "M" .. table.concat(there, " ") .. " " .. table.concat(back, " ")
    .. "z"
end

local function level(p, value)
  return "M" .. pair(p.left, p:y(value)) .. "h" .. num(p.wide)
end

local function target_lines(p, target)
  if not target then return "", "" end
  local d = level(p, target.value)
  if not target.value_high then return "", d end
  local band = "M" .. pair(p.left, p:y(target.value)) .. "h" .. num(p.wide)
    .. "V" .. num(p:y(target.value_high)) .. "H" .. num(p.left) .. "z"
  return path(STROKES.band, band), d .. level(p, target.value_high)
end

-- Axes ----------------------------------------------------------------------

local function plot_of(picture, o)
  local p = setmetatable({ top = TOP, tall = o.height - TOP - BOTTOM }, plot)
  local low, high = scale.range(picture)
  p.values = scale.values(low, high, math.max(p.tall // 30, 2))
  p.low, p.high = p.values.low, p.values.high
  p.factor = scale.factor(picture, o.lang)
  local widest = 0
  for _, value in ipairs(p.values.ticks) do
    widest = math.max(widest, text.width(p:number(value, o.lang)))
  end
  p.left = math.ceil(widest * ink.CHAR) + 8
  p.wide = o.width - p.left - RIGHT
  local from, to = scale.span(picture)
  p.time = scale.time(from, to, p.wide // 48, picture.frequency)
  p.from, p.to = p.time.from, p.time.to
  return p
end

function plot:number(value, lang)
  return scale.number(value / self.factor, self.values.step / self.factor,
    lang)
end

local function value_axis(p, lang)
  local grid, out = {}, {}
  for i, value in ipairs(p.values.ticks) do
    grid[i] = level(p, value)
    out[i] = label(p.left - 5, p:y(value) + 4, p:number(value, lang))
  end
  return path(STROKES.grid, table.concat(grid)),
    '<g text-anchor="end">' .. table.concat(out) .. "</g>"
end

local function time_axis(p, o)
  local ticks, out = {}, {}
  local bottom = p.top + p.tall
  for i, time in ipairs(p.time.ticks) do
    ticks[i] = "M" .. pair(p:x(time), bottom) .. "v4"
    local s = scale.year(time, p.time.step, o.lang, i == 1)
    local is_cut = p:x(time) < text.width(s) * ink.CHAR / 2
    out[i] = label(is_cut and 0 or p:x(time), bottom + 17, s,
      is_cut and 'text-anchor="start"' or nil)
  end
  local line = level(p, p.low) .. table.concat(ticks)
  return path(STROKES.axis, line),
    '<g text-anchor="middle">' .. table.concat(out) .. "</g>"
end

local function unit_label(picture, o)
  local unit = told.axis_unit(picture, o.lang)
  if not unit then return "" end
  return label(2, 12, (layout.cut(unit, math.floor(o.width / ink.CHAR))))
end

-- Labels in the plot --------------------------------------------------------

-- A value as the axis counts it, with few digits.
function plot:short(value, lang)
  return template.format(tonumber(("%.4g"):format(value / self.factor)), nil,
    lang)
end

-- "< 10", or both ends of a range.
local function bound(p, target, lang)
  local number = p:short(target.value, lang)
  if target.value_high then
    return number .. "–" .. p:short(target.value_high, lang)
  end
  local sign = words.get("choice", target.comparator, lang)
  return (sign and target.comparator ~= "=") and sign .. " " .. number
    or number
end

-- A text around a place, moved to where it is neither cut nor on the labels of
-- the axis.
local function centred(p, x, y, s, o)
  local half = text.width(s) * ink.CHAR / 2
  return label(math.max(math.min(x, o.width - half), p.left + half), y, s,
    'text-anchor="middle"')
end

-- On the left, or on the right where the first figure stands in its way.
local function target_label(picture, p, o)
  local target, first = picture.target, picture.observations[1]
  local y = p:y(target.value_high or target.value) - 4
  local is_taken = first and math.abs(p:y(first.value) - y) < ink.FONT
  return label(is_taken and p.left + p.wide - 4 or p.left + 4, y,
    bound(p, target, o.lang),
    ink.TARGET_TEXT .. (is_taken and ' text-anchor="end"' or ""))
end

local function plot_labels(picture, p, o)
  local out, list = {}, picture.observations
  if picture.target then out[1] = target_label(picture, p, o) end
  local last = list[#list]
  if last then
    out[#out + 1] = centred(p, p:x(last.time), p:y(last.value) - 8,
      p:short(last.value, o.lang), o)
  end
  if picture.deadline then
    out[#out + 1] = centred(p, p:x(picture.deadline.time), p.top - 5,
      template.format(picture.deadline.day, "date", o.lang), o)
  end
  return '<g stroke="#fff" stroke-width="3" paint-order="stroke">'
    .. table.concat(out) .. "</g>"
end

-- Charts --------------------------------------------------------------------

local function as_of_mark(picture, p)
  if not scale.is_seen(picture) then return "" end
  return path(STROKES.as_of, "M" .. pair(p:x(picture.as_of.time),
    p.top + p.tall) .. ink.AS_OF)
end

local function drawn(picture, p, o)
  local points = picture.projection and picture.projection.points or {}
  local list = picture.observations
  local grid, value_labels = value_axis(p, o.lang)
  local axis, time_labels = time_axis(p, o)
  local band, target = target_lines(p, picture.target)
  local deadline = picture.deadline and "M"
    .. pair(p:x(picture.deadline.time), p.top) .. "v" .. num(p.tall) or ""
  return table.concat {
    band, #points > 0 and path(STROKES.spread, spread(p, points)) or "",
    ink.lines(grid, axis, path(STROKES.deadline, deadline),
      path(STROKES.target, target),
      path(STROKES.path, p:polyline(picture.path or {})),
      path(STROKES.projection, p:polyline(inside(p, points))),
      path(STROKES.line, p:polyline(list)),
      path(STROKES.dots, dots(p, list)),
      path(STROKES.holes, dots(p, list, "is_preliminary"))),
    path(STROKES.milestone, diamonds(p, picture.milestones)),
    as_of_mark(picture, p),
    unit_label(picture, o), value_labels, time_labels,
    plot_labels(picture, p, o),
  }
end

--- A chart.
-- @tparam table picture  as of tiendo.picture
-- @tparam[opt] table options  width (360), height (220), lang ("en"),
--   id_prefix, is_file
-- @treturn string
function M.svg(picture, options)
  local o = ink.settle(options, WIDTH, HEIGHT)
  local id = xml.text(o.id_prefix)
  local head = ('<title id="%st">%s</title><desc id="%sd">%s</desc>')
    :format(id, xml.text(told.title(picture, o.lang)), id,
      xml.text(told.of(picture, o.lang)))
  local inner
  if scale.range(picture) then
    inner = drawn(picture, plot_of(picture, o), o)
  else
    o.height = 24
    inner = label(2, 16, words.get("picture",
      #picture.observations == 0 and "none_observed" or "not_drawn", o.lang))
  end
  return ink.element("td-chart", o,
    ('role="img" aria-labelledby="%st %sd"'):format(id, id), head .. inner)
end

--- A small line for a cell of a table, with gaps and a dot at its end.
-- @tparam table values  numbers; nil or false where one is missing, `n` of them
-- @tparam[opt] table options  width (80), height (20), target: a value at which
--   a line is drawn; label: what a screen reader says, without one nothing
-- @treturn string  "" without values
-- @usage svg.spark({ 1, nil, 3, n = 3 }, { label = "1 to 3" })
M.spark = bars.spark

--- Horizontal bars from zero, with labels before them and values behind; of
-- several counts a row, side by side in the order of `parts`.
-- @tparam table rows  { label = TEXT, value = nil | NUMBER }, or { label =
--   TEXT, values = { NUMBER, ... } }, none of them negative
-- @tparam[opt] table options  width (360), lang, label: what they count; parts:
--   names of the values of a row, at most 6
-- @treturn string
-- @usage svg.bars({ { label = "3", value = 5 } }, { label = "Findings" })
M.bars = bars.bars

--- What each mark of a chart means; one for all charts of a page.
-- @tparam[opt] table options  width (360), lang
-- @treturn string
M.legend = bars.legend

return M
