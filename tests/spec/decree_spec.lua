-- Three small plans in three layouts, and what is no plan.
require "tiendo"
local date = require "tiendo.date"
local decree = require "tiendo.decree"

local function file(name)
  local f <close> = assert(io.open("tests/data/decree/" .. name .. ".txt", "rb"))
  return f:read "a"
end

local NAMES = { "song-xanh", "nui-do", "bai-cat" }

-- Decomposed letters: the base, then its marks by combining class.
local MARKS = { { "ÂÊÔâêô", "AEOaeo", "\u{302}" }, { "Ăă", "Aa", "\u{306}" },
  { "ƠƯơư", "OUou", "\u{31B}" } }
local TONES = {
  { "ÀẰẦÈỀÌÒỒỜÙỪỲàằầèềìòồờùừỳ", "\u{300}" },
  { "ẢẲẨẺỂỈỎỔỞỦỬỶảẳẩẻểỉỏổởủửỷ", "\u{309}" },
  { "ÃẴẪẼỄĨÕỖỠŨỮỸãẵẫẽễĩõỗỡũữỹ", "\u{303}" },
  { "ÁẮẤÉẾÍÓỐỚÚỨÝáắấéếíóốớúứý", "\u{301}" },
  { "ẠẶẬẸỆỊỌỘỢỤỰỴạặậẹệịọộợụựỵ", "\u{323}" },
}
local BARE = "AĂÂEÊIOÔƠUƯYaăâeêioôơuưy"

