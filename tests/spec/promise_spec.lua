require "tiendo"
local promise = require "tiendo.promise"
local series = require "tiendo.series"

local FIGURES = series.of { [2015] = 40, [2016] = 35 }

local function level(fields)
  local c = { kind = "level", comparator = "=", value = 10, direction = "down", series = FIGURES }
  for name, value in pairs(fields) do c[name] = value or nil end
  return promise.level(c)
end

describe("tiendo.promise", function()
  describe("direction()", function()
    for _, case in ipairs {
      { { direction = "up", comparator = "<" }, "up" },
      { { comparator = "<" }, "down" },
      { { comparator = "<=" }, "down" },
      { { comparator = ">" }, "up" },
      { { comparator = ">=", indicator = { direction = "down" } }, "up" },
      { { comparator = "=", indicator = { direction = "down" } }, "down" },
      { { comparator = "=", indicator = { direction = "range" } }, "none" },
      { { comparator = "range" }, "none" },
    } do
      it(("is %s for %s"):format(case[2], case[1].comparator), function()
        assert.equal(case[2], promise.direction(case[1]) or "none")
      end)
    end
  end)

  describe("level()", function()
    it("is the value itself", function()
      local p = level {}
      assert.same({ "down", 10, false }, { p.direction, p.target, p.is_strict })
    end)

    it("is the nearer end of a range", function()
      assert.equal(12, level { comparator = "range", value_high = 12 }.target)
      assert.equal(10,
        level { comparator = "range", value_high = 12, direction = "up" }.target)
    end)

    it("is a multiple of the baseline stated, or of its year's figure", function()
      assert.equal(5, level { kind = "factor", value = 0.5, baseline_value = 10 }.target)
      assert.equal(20, level { kind = "factor", value = 0.5, baseline_year = 2015 }.target)
    end)

    for _, case in ipairs {
      { "a change", { kind = "change" }, "not-applicable" },
      { "a rate", { kind = "rate" }, "not-applicable" },
      { "no direction", { direction = false }, "not-applicable" },
      { "no number", { value = false }, "no-data" },
      { "a multiple of nothing", { kind = "factor" }, "no-data" },
      { "no figures", { series = false }, "no-data" },
    } do
      it("tells why there is none: " .. case[1], function()
        local p, outcome, why = level(case[2])
        assert.is_nil(p)
        assert.equal(case[3], outcome)
        assert.is_true(why.en ~= why.vi and #why.en > 0 and #why.vi > 0)
      end)
    end
  end)

  describe("is_kept()", function()
    for _, case in ipairs {
      { "<", 10, false }, { "<", 9.9, true }, { "<=", 10, true }, { "<=", 10.1, false },
      { ">", 10, false }, { ">", 10.1, true }, { ">=", 10, true }, { ">=", 9.9, false },
    } do
      it(("is %s for %s %s 10"):format(case[3], case[2], case[1]), function()
        local p = level { comparator = case[1], direction = false }
        assert.equal(case[3], promise.is_kept(p, case[2]))
      end)
    end

    it("allows for slack, both ways", function()
      assert.is_true(promise.is_kept(level {}, 11, 1))
      assert.is_false(promise.is_kept(level {}, 11.5, 1))
      assert.is_true(promise.is_kept(level { direction = "up" }, 9, 1))
    end)
  end)
end)
