--- Running rules: outcomes, what they say, what is wrong with them.
local tiendo = require "tiendo"
local finding = require "tiendo.report.finding"
local json = require "tiendo.json"
local report = require "tiendo.report"
local small = require "tests.support.small"

local AS_OF = { as_of = "2026-11-23" }

local function plan_of(tables)
  return assert(tiendo.plan(tables or small.tables(), AS_OF))
end

local function rule(parts)
  return ([[return { id = "a.b", title = { en = "T", vi = "Thử" },
    over = "targets", check = function(t, ctx) end, %s }]]):format(parts)
end

local function check(parts, options)
  options = options or {}
  options.text, options.name = rule(parts), "rules/a/b.lua"
  return plan_of():check(options)
end

local function codes(result)
  local list = {}
  for i, f in ipairs(result.findings) do list[i] = f.subject.code end
  return list
end

describe("what was invented for illustration", function()
  local function is_marked(what)
    local plan <close> = assert(tiendo.plan({
      sources = { { code = "s", title = "S", illustrative = true } },
      goals = { { code = "1", plan = "p" } },
      plans = { { code = "p" } },
      targets = { { code = "1.1", goal = "1" }, { code = "1.2", goal = "1", source = "s" } },
    }, AS_OF))
    local result = plan:check { name = "rules/a/b.lua", text = rule(([[check = function(t, ctx)
      local other = ctx.plan.targets:find "1.2"
      if t.code == "1.1" then return { %s } end end]]):format(what)) }
    return result.findings[1].illustrative or false
  end

  for what, expected in pairs {
    ["other = other"] = true, ["others = { other.code, { other } }"] = true,
    ["other = other.code"] = false, ["goal = t.goal"] = false,
  } do
    it(("marks a finding with { %s }: %s"):format(what, expected), function()
      assert.equal(expected, is_marked(what))
    end)
  end
end)

