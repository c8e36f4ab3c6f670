--- tiendo.picture.svg: charts, small lines, bars and a legend for a page.
local command = require "tests.support.command"
require "tiendo"
local ink = require "tiendo.picture.ink"
local picture = require "tiendo.picture"
local series = require "tiendo.series"
local svg = require "tiendo.picture.svg"
local words = require "tiendo.words"

local TODAY = "2026-11-23"

local function picture_of(fields)
  local c = { code = "c", label_en = "Households", label_vi = "Hộ gia đình", kind = "level",
    comparator = ">=", value = 10, deadline = "2030-12-31", direction = "up",
    indicator = { unit = "%", frequency = "year" } }
  for name, value in pairs(fields) do c[name] = value or nil end
  return picture.of(c, TODAY)
end

local function has(out, part)
  assert(out:find(part, 1, true), ("%q is not in:\n%s"):format(part, out))
end

local function has_not(out, part)
  assert(not out:find(part, 1, true), ("%q is in:\n%s"):format(part, out))
end

-- Reads it back with xmllint: a count of nodes, or a text.
local function ask(out, expression)
  local file = command.file("picture.svg", out)
  local answer, code, err = command.run_apart("xmllint", "--xpath", expression, file)
  assert.equal(0, code, err .. out)
  return (answer:gsub("\n$", ""))
end

local function assert_well_formed(out)
  local _, code, err = command.run_apart("xmllint", "--noout", command.file("picture.svg", out))
  assert.equal(0, code, err)
end

-- Three years from 0 to 10. The labels of the axis have two digits, 13.4 wide,
-- so 14, and 8 between: the plot begins at 22 and ends 18 before 360, it is 320
-- wide. It begins at 32 and ends 24 above 220: 164 high.
local function straight(fields)
  fields.deadline = fields.deadline or "2017-12-31"
  fields.series = fields.series or series.of { [2015] = 0, [2016] = 5, [2017] = 10 }
  return picture_of(fields)
end

