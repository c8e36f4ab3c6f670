--- tiendo rules test: examples within limits, specs beside them.
local command = require "tests.support.command"

local made = 0

-- A folder with these files, { ["my/rule.lua"] = text }.
local function folder_of(files)
  made = made + 1
  local name = "tested" .. made
  for path, text in pairs(files) do
    os.execute(("mkdir -p '%s'"):format(command.path(name .. "/" .. path):match "^(.*)/"))
    command.file(name .. "/" .. path, text)
  end
  return command.path(name)
end

local function test(...)
  return command.tiendo("rules", "test", ...)
end

-- The text of a rule that fails targets without a deadline; %s: its examples.
local RULE = [[
return {
  id = "my.rule", title = "A rule", over = "targets",
  params = { grace = { type = "days", default = 0 } },
  check = function(target)
    if not target.deadline then return { message = "no day" } end
  end,
  examples = {
%s  },
}
]]

local GOOD = [[
    { name = "a day", as_of = "2026-11-23",
      plan = { targets = { { code = "1", deadline = "2030-12-31" } } },
      expect = { pass = 1 } },
    { name = "no day", as_of = "2026-11-23",
      plan = { targets = { { code = "1" } } },
      expect = { fail = 1, findings = { { subject = "1", message = "no day" } } } },
]]

local function rule_with(examples)
  return RULE:format(examples)
end

local function example(text)
  return ('    { name = "x", as_of = "2026-11-23", plan = { targets = { { code = "1" } } },\n'
    .. '      %s },\n'):format(text)
end

describe("tiendo rules test", function()
  it("counts what passes", function()
    local out, code, err = test(folder_of { ["my/rule.lua"] = rule_with(GOOD) })
    assert.equal(0, code, err)
    assert.equal("2 passed, 0 failed, 0 skipped\n", out)
  end)

  it("tests the rules that come with tiendo where no path is given", function()
    local out, code = test()
    assert.equal(0, code, out)
    assert.is_true(tonumber(out:match "^(%d+) passed, 0 failed, 0 skipped\n$") > 250)
  end)

  it("takes the folders of --rules", function()
    local out = test("--rules", folder_of { ["my/rule.lua"] = rule_with(GOOD) })
    assert.equal("2 passed, 0 failed, 0 skipped\n", out)
  end)

  it("takes a file, or a folder inside the folder of rules", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD) }
    assert.equal("2 passed, 0 failed, 0 skipped\n", (test(dir .. "/my/rule.lua")))
    assert.equal("2 passed, 0 failed, 0 skipped\n", (test(dir .. "/my/")))
  end)

  it("names file, line and differences of what fails, and exits 1", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD
      .. example 'expect = { pass = 1, findings = {} }') }
    local out, code = test(dir)
    assert.equal(1, code)
    assert.equal(([[
DIR/my/rule.lua:14: failed: x
  pass: expected 1, found 0
  unexpected finding 1

2 passed, 1 failed, 0 skipped
]]):gsub("DIR", dir), out)
  end)

  it("finds the line of each of two examples of one name", function()
    local out = test(folder_of { ["my/rule.lua"] = rule_with(
      example 'expect = { fail = 2 }' .. example 'expect = { fail = 3 }') })
    assert.matches("rule.lua:8: failed: x\n  fail: expected 2, found 1\n", out, 1, true)
    assert.matches("rule.lua:10: failed: x\n  fail: expected 3, found 1\n", out, 1, true)
  end)

  for _, case in ipairs {
    { "a word that is no outcome", 'expect = { pas = 1 }',
      "expect has no key 'pas'; did you mean 'pass'?" },
    { "a key that is none", 'expct = { pass = 1 }', "did you mean 'expect'?" },
    { "an example that expects nothing", 'expect = {}', "it expects nothing" },
    { "a finding of another form", 'expect = { findings = { { subjct = "1" } } }',
      "did you mean 'subject'?" },
    { "a set that is none", 'plan = { targts = { { code = "1" } } }, expect = { pass = 1 }',
      "there is no set 'targts' to fill" },
    { "a set that is no list", 'plan = { targets = "1" }, expect = { pass = 1 }',
      "plan.targets: a list of rows is expected" },
    { "a field that is none", 'plan = { targets = { { code = "1", dedline = 1 } } }, '
      .. 'expect = { pass = 1 }', "targets have no field 'dedline'" },
    { "a parameter that is none", 'set = { grce = 1 }, expect = { fail = 1 }',
      "did you mean 'grace'?" },
    { "a rule beside it that is none", 'with = { "my.own" }, expect = { fail = 1 }',
      "no rule 'my.own' comes with tiendo; tiendo rules list names them" },
    { "rules beside it that are no texts", 'with = { {} }, expect = { fail = 1 }',
      "with: a list of ids of rules is expected" },
    { "rules beside it that are no list", 'with = 1, expect = { fail = 1 }',
      "with: a list of ids of rules is expected" },
    { "a function where data are due", 'expect = { fail = print }',
      "example 1: a function is no value" },
  } do
    it("tells " .. case[1], function()
      local out, code = test(folder_of { ["my/rule.lua"] = rule_with(example(case[2])) })
      assert.equal(1, code)
      assert(out:find(case[3], 1, true), out)
      assert.matches("0 passed, 1 failed, 0 skipped\n$", out)
    end)
  end

  it("names the rules without examples, and that nothing was tested", function()
    local out, code = test(folder_of { ["my/rule.lua"] = rule_with "" })
    assert.equal(3, code)
    assert.equal("1 rule without examples: my.rule\n0 passed, 0 failed, 0 skipped\n", out)
  end)

  it("speaks Vietnamese", function()
    local out = test("--lang", "vi", folder_of {
      ["my/rule.lua"] = rule_with(example 'expect = { pass = 1 }') })
    assert.matches("rule.lua:8: không đạt: x\n  pass: cần 1, nhưng có 0\n", out, 1, true)
    assert.matches("\n0 đạt, 1 không đạt, 0 bỏ qua\n$", out)
  end)

  it("gives TAP", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD
      .. example 'expect = { pass = 1 }') }
    local out, code = test(dir, "--format", "tap")
    assert.equal(1, code)
    assert.equal(([[
TAP version 13
1..3
ok 1 - my.rule: a day
ok 2 - my.rule: no day
not ok 3 - my.rule: x
# DIR/my/rule.lua:14
# pass: expected 1, found 0
]]):gsub("DIR", dir), out)
  end)

  it("says the same whatever the number of workers", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD
      .. example 'expect = { pass = 1 }') }
    assert.equal((test(dir, "--workers", "0")), (test(dir, "--workers", "3")))
  end)

  it("exits 2 where a rule cannot be loaded or a path read", function()
    local _, code, err = test(folder_of { ["my/rule.lua"] = 'return { id = "my.rule" }' })
    assert.equal(2, code)
    assert.matches("rule.lua:1: 'title' is missing", err, 1, true)
    _, code, err = test "/no/such/folder"
    assert.equal(2, code)
    assert.matches("/no/such/folder: No such file", err, 1, true)
  end)

  it("asks for a rule at its place", function()
    local _, code, err = test(folder_of { ["other/rule.lua"] = rule_with(GOOD) })
    assert.equal(2, code)
    assert.matches("id is 'my.rule' but the file's place asks for another", err, 1, true)
  end)
