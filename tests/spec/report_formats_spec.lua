--- The result of a run as Markdown, JUnit, SARIF, Prometheus and Nagios, each
-- read back by a reader that is not ours or that follows the format's own text.
require "tiendo"
local command = require "tests.support.command"
local date = require "tiendo.date"
local json = require "tiendo.json"
local prometheus = require "tests.support.prometheus"
local report = require "tiendo.report"
local results = require "tests.support.results"
local sarif = require "tests.support.sarif"
local uri = require "tiendo.report.uri"
local words = require "tiendo.words"

local check, off_track, late = results.check, results.off_track, results.late
local result_of, written = results.result_of, results.written

local FORMATS = { "markdown", "junit", "sarif", "prometheus", "nagios" }

local WAIVER = { code = "12/CV", valid_to = date.of(2027, 6, 30) }

-- Texts that formats have ended at, or that were taken for markup.
local HOSTILE = {
  "<script>alert(1)</script>", "]]>", "a|b||c", "a\nb\r\nc\td", "{{x}} {",
  "\u{202E}gnp.exe\u{202C} \u{200F}", "\1\8\27[31m\127\u{9b}",
  "\u{FFFE}\u{FFFF}", 'x" y="\'&amp;&#0;', "\\", "`*_~^$@#!",
  "[a](1) [b](javascript:x)", "1. a", "- b", "# c", "```", "--- | ---",
  "", "\u{1F600}\u{10FFFF}", "=cmd", "https://x.example/a b", "đ\u{301}",
}

-- A result in which every text is `s`.
local function filled_with(s)
  local row = { kind = s, code = s, label = s, goal = s, target = s,
    agency = s, source = s, source_line = 3 }
  return {
    tiendo = s, run = { id = s, as_of = date.of(2026, 11, 23),
      known_at = date.of(2026, 11, 23), data = s, rules = s, settings = s },
    plan = { code = s, number = s, title = s },
    goals = { { code = s, label = s } }, agencies = { { code = s, label = s } },
    sources = { { code = s, title = s, url = "https://" .. s } },
    illustrative = { [s] = 2 },
    checks = { check { rule = s, title = s, doc = s, over = s, tags = { s },
      evaluated = 2, fail = 1, ["no-data"] = 1,
      reasons = { { outcome = "no-data", why = s, n = 1 } } } },
    findings = { off_track { id = s, rule = s, title = s, message = s,
      subject = row, evidence = { { name = s, value = s } },
      waiver = { code = s, valid_to = s } } },
    errors = { { rule = s, reason = s, message = s, traceback = s, params = s,
      subject = s } },
    errors_dropped = 4,
  }
end

-- Part of a report, as xmllint reads it.
local function xpath(xml, expression)
  local path = command.file("report.xml", xml)
  local out, code = command.run_apart("xmllint", "--huge", "--xpath",
    expression, path)
  assert.equal(0, code, expression)
  return (out:gsub("\n$", ""))
end

local function assert_junit(xml)
  local path = command.file("report.xml", xml)
  local out, code = command.run("xmllint", "--noout", "--huge", "--schema",
    "tests/data/junit.xsd", path)
  assert.equal(0, code, out)
end

local function log_of(result, options)
  return sarif.check(assert(json.decode(written(result, "sarif", options))))
end

