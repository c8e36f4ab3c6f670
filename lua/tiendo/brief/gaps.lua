--- Of a brief: what was not evaluated, and why.
-- @module tiendo.brief.gaps
local count = require "tiendo.report.count"
local finding = require "tiendo.report.finding"

local M = {}

local function add_check(gaps, check)
  local told = 0
  for _, reason in ipairs(check.reasons or {}) do
    if reason.outcome == "no-data" then
      gaps[#gaps + 1] = { rule = check.rule, title = check.title,
        over = check.over, outcome = "no-data", why = reason.why, n = reason.n }
      told = told + reason.n
    end
  end
  if check["no-data"] > told then
    gaps[#gaps + 1] = { rule = check.rule, title = check.title,
      over = check.over, outcome = "no-data", n = check["no-data"] - told }
  end
  if check.error > 0 then
    gaps[#gaps + 1] = { rule = check.rule, title = check.title,
      over = check.over, outcome = "error", n = check.error }
  end
end

-- The largest first; those that are as large by rule.
local function by_size(a, b)
  if a.n ~= b.n then return a.n > b.n end
  return a.place < b.place
end

--- Adds `gaps` and `counts.checks`.
function M.add(brief)
  local gaps, n_silent = {}, 0
  for _, check in ipairs(brief.checks) do
    if not finding.is_judged(check) then n_silent = n_silent + 1 end
    add_check(gaps, check)
  end
  for i, gap in ipairs(gaps) do gap.place = i end
  table.sort(gaps, by_size)
  for _, gap in ipairs(gaps) do gap.place = nil end
  local sums = count.subjects(brief.checks)
  brief.gaps = gaps
  brief.counts.checks = { all = #brief.checks, subjects = sums.evaluated,
    judged = sums.pass + sums.fail + sums.waived, no_data = sums["no-data"],
    not_due = sums["not-due"], not_applicable = sums["not-applicable"],
    error = sums.error, silent = n_silent }
end

return M
