--- What can be typed at the cursor: names, fields, methods with their
-- arguments, and data: codes and names of rows, rules and their parameters,
-- conditions.
-- @module tiendo.console.complete
local about = require "tiendo.console.about"
local command = require "tiendo.console.command"
local context = require "tiendo.console.context"
local data = require "tiendo.console.complete.data"
local help = require "tiendo.help"
local list_of = require "tiendo.console.complete.list"
local members = require "tiendo.console.complete.members"
local progress = require "tiendo.progress"
local rows = require "tiendo.console.rows"
local schema = require "tiendo.schema"
local select = require "tiendo.select"
local walk = require "tiendo.console.walk"

local M = {}

local add, new_list, matching, result = list_of.add, list_of.new,
  list_of.matching, list_of.result

-- Texts ----------------------------------------------------------------------

local BY_FIELD = { sort = true, group = true, sum = true, pick = true }
local BY_CONDITION = { where = true, count = true, first = true }

local function add_sql(c, list)
  local _, tables = c.host.query(
    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
    .. "AND name NOT LIKE 'sqlite_%' ORDER BY name")
  for _, row in ipairs(type(tables) == "table" and tables or {}) do
    add(list, row[1])
  end
  for _, word in ipairs { "select", "from", "where", "group by", "order by",
    "limit", "count(*)", "join", "using" } do add(list, word) end
end

local function add_fields(list, fields)
  for name, one in pairs(fields) do add(list, name, nil, one.kind) end
end

local function method_text(c, at)
  local fields, entity = data.fields(c, walk.value(c, at.object))
  if BY_CONDITION[at.name] then return data.condition(c, at, fields, entity) end
  local list = new_list(at.name == "find")
  if at.name == "sort" and at.argument > 1 then
    add(list, "asc")
    add(list, "desc")
  elseif BY_FIELD[at.name] then
    add_fields(list, fields)
  elseif at.name == "find" and entity then
    data.codes(c, list, entity)
  end
  return result(at, matching(list, at.typed), at.mark)
end

-- What can be asked of functions that take a text, by their name.
local OF_FUNCTION = {}

function OF_FUNCTION.series(c, list, at)
  data.codes(c, list, schema.find(at.typed:find("/", 1, true) and "series"
    or "indicator"))
  data.names(c, list, schema.find "indicator")
end

OF_FUNCTION.check = data.rules

function OF_FUNCTION.help(c, list)
  for _, item in ipairs(about.FUNCTIONS) do add(list, item.name) end
  for _, one in ipairs(c.entities) do add(list, one.kind) end
  for _, page in ipairs(help.pages()) do
    for _, one in ipairs(page.functions) do
      add(list, one.name, nil, one.doc)
    end
  end
  data.rules(c, list)
end

function OF_FUNCTION.find(c, list)
  for _, kind in ipairs { "target", "agency", "indicator", "commitment" } do
    data.names(c, list, schema.find(kind))
  end
end

local function add_for_function(c, at, list)
  local entity = c.kind_of_function[c.names.at[at.name]]
  if entity then
    data.codes(c, list, entity)
    data.names(c, list, entity)
  elseif at.object == "" and OF_FUNCTION[at.name] then
    OF_FUNCTION[at.name](c, list, at)
  elseif at.object == "progress" then
    for _, method in ipairs(progress.methods) do add(list, method) end
  end
end

local function in_text(c, at)
  if at.sep == ":" then return method_text(c, at) end
  if at.name == "findings" then
    return data.condition(c, at, select.fields)
  end
  local list = new_list(true)
  if at.name == "sql" then
    local word = at.typed:match "([%w_]*)$"
    at.from, at.typed = at.from + #at.typed - #word, word
    add_sql(c, list)
    return result(at, matching(list, word))
  end
  add_for_function(c, at, list)
  return result(at, matching(list, at.typed), at.mark)
end

-- Commands -------------------------------------------------------------------

-- What can follow commands, by their name.
local OF_COMMAND = {}

function OF_COMMAND.set(_, list, at)
  local name = at.rest:match "^%s+(%S+)%s+%S*$"
  for key, values in pairs(command.SETTINGS) do
    if not name then add(list, key, nil, table.concat(values, ", ")) end
    for _, value in ipairs(name == key and values or {}) do
      add(list, value)
    end
  end
end

OF_COMMAND.help = OF_FUNCTION.help

function OF_COMMAND.forget(c, list)
  for name in pairs(c.declared) do add(list, name) end
end

function OF_COMMAND.why(c, list)
  for _, row in ipairs(rows.data(c.last) and rows.list(c.last) or {}) do
    if type(row) == "table" and row.id then
      add(list, row.id, nil, row.message)
    end
  end
end

local function in_command(c, at)
  local list = new_list(false)
  if at.name == "" then
    for _, name in ipairs(command.NAMES) do
      local signature, doc = command.about(name, c.lang)
      add(list, name, signature, doc)
    end
    return result(at, matching(list, at.typed), " ")
  end
  if at.name == "rules" then
    at.from = at.from + #at.typed - #at.rest
    at.typed = at.rest
    return data.condition(c, at, select.fields)
  end
  if OF_COMMAND[at.name] then OF_COMMAND[at.name](c, list, at) end
  return result(at, matching(list, at.typed))
end

-- All of it ------------------------------------------------------------------

local KINDS = { text = in_text, command = in_command }

function KINDS.name(c, at)
  local list = new_list(false)
  if at.sep == "" then
    members.globals(c, list)
  else
    local value = walk.value(c, at.object)
    if value ~= nil then members.of_value(c, list, value, at.sep) end
  end
  return result(at, matching(list, at.typed))
end

function KINDS.key(c, at)
  local list = new_list(false)
  if at.name == "check" then data.params(c, list, at.id) end
  return result(at, matching(list, at.typed), " = ")
end

--- What can stand at the end of a text, in the shape of td_completion.
function M.at(c, s)
  local at = context.at(s)
  at.width = c.host.terminal()
  if not KINDS[at.what] then return result(at, {}) end
  return KINDS[at.what](c, at)
end

return M
