--- What falls due in the months to come, day by day.
-- @module tiendo.workbook.calendar
local M = {}

local function names_of(b, codes)
  local out = {}
  for i, code in ipairs(codes) do out[i] = b:name("agencies", code) end
  return table.concat(out, "; ")
end

local function kind_of(b, entry)
  if entry.kind == "report" then return b:say "report" end
  return b:say("due_" .. entry.kind)
end

local function columns_of(b)
  return { frozen = 1,
    { head = b:say "day", width = 13,
      tell = function(e) return b:day(e.day) end },
    { head = b:say "working_days_left", width = 15,
      tell = function(e) return b:number(e.working_days) end },
    { head = b:say "kind", width = 24,
      tell = function(e) return kind_of(b, e) end },
    { head = b:say "name", width = 50,
      tell = function(e) return b:label(e.label) end },
    { head = b:say "period", width = 12,
      tell = function(e) return b:period(e.period) end },
    { head = b:say "how_many", width = 10,
      tell = function(e) return b:number(e.n) end },
    { head = b:say "agencies", width = 80,
      tell = function(e) return names_of(b, e.agencies) end },
    { head = b:say "is_illustrative", width = 13,
      tell = function(e) return b:mark(e.illustrative) end },
    { head = b:say "code", width = 34,
      tell = function(e) return e.code end },
  }
end

--- Adds the sheet.
function M.add(b)
  b:table("calendar", columns_of(b), b.brief.calendar, {
    b:say("until_day", { day = b:show(b.brief.until_day, "date") }) })
end

return M
