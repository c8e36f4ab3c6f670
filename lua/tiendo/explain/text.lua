--- A deadline explained as text for a terminal.
-- @module tiendo.explain.text
local finding = require "tiendo.report.finding"
local grid = require "tiendo.report.grid"
local label = require "tiendo.show.label"
local report_page = require "tiendo.report.page"
local value = require "tiendo.show.value"

local M = {}

local RESTS_MAX = 12 -- days off that are named

local clean = finding.clean

local function day_text(page, day)
  return page:say("day", { weekday = page:word("weekday", day.weekday),
    day = page:show(day, "date") })
end

local function source_text(page, row)
  if not row.source then return page:say "no_source" end
  local title = clean(label.of(row.source, page.lang))
  return row.source_line
    and page:say("source_line", { title = title, line = row.source_line })
    or title
end

-- "+07:00"
local function offset_text(seconds)
  local minutes = math.abs(seconds) // 60
  return ("%s%02d:%02d"):format(seconds < 0 and "-" or "+", minutes // 60,
    minutes % 60)
end

local function end_text(page, what)
  local values = { hour = ("%02d:00"):format(what.hour),
    zone = clean(what.zone) }
  if not what.instant then return page:say("end_unknown", values) end
  values.offset, values.instant = offset_text(what.ahead), what.instant
  return page:say("end_at", values)
end

-- "Thursday 2026-04-30: Reunification Day (Labour Code)"
local function rest_text(page, rest)
  local values = { day = day_text(page, rest.day) }
  if not rest.holiday then return page:say("weekend", values) end
  values.name = clean(label.of(rest.holiday, page.lang))
  values.source = source_text(page, rest.holiday)
  return page:say("holiday", values)
end

-- Steps ----------------------------------------------------------------------

local function document(page, what)
  local o = what.obligation
  local parts = { source_text(page, o) }
  if what.plan and what.plan.issued_on then
    parts[2] = page:say("issued", { day = page:show(what.plan.issued_on,
      "date") })
  end
  if what.is_before_document then parts[#parts + 1] = page:say "before_it" end
  return table.concat(parts, " · ")
end

local function recurrence(page, what)
  local o = what.obligation
  local parts = { page:word("choice", o.recurrence) or clean(o.recurrence) }
  if o.recurrence ~= "once" then
    parts[2] = page:say(o.last_period and "first_last" or "first_only",
      { first = page:show(o.first_period, "date"),
        last = o.last_period and page:show(o.last_period, "date") })
  end
  parts[#parts + 1] = page:say("runs", {
    period = page:show(what.period, "date"),
    first = page:show(what.period.first, "date"),
    last = page:show(what.period.last, "date") })
  return table.concat(parts, " · ")
end

local function named(page, what)
  local o = what.obligation
  local n = o.due_months or 0
  local values = { n = n, day = o.due_day }
  local key = o.due_day and "on_day" or "on_last_day"
  local month = n == 0 and page:say "last_month"
    or page:say(n > 0 and "months_after" or "months_before",
      { n = math.abs(n) }, math.abs(n))
  values.month = month
  return page:say("to_day", { how = page:say(key, values),
    day = day_text(page, what.named) })
end

local function counted(page, key, n, day)
  return page:say("to_day", { how = page:say(
    key .. (n < 0 and "_before" or "_after"), { n = math.abs(n) },
    math.abs(n)), day = day_text(page, day) })
end

local function bound(page, what)
  return page:say("to_day", { how = page:say("bound_"
    .. (what.obligation.bound or "none")), day = day_text(page,
    what.allowed) })
end

local function calendar(page, what)
  if not what.calendar then return page:say "no_calendar" end
  local name = { name = clean(what.calendar) }
  if not what.has_calendar then return page:say("empty_calendar", name) end
  local s = page:say("calendar", name)
  if what.due.year > what.calendar_until.year then
    name.day = page:show(what.calendar_until, "date")
    s = s .. " · " .. page:say("calendar_until", name)
  end
  return s
end

