--- Types of what a rule handles, and what can be read from each: rows and sets
-- as the schema has them, days, periods, series, the context, modules.
--
-- A type is { kind, ... }: row and set { of = name of the set }, series, day,
-- period, number { unit, lo, hi, at, is_declared, of_param }, text { one_of,
-- what }, boolean, list { item }, group { of } as set:group gives it, context,
-- params, plan, module { name }, constant (a module's), fn { gives = list of
-- types }, outcome (ctx.not_due and its like), none (nil). What is not known is
-- nil.
--
-- Of a number lo and hi are the limits known for it, `at` the value it has
-- where no parameter is set; `is_declared` says that it rests on constants and
-- parameters alone, `of_param` that there is a parameter among them.
-- @module tiendo.lint.model
local schema = require "tiendo.schema"

local M = {}

local INF = math.huge

--- A number; limits are open unless given.
function M.number(fields)
  local t = fields or {}
  t.kind, t.lo, t.hi = "number", t.lo or -INF, t.hi or INF
  return t
end

local number = M.number
local TEXT, BOOLEAN = { kind = "text" }, { kind = "boolean" }
local DAY, PERIOD = { kind = "day" }, { kind = "period" }
local SERIES, OUTCOME = { kind = "series" }, { kind = "outcome" }
local ANY = { kind = "fn", gives = {} }

M.TEXT, M.BOOLEAN, M.DAY, M.PERIOD = TEXT, BOOLEAN, DAY, PERIOD

--- A function whose results have these types; nil for what is not known.
local function fn(...)
  return { kind = "fn", gives = { ... } }
end

-- Fields of the schema that count something.
local FIELD_UNITS = {
  days_late = "days", due_months = "months", cutoff_months = "months",
  baseline_year = "year", first_year = "year", last_year = "year",
}

-- Entities ------------------------------------------------------------------

local function type_of_field(field)
  local t = field.type
  if t == "series" then return SERIES end
  if t == "reference" then
    if field.of == "series" then return SERIES end
    return { kind = "row", of = field.of }
  end
  if t == "date" then return DAY end
  if t == "period" then return PERIOD end
  if t == "boolean" then return BOOLEAN end
  if t == "choice" then
    return { kind = "text", one_of = field.of, what = field.name }
  end
  if t == "text" then return TEXT end
  return number { unit = FIELD_UNITS[field.name] }
end

local function members_of(entity)
  local members = {}
  for _, field in ipairs(entity.computed) do
    members[field.name] = type_of_field(field)
  end
  for _, relation in ipairs(entity.relations) do
    members[relation.name] = { kind = "set", of = relation.of }
  end
  for _, field in ipairs(entity.fields) do
    members[field.name] = type_of_field(field)
  end
  return members
end

local entities, plan = {}, {}
for _, entity in ipairs(schema.entities()) do
  entities[entity.name] = entity
  if not entity.is_series then
    plan[entity.name] = { kind = "set", of = entity.name }
  end
  entity.members = members_of(entity)
end

--- The description of an entity by the name of its set; see tiendo.schema.
function M.entity(of)
  return entities[of]
end

--- Names of all sets, in the order of the schema.
function M.entities()
  local names = {}
  for i, entity in ipairs(schema.entities()) do names[i] = entity.name end
  return names
end

-- Everything else -----------------------------------------------------------

local WHOLE = number { lo = 0 }
local figure = number()

