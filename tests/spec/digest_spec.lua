--- The notice to an agency, as subject and text.
local command = require "tests.support.command"
require "tiendo"
local digest = require "tiendo.digest"
local text = require "tiendo.text"

-- The fixture, new each time, with other members where given.
local function notice(other)
  local d = dofile "tests/data/notice.lua"
  for key, value in pairs(other or {}) do d[key] = value end
  return d
end

local function quiet(other)
  local d = notice { findings = {}, due = {}, overdue = {}, gone = 0 }
  d.held, d.illustrative, d.received, d.expected = nil, nil, nil, nil
  for key, value in pairs(other or {}) do d[key] = value end
  return d
end

local function written(d, options)
  return assert(digest.write(d, options))
end

local function finding(other)
  local f = { id = "a1", rule = "r.x", severity = "high", state = "ongoing",
    title = { en = "Title", vi = "Tên" }, subject = { code = "c" },
    text = { en = "message", vi = "thông báo" } }
  for key, value in pairs(other or {}) do f[key] = value end
  return f
end

local function has(s, part)
  assert.is_truthy(s:find(part, 1, true), ("no %q in:\n%s"):format(part, s))
end

local function lacks(s, part)
  assert.is_nil(s:find(part, 1, true), ("%q in:\n%s"):format(part, s))
end

