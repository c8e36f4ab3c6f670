--- The reports that are missing or due in the months to come.
-- @module tiendo.workbook.due
local M = {}

local COLOR = { missing = "wrong_way", late = "off_track" }

local function columns_of(b)
  return { frozen = 1,
    { head = b:say "by_agency", width = 44,
      tell = function(r) return b:name("agencies", r.agency) end },
    { head = b:say "report", width = 44,
      tell = function(r) return b:label(r.label) end },
    { head = b:say "period", width = 12,
      tell = function(r) return b:period(r.period) end },
    { head = b:say "due_on", width = 13,
      tell = function(r) return b:day(r.due) end },
    { head = b:say "status", width = 18, tell = function(r)
      return b:styled(b:say(r.status), COLOR[r.status] or "text")
    end },
    { head = b:say "days_late", width = 12,
      tell = function(r) return b:number(r.days_late) end },
    { head = b:say "working_days_left", width = 15,
      tell = function(r) return b:number(r.working_days) end },
    { head = b:say "inherited_from", width = 36, tell = function(r)
      return r.inherited_from and b:name("agencies", r.inherited_from)
    end },
    { head = b:say "agency_ended", width = 13,
      tell = function(r) return b:day(r.agency_ended) end },
    { head = b:say "is_illustrative", width = 13,
      tell = function(r) return b:mark(r.illustrative) end },
    { head = b:say "code", width = 30,
      tell = function(r) return r.obligation end },
  }
end

--- Adds the sheet.
function M.add(b)
  b:table("due", columns_of(b), b.brief.due, { b:say("due_note",
    { day = b:show(b.brief.until_day, "date") }) })
end

return M
