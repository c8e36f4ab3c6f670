--- Waivers: what an import takes, what they excuse on which day, and what is
-- found about them.
local command = require "tests.support.command"
local tiendo = require "tiendo"
local json = require "tiendo.json"
local report = require "tiendo.report"

local AS_OF = "2026-11-23"

-- Three targets of which one has a task, and a rule that looks at each.
local function tables(waivers)
  for i, waiver in ipairs(waivers) do
    waiver.code = waiver.code or ("%d/QĐ"):format(i)
    waiver.signer, waiver.reason = waiver.signer or "Chair", "flood"
    waiver.valid_from = waiver.valid_from or "2026-01-01"
    waiver.valid_to = waiver.valid_to or "2026-12-31"
  end
  return {
    plans = { { code = "p" } },
    goals = { { code = "1", plan = "p" }, { code = "2", plan = "p" } },
    targets = { { code = "1.1", goal = "1" }, { code = "1.2", goal = "1" },
      { code = "2.1", goal = "2" } },
    waivers = waivers,
  }
end

local NO_TASK = "structure.target_without_task"

local function check(waivers, options)
  local plan <close> = assert(tiendo.plan(tables(waivers), { as_of = AS_OF }))
  options = options or {}
  options.with = options.with or { NO_TASK, "accountability.waiver_unmatched" }
  return assert(plan:check(options))
end

local function outcomes(result, rule)
  for _, c in ipairs(result.checks) do
    if c.rule == rule then return c end
  end
end

