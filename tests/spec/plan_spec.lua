--- Entities and sets as rules see them.
local tiendo = require "tiendo"
local small = require "tests.support.small"

-- Runs `body` as the check of a rule over one row and gives what it returned
-- as evidence, or its error.
local function try(body, over)
  local plan = assert(tiendo.plan(small.tables(), { as_of = "2026-11-23" }))
  local result, message = plan:check {
    name = "t.lua",
    text = ([[return { id = "a.b", title = "t", over = "%s",
      check_all = function(set, ctx)
        local plan = ctx.plan
        local function body() %s end
        ctx.evaluated(1)
        ctx.emit { subject = plan.goals[1], got = body() }
      end }]]):format(over or "goals", body),
  }
  assert(result, message)
  if result.errors[1] then return nil, result.errors[1].message end
  local evidence = result.findings[1].evidence[1]
  return evidence and evidence.value
end

local function it_gives(name, body, expected)
  it(name, function()
    local got, message = try(body)
    if message then error(message) end
    if type(expected) == "table" then
      assert.same(expected, got)
    else
      assert.equal(expected, type(got) == "userdata" and tostring(got) or got)
    end
  end)
end

local function it_raises(name, body, expected)
  it(name, function()
    local got, message = try(body)
    assert.is_nil(got)
    assert.matches(expected, message, 1, true)
  end)
end

describe("an entity", function()
  it_gives("has its columns as fields",
    "return plan.targets:find('1.1').label_vi", "Giảm tử vong trẻ em")
  it_gives("has nil where nothing is stored",
    "return plan.targets:find('1.2').deadline == nil", true)
  it_gives("gives dates as dates",
    "return plan.targets:find('1.1').deadline", "2030-12-31")
  it_gives("leads to what it belongs to",
    "return plan.commitments[1].target.goal.label_en", "Health")
  it_gives("leads to what belongs to it",
    "return plan.goals[1].targets:pick 'code'", { "1.1", "1.2", "1.10" })
  it_gives("has an empty set where nothing does",
    "return #plan.targets:find('1.10').task_groups", 0)
  it_gives("tells who answers for it through its target",
    "return plan.commitments:find('1.1/imr').agency.code", "so-y-te")
  it_gives("tells who answers for a task group without a lead",
    "return plan.task_groups:find('1.2-1').lead == nil", true)
  it_gives("equals itself fetched again",
    "return plan.goals[1] == plan.goals:find '1'", true)
  it_gives("differs from its neighbour",
    "return plan.goals[1] == plan.goals[2]", false)
  it_gives("has a series where there are figures",
    "return (plan.commitments:find('1.1/imr').series:last())", 17.5)
  it_gives("shows kind and code as text",
    "return tostring(plan.targets:find '1.10')", "target 1.10")
  it_raises("without the field says which is near",
    "return plan.targets[1].lable_vi",
    "target has no field 'lable_vi'; did you mean 'label_vi'?")
  it_raises("cannot be changed", "plan.targets[1].code = 'x'",
    "target cannot be changed")
  it_raises("does not let its metatable be reached",
    "return getmetatable(plan)", "getmetatable")
end)

