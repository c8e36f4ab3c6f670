--- tiendo explain STORE finding, over the small plan with rules made for it.
-- Ids are worked out with Python's hashlib over rule, kind, subject, period and
-- key, each ended by NUL.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

-- 1.1/imr falls and has no business here; 2.1/power is promised 100 and stood
-- at 98, as known from 1 March 2021, then at 97.5, from 1 September on.
local GAP = [[
local function gap(c)
  local last, period = c.series:last()
  return c.value - last, period
end

return {
  id = "demo.gap",
  title = { en = "Short of it", vi = "Còn thiếu" },
  message = { en = "{short} short in {last}", vi = "thiếu {short} vào {last}" },
  doc = { en = "Basis: made up.", vi = "Căn cứ: giả định." },
  severity = "high", over = "commitments", needs = { "series", "value" },
  params = { gap = { type = "number", default = 2, unit = "%",
    doc = { en = "what may be missing", vi = "mức được thiếu" } } },
  check = function(c, ctx)
    if c.indicator.direction ~= "up" then
      return ctx.not_applicable { en = "it is to fall", vi = "phải giảm" }
    end
    local short, period = gap(c)
    if short > ctx.params.gap then
      return { severity = short < 5 and "medium" or nil, short = short,
        last = period }
    end
  end,
}
]]
local GAP_ID = "0d96e944177f3db8" -- commitment 2.1/power
local GONE_ID = "e6739fc8cb295944" -- commitment 9.9/gone

local SET = [[
return {
  id = "demo.set", title = "Without a deadline", over = "targets",
  check_all = function(set, ctx)
    for t in set:each() do
      if not t.deadline then ctx.emit { subject = t, goal = t.goal } end
    end
  end,
}
]]
local SET_ID = "7b4fc9a683b18d8c" -- target 1.2

local store

setup(function()
  store = command.store "tests/data/small"
end)

local made = 0

local function rule_file(text)
  made = made + 1
  return command.file(("why%d.lua"):format(made), text)
end

-- Runs `explain STORE finding ...` with one rule only.
local function explain(text, ...)
  return command.tiendo("explain", store, "finding", "--no-builtin", "--rules",
    rule_file(text), "--as-of", "2026-11-23", ...)
end

local function told(text, ...)
  local out, code, err = explain(text, ...)
  assert.equal(0, code, err)
  return out
end

local function object(text, ...)
  local out, code, err = explain(text, ...)
  assert.equal(0, code, err)
  return json.decode(out)
end

local JSON = "--format=json"

local function has(part, out)
  out = out:gsub("%s+", " ")
  assert(out:find(part, 1, true), ("%q is not in:\n%s"):format(part, out))
end

