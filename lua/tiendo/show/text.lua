--- What is shown as text for a terminal.
-- @module tiendo.show.text
local chart = require "tiendo.show.chart"
local content = require "tiendo.show.content"
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local label = require "tiendo.show.label"
local rates = require "tiendo.show.rates"
local report_page = require "tiendo.report.page"
local rows_of = require "tiendo.show.rows"
local schema = require "tiendo.schema"
local value = require "tiendo.show.value"

local M = {}

local ROWS_MAX = 20   -- of a relation, or observations of a series
local SERIES_MAX = 6  -- of an indicator
local BARS_MAX = 40

local clean, field_name = finding.clean, value.field_name

local function kind_of(page, entity)
  return page.lang == "vi" and entity.kind_vi or entity.kind
end

local function set_name(page, entity)
  return page:word("kind", entity.name) or (entity.name:gsub("_", " "))
end

-- A name as a heading has it.
local function capital(name)
  return (name:gsub("^%l", string.upper):gsub("^đ", "Đ"))
end

local function put_invented(page, list)
  local parts = {}
  for i, item in ipairs(list) do
    parts[i] = ("%s %s"):format(page:show(item.n), set_name(page, item.entity))
  end
  page:skip()
  page:put(page:say("invented", { list = table.concat(parts, ", ") }),
    { style = "warning" })
end

-- Overview ------------------------------------------------------------------