local function subjects(result, outcome)
  local list = {}
  for _, f in ipairs(result.findings) do
    if f.outcome == outcome then
      list[#list + 1] = f.rule:match "[^.]*$" .. " " .. f.subject.code
    end
  end
  table.sort(list)
  return list
end

describe("an import of waivers", function()
  local HEAD = "code,signer,reason,scope,valid_from,valid_to\n"
  local GOOD = HEAD .. "1/QĐ,Chair,flood,goal = 3,2026-01-01,2026-01-01\n"

  local function import(row)
    local path = command.file("waivers.csv", HEAD .. row .. "\n")
    local out, code, err = command.tiendo("import", command.path "import.db",
      path)
    return code, err, out
  end

  for _, case in ipairs {
    { "an unknown field", "a,Chair,flood,gaol = 3,2026-01-01,2026-12-31",
      "2:15: scope 'gaol = 3': no selection: column 1: unknown field 'gaol'; "
      .. "did you mean 'goal'?" },
    { "a condition that breaks off",
      'a,Chair,flood,"goal = 3 and",2026-01-01,2026-12-31',
      "2:15: scope 'goal = 3 and': no selection: column 13: expected a "
      .. "condition, found the end" },
    { "a severity that is none",
      "a,Chair,flood,severity = hihg,2026-01-01,2026-12-31",
      "2:15: scope 'severity = hihg': no selection: column 12: 'hihg' is no "
      .. "severity; did you mean 'high'?" },
    { "what follows from waivers",
      "a,Chair,flood,state = new,2026-01-01,2026-12-31",
      "2:15: scope 'state = new': no selection: column 1: unknown field" },
    { "no signer", "a, ,flood,goal = 3,2026-01-01,2026-12-31",
      "2:3: signer ' ': must not be empty" },
    { "no last day", "a,Chair,flood,goal = 3,2026-01-01,",
      "2:35: valid_to '': must not be empty" },
    { "a last day before the first",
      "a,Chair,flood,goal = 3,2026-01-02,2026-01-01",
      "2:35: valid_to '2026-01-01': before valid_from" },
  } do
    it("refuses " .. case[1], function()
      local code, err = import(case[2])
      assert.equal(4, code)
      assert.matches("waivers.csv:" .. case[3], err, 1, true)
      assert.matches("1 row rejected, store unchanged", err, 1, true)
    end)
  end

  it("takes rules and codes that it does not know: they may come", function()
    local code, err = import(
      "a,Chair,flood,my.rule and agency = nobody,2026-01-01,2026-12-31")
    assert.equal(0, code, err)
  end)

  it("keeps the good rows where it is told to", function()
    local path = command.file("waivers.csv", GOOD
      .. "2/QĐ,Chair,flood,gaol = 3,2026-01-01,2026-01-01\n")
    local out, code = command.tiendo("import", "--accept-valid",
      command.path "part.db", path)
    assert.equal(0, code)
    assert.matches("2 rows: 1 added, 0 changed, 1 rejected", out, 1, true)
  end)
end)

describe("a store with a scope that cannot be read", function()
  local store

  setup(function()
    store = command.store "tests/data/everything"
    local out, code = command.run("sqlite3", store,
      "UPDATE waivers SET scope = 'gaol = 3', valid_to = '2026-12-31'")
    assert.equal(0, code, out)
  end)

  it("is checked; the waiver excuses nothing, a finding and a note say so",
    function()
      local out, _, err = command.tiendo("check", store, "--as-of", AS_OF,
        "--format", "json")
      local found = {}
      for _, f in ipairs(assert(json.decode(out)).findings) do
        if f.rule == "accountability.waiver_scope" then found[#found + 1] = f end
        assert.is_nil(f.waiver)
      end
      assert.equal(1, #found)
      assert.equal("column 1: unknown field 'gaol'; did you mean 'goal'?",
        found[1].evidence.problem)
      assert.matches("waiver 01/MT excuses nothing: scope: column 1", err, 1,
        true)
    end)

  it("has no note once the waiver has expired", function()
    local _, _, err = command.tiendo("check", store, "--as-of", "2027-01-01",
      "--format", "json")
    assert.is_nil(err:find "excuses nothing")
  end)
end)

describe("the status of a waiver", function()
  local PLAN = tables { { scope = "goal = 1", valid_from = "2026-02-01",
    valid_to = "2026-02-28" } }
  local SHOW = [[return { id = "a.b", title = "t", over = "waivers",
    check = function(w) return { status = w.status } end }]]

  for day, status in pairs { ["2026-01-31"] = "planned",
    ["2026-02-01"] = "in_force", ["2026-02-28"] = "in_force",
    ["2026-03-01"] = "expired" } do
    it(("is %s on %s"):format(status, day), function()
      local plan <close> = assert(tiendo.plan(PLAN, { as_of = day }))
      local r = assert(plan:check { text = SHOW })
      assert.equal(status, r.findings[1].evidence[1].value)
    end)
  end

  it("is shown and selected as of the day", function()
    local store = command.store "tests/data/everything"
    local function shown(...)
      local out, code, err = command.tiendo("show", store, "waivers", ...)
      assert.equal(0, code, err)
      return out
    end
    assert.matches("in force", shown("--as-of", "2025-12-31"), 1, true)
    assert.matches("hết hiệu lực", shown("--as-of", "2026-01-01", "--lang",
      "vi"), 1, true)
    local rows = assert(json.decode(shown("--as-of", "2025-01-01", "--select",
      "status = planned", "--format", "json"))).rows
    assert.equal("01/MT", rows[1].code)
    assert.equal("planned", rows[1].status)
    rows = assert(json.decode(shown("--as-of", "2025-01-02", "--select",
      "status = planned", "--format", "json"))).rows
    assert.equal(0, #rows)
  end)
end)

describe("what a waiver excuses", function()
  it("is counted apart and not found unmatched", function()
    local r = check { { scope = "goal = 1" }, { scope = "goal = 3" } }
    assert.equal(2, outcomes(r, NO_TASK).waived)
    assert.equal(1, outcomes(r, NO_TASK).fail)
    assert.same({ "target_without_task 2.1", "waiver_unmatched 2/QĐ" },
      subjects(r, "fail"))
  end)

  it("is no finding about the waiver itself", function()
    local r = check({ { scope = "kind = waiver", requester = "CHAIR" } },
      { with = { "accountability.waiver" } })
    assert.same({ "waiver 1/QĐ" }, subjects(r, "fail"))
  end)

  it("may be a finding about another waiver", function()
    local r = check({ { scope = "kind = waiver" },
      { scope = "kind = waiver", requester = "Chair" } },
      { with = { "accountability.waiver" } })
    assert.same({ "waiver 2/QĐ" }, subjects(r, "waived"))
  end)

  it("is not known where only a part of the rules was run", function()
    local r = check({ { scope = "goal = 3" } },
      { select = "accountability.waiver_unmatched" })
    local c = outcomes(r, "accountability.waiver_unmatched")
    assert.equal(1, c["not-applicable"])
    assert.equal("only 1 of 2 rules were run", c.reasons[1].why.en)
  end)

  it("is known of those that excuse something all the same", function()
    local r = check({ { scope = "goal = 1" } },
      { with = { NO_TASK, "accountability.waiver_unmatched",
        "accountability.waiver" }, select = "*.*e*_*" })
    assert.equal(1, outcomes(r, "accountability.waiver_unmatched").pass)
  end)

  it("is not known where a check ended in an error", function()
    local r = check({ { scope = "goal = 3" } }, { text = [[return {
      id = "a.b", title = "t", over = "plans",
      check = function() error "no" end }]] })
    local c = outcomes(r, "accountability.waiver_unmatched")
    assert.equal("checks ended in errors", c.reasons[1].why.en)
  end)

  it("is the same whatever the number of workers", function()
    local function bytes(workers)
      local parts = {}
      report.write(check({ { scope = "goal = 1" }, { scope = "goal = 3" },
        { scope = "subject = 2/QĐ" } }, { workers = workers }), "json", {},
        function(s) parts[#parts + 1] = s end)
      return table.concat(parts)
    end
    local first = bytes(0)
    for _, workers in ipairs { 1, 2, 5 } do
      assert.equal(first, bytes(workers))
    end
  end)
end)

describe("ctx.excused", function()
  it("is refused to a rule that runs before", function()
    local r = check({ { scope = "goal = 3" } }, { with = {}, text = [[return {
      id = "a.b", title = "t", over = "waivers",
      check = function(w, ctx) ctx.excused(w) end }]] })
    assert.matches('only a rule with after = "waivers" can know',
      r.errors[1].message, 1, true)
  end)

  it("wants a waiver", function()
    local r = check({ { scope = "goal = 3" } }, { with = {}, text = [[return {
      id = "a.b", title = "t", over = "targets", after = "waivers",
      check = function(t, ctx) ctx.excused(t) end }]] })
    assert.matches("bad argument 'waiver' to ctx.excused: a waiver is needed",
      r.errors[1].message, 1, true)
  end)

  it("needs no waiver for a rule to be evaluated after them", function()
    local r = check({}, { with = {}, text = [[return {
      id = "a.b", title = "t", over = "targets", after = "waivers",
      check = function(t) return {} end }]] })
    assert.equal(3, r.checks[1].fail)
  end)
end)

describe("the head of a rule", function()
  it("says after what it is evaluated, or why it is not", function()
    local plan <close> = assert(tiendo.plan(tables {}, { as_of = AS_OF }))
    local r, message = plan:check { name = "r.lua", text = [[return {
      id = "a.b", title = "t", over = "targets",
      after = "waiver", check = function() end }]] }
    assert.is_nil(r)
    assert.equal("r.lua:3: unknown 'after'; the only one there is: "
      .. 'after = "waivers"', message)
  end)
end)

describe("the text of a report", function()
  it("counts with and without waivers, and by waiver", function()
    local parts = {}
    report.write(check { { scope = "goal = 1" } }, "text", {},
      function(s) parts[#parts + 1] = s end)
    local text = table.concat(parts)
    assert.matches("1 finding: 1 high · 2 waived\n"
      .. "Without waivers: 3 findings: 3 high\n"
      .. "  waived by 1/QĐ until 2026-12-31: 2 findings\n", text, 1, true)
    assert.matches("Severity: high [─]+ 1 finding · 2 waived\n", text)
  end)
end)

describe("datasets/an-giang-waivers", function()
  it("shows one of each on An Giang's plan", function()
    local store = command.store "datasets/an-giang"
    local out, code = command.run(command.absolute(), "import", store,
      "datasets/an-giang-waivers")
    assert.equal(0, code, out)
    local plan <close> = assert(tiendo.open(store, { as_of = AS_OF }))
    local r = assert(plan:check { builtin = true })
    local found = {}
    for _, f in ipairs(r.findings) do
      if f.subject.kind == "waiver" then
        assert.is_true(f.illustrative)
        found[#found + 1] = f.subject.code .. " "
          .. f.rule:match "[^.]*$" .. " " .. f.severity
      end
    end
    table.sort(found)
    -- 04 was signed by who asked for it and names no rule; the second note
    -- came on 14 July, the third, due on 10 October, did not.
    assert.same({ "minh-họa-01 waiver_condition medium",
      "minh-họa-02 waiver low", "minh-họa-04 waiver high",
      "minh-họa-04 waiver_unmatched low" }, found)
    -- Thirteen series of the health sector end in 2015 or 2016.
    assert.equal(13, outcomes(r, "quality.stale_series").waived)
  end)
end)