describe("tiendo explain STORE finding", function()
  local what

  setup(function() what = object(GAP, GAP_ID, JSON) end)

  it("tells the lines that ran, in order, with their text and how often",
    function()
      local lines = {}
      for i, line in ipairs(what.lines) do
        lines[i] = { line.line, line.n, line.text }
      end
      assert.same({
        { 15, 1, '    if c.indicator.direction ~= "up" then' },
        { 18, 1, "    local short, period = gap(c)" },
        { 2, 1, "  local last, period = c.series:last()" },
        { 3, 1, "  return c.value - last, period" },
        { 19, 1, "    if short > ctx.params.gap then" },
        { 20, 1, "      return { severity = short < 5 and \"medium\" or nil, "
          .. "short = short," },
        { 21, 1, "        last = period }" },
      }, lines)
    end)

  it("tells each value that was read, in order, with its source", function()
    local reads = {}
    for i, read in ipairs(what.reads) do
      reads[i] = ("%s %s %s %d"):format(read.kind, read.code, read.field,
        read.n)
    end
    assert.same({ "commitment 2.1/power indicator 1",
      "indicator power direction 1", "commitment 2.1/power series 1",
      "commitment 2.1/power value 1" }, reads)
    assert.equal(100, what.reads[4].value)
    assert.same({ code = "plan", title = "A made-up plan", url = json.null,
      illustrative = false, line = 21 }, what.reads[4].source)
    assert.equal("up", what.reads[2].value)
    assert.same({ kind = "indicator", code = "power" }, what.reads[1].value)
  end)

  it("tells the observations that were used and since when they are known",
    function()
      assert.equal(1, #what.observations)
      local point = what.observations[1]
      assert.equal("2020", point.period)
      assert.equal(97.5, point.value)
      assert.equal("2021-09-01", point.known_on)
      assert.equal("plan", point.source.code)
      assert.equal("power/tinh", point.series)
    end)

  it("tells what was called, with arguments and results", function()
    assert.equal(1, #what.calls)
    local call = what.calls[1]
    assert.equal("series:last", call.name)
    assert.equal(2, call.line)
    assert.same({ { is = "series", n = 2, first = "2015", last = "2020" } },
      call.args)
    assert.same({ 97.5, "2020" }, call.results)
  end)

  it("tells what came of it and gives the same as the run", function()
    assert.equal("found", what.status)
    assert.equal("fail", what.outcome)
    assert.is_true(what.same)
    assert.equal("2.5 short in 2020", what.finding.message)
    assert.same({ short = 2.5, last = "2020" }, what.finding.evidence)
    assert.equal("demo.gap", what.rule.id)
    assert.matches("^sha256:%x+$", what.rule.hash)
    assert.same({ reads = 0, observations = 0, calls = 0 }, what.left_out)
  end)

  it("tells why the severity is what it is", function()
    assert.equal("own", what.severity.by)
    assert.equal("high", what.severity.standard)
    local set = object(GAP, GAP_ID, JSON, "--set", "demo.gap.severity=low")
    assert.equal("low", set.finding.severity)
    assert.equal("set", set.severity.by)
    assert.equal("--set", set.severity.origin)
    assert.equal("rule", object(SET, SET_ID, JSON).severity.by)
  end)

  it("tells each parameter with who set it", function()
    assert.equal(2, what.params[1].value)
    assert.equal(json.null, what.params[1].origin)
    local set = object(GAP, GAP_ID, JSON, "--set", "demo.gap.gap=1").params[1]
    assert.equal(1, set.value)
    assert.equal("--set", set.origin)
    assert.equal("2", set.default)
  end)

  it("tells in which scope a parameter was set", function()
    local config = command.file("why.conf.lua", 'return { scopes = { {\n'
      .. '  where = "goal = 2",\n  rules = { ["demo.gap"] = { gap = 2.25 } },\n'
      .. "} } }\n")
    local param = object(GAP, GAP_ID, JSON, "--config", config).params[1]
    assert.equal(2.25, param.value)
    assert.equal("goal = 2", param.where)
    assert.equal(config .. ":3", param.origin)
  end)

  it("takes the beginning of an id, in capitals too", function()
    assert.equal(GAP_ID, object(GAP, "0D96", JSON).id)
    assert.equal(GAP_ID, object(GAP, GAP_ID, JSON, "--rule", "demo.gap").id)
  end)

  it("says all of it in words", function()
    local out = told(GAP, GAP_ID)
    has("finding " .. GAP_ID .. " · demo.gap · Short of it", out)
    has("severity medium · chosen by the rule for this case; its standard is "
      .. "high", out)
    has("gap 2 % · default · what may be missing", out)
    assert.is_truthy(out:find('\n  15 >     if c.indicator.direction ~= "up" '
      .. "then\n  18 >     local short, period = gap(c)\n", 1, true), out)
    has("2: series:last(<2 values, 2015–2020>) → 97.5, 2020", out)
    has("commitment 2.1/power · All households with electricity · plan, line 21",
      out)
    has("2020 97.5 · plan · known since 2021-09-01", out)
  end)

  it("speaks Vietnamese", function()
    local out = told(GAP, GAP_ID, "--lang=vi")
    has("phát hiện " .. GAP_ID .. " · demo.gap · Còn thiếu", out)
    has("thiếu 2,5 vào 2020", out)
    has("quy tắc chọn cho trường hợp này; mức chung là cao", out)
    has("biết từ ngày 01/09/2021", out)
    has("Căn cứ: giả định.", out)
  end)
end)

describe("a waived finding", function()
  it("is told with its waiver", function()
    local waived = command.store "tests/data/small"
    local file = command.file("waivers.csv", "code,signer,reason,scope,"
      .. "valid_from,valid_to,source\n15/CV,Chủ tịch,Bão,rule = demo.gap,"
      .. "2026-01-01,2026-12-31,plan\n")
    assert.equal(0, select(2, command.tiendo("import", waived, file)))
    local out, code, err = command.tiendo("explain", waived, "finding", GAP_ID,
      "--no-builtin", "--rules", rule_file(GAP), "--as-of", "2026-11-23", JSON)
    assert.equal(0, code, err)
    local what = json.decode(out)
    assert.equal("waived", what.outcome)
    assert.is_true(what.same)
    assert.same({ code = "15/CV", signer = "Chủ tịch", reason = "Bão",
      scope = "rule = demo.gap", valid_from = "2026-01-01",
      valid_to = "2026-12-31" }, what.waiver)
  end)
end)

describe("a rule that looks at its whole set", function()
  it("is traced as a whole", function()
    local what = object(SET, SET_ID, JSON)
    assert.is_true(what.same)
    assert.is_true(what.rule.about_set)
    -- four targets, each asked for its deadline, one for its goal
    assert.equal(5, #what.reads)
    local emit = what.calls[#what.calls]
    assert.equal("ctx.emit", emit.name)
    assert.same({ is = "table", n = 2,
      fields = { goal = "goal 1", subject = "target 1.2" } }, emit.args[1])
  end)

  it("shows what concerns the finding first", function()
    local out = told(SET, SET_ID)
    local _, own = out:find("target 1.2 · Doctors", 1, true)
    local other = out:find("target 1.1 · Lower", 1, true)
    assert.is_true(own < other)
    has("The rule looks at all its rows at once", out)
  end)
end)

describe("a finding that is gone", function()
  local function asked(subject, ...)
    return object(GAP, "--rule", "demo.gap", "--subject", subject, JSON, ...)
  end

  it("is told where its subject passes on what was known", function()
    local what = object(GAP, GAP_ID, JSON, "--rule", "demo.gap", "--subject",
      "2.1/power", "--known-at", "2021-05-01")
    assert.equal("gone", what.status)
    assert.equal("pass", what.outcome)
    assert.equal(98, what.observations[1].value)
    has("The subject passes now.", told(GAP, GAP_ID, "--rule", "demo.gap",
      "--subject", "2.1/power", "--known-at", "2021-05-01"))
  end)

  it("is told with the reason where its subject is not judged", function()
    local what = asked "1.1/imr"
    assert.equal("not-applicable", what.outcome)
    assert.same({ en = "it is to fall", vi = "phải giảm" }, what.why)
    assert.equal("ctx.not_applicable", what.calls[1].name)
    has("not applicable. Reason: it is to fall.", told(GAP, "--rule",
      "demo.gap", "--subject", "1.1/imr"))
  end)

  it("is told where the rule lacks what it needs", function()
    local what = object(GAP, "--rule", "demo.gap", "--subject", "1.1/imr",
      JSON, "--known-at", "2010-01-01")
    assert.equal("no-data", what.outcome)
    assert.equal("no series", what.why.en)
    assert.same({}, what.lines)
  end)

  it("is told where its subject or its rule is no more", function()
    assert.equal("no_subject", asked("9.9/gone").status)
    assert.equal(GONE_ID, asked("9.9/gone").id)
    has("The plan has no commitment 9.9/gone any more on 2026-11-23.",
      told(GAP, GONE_ID, "--rule", "demo.gap", "--subject", "9.9/gone"))
    local what = object(GAP, "--rule", "demo.old", "--subject", "x", "--kind",
      "target", JSON)
    assert.equal("no_rule", what.status)
    has("There is no rule demo.old any more.", told(GAP, "--rule", "demo.old",
      "--subject", "x", "--kind", "target"))
  end)

  it("names what is found about the subject instead", function()
    local text = GAP:gsub("last = period }", "last = period, key = 'new' }")
    local what = object(text, GAP_ID, JSON, "--rule", "demo.gap", "--subject",
      "2.1/power")
    assert.equal("gone", what.status)
    assert.equal("fail", what.outcome)
    assert.equal(1, #what.others)
    assert.equal("demo.gap", what.others[1].rule)
  end)

  for _, case in ipairs {
    { "is not known without rule and subject", { "0123456789abcdef" },
      "give its rule and its subject" },
    { "is not that of another subject", { GONE_ID, "--rule", "demo.gap",
      "--subject", "2.1/power" }, "that is " .. GAP_ID },
    { "has an id", { "abc" }, "'abc' is no id of a finding" },
    { "is of a kind that there is", { GONE_ID, "--rule", "demo.gap",
      "--subject", "x", "--kind", "planet" }, "no kind 'planet'" },
    { "is asked for", { "--rule", "demo.gap" }, "tiendo explain STORE finding" },
  } do
    it(case[1], function()
      local out, code, err = explain(GAP, table.unpack(case[2]))
      assert.equal(2, code)
      assert.equal("", out)
      has(case[3], err)
    end)
  end

  it("is asked for by an id that is its own", function()
    local text = [[return { id = "demo.many", title = "Many", over = "targets",
      check_all = function(set, ctx)
        ctx.evaluated(2000)
        for i = 1, 2000 do ctx.emit { subject = set[1], key = "k" .. i } end
      end }]]
    local ids, twice = {}, nil
    local out = command.tiendo("check", store, "--no-builtin", "--rules",
      rule_file(text), "--as-of", "2026-11-23", JSON)
    for _, f in ipairs(json.decode(out).findings) do
      local short = f.id:sub(1, 4)
      twice = ids[short] and short or twice
      ids[short] = true
    end
    local _, code, err = explain(text, twice)
    assert.equal(2, code)
    has(("'%s' begins "):format(twice), err)
  end)

end)

describe("a rule that is up to no good", function()
  local function rule(body)
    return ([[return { id = "demo.bad", title = "Bad", over = "targets",
check = function(t, ctx)
%s
end }]]):format(body)
  end

  local function traced(body, ...)
    return object(rule(body), "--rule", "demo.bad", "--subject", "1.1", JSON,
      ...)
  end

  it("is stopped in an endless loop, and its lines are told", function()
    local what = traced("while true do\nlocal _ = t.code\nend",
      "--time-limit", "0.3")
    has("time limit", what.error)
    assert.equal(4, what.lines[1].line) -- `while true` itself does nothing
    assert.is_true(what.lines[1].n > 100)
    assert.equal("code", what.reads[1].field)
  end)

  it("is stopped where it fills the memory", function()
    local what = traced 'local s = "x"\nwhile true do s = s .. s end'
    has("memory", what.error)
  end)

  it("may recurse until the stack ends", function()
    local what = traced "local function f(n) return 1 + f(n + 1) end\nf(1)"
    assert.equal("error", what.outcome)
    has("stack overflow", what.error)
    assert.equal(3, what.lines[1].line)
  end)

  it("is recorded as far as there is room", function()
    local what = traced([[local date = require "tiendo.date"
for i = 1, 2000 do date.of(i, 1, 1) end
return { n = 1 }]])
    assert.equal(500, #what.calls)
    assert.equal(1500, what.left_out.calls)
  end)

  it("may catch the errors of what it calls", function()
    local what = traced([[local date = require "tiendo.date"
for i = 1, 3 do pcall(function() return (date.of(2026, "x", i)) end) end
return { day = date.of(2026, 1, 2) }]])
    assert.is_true(what.same or what.status == "found")
    assert.equal(json.null, what.calls[1].results)
    assert.equal("2026-01-02", what.calls[#what.calls].results[1])
  end)

  it("is told where it says something else of the subject alone", function()
    local what = object([[
local n = 0
return { id = "demo.bad", title = "Bad", over = "targets",
check = function(t) n = n + 1 return { n = n } end }]],
      "--rule", "demo.bad", "--subject", "2.1", JSON)
    assert.equal("found", what.status)
    assert.is_false(what.same)
    assert.same({ n = 4 }, what.finding.evidence)
  end)
end)
