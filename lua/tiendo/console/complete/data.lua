--- Data as candidates: codes and names of rows, rules, parameters, conditions.
-- @module tiendo.console.complete.data
local label = require "tiendo.show.label"
local list_of = require "tiendo.console.complete.list"
local pick = require "tiendo.show.pick"
local rows = require "tiendo.console.rows"
local schema = require "tiendo.schema"
local select = require "tiendo.select"
local walk = require "tiendo.console.walk"

local M = {}

local add = list_of.add

--- Adds the codes of the rows of a kind.
function M.codes(c, list, entity)
  for row in c.plan[entity.name]:each() do
    local name = label.own(row, c.lang)
      or label.own(row, c.lang == "vi" and "en" or "vi")
    add(list, row.code, nil, name or "")
  end
end

--- Adds the names of the rows of a kind, in both languages.
function M.names(c, list, entity)
  for row in c.plan[entity.name]:each() do
    for _, lang in ipairs { "vi", "en" } do
      local name = label.own(row, lang)
      if name then add(list, name, nil, row.code, true) end
    end
  end
end

--- Adds the ids of rules.
function M.rules(c, list)
  for _, rule in ipairs(c.host.rules() or {}) do
    add(list, rule.rule, nil, rule.title[c.lang] or rule.title.en)
  end
end

--- Adds the parameters of a rule.
function M.params(c, list, id)
  for _, rule in ipairs(c.host.rules() or {}) do
    for _, param in ipairs(rule.rule == id and rule.params or {}) do
      add(list, param.name, nil, ("%s = %s"):format(param.type,
        tostring(param.written)))
    end
  end
end

-- Conditions -----------------------------------------------------------------

--- The fields that conditions on the rows of a set can name, and their kind.
function M.fields(c, value)
  local data = rows.data(value) or {}
  local entity = data.entity or walk.entity(c, value)
  if entity then
    return pick.fields(entity, c.plan[entity.name][1]), entity
  end
  if data.select then return data.select.fields end
  local out = {}
  for _, column in ipairs(data.columns or {}) do
    out[column.name] = { kind = "text" }
  end
  return next(out) and out or select.fields
end

local OF_FIELD = { goal = "goals", target = "targets", agency = "agencies",
  lead = "agencies", area = "areas", indicator = "indicators",
  source = "sources" }

-- The set whose codes a field holds.
local function set_of_field(name, entity)
  for _, field in ipairs(entity and entity.fields or {}) do
    if field.name == name and field.type == "reference" then return field.of end
  end
  return OF_FIELD[name]
end

local function add_values(c, list, name, fields, entity)
  local field = fields[name]
  for _, value in ipairs(field and field.of or {}) do add(list, value) end
  if name == "rule" then M.rules(c, list) end
  local of = set_of_field(name, entity)
  if of and of ~= "series" then M.codes(c, list, schema.find(of)) end
end

-- The part of a condition that is being typed, and the field whose value it is.
local function in_condition(typed)
  local word = typed:match "([^%s()=<>~,]*)$"
  local before = typed:sub(1, #typed - #word)
  local field = before:match "([%w_]+)%s*[=<>~]+%s*$"
    or before:match "([%w_]+)%s+in%s*%([^()]*$"
  return word, field
end

--- What can stand in a condition, in the shape of td_completion.
function M.condition(c, at, fields, entity)
  local word, field = in_condition(at.typed)
  local list = list_of.new(true)
  if field then
    add_values(c, list, field, fields, entity)
  else
    for name, one in pairs(fields) do
      add(list, name, nil, one.of and table.concat(one.of, ", ") or one.kind)
    end
    for _, name in ipairs { "and", "or", "not", "in" } do add(list, name) end
  end
  at.from = at.from + #at.typed - #word
  at.typed = word
  return list_of.result(at, list_of.matching(list, word))
end

return M
