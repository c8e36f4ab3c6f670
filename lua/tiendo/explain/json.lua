--- A deadline explained as one JSON object.
-- @module tiendo.explain.json
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"

local M = {}

--- Version of the form.
M.SCHEMA = 1

local plain = finding.plain

local function code(row)
  return row and finding.utf8(row.code) or json.null
end

local function rests(list)
  local out = {}
  for i, rest in ipairs(list) do
    local row = rest.holiday
    out[i] = json.object { "day", plain(rest.day),
      "kind", row and row.kind or "weekend",
      "name_en", plain(row and row.name_en),
      "name_vi", plain(row and row.name_vi),
      "source", code(row and row.source) }
  end
  return json.array(out)
end

local function step(name, day, ...)
  return json.object { "step", name, "day", plain(day), ... }
end

local function steps_of(what)
  local o = what.obligation
  return json.array {
    json.object { "step", "document", "source", code(o.source),
      "source_line", plain(o.source_line),
      "issued_on", plain(what.plan and what.plan.issued_on) },
    json.object { "step", "recurrence", "recurrence", plain(o.recurrence),
      "first", plain(what.period.first), "last", plain(what.period.last) },
    step("named", what.named, "months", o.due_months or 0,
      "day_of_month", plain(o.due_day)),
    step("days", what.shifted, "n", what.days),
    step("working_days", what.counted, "n", what.working_days,
      "left_out", rests(what.rests)),
    step("bound", what.allowed, "bound", plain(o.bound)),
    json.object { "step", "calendar", "calendar", plain(what.calendar),
      "until", plain(what.calendar_until), "not_worked", rests(what.off) },
    step("roll", what.due, "roll", what.roll, "is_stated", what.is_stated),
    json.object { "step", "end", "hour", what.hour,
      "zone", plain(what.zone), "instant", plain(what.instant),
      "ahead", plain(what.ahead) },
  }
end

local function owes(list)
  local out = {}
  for i, report in ipairs(list) do
    out[i] = json.object { "agency", code(report.agency),
      "status", plain(report.status),
      "received_on", plain(report.received_on),
      "days_late", plain(report.days_late),
      "inherited_from", code(report.inherited_from),
      "illustrative", report.illustrative == true }
  end
  return json.array(out)
end

local function frees(list)
  local out = {}
  for i, free in ipairs(list) do
    out[i] = json.object { "agency", code(free.agency), "why", free.why,
      "day", plain(free.day) }
  end
  return json.array(out)
end

--- Writes what is told.
function M.write(what, _, write)
  write(json.encode(json.object { "schema", M.SCHEMA,
    "obligation", code(what.obligation), "period", plain(what.period),
    "as_of", plain(what.as_of), "due", plain(what.due),
    "instant", plain(what.instant), "steps", steps_of(what),
    "is_before_document", what.is_before_document,
    "is_foreseen", what.is_foreseen, "owes", owes(what.owes),
    "owes_nothing", frees(what.frees) }))
  write "\n"
end

return M
