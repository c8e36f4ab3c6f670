--- Conditions as code of a rule: what tiendo.select reads becomes Lua that says
-- the same without it, for a reader to go on from.
-- @module tiendo.console.keep.code
local grammar = require "tiendo.select.grammar"
local pick = require "tiendo.show.pick"

local M = {}

local ROW = "row"

--- A text as Lua has it.
function M.quote(s)
  return '"' .. s:gsub('[\\"]', "\\%0"):gsub("\n", "\\n"):gsub("%c",
    function(char) return ("\\%d"):format(char:byte()) end) .. '"'
end

local quote = M.quote

-- Fields ----------------------------------------------------------------------

local function is_reference(entity, name)
  for _, list in ipairs { entity.fields, entity.computed } do
    for _, field in ipairs(list) do
      if field.name == name then return field.type == "reference" end
    end
  end
  return false
end

local function is_boolean(entity, name)
  for _, field in ipairs(entity.fields) do
    if field.name == name then return field.type == "boolean" end
  end
  return false
end

-- The expression for a field, and what has to be there besides it.
local function held(entity, name)
  if name == "subject" then return ROW .. ".code" end
  local path = ROW .. "." .. name
  if is_reference(entity, name) then return path .. ".code", path end
  return path, path
end

-- Values ----------------------------------------------------------------------

local LAST_DAY = { "31", "28", "31", "30", "31", "30", "31", "31", "30", "31",
  "30", "31" }
local MONTHS = { H = 6, Q = 3 }

local function last_of_month(year, month)
  local is_leap = month == 2 and year % 4 == 0
    and (year % 100 ~= 0 or year % 400 == 0)
  return is_leap and "29" or LAST_DAY[month]
end

-- First and last day of a day or a period, as ISO texts.
local function days_of(s)
  if s:find "^%d+%-%d+%-%d+$" then return s, s end
  local year, sort, part = s:match "^(%d+)%-?([HQ]?)(%d*)$"
  local months = part == "" and 12 or MONTHS[sort] or 1
  local first = ((tonumber(part) or 1) - 1) * months + 1
  local last = first + months - 1
  return ("%s-%02d-01"):format(year, first),
    ("%s-%02d-%s"):format(year, last, last_of_month(tonumber(year), last))
end

local function day_literal(state, s)
  state.modules.date = true
  return "date.of " .. quote(s)
end

-- Comparisons, by what the field holds; each gives an expression that may take
-- for granted that there is a value.
local compare = {}

function compare.number(_, path, op, value)
  return ("%s %s %s"):format(path, op, tostring(tonumber(value)))
end

function compare.date(state, path, op, value)
  local first, last = days_of(value)
  if op == "==" and first ~= last then
    return ("%s >= %s and %s <= %s"):format(path, day_literal(state, first),
      path, day_literal(state, last))
  elseif op == "~=" and first ~= last then
    return ("(%s < %s or %s > %s)"):format(path, day_literal(state, first),
      path, day_literal(state, last))
  end
  local bound = (op == "<=" or op == ">") and last or first
  return ("%s %s %s"):format(path, op, day_literal(state, bound))
end

function compare.period(state, path, op, value)
  state.modules.date = true
  return ("%s %s date.period %s"):format(path, op, quote(value))
end

-- Codes and texts: equal as they are, ordered as a reader orders them.
function compare.text(state, path, op, value)
  if op == "==" or op == "~=" then
    return ("%s %s %s"):format(path, op, quote(value))
  end
  state.modules.text = true
  return ("text.compare_codes(%s, %s) %s 0"):format(path, quote(value), op)
end

local function pattern_of(glob)
  local out = glob:gsub("[%^%$%(%)%%%.%[%]%+%-]", "%%%0")
    :gsub("%?", "[^\128-\191][\128-\191]*"):gsub("%*", ".*")
  return "^" .. out .. "$"
end

local function is_glob(value)
  return not value.is_quoted and value.text:find "[*?]" ~= nil
