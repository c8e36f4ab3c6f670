--- Checks that what is read is there: fields of rows, days and periods, methods
-- of sets and series, names of the context and of modules; and parameters,
-- declared and read.
-- @module tiendo.lint.fields
local model = require "tiendo.lint.model"
local scope = require "tiendo.lint.scope"

local M = {}

local TAKES_FIELD = { sort = true, pick = true, sum = true, group = true }
local TAKES_FILTER = { where = true, first = true, count = true }

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

local function with_article(noun)
  return (noun:find "^[aeiou]" and "an " or "a ") .. noun
end

local function report_unknown(file, node, t, name, names)
  local entity = t.of and model.entity(t.of)
  local key = t.kind == "params" and "undeclared" or "unknown_" .. t.kind
  file:report(node, t.kind == "params" and "undeclared-param"
    or "unknown-field", key,
    { name = name, kind = entity and with_article(entity.kind),
      kind_vi = entity and entity.kind_vi, set = t.of, module = t.name },
    file:near(name, names))
end

-- A name read from a value, at the node of the name.
local function look_at(file, value, key, assigned)
  local name = scope.text(key)
  local t = name and file.infer:certain(value)
  local members = t and model.members(t, file.rule)
  if not members or members[name] then return end
  if assigned[name] and t.kind ~= "row" then return end
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
function M.unknown(file)
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

-- Parameters that are never read --------------------------------------------

local function place_of(list, node)
  for i, item in ipairs(list) do
    if item == node then return i end
  end
end

-- Whether the argument of a call is seen where it arrives.
local function is_followed_into(file, call, node, t)
  local fn = scope.callee(call)
  local i = place_of(call, node)
  if fn then
    local id = fn[1][i - 1]
    local arrived = id and id.var and file.infer:type_of_var(id.var)
    return not id or (arrived and arrived.kind == t.kind)
  end
  -- The library takes the context for its outcomes and days only.
  local callee = call[1].tag == "Index" and file.infer:certain(call[1][1])
  return t.kind == "context" and callee and callee.kind == "module"
end

-- Whether it is certain what becomes of a value of the context or parameters.
local function is_followed(file, node, t)
  local parent = node.parent
  if parent.tag == "Index" then
    return parent[1] == node and scope.text(parent[2]) ~= nil
  end
  if parent.tag == "Call" then
    return is_followed_into(file, parent, node, t)
  end
  if parent.tag == "Local" or parent.tag == "Set" then
    local i = place_of(parent[2], node)
    local left = i and parent[1][i]
    local kept = left and left.tag == "Id" and left.var
      and file.infer:type_of_var(left.var)
    return kept and kept.kind == t.kind
  end
  local whole = (parent.tag == "Op" or parent.tag == "Paren")
    and file.infer:type(parent)
  return whole and (whole.kind == t.kind or whole.kind == "boolean")
end

-- Names of the parameters that are read; nil where one may be unseen.
local function read_names(file)
  local names = {}
  for _, node in ipairs(file.world.nodes) do
    local t = file.infer:certain(node)
    if t and (t.kind == "params" or t.kind == "context") then
      if not is_followed(file, node, t) then return nil end
      local key = node.parent.tag == "Index" and scope.text(node.parent[2])
      if t.kind == "params" and key then names[key] = true end
    end
  end
  return names
end

--- Finds parameters that are declared and never read.
function M.unused(file)
  local names = file.check and read_names(file)
  if not names then return end
  local declared = file:head_table "params"
  for _, param in ipairs(file.rule.params) do
    if not names[param.name] then
      local _, pair = scope.entry(declared or {}, param.name)
      file:report(pair or file.head, "unused-param", "unused",
        { name = param.name }, file:advice "unused")
    end
  end
end

return M