local function chars(text)
  local list = {}
  for _, code in utf8.codes(text) do list[#list + 1] = utf8.char(code) end
  return list
end

local function decompositions()
  local map, bare = {}, chars(BARE)
  for _, row in ipairs(MARKS) do
    local base = chars(row[2])
    for i, letter in ipairs(chars(row[1])) do map[letter] = base[i] .. row[3] end
  end
  for _, row in ipairs(TONES) do
    for i, letter in ipairs(chars(row[1])) do
      local base = map[bare[i]] or bare[i]
      local below = row[2] == "\u{323}" and not base:find "\u{31B}"
      map[letter] = below and base:sub(1, 1) .. row[2] .. base:sub(2)
        or base .. row[2]
    end
  end
  return map
end

local function decomposed(text)
  return (text:gsub(utf8.charpattern, decompositions()))
end

local function read(text, options)
  return assert(decree.read(text, options))
end

-- Items of a list as short texts.
local function each(list, describe)
  local texts = {}
  for i, item in ipairs(list) do texts[i] = describe(item) end
  return texts
end

local function kinds_of_notes(document)
  return each(document.notes, function(note)
    return ("%d %s %s"):format(note.at.line, note.kind, note.subject)
  end)
end

describe("tiendo.decree", function()
  describe("a table whose cells are lines (song-xanh)", function()
    local document = read(file "song-xanh")

    it("has its head", function()
      local head = document.head
      assert.equal("77/QĐ-UBND", head.number)
      assert.equal("2020-02-03", head.issued_on)
      assert.equal("ubnd-tinh-song-xanh", head.issuer)
      assert.equal("ỦY BAN NHÂN DÂN TỈNH SÔNG XANH", head.issuer_as_printed)
      assert.equal("Quyết định", head.kind)
      assert.equal("Về việc ban hành Kế hoạch nước sạch và trường học của tỉnh",
        head.title)
      assert.equal("2020-03-01", head.effective)
      assert.same({ line = 4, column = 1, last_line = 4, chars = 14,
        offset = 102 }, head.at.number)
      assert.is_true(date.is(date.of(head.issued_on)))
    end)

    it("has its legal basis with numbers and days", function()
      assert.same({ "- 2015-06-19", "08/2019/NQ-HĐND 2019-12-09", "- -" },
        each(document.legal_basis, function(basis)
          return ("%s %s"):format(basis.number or "-", basis.issued_on or "-")
        end))
    end)

    it("has its articles and who must carry them out", function()
      assert.equal(3, #document.articles)
      local duty = document.articles[3].duties[1]
      assert.same({ "van-phong-ubnd-tinh", "so-y-te", "ubnd-cap-huyen" },
        duty.agencies)
      assert.equal("chịu trách nhiệm thi hành Quyết định này./.", duty.what)
    end)

    it("has its phases", function()
      assert.same({ "II.1 2020 2022", "II.2 2023 2030" },
        each(document.phases, function(phase)
          return ("%s %d %d"):format(phase.section, phase.first, phase.last)
        end))
    end)

    it("has goals with both titles", function()
      assert.same({ "1 Đủ nước sạch cho mọi nhà =",
        "2 Trường học an toàn và thân thiện Trường học an toàn.",
        "17 Nhiều bên cùng làm =" }, each(document.goals, function(goal)
        return ("%s %s %s"):format(goal.code, goal.title,
          goal.second_title or "=")
      end))
    end)

    it("has targets, verbatim", function()
      local target = document.targets[1]
      assert.equal("1.1", target.code)
      assert.equal("1.1", target.second_code)
      assert.equal("1", target.goal)
      assert.equal("Đến năm 2025, trên 90% số hộ có nước sạch", target.text)
      assert.equal(54, target.at.line)
      assert.equal(16, target.at.column)
    end)

    it("has groups with one lead or several", function()
      assert.same({
        "1.1-1 60 so-nong-nghiep-va-phat-trien-nong-thon+so-y-te",
        "1.1-2 65 mat-tran-to-quoc-tinh",
        "2.1-1 80 so-giao-duc-va-dao-tao+so-xay-dung",
        "17.1-1 95 so-ke-hoach-va-dau-tu",
      }, each(document.groups, function(group)
        return ("%s %d %s"):format(group.code, group.at.line,
          table.concat(group.leads, "+"))
      end))
      assert.equal("MTTQ tỉnh", document.groups[2].lead_as_printed)
    end)

    it("has coordinators below and beside their heading", function()
      assert.same({ "1.1-1 61 Các sở, ban, ngành",
        "1.1-1 61 UBND các huyện, thị xã, thành phố", "1.1-2 65 Tỉnh đoàn",
        "1.1-2 65 Hội Nông dân tỉnh", "2.1-1 83 Các sở, ban, ngành",
        "2.1-1 85 Hội Khuyến học tỉnh Sông Xanh" },
        each(document.coordinators, function(one)
          return ("%s %d %s"):format(one.group, one.at.line, one.as_printed)
        end))
    end)

    it("has tasks, with what they wait for", function()
      assert.same({ "1.1-1-1 57 -", "1.1-1-2 58 ministry-issue",
        "1.1-2-1 64 -", "2.1-1-1 77 -", "2.1-1-2 78 central-guidance",
        "17.1-1-1 94 -" }, each(document.tasks, function(task)
        return ("%s %d %s"):format(task.code, task.at.line,
          task.condition or "-")
      end))
      assert.equal("Xây thêm trạm cấp nước ở\u{A0}các xã ven sông.",
        document.tasks[1].text)
    end)

    it("has duties with who, to whom and by when", function()
      assert.same({
        "report so-y-te+so-giao-duc-va-dao-tao > ubnd-tinh-song-xanh "
          .. "cc so-ke-hoach-va-dau-tu year by 15/6 -",
        "report so-ke-hoach-va-dau-tu > ubnd-tinh-song-xanh cc - "
          .. "year before 20/12 -",
        "review so-ke-hoach-va-dau-tu > - cc - once by -/- 2025",
      }, each(document.duties, function(duty)
        return ("%s %s > %s cc %s %s %s %s/%s %s"):format(duty.kind,
          table.concat(duty.agencies, "+"), duty.to or "-",
          duty.copy_to or "-", duty.recurrence, duty.bound, duty.day or "-",
          duty.month or "-", duty.year or "-")
      end))
    end)

    it("notes what is irregular", function()
      assert.same({ "68 no_group target 1.2", "71 title_differs goal 2",
        "85 unknown_agency hoi-khuyen-hoc-tinh-song-xanh",
        "88 gap_in_sequence goal 17", "95 no_coordinators group 17.1-1" },
        kinds_of_notes(document))
    end)

    it("lists agencies with their spellings", function()
      local by_code = {}
      for _, agency in ipairs(document.agencies) do
        by_code[agency.code] = agency
      end
      assert.is_true(by_code["hoi-khuyen-hoc-tinh-song-xanh"].is_new)
      assert.is_false(by_code["so-y-te"].is_new)
      assert.same({ { name = "Sở Y tế", uses = 3, line = 15 } },
        by_code["so-y-te"].names)
    end)
  end)

  describe("a table whose rows are lines (nui-do)", function()
    local document = read(file "nui-do")

    it("takes the number from the caption of the plan", function()
      assert.equal("301/QĐ-UBND", document.head.number)
      assert.equal("2021-05-31", document.head.issued_on)
    end)

    it("knows columns by their titles, leads before tasks", function()
      assert.same({ "1.1-1 so-nong-nghiep-va-phat-trien-nong-thon 2",
        "1.1-2 so-tai-nguyen-va-moi-truong 1", "1.3-1 chi-cuc-kiem-lam 1",
        "2.1-1 so-lao-dong-thuong-binh-va-xa-hoi 1" },
        each(document.groups, function(group)
          return ("%s %s %d"):format(group.code, group.lead, group.n_tasks)
        end))
      assert.same({ "cong-an-tinh", "ubnd-cap-huyen",
        "so-nong-nghiep-va-phat-trien-nong-thon",
        "cac-co-quan-to-chuc-lien-quan" },
        each(document.coordinators, function(one) return one.agency end))
    end)

    it("reads tasks marked a), đ), + and their times", function()
      assert.same({ "Tuần tra rừng mỗi tuần. 2021 - 2025",
        "Lắp biển báo ở cửa rừng. 2022", "Cắm mốc ranh giới rừng. 2023",
        "Lập trạm cứu hộ. 2024", "Tạo việc làm từ trồng rừng. 2025" },
        each(document.tasks, function(task)
          return task.text .. " " .. task.time
        end))
    end)

    it("notes codes that differ and are missing", function()
      assert.same({ "19 code_differs target 1.3",
        "19 gap_in_sequence target 1.3", "20 unknown_agency chi-cuc-kiem-lam",
        "23 no_coordinators group 2.1-1" }, kinds_of_notes(document))
      assert.equal("1.2", document.targets[2].second_code)
    end)
  end)

  describe("a plan without a table (bai-cat)", function()
    local document = read(file "bai-cat")

    it("is a plan without a decision", function()
      assert.equal("Kế hoạch", document.head.kind)
      assert.equal("9/KH-UBND", document.head.number)
      assert.equal("2022-01-15", document.head.issued_on)
      assert.equal("622/QĐ-TTg", document.legal_basis[1].number)
    end)

    it("joins lines that the page's width broke", function()
      assert.equal("Tàu cá nào cũng có áo phao\nvà có bộ đàm",
        document.targets[1].text)
      assert.same({ line = 12, column = 15, last_line = 13, chars = 39,
        offset = 350, parts = { { first = 28, line = 13, column = 1,
          offset = 377 } } }, document.targets[1].at)
      assert.equal("Kiểm tra tàu trước mỗi chuyến đi, nhất là\nvào mùa bão.",
        document.tasks[1].text)
    end)

    it("takes a bullet with Phối hợp for a task", function()
      assert.equal("Phối hợp với bộ đội biên phòng dạy bơi.",
        document.tasks[2].text)
    end)

    it("ends a list of coordinators where names end", function()
      assert.same({ "3.1-1 Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        "3.1-1 Uỷ ban nhân dân các huyện, thị xã, thành phố",
        "3.1-1 Ban Quản lý Cảng cá", "3.1-2 Công an tỉnh",
        "3.1-2 Đài Phát thanh - Truyền hình tỉnh" },
        each(document.coordinators, function(one)
          return one.group .. " " .. one.as_printed
        end))
      assert.same({ "3.1-1-1", "3.1-1-2", "3.1-2-1", "3.1-2-2", "3.2-1-1" },
        each(document.tasks, function(task) return task.code end))
    end)

    it("has a glossary", function()
      assert.same({ "Tàu cá = Là tàu dùng để đánh bắt.\nKhông kể thuyền thúng.",
        "Cảng cá = Là nơi tàu cá cập bến." },
        each(document.glossary, function(term)
          return term.term .. " = " .. term.text
        end))
    end)
  end)

  -- A blank line of the test's own: the module's idea of blank is not asked.
  local function is_blank(line)
    return not line:gsub("\u{A0}", ""):find "%S"
  end

  -- Each line that is not blank is placed or unplaced, and never both.
  local function assert_account(text)
    local document = read(text)
    local n, n_lines, unplaced = 0, 0, {}
    for _, piece in ipairs(document.unplaced) do unplaced[piece.line] = true end
    for line in (text .. "\n"):gmatch "(.-)\n" do
      n = n + 1
      local is_placed = document.lines[n] ~= nil
      assert.equal(not is_blank(line), is_placed or unplaced[n] == true)
      assert.is_false(is_placed and unplaced[n] == true)
      if not is_blank(line) then n_lines = n_lines + 1 end
    end
    assert.equal(n_lines, document.n_lines)
    assert.equal(n_lines, document.n_placed + #document.unplaced)
    return document
  end

  describe("the account", function()
    for _, name in ipairs(NAMES) do
      it("places all lines of " .. name, function()
        assert.same({}, assert_account(file(name)).unplaced)
      end)
    end

    it("says so", function()
      assert.equal("35 lines: 35 placed, 0 unplaced",
        decree.account(read(file "bai-cat")))
    end)

    it("groups thousands and names the first line left", function()
      assert.equal("1,563 lines: 1,561 placed, 2 unplaced, first at 433:5",
        decree.account { n_lines = 1563, n_placed = 1561, unplaced = {
          { line = 433, column = 5 }, { line = 434, column = 1 } } })
    end)

    it("counts a line that fits nowhere", function()
      local text = "lạc đề hoàn toàn, không thuộc phần nào\n" .. file "bai-cat"
      local document = assert_account(text)
      assert.same({ { line = 1, column = 1,
        text = "lạc đề hoàn toàn, không thuộc phần nào" } }, document.unplaced)
    end)

    it("holds for every beginning of a document that still is a plan", function()
      for _, name in ipairs(NAMES) do
        local so_far, n_plans = "", 0
        for line in file(name):gmatch "[^\n]*\n" do
          so_far = so_far .. line
          if decree.read(so_far) then
            assert_account(so_far)
            n_plans = n_plans + 1
          end
        end
        assert.is_true(n_plans > 5)
      end
    end)
  end)

  describe("explain()", function()
    it("prints each line after what it became", function()
      local printed = {}
      local text = file "bai-cat"
      decree.explain(read(text), text, function(...)
        for _, piece in ipairs { ... } do printed[#printed + 1] = piece end
      end)
      local lines = {}
      for line in table.concat(printed):gmatch "[^\n]+" do
        lines[#lines + 1] = line
      end
      assert.equal(36, #lines)
      assert.equal("     2  number                    Số: 9/KH-UBND", lines[2])
      assert.equal("    14  task 3.1-1-1              "
        .. "- Kiểm tra tàu trước mỗi chuyến đi, nhất là", lines[13])
      assert.equal("35 lines: 35 placed, 0 unplaced", lines[36])
    end)
  end)

  describe("forms of text", function()
    local FORMS = {
      { "with CRLF", function(text) return (text:gsub("\n", "\r\n")) end },
      { "with CR", function(text) return (text:gsub("\n", "\r")) end },
      { "with a byte order mark", function(text)
        return "\u{FEFF}" .. text
      end },
      { "decomposed", decomposed },
    }
    for _, form in ipairs(FORMS) do
      it("read the same " .. form[1], function()
        for _, name in ipairs(NAMES) do
          local text = file(name)
          assert.are_not.equal(text, form[2](text))
          assert.same(read(text), read(form[2](text)))
        end
      end)
    end

    it("may have no-break spaces inside words and on empty lines", function()
      local text = file "bai-cat":gsub("Đơn vị chủ trì", "Đơn\u{A0}vị chủ\u{A0}trì")
        :gsub("\n\n", "\n\u{A0}\n")
      local groups = read(text).groups
      assert.equal(3, #groups)
      assert.equal("so-giao-thong-van-tai", groups[2].lead)
    end)

    it("may number goals up to 17, without the second annex", function()
      local parts = { "Số: 1/KH-UBND\nPHỤ LỤC\n" }
      for goal = 1, 17 do
        parts[#parts + 1] = ("\t%d\n\tMỤC TIÊU %d: Việc %d\n\n\t%d.1\n\t"
          .. "Mục tiêu %d.1. Làm xong\n\n\t\n\t- Làm.\n\tChủ trì: Sở Y tế\n"
          .. "Phối hợp: Các sở, ban, ngành\n\n"):format(goal, goal, goal, goal,
          goal)
      end
      local document = read(table.concat(parts))
      assert.equal(17, #document.goals)
      assert.equal(17, #document.targets)
      assert.equal(17, #document.groups)
      assert.same({}, document.notes)
    end)
  end)

  describe("who leads", function()
    local HEAD = "Số: 9/KH-UBND\nMục tiêu 1: X\nMục tiêu 1.1: Y\n- Làm\n"
    local CASES = {
      { "Chủ trì: Sở Y tế", "so-y-te" },
      { "CHỦ TRÌ : Sở Y tế", "so-y-te" },
      { "- Chủ trì: Sở Y tế", "so-y-te" },
      { "Chủ trì – Sở Y tế", "so-y-te" },
      { "Cơ quan chủ trì: Sở Y tế, Sở Tư pháp", "so-y-te so-tu-phap" },
      { "Đơn vị chủ trì:\n+ Sở Y tế\n+ Sở Tư pháp", "so-y-te so-tu-phap" },
      { "Chủ trì:\nSở Y tế", "so-y-te" },
      { "Chủ trì: Sở Y tế. Phối hợp: Sở Tư pháp", "so-y-te" },
      { "Chủ trì: Sở Y tế (Chi cục Dân số)", "so-y-te" },
    }
    for _, case in ipairs(CASES) do
      it("is read from " .. case[1]:gsub("\n", " / "), function()
        local groups = read(HEAD .. case[1] .. "\n").groups
        assert.equal(1, #groups)
        assert.equal(case[2], table.concat(groups[1].leads, " "))
      end)
    end

    it("is not read from a task that begins so", function()
      local document = read(HEAD .. "- Chủ trì, phối hợp với Sở Y tế làm.\n"
        .. "- Phối hợp tổ chức.\n")
      assert.equal(3, #document.tasks)
      assert.is_nil(document.groups[1].lead)
    end)

    it("may stand to the left of the target's text", function()
      local document = read("Số: 9/KH-UBND\nPHỤ LỤC\nSTT\tCơ quan chủ trì\t"
        .. "Nhiệm vụ\n1\t\tMục tiêu 1: X\n1.1\tSở Y tế\tGiảm bệnh\n"
        .. "\t\t- Tiêm phòng\n1.2\tSở Tư pháp\tGiảm kiện\n\t\t- Hòa giải\n")
      assert.same({ "1.1 Giảm bệnh", "1.2 Giảm kiện" },
        each(document.targets, function(target)
          return target.code .. " " .. target.text
        end))
      assert.same({ "1.1-1 so-y-te 1", "1.2-1 so-tu-phap 1" },
        each(document.groups, function(group)
          return ("%s %s %d"):format(group.code, group.lead, group.n_tasks)
        end))
    end)
  end)

  describe("agencies", function()
    it("are listed even where only a list with their head left out names them",
      function()
        local document = read("Số: 9/KH-UBND\nMục tiêu 1: X\nMục tiêu 1.1: Y\n"
          .. "- Làm\nChủ trì: Các sở: Y tế, Tài chính\n")
        assert.same({ "so-tai-chinh Tài chính 5", "so-y-te Y tế 5" },
          each(document.agencies, function(agency)
            return ("%s %s %d"):format(agency.code, agency.names[1].name,
              agency.names[1].line)
          end))
      end)
  end)

  describe("a document that breaks off", function()
    it("says which goals are missing and what is without a lead", function()
      local text = file "song-xanh"
      local stop = text:find("• Trồng cây", 1, true)
      local document = read(text:sub(1, stop - 1))
      local notes = kinds_of_notes(document)
      assert.same({ "32 not_in_annex goal 17", "77 no_coordinators group 2.1-1",
        "77 no_lead group 2.1-1" }, { notes[2], notes[#notes - 1],
        notes[#notes] })
    end)

    it("is refused inside a character", function()
      local text = file "bai-cat"
      local stop = text:find("Kiểm", 1, true) + 3
      local document, message = decree.read(text:sub(1, stop))
      assert.is_nil(document)
      assert.equal("14:5: not UTF-8, or the text breaks off inside a character",
        message)
    end)
  end)

  describe("what is no plan", function()
    local CASES = {
      { "an empty file", "", "1:1: the document is empty" },
      { "blank lines", "\n \n\u{A0}\n", "1:1: the document is empty" },
      { "a letter", "Kính gửi ông A\n",
        "1:1: not a plan document: no number, no goals; expected "
          .. "\"Số: .../QĐ-...\" and \"Mục tiêu 1: ...\"" },
      { "another decision", "Số: 5/QĐ-UBND\nĐiều 1. Khen thưởng.\n",
        "1:1: not a plan document: no goals; expected "
          .. "\"Số: .../QĐ-...\" and \"Mục tiêu 1: ...\"" },
      { "a NUL byte", "Số: 5\nMục\0tiêu", "2:4: a NUL byte; this is no text" },
      { "bytes", "a\n\xC3\x28",
        "2:1: not UTF-8, or the text breaks off inside a character" },
      { "a PDF", "%PDF-1.4\n", "1:1: this is a PDF file; the plain text of the "
        .. "document is needed, in UTF-8" },
    }
    for _, case in ipairs(CASES) do
      it("refuses " .. case[1], function()
        local document, message = decree.read(case[2])
        assert.is_nil(document)
        assert.equal(case[3], message)
      end)
    end
  end)

  describe("promises", function()
    it("stand where the text of their target stands", function()
      local commitments = read(file "song-xanh").commitments
      local first = commitments[1]
      assert.equal("1.1", first.target)
      assert.equal(">", first.promise.comparator)
      assert.equal(90, first.promise.value)
      assert.equal(2025, first.promise.deadline.year)
      assert.equal(54, first.at.line)
      assert.is_true(first.at.column >= 16)
    end)

    it("stand on the right line of a text of several", function()
      local document = read("Số: 9/KH-UBND\nMục tiêu 1: X\nMục tiêu 1.1: Đến "
        .. "năm 2030,\n  giảm 20% số vụ\n")
      assert.equal(4, document.commitments[1].at.last_line)
    end)
  end)

  describe("agencies of a store", function()
    it("come first", function()
      local document = read(file "song-xanh", { agencies = {
        { code = "health", names = { "Sở Y tế" } },
        { code = "learning", names = { "Hội Khuyến học tỉnh Sông Xanh" } },
      } })
      assert.equal("health", document.groups[1].leads[2])
      assert.equal("learning", document.coordinators[6].agency)
      for _, note in ipairs(document.notes) do
        assert.are_not.equal("unknown_agency", note.kind)
      end
    end)
  end)

  -- Three times the length may cost three times the time; nine times would
  -- mean that it grows with the square. The better of two runs counts.
  describe("time", function()
    local HEAD = "Số: 9/KH-UBND\nI. A\nMục tiêu 1: X\nMục tiêu 1.1: Y\n"
    local BODY = "Số: 9/KH-UBND\nMục tiêu 1: X\nI. A\n1. "
    local CASES = {
      { "blanks", HEAD, " " },
      { "lines that go on", HEAD, "a\n" },
      { "bullets", HEAD, "- a\n" },
      { "leads", HEAD .. "Chủ trì: ", "Sở Y tế và " },
      { "coordinators", HEAD .. "Phối hợp: ", "Sở Y tế, " },
      { "unknown names", HEAD .. "Phối hợp: ", "Hội Hè, " },
      { "joints", HEAD .. "Chủ trì: Sở ", "và " },
      { "cells", HEAD, "\tx" },
      { "programmes", HEAD .. "- ", "Chương trình X, " },
      { "reports", BODY, "báo cáo UBND tỉnh, " },
      { "sentences", BODY, "Đến năm 2025, đánh giá. " },
      { "legal basis", "", "Căn cứ a\n" },
      { "articles", "Điều 1. x\n", "abc\n" },
      { "title", "QUYẾT ĐỊNH\n", "A\n" },
    }

    local function seconds(text)
      local least = math.huge
      for _ = 1, 2 do
        local start = os.clock()
        decree.read(text)
        least = math.min(least, os.clock() - start)
      end
      return least
    end

    for _, case in ipairs(CASES) do
      it("is linear in " .. case[1], function()
        local function text(bytes)
          return case[2] .. case[3]:rep(bytes // #case[3]) .. "\nMục tiêu 1: X"
        end
        local short = seconds(text(12000))
        assert.is_true(seconds(text(36000)) < 6 * short + 0.05)
      end)
    end
  end)
end)
