--- Findings for a person at a terminal: what plan and what day, where the
-- findings are, the findings from the gravest on, and what was checked at all.
-- @module tiendo.report.text
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local summary = require "tiendo.report.summary"
local text = require "tiendo.text"

local M = {}

local SEPARATOR = detail.SEPARATOR
local KEPT = 36     -- columns up to which a detail is kept on one line

local clean = finding.clean
local width_of = text.width

-- Findings ------------------------------------------------------------------

-- Message, and below it evidence and where it is found, on one line if it fits.
local function put_item(page, message, list)
  page:put(message, { indent = 4, hang = 2 })
  for i, item in ipairs(list) do
    if width_of(item) <= KEPT then list[i] = layout.keep(item) end
  end
  page:put(table.concat(list, SEPARATOR), { indent = 6, style = "dim" })
end

local function put_finding(page, f)
  local message = detail.message(page, f)
  put_item(page, message, detail.list(page, f, message))
end

local function put_resolved_one(page, f)
  put_item(page, detail.resolved(page, f))
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

-- `put` writes one of them.
local function put_group(page, findings, first, last, put)
  local f, n = findings[first], last - first + 1
  local shown = page.limit and math.min(page.limit, n) or n
  page:skip()
  put_title(page, f, n)
  for i = first, first + shown - 1 do put(page, findings[i]) end
  if shown < n then
    page:put(page:say("rest_of_rule", { n = n - shown }), { indent = 4,
      style = "dim" })
  end
end

-- "1 finding · 13 waived": those of a severity, as the summary counts them.
local function severity_note(page, findings, severity)
  local n, waived = 0, 0
  for _, f in ipairs(findings) do
    if f.severity == severity and f.outcome == "waived" then
      waived = waived + 1
    elseif f.severity == severity then
      n = n + 1
    end
  end
  local note = page:say("findings", { n = n }, n)
  if waived == 0 then return note end
  return note .. SEPARATOR .. page:say("waived", { n = waived })
end

local function put_findings(page, findings)
  local first, severity = 1, nil
  while findings[first] do
    if findings[first].severity ~= severity then
      severity = findings[first].severity
      page:heading(page:say("severity", { severity =
        page:word("severity", severity) }), severity,
        severity_note(page, findings, severity))
    end
    local last = detail.group_end(findings, first)
    put_group(page, findings, first, last, put_finding)
    first = last + 1
  end
end

local function put_resolved(page, list)
  if #list == 0 then return end
  page:heading(page:say_of("run", "resolved"), "good",
    page:say("findings", { n = #list }, #list))
  local first = 1
  while list[first] do
    local last = detail.group_end(list, first)
    put_group(page, list, first, last, put_resolved_one)
    first = last + 1
  end
end

-- Checks --------------------------------------------------------------------

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
  for i, note in ipairs(detail.check_notes(page, check)) do
    notes[i + 1] = { text = note.text,
      style = note.is_warning and "warning" or "dim" }
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
  local columns = count.outcomes(checks)
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

local function put_errors(page, errors, n_dropped)
  if #errors + n_dropped == 0 then return end
  page:heading(page:say("errors"), "critical",
    page:show(#errors + n_dropped))
  for _, e in ipairs(errors) do
    local line = clean(e.rule) .. ": " .. detail.error(page, e)
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
  if n_dropped > 0 then
    page:put(page:say("errors_dropped", { n = n_dropped }, n_dropped),
      { indent = 2, style = "warning" })
  end
end

--- Writes the result as text; options as of tiendo.report.write.
function M.write(result, options, write)
  local page = detail.page(result, options, write)
  summary.put_head(page, result)
  summary.put_counts(page, result)
  put_findings(page, result.findings)
  put_resolved(page, finding.resolved(result))
  put_checks(page, result.checks)
  put_errors(page, result.errors, result.errors_dropped or 0)
end

return M
