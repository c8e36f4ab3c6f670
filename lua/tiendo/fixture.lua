--- Examples of rules: small plans and what a rule must say about them.
--
--     { name = "just below the pace", as_of = "2026-11-23", known_at = nil,
--       set = { ratio = 0.9 },               -- parameters
--       with = { "reporting.late" },       -- rules of tiendo that run as well
--       plan = { commitments = { { code = "c", ... } }, observations = ... },
--       expect = { fail = 1, pass = 0, ["no-data"] = 0,   -- what is named
--         findings = { { subject = "c", severity = "high", period = "2025",
--           key = nil, class = "", message = "50 % of the pace ...",
--           evidence = { ratio = 0.5 } } } } }
--
-- What the rules of `with` find is there for a rule that runs after waivers; it
-- is not compared.
--
-- Numbers agree within 1e-9 of their size, days and periods as text, rows of
-- the plan by code, messages in English. Of a finding only what is named is
-- compared; where findings are listed there are no others. Specs make plans of
-- their own with fixture.plan, see tiendo.fixture.plan.
-- @module tiendo.fixture
local form = require "tiendo.fixture.form"
local made = require "tiendo.fixture.plan"
local report_finding = require "tiendo.report.finding"
local schema = require "tiendo.schema"
local template = require "tiendo.template"

local M = {}

local TOLERANCE = 1e-9

-- Plans ---------------------------------------------------------------------

-- What stands in a required field that is not given; the code for a title.
local function plain_value(field, row)
  if field.type == "choice" then return field.of[1] end
  if field.type == "reference" then return "any" end
  if field.type == "date" then return "2020-01-01" end
  if field.type == "period" then return "2020" end
  if field.type == "text" then return row.code or "any" end
  return 1
end

local function copy_rows(rows)
  local out, known = {}, {}
  for i, row in ipairs(rows or {}) do
    out[i] = {}
    for name, value in pairs(row) do out[i][name] = value end
    if row.code then known[row.code] = true end
  end
  return { rows = out, known = known }
end

-- Fills one row and adds the rows it refers to.
local function complete_row(sets, entity, row)
  for _, field in ipairs(entity.fields) do
    if row[field.name] == nil and field.is_required and not field.is_key then
      row[field.name] = plain_value(field, row)
    end
    local code = row[field.name]
    if field.type == "reference" and code ~= nil and code ~= "" then
      local set = sets[field.of]
      if not set.known[code] then
        set.known[code] = true
        table.insert(set.rows, { code = code })
      end
    end
  end
end

--- A plan with every row that is referred to and every field that is required.
-- @tparam table tables  { set = { { field = value }, ... }, ... }
-- @treturn table  the same with more rows and fields; the argument is kept
-- @usage fixture.complete { targets = { { code = "1.1" } } }.goals[1].code
function M.complete(tables)
  local sets, entities = {}, schema.entities()
  for _, entity in ipairs(entities) do
    sets[entity.name] = copy_rows(tables[entity.name])
  end
  -- Rows refer to earlier sets, or to their own.
  for i = #entities, 1, -1 do
    local rows = sets[entities[i].name].rows
    local at = 1
    while rows[at] do
      complete_row(sets, entities[i], rows[at])
      at = at + 1
    end
  end
  local out = {}
  for name, rows in pairs(tables) do out[name] = rows end
  for _, entity in ipairs(entities) do
    local rows = sets[entity.name].rows
    if #rows > 0 then out[entity.name] = rows end
  end
  return out
end

-- Comparing -----------------------------------------------------------------

local function show(value)
  if type(value) ~= "table" then return tostring(value) end
  if value.code then return tostring(value.code) end
  local out = {}
  for i, item in ipairs(value) do out[i] = show(item) end
  return "{ " .. table.concat(out, ", ") .. " }"
end

