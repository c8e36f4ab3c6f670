--- tiendo.picture: what a chart shows. The drawings have specs of their own.
local csv = require "tests.support.csv"
require "tiendo"
local picture = require "tiendo.picture"
local progress = require "tiendo.progress"
local series = require "tiendo.series"
local words = require "tiendo.words"

local TODAY = "2026-11-23"

-- A commitment to at most 10 by the end of 2030, with other fields; false
-- takes one away.
local function commitment(fields)
  local c = { code = "c", label_en = "Infant mortality", label_vi = "Tử vong trẻ",
    kind = "level", comparator = "<=", value = 10, deadline = "2030-12-31", direction = "down",
    indicator = { unit = "per 1000 live births", frequency = "year", minimum = 0 } }
  for name, value in pairs(fields or {}) do c[name] = value or nil end
  return c
end

local function picture_of(fields)
  return picture.of(commitment(fields), TODAY)
end

-- Why a part is not there.
local function why(p, part)
  for _, item in ipairs(p.left_out) do
    if item.part == part then
      assert.is_true(#item.vi > 0 and item.vi ~= item.en)
      return item.en
    end
  end
end

describe("tiendo.picture", function()
  describe("observations", function()
    it("stand at their place in the year", function()
      local p = picture_of { indicator = { frequency = "month" }, series = series.of {
        { "2024", 1 }, { "2025-H2", 2 }, { "2026-Q2", 3 }, { "2026-10", 4 } } }
      local times = {}
      for i, point in ipairs(p.observations) do times[i] = point.time end
      assert.same({ 2024, 2025.5, 2026.25, 2026.75 }, times)
    end)

    it("have a gap before them where a period of the indicator is missing", function()
      local p = picture_of { series = series.of { [2010] = 1, [2011] = 2, [2014] = 3 } }
      assert.equal(2, p.n_missing)
      assert.is_false(p.observations[2].is_after_gap)
      assert.is_true(p.observations[3].is_after_gap)
    end)

    it("count quarters where the indicator has a value each quarter", function()
      local p = picture_of { indicator = { frequency = "quarter" }, series = series.of {
        { "2024-Q4", 1 }, { "2025-Q1", 2 }, { "2025-Q3", 3 } } }
      assert.equal(1, p.n_missing)
      assert.is_false(p.observations[2].is_after_gap)
    end)

    it("count the periods there are where the indicator states none", function()
      local p = picture_of { indicator = {}, series = series.of { { "2025-01", 1 },
        { "2025-04", 2 } } }
      assert.equal("month", p.frequency)
      assert.equal(2, p.n_missing)
    end)

    it("say which are breaks and which are not final", function()
      local p = picture_of { series = series.of { { "2014", 1 }, { "2015", 2, "b" },
        { "2016", 3, "p" }, { "2017", 4, "e" } } }
      local breaks, early = {}, {}
      for i, point in ipairs(p.observations) do
        breaks[i], early[i] = point.is_break, point.is_preliminary
      end
      assert.same({ false, true, false, false }, breaks)
      assert.same({ false, false, true, true }, early)
    end)

    it("are none where there is no series", function()
      local p = picture_of {}
      assert.same({}, p.observations)
      assert.equal("no figures yet", why(p, "projection"))
      assert.equal("no data since the base year", why(p, "path"))
    end)
  end)

  describe("target", function()
    it("is the promised level, with both ends of a range", function()
      assert.same({ comparator = "<=", value = 10 }, picture_of {}.target)
      assert.same({ comparator = "range", value = 75, value_high = 80 },
        picture_of { comparator = "range", value = 75, value_high = 80 }.target)
    end)

    local BASE = { baseline_year = 2015, baseline_value = 40 }
    for _, case in ipairs {
      { "half of a baseline of 40", { kind = "factor", value = 0.5 }, 20, "<=" },
      -- 40 less a fifth
      { "a fall by 20 % of it", { kind = "change", value = 20, comparator = "=",
        unit = "% of the baseline", indicator = { unit = "people" } }, 32, "=" },
      -- falling by at least 20 % means staying at or below 32
      { "a fall by at least 20 %", { kind = "change", value = 20, comparator = ">=",
        unit = "% of the baseline", indicator = { unit = "people" } }, 32, "<=" },
      { "a rise by 5 people", { kind = "change", value = 5, comparator = ">=", direction = "up",
        unit = "people", indicator = { unit = "people" } }, 45, ">=" },
      { "a rise by 5 points", { kind = "change", value = 5, comparator = ">=", direction = "up",
        unit = "percentage points", indicator = { unit = "%" } }, 45, ">=" },
      -- 40 * 1.1 * 1.1
      { "10 % a year for two years", { kind = "rate", value = 10, comparator = ">=",
        direction = "up", unit = "% per year", indicator = { unit = "people" },
        deadline = "2017-12-31" }, 48.4, ">=" },
      -- 40 + 2 * 3
      { "3 points a year for two years", { kind = "rate", value = 3, comparator = ">=",
        direction = "up", unit = "points per year", indicator = { unit = "%" },
        deadline = "2017-12-31" }, 46, ">=" },
      { "the rate itself where the indicator is one", { kind = "rate", value = 7,
        comparator = ">=", unit = "% per year",
        indicator = { unit = "%", name_en = "GRDP growth" } }, 7, ">=" },
    } do
      it("is a level: " .. case[1], function()
        for name, value in pairs(BASE) do case[2][name] = value end
        local target = picture_of(case[2]).target
        assert.near(case[3], target.value, 1e-9)
        assert.equal(case[4], target.comparator)
      end)
    end

    it("is a range from its lower end on, for a fall too", function()
      local target = picture_of { kind = "change", comparator = "range", value = 20,
        value_high = 25, unit = "%", indicator = { unit = "people" }, baseline_value = 40 }.target
      assert.same({ "range", 30, 32 }, { target.comparator, target.value, target.value_high })
    end)

    it("stays where a share of nothing is nothing", function()
      local p = picture_of { kind = "rate", value = 5, unit = "% per year", baseline_year = 2015,
        baseline_value = 0, indicator = { unit = "people" } }
      assert.equal(0, p.target.value)
    end)

    it("takes its milestones along where it cannot be told", function()
      local milestones = { { due_on = "2020-12-31", comparator = "<=", value = 0.7 } }
      local p = picture_of { kind = "factor", value = 0.5, milestones = milestones }
      assert.same({}, p.milestones)
      assert.equal(why(p, "target"), why(p, "milestone"))
      p = picture_of { kind = "factor", value = 0.5, milestones = milestones,
        baseline_value = 40 }
      assert.same({ { time = 2020, day = "2020-12-31", comparator = "<=", value = 28 } },
        p.milestones)
    end)

    for _, case in ipairs {
      { "a multiple of nothing", { kind = "factor" },
        "the promise counts from a baseline that is not known" },
      { "a share or points, nobody knows", { kind = "change", baseline_value = 40, unit = "%",
        indicator = { unit = "%" } },
        "the promise is a change or a rate, and its unit does not say whether in points or as "
          .. "a share" },
      { "no number", { value = false }, "the promise has no number" },
    } do
      it("is none, and says why: " .. case[1], function()
        local p = picture_of(case[2])
        assert.is_nil(p.target)
        assert.equal(case[3], why(p, "target"))
      end)
    end
  end)

  describe("path", function()
    local FIGURES = series.of { [2014] = 25, [2015] = 22, [2018] = 20 }

    it("leads from the base by the milestones to the target", function()
      local p = picture_of { series = FIGURES, milestones = {
        { due_on = "2025-12-31", comparator = "<=", value = 14 },
        { due_on = "2020-12-31", comparator = "<=", value = 19 } } }
      assert.same({ { time = 2015, value = 22 }, { time = 2020, value = 19 },
        { time = 2025, value = 14 }, { time = 2030, value = 10 } }, p.path)
    end)

    it("is the one that the method milestone judges by", function()
      local c = commitment { series = FIGURES, baseline_year = 2014 }
      local p, r = picture.of(c, TODAY), progress.assess(c, "milestone")
      assert.same({ r.base_year, r.base_value }, { p.path[1].time, p.path[1].value })
      local share = (2018 - 2014) / (2030 - 2014)
      assert.near(r.expected, 25 + share * (10 - 25), 1e-9)
      assert.same({ time = 2030, value = 10 }, p.path[2])
    end)

    it("ends at the nearer end of a range", function()
      local fields = { series = FIGURES, comparator = "range", value = 5, value_high = 8 }
      assert.equal(8, picture_of(fields).path[2].value)
      fields.direction, fields.value, fields.value_high = "up", 30, 35
      assert.equal(30, picture_of(fields).path[2].value)
    end)

    for _, case in ipairs {
      { "no direction", { direction = false, comparator = "=", indicator = {} },
        "the promise points in no direction" },
      { "no deadline", { deadline = false }, "the promise has no deadline" },
      { "the deadline before the base", { deadline = "2015-12-31" },
        "the target year is not after the base year" },
      { "a rate", { kind = "rate", value = 7, indicator = { unit = "%", name_en = "Growth" } },
        "the promise is a rate of growth, not a level" },
    } do
      it("is none, and says why: " .. case[1], function()
        case[2].series = FIGURES
        local p = picture_of(case[2])
        assert.is_nil(p.path)
        assert.equal(case[3], why(p, "path"))
      end)
    end
  end)

  describe("projection", function()
    -- Mean 2016.5 and 2; Sxx = 5, Sxy = 3, Syy = 2: the slope is 0.6, the
    -- residual sum of squares 0.2, s = sqrt(0.1). In 2020, 3.5 years from the
    -- mean, the line is at 4.1; t for 2 degrees of freedom is 1.885618, and
    -- 1.885618 * sqrt(0.1) * sqrt(1 + 1/4 + 12.25/5) = 1.146975.
    it("is the line of least squares with its prediction interval", function()
      local p = picture_of { deadline = "2020-12-31", indicator = {},
        series = series.of { [2015] = 1, [2016] = 2, [2017] = 2, [2018] = 3 } }
      local points = p.projection.points
      local last = points[#points]
      assert.equal(2018, points[1].time)
      assert.equal(2020, last.time)
      assert.near(4.1, last.value, 1e-9)
      assert.near(4.1 - 1.146975, last.low, 1e-5)
      assert.near(4.1 + 1.146975, last.high, 1e-5)
      assert.equal(4, p.projection.n)
    end)

    it("agrees with series:project and counts the last ten since a break", function()
      local figures, latest = { { "2001", 900 }, { "2002", 1 }, { "2003", 80, "b" } }, {}
      for i = 4, 13 do
        latest[2000 + i] = 50 + i % 3 - i
        figures[i] = { ("%d"):format(2000 + i), latest[2000 + i] }
      end
      local p = picture_of { indicator = {}, series = series.of(figures) }
      local last = p.projection.points[#p.projection.points]
      assert.equal(10, p.projection.n)
      assert.near(series.of(latest):project(2030), last.value, 1e-9)
    end)

    -- Four cases of five: with t = sqrt(v) tan(a), the share of Student's
    -- distribution within t is the integral of cos^(v-1) up to a over that up to
    -- pi/2.
    local function share_within(t, v)
      local function integral(to)
        local n, sum = 2000, 0
        for i = 0, n do
          local weight = (i == 0 or i == n) and 1 or i % 2 == 1 and 4 or 2
          sum = sum + weight * math.cos(to * i / n) ^ (v - 1)
        end
        return sum * to / n / 3
      end
      return integral(math.atan(t / math.sqrt(v))) / integral(math.pi / 2)
    end

    -- Student's t that the picture of n months used, from its interval.
    local function t_of(n)
      local figures, mean, syy, sxy, sxx = {}, 0, 0, 0, 0
      for i = 1, n do
        local value = i % 2 * 3 + i
        figures[i] = { ("%d-%02d"):format(2020 + (i - 1) // 12, (i - 1) % 12 + 1), value }
        mean = mean + value / n
      end
      for i = 1, n do
        local dx, dy = (i - (n + 1) / 2) / 12, figures[i][2] - mean
        sxx, sxy, syy = sxx + dx * dx, sxy + dx * dy, syy + dy * dy
      end
      local p = picture_of { indicator = {}, series = series.of(figures) }
      assert.equal(n, p.projection.n)
      local first = p.projection.points[1]
      local s = math.sqrt((syy - sxy * sxy / sxx) / (n - 2))
      local dx = ((n - 1) / 2) / 12
      return (first.high - first.value) / (s * math.sqrt(1 + 1 / n + dx * dx / sxx))
    end

    for _, n in ipairs { 4, 5, 6, 7, 8, 9, 10, 11, 20, 36 } do
      it(("holds four of five for %d figures"):format(n), function()
        assert.near(0.8, share_within(t_of(n), n - 2), 1e-5)
      end)
    end

    it("stays within the indicator's limits", function()
      local p = picture_of { series = series.of { [2015] = 8, [2016] = 6, [2017] = 4, [2018] = 3 } }
      local last = p.projection.points[#p.projection.points]
      assert.same({ 0, 0 }, { last.low, last.value })
    end)

    it("is flat and without spread where nothing changes", function()
      local p = picture_of { series = series.of { [2015] = 8, [2016] = 8, [2017] = 8, [2018] = 8 } }
      for _, point in ipairs(p.projection.points) do
        assert.same({ 8, 8, 8 }, { point.low, point.value, point.high })
      end
    end)

    it("is none of three figures", function()
      local p = picture_of { series = series.of { [2015] = 8, [2016] = 6, [2017] = 4 } }
      assert.is_nil(p.projection)
      assert.equal("fewer than four figures since the last break", why(p, "projection"))
    end)

    it("is not missed where a figure reaches the deadline", function()
      local p = picture_of { deadline = "2018-06-30", series = series.of { [2015] = 8,
        [2016] = 6, [2017] = 4, [2018] = 3 } }
      assert.is_nil(p.projection)
      assert.is_nil(why(p, "projection"))
    end)
  end)

  describe("text()", function()
    local P = picture_of { series = series.of { { "2014", 14.6 }, { "2015", 14.4 },
      { "2018", 14.1, "p" } }, milestones = {
      { due_on = "2025-12-31", comparator = "<=", value = 12 } } }

    it("says in English what the drawing shows", function()
      assert.equal("Infant mortality, per 1000 live births. 3 figures, from 14.6 in 2014 to 14.1 "
        .. "in 2018; lowest 14.1 in 2018, highest 14.6 in 2014. The last one is preliminary or "
        .. "estimated. 2 periods in between have no figure. Promised: at most 10 by 2030-12-31. "
        .. "On the way: at most 12 by 2025-12-31. The path needed starts from 14.4 in 2015. "
        .. "Not drawn: projection (fewer than four figures since the last break).",
        picture.text(P, "en"))
    end)

    it("says in Vietnamese what the drawing shows", function()
      assert.equal("Tử vong trẻ, trên 1.000 trẻ sinh sống. 3 số liệu, từ 14,6 (2014) đến 14,1 "
        .. "(2018); thấp nhất 14,1 (2018), cao nhất 14,6 (2014). Số liệu cuối là số sơ bộ hoặc "
        .. "ước tính. 2 kỳ ở giữa không có số liệu. Cam kết: không quá 10, chậm nhất 31/12/2030. "
        .. "Các mốc: không quá 12, chậm nhất 31/12/2025. Lộ trình cần đạt bắt đầu từ 14,4 "
        .. "(2015). Không vẽ: dự báo (chưa đủ bốn số liệu kể từ lần gián đoạn chuỗi gần nhất).",
        picture.text(P, "vi"))
    end)

    it("names large numbers", function()
      local p = picture_of { value = 176e12, comparator = ">=", indicator = { unit = "VND" } }
      assert.matches("Promised: at least 176 trillion by", picture.text(p, "en"), 1, true)
      assert.matches("Cam kết: ít nhất 176 nghìn tỷ,", picture.text(p, "vi"), 1, true)
    end)

    it("has the notes about what is not drawn", function()
      assert.same({ "Not drawn: projection (fewer than four figures since the last break)." },
        picture.notes(P, "en"))
    end)

    it("says first what is invented", function()
      local c = commitment { series = series.of { [2015] = 1 } }
      local function observations()
        return { { value = 1 }, { value = 2, source = { illustrative = true } } }
      end
      assert.is_false(picture.of(c, TODAY).is_illustrative)
      assert.equal("Invented for illustration, not a fact.",
        picture.notes(picture.of(c, TODAY, observations), "en")[1])
    end)
  end)

  it("knows the units of An Giang's figures in Vietnamese", function()
    for _, indicator in ipairs(csv.rows "datasets/an-giang/indicators.csv") do
      local unit = indicator.unit
      assert.is_true(unit == "%" or words.get("measure", unit, "vi") ~= nil, unit)
    end
  end)
end)
