--- Sets at the prompt: rows of the plan, findings, what the database answers.
-- A set knows how its rows are found and finds them when they are looked at; as
-- of another day it finds others. What is behind a set stands beside it, out of
-- reach of what is typed:
--
--     { console, make = function that gives a list of rows,
--       entity = nil | what tiendo.schema has of the rows' kind,
--       columns = nil | { { name, head, tell = nil | function, is_right, min,
--         at, none = nil | phrase for what is missing, style, is_hidden,
--         is_own = true | nil, for a name that the reader chose }, ... }, of
--         rows that are no entities,
--       select = nil | { fields, record } for conditions as text,
--       origin = nil | { entity, steps = { { what, source = what was typed,
--         ... }, ... } }, of rows of the plan: how they came about,
--       is_findings = nil | true,
--       note = nil | function that gives a line below the table, list, stamp }
-- @module tiendo.console.rows
local pick = require "tiendo.show.pick"
local select = require "tiendo.select"
local text = require "tiendo.text"

local M = {}

local DATA = setmetatable({}, { __mode = "k" })
local METHODS = {}

local set = { __name = "set", __metatable = false }

--- A set over `data`, see above.
function M.new(data)
  local one = setmetatable({}, set)
  DATA[one] = data
  return one
end

--- What is behind a set; nil for any other value.
function M.data(value)
  return type(value) == "table" and DATA[value] or nil
end

--- The rows, found anew where the day has changed.
function M.list(one)
  local data = DATA[one]
  if data.list == nil or data.stamp ~= data.console.stamp then
    data.list, data.stamp = data.make(), data.console.stamp
  end
  return data.list
end

