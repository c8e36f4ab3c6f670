--- The result as numbers in Prometheus' text format, for the textfile collector
-- of the node exporter. No label takes a value for each finding or subject:
-- there are rules, severities, outcomes, goals, agencies and waivers, each of
-- the last three summed up apart. Every goal is there, every agency that a
-- finding is about, and every waiver that excuses one.
-- @module tiendo.report.prometheus
local count = require "tiendo.report.count"
local date = require "tiendo.date"
local finding = require "tiendo.report.finding"
local words = require "tiendo.words"

local M = {}

local DAY = 24 * 60 * 60

local ESCAPES = { ["\\"] = "\\\\", ['"'] = '\\"', ["\n"] = "\\n" }

-- Labels from a flat list of names and values.
local function labels_of(list)
  local out = {}
  for i = 1, #list, 2 do
    local value = finding.utf8(list[i + 1]):gsub('[\\"\n]', ESCAPES)
    out[#out + 1] = ('%s="%s"'):format(list[i], value)
  end
  return #out > 0 and "{" .. table.concat(out, ",") .. "}" or ""
end

-- A gauge. What is added under the same labels is summed, so that no line comes
-- twice; samples stand in the order in which they first came.
local function gauge(name, help)
  local samples, order = {}, {}
  local self = {}
  function self.add(n, ...)
    local labels = labels_of { ... }
    if not samples[labels] then
      samples[labels] = 0
      order[#order + 1] = labels
    end
    samples[labels] = samples[labels] + n
  end
  function self.write(write)
    if #order == 0 then return end
    write(("# HELP %s %s\n# TYPE %s gauge\n"):format(name, help, name))
    for _, labels in ipairs(order) do
      write(("%s%s %d\n"):format(name, labels, samples[labels]))
    end
  end
  return self
end

local function one(name, help, n, ...)
  local g = gauge(name, help)
  g.add(n, ...)
  return g
end

-- Midnight UTC at which the day begins.
local function seconds(day)
  return (date.of(tostring(day)) - date.of(1970, 1, 1)) * DAY
end

local function subjects(checks)
  local g = gauge("tiendo_subjects", "Subjects of a check by outcome.")
  for _, check in ipairs(checks) do
    for _, outcome in ipairs(words.OUTCOMES) do
      g.add(check[outcome], "rule", check.rule, "severity", check.severity,
        "outcome", outcome)
    end
  end
  return g
end

-- A rule that found nothing is there with zeros, so that a series goes back to
-- zero and does not end.
local function findings(result)
  local g = gauge("tiendo_findings", "Findings of a rule.")
  for _, check in ipairs(result.checks) do
    for _, outcome in ipairs { "fail", "waived" } do
      g.add(0, "rule", check.rule, "severity", check.severity, "outcome",
        outcome)
    end
  end
  for _, f in ipairs(result.findings) do
    g.add(1, "rule", f.rule, "severity", f.severity, "outcome", f.outcome)
  end
  return g
end

-- Those of the list that are counted, and what else is.
local function counted(list, counts)
  local out = {}
  for _, item in ipairs(count.with_strays(list, counts)) do
    if counts[item.code] then out[#out + 1] = item end
  end
  return out
end

-- Of everything in the list and what else is counted, by severity.
local function grouped(g, label, list, counts)
  for _, item in ipairs(count.with_strays(list, counts)) do
    for _, severity in ipairs(words.SEVERITIES) do
      local n = (counts[item.code] or {})[severity] or 0
      g.add(n, label, item.code, "severity", severity)
    end
  end
  for _, severity in ipairs(words.SEVERITIES) do
    g.add((counts[""] or {})[severity] or 0, label, "", "severity", severity)
  end
  return g
end

-- Waivers that excuse something are few, like agencies.
local function waivers(list)
  local n = gauge("tiendo_waiver_findings", "Findings that a waiver excuses.")
  local last = gauge("tiendo_waiver_last_day_timestamp_seconds",
    "Beginning of the last day of a waiver that excuses findings, UTC.")
  for _, waiver in ipairs(count.waivers(list)) do
    n.add(waiver.n, "waiver", waiver.code)
    if waiver.ends then
      last.add(seconds(waiver.ends), "waiver", waiver.code)
    end
  end
  return n, last
end

local function states(since)
  local g = gauge("tiendo_state_findings",
    "Findings by where they are in their life.")
  for _, state in ipairs(since and words.STATES or {}) do
    g.add(since[state], "state", state)
  end
  return g
end

local function flag(name, help, is_set)
  return one(name, help, is_set and 1 or 0)
end

-- What only a recorded run has, in their order. The day of a run that is
-- incomplete is no success.
local function run_gauges(result)
  local since, list = result.since_last, {}
  if not since then return list end
  if count.is_complete(result) then
    list[1] = one("tiendo_last_success_timestamp_seconds",
      "Beginning of the as-of day of this run, which is complete, UTC.",
      seconds(result.run.as_of))
  end
  list[#list + 1] = flag("tiendo_run_suspicious", "Whether much less could be "
    .. "judged than in the run before.", since.suspicious)
  list[#list + 1] = one("tiendo_run_held_findings",
    "Findings that are not resolved because the run is suspicious.", since.held)
  list[#list + 1] = one("tiendo_run_judged_subjects",
    "Subjects that checks reached a verdict about.",
    count.judged(result.checks))
  list[#list + 1] = states(since)
  return list
end

local function illustrative(rows)
  local g = gauge("tiendo_illustrative_rows",
    "Rows of the store that are invented for illustration.")
  local names = {}
  for name in pairs(rows or {}) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do g.add(rows[name], "entity", name) end
  return g
end

-- Every metric of the result.
local function gauges(result)
  local _, goals, agencies = count.findings(result.findings)
  local waived, last_days = waivers(result.findings)
  local list = {
    one("tiendo_info", "The program that wrote this.", 1, "version",
      result.tiendo),
    one("tiendo_as_of_timestamp_seconds", "Beginning of the as-of day, UTC.",
      seconds(result.run.as_of)),
    one("tiendo_known_at_timestamp_seconds",
      "Beginning of the day up to which data was known, UTC.",
      seconds(result.run.known_at)),
    one("tiendo_errors", "Errors in checks; not zero means incomplete.",
      count.errors(result)),
    subjects(result.checks),
    findings(result),
    grouped(gauge("tiendo_goal_findings",
      "Findings about a goal that are not waived."), "goal", result.goals,
      goals),
    grouped(gauge("tiendo_agency_findings",
      "Findings about an agency that are not waived."), "agency",
      counted(result.agencies, agencies), agencies),
    waived, last_days,
    illustrative(result.illustrative),
  }
  local of_run = run_gauges(result)
  return table.move(of_run, 1, #of_run, #list + 1, list)
end

--- Writes the result.
function M.write(result, _, write)
  for _, g in ipairs(gauges(result)) do g.write(write) end
end

return M
