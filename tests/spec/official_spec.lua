--- The report as an official document: its layout, its numbers against the JSON
-- of the same report, and what pandoc makes of it.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"
local template = require "tiendo.template"

local DAY = "2026-11-23"

local function report(store, format, lang)
  local out, code, err = command.tiendo("report", store, "--as-of", DAY, "--quiet",
    "--format", format, "--lang", lang)
  assert.equal(0, code, err)
  return out
end

local function has(s, part)
  assert.is_truthy(s:find(part, 1, true), ("no %q"):format(part))
end

local function lacks(s, part)
  assert.is_nil(s:find(part, 1, true), ("%q"):format(part))
end

local function number(n, lang) return template.format(n, "number", lang) end

local NO_PANDOC = select(2, command.run("sh", "-c", "command -v pandoc")) ~= 0
  and "pandoc is not there" or nil

-- Headings, paragraphs and tables of the document that pandoc makes.
local function document(markdown)
  local path = command.path "official.docx"
  local out, code = command.run("pandoc", "-f", "markdown", "-o", path,
    command.file("official.md", markdown))
  assert.equal(0, code, out)
  out, code = command.run("python3", "tests/support/docx.py", path)
  assert.equal(0, code, out)
  return assert(json.decode(out))
end

describe("the report as an official document", function()
  local store, vi, brief

  setup(function()
    store = command.store "datasets/an-giang"
    vi, brief = report(store, "md", "vi"), assert(json.decode(report(store, "json", "vi")))
  end)

  it("has the head of an administrative document", function()
    local head = vi:gsub("\n|[-:|]+|\n", "\n|-|\n")
    has(head, [[
|  |  |
|-|
| ỦY BAN NHÂN DÂN TỈNH AN GIANG | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
| **\[TÊN CƠ QUAN BÁO CÁO\]** | **Độc lập - Tự do - Hạnh phúc** |
|  |  |
| Số: ……/BC-…… | *An Giang, ngày …… tháng …… năm ……* |

|  |
|-|
| **BÁO CÁO** |
| **Tình hình thực hiện “Kế hoạch Chương trình nghị sự 2030 của An Giang” ]]
      .. [[(tính đến ngày 23 tháng 11 năm 2026)** |

|  |  |
|-|
| Kính gửi: | Ủy ban nhân dân tỉnh An Giang. |

Thực hiện Quyết định số 1015/QĐ-UBND ngày 08 tháng 5 năm 2018 của Ủy ban nhân dân tỉnh An Giang]])
    has(vi, "| ***Nơi nhận:*** | **\\[CHỨC VỤ CỦA NGƯỜI KÝ\\]** |")
  end)

  it("says first that data are invented", function()
    assert.equal(1, vi:find("**Một phần số liệu là giả định để minh họa", 1, true))
  end)

  it("tells the numbers of the JSON", function()
    local c, r, k = brief.counts.commitments, brief.counts.reports, brief.counts.checks
    has(vi, ("đã xem xét %d cam kết định lượng"):format(c.all))
    has(vi, ("| 1 | đã đạt | %d | "):format(c.achieved))
    has(vi, ("Chưa xác định được kết quả của %d cam kết"):format(c.cannot_tell))
    has(vi, ("Tổng số báo cáo phải nộp là %d, trong đó %d báo cáo nộp đúng hạn, %d nộp chậm, "
      .. "%d chưa nộp và %d chưa đến hạn (có %d báo cáo đến hạn trong 30 ngày làm việc tới).")
      :format(r.all, r.received, r.late, r.missing, r.pending, r.due_soon))
    has(vi, ("Trong %d báo cáo đã đến hạn, tỷ lệ nộp đạt %s, tỷ lệ nộp đúng hạn đạt %s.")
      :format(brief.rates.expected, template.format(brief.rates.completeness, "percent", "vi"),
        template.format(brief.rates.timeliness, "percent", "vi")))
    has(vi, ("Qua kiểm tra có %d phát hiện: %d mức cao, %d mức trung bình"):format(
      brief.counts.findings.all, brief.counts.findings.high, brief.counts.findings.medium))
    has(vi, ("Đã kết luận %s trên %s lượt đánh giá"):format(number(k.judged, "vi"),
      number(k.subjects, "vi")))
  end)

  it("spells units in its language", function()
    has(vi, "10 trên 1.000 trẻ sinh sống | 31/12/2030 |")
    has(vi, "70,4–72,2 triệu đồng | 31/12/2025 |")
  end)

  it("asks nobody who is no more, and says what is to be settled", function()
    local asked = vi:match "1\\%. Đề nghị (.-) khẩn trương nộp"
    local gone = vi:match "chịu trách nhiệm đối với báo cáo còn thiếu của (.-) đã kết thúc"
    -- Districts ended on 30 June 2025; departments did not.
    has(asked, "Sở Giao thông Vận tải")
    lacks(asked, "huyện")
    has(gone, "Ủy ban nhân dân huyện Tri Tôn")
    lacks(gone, "Sở")
    has(vi, "Ủy ban nhân dân huyện Tri Tôn (kết thúc hoạt động ngày 30/06/2025)")
  end)

  it("is in English a translation that says so", function()
    local en = report(store, "md", "en")
    assert.equal(1, en:find("**Draft in translation", 1, true))
    has(en, "| **REPORT** |")
    has(en, "## I\\. PROGRESS IN GENERAL")
    has(en, "## V\\. PROPOSALS")
  end)

  it("becomes through pandoc a document with headings and tables", function()
    if NO_PANDOC then return pending(NO_PANDOC) end
    local d = document(vi)
    assert.same({
      { "Heading2", "I. TÌNH HÌNH THỰC HIỆN" },
      { "Heading2", "II. KẾT QUẢ THỰC HIỆN THEO MỤC TIÊU" },
      { "Heading3", "1. Theo mục tiêu chung" },
      { "Heading3", "2. Cam kết đã có số liệu" },
      { "Heading2", "III. CHẾ ĐỘ BÁO CÁO" },
      { "Heading2", "IV. TỒN TẠI, HẠN CHẾ" },
      { "Heading2", "V. KIẾN NGHỊ, ĐỀ XUẤT" },
    }, d.headings)
    -- Head, title, addressee, status, goals, commitments, missing, checks, foot.
    assert.equal(9, #d.tables)
  end)

  it("has in the document's tables what the JSON has", function()
    if NO_PANDOC then return pending(NO_PANDOC) end
    local tables = document(vi).tables
    local goals, commitments, missing = tables[5], tables[6], tables[7]
    assert.equal(#brief.goals + 1, #goals)
    for i, goal in ipairs(brief.goals) do
      local row, c = goals[i + 1], goal.commitments
      assert.same({ tostring(i), number(c.all, "vi"), number(c.achieved + c.on_track, "vi"),
        number(c.off_track + c.wrong_way, "vi"), number(c.cannot_tell, "vi"),
        number(goal.findings.all, "vi") },
        { row[1], row[3], row[4], row[5], row[6], row[7] })
    end
    local n = 1
    for _, c in ipairs(brief.commitments) do
      if c.points > 0 then
        n = n + 1
        assert.equal(c.label, commitments[n][2])
      end
    end
    assert.equal(n, #commitments)
    assert.equal(brief.counts.reports.missing + 1, #missing)
    assert.equal("2.911", missing[2][6]) -- 4 December 2018 to 23 November 2026
  end)

  it("lets no text act as markup", function()
    local hostile = "a | b # c <script> *d* [e](http://f) \\ $h$ `j`"
    local other = command.path "hostile-official.db"
    local _, code, err = command.tiendo("import", other,
      command.file("plans.csv", 'code,number,title_vi\np,7/QĐ,"' .. hostile .. '"\n'),
      command.file("goals.csv", 'code,plan,label_vi\n1,p,"' .. hostile .. '"\n'))
    assert.equal(0, code, err)
    local s = report(other, "md", "vi")
    assert.is_nil(s:find "[^\\][<>$`]")
    if not NO_PANDOC then
      local goals = document(s).tables[4]
      assert.equal("Mục tiêu 1. " .. hostile, goals[2][2])
    end
  end)
end)

describe("tiendo letter", function()
  local store

  setup(function() store = command.store "datasets/an-giang" end)

  local function write(...)
    return command.tiendo("letter", store, ...)
  end

  it("writes to those that are missing, in Vietnamese", function()
    local out, code, err = write("yearly-report-2021-2030", "2025", "--as-of", DAY,
      "--by", "2026-12-18")
    assert.equal(0, code, err)
    has(out, "| **SỞ KẾ HOẠCH VÀ ĐẦU TƯ** |")
    has(out, "| V/v đôn đốc nộp “Báo cáo năm, giai đoạn 2021-2030” |")
    has(out, "| Kính gửi: | \\- Ngân hàng Nhà nước chi nhánh tỉnh An Giang; |")
    has(out, "chậm nhất ngày 18 tháng 12 năm 2026.")
    has(out, "(dòng 67 của văn bản nêu trên)")
    lacks(out, "| Kính gửi: | \\- Sở Kế hoạch và Đầu tư")
    assert.equal("tiendo: note: so-ke-hoach-va-dau-tu is left out: it would write to itself\n",
      err)
  end)

  it("counts working days by the calendar of the obligation", function()
    -- From 4 December 2025, a Thursday: the 5th, the 8th and the 9th.
    local out = write("yearly-report-2021-2030", "2025", "--as-of", "2025-12-09",
      "--by", "2025-12-18")
    has(out, "| năm 2025 | 04/12/2025 | 3 |")
  end)

  it("leaves out who is no more, and says so", function()
    local out, code, err = write("yearly-report-2021-2030", "2021", "--as-of", DAY,
      "--by", "2026-12-18", "--lang", "en")
    assert.equal(0, code)
    has(err, "ubnd-tri-ton is left out: it ceased to exist after 2025-06-30")
    lacks(out, "Tri Tôn")
    has(out, "Provincial Police")
  end)

  it("has a sender that is named", function()
    local out = write("yearly-report-2021-2030", "2025", "--as-of", DAY, "--by", "2026-12-18",
      "--from", "ubnd-tinh-an-giang")
    has(out, "| **ỦY BAN NHÂN DÂN TỈNH AN GIANG** | **CỘNG HÒA")
    has(out, "Sở Kế hoạch và Đầu tư")
  end)

  it("writes nothing where nobody is missing, and says why", function()
    local path = command.path "none.md"
    local out, code, err = write("yearly-report-2021-2030", "2026", "--as-of", DAY,
      "--by", "2026-12-18", "-o", path)
    assert.equal("", out)
    assert.equal(0, code)
    assert.equal("tiendo: note: no report of 'yearly-report-2021-2030' for 2026 is overdue: 18 "
      .. "are awaited by 2026-12-04; there is no letter to write\n", err)
    assert.is_nil(io.open(path))
  end)

  it("notes a day that is not worked", function()
    local _, code, err = write("yearly-report-2021-2030", "2025", "--as-of", DAY,
      "--by", "2026-12-19") -- a Saturday
    assert.equal(0, code)
    has(err, "tiendo: note: 2026-12-19 is not a working day\n")
  end)

  local WRONG = {
    { { "yearly-report-2021-2030", "2025" }, "--by 2026-12-18" },
    { { "yearly-report-2021-2030", "2025", "--by", "18/12/2026" }, "'18/12/2026' is no day" },
    { { "yearly-report-2021-2030", "2025", "--by", DAY }, "is not after 2026-11-23" },
    { { "yearly-report-2021-203", "2025", "--by", "2026-12-18" },
      "did you mean 'yearly-report-2021-2030'?" },
    { { "yearly-report-2021-2030", "2025-Q4", "--by", "2026-12-18" }, "write 2026" },
    { { "yearly-report-2021-2030", "2031", "--by", "2026-12-18" }, "the last period is 2030" },
    { { "yearly-report-2021-2030", "2025", "--by", "2026-12-18", "--from", "x" },
      "no agency 'x'" },
  }
  for _, case in ipairs(WRONG) do
    it("refuses: " .. case[2], function()
      local words = table.move(case[1], 1, #case[1], 1, {})
      words[#words + 1], words[#words + 2] = "--as-of", DAY
      local out, code, err = write(table.unpack(words))
      assert.equal("", out)
      assert.equal(2, code)
      has(err, case[2])
    end)
  end
end)
