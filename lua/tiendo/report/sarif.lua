--- The result as a SARIF 2.1.0 log: one run with its rules, sources, findings
-- and errors, a rule and a finding on a line each.
--
-- SARIF gives braces and "[text](1)" in a message a meaning; both are written
-- so that a reader shows them as they are.
-- @module tiendo.report.sarif
local count = require "tiendo.report.count"
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local report_json = require "tiendo.report.json"
local uri = require "tiendo.report.uri"
local words = require "tiendo.words"

local M = {}

--- Name of the fingerprint; its number grows when findings get other ids.
M.FINGERPRINT = "tiendoFinding/v1"

local SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
  .. "schemas/sarif-schema-2.1.0.json"

local LEVEL = { critical = "error", high = "error", medium = "warning",
  low = "note", info = "note" }

local BASELINE = { new = "new", reopened = "new", ongoing = "unchanged",
  stale = "unchanged", waived = "unchanged", changed = "updated",
  resolved = "absent" }

local EXIT = { [0] = "nothing at or above the severity that fails",
  [1] = "findings at or above the severity that fails",
  [3] = "incomplete: errors in checks, or nothing judged" }

-- Flat lists of keys and values, as json.object takes them; nil values are left
-- out.
local function object(list, n)
  local out = {}
  for i = 1, n or #list, 2 do
    if list[i + 1] ~= nil then
      out[#out + 1] = list[i]
      out[#out + 1] = list[i + 1]
    end
  end
  return json.object(out)
end

local function obj(...)
  return object({ ... }, select("#", ...))
end

-- A message of SARIF, which must not be empty: `instead` where `s` is, and a
-- dash where both are.
local function message(s, instead)
  if s == "" then s = instead or "" end
  s = finding.utf8(s == "" and "-" or s):gsub("[{}]", "%0%0")
  if s:find("](", 1, true) then s = s:gsub("[%[%]\\]", "\\%0") end
  return obj("text", s)
end

-- Rules ---------------------------------------------------------------------

local function rule_object(check, lang)
  local title = words.pick(check.title, lang) or check.rule
  local doc = words.pick(check.doc, lang) or ""
  local properties = { "tags", json.array(check.tags or {}), "severity",
    check.severity, "over", check.over, "evaluated", check.evaluated }
  for _, outcome in ipairs(words.OUTCOMES) do
    table.move({ outcome, check[outcome] }, 1, 2, #properties + 1, properties)
  end
  return obj("id", check.rule,
    "shortDescription", message(title, check.rule),
    "fullDescription", message(doc:match "^(.-)\n%s*\n" or doc, title),
    "help", message(doc, title),
    "defaultConfiguration", obj("level", LEVEL[check.severity]),
    "properties", object(properties))
end

-- Rules and sources of the log, with the places at which they stand, from 0.
local function index_by(list, key)
  local at = {}
  for i, item in ipairs(list) do at[item[key]] = i - 1 end
  return at
end

-- Sources that findings name, in the order of the store, then strays.
local function sources_of(result)
  local named, out = {}, {}
  for _, f in ipairs(result.findings) do
    if f.subject.source then named[f.subject.source] = true end
  end
  for _, source in ipairs(count.with_strays(result.sources or {}, named)) do
    if named[source.code] then out[#out + 1] = source end
  end
  return out
end

local function artifact(source)
  local title = source.title ~= "" and source.title or nil
  return obj("location", obj("uri", uri.of(source.code, source.url)),
    "description", title and message(title),
    "properties", obj("source", finding.utf8(source.code)))
end

-- Findings ------------------------------------------------------------------

local function physical(log, subject)
  if not subject.source then return end
  local at = log.source_at[subject.source]
  local source = log.sources[at + 1]
  local line = subject.source_line
  return obj("artifactLocation", obj("uri", uri.of(source.code, source.url),
    "index", at), "region", line and line > 0 and obj("startLine", line) or nil)
end

local function location(log, f)
  local subject = f.subject
  local code = finding.utf8(tostring(subject.code or ""))
  local label = words.pick(subject.label, log.lang)
  return obj("physicalLocation", physical(log, subject),
    "logicalLocations", json.array { obj(
      "name", label and label ~= "" and finding.utf8(label) or code,
      "fullyQualifiedName", (subject.kind or "subject") .. ":" .. code,
      "kind", subject.kind) })
end

-- One finding that says how it is suppressed obliges the others to say that
-- they are not.
local function suppressions(log, f)
  if not f.waiver then return json.array {} end
  return json.array { obj("kind", "external", "status", "accepted",
    "justification", detail.waiver(log.page, f.waiver),
    "properties", obj("waiver", finding.utf8(f.waiver.code),
      "expires", tostring(f.waiver.valid_to))) }
end

local function properties(f)
  local subject = f.subject
  return obj("severity", f.severity, "outcome", f.outcome, "state", f.state,
    "since", f.since and tostring(f.since),
    "period", f.period and tostring(f.period), "goal", subject.goal,
    "target", subject.target, "agency", subject.agency,
    "evidence", report_json.evidence(f), "illustrative", f.illustrative)
end

local function result_object(log, f)
  return obj("ruleId", f.rule, "ruleIndex", log.rule_at[f.rule],
    "kind", "fail", "level", LEVEL[f.severity],
    "message", message(detail.message(log.page, f)),
    "locations", json.array { location(log, f) },
    "partialFingerprints", obj(M.FINGERPRINT, f.id),
    "baselineState", BASELINE[f.state],
    "suppressions", suppressions(log, f),
    "properties", properties(f))
end

-- The results of a log: what a run resolves are among them, as what was there
-- and is absent now, with the rank that they had.
local function results_of(result)
  local resolved = finding.resolved(result)
  local out = table.move(result.findings, 1, #result.findings, 1, {})
  return table.move(resolved, 1, #resolved, #out + 1, out)
end

-- The run -------------------------------------------------------------------

local function notification(log, e)
  local trace = e.traceback ~= "" and e.traceback or nil
  return obj("level", "error",
    "message", message(("%s: %s: %s"):format(e.rule, detail.error(log.page, e),
      e.message)),
    "associatedRule", obj("id", e.rule, "index", log.rule_at[e.rule]),
    "properties", obj("subject", e.subject, "reason", e.reason,
      "params", e.params and finding.utf8(e.params),
      "traceback", trace and finding.utf8(trace)))
end

local function notifications(log, result)
  local out, dropped = {}, result.errors_dropped or 0
  for i, e in ipairs(result.errors) do out[i] = notification(log, e) end
  if dropped > 0 then
    out[#out + 1] = obj("level", "error", "message",
      message(log.page:say("errors_dropped", { n = dropped }, dropped)))
  end
  return json.array(out)
end

local function invocation(log, result, fail_on)
  local code = count.exit_code(result, fail_on)
  return obj("executionSuccessful", count.errors(result) == 0,
    "exitCode", code, "exitCodeDescription", EXIT[code],
    "toolExecutionNotifications", notifications(log, result))
end

local function run_properties(result)
  local run, since, rows = result.run, result.since_last, {}
  for name, n in pairs(result.illustrative or {}) do rows[name] = n end
  return obj("as_of", tostring(run.as_of), "known_at", tostring(run.known_at),
    "data", run.data, "rules", run.rules, "settings", run.settings,
    "since_last", since and report_json.since_last(since),
    "illustrative", next(rows) and rows or nil)
end

-- What the parts look up.
local function log_of(result, options, write)
  local sources = sources_of(result)
  return {
    lang = options.lang,
    page = detail.page(result, { lang = options.lang, width = 80 }, write),
    rule_at = index_by(result.checks, "rule"),
    sources = sources,
    source_at = index_by(sources, "code"),
  }
end

--- Writes the result; options as of tiendo.report.write.
function M.write(result, options, write)
  local log = log_of(result, options, write)
  write(('{"version":"2.1.0","$schema":%s,"runs":[{\n "tool":{"driver":{'
    .. '"name":"tiendo","version":%s,"rules":['):format(json.encode(SCHEMA),
    json.encode(result.tiendo)))
  report_json.write_items(write, result.checks,
    function(check) return rule_object(check, log.lang) end)
  write(']}},\n "invocations":['
    .. json.encode(invocation(log, result, options.fail_on)) .. "],\n")
  if result.run.id then
    write(' "automationDetails":' .. json.encode(obj("id",
      "tiendo/" .. finding.utf8(tostring(result.run.id)))) .. ",\n")
  end
  write ' "artifacts":['
  report_json.write_items(write, log.sources, artifact)
  write(('],\n "language":"%s","columnKind":"unicodeCodePoints",\n'
    .. ' "properties":%s,\n "results":['):format(log.lang,
    json.encode(run_properties(result))))
  report_json.write_items(write, results_of(result),
    function(f) return result_object(log, f) end)
  write "]}]}\n"
end

return M
