require "tiendo"
local figures = require "tiendo.figures"
local series = require "tiendo.series"

describe("tiendo.figures", function()
  describe("median()", function()
    for _, case in ipairs {
      { { 3 }, 3 }, { { 1, 4 }, 2.5 }, { { 9, 1, 4 }, 4 }, { { 4, 9, 1, 5 }, 4.5 },
    } do
      it(("of %d values"):format(#case[1]), function()
        assert.equal(case[2], figures.median(case[1]))
      end)
    end

    it("keeps the order of what it is given", function()
      local values = { 3, 1, 2 }
      figures.median(values)
      assert.same({ 3, 1, 2 }, values)
    end)
  end)

  describe("spread()", function()
    it("goes by the median of the distances", function()
      -- distances from 4: 3, 2, 0, 1, 96
      local middle, deviation = figures.spread { 1, 2, 4, 5, 100 }
      assert.equal(4, middle)
      assert.near(2 / 0.6745, deviation, 1e-12)
    end)

    it("goes by their mean where most values agree", function()
      local middle, deviation = figures.spread { 4, 4, 4, 9 }
      assert.equal(4, middle)
      assert.near(5 / 4 * 1.253314, deviation, 1e-12)
    end)

    it("is nothing where all agree", function()
      assert.same({ 4, 0 }, { figures.spread { 4, 4 } })
    end)
  end)

  describe("unbroken()", function()
    it("begins with the last value flagged as a break", function()
      local s = series.of { { "2013", 1, "b" }, { "2014", 2, "p" }, { "2015", 3, "b" },
        { "2016", 4, "p" } }
      local values, periods = figures.unbroken(s)
      assert.same({ 3, 4 }, values)
      assert.equal("2015", tostring(periods[1]))
    end)

    it("is all of a series without one", function()
      assert.same({ 1, 2 }, (figures.unbroken(series.of { [2013] = 1, [2014] = 2 })))
    end)
  end)
end)
