--- Of the document: what follows for whom, from what the other parts tell.
-- Nothing is proposed that has no number behind it.
-- @module tiendo.official.proposals
local layout = require "tiendo.letter.layout"

local M = {}

-- Names of the agencies of rows that fit, each once, as one text; and how many
-- rows there are.
local function addressed(page, brief, rows, fits)
  local names, seen, n = {}, {}, 0
  for _, row in ipairs(rows) do
    if fits(row) then
      n = n + 1
      local code = row.agency
      if code and not seen[code] then
        seen[code] = true
        names[#names + 1] = page:label(brief.names.agencies[code] or code)
      end
    end
  end
  return #names > 0 and table.concat(names, "; ") or page:say "nobody", n
end

local function is_behind(c)
  return c.class == "off_track" and not c.is_settled or c.class == "wrong_way"
end

local function asks_of(brief)
  return {
    { "ask_missing", brief.due, function(row)
      return row.status == "missing" and not row.agency_ended
    end },
    -- Nobody can be asked who is no more: what they owe is to be settled.
    { "ask_heirs", brief.due, function(row)
      return row.status == "missing" and row.agency_ended
    end },
    { "ask_behind", brief.commitments, is_behind },
    { "ask_figures", brief.commitments,
      function(c) return c.points == 0 end },
    { "ask_soon", brief.due, function(row) return row.status == "pending" end },
  }
end

--- Writes the part.
function M.put(page, brief)
  local i, day = 0, layout.long_day(page, brief.until_day)
  layout.heading(page, 2, page:say "part_proposals")
  for _, ask in ipairs(asks_of(brief)) do
    local list, n = addressed(page, brief, ask[2], ask[3])
    if n > 0 then
      i = i + 1
      layout.paragraph(page, page:say("item", { i = i,
        text = page:say(ask[1], { list = list, n = n, day = day }) }))
    end
  end
  if i == 0 then layout.paragraph(page, page:say "nothing") end
end

return M
