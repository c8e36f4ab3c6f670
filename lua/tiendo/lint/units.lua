--- Checks that values which are compared, added or subtracted are counted in
-- the same unit, where the units of both are known.
-- @module tiendo.lint.units
local model = require "tiendo.lint.model"

local M = {}

local VERBS = { add = "added", sub = "subtracted", lt = "compared",
  le = "compared", gt = "compared", ge = "compared", eq = "compared",
  ne = "compared" }

-- A year may be moved on by years.
local function fit(name, a, b)
  if a.unit == b.unit then return true end
  return (name == "add" or name == "sub") and model.STEP_OF[a.unit] == b.unit
    or name == "add" and model.STEP_OF[b.unit] == a.unit
end

-- The units of both sides where they do not fit; a day takes days.
local function clash(name, a, b)
  if a.unit and b.unit and not fit(name, a, b) then return a.unit, b.unit end
  local is_moved = (a.kind == "day") ~= (b.kind == "day")
    and (name == "add" or name == "sub")
  local by = is_moved and (a.unit or b.unit)
  if by and by ~= "days" then return "days", by end
end

local function advice_for(one, other)
  if one == "days" and other == "working days"
      or one == "working days" and other == "days" then
    return "working_days"
  end
  return "units"
end

--- Finds operations on values of different units.
function M.check(file)
  for _, node in ipairs(file.world.nodes) do
    local verb = node.tag == "Op" and VERBS[node[1]]
    local a = verb and file.infer:certain(node[2])
    local b = a and file.infer:certain(node[3])
    local one, other
    if b then one, other = clash(node[1], a, b) end
    if one then
      file:report(node, "unit-mix", verb, { text = file:text(node),
        one = one, other = other }, file:advice(advice_for(one, other)))
    end
  end
end

return M