describe("the turn of an entity", function()
  local plan = assert(tiendo.plan(small.tables(), { as_of = "2026-11-23" }))

  local function errors_of(text)
    local result = assert(plan:check { name = "t.lua", text = text })
    local messages = {}
    for i, e in ipairs(result.errors) do messages[i] = e.message end
    return messages
  end

  it("ends with its check", function()
    local messages = errors_of [[
      local kept
      return { id = "a.b", title = "t", over = "goals",
        check = function(g) local old = kept; kept = g
          if old then return { code = old.code } end end }]]
    assert.equal(1, #messages)
    assert.matches("goal used after its turn", messages[1], 1, true)
  end)

  it("ends for sets and series too", function()
    local messages = errors_of [[
      local set, series
      return { id = "a.b", title = "t", over = "commitments",
        check = function(c)
          if set then pcall(function() return #set end)
            return { n = pcall(function() return #set end) and 1 or nil,
              v = series:last() } end
          set, series = c.target.commitments, c.series end }]]
    assert.equal(1, #messages)
    assert.matches("used after its turn", messages[1], 1, true)
  end)
end)

describe("a set", function()
  it_gives("is in reading order: 1.2 before 1.10",
    "return plan.targets:pick 'code'", { "1.1", "1.2", "1.10", "2.1" })
  it_gives("counts", "return #plan.targets", 4)
  it_gives("counts what a function holds for",
    "return plan.targets:count(function(t) return t.deadline == nil end)", 1)
  it_gives("gives nil beyond its ends",
    "return plan.targets[0] == nil and plan.targets[5] == nil", true)
  it_gives("keeps rows by field values",
    "return plan.reports:where({ status = 'late' }):pick 'code'",
    { "yearly-health/so-y-te/2024" })
  it_gives("compares an entity by its code",
    "return #plan.targets:where { goal = '1' }", 3)
  it_gives("keeps rows by a function",
    "return #plan.agencies:where(function(a) return a.kind == 'district' end)",
    1)
  it_gives("sorts by number, missing last",
    "return plan.commitments:sort('value', 'desc'):pick 'code'",
    { "2.1/power", "1.1/imr" })
  it_gives("sorts by date with the missing last",
    "return plan.targets:sort('deadline'):pick 'code'",
    { "1.10", "2.1", "1.1", "1.2" })
  it_gives("sums and says over how many",
    "local s, n = plan.commitments:sum 'value'; return s + n / 10", 110.2)
  it_gives("groups by a field in the order of first rows", [[
    local out = {}
    for i, g in ipairs(plan.targets:group 'goal') do
      out[i] = g.key.code .. ':' .. #g.rows end
    return out]], { "1:3", "2:1" })
  it_gives("knows who exists on a day",
    "return plan.agencies:existing('2025-07-01'):pick 'code'",
    { "so-dien", "so-y-te" })
  it_gives("counts the last day as existing",
    "return #plan.agencies:existing '2025-06-30'", 3)
  it_gives("can be walked with for", [[
    local n = 0
    for t in plan.targets:each() do n = n + #t.code end
    return n]], 3 + 3 + 4 + 3)
  it_gives("finds nothing for a code that is not there",
    "return plan.targets:find '9.9' == nil", true)
  it_raises("without the method says which is near",
    "return plan.targets:wher {}",
    "a set of targets has no 'wher'; did you mean 'where'?")
  it_raises("refuses to filter by a field that is not there",
    "return plan.targets:where { gaol = '1' }",
    "target has no field 'gaol'; did you mean 'goal'?")
  it_raises("names the nearest set of the plan", "return plan.target",
    "the plan has no set 'target'; did you mean 'targets'?")
end)

describe("an argument that does not fit", function()
  for body, message in pairs {
    ["return ctx.add_working_days('x', 1)"] = "t.lua:4: bad argument 'day' to "
      .. "ctx.add_working_days: 'x' is no day; write it as 2026-11-23",
    ["return ctx.add_working_days(ctx.as_of, '1')"] =
      "bad argument 'n' to ctx.add_working_days: expected a whole number, got a text",
    ["return ctx.add_working_days(ctx.as_of, 1.5)"] = "expected a whole number, got 1.5",
    ["return ctx.working_days(ctx.as_of)"] =
      "bad argument 'to' to ctx.working_days: expected a date, got nothing",
    ["return ctx.is_working_day(plan)"] =
      "bad argument 'day' to ctx.is_working_day: expected a date, got a plan",
    ["return ctx.skipped('none', 1)"] = "bad argument 'outcome' to ctx.skipped: "
      .. "'none' is none of no-data, not-due, not-applicable",
    ["return plan.targets:where(1)"] = "bad argument 'filter' to set:where: "
      .. "expected a table of fields or function, got a number",
    ["return plan.targets:find()"] =
      "bad argument 'code' to set:find: expected a text, got nothing",
    ["return plan.targets.find('1.1')"] =
      "bad call of set:find: write it with the colon",
    ["return plan.targets.count(1)"] =
      "bad call of set:count: a set is needed; call it as set:method()",
    ["return plan.targets:sort('code', 'up')"] =
      "bad argument 'order' to set:sort: 'up' is none of asc, desc",
    ["return require('tiendo.trend').ols(plan)"] =
      "bad argument 'series' to trend.ols: expected a series, got a plan",
    ["return math.pow(2, 3)"] = "'math.pow' is not available to rules: write x ^ y",
  } do
    it_raises("is named: " .. body, body, message)
  end
end)
