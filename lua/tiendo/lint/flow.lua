--- What an expression may stand for: the constructors, constants and calls that
-- its value can come from, through variables, arguments and returns.
-- @module tiendo.lint.flow
local scope = require "tiendo.lint.scope"

local M = {}

local collect -- of a node; they call each other

local function collect_def(def, found)
  if def.fn then
    local fn = def.fn
    if fn.escapes then found.is_open = true end
    for _, call in ipairs(fn.calls) do
      local argument = call[def.i + 1]
      if argument then collect(argument, 1, found) end
      if call[#call].tag == "Dots" then found.is_open = true end
    end
  elseif def.node then
    collect(def.node, def.k, found)
  elseif def.node == nil then
    found.is_open = true
  end
end

local function collect_returns(fn, k, found)
  for _, node in ipairs(fn.returns) do
    local last = #node
    local value = k < last and node[k] or node[last]
    if value and k <= last then
      collect(value, 1, found)
    elseif value and (value.tag == "Call" or value.tag == "Invoke") then
      collect(value, k - last + 1, found)
    end
  end
end

local function collect_index(node, found)
  if found.guard[node] then -- list = list.next
    found.is_open = true
    return
  end
  found.guard[node] = true
  local key = scope.text(node[2])
  local tables = M.values(node[1], 1, found.guard)
  if tables.is_open then found.is_open = true end
  for _, value in ipairs(tables) do
    if value.tag ~= "Table" then found.is_open = true end
    for _, pair in ipairs(value.tag == "Table" and value or {}) do
      local is_it = pair.tag == "Pair"
        and (not key or scope.text(pair[1]) == key)
      if is_it then collect(pair[2], 1, found) end
    end
  end
end

local collectors = {}

function collectors.Paren(node, _, found) collect(node[1], 1, found) end

function collectors.Id(node, _, found)
  if not node.var then
    found.is_open = true
    return
  end
  for _, def in ipairs(node.var.defs) do collect_def(def, found) end
end

function collectors.Op(node, _, found)
  if node[1] == "and" then
    collect(node[3], 1, found)
  elseif node[1] == "or" then
    collect(node[2], 1, found)
    collect(node[3], 1, found)
  else
    found[#found + 1] = node
  end
end

function collectors.Call(node, k, found)
  local fn = scope.callee(node)
  if fn then collect_returns(fn, k, found) else found[#found + 1] = node end
end

function collectors.Index(node, _, found) collect_index(node, found) end

function collect(node, k, found)
  found.seen[node] = found.seen[node] or {}
  if found.seen[node][k] then return end
  found.seen[node][k] = true
  local collector = collectors[node.tag]
  if collector then return collector(node, k, found) end
  found[#found + 1] = node
end

--- The nodes that the k-th value of an expression can come from: whatever is no
-- variable, and no call of a function of the file. `is_open` where there may be
-- others. `seen` are the nodes on the way.
function M.values(node, k, guard)
  local found = { seen = {}, guard = guard or {} }
  collect(node, k or 1, found)
  return found
end

-- What makes up a constant text.
local readers = {}

function readers.String(node) return node[1] end
function readers.Paren(node) return M.constant(node[1]) end

function readers.Op(node)
  if node[1] ~= "concat" then return nil end
  local left, right = M.constant(node[2]), M.constant(node[3])
  return left and right and left .. right
end

function readers.Id(node)
  local def = node.var and #node.var.defs == 1 and node.var.defs[1]
  return def and def.node and def.k == 1 and M.constant(def.node) or nil
end

--- The text that an expression always is, pieced together where it is `..`.
-- nil where it is not known.
function M.constant(node)
  local reader = readers[node.tag]
  return reader and reader(node)
end

return M
