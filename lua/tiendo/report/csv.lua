--- Findings as CSV (RFC 4180, but lines end in LF): a header, then one row a
-- finding. A cell that a spreadsheet would take for a formula gets a ' before
-- it; numbers stay numbers.
-- @module tiendo.report.csv
local finding = require "tiendo.report.finding"
local template = require "tiendo.template"

local M = {}

M.COLUMNS = { "id", "rule", "severity", "outcome", "subject_kind", "subject",
  "goal", "target", "agency", "period", "message", "evidence", "illustrative" }

local function is_number(s)
  return s:find "^-%d+%.?%d*$" ~= nil or s:find "^-%d+%.?%d*e[-+]?%d+$" ~= nil
end

local function cell(s)
  s = finding.utf8(s)
  if s:find "^[=+%-@\t\r]" and not is_number(s) then s = "'" .. s end
  if s:find '[",\r\n]' then s = '"' .. s:gsub('"', '""') .. '"' end
  return s
end

local function evidence_of(f)
  local out = {}
  for i, item in ipairs(f.evidence or {}) do
    local value = item.value == nil and ""
      or template.format(item.value, "plain", "en")
    out[i] = item.name .. "=" .. value
  end
  return table.concat(out, "; ")
end

--- A line of a file for these texts; the list is changed.
function M.row(values)
  for i, value in ipairs(values) do values[i] = cell(value) end
  return table.concat(values, ",") .. "\n"
end

local row = M.row

local function finding_row(f, message_of)
  local s = f.subject or {}
  return row { f.id or "", f.rule, f.severity, f.outcome, s.kind or "",
    s.code or "", s.goal or "", s.target or "", s.agency or "",
    f.period and tostring(f.period) or "", message_of(f), evidence_of(f),
    f.illustrative and "yes" or "" }
end

function M.write(result, options, write)
  local message_of = finding.messages(options.lang)
  write(row { table.unpack(M.COLUMNS) })
  for _, f in ipairs(result.findings) do
    write(finding_row(f, message_of))
  end
end

return M
