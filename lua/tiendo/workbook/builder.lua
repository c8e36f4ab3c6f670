--- A workbook under way: its brief, its language, how its cells look, and what
-- its sheets do in one way: tables with heads that stay in sight and filter,
-- what is too much for a sheet or a cell cut and counted.
-- @module tiendo.workbook.builder
local date = require "tiendo.date"
local detail = require "tiendo.report.detail"
local look = require "tiendo.workbook.look"
local template = require "tiendo.template"
local size = require "tiendo.workbook.size"
local text = require "tiendo.workbook.text"
local words = require "tiendo.words"

local M = {}

--- Rows of a sheet.
M.ROWS = 1048576

-- A reader of spreadsheets counts days from 1900 on, and its first two months
-- wrongly.
local FIRST_YEAR = 1901

local builder = {}
builder.__index = builder

--- A workbook without sheets; options: `lang`, `rows`.
function M.new(brief, options)
  local self = setmetatable({
    brief = brief, lang = options.lang, rows = options.rows or M.ROWS,
    book = { styles = {}, sheets = {}, charts = {} }, style_at = {},
  }, builder)
  self.told = detail.page({ plan = brief.plan, agencies = {} },
    { lang = options.lang, width = 80 }, function() end)
  return self
end

-- Words ---------------------------------------------------------------------

--- A phrase of the workbook, or else of the report, in its language.
function builder:say(key, values, n)
  local group = words.get("workbook", key, self.lang) and "workbook" or "brief"
  return template.say(group, key, self.lang, values, n)
end

--- A word; see words.get.
function builder:word(group, key)
  return words.get(group, key, self.lang)
end

--- A value as text; see template.format.
function builder:show(value, format)
  return template.format(value, format, self.lang)
end

--- One text of a pair, "" if there is none.
function builder:label(pair)
  return words.pick(pair, self.lang) or ""
end

--- The name of an agency, goal or target; its code where it has none.
function builder:name(kind, code)
  local pair = code and self.brief.names[kind][code]
  return pair and self:label(pair) or code
end

--- The name of a sheet.
function builder:sheet_name(id)
  return self:say("sheet_" .. id)
end

-- Cells ---------------------------------------------------------------------

--- Text as a cell holds it.
function builder:text(s)
  return text.cell(s, self.lang)
end

--- The place of a style in the book.
-- @tparam string name  of tiendo.workbook.look
function builder:style(name)
  if not self.style_at[name] then
    table.insert(self.book.styles, look.of(name, self.lang))
    self.style_at[name] = #self.book.styles
  end
  return self.style_at[name]
end

--- A text in a style.
function builder:styled(s, name)
  return { self:text(s), style = self:style(name) }
end

