--- Reporting rates as tables: `tiendo show STORE rates [agency]`.
-- @module tiendo.show.rates
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local json = require "tiendo.json"
local label = require "tiendo.show.label"
local pick = require "tiendo.show.pick"
local rates = require "tiendo.rates"
local schema = require "tiendo.schema"
local text = require "tiendo.text"

local M = {}

local clean, plain = finding.clean, finding.plain

-- What rates are told by: one of rates.BY, or all.
local function bys(name)
  if not name then return rates.BY end
  for _, by in ipairs(rates.BY) do
    if by == name then return { by } end
  end
  local near = text.nearest(name, rates.BY)
  return nil, ("no rates by '%s'; %s"):format(clean(name), near
    and ("did you mean '%s'?"):format(near)
    or "there are " .. table.concat(rates.BY, ", "))
end

--- What is shown for a request, as of tiendo.show: { what = "rates", as_of,
-- total, groups = { { by, list }, ... }, n_invented }, lists as of
-- rates.by.
-- @treturn table|nil
-- @treturn string  what is wrong with the request
function M.content(request)
  local names, message = bys(request.code)
  if not names then return nil, message end
  local reports = request.plan.reports
  if request.select then
    reports, message = pick.rows(schema.find "report", reports, request.select)
    if not reports then return nil, message end
  end
  local what = { what = "rates", as_of = request.as_of, groups = {},
    total = rates.of(reports, request.as_of),
    n_invented = reports:count(function(report)
      return report.illustrative and rates.is_expected(report, request.as_of)
    end) }
  for i, by in ipairs(names) do
    what.groups[i] = { by = by, list = rates.by(reports, request.as_of, by) }
  end
  return what
end

-- Text ----------------------------------------------------------------------

local function cells(page, code, name, sums)
  return { code, name, page:count(sums.expected), page:count(sums.actual),
    page:count(sums.on_time), page:show(sums.completeness, "percent"),
    page:show(sums.timeliness, "percent") }
end

local function put_group(page, what, group)
  page:heading(page:say("rates_by_" .. group.by), "bold",
    page:show(#group.list))
  local columns = { { head = page:say "code", at = "-", min = 12 },
    { head = page:say "name", min = 11, wrap = true } }
  for i, key in ipairs { "expected", "arrived", "in_time", "completeness",
    "timeliness" } do
    columns[i + 2] = { head = page:say(key), is_right = true, is_kept = true }
  end
  local rows = {}
  for i, sums in ipairs(group.list) do
    rows[i] = cells(page, sums.row and clean(sums.row.code) or "", sums.row
      and clean(label.of(sums.row, page.lang)) or page:say "no_area", sums)
  end
  rows[#rows + 1] = cells(page, "", page:say "total", what.total)
  rows[#rows].styles = { "bold", "bold", "bold", "bold", "bold", "bold",
    "bold" }
  grid.write(page, columns, rows)
end

--- Writes the tables on a page.
function M.put(page, what)
  page:put(page:say("rates", { day = page:show(what.as_of, "date") }),
    { style = "dim" })
  for _, group in ipairs(what.groups) do put_group(page, what, group) end
end

-- JSON ----------------------------------------------------------------------

local function object(sums, ...)
  return json.object { "expected", sums.expected, "actual", sums.actual,
    "on_time", sums.on_time, "completeness", plain(sums.completeness),
    "timeliness", plain(sums.timeliness), ... }
end

--- The flat list of what is shown, for json.object.
function M.flat(what, lang)
  local flat = { "as_of", plain(what.as_of), "total", object(what.total),
    "invented", what.n_invented }
  for _, group in ipairs(what.groups) do
    local list = {}
    for i, sums in ipairs(group.list) do
      list[i] = object(sums, "code",
        sums.row and finding.utf8(sums.row.code) or json.null,
        "label", sums.row and finding.utf8(label.of(sums.row, lang))
          or json.null)
    end
    flat[#flat + 1] = group.by
    flat[#flat + 1] = json.array(list)
  end
  return flat
end

return M
