--- Checks that a comparison can turn out either way: over all that parameters
-- may be set to, with their defaults, and after the comparisons before it.
-- @module tiendo.lint.reach
local model = require "tiendo.lint.model"
local range = require "tiendo.lint.range"
local scope = require "tiendo.lint.scope"

local M = {}

local INF = math.huge
local COMPARES = { lt = true, le = true, gt = true, ge = true, eq = true,
  ne = true }

-- One comparison ------------------------------------------------------------

-- "3", "0…2", "≥ 0".
local function limits(t)
  local lo, hi = ("%.14g"):format(t.lo), ("%.14g"):format(t.hi)
  if lo == hi then return lo end
  if t.hi == INF then return "≥ " .. lo end
  return t.lo == -INF and "≤ " .. hi or lo .. "…" .. hi
end

local function report_verdict(file, node, verdict, a, b, suffix)
  file:report(node, "unreachable", (verdict and "always" or "never") .. suffix,
    { text = file:text(node), left = file:text(node[2]), a = limits(a),
      right = file:text(node[3]), b = limits(b) },
    file:advice(suffix == "" and "limits" or "default"))
end

-- The number as it is where no parameter is set.
local function by_default(t)
  if not (t.is_declared and t.at) then return t end
  return model.number { lo = t.at, hi = t.at }
end

local function compare_numbers(file, node, a, b)
  local verdict = range.verdict(node[1], a, b)
  if verdict ~= nil then
    return report_verdict(file, node, verdict, a, b, "")
  end
  -- Between declared values it is a switch: somebody may want it off.
  if (a.is_declared and b.is_declared) or not (a.of_param or b.of_param) then
    return
  end
  local x, y = by_default(a), by_default(b)
  verdict = range.verdict(node[1], x, y)
  if verdict ~= nil then
    report_verdict(file, node, verdict, x, y, "_default")
  end
end

local function is_in(list, value)
  for _, item in ipairs(list) do
    if item == value then return true end
  end
  return false
end

local function compare_texts(file, node, a, b)
  local choice, constant = a, b
  if a.is_constant then choice, constant = b, a end
  if not constant.is_constant or not choice.one_of or choice.is_constant then
    return
  end
  local value = constant.one_of[1]
  if is_in(choice.one_of, value) then return end
  file:report(node, "unreachable", "no_choice",
    { value = value, name = choice.what, list = choice.one_of },
    file:near(value, choice.one_of))
end

local function look_at(file, node)
  local a = file.infer:certain(node[2])
  local b = a and file.infer:certain(node[3])
  if not b or a.kind ~= b.kind then return end
  if a.kind == "number" then return compare_numbers(file, node, a, b) end
  if a.kind == "text" and (node[1] == "eq" or node[1] == "ne") then
    compare_texts(file, node, a, b)
  end
end

-- One after the other -------------------------------------------------------

local FIXED = { row = true, params = true, context = true, day = true,
  period = true, plan = true }

-- A name for an expression that has the same value each time it is read; nil
-- where it may not.
local function key_of(file, node)
  if node.tag == "Id" then
    local var = node.var
    return var and #var.defs == 1 and tostring(file:number_of(var)) or nil
  end
  if node.tag == "Paren" then return key_of(file, node[1]) end
  local name = node.tag == "Index" and scope.text(node[2])
  local t = name and file.infer:certain(node[1])
  local whole = t and FIXED[t.kind] and key_of(file, node[1])
  return whole and whole .. "." .. name
end

-- The number that a side of a condition is, declared and with a default.
local function limit_of(file, node)
  local t = file.infer:certain(node)
  return t and t.kind == "number" and t.is_declared and t.at and t or nil
end

-- A condition as { key, name of the comparison, number by default }.
local function read_condition(file, node)
  if node.tag == "Paren" then return read_condition(file, node[1]) end
  if node.tag ~= "Op" or not COMPARES[node[1]] then return nil end
  local name, left, limit = node[1], node[2], limit_of(file, node[3])
  if not limit then
    name, left, limit = range.swapped(name), node[3], limit_of(file, node[2])
  end
  local key = limit and key_of(file, left)
  return key and { key = key, name = name, at = limit.at, node = node,
    of_param = limit.of_param } or nil
