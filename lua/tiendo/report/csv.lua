--- Findings as CSV (RFC 4180, but lines end in LF): a header, then one row a
-- finding. Of a run there are more columns at the end, which tell rows of
-- several runs apart, and those that it resolves are rows too. A cell that a
-- spreadsheet would take for a formula gets a ' before it; numbers stay
-- numbers. A byte order mark and semicolons are for spreadsheets that want
-- them.
-- @module tiendo.report.csv
local finding = require "tiendo.report.finding"
local template = require "tiendo.template"

local M = {}

M.COLUMNS = { "id", "rule", "severity", "outcome", "subject_kind", "subject",
  "goal", "target", "agency", "period", "message", "evidence", "illustrative",
  "waiver", "waived_until" }

--- What follows them in a recorded run's.
M.RUN_COLUMNS = { "state", "since", "as_of", "run" }

local function is_number(s)
  return s:find "^-%d+%.?%d*$" ~= nil or s:find "^-%d+%.?%d*e[-+]?%d+$" ~= nil
end

-- Wide signs serve as the narrow ones in some spreadsheets.
local WIDE = { ["\u{FF1D}"] = true, ["\u{FF0B}"] = true,
  ["\u{FF0D}"] = true, ["\u{FF20}"] = true }

local function begins_formula(s)
  if s:find "^[=+%-@\t\r\n]" then return not is_number(s) end
  return WIDE[s:sub(1, 3)] ~= nil
end

local function cell(s, separator)
  s = finding.utf8(s)
  if begins_formula(s) then s = "'" .. s end
  if s:find '["\r\n]' or s:find(separator, 1, true) then
    s = '"' .. s:gsub('"', '""') .. '"'
  end
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
-- @tparam table values
-- @tparam[opt] string separator  "," or ";"
function M.row(values, separator)
  separator = separator or ","
  for i, value in ipairs(values) do values[i] = cell(value, separator) end
  return table.concat(values, separator) .. "\n"
end

local row = M.row

-- By what it is waived, and until when.
local function waiver_cells(waiver)
  if not waiver then return "", "" end
  return waiver.code, tostring(waiver.valid_to)
end

local function cells_of(f, message_of)
  local s = f.subject or {}
  return { f.id or "", f.rule, f.severity, f.outcome, s.kind or "",
    s.code or "", s.goal or "", s.target or "", s.agency or "",
    f.period and tostring(f.period) or "", message_of(f), evidence_of(f),
    f.illustrative and "yes" or "", waiver_cells(f.waiver) }
end

local function columns_of(result)
  local columns = { table.unpack(M.COLUMNS) }
  if result.since_last then
    table.move(M.RUN_COLUMNS, 1, #M.RUN_COLUMNS, #columns + 1, columns)
  end
  return columns
end

-- The cells after the others in a run's.
local function add_run_cells(cells, f, run)
  table.move({ f.state or "", tostring(f.since or ""), tostring(run.as_of),
    run.id }, 1, #M.RUN_COLUMNS, #cells + 1, cells)
end

local function write_rows(list, result, options, write)
  local message_of = finding.messages(options.lang)
  for _, f in ipairs(list) do
    local cells = cells_of(f, message_of)
    if result.since_last then add_run_cells(cells, f, result.run) end
    write(row(cells, options.separator))
  end
end

function M.write(result, options, write)
  if options.bom then write "\u{FEFF}" end
  write(row(columns_of(result), options.separator))
  write_rows(result.findings, result, options, write)
  write_rows(finding.resolved(result), result, options, write)
end

return M
