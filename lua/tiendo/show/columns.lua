--- Which fields tell most about the rows of a kind, for tables.
-- @module tiendo.show.columns
local label = require "tiendo.show.label"
local value = require "tiendo.show.value"

local M = {}

-- A number with its unit and bound: "≥ 43 %".
local function promise(page, row)
  return value.promise(page, row)
end

local function last_of(page, series)
  if not series then return "" end
  local number, period = series:last()
  return ("%s (%s)"):format(page:show(number), page:show(period, "date"))
end

local function latest(page, row) return last_of(page, row.series) end

-- Of the series of an indicator, the value of the latest period.
local function latest_of_all(page, row)
  local best
  for one in row.series:each() do
    local series = one.series
    local period = series and select(2, series:last())
    if period and (not best or period > best.period) then
      best = { period = period, series = series }
    end
  end
  return best and last_of(page, best.series) or ""
end

local function span(page, row)
  if not row.series then return "" end
  local _, first = row.series:first()
  local _, last = row.series:last()
  local from, to = page:show(first, "date"), page:show(last, "date")
  return from == to and from or from .. "–" .. to
end

local function count(name)
  return function(page, row) return page:count(#row[name]) end
end

local function points(page, row)
  return page:count(row.series and #row.series or 0)
end

local function code_of(name)
  return function(_, row) return row[name] and row[name].code or "" end
end

local function name_of(name)
  return function(page, row)
    return row[name] and label.of(row[name], page.lang) or ""
  end
end

local RIGHT = true

-- By kind: lists of { name of the column, how to tell it (nil: the field),
-- whether it is a number }. What comes first matters most.
M.OF = {
  source = { { "published_on" }, { "publisher" } },
  area = { { "kind" }, { "parent", name_of "parent" }, { "valid_to" } },
  ["area successor"] = { { "since" } },
  agency = { { "leads", count "leads", RIGHT }, { "kind" }, { "valid_to" } },
  ["agency name"] = { { "kind" }, { "uses", nil, RIGHT } },
  ["agency successor"] = { { "since" } },
  plan = { { "number" }, { "issued_on" }, { "ends_on" } },
  goal = { { "targets", count "targets", RIGHT } },
  target = { { "deadline" }, { "agency", name_of "agency" },
    { "task_groups", count "task_groups", RIGHT },
    { "commitments", count "commitments", RIGHT } },
  ["task group"] = { { "tasks", count "tasks", RIGHT },
    { "coordinators", count "coordinators", RIGHT } },
  coordinator = { { "as_printed" } },
  task = { { "due_on" }, { "status" }, { "agency", name_of "agency" },
    { "note" } },
  indicator = { { "latest", latest_of_all }, { "unit" },
    { "target", code_of "target" }, { "direction" } },
  commitment = { { "promise", promise }, { "deadline" },
    { "latest", latest } },
  milestone = { { "promise", promise } },
  obligation = { { "recurrence" }, { "agency", name_of "agency" },
    { "reports", count "reports", RIGHT } },
  submission = { { "received_on" }, { "number" } },
  holiday = { { "kind" } },
  waiver = { { "valid_to" }, { "signer" }, { "scope" } },
  series = { { "observations", points, RIGHT }, { "span", span },
    { "latest", latest } },
  report = { { "due" }, { "status" }, { "received_on" },
    { "days_late", nil, RIGHT } },
}

return M
