--- The result of a run as text, JSON, JSON lines and CSV.
require "tiendo"
local date = require "tiendo.date"
local finding = require "tiendo.report.finding"
local results = require "tests.support.results"
local json = require "tiendo.json"
local report = require "tiendo.report"
local text = require "tiendo.text"
local words = require "tiendo.words"

local check, off_track, late = results.check, results.off_track, results.late
local result_of, written = results.result_of, results.written
local lines_of = results.lines_of

local ENGLISH = [[
Plan of An Giang
Document 1015/QĐ-UBND of 2018-05-08
As of 2026-11-23, with what was known by 2026-11-20

Invented for illustration, not facts: 12 rows of
submissions. Findings that rest on them are marked
(illustrative).

2 findings: 1 high, 1 low · 1 error in checks

By goal           high  low  all
3  Health            1    ·    1
   no goal           ·    1    1
   Without findings: 4

By agency             high  low  all
Department of Health     1    1    2

── Severity: high ──────────────────────────────── 1 finding

  Off track (1)                           progress.off_track
    Infant mortality: 71 % of the pace needed for
      2030-12-31 · 2025
      3.1/infant-mortality · observed: 12.1 · needed: 10.9 ·
      Department of Health · 1015/QĐ-UBND, line 292

── Severity: low ───────────────────────────────── 1 finding

  Report late (1)                             reporting.late
    Department of Health: 1 day late · 2025 (illustrative)
      so-y-te

── Checks ──────────────────────────────────────────────────
                  evaluated  pass  fail  no data
Off track                31    20     6        5
  progress.off_track
  5 no data: no baseline
Report late               0     ·     ·        ·
  reporting.late
  evaluated nothing: no reports owed to look at

── Checks that ended in an error ───────────────────────── 1
  user.slow: time limit at 3.1
    stopped after 10 seconds
    with days = 3
    slow.lua:3
]]

local VIETNAMESE = [[
Kế hoạch An Giang
Văn bản số 1015/QĐ-UBND ngày 08/05/2018
Tính đến ngày 23/11/2026, theo số liệu có đến ngày
20/11/2026

Số liệu giả định để minh họa, không phải số liệu thực: 12
dòng báo cáo đã nộp. Phát hiện dựa trên số liệu này được
đánh dấu (minh họa).

2 phát hiện: 1 cao, 1 thấp · 1 lỗi trong kiểm tra

Theo mục tiêu                cao  thấp  tổng
3  Sức khỏe                    1     ·     1
   không thuộc mục tiêu nào    ·     1     1
   Mục tiêu không có phát hiện: 4

Theo cơ quan      cao  thấp  tổng
Sở Y tế             1     1     2

── Mức độ: cao ───────────────────────────────── 1 phát hiện

  Chậm tiến độ (1)                        progress.off_track
    Tử vong trẻ dưới 1 tuổi: đạt 71 % tốc độ cần có trước
      ngày 31/12/2030 · 2025
      3.1/infant-mortality · số liệu mới nhất: 12,1 ·
      cần đạt: 10,9 · Sở Y tế · 1015/QĐ-UBND, dòng 292

── Mức độ: thấp ──────────────────────────────── 1 phát hiện

  Nộp báo cáo chậm (1)                        reporting.late
    Sở Y tế: chậm 1 ngày · 2025 (minh họa)
      so-y-te

── Nội dung kiểm tra ───────────────────────────────────────
                  đánh giá  đạt  không đạt  thiếu số liệu
Chậm tiến độ            31   20          6              5
  progress.off_track
  5 thiếu số liệu: chưa có giá trị gốc
Nộp báo cáo chậm         0    ·          ·              ·
  reporting.late
  chưa đánh giá gì: không có báo cáo phải nộp nào thuộc diện
    kiểm tra

── Kiểm tra bị lỗi ─────────────────────────────────────── 1
  user.slow: quá thời gian cho phép tại 3.1
    stopped after 10 seconds
    với days = 3
    slow.lua:3
]]

