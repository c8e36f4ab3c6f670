--- The result as Markdown, for a wiki, an issue or pandoc: headings, tables of
-- counts by goal and agency, findings grouped by severity and rule, what was
-- checked, and errors. No text of the plan or of a rule can act as markup.
-- @module tiendo.report.markdown
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local summary = require "tiendo.report.summary"

local M = {}

local WIDE = 40 -- share of the first column where a reader wraps tables

--- Text on one line that means nothing but itself, wherever it stands.
function M.escape(s)
  s = finding.clean(s):gsub("[\\`*_%[%]<>|~^$@&#!{}]", "\\%0")
  s = s:gsub("://", "\\://"):gsub("www%.", "www\\.")
  s = s:gsub("^(%s*)([-+=:%%])", "%1\\%2")
  return (s:gsub("^(%s*%(?%w+)([.)])%f[%s\0]", "%1\\%2"))
end

local escape = M.escape

local function heading(page, level, s)
  page.write(("\n%s %s\n"):format(("#"):rep(level), escape(s)))
end

local function paragraph(page, ...)
  local lines = {}
  for i, s in ipairs { ... } do lines[i] = escape(s) end
  page.write("\n" .. table.concat(lines, "\\\n") .. "\n")
end

-- Bold text, which escape leaves no sign to end.
local function bold(page, s)
  page.write("\n**" .. escape(s) .. "**\n")
end

local function table_row(page, cells)
  local out = {}
  for i, s in ipairs(cells) do out[i] = escape(s) end
  page.write("| " .. table.concat(out, " | ") .. " |\n")
end

