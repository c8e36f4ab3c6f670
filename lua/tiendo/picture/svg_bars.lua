--- Drawings in SVG beside the charts: lines small enough for a table, bars, and
-- the legend of the charts.
-- @module tiendo.picture.svg_bars
local finding = require "tiendo.report.finding"
local ink = require "tiendo.picture.ink"
local layout = require "tiendo.report.layout"
local template = require "tiendo.template"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local num, pair, path, label = ink.num, ink.pair, ink.path, ink.label
local clean = finding.clean

-- Small lines ---------------------------------------------------------------

local PAD = 3 -- around the line, so that its dot fits

local function ends_of(values, n, target)
  local low, high = target, target
  for i = 1, n do
    if values[i] then
      low = math.min(low or values[i], values[i])
      high = math.max(high or values[i], values[i])
    end
  end
  return low, high
end

-- A function from a position and a value to a point.
local function placing(n, low, high, o)
  local wide, tall = o.width - 2 * PAD, o.height - 2 * PAD
  return function(i, value)
    local along = n > 1 and (i - 1) / (n - 1) or 1
    local up = high > low and (value - low) / (high - low) or 0.5
    return PAD + along * wide, PAD + (1 - up) * tall
  end
end

--- A small line; see tiendo.picture.svg.
function M.spark(values, options)
  local o = ink.settle(options, 80, 20)
  local n = values.n or #values
  if not ends_of(values, n) then return "" end
  local low, high = ends_of(values, n, o.target)
  local at = placing(n, low, high, o)
  local line, dots, last = {}, {}, nil
  for i = 1, n do
    if values[i] then
      local is_start = not values[i - 1]
      line[#line + 1] = (is_start and "M" or " ") .. pair(at(i, values[i]))
      local dot = "M" .. pair(at(i, values[i])) .. "h0"
      if is_start and not values[i + 1] then dots[#dots + 1] = dot end
      last = dot
    end
  end
  if dots[#dots] ~= last then dots[#dots + 1] = last end
  local target = o.target and ("M%d %sH%s"):format(PAD,
    num(select(2, at(1, o.target))), num(o.width - PAD)) or ""
  return ink.element("td-spark", o, ink.named(o.label)
    .. (' width="%s" height="%s"'):format(num(o.width), num(o.height)),
    ink.lines(path(ink.STROKES.target, target),
      path('stroke="#0072b2" stroke-width="1.5"', table.concat(line)),
      path(ink.STROKES.dots:gsub('"6"', '"4"'), table.concat(dots))))
end

-- Bars ----------------------------------------------------------------------

local ROW, BAR = 22, 14   -- height of a row, and of the bar in it
local LABEL_SHARE = 0.4   -- of the width, at most
local GAP = 6

local function total_of(row)
  if not row.values then return row.value end
  local sum = 0
  for _, value in ipairs(row.values) do sum = sum + value end
  return sum
end

-- Labels, values and their widths; where zero is, and the length of 1.
local function measure(rows, o)
  local m = { labels = {}, values = {}, label = 0, value = 0 }
  local low, high = 0, 0
  local room = math.floor(o.width * LABEL_SHARE / ink.CHAR)
  for i, row in ipairs(rows) do
    local total = total_of(row)
    m.labels[i] = layout.cut(clean(tostring(row.label)), room)
    m.values[i] = template.format(total, nil, o.lang)
    m.label = math.max(m.label, text.width(m.labels[i]) * ink.CHAR)
    m.value = math.max(m.value, text.width(m.values[i]) * ink.CHAR)
    low, high = math.min(low, total or 0), math.max(high, total or 0)
  end
  local wide = o.width - m.label - m.value * (low < 0 and 2 or 1) - 3 * GAP
  m.per = high > low and math.max(wide, 0) / (high - low) or 0
  m.zero = m.label + GAP + (low < 0 and m.value + GAP or 0) - low * m.per
  return m
end

local function rect(x, y, wide, fill)
  return ('<rect x="%s" y="%s" width="%s" height="%d" fill="%s"/>'):format(
    num(x), num(y), num(wide), BAR, fill)
end

-- Counts side by side, each with its number where that has room.
local function side_by_side(out, row, m, y)
  local x = m.zero
  for i, value in ipairs(row.values) do
    local wide, s = value * m.per, template.format(value, nil, "en")
    if value > 0 then
      out[#out + 1] = rect(x, y, math.max(wide - 1, 0.5), ink.FILLS[i])
      if wide > text.width(s) * ink.CHAR + 4 then
        out[#out + 1] = label(x + wide / 2, y + 11, s,
          'text-anchor="middle" font-size="11"'
          .. ((i == 1 or i == 4) and ' fill="#fff"' or ""))
      end
    end
    x = x + wide
  end
  return x
end

local function one_row(out, row, m, i, value)
  local y = (i - 1) * ROW + (ROW - BAR) / 2
  local text_y = y + 11
  local left, right = m.zero
  if row.values then
    right = side_by_side(out, row, m, y)
  else
    left = m.zero + math.min(row.value or 0, 0) * m.per
    right = m.zero + math.max(row.value or 0, 0) * m.per
    if right > left then
      out[#out + 1] = rect(left, y, right - left, ink.FILLS[1])
    end
  end
  out[#out + 1] = label(m.label, text_y, m.labels[i], 'text-anchor="end"')
  if left < m.zero then
    out[#out + 1] = label(left - GAP / 2, text_y, value, 'text-anchor="end"')
  else
    out[#out + 1] = label(right + GAP / 2, text_y, value)
  end
end

-- What the colours of counts side by side mean, below the bars.
local function key_of(o, y)
  local out, x = {}, 0
  for i, name in ipairs(o.parts or {}) do
    local wide = 18 + text.width(clean(name)) * ink.CHAR + 10
    if x > 0 and x + wide > o.width then x, y = 0, y + ROW end
    out[#out + 1] = rect(x, y + 4, 13, ink.FILLS[i])
    out[#out + 1] = label(x + 18, y + 15, clean(name))
    x = x + wide
  end
  return table.concat(out), #out > 0 and y + ROW or y
end

-- All of it in words.
local function read_out(rows, m, o)
  local list = {}
  for i, row in ipairs(rows) do
    local parts = { m.values[i] }
    for k, value in ipairs(row.values or {}) do
      local name = o.parts and o.parts[k]
      if name then
        parts[#parts + 1] = clean(name) .. " "
          .. template.format(value, nil, o.lang)
      end
    end
    list[i] = clean(tostring(row.label)) .. ": " .. table.concat(parts, ", ")
  end
  local all = table.concat(list, "; ")
  return o.label and o.label .. ". " .. all or all
end

--- Bars; see tiendo.picture.svg.
function M.bars(rows, options)
  local o = ink.settle(options, 360)
  local m, out = measure(rows, o), {}
  for i, row in ipairs(rows) do one_row(out, row, m, i, m.values[i]) end
  local key, height = key_of(o, #rows * ROW)
  o.height = height
  out[#out + 1] = path(ink.STROKES.axis, "M" .. pair(m.zero, 0) .. "v"
    .. num(#rows * ROW))
  return ink.element("td-bars", o, ink.named(read_out(rows, m, o)),
    table.concat(out) .. key)
end

-- Legend --------------------------------------------------------------------

local SAMPLE, STEP = 28, 18 -- width of a sample, and height of a line

local S = ink.STROKES

-- What is drawn for each part, from a corner on; in the order of the legend.
local SAMPLES = {
  { "observations", S.line .. ' fill="none"', "m0 9h24", S.dots,
    "m12 9h0" },
  { "preliminary", S.dots, "m12 9h0", S.holes, "m12 9h0" },
  { "path", S.path, "m0 9h24" },
  { "target", S.target, "m0 9h24" },
  { "milestone", S.milestone, "m12 4" .. ink.DIAMOND },
  { "projection", S.projection, "m0 9h24" },
  { "spread", S.spread, "m0 4h24v10h-24z" },
  { "deadline", S.deadline, "m12 1v16" },
  { "as_of", S.as_of, "m12 13" .. ink.AS_OF },
}

local function entry(sample, x, y, lang)
  local out = {}
  for i = 2, #sample, 2 do
    out[#out + 1] = path(sample[i], ("M%s%s"):format(pair(x, y),
      sample[i + 1]))
  end
  local word = words.get("picture", sample[1], lang)
  out[#out + 1] = label(x + SAMPLE, y + 13, word)
  return table.concat(out), SAMPLE + text.width(word) * ink.CHAR + 12
end

--- A legend; see tiendo.picture.svg.
function M.legend(options)
  local o = ink.settle(options, 360)
  local out, x, y = {}, 0, 0
  for i, sample in ipairs(SAMPLES) do
    local drawn, wide = entry(sample, x, y, o.lang)
    if x > 0 and x + wide > o.width then
      x, y = 0, y + STEP
      drawn = entry(sample, x, y, o.lang)
    end
    out[i], x = drawn, x + wide
  end
  o.height = y + STEP
  return ink.element("td-legend", o, ink.named(words.get("picture", "legend",
    o.lang)), table.concat(out))
end

return M
