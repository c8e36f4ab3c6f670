--- How a value looks: a number with its unit, a row of the plan as a card, a
-- set as a table that fits the terminal, anything else as Lua has it, in order.
-- @module tiendo.console.shown
local content = require "tiendo.show.content"
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local layout = require "tiendo.report.layout"
local pictures = require "tiendo.console.pictures"
local rows = require "tiendo.console.rows"
local rows_of = require "tiendo.show.rows"
local schema = require "tiendo.schema"
local show_text = require "tiendo.show.text"
local show_value = require "tiendo.show.value"
local text = require "tiendo.text"

local M = {}

local clean = finding.clean

local CELL_MIN = 12
local LINE_MAX = 60  -- columns of a list that stands on one line
local DEPTH_MAX = 8
local KEYS_MAX = 9   -- columns of a list of tables that is shown as one
local HEADROOM = 5   -- lines of a terminal that a table leaves free

-- One value on one line ------------------------------------------------------

local function table_text(c, page, value)
  local data = rows.data(value)
  if data then
    return data.entity and c:count_of(page.lang, data.entity, #value)
      or c:say_in(page.lang, "rows", { n = #value }, #value)
  end
  if next(value) == nil then return "{}" end
  return #value > 0 and ("{ %d }"):format(#value) or "{ ... }"
end

local function userdata_text(c, page, value)
  local kind = c.host.type(value)
  if kind == "entity" then return show_value.row(page, value) end
  if kind == "date" or kind == "period" then
    return page:show(value, "date")
  end
  if kind == "set" then
    local entity = c:entity_of(value)
    return entity and c:count_of(page.lang, entity, #value) or tostring(#value)
  end
  if kind == "series" then return pictures.spark(value) end
  return clean(tostring(value))
end

--- A value as a cell has it.
function M.cell(c, page, value)
  local kind = type(value)
  if kind == "nil" then return "" end
  if kind == "string" then return clean(value) end
  if kind == "number" then return page:show(value) end
  if kind == "boolean" then return tostring(value) end
  if kind == "table" then return table_text(c, page, value) end
  if kind == "userdata" then return userdata_text(c, page, value) end
  return kind
end

-- Tables of sets -------------------------------------------------------------

--- How many rows a table may have now.
function M.room(c)
  if c.settings.rows == "all" then return math.huge end
  if c.settings.rows then return c.settings.rows end
  local _, height = c.host.terminal()
  return height > 0 and math.max(height - HEADROOM, 5) or math.huge
end

-- A part of a list as show.rows takes sets.
local function view(list, from, n)
  local last = math.min(#list, from + n - 1)
  return setmetatable({ each = function()
    local i = from - 1
    return function()
      i = i + 1
      if i <= last then return list[i] end
    end
  end }, { __len = function() return math.max(last - from + 1, 0) end })
end

-- Figures and what they mean, for kinds that have them.
local MORE = {
  commitment = { pictures.status, pictures.figures },
  series = { pictures.figures },
  indicator = { pictures.figures_of_all },
}

local function more_columns(c, kind)
  local out = {}
  for i, column in ipairs(MORE[kind] or {}) do
    out[i] = { head = c:say(column.name),
      tell = function(page, row) return column.tell(c, page, row) end }
  end
  return #out > 0 and out or nil
end

local function is_number_column(list, name)
  for _, row in ipairs(list) do
    local value = row[name]
    if value ~= nil then return type(value) == "number" end
  end
  return false
end

local function is_empty(list, name)
  for _, row in ipairs(list) do
    if row[name] ~= nil then return false end
  end
  return true
end

local function head_of(c, page, column)
  if column.is_own then return column.name end
  return column.head and (page:word("field", column.head) or column.head)
    or c:word(column.name) or page:word("field", column.name)
    or (column.name:gsub("_", " "))
end

local function record_columns(c, page, data, list)
  local out, shown = {}, {}
  for _, column in ipairs(data.columns) do
    if not column.is_hidden and not (column.is_dropped
      and is_empty(list, column.name)) then
      shown[#shown + 1] = column
      local is_right = column.is_right or is_number_column(list, column.name)
      out[#out + 1] = { head = clean(head_of(c, page, column)),
        is_right = is_right, wrap = true,
        min = not is_right and (column.min or CELL_MIN) or nil,
        at = column.at or column.name == "code" and "/%-_" or nil }
    end
  end
  return out, shown
end

local function write_records(c, page, data, list, from, n)
  local columns, shown = record_columns(c, page, data, list)
  local out = {}
  for i = from, math.min(#list, from + n - 1) do
    local row = { styles = {} }
    for k, column in ipairs(shown) do
      local value = list[i][column.name]
      if column.tell and value ~= nil then
        value = column.tell(list[i], page)
      end
      row[k] = value == nil and column.none and c:say(column.none)
        or M.cell(c, page, value)
      row.styles[k] = column.style and column.style(list[i])
    end
    out[#out + 1] = row
  end
  return grid.write(page, columns, out)
end

local function footer(c, page, data, list, from, n, n_cut, left_out)
  local last = math.min(#list, from + n - 1)
  local parts = { data.entity and c:count_of(page.lang, data.entity, #list)
    or c:say("rows", { n = #list }, #list) }
  if last < #list then
    parts[#parts + 1] = c:say("more_rows", { n = #list - last },
      #list - last)
  end
  if n_cut > 0 then parts[#parts + 1] = c:say("cut", { n = n_cut }, n_cut) end
  if #left_out > 0 then
    parts[#parts + 1] = c:say("left_out",
      { list = table.concat(left_out, ", ") })
  end
  page:put(table.concat(parts, " · "), { style = "dim" })
end

local function is_field(entity, name)
  for _, field in ipairs(entity.fields) do
    if field.name == name then return true end
  end
  return false
end

local function count_invented(entity, list)
  local n = 0
  local has_own = is_field(entity, "illustrative")
  if not has_own and not is_field(entity, "source") then return 0 end
  for _, row in ipairs(list) do
    local of = row
    if not has_own then of = row.source end
    if of and of.illustrative then n = n + 1 end
  end
  return n
end

local function none(c, page, data)
  page:put(data.entity and c:say("none_of",
    { kind = c:name_of(page.lang, data.entity) }) or c:say "none")
  if data.note then page:put(clean(data.note(c)), { style = "dim" }) end
end

--- Writes rows of a set as a table from the `from`-th on, and notes what is
-- left for `:more`.
function M.set(c, one, from)
  local data, list = rows.data(one), rows.list(one)
  local page = c:page "show"
  local n = M.room(c)
  if #list - from + 1 <= n + 2 then n = #list end -- no `:more` for two rows
  if #list == 0 then return none(c, page, data) end
  local n_cut, left_out
  if data.entity then
    n_cut, left_out = rows_of.write(page, data.entity, view(list, from, n),
      { more = more_columns(c, data.entity.kind) })
  else
    n_cut, left_out = write_records(c, page, data, list, from, n)
  end
  footer(c, page, data, list, from, n, n_cut, left_out)
  local n_invented = data.entity and count_invented(data.entity, list)
    or 0
  if n_invented > 0 then
    page:put(c:say("invented", { n = n_invented }, n_invented),
      { style = "warning" })
  end
  if data.note then page:put(clean(data.note(c)), { style = "dim" }) end
  c.pending = from + n <= #list and { set = one, from = from + n } or nil
end

-- Cards ----------------------------------------------------------------------

--- Writes all about one row of the plan.
function M.card(c, row)
  local entity = schema.find(row.kind_of)
  local request = { plan = c.plan, as_of = c.as_of, known_at = c.known_at,
    observations = c.host.points }
  local card = content.card(request, entity, row)
  local status = pictures.status_of_row(c, row)
  if status then
    table.insert(card.fields, { field = { name = "status", type = "text" },
      value = status })
  end
  local width = c.host.terminal()
  show_text.write(card, { lang = c.lang, width = width, color = c.color },
    c.host.write)
end

-- All columns of a record; findings and the like.
local function record(c, row, data)
  local page = c:page "console"
  local facts = {}
  for _, column in ipairs(data.columns) do
    local value = row[column.name]
    if value ~= nil and type(value) ~= "table" then
      facts[#facts + 1] = { head_of(c, page, column),
        M.cell(c, page, column.tell and column.tell(row, page) or value) }
    end
  end
  page:facts(facts)
  for _, column in ipairs(data.columns) do
    local value = row[column.name]
    if column.is_hidden and type(value) == "table" then
      page:heading(head_of(c, page, column), "bold")
      M.value(c, value)
    end
  end
end

-- Series ---------------------------------------------------------------------

local function series(c, value)
  local page = c:page "show"
  local row = c.host.series_row(value)
  local points = c.host.points(value)
  if row then
    page:put(show_value.row(page, row), { style = "bold" })
    local unit = row.indicator.unit
    if unit then page:put(show_value.unit(page, unit), { style = "dim" }) end
  end
  if #points == 0 then return page:put(c:say "no_values") end
  local bars = pictures.spark(value)
  if bars ~= "" then page:put(bars, { style = "info" }) end
  local out, n, from = {}, M.room(c), 1
  if #points > n then from = #points - n + 1 end
  if from > 1 then page:put(page:say("earlier", { n = from - 1 }, from - 1),
    { style = "dim" }) end
  for i = from, #points do
    local p = points[i]
    out[#out + 1] = { page:show(p.period, "date"), page:show(p.value),
      p.flag and clean(p.flag) or "", styles = { nil, "bold" } }
  end
  grid.write(page, { { head = show_value.field_name(page, "period") },
    { head = show_value.field_name(page, "value"), is_right = true },
    { head = show_value.field_name(page, "flag") } }, out)
end

-- Tables of Lua ---------------------------------------------------------------

local function is_scalar(value)
  local kind = type(value)
  return kind ~= "table" and kind ~= "function"
end

local function quoted(c, page, value)
  if type(value) == "string" then return ('"%s"'):format(clean(value)) end
  if type(value) == "nil" then return "nil" end
  return M.cell(c, page, value)
end

-- The scalars of a list that holds nothing else.
local function scalars_of(c, page, t)
  local parts, wide = {}, 0
  for key, value in pairs(t) do
    if math.type(key) ~= "integer" or not is_scalar(value) then return end
    parts[#parts + 1] = quoted(c, page, value)
    wide = wide + text.width(parts[#parts]) + 2
  end
  if #parts == #t then return parts, wide end
end

-- A list of scalars on one line, where that is short.
local function as_line(c, page, t)
  local parts, wide = scalars_of(c, page, t)
  if parts and wide <= LINE_MAX then
    return "{ " .. table.concat(parts, ", ") .. " }"
  end
end

-- A long one as a paragraph, and how many there are.
local function write_scalars(c, page, parts, indent)
  local n, room = #parts, M.room(c) * 4
  if n > room then
    parts = table.move(parts, 1, room, 1, {})
    parts[room + 1] = c:say("more_items", { n = n - room }, n - room)
  end
  for i, part in ipairs(parts) do parts[i] = layout.keep(part) end
  page:put("{ " .. table.concat(parts, ", ") .. " }", { indent = indent,
    hang = 2 })
  page:put(c:say("values", { n = n }, n), { indent = indent, style = "dim" })
end

-- The columns of a list of tables that are alike; nil if they are not.
local function as_columns(t)
  local known, names = {}, {}
  for i = 1, #t do
    if type(t[i]) ~= "table" or rows.data(t[i]) then return end
    for key, value in pairs(t[i]) do
      if type(key) ~= "string" or type(value) == "table"
        and not rows.data(value) then return end
      if not known[key] then
        known[key], names[#names + 1] = true, key
      end
    end
  end
  if #names == 0 or #names > KEYS_MAX then return end
  table.sort(names)
  local columns = {}
  for i, name in ipairs(names) do columns[i] = { name = name } end
  return columns
end

local write_table

local function write_item(c, page, key, wide, value, indent, state)
  local lead = (" "):rep(indent) .. page.paint("dim",
    layout.pad(key, wide)) .. "  "
  local line = type(value) == "table" and not rows.data(value)
    and as_line(c, page, value)
  if is_scalar(value) or line or rows.data(value)
    or type(value) == "function" then
    local room = math.max(page.width - indent - wide - 2, 20)
    for i, part in ipairs(layout.wrap(line or M.cell(c, page, value), room)) do
      page.write((i == 1 and lead or (" "):rep(indent + wide + 2)) .. part
        .. "\n")
    end
    return
  end
  page.write((" "):rep(indent) .. page.paint("dim", key) .. "\n")
  write_table(c, page, value, indent + 2, state)
end

-- Texts of the keys, in order, and how wide they are.
local function keys_of(t)
  local keys, wide = {}, 0
  for key, value in pairs(t) do
    local name = type(key) == "string" and clean(key) or ("[%s]"):format(key)
    keys[#keys + 1] = { name = name, value = value }
    wide = math.max(wide, text.width(name))
  end
  return keys, math.min(wide, 24)
end

function write_table(c, page, t, indent, state)
  if state.seen[t] then
    return page:put(c:say "again", { indent = indent, style = "dim" })
  end
  if state.depth > DEPTH_MAX then
    return page:put(c:say "deeper", { indent = indent, style = "dim" })
  end
  state.seen[t], state.depth = true, state.depth + 1
  local keys, wide = keys_of(t)
  local room = M.room(c)
  for i, key in ipairs(keys) do
    if i > room then
      page:put(c:say("more_items", { n = #keys - room }, #keys - room),
        { indent = indent, style = "dim" })
      break
    end
    write_item(c, page, key.name, wide, key.value, indent, state)
  end
  state.seen[t], state.depth = nil, state.depth - 1
end

--- Writes a table as Lua has it, keys in order.
function M.plain(c, t, indent)
  local page = c:page "console"
  if next(t) == nil then return page:put("{}", { indent = indent }) end
  local line = as_line(c, page, t)
  if line then return page:put(line, { indent = indent }) end
  local parts = scalars_of(c, page, t)
  if parts then return write_scalars(c, page, parts, indent or 0) end
  write_table(c, page, t, indent or 0, { seen = {}, depth = 0 })
end

local function any_table(c, value)
  if rows.data(value) then return M.set(c, value, 1) end
  if c.names.is_library(value) then return c:help(value) end
  local told = c.told[value]
  if told then return told(c) end
  if c.records[value] then return record(c, value, c.records[value]) end
  local columns = #value > 1 and as_columns(value)
  if columns then
    return M.set(c, rows.new { console = c, columns = columns,
      make = function() return value end }, 1)
  end
  local list = #value > 0 and not as_line(c, c:page "console", value)
    and M.list_of_rows(c, value)
  if list then return M.set(c, list, 1) end
  M.plain(c, value, 0)
end

--- A list of rows of one kind as a set; nil if it is none.
function M.list_of_rows(c, list)
  local kind
  for _, value in ipairs(list) do
    if c.host.type(value) ~= "entity" then return end
    if kind and value.kind_of ~= kind then return end
    kind = value.kind_of
  end
  return kind and rows.new { console = c, entity = schema.find(kind),
    make = function() return list end }
end

-- Values ---------------------------------------------------------------------

-- Fields that are counted in the unit of their row.
local IN_UNIT = { value = true, value_high = true, baseline_value = true,
  minimum = true, maximum = true }

local function unit_of(c, owner, field)
  if not IN_UNIT[field] or c.host.type(owner) ~= "entity" then return end
  local ok, unit = pcall(function()
    return owner.unit or owner.indicator and owner.indicator.unit
  end)
  if not ok then
    ok, unit = pcall(function() return owner.commitment.unit end)
  end
  return ok and unit or nil
end

local function field_text(c, page, value, owner, name)
  if c.host.type(owner) ~= "entity" then return end
  for _, field in ipairs(schema.find(owner.kind_of).fields) do
    if field.name == name and type(value) ~= "userdata" then
      local unit = type(value) == "number" and unit_of(c, owner, name)
      local s = type(value) == "boolean" and tostring(value)
        or show_value.field(page, field, value)
      return unit and s .. " " .. show_value.unit(page, unit) or s
    end
  end
end

--- Writes one value.
-- @param c  the console
-- @param value
-- @param owner  the row that it is a field of, if it is
-- @tparam string field  its name there
function M.value(c, value, owner, field)
  local kind = c.host.type(value)
  if kind == "entity" then return M.card(c, value) end
  if kind == "series" then return series(c, value) end
  if kind == "set" then return M.set(c, c:wrap(value), 1) end
  if type(value) == "table" then return any_table(c, value) end
  if type(value) == "function" then return c:tell_function(value) end
  if rawequal(value, c.plan) then return c:overview() end
  local page = c:page "console"
  local s = field and field_text(c, page, value, owner, field)
    or M.cell(c, page, value)
  page:put(s == "" and type(value) ~= "string" and "nil" or s)
end

--- Writes several values, scalars on one line.
function M.values(c, values)
  local all = true
  for i = 1, values.n do
    if type(values[i]) == "table" or type(values[i]) == "function"
      or type(values[i]) == "userdata" and c.host.type(values[i]) ~= "date"
      and c.host.type(values[i]) ~= "period" then all = false end
  end
  if not all then
    for i = 1, values.n do M.value(c, values[i]) end
    return
  end
  local page, parts = c:page "console", {}
  for i = 1, values.n do
    parts[i] = values[i] == nil and "nil" or M.cell(c, page, values[i])
  end
  page.write(table.concat(parts, "  ") .. "\n")
end

return M
