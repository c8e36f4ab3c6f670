--- Series as Lua values: made, read, cut, computed from.
require "tiendo"
local date = require "tiendo.date"
local series = require "tiendo.series"

-- The message of the error that `f` raises, without its position.
local function message_of(f, ...)
  local ok, message = pcall(f, ...)
  assert.is_false(ok)
  return (message:gsub("^[^:]*:%d+: ", ""))
end

local function near(expected, got)
  assert.is_true(math.abs(got - expected) <= 1e-12 * math.abs(expected),
    ("%.17g, expected %.17g"):format(got, expected))
end

-- 14.5 (2015) ... 9.9 (2022), with 2018 missing.
local sample = series.of {
  [2015] = 14.5, [2016] = 12.9, [2017] = 11.9, [2019] = 10.3, [2022] = 9.9,
}

describe("tiendo.series", function()
  describe("of()", function()
    local cases = {
      { "years as keys", { [2016] = 2, [2015] = 1 } },
      { "pairs", { { 2016, 2 }, { 2015, 1 } } },
      { "text as keys", { ["2016"] = 2, ["2015"] = 1 } },
      { "pairs with text", { { "2015", 1.0 }, { "2016", 2.0 } } },
      { "periods", { { date.period "2015", 1 }, { date.period(2016), 2 } } },
    }
    for _, c in ipairs(cases) do
      it("takes " .. c[1] .. " in any order", function()
        local s = series.of(c[2])
        assert.same({ 1.0, 2.0 }, s:values())
        assert.equal("series of 2 values, 2015 to 2016", tostring(s))
      end)
    end

    it("takes quarters, half-years and months", function()
      local s = series.of { { "2025-Q2", 2 }, { "2025-Q1", 1 } }
      assert.equal("2025-Q2", tostring(s:periods()[2]))
      assert.equal(1, #series.of { ["2025-12"] = 1 })
      assert.equal(1, #series.of { ["2025-H1"] = 1 })
    end)

    it("keeps flags", function()
      local s = series.of { { 2015, 1, "p" }, { 2016, 2 } }
      assert.same({ 1.0, "p" }, { s:at(2015) })
      assert.same({ 2.0 }, { s:at(2016) })
    end)

    it("makes a series without values", function()
      local s = series.of {}
      assert.equal(0, #s)
      assert.equal("series without values", tostring(s))
      assert.is_nil(s:first())
      assert.is_nil(s:last())
      assert.is_nil(s:at(2015))
      assert.same({}, s:values())
      assert.same({}, s:periods())
      assert.equal(0, #s:between(2000, 2030))
      assert.is_nil(s:slope())
      assert.is_nil(s:theil_sen())
      assert.is_nil(s:cagr())
      assert.is_nil(s:project(2030))
    end)

    local refused = {
      { "series.of: two values for 2015", { { 2015, 1 }, { "2015", 2 } } },
      { "the value of 2015 is no finite number", { [2015] = 0 / 0 } },
      { "the value of 2015 is no finite number", { [2015] = 1 / 0 } },
      { "the value of 2015 is no finite number", { [2015] = "1" } },
      { "the value of 2015 is no finite number", { { 2015 } } },
      { "the flag of 2015 is no text", { { 2015, 1, 2 } } },
      { "series.of: 0 is no period", { [0] = 1 } },
      { "series.of: 10000 is no period", { [10000] = 1 } },
      { "series.of: 2015.5 is no period", { [2015.5] = 1 } },
      { "series.of: 2015-Q5 is no period", { ["2015-Q5"] = 1 } },
      { "series.of: true is no period", { [true] = 1 } },
      { "series.of: nil is no period", { {} } },
    }
    for i, c in ipairs(refused) do
      it("refuses what is no series: case " .. i, function()
        assert.matches(c[1], message_of(series.of, c[2]), 1, true)
      end)
    end

    it("needs a table", function()
      assert.equal("bad argument 'values' to series.of: expected a table, got a number",
        message_of(series.of, 1))
    end)
  end)

  it("knows what is a series", function()
    assert.is_true(series.is(sample))
    assert.is_false(series.is {})
    assert.is_false(series.is(date.of "2026-11-23"))
    assert.is_false(series.is(io.stdout))
  end)

  describe("first() and last()", function()
    it("give value and period", function()
      local value, period = sample:first()
      assert.equal(14.5, value)
      assert.equal(date.period "2015", period)
      value, period = sample:last()
      assert.equal(9.9, value)
      assert.equal(date.period "2022", period)
    end)
  end)

  describe("at()", function()
    it("takes a year, text or a period", function()
      assert.equal(11.9, sample:at(2017))
      assert.equal(11.9, sample:at(2017.0))
      assert.equal(11.9, sample:at "2017")
      assert.equal(11.9, sample:at(date.period "2017"))
    end)
    it("gives nil where there is no value", function()
      assert.is_nil(sample:at(2018))
      assert.is_nil(sample:at(1))
      assert.is_nil(sample:at "2017-Q1")
    end)
    it("names the argument that is no period", function()
      assert.matches("bad argument 'when' to series:at: a year",
        message_of(function() sample:at(0) end), 1, true)
      for _, when in ipairs { 2015.5, 10000, "x", true, {} } do
        assert.is_false(pcall(sample.at, sample, when))
      end
      assert.is_false(pcall(sample.at, sample))
    end)
  end)

  describe("ends()", function()
    local cases = {
      { { 9.9, 2022, 14.5, 2015 } },
      { { 9.9, 2022, 10.3, 2019 }, 2018 },
      { { 9.9, 2022, 9.9, 2022 }, 2022 },
      { { 9.9, 2022 }, 2023 },
    }
    for i, c in ipairs(cases) do
      it("gives the last point and the first since a year: case " .. i, function()
        assert.same(c[1], { sample:ends(c[2]) })
      end)
    end
    it("gives nothing for a series without values", function()
      assert.equal(0, select("#", series.of({}):ends(2015)))
    end)
    it("tells the year that has more than one value", function()
      local s = series.of { ["2015-Q1"] = 1, ["2015-Q2"] = 2, [2016] = 3, [2017] = 4,
        ["2018-H1"] = 5, ["2018-H2"] = 6 }
      assert.equal(2015, (select(5, s:ends(2015))))
      assert.equal(2018, (select(5, s:ends(2016))))
      assert.is_nil((select(5, s:between(2016, 2017):ends(2016))))
    end)
  end)

  describe("len(), values() and periods()", function()
    it("agree", function()
      assert.equal(5, #sample)
      assert.equal(5, sample:len())
      assert.same({ 14.5, 12.9, 11.9, 10.3, 9.9 }, sample:values())
      local years = {}
      for i, p in ipairs(sample:periods()) do years[i] = p.year end
      assert.same({ 2015, 2016, 2017, 2019, 2022 }, years)
    end)
  end)

  describe("between()", function()
    local cases = {
      { { 12.9, 11.9, 10.3 }, 2016, 2019 },
      { { 12.9, 11.9, 10.3 }, 2016, 2021 },
      { { 12.9, 11.9, 10.3, 9.9 }, 2016 },
      { { 14.5 }, nil, 2015 },
      { {}, 2018, 2018 },
      { {}, 2019, 2016 },
      { {}, 2023, math.maxinteger },
      { {}, math.mininteger, 2014 },
    }
    for i, c in ipairs(cases) do
      it("holds the years from and to: case " .. i, function()
        assert.same(c[1], sample:between(c[2], c[3]):values())
      end)
    end
    it("can be cut again", function()
      assert.same({ 11.9 },
        sample:between(2016, 2019):between(2017, 2018):values())
    end)
  end)

  -- y 2 3 5 4 6 over 2015..2019: sum dx*dy 9, sum dx^2 10, mean 4 at 2017.
  local line = series.of {
    [2015] = 2, [2016] = 3, [2017] = 5, [2018] = 4, [2019] = 6,
  }
  -- Slopes 1 (six times), 49/4, 48/3, 47/2, 46: median 1, y - x = -2014.
  local outlier = series.of {
    [2015] = 1, [2016] = 2, [2017] = 3, [2018] = 4, [2019] = 50,
  }

  describe("slope() and project()", function()
    it("follow the least squares line", function()
      near(0.9, line:slope())
      near(4 + 0.9 * 13, line:project(2030))
      near(4 + 0.9 * 13, line:project(2030, "ols"))
      near(4 + 0.9 * 13.5, line:project(2030.5))
      near(4 + 0.9 * 13.5, line:project "2030-H2")
    end)
    it("follow the Theil-Sen line when asked", function()
      near(16, outlier:project(2030, "theil_sen"))
    end)
    it("give nil below two points", function()
      local one = series.of { [2015] = 1 }
      assert.is_nil(one:slope())
      assert.is_nil(one:project(2030))
      assert.is_nil(one:project(2030, "theil_sen"))
    end)
    it("name the argument", function()
      assert.matches("bad argument 'method' to series:project: 'linear' is none of ols, theil_sen",
        message_of(function() line:project(2030, "linear") end), 1, true)
      assert.matches("bad argument 'when' to series:project",
        message_of(function() line:project(1 / 0) end), 1, true)
    end)
  end)

  describe("theil_sen()", function()
    it("gives slope and intercept, unmoved by an outlier", function()
      local slope, intercept = outlier:theil_sen()
      near(1, slope)
      near(-2014, intercept)
    end)
    it("refuses what would take too long", function()
      local long = {}
      for year = 1, 2001 do long[year] = year % 7 end
      long = series.of(long)
      assert.matches("at most 2000 points", message_of(long.theil_sen, long), 1, true)
      assert.is_number(long:between(2):theil_sen())
    end)
  end)

  describe("cagr()", function()
    local s = series.of { [2015] = 100, [2016] = 110, [2017] = 121, [2018] = -1 }
    it("is the yearly rate between two points", function()
      near(0.1, s:cagr(2015, 2017))
      near(0.1, s:cagr("2016", date.period "2017"))
      near((9.9 / 14.5) ^ (1 / 7) - 1, sample:cagr())
      near((9.9 / 12.9) ^ (1 / 6) - 1, sample:cagr(2016))
      near((11.9 / 14.5) ^ (1 / 2) - 1, sample:cagr(nil, 2017))
    end)
    it("is nil where it is not defined", function()
      assert.is_nil(s:cagr()) -- opposite signs
      assert.is_nil(s:cagr(2014, 2017)) -- no value
      assert.is_nil(s:cagr(2015, 2015)) -- no time
      assert.is_nil(s:cagr(2017, 2015)) -- backwards
    end)
  end)

  describe("a series", function()
    it("cannot be changed or looked into", function()
      assert.is_false(pcall(function() sample[2015] = 1 end))
      assert.is_false(pcall(function() sample.first = 1 end))
      assert.is_false(getmetatable(sample))
      assert.is_false(pcall(setmetatable, sample, {}))
    end)
    it("suggests the method that was meant", function()
      assert.matches("no method 'lst'; did you mean 'last'?",
        message_of(function() return sample:lst() end), 1, true)
      assert.matches("s:at(2025)",
        message_of(function() return sample[2015] end), 1, true)
    end)
    it("is needed by its methods", function()
      for _, name in ipairs { "first", "last", "at", "ends", "len", "values", "periods",
        "between", "slope", "theil_sen", "cagr", "project" } do
        for _, wrong in ipairs { 1, "s", {}, io.stdout, date.of "2026-11-23" } do
          assert.is_false(pcall(sample[name], wrong, 2015))
        end
        assert.is_false(pcall(sample[name]))
      end
    end)
  end)
end)
