--- Numbers, dates and promises in Vietnamese plan text.
require "tiendo"
local quantity = require "tiendo.quantity"
local command = require "tests.support.command"
local csv = require "tests.support.csv"

-- Words for one promise: "change range 20..25 % down by 2030-12-31".
local function brief(c)
  local out = { c.kind, c.comparator, ("%.6g"):format(c.value) }
  if c.value_high then out[3] = out[3] .. ".." .. ("%.6g"):format(c.value_high) end
  if c.unit then out[#out + 1] = c.unit end
  if c.direction then out[#out + 1] = c.direction end
  if c.deadline then out[#out + 1] = "by " .. (c.deadline.last_day or c.deadline.text) end
  if c.baseline_year then out[#out + 1] = "from " .. c.baseline_year end
  return table.concat(out, " ")
end

local function briefs(text)
  local out = {}
  for i, c in ipairs(quantity.commitments(text)) do out[i] = brief(c) end
  return out
end

-- The piece of a text between two characters.
local function between(text, first, last)
  return text:sub(utf8.offset(text, first), utf8.offset(text, last + 1) - 1)
end

local MARKS = { ["ế"] = "e\u{302}\u{301}", ["ă"] = "a\u{306}", ["ố"] = "o\u{302}\u{301}",
  ["ả"] = "a\u{309}", ["ỷ"] = "y\u{309}", ["ệ"] = "e\u{323}\u{302}", ["ử"] = "u\u{31B}\u{309}",
  ["ư"] = "u\u{31B}", ["ớ"] = "o\u{31B}\u{301}", ["ộ"] = "o\u{323}\u{302}" }

local function decomposed(text)
  return (text:gsub(utf8.charpattern, MARKS))
end

describe("tiendo.quantity", function()
  describe("commitments()", function()
    local cases = {
      -- levels
      { "tử vong mẹ dưới 45/100.000 trẻ đẻ sống",
        "level < 45 /100.000 trẻ đẻ sống down" },
      { "tỷ suất chết còn dưới 10 ca trên 1.000 trẻ đẻ sống",
        "level < 10 ca trên 1.000 trẻ đẻ sống down" },
      { "Phấn đấu có trên 50% dân số tập thể dục", "level > 50 % up" },
      { "bảo đảm 100% số hộ có nước sạch", "level = 100 % up" },
      { "100% số hộ có nước sạch", "level = 100 % up" },
      { "không dưới 90% số xã", "level >= 90 % up" },
      { "đạt ít nhất 90% số xã", "level >= 90 % up" },
      { "đạt tối thiểu 90 phần trăm số xã", "level >= 90 phần trăm up" },
      { "đạt từ 90% trở lên", "level >= 90 % up" },
      { "tỷ lệ thất nghiệp tối đa 4%", "level <= 4 % down" },
      { "tỷ lệ thất nghiệp không quá 4%", "level <= 4 % down" },
      { "hơn 60% lao động qua đào tạo", "level > 60 % up" },
      { "giảm tỷ lệ hộ nghèo xuống còn 3%", "level = 3 % down" },
      { "giảm tỷ lệ hộ nghèo xuống dưới 3%", "level < 3 % down" },
      { "giảm tỷ lệ hộ nghèo dưới 3%", "level < 3 % down" },
      { "nâng tỷ lệ che phủ rừng lên 22,5%", "level = 22.5 % up" },
      { "tỷ lệ che phủ rừng ≥ 22,5%", "level >= 22.5 % up" },
      { "đạt từ 20 đến 25% số trường", "level range 20..25 %" },
      { "có 8 bác sĩ/10.000 dân và 25 giường bệnh/vạn dân", "level = 8 bác sĩ/10.000 dân" },
      { "thấp hơn 1,25 đô la Mỹ sức mua tương đương (giá 2005)/ngày",
        "level < 1.25 đô la Mỹ sức mua tương đương (giá 2005)/ngày down" },
      { "thu nhập đạt 65 triệu đồng/người/năm", "level = 65 triệu đồng/người/năm" },
      { "trồng mới 1.500 ha rừng", "level = 1500 ha" },
      { "Tuổi thọ trung bình đạt 75 tuổi", "level = 75 tuổi" },
      { "hệ số GINI dưới 0,4", "level < 0.4 down" },
      { "ít nhất 1/3 số xã đạt chuẩn", "level >= 0.333333 up" },
      -- changes
      { "giảm 20 - 25% số ca mắc", "change range 20..25 % down" },
      { "giảm 20% – 25% số ca mắc", "change range 20..25 % down" },
      { "giảm từ 20 đến 25% số ca mắc", "change range 20..25 % down" },
      { "giảm ít nhất 15% số ca mắc", "change >= 15 % down" },
      { "giảm tiêu thụ nước 10% so với kịch bản cơ sở", "change = 10 % down" },
      { "phát thải thấp hơn 10% so với năm 2020", "change = 10 % down from 2020" },
      { "so với năm 2015, sản lượng tăng 30%", "change = 30 % up from 2015" },
      { "tăng thêm 2 điểm phần trăm", "change = 2 điểm phần trăm up" },
      { "giảm 100 vụ tai nạn", "change = 100 vụ down" },
      -- multiples
      { "tăng gấp 1,5 lần năng suất", "factor = 1.5 lần up" },
      { "tăng 1.5 lần năng suất", "factor = 1.5 lần up" },
      { "gấp đôi tốc độ tiết kiệm", "factor = 2 up" },
      { "gấp ba số máy bơm", "factor = 3 up" },
      { "tăng hai lần số máy bơm", "factor = 2 lần up" },
      { "giảm một nửa rác thải", "factor = 0.5 down" },
      { "giảm ít nhất một nửa rác thải", "factor <= 0.5 down" },
      { "giảm hơn một nửa rác thải", "factor < 0.5 down" },
      { "giảm 1/4 rác thải", "factor = 0.75 down" },
      { "giảm xuống còn 1/4", "factor = 0.25 down" },
      { "giảm một phần ba rác thải", "factor = 0.666667 down" },
      { "giảm 2 - 4 lần rác thải", "factor range 0.25..0.5 lần down" },
      { "thu nhập cuối năm 2020 tăng lên 1,5 lần so với cuối năm 2015",
        "factor = 1.5 lần up by 2020-12-31 from 2015" },
      { "sản lượng gấp đôi năm 2015", "factor = 2 up from 2015" },
      -- rates
      { "công nghiệp đạt 14 - 16%/năm", "rate range 14..16 %/năm" },
      { "tỷ lệ hộ nghèo giảm bình quân 1,5%/năm", "rate = 1.5 %/năm down" },
      { "mỗi năm giảm 2% tỷ lệ hộ nghèo", "rate = 2 % down" },
      { "tăng trưởng bình quân hằng năm từ 7% trở lên", "rate >= 7 % up" },
    }
    for _, case in ipairs(cases) do
      it(("reads '%s'"):format(case[1]), function()
        assert.equal(case[2], briefs(case[1])[1])
      end)
    end

    local several = {
      { "đạt 50% vào năm 2025 và 100% vào năm 2030",
        { "level = 50 % by 2025-12-31", "level = 100 % up by 2030-12-31" } },
      { "Đến năm 2020, cơ bản 99% hộ có đèn; đến năm 2025 đạt 100%",
        { "level = 99 % by 2020-12-31", "level = 100 % up by 2025-12-31" } },
      { "Đến năm 2025 đạt 80% và đến năm 2030 đạt 100%",
        { "level = 80 % by 2025-12-31", "level = 100 % up by 2030-12-31" } },
      { "đạt 80% số xã, chậm nhất vào năm 2025",
        { "level = 80 % by 2025-12-31" } },
      { "Đến năm 2030, giảm 20% số vụ và 30% số người bị thương",
        { "change = 20 % down by 2030-12-31", "change = 30 % down by 2030-12-31" } },
      { "Đến năm 2030, tăng gấp đôi sản lượng và thu nhập của hộ trồng lúa",
        { "factor = 2 up by 2030-12-31", "factor = 2 up by 2030-12-31" } },
      { "Đến năm 2030:\n- hộ nghèo còn 2%;\n- 95% hộ có điện.\nĐạt 5% nữa.",
        { "level = 2 % down by 2030-12-31", "level = 95 % by 2030-12-31", "level = 5 %" } },
      { "Đến năm 2030 giảm 5% rác. Tăng 6% cây.",
        { "change = 5 % down by 2030-12-31", "change = 6 % up" } },
      { "trước năm 2030 đạt 40%", { "level = 40 % by 2029-12-31" } },
      { "trước ngày 01/7/2025 đạt 40%", { "level = 40 % by 2025-06-30" } },
      { "đến hết quý II/2024 đạt 40%", { "level = 40 % by 2024-06-30" } },
      { "Giai đoạn 2021 - 2025, hộ nghèo giảm 1%/năm", { "rate = 1 %/năm down by 2025-12-31" } },
      { "Thực hiện Chiến lược nước sạch đến năm 2020, bảo đảm 90% hộ có nước",
        { "level = 90 %" } },
      { "", {} },
      { "   \n\t ", {} },
      { "đạt 40%\0 số xã", { "level = 40 %" } },
    }
    for _, case in ipairs(several) do
      it(("finds each promise of '%s'"):format(case[1]:gsub("%c", "|")), function()
        assert.same(case[2], briefs(case[1]))
      end)
    end

    local none = {
      "trẻ em dưới 5 tuổi", "tử vong trước 70 tuổi", "lao động từ 15 tuổi trở lên",
      "phụ nữ trong độ tuổi 15 - 49 tuổi", "trẻ dưới 6 tháng tuổi",
      "Quyết định số 622/QĐ-TTg ngày 10 tháng 5 năm 2017",
      "Thông tư số 39/2016/TT-BLĐTBXH ngày 25/10/2016", "Nghị quyết số 21-NQ/TW",
      "theo 68/KH-UBND", "Luật số 50/2014/QH13", "Chương trình 135", "Nghị quyết 30a",
      "Chương trình khuyến nông giai đoạn 2016 - 2020, tầm nhìn đến năm 2030",
      "Kế hoạch 10 năm về tiêu dùng", "kế hoạch 5 năm và hằng năm",
      "cách mạng công nghiệp 4.0", "mỗi gia đình có 2 con", "có từ 2 con trở lên",
      "Khoản 2 Điều 18", "Điều 3. Hiệu lực", "Phụ lục 2", "1. Mục đích", "2.1. Yêu cầu",
      "Mục tiêu 3.1: Nâng cao sức khỏe", "Điện thoại: 0296.3852.576", "ĐT (0296) 3.852.913",
      "gọi 1900 1234", "xây dựng xã 100% năng lượng sạch", "ít nhất 4 lần khám thai",
      "lần thứ 2", "hiện nay đạt 45%", "đã giảm 20% so với năm 2010", "cả ba tiêu chí",
      "hạn chế đến mức tối đa", "mức sống tối thiểu", "dưới đây", "24/7", "trong 5 ngày",
      "đến năm 2030 giảm đáng kể", "dịp lễ 30/4",
    }
    for _, text in ipairs(none) do
      it(("finds none in '%s'"):format(text), function()
        assert.same({}, briefs(text))
      end)
    end

    it("keeps what was printed, and where", function()
      local text = "Đến năm 2030, giảm tỷ suất chết xuống dưới 10 ca trên 1.000 trẻ đẻ sống"
      local c = quantity.commitments(text)[1]
      assert.equal("xuống dưới 10 ca trên 1.000 trẻ đẻ sống", c.text)
      assert.equal(c.text, between(text, c.first, c.last))
      assert.equal("tỷ suất chết", c.subject)
      assert.same({ value = 1000, of = "trẻ đẻ sống", text = "1.000 trẻ đẻ sống" }, c.per)
      assert.equal("per 1000 live births", c.unit_en)
      assert.equal("Đến năm 2030", c.deadline.text)
      assert.equal(2030, c.deadline.year)
      assert.is_nil(c.deadline.month)
      assert.same({ 1, 12 }, { c.deadline.first, c.deadline.last })
    end)

    it("counts characters of the text that was given", function()
      local composed = "Đến năm 2030,\u{A0}giảm tỷ lệ hộ nghèo\u{A0}xuống  dưới 3%"
      local given = decomposed(composed)
      assert.is_true(#given > #composed)
      local c = quantity.commitments(given)[1]
      assert.equal("level < 3 % down by 2030-12-31", brief(c))
      assert.equal("xuống dưới 3%", c.text)
      assert.equal(decomposed "xuống  dưới 3%", between(given, c.first, c.last))
      assert.equal(c.first, c.column)
    end)

    it("tells line and column", function()
      local c = quantity.commitments("Một dòng\r\n\tĐạt 40%.\n\nĐạt 50%")
      assert.same({ 2, 2, 4, 1 }, { c[1].line, c[1].column, c[2].line, c[2].column })
    end)

    it("reads capitals, tabs and blanks that do not break", function()
      assert.same({ "change range 20..25 % down by 2030-12-31" },
        briefs "ĐẾN NĂM\t2030 GIẢM\u{A0}20\u{A0}–\u{202F}25\u{A0}% TỶ LỆ")
    end)

    it("says that a relative promise has no baseline", function()
      local c = quantity.commitments "giảm một nửa rác; giảm 5% rác so với kịch bản nền; đạt 5%"
      assert.equal("no baseline stated", c[1].note)
      assert.is_true(c[1].is_relative)
      assert.equal("kịch bản nền", c[2].baseline_text)
      assert.is_nil(c[2].note)
      assert.is_nil(c[2].baseline_year)
      assert.is_false(c[3].is_relative)
      assert.is_nil(c[3].note)
    end)

    it("gives brackets the baseline and the hedge around them", function()
      local c = quantity.commitments("phấn đấu thu nhập cuối năm 2020 tăng lên 1,5 lần so với "
        .. "năm 2015 (riêng hộ nghèo tăng gấp 2 lần)")
      assert.equal("factor = 2 lần up by 2020-12-31 from 2015", brief(c[2]))
      assert.same({ "phấn đấu" }, c[2].hedge)
      assert.equal("hộ nghèo", c[2].subject)
      assert.equal("thu nhập", c[1].subject)
    end)

    it("lists hedges, but no comparators", function()
      local c = quantity.commitments "phấn đấu đạt khoảng 40% số xã; cơ bản 99% hộ; ít nhất 5% xã"
      assert.same({ "phấn đấu", "khoảng" }, c[1].hedge)
      assert.same({ "cơ bản" }, c[2].hedge)
      assert.same({}, c[3].hedge)
    end)

    it("reads where a change starts from", function()
      local c = quantity.commitments "độ che phủ tăng từ 20% năm 2015 lên 22,5% năm 2020"
      assert.same({ "level = 22.5 % up by 2020-12-31 from 2015" }, { brief(c[1]) })
      assert.equal(20, c[1].baseline_value)
      assert.equal("độ che phủ", c[1].subject)
      assert.is_nil(c[2])
    end)

    it("takes a line that nothing shall be left below as a criterion", function()
      local c = quantity.commitments("Đến năm 2020, xóa bỏ nghèo cùng cực, theo chuẩn thu nhập "
        .. "thấp hơn 1,25 đô la Mỹ/ngày")[1]
      assert.equal("level = 0 down by 2020-12-31", brief(c))
      assert.equal("nghèo cùng cực", c.subject)
      assert.same({ comparator = "<", value = 1.25, unit = "đô la Mỹ/ngày",
        unit_en = "USD per day", per = { value = 1, of = "ngày", text = "ngày" } }, c.criterion)
    end)

    it("carries the subject on, and says so", function()
      local c = quantity.commitments "Năm 2020 có 99% hộ dùng điện; năm 2025 đạt 100%"
      assert.equal("hộ dùng điện", c[2].subject)
      assert.is_true(c[2].is_subject_carried)
    end)

    it("keeps a scale apart from the value", function()
      local c = quantity.commitments "thu nhập đạt 1,5 triệu đồng/người/tháng"[1]
      assert.same({ 1.5, 1e6 }, { c.value, c.scale })
      assert.equal("million VND per person per month", c.unit_en)
    end)

    it("refuses bytes that are not UTF-8", function()
      local list, why = quantity.commitments "đạt \xFF 40%"
      assert.is_nil(list)
      assert.matches("^byte %d+: not UTF%-8 text$", why)
    end)

    it("raises for what is no text", function()
      assert.error_matches(function() quantity.commitments(5) end, "a text is needed, not number")
    end)
  end)

  describe("dated()", function()
    local cases = {
      { "Đến năm 2030, mở rộng mạng lưới; 90% hộ có điện; bảo vệ rừng.",
        { "2030-12-31 mở rộng mạng lưới", "2030-12-31 bảo vệ rừng" } },
      { "Tăng cường kiểm tra và đến năm 2025, chấm dứt khai thác cát",
        { "2025-12-31 chấm dứt khai thác cát" } },
      { "Hoàn thành bản đồ trước ngày 31/12/2019.",
        { "2019-12-30 Hoàn thành bản đồ trước ngày 31/12/2019" } },
      { "Định kỳ trước ngày 05 tháng 12 hằng năm, các sở gửi báo cáo",
        { "yearly các sở gửi báo cáo" } },
      { "Thực hiện Chiến lược nước sạch đến năm 2020 và tầm nhìn 2030", {} },
      { "Nhiệm vụ trong giai đoạn 2018 – 2020", {} },
      { "Mục tiêu 2.1: Bảo vệ rừng", {} },
      { "Đến năm 2030 đạt 5%", {} },
      { "Căn cứ Luật ngày 19 tháng 6 năm 2015", {} },
    }
    for _, case in ipairs(cases) do
      it(("reads '%s'"):format(case[1]), function()
        local out = {}
        for i, d in ipairs(quantity.dated(case[1])) do
          out[i] = (d.deadline.last_day or "yearly") .. " " .. d.text
        end
        assert.same(case[2], out)
      end)
    end
  end)

  describe("dates()", function()
    local cases = {
      { "đến năm 2030", { kind = "year", year = 2030, bound = "by" } },
      { "đến 2030", { kind = "year", year = 2030, bound = "by" } },
      { "Cuối năm 2020", { kind = "year", year = 2020, part = "end" } },
      { "giai đoạn 2016 - 2020", { kind = "period", from_year = 2016, year = 2020 } },
      { "giai đoạn 2016–2020", { kind = "period", from_year = 2016, year = 2020 } },
      { "từ năm 2016 đến năm 2020", { kind = "period", from_year = 2016, year = 2020 } },
      { "ngày 08 tháng 5 năm 2018", { kind = "day", year = 2018, month = 5, day = 8 } },
      { "ngày 20/4/2018", { kind = "day", year = 2018, month = 4, day = 20 } },
      { "20/4/2018", { kind = "day", year = 2018, month = 4, day = 20 } },
      { "trước ngày 05 tháng 12 hằng năm",
        { kind = "day", month = 12, day = 5, is_yearly = true, bound = "before" } },
      { "trước 31/12 hàng năm",
        { kind = "day", month = 12, day = 31, is_yearly = true, bound = "before" } },
      { "chậm nhất ngày 15/01/2026",
        { kind = "day", year = 2026, month = 1, day = 15, bound = "by" } },
      { "kể từ ngày 15/01/2026",
        { kind = "day", year = 2026, month = 1, day = 15, bound = "from" } },
      { "hằng năm", { kind = "frequency", months = 12 } },
      { "hàng năm", { kind = "frequency", months = 12 } },
      { "mỗi năm", { kind = "frequency", months = 12 } },
      { "định kỳ hằng năm", { kind = "frequency", months = 12 } },
      { "hằng quý", { kind = "frequency", months = 3 } },
      { "định kỳ 6 tháng", { kind = "frequency", months = 6 } },
      { "6 tháng một lần", { kind = "frequency", months = 6 } },
      { "6 tháng", { kind = "duration", months = 6 } },
      { "quý", { kind = "frequency", months = 3 } },
      { "quý IV/2020", { kind = "quarter", quarter = 4, year = 2020 } },
      { "6 tháng đầu năm 2020", { kind = "half", half = 1, year = 2020 } },
      { "tháng 12/2020", { kind = "month", month = 12, year = 2020 } },
      { "tầm nhìn đến năm 2050", { kind = "vision", year = 2050 } },
    }
    for _, case in ipairs(cases) do
      it(("reads '%s'"):format(case[1]), function()
        local d = quantity.dates("x " .. case[1])
        assert.equal(1, #d)
        local text, first = d[1].text, d[1].first
        for _, name in ipairs { "text", "first", "last", "line", "column" } do d[1][name] = nil end
        assert.same(case[2], d[1])
        assert.same({ case[1], 3 }, { text, first })
      end)
    end

    local none = { "2018 hộ", "32/13/2018", "Nghị định 39/2016/NĐ-CP", "đá quý", "ngày 45",
      "năm tới", "3.2018", "trẻ 6 tháng tuổi" }
    for _, text in ipairs(none) do
      it(("finds none in '%s'"):format(text), function()
        assert.same({}, quantity.dates(text))
      end)
    end
  end)

  describe("numbers()", function()
    local cases = {
      { "1,25", 1.25 }, { "100.000", 100000 }, { "1.234,5", 1234.5 }, { "05 xã", 5 },
      { "1.234.567", 1234567 }, { "0,5%", 0.5 }, { "một nửa", 0.5 }, { "gấp đôi", 2 },
      { "1/3", 1 / 3 }, { "hai phần ba", 2 / 3 }, { "½", 0.5 }, { "hai lần", 2 },
      { "20 - 25%", 20, 25 }, { "20% đến 25%", 20 }, { "từ 20% đến 25%", 20, 25 },
      { "1.5%", 1.5 }, { "100.000", 100000 },
    }
    for _, case in ipairs(cases) do
      it(("reads '%s'"):format(case[1]), function()
        local n = quantity.numbers(case[1])[1]
        assert.same({ case[2], case[3] }, { n.value, n.value_high })
      end)
    end

    local none = { "4.0", "1.23", "1,2,3", "0296.3852", "3/1", "30a", "đến năm 2030", "" }
    for _, text in ipairs(none) do
      it(("finds none in '%s'"):format(text), function()
        assert.same({}, quantity.numbers(text))
      end)
    end
  end)

  describe("read()", function()
    it("gives all at once", function()
      local r = quantity.read "Đến năm 2030 giảm 5% rác; bảo vệ rừng"
      assert.same({ 1, 1, 1, 1 }, { #r.commitments, #r.dated, #r.dates, #r.numbers })
    end)

    -- A repetition whose reading goes back over what was read would take hours.
    local worst = { "đến năm 2030 giảm 20 - 25% tỷ lệ; ", "từ 5% ", "so với ", "( phấn đấu 5% ",
      "1.", "1/", "\n", "và số ", "5% so với rác ", "e\u{302}\u{301} ", "năm " }
    for _, piece in ipairs(worst) do
      it(("takes 200 KB of '%s' in linear time"):format(piece:gsub("%c", "|")), function()
        local began = os.clock()
        assert.is_table(quantity.read(piece:rep(200000 // #piece)))
        assert.is_true(os.clock() - began < 20)
      end)
    end
  end)
end)

-- The decision itself ---------------------------------------------------------

local DECISION = command.shared "source/decision-1015-qd-ubnd-an-giang-2018.txt"

local function lines_of(path)
  local out = {}
  for line in io.lines(path) do out[#out + 1] = line end
  return out
end

local function key(line, kind, comparator, value, high, deadline)
  return ("%s %s %s %s %s %s"):format(line, kind, comparator, tonumber(value) + 0.0,
    high and tonumber(high) + 0.0 or "-", deadline or "-")
end

local function expected()
  local keys, kinds = {}, {}
  for _, row in ipairs(csv.rows "datasets/an-giang/commitments.csv") do
    kinds[row.code] = row.kind
    keys[#keys + 1] = key(row.source_line, row.kind, row.comparator, row.value, row.value_high,
      row.deadline)
  end
  -- A promise for an earlier year on the way to a later one is a milestone.
  for _, row in ipairs(csv.rows "datasets/an-giang/milestones.csv") do
    keys[#keys + 1] = key(row.source_line, kinds[row.commitment], row.comparator, row.value,
      row.value_high, row.due_on)
  end
  table.sort(keys)
  return keys
end

local function found()
  local keys = {}
  for n, line in ipairs(lines_of(DECISION)) do
    for _, c in ipairs(quantity.commitments(line)) do
      keys[#keys + 1] = key(n, c.kind, c.comparator, c.value, c.value_high,
        c.deadline and c.deadline.last_day)
    end
  end
  table.sort(keys)
  return keys
end

describe("decision 1015", function()
  it("makes the promises of the dataset and no others", function()
    if not DECISION then return pending "needs ../shared: the decision" end
    assert.same(expected(), found())
  end)

  it("states the baselines of the dataset", function()
    if not DECISION then return pending "needs ../shared: the decision" end
    local lines = lines_of(DECISION)
    local years = {}
    for _, row in ipairs(csv.rows "datasets/an-giang/commitments.csv") do
      if row.baseline_year then years[#years + 1] = row.source_line .. " " .. row.baseline_year end
    end
    local read = {}
    for n, line in ipairs(lines) do
      for _, c in ipairs(quantity.commitments(line)) do
        if c.baseline_year then read[#read + 1] = n .. " " .. c.baseline_year end
      end
    end
    assert.same(years, read)
  end)

  it("marks every promise at its place in the line", function()
    if not DECISION then return pending "needs ../shared: the decision" end
    for _, line in ipairs(lines_of(DECISION)) do
      for _, c in ipairs(quantity.commitments(line)) do
        assert.equal(c.text, (between(line, c.first, c.last):gsub("\u{A0}", " ")))
      end
    end
  end)

  it("reads its date, its yearly duty and its periods", function()
    if not DECISION then return pending "needs ../shared: the decision" end
    local lines = lines_of(DECISION)
    local issued = quantity.dates(lines[21])[1]
    assert.same({ 2018, 5, 8 }, { issued.year, issued.month, issued.day })
    local duty = quantity.dated(lines[58])[1].deadline
    assert.same({ 12, 5, true, "before" }, { duty.month, duty.day, duty.is_yearly, duty.bound })
    local phase = quantity.dates(lines[61])[1]
    assert.same({ 2021, 2030 }, { phase.from_year, phase.year })
  end)
end)