local function rests_text(page, rests)
  local parts = {}
  for i, rest in ipairs(rests) do
    if i > RESTS_MAX then
      parts[i] = page:say("more", { n = #rests - RESTS_MAX })
      break
    end
    parts[i] = rest_text(page, rest)
  end
  return table.concat(parts, "; ")
end

local function rest_step(page, what)
  if #what.off == 0 then
    return page:say("worked", { day = day_text(page, what.allowed) })
  end
  return page:say("not_worked", { list = rests_text(page, what.off) })
end

local function roll(page, what)
  if #what.off == 0 then
    return page:say("roll_unused", { roll = page:say("roll_"
      .. (what.is_stated and what.roll or "unstated")) })
  end
  if what.roll ~= "none" then
    return page:say("to_day", { how = page:say("roll_" .. what.roll),
      day = day_text(page, what.due) })
  end
  return page:say("strict", {
    roll = page:say(what.is_stated and "roll_none" or "roll_unstated"),
    next = day_text(page, what.next),
    previous = day_text(page, what.previous) })
end

local function steps_of(page, what)
  local steps = {}
  local function add(key, s)
    steps[#steps + 1] = { ("%d %s"):format(#steps + 1, page:say(key)), s }
  end
  add("document", document(page, what))
  add("recurrence", recurrence(page, what))
  add("named", named(page, what))
  if what.days ~= 0 then
    add("days", counted(page, "days", what.days, what.shifted))
  end
  if what.working_days ~= 0 then
    local s = counted(page, "working", what.working_days, what.counted)
    if #what.rests > 0 then
      s = s .. " · " .. page:say("left_out",
        { list = rests_text(page, what.rests) })
    end
    add("working_days", s)
  end
  add("bound", bound(page, what))
  add("calendar_head", calendar(page, what))
  add("rest", rest_step(page, what))
  add("roll", roll(page, what))
  add("hour", end_text(page, what))
  return steps
end

-- Agencies -------------------------------------------------------------------

local STYLES = { late = "warning", missing = "error" }

local function has(what, name)
  for _, report in ipairs(what.owes) do
    if report[name] ~= nil then return true end
  end
  return false
end

-- Columns beyond agency and status that some report has something for, each
-- with a function of its cell.
local function more_columns(page, what)
  local columns, cells = {}, {}
  local function add(name, cell, is_right)
    if not has(what, name) then return end
    columns[#columns + 1] = { head = value.field_name(page, name),
      is_right = is_right, min = not is_right and 12 or nil, wrap = true }
    cells[#cells + 1] = function(report)
      return report[name] ~= nil and cell(report[name]) or ""
    end
  end
  add("received_on", function(day) return page:show(day, "date") end)
  add("days_late", function(n) return page:show(n) end, true)
  add("inherited_from", function(row)
    return clean(label.of(row, page.lang))
  end)
  return columns, cells
end

local function owes_table(page, what)
  local columns = { { head = value.field_name(page, "agency"), at = "-",
    min = 20 }, { head = "", min = 14, wrap = true },
    { head = value.field_name(page, "status"), is_kept = true } }
  local more, cells = more_columns(page, what)
  table.move(more, 1, #more, #columns + 1, columns)
  local rows = {}
  for i, report in ipairs(what.owes) do
    local row = { clean(report.agency.code),
      clean(label.of(report.agency, page.lang)),
      page:word("choice", report.status) or clean(report.status),
      styles = { nil, nil, STYLES[report.status] } }
    for k, cell in ipairs(cells) do row[3 + k] = cell(report) end
    rows[i] = row
  end
  return columns, rows
end

-- Whether some report arrived on the last day, of which only the day is kept.
local function has_last_day(what)
  for _, report in ipairs(what.owes) do
    if report.received_on == what.due then return true end
  end
  return false
end

-- Whether a status rests on invented submissions.
local function is_illustrative(what)
  for _, report in ipairs(what.owes) do
    if report.illustrative and report.status ~= "pending" then return true end
  end
  return false
end

local function put_owes(page, what)
  page:heading(page:say "owes", "bold", page:show(#what.owes))
  if #what.owes == 0 then
    page:put(page:say(what.is_before_document and "owes_before"
      or not what.is_foreseen and "owes_later" or "owes_none"))
    return
  end
  local _, left_out = grid.write(page, owes_table(page, what))
  if #left_out > 0 then
    page:put(page:say("no_room", { list = table.concat(left_out, ", ") }),
      { style = "dim" })
  end
  if is_illustrative(what) then
    page:put(page:say "illustrative", { style = "warning" })
  end
  if what.hour < 24 and has_last_day(what) then
    page:put(page:say("hour_unknown"), { style = "warning" })
  end
end

local function put_frees(page, what)
  if #what.frees == 0 then return end
  page:heading(page:say "owes_nothing", "bold", page:show(#what.frees))
  local rows = {}
  for i, free in ipairs(what.frees) do
    rows[i] = { clean(free.agency.code),
      clean(label.of(free.agency, page.lang)),
      page:say("free_" .. free.why, { day = page:show(free.day, "date") }) }
  end
  grid.write(page, { { head = value.field_name(page, "agency"), at = "-",
    min = 16 }, { head = "", min = 14, wrap = true },
    { head = page:say "why", min = 18, wrap = true, is_kept = true } }, rows)
end

--- Writes what is told; options as of tiendo.explain.write.
function M.write(what, options, write)
  local page = report_page.new({ lang = options.lang, width = options.width,
    color = options.color, group = "explain" }, write)
  local o = what.obligation
  local title = page:say("title", { code = clean(o.code),
    period = page:show(what.period, "date") })
  local name = clean(label.of(o, page.lang))
  page:put(name == "" and title or title .. " · " .. name,
    { style = "bold", hang = 2 })
  page:put(page:say("due", { day = day_text(page, what.due),
    last = end_text(page, what) }), { hang = 2 })
  page:skip()
  page:facts(steps_of(page, what))
  put_owes(page, what)
  put_frees(page, what)
end

return M
