--- Findings for a person at a terminal: what plan and what day, where the
-- findings are, the findings from the gravest on, and what was checked at all.
-- @module tiendo.report.text
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local report_page = require "tiendo.report.page"
local summary = require "tiendo.report.summary"
local template = require "tiendo.template"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local SEPARATOR = " · "
local KEPT = 36     -- columns up to which a detail is kept on one line

local clean = finding.clean
local width_of = text.width

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

local function evidence_value(page, item)
  local word = IS_CHOICE[item.name] and page:word("choice", item.value)
  return word or page:show(item.value)
end

--- Name and value of an item of evidence in the page's language.
function M.evidence(page, item)
  return evidence_name(page, item.name), evidence_value(page, item)
end

-- Evidence that the message does not tell.
local function add_evidence(page, f, out)
  local told = told_by(page, finding.template(f, page.lang))
  for _, item in ipairs(f.evidence or {}) do
    if not told[item.name] then
      out[#out + 1] = page:say("evidence", { value = evidence_value(page, item),
        name = evidence_name(page, item.name) })
    end
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

-- Evidence and where it is found, on one line if it fits. `message` is what
-- has been said already.
local function put_details(page, f, message)
  local subject, out = f.subject, { clean(f.subject.code or "") }
  if f.waiver then
    out[#out + 1] = page:say("waived_by", { code = clean(f.waiver.code),
      day = page:show(f.waiver.valid_to, "date") })
  end
  add_evidence(page, f, out)
  local agency = subject.agency
    and (page.agencies[subject.agency] or clean(subject.agency))
  if agency and not message:find(agency, 1, true) then
    out[#out + 1] = agency
  end
  out[#out + 1] = source_of(page, subject)
  for i, item in ipairs(out) do
    if width_of(item) <= KEPT then out[i] = layout.keep(item) end
  end
  page:put(table.concat(out, SEPARATOR), { indent = 6, style = "dim" })
end

-- The message, with the subject's name and the period where it does not tell
-- them.
local function message_line(page, f)
  local message = clean(page.message_of(f))
  local name = page:label(f.subject.label)
  local period = f.period and page:show(f.period, "date")
  if name ~= "" and not message:find(name, 1, true) then
    message = name .. ": " .. message
  end
  if period and not message:find(period, 1, true) then
    message = message .. SEPARATOR .. period
  end
  if f.state then
    message = message .. SEPARATOR .. page:word("state", f.state)
  end
  if f.illustrative then
    message = message .. " " .. page:say("illustrative_mark")
  end
  return message
end

local function put_finding(page, f)
  local message = message_line(page, f)
  page:put(message, { indent = 4, hang = 2 })
  put_details(page, f, message)
end

-- Findings from `first` on that share severity and rule: where they end.
local function group_end(findings, first)
  local last = first
  while findings[last + 1] and findings[last + 1].rule == findings[first].rule
      and findings[last + 1].severity == findings[first].severity do
    last = last + 1
  end
  return last
end

-- Title and number on the left, the rule's id on the right.
local function put_title(page, f, n)
  local title = ("%s (%s)"):format(page:label(f.title), page:show(n))
  local rule = clean(f.rule)
  local gap = page.width - 2 - width_of(title) - width_of(rule)
  if gap < 2 then
    page:put(title .. " " .. rule, { indent = 2, hang = 2,
      style = f.severity })
  else
    page.write("  " .. page.paint(f.severity, title) .. (" "):rep(gap)
      .. page.paint("dim", rule) .. "\n")
  end
end

local function put_group(page, findings, first, last)
  local f, n = findings[first], last - first + 1
  local shown = page.limit and math.min(page.limit, n) or n
  page:skip()
  put_title(page, f, n)
  for i = first, first + shown - 1 do put_finding(page, findings[i]) end
  if shown < n then
    page:put(page:say("rest_of_rule", { n = n - shown }), { indent = 4,
      style = "dim" })
  end
end

local function put_findings(page, findings)
  local first, severity = 1, nil
  local total = {}
  for _, f in ipairs(findings) do
    total[f.severity] = (total[f.severity] or 0) + 1
  end
  while findings[first] do
    if findings[first].severity ~= severity then
      severity = findings[first].severity
      local n = total[severity]
      page:heading(page:say("severity", { severity =
        page:word("severity", severity) }), severity,
        page:say("findings", { n = n }, n))
    end
    local last = group_end(findings, first)
    put_group(page, findings, first, last)
    first = last + 1
  end
end

-- Checks --------------------------------------------------------------------

-- Outcomes that have a column: the first three always, others if they occur.
local function outcome_columns(checks)
  local columns = {}
  for i, outcome in ipairs(words.OUTCOMES) do
    local occurs = i <= 3
    for _, check in ipairs(checks) do
      occurs = occurs or check[outcome] > 0
    end
    if occurs then columns[#columns + 1] = outcome end
  end
  return columns
end

local OUTCOME_STYLE = { fail = "high", error = "critical" }

local function check_style(check, outcome)
  if check[outcome] == 0 then return "dim" end
  if outcome == "pass" then
    return check.fail + check.error == 0 and "good" or nil
  end
  return OUTCOME_STYLE[outcome]
end

-- What a reader must know below the counts.
local function check_notes(page, check)
  local notes = { { text = clean(check.rule), style = "dim" } }
  if check.evaluated == 0 then
    notes[2] = { style = "warning", text = page:say("evaluated_nothing",
      { over = page:word("kind", check.over) or check.over }) }
  elseif not finding.is_judged(check) then
    notes[2] = { style = "warning", text = page:say("judged_nothing") }
  end
  for _, reason in ipairs(check.reasons or {}) do
    notes[#notes + 1] = { style = "dim", text = page:say("reason", {
      n = reason.n, why = page:label(reason.why),
      outcome = page:word("outcome", reason.outcome) }) }
  end
  for _, note in ipairs(notes) do note.width = page.width end
  return notes
end

local function check_row(page, check, columns)
  local row = { page:label(check.title), page:show(check.evaluated),
    styles = {}, notes = check_notes(page, check) }
  if row[1] == "" then row[1] = clean(check.rule) end
  for i, outcome in ipairs(columns) do
    local n = check[outcome]
    row[i + 2] = page:count(n)
    row.styles[i + 2] = check_style(check, outcome)
  end
  return row
end

local function put_checks(page, checks)
  local columns = outcome_columns(checks)
  local head, rows = { "", page:say("evaluated") }, {}
  for i, outcome in ipairs(columns) do
    head[i + 2] = page:word("outcome", outcome)
  end
  for i, check in ipairs(checks) do
    rows[i] = check_row(page, check, columns)
  end
  page:heading(page:say("checks"), "bold")
  page:table(head, rows)
end

-- Errors --------------------------------------------------------------------

local function error_word(page, reason)
  local signal = reason:match "^signal (%d+)$"
  if signal then
    return template.say("error", "signal", page.lang, { n = signal })
  end
  return page:word("error", reason) or clean(reason)
end

local function put_errors(page, errors)
  if #errors == 0 then return end
  page:heading(page:say("errors"), "critical", page:show(#errors))
  for _, e in ipairs(errors) do
    local line = clean(e.rule) .. ": " .. error_word(page, e.reason or "error")
    if e.subject then
      line = line .. " "
        .. page:say("error_at", { subject = clean(e.subject) })
    end
    page:put(line, { indent = 2, hang = 2, style = "bold" })
    page:put(clean(e.message), { indent = 4 })
    if e.params then
      page:put(page:say("error_params", { params = clean(e.params) }),
        { indent = 4, hang = 2, style = "dim" })
    end
    for trace in (e.traceback or ""):gmatch "[^\n]+" do
      page:put(clean(trace), { indent = 4, hang = 2, style = "dim" })
    end
  end
end

-- The page with what the sections look up: the plan, names of agencies, how to
-- read messages, which of their names are told.
local function new_page(result, options, write)
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

--- Writes the result as text; options as of tiendo.report.write.
function M.write(result, options, write)
  local page = new_page(result, options, write)
  summary.put_head(page, result)
  summary.put_counts(page, result)
  put_findings(page, result.findings)
  put_checks(page, result.checks)
  put_errors(page, result.errors)
end

return M
