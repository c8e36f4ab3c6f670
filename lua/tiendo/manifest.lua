--- The manifest of a recorded run as JSON: what went in and what came out, each
-- with its hash.
-- @module tiendo.manifest
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"

local M = {}

--- Version of the form.
M.SCHEMA = 1

local RUN = { "id", "number", "plan", "as_of", "known_at", "select", "key",
  "edition", "data", "calendar", "rules", "settings", "baseline", "program",
  "versions", "judged", "errors", "suspicious", "accepts_drop",
  "compared_with", "judged_before", "judged_again", "result", "chain" }
local TABLE = { "name", "n", "hash" }
local RULE = { "name", "kind", "hash" }
local SETTING = { "name", "kind", "hash" }
local OUTPUT = { "name", "format", "options", "size", "hash" }

local function write_list(write, name, list, names)
  write((',\n "%s":['):format(name))
  for i, item in ipairs(list) do
    write((i == 1 and "\n  " or ",\n  ")
      .. json.encode(json.object(finding.pick(item, names))))
  end
  write "]"
end

--- Writes it.
-- @tparam table m  { run, tables, rules, settings, outputs } as the record has
--   them; of a rule `kind` is its file, of a setting "file" or "set", whose
--   `hash` is the value
-- @tparam table _  options, of which there are none
-- @tparam function write
-- @treturn boolean  true
function M.write(m, _, write)
  write(('{"schema":%d,\n "run":%s'):format(M.SCHEMA,
    json.encode(json.object(finding.pick(m.run, RUN)))))
  write_list(write, "tables", m.tables, TABLE)
  write_list(write, "rules", m.rules, RULE)
  write_list(write, "settings", m.settings, SETTING)
  write_list(write, "outputs", m.outputs, OUTPUT)
  write "}\n"
  return true
end

return M
