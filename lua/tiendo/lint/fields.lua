--- Checks that what is read is there: fields of rows, days and periods, methods
-- of sets and series, names of the context and of modules, parameters.
-- @module tiendo.lint.fields
local model = require "tiendo.lint.model"
local scope = require "tiendo.lint.scope"

local M = {}

local TAKES_FIELD = { sort = true, pick = true, sum = true, group = true }
local TAKES_FILTER = { where = true, first = true, count = true }

-- Plain tables, to which a rule may add names of its own.
local IS_PLAIN = { context = true, params = true }

-- Names that the file itself gives values, on whatever table.
local function assigned_names(world)
  local names = {}
  for _, node in ipairs(world.nodes) do
    for _, left in ipairs(node.tag == "Set" and node[1] or {}) do
      local key = left.tag == "Index" and scope.text(left[2])
      if key then names[key] = left end
    end
  end
  return names
end

-- "an agency", "cơ quan"
local function kind_of(entity)
  local article = entity.kind:find "^[aeiou]" and "an " or "a "
  return { en = article .. entity.kind, vi = entity.kind_vi }
end

local function report_unknown(file, node, t, name, names)
  local entity = t.of and model.entity(t.of)
  local key = t.kind == "params" and "undeclared" or "unknown_" .. t.kind
  file:report(node, t.kind == "params" and "undeclared-param"
    or "unknown-field", key,
    { name = name, kind = entity and kind_of(entity), set = t.of,
      module = t.name },
    file:near(name, names))
end

-- Whether a value of the type may have a name.
local function may_have(t, name, members, assigned)
  return not members or members[name] or assigned[name] and IS_PLAIN[t.kind]
end

-- A name read from a value, at the node of the name.
local function look_at(file, value, key, assigned)
  local name = scope.text(key)
  local t = name and file.infer:certain(value)
  if not t then return end
  local members = model.members(t, file.rule)
  if may_have(t, name, members, assigned) then return end
  report_unknown(file, key, t, name, model.names(members))
end

-- A text that names a field of the rows of a set.
local function look_at_field(file, t, node)
  local members = model.entity(t.of).members
  local name = scope.text(node)
  if not name or members[name] then return end
  report_unknown(file, node, { kind = "row", of = t.of }, name,
    model.names(members))
end

local function has(list, value)
  for _, item in ipairs(list) do
    if item == value then return true end
  end
  return false
end

-- set:where { status = "late" }
local function look_at_filter(file, t, filter)
  local members = model.entity(t.of).members
  for _, pair in ipairs(filter) do
    local key = pair.tag == "Pair" and pair[1]
    local wanted = key and scope.text(pair[2])
    local field = key and members[scope.text(key)]
    if key then look_at_field(file, t, key) end
    if wanted and field and field.one_of and not has(field.one_of, wanted) then
      file:report(pair[2], "unreachable", "no_choice",
        { value = wanted, name = field.what, list = field.one_of },
        file:near(wanted, field.one_of))
    end
  end
end

local function look_at_arguments(file, node)
  local method, argument = node[2][1], node[3]
  local t = argument and file.infer:certain(node[1])
  if not t or t.kind ~= "set" then return end
  if TAKES_FIELD[method] then look_at_field(file, t, argument) end
  if TAKES_FILTER[method] and argument.tag == "Table" then
    look_at_filter(file, t, argument)
  end
end

--- Finds names that are not there.
function M.check(file)
  local assigned = assigned_names(file.world)
  for _, node in ipairs(file.world.nodes) do
    local is_target = node.tag == "Index" and assigned[node[2][1]] == node
    if node.tag == "Index" and not is_target then
      look_at(file, node[1], node[2], assigned)
    elseif node.tag == "Invoke" then
      look_at(file, node[1], node[2], assigned)
      look_at_arguments(file, node)
    end
  end
end

return M
