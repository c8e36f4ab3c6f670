--- A result in numbers: findings by severity, goal and agency,
-- and what a run comes to.
-- @module tiendo.report.count
local finding = require "tiendo.report.finding"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

--- Severities from the heaviest to the lightest.
M.GRAVEST_FIRST = { "critical", "high", "medium", "low", "info" }

--- What --fail-on may be besides a severity: no finding counts as failure.
M.NEVER = "never"

local RANK = { [M.NEVER] = #words.SEVERITIES + 1 }
for i, severity in ipairs(words.SEVERITIES) do RANK[severity] = i end

-- The exit codes of docs/design.md that a result alone can lead to.
local OK, FINDINGS, INCOMPLETE = 0, 1, 3

local function add(counts, key, severity)
  local of_key = counts[key]
  if not of_key then
    of_key = { all = 0 }
    counts[key] = of_key
  end
  of_key[severity] = (of_key[severity] or 0) + 1
  of_key.all = of_key.all + 1
end

--- Numbers of findings that are not waived.
-- @treturn table  by severity, and `all`
-- @treturn table  the same for each goal, "" being none
-- @treturn table  the same for each agency, "" being none
-- @treturn integer  how many are waived
function M.findings(findings)
  local total, goals, agencies, waived = { all = 0 }, {}, {}, 0
  for _, f in ipairs(findings) do
    if f.outcome == "waived" then
      waived = waived + 1
    else
      add({ [""] = total }, "", f.severity)
      add(goals, f.subject.goal or "", f.severity)
      add(agencies, f.subject.agency or "", f.severity)
    end
  end
  return total, goals, agencies, waived
end

-- A day, not whatever a hostile result has in its place.
local function is_day(v)
  return tostring(v):find "^%d%d%d%d%-%d%d%-%d%d$" ~= nil
end

--- The waivers that excuse findings, by code.
-- @treturn table  list of { code, valid_to, n = findings, ends = the last day
--   as ISO text, nil if it is none }
function M.waivers(findings)
  local list, known = {}, {}
  for _, f in ipairs(findings) do
    local waiver = f.waiver
    if waiver and not known[waiver.code] then
      known[waiver.code] = { code = waiver.code, valid_to = waiver.valid_to,
        n = 0, ends = is_day(waiver.valid_to) and tostring(waiver.valid_to)
          or nil }
      list[#list + 1] = known[waiver.code]
    end
    if waiver then known[waiver.code].n = known[waiver.code].n + 1 end
  end
  table.sort(list, function(a, b)
    return text.compare_codes(a.code, b.code) < 0
  end)
  return list
end

--- All findings by severity, as if there were no waivers, and `all`.
function M.without_waivers(findings)
  local total = { all = 0 }
  for _, f in ipairs(findings) do add({ [""] = total }, "", f.severity) end
  return total
end

--- The keys under which `total` counts: severities that occur, the gravest
-- first, and "all".
function M.columns(total)
  local columns = {}
  for _, severity in ipairs(M.GRAVEST_FIRST) do
    if total[severity] then columns[#columns + 1] = severity end
  end
  columns[#columns + 1] = "all"
  return columns
end

--- The list, and after it what is counted but not in it, by code.
function M.with_strays(list, counts)
  local out, known, strays = {}, { [""] = true }, {}
  for i, item in ipairs(list) do
    out[i], known[item.code] = item, true
  end
  for code in pairs(counts) do
    if not known[code] then strays[#strays + 1] = code end
  end
  table.sort(strays)
  for _, code in ipairs(strays) do out[#out + 1] = { code = code } end
  return out
end

--- Those of the list that are counted: more of the gravest first, then as they
-- stand.
function M.by_gravity(list, counts)
  local place, out = {}, {}
  for i, item in ipairs(list) do
    if counts[item.code] then
      place[item] = i
      out[#out + 1] = item
    end
  end
  table.sort(out, function(a, b)
    for _, severity in ipairs(M.GRAVEST_FIRST) do
      local x = counts[a.code][severity] or 0
      local y = counts[b.code][severity] or 0
      if x ~= y then return x > y end
    end
    return place[a] < place[b]
  end)
  return out
end

--- Outcomes that are worth a column: the first three always, others if they
-- occur.
function M.outcomes(checks)
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

--- Whether anything was judged: quiet because all is well, or because nothing
-- could be told?
function M.is_judged(checks)
  for _, check in ipairs(checks) do
    if finding.is_judged(check) then return true end
  end
  return false
end

--- How many subjects came to each outcome, in all checks, and `evaluated`.
function M.subjects(checks)
  local sums = { evaluated = 0 }
  for _, outcome in ipairs(words.OUTCOMES) do sums[outcome] = 0 end
  for _, check in ipairs(checks) do
    for key, n in pairs(sums) do sums[key] = n + check[key] end
  end
  return sums
end

--- How many errors there are, those that are not listed among them.
function M.errors(result)
  return #result.errors + (result.errors_dropped or 0)
end

--- About how many subjects the checks reached a verdict.
function M.judged(checks)
  local n = 0
  for _, check in ipairs(checks) do
    n = n + check.pass + check.fail + check.waived
  end
  return n
end

--- Whether no check ended in an error, and anything was judged.
function M.is_complete(result)
  return M.errors(result) == 0 and M.is_judged(result.checks)
end

--- Whether this can be said of `fail_on`.
function M.is_gate(fail_on)
  return RANK[fail_on] ~= nil
end

--- What the run comes to.
-- @tparam table result
-- @tparam string fail_on  a severity, or NEVER
-- @treturn integer  the exit code: 0, 1 or 3
-- @treturn table  findings that are not waived, by severity, and `all`
function M.exit_code(result, fail_on)
  local total = M.findings(result.findings)
  if not M.is_complete(result) then return INCOMPLETE, total end
  for _, severity in ipairs(words.SEVERITIES) do
    if total[severity] and RANK[severity] >= RANK[fail_on] then
      return FINDINGS, total
    end
  end
  return OK, total
end

return M
