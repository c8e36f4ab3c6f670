--- The agencies: what they lead, their findings, and how complete and timely
-- their reports are.
-- @module tiendo.workbook.agencies
local count = require "tiendo.report.count"

local M = {}

local STATUSES = { "received", "late", "missing", "pending" }

local function add(columns, b, head, of)
  columns[#columns + 1] = { head = head,
    tell = function(row) return b:number(of(row)) end }
end

local function columns_of(b)
  local columns = { frozen = 1,
    { head = b:say "by_agency", width = 44,
      tell = function(row) return b:label(row.label) end },
  }
  for _, key in ipairs { "leads", "coordinates", "commitments" } do
    add(columns, b, b:say(key), function(row) return row[key] end)
  end
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    add(columns, b, b:word("severity", severity),
      function(row) return row.findings[severity] end)
  end
  add(columns, b, b:say "findings", function(row) return row.findings.all end)
  add(columns, b, b:say "waived", function(row) return row.findings.waived end)
  for _, status in ipairs(STATUSES) do
    add(columns, b, b:say(status), function(row) return row.reports[status] end)
  end
  add(columns, b, b:say "expected", function(row)
    return row.rates.expected
  end)
  for _, key in ipairs { "completeness", "timeliness" } do
    columns[#columns + 1] = { head = b:say(key),
      tell = function(row) return b:share(row.rates[key]) end }
  end
  columns[#columns + 1] = { head = b:say "code", width = 34,
    tell = function(row) return row.code end }
  return columns
end

--- Adds the sheet.
function M.add(b)
  local n_quiet, notes = b.brief.quiet_agencies, { b:say "agencies_note" }
  if n_quiet > 0 then
    notes[2] = b:say("quiet_agencies", { n = n_quiet }, n_quiet)
  end
  b:table("agencies", columns_of(b), b.brief.agencies, notes)
end

return M