describe("svg()", function()
  it("puts observations where the scale says", function()
    local out = svg.svg(straight {}, {})
    has(out, 'd="M22 196 182 114 342 32"')
    has(out, 'd="M22 196h0M182 114h0M342 32h0"')
  end)

  it("follows the width and the height asked for", function()
    -- 720 - 22 - 18 = 680 wide, 400 - 56 = 344 high
    has(svg.svg(straight {}, { width = 720, height = 400 }),
      'd="M22 376 362 204 702 32"')
  end)

  it("has no line where a year is missing, nor at a break", function()
    local gap = straight { deadline = "2019-12-31",
      series = series.of { [2015] = 0, [2016] = 5, [2018] = 5, [2019] = 10 } }
    -- a quarter of 320 a year
    has(svg.svg(gap, {}), 'd="M22 196 102 114M262 114 342 32"')
    local broken = straight { series = series.of { { "2015", 0 }, { "2016", 5, "b" },
      { "2017", 10 } } }
    has(svg.svg(broken, {}), 'd="M22 196M182 114 342 32"')
  end)

  it("draws the path needed dashed, by the milestones, which are diamonds", function()
    local p = straight { deadline = "2019-12-31", series = series.of { [2015] = 0, [2016] = 5 },
      milestones = { { due_on = "2017-12-31", comparator = ">=", value = 5 } } }
    local out = svg.svg(p, {})
    has(out, 'stroke-dasharray="6 4" d="M22 196 182 114 342 32"')
    -- the diamond's upper end is 5 above its middle
    has(out, 'd="M182 109l5 5-5 5-5-5z"')
  end)

  it("draws the target as a line, or a range as a band", function()
    has(svg.svg(straight {}, {}), 'stroke-dasharray="9 2 2 2" d="M22 32h320"')
    local out = svg.svg(straight { comparator = "range", value = 5, value_high = 10 }, {})
    has(out, 'fill-opacity=".15" d="M22 114h320V32H22z"')
    has(out, 'd="M22 114h320M22 32h320"')
    has(out, ">5–10<")
  end)

  it("draws the deadline as an upright line with its day", function()
    local out = svg.svg(straight {}, { lang = "vi" })
    has(out, 'stroke-dasharray="3 2" d="M342 32v164"')
    has(out, ">31/12/2017<")
  end)

  it("marks the day of the picture where it lies on the axis", function()
    local p = straight { deadline = "2036-12-31", value = 10,
      series = series.of { [2016] = 0, [2017] = 1 } }
    -- 2026 is half way from 2016 to 2036; an early figure is hollow
    has(svg.svg(p, {}), 'd="M182 196l-5-8h10z"')
    has_not(svg.svg(straight {}, {}), "l-5-8h10z")
  end)

  it("has a hole in what is not final", function()
    local out = svg.svg(straight { series = series.of { { "2015", 0 }, { "2016", 5 },
      { "2017", 10, "p" } } }, {})
    has(out, 'stroke="#fff" stroke-width="2.6" stroke-linecap="round" d="M342 32h0"')
  end)

  it("draws the projection dotted, in its spread, within the plot", function()
    -- on the line 2015 -> 0 to 2018 -> 6 and on to 8 in 2019, without spread;
    -- 80 a year, 16.4 a unit
    local p = straight { deadline = "2019-12-31", series = series.of { [2015] = 0, [2016] = 2,
      [2017] = 4, [2018] = 6 } }
    local out = svg.svg(p, {})
    has(out, 'stroke-dasharray="0 4" stroke-linecap="round" d="M262 97.6')
    has(out, ' 342 64.8"/>')
    has(out, 'fill-opacity=".25" d="M262 97.6')
  end)

  it("names the unit and the years of the axes", function()
    local out = svg.svg(straight { indicator = { unit = "per 1000 live births" } },
      { lang = "vi" })
    has(out, ">trên 1.000 trẻ sinh sống<")
    has(out, ">năm 2015<")
    has(out, ">2017<")
    has(svg.svg(straight { value = 2e7, series = series.of { [2015] = 1e7, [2016] = 2e7 } },
      {}), ">million %<")
  end)

  it("is an image with a name and a description", function()
    local p = straight {}
    local out = svg.svg(p, { id_prefix = "c1-", lang = "vi" })
    assert.equal("img", ask(out, "string(/svg/@role)"))
    assert.equal("c1-t c1-d", ask(out, "string(/svg/@aria-labelledby)"))
    assert.equal("Hộ gia đình", ask(out, "string(//title[@id='c1-t'])"))
    assert.equal(picture.text(p, "vi"), ask(out, "string(//desc[@id='c1-d'])"))
  end)

  it("has ids of its own", function()
    local p = straight {}
    local seen = {}
    for _, prefix in ipairs { "a-", "b-" } do
      for id in svg.svg(p, { id_prefix = prefix }):gmatch ' id="([^"]+)"' do
        assert.is_nil(seen[id])
        seen[id] = true
      end
    end
    assert.same({ ["a-t"] = true, ["a-d"] = true, ["b-t"] = true, ["b-d"] = true }, seen)
  end)

  it("can be a file of its own", function()
    local out = svg.svg(straight {}, { is_file = true })
    has(out, 'xmlns="http://www.w3.org/2000/svg"')
    has_not(svg.svg(straight {}, {}), "xmlns")
  end)

  it("takes less than 2.5 KB for eleven years with all parts", function()
    local p = picture_of { label_vi = "Tử vong trẻ dưới 1 tuổi", value = 10, comparator = "<",
      indicator = { unit = "per 1000 live births", frequency = "year", minimum = 0 },
      direction = "down", series = series.of { { "2005", 20.9 }, { "2007", 20.6 },
        { "2008", 21 }, { "2009", 17 }, { "2010", 15.8 }, { "2011", 14.2 }, { "2012", 15.2 },
        { "2013", 15.1 }, { "2014", 14.6 }, { "2015", 14.4 }, { "2016", 14.1, "p" } } }
    assert.is_true(#svg.svg(p, { lang = "en" }) < 2560 + 128)
    assert.is_true(#svg.svg(p, { lang = "vi" }) < 2560 + 384)
  end)

  it("thins the dots of many figures, not the line", function()
    local figures = {}
    for i = 0, 119 do
      figures[i + 1] = { ("%d-%02d"):format(2015 + i // 12, i % 12 + 1), i % 7 }
    end
    local out = svg.svg(picture_of { indicator = { frequency = "month" },
      series = series.of(figures) }, {})
    assert.equal(1, select(2, out:gsub("h0", "")))
    assert.equal(1, select(2, out:gsub('stroke%-width="2" d="M[%d. ]+"', "")))
  end)

  local HOSTILE = "<script>alert(1)</script>\"'&]]>\27[31m\0\u{202E}\r\n"
  local CASES = {
    none = { series = false },
    ["nothing at all"] = { series = false, value = false, deadline = false },
    one = { series = series.of { [2016] = 14 } },
    constant = { value = 14, series = series.of { [2015] = 14, [2016] = 14, [2017] = 14,
      [2018] = 14 } },
    negative = { value = -2, series = series.of { [2015] = -9.7, [2016] = -8, [2017] = -12,
      [2018] = -6 } },
    huge = { value = 1e300, series = series.of { [2015] = -1e300, [2016] = 1e299 } },
    ["too far apart"] = { value = 1e308, series = series.of { [2015] = -1e308 } },
    tiny = { value = 1e-310, series = series.of { [2015] = 3e-310, [2016] = 2e-310 } },
    past = { deadline = "2016-12-31", series = series.of { [2015] = 5, [2016] = 9,
      [2020] = 12 } },
    wild = { value = 1000, series = series.of { [2015] = 1, [2016] = 900, [2017] = 3,
      [2018] = 1 } },
    months = { indicator = { frequency = "month", unit = "%" }, deadline = "2026-06-30",
      series = series.of { { "2025-01", 5 }, { "2025-02", 6 }, { "2025-04", 6 } } },
    hostile = { label_en = HOSTILE, label_vi = HOSTILE, indicator = { unit = HOSTILE },
      series = series.of { [2015] = 1 } },
    long = { label_en = ("x"):rep(100000), label_vi = ("ế "):rep(100000),
      indicator = { unit = ("%"):rep(100000) }, series = series.of { [2015] = 1 } },
  }
  for name, fields in pairs(CASES) do
    it("is well-formed, in both languages: " .. name, function()
      local p = picture_of(fields)
      for _, lang in ipairs(words.LANGS) do
        local out = svg.svg(p, { lang = lang, id_prefix = '"<' })
        assert_well_formed(out)
        assert.equal("0", ask(out, "count(//script | //style | //@href | //@style)"))
        assert.is_true(#out < 5000)
        has_not(out, "nan")
        has_not(out, "inf ")
      end
    end)

    it("stays within its box: " .. name, function()
      local out = svg.svg(picture_of(fields), {})
      for x, y in out:gmatch '[M"]([%-%d.]+) ([%-%d.]+)[hvlM"]' do
        assert.is_true(tonumber(x) >= 0 and tonumber(x) <= 360, x)
        assert.is_true(tonumber(y) >= 0 and tonumber(y) <= 220, y)
      end
    end)
  end
end)

describe("ink.num()", function()
  for value, expected in pairs { [12] = "12", [12.04] = "12", [12.05] = "12.1", [-0.04] = "0",
    [-1.25] = "-1.3", [0.1] = "0.1" } do
    it(("is %s for %s"):format(expected, value), function()
      assert.equal(expected, ink.num(value))
    end)
  end
end)

describe("svg.spark()", function()
  -- 80 by 20 with 3 around: from 3 to 77 and from 17 up to 3
  it("has gaps, and dots where a line would be a point and at the end", function()
    local out = svg.spark({ 0, 10, nil, 5, n = 4 }, {})
    has(out, 'd="M3 17 27.7 3M77 10"')
    has(out, 'd="M77 10h0"')
    has(out, 'aria-hidden="true" width="80" height="20"')
  end)

  it("has a line at the target, and a name", function()
    local out = svg.spark({ 0, 5 }, { target = 10, label = 'a "b"' })
    has(out, 'd="M3 3H77"')
    has(out, 'd="M3 17 77 10"')
    assert.equal('a "b"', ask(out, "string(/svg/@aria-label)"))
  end)

  it("is nothing without values", function()
    assert.equal("", svg.spark({ nil, n = 3 }, {}))
  end)
end)

describe("svg.bars()", function()
  -- Labels one column wide take 6.7, values 6.7; with three gaps of 6 there is
  -- 360 - 13.4 - 18 = 328.6 for the bars, from 12.7 on.
  it("are as long as their values", function()
    local out = svg.bars({ { label = "a", value = 4 }, { label = "b", value = 2 } }, {})
    has(out, '<rect x="12.7" y="4" width="328.6" height="14"')
    has(out, '<rect x="12.7" y="26" width="164.3" height="14"')
    assert.equal("2", ask(out, "count(//rect)"))
  end)

  it("go to the left of zero where values are negative", function()
    local out = svg.bars({ { label = "a", value = -1 }, { label = "b", value = 1 } }, {})
    local left = tonumber(ask(out, "string(//rect[1]/@x)"))
    local zero = tonumber(ask(out, "string(//rect[2]/@x)"))
    local wide = tonumber(ask(out, "string(//rect[1]/@width)"))
    assert.near(zero, left + wide, 0.11)
    assert.is_true(left > 0 and zero + wide < 360)
  end)

  it("say all they show", function()
    assert.equal("Findings. Giáo dục: 1,5; b: không có",
      ask(svg.bars({ { label = "Giáo dục", value = 1.5 }, { label = "b" } },
        { lang = "vi", label = "Findings" }), "string(/svg/@aria-label)"))
  end)

  it("put counts side by side, each with its number and a key", function()
    local out = svg.bars({ { label = "1", values = { 5, 0, 15 } } },
      { parts = { "achieved", "late", "<lost>" } })
    assert.equal("1: 20, achieved 5, late 0, <lost> 15", ask(out, "string(/svg/@aria-label)"))
    -- two counts that are not 0, and three colours of the key
    assert.equal("5", ask(out, "count(//rect)"))
    assert.equal("<lost>", ask(out, "string(//text[last()])"))
    local first, second = ask(out, "string(//rect[1]/@x)"), ask(out, "string(//rect[2]/@x)")
    -- a row's sum has two digits: 360 - 6.7 - 13.4 - 18 = 321.9 for 20
    assert.near(321.9 / 4, tonumber(second) - tonumber(first), 0.11)
  end)

  it("stay text, however hostile or long a label is", function()
    local out = svg.bars({ { label = "<script>\"'&" .. ("x"):rep(500), value = 1 } }, {})
    assert_well_formed(out)
    assert.equal("0", ask(out, "count(//script)"))
  end)
end)

describe("svg.legend()", function()
  for _, lang in ipairs(words.LANGS) do
    it("names every mark of a chart: " .. lang, function()
      local out = svg.legend { lang = lang }
      assert_well_formed(out)
      for _, part in ipairs { "observations", "preliminary", "path", "target", "milestone",
        "projection", "spread", "deadline", "as_of" } do
        has(out, ">" .. words.get("picture", part, lang) .. "<")
      end
    end)
  end
end)
