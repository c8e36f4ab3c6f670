--- Mistakes in rules that are found by reading them: each check on code that it
--- must flag and on code that it must not.
local command = require "tests.support.command"
require "tiendo"
local date = require "tiendo.date"
local json = require "tiendo.json"
local help = require "tiendo.help"
local model = require "tiendo.lint.model"

local TITLE = 'title = { en = "T", vi = "T" }'

-- A rule over commitments; the body of its check begins on line 2, column 1.
local function rule(body, params, over)
  return ([[return { id = "ID", %s, over = "%s", params = { %s }, check = function(c, ctx)
%s
end }]]):format(TITLE, over or "commitments", params or "", body)
end

-- A rule whose head begins on line 2.
local function head(text, body)
  return ('return { id = "ID", over = "commitments", check = function(c, ctx) %s end,\n%s\n}')
    :format(body or "", text)
end

local DAYS = 'late = { type = "days", default = 30 }'
local WORKING = 'grace = { type = "days", default = 5, unit = "working days" }'
local RATIO = 'ratio = { type = "number", min = 0, max = 2, default = 0.5 }, '
  .. 'lower = { type = "number", min = 0, max = 2, default = 0.6 }'
local WAY = 'way = { type = "choice", of = { "linear", "cagr" }, default = "cagr" }'
local USE_RATIO = "print(ctx.params.ratio, ctx.params.lower)\n"

