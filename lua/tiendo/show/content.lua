--- What is shown, before it becomes text or JSON:
--
--     { what = "overview", as_of, known_at, plans = set,
--       counts = { { entity, n }, ... }, invented = { { entity, n }, ... },
--       goals = { { row, counts = { n, n, n, n } }, ... },
--       example = nil | { entity, row } to go on with }
--     { what = "list", entity, rows = set, n_invented, n_all = nil | how many
--       they were selected from }
--     { what = "card", entity, row, fields = { { field, value }, ... },
--       source = nil | row, source_line, note, is_invented,
--       duty = nil | row of the obligation that holds,
--       relations = { { name, entity, rows = set }, ... },
--       series = { { row = nil | row, points = { ... } }, ... } }
--
-- Goals are counted by GOAL_COUNTS; the last one has no row where some rows
-- belong to no goal. Fields are those that have a value, as tiendo.schema has
-- them.
-- @module tiendo.show.content
local label = require "tiendo.show.label"
local schema = require "tiendo.schema"

local M = {}

--- Sets whose rows are counted for each goal.
M.GOAL_COUNTS = { "targets", "task_groups", "commitments", "indicators" }

-- Where rows stand in the plan, if no field of theirs tells it.
local PLACES = {
  target = { "agency" },
  ["task group"] = { "goal" },
  task = { "target", "goal", "agency" },
  commitment = { "goal" },
  milestone = { "target", "agency" },
  indicator = { "goal", "agency" },
  series = { "target" },
}

-- What is computed and told besides the fields, by kind.
local COMPUTED = {
  waiver = { name = "status", type = "choice" },
}

local PROVENANCE = { source = true, source_line = true, note = true }

-- Sources are what others rest on; they have none themselves.
local function has_field(entity, name)
  for _, field in ipairs(entity.fields) do
    if field.name == name then return true end
  end
  return false
end

local function is_invented(entity, row)
  if has_field(entity, "illustrative") then return row.illustrative == true end
  if not has_field(entity, "source") then return false end
  return row.source ~= nil and row.source.illustrative == true
end

local function count_invented(entity, rows)
  local n = 0
  for row in rows:each() do
    if is_invented(entity, row) then n = n + 1 end
  end
  return n
end

-- Overview ------------------------------------------------------------------

local function count_observations(request)
  local n = 0
  for row in request.plan.series:each() do
    if row.series then n = n + #row.series end
  end
  return n
end

local function count_goals(plan)
  local list, at, rest = {}, {}, { counts = {} }
  for row in plan.goals:each() do
    local counts = {}
    for i in ipairs(M.GOAL_COUNTS) do counts[i] = 0 end
    list[#list + 1] = { row = row, counts = counts }
    at[row.code] = list[#list]
  end
  local n_rest = 0
  for i, name in ipairs(M.GOAL_COUNTS) do
    rest.counts[i] = 0
    for row in plan[name]:each() do
      local item = row.goal and at[row.goal.code] or rest
      item.counts[i] = item.counts[i] + 1
      if item == rest then n_rest = n_rest + 1 end
    end
  end
  if n_rest > 0 then list[#list + 1] = rest end
  return list
end

-- A row to go on with: a target, or the first row there is.
local function find_example(plan)
  for _, name in ipairs { "targets", "goals", "indicators", "agencies" } do
    if #plan[name] > 0 then
      return { entity = schema.find(name), row = plan[name][1] }
    end
  end
end

--- The plan, how many rows there are of each kind, and the goals.
function M.overview(request)
  local counts, invented = {}, {}
  for _, entity in ipairs(schema.entities()) do
    local n
    if entity.is_series then
      n = count_observations(request)
    else
      local rows = request.plan[entity.name]
      n = #rows
      local n_invented = entity.name ~= "sources" and not entity.is_derived
        and count_invented(entity, rows) or 0
      if n_invented > 0 then
        invented[#invented + 1] = { entity = entity, n = n_invented }
      end
    end
    counts[#counts + 1] = { entity = entity, n = n }
  end
  return { what = "overview", as_of = request.as_of,
    known_at = request.known_at, plans = request.plan.plans, counts = counts,
    invented = invented, goals = count_goals(request.plan),
    example = find_example(request.plan) }
end

-- List ----------------------------------------------------------------------

--- Rows of one kind: all, or those that were selected from `all`.
function M.list(entity, rows, all)
  return { what = "list", entity = entity, rows = rows, n_all = all and #all,
    n_invented = entity.name ~= "sources" and count_invented(entity, rows)
      or 0 }
end

-- Card ----------------------------------------------------------------------

local function computed_of(kind, row)
  local field = COMPUTED[kind]
  return field and { field = field, value = row[field.name] }
end

--- Fields of a row that have a value, but for its names, its code, where it
-- comes from and its observations.
function M.fields(entity, row)
  local names, out = label.fields(entity.kind),
    { computed_of(entity.kind, row) }
  for _, field in ipairs(entity.fields) do
    local name = field.name
    local is_told = names[name] or PROVENANCE[name] or name == "code"
      or field.of == "series"
    local value = not is_told and row[name]
    if not is_told and value ~= nil then
      out[#out + 1] = { field = field, value = value }
    end
  end
  for _, name in ipairs(PLACES[entity.kind] or {}) do
    if row[name] ~= nil and not has_field(entity, name) then
      out[#out + 1] = { value = row[name],
        field = { name = name, type = "reference" } }
    end
  end
  return out
end

-- The series that a card shows the observations of.
local function series_of(request, entity, row)
  local list = {}
  local function add(series, of)
    list[#list + 1] = { row = of, points = request.observations(series) }
  end
  if entity.kind == "indicator" then
    for one in row.series:each() do
      if one.series then add(one.series, one) end
    end
  elseif (entity.kind == "series" or entity.kind == "commitment")
      and row.series then
    add(row.series)
  end
  return list
end

local function relations_of(entity, row)
  local out = {}
  for _, relation in ipairs(entity.relations) do
    local is_shown = relation.of ~= "series"
    if is_shown and #row[relation.name] > 0 then
      out[#out + 1] = { name = relation.name,
        entity = schema.find(relation.of), rows = row[relation.name] }
    end
  end
  if entity.kind == "report" then
    local rows = row.obligation.submissions:where {
      agency = row.agency.code, period = row.period }
    if #rows > 0 then
      out[1] = { name = "submissions", entity = schema.find "submission",
        rows = rows }
    end
  end
  return out
end

--- All about one row.
function M.card(request, entity, row)
  local has_source = has_field(entity, "source")
  return { what = "card", entity = entity, row = row,
    fields = M.fields(entity, row),
    source = has_source and row.source or nil,
    source_line = has_source and row.source_line or nil,
    note = has_field(entity, "note") and row.note or nil,
    is_invented = is_invented(entity, row),
    duty = entity.kind == "obligation" and row
      or entity.kind == "report" and row.obligation or nil,
    relations = relations_of(entity, row),
    series = series_of(request, entity, row) }
end

return M
