--- JSON, written in a fixed order and read with care.
require "tiendo"
local json = require "tiendo.json"

local function nested(n)
  local list = {}
  for _ = 2, n do list = { list } end
  return list
end

describe("tiendo.json", function()
  describe("encode()", function()
    local cases = {
      { true, "true" },
      { false, "false" },
      { json.null, "null" },
      { 0, "0" },
      { math.maxinteger, "9223372036854775807" },
      { math.mininteger, "-9223372036854775808" },
      { 9007199254740993, "9007199254740993" },
      { 0.1, "0.1" },
      { 0.1 + 0.2, "0.30000000000000004" },
      { 2.0, "2" },
      { 1e300, "1e+300" },
      { 5e-324, "5e-324" },
      { "", '""' },
      { "đạt", '"đạt"' },
      { 'a"b\\c/d', [["a\"b\\c/d"]] },
      { "\b\f\n\r\t", [["\b\f\n\r\t"]] },
      { "a\31\127", '"a\\u001f\127"' },
      { {}, "{}" },
      { json.array {}, "[]" },
      { json.object {}, "{}" },
      { { 1, { 2 }, "x" }, '[1,[2],"x"]' },
      { { b = 1, a = 2, ["a "] = 3, [""] = 4 },
        '{"":4,"a":2,"a ":3,"b":1}' },
      { json.object { "b", 1, "a", json.null, "c", json.object {} },
        '{"b":1,"a":null,"c":{}}' },
    }
    for i, c in ipairs(cases) do
      it("writes case " .. i .. ": " .. c[2], function()
        assert.equal(c[2], json.encode(c[1]))
      end)
    end

    it("writes for readers on lines of their own", function()
      local value = json.object { "a", { 1, json.array {} }, "b", {} }
      local text = json.encode(value, true)
      assert.same({ a = { 1, {} }, b = {} }, json.decode(text))
      assert.matches('^{\n\t"a":.*,\n\t"b":.*\n}$', text)
    end)

    local refused = {
      { 0 / 0, "JSON has no number for infinity or NaN" },
      { 1 / 0, "JSON has no number for infinity or NaN" },
      { -1 / 0, "JSON has no number for infinity or NaN" },
      { "ab\255", "byte 3 of a text is not UTF-8" },
      { "\u{110000}", "byte 1 of a text is not UTF-8" },
      { "\xC0\x80", "byte 1 of a text is not UTF-8" },
      { { ["\255"] = 1 }, "byte 1 of a text is not UTF-8" },
      { "ab\0c", "byte 3 of a text is NUL" },
      { { ["\0"] = 1 }, "byte 1 of a text is NUL" },
      { json.object { "\0", 1 }, "byte 1 of a text is NUL" },
      { print, "JSON has nothing for a function" },
      { { a = io.stdout }, "JSON has nothing for a userdata" },
      { { [1.5] = 1 }, "a table with a number for a key is neither" },
      { { 1, x = 2 }, "a table with items and other keys is neither" },
      { json.object { "a", nil, "b", 1 }, "the value of key 'a' is nil" },
      { json.object { 1, 2 }, "item 1 of an object is no key" },
      { nested(501), "nested deeper than 500" },
    }
    for i, c in ipairs(refused) do
      it(("refuses case %d: %s"):format(i, c[2]), function()
        local ok, message = pcall(json.encode, c[1])
        assert.is_false(ok)
        assert.matches(c[2], message, 1, true)
      end)
    end

    it("takes 500 levels, and not a table that holds itself", function()
      assert.equal(("["):rep(499) .. "{}" .. ("]"):rep(499),
        json.encode(nested(500)))
      local ring = {}
      ring[1] = ring
      assert.has_error(function() json.encode(ring) end)
    end)

    it("wants its arguments", function()
      assert.has_error(function() json.encode() end)
      assert.has_error(function() json.object { "a" } end)
      assert.has_error(function() json.object(1) end)
      assert.has_error(function() json.array() end)
    end)
  end)

  describe("decode()", function()
    local cases = {
      { "1", 1 },
      { "-0", 0 },
      { " [1, 2.5, -3e2] ", { 1, 2.5, -300 } },
      { '"\\u0111\\ud83d\\ude00\\/\\n"', "đ😀/\n" },
      { '{"a":{"b":[]},"c":false}', { a = { b = {} }, c = false } },
      { '{"a":1,"a":2}', { a = 2 } },
      { "9007199254740991", 9007199254740991 },
      { "0.1", 0.1 },
      { "5e-324", 5e-324 },
      { "\xEF\xBB\xBF[1]", { 1 } },
      { '"a\\\\u0000"', [[a\u0000]] },
    }
    for _, c in ipairs(cases) do
      it("reads " .. c[1], function()
        assert.same(c[2], json.decode(c[1]))
      end)
    end

    it("keeps null, and empty arrays apart from objects", function()
      local value = json.decode "[null, [], {}]"
      assert.equal(json.null, value[1])
      assert.equal("[null,[],{}]", json.encode(value))
    end)

    it("gives whole numbers as integers where they are exact", function()
      assert.equal("integer", math.type(json.decode "9007199254740991"))
      assert.equal("integer", math.type(json.decode "1.0"))
      assert.equal("float", math.type(json.decode "9007199254740993"))
      assert.equal("float", math.type(json.decode "1.5"))
    end)

    local faults = {
      { "", "1:1: unexpected end" },
      { "  ", "1:3: unexpected end" },
      { "[1", "1:3: unexpected end" },
      { "[1,]", "1:4: unexpected ']'" },
      { '{"a" 1}', "1:6: unexpected '1'" },
      { "nul", "1:1: unexpected 'n'" },
      { "[1] x", "1:5: unexpected 'x'" },
      { "True", "1:1: unexpected 'T'" },
      { "[1] 2", "1:5: unexpected '2'" },
      { "[1]]", "1:4: unexpected ']'" },
      { "[1,\n đ]", "2:2: unexpected 'đ'" },
      { '["đ", x]', "1:7: unexpected 'x'" },
      { "'a'", "1:1: unexpected '\''" },
      { "[-]", "1:2: unexpected '-'" },
      { '"\\x"', "1:2: unexpected '\\'" },
      { '"\\ud800"', "1:2: unexpected '\\'" },
      { '"a\\u0000"', "1:3: the character NUL" },
      { '"a\0"', "1:3: the character NUL" },
      { "[1\0]", "1:3: the character NUL" },
      { '"\xC0\x80"', "1:2: not UTF-8" },
      { '"\xED\xA0\x80"', "1:2: not UTF-8" },
    }
    for _, c in ipairs(faults) do
      it(("explains %q"):format(c[1]), function()
        local value, message = json.decode(c[1])
        assert.is_nil(value)
        assert.equal(c[2], message)
      end)
    end

    -- What the library finds a character or two behind the mistake.
    for _, text in ipairs { "{a:1}", '["abc', '"\\', "1e" } do
      it(("refuses %q"):format(text), function()
        local value, message = json.decode(text)
        assert.is_nil(value)
        assert.matches("^1:%d: unexpected ", message)
      end)
    end

    -- As docs/dependencies.md says of cJSON.
    local lenient = {
      { "01", 1 }, { "1.", 1 }, { "1e999", math.huge }, { "\v1", 1 },
      { '"a\nb"', "a\nb" },
    }
    for _, c in ipairs(lenient) do
      it(("takes %q, which is no JSON"):format(c[1]), function()
        assert.equal(c[2], json.decode(c[1]))
      end)
    end

    it("bounds the nesting", function()
      assert.is_table((json.decode(("["):rep(1000) .. ("]"):rep(1000))))
      assert.is_nil((json.decode(("["):rep(1001) .. ("]"):rep(1001))))
    end)

    it("reads a long text", function()
      local long = ("đ"):rep(1 << 20)
      assert.equal(long, json.decode('"' .. long .. '"'))
    end)

    it("gives back what encode() wrote, for numbers of all sizes", function()
      math.randomseed(2030)
      for _ = 1, 5000 do
        local bits = math.random(0) & ~(0x7FF << 52)
          | math.random(1, 2046) << 52
        local x = string.unpack("d", string.pack("j", bits))
        assert.equal(x, json.decode(json.encode(x)))
      end
    end)

    it("cuts of a text are refused or read, and no more", function()
      local text = '{"a":[1,-2.5e3,"\\u0111x\\n",null,true],"b":{"c":""}}'
      for i = 0, #text - 1 do
        local value, message = json.decode(text:sub(1, i))
        assert.is_nil(value)
        assert.matches("^%d+:%d+: ", message)
      end
      for i = 1, #text do
        for _, byte in ipairs { "\0", "\255", '"', "[", "9", "\\" } do
          json.decode(text:sub(1, i - 1) .. byte .. text:sub(i + 1))
        end
      end
    end)
  end)
end)
