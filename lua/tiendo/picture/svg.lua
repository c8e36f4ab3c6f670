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
local finding = require "tiendo.report.finding"
local scale = require "tiendo.picture.scale"
local template = require "tiendo.template"
local text = require "tiendo.text"
local told = require "tiendo.picture.text"
local words = require "tiendo.words"
local xml = require "tiendo.report.xml"

local M = {}

local WIDTH, HEIGHT = 360, 220
local FONT = 12       -- size of text
local CHAR = 6.7      -- width of a digit at that size, with some room
local TOP, BOTTOM, RIGHT = 32, 24, 18
local MARKERS_MAX = 60 -- observations with a dot each

local INK, FAINT = "#444", "#ddd"
local BLUE, GREEN, VERMILION = "#0072b2", "#009e73", "#d55e00"
local PURPLE, ORANGE = "#cc79a7", "#e69f00"

-- Strokes of the parts, shared by chart and legend.
local STROKES = {
  line = ('stroke="%s" stroke-width="2"'):format(BLUE),
  path = ('stroke="%s" stroke-width="1.5" stroke-dasharray="6 4"')
    :format(VERMILION),
  target = ('stroke="%s" stroke-width="1.5" stroke-dasharray="9 2 2 2"')
    :format(GREEN),
  projection = ('stroke="%s" stroke-width="2" stroke-dasharray="0 4" '
    .. 'stroke-linecap="round"'):format(PURPLE),
  deadline = ('stroke="%s" stroke-dasharray="3 2"'):format(INK),
  dots = ('stroke="%s" stroke-width="6" stroke-linecap="round"'):format(BLUE),
  holes = 'stroke="#fff" stroke-width="2.6" stroke-linecap="round"',
  milestone = ('fill="%s" stroke="#000"'):format(ORANGE),
  as_of = ('fill="%s"'):format(INK),
  spread = ('fill="%s" fill-opacity=".25"'):format(PURPLE),
  band = ('fill="%s" fill-opacity=".15"'):format(GREEN),
}

-- Numbers and points --------------------------------------------------------

