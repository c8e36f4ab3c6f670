--- The agencies as a table: what they lead, their findings, and how complete
-- and timely their reports are.
-- @module tiendo.html.agencies
local goals = require "tiendo.html.goals"
local tables = require "tiendo.html.table"

local M = {}

local function number(p, n)
  return n == 0 and tables.NOTHING or p:count(n)
end

local function put_findings(p, row)
  local html, counts = p.html, row.findings
  if counts.all == 0 then return html:text(tables.NOTHING) end
  html:link("#findings", p:count(counts.all), { ["data-f"] = "agency="
    .. p:key("agency", row.code) })
  html:text " "
  goals.put_counts(p, counts)
end

local function rate(p, share)
  return share and p:show(share, "percent") or tables.NOTHING
end

local function columns_of(p)
  local function counted(head, of)
    return { head = p:say(head), is_number = true,
      tell = function(row) return number(p, of(row)) end }
  end
  return {
    { head = p:say "by_agency", is_name = true,
      put = function(row) p.html:text(p:label(row.label)) end },
    counted("leads", function(row) return row.leads end),
    counted("coordinates", function(row) return row.coordinates end),
    counted("commitments", function(row) return row.commitments end),
    { head = p:say "findings",
      put = function(row) put_findings(p, row) end },
    counted("expected", function(row) return row.rates.expected end),
    { head = p:say "completeness", is_number = true,
      tell = function(row) return rate(p, row.rates.completeness) end },
    { head = p:say "timeliness", is_number = true,
      tell = function(row) return rate(p, row.rates.timeliness) end },
  }
end

--- Writes the part.
function M.put(p)
  p:section("agencies", function()
    local html, quiet = p.html, p.brief.quiet_agencies
    if #p.brief.agencies == 0 then
      html:el("p", nil, p:say "no_agencies")
    else
      html:el("p", { class = "rest" }, p:say "agencies_note")
      tables.put(p, columns_of(p), p.brief.agencies, { class = "wide" },
        function(row) return { id = p:id("agency", row.code) } end)
    end
    if quiet > 0 then
      html:el("p", { class = "rest" },
        p:say("quiet_agencies", { n = quiet }, quiet))
    end
  end)
end

return M