end)

describe("tiendo rules test, where a rule means harm,", function()
  local function harmful(body)
    return (rule_with(GOOD):gsub("if not target.deadline.-end\n", function()
      return body .. "\n"
    end))
  end

  it("stops one that does not end, and goes on", function()
    local began = os.time()
    local out, code = test("--time-limit", "0.2", folder_of {
      ["my/rule.lua"] = harmful "while true do end",
      ["other/rule.lua"] = rule_with(GOOD):gsub('"my.rule"', '"other.rule"'),
    })
    assert.equal(1, code)
    assert.matches("stopped: time limit of 0.2 s", out, 1, true)
    assert.matches("2 passed, 2 failed, 0 skipped\n$", out)
    assert.is_true(os.time() - began < 20)
  end)

  it("stops a file that does not end", function()
    local _, code, err = test(folder_of { ["my/rule.lua"] = "while true do end" })
    assert.equal(2, code)
    assert.matches("my/rule.lua:1: stopped: time limit", err, 1, true)
  end)

  for _, workers in ipairs { "0", "1" } do
    it("stops one that fills the memory, with --workers " .. workers, function()
      local out, code = test("--workers", workers, folder_of {
        ["my/rule.lua"] = harmful 'local s = "x" while true do s = s .. s end' })
      assert.equal(1, code)
      assert.matches("memory", out)
      assert.matches("0 passed, 2 failed, 0 skipped\n$", out)
    end)
  end

  it("keeps it in its sandbox while its file is read", function()
    for _, code in ipairs { "io.open('/etc/passwd')", "os.exit(0)", "require 'tiendo.fixture'" } do
      local _, exit, err = test(folder_of { ["my/rule.lua"] = code .. "\n" .. rule_with(GOOD) })
      assert.equal(2, exit, err)
      assert.matches("my/rule.lua:1: ", err, 1, true)
    end
  end)

  it("shows no control characters", function()
    local out = test(folder_of { ["my/rule.lua"] = rule_with(
      example 'expect = { pass = 1 }':gsub('"x"', '"\\27[2Jx"')) })
    assert.is_nil(out:find "\27")
  end)
end)

