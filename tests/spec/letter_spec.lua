--- The draft of the letter to agencies that have not reported.
local command = require "tests.support.command"
require "tiendo"
local letter = require "tiendo.letter"

local HEALTH = { code = "so-y-te", label = { en = "Department of Health", vi = "Sở Y tế" } }
local TRADE = { code = "so-cong-thuong",
  label = { en = "Department of Industry and Trade", vi = "Sở Công thương" } }

-- Reports for 2025 and 2026 that had not come by Monday, 28 December 2026:
-- from 4 December that is 16 working days, 7 to 11, 14 to 18, 21 to 25 and 28.
local function draft(other)
  local l = {
    plan = {
      code = "qd-1015-2018", number = "1015/QĐ-UBND", issued_on = "2018-05-08",
      title = { en = "An Giang's plan for the 2030 Agenda",
        vi = "Kế hoạch Chương trình nghị sự 2030 của An Giang" },
      issuer = { en = "the People's Committee of An Giang Province",
        vi = "Ủy ban nhân dân tỉnh An Giang" },
    },
    issuer = {
      label = { en = "Department of Planning and Investment",
        vi = "Sở Kế hoạch và Đầu tư" },
      parent = { en = "People's Committee of An Giang Province",
        vi = "Ủy ban nhân dân tỉnh An Giang" },
      abbreviation = "SKHĐT", place = "An Giang",
    },
    obligation = { code = "yearly-report-2021-2030", source_line = 67,
      label = { en = "Yearly report, phase 2021-2030",
        vi = "Báo cáo năm, giai đoạn 2021-2030" },
      recipient = { en = "the People's Committee of An Giang Province",
        vi = "Ủy ban nhân dân tỉnh An Giang" } },
    as_of = "2026-12-28", new_day = "2027-01-08",
    missing = {
      { agency = HEALTH, period = "2025", due = "2025-12-04", working_days_late = 269 },
      { agency = HEALTH, period = "2026", due = "2026-12-04", working_days_late = 16 },
      { agency = TRADE, period = "2026-Q4", due = "2026-12-04", working_days_late = 1016 },
    },
    copies = { { en = "Provincial People's Committee (to report)",
      vi = "UBND tỉnh (để báo cáo)" } },
    signer = { position = { en = "Director", vi = "Giám đốc" } },
  }
  for key, value in pairs(other or {}) do l[key] = value end
  return l
end

local function has(s, part)
  assert.is_truthy(s:find(part, 1, true), ("no %q in:\n%s"):format(part, s))
end

local function lacks(s, part)
  assert.is_nil(s:find(part, 1, true), ("%q in:\n%s"):format(part, s))
end

