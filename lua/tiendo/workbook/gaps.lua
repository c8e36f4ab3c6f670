--- What was not evaluated, and why.
-- @module tiendo.workbook.gaps
local M = {}

local function columns_of(b)
  return { frozen = 1,
    { head = b:say "check", width = 44,
      tell = function(gap) return b:label(gap.title) end },
    { head = b:say "subject", width = 24, tell = function(gap)
      return b:word("kind", gap.over) or gap.over
    end },
    { head = b:say "outcome", width = 16,
      tell = function(gap) return b:word("outcome", gap.outcome) end },
    { head = b:say "how_many", width = 10,
      tell = function(gap) return b:number(gap.n) end },
    { head = b:say "reason", width = 60,
      tell = function(gap) return gap.why and b:label(gap.why) end },
    { head = b:say "rule", width = 32,
      tell = function(gap) return gap.rule end },
  }
end

--- Adds the sheet.
function M.add(b)
  b:table("gaps", columns_of(b), b.brief.gaps)
end

return M
