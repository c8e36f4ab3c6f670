--- Of a brief: what falls due in the months to come, day by day. Reports for
-- one obligation and period that are due on one day are one entry.
-- @module tiendo.brief.calendar
local brief_commitments = require "tiendo.brief.commitments"
local names = require "tiendo.brief.names"

local M = {}

local KINDS = { report = 1, commitment = 2, milestone = 3, task = 4,
  waiver = 5 }

local function put(list, entry)
  entry.place = #list + 1
  entry.n = entry.n or 1
  entry.agencies = entry.agencies or {}
  list[#list + 1] = entry
  return entry
end

local function add_reports(list, brief)
  local at = {}
  for _, row in ipairs(brief.due) do
    if row.status == "pending" then
      local key = table.concat({ tostring(row.due), row.obligation,
        row.period }, "\0")
      at[key] = at[key] or put(list, { day = row.due, kind = "report",
        code = row.obligation, label = row.label, period = row.period, n = 0,
        working_days = row.working_days, illustrative = false })
      local entry = at[key]
      entry.n = entry.n + 1
      entry.agencies[entry.n] = row.agency
      entry.illustrative = entry.illustrative or row.illustrative
    end
  end
end

local function agencies_of(agency)
  return agency and { agency.code } or {}
end

-- Rows of the plan whose day lies within the calendar.
local function add_rows(list, set, field, is_within, entry_of)
  for row in set:each() do
    local day = row[field]
    if day and is_within(day) then
      local entry = entry_of(row)
      if entry then
        entry.day = day
        put(list, entry)
      end
    end
  end
end

local function commitment(c)
  return { kind = "commitment", code = c.code, label = names.both(c),
    agencies = agencies_of(brief_commitments.agency(c)) }
end

local function milestone(m)
  if m.commitment.deadline == m.due_on then return end
  local entry = commitment(m.commitment)
  entry.kind = "milestone"
  return entry
end

local function task(t)
  if t.status == "done" or t.status == "dropped" then return end
  return { kind = "task", code = t.code, label = names.both(t),
    agencies = agencies_of(t.agency) }
end

local function waiver(w)
  return { kind = "waiver", code = w.code,
    label = { en = w.reason, vi = w.reason } }
end

local function is_before(a, b)
  if a.day ~= b.day then return a.day < b.day end
  if a.kind ~= b.kind then return KINDS[a.kind] < KINDS[b.kind] end
  return a.place < b.place
end

--- Adds `calendar`.
function M.add(brief, request)
  local plan, list = request.plan, {}
  local function is_within(day)
    return day >= brief.as_of and day <= brief.until_day
  end
  add_reports(list, brief)
  add_rows(list, plan.commitments, "deadline", is_within, commitment)
  add_rows(list, plan.milestones, "due_on", is_within, milestone)
  add_rows(list, plan.tasks, "due_on", is_within, task)
  add_rows(list, plan.waivers, "valid_to", is_within, waiver)
  table.sort(list, is_before)
  for _, entry in ipairs(list) do entry.place = nil end
  brief.calendar = list
end

return M
