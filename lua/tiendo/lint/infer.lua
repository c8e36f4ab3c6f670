--- Types of expressions, as far as they are certain. A variable has the type
-- that all values it may get have in common, an argument of a function that of
-- all its calls; whoever depends on itself has none.
-- @module tiendo.lint.infer
local model = require "tiendo.lint.model"
local range = require "tiendo.lint.range"
local scope = require "tiendo.lint.scope"

local M = {}

local NONE, SAME = { kind = "none" }, {}

-- The type of a value that has one type or the other.
local function join(a, b)
  if not a or not b then return nil end
  if a.kind == "none" then return b end
  if b.kind == "none" or a == b then return a end
  if a.kind ~= b.kind or a.of ~= b.of or a.name ~= b.name then return nil end
  if a.kind == "number" then return range.join(a, b) end
  if a.kind == "text" then return model.TEXT end
  if a.kind == "list" and a.item ~= b.item or a.kind == "fn" then return nil end
  return a
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

function typers.Call(self, node, k)
  local fn = scope.callee(node)
  if fn then return self:result(fn, k) end
  local callee = node[1]
  if callee.tag == "Id" and not callee.var then
    return self:builtin(callee[1], node)
  end
  local t = self:type(callee)
  return t and t.kind == "fn" and t.gives[k] or nil
end

function typers.Invoke(self, node, k)
  local t = self:type(node[1])
  local members = t and model.members(t, self.rule)
  local member = members and members[node[2][1]]
  return member and member.kind == "fn" and member.gives[k] or nil
end

local ARITHMETIC = { add = true, sub = true, mul = true, div = true,
  idiv = true, mod = true, pow = true }
local COMPARES = { eq = true, ne = true, lt = true, le = true, gt = true,
  ge = true, ["not"] = true }

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

function typers.Op(self, node)
  local name = node[1]
  if COMPARES[name] then return model.BOOLEAN end
  if name == "concat" then return model.TEXT end
  if name == "len" then return model.number { lo = 0 } end
  local a = self:type(node[2])
  if name == "unm" then
    return a and a.kind == "number" and range.negate(a) or nil
  end
  local b = self:type(node[3])
  if name == "and" then return b end
  if name == "or" then return join(a, b) end
  return a and b and ARITHMETIC[name] and arithmetic(name, a, b) or nil
end

-- Analysis ------------------------------------------------------------------

local Analysis = {}
Analysis.__index = Analysis

-- What the type of a call of a global function is.
function Analysis:builtin(name, node)
  if name == "require" and node[2] and scope.text(node[2]) then
    return { kind = "module", name = node[2][1] }
  end
  if name == "tostring" or name == "type" then return model.TEXT end
end

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

-- An argument: given by the host, by a set that calls a function for its
-- rows, or by the calls.
function Analysis:argument(fn, i)
  local seeded = self.seeds[fn]
  if seeded then return seeded[i] end
  local call = fn.parent
  if not fn.var and call.tag == "Invoke" and i == 1 then
    local t = self:type(call[1])
    return t and t.kind == "set" and { kind = "row", of = t.of } or nil
  end
  if fn.escapes then return nil end
  local all = NONE
  for _, from in ipairs(fn.calls) do
    local given = from[i + 1] and self:type(from[i + 1])
    if not from[i + 1] and #from > 1 then
      given = self:type(from[#from], i - #from + 2)
    end
    all = join(all, given)
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
    local t = self:type(from[1])
    return t and t.kind == "set" and { kind = "row", of = t.of } or nil
  end
  if is_call_of(from, "ipairs") and from[2] then
    if i == 1 then return model.number { lo = 1 } end
    local t = self:type(from[2])
    return t and t.kind == "list" and t.item or nil
  end
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
