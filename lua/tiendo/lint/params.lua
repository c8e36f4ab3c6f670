--- Checks that each parameter that is declared is read somewhere, where it can
-- be followed into all places that the context and the parameters go to.
-- @module tiendo.lint.params
local scope = require "tiendo.lint.scope"

local M = {}

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

-- What becomes of a value, by what the expression around it is.
local followers = {}

function followers.Index(_, parent, node)
  return parent[1] == node and scope.text(parent[2]) ~= nil
end

function followers.Local(file, parent, node, t)
  local i = place_of(parent[2], node)
  local left = i and parent[1][i]
  local kept = left and left.tag == "Id" and left.var
    and file.infer:type_of_var(left.var)
  return kept and kept.kind == t.kind
end

function followers.Op(file, parent, _, t)
  local whole = file.infer:type(parent)
  return whole and (whole.kind == t.kind or whole.kind == "boolean")
end

followers.Call = is_followed_into
followers.Set, followers.Paren = followers.Local, followers.Op

-- Whether it is certain what becomes of a value of the context or parameters.
local function is_followed(file, node, t)
  local follower = followers[node.parent.tag]
  return follower and follower(file, node.parent, node, t)
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
function M.check(file)
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