local MEMBERS = {
  day = {
    year = number { unit = "year", lo = 1, hi = 9999 },
    month = number { unit = "month", lo = 1, hi = 12 },
    day = number { lo = 1, hi = 31 }, weekday = number { lo = 1, hi = 7 },
  },
  period = {
    year = number { unit = "year", lo = 1, hi = 9999 }, part = number(),
    frequency = { kind = "text", what = "frequency",
      one_of = { "year", "half", "quarter", "month" } },
    first = DAY, last = DAY, next = fn(PERIOD), previous = fn(PERIOD),
  },
  series = {
    first = fn(figure, PERIOD), last = fn(figure, PERIOD), at = fn(figure),
    ends = ANY, unsourced = fn(WHOLE), len = fn(WHOLE),
    values = fn { kind = "list", item = figure },
    periods = fn { kind = "list", item = PERIOD }, between = fn(SERIES),
    slope = ANY, theil_sen = ANY, cagr = ANY, project = ANY,
  },
  context = {
    as_of = DAY, known_at = DAY, params = { kind = "params" },
    params_of = fn { kind = "params" },
    plan = { kind = "plan" }, not_due = fn(OUTCOME),
    not_applicable = fn(OUTCOME), no_data = fn(OUTCOME), evaluated = ANY,
    skipped = ANY, emit = ANY, working_days = fn(number {
      unit = "working days" }), add_working_days = fn(DAY),
    is_working_day = fn(BOOLEAN), scope_problem = ANY, excused = ANY,
  },
  plan = plan,
}

local function set_members(of)
  local set, row = { kind = "set", of = of }, { kind = "row", of = of }
  return {
    each = ANY, where = fn(set), existing = fn(set), sort = fn(set),
    first = fn(row), find = fn(row), count = fn(WHOLE), sum = fn(figure, WHOLE),
    pick = ANY, group = fn { kind = "list",
      item = { kind = "group", of = of } },
  }
end

local MODULE_GIVES = {
  ["tiendo.date"] = { of = fn(DAY), period = fn(PERIOD), is = fn(BOOLEAN),
    is_period = fn(BOOLEAN) },
  ["tiendo.promise"] = { answer = fn(OUTCOME) },
  ["tiendo.series"] = { of = fn(SERIES) },
  ["tiendo.succession"] = {},
}

local function module_members(name)
  local members = {}
  local ok, module = pcall(require, name)
  if not ok or type(module) ~= "table" then return nil end
  local gives = MODULE_GIVES[name] or {}
  for key, value in pairs(module) do
    members[key] = gives[key] or type(value) == "function" and ANY
      or { kind = "constant" }
  end
  return members
end

--- What can be read from a value of this type by name: types by name, nil
-- where any name may be there.
-- @tparam table t
-- @tparam table rule  whose parameters `params` means
function M.members(t, rule)
  if t.kind == "row" then return entities[t.of].members end
  if t.kind == "set" then return set_members(t.of) end
  if t.kind == "module" then return module_members(t.name) end
  if t.kind == "params" then return rule.types end
  return MEMBERS[t.kind]
end

--- Names that can be read, sorted.
function M.names(members)
  local names = {}
  for name in pairs(members) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- Units that are known to differ, by the ways to write them. What else a unit
-- may say ("figures", "the indicator's") tells nothing against any other.
local UNITS = {
  ["day"] = "days", ["days"] = "days", ["calendar days"] = "days",
  ["working day"] = "working days", ["working days"] = "working days",
  ["weeks"] = "weeks", ["months"] = "months", ["quarters"] = "quarters",
  ["years"] = "years", ["year"] = "year", ["month"] = "month",
  ["%"] = "%", ["percent"] = "%", ["share"] = "share", ["ratio"] = "share",
}

--- Units of positions in a calendar, and what these are moved by.
M.STEP_OF = { year = "years", month = "months" }

local function unit_of(param)
  local unit = (param.unit or ""):gsub("\u{200b}", "")
  if unit == "" and param.type == "days" then return "days" end
  return UNITS[unit]
end

--- The type of a declared parameter.
-- @tparam table param  { name, type, unit, min, max, of, standard }
function M.param(param)
  local t = param.type
  if t == "number" or t == "integer" or t == "days" then
    return number { unit = unit_of(param), lo = param.min, hi = param.max,
      at = param.standard, is_declared = true, of_param = true }
  end
  if t == "choice" then
    return { kind = "text", one_of = param.of, what = param.name }
  end
  if t == "boolean" then return BOOLEAN end
  return t == "text" and TEXT or { kind = "list" }
end

return M
