--- The letter about one obligation and period, drafted from the plan: whose
-- reports are missing, how many working days late, who writes, who gets a copy.
--
-- A request is { plan, obligation = TEXT, period = TEXT, by = DAY, as_of = DAY,
-- sender = nil | TEXT, working_days = function(from, to, calendar),
-- is_working = function(day, calendar), note = function(text) }.
-- @module tiendo.letter.draft
local deadline = require "tiendo.deadline"
local explain = require "tiendo.explain"
local finding = require "tiendo.report.finding"
local find = require "tiendo.show.find"
local layout = require "tiendo.letter.layout"
local letter = require "tiendo.letter"
local names = require "tiendo.brief.names"
local report_page = require "tiendo.report.page"
local succession = require "tiendo.succession"

local M = {}

local clean = finding.clean

-- Who is missing -------------------------------------------------------------

local function reports_of(plan, obligation, period)
  local list = {}
  for report in plan.reports:each() do
    if report.obligation.code == obligation.code and report.period == period
    then
      list[#list + 1] = report
    end
  end
  return list
end

local function row_of(request, report)
  return { agency = { code = report.agency.code,
      label = names.both(report.agency) },
    period = report.period, due = report.due,
    working_days_late = request.working_days(report.due, request.as_of,
      deadline.calendar(report.obligation, request.plan)) }
end

local function codes_of(list)
  local out = {}
  for i, row in ipairs(list) do out[i] = clean(row.code) end
  return table.concat(out, ", ")
end

-- An agency that is no more cannot be written to, and who answers for it is not
-- for a letter to decide.
local function note_ended(request, report)
  local heirs = succession.heirs(report.agency, request.as_of)
  request.note(("%s is left out: it ceased to exist after %s%s"):format(
    clean(report.agency.code), tostring(report.agency.valid_to),
    #heirs > 0 and "; it is followed by " .. codes_of(heirs) or ""))
end

-- Whether the letter goes to the agency of a report that is missing.
local function is_written_to(request, report, sender)
  if not succession.exists(report.agency, request.as_of) then
    note_ended(request, report)
    return false
  elseif report.agency.code == sender.code then
    request.note(clean(sender.code) .. " is left out: it would write to itself")
    return false
  end
  return true
end

local function missing_of(request, reports, sender)
  local list, is_illustrative = {}, false
  for _, report in ipairs(reports) do
    if report.status == "missing" and is_written_to(request, report, sender)
    then
      list[#list + 1] = row_of(request, report)
      is_illustrative = is_illustrative or report.illustrative == true
    end
  end
  return list, is_illustrative
end

-- Says why nobody is written to.
local function note_nobody(request, obligation, period, reports)
  local day, n_pending = nil, 0
  for _, report in ipairs(reports) do
    if report.status == "pending" then
      n_pending, day = n_pending + 1, report.due
    end
  end
  local what = ("'%s' for %s"):format(clean(obligation.code), tostring(period))
  if #reports == 0 then
    return request.note(("nobody owes %s: there is no letter to write")
      :format(what))
  end
  request.note(n_pending > 0
    and ("no report of %s is overdue: %d are awaited by %s; there is no letter "
      .. "to write"):format(what, n_pending, tostring(day))
    or ("no report of %s is missing; there is no letter to write")
      :format(what))
end

-- Who writes -----------------------------------------------------------------

-- The agency that is named, else who gets a copy of the reports and so keeps
-- count of them, else who gets them, else who issued the plan.
local function sender_of(request, obligation, plan)
  if request.sender then
    local _, row, message = find.what(request.plan, "agency", request.sender)
    return row, message
  end
  local row = obligation.copy_to or obligation.recipient
    or plan and plan.issuer
  if row then return row end
  return nil, ("nobody is known who would write about '%s'; name an agency")
    :format(clean(obligation.code))
end

local function place_of(row, plan)
  local area = row.area or plan and plan.area
  local out = {}
  for _, lang in ipairs { "en", "vi" } do
    local page = report_page.new({ lang = lang, width = 80 }, function() end)
    out[lang] = area and layout.place(page, names.both(area)) or nil
  end
  return (out.en or out.vi) and out or nil
end

local function issuer_of(row, plan)
  local above = row.parent or plan and plan.issuer
  if above and above.code == row.code then above = nil end
  return { label = names.both(row), parent = above and names.both(above),
    place = place_of(row, plan) }
end

-- The letter -----------------------------------------------------------------

local function plan_of(row)
  return { code = row.code, number = row.number, issued_on = row.issued_on,
    title = names.both(row), issuer = row.issuer and names.both(row.issuer) }
end

local function obligation_of(row, plan)
  local source = row.source
  local is_other = source and plan and source.code ~= plan.code
  return { code = row.code, label = names.both(row),
    recipient = row.recipient and names.both(row.recipient),
    source_line = row.source_line,
    source = is_other and { number = source.number or source.title
      or source.code } or nil }
end

local function copies_of(sender, obligation)
  local to = obligation.recipient
  return to and to.code ~= sender.code and { names.both(to) } or nil
end

--- Drafts the letter, or tells `note` why there is none to write.
-- @tparam table request  as above
-- @tparam table options  `lang`
-- @tparam function write  receives the text; is not called without a letter
-- @treturn boolean|nil  true
-- @treturn string  what is wrong with the request
function M.write(request, options, write)
  local obligation, period = explain.find(request.plan, request.obligation,
    request.period)
  if not obligation then return nil, period end
  local plan = obligation.plan or request.plan.plans:first()
  local sender, wrong = sender_of(request, obligation, plan)
  if not sender then return nil, wrong end
  local reports = reports_of(request.plan, obligation, period)
  local missing, is_illustrative = missing_of(request, reports, sender)
  if #missing == 0 then
    note_nobody(request, obligation, period, reports)
    return true
  end
  if not request.is_working(request.by,
      deadline.calendar(obligation, request.plan)) then
    request.note(tostring(request.by) .. " is not a working day")
  end
  local text
  text, wrong = letter.write({ plan = plan and plan_of(plan) or {},
    issuer = issuer_of(sender, plan), obligation = obligation_of(obligation,
      plan), as_of = request.as_of, new_day = request.by, missing = missing,
    copies = copies_of(sender, obligation),
    illustrative = is_illustrative or nil }, { lang = options.lang })
  if not text then return nil, wrong end
  write(text)
  return true
end

return M