-- { check = { { what, text of the file, problems ... } } }: a problem as printed
-- after the file's name.
local FLAGGED = {
  ["unknown-field"] = {
    { "of the row", rule "return not c.dedline",
      "2:14: unknown field 'dedline' of a commitment; did you mean 'deadline'?" },
    { "down a chain", rule "return c.target.goal.lable_en",
      "2:22: unknown field 'lable_en' of a goal; did you mean 'label_en'?" },
    { "through locals", rule "local t = c.target\nlocal g = t and t.goal\nreturn g.nam",
      "4:10: unknown field 'nam' of a goal" },
    { "in a helper",
      "local function of(row) return row.targett end\n" .. rule "return of(c)",
      "1:35: unknown field 'targett' of a commitment; did you mean 'target'?" },
    { "in the result of a helper",
      "local function of(row) return row.agency end\n" .. rule "return of(c).nam_vi",
      "3:14: unknown field 'nam_vi' of an agency; did you mean 'name_vi'?" },
    { "in a loop over a set",
      rule "for m in c.milestones:each() do print(m.du_on) end",
      "2:41: unknown field 'du_on' of a milestone; did you mean 'due_on'?" },
    { "of a row by number", rule "return c.target.commitments[1].kond",
      "2:32: unknown field 'kond' of a commitment; did you mean 'kind'?" },
    { "of a row that a set gives", rule "return ctx.plan.targets:find('1.1').gaol",
      "2:37: unknown field 'gaol' of a target; did you mean 'goal'?" },
    { "in the filter of a set",
      rule "return #ctx.plan.reports:where(function(r) return r.statuss end)",
      "2:53: unknown field 'statuss' of a report; did you mean 'status'?" },
    { "whose name the file gives to a table of its own",
      rule "local t = {}\nt.yaer = 1\nreturn c.deadline.yaer, t",
      "4:19: unknown field 'yaer' of a date; did you mean 'year'?" },
    { "in a table that filters", rule "return #ctx.plan.reports:where { stat = 'late' }",
      "2:34: unknown field 'stat' of a report" },
    { "by which a set is sorted", rule "return ctx.plan.reports:sort('du')[1]",
      "2:30: unknown field 'du' of a report; did you mean 'due'?" },
    { "of the rows of a group",
      rule "for _, g in ipairs(ctx.plan.reports:group('agency')) do print(g.rows[1].agncy) end",
      "2:73: unknown field 'agncy' of a report; did you mean 'agency'?" },
    { "a method of a set", rule "return c.milestones:fist()",
      "2:21: unknown method 'fist' of a set of milestones; did you mean 'first'?" },
    { "a method of a series", rule "return c.series:lst()",
      "2:17: unknown method 'lst' of a series; did you mean 'last'?" },
    { "of a period that a series gives", rule "local v, p = c.series:last()\nreturn v, p.yaer",
      "3:13: unknown field 'yaer' of a period; did you mean 'year'?" },
    { "of a date", rule "return (c.deadline - 30).yer",
      "2:26: unknown field 'yer' of a date; did you mean 'year'?" },
    { "of a set", (rule("return set.target", nil, "targets")
        :gsub("check = function%(c", "check_all = function(set")),
      "2:12: unknown method 'target' of a set of targets" },
    { "of the context", rule "return ctx.workingdays(c.deadline, ctx.asof)",
      "2:12: unknown name 'workingdays' of the context; did you mean 'working_days'?",
      "2:40: unknown name 'asof' of the context; did you mean 'as_of'?" },
    { "a set of the plan", rule "return #ctx.plan.target",
      "2:18: unknown set 'target' of the plan; did you mean 'targets'?" },
    { "a function of a module",
      'local promise = require "tiendo.promise"\n' .. rule "return promise.levell(c)",
      "3:16: unknown name 'levell' of the module tiendo.promise; did you mean 'level'?" },
  },
  ["undeclared-param"] = {
    { "one letter off", rule(USE_RATIO .. "return ctx.params.ratoi", RATIO),
      "3:19: parameter 'ratoi' is not declared; did you mean 'ratio'?" },
    { "through a local", rule(USE_RATIO .. "local p = ctx.params\nreturn p.method", RATIO),
      "4:10: parameter 'method' is not declared" },
    { "of a single row", rule(USE_RATIO .. "return ctx.params_of(c).ratoi", RATIO),
      "3:25: parameter 'ratoi' is not declared; did you mean 'ratio'?" },
    { "in a helper", "local function f(p) return p.x end\n" .. rule "return f(ctx.params)",
      "1:30: parameter 'x' is not declared" },
  },
  ["unused-param"] = {
    { "never read", rule("return c.series == nil", DAYS),
      "1:91: parameter 'late' is declared and never read; read it as ctx.params, "
      .. "or take it away" },
    { "helpers get the context and read another",
      "local function f(x) return x.params.ratio, x.params.lower end\n"
      .. rule("return f(ctx)", RATIO .. ", " .. DAYS),
      "2:215: parameter 'late' is declared and never read; read it as ctx.params, "
      .. "or take it away" },
  },
  ["unit-mix"] = {
    { "days and working days", rule("return ctx.as_of - c.deadline > ctx.params.grace", WORKING),
      "2:8: compares days with working days: ctx.as_of - c.deadline > ctx.params.grace; "
      .. "count with ctx.working_days or move with ctx.add_working_days" },
    { "working days and days",
      rule("local n = ctx.working_days(c.deadline, ctx.as_of)\nreturn n > ctx.params.late", DAYS),
      "3:8: compares working days with days: n > ctx.params.late; "
      .. "count with ctx.working_days or move with ctx.add_working_days" },
    { "a day and working days", rule("return c.deadline + ctx.params.grace", WORKING),
      "2:8: adds days and working days: c.deadline + ctx.params.grace; "
      .. "count with ctx.working_days or move with ctx.add_working_days" },
    { "days and years", rule("return ctx.as_of.year - c.baseline_year > ctx.params.late", DAYS),
      "2:8: compares years with days: ctx.as_of.year - c.baseline_year > ctx.params.late; "
      .. "convert one of them" },
    { "a year and years",
      rule("return c.deadline.year > ctx.params.span",
        'span = { type = "integer", default = 3, unit = "years" }'),
      "2:8: compares a year of the calendar with years: c.deadline.year > ctx.params.span; "
      .. "convert one of them" },
    { "percent and a share", rule("return ctx.params.a < ctx.params.b",
        'a = { type = "number", default = 50, unit = "%" }, '
        .. 'b = { type = "number", default = 0.5, unit = "share" }'),
      "2:8: compares percent with a share: ctx.params.a < ctx.params.b; convert one of them" },
    { "through functions of math",
      rule("return math.max(0, math.abs(ctx.as_of - c.deadline)) > ctx.params.grace", WORKING),
      "2:8: compares days with working days: math.max(0, math.abs(ctx.as_of - c.deadline)) > c…; "
      .. "count with ctx.working_days or move with ctx.add_working_days" },
    { "months taken from days", rule("return c.deadline - ctx.as_of - ctx.params.m",
        'm = { type = "integer", default = 3, unit = "months" }'),
      "2:8: subtracts months from days: c.deadline - ctx.as_of - ctx.params.m; "
      .. "convert one of them" },
  },
  placeholder = {
    { "no evidence of that name",
      rule 'return { gap = 1, message = { en = "{gpa}", vi = "{gpa}" } }',
      "2:29: nothing fills the place {gpa} of the message; did you mean 'gap'?" },
    { "in the message of the head",
      head(TITLE .. ', message = { en = "{x}", vi = "{x}" }', "return { y = 1 }"),
      "2:43: nothing fills the place {x} of the message" },
    { "no finding has evidence", head(TITLE .. ', message = { en = "{n}", vi = "{n}" }'),
      "2:43: nothing fills the place {n} of the message" },
    { "of a finding that is emitted", (rule(
        'for r in c:each() do ctx.emit { subject = r, n = 1, message = '
        .. '{ en = "{m}", vi = "{m}" } } end'):gsub("check =", "check_all =")),
      "2:63: nothing fills the place {m} of the message" },
    { "of a message kept in a constant",
      'local M = { en = "{a} {label_en}", vi = "{label_en} {a}" }\n'
      .. rule "local found = { b = 1, message = M }\nfound.c = 2\nreturn found",
      "1:11: nothing fills the place {a} of the message" },
    { "a template that is none", rule 'return { message = { en = "{", vi = "{" } }',
      "2:20: the message is no template: line 1, column 2: expected a name after '{'; "
      .. "write '{{' for a brace" },
  },
  language = {
    { "a plain title", head 'title = "T"',
      "2:9: the title is in one language only; write { en = ..., vi = ... }" },
    { "no Vietnamese title", head 'title = { en = "T" }',
      "2:9: the title has no Vietnamese text" },
    { "no English title", head 'title = { vi = "T" }', "2:9: the title has no English text" },
    { "a doc in one of two", head(TITLE .. ', doc = { en = "D" }'),
      "2:39: the doc has no Vietnamese text" },
    { "the doc of a parameter",
      rule("return ctx.params.x", 'x = { type = "text", default = "", doc = { vi = "D" } }'),
      "1:132: the doc has no English text" },
    { "a plain reason", rule 'return ctx.no_data("nothing")',
      "2:20: the reason is in one language only; write { en = ..., vi = ... }" },
    { "a reason kept in a constant",
      'local WHY = { en = "nothing" }\n' .. rule "return ctx.not_due(WHY)",
      "1:13: the reason has no Vietnamese text" },
    { "a message with other places", rule [[
return { a = 1, b = 2, message = { en = "{a} {b}", vi = "{b:percent}" } }]],
      "2:34: only the English text of the message has the place {a}; "
      .. "both languages should say the same" },
  },
  unreachable = {
    { "beyond what is declared", rule(USE_RATIO .. "return ctx.params.ratio > 3", RATIO),
      "3:8: never true: ctx.params.ratio > 3; the left side is 0…2, the right 3; "
      .. "look at the limits declared" },
    { "always within what is declared",
      rule(USE_RATIO .. "return ctx.params.ratio <= 2", RATIO),
      "3:8: always true: ctx.params.ratio <= 2; the left side is 0…2, the right 2; "
      .. "look at the limits declared" },
    { "after reckoning", rule(USE_RATIO .. "return 100 * ctx.params.ratio - 1 >= 200", RATIO),
      "3:8: never true: 100 * ctx.params.ratio - 1 >= 200; the left side is -1…199, "
      .. "the right 200; look at the limits declared" },
    { "a count below zero", rule "return #c.milestones < 0",
      "2:8: never true: #c.milestones < 0; the left side is ≥ 0, the right 0; "
      .. "look at the limits declared" },
    { "above the most that math.min lets through", rule "return math.min(#c.milestones, 3) > 3",
      "2:8: never true: math.min(#c.milestones, 3) > 3; the left side is 0…3, the right 3; "
      .. "look at the limits declared" },
    { "no such month", rule "return 12 < c.deadline.month",
      "2:8: never true: 12 < c.deadline.month; the left side is 12, the right 1…12; "
      .. "look at the limits declared" },
    { "a default that nothing meets",
      rule("return c.deadline.month > ctx.params.m", 'm = { type = "integer", default = 12 }'),
      "2:8: never true with the defaults: c.deadline.month > ctx.params.m; "
      .. "the left side is 1…12, the right 12; look at the default, or declare min or max" },
    { "no such choice", rule("return ctx.params.way == 'linar'", WAY),
      "2:8: 'linar' is none of what way can be: linear, cagr; did you mean 'linear'?" },
    { "no such value of a field", rule "return 'levels' ~= c.kind",
      "2:8: 'levels' is none of what kind can be: level, change, factor, rate; "
      .. "did you mean 'level'?" },
    { "no such value in a filter", rule "return #ctx.plan.reports:where { status = 'lat' }",
      "2:43: 'lat' is none of what status can be: received, late, missing, pending; "
      .. "did you mean 'late'?" },
    { "a branch that the one before takes", rule [[
local v = c.series:last()
if v < 10 then return { a = 1 } elseif v < 5 then return { a = 2 } end]],
      "3:40: never true, as line 3 has taken all of it: v < 5; exchange the branches" },
    { "a threshold below the one before, by default", rule([[
local v = c.series:last()
if v < ctx.params.lower then
  return { a = 1 }
elseif v <= ctx.params.ratio then
  return { a = 2 }
end]], RATIO),
      "5:8: never true with the defaults, as line 3 has taken all of it: v <= ctx.params.ratio; "
      .. "exchange the branches or the defaults" },
    { "after a branch that leaves", rule [[
if c.value >= 5 then return end
if 7 <= c.value and c.series then return {} end]],
      "3:4: never true, as line 2 has taken all of it: 7 <= c.value; exchange the branches" },
    { "the same bound again", rule [[
if c.value <= 5 then return end
if c.value == 5 then return {} end]],
      "3:4: never true, as line 2 has taken all of it: c.value == 5; exchange the branches" },
  },
}

