--- Of a brief: how many findings there are, in all, by goal, by agency, and
-- which of them are about a row of the plan.
-- @module tiendo.brief.findings
local M = {}

--- An empty count of findings.
function M.none()
  return { all = 0, critical = 0, high = 0, medium = 0, low = 0, info = 0,
    waived = 0, illustrative = 0 }
end

local function count(counts, f)
  if f.outcome == "waived" then
    counts.waived = counts.waived + 1
    return
  end
  counts.all = counts.all + 1
  counts[f.severity] = counts[f.severity] + 1
  if f.illustrative then counts.illustrative = counts.illustrative + 1 end
end

--- Counts of findings by a field of their subjects; "" for those without.
-- @tparam table findings
-- @tparam string field  "goal", "agency"
-- @treturn table
function M.by(findings, field)
  local out = {}
  for _, f in ipairs(findings) do
    local key = f.subject[field] or ""
    out[key] = out[key] or M.none()
    count(out[key], f)
  end
  return out
end

--- Places in the list of those about rows of one kind, by the row's code.
function M.about(findings, kind)
  local out = {}
  for i, f in ipairs(findings) do
    local code = f.subject.kind == kind and f.subject.code
    if code then
      out[code] = out[code] or {}
      table.insert(out[code], i)
    end
  end
  return out
end

-- Of each waiver that excuses a finding what the plan says about it, in the
-- order in which they are met.
local function waivers_of(findings, plan)
  local list, at = {}, {}
  for _, f in ipairs(findings) do
    local code = f.waiver and f.waiver.code
    if code and not at[code] then
      local row = plan.waivers:find(code)
      at[code] = { code = code, n = 0, valid_to = f.waiver.valid_to,
        valid_from = row and row.valid_from, signer = row and row.signer,
        reason = row and row.reason }
      list[#list + 1] = at[code]
    end
    if code then at[code].n = at[code].n + 1 end
  end
  return list
end

--- Adds `counts.findings` and `waivers`.
function M.add(brief, request)
  local total = M.none()
  for _, f in ipairs(brief.findings) do count(total, f) end
  total.resolved = #brief.resolved
  brief.counts.findings = total
  brief.waivers = waivers_of(brief.findings, request.plan)
end

return M