describe("the outcome of a check", function()
  it("is a pass for nothing, a failure for a table", function()
    local r = check [[check = function(t)
      if t.goal.code == "1" then return { code = t.code } end end]]
    assert.equal(3, r.checks[1].fail)
    assert.equal(1, r.checks[1].pass)
    assert.equal(4, r.checks[1].evaluated)
    assert.same({ "1.1", "1.2", "1.10" }, codes(r))
  end)

  it("is no data where something needed is missing", function()
    local r = check 'needs = { "deadline", "task_groups" }'
    assert.equal(2, r.checks[1]["no-data"])
    assert.equal(2, r.checks[1].pass)
    assert.same({ "no deadline", "no task_groups" },
      { r.checks[1].reasons[1].why.en, r.checks[1].reasons[2].why.en })
  end)

  it("is what the rule says it is", function()
    local r = check [[check = function(t, ctx)
      if t.code == "1.1" then return ctx.not_due("later") end
      if t.code == "1.2" then return ctx.no_data { en = "e", vi = "v" } end
      if t.code == "2.1" then return ctx.not_applicable() end end]]
    local c = r.checks[1]
    assert.same({ 1, 1, 1, 1 },
      { c["not-due"], c["no-data"], c["not-applicable"], c.pass })
    assert.equal("v", c.reasons[2].why.vi)
  end)

  it("is an error for the row that raised, and the others go on", function()
    local r = check [[check = function(t)
      if t.code == "1.2" then error("no idea") end return { x = 1 } end]]
    assert.equal(1, r.checks[1].error)
    assert.equal(3, r.checks[1].fail)
    assert.equal("1.2", r.errors[1].subject)
    assert.matches("b.lua:3: no idea", r.errors[1].message, 1, true)
  end)

  for _, case in ipairs {
    { "true", "return true", "check returned a boolean" },
    { "a text", "return 'bad'", "check returned a string" },
    { "a list", "return { 1, 2 }", "evidence has names" },
    { "a function in it", "return { f = print }", "function is no value" },
    { "NaN in it", "return { x = 0/0 }", "NaN is no value" },
    { "itself in it", "local t = {} t.t = t return t", "deeper than 8" },
    { "a wrong severity", "return { severity = 'bad' }", "severity must be" },
    { "a set in it", "return { s = t.commitments }", "a set or series" },
    { "a wrong outcome", "return { outcome = 'bad' }", "unknown outcome" },
    { "bytes that are no text", "return { s = '\\255' }", "not UTF-8" },
    { "a NUL", "return { s = 'ab\\0' }", "text holds a NUL at byte 3" },
    { "a name that is no text", "return { ['\\255'] = 1 }", "not UTF-8" },
    { "a name with a NUL", "return { m = { ['a\\0b'] = 1 } }",
      "text holds a NUL at byte 2" },
  } do
    it("is an error if it returns " .. case[1], function()
      local r = check(("check = function(t) %s end"):format(case[2]))
      assert.equal(4, r.checks[1].error)
      assert.matches(case[3], r.errors[1].message, 1, true)
    end)
  end

  it("names the limit that stopped it, whatever the file is called", function()
    local r = assert(plan_of():check { name = "workspace/memory.lua",
      seconds = 0.1, text = rule "check = function() while true do end end" })
    assert.equal("time limit", r.errors[1].reason)
  end)

  it("is counted under fifty reasons at most", function()
    local tables = small.tables()
    for i = 1, 60 do
      tables.targets[#tables.targets + 1] = { code = "9." .. i, goal = "1" }
    end
    local r = assert(plan_of(tables):check { text = rule [[
      check = function(t, ctx) return ctx.no_data(t.code) end]] })
    local reasons = r.checks[1].reasons
    assert.equal(51, #reasons)
    assert.same({ "other reasons", 14 }, { reasons[51].why.en, reasons[51].n })
  end)

  it("keeps the first twenty errors and counts the rest", function()
    local tables = small.tables()
    for i = 1, 30 do
      tables.targets[#tables.targets + 1] = { code = "9." .. i, goal = "1" }
    end
    local r = assert(plan_of(tables):check { text =
      rule "check = function() error 'x' end" })
    assert.equal(34, r.checks[1].error)
    assert.equal(20, #r.errors)
    assert.equal(14, r.errors_dropped)
  end)
end)

describe("a check over a set", function()
  local function all(body, over)
    return plan_of():check { name = "b.lua", text = ([[return { id = "a.b",
      title = "t", over = "%s", check_all = function(set, ctx) %s end }]])
      :format(over or "targets", body) }
  end

  it("passes what it evaluated and did not emit", function()
    local r = all [[ctx.evaluated(set) ctx.emit { subject = set[2], n = 1 }]]
    assert.equal(3, r.checks[1].pass)
    assert.equal(1, r.checks[1].fail)
  end)

  it("may skip some", function()
    local r = all [[ctx.evaluated(4) ctx.skipped("no-data", 3, "empty")]]
    assert.equal(3, r.checks[1]["no-data"])
    assert.equal(1, r.checks[1].pass)
  end)

  it("runs into the memory limit with what it says", function()
    local r = all [[local long = ("x"):rep(60000)
      for i = 1, 1e6 do
        ctx.emit { subject = set[1], key = tostring(i), text = long }
      end]]
    assert.equal("memory limit", r.errors[1].reason)
  end)

  it("cannot count more than any plan has", function()
    local r = all [[ctx.skipped("no-data", math.maxinteger)]]
    assert.matches("more than any plan has", r.errors[1].message, 1, true)
  end)

  it("cannot emit more than it evaluated", function()
    local r = all [[ctx.evaluated(0) ctx.emit { subject = set[1] }]]
    assert.matches("1 more answers than it says it evaluated",
      r.errors[1].message, 1, true)
  end)

  it("must name an entity as subject", function()
    local r = all [[ctx.emit { subject = "1.1" }]]
    assert.matches("subject must be an entity", r.errors[1].message, 1, true)
  end)

  it("does not return findings", function()
    assert.matches("ctx.emit", all("return {}").errors[1].message, 1, true)
  end)
end)

describe("a finding", function()
  it("keeps its id when text, threshold or severity change", function()
    local a = check [[check = function(t) return { x = 1 } end]]
    local b = check [[severity = "low", doc = "other",
      check = function(t) return { x = 2, message = "other" } end]]
    for i = 1, 4 do assert.equal(a.findings[i].id, b.findings[i].id) end
  end)

  it("has another id for another period, key, subject or rule", function()
    local seen = {}
    local function note(f)
      assert.is_nil(seen[f.id])
      seen[f.id] = true
    end
    note(check("check = function() return { x = 1 } end").findings[1])
    note(check("check = function() return { period = 2025 } end").findings[1])
    note(check("check = function() return { key = 'a' } end").findings[1])
    note(check("check = function() return { period = 2025, key = 'a' } end")
      .findings[1])
    note(check("id = 'a.c', check = function() return {} end").findings[1])
    note(check("check = function() return {} end").findings[2])
  end)

  it("is an error of its check if it is the same as another", function()
    local r = plan_of():check { name = "b.lua", text =
      [[return { id = "a.b", title = "t", over = "targets",
      check_all = function(s, ctx)
        for i, severity in ipairs { "low", "high", "low" } do
          ctx.emit { subject = s[1], severity = severity, n = i }
          ctx.emit { subject = s[2], key = "k" .. i }
        end
        ctx.evaluated(6)
      end }]] }
    assert.equal(4, r.checks[1].fail)
    assert.equal(2, r.checks[1].error)
    assert.equal(1, #r.errors)
    assert.equal(1, r.errors_dropped)
    assert.equal("1.1", r.errors[1].subject)
    assert.matches("give each a 'key'", r.errors[1].message, 1, true)
    assert.equal("high", r.findings[1].severity)
  end)

  it("says its message in both languages", function()
    local r = check [[message = { en = "{label_en}: {n:percent}, {deadline}",
      vi = "{label_vi}: {n:percent}, {deadline}" },
      check = function(t) if t.code == "1.1" then return { n = 0.715 } end end]]
    assert.equal("Lower child mortality: 71.5 %, 2030-12-31",
      finding.message(r.findings[1], "en"))
    assert.equal("Giảm tử vong trẻ em: 71,5 %, 31/12/2030",
      finding.message(r.findings[1], "vi"))
  end)

  it("is marked where it rests on invented rows", function()
    local r = assert(plan_of():check { text = [[return { id = "a.b",
      title = "t", over = "reports", check = function(r)
      if r.status ~= "received" and r.status ~= "pending" then
        return { status = r.status } end end }]] })
    local marks = {}
    for i, f in ipairs(r.findings) do
      marks[i] = f.subject.code .. (f.illustrative and " invented" or "")
    end
    -- Health: 2023 in time, 2024 late, 2025 missing, 2026 pending. The old
    -- district ended on 2025-06-30: it owes 2023 and 2024 and nothing since.
    -- Nothing is on record for it, and the record is invented.
    assert.same({
      "yearly-health/so-y-te/2024 invented",
      "yearly-health/so-y-te/2025 invented",
      "yearly-old/huyen-cu/2023 invented",
      "yearly-old/huyen-cu/2024 invented",
    }, marks)
  end)
end)

describe("the head of a rule", function()
  local function refuses(name, parts, expected)
    it("is refused " .. name, function()
      local r, message = check(parts)
      assert.is_nil(r)
      assert.matches(expected, message, 1, true)
    end)
  end

  refuses("with an unknown key", "titel = 'x'",
    "b.lua:2: a rule has no key 'titel'; did you mean 'title'?")
  refuses("with an unknown set", "over = 'target_s'",
    "the plan has no set 'target_s'; did you mean 'targets'?")
  refuses("with an unknown need", "needs = { 'dedline' }",
    "target has no field 'dedline'; did you mean 'deadline'?")
  refuses("with a wrong severity", "severity = 'huge'", "unknown severity")
  refuses("with an id that is none", "id = 'A b'", "lower-case words")
  refuses("with two checks", "check_all = function() end",
    "both 'check' and 'check_all'")
  refuses("without a check", "check = false", "no function 'check'")
  refuses("with a title that is none", "title = 7", "'title' must be a text")
  refuses("with a syntax error", "title = = 7", "b.lua:2:")
  refuses("with a parameter without a default",
    "params = { p = { type = 'number' } }", "it has no default")
  refuses("with a parameter of an unknown type",
    "params = { p = { type = 'float', default = 1 } }", "its type must be")
  refuses("with a parameter whose default is out of range",
    "params = { p = { type = 'number', min = 2, default = 1 } }",
    "its default: outside its range")
  refuses("with an unknown key in a parameter",
    "params = { p = { type = 'number', defalt = 1 } }",
    "has no key 'defalt'; did you mean 'default'?")
  refuses("if the file returns something else", "} local x = { 1", "b.lua")

  it("may be five lines long", function()
    local r = assert(plan_of():check { text = [[
      return { id = "my.rule", title = "No deadline", over = "targets",
        check = function(t)
          if not t.deadline then return {} end
        end }]] })
    assert.same({ "1.2" }, codes(r))
    assert.equal("medium", r.checks[1].severity)
  end)

  it("may not name one id twice", function()
    local folder = io.popen("mktemp -d"):read "l"
    for _, name in ipairs { "x", "y" } do
      local f = assert(io.open(folder .. "/" .. name .. ".lua", "w"))
      f:write(rule "id = 'x'")
      f:close()
    end
    local r, message = plan_of():check { rules = folder }
    os.execute("rm -r " .. folder)
    assert.is_nil(r)
    assert.matches("y.lua:1: id is 'x' but the file's place asks for 'y'",
      message, 1, true)
  end)
end)

describe("a parameter", function()
  local P = [[params = {
      ratio = { type = "number", default = 0.5, min = 0, max = 2 },
      days = { type = "days", default = 3 },
      on = { type = "boolean", default = false },
      how = { type = "choice", of = { "a", "b" }, default = "a" },
      list = { type = "list", default = { 1, "x" } },
      word = { type = "text", default = "" } },
    check = function(t, ctx) local p = ctx.params
      return { ratio = p.ratio, days = p.days, on = p.on, how = p.how,
        list = p.list, word = p.word } end]]

  local function evidence(set)
    local values = {}
    local r = assert(check(P, { set = set }))
    for _, e in ipairs(r.findings[1].evidence) do values[e.name] = e.value end
    return values
  end

  it("has its default", function()
    assert.same({ ratio = 0.5, days = 3, on = false, how = "a", word = "",
      list = { 1, "x" } }, evidence {})
  end)

  it("takes a setting", function()
    assert.same({ ratio = 2, days = 0, on = true, how = "b", word = "0",
      list = { 2, 2.5, "y" } }, evidence { ["a.b.ratio"] = "2",
      ["a.b.days"] = "0", ["a.b.on"] = "true", ["a.b.how"] = "b",
      ["a.b.list"] = "2,2.5,y", ["a.b.word"] = "0" })
  end)

  for _, case in ipairs {
    { "a.b.ratio", "2.1", "outside its range (number, 0 to 2)" },
    { "a.b.ratio", "x", "expected a number" },
    { "a.b.days", "-1", "outside its range" },
    { "a.b.days", "1.5", "expected a whole number" },
    { "a.b.on", "yes", "expected true or false" },
    { "a.b.how", "c", "not one of its choices (one of a, b)" },
    { "a.b.rato", "1", "no parameter 'rato'; did you mean 'ratio'?" },
    { "a.c.ratio", "1", "no rule 'a.c'" },
    { "a.b.severity", "bad", "none of info, low, medium, high, critical" },
  } do
    it(("refuses %s=%s"):format(case[1], case[2]), function()
      local r, message = check(P, { set = { [case[1]] = case[2] } })
      assert.is_nil(r)
      assert.matches(case[3], message, 1, true)
    end)
  end

  it("leaves the severity to be set as well", function()
    local r = check(P, { set = { ["a.b.severity"] = "critical" } })
    assert.equal("critical", r.findings[1].severity)
  end)
end)

describe("a selection", function()
  local BODY = [[check = function(t) return { x = 1 } end]]

  it("keeps the findings it names", function()
    assert.same({ "2.1" }, codes(check(BODY, { select = "goal = 2" })))
  end)

  it("leaves out checks that cannot give one, and does not run them", function()
    local r = check("check = function() error 'x' end",
      { builtin = true, select = "structure.*" })
    assert.same({}, r.errors)
    for _, c in ipairs(r.checks) do assert.matches("^structure%.", c.rule) end
    assert.equal(1, #check(BODY, { select = "a.* and goal = 9" }).checks)
  end)

  it("that leaves no check is a mistake", function()
    local r, message = check(BODY, { select = "other.*" })
    assert.is_nil(r)
    assert.equal("--select: no rule can give such a finding; tiendo rules list names them",
      message)
    local _, near = check(BODY, { select = "b" })
    assert.equal("--select: no rule can give such a finding; did you mean 'a.b'?", near)
  end)

  it("says where it is wrong", function()
    local r, message = check(BODY, { select = "gaol = 2" })
    assert.is_nil(r)
    assert.matches("unknown field 'gaol'; did you mean 'goal'?", message, 1,
      true)
  end)
end)

describe("a waiver", function()
  local function run(waiver)
    local tables = small.tables()
    waiver.code, waiver.signer, waiver.reason = "7/QĐ", "Chair", "flood"
    tables.waivers = { waiver }
    return plan_of(tables):check { text =
      rule "check = function(t) return { x = 1 } end" }
  end

  it("excuses what its scope names on its days, the last included", function()
    local r = run { scope = "goal = 2", valid_from = "2026-01-01",
      valid_to = "2026-11-23" }
    assert.equal(1, r.checks[1].waived)
    assert.equal(3, r.checks[1].fail)
    assert.equal("waived", r.findings[4].outcome)
    assert.equal("7/QĐ", r.findings[4].waiver.code)
  end)

  it("excuses nothing after its last day", function()
    local r = run { scope = "goal = 2", valid_from = "2026-01-01",
      valid_to = "2026-11-22" }
    assert.equal(0, r.checks[1].waived)
  end)

  it("with a scope that cannot be read excuses nothing", function()
    local r = run { scope = "goal == = 2", valid_from = "2026-01-01",
      valid_to = "2026-12-31" }
    assert.equal(0, r.checks[1].waived)
    assert.equal(4, r.checks[1].fail)
  end)
end)

describe("the same inputs", function()
  it("give the same bytes whatever the number of workers", function()
    local function bytes(workers)
      local parts = {}
      local r = check([[check = function(t, ctx)
        return { x = t.deadline, s = #t.commitments, set = { "b", "a" } } end]],
        { workers = workers })
      report.write(r, "json", {}, function(s) parts[#parts + 1] = s end)
      return table.concat(parts)
    end
    local first = bytes(0)
    assert.is_table(json.decode(first))
    for _, workers in ipairs { 0, 1, 2, 5 } do
      assert.equal(first, bytes(workers))
    end
  end)
end)
