--- Of a brief: what each agency leads, owes and is told.
-- @module tiendo.brief.agencies
local brief_findings = require "tiendo.brief.findings"
local count = require "tiendo.report.count"
local names = require "tiendo.brief.names"
local rates = require "tiendo.rates"

local M = {}

local STATUSES = { "received", "late", "missing", "pending" }

local function reports_of(plan)
  local out = {}
  for report in plan.reports:each() do
    local code, status = report.agency.code, report.status
    out[code] = out[code]
      or { received = 0, late = 0, missing = 0, pending = 0 }
    if status then out[code][status] = out[code][status] + 1 end
  end
  return out
end

local function rates_of(plan, day)
  local out = {}
  for _, sums in ipairs(rates.by(plan.reports, day, "agency")) do
    local code = sums.row.code
    sums.row = nil
    out[code] = sums
  end
  return out
end

local function commitments_of(brief)
  local out = {}
  for _, c in ipairs(brief.commitments) do
    if c.agency then out[c.agency] = (out[c.agency] or 0) + 1 end
  end
  return out
end

local function is_quiet(row)
  if row.leads + row.coordinates + row.commitments + row.findings.all
      + row.findings.waived > 0 then return false end
  for _, status in ipairs(STATUSES) do
    if row.reports[status] > 0 then return false end
  end
  return true
end

local function sort(list, findings)
  local graver = count.by_gravity(list, findings)
  local out, is_taken = {}, {}
  for i, row in ipairs(graver) do out[i], is_taken[row] = row, true end
  for _, row in ipairs(list) do
    if not is_taken[row] then out[#out + 1] = row end
  end
  return out
end

--- Adds `agencies` and `quiet_agencies`.
function M.add(brief, request)
  local plan = request.plan
  local findings = brief_findings.by(brief.findings, "agency")
  local reports, by_rate = reports_of(plan), rates_of(plan, brief.as_of)
  local commitments, list, n_quiet = commitments_of(brief), {}, 0
  for agency in plan.agencies:each() do
    local code = agency.code
    local row = {
      code = code, label = names.both(agency), kind = agency.kind,
      leads = #agency.leads, coordinates = #agency.coordinates,
      commitments = commitments[code] or 0,
      findings = findings[code] or brief_findings.none(),
      reports = reports[code] or { received = 0, late = 0, missing = 0,
        pending = 0 },
      rates = by_rate[code] or { expected = 0, actual = 0, on_time = 0 },
    }
    if is_quiet(row) then n_quiet = n_quiet + 1 else list[#list + 1] = row end
  end
  brief.agencies, brief.quiet_agencies = sort(list, findings), n_quiet
end

return M
