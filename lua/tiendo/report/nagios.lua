--- The result as one line of a plugin of Nagios, Icinga and their like: state,
-- text, and performance data after a bar. Nothing of the plan's own texts is
-- on it, so no bar, line end or sign of ours can come from data.
-- @module tiendo.report.nagios
local count = require "tiendo.report.count"
local date = require "tiendo.date"
local report_page = require "tiendo.report.page"
local summary = require "tiendo.report.summary"

local M = {}

--- States by the exit code that belongs to them.
M.STATES = { [0] = "OK", "WARNING", "CRITICAL", "UNKNOWN" }

local OF_RUN = { "new", "reopened", "changed", "stale", "resolved", "held" }

local OK, WARNING, CRITICAL, UNKNOWN = 0, 1, 2, 3

-- Of findings below the gate, those that only inform are no warning. A run that
-- is suspicious is one, whatever it found.
local function state_of(code, total, since)
  if code == 3 then return UNKNOWN end
  if code == 1 then return CRITICAL end
  if since and since.suspicious then return WARNING end
  return total.all > (total.info or 0) and WARNING or OK
end

-- How many findings that count rest on invented rows.
local function illustrative(findings)
  local n = 0
  for _, f in ipairs(findings) do
    if f.illustrative and f.outcome ~= "waived" then n = n + 1 end
  end
  return n
end

-- What changed since the run before, and first of all whether to believe it.
local function add_run(parts, page, since)
  if not since then return end
  parts[#parts + 1] = summary.changes(page, since)
  if since.suspicious then
    table.insert(parts, 1, page:say_of("run", "suspicious_count",
      { n = since.held }, since.held))
  end
end

-- The first of the last days of waivers that excuse something, nil if none do.
local function first_end(findings)
  local first
  for _, waiver in ipairs(count.waivers(findings)) do
    local ends = waiver.ends
    if ends and (not first or ends < first) then first = ends end
  end
  return first
end

local function text_of(page, result, total, waived)
  local parts, errors = {}, count.errors(result)
  if errors > 0 then
    parts[1] = page:say("errors_count", { n = errors }, errors)
  end
  if not count.is_judged(result.checks) then
    parts[#parts + 1] = page:say "nothing_judged"
  end
  parts[#parts + 1] = summary.total_line(page, total, waived, 0)
  add_run(parts, page, result.since_last)
  local day = first_end(result.findings)
  if day then
    parts[#parts + 1] = page:say("waived_first_end",
      { day = page:show(date.of(day), "date") })
  end
  local n = illustrative(result.findings)
  if n > 0 then
    parts[#parts + 1] = page:say("illustrative_count", { n = n }, n)
  end
  return table.concat(parts, "; ")
end

-- Counts with a least value of 0, as label=value;warn;crit;min. What only a run
-- has stands at the end.
local function perfdata(total, waived, sums, errors, since)
  local list = {}
  local function add(name, n)
    list[#list + 1] = ("%s=%d;;;0"):format(name, n)
  end
  add("findings", total.all)
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    add(severity, total[severity] or 0)
  end
  add("waived", waived)
  add("evaluated", sums.evaluated)
  add("pass", sums.pass)
  add("no_data", sums["no-data"])
  add("errors", errors)
  for _, name in ipairs(since and OF_RUN or {}) do add(name, since[name]) end
  return table.concat(list, " ")
end

--- Writes the line; CRITICAL is what `options.fail_on` says.
function M.write(result, options, write)
  local page = report_page.new({ lang = options.lang, width = 80 }, write)
  local code, total = count.exit_code(result, options.fail_on)
  local _, _, _, waived = count.findings(result.findings)
  local since = result.since_last
  write(("%s - %s | %s\n"):format(M.STATES[state_of(code, total, since)],
    text_of(page, result, total, waived),
    perfdata(total, waived, count.subjects(result.checks),
      count.errors(result), since)))
end

return M
