--- The head of a text report: what plan and what day, how many findings, and
-- where they are.
-- @module tiendo.report.summary
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local text = require "tiendo.text"

local M = {}

local GRAVEST_FIRST = { "critical", "high", "medium", "low", "info" }

local clean = finding.clean
local width_of = text.width

-- Head ----------------------------------------------------------------------

local function put_plan(page, plan)
  if not plan then return page:put(page:say("no_plan"), { style = "bold" }) end
  local number = clean(plan.number or plan.code)
  local first = plan.issued_on
    and page:say("plan_of", { number = number,
      day = page:show(plan.issued_on, "date") })
    or page:say("plan", { number = number })
  local title = page:label(plan.title)
  if title ~= "" then page:put(title, { style = "bold" }) end
  page:put(first)
end

-- Names of the entities with invented rows, in one order always.
local function put_illustrative(page, illustrative)
  local names = {}
  for name in pairs(illustrative) do names[#names + 1] = name end
  if #names == 0 then return end
  table.sort(names)
  for i, name in ipairs(names) do
    local n = illustrative[name]
    names[i] = page:say("illustrative", { n = n,
      kind = page:word("kind", name) or clean(name) }, n)
  end
  page:skip()
  page:put(page:say("illustrative_note", {
    list = table.concat(names, ", "),
    mark = page:say("illustrative_mark"),
  }), { style = "warning" })
end

--- Plan and clocks.
function M.put_plan(page, result)
  put_plan(page, result.plan)
  page:put(page:say("clocks", {
    as_of = page:show(result.run.as_of, "date"),
    known_at = page:show(result.run.known_at, "date"),
  }))
end

--- Plan, clocks and the notice about invented data.
function M.put_head(page, result)
  M.put_plan(page, result)
  put_illustrative(page, result.illustrative or {})
end

-- Summary -------------------------------------------------------------------

-- "3 critical, 12 high": severities that occur, from the gravest on.
local function severity_counts(page, counts)
  local parts = {}
  for _, severity in ipairs(GRAVEST_FIRST) do
    local n = counts[severity] or 0
    if n > 0 then
      parts[#parts + 1] = page:show(n) .. " "
        .. page:word("severity", severity)
    end
  end
  return table.concat(parts, ", ")
end

local function add_count(counts, key, severity)
  local of_key = counts[key]
  if not of_key then
    of_key = { all = 0 }
    counts[key] = of_key
  end
  of_key[severity] = (of_key[severity] or 0) + 1
  of_key.all = of_key.all + 1
end

-- Findings that are not excused, in all, by goal and by agency; and the others.
local function count_findings(findings)
  local total, goals, agencies, waived = { all = 0 }, {}, {}, 0
  for _, f in ipairs(findings) do
    if f.outcome == "waived" then
      waived = waived + 1
    else
      add_count({ [""] = total }, "", f.severity)
      add_count(goals, f.subject.goal or "", f.severity)
      add_count(agencies, f.subject.agency or "", f.severity)
    end
  end
  return total, goals, agencies, waived
end

local function put_total(page, total, waived)
  local line = page:say("no_findings")
  if total.all > 0 then
    line = page:say("findings", { n = total.all }, total.all) .. ": "
      .. severity_counts(page, total)
  end
  if waived > 0 then
    line = line .. " · " .. page:say("waived", { n = waived })
  end
  page:skip()
  page:put(line, { style = "bold" })
end

-- Quiet because all is well, or because nothing could be told?
local function put_silence(page, checks)
  for _, check in ipairs(checks) do
    if finding.is_judged(check) then return end
  end
  page:put(page:say("nothing_judged"), { style = "warning" })
end

-- Severities that occur, the gravest first, as columns.
local function severity_columns(page, total)
  local columns, head = {}, { "" }
  for _, severity in ipairs(GRAVEST_FIRST) do
    if total[severity] then
      columns[#columns + 1] = severity
      head[#head + 1] = page:word("severity", severity)
    end
  end
  columns[#columns + 1] = "all"
  head[#head + 1] = page:say("all")
  return columns, head
end

local function count_row(page, name, counts, columns)
  local row = { name, styles = {} }
  for i, column in ipairs(columns) do
    local n = counts[column] or 0
    row[i + 1] = page:count(n)
    row.styles[i + 1] = n == 0 and "dim" or column ~= "all" and column or nil
  end
  return row
end

local function put_table(page, key, rows, head)
  head = table.move(head, 2, #head, 2, { page:say(key) })
  page:skip()
  page:table(head, rows)
end

-- The list, and after it what is counted but not in it, by code.
local function with_strays(list, counts)
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

-- The code keeps its place when the row is wrapped.
local function goal_row(page, goal, wide, counts, columns)
  local code = layout.pad(clean(goal.code), wide, true)
  local row = count_row(page, layout.keep(code .. "  ")
    .. page:label(goal.label), counts, columns)
  row.hang = wide + 2
  return row
end

local function put_goals(page, goals, counts, columns, head)
  local rows, quiet, wide = {}, {}, 0
  for _, goal in ipairs(goals) do wide = math.max(wide, width_of(goal.code)) end
  for _, goal in ipairs(goals) do
    local n = counts[goal.code]
    if n then
      rows[#rows + 1] = goal_row(page, goal, wide, n, columns)
    else
      quiet[#quiet + 1] = clean(goal.code)
    end
  end
  if counts[""] then
    local name = layout.keep((" "):rep(wide + 2)) .. page:say("no_goal")
    rows[#rows + 1] = count_row(page, name, counts[""], columns)
  end
  put_table(page, "by_goal", rows, head)
  if #quiet > 0 then
    page:put(page:say("quiet_goals", { list = table.concat(quiet, ", ") }),
      { style = "dim", indent = wide + 2, hang = 2 })
  end
end

-- More of the gravest first, then in reading order.
local function is_graver(a, b)
  for _, severity in ipairs(GRAVEST_FIRST) do
    local x, y = a.counts[severity] or 0, b.counts[severity] or 0
    if x ~= y then return x > y end
  end
  return a.place < b.place
end

local function put_agencies(page, agencies, counts, columns, head)
  local list, rows = {}, {}
  for i, agency in ipairs(agencies) do
    local n = counts[agency.code]
    if n then
      list[#list + 1] = { counts = n, place = i,
        name = page.agencies[agency.code] or clean(agency.code) }
    end
  end
  table.sort(list, is_graver)
  for i, item in ipairs(list) do
    rows[i] = count_row(page, item.name, item.counts, columns)
  end
  if counts[""] then
    rows[#rows + 1] = count_row(page, page:say("no_agency"), counts[""],
      columns)
  end
  put_table(page, "by_agency", rows, head)
end

--- Numbers of findings in all, by goal and by agency.
function M.put_counts(page, result)
  local total, goals, agencies, waived = count_findings(result.findings)
  put_total(page, total, waived)
  put_silence(page, result.checks)
  if total.all == 0 then return end
  local columns, head = severity_columns(page, total)
  put_goals(page, with_strays(result.goals, goals), goals, columns, head)
  put_agencies(page, with_strays(result.agencies, agencies), agencies, columns,
    head)
end

return M
