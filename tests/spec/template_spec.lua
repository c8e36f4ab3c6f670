--- Messages with places for values.
require "tiendo"
local date = require "tiendo.date"
local template = require "tiendo.template"
local words = require "tiendo.words"

local HEALTH = { kind = "agency", code = "so-y-te",
  label = { en = "Department of Health", vi = "Sở Y tế" } }

local function list_of(n)
  local list = {}
  for i = 1, n do list[i] = i end
  return list
end

describe("tiendo.template", function()
  describe("format()", function()
    local cases = {
      -- value, format, English, Vietnamese
      { 0, "", "0", "0" },
      { -0.0, "", "0", "0" },
      { 2025, "", "2025", "2025" },
      { 9999, "", "9999", "9999" },
      { 10000, "", "10,000", "10.000" },
      { 999, "number", "999", "999" },
      { 1000, "number", "1,000", "1.000" },
      { 1234.5, "number", "1,234.5", "1.234,5" },
      { -1234567, "number", "-1,234,567", "-1.234.567" },
      { math.mininteger, "", "-9,223,372,036,854,775,808",
        "-9.223.372.036.854.775.808" },
      { 12.0, "", "12", "12" },
      { 12.1, "", "12.1", "12,1" },
      { 12.34567, "", "12.3457", "12,3457" },
      { 0.1 + 0.2, "", "0.3", "0,3" },
      { 0.00012345678, "", "0.0001235", "0,0001235" },
      { 0.0001, "", "0.0001", "0,0001" },
      { 0.00009, "", "9e-05", "9e-05" },
      { 123456789012345.0, "", "123,456,789,012,345", "123.456.789.012.345" },
      { 1e15, "", "1e+15", "1e+15" },
      { 1.25e20, "", "1.25e+20", "1,25e+20" },
      { -0.00001, "2", "0.00", "0,00" },
      { 12.1, "0", "12", "12" },
      { 12.1, "2", "12.10", "12,10" },
      { 12, "4", "12.0000", "12,0000" },
      { 12345.678, "1", "12,345.7", "12.345,7" },
      { 0.71, "percent", "71 %", "71 %" },
      { 0.9496, "percent", "95 %", "95 %" },
      { 0.9494, "percent", "94.9 %", "94,9 %" },
      { 0.0042, "percent", "0.42 %", "0,42 %" },
      { 0, "percent", "0 %", "0 %" },
      { 1, "percent", "100 %", "100 %" },
      { -0.5, "percent", "-50 %", "-50 %" },
      { 1, "days", "1 day", "1 ngày" },
      { 3, "days", "3 days", "3 ngày" },
      { 0, "days", "0 days", "0 ngày" },
      { -1, "days", "-1 day", "-1 ngày" },
      { 1.5, "days", "1.5 days", "1,5 ngày" },
      { 1 / 0, "", "∞", "∞" },
      { 0 / 0, "percent", "n/a", "không có" },
      { true, "", "yes", "có" },
      { false, "", "no", "không" },
      { "", "", "", "" },
      { "Sở Y tế", "percent", "Sở Y tế", "Sở Y tế" },
      { "a\0b", "", "a\0b", "a\0b" },
      { date.of(2026, 12, 5), "", "2026-12-05", "05/12/2026" },
      { date.of(2026, 12, 5), "plain", "2026-12-05", "2026-12-05" },
      { "2026-12-05", "date", "2026-12-05", "05/12/2026" },
      { "2026-12-05", "", "2026-12-05", "2026-12-05" },
      { "tomorrow", "date", "tomorrow", "tomorrow" },
      { date.period "2025", "", "2025", "2025" },
      { date.period "2025-Q4", "", "Q4 2025", "quý IV/2025" },
      { date.period "2025-H1", "", "first half of 2025",
        "6 tháng đầu năm 2025" },
      { date.period "2025-H2", "", "second half of 2025",
        "6 tháng cuối năm 2025" },
      { date.period "2025-12", "", "December 2025", "tháng 12/2025" },
      { date.period "2025-Q4", "plain", "2025-Q4", "2025-Q4" },
      { HEALTH, "", "Department of Health", "Sở Y tế" },
      { HEALTH, "code", "so-y-te", "so-y-te" },
      { { kind = "target", code = "3.1" }, "", "3.1", "3.1" },
      { { HEALTH, HEALTH }, "code", "so-y-te, so-y-te", "so-y-te, so-y-te" },
      { {}, "", "none", "không có" },
      { list_of(5), "", "1, 2, 3, 4, 5", "1, 2, 3, 4, 5" },
      { list_of(6), "", "1, 2, 3, 4, 5 and 1 more",
        "1, 2, 3, 4, 5 và 1 mục khác" },
      { list_of(7), "plain", "1, 2, 3, 4, 5, 6, 7", "1, 2, 3, 4, 5, 6, 7" },
      { { 0.5, 1.5 }, "list", "0.5, 1.5", "0,5; 1,5" },
      { { b = 1, a = 2 }, "", "a=2, b=1", "a=2, b=1" },
      { 0.1 + 0.2, "plain", "0.30000000000000004", "0.30000000000000004" },
      { 2.0, "plain", "2", "2" },
    }
    for i, c in ipairs(cases) do
      it(("shows %s (case %d)"):format(c[3], i), function()
        local format = c[2] ~= "" and c[2] or nil
        assert.equal(c[3], template.format(c[1], format, "en"))
        assert.equal(c[4], template.format(c[1], format, "vi"))
      end)
    end

    it("tells that a value is missing", function()
      assert.equal("n/a", template.format(nil, "percent", "en"))
      assert.equal("không có", template.format(nil, nil, "vi"))
    end)
  end)

  describe("render()", function()
    local values = { a = 1, ratio = 0.71, who = HEALTH }

    local cases = {
      { "", "" },
      { "no places", "no places" },
      { "{a}{a}", "11" },
      { "{who}: {ratio:percent}", "Department of Health: 71 %" },
      { "{{a}} is {a}", "{a} is 1" },
      { "{{{a}}}", "{1}" },
      { "{b} and {b:days}", "{b?} and {b?}" },
      { "đạt {a} %", "đạt 1 %" },
    }
    for _, c in ipairs(cases) do
      it(("fills '%s'"):format(c[1]), function()
        assert.equal(c[2], template.render(c[1], values, "en"))
      end)
    end

    it("asks a function, which may know a name without a value", function()
      local function look_up(name)
        return name == "known", nil
      end
      assert.equal("n/a {other?}",
        template.render("{known} {other}", look_up, "en"))
    end)

    it("does not read places out of values", function()
      assert.equal("{a}", template.render("{x}", { x = "{a}", a = 1 }, "en"))
    end)

    it("takes what compile() read", function()
      local parts = assert(template.compile "{a:2}")
      assert.equal("1.00", template.render(parts, values, "en"))
      assert.equal("1,00", template.render(parts, values, "vi"))
    end)

    it("is quick with a megabyte", function()
      local long = ("x"):rep(1 << 20)
      assert.equal(long .. "1", template.render(long .. "{a}", values, "en"))
    end)
  end)

  describe("check()", function()
    local cases = {
      { "a}", "line 1, column 2: a single '}'; write '}}' for a brace" },
      { "{", "line 1, column 2: expected a name after '{'; "
        .. "write '{{' for a brace" },
      { "{}", "line 1, column 2: expected a name after '{'; "
        .. "write '{{' for a brace" },
      { "{1}", "line 1, column 2: expected a name after '{'; "
        .. "write '{{' for a brace" },
      { "{a", "line 1, column 3: expected ':' or '}'" },
      { "{a b}", "line 1, column 3: expected ':' or '}'" },
      { "{a:", "line 1, column 4: expected a format after ':'" },
      { "{a:2", "line 1, column 5: expected '}'" },
      { "đạt {a:percnt}",
        "line 1, column 8: unknown format 'percnt'; did you mean 'percent'?" },
      { "one\nđạt {", "line 2, column 6: expected a name after '{'; "
        .. "write '{{' for a brace" },
    }
    for _, c in ipairs(cases) do
      it(("refuses %q"):format(c[1]), function()
        local ok, message = template.check(c[1])
        assert.is_nil(ok)
        assert.equal(c[2], message)
        assert.is_nil((template.render(c[1], {}, "en")))
      end)
    end

    it("lists the formats when none is near", function()
      local _, message = template.check "{a:zzzzzzzz}"
      assert.matches("there are number, 0, 1, 2, 3, 4, percent", message, 1,
        true)
    end)

    it("agrees with the rest", function()
      assert.is_true(template.check "{a} {b:percent} {{c}}")
    end)
  end)

  it("names() lists each name once, in order", function()
    assert.same({ "b", "a" }, template.names "{b:2} {{x}} {a} {b}")
    assert.same({}, template.names "")
    assert.is_nil((template.names "{"))
  end)
end)

describe("tiendo.words", function()
  it("has both languages for each word, with the same places", function()
    local function forms(word)
      return type(word) == "table" and { word.one, word.rest } or { word }
    end
    words.each(function(group, key, word)
      local name = group .. "." .. key
      if group == "field" then -- English has the name itself
        assert.is_truthy(word.vi, name)
        return
      end
      assert.is_truthy(word.en, name)
      if group == "month" then return end -- Vietnamese numbers its months
      assert.is_truthy(word.vi, name)
      local wanted = {}
      for _, text in ipairs(forms(word.en)) do
        wanted = assert(template.names(text), name)
        table.sort(wanted)
      end
      local got = assert(template.names(word.vi), name)
      table.sort(got)
      if group ~= "value" then assert.same(wanted, got, name) end
    end)
  end)

  it("picks the language, or the other one, or the only text", function()
    assert.equal("a", words.pick({ en = "a", vi = "b" }, "en"))
    assert.equal("b", words.pick({ en = "a", vi = "b" }, "vi"))
    assert.equal("a", words.pick({ en = "a" }, "vi"))
    assert.equal("b", words.pick({ vi = "b" }, "en"))
    assert.equal("c", words.pick("c", "vi"))
  end)
end)
