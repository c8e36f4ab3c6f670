--- What the record says was resolved since the last run; there is no such sheet
-- where nothing was.
-- @module tiendo.workbook.resolved
local findings = require "tiendo.workbook.findings"

local M = {}

--- Adds the sheet.
function M.add(b)
  if #b.brief.resolved == 0 then return end
  local columns = findings.columns(b)
  findings.add_codes(columns, b)
  b:table("resolved", columns, b.brief.resolved)
end

return M