-- A length with one decimal, without what says nothing.
local function num(x)
  local tenths = math.floor(math.abs(x) * 10 + 0.5)
  local sign = x < 0 and tenths > 0 and "-" or ""
  local s = ("%s%d"):format(sign, tenths // 10)
  return tenths % 10 == 0 and s or ("%s.%d"):format(s, tenths % 10)
end

local function pair(x, y)
  return num(x) .. " " .. num(y)
end

local function path(attributes, d)
  if d == "" then return "" end
  return ('<path %s d="%s"/>'):format(attributes, d)
end

-- Paths without a fill share the attribute.
local function lines(...)
  local inner = table.concat { ... }
  return inner == "" and "" or '<g fill="none">' .. inner .. "</g>"
end

local function label(x, y, s, attributes)
  return ('<text x="%s" y="%s"%s>%s</text>'):format(num(x), num(y),
    attributes and " " .. attributes or "", xml.text(s))
end

local function words_of(part, lang)
  return words.get("picture", part, lang)
end

local clean = finding.clean

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
        .. "l5 5-5 5-5-5z"
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
  p.factor, p.factor_name = scale.large(math.max(math.abs(p.low),
    math.abs(p.high)), o.lang)
  local widest = 0
  for _, value in ipairs(p.values.ticks) do
    widest = math.max(widest, text.width(p:number(value, o.lang)))
  end
  p.left = math.ceil(widest * CHAR) + 8
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
  return path(('stroke="%s"'):format(FAINT), table.concat(grid)),
    '<g text-anchor="end">' .. table.concat(out) .. "</g>"
end

local function time_axis(p, o)
  local ticks, out = {}, {}
  local bottom = p.top + p.tall
  for i, time in ipairs(p.time.ticks) do
    ticks[i] = "M" .. pair(p:x(time), bottom) .. "v4"
    out[i] = label(p:x(time), bottom + 17, scale.year(time, p.time.step,
      o.lang))
  end
  local line = level(p, p.low) .. table.concat(ticks)
  return path(('stroke="%s"'):format(INK), line),
    label(2, bottom + 17, words_of("year", o.lang))
      .. '<g text-anchor="middle">' .. table.concat(out) .. "</g>"
end

local function unit_label(picture, p, o)
  local unit = told.unit(picture, o.lang)
  if p.factor_name then
    unit = p.factor_name .. (unit and " " .. unit or "")
  end
  return unit and label(2, 12, unit) or ""
end

-- Labels in the plot --------------------------------------------------------

-- "< 10", or both ends of a range.
local function bound(target, lang)
  local number = template.format(target.value, nil, lang)
  if target.value_high then
    return number .. "–" .. template.format(target.value_high, nil, lang)
  end
  local sign = words.get("choice", target.comparator, lang)
  return (sign and target.comparator ~= "=") and sign .. " " .. number
    or number
end

local function plot_labels(picture, p, o)
  local out, target, list = {}, picture.target, picture.observations
  local right = o.width - RIGHT - 3
  if target then
    out[1] = label(right, p:y(target.value_high or target.value) - 4,
      bound(target, o.lang), ('text-anchor="end" fill="%s"'):format("#006b4f"))
  end
  local last = list[#list]
  if last then
    out[#out + 1] = label(p:x(last.time), p:y(last.value) - 8,
      template.format(last.value, nil, o.lang), 'text-anchor="middle"')
  end
  if picture.deadline then
    out[#out + 1] = label(math.min(p:x(picture.deadline.time) + RIGHT,
      o.width - 2), p.top - 5,
      template.format(picture.deadline.day, "date", o.lang),
      'text-anchor="end"')
  end
  return '<g stroke="#fff" stroke-width="3" paint-order="stroke">'
    .. table.concat(out) .. "</g>"
end

-- Charts --------------------------------------------------------------------

local function as_of_mark(picture, p)
  local time = picture.as_of.time
  if time < p.from or time > p.to then return "" end
  return path(STROKES.as_of, "M" .. pair(p:x(time), p.top + p.tall)
    .. "l-5 8h10z")
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
    lines(grid, axis, path(STROKES.deadline, deadline),
      path(STROKES.target, target),
      path(STROKES.path, p:polyline(picture.path or {})),
      path(STROKES.projection, p:polyline(inside(p, points))),
      path(STROKES.line, p:polyline(list)),
      path(STROKES.dots, dots(p, list)),
      path(STROKES.holes, dots(p, list, "is_preliminary"))),
    path(STROKES.milestone, diamonds(p, picture.milestones)),
    as_of_mark(picture, p),
    unit_label(picture, p, o), value_labels, time_labels,
    plot_labels(picture, p, o),
  }
end

local function settle(options, width, height)
  options = options or {}
  return { width = options.width or width, height = options.height or height,
    lang = options.lang or "en", id_prefix = options.id_prefix or "",
    label = options.label, is_file = options.is_file }
end

-- The element around it. Without a name it is for the eye only.
local function element(class, o, name, inner)
  return ('<svg%s class="%s" viewBox="0 0 %s %s" %s '
    .. 'font-family="system-ui,sans-serif" font-size="%d" fill="#222">%s</svg>')
    :format(o.is_file and ' xmlns="http://www.w3.org/2000/svg"' or "", class,
      num(o.width), num(o.height), name, FONT, inner)
end

--- A chart.
-- @tparam table picture  as of tiendo.picture
-- @tparam[opt] table options  width (360), height (220), lang ("en"),
--   id_prefix, is_file
-- @treturn string
function M.svg(picture, options)
  local o = settle(options, WIDTH, HEIGHT)
  local id = xml.text(o.id_prefix)
  local head = ('<title id="%st">%s</title><desc id="%sd">%s</desc>')
    :format(id, xml.text(clean(words.pick(picture.title, o.lang) or "")), id,
      xml.text(told.of(picture, o.lang)))
  local inner
  if scale.range(picture) then
    inner = drawn(picture, plot_of(picture, o), o)
  else
    o.height = 24
    inner = label(2, 16, template.say("picture", "none_observed", o.lang))
  end
  return element("td-chart", o,
    ('role="img" aria-labelledby="%st %sd"'):format(id, id), head .. inner)
end

return M
