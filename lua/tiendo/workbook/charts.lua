--- A sheet of charts, one for each commitment with figures: what is observed,
-- the path needed, milestones, target and projection, as on the page. A
-- spreadsheet draws all of them when it opens, so there is an end to their
-- number, which is said.
-- @module tiendo.workbook.charts
local builder = require "tiendo.workbook.builder"
local picture = require "tiendo.picture"

local M = {}

--- Charts that a workbook has of commitments.
M.MAX = 60

-- Cells that a chart covers, and charts side by side.
local HIGH, WIDE, BESIDE = 16, 10, 2

-- Rows of charts on a page.
local ON_PAGE = 5

-- Those that need somebody come first, as on the page.
local ORDER = { "wrong_way", "off_track", "on_track", "achieved",
  "cannot_tell" }

local PARTS = {
  { part = "observed", color = 0x1C2430, has_line = true, has_marks = true },
  { part = "path", color = 0x0072B2, has_line = true, is_dashed = true },
  { part = "target", color = 0x009E73, has_line = true },
  { part = "milestone", color = 0x009E73, has_marks = true },
  { part = "projected", color = 0xD55E00, has_line = true, is_dashed = true },
}

local function series_of(b, c)
  local places, out = b.figures.places[c.code] or {}, {}
  for _, shape in ipairs(PARTS) do
    local place = places[shape.part]
    if place then
      out[#out + 1] = { name = b:say("part_" .. shape.part),
        color = shape.color, has_line = shape.has_line,
        is_dashed = shape.is_dashed, has_marks = shape.has_marks,
        names = builder.range(b.figures.sheet, b.figures.time, place.first,
          place.last),
        values = builder.range(b.figures.sheet, b.figures.value, place.first,
          place.last) }
    end
  end
  return out
end

-- A title or a name that begins with "=" would be read as a place.
local function named(b, s)
  return s and s ~= "" and b:text(s):gsub("^=", " =") or nil
end

local function add_chart(b, sheet, c, i)
  local place = b.figures.places[c.code]
  table.insert(sheet.charts, { kind = "lines",
    title = named(b, b:label(c.label)), y_name = named(b, c.picture.unit),
    x_format = "0", x_first = place.from - 1, x_last = place.till,
    text = b:text(picture.text(c.picture, b.lang)),
    row = 1 + (i - 1) // BESIDE * HIGH, column = (i - 1) % BESIDE * WIDE,
    series = series_of(b, c) })
end

local function sorted(b)
  local out = {}
  for _, class in ipairs(ORDER) do
    for _, c in ipairs(b.brief.commitments) do
      if c.class == class and c.picture and b.figures.places[c.code] then
        out[#out + 1] = c
      end
    end
  end
  return out
end

--- Adds the sheet.
function M.add(b)
  if not b.figures then return end
  local list = sorted(b)
  local n_lacking = math.max(#list - M.MAX, 0)
  local shapes = {}
  for i = 1, BESIDE * WIDE do
    shapes[i] = { width = 9, style = b:style "line" }
  end
  local sheet = b:sheet("charts", shapes)
  sheet.page_rows, sheet.is_upright = ON_PAGE * HIGH, true
  sheet.rows[1] = { b:styled(n_lacking > 0
    and b:say("charts_left_out", { n = n_lacking }, n_lacking)
    or b:say "charts_note", "note") }
  for i = 1, #list - n_lacking do add_chart(b, sheet, list[i], i) end
end

return M
