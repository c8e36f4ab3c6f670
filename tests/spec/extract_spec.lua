--- The command that shows what the grammar of quantities sees.
require "tiendo"
local command = require "tests.support.command"
local json = require "tiendo.json"

local function extract(...)
  return command.tiendo("extract", ...)
end

describe("tiendo extract", function()
  it("underlines each promise and tells what it is", function()
    local out, code = extract "Đến năm 2025 có trên 60% số hộ; bảo vệ rừng"
    assert.equal(0, code)
    assert.equal([[
  Đến năm 2025 có trên 60% số hộ; bảo vệ rừng
               1^^^^^^^^^^        2~~~~~~~~~~

1. có trên 60%
  level      > 60%
  of         số hộ
  direction  up
  deadline   2025-12-31 (Đến năm 2025)
  place      line 1, characters 14 to 24

2. bảo vệ rừng
  dated  2025-12-31 (Đến năm 2025)
  place  line 1, characters 33 to 43
]], out)
  end)

  it("keeps the signs below their characters where marks are apart", function()
    local out = extract "đa\u{323}t 5%"
    assert.equal("  đa\u{323}t 5%\n  1^^^^^\n", out:match "^[^\n]*\n[^\n]*\n")
  end)

  it("speaks Vietnamese", function()
    local out = extract("giảm một nửa", "--lang", "vi")
    assert.truthy(out:find("số lần%s+0,5 lần giá trị gốc"))
    assert.truthy(out:find("gốc so sánh%s+không nêu"))
  end)

  it("breaks long lines and keeps those that are there", function()
    local out = extract(("chữ "):rep(30) .. "\nđạt 5%")
    for line in out:gmatch "[^\n]+" do assert.is_true(utf8.len(line) <= 80) end
    assert.truthy(out:find("\n  đạt 5%%\n  1^^^^^\n"))
    assert.truthy(out:find "line 2, characters 122 to 127")
  end)

  it("prints JSON", function()
    local out, code = extract("đến năm 2030 giảm 20 - 25% rác", "--format", "json")
    local read = json.decode(out)
    assert.equal(0, code)
    assert.equal(1, read.schema)
    local c = read.commitments[1]
    assert.same({ "change", "range", 20, 25, "down", "2030-12-31", 14, 26 },
      { c.kind, c.comparator, c.value, c.value_high, c.direction, c.deadline.last_day,
        c.first, c.last })
    assert.same({ 0, 1, 1 }, { #read.dated, #read.dates, #read.numbers })
  end)

  for _, text in ipairs { "", "xin chào", "trẻ em dưới 5 tuổi" } do
    it(("says that '%s' promises nothing"):format(text), function()
      local out, code = extract(text)
      assert.equal(0, code)
      assert.truthy(out:find "No promise with a number or a deadline%.")
    end)
  end

  it("refuses what is not UTF-8, and no text", function()
    local _, code, err = extract "\xFF"
    assert.equal(2, code)
    assert.truthy(err:find "byte 1: not UTF%-8 text")
    assert.equal(2, select(2, extract()))
  end)

  it("cannot be made to steer the terminal", function()
    assert.is_nil((extract "\27[31mđạt 5%"):find "\27")
  end)
end)
