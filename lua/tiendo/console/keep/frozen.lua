--- A row of the plan as an example of a rule: itself and what it rests on, as
-- far as a rule has to see it.
-- @module tiendo.console.keep.frozen
local code = require "tiendo.console.keep.code"
local schema = require "tiendo.schema"

local M = {}

local WIDTH = 92
local DEPTH = 3
local RELATED_MAX = 12 -- rows of a relation

-- Where a row comes from says nothing to a rule.
local LEFT_OUT = { source = true, source_line = true, source_column = true,
  source_chars = true, note = true, text = true, parent = true, document = true,
  plan = true, issuer = true }

local function literal(value)
  if type(value) == "userdata" then
    local ok, its = pcall(function() return value.code end)
    return code.quote(ok and its or tostring(value))
  end
  if type(value) == "string" then return code.quote(value) end
  if math.type(value) == "float" then return ("%.14g"):format(value) end
  return tostring(value)
end

local freeze

local function put(state, name, fields)
  local list = state.sets[name]
  if not list then
    list = {}
    state.sets[name] = list
    state.order[#state.order + 1] = name
  end
  list[#list + 1] = fields
  return fields
end

-- Whether a field of a row is written down.
local function is_written(state, field, depth)
  if field.is_derived or LEFT_OUT[field.name] or field.of == "series" then
    return false
  end
  return field.is_key or field.is_required or field.type == "reference"
    or depth == 0 and (state.is_all or state.used[field.name])
end

local function add_observations(state, c, row, series)
  for _, point in ipairs(c.host.points(series)) do
    put(state, "observations", { { "indicator", row.indicator },
      { "area", row.area }, { "breakdown", row.breakdown },
      { "period", tostring(point.period) }, { "value", point.value } })
  end
end

-- Who leads a target stands in its first group of tasks.
local function add_lead(state, c, target)
  local group = c.plan.task_groups:first(function(one)
    return one.target == target
  end)
  if group then freeze(state, c, group, DEPTH) end
end

function freeze(state, c, row, depth)
  local entity = schema.find(row.kind_of)
  local key = entity.kind .. " " .. row.code
  if state.seen[key] then return end
  state.seen[key] = true
  local fields = put(state, entity.name, {})
  for _, field in ipairs(entity.fields) do
    local value = row[field.name]
    if value ~= nil and is_written(state, field, depth) then
      fields[#fields + 1] = { field.name, value }
      local is_followed = field.type == "reference" and depth < DEPTH
        and field.of ~= state.over
      if is_followed then freeze(state, c, value, depth + 1) end
    end
  end
  if entity.kind == "target" and state.used.agency then
    add_lead(state, c, row)
  end
end

-- A report is computed from its duty, so that the duty is written down, for its
-- period alone, and what has arrived.
local OF_REPORT = { agency = "agency", first_period = "period",
  last_period = "period" }
local OF_DUTY = { "code", "agency", "recurrence", "first_period",
  "last_period", "due_months", "due_day", "due_days", "due_working_days",
  "due_hour", "bound", "roll", "calendar", "handover" }

local function freeze_report(state, row)
  local duty = row.obligation
  local fields = put(state, "obligations", {})
  for _, name in ipairs(OF_DUTY) do
    local own = OF_REPORT[name]
    local value = duty[name]
    if own then value = row[own] end
    if value ~= nil then fields[#fields + 1] = { name, value } end
  end
  for one in duty.submissions:each() do
    if one.agency == row.agency and one.period == row.period then
      put(state, "submissions", { { "obligation", duty }, { "agency",
        row.agency }, { "period", row.period }, { "received_on",
        one.received_on } })
    end
  end
end

local function freeze_series(state, c, row)
  if row.series then add_observations(state, c, row, row.series) end
  freeze(state, c, row.indicator, 1)
end

-- What belongs to a row, for a function that may look at all of it.
local function freeze_relations(state, c, row)
  for _, relation in ipairs(schema.find(row.kind_of).relations) do
    local n = 0
    for one in row[relation.name]:each() do
      n = n + 1
      if n > RELATED_MAX then break end
      if relation.of == "series" then
        freeze_series(state, c, one)
      elseif not schema.find(relation.of).is_derived then
        freeze(state, c, one, 1)
      end
    end
  end
end

local function freeze_any(state, c, row)
  if row.kind_of == "report" then return freeze_report(state, row) end
  if row.kind_of == "series" then return freeze_series(state, c, row) end
  freeze(state, c, row, 0)
  if not state.is_all then return end
  if row.kind_of == "commitment" and row.series then
    add_observations(state, c, row, row.series)
  end
  freeze_relations(state, c, row)
end

local function row_text(fields, indent)
  local lines, line = {}, ""
  for i, field in ipairs(fields) do
    local part = ("%s = %s"):format(field[1], literal(field[2]))
      .. (i < #fields and "," or "")
    if line ~= "" and #line + #part + 1 > WIDTH - indent then
      lines[#lines + 1], line = line, ""
    end
    line = line == "" and part or line .. " " .. part
  end
  lines[#lines + 1] = line
  return "{ " .. table.concat(lines, "\n" .. (" "):rep(indent + 2)) .. " }"
end

--- A row as the plan of an example.
-- @param c  the console
-- @param row
-- @tparam table used  set of names of fields that the rule looks at
-- @tparam boolean is_all  it may look at any
-- @treturn string  lines of a table of sets, indented by eight
function M.plan(c, row, used, is_all)
  local state = { sets = {}, order = {}, seen = {}, used = used,
    is_all = is_all, over = schema.find(row.kind_of).name }
  freeze_any(state, c, row)
  local out = {}
  for i, name in ipairs(state.order) do
    local rows = {}
    for k, fields in ipairs(state.sets[name]) do
      local own = {}
      for _, field in ipairs(fields) do
        if field[2] ~= nil then own[#own + 1] = field end
      end
      rows[k] = "          " .. row_text(own, 10) .. ","
    end
    out[i] = ("        %s = {\n%s\n        },"):format(name,
      table.concat(rows, "\n"))
  end
  return table.concat(out, "\n")
end

return M
