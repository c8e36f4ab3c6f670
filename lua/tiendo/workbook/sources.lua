--- The documents and tables that the workbook rests on, with their addresses.
-- @module tiendo.workbook.sources
local M = {}

local function columns_of(b)
  return {
    { head = b:say "source", width = 80, tell = function(source)
      return source.title ~= "" and source.title or source.code
    end },
    { head = b:say "address", width = 80, tell = function(source)
      return source.url ~= "" and b:link(source.url, source.url)
    end },
    { head = b:say "code", width = 30,
      tell = function(source) return source.code end },
  }
end

--- Adds the sheet.
function M.add(b)
  b:table("sources", columns_of(b), b.brief.sources)
end

return M
