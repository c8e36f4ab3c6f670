--- How complete and how timely reporting is, as DHIS2 defines its reporting
-- rates: both are shares of what was expected, and where nothing was expected
-- there is no rate. A report is expected once its last day is over, so what is
-- not due yet neither helps nor harms, even if it has come early.
--
--     { expected = 29, actual = 27, on_time = 20,
--       completeness = 27 / 29, timeliness = 20 / 29 }
-- @module tiendo.rates
local text = require "tiendo.text"

local M = {}

--- By what reports can be told apart.
M.BY = { "agency", "obligation", "area" }

local function new()
  return { expected = 0, actual = 0, on_time = 0 }
end

local function add(sums, report)
  sums.expected = sums.expected + 1
  if report.received_on then sums.actual = sums.actual + 1 end
  if report.status == "received" then sums.on_time = sums.on_time + 1 end
end

local function finish(sums)
  if sums.expected > 0 then
    sums.completeness = sums.actual / sums.expected
    sums.timeliness = sums.on_time / sums.expected
  end
  return sums
end

--- Whether the report counts on that day.
function M.is_expected(report, day)
  return report.due ~= nil and report.due < day
end

--- The rates of reports, all in one.
-- @param reports  a set such as ctx.plan.reports
-- @param day  a date: what was due before it counts
-- @treturn table  see above; without the two rates where nothing was expected
-- @usage rates.of(ctx.plan.reports, ctx.as_of).completeness
function M.of(reports, day)
  local sums = new()
  for report in reports:each() do
    if M.is_expected(report, day) then add(sums, report) end
  end
  return finish(sums)
end

-- The area and those it lies in; a report counts for each.
local function areas_of(agency)
  local list, seen, area = {}, {}, agency.area
  while area and not seen[area.code] do
    seen[area.code] = true
    list[#list + 1] = area
    area = area.parent
  end
  return list
end

local ROWS_OF = {
  agency = function(report) return { report.agency } end,
  obligation = function(report) return { report.obligation } end,
  area = function(report) return areas_of(report.agency) end,
}

local function by_code(a, b)
  return text.compare_codes(a.row.code, b.row.code) < 0
end

-- Groups made when they are first asked for; `rest` has no row and comes last.
local function groups()
  local list, known, rest = {}, {}, nil
  local function group_of(row)
    if not row then
      rest = rest or new()
      return rest
    end
    if not known[row.code] then
      known[row.code] = new()
      known[row.code].row = row
      list[#list + 1] = known[row.code]
    end
    return known[row.code]
  end
  return group_of, function()
    table.sort(list, by_code)
    list[#list + 1] = rest
    for _, sums in ipairs(list) do finish(sums) end
    return list
  end
end

--- The rates of reports for each agency, obligation or area, by code. The
-- rates of an area are those of all agencies in it and in the areas within it.
-- Where an agency has no area, its reports stand in a group without a row,
-- which comes last. A group of which nothing was expected yet has no rates.
-- @param reports  a set
-- @param day  as of rates.of
-- @tparam string what  one of rates.BY
-- @treturn table  list of tables as of rates.of, each with its `row`
-- @usage for _, one in ipairs(rates.by(ctx.plan.reports, ctx.as_of, "agency"))
--   do print(one.row.code, one.completeness) end
function M.by(reports, day, what)
  local rows_of = ROWS_OF[what]
  if not rows_of then
    error(("no rates by '%s'; there are %s"):format(tostring(what),
      table.concat(M.BY, ", ")), 2)
  end
  local group_of, finished = groups()
  for report in reports:each() do
    local rows = rows_of(report)
    for i = 1, math.max(#rows, 1) do
      local group = group_of(rows[i])
      if M.is_expected(report, day) then add(group, report) end
    end
  end
  return finished()
end

return M