local function put_plan(page, plan)
  page:put(clean(label.of(plan, page.lang)), { style = "bold" })
  local facts = {}
  local function add(key, values) facts[#facts + 1] = page:say(key, values) end
  if plan.number and plan.issued_on then
    add("number_of", { number = clean(plan.number),
      day = page:show(plan.issued_on, "date") })
  elseif plan.number then
    add("number", { number = clean(plan.number) })
  end
  for _, name in ipairs { "issuer", "area" } do
    if plan[name] then
      facts[#facts + 1] = clean(label.of(plan[name], page.lang))
    end
  end
  if plan.starts_on and plan.ends_on then
    add("runs", { first = page:show(plan.starts_on, "date"),
      last = page:show(plan.ends_on, "date"),
      n = plan.ends_on - plan.starts_on + 1 })
  end
  page:put(table.concat(facts, " · "))
end

local function put_counts(page, counts)
  local rows, empty = {}, {}
  for _, item in ipairs(counts) do
    if item.n > 0 then
      rows[#rows + 1] = { page:show(item.n), set_name(page, item.entity),
        page.lang == "en" and item.entity.doc or "",
        styles = { "bold", nil, "dim" } }
    else
      empty[#empty + 1] = set_name(page, item.entity)
    end
  end
  page:heading(page:say "holds", "bold")
  grid.write(page, { { head = page:say "rows", is_right = true },
    { head = page:say "kind" }, { head = "", min = 20, wrap = true } }, rows)
  if #empty > 0 then
    page:put(page:say("empty", { list = table.concat(empty, ", ") }),
      { hang = 2, style = "dim" })
  end
end

local function put_goals(page, goals)
  if #goals == 0 then return end
  local columns = { { head = page:say "code", is_right = true },
    { head = page:say "name", min = 24, wrap = true } }
  for i, name in ipairs(content.GOAL_COUNTS) do
    columns[i + 2] = { head = page:word("kind", name), is_right = true }
  end
  local rows = {}
  for i, goal in ipairs(goals) do
    local row = { goal.row and clean(goal.row.code) or "",
      goal.row and clean(label.of(goal.row, page.lang)) or page:say "no_goal",
      styles = { "bold" } }
    for k, n in ipairs(goal.counts) do row[k + 2] = page:count(n) end
    rows[i] = row
  end
  page:heading(capital(page:word("kind", "goals")), "bold")
  grid.write(page, columns, rows)
end

local function put_overview(page, what)
  if #what.plans == 0 then
    page:put(page:say "no_plan", { style = "bold" })
  end
  for plan in what.plans:each() do put_plan(page, plan) end
  page:put(page:say("clocks", { as_of = page:show(what.as_of, "date"),
    known_at = page:show(what.known_at, "date") }), { style = "dim" })
  if #what.invented > 0 then put_invented(page, what.invented) end
  put_counts(page, what.counts)
  put_goals(page, what.goals)
  local first = what.example
  if not first then return end
  page:skip()
  page:put(page:say("go_on", { set = first.entity.name,
    kind = first.entity.kind, code = clean(first.row.code) }),
    { style = "dim" })
end

-- List ----------------------------------------------------------------------

local function put_list(page, what)
  local n = #what.rows
  if n == 0 then
    return page:put(page:say(what.n_all and "none_of" or "none",
      { kind = set_name(page, what.entity), n = what.n_all }))
  end
  local n_cut, left_out = rows_of.write(page, what.entity, what.rows, {})
  page:skip()
  local notes = { ("%s %s"):format(page:show(n), n == 1
    and kind_of(page, what.entity) or set_name(page, what.entity)) }
  if what.n_all then
    notes[1] = notes[1] .. " " .. page:say("out_of", { n = what.n_all })
  end
  if n_cut > 0 then
    notes[#notes + 1] = page:say("cut", { n = n_cut }, n_cut)
  end
  if #left_out > 0 then
    notes[#notes + 1] = page:say("left_out",
      { list = table.concat(left_out, ", ") })
  end
  page:put(table.concat(notes, " · "), { style = "dim" })
  page:put(page:say("one_of_list", { kind = what.entity.kind,
    code = clean(what.rows[1].code) }), { style = "dim" })
  if what.n_invented > 0 then
    put_invented(page, { { entity = what.entity, n = what.n_invented } })
  end
end

-- Card ----------------------------------------------------------------------

-- Fields that one phrase tells together.
local IN_PROMISE = { comparator = true, value = true, value_high = true,
  unit = true }
local IN_DUE = { due_months = true, due_day = true, bound = true, roll = true,
  calendar = true }

local function put_title(page, what)
  local row = what.row
  local name = clean(label.of(row, page.lang))
  local title = ("%s %s"):format(kind_of(page, what.entity), clean(row.code))
  if name ~= "" then title = title .. " · " .. name end
  page:put(title, { style = "bold", hang = 2 })
  local other = label.own(row, page.lang == "en" and "vi" or "en")
  if other and clean(other) ~= name then
    page:put(clean(other), { style = "dim" })
  end
  if what.is_invented then
    page:put(page:say "is_invented", { style = "warning" })
  end
end

local function facts_of(page, what)
  local facts, row = {}, what.row
  local has_promise = what.entity.kind == "commitment"
    or what.entity.kind == "milestone"
  local promise = has_promise and value.promise(page, row) or ""
  if promise ~= "" then
    facts[1] = { field_name(page, "promise"), promise, style = "bold" }
  end
  local told = promise ~= "" and IN_PROMISE
    or what.entity.kind == "obligation" and IN_DUE or {}
  for _, item in ipairs(what.fields) do
    if not told[item.field.name] then
      facts[#facts + 1] = { field_name(page, item.field.name),
        value.field(page, item.field, item.value) }
    end
  end
  if what.duty then
    facts[#facts + 1] = { page:say "how_due", value.due_rule(page, what.duty) }
  end
  return facts
end

local function add_source(page, what, facts)
  if what.note then
    facts[#facts + 1] = { field_name(page, "note"), clean(what.note) }
  end
  if not what.source then return end
  local title = clean(label.of(what.source, page.lang))
  facts[#facts + 1] = { field_name(page, "source"), what.source_line
    and page:say("source_line", { title = title,
      line = ("%d"):format(what.source_line) }) or title }
end

-- The label of the source of all observations, if it is one.
local function common_source(page, points)
  local first = points[1].source
  for _, point in ipairs(points) do
    if point.source ~= first then return end
  end
  return first and clean(label.of(first, page.lang))
end

local function points_rows(page, points, first, has_sources)
  local rows = {}
  for i = first, #points do
    local point = points[i]
    rows[#rows + 1] = { page:show(point.period, "date"),
      page:show(point.value), point.flag and clean(point.flag) or "",
      has_sources and point.source
        and clean(label.of(point.source, page.lang)) or "",
      styles = { nil, "bold", nil, "dim" } }
  end
  return rows
end

local function put_points(page, points)
  local first = math.max(#points - ROWS_MAX + 1, 1)
  local source = common_source(page, points)
  local columns = { { head = field_name(page, "period") },
    { head = field_name(page, "value"), is_right = true },
    { head = field_name(page, "flag") } }
  if first > 1 then
    page:put(page:say("earlier", { n = first - 1 }, first - 1),
      { indent = 2, style = "dim" })
  end
  if not source then
    columns[4] = { head = field_name(page, "source"), min = 20, wrap = true }
  end
  grid.write(page, columns, points_rows(page, points, first, not source))
  if source then
    page:put(page:say("source_of_all", { title = source }), { hang = 2,
      style = "dim" })
  end
end

local function put_series(page, what)
  for i, series in ipairs(what.series) do
    if i > SERIES_MAX then
      page:skip()
      return page:put(page:say("more_series", { n = #what.series - SERIES_MAX },
        #what.series - SERIES_MAX), { style = "dim" })
    end
    local title = capital(page:word("kind", "observations"))
    if series.row then
      title = title .. ": " .. clean(label.of(series.row, page.lang, what.row))
    end
    page:heading(title, "bold", page:show(#series.points))
    local bars = #series.points <= BARS_MAX and value.bars(series.points) or ""
    if bars ~= "" then page:put(bars, { style = "info" }) end
    put_points(page, series.points)
  end
end

local function put_relation(page, what, relation)
  local n = #relation.rows
  page:heading(capital(field_name(page, relation.name)), "bold", page:show(n))
  rows_of.write(page, relation.entity, relation.rows,
    { parent = what.row, limit = ROWS_MAX, most = 2 })
  if n > ROWS_MAX then
    page:put(page:say("more", { n = n - ROWS_MAX }), { style = "dim" })
  end
end

local function put_card(page, what)
  put_title(page, what)
  local facts = facts_of(page, what)
  add_source(page, what, facts)
  if #facts > 0 then
    page:skip()
    page:facts(facts)
  end
  put_series(page, what)
  for _, relation in ipairs(what.relations) do
    put_relation(page, what, relation)
  end
end

local function put_rates(page, what)
  rates.put(page, what)
  if what.n_invented == 0 then return end
  put_invented(page, { { entity = schema.find "report", n = what.n_invented } })
end

local PUT = { overview = put_overview, list = put_list, card = put_card,
  rates = put_rates, chart = chart.put }

--- Writes what is shown; options as of tiendo.show.write.
function M.write(what, options, write)
  local page = report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "show" }, write)
  PUT[what.what](page, what)
end

return M
