--- Findings as JSON lines: one object a finding, each with its schema version;
-- after them those that a run resolves.
-- @module tiendo.report.jsonl
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local report_json = require "tiendo.report.json"

local M = {}

local function write_line(write, f, message_of)
  local flat = report_json.finding(f, message_of)
  table.insert(flat, 1, report_json.SCHEMA)
  table.insert(flat, 1, "schema")
  write(json.encode(json.object(flat)) .. "\n")
end

function M.write(result, options, write)
  local message_of = finding.messages(options.lang)
  for _, f in ipairs(result.findings) do write_line(write, f, message_of) end
  for _, f in ipairs(finding.resolved(result)) do
    write_line(write, f, message_of)
  end
end

return M
