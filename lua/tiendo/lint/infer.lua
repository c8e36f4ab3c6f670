--- Types of expressions, as far as they are certain. A variable has the type
-- that all values it may get have in common, an argument of a function that of
-- all its calls; whoever depends on itself has none.
-- @module tiendo.lint.infer
local model = require "tiendo.lint.model"
local range = require "tiendo.lint.range"
local scope = require "tiendo.lint.scope"

local M = {}

local NONE, SAME = { kind = "none" }, {}

local function is_alike(a, b)
  return a.of == b.of and a.name == b.name and a.item == b.item
end

-- The type of a value that has one type or the other.
local function join(a, b)
  if not a or not b then return nil end
  if a.kind == "none" then return b end
  if b.kind == "none" or a == b then return a end
  if a.kind ~= b.kind or a.kind == "fn" then return nil end
  if a.kind == "number" then return range.join(a, b) end
  if a.kind == "text" then return model.TEXT end
  return is_alike(a, b) and a or nil
end

-- Expressions ---------------------------------------------------------------

local typers = {}

function typers.Nil() return NONE end
function typers.True() return model.BOOLEAN end
typers.False = typers.True

function typers.Number(_, node)
  local x = tonumber(node[1])
  return model.number { lo = x, hi = x, at = x, is_declared = true }
end

function typers.String(_, node)
  return { kind = "text", one_of = { node[1] }, is_constant = true }
end

function typers.Paren(self, node, k)
  return k == 1 and self:type(node[1]) or nil
end

function typers.Function() return { kind = "fn", gives = {} } end

function typers.Id(self, node)
  return node.var and self:type_of_var(node.var)
end

-- Members of sets are methods, and a number picks a row.
function typers.Index(self, node)
  local t = self:type(node[1])
  local key = scope.text(node[2])
  if not t then return nil end
  if t.kind == "set" and not key then return { kind = "row", of = t.of } end
  if t.kind == "list" and not key then return t.item end
  if t.kind == "group" and key == "rows" then
    return { kind = "set", of = t.of }
  end
  local members = key and model.members(t, self.rule)
  return members and members[key]
end

-- What the call of a global function gives.
local function builtin(name, node)
  if name == "require" and node[2] and scope.text(node[2]) then
    return { kind = "module", name = node[2][1] }
  end
  if name == "tostring" or name == "type" then return model.TEXT end
end

-- The name of a function of math that a node means, "max" of math.max.
local function math_name(node)
  local lib = node.tag == "Index" and node[1]
  local is_math = lib and lib.tag == "Id" and not lib.var and lib[1] == "math"
  return is_math and scope.text(node[2])
end

