--- What falls due in the months to come, month by month, and what is overdue.
-- @module tiendo.html.calendar
local date = require "tiendo.date"
local tables = require "tiendo.html.table"

local M = {}

local WHO = 3 -- agencies that are named before the rest is folded

local function put_names(p, codes, first, last)
  local html = p.html
  for i = first, last do
    if i > first then html:text ", " end
    html:text(p:name("agencies", codes[i]))
  end
end

local function put_agencies(p, codes)
  local html = p.html
  if #codes == 0 then return end
  if #codes <= WHO then
    return html:el("div", { class = "who" }, function()
      put_names(p, codes, 1, #codes)
    end)
  end
  html:el("details", { class = "who" }, function()
    html:el("summary", nil, p:say("agencies_n", { n = #codes }, #codes))
    html:el("p", nil, function() put_names(p, codes, 1, #codes) end)
  end)
end

-- "18 reports: Yearly report, 2026"
local function headline(p, entry)
  local name = p:label(entry.label)
  if entry.kind ~= "report" then
    return p:say("due_" .. entry.kind) .. ": " .. name
  end
  return p:say("due_report", { n = entry.n }, entry.n) .. ": "
    .. p:say("for_period", { label = name, period = p:day(entry.period) })
end

local function put_entry(p, entry)
  local html = p.html
  html:el("li", nil, function()
    html:el("b", { class = "day" }, p:day(entry.day))
    html:text(" " .. headline(p, entry))
    if entry.working_days then
      html:el("span", { class = "left" }, " · " .. p:say("working_days",
        { n = entry.working_days }, entry.working_days))
    end
    put_agencies(p, entry.agencies)
  end)
end

-- The months from the first day on, each with its entries.
local function months_of(brief)
  local list, at = {}, {}
  local month = date.period(brief.as_of, "month")
  while month.first <= brief.until_day do
    list[#list + 1] = { period = month, entries = {} }
    at[tostring(month)] = list[#list]
    month = month:next()
  end
  for _, entry in ipairs(brief.calendar) do
    table.insert(at[tostring(date.period(entry.day, "month"))].entries, entry)
  end
  return list
end

local function put_month(p, month)
  local html = p.html
  local is_empty = #month.entries == 0
  html:el("div", { class = "month" }, function()
    html:el("h3", nil, p:day(month.period))
    if is_empty then
      return html:el("p", { class = "rest" }, p:say "month_none")
    end
    html:el("ul", { class = "plain" }, function()
      for _, entry in ipairs(month.entries) do put_entry(p, entry) end
    end)
  end)
end

-- Overdue -------------------------------------------------------------------

local function columns_of(p)
  return {
    { head = p:say "by_agency", is_name = true,
      put = function(row) p.html:text(p:name("agencies", row.agency)) end },
    { head = p:say "report", tell = function(row)
      return p:say("for_period", { label = p:label(row.label),
        period = p:day(row.period) })
    end },
    { head = p:say "due_on", is_number = true,
      tell = function(row) return p:day(row.due) end },
    { head = p:say "days_late", is_number = true,
      tell = function(row) return p:show(row.days_late, "number") end },
  }
end

local function put_overdue(p)
  local html, rows = p.html, {}
  for _, row in ipairs(p.brief.due) do
    if row.status == "missing" then rows[#rows + 1] = row end
  end
  if #rows == 0 then return end
  local is_invented = p.brief.counts.reports.illustrative > 0
  html:el("details", { id = "overdue" }, function()
    html:el("summary", nil, p:say("overdue", { n = #rows }, #rows)
      .. (is_invented and " (" .. p:say "illustrative" .. ")" or ""))
    tables.put(p, columns_of(p), rows, { class = "wide" })
  end)
end

--- Writes the part.
function M.put(p)
  p:section("calendar", function()
    local html, brief = p.html, p.brief
    if #brief.calendar == 0 then
      html:el("p", nil, p:say("calendar_none",
        { day = p:day(brief.until_day) }))
    else
      html:el("div", { class = "months" }, function()
        for _, month in ipairs(months_of(brief)) do put_month(p, month) end
      end)
    end
    put_overdue(p)
  end)
end

return M
