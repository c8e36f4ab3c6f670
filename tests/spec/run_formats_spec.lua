--- What every format tells of a recorded run: states, what is resolved, and
-- whether the run is to be believed.
require "tiendo"
local command = require "tests.support.command"
local json = require "tiendo.json"
local prometheus = require "tests.support.prometheus"
local report = require "tiendo.report"
local results = require "tests.support.results"
local sarif = require "tests.support.sarif"
local words = require "tiendo.words"

local run_result, suspicious = results.run_result, results.suspicious_result
local written, result_of = results.written, results.result_of
local lines_of = results.lines_of

local function has_line(text, line)
  assert.matches("\n" .. line .. "\n", "\n" .. text, 1, true)
end

local function decoded(result, options)
  return assert(json.decode(written(result, "json", options)))
end

describe("a recorded run", function()
  it("leaves every format the same where there is no run", function()
    -- an empty list of what is resolved adds nothing to a list of findings
    for _, format in ipairs { "jsonl", "csv", "text", "markdown" } do
      assert.equal(written(result_of(), format, {}),
        written(result_of { resolved = {} }, format, {}), format)
    end
  end)

  it("is told in the same bytes each time", function()
    for _, format in ipairs(report.FORMATS) do
      for _, lang in ipairs(words.LANGS) do
        assert.equal(written(run_result(), format, { lang = lang }),
          written(run_result(), format, { lang = lang }))
      end
    end
  end)
end)

