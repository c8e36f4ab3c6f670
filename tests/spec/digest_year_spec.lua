--- A year of letters, day by day, against a second way to decide: one that
-- keeps every letter and reads through them all each day.
local calendar = require "tests.support.calendar"
local date = require "tiendo.date"
local policy = require "tiendo.digest.policy"

local FROM, TO = "2027-01-01", "2027-12-31"

-- The same numbers each time: a small generator of our own.
local function generator(seed)
  return function(n)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n + 1
  end
end

-- The world -------------------------------------------------------------------

local SEVERITIES = { "low", "medium", "high" }
local MOVES = {
  none = { "none", "none", "none", "new" },
  open = { "open", "open", "open", "open", "open", "graver", "resolved", "stale",
    "waived", "none" },
  resolved = { "resolved", "resolved", "resolved", "reopened", "none" },
  stale = { "stale", "open", "resolved" },
  waived = { "waived", "waived", "waived", "open", "resolved" },
}
local COURSE = { new = "open", reopened = "open", graver = "open", ongoing = "open" }
local NAMES = { open = "ongoing", graver = "changed" }

-- What the ledger says of a finding on the next day.
local function move(f, random, day)
  if random(6) > 1 then
    if f.state == "new" or f.state == "changed" or f.state == "reopened" then
      f.state = "ongoing"
    end
    return
  end
  local moves = MOVES[f.course]
  local to = moves[random(#moves)]
  if to == "graver" then f.severity = SEVERITIES[random(3)] end
  f.course, f.state = COURSE[to] or to, NAMES[to] or to
  f.at = day
end

local function world_of(seed)
  local random, w = generator(seed), { findings = {}, reports = {} }
  for i = 1, 6 do
    w.findings[i] = { id = "f" .. i, course = "none", state = "none", severity = "high" }
  end
  for i = 1, 8 do
    local due = date.of(FROM) + random(330)
    w.reports[i] = { code = "r" .. i, period = "2027", due = due,
      arrives = random(3) > 1 and due + random(60) - 30 or nil }
  end
  w.random = random
  return w
end

local function copy(t)
  local out = {}
  for key, value in pairs(t) do out[key] = value end
  return out
end

local function next_day(w, day)
  local findings, reports = {}, {}
  for _, f in ipairs(w.findings) do
    move(f, w.random, day)
    if f.state ~= "none" then findings[#findings + 1] = copy(f) end
  end
  for _, r in ipairs(w.reports) do
    if not r.arrives or day < r.arrives then reports[#reports + 1] = copy(r) end
  end
  return findings, reports
end

-- The second way --------------------------------------------------------------

-- Working days of the year by number, and the number of those up to each day.
local number, worked = {}, 0
for day in calendar.days("2026-12-01", "2028-03-31") do
  if calendar.is_working(day) then worked = worked + 1 end
  number[tostring(day)] = worked
end

local function gap(a, b) return number[tostring(b)] - number[tostring(a)] end

-- What the last letter that judged a finding said of it, and whether a later one
-- said that it is waived; nil where it was given up since.
local function last_said(letters, id)
  local was_waived = false
  for i = #letters, 1, -1 do
    local said = letters[i].said[id]
    if letters[i].given_up[id] then return nil end
    if said and said.state == "waived" then was_waived = true end
    if said and said.state ~= "waived" and said.state ~= "stale" then
      return said, was_waived
    end
  end
end

local JUDGED = { new = true, ongoing = true, changed = true, reopened = true }

local function open_news_of(f, last, is_closed)
  if not last then return f.state == "reopened" and "reopened" or "new" end
  if is_closed then return "reopened" end
  return last.severity == f.severity and "ongoing" or "changed"
end

local function news_of(f, letters)
  local last, was_waived = last_said(letters, f.id)
  local is_closed = last and (was_waived or last.state == "resolved")
  if JUDGED[f.state] then return open_news_of(f, last, is_closed) end
  if f.state ~= "resolved" then return f.state end
  return last and (was_waived or not is_closed) and "resolved" or nil
end

-- Working days to the last day of a report, below 0 once it is late.
local function left_on(day, report)
  return day > report.due and -gap(report.due, day) or gap(day, report.due)
end

-- Whether a step was passed that no letter has told: on the same side of the
-- last day as today.
local function is_step_news(report, day, letters)
  local left, told = left_on(day, report), math.huge
  local is_late = day > report.due
  for _, letter in ipairs(letters) do
    if letter.reports[report.code] and (letter.day > report.due) == is_late then
      told = left_on(letter.day, report)
    end
  end
  for _, step in ipairs(is_late and { -1, -7, -15, -30 } or { 30, 14, 7, 1 }) do
    if left <= step and told > step then return true end
  end
  return false
end

local ORDER = { "new", "reopened", "changed", "resolved", "due", "overdue", "repeat" }

local function in_order(holds)
  local list = {}
  for _, reason in ipairs(ORDER) do
    if holds[reason] then list[#list + 1] = reason end
  end
  return table.concat(list, " ")
end

local IS_CLOSED = { resolved = true, waived = true }

local function second_way(day, findings, reports, letters)
  local said, holds, is_open, last = {}, {}, false, letters[#letters]
  for _, f in ipairs(findings) do
    local state = news_of(f, letters)
    if state then
      said[f.id] = { state = state, severity = f.severity }
      holds[state], is_open = true, is_open or not IS_CLOSED[f.state]
    end
  end
  for _, r in ipairs(reports) do
    local side = day > r.due and "overdue" or "due"
    is_open = is_open or side == "overdue"
    holds[side] = holds[side] or is_step_news(r, day, letters)
  end
  holds["repeat"] = last and is_open and gap(last.day, day) >= 10
  return said, in_order(holds)
end

-- A letter names what is open or was resolved, and every report within 30
-- working days of its last day or after it. What it does not name is given up,
-- but that it was resolved.
local function keep(letters, day, said, findings, reports)
  local letter = { day = day, said = said, given_up = {}, reports = {} }
  local there = {}
  for _, f in ipairs(findings) do there[f.id] = true end
  for i = 1, 6 do
    local id = "f" .. i
    local last, was_waived = last_said(letters, id)
    letter.given_up[id] = not there[id] and last ~= nil
      and (was_waived or last.state ~= "resolved")
  end
  for _, r in ipairs(reports) do
    if left_on(day, r) <= 30 then letter.reports[r.code] = true end
  end
  letters[#letters + 1] = letter
end

-- ------------------------------------------------------------------------------

local function said_by(decision)
  local said = {}
  for _, f in ipairs(decision.findings) do
    said[f.id] = { state = f.state, severity = f.severity }
  end
  return said
end

-- { code = working days left }, as the decision has it and as it must be.
local function left_by(decision)
  local left = {}
  for _, r in ipairs(decision.due) do left[r.code] = r.working_days_left end
  for _, r in ipairs(decision.overdue) do left[r.code] = -r.working_days_late end
  return left, #decision.overdue
end

local function left_of(day, reports)
  local left, n_late = {}, 0
  for _, r in ipairs(reports) do
    local n = left_on(day, r)
    if n <= 30 then left[r.code] = n end
    if day > r.due then n_late = n_late + 1 end
  end
  return left, n_late
end

describe("a year of tiendo.digest.policy", function()
  for seed = 1, 8 do
    it("agrees with the second way, world " .. seed, function()
      local w, letters, told = world_of(seed), {}, nil
      for day in calendar.days(FROM, TO) do
        local findings, reports = next_day(w, day)
        local said, why = second_way(day, findings, reports, letters)
        local d = policy.decide { day = day, told = told, findings = findings,
          reports = reports, is_working = calendar.is_working,
          working_days = gap }
        local at = ("world %d, %s"):format(seed, tostring(day))
        assert.equal(why, table.concat(d.reasons, " "), at)
        assert.same(said, said_by(d), at)
        assert.same({ left_of(day, reports) }, { left_by(d) }, at)
        assert.equal(why ~= "" and calendar.is_working(day), d.send, at)
        if d.send then keep(letters, day, said, findings, reports) end
        told = d.told
      end
      assert.is_true(#letters > 20, "a world in which something happens")
    end)
  end
end)
