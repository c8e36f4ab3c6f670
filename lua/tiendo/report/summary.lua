--- The head of a text report: what plan and what day, how many findings, and
-- where they are.
-- @module tiendo.report.summary
local count = require "tiendo.report.count"
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local text = require "tiendo.text"

local M = {}

local clean = finding.clean
local width_of = text.width

-- Head ----------------------------------------------------------------------

--- Number and day of the document.
function M.plan_line(page, plan)
  local number = clean(plan.number or plan.code)
  return plan.issued_on
    and page:say("plan_of", { number = number,
      day = page:show(plan.issued_on, "date") })
    or page:say("plan", { number = number })
end

--- The two clocks.
function M.clocks_line(page, run)
  return page:say("clocks", {
    as_of = page:show(run.as_of, "date"),
    known_at = page:show(run.known_at, "date"),
  })
end

local function put_plan(page, plan)
  if not plan then return page:put(page:say("no_plan"), { style = "bold" }) end
  local title = page:label(plan.title)
  if title ~= "" then page:put(title, { style = "bold" }) end
  page:put(M.plan_line(page, plan))
end

--- The notice about invented data, or nil where there is none. Entities are in
-- one order always.
function M.illustrative_line(page, illustrative)
  local names = {}
  for name in pairs(illustrative or {}) do names[#names + 1] = name end
  if #names == 0 then return end
  table.sort(names)
  for i, name in ipairs(names) do
    local n = illustrative[name]
    names[i] = page:say("illustrative", { n = n,
      kind = page:word("kind", name) or clean(name) }, n)
  end
  return page:say("illustrative_note", {
    list = table.concat(names, ", "),
    mark = page:say("illustrative_mark"),
  })
end

-- Recorded runs -------------------------------------------------------------

--- What each state is counted as, in this order.
M.STATES = { "new", "reopened", "changed", "resolved", "ongoing", "stale",
  "waived" }

--- The states that findings have since the last run, in their order.
function M.changed(since)
  local out = {}
  for _, state in ipairs(M.STATES) do
    if since[state] > 0 then out[#out + 1] = state end
  end
  return out
end

--- "3 new": how many findings have that state.
function M.change(page, since, state)
  return page:say_of("run", "count", { n = since[state],
    state = page:word("state", state) })
end

--- How many findings are in each state, on one line; nil if there are none.
function M.changes(page, since)
  local parts = {}
  for _, state in ipairs(M.changed(since)) do
    parts[#parts + 1] = M.change(page, since, state)
  end
  return parts[1] and table.concat(parts, ", ")
end

--- Lines about a recorded run, what changed since the one before it, and
-- whether the run is suspicious; nothing for a result that is no run's.
-- @treturn table  list of { text, is_warning, lead = what stands before the
--   counts of states in the line that has them }
function M.run_lines(page, result)
  local since = result.since_last
  if not since then return {} end
  local lines = { { text = since.run
    and page:say_of("run", "after", { id = result.run.id,
      day = page:show(since.as_of, "date") })
    or page:say_of("run", "first", { id = result.run.id }) } }
  local function counts(list)
    return page:say_of("run", since.run and "counts" or "counts_first",
      { list = list })
  end
  lines[2] = { text = counts(M.changes(page, since)
    or page:say_of("run", "nothing")), lead = counts "" }
  if since.suspicious then
    lines[3] = { is_warning = true, text = page:say_of("run", "suspicious",
      { n = since.held }) }
  end
  return lines
end

--- Plan and clocks, and the run.
function M.put_plan(page, result)
  put_plan(page, result.plan)
  page:put(M.clocks_line(page, result.run))
  for _, line in ipairs(M.run_lines(page, result)) do
    page:put(line.text, { style = line.is_warning and "warning" or nil })
  end
end

--- Plan, clocks and the notice about invented data.
function M.put_head(page, result)
  local notice = M.illustrative_line(page, result.illustrative)
  M.put_plan(page, result)
  if not notice then return end
  page:skip()
  page:put(notice, { style = "warning" })
end

-- Summary -------------------------------------------------------------------

-- "3 critical, 12 high": severities that occur, from the gravest on.
local function severity_counts(page, counts)
  local parts = {}
  for _, severity in ipairs(count.GRAVEST_FIRST) do
    local n = counts[severity] or 0
    if n > 0 then
      parts[#parts + 1] = page:show(n) .. " "
        .. page:word("severity", severity)
    end
  end
  return table.concat(parts, ", ")
end

--- How many findings there are, on one line; with errors there may be more.
function M.total_line(page, total, waived, n_errors)
  local line = page:say("no_findings")
  if total.all > 0 then
    line = page:say("findings", { n = total.all }, total.all) .. ": "
      .. severity_counts(page, total)
  end
  if waived > 0 then
    line = line .. " · " .. page:say("waived", { n = waived })
  end
  if n_errors > 0 then
    line = line .. " · " .. page:say("errors_count", { n = n_errors }, n_errors)
  end
  return line
end

--- What there would be without waivers; nil where they excuse nothing.
function M.without_waivers_line(page, findings)
  if #count.waivers(findings) == 0 then return end
  local total = count.without_waivers(findings)
  return page:say("without_waivers", { findings = M.total_line(page, total, 0,
    0) })
end

--- What each waiver excuses and until when, one text each.
function M.waiver_lines(page, findings)
  local lines = {}
  for i, waiver in ipairs(count.waivers(findings)) do
    lines[i] = page:say("by_waiver", { code = clean(waiver.code),
      findings = page:say("findings", { n = waiver.n }, waiver.n),
      day = page:show(waiver.valid_to, "date") })
  end
  return lines
end

--- Names of the columns, the first one's left empty.
function M.column_heads(page, columns)
  local head = { "" }
  for i, column in ipairs(columns) do
    head[i + 1] = page:word("severity", column) or page:say(column)
  end
  return head
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

local function put_agencies(page, agencies, counts, columns, head)
  local rows = {}
  for i, agency in ipairs(count.by_gravity(agencies, counts)) do
    local name = page.agencies[agency.code] or clean(agency.code)
    rows[i] = count_row(page, name, counts[agency.code], columns)
  end
  if counts[""] then
    rows[#rows + 1] = count_row(page, page:say("no_agency"), counts[""],
      columns)
  end
  put_table(page, "by_agency", rows, head)
end

local function put_waivers(page, findings)
  local line = M.without_waivers_line(page, findings)
  if line then page:put(line) end
  for _, waiver in ipairs(M.waiver_lines(page, findings)) do
    page:put(waiver, { indent = 2, hang = 2, style = "dim" })
  end
end

--- Numbers of findings in all, by goal and by agency.
function M.put_counts(page, result)
  local total, goals, agencies, waived = count.findings(result.findings)
  page:skip()
  page:put(M.total_line(page, total, waived,
    count.errors(result)), { style = "bold" })
  put_waivers(page, result.findings)
  if not count.is_judged(result.checks) then
    page:put(page:say("nothing_judged"), { style = "warning" })
  end
  if total.all == 0 then return end
  local columns = count.columns(total)
  local head = M.column_heads(page, columns)
  put_goals(page, count.with_strays(result.goals, goals), goals, columns, head)
  put_agencies(page, count.with_strays(result.agencies, agencies), agencies,
    columns, head)
end

return M
