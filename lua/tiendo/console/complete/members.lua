--- Names as candidates: globals, fields and methods with their arguments.
-- @module tiendo.console.complete.members
local about = require "tiendo.console.about"
local help = require "tiendo.help"
local list_of = require "tiendo.console.complete.list"
local rows = require "tiendo.console.rows"
local schema = require "tiendo.schema"
local walk = require "tiendo.console.walk"

local M = {}

local add = list_of.add

local KEYWORDS = { "and", "break", "do", "else", "elseif", "end", "false",
  "for", "function", "if", "in", "local", "nil", "not", "or", "repeat",
  "return", "then", "true", "until", "while" }

local function add_functions(c, list, functions)
  for _, item in ipairs(functions) do
    add(list, item.name, about.signature(item), item[c.lang] or item.en)
  end
end

local function add_entity_fields(list, entity)
  for _, page in ipairs(help.entities()) do
    for _, one in ipairs(page.set == entity.name and page.fields or {}) do
      add(list, one.name, nil, help.type_text(one)
        .. (one.doc and ": " .. one.doc or ""))
    end
  end
end

-- Methods and fields of a class as the reference has them.
local function add_class(list, name)
  for _, page in ipairs(help.pages()) do
    if page.name == name then
      for _, one in ipairs(page.fields or {}) do
        add(list, one.name, nil, help.type_text(one))
      end
      for _, f in ipairs(page.functions) do
        add(list, f.key, help.signature(f):match "[^.:]+%(.*$", f.doc)
      end
    end
  end
end

local function add_record(list, data)
  for _, column in ipairs(data.columns or {}) do add(list, column.name) end
end

local function add_plan(c, list)
  for _, entity in ipairs(c.entities) do
    if not entity.is_series then add(list, entity.name, nil, entity.doc) end
  end
end

local function add_ctx(list)
  for _, name in ipairs { "as_of", "known_at", "plan" } do add(list, name) end
  for _, page in ipairs(help.pages()) do
    for _, f in ipairs(page.name == "ctx" and page.functions or {}) do
      if f.key:find "working" then
        add(list, f.key, help.signature(f):match "[^.]+%(.*$", f.doc)
      end
    end
  end
end

-- The page of the reference that is about a library or a module.
local function page_of(c, value)
  if value == c.names.at.series then return "tiendo.series" end
  for short, full in pairs(c.names.modules) do
    if rawget(c.modules, short) == value then return full end
  end
  for _, name in ipairs { "math", "string", "table", "utf8" } do
    if c.names.base[name] == value then return name end
  end
end

local function add_table(c, list, value)
  local page = page_of(c, value)
  if page then return add_class(list, page) end
  if value == c.names.at.plan then return add_plan(c, list) end
  if value == c.ctx then return add_ctx(list) end
  if c.records[value] then return add_record(list, c.records[value]) end
  for key in pairs(value) do
    if type(key) == "string" then add(list, key) end
  end
end

local function is_set(c, value)
  local told = walk.told(value)
  return rows.data(value) or c.host.type(value) == "set" or told == "set"
    or told == "groups"
end

--- Adds what follows a value and `sep`: fields behind a dot, methods behind a
-- colon.
function M.of_value(c, list, value, sep)
  if is_set(c, value) then
    if sep == ":" then add_functions(c, list, about.METHODS) end
    return
  end
  local told, entity = walk.told(value)
  if told then return entity and add_entity_fields(list, entity) end
  local kind = c.host.type(value)
  if kind == "entity" then
    return add_entity_fields(list, schema.find(value.kind_of))
  end
  if kind or type(value) == "string" then
    return add_class(list, kind or "string")
  end
  if type(value) == "table" then add_table(c, list, value) end
end

local function add_kinds(c, list)
  for _, entity in ipairs(c.entities) do
    if not entity.is_series then
      add(list, entity.name, nil, entity.doc)
      local kind = entity.kind:gsub(" ", "_")
      add(list, kind, kind .. "(code)", c.lang == "vi" and entity.kind_vi
        or ("one of %s"):format(entity.name))
    end
  end
end

--- Adds what can begin an expression or a statement.
function M.globals(c, list)
  add_functions(c, list, about.FUNCTIONS)
  for name in pairs(c.declared) do add(list, name) end
  add_kinds(c, list)
  for name, full in pairs(c.names.modules) do add(list, name, nil, full) end
  for name in pairs(c.names.base) do add(list, name) end
  for _, word in ipairs(KEYWORDS) do add(list, word) end
end

return M
