--- The notice to one agency: what is new, resolved, due, overdue, and what goes
-- on, as the subject and the plain text of a mail. Pure text: who gets it, when
-- and by what program is decided elsewhere (see tiendo.digest.policy).
--
--     digest = {
--       plan = { code, number = nil | TEXT, title = nil | TEXT,
--         issued_on = nil | DAY },
--       as_of = DAY,
--       run = { id, previous = nil | { id, as_of = DAY } },
--       agency = { code, label = TEXT },
--       findings = { { id, rule, title = TEXT, severity, state,
--         was = nil | severity, of one that changed,
--         since = nil | DAY of the run that first saw it,
--         age_days = nil | n, subject = { code, label = TEXT, ... },
--         period = nil | PERIOD, text = TEXT, rendered in each language,
--         former = nil | TEXT, the agency that is no more and whose it was,
--         illustrative = nil | true }, ... },
--       due = { { obligation = TEXT, code, period, due = DAY,
--         working_days_left, step, former }, ... },
--       overdue = { { obligation, code, period, due = DAY, days_late,
--         working_days_late, former }, ... },
--       received = nil | n, expected = nil | n,  -- of reports due so far
--       held = nil | { from = DAY, to = DAY, reason = nil | TEXT },
--       gone = nil | n,          -- told before, no longer this agency's
--       illustrative = nil | true,
--     }
--
-- `findings`, `due`, `overdue`, `held` and `gone` are as policy.decide gives
-- them; they are put in order here. A waived finding is only counted.
-- @module tiendo.digest
local count = require "tiendo.report.count"
local document = require "tiendo.digest.document"
local finding = require "tiendo.report.finding"
local report_page = require "tiendo.report.page"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local WIDTH = 72
local ONGOING_MAX = 20 -- findings that go on, listed
local TOLD_MAX = 100   -- of what is new or resolved, listed
local SEPARATOR = " · "
local ROMAN = { "I", "II", "III", "IV", "V" }

local RANK = {}
for i, severity in ipairs(count.GRAVEST_FIRST) do RANK[severity] = i end

local SECTION_OF = { new = "news", reopened = "news", changed = "news",
  resolved = "resolved", ongoing = "ongoing", stale = "ongoing",
  waived = "waived" }

local clean = finding.clean

-- Order ----------------------------------------------------------------------

-- Sorts by keys: numbers, or texts as codes are ordered.
local function sort_by(list, keys_of)
  local keys = {}
  for _, item in ipairs(list) do keys[item] = keys_of(item) end
  table.sort(list, function(a, b)
    for i, x in ipairs(keys[a]) do
      local y = keys[b][i]
      if x ~= y then
        if type(x) == "number" then return x < y end
        local order = text.compare_codes(x, y)
        return order ~= 0 and order < 0 or order == 0 and x < y
      end
    end
    return false
  end)
  return list
end

local function finding_keys(f)
  return { RANK[f.severity] or #count.GRAVEST_FIRST + 1, f.rule,
    f.subject.code or "", tostring(f.period or ""), tostring(f.id) }
end

local function report_keys(r)
  return { r.step or 0, tostring(r.due), r.code, tostring(r.period) }
end

