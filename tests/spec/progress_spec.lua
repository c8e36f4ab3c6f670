--- Progress methods: published results, and vectors worked by hand.
require "tiendo"
local date = require "tiendo.date"
local progress = require "tiendo.progress"
local series = require "tiendo.series"

local SHARED = os.getenv "TIENDO_SHARED" or "../shared"

-- Whether the two agree to 1e-9 of the expected value.
local function is_near(expected, got)
  if not expected or not got then return expected == got end
  return math.abs(got - expected) <= 1e-9 * math.max(math.abs(expected), 1e-9)
end

local function assert_near(expected, got, what)
  assert.is_true(is_near(expected, got),
    ("%s %s, expected %s"):format(what or "value", got, expected))
end

-- The message of the error that `f` raises, without its position.
local function message_of(f, ...)
  local ok, message = pcall(f, ...)
  assert.is_false(ok)
  return (message:gsub("^[^:]*:%d+: ", ""))
end

-- ---- published results ------------------------------------------------

-- The values of a CSV line; a quoted one may hold commas.
local function split(line)
  local values, at = {}, 1
  line = line:gsub("\r$", "") .. ","
  while at <= #line do
    local quoted = line:sub(at, at) == '"'
    values[#values + 1], at = line:match(quoted and '^"([^"]*)",()' or "^([^,]*),()", at)
  end
  return values
end

-- Rows as tables by column, empty values missing; nil if there is no file.
local function read_csv(name)
  local file = io.open(SHARED .. "/data/" .. name)
  if not file then return nil end
  local rows, head = {}, nil
  for line in file:lines() do
    local values = split(line)
    if not head then
      head = values
    else
      local row = {}
      for i, column in ipairs(head) do
        if values[i] ~= "" then row[column] = values[i] end
      end
      rows[#rows + 1] = row
    end
  end
  file:close()
  return rows
end

-- "2015=14.5;2016=12.9" as a series.
local function series_of_text(text)
  local points = {}
  for year, value in text:gmatch "(%d+)=([^;]+)" do
    points[#points + 1] = { tonumber(year), tonumber(value) }
  end
  return series.of(points)
end

local function year_of(text)
  return text and math.tointeger(tonumber(text))
end

local function judge(row, s, base_year, direction)
  return progress.open_sdg {
    series = s, base_year = base_year, direction = direction,
    target = tonumber(row.target), target_year = year_of(row.target_year),
    limit = tonumber(row.limit),
  }
end

-- What a row and a result disagree in, or nil.
local function difference(row, r)
  if r.status ~= row.status then
    return ("%s: %s, published %s"):format(row.series, r.status, row.status)
  end
  for _, field in ipairs { "value", "score" } do
    local published = tonumber(row[field == "value" and "progress_value" or field])
    if not is_near(published, r[field]) then
      return ("%s: %s %s, published %s"):format(row.series, field, r[field], published)
    end
  end
end

describe("tiendo.progress", function()
  describe("open_sdg() against Statistics Canada", function()
    -- Base and current point of each row as a series of two points, or of one
    -- where they are the same. No row is left out.
    it("gives all 298 published results", function()
      local rows = read_csv "statcan_cif_results.csv"
      if not rows then return pending("needs ../shared: statcan_cif_results.csv") end
      local agree = 0
      for _, row in ipairs(rows) do
        local base, current = year_of(row.base_year), year_of(row.current_year)
        local s = series.of {
          { base, tonumber(row.base_value) },
          current > base and { current, tonumber(row.current_value) } or nil,
        }
        local r = judge(row, s, base, row.direction == "1" and "up" or "down")
        assert.is_nil(difference(row, r))
        agree = agree + 1
      end
      assert.equal(298, agree)
    end)

    -- Whole series. Of the 119 rows each has same_selection = 1, which means
    -- that its data is the series that was judged: no row is left out.
    it("gives all 119 results from the whole series", function()
      local rows = read_csv "statcan_cif_series.csv"
      if not rows then return pending("needs ../shared: statcan_cif_series.csv") end
      local agree, unusable = 0, 0
      for _, row in ipairs(rows) do
        if row.same_selection == "1" then
          local r = judge(row, series_of_text(row.data),
            year_of(row.base_year_asked), row.direction)
          assert.is_nil(difference(row, r))
          agree = agree + 1
        else
          unusable = unusable + 1
        end
      end
      assert.same({ 119, 0 }, { agree, unusable })
    end)

    -- The mean over the series of an indicator: 3 of the 79 have no score.
    it("gives score and status of all 79 indicators", function()
      local rows = read_csv "statcan_cif_series.csv"
      if not rows then return pending("needs ../shared: statcan_cif_series.csv") end
      local results, published, n = {}, {}, 0
      for _, row in ipairs(rows) do
        local id = row.indicator
        n = results[id] and n or n + 1
        results[id], published[id] = results[id] or {}, row
        table.insert(results[id], judge(row, series_of_text(row.data),
          year_of(row.base_year_asked), row.direction))
      end
      assert.equal(79, n)
      for id, row in pairs(published) do
        local r = progress.indicator_score(results[id])
        assert.equal(row.indicator_status, r.status, id)
        assert_near(tonumber(row.indicator_score), r.score, id)
      end
    end)

    it("gives the worked example", function()
      local r = progress.open_sdg {
        series = series.of { [2015] = 14.5, [2023] = 10.2 },
        target = 7.25, target_year = 2030, direction = "down",
      }
      assert_near(0.9525901792032172, r.value)
      assert_near(2.5185563910306596, r.score)
      assert.equal("substantial_progress", r.status)
      assert.equal("on_track", r.class)
    end)
  end)

  -- ---- vectors worked by hand -----------------------------------------

  local function check(case, inputs)
    local r = progress.open_sdg(inputs)
    assert.equal(case.status, r.status)
    if case.value then assert_near(case.value, r.value, "value") end
    if case.score then assert_near(case.score, r.score, "score") end
    if case.status == "not_available" then
      assert.is_nil(r.value)
      assert.is_nil(r.score)
      assert.equal(case.reason, r.reason)
    else
      assert.is_nil(r.reason)
    end
    return r
  end

  local function it_judges(cases)
    for _, case in ipairs(cases) do
      it(case[1], function()
        local inputs = { series = series.of(case.data) }
        for _, name in ipairs { "base_year", "target", "target_year", "direction",
          "limit", "high", "med", "low" } do
          inputs[name] = case[name]
        end
        check(case, inputs)
      end)
    end
  end

  -- Powers of two: over one year 64 -> 80 is growth of exactly 0.25.
  local function growth(from, to) return { [2015] = from, [2016] = to } end

  describe("open_sdg() without a target", function()
    local high, med, low = 0.25, 0.125, 0
    it_judges {
      { "is substantial at the high threshold", data = growth(64, 80), direction = "up",
        high = high, med = med, low = low, status = "substantial_progress", value = 0.25 },
      { "is moderate below the high threshold", data = growth(64, 79), direction = "up",
        high = high, med = med, low = low, status = "moderate_progress" },
      { "is moderate at the med threshold", data = growth(64, 72), direction = "up",
        high = high, med = med, low = low, status = "moderate_progress", value = 0.125 },
      { "is limited below the med threshold", data = growth(64, 71), direction = "up",
        high = high, med = med, low = low, status = "limited_progress" },
      { "is limited at the low threshold", data = growth(64, 64), direction = "up",
        high = high, med = med, low = low, status = "limited_progress", value = 0,
        score = -2.5 },
      { "is deterioration below the low threshold", data = growth(64, 63), direction = "up",
        high = high, med = med, low = low, status = "deterioration", value = -1 / 64,
        score = -125 / 64 - 2.5 },

      { "asks for 1.5 % by default", data = growth(1000, 1015.1), direction = "up",
        status = "substantial_progress", value = 0.0151, score = 500 * 0.0151 - 5 },
      { "is moderate below 1.5 %", data = growth(1000, 1014.9), direction = "up",
        status = "moderate_progress", value = 0.0149, score = 250 * 0.0149 - 1.25 },
      { "is moderate above 0.5 %", data = growth(1000, 1005.1), direction = "up",
        status = "moderate_progress", value = 0.0051, score = 250 * 0.0051 - 1.25 },
      { "is limited below 0.5 %", data = growth(1000, 1004.9), direction = "up",
        status = "limited_progress", value = 0.0049, score = 500 * 0.0049 - 2.5 },
      { "scores no more than 5", data = growth(64, 80), direction = "up",
        status = "substantial_progress", score = 5 },
      { "scores no less than -5", data = growth(64, 32), direction = "up",
        status = "deterioration", value = -0.5, score = -5 },
      { "takes a decrease as better by default", data = growth(64, 32),
        status = "substantial_progress", value = 0.5, score = 5 },
      { "takes the root for more than a year", data = { [2015] = 64, [2017] = 144 },
        direction = "up", status = "substantial_progress", value = 0.5 },
      { "judges a fall to zero", data = growth(64, 0), direction = "down",
        status = "substantial_progress", value = 1, score = 5 },
    }
  end)

  describe("open_sdg() with a target", function()
    -- Needed: from 64 to 128 in a year, growth of exactly 1.
    it_judges {
      { "is achieved at the target", data = growth(64, 128), direction = "up",
        target = 128, target_year = 2016, status = "target_achieved", value = 1, score = 5 },
      { "is achieved at a target below", data = growth(128, 64), direction = "down",
        target = 64, target_year = 2016, status = "target_achieved", value = 1, score = 5 },
      { "is not achieved next to the target", data = growth(64, 127), direction = "up",
        target = 128, target_year = 2016, status = "substantial_progress",
        value = 63 / 64, score = 7.1429 * 63 / 64 - 4.2857 },
      { "is substantial from 0.95", data = growth(64, 124.9), direction = "up",
        target = 128, target_year = 2016, status = "substantial_progress" },
      { "is moderate below 0.95", data = growth(64, 124.7), direction = "up",
        target = 128, target_year = 2016, status = "moderate_progress" },
      { "is moderate from 0.60", data = growth(64, 102.5), direction = "up",
        target = 128, target_year = 2016, status = "moderate_progress",
        value = 38.5 / 64, score = 7.1429 * 38.5 / 64 - 4.2857 },
      { "is limited below 0.60", data = growth(64, 102.3), direction = "up",
        target = 128, target_year = 2016, status = "limited_progress",
        value = 38.3 / 64, score = 4.1667 * 38.3 / 64 - 2.5 },
      { "is limited at no growth", data = growth(64, 64), direction = "up",
        target = 128, target_year = 2016, status = "limited_progress",
        value = 0, score = -2.5 },
      { "is deterioration below no growth", data = growth(64, 63), direction = "up",
        target = 128, target_year = 2016, status = "deterioration",
        value = -1 / 64, score = -4.1667 / 64 - 2.5 },
      { "scores no less than -5", data = growth(64, 8), direction = "up",
        target = 128, target_year = 2016, status = "deterioration",
        value = -7 / 8, score = -5 },
      { "takes thresholds of its own", data = growth(64, 80), direction = "up", high = 0.25,
        target = 128, target_year = 2016, status = "substantial_progress",
        value = 0.25, score = 4.1667 * 0.25 - 2.5 },
      { "scores by its own med threshold", data = growth(64, 80), direction = "up",
        med = 0.25, target = 128, target_year = 2016, status = "moderate_progress",
        value = 0.25, score = 7.1429 * 0.25 - 4.2857 },
      { "ignores a limit", data = growth(64, 80), direction = "up", limit = 64,
        target = 128, target_year = 2016, status = "limited_progress", value = 0.25 },
      { "goes on after the target year", data = { [2015] = 64, [2019] = 324 },
        direction = "up", target = 144 * 4, target_year = 2017,
        status = "limited_progress", value = 0.25 }, -- 1.5 a year, needed 3
      { "is achieved while a target met at the base is kept", data = growth(128, 96),
        direction = "up", target = 64, target_year = 2016, status = "target_achieved" },
      { "is deterioration where a target met at the base is lost", data = growth(128, 32),
        direction = "up", target = 64, target_year = 2016, status = "deterioration",
        value = -0.75 / 0.5, score = -5 },
    }
  end)

  describe("open_sdg() with zeros and negative values", function()
    it_judges {
      { "takes a base of zero as 0.001", data = growth(0, 0.002), direction = "up",
        status = "substantial_progress", value = 1, score = 5 },
      { "takes a target of zero as 0.001", data = growth(0.002, 0.0015),
        target = 0, target_year = 2016, status = "limited_progress",
        value = 0.5, score = 4.1667 * 0.5 - 2.5 },
      { "meets a target of zero at 0.001", data = growth(0.002, 0.001),
        target = 0, target_year = 2016, status = "target_achieved", score = 5 },
      { "turns the sign where all is negative", data = growth(-10, -5), direction = "up",
        status = "substantial_progress", value = 0.5 },
      { "turns the sign downwards too", data = growth(-10, -5), direction = "down",
        status = "deterioration", value = -0.5 },
      { "turns the sign with a target", data = growth(-8, -6), direction = "up",
        target = -4, target_year = 2016, status = "limited_progress", value = 0.5 },
      { "judges the limit by the base before it is replaced", data = growth(0, 0.00101),
        direction = "up", limit = 100, status = "moderate_progress", value = 0.01 },
    }
  end)

  describe("open_sdg() near a natural limit", function()
    -- C = 1 - 0.5^4.44 = 0.953929086959... both half way to the limit and half
    -- way beyond it; the high threshold is then 0.0143089..., the med 0.0047696...
    local C = 0.9539290869596531
    it_judges {
      { "asks for less half way", data = growth(50, 50.72), direction = "up", limit = 100,
        status = "substantial_progress", value = 0.0144, score = 500 * 0.0144 / C - 5 },
      { "is moderate below the lower threshold", data = growth(50, 50.71), direction = "up",
        limit = 100, status = "moderate_progress", value = 0.0142,
        score = 250 * 0.0142 / C - 1.25 },
      { "is moderate at the lower med threshold", data = growth(50, 50.2386),
        direction = "up", limit = 100, status = "moderate_progress", value = 0.004772,
        score = 250 * 0.004772 / C - 1.25 },
      { "is limited below it", data = growth(50, 50.238), direction = "up", limit = 100,
        status = "limited_progress", value = 0.00476, score = 500 * 0.00476 / C - 2.5 },
      { "asks for less on the way down", data = growth(75, 74), direction = "down",
        limit = 50, status = "moderate_progress", value = 1 / 75,
        score = 250 / 75 / C - 1.25 },
      { "asks for less on the way down, substantial", data = growth(75, 73.92),
        direction = "down", limit = 50, status = "substantial_progress", value = 0.0144,
        score = 500 * 0.0144 / C - 5 },
      { "asks for all at twice the limit", data = growth(100, 98.51), direction = "down",
        limit = 50, status = "moderate_progress", value = 0.0149,
        score = 250 * 0.0149 - 1.25 },
      { "asks for all beyond twice the limit", data = growth(1000, 985.1),
        direction = "down", limit = 50, status = "moderate_progress", value = 0.0149,
        score = 250 * 0.0149 - 1.25 },
      { "asks for all at a limit of zero", data = growth(1000, 985.1), direction = "down",
        limit = 0, status = "moderate_progress", value = 0.0149 },
      { "asks for nothing at the limit", data = growth(100, 100), direction = "up",
        limit = 100, status = "substantial_progress", value = 0, score = 5 },
      { "asks not to leave the limit", data = growth(100, 99), direction = "up",
        limit = 100, status = "deterioration", value = -0.01, score = -3.75 },
      { "takes the size of negative values", data = growth(-75, -76), direction = "down",
        limit = -50, status = "moderate_progress", value = 1 / 75,
        score = 250 / 75 / C - 1.25 },
    }
  end)

  describe("open_sdg() cannot tell", function()
    it_judges {
      { "without data", data = {}, status = "not_available", reason = "no data" },
      { "without data, with a target", data = {}, target = 1, status = "not_available",
        reason = "no data" },
      { "from opposite signs", data = growth(-1, 1), status = "not_available",
        reason = "base and last value have opposite signs" },
      -- the base is 0.001 by then, and over one year the root is no hindrance
      { "from zero to below it", data = growth(0, -5), direction = "up",
        status = "not_available", reason = "base and last value have opposite signs" },
      { "from zero to below it, over years", data = { [2015] = 0, [2018] = -5 },
        status = "not_available", reason = "base and last value have opposite signs" },
      { "when the base year is after the data", data = { [2010] = 1, [2014] = 2 },
        status = "not_available", reason = "no data since the base year" },
      { "from one point", data = { [2010] = 1, [2019] = 2 }, status = "not_available",
        reason = "less than a year between base and last value" },
      { "when nothing was to be done and it got worse", data = growth(100, 90),
        direction = "up", target = 100, status = "not_available",
        reason = "the target equals the base value" },
      { "towards a target beyond zero", data = growth(10, 9), target = -1,
        status = "not_available", reason = "base value and target have opposite signs" },
      { "when the target year is the base year", data = growth(64, 80), direction = "up",
        target = 128, target_year = 2015, status = "not_available",
        reason = "the target year is not after the base year" },
      { "from two values in the last year", data = { { 2015, 1 }, { "2016-Q1", 2 },
        { "2016-Q2", 3 } }, status = "not_available",
        reason = "more than one value in 2016" },
      { "from two values in the base year", data = { { "2015-H1", 1 }, { "2015-H2", 2 },
        { 2016, 3 } }, status = "not_available", reason = "more than one value in 2015" },
    }
  end)

  describe("open_sdg()", function()
    it_judges {
      { "starts in the next later year, never an earlier one",
        data = { [2014] = 1, [2016] = 64, [2017] = 80 }, direction = "up",
        status = "substantial_progress", value = 0.25 },
      { "starts in the base year that is asked for",
        data = { [2014] = 64, [2015] = 1, [2016] = 144 }, base_year = 2014,
        direction = "up", status = "substantial_progress", value = 0.5 },
      { "takes a quarter as its year", data = { ["2015-Q4"] = 64, ["2016-Q4"] = 80 },
        direction = "up", status = "substantial_progress", value = 0.25 },
      { "sees one point achieve the target", data = { [2019] = 5 }, target = 5,
        status = "target_achieved", score = 5 },
      { "sees an early point achieve the target", data = { [2010] = 4 }, target = 5,
        status = "target_achieved", score = 5 },
      { "sees the target achieved from the wrong sign", data = growth(-1, 6), target = 5,
        direction = "up", status = "target_achieved", score = 5 },
    }

    it("reports the path: needed, expected, achieved, projection", function()
      local r = progress.open_sdg {
        series = series.of { [2014] = 1, [2015] = 64, [2016] = 80 },
        target = 256, target_year = 2017, direction = "up",
      }
      assert.same({
        method = "open-sdg", status = "limited_progress", class = "off_track",
        official = true, pace = "growth", direction = "up", target = 256, target_year = 2017,
        base_year = 2015, base_value = 64.0, last_year = 2016, last_value = 80.0,
        needed = 1.0, achieved = 0.25, expected = 128.0, projection = 100.0,
        value = 0.25, ratio = 0.25, score = 4.1667 * 0.25 - 2.5,
      }, r)
    end)

    it("has growth and projection but no ratio without a target", function()
      local r = progress.open_sdg {
        series = series.of(growth(64, 80)), target_year = 2017, direction = "up",
      }
      assert.same({ 0.25, 100.0 }, { r.achieved, r.projection })
      assert.is_nil(r.ratio)
      assert.is_nil(r.needed)
      assert.is_nil(r.expected)
    end)

    it("names the input that is wrong", function()
      local s = series.of(growth(64, 80))
      assert.equal("direction must be 'up' or 'down', not 'positive'",
        message_of(progress.open_sdg, { series = s, direction = "positive" }))
      assert.equal("target must be a finite number, not 7,25",
        message_of(progress.open_sdg, { series = s, target = "7,25" }))
      assert.matches("target must be a finite number",
        message_of(progress.open_sdg, { series = s, target = 0 / 0 }), 1, true)
    end)
  end)

  describe("indicator_score()", function()
    local function result(score, status)
      return { score = score, status = status or "limited_progress" }
    end
    local cases = {
      { "substantial_progress", 2.5, { result(2.5) } },
      { "moderate_progress", 2.25, { result(2.5), result(2) } },
      { "moderate_progress", 0, { result(5), result(-5) } },
      { "limited_progress", -0.5, { result(0), result(-1) } },
      { "limited_progress", -2.5, { result(-2.5) } },
      { "deterioration", -3, { result(-5), result(-1) } },
      { "target_achieved", 5, { result(5, "target_achieved") } },
      { "substantial_progress", 5, { result(5, "target_achieved"), result(5) } },
      { "target_achieved", 5,
        { result(5, "target_achieved"), result(nil, "not_available") } },
      -- groups first: (4 + (1 + 3) / 2) / 2, not (4 + 1 + 3) / 3
      { "substantial_progress", 3, { result(4), { result(1), result(3) } } },
      -- (0 + (1 + (2 + 4) / 2) / 2) / 2
      { "moderate_progress", 1,
        { result(0), { result(1), { result(2), result(4) } } } },
      -- a group without scores does not count
      { "substantial_progress", 4, { result(4), { result(nil, "not_available") } } },
    }
    for i, c in ipairs(cases) do
      it("is the mean of means: case " .. i, function()
        local r = progress.indicator_score(c[3])
        assert.equal(c[1], r.status)
        assert_near(c[2], r.score)
        assert.is_nil(r.reason)
      end)
    end
    it("cannot tell where nothing is scored", function()
      for _, none in ipairs { {}, { {} }, { result(nil, "not_available") } } do
        assert.same({ status = "not_available", class = "cannot_tell",
          reason = "nothing is scored" }, progress.indicator_score(none))
      end
    end)
  end)

  describe("assess()", function()
    local s = series.of { [2010] = 50, [2015] = 64, [2016] = 80 }

    -- Fields of a commitment, then what the result must say.
    local cases = {
      { "takes the target year from the deadline",
        { value = 128, comparator = ">=", deadline = date.of "2017-12-31" },
        { target = 128, target_year = 2017, direction = "up", base_year = 2015 } },
      { "takes a deadline given as text",
        { value = 128, comparator = ">=", deadline = "2017-12-31" },
        { target_year = 2017 } },
      { "starts in 2015 and ends in 2030 unless something says otherwise",
        { value = 128, comparator = ">" },
        { base_year = 2015, target_year = 2030, direction = "up" } },
      { "starts in the baseline year",
        { value = 128, comparator = ">", baseline_year = 2010 }, { base_year = 2010 } },
      { "reads the direction off the comparator",
        { value = 10, comparator = "<" }, { direction = "down" } },
      { "takes the promise's own direction first",
        { value = 100, comparator = "=", direction = "up",
          indicator = { direction = "down" } }, { direction = "up" } },
      { "takes the indicator's direction last",
        { value = 10, comparator = "=", indicator = { direction = "down" } },
        { direction = "down" } },
      { "keeps a range from its lower end on when the way is up",
        { value = 75, value_high = 80, comparator = "range", direction = "up" },
        { target = 75, status = "target_achieved" } },
      { "keeps a range from its upper end on when the way is down",
        { value = 75, value_high = 80, comparator = "range", direction = "down" },
        { target = 80, status = "target_achieved" } },
      { "counts the target itself as achieved, also of less than",
        { value = 80, comparator = "<" }, { status = "target_achieved", class = "achieved" } },
      { "resolves a multiple by the stated baseline",
        { kind = "factor", value = 1.5, comparator = ">=", baseline_value = 60 },
        { target = 90 } },
      { "resolves a multiple by the baseline year",
        { kind = "factor", value = 2, comparator = ">=", baseline_year = 2015 },
        { target = 128 } },
      { "judges growth where there is no number",
        { direction = "up" }, { value = 0.25, status = "substantial_progress" } },
      -- limit 64 = base: nothing is asked for, any rise is substantial
      { "takes the maximum as limit on the way up",
        { direction = "up", indicator = { maximum = 64, minimum = 0 } }, { score = 5 } },
      { "cannot tell without a series", { series = false, value = 1, comparator = "<" },
        { class = "cannot_tell", reason = "no series" } },
      { "cannot tell without a direction", { value = 1, comparator = "=" },
        { class = "cannot_tell", reason = "the promise points in no direction" } },
      { "cannot tell of a two-sided range",
        { value = 75, value_high = 80, comparator = "range",
          indicator = { direction = "range" } },
        { class = "cannot_tell", reason = "the promise points in no direction" } },
      { "cannot tell of a change", { kind = "change", value = 20, comparator = ">=" },
        { class = "cannot_tell",
          reason = "the promise is a change against a baseline, not a level" } },
      { "cannot tell of a rate", { kind = "rate", value = 7, comparator = ">=" },
        { class = "cannot_tell",
          reason = "the promise is a rate of growth, not a level" } },
      { "cannot tell of a multiple of nothing",
        { kind = "factor", value = 2, comparator = ">=" },
        { class = "cannot_tell",
          reason = "the promise is a multiple of a baseline it does not state" } },
      { "cannot tell of a multiple of a missing value",
        { kind = "factor", value = 2, comparator = ">=", baseline_year = 2012 },
        { class = "cannot_tell", reason = "no value in the baseline year 2012" } },
    }
    for _, case in ipairs(cases) do
      it(case[1], function()
        local c = { series = s }
        for name, value in pairs(case[2]) do c[name] = value end
        local r = progress.assess(c, "open-sdg")
        for name, value in pairs(case[3]) do assert.equal(value, r[name], name) end
      end)
    end

    it("takes the minimum as limit on the way down", function()
      local c = { series = series.of(growth(64, 64)), direction = "down",
        indicator = { minimum = 64 } }
      assert.equal(5, progress.assess(c, "open-sdg").score)
    end)

    it("takes base year, target year and thresholds as options", function()
      local c = { series = s, value = 128, comparator = ">" }
      local r = progress.assess(c, "open-sdg", { base_year = 2010, target_year = 2020 })
      assert.same({ 2010, 2020 }, { r.base_year, r.target_year })
      r = progress.assess({ series = s, direction = "up" }, "open-sdg", { high = 0.5 })
      assert.equal("moderate_progress", r.status)
      assert.equal("high must be a finite number, not 1",
        message_of(progress.assess, c, "open-sdg", { high = "1" }))
    end)

    it("lists its methods and names them when asked for another", function()
      assert.same({ "open-sdg", "unsd", "eurostat", "eurostat-short", "eurostat-long",
        "sdsn", "escap", "german", "linear", "milestone", "aarr" }, progress.methods)
      assert.equal("no progress method 'open_sdg'; there are: "
        .. table.concat(progress.methods, ", "),
        message_of(progress.assess, { series = s }, "open_sdg"))
    end)
  end)
end)