describe("tiendo.report", function()
  it("refuses formats and languages that it does not know", function()
    local ok, message = report.write(result_of(), "xml", {}, print)
    assert.is_nil(ok)
    assert.equal("unknown format 'xml'; there are text, json, jsonl, csv, "
      .. "markdown, junit, sarif, prometheus, nagios", message)
    ok, message = report.write(result_of(), "text", { lang = "fr" }, print)
    assert.is_nil(ok)
    assert.equal("unknown language 'fr'; there are en, vi", message)
  end)

  describe("text", function()
    it("is for people who read English", function()
      assert.equal(ENGLISH, written(result_of(), "text", { width = 60 }))
    end)

    it("is for people who read Vietnamese", function()
      assert.equal(VIETNAMESE,
        written(result_of(), "text", { width = 60, lang = "vi" }))
    end)

    for _, width in ipairs { 60, 79, 80, 120 } do
      it("keeps to " .. width .. " columns in both languages", function()
        for _, lang in ipairs(words.LANGS) do
          local checks = result_of().checks
          if width >= 80 then
            checks[3] = check { evaluated = 5000, ["not-due"] = 1000,
              ["not-applicable"] = 1000, waived = 1000, error = 2000,
              title = "A name that is longer than any column can be" }
          end
          local s = written(result_of { checks = checks }, "text",
            { width = width, lang = lang })
          for _, line in ipairs(lines_of(s)) do
            assert.is_true(text.width(line) <= width, line)
            assert.is_nil(line:find " $")
          end
        end
      end)
    end

    it("wraps words longer than the page", function()
      local f = off_track { message = ("ờ"):rep(200), evidence = {} }
      for _, line in ipairs(lines_of(written(result_of { findings = { f } },
        "text", { width = 60 }))) do
        assert.is_true(text.width(line) <= 60, line)
      end
    end)

    it("has the same text with colours as without", function()
      local plain = written(result_of(), "text", { width = 80 })
      local colored = written(result_of(), "text",
        { width = 80, color = true })
      assert.is_nil(plain:find "\27")
      assert.matches("\27[31m── Severity: high ", colored, 1, true)
      assert.equal(plain, (colored:gsub("\27%[[%d;]*m", "")))
    end)

    it("has words for what the plan and the methods call a status", function()
      local f = off_track { message = "m", evidence = {
        { name = "status", value = "moderate_progress" },
        { name = "frequency", value = "year" },
        { name = "nameless", value = "year" } } }
      local s = written(result_of { findings = { f } }, "text",
        { width = 120, lang = "vi" })
      assert.matches(": tiến bộ vừa phải · ", s, 1, true)
      assert.matches(": năm · ", s, 1, true)
      assert.matches("nameless: year", s, 1, true)
    end)

    it("lets no finding steer the terminal", function()
      local evil = "\27[2J\7\r\n\u{9b}31m\255"
      local f = off_track { message = evil, title = evil,
        evidence = { { name = evil, value = evil } },
        subject = { kind = "target", code = evil, label = evil } }
      local s = written(result_of { findings = { f } }, "text", {})
      assert.is_nil(s:find "[\27\7\r]")
      assert.is_nil(s:find("\u{9b}", 1, true))
      assert.is_truthy(utf8.len(s))
    end)

    it("shows at most `limit` findings of a rule, and says so", function()
      local list = {}
      for i = 1, 5 do
        list[i] = late { message = "number " .. i, illustrative = false }
      end
      local s = written(result_of { findings = list }, "text", { limit = 2 })
      assert.matches("Report late (5)", s, 1, true)
      assert.matches("number 2", s, 1, true)
      assert.is_nil(s:find("number 3", 1, true))
      assert.matches("and 3 more of this rule", s, 1, true)
    end)

    it("counts waived findings apart and shows by what they are", function()
      local f = off_track { outcome = "waived",
        waiver = { code = "12/CV", valid_to = date.of(2027, 6, 30) } }
      local s = written(result_of { findings = { f } }, "text", {})
      assert.matches("No findings. · 1 waived", s, 1, true)
      assert.matches("waived by 12/CV until 2027-06-30", s, 1, true)
    end)

    it("does not pass silence off as success", function()
      local quiet = result_of { findings = {}, errors = {}, illustrative = {},
        checks = { check { evaluated = 7, ["no-data"] = 7 } } }
      local s = written(quiet, "text", {})
      assert.matches("No findings.\nNothing was judged", s, 1, true)
      assert.matches("judged nothing: every subject was set aside", s, 1, true)
      assert.is_nil(s:find("illustration", 1, true))
      quiet.checks = { check { evaluated = 7, ["no-data"] = 6, error = 1 } }
      s = written(quiet, "text", {})
      assert.is_nil(s:find("set aside", 1, true)) -- one was not
      quiet.checks = { check { evaluated = 7, pass = 7 } }
      s = written(quiet, "text", {})
      assert.is_nil(s:find("judged", 1, true))
    end)

    it("shows a faulty message as it is", function()
      local f = off_track { message = "{ratio} {" }
      assert.matches("{ratio} {", written(result_of { findings = { f } },
        "text", {}), 1, true)
    end)

    it("counts what is not in the lists of goals and agencies", function()
      local f = off_track { subject = { kind = "target", code = "9.1",
        goal = "9", agency = "nobody" } }
      local s = written(result_of { findings = { f } }, "text", {})
      assert.matches("\n9 +1 +1\n", s)
      assert.matches("\nnobody +1 +1\n", s)
    end)

    it("names the signal that ended a check", function()
      local s = written(result_of { errors = { { rule = "r",
        reason = "signal 11", message = "the worker died" } } }, "text", {})
      assert.matches("r: died of signal 11", s, 1, true)
    end)
  end)

  describe("json", function()
    it("is one object in a fixed order", function()
      local s = written(result_of { errors = {} }, "json", {})
      assert.equal([[
{"schema":1,"tiendo":"0.1.0",
 "run":{"id":null,"as_of":"2026-11-23","known_at":"2026-11-20",]]
.. [["data":"sha256:d","rules":"sha256:r","settings":"sha256:s"},
 "checks":[
  {"rule":"progress.off_track","evaluated":31,"pass":20,"fail":6,]]
.. [["no-data":5,"not-due":0,"not-applicable":0,"waived":0,"error":0},
  {"rule":"reporting.late","evaluated":0,"pass":0,"fail":0,]]
.. [["no-data":0,"not-due":0,"not-applicable":0,"waived":0,"error":0}],
 "findings":[
  {"id":"00ff","rule":"progress.off_track","severity":"high",]]
.. [["outcome":"fail","state":null,"subject":{"kind":"commitment",]]
.. [["code":"3.1/infant-mortality","target":"3.1","goal":"3",]]
.. [["agency":"so-y-te"},"period":"2025",]]
.. [["message":"71 % of the pace needed for 2030-12-31",]]
.. [["evidence":{"observed":12.1,"needed":10.9,"ratio":0.71}},
  {"id":"0a","rule":"reporting.late","severity":"low",]]
.. [["outcome":"fail","state":null,"subject":{"kind":"agency",]]
.. [["code":"so-y-te","target":null,"goal":null,]]
.. [["agency":"so-y-te"},"period":"2025","message":"1 day late",]]
.. [["evidence":{"n":1},"illustrative":true}],
 "errors":[],
 "illustrative":{"submissions":12}}
]], s)
    end)

    it("is read back, errors and all", function()
      local value = assert(json.decode(written(result_of(), "json", {})))
      assert.same({ rule = "user.slow", message = "stopped after 10 seconds",
        traceback = "slow.lua:3", subject = "3.1", reason = "time limit",
        params = "days = 3" },
        value.errors[1])
      assert.equal(2, #value.findings)
    end)

    it("holds an empty result", function()
      local value = assert(json.decode(written(result_of { findings = {},
        checks = {}, errors = {}, illustrative = {} }, "json", {})))
      assert.equal("[]", json.encode(value.findings))
      assert.same({}, value.illustrative)
    end)

    it("writes any evidence", function()
      local f = off_track { message = "\255", evidence = {
        { name = "day", value = date.of(2030, 12, 31) },
        { name = "period", value = date.period "2025-Q4" },
        { name = "who", value = { kind = "agency", code = "so-y-te" } },
        { name = "list", value = { 1, "x", { kind = "goal", code = "3" } } },
        { name = "none", value = {} }, { name = "map", value = { b = 1 } },
        { name = "gone" }, { name = "nan", value = 0 / 0 },
        { name = "yes", value = true }, { name = "bad", value = "a\255b" },
        { name = "big", value = math.maxinteger },
      } }
      assert.matches('"evidence":{"day":"2030-12-31","period":"2025-Q4",'
        .. '"who":"so-y-te","list":[1,"x","3"],"none":[],"map":{"b":1},'
        .. '"gone":null,"nan":null,"yes":true,"bad":"a\u{FFFD}b",'
        .. '"big":9223372036854775807}',
        written(result_of { findings = { f } }, "json", {}), 1, true)
    end)

    it("tells waivers and states", function()
      local f = off_track { outcome = "waived", state = "ongoing",
        waiver = { code = "12/CV", valid_to = date.of(2027, 6, 30) } }
      local value = json.decode(written(result_of { findings = { f } },
        "json", {}))
      assert.equal("ongoing", value.findings[1].state)
      assert.same({ code = "12/CV", valid_to = "2027-06-30" },
        value.findings[1].waiver)
    end)
  end)

  describe("jsonl", function()
    it("is a line a finding, each with its schema", function()
      local lines = lines_of(written(result_of(), "jsonl", { lang = "vi" }))
      assert.equal(2, #lines)
      assert.matches('^{"schema":1,"id":"00ff","rule":"progress.off_track",',
        lines[1])
      assert.equal("chậm 1 ngày", json.decode(lines[2]).message)
    end)

    it("is empty without findings", function()
      assert.equal("", written(result_of { findings = {} }, "jsonl", {}))
    end)
  end)

  describe("csv", function()
    local HEADER = "id,rule,severity,outcome,subject_kind,subject,goal,target,"
      .. "agency,period,message,evidence,illustrative,waiver,waived_until\n"

    it("is a header and a row a finding", function()
      assert.equal(HEADER
        .. "00ff,progress.off_track,high,fail,commitment,3.1/infant-mortality,"
        .. "3,3.1,so-y-te,2025,71 % of the pace needed for 2030-12-31,"
        .. "observed=12.1; needed=10.9; ratio=0.71,,,\n"
        .. "0a,reporting.late,low,fail,agency,so-y-te,,,so-y-te,2025,"
        .. "1 day late,n=1,yes,,\n", written(result_of(), "csv", {}))
    end)

    it("tells by what a finding is waived, and until when", function()
      local f = late { outcome = "waived",
        waiver = { code = "12/CV", valid_to = date.of(2027, 6, 30) } }
      local lines = lines_of(written(result_of { findings = { f } }, "csv", {}))
      assert.matches(",waived,.*,n=1,yes,12/CV,2027%-06%-30$", lines[2])
    end)

    local cells = {
      { "a,b", '"a,b"' },
      { 'a"b', '"a""b"' },
      { "a\nb", '"a\nb"' },
      { "a;b", "a;b" },
      { "=1+1", "'=1+1" },
      { "+1", "'+1" },
      { "-1+1", "'-1+1" },
      { "-12.5", "-12.5" },
      { "-1e+20", "-1e+20" },
      { "-x", "'-x" },
      { "@sum", "'@sum" },
      { "\tx", "'\tx" },
      { "\rx", "\"'\rx\"" },
      { '=a,"b"', '"\'=a,""b"""' },
      { "a\255", "a\u{FFFD}" },
      { "3", "3" },
      { "\n=1", "\"'\n=1\"" },
      { "＝1", "'＝1" },
      { "＋1", "'＋1" },
      { "－1", "'－1" },
      { "＠a", "'＠a" },
      { "\0=1", "\u{FFFD}=1" },
    }
    for _, c in ipairs(cells) do
      it(("writes %q so that no formula runs"):format(c[1]), function()
        local f = late { message = c[1] }
        local s = written(result_of { findings = { f } }, "csv", {})
        assert.matches(",2025," .. c[2] .. ",n=1,yes,,\n", s, 1, true)
      end)
    end

    it("has semicolons between cells, and quotes them inside", function()
      local f = late { message = "a;b,c" }
      local lines = lines_of(written(result_of { findings = { f } }, "csv",
        { separator = ";" }))
      assert.equal((HEADER:gsub(",", ";"):sub(1, -2)), lines[1])
      assert.equal('0a;reporting.late;low;fail;agency;so-y-te;;;so-y-te;2025;'
        .. '"a;b,c";n=1;yes;;', lines[2])
    end)

    it("begins with a byte order mark if asked to", function()
      local s = written(result_of(), "csv", { bom = true })
      assert.equal("\xEF\xBB\xBFid,", s:sub(1, 6))
      assert.equal(written(result_of(), "csv", {}), s:sub(4))
    end)

    it("knows no other separator", function()
      local ok, message = report.write(result_of(), "csv",
        { separator = "|" }, print)
      assert.is_nil(ok)
      assert.equal("separator '|' is neither , nor ;", message)
    end)
  end)
end)

describe("tiendo.report.finding", function()
  it("finds the names of a message in evidence, fields and subject", function()
    local f = off_track { message = "{a} {deadline} {target} {subject} {x}",
      evidence = { { name = "a" } } }
    assert.equal("n/a 2030-12-31 3.1 Infant mortality {x?}",
      finding.message(f, "en"))
  end)

  it("repairs text that is not UTF-8", function()
    assert.equal("", finding.utf8 "")
    assert.equal("đ", finding.utf8 "đ")
    assert.equal("\u{FFFD}a\u{FFFD}\u{FFFD}", finding.utf8 "\255a\xC0\x80")
    assert.equal("a\u{FFFD}", finding.utf8 "a\0")
  end)
end)
