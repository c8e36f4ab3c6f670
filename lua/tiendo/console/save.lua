--- The last value as a file: CSV, JSON or Markdown by its name. All rows and
-- all fields are written, numbers and days as machines have them.
-- @module tiendo.console.save
local csv = require "tiendo.report.csv"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local markdown = require "tiendo.report.markdown"
local rows = require "tiendo.console.rows"

local M = {}

local FORMATS = { "csv", "json", "md" }

-- Tables ---------------------------------------------------------------------

local function entity_fields(entity)
  local names = { "code" }
  for _, field in ipairs(entity.fields) do
    if field.name ~= "code" and field.of ~= "series" then
      names[#names + 1] = field.name
    end
  end
  return names
end

-- A value as machines have it: rows by their code, nil as nothing.
local function plain(value)
  if value == nil then return nil end
  if type(value) == "userdata" then
    local ok, code = pcall(function() return value.code end)
    return ok and code or tostring(value)
  end
  return value
end

local function record_fields(data)
  local names = {}
  for _, column in ipairs(data.columns) do
    if column.name ~= "row" and column.name ~= "rows" then
      names[#names + 1] = column.name
    end
  end
  return names
end

local function of_set(set)
  local data, out = rows.data(set), {}
  local names = data.entity and entity_fields(data.entity)
    or record_fields(data)
  for i, row in ipairs(rows.list(set)) do
    local values = {}
    for k, name in ipairs(names) do values[k] = plain(row[name]) end
    out[i] = values
  end
  return { names = names, rows = out, is_list = true,
    entity = data.entity }
end

local function of_series(c, series)
  local out = {}
  for i, point in ipairs(c.host.points(series)) do
    out[i] = { tostring(point.period), point.value, point.flag }
  end
  return { names = { "period", "value", "flag" }, rows = out, is_list = true }
end

local function of_entity(c, row)
  local one = of_set(rows.new { console = c,
    entity = require("tiendo.schema").find(row.kind_of),
    make = function() return { row } end })
  one.is_list = false
  return one
end

-- What can be written as a table; nil for what cannot.
local function table_of(c, value)
  local kind = c.host.type(value)
  if kind == "set" then return of_set(c:wrap(value)) end
  if kind == "series" then return of_series(c, value) end
  if kind == "entity" then return of_entity(c, value) end
  if rows.data(value) then return of_set(value) end
  if type(value) == "table" and c.records[value] then
    local one = of_set(rows.new { console = c,
      columns = c.records[value].columns, make = function()
        return { value }
      end })
    one.is_list = false
    return one
  end
  if type(value) == "table" and #value > 0 then
    local list = c.shown.list_of_rows(c, value)
    if list then return of_set(list) end
    local ok, set = pcall(c.names.at.set, value)
    if ok then return of_set(set) end
  end
end

-- JSON -----------------------------------------------------------------------

local function json_value(c, value, depth)
  if depth > 20 then error(":save: nested too deeply", 0) end
  if type(value) ~= "table" or rows.data(value) then
    local simple = plain(value)
    if rows.data(value) then return #value end
    return finding.plain(simple)
  end
  if #value > 0 or next(value) == nil then
    local out = {}
    for i = 1, #value do out[i] = json_value(c, value[i], depth + 1) end
    return json.array(out)
  end
  local flat = {}
  for key, item in pairs(value) do
    flat[#flat + 1] = tostring(key)
    flat[#flat + 1] = json_value(c, item, depth + 1)
  end
  return json.object(flat)
end

local function json_row(c, names, values)
  local flat = {}
  for k, name in ipairs(names) do
    flat[#flat + 1] = name
    flat[#flat + 1] = values[k] == nil and json.null
      or json_value(c, values[k], 0)
  end
  return json.object(flat)
end

local writers = {}

function writers.json(c, t, value)
  if not t then return json.encode(json_value(c, value, 0), true) .. "\n" end
  local out = {}
  for i, values in ipairs(t.rows) do out[i] = json_row(c, t.names, values) end
  return json.encode(t.is_list and json.array(out) or out[1], true) .. "\n"
end

-- CSV and Markdown -----------------------------------------------------------

local function cell(value)
  if value == nil then return "" end
  if type(value) == "table" then
    local parts = {}
    for key, item in pairs(value) do
      local s = cell(plain(item))
      parts[#parts + 1] = math.type(key) == "integer" and s
        or ("%s=%s"):format(key, s)
    end
    return table.concat(parts, "; ")
  end
  if math.type(value) == "float" then return ("%.14g"):format(value) end
  return tostring(value)
end

function writers.csv(_, t)
  local out = { csv.row(table.move(t.names, 1, #t.names, 1, {})) }
  for _, values in ipairs(t.rows) do
    local cells = {}
    for k = 1, #t.names do cells[k] = cell(values[k]) end
    out[#out + 1] = csv.row(cells)
  end
  return table.concat(out)
end

-- Columns in which anything stands.
local function used(t)
  local at = {}
  for k = 1, #t.names do
    for _, values in ipairs(t.rows) do
      if values[k] ~= nil then
        at[#at + 1] = k
        break
      end
    end
  end
  return at
end

local function md_row(cells)
  return "| " .. table.concat(cells, " | ") .. " |\n"
end

function writers.md(c, t)
  local at, out, heads, rule = used(t), {}, {}, {}
  for i, k in ipairs(at) do
    heads[i] = markdown.escape(c:word(t.names[k])
      or c:word_of("field", t.names[k]):gsub("_", " "))
    rule[i] = "---"
  end
  out[1] = md_row(heads)
  out[2] = md_row(rule)
  for _, values in ipairs(t.rows) do
    local cells = {}
    for i, k in ipairs(at) do
      cells[i] = markdown.escape(finding.clean(
        c.shown.cell(c, c:page "show", values[k])))
    end
    out[#out + 1] = md_row(cells)
  end
  return table.concat(out)
end

-- The command ----------------------------------------------------------------

--- Writes the last value to a file.
-- @param c  the console
-- @tparam string path  ends in .csv, .json or .md
function M.run(c, path)
  local format = path:match "%.([%w]+)$"
  if not writers[format] then
    error((":save needs a file whose name ends in .%s"):format(
      table.concat(FORMATS, ", .")), 0)
  end
  if c.last == nil then error("there is no value to save yet", 0) end
  local t = table_of(c, c.last)
  if not t and format ~= "json" then
    error(("the last value is no table; save it as .json"), 0)
  end
  local ok, message = c.host.save(path, writers[format](c, t, c.last), true)
  if not ok then error(message, 0) end
  local what = t and t.entity and c:count_of(c.lang, t.entity, #t.rows)
    or t and c:say("rows", { n = #t.rows }, #t.rows) or format
  c:page "console":put(c:say("saved", { path = path, what = what }))
end

return M