--- The set of the rows of a set in C.
function M.of_native(console, native, entity, origin)
  local function make()
    local list = {}
    for row in native:each() do list[#list + 1] = row end
    return list
  end
  return M.new { console = console, entity = entity, make = make,
    origin = origin }
end

--- The set of all rows of a kind, whatever the day.
function M.all(console, entity)
  local function make()
    local list = {}
    for row in console.plan[entity.name]:each() do list[#list + 1] = row end
    return list
  end
  return M.new { console = console, entity = entity, make = make,
    origin = { entity = entity, steps = {} } }
end

-- Fields --------------------------------------------------------------------

local function names_of(data)
  local names = {}
  for i, column in ipairs(data.columns or {}) do names[i] = column.name end
  return names
end

local function no_field(data, name)
  local names = names_of(data)
  local near = text.nearest(name, names)
  error(("these rows have no field '%s'; %s"):format(name,
    near and ("did you mean '%s'?"):format(near)
      or "there are " .. table.concat(names, ", ")), 0)
end

-- A field of a record: what is missing in one row may stand in another.
local function record_field(data, row, name)
  local value = row[name]
  if value ~= nil then return value end
  for _, column in ipairs(data.columns) do
    if column.name == name then return nil end
  end
  no_field(data, name)
end

--- What stands in a field of a row, by its path ("goal.code"), or what a
-- function says of it.
function M.value(one, row, field)
  if type(field) == "function" then return field(row) end
  local data, value = DATA[one], row
  for part in field:gmatch "[^.]+" do
    if value == nil then return nil end
    if value == row and not data.entity and data.columns then
      value = record_field(data, row, part)
    else
      value = value[part]
    end
  end
  return value
end

local function check_field(field, what)
  if type(field) == "function" then return field end
  if type(field) ~= "string" then
    error(("%s: name a field, as in set:%s \"deadline\""):format(what, what), 0)
  end
  return field
end

-- Conditions ----------------------------------------------------------------

local KINDS = { date = "date", period = "period", number = "number" }

-- What a field of records may be compared as: what its first value is.
local function kind_of(data, list, name)
  for _, row in ipairs(list) do
    local value = row[name]
    if value ~= nil then
      local kind = data.console.host.type(value) or type(value)
      return { kind = KINDS[kind] or "code" }
    end
  end
  return { kind = "code" }
end

local function plain(value)
  if type(value) ~= "userdata" then return value end
  local ok, code = pcall(function() return value.code end)
  return ok and code or tostring(value)
end

local function record_test(data, list, source)
  local fields = {}
  for _, column in ipairs(data.columns or {}) do
    fields[column.name] = kind_of(data, list, column.name)
  end
  local test, message = select.compile(source, fields)
  if not test then return nil, message end
  return function(row)
    return test(setmetatable({}, { __index = function(_, name)
      return plain(row[name])
    end }))
  end
end

-- What a condition given as text says of a row.
local function text_test(one, source)
  local data, list = DATA[one], M.list(one)
  if data.entity then return pick.test(data.entity, list[1], source) end
  if data.select then
    local test, message = select.compile(source, data.select.fields)
    if not test then return nil, message end
    return function(row) return test(data.select.record(row)) end
  end
  return record_test(data, list, source)
end

local function table_test(one, wanted)
  return function(row)
    for name, value in pairs(wanted) do
      local held = M.value(one, row, name)
      if type(value) == "string" then held = plain(held) end
      if held ~= value then return false end
    end
    return true
  end
end

-- A condition as a function of a row.
local function test_of(one, filter)
  local kind = type(filter)
  if kind == "function" then return filter end
  if kind == "table" then return table_test(one, filter) end
  if kind ~= "string" then
    error("a condition is needed: \"goal = 3 and deadline <= 2025\", "
      .. "{ goal = \"3\" }, or a function of a row", 0)
  end
  local test, message = text_test(one, filter)
  if not test then error(message, 0) end
  return test
end

-- Deriving ------------------------------------------------------------------

-- A set that is made of this one; `step` tells how, for rows of the plan.
local function derive(one, step, make)
  local data = DATA[one]
  local origin = data.origin
  if origin then
    local steps = table.move(origin.steps, 1, #origin.steps, 1, {})
    step.source = data.console.source -- what was typed, for :keep
    steps[#steps + 1] = step
    origin = { entity = origin.entity, steps = steps }
  end
  return M.new { console = data.console, entity = data.entity, make = make,
    columns = data.columns, select = data.select,
    is_findings = data.is_findings, origin = origin }
end

--- The rows that a condition means.
function METHODS:where(filter)
  if type(filter) == "string" then
    -- A mistake is told now, not when the rows are looked at.
    local data = DATA[self]
    if data.entity or data.select then test_of(self, filter) end
  elseif type(filter) ~= "table" and type(filter) ~= "function" then
    test_of(self, filter)
  end
  return derive(self, { what = "where", filter = filter }, function()
    local test, list = test_of(self, filter), {}
    for _, row in ipairs(M.list(self)) do
      if test(row) then list[#list + 1] = row end
    end
    return list
  end)
end

local RANK = { number = 1, date = 2, period = 3, string = 4, boolean = 5 }

local function sort_key(console, value)
  local kind = console.host.type(value) or type(value)
  if kind == "entity" then return value.code, "string" end
  return value, kind
end

local COMPARE = {
  string = text.compare_codes,
  boolean = function(a, b) return (a and 1 or 0) - (b and 1 or 0) end,
}

local function by_order(a, b)
  return a < b and -1 or b < a and 1 or 0
end

local function compare(console, a, b)
  local ka, kind_a = sort_key(console, a)
  local kb, kind_b = sort_key(console, b)
  if kind_a ~= kind_b then
    return (RANK[kind_a] or 9) - (RANK[kind_b] or 9)
  end
  if not RANK[kind_a] then return 0 end
  return (COMPARE[kind_a] or by_order)(ka, kb)
end

-- Rows with what they are sorted by; equal ones keep their order.
local function sorted(one, field, sign)
  local items, list = {}, {}
  for i, row in ipairs(M.list(one)) do
    items[i] = { row = row, key = M.value(one, row, field), at = i }
  end
  local console = DATA[one].console
  table.sort(items, function(a, b)
    if a.key == nil or b.key == nil then
      if (a.key == nil) ~= (b.key == nil) then return b.key == nil end
      return a.at < b.at
    end
    local order = compare(console, a.key, b.key) * sign
    if order ~= 0 then return order < 0 end
    return a.at < b.at
  end)
  for i, item in ipairs(items) do list[i] = item.row end
  return list
end

--- The rows by a field or by what a function says; those without it last.
function METHODS:sort(field, order)
  check_field(field, "sort")
  if order ~= nil and order ~= "asc" and order ~= "desc" then
    error("sort: the order is \"asc\" or \"desc\"", 0)
  end
  return derive(self, { what = "sort" }, function()
    return sorted(self, field, order == "desc" and -1 or 1)
  end)
end

--- The first row that fits; with a number, a set of as many rows.
function METHODS:first(n)
  if math.type(n) ~= "integer" then
    local test = n ~= nil and test_of(self, n)
    for _, row in ipairs(M.list(self)) do
      if not test or test(row) then return row end
    end
    return nil
  end
  return derive(self, { what = "first", n = n }, function()
    return table.move(M.list(self), 1, math.max(math.min(n,
      #M.list(self)), 0), 1, {})
  end)
end

--- How many rows fit.
function METHODS:count(filter)
  if filter == nil then return #M.list(self) end
  local test, n = test_of(self, filter), 0
  for _, row in ipairs(M.list(self)) do
    if test(row) then n = n + 1 end
  end
  return n
end

--- The sum of a field, and how many rows have a number there.
function METHODS:sum(field)
  check_field(field, "sum")
  local sum, n = 0, 0
  for _, row in ipairs(M.list(self)) do
    local value = M.value(self, row, field)
    if value ~= nil then
      if type(value) ~= "number" then
        error(("sum: '%s' is no number"):format(tostring(value)), 0)
      end
      sum, n = sum + value, n + 1
    end
  end
  return sum, n
end

-- The row that a set of these rows was made of, by the fields chosen.
local function chosen(one, row, fields)
  local record = {}
  for _, field in ipairs(fields) do
    record[field] = M.value(one, row, field)
  end
  return record
end

--- What stands in a field of all rows, as a list; of several fields, a set.
function METHODS:pick(...)
  local fields = { ... }
  for _, field in ipairs(fields) do check_field(field, "pick") end
  if #fields == 0 then check_field(nil, "pick") end
  if #fields == 1 then
    local list = {}
    for _, row in ipairs(M.list(self)) do
      list[#list + 1] = M.value(self, row, fields[1])
    end
    return list
  end
  local columns = {}
  for i, field in ipairs(fields) do
    if type(field) ~= "string" then
      error("pick: several columns are named by fields", 0)
    end
    columns[i] = { name = field }
  end
  return M.new { console = DATA[self].console, columns = columns,
    make = function()
      local list = {}
      for i, row in ipairs(M.list(self)) do
        list[i] = chosen(self, row, fields)
      end
      return list
    end }
end

-- Groups in the order of their first rows.
local function groups_of(one, field)
  local data, list, known = DATA[one], {}, {}
  for _, row in ipairs(M.list(one)) do
    local key = M.value(one, row, field)
    local name = key == nil and "" or tostring(key)
    local group = known[name]
    if not group then
      group = { key = key, n = 0, members = {} }
      known[name], list[#list + 1] = group, group
    end
    group.n = group.n + 1
    group.members[group.n] = row
  end
  for _, group in ipairs(list) do
    local members = group.members
    group.members = nil
    group.rows = M.new { console = data.console, entity = data.entity,
      columns = data.columns, select = data.select,
      make = function()
        if data.console.stamp ~= data.stamp then
          error("rows of another day; group again", 0)
        end
        return members
      end }
  end
  return list
end

--- The rows by a field: a set of { key, n, rows }.
function METHODS:group(field)
  check_field(field, "group")
  local data = DATA[self]
  return M.new { console = data.console,
    columns = { { name = "key", none = "no_key",
      head = type(field) == "string" and field or nil },
      { name = "n", is_right = true }, { name = "rows", is_hidden = true } },
    make = function() return groups_of(self, field) end }
end

--- All rows, for a loop; with a function, what it says of each.
function METHODS:each(f)
  local list = M.list(self)
  if f == nil then
    local i = 0
    return function()
      i = i + 1
      return list[i]
    end
  end
  local out = {}
  for _, row in ipairs(list) do out[#out + 1] = f(row) end
  if #out > 0 then return out end
end

--- Rows of agencies or areas that exist on a day.
function METHODS:existing(day)
  local data = DATA[self]
  if not data.entity then error("only rows of the plan exist on days", 0) end
  return derive(self, { what = "existing" }, function()
    local list = {}
    for _, row in ipairs(M.list(self)) do
      local from, to, on = row.valid_from, row.valid_to,
        day or data.console.as_of
      if (not from or tostring(from) <= tostring(on))
        and (not to or tostring(to) >= tostring(on)) then
        list[#list + 1] = row
      end
    end
    return list
  end)
end

--- The row that has the code.
function METHODS:find(code)
  for _, row in ipairs(M.list(self)) do
    if row.code == code then return row end
  end
end

-- A method, for sets alone.
local function checked(name, method)
  return function(one, ...)
    if not M.data(one) then
      error(("%s: a set is needed; call it as set:%s()"):format(name, name), 0)
    end
    return method(one, ...)
  end
end

--- Names of the methods, sorted.
M.NAMES = {}
for name in pairs(METHODS) do M.NAMES[#M.NAMES + 1] = name end
table.sort(M.NAMES)
for _, name in ipairs(M.NAMES) do
  METHODS[name] = checked(name, METHODS[name])
end

-- Behaviour -----------------------------------------------------------------

local function no_method(one, name)
  local near = text.nearest(name, M.NAMES)
  local data = DATA[one]
  local what = data.entity and data.entity.name:gsub("_", " ") or "rows"
  error(("a set of %s has no '%s'%s"):format(what, name,
    near and ("; did you mean '%s'?"):format(near)
      or "; one row has fields: set[1]." .. name), 0)
end

function set.__index(one, key)
  if math.type(key) == "integer" then return M.list(one)[key] end
  if METHODS[key] then return METHODS[key] end
  no_method(one, tostring(key))
end

function set.__newindex() error("a set cannot be changed", 0) end
function set.__len(one) return #M.list(one) end

function set.__pairs(one)
  local list, i = M.list(one), 0
  return function()
    i = i + 1
    if list[i] ~= nil then return i, list[i] end
  end
end

function set.__tostring(one)
  local data = DATA[one]
  return ("%d %s"):format(#M.list(one), data.entity and data.entity.name
    or "rows")
end

-- Sets in C -----------------------------------------------------------------

-- What those cannot do themselves: conditions as text, several fields, tables
-- that print. `wrap` makes a set of one; `has` tells for which arguments that
-- is needed.
local function extended(native_method, wrap, name, has)
  return function(native, ...)
    if has(...) then
      local one = wrap(native)
      return METHODS[name](one, ...)
    end
    return native_method(native, ...)
  end
end

--- Methods for sets in C, to be put in the place of theirs.
-- @tparam table methods  theirs, by name
-- @tparam function wrap  gives the set here of one there
function M.extend(methods, wrap)
  local function is(kind)
    return function(v) return type(v) == kind end
  end
  local NEEDS = { where = is "string", count = is "string",
    first = function(v) return type(v) == "string" or type(v) == "number" end,
    sort = is "function", sum = is "function", each = is "function",
    group = function() return true end,
    pick = function(_, second) return second ~= nil end }
  local out = {}
  for name, has in pairs(NEEDS) do
    out[name] = extended(methods[name], wrap, name, has)
  end
  return out
end

return M