describe("tiendo.letter", function()
  it("is laid out as an administrative document, rules of tables apart", function()
    local s = letter.write(draft()):gsub("\n|[-:|]+|\n", "\n|-|\n")
    assert.equal([[
|  |  |
|-|
| ỦY BAN NHÂN DÂN TỈNH AN GIANG | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
| **SỞ KẾ HOẠCH VÀ ĐẦU TƯ** | **Độc lập - Tự do - Hạnh phúc** |
|  |  |
| Số: ……/SKHĐT | *An Giang, ngày …… tháng …… năm ……* |
| V/v đôn đốc nộp “Báo cáo năm, giai đoạn 2021-2030” |  |

|  |  |
|-|
| Kính gửi: | \- Sở Y tế; |
|  | \- Sở Công thương. |

]]
.. "Căn cứ Quyết định số 1015/QĐ-UBND ngày 08 tháng 5 năm 2018 của Ủy ban nhân dân tỉnh "
.. "An Giang (“Kế hoạch Chương trình nghị sự 2030 của An Giang”), cơ quan có tên trong danh "
.. "sách dưới đây có trách nhiệm nộp “Báo cáo năm, giai đoạn 2021-2030” (dòng 67 của văn "
.. "bản nêu trên).\n\n"
.. "Qua theo dõi, tính đến ngày 28 tháng 12 năm 2026, còn 3 báo cáo chưa nhận được, cụ thể "
.. "như sau:\n" .. [[

| STT | Cơ quan | Kỳ báo cáo | Hạn nộp | Số ngày làm việc quá hạn |
|-|
| 1 | Sở Y tế | năm 2025 | 04/12/2025 | 269 |
| 2 | Sở Y tế | năm 2026 | 04/12/2026 | 16 |
| 3 | Sở Công thương | quý IV/2026 | 04/12/2026 | 1016 |

]]
.. "Sở Kế hoạch và Đầu tư đề nghị cơ quan có tên nêu trên khẩn trương hoàn thành và gửi báo "
.. "cáo đến Ủy ban nhân dân tỉnh An Giang chậm nhất ngày 08 tháng 01 năm 2027.\n\n"
.. "Trường hợp không thể nộp đúng thời hạn nêu trên, đề nghị cơ quan có văn bản nêu rõ lý do "
.. "trước ngày đó.\n" .. [[

Trân trọng./.

|  |  |
|-|
| ***Nơi nhận:*** | **GIÁM ĐỐC** |
| \- Như trên; |  |
| \- UBND tỉnh (để báo cáo); |  |
| \- Lưu: VT. |  |
|  | **\[Họ và tên\]** |
]], s)
  end)

  it("is in English a translation that says so", function()
    local s = letter.write(draft(), { lang = "en" })
    assert.equal("**Translation for information; the letter is the Vietnamese text.**\n",
      s:match "^[^\n]*\n")
    has(s, "| PEOPLE'S COMMITTEE OF AN GIANG PROVINCE | **SOCIALIST REPUBLIC OF VIET NAM** |")
    has(s, "Under Decision 1015/QĐ-UBND of 8 May 2018 of the People's Committee")
    has(s, "the agencies named below owe “Yearly report, phase 2021-2030” (line 67 of that "
      .. "document).")
    has(s, "no later than 8 January 2027.")
    has(s, "| 3 | Department of Industry and Trade | Q4 2026 | 2026-12-04 | 1016 |")
  end)

  it("writes to one agency without a list", function()
    local one = { { agency = HEALTH, period = "2026", due = "2026-12-04",
      working_days_late = 16 } }
    has(letter.write(draft { missing = one }), "\n| Kính gửi: | Sở Y tế. |\n")
    local s = letter.write(draft { missing = one }, { lang = "en" })
    has(s, "the agency named below owes ")
    has(s, "1 report has not been received")
  end)

  it("leaves blank what it is not told", function()
    local s = letter.write(draft { plan = { code = "p" }, copies = false, signer = false,
      issuer = { label = "Sở A" }, obligation = { code = "o" } })
    has(s, "| **SỞ A** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |\n"
      .. "|  | **Độc lập - Tự do - Hạnh phúc** |\n")
    has(s, "| Số: ……/…… | *……, ngày …… tháng …… năm ……* |")
    has(s, "Căn cứ Văn bản số p, cơ quan có tên trong danh sách dưới đây có trách nhiệm nộp "
      .. "“o”.\n")
    has(s, "| ***Nơi nhận:*** | **\\[CHỨC VỤ CỦA NGƯỜI KÝ\\]** |")
    lacks(s, "đến Ủy ban")
  end)

  it("has authority, position and name of the signer", function()
    local s = letter.write(draft { signer = { authority = "TM. Ủy ban nhân dân",
      position = "Chủ tịch", name = "Nguyễn Văn A" } })
    has(s, "| **TM\\. ỦY BAN NHÂN DÂN** |")
    has(s, "| **CHỦ TỊCH** |")
    has(s, "| **Nguyễn Văn A** |")
  end)

  it("names another document where the duty stands there", function()
    local o = draft().obligation
    o.source = { number = "09/2019/NĐ-CP" }
    has(letter.write(draft { obligation = o }), "(dòng 67 của Nghị định số 09/2019/NĐ-CP)")
  end)

  it("says in bold that data are invented", function()
    has(letter.write(draft { illustrative = true }), "**Một phần số liệu là giả định")
  end)

  local days = { { "2026-12-31", "ngày 31 tháng 12 năm 2026" },
    { "2027-01-09", "ngày 09 tháng 01 năm 2027" }, { "2027-02-10", "ngày 10 tháng 02 năm 2027" },
    { "2027-03-01", "ngày 01 tháng 3 năm 2027" } }
  for _, case in ipairs(days) do
    it("writes out " .. case[1], function()
      has(letter.write(draft { new_day = case[1] }), " chậm nhất " .. case[2] .. ".")
    end)
  end

  local wrong = {
    { { missing = {} },
      "no report of 'yearly-report-2021-2030' is missing: there is nobody to write to" },
    { { new_day = "2026-12-28" }, "the new day 2026-12-28 is not after 2026-12-28" },
  }
  for _, case in ipairs(wrong) do
    it("refuses: " .. case[2], function()
      local s, message = letter.write(draft(case[1]))
      assert.is_nil(s)
      assert.equal(case[2], message)
    end)
  end

  it("refuses a language that there is not", function()
    local s, message = letter.write(draft(), { lang = "fr" })
    assert.is_nil(s)
    assert.equal("unknown language 'fr'; there are en, vi", message)
  end)

  local HOSTILE = "a | b\n# c <script> *d* [e](http://f) ~~g~~ \\ $h$ @i `j`\0"

  local function hostile()
    local l = draft()
    l.plan.title, l.issuer.label, l.obligation.label = HOSTILE, HOSTILE, HOSTILE
    l.missing[1].agency = { code = "x", label = HOSTILE }
    l.copies, l.signer = { HOSTILE }, { position = HOSTILE, name = HOSTILE }
    return l
  end

  it("lets no text act as markup", function()
    local s = letter.write(hostile())
    assert.is_nil(s:find "[^\\][<>$`~@]")
    lacks(s, "\n# ")
    lacks(s, "\0")
    for line in s:gmatch "[^\n]+" do
      local cells = select(2, line:gsub("\\.", ""):gsub("|", ""))
      assert.is_truthy(cells == 0 or cells == 3 or cells == 6, line)
    end
  end)

  -- The paragraphs of a DOCX, as text.
  local function docx_text(markdown)
    local path = command.file("letter.md", markdown)
    local out, code = command.run("pandoc", "-f", "markdown", "-o", command.path "letter.docx",
      path)
    assert.equal(0, code, out)
    local xml = command.run("unzip", "-p", command.path "letter.docx", "word/document.xml")
    xml = xml:gsub("</w:p>", "\n"):gsub("<[^>]*>", "")
    return (xml:gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&quot;", '"'):gsub("&amp;", "&"))
  end

  local function without(program, why)
    if os.execute(("command -v %s >/dev/null"):format(program)) then return false end
    pending(("%s is not installed%s"):format(program, why or ""))
    return true
  end

  it("becomes a DOCX with every word in it", function()
    if without("pandoc", "; it is too large to ask for") or without "unzip" then return end
    local s = docx_text(letter.write(draft()))
    for _, part in ipairs { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ\n",
      "Số: ……/SKHĐT\n", "- Sở Công thương.\n", "\nnăm 2025\n04/12/2025\n269\n",
      "chậm nhất ngày 08 tháng 01 năm 2027.\n", "- Lưu: VT.\n", "GIÁM ĐỐC\n", "[Họ và tên]\n" }
    do has(s, part) end
    lacks(s, "\\")
    lacks(s, "*")
    lacks(s, "|")
  end)

  it("becomes a DOCX in which hostile text is text", function()
    if without("pandoc", "; it is too large to ask for") or without "unzip" then return end
    has(docx_text(letter.write(hostile())),
      "\na | b # c <script> *d* [e](http://f) ~~g~~ \\ $h$ @i `j`\u{FFFD}\n")
  end)
end)
