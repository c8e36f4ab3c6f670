--- What is said about one finding, one check, one error, to a person; shared by
-- the reporters for people.
-- @module tiendo.report.detail
local finding = require "tiendo.report.finding"
local report_page = require "tiendo.report.page"
local template = require "tiendo.template"

local M = {}

--- Between what stands beside each other.
M.SEPARATOR = " · "

local clean = finding.clean

--- The page with what its sections look up: the plan, names of agencies, how to
-- read messages, which of their names are told.
function M.page(result, options, write)
  local page = report_page.new(options, write)
  page.plan = result.plan
  page.limit = options.limit
  page.message_of = finding.messages(options.lang)
  page.told = {}
  page.agencies = {}
  for _, agency in ipairs(result.agencies) do
    local name = page:label(agency.label)
    page.agencies[agency.code] = name ~= "" and name or clean(agency.code)
  end
  return page
end

-- Findings ------------------------------------------------------------------

-- The names that a message uses, as a set.
local function told_by(page, source)
  local told = page.told[source]
  if told then return told end
  told = {}
  for _, name in ipairs(template.names(source) or {}) do told[name] = true end
  page.told[source] = told
  return told
end

local function evidence_name(page, name)
  return page:word("evidence", name)
    or (clean(name):gsub("_", " "))
end

-- Evidence whose texts are words of the plan's and the methods' vocabularies.
local IS_CHOICE = { comparator = true, direction = true, frequency = true,
  kind = true, promise = true, status = true }

-- Evidence that counts, so that four digits are no year.
local IS_COUNT = { days_late = true, working_days_late = true }

local function evidence_word(page, item)
  if IS_CHOICE[item.name] then return page:word("choice", item.value) end
  if item.name == "roll" then
    return page:word("explain", "roll_" .. tostring(item.value))
  end
end

local function evidence_value(page, item)
  return evidence_word(page, item)
    or page:show(item.value, IS_COUNT[item.name] and "number" or nil)
end

--- Name and value of an item of evidence in the page's language.
function M.evidence(page, item)
  return evidence_name(page, item.name), evidence_value(page, item)
end

--- Items of evidence that the message does not tell.
function M.untold(page, f)
  local told, out = told_by(page, finding.template(f, page.lang)), {}
  for _, item in ipairs(f.evidence or {}) do
    if not told[item.name] then out[#out + 1] = item end
  end
  return out
end

local function add_evidence(page, f, out)
  for _, item in ipairs(M.untold(page, f)) do
    out[#out + 1] = page:say("evidence", { value = evidence_value(page, item),
      name = evidence_name(page, item.name) })
  end
end

local function source_of(page, subject)
  local source = subject.source
  if not source then return end
  if page.plan and source == page.plan.code then
    source = page.plan.number or source
  end
  if not subject.source_line then
    return page:say("source", { source = clean(source) })
  end
  return page:say("source_line", { source = clean(source),
    line = ("%d"):format(subject.source_line) })
end

--- By what a finding is waived, and until when.
function M.waiver(page, waiver)
  return page:say("waived_by", { code = clean(waiver.code),
    day = page:show(waiver.valid_to, "date") })
end

local function since(page, f)
  return page:say_of("run", "since", { day = page:show(f.since, "date") })
end

--- Texts about the finding besides its message: its code, since when it is
-- known, evidence, agency and source. `message` is what has been said already.
function M.list(page, f, message)
  local subject, out = f.subject, { clean(f.subject.code or "") }
  if f.since and f.state ~= "new" then out[#out + 1] = since(page, f) end
  if f.waiver then out[#out + 1] = M.waiver(page, f.waiver) end
  add_evidence(page, f, out)
  local agency = subject.agency
    and (page.agencies[subject.agency] or clean(subject.agency))
  if agency and not message:find(agency, 1, true) then
    out[#out + 1] = agency
  end
  out[#out + 1] = source_of(page, subject)
  return out
end

-- The message, with the subject's name and the period where it does not tell
-- them.
local function full_message(page, f)
  local message = clean(page.message_of(f))
  local name = page:label(f.subject.label)
  local period = f.period and page:show(f.period, "date")
  if name ~= "" and not message:find(name, 1, true) then
    message = name .. ": " .. message
  end
  if period and not message:find(period, 1, true) then
    message = message .. M.SEPARATOR .. period
  end
  return message
end

--- The message, with the subject's name, the period and the state.
function M.message(page, f)
  local message = full_message(page, f)
  if f.state then
    message = message .. M.SEPARATOR .. page:word("state", f.state)
  end
  if f.illustrative then
    message = message .. " " .. page:say("illustrative_mark")
  end
  return message
end

--- A finding that a run resolves, as of finding.resolved: what was last said of
-- it, and the texts besides.
-- @treturn string
-- @treturn table
function M.resolved(page, f)
  return full_message(page, f), { clean(f.subject.code or ""), since(page, f) }
end

--- Of the findings from `first` on, the last that shares severity and rule.
function M.group_end(findings, first)
  local last = first
  while findings[last + 1] and findings[last + 1].rule == findings[first].rule
      and findings[last + 1].severity == findings[first].severity do
    last = last + 1
  end
  return last
end

-- Checks and errors ---------------------------------------------------------

--- What a reader must know besides the counts, each { text, is_warning }.
function M.check_notes(page, check)
  local notes = {}
  if check.evaluated == 0 then
    notes[1] = { is_warning = true, text = page:say("evaluated_nothing",
      { over = page:word("kind", check.over) or check.over }) }
  elseif check.error == 0 and not finding.is_judged(check) then
    notes[1] = { is_warning = true, text = page:say("judged_nothing") }
  end
  for _, reason in ipairs(check.reasons or {}) do
    notes[#notes + 1] = { text = page:say("reason", {
      n = reason.n, why = page:label(reason.why),
      outcome = page:word("outcome", reason.outcome) }) }
  end
  return notes
end

local function error_word(page, reason)
  local signal = reason:match "^signal (%d+)$"
  if signal then
    return template.say("error", "signal", page.lang, { n = signal })
  end
  return page:word("error", reason) or clean(reason)
end

--- What kind of error it is, and at which subject.
function M.error(page, e)
  local line = error_word(page, e.reason or "error")
  if not e.subject then return line end
  return line .. " " .. page:say("error_at", { subject = clean(e.subject) })
end

return M