describe("every format", function()
  it("is the same from the same result, in both languages", function()
    for _, format in ipairs(FORMATS) do
      for _, lang in ipairs(words.LANGS) do
        assert.equal(written(result_of(), format, { lang = lang }),
          written(result_of(), format, { lang = lang }))
      end
    end
  end)

  it("is UTF-8 without control characters, whatever the data", function()
    for _, format in ipairs(FORMATS) do
      for _, s in ipairs(HOSTILE) do
        local text = written(filled_with(s), format, {})
        assert.is_truthy(utf8.len(text))
        if format ~= "prometheus" then
          assert.is_nil(text:find "[\0-\8\11-\31]")
        end
      end
    end
  end)

  it("takes texts of 100,000 characters", function()
    for _, format in ipairs(FORMATS) do
      local text = written(filled_with(("ờ"):rep(100000)), format, {})
      assert.is_truthy(utf8.len(text))
    end
  end)

  it("takes a result with nothing in it", function()
    for _, format in ipairs(FORMATS) do
      local text = written(result_of { checks = {}, findings = {}, errors = {},
        goals = {}, agencies = {}, illustrative = {} }, format, {})
      assert.is_true(#text > 0, format)
    end
  end)

  it("refuses a severity that is none", function()
    local ok, message = report.write(result_of(), "nagios",
      { fail_on = "huge" }, print)
    assert.is_nil(ok)
    assert.equal("fail_on 'huge' is none of info, low, medium, high, critical, "
      .. "never", message)
  end)
end)

describe("markdown", function()
  local ENGLISH = [[
# Plan of An Giang

Document 1015/QĐ-UBND of 2018-05-08\
As of 2026-11-23, with what was known by 2026-11-20

> Invented for illustration, not facts: 12 rows of submissions. ]]
.. [[Findings that rest on them are marked (illustrative).

**2 findings: 1 high, 1 low · 1 error in checks**

| By goal | high | low | all |
|:----------------------------------------|---:|---:|---:|
| 3 Health | 1 | · | 1 |
| no goal | · | 1 | 1 |

Without findings: 4

| By agency | high | low | all |
|:----------------------------------------|---:|---:|---:|
| Department of Health | 1 | 1 | 2 |

## Severity: high

### Off track (1)

Rule: progress.off\_track

- Infant mortality: 71 % of the pace needed for 2030-12-31 · 2025\
  3.1/infant-mortality · observed: 12.1 · needed: 10.9 · Department of Health ]]
.. [[· 1015/QĐ-UBND, line 292

## Severity: low

### Report late (1)

Rule: reporting.late

- Department of Health: 1 day late · 2025 (illustrative)\
  so-y-te

## Checks

| Check | Rule | evaluated | pass | fail | no data |
|:--------------------|:--------------------|---:|---:|---:|---:|
| Off track | progress.off\_track | 31 | 20 | 6 | 5 |
| Report late | reporting.late | 0 | · | · | · |

- progress.off\_track: 5 no data: no baseline
- reporting.late: evaluated nothing: no reports owed to look at

## Checks that ended in an error (1)

user.slow: time limit at 3.1\
stopped after 10 seconds\
with days = 3

```
slow.lua:3
```
]]

  it("is a page with headings, tables and lists", function()
    local result = result_of()
    result.plan.code = "qd-1015"
    assert.equal(ENGLISH, written(result, "markdown", {}))
  end)

  it("is in Vietnamese too", function()
    local s = written(result_of(), "markdown", { lang = "vi" })
    for _, line in ipairs { "# Kế hoạch An Giang",
      "**2 phát hiện: 1 cao, 1 thấp · 1 lỗi trong kiểm tra**",
      "| Theo mục tiêu | cao | thấp | tổng |", "## Mức độ: cao",
      "### Chậm tiến độ (1)", "Quy tắc: progress.off\\_track",
      "## Kiểm tra bị lỗi (1)" } do
      assert.matches("\n" .. line .. "\n", "\n" .. s, 1, true)
    end
  end)

  local MARKUP = {
    { "a|b", "a\\|b" }, { "<script>", "\\<script\\>" }, { "*x*", "\\*x\\*" },
    { "[a](b)", "\\[a\\](b)" }, { "`x`", "\\`x\\`" }, { "&amp;", "\\&amp;" },
    { "a\nb", "a b" }, { "# x", "\\# x" }, { "- x", "\\- x" },
    { "1. x", "1\\. x" }, { "iv) x", "iv\\) x" }, { "(1) x", "(1\\) x" },
    { "3.1/x", "3.1/x" }, { "a.", "a\\." }, { "\\", "\\\\" },
    { "https://x.vn", "https\\://x.vn" }, { "www.x.vn", "www\\.x.vn" },
    { "$x$", "\\$x\\$" }, { "=====", "\\=====" }, { ": x", "\\: x" },
    { "a_b", "a\\_b" }, { "10 % - 3", "10 % - 3" },
  }
  local escape = require("tiendo.report.markdown").escape
  for _, case in ipairs(MARKUP) do
    it(("writes %q as text"):format(case[1]), function()
      assert.equal(case[2], escape(case[1]))
    end)
  end

  it("keeps a table a table, whatever is in its cells", function()
    for _, s in ipairs(HOSTILE) do
      local text = written(filled_with(s), "markdown", {})
      local rows = 0
      for line in text:gmatch "[^\n]+" do
        local cells = line:gsub("\\.", "")
        if cells:find "^| " then
          local _, bars = cells:gsub("|", "")
          assert.is_true(bars == 4 or bars == 7, line)
          rows = rows + 1
        end
      end
      -- head and row of the goal, the agency and the check; what has no code is
      -- counted once more as belonging to none
      assert.equal(s == "" and 8 or 6, rows, s)
    end
  end)

  it("fences a traceback with more ticks than it has", function()
    local s = written(result_of { errors = { { rule = "r", message = "m",
      traceback = "a\n````\n# b" } } }, "markdown", {})
    assert.matches("\n`````\na\n````\n# b\n`````\n", s, 1, true)
  end)

  it("shows at most `limit` findings of a rule, and says so", function()
    local s = written(result_of { findings = { late(), late(), late() } },
      "markdown", { limit = 1 })
    assert.matches("\n### Report late (3)\n", s, 1, true)
    assert.matches("\nand 2 more of this rule\n", s, 1, true)
  end)

  it("is read by pandoc", function()
    if not os.execute "command -v pandoc >/dev/null" then
      return pending "pandoc is not installed; it is too large to ask for"
    end
    local path = command.file("report.md", written(result_of(), "markdown", {}))
    local out, code = command.run("pandoc", "-f", "markdown", "-t", "html", path)
    assert.equal(0, code, out)
    assert.equal(3, select(2, out:gsub("<table", "")))
    assert.equal(4, select(2, out:gsub("<h2", "")))
  end)
end)

describe("junit", function()
  local XML = [[
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
 <testsuite name="progress.off_track" package="tiendo" id="0" ]]
.. [[timestamp="2026-11-23T00:00:00" hostname="localhost" tests="2" ]]
.. [[failures="1" errors="0" skipped="0" time="0">
  <properties>
   <property name="run.as_of" value="2026-11-23"/>
   <property name="run.known_at" value="2026-11-20"/>
   <property name="run.data" value="sha256:d"/>
   <property name="run.rules" value="sha256:r"/>
   <property name="run.settings" value="sha256:s"/>
   <property name="title" value="Off track"/>
   <property name="severity" value="high"/>
   <property name="over" value="commitments"/>
   <property name="evaluated" value="31"/>
   <property name="pass" value="20"/>
   <property name="fail" value="6"/>
   <property name="no-data" value="5"/>
   <property name="not-due" value="0"/>
   <property name="not-applicable" value="0"/>
   <property name="waived" value="0"/>
   <property name="error" value="0"/>
  </properties>
  <testcase classname="progress.off_track" ]]
.. [[name="Department of Health (so-y-te)" time="0">
   <failure message="1 finding" type="high">- Infant mortality: 71 % of the ]]
.. [[pace needed for 2030-12-31 · 2025
  3.1/infant-mortality · observed: 12.1 · needed: 10.9 · Department of Health ]]
.. [[· 1015/QĐ-UBND, line 292</failure>
  </testcase>
  <testcase classname="progress.off_track" name="subjects without findings" ]]
.. [[time="0"/>
  <system-out>5 no data: no baseline</system-out>
  <system-err/>
 </testsuite>
]]

  it("is a suite for each rule, a case for each agency", function()
    local result = result_of()
    result.checks, result.errors = { result.checks[1] }, {}
    result.findings = { result.findings[1] }
    assert.equal(XML .. "</testsuites>\n", written(result, "junit", {}))
  end)

  it("fits the common schemas", function()
    for _, lang in ipairs(words.LANGS) do
      assert_junit(written(result_of(), "junit", { lang = lang }))
    end
    for _, s in ipairs(HOSTILE) do
      if s:find "%S" then
        assert_junit(written(filled_with(s), "junit", {}))
      end
    end
  end)

  it("tells failure, error and skipped apart", function()
    local f = late { outcome = "waived", waiver = WAIVER }
    local xml = written(result_of { findings = { off_track(), f } }, "junit",
      {})
    assert.equal("1", xpath(xml, "count(//failure)"))
    assert.equal("waived", xpath(xml, "string(//testcase"
      .. "[contains(@name,'so-y-te')]/skipped/@type)"))
    assert.equal("not judged", xpath(xml, "string(//testcase"
      .. "[@name='subjects without findings']/skipped/@type)"))
    assert.equal("evaluated nothing: no reports owed to look at",
      xpath(xml, "string(//skipped[@type='not judged']/@message)"))
    assert.equal("time limit", xpath(xml, "string(//testsuite"
      .. "[@name='user.slow']/testcase[@name='the check itself']/error/@type)"))
  end)

  it("fails a case as long as one finding of it is not waived", function()
    local waived = off_track { id = "1", outcome = "waived", waiver = WAIVER }
    local xml = written(result_of { findings = { waived,
      off_track { id = "2", severity = "medium" } } }, "junit", {})
    assert.equal("medium", xpath(xml, "string(//failure/@type)"))
    assert.equal("1 finding", xpath(xml, "string(//failure/@message)"))
    assert.matches("waived by 12/CV until 2027-06-30",
      xpath(xml, "string(//failure)"), 1, true)
  end)

  it("counts what it has", function()
    local xml = written(result_of(), "junit", {})
    for name, element in pairs { tests = "testcase", failures = "testcase/failure",
      errors = "testcase/error", skipped = "testcase/skipped" } do
      assert.equal(xpath(xml, "count(//" .. element .. ")"),
        xpath(xml, ("sum(//testsuite/@%s)"):format(name)))
    end
  end)

  it("has a case for subjects only where there are some", function()
    local xml = written(result_of { errors = {}, findings = { off_track() },
      checks = { check { evaluated = 1, fail = 1 } } }, "junit", {})
    assert.equal("1", xpath(xml, "count(//testcase)"))
  end)

  local TEXTS = {
    { "<script>&amp;</script>", "<script>&amp;</script>" },
    { "a]]>b", "a]]>b" },
    { 'say "x" \'y\'', 'say "x" \'y\'' },
    { "a\u{1}b\u{1F}c", "a\u{FFFD}b\u{FFFD}c" },
    { "\u{FFFF}", "\u{FFFD}" },
    { "\u{202E}abc", "\u{202E}abc" },
    { "a\nb\tc\rd", "a\nb\tc\rd" },
    { ("ờ"):rep(100000), ("ờ"):rep(100000) },
  }
  for i, case in ipairs(TEXTS) do
    it("gives a reader the text back, " .. i, function()
      local xml = written(result_of { errors = { { rule = "r",
        message = case[1], reason = case[1] } } }, "junit", {})
      assert.equal(case[2], (xpath(xml, "string(//error/@type)")))
      assert.matches("\n" .. case[2], xpath(xml, "string(//error)"), 1, true)
    end)
  end

  it("says how many errors are not listed", function()
    local xml = written(result_of { errors_dropped = 4 }, "junit", {})
    assert.equal("error\n4 more errors, not listed",
      xpath(xml, "string(//testsuite[@name='tiendo']//error)"))
  end)
end)

describe("sarif", function()
  local result

  before_each(function()
    result = result_of { sources = { { code = "qd-1015", title = "Decision",
      url = "https://a.vn/Quyết định.htm" } } }
    result.checks[1].doc = { en = "First.\n\nThen.", vi = "Trước.\n\nSau." }
    result.checks[1].tags = { "draft" }
  end)

  it("has what the standard asks for", function()
    for _, lang in ipairs(words.LANGS) do log_of(result, { lang = lang }) end
    for _, s in ipairs(HOSTILE) do log_of(filled_with(s), {}) end
  end)

  it("gives a finding its rule, place and fingerprint", function()
    local run = log_of(result, {}).runs[1]
    assert.same({
      ruleId = "progress.off_track", ruleIndex = 0, kind = "fail",
      level = "error",
      message = { text = "Infant mortality: 71 % of the pace needed for "
        .. "2030-12-31 · 2025" },
      locations = { {
        physicalLocation = { artifactLocation = { index = 0,
          uri = "https://a.vn/Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.htm" },
          region = { startLine = 292 } },
        logicalLocations = { { name = "Infant mortality", kind = "commitment",
          fullyQualifiedName = "commitment:3.1/infant-mortality" } },
      } },
      partialFingerprints = { ["tiendoFinding/v1"] = "00ff" },
      suppressions = {},
      properties = { severity = "high", outcome = "fail", period = "2025",
        goal = "3", target = "3.1", agency = "so-y-te",
        evidence = { observed = 12.1, needed = 10.9, ratio = 0.71 } },
    }, run.results[1])
    assert.is_nil(run.results[2].locations[1].physicalLocation)
    assert.is_true(run.results[2].properties.illustrative)
  end)

  it("describes its rules", function()
    local rule = log_of(result, { lang = "vi" }).runs[1].tool.driver.rules[1]
    assert.equal("Chậm tiến độ", rule.shortDescription.text)
    assert.equal("Trước.", rule.fullDescription.text)
    assert.equal("Trước.\n\nSau.", rule.help.text)
    assert.equal("error", rule.defaultConfiguration.level)
    assert.same({ "draft" }, rule.properties.tags)
    assert.equal(31, rule.properties.evaluated)
  end)

  it("tells how the run went", function()
    local run = log_of(result, {}).runs[1]
    local invocation = run.invocations[1]
    assert.is_false(invocation.executionSuccessful)
    assert.equal(3, invocation.exitCode)
    assert.same({ { level = "error", associatedRule = { id = "user.slow" },
      message = { text = "user.slow: time limit at 3.1: stopped after 10 "
        .. "seconds" },
      properties = { subject = "3.1", reason = "time limit",
        params = "days = 3", traceback = "slow.lua:3" } } },
      invocation.toolExecutionNotifications)
    assert.equal("sha256:d", run.properties.data)
    assert.is_nil(run.automationDetails)
  end)

  it("knows the exit code from the severity that fails", function()
    result.errors = {}
    for fail_on, code in pairs { low = 1, high = 1, critical = 0, never = 0 } do
      local invocation = log_of(result, { fail_on = fail_on }).runs[1]
        .invocations[1]
      assert.is_true(invocation.executionSuccessful)
      assert.equal(code, invocation.exitCode, fail_on)
    end
  end)

  it("tells by what a finding is waived, and that others are not", function()
    result.findings[1].outcome, result.findings[1].waiver = "waived", WAIVER
    local found = log_of(result, {}).runs[1].results
    assert.same({ { kind = "external", status = "accepted",
      justification = "waived by 12/CV until 2027-06-30",
      properties = { waiver = "12/CV", expires = "2027-06-30" } } },
      found[1].suppressions)
    assert.same({}, found[2].suppressions)
  end)

  for state, baseline in pairs { new = "new", reopened = "new",
    ongoing = "unchanged", stale = "unchanged", waived = "unchanged",
    changed = "updated", resolved = "absent" } do
    it("calls a finding that is " .. state .. " " .. baseline, function()
      result.findings[1].state, result.run.id = state, "17"
      local run = log_of(result, {}).runs[1]
      assert.equal(baseline, run.results[1].baselineState)
      assert.equal("tiendo/17", run.automationDetails.id)
    end)
  end

  for _, severity in ipairs(words.SEVERITIES) do
    it("has a level for " .. severity, function()
      result.findings[1].severity = severity
      local LEVELS = { info = "note", low = "note", medium = "warning",
        high = "error", critical = "error" }
      assert.equal(LEVELS[severity],
        log_of(result, {}).runs[1].results[1].level)
    end)
  end

  it("keeps signs of messages from being places and links", function()
    result.findings[1].message = "{{a}} [b](1) c\\d"
    assert.equal("Infant mortality: {{a}} \\[b\\](1) c\\\\d · 2025",
      log_of(result, {}).runs[1].results[1].message.text)
  end)

  for _, case in ipairs {
    { "qd", "https://a.vn/b?c=1#d", "https://a.vn/b?c=1#d" },
    { "qd", "https://a.vn/a b%20c%zz", "https://a.vn/a%20b%20c%25zz" },
    { "qd", "https://a.vn/#a#b", "https://a.vn/#a%23b" },
    { "qd", "https://a.vn/<[đ]>", "https://a.vn/%3C%5B%C4%91%5D%3E" },
    { "qd 1", "javascript:alert(1)", "sources/qd%201" },
    { "../x:y", "", "sources/..%2Fx%3Ay" },
    { "qd", nil, "sources/qd" },
    { "qd", "https://", "sources/qd" },
  } do
    it(("has an address for %s, %s"):format(case[1], case[2]), function()
      assert.equal(case[3], uri.of(case[1], case[2]))
    end)
  end
end)

describe("prometheus", function()
  it("has numbers by rule, goal and agency", function()
    local samples, n, types = prometheus.parse(written(result_of(),
      "prometheus", {}))
    local OFF = ' outcome="%s" rule="progress.off_track" severity="high"'
    for key, value in pairs {
      ['tiendo_info version="0.1.0"'] = 1,
      -- 20,780 days after 1970-01-01, and three less
      tiendo_as_of_timestamp_seconds = 1795392000,
      tiendo_known_at_timestamp_seconds = 1795132800,
      tiendo_errors = 1,
      ["tiendo_subjects" .. OFF:format "pass"] = 20,
      ["tiendo_subjects" .. OFF:format "no-data"] = 5,
      ["tiendo_findings" .. OFF:format "fail"] = 1,
      ["tiendo_findings" .. OFF:format "waived"] = 0,
      ['tiendo_goal_findings goal="3" severity="high"'] = 1,
      ['tiendo_goal_findings goal="4" severity="high"'] = 0,
      ['tiendo_goal_findings goal="" severity="low"'] = 1,
      ['tiendo_agency_findings agency="so-y-te" severity="low"'] = 1,
      ['tiendo_illustrative_rows entity="submissions"'] = 12,
    } do
      assert.equal(value, samples[key], key)
    end
    -- 4 alone, 2 checks of 7 outcomes; findings: 2 of a check that is high (2
    -- outcomes each) and one at low; 3 goals and 2 agencies by 5; one entity
    assert.equal(4 + 14 + 5 + 15 + 10 + 1, n)
    for name, kind in pairs(types) do
      assert.matches("^tiendo_[a-z_]+$", name)
      assert.equal("gauge", kind)
    end
  end)

  it("is read by a strict reader, whatever the data", function()
    for _, s in ipairs(HOSTILE) do
      local samples = prometheus.parse(written(filled_with(s), "prometheus",
        {}))
      assert.equal(5, samples.tiendo_errors)
    end
  end)

  it("gives a reader the label back", function()
    local s = 'a"b\\c\nd'
    local samples = prometheus.parse(written(filled_with(s), "prometheus", {}))
    assert.equal(1,
      samples[("tiendo_goal_findings goal=%q severity=\"high\""):format(s)])
  end)

  it("tells of each waiver what it excuses and its last day", function()
    local samples = prometheus.parse(written(result_of { findings = {
      off_track { id = "1", outcome = "waived", waiver = WAIVER },
      off_track { id = "2", outcome = "waived", waiver = WAIVER },
      off_track() } }, "prometheus", {}))
    assert.equal(2, samples['tiendo_waiver_findings waiver="12/CV"'])
    -- date -u -d 2027-06-30 +%s
    assert.equal(1814313600, samples["tiendo_waiver_last_day_timestamp_seconds "
      .. 'waiver="12/CV"'])
  end)

  it("has no states and no success of a result that is no run's", function()
    local samples = prometheus.parse(written(result_of(), "prometheus", {}))
    assert.is_nil(samples['tiendo_state_findings state="new"'])
    assert.is_nil(samples.tiendo_last_success_timestamp_seconds)
    assert.is_nil(samples.tiendo_run_suspicious)
  end)

  it("has no clock and no number of the run", function()
    local one = written(result_of(), "prometheus", {})
    local result = result_of()
    result.run.id = "17"
    assert.equal(one, written(result, "prometheus", {}))
  end)
end)

describe("nagios", function()
  local PERF = " | findings=2;;;0 critical=0;;;0 high=1;;;0 medium=0;;;0 "
    .. "low=1;;;0 info=0;;;0 waived=0;;;0 evaluated=31;;;0 pass=20;;;0 "
    .. "no_data=5;;;0 errors=%d;;;0\n"
  local REST = "1 of them rests on data invented for illustration"

  local function line(over, options)
    return written(result_of(over), "nagios", options)
  end

  it("is one line with performance data", function()
    assert.equal("CRITICAL - 2 findings: 1 high, 1 low; " .. REST
      .. PERF:format(0), line({ errors = {} }, {}))
    assert.equal("UNKNOWN - 1 error in checks; 2 findings: 1 high, 1 low; "
      .. REST .. PERF:format(1), line({}, {}))
  end)

  it("is in Vietnamese too, but for the state", function()
    assert.matches("^CRITICAL %- 2 phát hiện: 1 cao, 1 thấp; trong đó 1 phát "
      .. "hiện dựa trên số liệu giả định để minh họa | findings=2;",
      line({ errors = {} }, { lang = "vi" }))
  end)

  for _, case in ipairs {
    { "OK", {}, "high" },
    { "CRITICAL", { "high" }, "high" },
    { "CRITICAL", { "critical" }, "high" },
    { "WARNING", { "medium" }, "high" },
    { "CRITICAL", { "medium" }, "medium" },
    { "WARNING", { "low" }, "high" },
    { "OK", { "info" }, "high" },
    { "CRITICAL", { "info" }, "info" },
    { "WARNING", { "critical" }, "never" },
  } do
    it(("is %s with %s, failing on %s"):format(case[1],
      case[2][1] or "nothing", case[3]), function()
      local findings = {}
      for i, severity in ipairs(case[2]) do
        findings[i] = late { severity = severity }
      end
      assert.matches("^" .. case[1] .. " %- ",
        line({ findings = findings, errors = {} }, { fail_on = case[3] }))
    end)
  end

  it("does not count what is waived", function()
    local f = off_track { outcome = "waived", waiver = WAIVER }
    assert.matches("^OK %- No findings%. · 1 waived; first waiver ends on "
      .. "2027%-06%-30 |",
      line({ findings = { f }, errors = {} }, {}))
  end)

  it("does not know where nothing was judged", function()
    assert.matches("^UNKNOWN %- Nothing was judged", line({ findings = {},
      checks = {}, errors = {} }, {}))
  end)

  it("has one bar and one line, whatever the data", function()
    for _, s in ipairs(HOSTILE) do
      local text = written(filled_with(s), "nagios", {})
      assert.equal(1, select(2, text:gsub("|", "")))
      assert.equal(1, select(2, text:gsub("\n", "")))
    end
  end)
end)
