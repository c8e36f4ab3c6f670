-- tiendo findings over recorded runs: An Giang's plan with figures that become
-- known between two runs, and a small province for baselines.
local command = require "tests.support.command"
local life = require "tests.support.life"
require "tiendo"
local json = require "tiendo.json"
local layout = require "tiendo.report.layout"

local FIRST, SECOND = "2026-11-30", "2026-12-07"

-- A report that was missing, and a figure that leaves more to do: under-five
-- mortality of 19 in 2025, 15 being promised for 2030.
local SUBMISSIONS = [[
obligation,agency,period,received_on,source
yearly-report-2021-2030,so-thong-tin-va-truyen-thong,2025,2026-12-02,illustration
]]
local FIGURES = [[
indicator,area,period,known_on,value,source
under5_mortality_rate,an-giang,2025,2026-12-03,19,illustration
]]

local MORTALITY = "3.1/under-five-mortality"
local REPORT = "yearly-report-2021-2030/so-thong-tin-va-truyen-thong/2025"

local store, results

local function findings(...)
  return command.tiendo("findings", ...)
end

-- Output of a call that must succeed.
local function told(...)
  local out, code, err = findings(...)
  assert.equal(0, code, err)
  return out
end

local function decoded(...)
  return assert(json.decode(told(...)))
end

local function has(part, out)
  assert(out:find(part, 1, true), ("%q is not in:\n%s"):format(part, out))
end

local function refused(message, code, ...)
  local out, got, err = findings(...)
  assert.equal("", out)
  assert.equal(code, got)
  has(message, err)
end

local function id_of(rule, subject)
  return life.sql(store, ("SELECT id FROM findings WHERE rule = '%s' "
    .. "AND subject = '%s'"):format(rule, subject)):match "%x+"
end

local function check_run(day)
  local out, code, err = command.tiendo("run", store, "--as-of", day,
    "--format", "json", "--fail-on", "never")
  assert.equal(0, code, err)
  return json.decode(out)
end

setup(function()
  store = command.store "datasets/an-giang"
  results = { check_run(FIRST) }
  local out, code = command.run(command.absolute(), "import", store,
    command.file("submissions.csv", SUBMISSIONS),
    command.file("observations.csv", FIGURES))
  assert.equal(0, code, out)
  results[2] = check_run(SECOND)
end)

