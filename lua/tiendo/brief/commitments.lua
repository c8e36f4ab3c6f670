--- Of a brief: each commitment and what it has come to.
--
-- A commitment whose deadline has passed, and whose figure for that day is
-- there, was kept (achieved) or was not (off_track). Of the others the method
-- of the rule progress.off_track decides, with the parameters that hold for it
-- where no scope says otherwise. What neither can tell is "cannot_tell", with
-- the reason.
-- @module tiendo.brief.commitments
local brief_findings = require "tiendo.brief.findings"
local names = require "tiendo.brief.names"
local picture = require "tiendo.picture"
local progress = require "tiendo.progress"
local promise = require "tiendo.promise"

local M = {}

local RULE = "progress.off_track"
-- What holds where the rule is not among those that were checked.
local STANDARD = { method = "open-sdg", ratio = 0.95, red_ratio = 0.60,
  base_year = 2015 }

-- The figure for the period of the last day, else the first one after it.
local function deciding_value(series, day)
  local later = series:between(day.year)
  for _, period in ipairs(later:periods()) do
    if period.last >= day then return later:at(period) end
  end
end

local function cannot_tell(why)
  return { class = "cannot_tell", why = why }
end

--- What a commitment has come to.
-- @param c  a commitment
-- @param as_of  a date
-- @tparam table params  of progress.off_track
-- @treturn table  { class, is_settled, why, result = as of tiendo.progress }
function M.judge(c, as_of, params)
  local level, _, why = promise.level(c)
  if not level then return cannot_tell(why) end
  if promise.is_settled(c, as_of) then
    local is_kept = promise.is_kept(level, deciding_value(c.series, c.deadline))
    return { class = is_kept and "achieved" or "off_track", is_settled = true }
  end
  local p = progress.assess(c, params.method, { base_year = params.base_year,
    high = params.ratio, med = params.red_ratio })
  if p.class == "cannot_tell" then return cannot_tell(progress.why(p)) end
  return { class = p.class, result = p }
end

local COPIED = { "breakdown", "kind", "comparator", "value", "value_high",
  "unit", "hedge", "baseline_year", "baseline_value", "deadline", "text",
  "note", "source_line" }

local function latest_of(series)
  if not series then return end
  local value, period = series:last()
  return value and { value = value, period = tostring(period) }
end

local function row_of(c, judged)
  local p = judged.result or {}
  local row = {
    code = c.code, label = names.both(c), target = names.code(c.target),
    goal = names.code(c.goal), agency = names.code(M.agency(c)),
    area = c.area and names.both(c.area), source = names.code(c.source),
    class = judged.class, is_settled = judged.is_settled or false,
    why = judged.why, method = p.method, ratio = p.ratio,
    expected = p.expected, projection = p.projection,
    latest = latest_of(c.series), points = c.series and #c.series or 0,
  }
  for _, name in ipairs(COPIED) do row[name] = c[name] end
  return row
end

--- Who answers for a commitment: who is named, else the lead of its target.
function M.agency(c)
  return c.agency or c.target and c.target.agency
end

--- An empty count of commitments.
function M.none()
  return { all = 0, achieved = 0, on_track = 0, off_track = 0, wrong_way = 0,
    cannot_tell = 0 }
end

--- Counts one.
function M.count(counts, class)
  counts.all = counts.all + 1
  counts[class] = counts[class] + 1
end

-- Reasons, the most frequent first; those that are as frequent as they came.
local function reasons_of(commitments)
  local list, at = {}, {}
  for _, c in ipairs(commitments) do
    local key = c.why and c.why.en
    if key and not at[key] then
      list[#list + 1] = { why = c.why, n = 0 }
      at[key] = list[#list]
      at[key].place = #list
    end
    if key then at[key].n = at[key].n + 1 end
  end
  table.sort(list, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    return a.place < b.place
  end)
  for _, reason in ipairs(list) do reason.place = nil end
  return list
end

--- Adds `commitments`, `counts.commitments` and `cannot_tell`.
function M.add(brief, request)
  local params = request.params[RULE] or STANDARD
  local about = brief_findings.about(brief.findings, "commitment")
  local list, counts = {}, M.none()
  for c in request.plan.commitments:each() do
    local judged = M.judge(c, brief.as_of, params)
    local row = row_of(c, judged)
    row.findings = about[c.code] or {}
    row.picture = row.points > 0 and picture.of(c, brief.as_of) or nil
    M.count(counts, row.class)
    list[#list + 1] = row
  end
  brief.commitments, brief.counts.commitments = list, counts
  brief.cannot_tell = reasons_of(list)
end

return M