-- The findings of each section, in the order to be told.
local function sections_of(findings)
  local of = { news = {}, resolved = {}, ongoing = {}, waived = {} }
  for _, f in ipairs(findings) do
    local list = of[SECTION_OF[f.state]]
    list[#list + 1] = f
  end
  for _, list in pairs(of) do sort_by(list, finding_keys) end
  return of
end

local function sorted_reports(list)
  return sort_by(table.move(list, 1, #list, 1, {}), report_keys)
end

-- Subject --------------------------------------------------------------------

local function count_states(findings)
  local n = {}
  for _, f in ipairs(findings) do n[f.state] = (n[f.state] or 0) + 1 end
  return n
end

-- "2 new, 1 report overdue": what is news; else what goes on.
local function what_line(page, d)
  local n, parts = count_states(d.findings), {}
  n.due, n.overdue = #d.due, #d.overdue
  local function add(name)
    local k = n[name] or 0
    if k > 0 then
      parts[#parts + 1] = page:say("n_" .. name, { n = k }, k)
    end
  end
  for _, name in ipairs { "new", "reopened", "changed", "resolved", "due",
    "overdue" } do add(name) end
  n.ongoing = (n.ongoing or 0) + (n.stale or 0)
  if #parts == 0 then add "ongoing" end
  return #parts > 0 and table.concat(parts, ", ") or page:say "quiet"
end

local function subject_line(page, d)
  return page:say("subject", { plan = clean(d.plan.number or d.plan.code),
    agency = page.agency, what = what_line(page, d),
    day = page:show(d.as_of, "date") })
end

-- Head -----------------------------------------------------------------------

local function document_text(page, plan)
  local name = document.name(plan, page.lang)
  return plan.issued_on and page:say("of_day", { document = name,
    day = page:show(plan.issued_on, "date") }) or name
end

local function put_opening(page, d)
  local title = page:label(d.plan.title)
  page:put(page:say(title ~= "" and "opening" or "opening_untitled", {
    plan = title, document = document_text(page, d.plan),
    day = page:show(d.as_of, "date") }))
end

local function held_text(page, held)
  local reason = page:label(held.reason)
  return page:say(reason ~= "" and "held_for" or "held", {
    from = page:show(held.from, "date"), to = page:show(held.to, "date"),
    reason = reason })
end

local function received_text(page, d)
  return page:say("received", { received = d.received or 0,
    expected = d.expected,
    rate = page:show((d.received or 0) / d.expected, "percent") })
end

local function has_former(d)
  for _, list in ipairs { d.findings, d.due, d.overdue } do
    for _, item in ipairs(list) do
      if item.former and item.state ~= "waived" then return true end
    end
  end
  return false
end

-- What stands between the opening and the sections.
local function facts(page, d)
  local list = {}
  if (d.expected or 0) > 0 then list[#list + 1] = received_text(page, d) end
  if d.run.previous then
    list[#list + 1] = page:say("since_last",
      { day = page:show(d.run.previous.as_of, "date") })
  end
  if d.held then list[#list + 1] = held_text(page, d.held) end
  if has_former(d) then list[#list + 1] = page:say "former" end
  if d.illustrative then list[#list + 1] = page:say "illustrative" end
  return list
end

local function put_head(page, d)
  page:put(page:say("greeting", { agency = page.agency }), { hang = 2 })
  page:skip()
  put_opening(page, d)
  local list = facts(page, d)
  if #list > 0 then page:skip() end
  for _, line in ipairs(list) do page:put("- " .. line, { hang = 2 }) end
end

-- Findings -------------------------------------------------------------------

local function put_heading(page, key, n)
  page.n_sections = page.n_sections + 1
  page:skip()
  page:put(ROMAN[page.n_sections] .. ". " .. page:say(key, { n = n }),
    { hang = 4 })
end

local function title_of(page, f, i)
  local is_plain = f.state == "new" or f.state == "ongoing"
    or f.state == "resolved"
  local title = page:say(is_plain and "item" or "item_state", { n = i,
    severity = page:word("severity", f.severity) or clean(f.severity),
    title = page:label(f.title), state = page:word("state", f.state) })
  if f.illustrative then
    title = title .. " " .. words.get("report", "illustrative_mark", page.lang)
  end
  return title
end

-- The text, with the subject's name where it does not tell it.
local function message_of(page, f)
  local message, name = page:label(f.text), page:label(f.subject.label)
  if name == "" or message:find(name, 1, true) then return message end
  return message == "" and name or name .. ": " .. message
end

local function since_text(page, f)
  local day = page:show(f.since, "date")
  if f.state == "resolved" then return page:say("first_seen", { day = day }) end
  if not f.age_days then return page:say("since_day", { day = day }) end
  return page:say("since", { day = day, age = f.age_days })
end

local function former_text(page, item)
  return page:say("of_former", { agency = page:label(item.former) })
end

local function notes_of(page, f)
  local list = { f.former and former_text(page, f) or nil }
  if f.state == "changed" and f.was and f.was ~= f.severity then
    list[#list + 1] = page:say("was", { was = page:word("severity", f.was),
      now = page:word("severity", f.severity) })
  end
  if f.period then list[#list + 1] = document.period(f.period, page.lang) end
  if f.since then list[#list + 1] = since_text(page, f) end
  list[#list + 1] = page:say("id", { id = clean(tostring(f.id)) })
  return table.concat(list, SEPARATOR)
end

local function put_finding(page, f, i)
  page:put(title_of(page, f, i), { hang = 3 })
  local message = message_of(page, f)
  if message ~= "" then page:put(message, { indent = 3 }) end
  page:put(notes_of(page, f), { indent = 3 })
end

local function put_findings(page, list, max)
  for i = 1, math.min(#list, max) do put_finding(page, list[i], i) end
  local n = #list - max
  if n > 0 then page:put(page:say("left_out", { n = n }, n), { indent = 3 }) end
end

local function put_told(page, key, list)
  if #list == 0 then return end
  put_heading(page, key, #list)
  put_findings(page, list, page.limit_told)
end

local function severity_counts(page, list)
  local n, parts = {}, {}
  for _, f in ipairs(list) do n[f.severity] = (n[f.severity] or 0) + 1 end
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    if n[severity] then
      parts[#parts + 1] = page:say("severity_count", { n = n[severity],
        severity = page:word("severity", severity) })
    end
  end
  return table.concat(parts, ", ")
end

local function put_ongoing(page, list)
  if #list == 0 then return end
  put_heading(page, "ongoing", #list)
  page:put(page:say("severities", { list = severity_counts(page, list) }))
  put_findings(page, list, page.limit)
end

-- Reports --------------------------------------------------------------------

local function report_name(page, r)
  local name = page:label(r.obligation)
  name = name ~= "" and name or clean(r.code)
  if r.period then
    name = name .. ", " .. document.period(r.period, page.lang)
  end
  return r.former and name .. ", " .. former_text(page, r) or name
end

local function put_due(page, list)
  if #list == 0 then return end
  put_heading(page, "due", #list)
  local step
  for _, r in ipairs(list) do
    if r.step ~= step then
      step = r.step
      page:put(page:say("step", { n = step }, step))
    end
    local n = r.working_days_left
    page:put("- " .. page:say(n > 0 and "due_item" or "due_now", {
      what = report_name(page, r), day = page:show(r.due, "date"), n = n }, n),
      { hang = 2 })
  end
end

local function put_overdue(page, list)
  if #list == 0 then return end
  put_heading(page, "overdue", #list)
  for _, r in ipairs(list) do
    local n = r.working_days_late
    page:put("- " .. page:say("overdue_item", { what = report_name(page, r),
      day = page:show(r.due, "date"), late = r.days_late, n = n }, n),
      { hang = 2 })
  end
end

-- Foot -----------------------------------------------------------------------

local function put_foot(page, d, n_waived)
  page.write("\n" .. ("-"):rep(20) .. "\n")
  if n_waived > 0 then
    page:put(page:say("waived", { n = n_waived }, n_waived))
  end
  local gone = d.gone or 0
  if gone > 0 then page:put(page:say("gone", { n = gone }, gone)) end
  page:put(page:say("run", { id = clean(d.run.id),
    day = page:show(d.as_of, "date") }))
  if #d.findings > n_waived then page:put(page:say "why") end
  page:put(page:say "automatic")
end

local function put_request(page, d, of)
  local has_work = #of.news + #of.ongoing + #d.due + #d.overdue > 0
  if has_work then
    page:skip()
    page:put(page:say "request")
  elseif #of.resolved == 0 then
    page:skip()
    page:put(page:say "nothing")
  end
end

local function put_body(page, d)
  local of = sections_of(d.findings)
  put_head(page, d)
  put_told(page, "news", of.news)
  put_told(page, "resolved", of.resolved)
  put_due(page, sorted_reports(d.due))
  put_overdue(page, sorted_reports(d.overdue))
  put_ongoing(page, of.ongoing)
  put_request(page, d, of)
  put_foot(page, d, #of.waived)
end

local function new_page(d, options, write)
  local page = report_page.new({ lang = options.lang or "vi", width = WIDTH,
    color = false, group = "digest" }, write)
  local name = page:label(d.agency.label)
  page.agency = name ~= "" and name or clean(d.agency.code)
  page.limit = options.limit or ONGOING_MAX
  page.limit_told = options.limit_told or TOLD_MAX
  page.n_sections = 0
  return page
end

--- Writes a digest.
-- @tparam table digest  as above
-- @tparam[opt] table options  `lang` "vi" (default) or "en"; `limit` of
--   findings listed that go on (20), `limit_told` of those new or resolved
--   (100); what is left out is counted
-- @treturn table|nil  { subject, body }, in Unicode NFC
-- @treturn string  why nothing was written
function M.write(digest, options)
  options = options or {}
  if options.lang and not words.has(options.lang) then
    return nil, ("unknown language '%s'; there are %s"):format(options.lang,
      table.concat(words.LANGS, ", "))
  end
  local out = {}
  local page = new_page(digest, options,
    function(s) out[#out + 1] = s end)
  put_body(page, digest)
  return { subject = text.nfc(subject_line(page, digest)),
    body = text.nfc(table.concat(out)) }
end

return M