describe("tiendo.digest", function()
  it("is in Vietnamese what docs/digests.md shows", function()
    local shown = command.read "docs/digests.md":match "```text\n(.-)```"
    local m = written(notice())
    assert.equal(shown, "Subject: " .. m.subject .. "\n\n" .. m.body)
  end)

  it("is in English the same", function()
    local m = written(notice(), { lang = "en" })
    assert.equal("[1015/QĐ-UBND] Department of Health: 1 new, 1 changed, 1 resolved, "
      .. "1 report due, 1 report overdue (2027-02-11)", m.subject)
    assert.equal([[
To: Department of Health

On “An Giang's plan for the 2030 Agenda” (Decision 1015/QĐ-UBND of
2018-05-08): this is where the matters in your charge stand as of
2027-02-11.

- Reports received: 7 of 9 due so far (77.8 %).
- The run before was of 2027-02-03.
- It includes what came up on days off, 2027-02-04 to 2027-02-10 (Tết).
- Part of the data is invented for illustration and no fact.

I. WHAT IS NEW (2)
1. [high] Commitment off track – changed
   Infant deaths: only 86.7 % of the pace needed to reach 10 by
   2030-12-31
   severity was medium, now high · since 2026-12-07 (66 days) · id
   c4410e7f
2. [low] Figure missing
   Under-five mortality: 1 of 6 is missing: 2011
   2026 · since 2027-02-08 (3 days) · id f003a631

II. RESOLVED (1)
1. [high] Report missing (illustrative)
   Yearly report, phase 2018-2020: nothing on record for 2020
   2020 · first seen on 2026-12-07 · id 885121ee

III. REPORTS DUE (1)
Within 7 working days:
- Quarterly figures, Q1 2027: last day 2027-02-22, 7 working days left

IV. REPORTS OVERDUE (1)
- Yearly report, phase 2021-2030, 2026: was due on 2026-12-04, 69 days
  late (43 working days)

V. STILL OPEN (1)
By severity: 1 medium.
1. [medium] Figures too old
   Deaths from AIDS: the latest is of 2016
   since 2026-12-07 (66 days) · id 0b7e41c2

Please look into the matters above and hand in what is due.

--------------------
1 finding is waived and not listed.
1 finding told before is no longer among yours; this is not the same as
resolved.
Run 20270211-3f9c, as of 2027-02-11.
How a finding came about: tiendo findings why STORE ID, with the id
above.
Written by a program; it does not replace an official document.
]], m.body)
  end)

  it("says where there is nothing to tell", function()
    local m = written(quiet(), { lang = "en" })
    assert.equal("[1015/QĐ-UBND] Department of Health: nothing open (2027-02-11)",
      m.subject)
    has(m.body, "\nThere is nothing to report.\n")
    lacks(m.body, "Please look into")
    lacks(m.body, "I. ")
  end)

  it("asks for nothing where all that it tells is resolved", function()
    local m = written(quiet { findings = { finding { state = "resolved" } } },
      { lang = "en" })
    has(m.body, "\nI. RESOLVED (1)\n")
    lacks(m.body, "Please look into")
    lacks(m.body, "nothing to report")
  end)

  it("has what goes on in the subject only where nothing is news", function()
    local m = written(quiet { findings = { finding(), finding { id = "a2",
      state = "stale" } } }, { lang = "vi" })
    has(m.subject, "Sở Y tế: 2 đang tiếp diễn (")
    has(m.body, "2. [cao] Tên – chưa kiểm tra lại\n")
  end)

  it("counts what is waived and tells nothing of it", function()
    local m = written(quiet { findings = { finding { state = "waived" },
      finding { state = "waived", id = "a2" } } }, { lang = "en" })
    has(m.body, "\n2 findings are waived and not listed.\n")
    lacks(m.body, "message")
    lacks(m.body, "findings why")
  end)

  it("puts the gravest first, then by rule, code, period and id", function()
    local list = {
      finding { id = "6", severity = "low" }, finding { id = "5", rule = "s.x" },
      finding { id = "4", subject = { code = "8.10" } },
      finding { id = "3", subject = { code = "8.9" }, period = "2026" },
      finding { id = "2", subject = { code = "8.9" }, period = "2025" },
      finding { id = "1", severity = "critical" },
    }
    local m = written(quiet { findings = list }, { lang = "en" })
    local ids = {}
    for id in m.body:gmatch "id (%d)\n" do ids[#ids + 1] = id end
    assert.equal("1 2 3 4 5 6", table.concat(ids, " "))
    has(m.body, "By severity: 1 critical, 4 high, 1 low.")
    assert.equal("6", list[1].id) -- the caller's list stays as it was
  end)

  it("lists so many findings, and counts the others", function()
    local list = {}
    for i = 1, 23 do list[i] = finding { id = ("x%02d"):format(i) } end
    for i = 1, 103 do
      list[#list + 1] = finding { id = ("y%03d"):format(i), state = "new" }
    end
    local m = written(quiet { findings = list }, { lang = "en" })
    has(m.body, "I. WHAT IS NEW (103)\n")
    has(m.body, "id y100\n   and 3 more, not listed here\n")
    has(m.body, "II. STILL OPEN (23)\n")
    has(m.body, "id x20\n   and 3 more, not listed here\n")
    lacks(m.body, "x21")
    m = written(quiet { findings = list }, { lang = "en", limit = 22, limit_told = 1 })
    has(m.body, "id y001\n   and 102 more, not listed here\n")
    has(m.body, "id x22\n   and 1 more, not listed here\n")
  end)

  it("puts reports due by step, those with no working day left apart", function()
    local function report(code, due, step, n)
      return { code = code, due = due, step = step, working_days_left = n }
    end
    local m = written(quiet { due = { report("d", "2027-03-26", 30, 30),
      report("c", "2027-02-12", 1, 1), report("b", "2027-02-12", 1, 1),
      report("a", "2027-02-11", 1, 0) } }, { lang = "en" })
    has(m.body, [[

I. REPORTS DUE (4)
Within 1 working day:
- a: last day 2027-02-11, no working day left after today
- b: last day 2027-02-12, 1 working day left
- c: last day 2027-02-12, 1 working day left
Within 30 working days:
- d: last day 2027-03-26, 30 working days left
]])
  end)

  it("says one and many in English", function()
    local m = written(quiet { overdue = { { code = "a", due = "2027-02-10", days_late = 1,
      working_days_late = 1 } } }, { lang = "en" })
    has(m.body, "- a: was due on 2027-02-10, 1 day late (1 working day)\n")
    has(m.subject, ": 1 report overdue (")
  end)

  it("names no rate where no report was expected", function()
    lacks(written(quiet { received = 0, expected = 0 }).body, "Báo cáo đã nộp")
  end)

  it("does with the code where there is no name, title or number", function()
    local m = written(quiet { plan = { code = "p1" }, agency = { code = "x1" },
      run = { id = "r1" } })
    assert.equal("[p1] x1: không có nội dung cần xử lý (11/02/2027)", m.subject)
    has(m.body, "Kính gửi: x1\n\nVề việc thực hiện Văn bản số p1, kết quả")
  end)

  local kinds = { ["1015/QĐ-UBND"] = "Quyết định số 1015/QĐ-UBND",
    ["136/NQ-CP"] = "Nghị quyết số 136/NQ-CP", ["09/2019/NĐ-CP"] = "Nghị định số 09/2019/NĐ-CP",
    ["12/KH-UBND"] = "Kế hoạch số 12/KH-UBND", ["7"] = "Văn bản số 7",
    ["5/XX-UBND"] = "Văn bản số 5/XX-UBND" }
  for number, name in pairs(kinds) do
    it("calls a document " .. name, function()
      has(written(quiet { plan = { code = "p", number = number } }).body, name)
    end)
  end

  describe("whatever the texts are", function()
    local LONG = ("tiến độ "):rep(200)
    local hostile = { "", "\n", "a\nSubject: x", "\r\n.\r\n", "\0", "\27[31m", "\xff\xfe",
      "e\u{301}", LONG, ("x"):rep(500), "{agency}", "%s%d", "-- " }

    local function with(s)
      return notice { agency = { code = "a", label = s },
        findings = { finding { title = s, text = s, id = "i" .. s,
          subject = { code = "c", label = s } } },
        overdue = { { obligation = s, code = "o", period = "2026", due = "2026-12-04",
          days_late = 69, working_days_late = 43 } },
        held = { from = "2027-02-04", to = "2027-02-10", reason = s } }
    end

    for i, s in ipairs(hostile) do
      it(("is lines of at most 72 columns, text %d"):format(i), function()
        for _, lang in ipairs { "vi", "en" } do
          local m = written(with(s), { lang = lang })
          assert.is_nil(m.subject:find "%c")
          assert.is_nil(m.body:find "[%z\1-\9\11-\31\127]")
          assert.is_truthy(utf8.len(m.body))
          assert.equal("\n", m.body:sub(-1))
          for line in m.body:gmatch "[^\n]*" do
            assert.is_true(text.width(line) <= 72, line)
          end
        end
      end)
    end

    it("is composed", function()
      has(written(with "e\u{301}").subject, "\u{e9}")
    end)
  end)

  it("refuses a language that there is not", function()
    local m, message = digest.write(notice(), { lang = "fr" })
    assert.is_nil(m)
    assert.equal("unknown language 'fr'; there are en, vi", message)
  end)
end)
