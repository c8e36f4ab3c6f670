--- What is set for rules: every parameter with the value that holds, where it
-- holds, and who set it. Rules are given as in tiendo.report.rules.
-- @module tiendo.report.settings
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
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

local function row_of(page, line, is_first)
  local where = line.scope and report_rules.where(page, line.scope) or ""
  local value = clean(line.written)
  if (line.unit or "") ~= "" then value = value .. " " .. clean(line.unit) end
  return { is_first and clean(line.rule) or "", clean(line.name), value, where,
    line.origin and clean(line.origin) or page:say "standard",
    styles = { "bold", nil, line.origin and "warning", nil,
      not line.origin and "dim" or nil } }
end

local function write_text(page, rules)
  local rows, n_set, n_rules = {}, 0, 0
  for _, rule in ipairs(rules) do
    local has_any = false
    for i, line in ipairs(lines_of(rule)) do
      rows[#rows + 1] = row_of(page, line, i == 1)
      if line.origin then
        n_set, has_any = n_set + 1, true
      end
    end
    n_rules = n_rules + (has_any and 1 or 0)
  end
  grid.write(page, {
    { head = page:say "rule" },
    { head = page:say "param" },
    { head = page:say "value", min = 12, wrap = true },
    { head = page:say "holds", min = 10, wrap = true },
    { head = page:say "set_head", min = 10, wrap = true },
  }, rows)
  page:skip()
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