local NOT_FLAGGED = {
  ["unknown-field"] = {
    { "fields, relations and what is computed", rule [[
print(c.code, c.kind_of, c.goal.code, c.target.label_vi, c.agency, c.source_line)
for m in c.milestones:each() do print(m.commitment.code, m.goal) end
return c.series and c.series:between(2015, 2020):last()]] },
    { "what is not known", rule [[
local t = { a = c }
print(t.whatever, t.a.whatever, c[ctx.what_field], (c or t).x)]]
      :gsub("ctx.what_field", '("x"):rep(2)') },
    { "a helper that gets rows of two kinds",
      "local function name(row) return row.label_en or row.name_en end\n"
      .. rule "return name(c), name(c.agency)" },
    { "a helper that is also a value",
      "local function name(row) return row.name end\n"
      .. rule "return name(c), table.concat({}, name)" },
    { "a variable that changes", rule [[
local at = c
at = at.target
return at.goal, at.value]] },
    { "a list that leads on", rule [[
local node = { n = 1 }
while node do node = node.next end
return node]] },
    { "a name that is shadowed", rule "do local c = {} print(c.x) end" },
    { "one that is put there", rule "ctx.found = 1\nreturn ctx.found" },
    { "texts have methods of their own", rule "return c.code:gsub('x', 'y'), ('x'):foo()" },
  },
  ["unused-param"] = {
    { "read by a helper", "local function f(p) return p.late end\n"
      .. rule("return f(ctx.params)", DAYS) },
    { "by a name that is reckoned", rule("return ctx.params['la' .. 'te']", DAYS) },
    { "given away", rule("return { p = ctx.params }", DAYS) },
    { "context given to what is not known", rule("return c.x(ctx)", DAYS):gsub("c%.x", "pcall") },
    { "read in a function within", rule("return (function() return ctx.params.late end)()", DAYS) },
  },
  ["unit-mix"] = {
    { "days and days", rule("return ctx.as_of - c.deadline > ctx.params.late", DAYS) },
    { "a day and days", rule("return c.deadline + ctx.params.late > ctx.as_of", DAYS) },
    { "working days", rule(
      "return ctx.working_days(c.deadline, ctx.as_of) > ctx.params.grace", WORKING) },
    { "a year moved by years", rule("return ctx.as_of.year - ctx.params.n > c.baseline_year + 1",
      'n = { type = "integer", default = 3, unit = "years" }') },
    { "numbers without a unit",
      rule("return c.deadline - ctx.as_of > 30, c.value > ctx.params.late", DAYS) },
    { "units of another sort",
      rule("return #c.milestones > ctx.params.n, ctx.params.n > ctx.params.m",
      'n = { type = "integer", default = 3, unit = "figures" }, '
      .. 'm = { type = "integer", default = 3, unit = "periods" }') },
    { "converted", rule("return (ctx.as_of - c.deadline) / 365 > ctx.params.n",
      'n = { type = "integer", default = 3, unit = "years" }') },
  },
  placeholder = {
    { "evidence, fields and what reporters know", head(TITLE
      .. ', message = { en = "{n} {deadline} {goal}", vi = "{n} {deadline} {goal}" }',
      "return { n = 1 }") },
    { "evidence put there later", rule [[
local found = { message = { en = "{n}", vi = "{n}" } }
if c.value then found.n = 1 end
return found]] },
    { "evidence from a helper",
      "local function found(row) return { n = row.value } end\n"
      .. head(TITLE .. ', message = { en = "{n}", vi = "{n}" }', "return found(c)") },
    { "evidence from elsewhere", 'local p = require "tiendo.promise"\n'
      .. head(TITLE .. ', message = { en = "{n}", vi = "{n}" }', "return p.level(c)") },
    { "evidence by a name that is reckoned",
      head(TITLE .. ', message = { en = "{n}", vi = "{n}" }', "return { [c.code] = 1 }") },
    { "the table is filled by a helper",
      "local function fill(t) t.n = 1 end\n"
      .. head(TITLE .. ', message = { en = "{n}", vi = "{n}" }',
        "local t = {} fill(t) return t") },
    { "fields of what is emitted about", (head(TITLE
      .. ', message = { en = "{name_vi}", vi = "{name_vi}" }',
      "for r in c:each() do ctx.emit { subject = r.agency } end")
      :gsub("check =", "check_all =")) },
    { "braces", rule 'return { message = { en = "{{x}}", vi = "{{x}}" } }' },
  },
  language = {
    { "both, pieced together", rule [[
local function why(x) return x and { en = "a" .. "b", vi = "c" } or { en = "d", vi = "e" } end
return ctx.no_data(why(c.value))]] },
    { "a reason that is not seen", 'local p = require "tiendo.promise"\n'
      .. rule "return ctx.no_data(p.SETTLED)" },
    { "places in another order",
      rule 'return { a = 1, b = 2, message = { en = "{a} {b:days}", vi = "{b} {a}" } }' },
    { "a doc of one language", head(TITLE .. ', doc = "D"') },
  },
  unreachable = {
    { "within what is declared", rule(USE_RATIO
      .. "return ctx.params.ratio > 1, ctx.params.ratio < 2, ctx.params.lower >= 0.1", RATIO) },
    { "a switch that is off by default", rule("return ctx.params.late > 30 and c.value", DAYS) },
    { "what math lets through", rule [[
return math.abs(c.value) > 3, math.floor(#c.milestones / 2) >= 1, math.max(c.value, 5) > 5]] },
    { "a counter", rule [[
local n = 0
for m in c.milestones:each() do if m.value then n = n + 1 end end
return n > 3]] },
    { "branches in order", rule(USE_RATIO .. [[
local v = c.series:last()
if v < ctx.params.ratio then return { a = 1 } elseif v < ctx.params.lower then return { a = 2 } end
if v > 5 then return {} end]], RATIO) },
    { "a branch that does not leave", rule [[
if c.value > 5 then print(c.code) end
if c.value > 6 then return {} end]] },
    { "a value that changes between", rule [[
local v = c.value
if v > 5 then return end
v = c.value_high
if v > 6 then return {} end]] },
    { "a length that changes between", rule [[
local list = {}
if #list > 0 then return end
list[1] = c.code
if #list > 0 then return {} end]] },
    { "a condition among several", rule [[
if c.value > 5 and c.series then return end
if c.value > 6 then return {} end]] },
    { "a choice that there is", rule("return ctx.params.way ~= 'linear', c.kind == 'rate'", WAY) },
    { "texts that are free", rule "return c.unit == 'percent', c.breakdown == ''" },
  },
}

local n, file_of = 0, {}

-- Writes the case's file; its problems are found under its name.
local function write(case)
  n = n + 1
  local name = ("case%03d"):format(n)
  file_of[case] = name
  command.file("lint/" .. name .. ".lua", (case[2]:gsub('"ID"', '"' .. name .. '"')))
end

local by_name = {}

setup(function()
  os.execute("mkdir -p " .. command.path "lint")
  for _, group in ipairs { FLAGGED, NOT_FLAGGED } do
    for _, cases in pairs(group) do
      for _, case in ipairs(cases) do write(case) end
    end
  end
  local out, code = command.tiendo("rules", "lint", command.path "lint", "--format", "json")
  assert(code == 1, out)
  for _, p in ipairs(json.decode(out).problems) do
    local name = p.file:match "([^/]+)%.lua$"
    by_name[name] = by_name[name] or {}
    table.insert(by_name[name], p)
  end
end)

-- The checks by name, so that tests come in the same order each time.
local CHECKS = {}
for check in pairs(FLAGGED) do CHECKS[#CHECKS + 1] = check end
table.sort(CHECKS)

-- The problems of a case as printed, those of one check or of all.
local function problems(case, check)
  local out = {}
  for _, p in ipairs(by_name[file_of[case]] or {}) do
    if not check or p.check == check then
      out[#out + 1] = ("%s:%s: %s%s"):format(p.line, p.column, p.message,
        p.advice ~= json.null and "; " .. p.advice or "")
    end
    assert.is_true(FLAGGED[p.check] ~= nil, p.message)
  end
  return out
end

describe("tiendo.lint.model", function()
  -- Names that a class has, as they are described where it is made.
  local function described(class)
    local names = {}
    for _, page in ipairs(help.pages()) do
      if page.kind == "class" and page.name == class then
        for _, f in ipairs(page.functions) do names[#names + 1] = f.name:match "[%w_]+$" end
        for _, field in ipairs(page.fields) do names[#names + 1] = field.name end
      end
    end
    table.sort(names)
    return names
  end

  for class, type in pairs { set = { kind = "set", of = "targets" },
    series = { kind = "series" }, ctx = { kind = "context" } } do
    it("knows all that a " .. class .. " has, and no more", function()
      assert.is_true(#described(class) > 5)
      assert.same(described(class), model.names(model.members(type)))
    end)
  end

  it("knows what days and periods have", function()
    for kind, value in pairs { day = date.of(2026, 11, 23), period = date.period(2026) } do
      for name in pairs(model.members { kind = kind }) do
        assert.is_not_nil(value[name], name)
      end
    end
  end)
end)

describe("tiendo rules lint", function()
  for _, check in ipairs(CHECKS) do
    for _, case in ipairs(FLAGGED[check]) do
      it(("flags %s: %s"):format(check, case[1]), function()
        assert.same({ table.unpack(case, 3) }, problems(case, check))
      end)
    end
    for _, case in ipairs(NOT_FLAGGED[check] or {}) do
      it(("leaves alone %s: %s"):format(check, case[1]), function()
        assert.same({}, problems(case))
      end)
    end
  end

  it("finds nothing in the rules that are shipped", function()
    local out, code = command.tiendo("rules", "lint")
    assert.matches("^0 problems in %d+ files\n$", out)
    assert.equal(0, code)
  end)

  it("prints problems as compilers do, then their number", function()
    local path = command.file("one.lua", 'return { id = "my.one", ' .. TITLE
      .. ', over = "reports",\n  check = function(r) return not r.recieved_on end }\n')
    local out, code = command.tiendo("rules", "lint", path)
    assert.equal(path .. ":2:36: unknown field 'recieved_on' of a report; "
      .. "did you mean 'received_on'? [unknown-field]\n1 problem in 1 file\n", out)
    assert.equal(1, code)
    out = command.tiendo("rules", "lint", path, "--lang", "vi")
    assert.equal(path .. ":2:36: báo cáo phải nộp không có trường 'recieved_on'; "
      .. "có phải 'received_on' không? [unknown-field]\n1 lỗi trong 1 tệp\n", out)
  end)

  it("tells what does not load in the loader's words, and goes on", function()
    os.execute("mkdir -p " .. command.path "mixed")
    local broken = command.file("mixed/a.lua", "return {\n  id = = }\n")
    local unknown = command.file("mixed/b.lua",
      'return { id = "b", title = "B", over = "targts",\n  check = print }\n')
    local lints = command.file("mixed/c.lua", 'return { id = "c", ' .. TITLE
      .. ', over = "targets",\n  check = function(t) return t.gaol end }\n')
    local out, code = command.tiendo("rules", "lint", "--rules", command.path "mixed")
    assert.equal(broken .. ":2: unexpected symbol near '=' [load]\n"
      .. unknown .. ":1: the plan has no set 'targts'; did you mean 'targets'? [load]\n"
      .. lints .. ":2:32: unknown field 'gaol' of a target; did you mean 'goal'? "
      .. "[unknown-field]\n3 problems in 3 files\n", out)
    assert.equal(1, code)
  end)

  it("names a file once that the loader names no line of", function()
    local path = command.file("empty_rule.lua", "")
    assert.equal(path .. ": the file returns nothing; a rule file returns one table [load]\n"
      .. "1 problem in 1 file\n", (command.tiendo("rules", "lint", path)))
  end)

  it("says what cannot be read, with exit 2", function()
    local out, code, err = command.tiendo("rules", "lint", command.path "nowhere")
    assert.same({ "", 2 }, { out, code })
    assert.matches("nowhere: No such file or directory", err, 1, true)
  end)

  it("takes no options of other verbs", function()
    local _, code, err = command.tiendo("rules", "lint", "--select", "goal = 3")
    assert.equal(2, code)
    assert.matches("tiendo rules lint has no option", err, 1, true)
  end)

  it("writes JSON with a place, the rule and the check for each problem", function()
    local path = command.file("two.lua", 'return { id = "my.two", ' .. TITLE
      .. ', over = "reports", check = function(r) return r.statu end }\n')
    local out = json.decode((command.tiendo("rules", "lint", path, "--format", "json")))
    assert.equal(1, out.schema)
    assert.equal(1, out.files)
    assert.same({ file = path, line = 1, column = 104, rule = "my.two",
      check = "unknown-field", message = "unknown field 'statu' of a report",
      advice = "did you mean 'status'?" }, out.problems[1])
  end)

  it("lets no control character of a file through to a terminal", function()
    local path = command.file("esc.lua", 'return { id = "my.esc", ' .. TITLE
      .. ', over = "reports", check = function(r) return r["a\\27[31m"] end }\n')
    local out = command.tiendo("rules", "lint", path)
    assert.matches("unknown field", out)
    assert.is_nil(out:find("\27", 1, true))
  end)
end)