-- The first `n_left` columns are text, the others numbers.
local function put_table(page, head, rows, n_left)
  local rule = {}
  for i in ipairs(head) do
    rule[i] = i <= n_left and ":" .. ("-"):rep(WIDE // n_left) or "---:"
  end
  page.write "\n"
  table_row(page, head)
  page.write("|" .. table.concat(rule, "|") .. "|\n")
  for _, row in ipairs(rows) do table_row(page, row) end
end

-- Summary -------------------------------------------------------------------

-- What changed since the run before as a paragraph, warnings after it.
local function put_run(page, lines)
  local plain = {}
  for _, line in ipairs(lines) do
    if not line.is_warning then plain[#plain + 1] = line.text end
  end
  if #plain > 0 then paragraph(page, table.unpack(plain)) end
  for _, line in ipairs(lines) do
    if line.is_warning then bold(page, line.text) end
  end
end

local function put_head(page, result)
  local plan = result.plan
  local title = plan and page:label(plan.title) or ""
  local lines = { summary.clocks_line(page, result.run) }
  if plan then table.insert(lines, 1, summary.plan_line(page, plan)) end
  page.write("# " .. escape(title ~= "" and title
    or page:say(plan and "results" or "no_plan")) .. "\n")
  paragraph(page, table.unpack(lines))
  put_run(page, summary.run_lines(page, result))
  local notice = summary.illustrative_line(page, result.illustrative)
  if notice then page.write("\n> " .. escape(notice) .. "\n") end
end

local function count_row(page, name, counts, columns)
  local row = { name }
  for i, column in ipairs(columns) do
    row[i + 1] = page:count(counts[column] or 0)
  end
  return row
end

local function put_counts_by(page, key, rows, columns)
  local head = summary.column_heads(page, columns)
  head[1] = page:say(key)
  put_table(page, head, rows, 1)
end

local function put_goals(page, goals, counts, columns)
  local rows, quiet = {}, {}
  for _, goal in ipairs(goals) do
    local n = counts[goal.code]
    if n then
      rows[#rows + 1] = count_row(page,
        goal.code .. " " .. page:label(goal.label), n, columns)
    else
      quiet[#quiet + 1] = goal.code
    end
  end
  if counts[""] then
    rows[#rows + 1] = count_row(page, page:say("no_goal"), counts[""], columns)
  end
  put_counts_by(page, "by_goal", rows, columns)
  if #quiet > 0 then
    paragraph(page, page:say("quiet_goals",
      { list = table.concat(quiet, ", ") }))
  end
end

local function put_agencies(page, agencies, counts, columns)
  local rows = {}
  for i, agency in ipairs(count.by_gravity(agencies, counts)) do
    rows[i] = count_row(page, page.agencies[agency.code] or agency.code,
      counts[agency.code], columns)
  end
  if counts[""] then
    rows[#rows + 1] = count_row(page, page:say("no_agency"), counts[""],
      columns)
  end
  put_counts_by(page, "by_agency", rows, columns)
end

local function put_waivers(page, findings)
  local line = summary.without_waivers_line(page, findings)
  if not line then return end
  paragraph(page, line)
  page.write "\n"
  for _, waiver in ipairs(summary.waiver_lines(page, findings)) do
    page.write("- " .. escape(waiver) .. "\n")
  end
end

local function put_counts(page, result)
  local total, goals, agencies, waived = count.findings(result.findings)
  local columns = count.columns(total)
  bold(page, summary.total_line(page, total, waived,
    count.errors(result)))
  put_waivers(page, result.findings)
  if not count.is_judged(result.checks) then
    bold(page, page:say "nothing_judged")
  end
  if total.all == 0 then return end
  put_goals(page, count.with_strays(result.goals, goals), goals, columns)
  put_agencies(page, count.with_strays(result.agencies, agencies), agencies,
    columns)
end

-- Findings ------------------------------------------------------------------

local function put_item(page, message, details)
  page.write(("- %s\\\n  %s\n"):format(escape(message),
    escape(table.concat(details, detail.SEPARATOR))))
end

local function put_finding(page, f)
  local message = detail.message(page, f)
  put_item(page, message, detail.list(page, f, message))
end

local function put_resolved_one(page, f)
  put_item(page, detail.resolved(page, f))
end

-- `put` writes one of them.
local function put_group(page, findings, first, last, put)
  local f, n = findings[first], last - first + 1
  local shown = page.limit and math.min(page.limit, n) or n
  heading(page, 3, page:say("heading", { title = page:label(f.title), n = n }))
  paragraph(page, page:say("evidence", { name = page:say "rule",
    value = f.rule }))
  page.write "\n"
  for i = first, first + shown - 1 do put(page, findings[i]) end
  if shown < n then
    paragraph(page, page:say("rest_of_rule", { n = n - shown }))
  end
end

local function put_findings(page, findings)
  local first, severity = 1, nil
  while findings[first] do
    if findings[first].severity ~= severity then
      severity = findings[first].severity
      heading(page, 2, page:say("severity",
        { severity = page:word("severity", severity) }))
    end
    local last = detail.group_end(findings, first)
    put_group(page, findings, first, last, put_finding)
    first = last + 1
  end
end

local function put_resolved(page, list)
  if #list == 0 then return end
  heading(page, 2, page:say("heading", { title = page:say_of("run", "resolved"),
    n = #list }))
  local first = 1
  while list[first] do
    local last = detail.group_end(list, first)
    put_group(page, list, first, last, put_resolved_one)
    first = last + 1
  end
end

-- Checks and errors ---------------------------------------------------------

local function put_checks(page, checks)
  local columns = count.outcomes(checks)
  local head = { page:say "check", page:say "rule", page:say "evaluated" }
  local rows, notes = {}, {}
  for _, outcome in ipairs(columns) do
    head[#head + 1] = page:word("outcome", outcome)
  end
  for i, check in ipairs(checks) do
    rows[i] = { page:label(check.title), check.rule,
      page:show(check.evaluated) }
    for _, outcome in ipairs(columns) do
      table.insert(rows[i], page:count(check[outcome]))
    end
    for _, note in ipairs(detail.check_notes(page, check)) do
      notes[#notes + 1] = check.rule .. ": " .. note.text
    end
  end
  heading(page, 2, page:say "checks")
  put_table(page, head, rows, 2)
  if #notes > 0 then page.write "\n" end
  for _, note in ipairs(notes) do page.write("- " .. escape(note) .. "\n") end
end

-- Text as it stands, between fences longer than any in it.
local function put_verbatim(page, s)
  local fence = "```"
  for ticks in s:gmatch "`+" do
    if #ticks >= #fence then fence = ticks .. "`" end
  end
  page.write("\n" .. fence .. "\n")
  for line in s:gmatch "[^\n]+" do page.write(finding.clean(line) .. "\n") end
  page.write(fence .. "\n")
end

local function put_errors(page, errors, n_dropped)
  if #errors + n_dropped == 0 then return end
  heading(page, 2, page:say("heading", { title = page:say "errors",
    n = #errors + n_dropped }))
  for _, e in ipairs(errors) do
    local lines = { e.rule .. ": " .. detail.error(page, e), e.message }
    if e.params then
      lines[3] = page:say("error_params", { params = e.params })
    end
    paragraph(page, table.unpack(lines))
    if (e.traceback or "") ~= "" then put_verbatim(page, e.traceback) end
  end
  if n_dropped > 0 then
    paragraph(page, page:say("errors_dropped", { n = n_dropped }, n_dropped))
  end
end

--- Writes the result; options as of tiendo.report.write.
function M.write(result, options, write)
  local page = detail.page(result,
    { lang = options.lang, width = 80, limit = options.limit }, write)
  put_head(page, result)
  put_counts(page, result)
  put_findings(page, result.findings)
  put_resolved(page, finding.resolved(result))
  put_checks(page, result.checks)
  put_errors(page, result.errors, result.errors_dropped or 0)
end

return M
