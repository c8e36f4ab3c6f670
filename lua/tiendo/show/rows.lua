--- Rows of one kind as a table: code, name, and what tells most about them.
-- @module tiendo.show.rows
local columns_of = require "tiendo.show.columns"
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local label = require "tiendo.show.label"
local value = require "tiendo.show.value"

local M = {}

local NAME_MIN, VALUE_MIN, CODE_MIN = 24, 12, 30
local NARROW = 16 -- codes and names where further columns want room
local SIGNS = "/%-_" -- after which a code may go on in the next line

local clean = finding.clean

local function field_of(entity, name)
  for _, field in ipairs(entity.fields) do
    if field.name == name then return field end
  end
end

local function cell(page, entity, row, column, parent)
  if column.tell then return clean(column.tell(page, row, parent)) end
  local v = row[column.name]
  if v == nil then return "" end
  return value.field(page, field_of(entity, column.name), v)
end

-- Adds the caller's columns; gives what is left of them.
local function add_more(page, list, more)
  for _, column in ipairs(more) do
    list[#list + 1] = { head = column.head, is_right = column.is_right,
      tell = function(row) return clean(column.tell(page, row)) end }
  end
  return {}
end

-- The code of a row, which is cut nowhere but at its signs.
local function code_column(page, options)
  local is_narrow = options.more ~= nil
  return { head = page:say "code", wrap = true, at = is_narrow and SIGNS or "/",
    min = is_narrow and NARROW or CODE_MIN,
    tell = function(row) return clean(row.code) end }
end

local function name_column(page, options)
  return { head = page:say "name", wrap = true,
    min = options.more and NARROW or NAME_MIN,
    tell = function(row)
      return clean(label.of(row, page.lang, options.parent))
    end }
end

-- A column of tiendo.show.columns.
local function column_of(page, entity, options, column)
  return { head = value.field_name(page, column.name),
    is_right = column.is_right, min = column.is_long and VALUE_MIN or nil,
    wrap = column.wraps, tell = function(row)
      return cell(page, entity, row, column, options.parent)
    end }
end

-- What the code is made of, or the code and, where the rows have some, name.
local function first_columns(page, entity, options, of)
  local list = {}
  for i, column in ipairs(of.leads or {}) do
    list[i] = column_of(page, entity, options, column)
    list[i].wrap, list[i].min = true, NARROW
    list[i].at = column.name == "obligation" and SIGNS or nil
  end
  if not of.leads then
    list[1] = code_column(page, options)
    if not of.has_no_name then list[2] = name_column(page, options) end
  end
  for _, column in ipairs(list) do column.is_kept = true end
  return list
end

-- Columns of the grid; `tell` gives the text of a cell.
local function columns(page, entity, options)
  local of = columns_of.OF[entity.kind] or {}
  local list = first_columns(page, entity, options, of)
  local more = options.more or {}
  for _, column in ipairs(of) do
    if column.name == "latest" then more = add_more(page, list, more) end
    list[#list + 1] = column_of(page, entity, options, column)
  end
  add_more(page, list, more)
  if of.leads then list[#list + 1] = code_column(page, options) end
  return list
end

local function cells(list, set, limit)
  local rows = {}
  for row in set:each() do
    if #rows == limit then break end
    local out = { styles = { "bold" } }
    for i, column in ipairs(list) do out[i] = column.tell(row) end
    rows[#rows + 1] = out
  end
  return rows
end

local function has_text(rows, i)
  for _, row in ipairs(rows) do
    if row[i] ~= "" then return true end
  end
  return false
end

-- Without the columns in which nothing stands, and with `most` that tell more
-- than code and name.
local function drop_columns(list, rows, most)
  local kept, n_telling = {}, 0
  for i, column in ipairs(list) do
    local is_kept = has_text(rows, i)
    if is_kept and not column.is_kept then
      n_telling = n_telling + 1
      is_kept = not most or n_telling <= most
    end
    if is_kept then kept[#kept + 1] = i end
  end
  local columns_left, rows_left = {}, {}
  for k, i in ipairs(kept) do columns_left[k] = list[i] end
  for r, row in ipairs(rows) do
    local out = { styles = row.styles }
    for k, i in ipairs(kept) do out[k] = row[i] end
    rows_left[r] = out
  end
  return columns_left, rows_left
end

--- Writes rows.
-- @param page
-- @tparam table entity
-- @tparam set set  one row at least
-- @tparam table options  `parent` the row they are seen from, `limit` of rows,
--   `most` columns besides code and name, `more` columns of the caller's as
--   { head, tell, is_right }, which stand before the latest figure; each may
--   be nil
-- @treturn number  how many values were cut
-- @treturn table  names of columns for which there was no room
function M.write(page, entity, set, options)
  local list = columns(page, entity, options)
  local rows = cells(list, set, options.limit)
  list, rows = drop_columns(list, rows, options.most)
  if #list > 1 then return grid.write(page, list, rows) end
  local codes = {}
  for i, row in ipairs(rows) do codes[i] = row[1] end
  page:put(table.concat(codes, ", "), { indent = 2 })
  return 0, {}
end

return M
