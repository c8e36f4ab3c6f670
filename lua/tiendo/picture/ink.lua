--- What drawings in SVG are made of: numbers, paths, text, and how each part of
-- a chart looks.
-- @module tiendo.picture.ink
local xml = require "tiendo.report.xml"

local M = {}

--- Size of text, and the width of a column of it, with some room.
M.FONT, M.CHAR = 12, 6.7

-- The palette of Okabe and Ito but for its black, which is softened.
local INK, FAINT = "#444", "#ddd"
local BLUE, GREEN, VERMILION = "#0072b2", "#009e73", "#d55e00"
local PURPLE, ORANGE, SKY, YELLOW = "#cc79a7", "#e69f00", "#56b4e9", "#f0e442"

local function stroke(colour, rest)
  return ('stroke="%s"%s'):format(colour, rest and " " .. rest or "")
end

--- How the parts are drawn, as attributes.
M.STROKES = {
  grid = stroke(FAINT),
  axis = stroke(INK),
  line = stroke(BLUE, 'stroke-width="2"'),
  dots = stroke(BLUE, 'stroke-width="6" stroke-linecap="round"'),
  holes = stroke("#fff", 'stroke-width="2.6" stroke-linecap="round"'),
  path = stroke(VERMILION, 'stroke-width="1.5" stroke-dasharray="6 4"'),
  target = stroke(GREEN, 'stroke-width="1.5" stroke-dasharray="9 2 2 2"'),
  projection = stroke(PURPLE,
    'stroke-width="2" stroke-dasharray="0 4" stroke-linecap="round"'),
  deadline = stroke(INK, 'stroke-dasharray="3 2"'),
  milestone = ('fill="%s" stroke="#000"'):format(ORANGE),
  as_of = ('fill="%s"'):format(INK),
  spread = ('fill="%s" fill-opacity=".25"'):format(PURPLE),
  band = ('fill="%s" fill-opacity=".15"'):format(GREEN),
}

--- Fills for counts side by side, which differ in lightness too.
M.FILLS = { BLUE, SKY, ORANGE, VERMILION, "#bbb", YELLOW }

--- The green of the target, dark enough for text.
M.TARGET_TEXT = 'fill="#00614a"'

--- Shapes, from their upper end and from their tip.
M.DIAMOND = "l5 5-5 5-5-5z"
M.AS_OF = "l-5-8h10z"

--- A length with one decimal, without what says nothing.
-- @usage ink.num(12.04)  --> "12"
function M.num(x)
  local tenths = math.floor(math.abs(x) * 10 + 0.5)
  local sign = x < 0 and tenths > 0 and "-" or ""
  local s = ("%s%d"):format(sign, tenths // 10)
  return tenths % 10 == 0 and s or ("%s.%d"):format(s, tenths % 10)
end

local num = M.num

--- A point of a path.
function M.pair(x, y)
  return num(x) .. " " .. num(y)
end

--- A path, or nothing.
function M.path(attributes, d)
  if d == "" then return "" end
  return ('<path %s d="%s"/>'):format(attributes, d)
end

--- Paths without a fill share that attribute.
function M.lines(...)
  local inner = table.concat { ... }
  return inner == "" and "" or '<g fill="none">' .. inner .. "</g>"
end

--- A text, which may hold anything.
function M.label(x, y, s, attributes)
  return ('<text x="%s" y="%s"%s>%s</text>'):format(num(x), num(y),
    attributes and " " .. attributes or "", xml.text(s))
end

--- Options with what holds where nothing is said.
function M.settle(options, width, height)
  local out = { width = width, height = height, lang = "en", id_prefix = "" }
  for name, value in pairs(options or {}) do out[name] = value end
  return out
end

--- Attributes of what a screen reader calls by `name`, or passes over.
function M.named(name)
  if not name then return 'aria-hidden="true"' end
  return 'role="img"' .. xml.attributes { "aria-label", name }
end

--- The element around it all.
-- @tparam string class
-- @tparam table o  settled options
-- @tparam string attributes
-- @tparam string inner
function M.element(class, o, attributes, inner)
  return ('<svg%s class="%s" viewBox="0 0 %s %s" %s '
    .. 'font-family="system-ui,sans-serif" font-size="%d" fill="#222">%s</svg>')
    :format(o.is_file and ' xmlns="http://www.w3.org/2000/svg"' or "", class,
      num(o.width), num(o.height), attributes, M.FONT, inner)
end

return M