-- math.max(a, b): what a function of math gives for one or two numbers.
local function math_call(self, node)
  local name, numbers = math_name(node[1]), {}
  if not name or #node > 3 then return nil end
  for i = 2, #node do
    local t = self:type(node[i])
    if not t or t.kind ~= "number" then return nil end
    numbers[#numbers + 1] = t
  end
  return numbers[1] and range.call(name, table.unpack(numbers))
end

function typers.Call(self, node, k)
  local fn = scope.callee(node)
  if fn then return self:result(fn, k) end
  local callee = node[1]
  if callee.tag == "Id" and not callee.var then
    return builtin(callee[1], node)
  end
  local t = self:type(callee)
  if t then return t.kind == "fn" and t.gives[k] or nil end
  return k == 1 and math_call(self, node) or nil
end

function typers.Invoke(self, node, k)
  local t = self:type(node[1])
  local members = t and model.members(t, self.rule)
  local member = members and members[node[2][1]]
  return member and member.kind == "fn" and member.gives[k] or nil
end

local function arithmetic(name, a, b)
  if a.kind == "number" and b.kind == "number" then
    return range.operate(name, a, b)
  end
  if a.kind == "day" and b.kind == "day" and name == "sub" then
    return model.number { unit = "days" }
  end
  if a.kind == "day" and b.kind == "number" then return a end
  if b.kind == "day" and name == "add" then return b end
end

-- By operator, of the types of both sides.
local OPERATORS = {
  ["and"] = function(_, b) return b end,
  ["or"] = join,
  len = function() return model.number { lo = 0 } end,
  unm = function(a) return a and a.kind == "number" and range.negate(a) end,
}
for _, name in ipairs { "add", "sub", "mul", "div", "idiv", "mod", "pow" } do
  OPERATORS[name] = function(a, b) return a and b and arithmetic(name, a, b) end
end
for _, name in ipairs { "eq", "ne", "lt", "le", "gt", "ge", "not" } do
  OPERATORS[name] = function() return model.BOOLEAN end
end
OPERATORS.concat = function() return model.TEXT end

function typers.Op(self, node)
  local operator = OPERATORS[node[1]]
  return operator and operator(self:type(node[2]),
    node[3] and self:type(node[3])) or nil
end

-- Analysis ------------------------------------------------------------------

local Analysis = {}
Analysis.__index = Analysis

-- The k-th result of a function of the file.
function Analysis:result(fn, k)
  local all = NONE
  for _, node in ipairs(fn.returns) do
    local last = node[#node]
    local t = NONE
    if node[k] then
      t = self:type(node[k])
    elseif last and (last.tag == "Call" or last.tag == "Invoke"
        or last.tag == "Dots") then
      t = self:type(last, k - #node + 1)
    end
    all = join(all, t)
  end
  return all
end

-- The row that a set gives to the function it is called with.
local function row_of(self, call)
  local t = self:type(call[1])
  return t and t.kind == "set" and { kind = "row", of = t.of } or nil
end

-- The i-th argument of a call.
local function given_to(self, call, i)
  if call[i + 1] then return self:type(call[i + 1]) end
  if #call == 1 then return NONE end
  return self:type(call[#call], i - #call + 2)
end

-- An argument: given by the host, by a set that calls a function for its
-- rows, or by the calls.
function Analysis:argument(fn, i)
  local seeded = self.seeds[fn]
  if seeded then return seeded[i] end
  if not fn.var and fn.parent.tag == "Invoke" and i == 1 then
    return row_of(self, fn.parent)
  end
  if fn.escapes then return nil end
  local all = NONE
  for _, call in ipairs(fn.calls) do
    all = join(all, given_to(self, call, i))
  end
  return all
end

local function is_call_of(node, name)
  return node.tag == "Call" and node[1].tag == "Id" and not node[1].var
    and node[1][1] == name
end

-- A variable of `for r in set:each()` or `for i, x in ipairs(list)`.
function Analysis:loop_variable(loop, i)
  local from = loop[2][1]
  if from.tag == "Invoke" and from[2][1] == "each" and i == 1 then
    return row_of(self, from)
  end
  if not is_call_of(from, "ipairs") or not from[2] then return nil end
  if i == 1 then return model.number { lo = 1 } end
  local t = self:type(from[2])
  return t and t.kind == "list" and t.item or nil
end

function Analysis:type_of_def(def)
  if def.fn then return self:argument(def.fn, def.i) end
  if def.loop then return self:loop_variable(def.loop, def.i) end
  if def.num then return model.number() end
  if not def.node then return NONE end
  return self:type(def.node, def.k)
end

function Analysis:type_of_var(var)
  local all = NONE
  for _, def in ipairs(var.defs) do
    all = join(all, self:type_of_def(def))
    if not all then return nil end
  end
  return all
end

--- The type of the k-th value of an expression, nil if it is not certain.
function Analysis:type(node, k)
  k = k or 1
  local known = self.known[node]
  if not known then
    known = {}
    self.known[node] = known
  end
  if known[k] == nil then
    known[k] = SAME -- asked again on the way, it depends on itself
    local typer = typers[node.tag]
    local is_single = node.tag ~= "Call" and node.tag ~= "Invoke"
      and node.tag ~= "Paren"
    known[k] = typer and (k == 1 or not is_single) and typer(self, node, k)
      or false
  end
  local t = known[k]
  return t ~= SAME and t or nil
end

--- The type of an expression that is one value at least, without "none".
function Analysis:certain(node)
  local t = self:type(node)
  return t and t.kind ~= "none" and t or nil
end

--- Begins to look at a file.
-- @tparam table rule  { over, types = types of the parameters by name }
-- @treturn table  an analysis; `seeds` gives functions that the host calls the
--   types of their arguments
function M.new(rule)
  return setmetatable({ rule = rule, seeds = {}, known = {} }, Analysis)
end

return M
