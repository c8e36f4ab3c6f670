--- What is set for rules: every parameter with the value that holds, where it
-- holds, and who set it. Rules are given as in tiendo.report.rules.
-- @module tiendo.report.settings
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local report_page = require "tiendo.report.page"
local report_rules = require "tiendo.report.rules"

local M = {}

--- Version of the JSON form.
M.SCHEMA = 1

local clean, plain = finding.clean, finding.plain

-- Lines ---------------------------------------------------------------------
-- { rule, name, written, value, where = SCOPED or nil, origin }, the value that
-- holds everywhere first, then those of scopes in the order in which they win.

local function add_scoped(lines, rule, name, scoped)
  for _, one in ipairs(scoped) do
    lines[#lines + 1] = { rule = rule.rule, name = name, value = one.value,
      written = one.written, scope = one, origin = one.origin }
  end
end

local function lines_of(rule)
  local lines = {
    { rule = rule.rule, name = "enabled", value = rule.is_enabled,
      written = tostring(rule.is_enabled), origin = rule.enabled_origin },
  }
  add_scoped(lines, rule, "enabled", rule.enabled_scoped)
  lines[#lines + 1] = { rule = rule.rule, name = "severity",
    value = rule.severity, written = rule.severity,
    origin = rule.severity_origin }
  add_scoped(lines, rule, "severity", rule.severity_scoped)
  for _, param in ipairs(rule.params) do
    lines[#lines + 1] = { rule = rule.rule, name = param.name,
      value = param.value, written = param.written, origin = param.origin,
      unit = param.unit }
    add_scoped(lines, rule, param.name, param.scoped)
  end
  return lines
end

-- JSON, one setting a line --------------------------------------------------

local function object(line)
  local scope = line.scope or {}
  return json.object { "rule", line.rule, "name", line.name, "value",
    plain(line.value), "unit", plain(line.unit), "where", plain(scope.where),
    "from", plain(scope.from), "to", plain(scope.to),
    "origin", plain(line.origin) }
end

local function write_json(write, rules)
  local first = true
  write(('{"schema":%d,"settings":['):format(M.SCHEMA))
  for _, rule in ipairs(rules) do
    for _, line in ipairs(lines_of(rule)) do
      write(first and "\n  " or ",\n  ")
      write(json.encode(object(line)))
      first = false
    end
  end
  write "]}\n"
end

-- Text ----------------------------------------------------------------------

-- "0.9 · where goal = 3 · set by tiendo.lua:4"
local function fact_of(page, line, is_first)
  local parts = { clean(line.written) }
  if (line.unit or "") ~= "" then
    parts[1] = parts[1] .. " " .. clean(line.unit)
  end
  if line.scope then parts[2] = report_rules.where(page, line.scope) end
  parts[#parts + 1] = line.origin
    and page:say("set_by", { origin = clean(line.origin) })
    or page:say "standard"
  return { is_first and clean(line.name) or "", table.concat(parts, " · "),
    style = line.origin and "warning" or "dim" }
end

-- Writes one rule; returns how many values are set for it.
local function put_rule(page, rule)
  local facts, n_set = {}, 0
  for _, line in ipairs(lines_of(rule)) do
    facts[#facts + 1] = fact_of(page, line, line.scope == nil)
    n_set = n_set + (line.origin and 1 or 0)
  end
  page:put(clean(rule.rule), { style = "bold" })
  page:facts(facts)
  page:skip()
  return n_set
end

local function write_text(page, rules)
  local n_set, n_rules = 0, 0
  for _, rule in ipairs(rules) do
    local n = put_rule(page, rule)
    n_set, n_rules = n_set + n, n_rules + (n > 0 and 1 or 0)
  end
  page:put(page:say("set_count", { n = n_set, rules = n_rules }, n_set),
    { style = "dim" })
end

--- Writes the settings of the rules that `source` selects, or of all.
-- @treturn boolean|nil  true
-- @treturn string  what is wrong with the selection
function M.write(rules, source, options, write)
  if source then
    local kept, message = report_rules.selected(rules, source)
    if not kept then return nil, message end
    rules = kept
  end
  if options.format == "json" then
    write_json(write, rules)
  else
    write_text(report_page.new({ lang = options.lang, width = options.width,
      color = options.color, group = "rules" }, write), rules)
  end
  return true
end

return M
