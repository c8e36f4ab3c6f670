--- What is shown as JSON. A row is an object with its kind, code, names, and
-- its fields that have a value; a row it refers to is { kind, code, label }.
-- @module tiendo.show.json
local chart = require "tiendo.show.chart"
local content = require "tiendo.show.content"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local label = require "tiendo.show.label"
local rates = require "tiendo.show.rates"
local schema = require "tiendo.schema"

local M = {}

--- Version of the form.
M.SCHEMA = 1

local plain, utf8_of = finding.plain, finding.utf8

-- A flat list for json.object, to which pairs are added.
local function add(flat, key, value)
  if value == nil then return end
  flat[#flat + 1] = key
  flat[#flat + 1] = value
end

local function brief(row, lang)
  if row == nil then return end
  return json.object { "kind", row.kind_of, "code", utf8_of(row.code),
    "label", utf8_of(label.of(row, lang)) }
end

local function briefs(rows, lang)
  local out = {}
  for row in rows:each() do out[#out + 1] = brief(row, lang) end
  return json.array(out)
end

local function field_value(item, lang)
  if item.field.type == "reference" then return brief(item.value, lang) end
  return plain(item.value)
end

-- The flat list of a row's fields.
local function row_fields(entity, row, lang)
  local flat = { "kind", entity.kind, "code", utf8_of(row.code),
    "label", utf8_of(label.of(row, lang)) }
  for _, item in ipairs(content.fields(entity, row)) do
    add(flat, item.field.name, field_value(item, lang))
  end
  return flat
end

local function points(list, lang)
  local out = {}
  for i, point in ipairs(list) do
    local flat = { "period", plain(point.period), "value", plain(point.value) }
    add(flat, "flag", point.flag and utf8_of(point.flag))
    add(flat, "source", brief(point.source, lang))
    out[i] = json.object(flat)
  end
  return json.array(out)
end

-- Writers, by what is shown: each gives a flat list.
local writers = {}

function writers.overview(what, lang)
  local plans, counts, invented, goals = {}, {}, {}, {}
  for row in what.plans:each() do
    plans[#plans + 1] = json.object(row_fields(schema.find "plan", row,
      lang))
  end
  for _, item in ipairs(what.counts) do
    add(counts, item.entity.name, item.n)
  end
  for _, item in ipairs(what.invented) do
    add(invented, item.entity.name, item.n)
  end
  for i, goal in ipairs(what.goals) do
    local flat = { "goal", brief(goal.row, lang) or json.null }
    for k, name in ipairs(content.GOAL_COUNTS) do
      add(flat, name, goal.counts[k])
    end
    goals[i] = json.object(flat)
  end
  return { "as_of", plain(what.as_of), "known_at", plain(what.known_at),
    "plans", json.array(plans), "rows", json.object(counts),
    "illustrative", json.object(invented), "goals", json.array(goals) }
end

function writers.list(what, lang)
  local rows = {}
  for row in what.rows:each() do
    rows[#rows + 1] = json.object(row_fields(what.entity, row, lang))
  end
  return { "set", what.entity.name, "illustrative", what.n_invented,
    "of", plain(what.n_all), "rows", json.array(rows) }
end

local function add_names(flat, row)
  local names = {}
  for name in pairs(label.fields(row.kind_of)) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    add(flat, name, row[name] and utf8_of(row[name]))
  end
end

function writers.card(what, lang)
  local flat = row_fields(what.entity, what.row, lang)
  local relations, series = {}, {}
  add_names(flat, what.row)
  add(flat, "source", brief(what.source, lang))
  add(flat, "source_line", what.source_line)
  add(flat, "note", what.note and utf8_of(what.note))
  add(flat, "illustrative", what.is_invented or nil)
  for _, relation in ipairs(what.relations) do
    add(relations, relation.name, briefs(relation.rows, lang))
  end
  for i, item in ipairs(what.series) do
    local of = {}
    add(of, "series", brief(item.row, lang))
    add(of, "observations", points(item.points, lang))
    series[i] = json.object(of)
  end
  if what.duty and what.entity.kind == "report" then
    add(flat, "duty", json.object(row_fields(schema.find "obligation",
      what.duty, lang)))
  end
  if #what.series > 0 then add(flat, "series", json.array(series)) end
  add(flat, "relations", json.object(relations))
  return flat
end

writers.rates = rates.flat
writers.chart = chart.flat

--- Writes what is shown.
function M.write(what, options, write)
  local flat = writers[what.what](what, options.lang)
  write(json.encode(json.object { "schema", M.SCHEMA,
    table.unpack(flat) }, true) .. "\n")
end

return M