end

-- The conditions that must all hold for a node to hold.
local function conjuncts(node, out)
  out = out or {}
  if node.tag == "Paren" then return conjuncts(node[1], out) end
  if node.tag == "Op" and node[1] == "and" then
    conjuncts(node[2], out)
    return conjuncts(node[3], out)
  end
  out[#out + 1] = node
  return out
end

-- What is left of a value's limits once a comparison is known to hold. Open
-- ends are kept apart: lo_open says that lo itself is excluded.
local function narrow(left, name, at)
  local is_open = name == "lt" or name == "gt"
  if (name == "lt" or name == "le") and (at < left.hi
      or at == left.hi and is_open) then
    left.hi, left.hi_open = at, is_open
  elseif (name == "gt" or name == "ge") and (at > left.lo
      or at == left.lo and is_open) then
    left.lo, left.lo_open = at, is_open
  end
end

local function is_empty(left)
  return left.lo > left.hi
    or left.lo == left.hi and (left.lo_open or left.hi_open) or false
end

-- Whether a condition can still hold of what is left.
local function can_hold(left, condition)
  local rest = { lo = left.lo, hi = left.hi, lo_open = left.lo_open,
    hi_open = left.hi_open }
  if condition.name == "ne" then return true end
  if condition.name == "eq" then
    narrow(rest, "le", condition.at)
    narrow(rest, "ge", condition.at)
  else
    narrow(rest, condition.name, condition.at)
  end
  return not is_empty(rest)
end

-- Judges a branch against what the branches before have taken.
local function look_at_branch(file, node, taken)
  for _, part in ipairs(conjuncts(node)) do
    local condition = read_condition(file, part)
    local left = condition and taken[condition.key]
    if left and not can_hold(left, condition) then
      local is_set = condition.of_param or left.of_param
      file:report(condition.node, "unreachable",
        is_set and "taken_default" or "taken",
        { text = file:text(condition.node), line = left.line },
        file:advice(is_set and "order_default" or "order"))
      return
    end
  end
end

-- Notes that a condition did not hold.
local function note_taken(file, node, taken)
  local condition = read_condition(file, node)
  local opposite = condition and range.opposite(condition.name)
  if not opposite or opposite == "eq" or opposite == "ne" then return end
  local left = taken[condition.key] or { lo = -INF, hi = INF }
  taken[condition.key] = left
  left.line = node.line
  left.of_param = left.of_param or condition.of_param
  narrow(left, opposite, condition.at)
end

local function leaves(block)
  local last = block[#block]
  return last and (last.tag == "Return" or last.tag == "Break"
    or last.tag == "Goto")
end

local function copy(taken)
  local out = {}
  for key, from in pairs(taken) do
    local own = {}
    for name, value in pairs(from) do own[name] = value end
    out[key] = own
  end
  return out
end

-- An if statement; `taken` goes on to the statements after it where all its
-- branches leave.
local function look_at_if(file, node, taken)
  local is_left, inside = true, copy(taken)
  for i = 1, #node - 1, 2 do
    look_at_branch(file, node[i], inside)
    note_taken(file, node[i], inside)
    is_left = is_left and leaves(node[i + 1])
    if is_left then note_taken(file, node[i], taken) end
  end
end

local function look_at_block(file, block)
  local taken = {}
  for _, statement in ipairs(block) do
    if statement.tag == "If" then
      look_at_if(file, statement, taken)
    elseif statement.tag == "Label" then
      taken = {}
    end
  end
end

--- Finds comparisons whose outcome is certain beforehand.
function M.check(file)
  for _, node in ipairs(file.world.nodes) do
    if node.tag == "Op" and COMPARES[node[1]] then look_at(file, node) end
  end
  for _, block in ipairs(file.world.blocks) do look_at_block(file, block) end
end

return M
