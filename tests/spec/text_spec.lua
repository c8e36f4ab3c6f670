--- Unicode text: folded forms, composed forms, code order, near names.
require "tiendo"
local text = require "tiendo.text"

local E_HAT_DOT = "e\u{302}\u{323}" -- decomposed ệ

describe("tiendo.text", function()
  describe("fold()", function()
    local cases = {
      { "", "" },
      { "Sở Y tế", "so y te" },
      { "ĐỒNG THÁP", "dong thap" },
      { "Vi" .. E_HAT_DOT .. "t Nam", "viet nam" },
      { "  a \n b ", "a b" },
      { "A\0Đ", "a\0d" },
      { ("Ế"):rep(10000), ("e"):rep(10000) },
    }
    for i, c in ipairs(cases) do
      it("forgets case, marks and spare blanks: case " .. i, function()
        assert.equal(c[2], text.fold(c[1]))
      end)
    end

    it("says which byte is not UTF-8", function()
      local folded, message, code = text.fold("ab\xff")
      assert.is_nil(folded)
      assert.equal("not UTF-8 at byte 3", message)
      assert.equal("integer", math.type(code))
    end)

    it("raises for what is no text", function()
      assert.has_error(function() text.fold({}) end)
      assert.has_error(function() text.fold() end)
    end)
  end)

  describe("nfc()", function()
    it("composes", function()
      assert.equal("Vi\u{1ec7}t", text.nfc("Vi" .. E_HAT_DOT .. "t"))
      assert.equal("plain", text.nfc("plain"))
      assert.equal("", text.nfc(""))
      assert.equal("\u{e1}\0b", text.nfc("a\u{301}\0b"))
      assert.is_nil((text.nfc("\xc3")))
    end)
  end)

  describe("contains()", function()
    local cases = {
      { "Sở Y tế tỉnh An Giang", "so y te", true },
      { "so y te", "Y TẾ", true },
      { "Sở Y tế", "Sở Tài", false },
      { "anything", "", true },
      { "", "a", false },
      { "", "", true },
      { "a\0b", "\0B", true },
    }
    for i, c in ipairs(cases) do
      it("looks for folded text in folded text: case " .. i, function()
        assert.equal(c[3], text.contains(c[1], c[2]))
      end)
    end

    it("passes on what is not UTF-8", function()
      assert.is_nil((text.contains("\xff", "a")))
      local found, message = text.contains("a", "b\xff")
      assert.is_nil(found)
      assert.equal("not UTF-8 at byte 2", message)
      assert.has_error(function() text.contains("a") end)
    end)
  end)

  describe("width()", function()
    it("counts columns", function()
      assert.equal(0, text.width(""))
      assert.equal(7, text.width("Tiến độ"))
      assert.equal(1, text.width(E_HAT_DOT))
      assert.equal(4, text.width("日本"))
    end)
  end)

  describe("compare_codes()", function()
    it("reads numbers by value", function()
      local codes = { "10", "8.10", "1.10", "9", "1.2", "8.9", "1" }
      table.sort(codes, function(a, b)
        return text.compare_codes(a, b) < 0
      end)
      assert.same({ "1", "1.2", "1.10", "8.9", "8.10", "9", "10" }, codes)
      assert.equal(0, text.compare_codes("8.b", "8.b"))
      assert.equal(1, text.compare_codes("8.b", "8.a"))
    end)
  end)

  describe("nearest()", function()
    local names = { "title", "deadline", "agency" }

    it("finds what was meant", function()
      assert.equal("title", text.nearest("titel", names))
      assert.equal("deadline", text.nearest("dealine", names))
      assert.equal("agency", text.nearest("agency", names))
    end)

    it("is nil where nothing is near", function()
      assert.is_nil(text.nearest("indicator", names))
      assert.is_nil(text.nearest("", names))
      assert.is_nil(text.nearest("title", {}))
      assert.is_nil(text.nearest(("a"):rep(100000), names))
    end)

    it("takes a list of text", function()
      assert.has_error(function() text.nearest("a", { "b", 1 }) end)
      assert.has_error(function() text.nearest("a", "b") end)
      local many = {}
      for i = 1, 4097 do many[i] = "name" .. i end
      assert.has_error(function() text.nearest("a", many) end)
    end)
  end)
end)
