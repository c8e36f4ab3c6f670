--- What excuses findings: who signed it, why, and for how long; there is no
-- such sheet where nothing is excused.
-- @module tiendo.workbook.waivers
local M = {}

local function columns_of(b)
  return { frozen = 1,
    { head = b:say "waiver", width = 24, tell = function(w) return w.code end },
    { head = b:say "n_findings", width = 13,
      tell = function(w) return b:number(w.n) end },
    { head = b:say "signer", width = 36,
      tell = function(w) return w.signer end },
    { head = b:say "reason", width = 60,
      tell = function(w) return w.reason end },
    { head = b:say "since_day", width = 13,
      tell = function(w) return b:day(w.valid_from) end },
    { head = b:say "waived_until", width = 13,
      tell = function(w) return b:day(w.valid_to) end },
  }
end

--- Adds the sheet.
function M.add(b)
  local waivers = b.brief.waivers
  if #waivers > 0 then b:table("waivers", columns_of(b), waivers) end
end

return M
