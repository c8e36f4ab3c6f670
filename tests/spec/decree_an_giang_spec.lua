-- The decision that datasets/an-giang describes, read from its text and held
-- against the rows that were written while reading it by hand.
require "tiendo"
package.path = "datasets/?.lua;tests/support/?.lua;" .. package.path
local command = require "command"
local csv = require "csv"
local decree = require "tiendo.decree"

local path = command.shared "source/decision-1015-qd-ubnd-an-giang-2018.txt"

local function rows_of(name)
  local _, rows = csv.read("datasets/an-giang/" .. name .. ".csv")
  return rows
end

-- One text for each row, sorted: what differs shows in a failed comparison.
local function sorted(list, describe)
  local texts = {}
  for i, item in ipairs(list) do texts[i] = describe(item) end
  table.sort(texts)
  return texts
end

local function joined(...)
  local parts = table.pack(...)
  for i = 1, parts.n do parts[i] = tostring(parts[i] or "") end
  return table.concat(parts, " | ")
end

-- "difference" lists what only one side has, so that a failure is short.
local function assert_same(expected, found)
  local counts, difference = {}, {}
  for _, text in ipairs(found) do counts[text] = (counts[text] or 0) + 1 end
  for _, text in ipairs(expected) do
    counts[text] = (counts[text] or 0) - 1
  end
  for text, count in pairs(counts) do
    if count > 0 then difference[#difference + 1] = "read: " .. text end
    if count < 0 then difference[#difference + 1] = "dataset: " .. text end
  end
  table.sort(difference)
  assert.same({}, difference)
end

if not path then
  pending "the decision of An Giang is not here: ../shared is needed"
  return
end

describe("the decision of An Giang", function()
  local document

  setup(function()
    document = assert(decree.read(command.read(path)))
  end)

  it("has the number, the day and the issuer of plans.csv", function()
    local plan = rows_of("plans")[1]
    assert.equal(plan.number, document.head.number)
    assert.equal(plan.issued_on, document.head.issued_on)
    assert.equal(plan.issuer, document.head.issuer)
    assert.equal(plan.source_line, tostring(document.head.at.number.line))
    assert.equal(plan.starts_on, document.head.effective)
  end)

  it("has the goals of goals.csv", function()
    assert_same(sorted(rows_of "goals", function(row)
      return joined(row.code, row.source_line, row.title_differs)
    end), sorted(document.goals, function(goal)
      return joined(goal.code, goal.at.line,
        tostring(goal.second_title ~= nil))
    end))
  end)

  it("has the targets of targets.csv", function()
    assert_same(sorted(rows_of "targets", function(row)
      return joined(row.code, row.second_code, row.goal, row.source_line)
    end), sorted(document.targets, function(target)
      return joined(target.code, target.second_code, target.goal,
        target.at.line)
    end))
  end)

  it("has the groups of task_groups.csv", function()
    assert_same(sorted(rows_of "task_groups", function(row)
      return joined(row.code, row.target, row.position, row.lead,
        row.lead_as_printed, row.source_line)
    end), sorted(document.groups, function(group)
      return joined(group.code, group.target, group.position, group.lead,
        group.lead_as_printed, group.at.line)
    end))
  end)

  it("has the coordinators of coordinators.csv", function()
    assert_same(sorted(rows_of "coordinators", function(row)
      return joined(row.task_group, row.agency, row.as_printed,
        row.source_line)
    end), sorted(document.coordinators, function(one)
      return joined(one.group, one.agency, one.as_printed, one.at.line)
    end))
  end)

  it("has the tasks and conditions of tasks.csv", function()
    assert_same(sorted(rows_of "tasks", function(row)
      return joined(row.code, row.task_group, row.position, row.condition,
        row.source_line)
    end), sorted(document.tasks, function(task)
      return joined(task.code, task.group, task.position, task.condition,
        task.at.line)
    end))
  end)

  it("has the spellings of agency_names.csv", function()
    local printed, found = {}, {}
    for _, row in ipairs(rows_of "agency_names") do
      if row.source_line ~= "" then
        printed[#printed + 1] = joined(row.agency, row.name, row.uses,
          row.source_line)
      end
    end
    for _, agency in ipairs(document.agencies) do
      for _, name in ipairs(agency.names) do
        found[#found + 1] = joined(agency.code, name.name, name.uses,
          name.line)
      end
    end
    assert_same(printed, found)
  end)

  it("has the promises of commitments.csv and milestones.csv", function()
    local expected, found = {}, {}
    for _, row in ipairs(rows_of "commitments") do
      expected[#expected + 1] = joined(row.source_line, row.kind,
        row.comparator, tonumber(row.value), tonumber(row.value_high), row.baseline_year,
        row.deadline)
    end
    for _, row in ipairs(rows_of "milestones") do
      expected[#expected + 1] = joined(row.source_line, "level",
        row.comparator, tonumber(row.value), "", "", row.due_on)
    end
    for i, one in ipairs(document.commitments) do
      local promise = one.promise
      found[i] = joined(one.at.line, promise.kind,
        promise.comparator, promise.value and promise.value + 0, promise.value_high,
        promise.baseline_year, promise.deadline and promise.deadline.last_day)
    end
    assert_same(expected, found)
  end)

  -- What the text says of each; README.md of the dataset says what was added
  -- to its rows: days of line 58 for line 67, who reviews, the year of line 97.
  it("has the duties of obligations.csv", function()
    local WHO = { ["noi-bao-cao"] = "cac-so-ban-nganh ubnd-cap-huyen "
      .. "cac-co-quan-to-chuc-lien-quan" }
    local SILENT = { ["yearly-report-2021-2030"] = true }

    local function duty_of(row)
      for _, duty in ipairs(document.duties) do
        if tostring(duty.at.line) == row.source_line and duty.kind == row.kind
          and (not duty.year or tostring(duty.year) == row.first_period) then
          return duty
        end
      end
    end

    local function same_if_said(said, expected)
      if said then assert.equal(expected, tostring(said)) end
    end

    for _, row in ipairs(rows_of "obligations") do
      local duty = assert(duty_of(row), row.code)
      local who = table.concat(duty.agencies, " ")
      if who ~= "" then
        local expected = WHO[row.agency] or row.agency
        assert.equal(expected, who:sub(1, #expected))
      end
      if row.kind == "report" and not SILENT[row.code] then
        assert.equal(row.recipient, duty.to)
        assert.equal(row.copy_to, duty.copy_to or "")
      end
      same_if_said(duty.recurrence, row.recurrence)
      same_if_said(duty.bound, row.bound)
      same_if_said(duty.day, row.due_day)
      same_if_said(duty.phase and not duty.year and duty.phase.first,
        row.first_period)
      same_if_said(duty.phase and not duty.year and duty.phase.last,
        row.last_period)
    end
    local yearly = duty_of(rows_of "obligations"[1])
    assert.same({ 5, 12, "before", "year" }, { yearly.day, yearly.month,
      yearly.bound, yearly.recurrence })
  end)

  it("has duties that the dataset leaves out, on demand or without a day",
    function()
      assert_same({ "58", "59", "67", "67", "67", "96", "97", "100", "100",
        "101", "102", "107" }, sorted(document.duties, function(duty)
        return tostring(duty.at.line)
      end))
    end)

  it("places every line", function()
    assert.equal(1464, document.n_lines)
    assert.equal(1464, document.n_placed)
    assert.same({}, document.unplaced)
  end)
end)
