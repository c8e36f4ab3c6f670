--- The report as a workbook: plain tables that say what stands in which cell,
-- and nothing of a file. The same brief as the page's, a sheet for each part:
--
--     book = {
--       title, subject, author, keywords, comments,   -- texts, of the plan
--       made = DAY,                     -- as_of: there is no other clock
--       styles = { { format = nil | "#,##0", size = nil | n, color = nil |
--         0xRRGGBB, background, is_bold, is_italic, is_wrapped, is_left,
--         is_right, is_head }, ... },
--       sheets = { { name, columns = { { width, style }, ... },
--         rows = { { CELL, ..., height = nil | in points }, ... },
--         frozen_rows, frozen_columns, pages_wide, page_rows, is_upright,
--         filter_head, filter_last,     -- rows, from 0; none: no filter
--         charts = { CHART, ... } }, ... },
--       charts = { CHART, ... },        -- with sheets of their own
--     }
--     CELL = VALUE | { VALUE, style, url, sheet = NAME it leads to }
--     VALUE = false | text | number | DAY
--     CHART = { kind = "bars" | "lines", title, x_name, y_name, x_format,
--       y_format, x_first, x_last, text, sheet = nil | NAME, row, column,
--       series = { { name, names = RANGE, values = RANGE, color, has_line,
--       is_dashed, has_marks }, ... } }
--     RANGE = { sheet = NAME, column, first, last }   -- from 0
--
-- A style is a place in `styles`, from 1; the column's is the standard.
-- @module tiendo.workbook
local brief = require "tiendo.brief"
local builder = require "tiendo.workbook.builder"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

-- In the order of the sheets; each module has a function `add`.
local PARTS = { "summary", "goals", "agencies", "calendar", "due", "findings",
  "resolved", "waivers", "commitments", "figures", "checks", "gaps", "sources" }

local function properties(b)
  local plan = b.brief.plan
  local title = plan and b:label(plan.title) or ""
  local say = function(key, values)
    return b:text(template.say("brief", key, b.lang, values))
  end
  b.book.title = title ~= "" and say("titled", { plan = title }) or say "title"
  b.book.subject = plan and b:text(plan.number or plan.code) or nil
  b.book.author = plan and plan.issuer and b:text(b:label(plan.issuer)) or nil
  b.book.comments = b:text(b:say("made", { version = b.brief.tiendo,
    day = b:show(b.brief.as_of, "date") }))
  b.book.made = b.brief.as_of
end

--- Describes the workbook of a request.
-- @tparam table request  as of tiendo.brief
-- @tparam table options  `lang`, and `rows` that a sheet holds (1,048,576)
-- @treturn table|nil
-- @treturn string  why there is none
function M.of(request, options)
  if not words.has(options.lang) then
    return nil, ("unknown language '%s'; there are %s"):format(options.lang,
      table.concat(words.LANGS, ", "))
  end
  return M.from(brief.of(request), options)
end

--- The same from a brief.
function M.from(of, options)
  local b = builder.new(of, options)
  properties(b)
  for _, part in ipairs(PARTS) do
    require("tiendo.workbook." .. part).add(b)
  end
  require("tiendo.workbook.charts").add(b)
  require("tiendo.workbook.summary").finish(b)
  return b.book
end

return M