--- A number; nothing where there is none.
-- @tparam number n
-- @tparam[opt] string name  style; else whole numbers and others have their own
function builder:number(n, name)
  if not n then return false end
  if n ~= n or n == math.huge or n == -math.huge then
    return self:text(self:show(n))
  end
  return { n, style = self:style(name or n == n // 1 and "whole" or "number") }
end

--- A share, shown in per cent.
function builder:share(n)
  return self:number(n, "share")
end

--- A day; as text where a spreadsheet has no such day.
function builder:day(day)
  if not day then return false end
  local value = type(day) == "string" and date.of(day) or day
  if value.year < FIRST_YEAR then return self:text(self:show(day, "date")) end
  return { value, style = self:style "day" }
end

--- A period: a year as a number.
function builder:period(period)
  local s = period and tostring(period)
  if not s then return false end
  if s:find "^%d%d%d%d$" then
    return { tonumber(s), style = self:style "year" }
  end
  return self:text(self:show(period, "date"))
end

--- A code that counts, such as a goal's, as the number that it is.
function builder:code(code)
  if not code then return false end
  if code:find "^[1-9]%d?%d?%d?$" then
    return { tonumber(code), style = self:style "code" }
  end
  return self:text(code)
end

--- A source by its name, with its address under it.
function builder:source(code)
  if not code then return false end
  local source, plan = self.brief.source_of[code], self.brief.plan
  local name = plan and plan.code == code and plan.number
    or source and source.title ~= "" and source.title or code
  return self:link(name, source and source.url)
end

--- A text that leads to an address; without one where that is none.
function builder:link(s, url)
  local address = url and text.address(url)
  if not address then return self:text(s) end
  return { self:text(s), url = address, style = self:style "link" }
end

--- Yes or nothing.
function builder:mark(is_so)
  return is_so and self:text(self:show(true)) or false
end

-- Sheets --------------------------------------------------------------------

-- A sheet holds no more links than that; further ones are text.
local LINKS = 65530

local function without_links(rows)
  local n = 0
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do
      if type(cell) == "table" and cell.url then
        n = n + 1
        if n > LINKS then row[i] = cell[1] end
      end
    end
  end
end

--- A sheet without rows; `columns` as of tiendo.workbook.
function builder:sheet(id, columns)
  local sheet = { id = id, name = self:sheet_name(id), columns = columns,
    rows = {}, charts = {} }
  table.insert(self.book.sheets, sheet)
  return sheet
end

local function columns_of(self, columns)
  local out, heads = {}, {}
  for i, column in ipairs(columns) do
    out[i] = { width = column.width or 12,
      style = self:style(column.style or "text") }
    heads[i] = self:styled(column.head, "head")
  end
  return out, heads
end

-- What stands first in a column.
local function first_cell(sheet, column)
  for i = 2, #sheet.rows do
    if sheet.rows[i][column] then return sheet.rows[i][column] end
  end
end

-- Heads stand over what is below them: numbers and days on the right.
local function align_heads(self, sheet)
  for i, head in ipairs(sheet.rows[1]) do
    local cell = first_cell(sheet, i)
    local is_right = type(cell) == "table" and type(cell[1]) ~= "string"
      and cell.style ~= self.style_at.code
    if is_right then head.style = self:style "head_right" end
  end
end

--- A sheet that is a table.
-- @tparam string id  its name is sheet_ID
-- @tparam table columns  { head, width, style = of its texts, tell = function
--   that gives the CELL of an item }; a text that `tell` gives is made fit for
--   a cell
-- @tparam table items
-- @tparam[opt] table notes  texts below the table
-- @treturn table  the sheet; `first` and `last` are rows, from 0
function builder:table(id, columns, items, notes)
  local shapes, heads = columns_of(self, columns)
  local sheet = self:sheet(id, shapes)
  local room = self.rows - 3 - #(notes or {})
  sheet.rows[1] = heads
  for i = 1, math.min(#items, room) do
    local row = {}
    for k, column in ipairs(columns) do
      local cell = column.tell(items[i])
      row[k] = type(cell) == "string" and self:text(cell) or cell or false
    end
    sheet.rows[i + 1] = row
    row.height = size.row(row, columns)
  end
  heads.height, sheet.pages_wide = size.row(heads, columns), size.pages(columns)
  align_heads(self, sheet)
  without_links(sheet.rows)
  sheet.frozen_rows, sheet.frozen_columns = 1, columns.frozen or 0
  sheet.filter_head, sheet.filter_last = 0, math.max(#sheet.rows - 1, 1)
  sheet.first, sheet.last = 1, #sheet.rows - 1
  self:notes(sheet, notes, #items - room)
  return sheet
end

--- Puts texts below a table, and how many rows it lacks.
function builder:notes(sheet, notes, n_lacking)
  local list = {}
  if n_lacking and n_lacking > 0 then
    list[1] = self:say("rows_left_out", { n = n_lacking }, n_lacking)
  end
  for _, note in ipairs(notes or {}) do list[#list + 1] = note end
  if #list == 0 then return end
  table.insert(sheet.rows, {})
  for _, note in ipairs(list) do
    table.insert(sheet.rows, { self:styled(note, "note") })
  end
end

--- A range of a column, from 0.
function M.range(sheet, column, first, last)
  return { sheet = sheet.name, column = column, first = first or sheet.first,
    last = last or sheet.last }
end

return M
