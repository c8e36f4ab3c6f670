--- Of a brief: the plan and the names of what other parts refer to by code.
-- @module tiendo.brief.names
local label = require "tiendo.show.label"

local M = {}

--- What a row is called, in both languages; its code where it has no name.
-- @param row  a row of the plan
-- @treturn table  { en, vi }
function M.both(row)
  local en, vi = label.of(row, "en"), label.of(row, "vi")
  return { en = en ~= "" and en or row.code, vi = vi ~= "" and vi or row.code }
end

--- The code of a row that may not be there.
function M.code(row)
  return row and row.code
end

local function by_code(set)
  local out = {}
  for row in set:each() do out[row.code] = M.both(row) end
  return out
end

local function plan_of(plan, result)
  local row = plan.plans[1]
  if not row then return end
  return {
    code = row.code, number = row.number, issued_on = row.issued_on,
    title = result.plan and result.plan.title or M.both(row),
    issuer = row.issuer and M.both(row.issuer),
    area = row.area and M.both(row.area),
    starts_on = row.starts_on, ends_on = row.ends_on,
  }
end

--- Adds `plan`, `names`, `source_of`.
function M.add(brief, request)
  local plan = request.plan
  brief.plan = plan_of(plan, request.result)
  brief.names = { goals = by_code(plan.goals),
    agencies = by_code(plan.agencies), targets = by_code(plan.targets) }
  brief.source_of = {}
  for _, source in ipairs(brief.sources) do
    brief.source_of[source.code] = source
  end
end

return M
