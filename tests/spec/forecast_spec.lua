require "tiendo"
local forecast = require "tiendo.forecast"
local series = require "tiendo.series"

local OPTIONS = { points = 10, min_points = 4 }

local function with(fields)
  local options = {}
  for name, value in pairs(OPTIONS) do options[name] = value end
  for name, value in pairs(fields) do options[name] = value end
  return options
end

describe("tiendo.forecast", function()
  it("goes on along a line, or by the same share", function()
    local line = series.of { [2020] = 10, [2021] = 20, [2022] = 30, [2023] = 40 }
    local out, n = forecast.of(line, 2030, OPTIONS)
    assert.equal(4, n)
    assert.near(110, out.ols, 1e-9)
    assert.near(110, out.theil_sen, 1e-9)
    local double = series.of { [2020] = 1, [2021] = 2, [2022] = 4, [2023] = 8 }
    assert.near(1024, forecast.of(double, 2030, OPTIONS).growth, 1e-6)
  end)

  it("looks at the latest figures since the last break", function()
    local s = series.of { { "2018", 500 }, { "2019", 900, "b" }, { "2020", 10 }, { "2021", 20 },
      { "2022", 30 }, { "2023", 40 } }
    local out, n = forecast.of(s, 2030, with { points = 4 })
    assert.equal(4, n)
    assert.near(110, out.ols, 1e-9)
    assert.equal(5, select(2, forecast.of(s, 2030, OPTIONS)))
  end)

  it("has no growth of what is not positive", function()
    local s = series.of { [2020] = 0, [2021] = 20, [2022] = 30, [2023] = 40 }
    assert.is_nil(forecast.of(s, 2030, OPTIONS).growth)
  end)

  it("stays within limits", function()
    local s = series.of { [2020] = 70, [2021] = 80, [2022] = 90, [2023] = 100 }
    assert.equal(100, forecast.of(s, 2030, with { maximum = 100 }).ols)
    assert.equal(0, forecast.of(s, 2000, with { minimum = 0 }).ols)
  end)

  it("says nothing of three figures", function()
    local out, n = forecast.of(series.of { [2020] = 1, [2021] = 2, [2022] = 3 }, 2030, OPTIONS)
    assert.is_nil(out)
    assert.equal(3, n)
  end)
end)
