--- Bars on a terminal: a row for each of some numbers, or a small bar for each
-- of many in one row.
-- @module tiendo.picture.bars
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local template = require "tiendo.template"
local text = require "tiendo.text"

local M = {}

local LABEL_SHARE = 0.4 -- of the width, at most
local BAR_MIN = 8       -- columns of the longest bars, whatever the width
local GAPS = 4          -- columns between label, value and bars

local EIGHTHS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

-- Bars are as long as their value to a share of a cell; a value that is not 0
-- has a bar.
local function right_bar(cells, is_ascii)
  if cells <= 0 then return "" end
  if is_ascii then return ("#"):rep(math.max(math.floor(cells + 0.5), 1)) end
  local eighths = math.max(math.floor(cells * 8 + 0.5), 1)
  return ("█"):rep(eighths // 8) .. (EIGHTHS[eighths % 8] or "")
end

local function left_bar(cells, is_ascii)
  if cells <= 0 then return "" end
  if is_ascii then return ("#"):rep(math.max(math.floor(cells + 0.5), 1)) end
  local halves = math.max(math.floor(cells * 2 + 0.5), 1)
  return (halves % 2 == 1 and "▐" or "") .. ("█"):rep(halves // 2)
end

-- Labels and values as they are written, their widths, and the least and the
-- greatest value, 0 among them.
local function measure(rows, options)
  local m = { low = 0, high = 0, label = 0, value = 0, labels = {},
    values = {} }
  local room = math.floor(options.width * LABEL_SHARE)
  for i, row in ipairs(rows) do
    m.labels[i] = layout.cut(finding.clean(tostring(row.label)), room)
    m.values[i] = template.format(row.value, nil, options.lang)
    m.label = math.max(m.label, text.width(m.labels[i]))
    m.value = math.max(m.value, text.width(m.values[i]))
    m.low = math.min(m.low, row.value or 0)
    m.high = math.max(m.high, row.value or 0)
  end
  return m
end

-- Columns left of zero, and columns for a value of 1 on either side: the bars
-- of both sides fit side by side.
local function place(m, options)
  local room = math.max(options.width - m.label - m.value - GAPS, BAR_MIN)
  local span = m.high - m.low
  if span == 0 then return 0, 0 end
  local left = math.ceil(room * -m.low / span - 1e-9)
  local per = m.high > 0 and (room - left) / m.high or math.huge
  if m.low < 0 then per = math.min(per, left / -m.low) end
  return left, per
end

--- Horizontal bars; see tiendo.picture.terminal.
function M.draw(rows, options)
  local m = measure(rows, options)
  local left, per = place(m, options)
  local paint = layout.painter(options.color)
  local zero = options.ascii and "|" or "│"
  local lines = {}
  for i, row in ipairs(rows) do
    local cells = (row.value or 0) * per
    local before = left_bar(-cells, options.ascii)
    lines[i] = ("%s  %s %s%s%s%s"):format(layout.pad(m.labels[i], m.label),
      layout.pad(m.values[i], m.value, true),
      (" "):rep(left - text.width(before)), paint(row.style, before), zero,
      paint(row.style, right_bar(cells, options.ascii)))
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

local function ends_of(list, n)
  local low, high
  for i = 1, n do
    if list[i] then
      low = math.min(low or list[i], list[i])
      high = math.max(high or list[i], list[i])
    end
  end
  return low, high
end

local function level(value, low, high)
  local share = high > low and (value - low) / (high - low) or 0
  return LEVELS[math.min(math.floor(share * #LEVELS), #LEVELS - 1) + 1]
end

--- Small bars in one row; see tiendo.picture.terminal.
function M.spark(values, width)
  local list, n = thin(values, values.n or #values, width or math.huge)
  local low, high = ends_of(list, n)
  local out = {}
  for i = 1, n do
    out[i] = list[i] and level(list[i], low, high) or NO_VALUE
  end
  return low and table.concat(out) or ""
end

return M
