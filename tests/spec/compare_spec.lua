require "tiendo"
local compare = require "tiendo.compare"

describe("tiendo.compare", function()
  describe("pair()", function()
    it("is what stands on both sides", function()
      assert.same({ "a", "b" }, { compare.pair("a <= b", "<=") })
      assert.same({ "a", "b" }, { compare.pair("  a~b ", "~") })
    end)

    for _, text in ipairs { "", "a", "a <=", "<= b", "a < b", "a b <= c" } do
      it(("raises for '%s'"):format(text), function()
        assert.has_error(function() compare.pair(text, "<=") end)
      end)
    end
  end)
end)
