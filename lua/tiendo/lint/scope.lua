--- Names in a syntax tree: which variable an Id means, where variables get
-- their values, who calls which function.
--
-- Each node gets `parent`, an Id of a local gets `var`. A variable is { name,
-- defs, refs }; what it may hold is in `defs`:
--
--     { node, k }       the k-th value of an expression
--     { fn, i }         the i-th argument of a function
--     { loop, i }       the i-th variable of a Forin; of a Fornum { num }
--
-- A function gets `calls`, the calls by its name, `escapes` where it is also
-- used in another way, and `returns`.
-- @module tiendo.lint.scope
local M = {}

local visit -- of a node; they call each other

local function declare(scope, id, def)
  local var = { name = id[1], defs = { def }, refs = {} }
  scope.vars[id[1]] = var
  id.var = var
  return var
end

local function find(scope, name)
  while scope do
    if scope.vars[name] then return scope.vars[name] end
    scope = scope.up
  end
end

local function inner(scope)
  return { vars = {}, up = scope, fn = scope.fn, world = scope.world }
end

local function visit_list(list, parent, scope)
  for _, node in ipairs(list) do visit(node, parent, scope) end
end

local function visit_block(block, parent, scope)
  scope.world.blocks[#scope.world.blocks + 1] = block
  visit_list(block, parent, scope)
end

-- The expression that gives the i-th of several names its value.
local function value_of(values, i)
  if not values then return { node = false, k = 1 } end
  if i < #values then return { node = values[i], k = 1 } end
  if #values == 0 then return { node = false, k = 1 } end
  return { node = values[#values], k = i - #values + 1 }
end

local function visit_function(node, scope)
  local own = inner(scope)
  own.fn = node
  node.calls, node.returns, node.escapes = {}, {}, true
  scope.world.functions[#scope.world.functions + 1] = node
  for i, id in ipairs(node[1]) do
    id.parent = node
    if id.tag == "Id" then declare(own, id, { fn = node, i = i }) end
  end
  visit_block(node[2], node, own)
end

local visitors = {}

function visitors.Id(node, scope)
  node.var = find(scope, node[1])
  if node.var then table.insert(node.var.refs, node) end
end

function visitors.Function(node, scope)
  visit_function(node, scope)
end

function visitors.Local(node, scope)
  visit_list(node[2] or {}, node, scope)
  for i, id in ipairs(node[1]) do
    id.parent = node
    local var = declare(scope, id, value_of(node[2], i))
    local value = var.defs[1].node
    if value and value.tag == "Function" then value.var = var end
  end
end

function visitors.Localrec(node, scope)
  local id, fn = node[1][1], node[2][1]
  id.parent, fn.parent = node, node
  fn.var = declare(scope, id, { node = fn, k = 1 })
  visit_function(fn, scope)
end

function visitors.Set(node, scope)
  visit_list(node[2], node, scope)
  for i, left in ipairs(node[1]) do
    if left.tag == "Id" then
      left.parent, left.var = node, find(scope, left[1])
      local defs = left.var and left.var.defs
      if defs then defs[#defs + 1] = value_of(node[2], i) end
    else
      visit(left, node, scope)
    end
  end
end

function visitors.Forin(node, scope)
  visit_list(node[2], node, scope)
  local own = inner(scope)
  for i, id in ipairs(node[1]) do
    id.parent = node
    declare(own, id, { loop = node, i = i })
  end
  visit_block(node[3], node, own)
end

function visitors.Fornum(node, scope)
  for i = 2, #node - 1 do visit(node[i], node, scope) end
  local own = inner(scope)
  node[1].parent = node
  declare(own, node[1], { num = node })
  visit_block(node[#node], node, own)
end

function visitors.If(node, scope)
  for i, part in ipairs(node) do
    if part.tag then
      visit(part, node, scope)
    else
      visit_block(part, node, inner(scope))
    end
    part.at = i
  end
end

function visitors.While(node, scope)
  visit(node[1], node, scope)
  visit_block(node[2], node, inner(scope))
end

function visitors.Repeat(node, scope)
  local own = inner(scope)
  visit_block(node[1], node, own)
  visit(node[2], node, own)
end

function visitors.Do(node, scope)
  visit_block(node, node, inner(scope))
end

function visitors.Return(node, scope)
  local list = scope.fn and scope.fn.returns or scope.world.returns
  list[#list + 1] = node
  visit_list(node, node, scope)
end

function visit(node, parent, scope)
  if type(node) ~= "table" then return end
  node.parent = parent
  table.insert(scope.world.nodes, node)
  local visitor = visitors[node.tag]
  if visitor then return visitor(node, scope) end
  visit_list(node, node, scope)
end

-- Sorts the uses of a function's name into calls and the rest.
local function find_calls(fn)
  local var = fn.var
  if not var or #var.defs > 1 then return end
  fn.escapes = false
  for _, ref in ipairs(var.refs) do
    if ref.parent.tag == "Call" and ref.parent[1] == ref then
      table.insert(fn.calls, ref.parent)
    else
      fn.escapes = true
    end
  end
end

--- Links the names of a tree.
-- @tparam table tree  what tiendo.syntax gave
-- @treturn table  { nodes, blocks, functions, returns }: all nodes, lists of
--   statements and functions in reading order, and what the file returns
function M.link(tree)
  local world = { nodes = {}, blocks = {}, functions = {}, returns = {} }
  visit_block(tree, nil, { vars = {}, world = world })
  for _, fn in ipairs(world.functions) do find_calls(fn) end
  return world
end

--- The function that a call means, where that is certain: one of the file's
-- own, called by its name.
function M.callee(call)
  local var = call.tag == "Call" and call[1].tag == "Id" and call[1].var
  local node = var and #var.defs == 1 and var.defs[1].node
  return node and node.tag == "Function" and node or nil
end

--- The text of a String, else nil.
function M.text(node)
  return node and node.tag == "String" and node[1] or nil
end

--- The value of a table constructor's key, and the Pair.
function M.entry(node, key)
  for _, pair in ipairs(node) do
    if pair.tag == "Pair" and M.text(pair[1]) == key then
      return pair[2], pair
    end
  end
end

return M
