--- Of the document: how agencies have reported, and what is missing.
-- @module tiendo.official.reports
local document = require "tiendo.digest.document"
local grid = require "tiendo.official.grid"
local layout = require "tiendo.letter.layout"

local M = {}

local function marked(page, s, is_illustrative)
  if not is_illustrative then return s end
  return s .. " (" .. page:say_of("brief", "illustrative") .. ")"
end

local function who(page, brief, row)
  local name = page:label(brief.names.agencies[row.agency] or row.agency)
  return row.agency_ended and page:say("ended", { name = name,
    day = page:show(row.agency_ended, "date") }) or name
end

local function put_missing(page, brief)
  local list = {}
  for _, row in ipairs(brief.due) do
    if row.status == "missing" then list[#list + 1] = row end
  end
  if #list == 0 then return end
  layout.paragraph(page, page:say "missing")
  grid.put(page, {
    { head = page:say "by_agency", share = 26,
      tell = function(row) return who(page, brief, row) end },
    { head = page:say "report", share = 24, tell = function(row)
      return marked(page, page:label(row.label), row.illustrative)
    end },
    { head = page:say "period",
      tell = function(row) return document.period(row.period, page.lang) end },
    { head = page:say "due", share = 14,
      tell = function(row) return page:show(row.due, "date") end },
    { head = page:say "days_late", is_number = true,
      tell = function(row) return grid.number(page, row.days_late) end },
  }, list)
end

--- Writes the part.
function M.put(page, brief)
  local counts = brief.counts.reports
  layout.heading(page, 2, page:say "part_reports")
  if counts.all == 0 then
    return layout.paragraph(page, page:say "no_reports")
  end
  layout.paragraph(page, page:say("reports", counts))
  if brief.rates.completeness then
    layout.paragraph(page, page:say("rates", brief.rates))
  end
  put_missing(page, brief)
end

return M
