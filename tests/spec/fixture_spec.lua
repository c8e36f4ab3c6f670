require "tiendo"
local fixture = require "tiendo.fixture"

-- Finds every goal whose label is "bad", with evidence of each kind.
local RULE = [[
return {
  id = "my.goal", title = "Goal", over = "goals",
  params = { size = { type = "number", default = 3 } },
  check = function(goal, ctx)
    if goal.label_en == "unknown" then return ctx.no_data "no label" end
    if goal.label_en == "broken" then error "broken" end
    if goal.label_en ~= "bad" then return end
    return { severity = "high", period = 2025, size = ctx.params.size,
      day = ctx.as_of, list = { 1, 2 }, plan = goal.plan }
  end,
}
]]

local function example(labels, expect, set)
  local goals = {}
  for i, label in ipairs(labels) do goals[i] = { code = tostring(i), label_en = label } end
  return { name = "example", as_of = "2026-11-23", plan = { goals = goals },
    expect = expect, set = set }
end

local function differences(labels, expect, set)
  return select(2, fixture.run(RULE, example(labels, expect, set)))
end

describe("tiendo.fixture", function()
  describe("complete()", function()
    it("adds what is referred to, and what that refers to", function()
      local plan = fixture.complete { task_groups = { { code = "g", target = "1.1" } } }
      assert.equal("1.1", plan.targets[1].code)
      assert.equal(plan.goals[1].code, plan.targets[1].goal)
      assert.equal(plan.plans[1].code, plan.goals[1].plan)
    end)

    it("adds each row once and none that is given", function()
      local plan = fixture.complete {
        targets = { { code = "1.1", goal = "1" }, { code = "1.2", goal = "1" } },
        goals = { { code = "1", label_en = "Poverty" } },
      }
      assert.equal(1, #plan.goals)
      assert.equal("Poverty", plan.goals[1].label_en)
    end)

    it("follows rows of the same set", function()
      local plan = fixture.complete { areas = { { code = "a", parent = "b" } } }
      assert.same({ "a", "b" }, { plan.areas[1].code, plan.areas[2].code })
    end)

    it("leaves its argument alone", function()
      local goal = { code = "1" }
      fixture.complete { goals = { goal } }
      assert.same({ code = "1" }, goal)
    end)
  end)

  describe("run()", function()
    it("is content where all is as expected", function()
      assert.same({}, differences({ "good", "bad", "unknown" },
        { pass = 1, fail = 1, ["no-data"] = 1, findings = { { subject = "2", severity = "high",
          period = "2025", evidence = { size = 3, day = "2026-11-23", list = { 1, 2 },
            plan = "any" } } } }))
    end)

    it("sets parameters", function()
      assert.same({}, differences({ "bad" },
        { findings = { { evidence = { size = 0.5 } } } }, { size = 0.5 }))
    end)

    for _, case in ipairs {
      { "a count that differs", { pass = 2 }, "pass: expected 2, found 1" },
      { "a finding that is not there", { findings = { { subject = "2" }, { subject = "1" } } },
        "finding 1 is not there" },
      { "a finding too many", { findings = {} }, "unexpected finding 2 2025" },
      { "another severity", { findings = { { subject = "2", severity = "low" } } },
        "finding 2, severity: expected low, found high" },
      { "a number that differs", { findings = { { evidence = { size = 3.00001 } } } },
        "finding, size: expected 3.00001, found 3" },
      { "a list that differs", { findings = { { evidence = { list = { 1 } } } } },
        "finding, list: expected { 1 }, found { 1, 2 }" },
      { "evidence that is not there", { findings = { { evidence = { other = 1 } } } },
        "finding, other: expected 1, found nil" },
    } do
      it("tells " .. case[1], function()
        assert.same({ case[3] }, differences({ "good", "bad" }, case[2]))
      end)
    end

    it("tells an error of the rule", function()
      local found = differences({ "broken" }, {})
      assert.equal(1, #found)
      assert.matches("^error: .*broken", found[1])
    end)

    it("tells a plan that cannot be", function()
      local ok, found = fixture.run(RULE, { as_of = "2026-11-23",
        plan = { goals = { { code = "1", title_differs = "perhaps" } } } })
      assert.is_false(ok)
      assert.matches("title_differs", found[1])
    end)

    it("tells a rule that cannot be read", function()
      assert.is_false((fixture.run("return {\n", example({}, {}))))
      assert.is_false((fixture.run("no/such/rule.lua", example({}, {}))))
    end)
  end)
end)