local function agrees(expected, found)
  if type(expected) == "number" and type(found) == "number" then
    return math.abs(expected - found)
      <= TOLERANCE * math.max(math.abs(expected), math.abs(found))
  end
  if type(expected) ~= "table" or type(found) ~= "table" then
    return show(expected) == show(found)
  end
  for i = 1, math.max(#expected, #found) do
    if not agrees(expected[i], found[i]) then return false end
  end
  return true
end

-- What was not as expected: texts in one language.
local differences = {}
differences.__index = differences

function differences:say(key, values)
  return template.say("tests", key, self.lang, values)
end

function differences:add(key, values)
  self[#self + 1] = self:say(key, values)
end

function differences:note(what, expected, found)
  if agrees(expected, found) then return end
  self:add("differs", { what = what, expected = show(expected),
    found = show(found) })
end

local function evidence_of(finding)
  local out = {}
  for _, item in ipairs(finding.evidence) do out[item.name] = item.value end
  return out
end

local function is_meant(expected, finding)
  return (not expected.subject or expected.subject == finding.subject.code)
    and (not expected.period or expected.period == finding.period)
    and (not expected.key or expected.key == finding.key)
end

-- Removes and returns the finding that is meant.
local function take(findings, expected)
  for i, finding in ipairs(findings) do
    if is_meant(expected, finding) then return table.remove(findings, i) end
  end
end

local function label_of(out, expected)
  local parts = { out:say "finding" }
  parts[#parts + 1] = expected.subject
  parts[#parts + 1] = expected.period
  return table.concat(parts, " ")
end

local function compare_finding(out, expected, finding)
  local label = label_of(out, expected)
  if not finding then return out:add("absent", { what = label }) end
  if expected.severity then
    out:note(label .. ", " .. out:say "severity", expected.severity,
      finding.severity)
  end
  if expected.class then
    out:note(label .. ", " .. out:say "class", expected.class, finding.class)
  end
  if expected.message then
    out:note(label .. ", " .. out:say "message", expected.message,
      report_finding.message(finding, "en"))
  end
  local evidence = evidence_of(finding)
  for name, value in pairs(expected.evidence or {}) do
    out:note(label .. ", " .. name, value, evidence[name])
  end
end

local function compare_findings(out, expected, findings)
  local rest = table.move(findings, 1, #findings, 1, {})
  for _, one in ipairs(expected) do
    compare_finding(out, one, take(rest, one))
  end
  for _, finding in ipairs(rest) do
    local period = finding.period and " " .. finding.period or ""
    out:add("too_many", { what = finding.subject.code .. period })
  end
end

-- What one rule said, of a result to which others may have added.
local function part_of(result, id)
  local part = { errors = result.errors, findings = {} }
  for _, check in ipairs(result.checks) do
    if check.rule == id then part.check = check end
  end
  for _, finding in ipairs(result.findings) do
    if finding.rule == id then table.insert(part.findings, finding) end
  end
  return part
end

local function compare(expect, result, lang)
  local out = setmetatable({ lang = lang }, differences)
  local check = result.check
  for _, e in ipairs(result.errors) do
    out:add("error", { text = e.message })
  end
  for name, value in pairs(expect) do
    if name ~= "findings" then out:note(name, value, check[name]) end
  end
  if expect.findings then
    compare_findings(out, expect.findings, result.findings)
  end
  table.sort(out)
  return table.move(out, 1, #out, 1, {})
end

-- Running -------------------------------------------------------------------

--- The table that a rule file returns, as plain data: it is run as a rule is,
-- within limits, and functions are the text "function".
-- @tparam string rule  a path, or the text of the file
-- @treturn table|nil
-- @treturn string  what is wrong
function M.load(rule)
  local source, name = made.read(rule)
  if not source then return nil, name end
  return require "tiendo".rule(name, source)
end

-- The parameters of an example as settings of the rule.
local function settings_of(id, example)
  return made.settings(id, example.set)
end

-- The result for an example of the rule { name, text, id }; nil and why. What
-- misuses the plan raises in the import.
local function result_of(tiendo, rule, example, seconds)
  local ok, plan, why = pcall(tiendo.plan, M.complete(example.plan or {}),
    { as_of = example.as_of, known_at = example.known_at })
  if not ok then return nil, plan end
  if not plan then return nil, why end
  local opened <close> = plan
  return opened:check { text = rule.text, name = rule.name,
    with = example.with, set = settings_of(rule.id, example),
    seconds = seconds }
end

--- Runs an example of a rule that a file may have brought; nothing that it
-- holds raises.
-- @tparam table tiendo  the host's module
-- @tparam table rule  { name = for messages, text, id }
-- @tparam table example  plain data
-- @tparam string lang  of the differences
-- @tparam[opt] number seconds  after which the rule is stopped
-- @treturn table  { differences = list of text, finding = the first or nil }
function M.examine(tiendo, rule, example, lang, seconds)
  local wrong = form.problems(example, lang)
  if #wrong > 0 then return { differences = wrong } end
  local result, why = result_of(tiendo, rule, example, seconds)
  if not result then return { differences = { why } } end
  local part = part_of(result, rule.id)
  return { differences = compare(example.expect, part, lang),
    finding = part.findings[1] }
end

--- What a rule says about the plan of an example.
-- @tparam string rule  a path, or the text of the file
-- @tparam table example
-- @treturn table|nil  the result, as tiendo.report documents it
-- @treturn string  the rule's id, or why there is no result
function M.evaluate(rule, example)
  local head, message = M.load(rule)
  if not head then return nil, message end
  local source, name = made.read(rule)
  local result, why = result_of(require "tiendo", { text = source, name = name,
    id = head.id }, example)
  return result, result and head.id or why
end

--- Runs an example.
-- @tparam string rule  a path, or the text of the file
-- @tparam table example
-- @treturn boolean  whether all came as expected
-- @treturn table  what did not, one text each
function M.run(rule, example)
  local result, id = M.evaluate(rule, example)
  if not result then return false, { id } end
  local found = compare(example.expect or {}, part_of(result, id), "en")
  return #found == 0, found
end

-- For specs -----------------------------------------------------------------

--- The path of the rule beside the spec that calls this: my_rule.lua for
-- my_rule_spec.lua.
function M.rule()
  local source = debug.getinfo(2, "S").source
  local path, n = source:gsub("^@", ""):gsub("_spec%.lua$", ".lua")
  if n == 0 then
    error(("%s is no spec: it must be named as the rule, with _spec.lua at "
      .. "its end"):format(path), 2)
  end
  return path
end

--- A small plan for a spec; see tiendo.fixture.plan.
-- @usage fixture.plan { as_of = "2026-11-23", goals = { { code = "1" } } }
function M.plan(tables)
  return (made.new(M.complete, tables)) -- no tail call: it raises at our caller
end

return M