describe("tiendo findings list", function()
  it("has the states that the run's own output has", function()
    local states, listed = {}, decoded("list", store, "--all", "--format",
      "json")
    assert.equal(results[2].run.id, listed.run.id)
    for _, f in ipairs(results[2].findings) do states[f.id] = f end
    for _, f in ipairs(listed.findings) do
      local seen = states[f.id]
      if seen then
        assert.equal(seen.state, f.state)
        assert.equal(seen.severity, f.severity)
        states[f.id] = nil
      else
        assert.is_true(f.state == "resolved" or f.state == "stale", f.state)
      end
    end
    assert.is_nil(next(states))
  end)

  it("has one row for each finding of either run", function()
    local ids, n = {}, 0
    for _, result in ipairs(results) do
      for _, f in ipairs(result.findings) do ids[f.id] = true end
    end
    for _ in pairs(ids) do n = n + 1 end
    assert.equal(n, #decoded("list", store, "--all", "--format", "json")
      .findings)
  end)

  it("leaves out what is closed, counts it, and shows it when asked", function()
    local all = decoded("list", store, "--all", "--format", "json")
    local open = decoded("list", store, "--format", "json")
    local resolved = decoded("list", store, "--select", "state = resolved",
      "--format", "json")
    assert.equal(#all.findings, #open.findings + #resolved.findings)
    assert.equal(#resolved.findings, open.closed_left_out)
    assert.is_true(#resolved.findings > 0)
    for _, f in ipairs(open.findings) do
      assert.is_true(f.state ~= "resolved" and f.state ~= "waived")
    end
  end)

  it("tells since when and how long, by the last run's day", function()
    local f = decoded("list", store, "--select", "subject = " .. MORTALITY
      .. " and rule = progress.beyond_precedent", "--format", "json").findings[1]
    assert.equal("ongoing", f.state)
    assert.equal(FIRST, f.since)
    assert.equal(7, f.age_days)
    assert.equal(SECOND, f.last_on)
    assert.equal("so-y-te", f.subject.agency)
  end)

  it("selects by age, day, waiver and place", function()
    local function n(expression)
      return #decoded("list", store, "--select", expression, "--format",
        "json").findings
    end
    local open = #decoded("list", store, "--format", "json").findings
    assert.equal(open, n "age_days >= 7" + n "age_days < 7")
    assert.equal(n "age_days = 7", n("since = " .. FIRST))
    assert.equal(n "state = new", n("since >= " .. SECOND))
    assert.equal(0, n "waiver = x")
    assert.is_true(n "goal = 3 and agency = so-y-te" > 0)
    refused("unknown field 'stat'; did you mean 'state'?", 2, "list", store,
      "--select", "stat = new")
  end)

  it("is sorted by severity, rule and subject", function()
    local weight = { info = 1, low = 2, medium = 3, high = 4, critical = 5 }
    local before
    for _, f in ipairs(decoded("list", store, "--format", "json").findings) do
      if before and before.severity == f.severity then
        assert.is_true(before.rule <= f.rule)
      elseif before then
        assert.is_true(weight[before.severity] > weight[f.severity])
      end
      before = f
    end
  end)

  it("counts in words what a limit leaves out", function()
    local n = #decoded("list", store, "--select", "reporting.missing",
      "--format", "json").findings
    local out = told("list", store, "--select", "reporting.missing", "--limit",
      "2")
    has(("reporting.missing (%d)"):format(n), out)
    has(("and %d more of this rule"):format(n - 2), out)
    has(("After run %s of %s"):format(results[2].run.id, SECOND), out)
  end)

  it("speaks Vietnamese", function()
    local out = told("list", store, "--lang", "vi")
    has("Sau lần chạy", out)
    has("ngày 07/12/2026", out)
    has("đang tiếp diễn", out)
    has("từ ngày 30/11/2026", out)
  end)

  it("writes tables for other programs with as many rows", function()
    local n = #decoded("list", store, "--format", "json").findings
    local _, lines = told("list", store, "--format", "jsonl"):gsub("\n", "")
    assert.equal(n, lines)
    local _, rows = told("list", store, "--format", "csv"):gsub("\n%x+,", "")
    assert.equal(n, rows)
    local _, cells = told("list", store, "--format", "markdown")
      :gsub("\n| %x+ |", "")
    assert.equal(n, cells)
  end)

  it("says that nothing is recorded", function()
    local empty = command.store "tests/data/small"
    has("No run is recorded yet", told("list", empty))
    has("No run is recorded yet", told("runs", empty))
    assert.equal(json.null, decoded("list", empty, "--format", "json").run)
    refused("no run is recorded in the store yet", 2, "show", empty, "12ab")
    refused("none is recorded yet", 2, "baseline", empty, "--until",
      "2027-01-01", "--signer", "A", "--reason", "B")
  end)

  it("says that an older store has no record", function()
    local old = command.path "old.db"
    command.run("sqlite3", old, ".read tests/data/store-1.sql")
    has("it has an older schema", told("list", old))
    has("it has an older schema", told("runs", old))
    has("it has an older schema", told("baseline", old))
    refused("older schema", 2, "manifest", old, "latest")
  end)
end)

describe("tiendo findings show", function()
  it("tells all about one, by the beginning of its id", function()
    local id = id_of("progress.beyond_precedent", MORTALITY)
    local out = told("show", store, id:sub(1, 8)):gsub("%s+", " ")
    has("finding " .. id, out)
    has("ongoing since " .. FIRST .. " (run " .. results[1].run.id, out)
    has("Department of Health", out)
    has("line 292", out)
    has("Needs a pace never seen before", out)
    has("growth needed, % a year", out)
    has("What to do", out)
  end)

  it("gives the same as JSON", function()
    local id = id_of("progress.beyond_precedent", MORTALITY)
    local f = decoded("show", store, id, "--format", "json")
    assert.equal("ongoing", f.state)
    assert.equal(15, f.evidence.promised)
    assert.equal(292, f.source_line)
    assert.equal(1, #f.events)
    assert.equal(1, f.events[1].went_on)
  end)

  it("refuses what is no id, or none on record", function()
    refused("is no id of a finding", 2, "show", store, "123")
    refused("is no id of a finding", 2, "show", store, "xyzxyz")
    refused("no recorded finding '00000000'", 2, "show", store, "00000000")
  end)

  it("names those that an id's beginning could mean", function()
    local pair = life.sql(store, "SELECT substr(id, 1, 4) FROM findings "
      .. "GROUP BY 1 HAVING count(*) > 1 LIMIT 1"):match "%x+"
    if pair then refused("begins 2 findings", 2, "show", store, pair) end
    assert.equal("16\n", life.sql(store,
      "SELECT DISTINCT length(id) FROM findings"))
  end)
end)

describe("tiendo findings history", function()
  it("tells each event with its day and reason", function()
    local out = told("history", store, id_of("reporting.missing", REPORT))
    has(FIRST .. " new", out)
    has(SECOND .. " resolved: evaluated, and it passes", out)
  end)

  it("words the reasons in Vietnamese", function()
    local out = told("history", store, id_of("reporting.missing", REPORT),
      "--lang", "vi")
    has("30/11/2026 mới phát sinh", out)
    has("07/12/2026 đã khắc phục: đã đánh giá và đạt", out)
  end)
end)

describe("tiendo findings runs", function()
  it("cuts no id where every state has a column", function()
    local id, out = "2026-12-07-8f3c0a51", {}
    local head, row = { "lần chạy" }, { id, hang = 0 }
    for i, name in ipairs { "đánh giá", "đang mở", "mới phát sinh", "tái diễn",
      "có thay đổi", "chưa kiểm tra lại", "được miễn trừ", "đã khắc phục" } do
      head[i + 1], row[i + 1] = name, "3861"
    end
    layout.table(function(s) out[#out + 1] = s end,
      { head = head, rows = { row }, is_uncut = true }, 80,
      function(_, s) return s end)
    local last = table.concat(out):match "([^\n]+)\n$"
    assert.equal(id .. " 3861 3861     3861 3861    3861      3861     3861"
      .. "    3861", last)
  end)

  it("counts what each run changed", function()
    local runs = decoded("runs", store, "--format", "json").runs
    assert.equal(2, #runs)
    assert.equal(#results[1].findings, runs[1].events.new)
    assert.equal(#results[1].findings, runs[1].open)
    local n = {}
    for _, f in ipairs(results[2].findings) do
      n[f.state] = (n[f.state] or 0) + 1
    end
    assert.equal(n.new, runs[2].events.new)
    assert.equal(#decoded("list", store, "--format", "json").findings,
      runs[2].open)
  end)

  it("gives the manifest of one", function()
    local m = decoded("manifest", store, "latest")
    assert.equal(results[2].run.id, m.run.id)
    assert.equal("sha256:", m.run.chain:sub(1, 7))
    refused("there is no run '1999'", 2, "manifest", store, "1999")
  end)
end)

describe("tiendo findings why", function()
  -- 1 - (15/19)^(1/5), and 1 - (15/21.6)^(1/15)
  local NOW, THEN = 0.046178, 0.024016

  local function growth(...)
    local id = id_of("progress.beyond_precedent", MORTALITY)
    local answer = decoded("why", store, id, "--format", "json", ...)
    return answer, answer.evaluated.needed_percent
  end

  it("asks the last run that saw it, on the data known then", function()
    local answer, needed = growth()
    assert.equal(results[2].run.id, answer.run.id)
    assert.near(NOW * 100, needed, 0.001)
    assert.is_false(answer.recorded.own)
    assert.is_false(answer.recorded.same)
    assert.equal("fail", answer.why.outcome)
  end)

  it("finds the earlier run's evidence as it was recorded", function()
    local answer, needed = growth("--run", FIRST)
    assert.equal(results[1].run.id, answer.run.id)
    assert.near(THEN * 100, needed, 0.001)
    assert.is_true(answer.recorded.own)
    assert.is_true(answer.recorded.same)
  end)

  it("says so in words", function()
    local id = id_of("progress.beyond_precedent", MORTALITY)
    local out = told("why", store, id, "--run", FIRST)
    has("Run " .. results[1].run.id .. " of " .. FIRST, out)
    has("The evidence that this run recorded is what is evaluated now.", out)
    has("lần chạy này", told("why", store, id, "--run", FIRST, "--lang", "vi")
      :lower())
  end)

  it("tells what became of one that is resolved", function()
    local id = id_of("reporting.missing", REPORT)
    has("is what is evaluated now", told("why", store, id))
    has("The finding is not there on that run's data.", told("why", store, id,
      "--run", "latest"))
  end)

  it("is the same after later imports changed the data again", function()
    local id = id_of("progress.beyond_precedent", MORTALITY)
    local before = told("why", store, id, "--run", FIRST, "--format", "json")
    local later = command.path "later.db"
    command.run("cp", store, later)
    local out, code = command.run(command.absolute(), "import", later,
      command.file("more.csv", FIGURES:gsub("2026%-12%-03,19",
        "2026-11-01,14")))
    assert.equal(0, code, out)
    assert.equal(before, told("why", later, id, "--run", FIRST, "--format",
      "json"))
  end)

  it("refuses a run that there is not", function()
    refused("there is no run '1999'", 2, "why", store,
      id_of("reporting.missing", REPORT), "--run", "1999")
  end)
end)

describe("tiendo findings baseline", function()
  local rules, small

  local function accept(...)
    return findings("baseline", small, "--until", "2026-02-10", "--signer",
      "The chair", "--reason", "Known before", ...)
  end

  before_each(function()
    rules = life.folder {
      ["life/level.lua"] = command.read(life.rules() .. "/life/level.lua") }
    small = life.store { { "f01", "2026-01-01", 20 },
      { "f02", "2026-01-01", 20 }, { "f02", "2026-02-02", 5 },
      { "f02", "2026-02-04", 20 }, { "f03", "2026-02-03", 20 } }
    life.run(small, rules, "2026-02-01")
  end)

  it("excuses until its last day what was open, and nothing else", function()
    local out, code, err = accept()
    assert.equal(0, code, err)
    has("Baseline 1, in force until 2026-02-10", out)
    has("2 of 2 findings are left", out)
    life.run(small, rules, "2026-02-02")
    life.run(small, rules, "2026-02-03")
    life.run(small, rules, "2026-02-04")
    life.run(small, rules, "2026-02-10")
    life.run(small, rules, "2026-02-11")
    assert.equal("2026-02-01 new \n2026-02-02 waived \n"
      .. "2026-02-11 reopened waived\n", life.events(small, "f01"))
    -- what is resolved is out of it for good
    assert.equal("2026-02-01 new \n2026-02-02 resolved pass\n"
      .. "2026-02-04 reopened resolved\n", life.events(small, "f02"))
    assert.equal("2026-02-03 new \n", life.events(small, "f03"))
  end)

  it("tells what is left of it, and who answers for it", function()
    accept()
    life.run(small, rules, "2026-02-02")
    local b = decoded("baseline", small, "--format", "json").baseline
    assert.equal(2, b.accepted)
    assert.equal(1, b.left)
    assert.equal("life.level", b.by_rule[1].rule)
    assert.equal(1, b.by_rule[1].left)
    assert.equal("The chair", b.signer)
    local id = b.findings[1]
    has("baseline 1, signed by The chair, until 2026-02-10: Known before",
      (told("show", small, id):gsub("%s+", " ")))
  end)

  it("is followed only by fewer", function()
    accept()
    life.run(small, rules, "2026-02-03")
    local before = life.record(small)
    local _, code, err = accept()
    assert.equal(2, code)
    has("baseline 1 is in force until 2026-02-10, and only fewer", err)
    has("it does not hold 1 of these", err)
    has("life.level", err)
    assert.equal(before, life.record(small))
    local out = select(1, accept("--select", 'waiver = "baseline 1"'))
    has("Baseline 2", out)
    has("1 of 1 finding is left", out)
  end)

  it("needs a last day, a signer and a reason", function()
    refused("a baseline needs a last day", 2, "baseline", small, "--signer",
      "A", "--reason", "B")
    refused("somebody who answers for it", 2, "baseline", small, "--until",
      "2026-02-10", "--reason", "B")
    refused("a baseline needs a reason", 2, "baseline", small, "--until",
      "2026-02-10", "--signer", "A")
  end)

  it("ends within 366 days after the last run", function()
    local function until_day(day)
      return findings("baseline", small, "--until", day, "--signer", "A",
        "--reason", "B")
    end
    refused("the latest it can be is 2027-02-02", 2, "baseline", small,
      "--until", "2027-02-03", "--signer", "A", "--reason", "B")
    refused("is before the last run's, 2026-02-01", 2, "baseline", small,
      "--until", "2026-01-31", "--signer", "A", "--reason", "B")
    refused("is no day such as", 2, "baseline", small, "--until", "soon",
      "--signer", "A", "--reason", "B")
    assert.equal(0, select(2, until_day "2027-02-02"))
  end)

  it("is not there before it is accepted", function()
    has("No baseline is in force on 2026-02-01.", told("baseline", small))
  end)
end)
