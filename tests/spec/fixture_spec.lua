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
    return { severity = "high", class = "small", period = 2025, size = ctx.params.size,
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
        { pass = 1, fail = 1, ["no-data"] = 1, findings = { { subject = "2",
          severity = "high", class = "small", period = "2025",
          evidence = { size = 3, day = "2026-11-23", list = { 1, 2 }, plan = "any" } } } }))
    end)

    it("compares nothing of the rules that run beside", function()
      local one = example({ "bad" }, { pass = 0, fail = 1, findings = { { subject = "1" } } })
      one.plan.targets = { { code = "1.1", goal = "1" } }
      one.with = { "structure.target_without_task" }
      assert.same({}, select(2, fixture.run(RULE, one)))
      assert.equal(2, #fixture.evaluate(RULE, one).findings)
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
      { "another class", { findings = { { subject = "2", class = "large" } } },
        "finding 2, class: expected large, found small" },
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
      local found = differences({ "broken" }, { error = 1 })
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

  describe("load()", function()
    it("gives the rule's table as plain data", function()
      local head = assert(fixture.load(RULE))
      assert.equal("my.goal", head.id)
      assert.equal("function", head.check)
      assert.equal(3, head.params.size.default)
      assert.same({}, head.examples)
    end)

    it("keeps the file in its sandbox and within its limits", function()
      for _, case in ipairs {
        { "os.exit(1)\n", "rule:1: .*os" },
        { "while true do end\n", "rule:1: stopped: time limit" },
        { "return 1\n", "rule: the file returns a number" },
        { "return { examples = { { expect = print } } }\n", "rule:1: example 1: a function" },
      } do
        local head, message = fixture.load(case[1])
        assert.is_nil(head)
        assert.matches(case[2], message)
      end
    end)
  end)

  describe("plan()", function()
    local function goals(...)
      local plan = { as_of = "2026-11-23", goals = {} }
      for i, label in ipairs { ... } do
        plan.goals[i] = { code = tostring(i), label_en = label }
      end
      return fixture.plan(plan)
    end

    it("shows its rows as they were completed", function()
      local plan <close> = goals "good"
      assert.equal("1", plan.goals[1].code)
      assert.equal("any", plan.plans[1].code)
    end)

    it("gives counts, findings, reasons and errors of a rule", function()
      local plan <close> = goals("good", "bad", "unknown", "broken")
      local result = plan:check(RULE)
      assert.same({ 4, 1, 1, 1, 1 }, { result.evaluated, result.pass, result.fail,
        result["no-data"], result.error })
      local finding = result.findings[1]
      assert.same({ "2", "goal", "high", "2025", "small" }, { finding.subject, finding.kind,
        finding.severity, finding.period, finding.class })
      assert.same({ size = 3, day = "2026-11-23", list = { 1, 2 }, plan = "any" },
        finding.evidence)
      assert.equal("no label", result.reasons[1].why.en)
      assert.matches("broken", result.errors[1])
    end)

    it("sets parameters", function()
      local plan <close> = goals "bad"
      assert.equal(7, plan:check(RULE, { set = { size = 7 } }).findings[1].evidence.size)
    end)

    it("checks rules that come with tiendo", function()
      local plan <close> = fixture.plan { as_of = "2026-11-23", targets = { { code = "1.1" } } }
      assert.equal(1, plan:check("structure.target_without_task").fail)
    end)

    it("gives both languages of a message", function()
      local plan <close> = goals "x"
      local finding = plan:check [[return { id = "a", title = "A", over = "goals",
        message = { en = "{n:1} yes", vi = "{n:1} có" },
        check = function() return { n = 0.5 } end }
      ]].findings[1]
      assert.same({ "0.5 yes", "0,5 có" }, { finding.message, finding.message_vi })
    end)

    it("raises at the line of the spec", function()
      local plan <close> = goals "good"
      for _, case in ipairs {
        { function() fixture.plan { goals = {} } end, "as_of is missing" },
        { function() fixture.plan { as_of = "2026-11-23", gols = {} } end, "no set 'gols'" },
        { function() plan:check "no/such/file.lua" end, "No such file" },
        { function() plan:check "no.such_rule" end, "no rule" },
        { function() plan:check(RULE, { set = { sise = 1 } }) end, "did you mean 'size'" },
      } do
        local ok, message = pcall(case[1])
        assert.is_false(ok)
        assert.matches("^tests/spec/fixture_spec.lua:%d+: ", message)
        assert.matches(case[2], message, 1, true)
      end
    end)
  end)

  describe("rule()", function()
    it("is the path of the rule beside the spec", function()
      assert.equal("tests/spec/fixture.lua", fixture.rule())
    end)

    it("raises outside of a spec", function()
      local chunk = load("return (require 'tiendo.fixture'.rule())", "@my/rule.lua")
      local ok, message = pcall(function() return (chunk()) end)
      assert.is_false(ok)
      assert.matches("my/rule.lua is no spec", message, 1, true)
    end)
  end)
end)
