--- Of a brief: what stands under each goal.
-- @module tiendo.brief.goals
local brief_commitments = require "tiendo.brief.commitments"
local brief_findings = require "tiendo.brief.findings"
local names = require "tiendo.brief.names"

local M = {}

-- In Vietnamese as printed, where the document has been imported.
local function label_of(goal)
  local label = names.both(goal)
  label.vi = goal.title or label.vi
  return label
end

local function new(goal, findings)
  return { code = goal and goal.code, label = goal and label_of(goal),
    targets = goal and #goal.targets or 0, task_groups = 0,
    commitments = brief_commitments.none(),
    findings = findings[goal and goal.code or ""] or brief_findings.none() }
end

--- Adds `goals`.
function M.add(brief, request)
  local findings = brief_findings.by(brief.findings, "goal")
  local list, at, rest = {}, {}, new(nil, findings)
  for goal in request.plan.goals:each() do
    list[#list + 1] = new(goal, findings)
    at[goal.code] = list[#list]
  end
  for _, c in ipairs(brief.commitments) do
    brief_commitments.count((at[c.goal] or rest).commitments, c.class)
  end
  for group in request.plan.task_groups:each() do
    local row = at[names.code(group.goal)] or rest
    row.task_groups = row.task_groups + 1
  end
  local has_rest = rest.commitments.all + rest.task_groups + rest.findings.all
    + rest.findings.waived > 0
  if has_rest then list[#list + 1] = rest end
  brief.goals = list
end

return M