describe("a spec beside a rule", function()
  local SPEC = [[
local fixture = require "tiendo.fixture"

describe("my.rule", function()
  it("finds a target without a day", function()
    local plan <close> = fixture.plan { as_of = "2026-11-23",
      targets = { { code = "1" }, { code = "2", deadline = "2030-12-31" } } }
    local result = plan:check(fixture.rule())
    assert.equal(1, result.pass)
    assert.equal(1, result.fail)
    assert.equal("1", result.findings[1].subject)
    assert.equal("no day", result.findings[1].message)
  end)
%s
end)
]]

  local function spec_with(more)
    return SPEC:format(more or "")
  end

  local function tested(spec, ...)
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec }
    local out, code, err = test(dir, ...)
    return out:gsub(dir, "DIR"), code, err
  end

  it("is run by busted with the module of this build", function()
    local out, code, err = tested(spec_with())
    assert.equal(0, code, out .. err)
    assert.equal("3 passed, 0 failed, 0 skipped\n", out)
  end)

  it("is run alone where it is named", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec_with() }
    assert.equal("1 passed, 0 failed, 0 skipped\n", (test(dir .. "/my/rule_spec.lua")))
  end)

  -- Lua searches the folder where it runs, and settings are called tiendo.lua.
  it("is run with the module, not with a tiendo.lua where the command runs", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec_with(),
      ["tiendo.lua"] = "return { rules = {} }" }
    assert.equal("1 passed, 0 failed, 0 skipped\n", (command.run("sh", "-c",
      ("cd '%s' && '%s' rules test my/rule_spec.lua"):format(dir, command.absolute()))))
  end)

  it("is no rule to tiendo check", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec_with() }
    local out = command.tiendo("rules", "list", "--no-builtin", "--rules", dir)
    assert.matches("\n1 rule\n$", out)
  end)

  it("tells file and line of what fails", function()
    local out, code = tested(spec_with '  it("is wrong", function() assert.equal(1, 2) end)')
    assert.equal(1, code)
    assert.matches("^DIR/my/rule_spec.lua:13: failed: my.rule is wrong\n"
      .. "  DIR/my/rule_spec.lua:13: Expected objects to be equal%.\n", out)
    assert.matches("3 passed, 1 failed, 0 skipped\n$", out)
  end)

  it("counts what is pending as skipped", function()
    local out, code = tested(spec_with '  pending "later # on"')
    assert.equal(0, code, out)
    assert.matches("skipped: my.rule later # on", out, 1, true)
    assert.matches("3 passed, 0 failed, 1 skipped\n$", out)
  end)

  for _, case in ipairs {
    { "that does not compile", "describe(", "rule_spec.lua:1: unexpected symbol near <eof>" },
    { "that raises outside of a test", "error 'early'", "rule_spec.lua:1: early" },
    { "without a test", "", "no test in this spec" },
    { "that ends the process", "os.exit(0)", "no test in this spec" },
    { "that ends it with an error", "os.exit(5)", "ended with exit 5" },
  } do
    it(case[1] .. " is a failure", function()
      local out, code = tested(case[2])
      assert.equal(1, code)
      assert(out:find(case[3], 1, true), out)
      assert.matches("2 passed, 1 failed, 0 skipped\n$", out)
    end)
  end

  it("that does not end is stopped", function()
    local out, code = tested("while true do end", "--time-limit", "1")
    assert.equal(1, code)
    assert.matches("stopped after 1 s", out, 1, true)
  end)

  it("prints to standard error, away from the results", function()
    local out, _, err = tested(spec_with '  it("talks", function() print "not ok 1" end)')
    assert.equal("4 passed, 0 failed, 0 skipped\n", out)
    assert.matches("not ok 1", err, 1, true)
  end)

  it("is skipped, with advice, where busted is not installed", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec_with() }
    local out, code = command.run("env", "LUA_PATH_5_4=/nowhere/?.lua", command.absolute(),
      "rules", "test", dir)
    assert.equal(3, code, out)
    assert.matches("rule_spec.lua: skipped\n  busted is not installed", out, 1, true)
    assert.matches("apt install lua-busted", out, 1, true)
    assert.matches("\n2 passed, 0 failed, 1 skipped\n$", out)
  end)

  it("that is skipped says so in Vietnamese, and in TAP", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec_with() }
    local function said(...)
      return (command.run("env", "LUA_PATH_5_4=/nowhere/?.lua", command.absolute(), "rules",
        "test", dir, ...))
    end
    assert.matches("rule_spec.lua: bỏ qua\n  chưa cài busted", said("--lang", "vi"), 1, true)
    assert.matches("\nok 3 - " .. dir .. "/my/rule_spec.lua # SKIP busted is not installed",
      said("--format", "tap"), 1, true)
  end)

  it("is skipped, with advice, where there is no tiendo.so", function()
    local dir = folder_of { ["my/rule.lua"] = rule_with(GOOD), ["my/rule_spec.lua"] = spec_with() }
    os.execute(("mkdir -p '%s' && cp '%s' '%s'"):format(command.path "alone", command.absolute(),
      command.path "alone"))
    local out, code = command.run(command.path "alone/tiendo", "rules", "test", dir)
    assert.equal(3, code, out)
    assert.matches("make install puts it there", out, 1, true)
  end)
end)
