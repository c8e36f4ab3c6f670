--- Settings of rules: files of them, scopes, days, further names, who set what.
local tiendo = require "tiendo"
local command = require "tests.support.command"
local data = require "tiendo.settings.data"
local json = require "tiendo.json"
local settings = require "tiendo.settings"

local function refusal(read, source)
  local value, message = read(source, "s.lua")
  assert.is_nil(value)
  return message
end

describe("tiendo.settings.data", function()
  it("reads Lua as data, with names and arithmetic", function()
    local node = assert(data.lua([[
      local strict, t = 0.25, { a = { "x" } }
      return { n = -strict * 2 + 1, text = "a" .. 'b' .. 3, list = { 1, true, t.a },
        none = nil, ["key with blanks"] = (2 ^ 3) / 4 }
    ]], "s.lua"))
    assert.same({ n = 0.5, text = "ab3", list = { 1, true, { "x" } },
      ["key with blanks"] = 2.0 }, data.plain(node))
  end)

  it("keeps a setting where its key stands, not where its value is named", function()
    local read = assert(settings.read("local x = 1\nreturn { rules = {\n a = { b = x } } }", "s"))
    assert.equal(3, read.settings[1].line)
  end)

  it("knows the line of each value", function()
    local node = assert(data.lua("return {\n  a = 1,\n  b = {\n    c = 2 } }", "s.lua"))
    assert.equal(2, node.pairs[1].line)
    assert.equal(4, node.pairs[2].node.pairs[1].line)
  end)

  for _, case in ipairs {
    { "return { f = function() end }", "s.lua:1:14: settings are data: a function cannot stand" },
    { "return { os.exit() }", "s.lua:1:10: settings are data: a call cannot stand here" },
    { "return { ('x'):rep(9) }", "s.lua:1:10: settings are data: a call" },
    { "while true do end", "s.lua:1:1: settings are data: write local names and one return" },
    { "local x = 1", "s.lua:1:1: it returns nothing" },
    { "return { a = y }", "s.lua:1:14: 'y' is not known" },
    { "return { a = 1 + 'x' }", "s.lua:1:18: a number is needed here, not a text" },
    { "return { a = {} .. 'x' }", "s.lua:1:14: a text is needed here, not a table" },
    { "return { a = #'x' }", "s.lua:1:14: settings are data: no such operator" },
    { "return { a = 1,\n a = 2 }", "s.lua:2:2: 'a' stands here a second time; it is on line 1" },
    { "return { [1] = 2 }", "s.lua:1:11: a name or a text is needed as key" },
    { "return { a = 2,\n b = 10 ^ 999 }", "s.lua:2:6: a number must be finite" },
    { "local a = 'ab'\n" .. ("local a = a .. a\n"):rep(20) .. "return { b = a }",
      "s.lua:17:11: a text of more than 65536 bytes" },
    { "local t = {}\nreturn t.a", "s.lua:2:8: there is no 'a' here" },
    { "return { a = }", "s.lua:1:14: expected expression near '}'" },
    { "return { a = 1,\n b = 1 / 0 }", "s.lua:2:6: a number must be finite" },
    { "return { a = -1e999 }", "s.lua:1:15: a number must be finite" },
    { "return { a = 0 / 0 }", "s.lua:1:14: a number must be finite" },
    { "return " .. ("{"):rep(60) .. ("}"):rep(60), "nested too deeply" },
  } do
    it("refuses " .. case[1]:sub(1, 30):gsub("\n", " "), function()
      local message = refusal(data.lua, case[1])
      assert(message:find(case[2], 1, true), message)
    end)
  end

  -- Each name twice as much as the one before: 2^39 texts or values.
  local function doubled(first, again)
    local lines = { "local a0 = " .. first }
    for i = 1, 39 do
      lines[#lines + 1] = ("local a%d = "):format(i) .. again:gsub("a", "a" .. i - 1)
    end
    return table.concat(lines, "\n") .. "\nreturn { a = a39 }"
  end

  it("refuses a short file that would grow without end", function()
    assert.truthy(refusal(data.lua, doubled("'x'", "a .. a"))
      :find("^s%.lua:18:%d+: a text of more than 65536 bytes$"))
    local many = {}
    for i = 1, 200 do many[i] = ("local b%d = a12 .. a12"):format(i) end
    assert.truthy(refusal(data.lua, (doubled("'x'", "a .. a"):gsub("\nlocal a13.*$", "\n")
      .. table.concat(many, "\n") .. "\nreturn {}"))
      :find("'%.%.' makes more than 1048576 bytes of text$"))
    assert.truthy(refusal(data.lua, doubled("{ 'x' }", "{ a, a }"))
      :find("^s%.lua:20:%d+: a table of more than 1048576 values and bytes of text$"))
  end)

  it("reads each part of a long '..' once", function()
    local node = assert(data.lua("return { a = " .. ("'x' .. "):rep(40) .. "1 }", "s.lua"))
    assert.equal(("x"):rep(40) .. "1", data.plain(node).a)
  end)

  it("tells columns in a very long line of JSON", function()
    local parts = {}
    for i = 1, 20000 do parts[i] = ('"ế%d":{"b":1}'):format(i) end
    local message = refusal(data.json, "{" .. table.concat(parts, ",") .. ',"ế1":2}')
    assert.equal("s.lua:1:328896: 'ế1' stands here a second time; it is on line 1 already",
      message)
  end)

  it("reads JSON with the same places", function()
    local node = assert(data.json(
      '{\n "a": [1, "x\\n\\u1ebf", null, true],\n "b":{"c":-1.5}}', "s"))
    assert.same({ a = { 1, "x\nế", nil, true }, b = { c = -1.5 } }, data.plain(node))
    assert.equal(3, node.pairs[2].line)
    assert.equal(3, node.pairs[2].node.pairs[1].line)
  end)

  it("tells what is wrong with JSON, with its place", function()
    assert.truthy(refusal(data.json, '{"a": 1,\n "b": }'):find("s.lua:2:", 1, true))
    assert.equal("s.lua:1:6: a number does not begin with 0", refusal(data.json, '{"a":-01}'))
    assert.equal("s.lua:1:6: a line break or another control sign in a text",
      refusal(data.json, '{"a":"x\ny"}'))
    assert.truthy(refusal(data.json, '{"a":1,\n "a":2}')
      :find("s.lua:2:2: 'a' stands here a second time", 1, true))
  end)
end)

describe("tiendo.settings", function()
  it("gives settings in the order in which they win", function()
    local read = assert(settings.read([[
      return {
        scopes = { { goal = "3", agency = { "a", "b" }, where = "kind = report or tag = x",
          from = "2026-01-01", rules = { r = { params = { rule = 2 } } } } },
        rules = { r = { low = 1, severity = "low" }, q = false,
          s = { rule = "r", title = { vi = "Chặt" } } },
      }]], "s.lua"))
    assert.same({
      { rule = "r", name = "low", value = 1, scope = 0, line = 4 },
      { rule = "r", name = "severity", value = "low", scope = 0, line = 4 },
      { rule = "q", name = "enabled", value = false, scope = 0, line = 4 },
      { rule = "r", name = "rule", value = 2, scope = 1, line = 3 },
    }, read.settings)
    assert.same({ { where = '(goal = "3") and (agency in ("a", "b")) and '
      .. "(kind = report or tag = x)", from = "2026-01-01", line = 2 } }, read.scopes)
    assert.same({ { id = "s", of = "r", title = { en = "Chặt", vi = "Chặt" }, line = 5 } },
      read.instances)
  end)

  for _, case in ipairs {
    { "return { rule = {} }", "s.lua:1: a file of settings has no 'rule'; did you mean 'rules'?" },
    { "return { rules = 3 }", "s.lua:1: rules must be a table with names" },
    { "return { rules = { a = 3 } }", "what is set for 'a' must be a table of parameters" },
    { "return { scopes = { { rules = {},\n goals = '3' } } }",
      "s.lua:2: a scope has no 'goals'; did you mean 'goal'?" },
    { "return { scopes = { { where = 'gaol = 3', rules = {} } } }",
      "s.lua:1: where: column 1: unknown field 'gaol'; did you mean 'goal'?" },
    { "return { scopes = { { where = 'goal =', rules = {} } } }", "s.lua:1: where: column 7" },
    { "return { scopes = { { goal = {}, rules = {} } } }", "goal has no values" },
    { "return { scopes = { { goal = '3' } } }", "the scope has no 'rules'" },
    { "return { scopes = { { from = '2026-02-30', rules = {} } } }",
      "from must be a day such as \"2026-01-01\"" },
    { "return { scopes = { { from = '2026-02-02', to = '2026-02-01', rules = {} } } }",
      "ends before it begins" },
    { "return { scopes = { { rules = { b = { rule = 'a' } } } } }", "not in a scope" },
    { "return { scopes = { rules = {} } }", "scopes must be a list" },
    { "return { rules = {\n a = { b = { 1, c = 2 } } } }",
      "s.lua:2: b: a table with both places and names" },
    { "return { rules = {\n a = { b = { nil, 2 } } } }", "s.lua:2: b: a list with a gap" },
    { "local t = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }\n"
        .. ("local t = { t, t, t, t, t, t, t, t, t, t }\n"):rep(4)
        .. "return { rules = { a = { b = t } } }",
      "s.lua:6: b: more than 10000 values" },
    { "return { rules = { a = { b = 1,\n title = 'A' } } }",
      "s.lua:2: 'a' has a title of its own; one is set beside 'rule', for a further check" },
    { "return { rules = { a = {\n b = { " .. ("1, "):rep(10000) .. "} } } }",
      "s.lua:2: b: more than 10000 values" },
  } do
    it("refuses " .. case[1]:sub(8, 60):gsub("\n", " "), function()
      local message = refusal(settings.read, case[1])
      assert(message:find(case[2], 1, true), message)
    end)
  end
end)

-- ---- in a run ---------------------------------------------------------------

local AS_OF = { as_of = "2026-11-23" }

-- Finds each goal, and says which parameters held for it.
local RULE = [[return {
  id = "a.size", title = { en = "Size", vi = "Cỡ" }, over = "goals", severity = "medium",
  params = {
    size = { type = "number", default = 1, min = 0, max = 9 },
    days = { type = "days", default = 3 },
    mode = { type = "choice", of = { "soft", "hard" }, default = "soft" },
  },
  check = function(goal, ctx)
    local p = ctx.params
    return { size = p.size, mode = p.mode, severity = goal.code == "2" and "high" or nil }
  end,
}]]

local function goals_plan()
  return assert(tiendo.plan({
    plans = { { code = "p" } },
    goals = { { code = "1", plan = "p" }, { code = "2", plan = "p" }, { code = "3", plan = "p" } },
  }, AS_OF))
end

-- subject = "size severity" of each finding, under the rule's id.
local function said(result, rule)
  local out = {}
  for _, f in ipairs(result.findings) do
    if f.rule == (rule or "a.size") then
      for _, item in ipairs(f.evidence) do
        if item.name == "size" then
          out[f.subject.code] = ("%s %s"):format(item.value, f.severity)
        end
      end
    end
  end
  return out
end

local function check(config, options)
  options = options or {}
  options.text, options.name = options.text or RULE, "rules/a/size.lua"
  options.config = config and command.file(options.file or "s.lua", config)
  local plan <close> = options.plan or goals_plan()
  options.plan = nil
  return plan:check(options)
end

local function result_of(config, options)
  return assert(check(config, options))
end

describe("settings of a run", function()
  it("are the rule's own where nobody sets any", function()
    assert.same({ ["1"] = "1 medium", ["2"] = "1 high", ["3"] = "1 medium" },
      said(result_of(nil)))
  end)

  it("hold everywhere, or in a scope, and what stands later wins", function()
    local result = result_of [[return {
      rules = { ["a.size"] = { size = 2 } },
      scopes = {
        { goal = "2", rules = { ["a.size"] = { size = 3 } } },
        { where = "goal in (2, 3)", rules = { ["a.size"] = { size = 4 } } },
        { subject = nil, goal = "3", rules = { ["a.*"] = { size = 5, severity = "low" } } },
      } }]]
    assert.same({ ["1"] = "2 medium", ["2"] = "4 high", ["3"] = "5 low" }, said(result))
  end)

  it("give way to the caller's, in scopes too", function()
    local result = result_of([[return { scopes = {
      { goal = "2", rules = { ["a.size"] = { size = 3, mode = "hard" } } } } }]],
      { set = { ["a.size.size"] = "7" } })
    assert.same({ ["1"] = "7 medium", ["2"] = "7 high", ["3"] = "7 medium" }, said(result))
  end)

  it("put a severity that was set in place of the findings' own", function()
    assert.same({ ["1"] = "1 info", ["2"] = "1 info", ["3"] = "1 info" },
      said(result_of([[return { rules = { ["a.size"] = { severity = "info" } } }]])))
  end)

  it("switch a rule off, everywhere or in a scope, and count what is left out", function()
    local off = result_of [[return { rules = { ["a.size"] = false } }]]
    assert.equal(0, #off.findings)
    assert.equal(3, off.checks[1]["not-applicable"])
    assert.truthy(off.checks[1].reasons[1].why.en:find "switched off %(.*s%.lua:1%)")
    local on = result_of [[return { rules = { ["a.size"] = false },
      scopes = { { goal = "2", rules = { ["a.size"] = true } } } }]]
    assert.same({ ["2"] = "1 high" }, said(on))
    assert.equal(2, on.checks[1]["not-applicable"])
  end)

  it("run a rule under a further name, with a title and findings of its own", function()
    local result = result_of [[return { rules = {
      ["a.strict"] = { rule = "a.size", title = "Strict", size = 9 },
      ["a.again"] = { rule = "a.size", size = 8 } } }]]
    assert.same({ ["1"] = "9 medium", ["2"] = "9 high", ["3"] = "9 medium" },
      said(result, "a.strict"))
    assert.same({ ["1"] = "8 medium", ["2"] = "8 high", ["3"] = "8 medium" },
      said(result, "a.again"))
    assert.same({ ["1"] = "1 medium", ["2"] = "1 high", ["3"] = "1 medium" }, said(result))
    local ids = {}
    for _, f in ipairs(result.findings) do
      assert.is_nil(ids[f.id])
      ids[f.id] = true
    end
  end)

  it("are the same written as JSON, and have the same hash", function()
    local lua = result_of [[return { rules = { ["a.size"] = { size = 2 } }, scopes = {
      { goal = "2", from = "2026-01-01", rules = { ["a.size"] = { size = 3 } } } } }]]
    local same = result_of([[{"rules": {"a.size": {"size": 2.0}}, "scopes": [
      {"goal": "2", "from": "2026-01-01", "rules": {"a.size": {"size": 3}}}]}]],
      { file = "s.json" })
    assert.same(said(lua), said(same))
    assert.equal(lua.run.settings, same.run.settings)
    assert.not_equal(lua.run.settings, result_of(nil).run.settings)
  end)

  it("do not depend on the number of workers", function()
    local config = [[return { scopes = {
      { goal = "2", rules = { ["a.size"] = { size = 3 } } } } }]]
    assert.same(said(result_of(config)), said(result_of(config, { workers = 2 })))
  end)

  -- Reports of 2024 and 2025, due on 5 December; the tolerance changes in between.
  local REPORT = [[return {
    id = "a.size", title = "R", over = "reports",
    params = { size = { type = "number", default = 1 } },
    %s }]]
  local EACH = [[check = function(r, ctx) return { size = ctx.params.size } end]]
  local SET = [[check_all = function(set, ctx)
    for r in set:each() do
      ctx.emit { subject = r, size = ctx.params_of(r).size, key = "k" }
      ctx.emit { subject = r, size = ctx.params_of(r, ctx.as_of).size, key = "now" }
    end
    ctx.evaluated(2 * #set)
  end]]

  local function reports_plan()
    return assert(tiendo.plan({
      plans = { { code = "p" } }, agencies = { { code = "x" }, { code = "y" } },
      obligations = { { code = "o", agency = "x", kind = "report", recurrence = "year",
        first_period = "2024", last_period = "2025", due_months = 0, due_day = 5 } },
    }, AS_OF))
  end
  local DATED = [[return { scopes = {
    { from = "2025-06-01", rules = { ["a.size"] = { size = 2 } } },
    { from = "2024-12-05", to = "2024-12-05", rules = { ["a.size"] = { size = 4 } } } } }]]

  it("of a day do not judge the past anew", function()
    local result = result_of(DATED, { text = REPORT:format(EACH), plan = reports_plan() })
    assert.same({ ["o/x/2024"] = "4 medium", ["o/x/2025"] = "2 medium" }, said(result))
  end)

  it("reach a rule about its whole set row by row and day by day", function()
    local result = result_of(DATED, { text = REPORT:format(SET), plan = reports_plan() })
    local sizes = {}
    for _, f in ipairs(result.findings) do
      sizes[f.subject.code .. f.key] = f.evidence[1].value
    end
    assert.same({ ["o/x/2024k"] = 4, ["o/x/2024now"] = 2, ["o/x/2025k"] = 2,
      ["o/x/2025now"] = 2 }, sizes)
  end)

  it("switch off single rows of a rule about its whole set", function()
    local result = result_of([[return { scopes = { { where = "period = 2024",
      rules = { ["a.size"] = { enabled = false } } } } }]],
      { text = REPORT:format(SET), plan = reports_plan() })
    assert.equal(2, #result.findings)
    assert.equal(2, result.checks[1]["not-applicable"])
  end)

  for _, case in ipairs {
    { [[return { rules = {
        ["a.sise"] = { size = 1 } } }]], "s.lua:2: no rule 'a.sise'; did you mean 'a.size'?" },
    { [[return { rules = { ["a.size"] = { sise = 1 } } }]],
      "s.lua:1: rule a.size has no parameter 'sise'; did you mean 'size'?" },
    { [[return { rules = { ["a.size"] = { size = 10 } } }]],
      "s.lua:1: a.size.size: '10': outside its range (number, 0 to 9)" },
    { [[return { rules = { ["a.size"] = { mode = "hrd" } } }]],
      "a.size.mode: 'hrd': not one of its choices (one of soft, hard); did you mean 'hard'?" },
    { [[return { rules = { ["a.size"] = { days = 1.5 } } }]], "expected a whole number" },
    { [[return { rules = { ["a.size"] = { severity = "bad" } } }]], "none of info, low" },
    { [[return { rules = { ["b.*"] = false } }]], "s.lua:1: no rule 'b.*'" },
    { [[return { rules = { ["a.new"] = { rule = "a.sise" } } }]], "did you mean 'a.size'?" },
    { [[return { rules = { ["A new"] = { rule = "a.size" } } }]], "lower-case words" },
    { [[return { rules = { ["a.size"] = { rule = "a.size" } } }]],
      "s.lua:1: there is a rule 'a.size' already; a further check needs a name of its own" },
    { [[return { rules = { size = { size = 1 } } }]],
      "s.lua:1: no rule 'size'; did you mean 'a.size'?" },
    { [[return { rules = { } } }]], "s.lua:1:24" },
  } do
    it("are refused: " .. case[2]:sub(1, 60), function()
      local result, message = check(case[1])
      assert.is_nil(result)
      assert(message:find(case[2], 1, true), message)
    end)
  end

  it("that a rule about its whole set cannot take are refused", function()
    local text = REPORT:format "check_all = function(set, ctx) ctx.evaluated(#set) end"
    local result, message = check([[return { scopes = {
      { goal = "1", rules = { ["a.size"] = { size = 2 } } } } }]], { text = text })
    assert.is_nil(result)
    assert.truthy(message:find("s.lua:2: rule a.size looks at its rows all at once", 1, true))
  end)

  it("are told with an error of the rule", function()
    local text = REPORT:format [[check = function(r, ctx) error "no" end]]
    local result = result_of(DATED, { text = text, plan = reports_plan() })
    assert.equal("size = 4", result.errors[1].params)
    assert.equal("o/x/2024", result.errors[1].subject)
    assert.equal("size = 2", result.errors[2].params)
  end)
end)

describe("tiendo check --config", function()
  local store

  setup(function()
    store = command.path "settings.db"
    local _, code = command.tiendo("import", store, "tests/data/small", "--quiet")
    assert.equal(0, code)
  end)

  local function config(text) return command.file("c.lua", text) end

  it("shows every setting, who set it and where it holds", function()
    local path = config [[return { rules = { ["progress.off_track"] = { ratio = 0.9 } },
      scopes = { { goal = "1", to = "2025-12-31",
        rules = { ["progress.off_track"] = { severity = "low", method = "linear" } } } } }]]
    local out, code = command.tiendo("check", "--explain-settings", "--config", path,
      "--select", "progress.off_track", "--set", "progress.off_track.red_ratio=0.5",
      "--format", "json")
    assert.equal(0, code)
    local found = {}
    for _, s in ipairs(assert(json.decode(out)).settings) do
      local origin = s.origin ~= json.null and s.origin:gsub("^.*/", "") or "-"
      local where = s.where ~= json.null and s.where .. " to " .. s.to or "-"
      found[#found + 1] = ("%s = %s | %s | %s"):format(s.name, s.value, where, origin)
    end
    assert.same({
      "enabled = true | - | -",
      "severity = high | - | -",
      'severity = low | goal = "1" to 2025-12-31 | c.lua:3',
      "base_year = 2015 | - | -",
      "method = open-sdg | - | -",
      'method = linear | goal = "1" to 2025-12-31 | c.lua:3',
      "ratio = 0.9 | - | c.lua:1",
      "red_ratio = 0.5 | - | --set",
    }, found)
  end)

  it("shows them as a table in both languages", function()
    for lang, words in pairs { en = { "2 values are set; rules with any: 1", "set by" },
      vi = { "2 giá trị được đặt trong 1 quy tắc", "đặt tại" } } do
      local out, code = command.tiendo("check", "--explain-settings", "--lang", lang,
        "--set", "quality.jump.max_change=0.2", "--set", "quality.jump.severity=high")
      assert.equal(0, code)
      assert.truthy(out:find(words[1], 1, true), out:sub(-200))
      assert.truthy(out:find("max_change  0.2 · " .. words[2] .. " --set", 1, true))
    end
  end)

  it("tells of a scope that meets no row", function()
    local path = config [[return { scopes = { { goal = "99",
      rules = { ["structure.no_commitment"] = { severity = "low" } } } } }]]
    local _, _, err = command.tiendo("check", store, "--as-of", "2026-11-23", "--config", path,
      "--select", "structure.no_commitment", "--fail-on", "never")
    assert.truthy(err:find('c.lua:1: the scope meets no row: goal = "99"', 1, true), err)
  end)

  it("does not for one whose settings the command line replaces", function()
    local path = config [[return { scopes = { { goal = "3",
      rules = { ["progress.off_track"] = { ratio = 0.9 } } } } }]]
    local _, _, err = command.tiendo("check", store, "--as-of", "2026-11-23", "--config", path,
      "--set", "progress.off_track.ratio=0.5", "--select", "progress.off_track",
      "--fail-on", "never")
    assert.falsy(err:find("meets no row", 1, true), err)
  end)

  it("stops for a file that is not there or not right, before anything runs", function()
    local out, code, err = command.tiendo("check", store, "--config", "/none.lua")
    assert.equal("", out)
    assert.equal(2, code)
    assert.truthy(err:find("/none.lua", 1, true))
    local _, again, why = command.tiendo("check", store, "--config",
      config "return { rules = { ['quality.jmp'] = false } }")
    assert.equal(2, again)
    assert.truthy(why:find("no rule 'quality.jmp'; did you mean 'quality.jump'?", 1, true))
    local _, endless, large = command.tiendo("check", store, "--config", "/dev/zero")
    assert.same({ 2, "tiendo: /dev/zero: larger than 8 MiB\n" }, { endless, large })
  end)

  it("lists a further name as what it is", function()
    local path = config [[return { rules = {
      ["progress.strict"] = { rule = "progress.off_track", ratio = 1 } } }]]
    local out = command.tiendo("rules", "explain", "progress.strict", "--config", path)
    assert.truthy(out:find("another name for progress.off_track", 1, true), out)
    assert.truthy(out:find("ratio = 1\n    number from 0 to 2 · set by", 1, true), out)
  end)
end)
