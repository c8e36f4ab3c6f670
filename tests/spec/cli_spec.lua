--- The command as a user meets it: what it prints and how it exits.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local tiendo = command.tiendo

-- A rule that finds one thing about every goal, of this severity.
local function rule(severity)
  return command.file(severity .. ".lua", ([[return { id = "my.%s",
    title = { en = "Found", vi = "Phát hiện" }, over = "goals",
    severity = "%s", message = { en = "goal {code}", vi = "mục tiêu {code}" },
    check = function(g) return { code = g.code } end }]])
    :format(severity, severity))
end

local function broken(name, body)
  return command.file(name .. ".lua", ([[return { id = "my.%s", title = "t",
    over = "goals", check = function(g) %s end }]]):format(name, body))
end

describe("tiendo", function()
  it("lets no rejected value steer the terminal", function()
    local store = command.store "tests/data/small"
    local file = command.file("observations.csv",
      'indicator,area,period,value\nx,y,2020,"\27[2J\n"\n')
    local _, code, err = tiendo("import", store, file)
    assert.equal(4, code)
    assert.matches(":2:%d+: value ' %[2J ': ", err)
  end)

  it("without a command prints its usage and exits 2", function()
    local out, code, err = tiendo()
    assert.equal(2, code)
    assert.equal("", out)
    assert.matches("tiendo import +STORE", err)
  end)

  it("has help for itself and for each command", function()
    assert.equal(0, select(2, tiendo "--help"))
    for _, name in ipairs { "import", "check", "show", "rules", "export",
      "doctor", "assess", "extract", "explain", "schedule", "run", "replay",
      "report", "letter" } do
      local out, code = tiendo(name, "--help")
      assert.equal(0, code)
      assert.matches("^tiendo " .. name, out)
      for line in out:gmatch "[^\n]+" do
        assert.is_true(#line <= 80, line)
        assert.not_matches("%s$", line)
      end
    end
  end)

  it("says of each command what its options mean there", function()
    assert.matches("--format NAME +csv %(the default%) or json\n", (tiendo("assess", "--help")))
    assert.matches("--limit N +differences shown; 0: all %(default: 200%)\n",
      (tiendo("import", "--help")))
    local out = tiendo "--help"
    assert.matches("\n  tiendo explain [^\n]* finding ID\n"
      .. " +how a deadline or finding comes about\n", out)
    for line in out:gmatch "[^\n]+" do assert.is_true(#line <= 80, line) end
  end)

  it("tells that help could not be written", function()
    for _, words in ipairs { "--help", "--version", "check --help" } do
      local out, code = command.run("sh", "-c",
        ("'%s' %s >/dev/full"):format(command.absolute(), words))
      assert.same({ "tiendo: standard output cannot be written\n", 5 }, { out, code })
    end
  end)

  it("says its version", function()
    assert.equal("tiendo 0.1.0\n", (tiendo "--version"))
  end)

  for _, case in ipairs {
    { "an unknown command", { "chek" }, "no command 'chek'" },
    { "an unknown option", { "check", "x.db", "--colour" }, "no option" },
    { "an option without its value", { "check", "x.db", "--select" },
      "--select needs EXPR" },
    { "no store", { "check" }, "usage: tiendo check STORE" },
    { "a setting without a value", { "check", "x.db", "--set", "a.b" },
      "RULE.PARAM=VALUE" },
    { "a setting of nothing", { "rules", "list", "--set", "ratio=1" },
      "setting ratio: write it as RULE.PARAM=VALUE" },
    { "a setting of a whole rule", { "rules", "list", "--set", "quality.jump=1" },
      "setting quality.jump: write it as RULE.PARAM=VALUE" },
    { "a setting of a rule without its topic", { "rules", "list", "--set", "jump.x=1" },
      "no rule 'jump'; did you mean 'quality.jump'?" },
    { "an unknown format", { "check", "x.db", "--format", "xml" },
      "none of text, json, jsonl, csv" },
    { "an unknown language", { "check", "x.db", "--lang", "fr" },
      "neither en nor vi" },
    { "an unknown severity", { "check", "x.db", "--fail-on", "huge" },
      "none of info" },
    { "workers that are no number", { "check", "x.db", "--workers", "two" },
      "is no number" },
    { "more than a number holds", { "check", "x.db", "--limit", "4294967296" },
      "none that fits" },
    { "a negative number", { "check", "x.db", "--limit", "-1" }, "is no number" },
    { "a time that is none", { "check", "x.db", "--time-limit", "nan" },
      "is no number" },
  } do
    it("exits 2 for " .. case[1], function()
      local out, code, err = tiendo(table.unpack(case[2]))
      assert.equal(2, code)
      assert.equal("", out)
      assert.matches(case[3], err, 1, true)
    end)
  end
end)

describe("tiendo check", function()
  local store

  setup(function() store = command.store "tests/data/small" end)

  local function check(...)
    return tiendo("check", store, "--as-of", "2026-11-23", "--no-builtin", ...)
  end

  it("says that a store cannot be made", function()
    local _, code, err = tiendo("import", command.path "nowhere/x.db", "tests/data/small")
    assert.equal(4, code)
    assert.matches("nowhere/x.db: cannot be made; its folder is missing", err, 1, true)
  end)

  it("exits 4 for a store that is not there", function()
    local _, code, err = tiendo("check", "nowhere.db")
    assert.equal(4, code)
    assert.matches("nowhere.db: no such store", err, 1, true)
  end)

  it("exits 2 for a day that is none", function()
    local _, code, err = tiendo("check", store, "--as-of", "2026-02-30",
      "--no-builtin", "--rules", rule "low")
    assert.equal(2, code)
    assert.matches("'2026-02-30' is no day", err, 1, true)
  end)

  it("exits 2 where there is no rule, and says so", function()
    local _, code, err = check()
    assert.equal(2, code)
    assert.matches("there is no rule", err, 1, true)
  end)

  it("exits 1 from the severity that fails, 0 below", function()
    assert.equal(1, select(2, check("--rules", rule "high")))
    assert.equal(0, select(2, check("--rules", rule "medium")))
    assert.equal(1, select(2, check("--rules", rule "medium", "--fail-on",
      "medium")))
    assert.equal(0, select(2, check("--rules", rule "critical", "--fail-on",
      "never")))
  end)

  it("tells every rule that cannot be loaded and runs none", function()
    local out, code, err = check("--rules", command.file("x1.lua", "return 1"),
      "--rules", command.file("x2.lua", "return {"), "--rules", rule "low")
    assert.equal(2, code)
    assert.equal("", out)
    assert.matches("x1.lua: the file returns a number", err, 1, true)
    assert.matches("x2.lua:1:", err, 1, true)
  end)

  it("exits 3 where a check ended in an error", function()
    local out, code = check("--rules", broken("raises", "error 'no'"))
    assert.equal(3, code)
    assert.matches("raises.lua:2: no", out, 1, true)
  end)

  it("exits 3 where nothing at all was judged", function()
    local empty = command.path "empty.db"
    os.remove(empty)
    command.tiendo("import", empty, command.file("sources.csv",
      "code,title\ns,Source\n"))
    local _, code, err = tiendo("check", empty, "--as-of", "2026-11-23")
    assert.equal(3, code)
    assert.matches("nothing was judged", err, 1, true)
  end)

  it("names time and memory limits, and the others run", function()
    local out, code = check("--format", "json", "--time-limit", "2",
      "--rules", broken("hangs", "while true do end"),
      "--rules", broken("eats", "local t = {} while true do " ..
        "t[#t + 1] = ('x'):rep(100000) .. #t end"),
      "--rules", rule "low")
    assert.equal(3, code)
    local result = json.decode(out)
    assert.equal(2, #result.findings)
    local reasons = {}
    for _, e in ipairs(result.errors) do reasons[e.rule] = e.reason end
    assert.same({ ["my.hangs"] = "time limit", ["my.eats"] = "memory limit" },
      reasons)
  end)

  it("loses one check where a worker crashes", function()
    local hangs, low = broken("hang", "while true do end"), rule "low"
    local out = command.path "crash.json"
    -- The shell crashes whichever worker hangs, from outside.
    local script = ([[%s check %s --as-of 2026-11-23 --no-builtin --workers 1 \
      --time-limit 30 --format json --rules %s --rules %s -o %s & pid=$!
      n=0; until worker=$(cat /proc/$pid/task/$pid/children) && [ -n "$worker" ]
        do sleep 0.05; n=$((n+1)); [ $n -lt 100 ] || exit 9; done
      sleep 0.5
      kill -SEGV $(cat /proc/$pid/task/$pid/children); wait $pid]])
      :format(os.getenv "TIENDO" or "build/dev/tiendo", store, hangs, low, out)
    local _, code = command.run("sh", "-c", script)
    assert.equal(3, code)
    local result = json.decode(command.read(out))
    assert.equal("signal 11", result.errors[1].reason)
    assert.equal("my.hang", result.errors[1].rule)
    assert.equal(2, #result.findings)
  end)

  it("gives the same bytes whatever the workers and the locale", function()
    local seen
    for _, workers in ipairs { "0", "1", "3" } do
      for _, locale in ipairs { "C", "C.UTF-8" } do
        local out = command.run("env", "LC_ALL=" .. locale,
          os.getenv "TIENDO" or "build/dev/tiendo", "check", store, "--as-of",
          "2026-11-23", "--format", "json", "--workers", workers)
        seen = seen or out
        assert.equal(seen, out)
      end
    end
    assert.is_table(json.decode(seen).findings)
  end)

  it("writes a file whole or not at all", function()
    local path = command.path "out.csv"
    local out, code = check("--rules", rule "low", "--format", "csv", "-o",
      path)
    assert.equal(0, code)
    assert.equal("", out)
    assert.matches("^id,rule,severity", command.read(path))
    local _, fails = check("--rules", rule "low", "-o", "/nonexistent/x")
    assert.equal(5, fails)
  end)

  it("writes into a pipe and leaves it a pipe", function()
    local pipe, got = command.path "pipe", command.path "piped.csv"
    assert(os.execute(("mkfifo '%s' && (timeout 5 cat '%s' >'%s' &)")
      :format(pipe, pipe, got)))
    local _, code = check("--rules", rule "low", "--format", "csv", "-o", pipe)
    assert.equal(0, code)
    assert.is_true(os.execute(("test -p '%s'"):format(pipe)))
    os.execute(("timeout 5 sh -c \"until test -s '%s'; do sleep 0.05; done\"")
      :format(got))
    assert.matches("^id,rule,severity", command.read(got))
  end)

  it("speaks Vietnamese", function()
    local out = check("--rules", rule "low", "--lang", "vi")
    assert.matches("mục tiêu 2", out, 1, true)
  end)

  it("keeps what is selected", function()
    local out = check("--rules", rule "low", "--select", "goal = 2",
      "--format", "jsonl")
    assert.equal(1, select(2, out:gsub("\n", "")))
    local _, code, err = check("--rules", rule "low", "--select", "goal =")
    assert.equal(2, code)
    assert.matches("--select:", err, 1, true)
  end)

  it("has no colours on a pipe", function()
    assert.is_nil(check("--rules", rule "low"):find "\27")
  end)

  it("uses only what was known on the day given", function()
    local value = command.file("value.lua", [[return { id = "my.value",
      title = "t", over = "commitments", severity = "low",
      needs = { "series" }, message = "{last}", check = function(c)
        if c.code == "2.1/power" then
          return { last = (c.series:last()) } end end }]])
    local function last(day)
      local out = tiendo("check", store, "--as-of", "2026-11-23", "--known-at",
        day, "--no-builtin", "--rules", value, "--format", "json")
      return json.decode(out).findings[1].evidence.last
    end
    -- 98 was known on 2021-03-01, corrected to 97.5 on 2021-09-01.
    assert.equal(90, last "2021-02-28")
    assert.equal(98, last "2021-03-01")
    assert.equal(98, last "2021-08-31")
    assert.equal(97.5, last "2021-09-01")
  end)
end)

describe("tiendo import and export", function()
  it("print the account and change nothing the second time", function()
    local store = command.path "twice.db"
    local out, code = tiendo("import", store, "tests/data/small")
    assert.equal(0, code)
    assert.matches("targets +4 +4 +0 +0 +0", out)
    out, code = tiendo("import", store, "tests/data/small")
    assert.equal(0, code)
    assert.matches("targets +4 +0 +0 +4 +0", out)
  end)

  it("give the same bytes back", function()
    local a, b = command.path "a", command.path "b"
    tiendo("export", command.store "tests/data/small", a)
    tiendo("export", command.store(a), b)
    local out, code = command.run("diff", "-r", a, b)
    assert.equal("", out)
    assert.equal(0, code)
  end)

  it("reject with file, line, column, value and reason", function()
    local bad = command.file("observations.csv",
      "indicator,area,period,value\nimr,tinh,2016,1e309\nimr,tinh,2017,19\n")
    local store = command.store "tests/data/small"
    local rejects = command.path "rejects.csv"
    local _, code, err = tiendo("import", store, bad, "--rejects", rejects)
    assert.equal(4, code)
    assert.matches("observations.csv:2:15: value '1e309': ", err, 1, true)
    assert.matches("store unchanged", err, 1, true)
    assert.matches('observations.csv",2,15,"value","1e309",',
      command.read(rejects), 1, true)
    assert.equal(0, select(2, tiendo("import", store, bad, "--accept-valid")))
  end)
end)
