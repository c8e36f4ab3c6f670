--- The result as JUnit XML, for what shows test results: a suite for each rule,
-- in it a case for each agency that a finding is about, one for the subjects
-- without findings, and one for what ended in an error. What a run resolves is
-- told by the suite: a case for it would count as a test.
--
-- A case fails if a finding of it is not waived, and is skipped if all are. The
-- case of the subjects without findings passes if one of them was judged, and
-- is skipped otherwise. Written so that both common schemas take it: each case
-- has at most one failure, error or skipped, the root has no attributes, and
-- the time is the as-of day, since no clock is read.
-- @module tiendo.report.junit
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local words = require "tiendo.words"
local xml = require "tiendo.report.xml"

local M = {}

local RUN = { "id", "as_of", "known_at", "data", "rules", "settings" }

-- Suites --------------------------------------------------------------------

-- The suite of a rule, made when it is first asked for.
local function suite_of(suites, rule, check)
  local suite = suites[rule]
  if not suite then
    suite = { rule = rule, check = check, agencies = {}, errors = {},
      resolved = {} }
    suites[rule] = suite
    suites[#suites + 1] = suite
  end
  return suite
end

-- Checks in their order, after them rules that have errors or findings only.
local function suites_of(result)
  local suites = {}
  for _, check in ipairs(result.checks) do
    suite_of(suites, check.rule, check)
  end
  for _, f in ipairs(result.findings) do
    local agencies = suite_of(suites, f.rule).agencies
    local code = f.subject.agency or ""
    agencies[code] = agencies[code] or {}
    table.insert(agencies[code], f)
  end
  for _, e in ipairs(result.errors) do
    table.insert(suite_of(suites, e.rule).errors, e)
  end
  for _, f in ipairs(finding.resolved(result)) do
    table.insert(suite_of(suites, f.rule).resolved, f)
  end
  return suites
end

-- Cases ---------------------------------------------------------------------

-- How grave the gravest finding is that is not waived, and how many there are.
local function failed(findings)
  local total = count.findings(findings)
  return count.columns(total)[1], total.all
end

local function finding_lines(page, findings)
  local out = {}
  for _, f in ipairs(findings) do
    local message = detail.message(page, f)
    out[#out + 1] = "- " .. message
    out[#out + 1] = "  "
      .. table.concat(detail.list(page, f, message), detail.SEPARATOR)
  end
  return table.concat(out, "\n")
end

-- The case of what was found about one agency, or about none.
local function agency_case(page, code, findings)
  local severity, n = failed(findings)
  local case = { name = code == "" and page:say "no_agency"
    or ("%s (%s)"):format(page.agencies[code] or code, code),
    body = finding_lines(page, findings) }
  if n > 0 then
    case.kind, case.type = "failure", severity
    case.message = page:say("findings", { n = n }, n)
  else
    case.kind, case.type = "skipped", "waived"
    case.message = page:say("waived", { n = #findings })
  end
  return case
end

local function notes_of(page, check)
  local out = {}
  for i, note in ipairs(detail.check_notes(page, check)) do
    out[i] = note.text
  end
  return out
end

-- The case of the subjects that nothing was found about; nil where there are
-- none, and errors or findings tell all.
local function other_case(page, check)
  local n = check.evaluated - check.fail - check.waived - check.error
  if n == 0 and check.evaluated > 0 then return end
  local case = { name = page:say "others" }
  if check.pass == 0 then
    local notes = notes_of(page, check)
    case.kind, case.type = "skipped", "not judged"
    case.message = notes[1] or page:say "judged_nothing"
    case.body = table.concat(notes, "\n")
  end
  return case
end

local function error_case(page, errors)
  local out = {}
  for _, e in ipairs(errors) do
    out[#out + 1] = detail.error(page, e)
    out[#out + 1] = e.message
    if e.params then
      out[#out + 1] = page:say("error_params", { params = e.params })
    end
    if (e.traceback or "") ~= "" then out[#out + 1] = e.traceback end
  end
  return { name = page:say "the_check", kind = "error",
    type = errors[1].reason or "error", body = table.concat(out, "\n"),
    message = page:say("errors_count", { n = #errors }, #errors) }
end

local function cases_of(page, suite, agencies)
  local cases = {}
  for _, agency in ipairs(count.with_strays(agencies, suite.agencies)) do
    local findings = suite.agencies[agency.code]
    if findings then
      cases[#cases + 1] = agency_case(page, agency.code, findings)
    end
  end
  if suite.agencies[""] then
    cases[#cases + 1] = agency_case(page, "", suite.agencies[""])
  end
  if suite.check then
    cases[#cases + 1] = other_case(page, suite.check)
  end
  if #suite.errors > 0 then
    cases[#cases + 1] = error_case(page, suite.errors)
  end
  return cases
end

-- Writing -------------------------------------------------------------------

local function write_property(write, name, value)
  if value == nil then return end
  write(("   <property%s/>\n"):format(xml.attributes { "name", name, "value",
    tostring(value) }))
end

local function write_properties(page, suite, result)
  local check, write = suite.check, page.write
  write "  <properties>\n"
  for _, name in ipairs(RUN) do
    write_property(write, "run." .. name, result.run[name])
  end
  for _, name in ipairs(result.since_last and finding.SINCE_LAST or {}) do
    write_property(write, "since_last." .. name, result.since_last[name])
  end
  if check then
    write_property(write, "title", page:label(check.title))
    write_property(write, "severity", check.severity)
    write_property(write, "over", check.over)
    write_property(write, "evaluated", check.evaluated)
    for _, outcome in ipairs(words.OUTCOMES) do
      write_property(write, outcome, check[outcome])
    end
  end
  write "  </properties>\n"
end

local function write_case(write, suite, case)
  write(("  <testcase%s"):format(xml.attributes { "classname", suite.rule,
    "name", case.name, "time", 0 }))
  if not case.kind then return write "/>\n" end
  write((">\n   <%s%s>%s</%s>\n  </testcase>\n"):format(case.kind,
    xml.attributes { "message", case.message, "type", case.type },
    xml.text(case.body), case.kind))
end

-- How many cases are of each kind.
local function kinds_of(cases)
  local n = { failure = 0, error = 0, skipped = 0 }
  for _, case in ipairs(cases) do
    if case.kind then n[case.kind] = n[case.kind] + 1 end
  end
  return n
end

local function write_suite(page, suite, index, result)
  local write, cases = page.write, cases_of(page, suite, result.agencies)
  local n = kinds_of(cases)
  write((" <testsuite%s>\n"):format(xml.attributes { "name", suite.rule,
    "package", "tiendo", "id", index, "timestamp",
    tostring(result.run.as_of) .. "T00:00:00", "hostname", "localhost",
    "tests", #cases, "failures", n.failure, "errors", n.error,
    "skipped", n.skipped, "time", 0 }))
  write_properties(page, suite, result)
  for _, case in ipairs(cases) do write_case(write, suite, case) end
  local notes = suite.check and notes_of(page, suite.check) or {}
  for _, f in ipairs(suite.resolved) do
    notes[#notes + 1] = "- " .. detail.message(page, f)
  end
  write(("  <system-out>%s</system-out>\n"):format(
    xml.text(table.concat(notes, "\n"))))
  write "  <system-err/>\n </testsuite>\n"
end

-- A suite that says how many errors are not listed.
local function dropped_suite(page, n)
  return { rule = "tiendo", agencies = {}, resolved = {},
    errors = { { rule = "tiendo", reason = "error",
      message = page:say("errors_dropped", { n = n }, n) } } }
end

--- Writes the result; options as of tiendo.report.write.
function M.write(result, options, write)
  local page = detail.page(result, { lang = options.lang, width = 80 }, write)
  local suites = suites_of(result)
  if (result.errors_dropped or 0) > 0 then
    suites[#suites + 1] = dropped_suite(page, result.errors_dropped)
  end
  write '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
  for i, suite in ipairs(suites) do write_suite(page, suite, i - 1, result) end
  write "</testsuites>\n"
end

return M
