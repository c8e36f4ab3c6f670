--- Which fields tell most about the rows of a kind, for tables.
-- @module tiendo.show.columns
local label = require "tiendo.show.label"
local value = require "tiendo.show.value"

local M = {}

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

-- Nothing for the row from which the rows are seen.
local function code_of(name)
  return function(_, row, parent)
    local other = row[name]
    if other == nil or other == parent then return "" end
    return other.code
  end
end

local function status(page, row) return page:word("choice", row.status) end

-- Its name, the same way.
local function name_of(name)
  return function(page, row, parent)
    local other = row[name]
    if other == nil or other == parent then return "" end
    return label.of(other, page.lang)
  end
end

-- A column that shows a field, or what `tell` gives for a row.
local function show(name, tell) return { name = name, tell = tell } end

-- Of numbers, on the right.
local function number(name, tell)
  return { name = name, tell = tell, is_right = true }
end

-- Of texts that may be cut.
local function long(name, tell)
  return { name = name, tell = tell, is_long = true }
end

-- Of texts that go on in further lines.
local function wide(name, tell)
  return { name = name, tell = tell, is_long = true, wraps = true }
end

--- By kind: columns as { name, tell = nil | function, is_right, is_long,
-- wraps }, what matters most first. Where `has_no_name` is set, code and
-- columns tell all that the names of the rows would; where `leads` is, its
-- columns stand first and say what the code is made of, and the code comes
-- last, if there is room.
M.OF = {
  source = { show "published_on", long "publisher" },
  area = { long "kind", long("parent", name_of "parent"), show "valid_to" },
  ["area successor"] = { show "since" },
  agency = { number("leads", count "leads"), long "kind", show "valid_to" },
  ["agency name"] = { long "kind", number "uses" },
  ["agency member"] = { has_no_name = true,
    long("agency", name_of "agency"), long("member", name_of "member") },
  ["agency successor"] = { show "since" },
  document = { show "number", show "issued_on", show "valid_to",
    long "issuer" },
  plan = { show "number", show "issued_on", show "ends_on" },
  goal = { number("targets", count "targets") },
  target = { long("agency", name_of "agency"), show "deadline",
    number("commitments", count "commitments") },
  ["task group"] = { number("tasks", count "tasks"),
    number("coordinators", count "coordinators") },
  coordinator = { has_no_name = true, long("agency", name_of "agency"),
    long "as_printed" },
  task = { has_no_name = true, show "due_on", show "status",
    long("agency", name_of "agency"), long "note" },
  ["task output"] = { long "number", show "issued_on" },
  ["task prerequisite"] = { has_no_name = true, long("task", code_of "task"),
    long("prerequisite", code_of "prerequisite") },
  indicator = { show("latest", latest_of_all), wide "unit",
    show("target", code_of "target"), show "direction" },
  ["indicator breakdown"] = { has_no_name = true, long "breakdown",
    long "dimension", show "required" },
  commitment = { wide("promise", value.promise), show "deadline",
    show("latest", latest) },
  milestone = { has_no_name = true, show "due_on",
    show("promise", value.promise) },
  obligation = { show "recurrence", long("agency", name_of "agency"),
    number("reports", count "reports") },
  ["obligation section"] = { show "optional" },
  submission = { has_no_name = true, show "received_on",
    long("agency", name_of "agency"), long "number" },
  holiday = { show "kind" },
  waiver = { show("status", status), show "valid_to", long "scope",
    long "signer" },
  series = { number("observations", points), show("span", span),
    show("latest", latest) },
  report = { leads = { show("obligation", code_of "obligation"),
      show("agency", name_of "agency"), show "period" },
    show "due", show "status", number "days_late", show "received_on" },
}

return M