describe("text and markdown of a run", function()
  it("say which run it is and what changed", function()
    for _, format in ipairs { "text", "markdown" } do
      local en = written(run_result(), format, {})
      local vi = written(run_result(), format, { lang = "vi" })
      assert.matches("\nRun 2026-11-30-30dbbdcb; the run before was of "
        .. "2026-11-23", en, 1, true)
      assert.matches("\nSince then: 1 new, 1 reopened, 1 changed, 1 resolved, "
        .. "1 ongoing, 2 stale", en, 1, true)
      assert.matches("\nLần chạy 2026-11-30-30dbbdcb; lần chạy trước ngày "
        .. "23/11/2026", vi, 1, true)
      assert.matches("\nTừ đó đến nay: 1 mới phát sinh, 1 tái diễn, 1 có thay "
        .. "đổi, 1 đã khắc phục", vi, 1, true)
    end
  end)

  it("say of a first run that it is one", function()
    local result = run_result()
    result.since_last.run, result.since_last.as_of = nil, nil
    has_line(written(result, "text", {}),
      "Run 2026-11-30-30dbbdcb, the first one")
  end)

  it("say the state of a finding and, unless it is new, since when it is "
    .. "known", function()
    local s = written(run_result(), "markdown", {})
    has_line(s, "- Infant mortality: 71 % of the pace needed for 2030-12-31 · "
      .. "2025 · new\\\n  3.1/infant-mortality · observed: 12.1 · needed: 10.9 "
      .. "· Department of Health · 1015/QĐ-UBND, line 292")
    has_line(s, "- Infant mortality: 71 % of the pace needed for 2030-12-31 · "
      .. "2025 · ongoing\\\n  3.1/infant-mortality · first seen on 2026-09-30 · "
      .. "observed: 12.1 · needed: 10.9 · Department of Health · 1015/QĐ-UBND, "
      .. "line 292")
  end)

  it("list what is resolved with what was last said of it", function()
    local s = written(run_result(), "markdown", {})
    has_line(s, "## Resolved (1)\n\n### Report late (1)\n\n"
      .. "Rule: reporting.late\n\n"
      .. "- Department of Health: 1 day late \\{a\\} · 2025\\\n"
      .. "  so-y-te · first seen on 2025-12-08\n\n## Checks")
    s = written(run_result(), "text", { lang = "vi", width = 60 })
    has_line(s, "── Đã khắc phục " .. ("─"):rep(32) .. " 1 phát hiện\n\n"
      .. "  Nộp báo cáo chậm (1)" .. (" "):rep(24) .. "reporting.late\n"
      .. "    Sở Y tế: chậm 1 ngày {a} · 2025\n"
      .. "      so-y-te · phát hiện lần đầu ngày 08/12/2025")
  end)

  it("list the gravest of what is resolved first, and at most `limit` of a "
    .. "rule", function()
    local result = run_result()
    local first = result.resolved[1]
    for i, severity in ipairs { "high", "info", "info" } do
      local other = {}
      for key, value in pairs(first) do other[key] = value end
      other.id, other.severity, other.rule = "a" .. i, severity, "a." .. severity
      other.title = severity
      result.resolved[i + 1] = other
    end
    local titles = {}
    local s = written(result, "markdown", { limit = 1 })
      :match "\n## Resolved %(4%)\n(.-)\n## Checks"
    for title in s:gmatch "\n### ([^\n]+)" do titles[#titles + 1] = title end
    assert.same({ "high (1)", "Report late (1)", "info (2)" }, titles)
    has_line(s, "and 1 more of this rule")
  end)

  it("say that a run is suspicious", function()
    assert.matches("\n\n**Suspicious: much less could be judged than in the run "
      .. "before. Nothing is resolved; findings held back: 3.**\n",
      written(suspicious(), "markdown", {}), 1, true)
    local s = written(suspicious(), "text", { width = 200 })
    assert.matches("\nSuspicious: much less could be judged", s, 1, true)
    assert.is_nil(s:find("Resolved", 1, true))
  end)
end)

describe("json of a run", function()
  it("has what changed since the run before", function()
    assert.same({ run = "2026-11-23-8f3c0a51", as_of = "2026-11-23", new = 1,
      reopened = 1, changed = 1, ongoing = 1, stale = 2, waived = 1,
      resolved = 1, held = 0, suspicious = false },
      decoded(run_result()).since_last)
    assert.is_true(decoded(suspicious()).since_last.suspicious)
  end)

  it("has state, day and age of each finding", function()
    local found = decoded(run_result()).findings
    local WANT = { { "new", "2026-11-30", 0 }, { "reopened", "2026-09-30", 61 },
      { "changed", "2026-09-30", 61 }, { "ongoing", "2026-09-30", 61 },
      { "waived", "2026-09-30", 61 } }
    for i, want in ipairs(WANT) do
      assert.same(want, { found[i].state, found[i].since, found[i].age_days })
    end
    assert.equal(#WANT, #found)
  end)

  it("has what is resolved, in the same form", function()
    assert.same({ { id = "0fed", rule = "reporting.late", severity = "low",
      outcome = "pass", state = "resolved", since = "2025-12-08",
      -- 2025-12-08 to 2026-11-30: a year less eight days
      age_days = 357, period = "2025", message = "chậm 1 ngày {a}",
      evidence = {}, subject = { kind = "agency", code = "so-y-te",
        agency = "so-y-te", goal = json.null, target = json.null } } },
      decoded(run_result(), { lang = "vi" }).resolved)
    assert.same({}, decoded(suspicious()).resolved)
  end)

  it("has none of it where there is no run", function()
    local one = decoded(result_of())
    assert.is_nil(one.since_last)
    assert.is_nil(one.resolved)
    assert.is_nil(one.findings[1].since)
    assert.equal(json.null, one.findings[1].state)
  end)
end)

describe("json lines of a run", function()
  it("end with what is resolved", function()
    local lines = lines_of(written(run_result(), "jsonl", {}))
    assert.equal(6, #lines)
    local last = assert(json.decode(lines[6]))
    assert.equal(1, last.schema)
    assert.equal("resolved", last.state)
    assert.equal("pass", last.outcome)
    assert.equal("1 day late {a}", last.message)
    assert.equal("waived", assert(json.decode(lines[5])).state)
  end)
end)

describe("csv of a run", function()
  it("has columns after those of a check, and rows of what is resolved",
    function()
    local lines = lines_of(written(run_result(), "csv", {}))
    assert.equal(lines_of(written(result_of(), "csv", {}))[1]
      .. ",state,since,as_of,run", lines[1])
    assert.equal(7, #lines)
    local END = ",2026-11-30,2026-11-30-30dbbdcb"
    assert.matches(",new,2026-11-30" .. END, lines[2], 1, true)
    assert.matches(",12/CV,2027-06-30,waived,2026-09-30" .. END, lines[6], 1, true)
    assert.equal("0fed,reporting.late,low,pass,agency,so-y-te,,,so-y-te,2025,"
      .. "1 day late {a},,,,,resolved,2025-12-08" .. END, lines[7])
  end)

  it("has the columns also where nothing was found, so that files of runs can "
    .. "be put together", function()
    local some = lines_of(written(run_result(), "csv", { separator = ";" }))
    local none = lines_of(written(suspicious { findings = {} }, "csv",
      { separator = ";" }))
    assert.same({ some[1] }, none)
  end)
end)

describe("junit of a run", function()
  local function xpath(result, expression)
    local path = command.file("run.xml", written(result, "junit", {}))
    local out, code = command.run("xmllint", "--noout", "--schema",
      "tests/data/junit.xsd", path)
    assert.equal(0, code, out)
    out, code = command.run_apart("xmllint", "--xpath", expression, path)
    assert.equal(0, code)
    return (out:gsub("\n$", ""))
  end

  it("has what changed as properties", function()
    for name, value in pairs { ["run.id"] = "2026-11-30-30dbbdcb",
      ["since_last.run"] = "2026-11-23-8f3c0a51", ["since_last.new"] = "1",
      ["since_last.stale"] = "2", ["since_last.suspicious"] = "false" } do
      assert.equal(value, xpath(run_result(), ("string(//testsuite[1]"
        .. "//property[@name='%s']/@value)"):format(name)))
    end
    assert.equal("true", xpath(suspicious(), "string(//testsuite[1]"
      .. "//property[@name='since_last.suspicious']/@value)"))
    assert.equal("0", xpath(result_of(),
      "count(//property[starts-with(@name,'since_last')])"))
  end)

  it("tells what is resolved by its rule, and not as a case", function()
    local SUITE = "//testsuite[@name='reporting.late']"
    assert.equal("evaluated nothing: no reports owed to look at\n"
      .. "- Department of Health: 1 day late {a} · 2025 · resolved",
      xpath(run_result(), "string(" .. SUITE .. "/system-out)"))
    assert.equal("1", xpath(run_result(), "count(" .. SUITE .. "/testcase)"))
  end)

  it("has a suite for a rule of which only something resolved is left",
    function()
    local result = run_result { checks = {}, findings = {} }
    assert.equal("0", xpath(result, "string(//testsuite/@tests)"))
    assert.equal("reporting.late", xpath(result, "string(//testsuite/@name)"))
  end)
end)

describe("sarif of a run", function()
  local function log_of(result, options)
    return sarif.check(assert(json.decode(written(result, "sarif", options))))
      .runs[1]
  end

  it("compares every result with the run before", function()
    for _, lang in ipairs(words.LANGS) do
      local states = {}
      for i, found in ipairs(log_of(run_result(), { lang = lang }).results) do
        states[i] = found.baselineState
      end
      assert.same({ "new", "new", "updated", "unchanged", "unchanged",
        "absent" }, states)
    end
  end)

  it("lists what is resolved as absent, with its fingerprint", function()
    local run = log_of(run_result(), {})
    assert.same({ ruleId = "reporting.late", ruleIndex = 1, kind = "fail",
      level = "note", baselineState = "absent", suppressions = {},
      message = { text = "Department of Health: 1 day late {{a}} · 2025 · "
        .. "resolved" },
      partialFingerprints = { ["tiendoFinding/v1"] = "0fed" },
      locations = { { logicalLocations = { { name = "Department of Health",
        kind = "agency", fullyQualifiedName = "agency:so-y-te" } } } },
      properties = { severity = "low", outcome = "pass", state = "resolved",
        since = "2025-12-08", period = "2025", agency = "so-y-te",
        evidence = {} },
    }, run.results[6])
    assert.equal("tiendo/2026-11-30-30dbbdcb", run.automationDetails.id)
    assert.equal(2, run.properties.since_last.stale)
    assert.equal("2026-11-23-8f3c0a51", run.properties.since_last.run)
  end)

  it("says of findings since when they are known", function()
    assert.equal("2026-09-30",
      log_of(run_result(), {}).results[4].properties.since)
    local run = log_of(result_of(), {})
    assert.is_nil(run.results[1].properties.since)
    assert.is_nil(run.properties.since_last)
  end)
end)

describe("prometheus of a run", function()
  local function samples_of(result)
    return (prometheus.parse(written(result, "prometheus", {})))
  end

  it("has the day of the run, what was judged, and findings by state",
    function()
    local samples = samples_of(run_result())
    for key, value in pairs {
      -- 20,787 days after 1970-01-01
      tiendo_last_success_timestamp_seconds = 1795996800,
      tiendo_run_suspicious = 0,
      tiendo_run_held_findings = 0,
      -- 20 passed and 6 failed in one check, none in the other
      tiendo_run_judged_subjects = 26,
      ['tiendo_state_findings state="new"'] = 1,
      ['tiendo_state_findings state="stale"'] = 2,
      ['tiendo_state_findings state="resolved"'] = 1,
    } do
      assert.equal(value, samples[key], key)
    end
  end)

  it("has no success of a run that is not complete", function()
    for _, over in ipairs { { errors = results.result_of().errors },
      { checks = {}, findings = {} } } do
      local samples = samples_of(run_result(over))
      assert.is_nil(samples.tiendo_last_success_timestamp_seconds)
      assert.equal(0, samples.tiendo_run_suspicious)
    end
  end)

  it("says that a run is suspicious and what it holds back", function()
    local samples = samples_of(suspicious())
    assert.equal(1, samples.tiendo_run_suspicious)
    assert.equal(3, samples.tiendo_run_held_findings)
    assert.equal(0, samples['tiendo_state_findings state="resolved"'])
  end)
end)

describe("nagios of a run", function()
  it("says what changed", function()
    assert.equal("CRITICAL - 4 findings: 4 high · 1 waived; 1 new, 1 reopened, "
      .. "1 changed, 1 resolved, 1 ongoing, 2 stale, 1 waived; first waiver ends "
      .. "on 2027-06-30 | findings=4;;;0 critical=0;;;0 high=4;;;0 medium=0;;;0 "
      .. "low=0;;;0 info=0;;;0 "
      .. "waived=1;;;0 evaluated=31;;;0 pass=20;;;0 no_data=5;;;0 errors=0;;;0 "
      .. "new=1;;;0 reopened=1;;;0 changed=1;;;0 stale=2;;;0 resolved=1;;;0 "
      .. "held=0;;;0\n", written(run_result(), "nagios", {}))
  end)

  for _, case in ipairs {
    { "WARNING", {}, {} },
    { "CRITICAL", { findings = { results.late() } }, { fail_on = "low" } },
    { "UNKNOWN", { checks = {} }, {} },
  } do
    it(("is %s where a run is suspicious"):format(case[1]), function()
      local over = { findings = {} }
      for key, value in pairs(case[2]) do over[key] = value end
      assert.matches("^" .. case[1] .. " %- Suspicious: much less could be "
        .. "judged, 3 findings held back; ",
        written(suspicious(over), "nagios", case[3]))
    end)
  end

  it("is OK where nothing was found and nothing is suspicious", function()
    assert.matches("^OK %- ", written(run_result { findings = {} }, "nagios",
      {}))
  end)
end)

-- There are goals 1 and 2. A rule that finds those of a list, with a severity,
-- and cannot judge those of another list.
local RULE = [[return { id = "my.found", title = "t", over = "goals",
  severity = "%s", message = "goal {code}",
  check = function(g, ctx)
    if ("%s"):find(g.code) then return { code = g.code } end
    if ("%s"):find(g.code) then return ctx.no_data() end
  end }]]

describe("tiendo run", function()
  local store, to

  local function run(day, severity, found, unknown, ...)
    local rule = command.file("found.lua",
      RULE:format(severity, found, unknown))
    local options = {}
    for _, format in ipairs(report.FORMATS) do
      options[#options + 1] = "--output"
      options[#options + 1] = format .. ":" .. to .. "/" .. format
    end
    for _, option in ipairs { ... } do options[#options + 1] = option end
    return command.tiendo("run", store, "--as-of", day, "--no-builtin",
      "--rules", rule, table.unpack(options))
  end

  local function read(format)
    return command.read(to .. "/" .. format)
  end

  setup(function()
    store, to = command.store "tests/data/small", command.path "out"
    command.run("mkdir", to)
    run("2026-11-23", "low", "12", "none")
  end)

  it("tells in every format what became of the findings of the run before",
    function()
    local _, code = run("2026-11-30", "medium", "2", "none")
    assert.equal(0, code)
    local one = assert(json.decode(read "json"))
    assert.equal("2026-11-23", one.since_last.as_of)
    assert.equal(1, one.since_last.changed)
    assert.equal(1, one.since_last.resolved)
    assert.equal("changed", one.findings[1].state)
    assert.equal("2026-11-23", one.findings[1].since)
    assert.equal(7, one.findings[1].age_days)
    assert.equal("1", one.resolved[1].subject.code)
    assert.equal("goal 1", one.resolved[1].message)
    assert.matches("\nSince then: 1 changed, 1 resolved\n", read "text", 1,
      true)
    assert.matches("\n## Resolved (1)\n", read "markdown", 1, true)
    assert.equal(2, #lines_of(read "jsonl"))
    local row = lines_of(read "csv")[3]
    assert.matches(",resolved,2026-11-23,2026-11-30,2026-11-30-", row, 1, true)
    assert.matches('<property name="since_last.changed" value="1"/>',
      read "junit", 1, true)
    local log = sarif.check(assert(json.decode(read "sarif"))).runs[1]
    assert.equal("updated", log.results[1].baselineState)
    assert.equal("absent", log.results[2].baselineState)
    local samples = prometheus.parse(read "prometheus")
    assert.equal(1795996800, samples.tiendo_last_success_timestamp_seconds)
    assert.equal(1, samples['tiendo_state_findings state="resolved"'])
    assert.matches("^WARNING %- 1 finding: 1 medium; 1 changed, 1 resolved |",
      read "nagios")
  end)

  it("writes the same again from the record", function()
    local out, code = command.run(command.absolute(), "replay", store, "latest")
    assert.equal(0, code, out)
    assert.matches("the result and 10 outputs are the same", out, 1, true)
  end)

  it("is a warning to Nagios where much less was judged", function()
    -- one subject of two; the finding about the other would be resolved
    local out, code = run("2026-12-07", "info", "none", "1", "--format",
      "nagios")
    assert.matches("^WARNING %- Suspicious: much less could be judged, 1 "
      .. "finding held back; No findings%. | ", out)
    assert.equal(1, code)
    assert.equal(1, prometheus.parse(read "prometheus").tiendo_run_suspicious)
  end)
end)