end

local function compared(state, entity, field, name, op, value)
  local path, needed = held(entity, name)
  if is_boolean(entity, name) then path = ("tostring(%s)"):format(path) end
  local guard = needed and ("%s ~= nil and "):format(needed) or ""
  local kind = compare[field.kind] or compare.text
  if op == "~" then
    state.modules.text = true
    return ("%stext.contains(%s, %s)"):format(guard, path, quote(value.text))
  elseif is_glob(value) then
    local found = ("%s:find(%s)"):format(path, quote(pattern_of(value.text)))
    return op == "=" and guard .. found
      or ("%snot %s"):format(guard, found)
  end
  return guard .. kind(state, path, op == "=" and "==" or op, value.text)
end

local function label_text(state, op, value)
  state.modules.text = true
  if op ~= "~" then
    error("a rule can ask of a label only what it holds: label ~ \"...\"", 0)
  end
  local out = {}
  for i, name in ipairs(state.names) do
    out[i] = ("text.contains(%s.%s or \"\", %s)"):format(ROW, name,
      quote(value.text))
  end
  return "(" .. table.concat(out, " or ") .. ")"
end

local function membership(state, entity, field, c)
  local out = {}
  for i, value in ipairs(c.list) do
    out[i] = "(" .. compared(state, entity, field, c.field, "=", value) .. ")"
  end
  local any = "(" .. table.concat(out, " or ") .. ")"
  if not c.is_out then return any end
  local _, needed = held(entity, c.field)
  return (needed and ("%s ~= nil and "):format(needed) or "") .. "not " .. any
end

local function condition(state, entity, fields, c)
  if c.bare then
    c.field, c.op, c.value = "rule", "=", c.bare
  end
  local field = fields[c.field]
  if not field then
    error(("a rule cannot ask for '%s'"):format(c.field), 0)
  end
  state.used[#state.used + 1] = c.field
  if c.field == "label" then return label_text(state, c.op, c.value) end
  if c.list then return membership(state, entity, field, c) end
  return compared(state, entity, field, c.field, c.op, c.value)
end

-- Expressions -----------------------------------------------------------------

-- Steps first .. last - 1 of tiendo.select.grammar as one expression.
local function expression(steps, first, last, one)
  local out, binds, at = nil, nil, first
  while at < last do
    local step = steps[at]
    if step.op == "test" then
      out, binds, at = one(step.condition), "and", at + 1
    elseif step.op == "not" then
      out, binds, at = ("not (%s)"):format(out), "not", at + 1
    else
      local right, with = expression(steps, at + 1, step.to, one)
      if binds == "or" and step.op == "and" then out = "(" .. out .. ")" end
      if with == "or" and step.op == "and" then right = "(" .. right .. ")" end
      out = ("%s\n        %s %s"):format(out, step.op, right)
      binds, at = step.op, step.to
    end
  end
  return out, binds
end

--- A condition given as text.
-- @tparam table state  { modules = set of names, used = list of fields, names =
--   fields that hold the rows' names }, which are added to
-- @tparam table entity
-- @param row  one of the rows
-- @tparam string source
-- @treturn string  an expression over `row`
function M.of_text(state, entity, row, source)
  local fields = pick.fields(entity, row)
  local steps, message = grammar.parse(source)
  if not steps then error(message, 0) end
  local out, binds = expression(steps, 1, #steps + 1, function(c)
    return condition(state, entity, fields, c)
  end)
  return binds == "or" and "(" .. out .. ")" or out
end

--- A condition given as a table of values.
function M.of_table(state, entity, row, wanted)
  local fields, out = pick.fields(entity, row), {}
  for name, value in pairs(wanted) do
    local text = tostring(value)
    out[#out + 1] = condition(state, entity, fields, { field = name, op = "=",
      value = { text = text, is_quoted = true } })
  end
  return table.concat(out, "\n        and ")
end

return M
