--- The methods beside Open SDG's: published examples, and vectors worked by
-- hand on both sides of every limit and for every edge case.
require "tiendo"
local command = require "tests.support.command"
local csv = require "tests.support.csv"
local progress = require "tiendo.progress"
local sdsn = require "tiendo.progress.sdsn"
local series = require "tiendo.series"

local function assert_near(expected, got, what)
  assert.is_true(type(got) == "number"
    and math.abs(got - expected) <= 1e-9 * math.max(math.abs(expected), 1e-3),
    ("%s %s, expected %s"):format(what or "value", got, expected))
end

-- A case: a name, the values, inputs, and what the result must be; numbers are
-- compared with nine digits, false says that a field is missing.
local function it_judges(method, cases)
  for _, case in ipairs(cases) do
    it(case[1], function()
      local p = { series = series.of(case[2]) }
      for name, value in pairs(case[3]) do p[name] = value end
      local r = progress.judge(method, p)
      assert.equal(method, r.method)
      for name, value in pairs(case[4]) do
        if value == false then
          assert.is_true(r[name] == nil or r[name] == false, name)
        elseif type(value) == "number" then
          assert_near(value, r[name], name)
        else
          assert.equal(value, r[name], name)
        end
      end
      assert.equal(r.class == "cannot_tell", r.reason ~= nil)
    end)
  end
end

-- Years 2015, 2016, ...
local function years(...)
  local data = {}
  for i, value in ipairs { ... } do data[2014 + i] = value end
  return data
end

-- Inputs with a target, upwards unless they say otherwise.
local function to(target, year, more)
  local p = { direction = "up", target = target, target_year = year }
  for name, value in pairs(more or {}) do p[name] = value end
  return p
end

local UP, DOWN = { direction = "up" }, { direction = "down" }

local function cannot(reason, status)
  return { status = status or "not_available", class = "cannot_tell",
    reason = reason, value = false, score = false }
end

describe("tiendo.progress", function()
  -- ---- UNSD -----------------------------------------------------------

  describe("unsd without a target", function()
    -- One year, so that growth is the ratio less one: 2 % and 0.5 %.
    it_judges("unsd", {
      { "is on track above 2 %", years(1000, 1020.1), UP,
        { status = "on_track_or_met", class = "on_track", score = 3, value = 0.0201,
          official = true } },
      { "is fair below 2 %", years(1000, 1019.9), UP,
        { status = "fair_progress", class = "off_track", score = 2, value = 0.0199 } },
      { "is fair above 0.5 %", years(1000, 1005.1), UP, { score = 2 } },
      { "is stagnation below 0.5 %", years(1000, 1004.9), UP,
        { status = "stagnation_or_regression", class = "off_track", score = 1 } },
      { "is stagnation without change", years(1000, 1000), UP,
        { class = "off_track", score = 1, value = 0 } },
      { "is regression the other way", years(1000, 999), UP,
        { status = "stagnation_or_regression", class = "wrong_way", score = 1,
          value = -0.001 } },
      { "turns the sign downwards", years(1000, 970), DOWN, { score = 3, value = 0.03 } },
    })
  end)

  describe("unsd with a target", function()
    -- From 8 to 16 in a year leads to 32 in 2017: 24 of the way to the target.
    -- To 33.26 the way is 25.26, and 24/25.26 = 0.95011...; to 248 it is 240.
    it_judges("unsd", {
      { "is on track from 95 % of the way", years(8, 16), to(33.26, 2017),
        { status = "on_track_or_met", class = "on_track", score = 3,
          value = 24 / 25.26, projection = 32, achieved = 1 } },
      { "is fair below 95 %", years(8, 16), to(33.27, 2017),
        { status = "fair_progress", score = 2, value = 24 / 25.27 } },
      { "is fair at 10 %", years(8, 16), to(248, 2017), { score = 2, value = 0.1 } },
      { "is stagnation below 10 %", years(8, 16), to(249, 2017),
        { class = "off_track", score = 1, value = 24 / 241 } },
      { "is stagnation without change", years(8, 8), to(16, 2017),
        { class = "off_track", score = 1, value = 0 } },
      -- 8, 4 leads to 2: 6 lost of a way of 8
      { "is regression the other way", years(8, 4), to(16, 2017),
        { class = "wrong_way", score = 1, value = -0.75 } },
      -- growth 1 where 16/8 over two years asks for 2^0.5 - 1
      { "compares the paces", years(8, 12), to(16, 2017),
        { needed = 2 ^ 0.5 - 1, ratio = 0.5 / (2 ^ 0.5 - 1), expected = 8 * 2 ^ 0.5 } },
      { "is met at the target whatever the trend", years(8, 40, 32), to(32, 2030),
        { status = "on_track_or_met", class = "achieved", score = 3 } },
      { "is met by one value", { [2019] = 5 }, to(5, 2030),
        { class = "achieved", score = 3, value = false } },
      { "takes other limits, and is not official then", years(8, 12),
        to(28, 2017, { high = 0.5, med = 0.2 }),
        { score = 3, value = 0.5, official = false } },
    })
  end)

  describe("unsd at the edges", function()
    it_judges("unsd", {
      { "base 0 is not assessed", years(0, 5), to(10, 2030),
        cannot("base or last value is not above zero", "not_assessed") },
      { "negative values are not assessed", years(-4, -2), UP,
        cannot("base or last value is not above zero", "not_assessed") },
      { "a change of sign is not assessed", years(4, -2), to(10, 2030),
        cannot("base or last value is not above zero", "not_assessed") },
      -- from 8 to 4 in a year leads to 2 in 2017: 6 of 8
      { "a target of 0 is judged on the way", years(8, 4),
        { direction = "down", target = 0, target_year = 2017 },
        { score = 2, value = 0.75 } },
      { "a base that equals the target and is left is not assessed", years(8, 4),
        to(8, 2030), cannot("the target equals the base value", "not_assessed") },
      { "a base that equals the target and stays is met", years(8, 8), to(8, 2030),
        { class = "achieved", score = 3 } },
      -- e = 9/16*9 < 8: (e - 16)/(8 - 16) would praise the loss
      { "what was met and is lost is regression", years(16, 9),
        { direction = "up", target = 10, target_year = 2030 },
        { status = "stagnation_or_regression", class = "wrong_way", score = 1,
          value = false } },
      { "one value tells nothing", { [2019] = 5 }, to(9, 2030),
        cannot("less than a year between base and last value", "not_assessed") },
      { "no value tells nothing", {}, to(9, 2030), cannot("no data", "not_assessed") },
      { "the base is the next later year", { [2013] = 1, [2016] = 8, [2017] = 16 },
        UP, { base_year = 2016, value = 1 } },
      { "the base is an earlier year where later ones leave no two",
        { [2013] = 4, [2014] = 8, [2015] = 16 }, UP,
        { base_year = 2014, last_year = 2015, value = 1 } },
      { "the base is an earlier year where there are no later ones",
        { [2013] = 8, [2014] = 16 }, UP, { base_year = 2013, value = 1 } },
      -- the last value counted is that of 2017: 8 of 8
      { "values after the target year do not count", years(8, 12, 15.9, 2),
        to(16, 2017), { last_year = 2017, score = 3, value = 7.9 / 8 } },
      { "a target year before the data leaves nothing", years(8, 12), to(16, 2014),
        cannot("no data", "not_assessed") },
      { "99 of 100 % is near enough", years(99.5, 99), to(100, 2030, { unit = "%" }),
        { class = "on_track", score = 3 } },
      { "98.9 of 100 % is not", years(99.5, 98.9), to(100, 2030, { unit = "%" }),
        { class = "wrong_way", score = 1 } },
      { "1 % is near enough to 0 %", years(0.5, 1),
        { direction = "down", target = 0, unit = "%" }, { score = 3 } },
      { "1.1 % is not", years(0.5, 1.1),
        { direction = "down", target = 0, unit = "%" }, { score = 1 } },
      { "nothing is near to 0 of another unit", years(0.5, 1),
        { direction = "down", target = 0, unit = "per 1000" }, { score = 1 } },
      { "nothing is near to 0 of an unknown unit", years(0.5, 1),
        { direction = "down", target = 0 }, { score = 1 } },
      { "99 of 100 of another unit is not near", years(99.5, 99),
        to(100, 2030, { unit = "km" }), { score = 1 } },
      { "yes is met", years(0, 1), to(1, 2030, { unit = "yes/no" }), { score = 3 } },
      { "no is not", years(0, 0), to(1, 2030, { unit = "yes/no" }),
        { class = "off_track", score = 1 } },
      { "without a direction nothing is said", years(8, 16), { target = 20 },
        cannot("no direction", "not_assessed") },
    })
  end)

  -- ---- Eurostat -------------------------------------------------------

  describe("eurostat with a target", function()
    -- To double in a year: growth less than 1 is the share of the pace.
    it_judges("eurostat", {
      { "is significant from 95 %", years(64, 64 * 1.9501), to(128, 2016),
        { status = "significant_progress", class = "on_track", value = 0.9501,
          official = false, score = false } },
      { "is moderate below", years(64, 64 * 1.9499), to(128, 2016),
        { status = "moderate_progress", class = "off_track" } },
      { "is moderate from 60 %", years(64, 64 * 1.6001), to(128, 2016),
        { status = "moderate_progress" } },
      { "is insufficient below", years(64, 64 * 1.5999), to(128, 2016),
        { status = "insufficient_progress", class = "off_track" } },
      { "is insufficient without change", years(64, 64), to(128, 2016),
        { status = "insufficient_progress", value = 0 } },
      { "is a movement away below", years(64, 63), to(128, 2016),
        { status = "movement_away", class = "wrong_way", value = -1 / 64 } },
      { "is met at the target", years(64, 128), to(128, 2030),
        { status = "significant_progress", class = "achieved" } },
      -- needed -1/4 in size; the loss counts against it
      { "sees a loss below a target that was met", years(64, 32), to(48, 2016),
        { status = "movement_away", class = "wrong_way", value = -2 } },
    })
  end)

  describe("eurostat without a target", function()
    it_judges("eurostat", {
      { "is significant from 1 %", years(1000, 1010.1), UP,
        { status = "significant_progress", class = "on_track", value = 0.0101 } },
      { "is moderate below", years(1000, 1009.9), UP,
        { status = "moderate_progress", class = "off_track" } },
      { "is moderate above nothing", years(1000, 1000.1), UP,
        { status = "moderate_progress" } },
      { "is no change", years(1000, 1000), UP, { status = "no_change", class = "off_track" } },
      { "is moderate away below nothing", years(1000, 990.1), UP,
        { status = "moderate_movement_away", class = "wrong_way" } },
      { "is significant away from -1 %", years(1000, 989.9), UP,
        { status = "significant_movement_away", class = "wrong_way" } },
      -- over one year of 64ths: exactly -1/64
      { "counts the limit itself as significant away", years(64, 63),
        { direction = "up", low = -1 / 64 }, { status = "significant_movement_away" } },
      { "takes negative values by their size", years(-1000, -980), UP,
        { status = "significant_progress", value = 0.02 } },
      { "cannot tell from zero", years(0, 5), UP, cannot "base or last value is zero" },
      { "cannot tell to zero", years(5, 0), UP, cannot "base or last value is zero" },
      { "cannot tell across zero", years(-5, 5), UP,
        cannot "base and last value have opposite signs" },
      { "cannot tell from one value", years(5), UP,
        cannot "less than a year between base and last value" },
      { "cannot tell without a direction", years(5, 6), {}, cannot "no direction" },
    })
  end)

  describe("eurostat's target of zero", function()
    it_judges("eurostat", {
      { "needs a growth that there is not", years(4, 2), { direction = "down", target = 0 },
        cannot "the target is zero" },
    })
  end)

  -- Fifteen years by 1 a year, then the last five level; 2018 to 2020 in a row.
  local long = {}
  for i = 0, 15 do long[2005 + i] = i < 11 and 64 + i or 74 end

  describe("eurostat-short", function()
    it_judges("eurostat-short", {
      { "looks back five years", long, UP,
        { status = "no_change", base_year = 2015, last_year = 2020 } },
      { "takes three years in a row", { [2014] = 64, [2018] = 64, [2019] = 70, [2020] = 80 },
        UP, { base_year = 2018, status = "significant_progress" } },
      { "needs three years in a row", { [2015] = 64, [2016] = 65, [2018] = 66, [2019] = 70 },
        UP, cannot "less than 3 years in a row" },
      { "has nothing to look at", {}, UP, cannot "no data" },
    })
  end)

  local nine, ten = {}, {}
  for i = 0, 9 do
    ten[2011 + i] = 64
    nine[i == 0 and 2010 or 2011 + i] = 64
  end

  describe("eurostat-long", function()
    it_judges("eurostat-long", {
      { "looks back fifteen years", long, UP, { base_year = 2005, last_year = 2020 } },
      { "takes ten years in a row", ten, UP, { base_year = 2011, status = "no_change" } },
      { "needs ten years in a row", nine, UP, cannot "less than 10 years in a row" },
    })
  end)

  -- ---- SDSN -----------------------------------------------------------

  describe("sdsn", function()
    -- Published in the 2019 edition: life expectancy of Viet Nam.
    it("gives the worked example", function()
      local r = progress.judge("sdsn", {
        series = series.of { [2011] = 75.5, [2016] = 76.3 }, base_year = 2011,
        target_year = 2027, optimum = 83, lower_bound = 54, green = 80,
      })
      assert.equal("moderately_improving", r.status)
      assert.equal("off_track", r.class)
      assert_near((76.3 - 54) / 29 * 100, r.score)
      assert.is_true(math.abs(r.value - 0.5689) < 5e-5)
      assert_near(0.16, r.achieved)  -- 0.8 in 5 years
      assert_near(4.5 / 16, r.needed)
    end)

    it("gives the same class to 2030", function()
      local r = progress.judge("sdsn", {
        series = series.of { [2011] = 75.5, [2016] = 76.3 }, base_year = 2011,
        optimum = 83, lower_bound = 54, green = 80,
      })
      assert.equal("moderately_improving", r.status)
      assert.is_true(math.abs(r.value - 0.6756) < 5e-5)
    end)

    -- From 40 in 2015 to 100 in 2030: 4 a year; 2 a year is half of it.
    it_judges("sdsn", {
      { "is on track at the pace", years(40, 44), to(100, 2030),
        { status = "on_track", class = "on_track", value = 1, official = true,
          expected = 44, projection = 100, needed = 4, achieved = 4 } },
      { "is improving below the pace", years(40, 43.9), to(100, 2030),
        { status = "moderately_improving", class = "off_track", value = 0.975 } },
      { "is improving at half the pace", years(40, 42), to(100, 2030),
        { status = "moderately_improving", value = 0.5 } },
      { "is stagnating below half the pace", years(40, 41.9), to(100, 2030),
        { status = "stagnating", class = "off_track", value = 0.475 } },
      { "is stagnating without change", years(40, 40), to(100, 2030),
        { status = "stagnating", value = 0 } },
      { "is decreasing below", years(40, 39.9), to(100, 2030),
        { status = "decreasing", class = "wrong_way", value = -0.025 } },
      { "reaches the goal", years(90, 100), to(100, 2030),
        { status = "on_track", class = "achieved" } },
      -- 4 a year needed; of the 60 to the goal all were made in one year
      { "does not count movement beyond the goal", years(40, 130), to(100, 2030),
        { status = "on_track", class = "achieved", value = 15, ratio = 15 } },
      { "maintains the goal", years(100, 100), to(100, 2030),
        { status = "maintaining", class = "achieved", value = false } },
      { "maintains beyond the goal, though it falls", years(120, 101), to(100, 2030),
        { status = "maintaining", class = "achieved" } },
      { "loses the goal", years(100, 99), to(100, 2030),
        { status = "decreasing", class = "wrong_way", value = false } },
      { "goes downwards", years(60, 52), to(0, 2030, { direction = "down" }),
        { status = "on_track", value = 2 } },
      -- bounds 100 and 0 turned: 40 -> 36 is 60 -> 64
      { "takes the direction from the bounds", years(60, 56),
        { optimum = 0, lower_bound = 100, green = 0, target_year = 2030 },
        { direction = "down", status = "on_track", value = 1, score = 44 } },
      { "takes zeros and negative values", years(-30, 0), to(60, 2030),
        { status = "on_track", value = 5 } },
      { "takes the year after a missing base", { [2016] = 40, [2017] = 44, [2014] = 1 },
        to(100, 2031), { base_year = 2016, value = 1 } },
      { "takes the year before a missing base and the one after",
        { [2014] = 40, [2017] = 52 }, to(104, 2030), { base_year = 2014, value = 1 } },
      { "takes no year further away", { [2013] = 40, [2017] = 52 }, to(104, 2030),
        cannot "no value within a year of 2015" },
      { "needs a goal", years(40, 44), UP, cannot "no green threshold and no target" },
      { "scores without a goal", years(40, 44),
        { optimum = 80, lower_bound = 0 },
        { class = "cannot_tell", score = 55, value = false } },
      { "needs two values", years(40), to(100, 2030),
        cannot "less than a year between base and last value" },
      { "needs a direction", years(40, 44), { target = 100 }, cannot "no direction" },
      { "needs time", years(40, 44), to(100, 2015),
        cannot "the target year is not after the base year" },
      { "needs two bounds", years(40, 44), to(100, 2030, { optimum = 3, lower_bound = 3 }),
        cannot "optimum and lower bound are the same" },
      { "is not told two ways", years(40, 44),
        to(100, 2030, { optimum = 3, lower_bound = 4 }),
        cannot "the bounds point the other way" },
      { "ends its window where it is told", years(40, 44, 0, 41),
        to(100, 2030, { end_year = 2016 }), { status = "on_track", last_year = 2016 } },
      { "is on track where today's value is green", years(40, 41, 100),
        to(100, 2030, { end_year = 2016 }),
        { status = "on_track", value = 0.25, last_year = 2016 } },
      { "takes other limits, and is not official then", years(40, 42),
        to(100, 2030, { high = 0.5 }), { status = "on_track", official = false } },
    })

    it("wants both bounds or none", function()
      assert.has_error(function()
        progress.judge("sdsn", { series = series.of(years(1, 2)), optimum = 3 })
      end, "optimum and lower_bound belong together")
    end)

    -- red 20, green 60: yellow from 40; turned, red 60, green 20.
    for _, c in ipairs { { 60, "green", 20 }, { 59.9, "yellow", 20.1 },
      { 40, "yellow", 40 }, { 39.9, "orange", 40.1 }, { 20, "orange", 60 },
      { 19.9, "red", 60.1 } } do
      it("shows " .. c[2] .. " at " .. c[1], function()
        assert.equal(c[2], sdsn.light(c[1], 60, 20))
        assert.equal(c[2], sdsn.light(c[3], 20, 60))
      end)
    end

    -- lower bound 0, red 20, half way 40, green 60, optimum 100
    for _, c in ipairs { { -5, 0 }, { 0, 0 }, { 10, 0.5 }, { 20, 1 }, { 30, 1.25 },
      { 40, 1.5 }, { 50, 1.75 }, { 60, 2 }, { 80, 2.5 }, { 100, 3 }, { 110, 3 } } do
      it(("rates %g as %g"):format(c[1], c[2]), function()
        assert_near(c[2], sdsn.rating(c[1], 60, 20, 100, 0))
        assert_near(c[2], sdsn.rating(-c[1], -60, -20, -100, 0))
      end)
    end

    it("leaves a piece empty whose bound lies inside the thresholds", function()
      assert_near(0, sdsn.rating(19, 60, 20, 100, 25))   -- below red
      assert_near(1, sdsn.rating(20, 60, 20, 100, 25))
      assert_near(1.75, sdsn.rating(50, 60, 20, 55, 0))
      assert_near(3, sdsn.rating(60, 60, 20, 55, 0))     -- beyond both
    end)

    local function goal(...)
      local list = {}
      for i, rating in ipairs { ... } do
        list[i] = { rating = rating, light = rating >= 2 and "green"
          or rating >= 1.5 and "yellow" or rating >= 1 and "orange" or "red" }
      end
      return list
    end
    local goals = {
      { "green", goal(2, 2, 3) }, { "yellow", goal(1.9, 2.5) }, { "yellow", goal(1.5, 1.5) },
      { "yellow", goal(1, 2) }, { "orange", goal(1, 1.9) }, { "orange", goal(0, 2, 2.5) },
      { "red", goal(0.9, 0.9, 3) }, { "orange", goal(0.5, 1.2) },
      { "red", goal(0.5) }, { "green", goal(2.2) }, { "grey", goal() },
    }
    for i, c in ipairs(goals) do
      it("lights a goal " .. c[1] .. ", case " .. i, function()
        assert.equal(c[1], (sdsn.goal_light(c[2])))
      end)
    end

    it("lights a goal of which half has data, and no less", function()
      assert.equal("green", (sdsn.goal_light(goal(2, 2), 4)))
      assert.equal("grey", (sdsn.goal_light(goal(2, 2), 5)))
    end)

    -- (71.23 - 61)/39; (3742 - 5769)/(200 - 5769); the last beyond its optimum.
    it("scores departments of Benin", function()
      assert_near(1023 / 39, sdsn.score(71.23, 100, 61))
      assert_near(202700 / 5569, sdsn.score(3742, 200, 5769))
      assert.equal(100, sdsn.score(2, 6, 67.9))
      assert.equal(0, sdsn.score(6351.72, 200, 5769))
      assert.is_nil(sdsn.score(1, 2, 2))
    end)
  end)

  -- Printed with value, bounds and light, without thresholds. Where all lights
  -- of an indicator leave room for red and green thresholds with the third half
  -- way between them, the rule must give every light back.
  describe("sdsn against Benin 2023", function()
    local ORDER = { red = 1, orange = 2, yellow = 3, green = 4 }
    local FAR = 1e6

    -- The values between which the step to light n lies, sign taken out.
    local function step(rows, sign, n)
      local below, above = -FAR, FAR
      for _, row in ipairs(rows) do
        local x = sign * tonumber(row.value)
        if ORDER[row.rating] < n then below = math.max(below, x) end
        if ORDER[row.rating] >= n then above = math.min(above, x) end
      end
      return below, above
    end

    -- Red and green so that each step falls between its values: their sum is
    -- twice the half way, and both lie equally far in their intervals.
    local function fit(rows, sign)
      local red, red_to = step(rows, sign, 2)
      local half, half_to = step(rows, sign, 3)
      local green, green_to = step(rows, sign, 4)
      local from = math.max(red + green, 2 * half)
      local to_sum = math.min(red_to + green_to, 2 * half_to)
      if from >= to_sum then return nil end
      local room = red_to + green_to - red - green
      local part = ((from + to_sum) / 2 - red - green) / room
      return sign * (red + part * (red_to - red)), sign * (green + part * (green_to - green))
    end

    -- Values are printed with two decimals: of lnb3_povnatparit 1.04 is printed
    -- once as green and once as yellow.
    it("gives 538 of 539 lights, the border of yellow and orange half way", function()
      local path = command.shared "data/sdsn_benin_2023.csv"
      if not path then return pending "needs ../shared: sdsn_benin_2023.csv" end
      local by_indicator, n_indicators, agree, differing = {}, 0, 0, {}
      for _, row in ipairs(csv.rows(path)) do
        if row.value then
          local list = by_indicator[row.indicator]
          if not list then
            list, n_indicators = {}, n_indicators + 1
            by_indicator[row.indicator] = list
          end
          list[#list + 1] = row
        end
      end
      for name, rows in pairs(by_indicator) do
        local up = tonumber(rows[1].optimum) > tonumber(rows[1].lower_bound)
        local red, green = fit(rows, up and 1 or -1)
        assert.is_truthy(red, name)
        for _, row in ipairs(rows) do
          local light = sdsn.light(tonumber(row.value), green, red, up and "up" or "down")
          if light == row.rating then
            agree = agree + 1
          else
            differing[#differing + 1] = row.indicator .. " " .. row.value
          end
        end
      end
      assert.same({ 45, 538 }, { n_indicators, agree })
      assert.same({ "lnb3_povnatparit 1.04" }, differing)
    end)

    -- Littoral, dimension 4: 25/35, 22.12/23.2 and more than all.
    it("gives the mean of a dimension", function()
      local path = command.shared "data/sdsn_benin_2023.csv"
      if not path then return pending "needs ../shared: sdsn_benin_2023.csv" end
      local sum, n = 0, 0
      for _, row in ipairs(csv.rows(path)) do
        if row.region == "Littoral" and row.dimension == "LNOB4" then
          local r = progress.judge("sdsn", {
            series = series.of { [tonumber(row.year)] = tonumber(row.value) },
            optimum = tonumber(row.optimum), lower_bound = tonumber(row.lower_bound),
          })
          sum, n = sum + r.score, n + 1
        end
      end
      assert.equal(3, n)
      assert_near((100 * 25 / 35 + 100 * 22.12 / 23.2 + 100) / 3, sum / n)
    end)
  end)

  -- ---- ESCAP ----------------------------------------------------------

  describe("escap", function()
    -- Two points are on their own line. From 40 in 2015 to 100 in 2025 it takes
    -- 6 a year; what is missing of 60 in 2025 is the value.
    it_judges("escap", {
      { "maintains below 10 % missing", years(40, 45.41), to(100, 2025),
        { status = "maintain", class = "on_track", value = 100 * 5.9 / 60, score = 5.41 / 6,
          official = false, projection = 94.1, expected = 46, needed = 6, ratio = 5.41 / 6 } },
      { "accelerates above 10 %", years(40, 45.39), to(100, 2025),
        { status = "accelerate", class = "off_track", value = 100 * 6.1 / 60 } },
      { "accelerates at nothing", years(40, 40), to(100, 2025),
        { status = "accelerate", value = 100, score = 0 } },
      { "reverses beyond", years(40, 39.9), to(100, 2025),
        { status = "reverse", class = "wrong_way", value = 100 * 61 / 60,
          score = -1 / 60 } },
      { "has nothing missing beyond the target", years(40, 60), to(100, 2025),
        { status = "maintain", value = 0, score = 10 * 20 / 60 } },
      { "goes downwards", years(40, 36), to(0, 2025, { direction = "down" }),
        { status = "maintain", value = 0, score = 1 } },
      -- weights 1, 2, 3: slope 3.6, 9 in 2018, 12.6 in 2019 (see test_trend.c)
      { "weighs recent values more", years(0, 0, 6), to(21, 2019),
        { projection = 12.6, value = 100 * 8.4 / 21, score = 10 * 6 / 21 } },
      { "starts the line in 2000 and the index in the base year",
        { [1999] = 1000, [2000] = 25, [2015] = 40, [2016] = 41 }, to(50, 2025),
        { base_year = 2015, projection = 50, status = "maintain" } },
      { "met is met", years(40, 120), to(100, 2025),
        { status = "maintain", class = "achieved", score = 10, value = 0 } },
      { "met by one value is met", years(100), to(100, 2025), { class = "achieved" } },
      { "met at the base and lost is reverse", years(100, 99), to(98, 2025),
        { class = "achieved" } },
      { "lost is reverse", years(100, 97), to(98, 2025),
        { status = "reverse", class = "wrong_way", score = false, value = false } },
      { "a base on the target that is left is not assessed", years(98, 97), to(98, 2025),
        cannot("the target equals the base value", "insufficient_data") },
      { "zero and negative values are fine", years(-10, 0), to(90, 2025),
        { status = "maintain", score = 1 } },
      { "needs a target", years(40, 41), UP, cannot("no target", "insufficient_data") },
      { "needs two values", years(40), to(100, 2025),
        cannot("less than a year between base and last value", "insufficient_data") },
      { "needs values since the base year", { [2010] = 1, [2012] = 2 }, to(100, 2025),
        cannot("no data since the base year", "insufficient_data") },
      -- parity at 1: of 0.4 missing 0.3 are left
      { "meets a target from both sides", years(0.6, 0.7),
        { direction = "both", target = 1, target_year = 2025 },
        { score = 2.5, status = "reverse", value = 150 },
      },
    })
  end)

  -- ---- Germany --------------------------------------------------------

  describe("german with a target ahead", function()
    -- 60 to 70 by 2 a year; 2020 to 2030 makes 20 more.
    local rising = years(60, 62, 64, 66, 68, 70)
    it_judges("german", {
      { "is sun where nothing is missing", rising, to(90, 2030),
        { status = "sun", class = "on_track", value = 0, base_year = 2015,
          achieved = 2, projection = 90, official = true } },
      -- gap 21, missing 1: 4.76 %; gap 21.1, missing 1.1: 5.2 %
      { "is sun below 5 %", rising, to(91, 2030), { status = "sun", value = 1 / 21 } },
      { "is slightly cloudy above 5 %", rising, to(91.1, 2030),
        { status = "slightly_cloudy", class = "off_track", value = 1.1 / 21.1 } },
      { "is slightly cloudy at 20 %", rising, to(95, 2030),
        { status = "slightly_cloudy", value = 0.2 } },
      { "is cloud above 20 %", rising, to(95.1, 2030),
        { status = "cloud", class = "off_track", value = 5.1 / 25.1 } },
      { "is cloud without change", years(5, 5, 5, 5), to(9, 2030),
        { status = "cloud", value = 1 } },
      { "is thunderstorm the other way", years(70, 69, 68, 67), to(90, 2030),
        { status = "thunderstorm", class = "wrong_way" } },
      { "goes downwards", years(70, 68, 66, 64), to(44, 2028, { direction = "down" }),
        { status = "sun", value = 0 } },
      { "looks at the last six years only", years(1000, 60, 62, 64, 66, 68, 70),
        to(90, 2031), { status = "sun", base_year = 2016, achieved = 2 } },
      { "takes four years", { [2010] = 3, [2012] = 60, [2013] = 61, [2014] = 62, [2015] = 63 },
        to(78, 2030), { status = "sun", base_year = 2012, achieved = 1 } },
      { "needs four years in a row", { [2011] = 59, [2013] = 61, [2014] = 62, [2015] = 63 },
        to(78, 2030), cannot "less than 4 years in a row" },
      { "takes zero and negative values", years(-3, -2, -1, 0), to(12, 2030),
        { status = "sun" } },
    })
  end)

  describe("german with a target met, past or to be kept", function()
    it_judges("german", {
      { "is sun where it is met", years(6, 7, 8, 9), to(9, 2030),
        { status = "sun", class = "achieved", value = false } },
      { "is sun where it is met and stays", years(9, 9, 9, 9), to(9, 2030),
        { status = "sun", class = "achieved" } },
      { "is slightly cloudy where it is being lost", years(12, 11, 10, 9), to(9, 2030),
        { status = "slightly_cloudy", class = "achieved" } },
      { "is cloud where it is past and nearer", years(6, 7, 8, 9), to(10, 2018),
        { status = "cloud", class = "off_track" } },
      { "is cloud where it is past and stays", years(9, 9, 9, 9), to(10, 2017),
        { status = "cloud" } },
      { "is thunderstorm where it is past and further", years(9, 8, 7, 6), to(10, 2017),
        { status = "thunderstorm", class = "wrong_way" } },
      { "keeps a target in every year", years(6, 7, 8, 9), to(10, 2030, { is_kept = true }),
        { status = "cloud" } },
      -- a loss below what was met: away from the target
      { "is thunderstorm where it was met and is lost", years(12, 11, 10, 9), to(10, 2030),
        { status = "thunderstorm", class = "wrong_way" } },
    })
  end)

  describe("german without a target", function()
    it_judges("german", {
      { "is sun where mean and last change are right", years(1, 1, 1, 2), UP,
        { status = "sun", class = "on_track" } },
      { "is slightly cloudy where the last change is wrong", years(1, 3, 3, 2), UP,
        { status = "slightly_cloudy" } },
      { "is slightly cloudy where the last change is nothing", years(1, 3, 3, 3), UP,
        { status = "slightly_cloudy" } },
      { "is cloud where only the last change is right", years(4, 1, 1, 2), UP,
        { status = "cloud" } },
      { "is cloud where the mean is nothing", years(2, 1, 1, 2), UP, { status = "cloud" } },
      { "is thunderstorm where both are wrong", years(4, 3, 3, 2), UP,
        { status = "thunderstorm", class = "wrong_way" } },
      { "is thunderstorm where nothing moves", years(2, 2, 2, 2), UP,
        { status = "thunderstorm" } },
    })
  end)

  -- ---- paths ----------------------------------------------------------

  describe("linear", function()
    -- From 40 in 2015 to 100 in 2030 by 4 a year.
    it_judges("linear", {
      { "is on the path", years(40, 44), to(100, 2030),
        { status = "on_path", class = "on_track", value = 1, ratio = 1, expected = 44,
          needed = 4, achieved = 4, projection = 100, pace = "change", official = false } },
      { "is behind it", years(40, 43.9), to(100, 2030),
        { status = "behind", class = "off_track", value = 0.975 } },
      { "is behind without change", years(40, 40), to(100, 2030),
        { status = "behind", value = 0 } },
      { "moves away", years(40, 39.9), to(100, 2030),
        { status = "moving_away", class = "wrong_way", value = -0.025 } },
      -- 2/3 a year is no binary number; 10 - 3 * 2/3 = 8
      { "forgives what binary numbers lose", { [2015] = 10, [2018] = 8 },
        to(0, 2030, { direction = "down" }), { status = "on_path", value = 1 } },
      { "takes another limit", years(40, 43.9), to(100, 2030, { high = 0.95 }),
        { status = "on_path" } },
      { "sees the target achieved", years(40, 100), to(100, 2030),
        { status = "target_achieved", class = "achieved" } },
      { "sees the target achieved by one value", years(100), to(100, 2030),
        { class = "achieved" } },
      { "sees a loss below a target that was met", years(100, 90), to(95, 2030),
        { status = "moving_away", class = "wrong_way" } },
      { "stays on the target after its year", years(40, 60, 70), to(80, 2016),
        { status = "behind", expected = 80, value = 0.75 } },
      { "passes zero", years(-10, -4), to(80, 2030), { status = "on_path", value = 1 } },
      { "needs a target", years(40, 41), UP, cannot "no target" },
      { "needs two values", years(40), to(100, 2030),
        cannot "less than a year between base and last value" },
      { "needs a value since the base year", { [2010] = 4 }, to(100, 2030),
        cannot "no data since the base year" },
      { "needs a way", years(40, 39), to(40, 2030), cannot "the target equals the base value" },
      { "needs time", years(40, 39), to(50, 2015),
        cannot "the target year is not after the base year" },
      { "needs a direction", years(40, 39), { target = 50 }, cannot "no direction" },
    })
  end)

  describe("milestone", function()
    -- 40 in 2015, 50 in 2020, 100 in 2030: 2 a year, then 5 a year.
    local path = { { 2020, 50 } }
    local function by_way(points) return to(100, 2030, { milestones = points }) end
    it_judges("milestone", {
      { "is the straight line without milestones", years(40, 44), to(100, 2030),
        { status = "on_path", expected = 44 } },
      { "asks for less before the milestone", { [2015] = 40, [2017] = 44 }, by_way(path),
        { status = "on_path", expected = 44, value = 1 } },
      { "is behind before the milestone", { [2015] = 40, [2017] = 43 }, by_way(path),
        { status = "behind", value = 0.75 } },
      { "asks for the milestone in its year", { [2015] = 40, [2020] = 50 }, by_way(path),
        { status = "on_path", expected = 50 } },
      { "asks for more after it", { [2015] = 40, [2022] = 58 }, by_way(path),
        { status = "behind", expected = 60, value = 0.9 } },
      { "ends at the last milestone without a target", { [2015] = 40, [2017] = 44 },
        { direction = "up", milestones = { { 2016, 41 }, { 2020, 50 } } },
        { target = 50, target_year = 2020, expected = 41 + 9 / 4, status = "on_path" } },
      { "leaves out milestones before the base and after the target",
        { [2015] = 40, [2016] = 44 },
        by_way { { 2014, 99 }, { 2015, 99 }, { 2030, 1 }, { 2031, 1 } },
        { expected = 44, status = "on_path" } },
      { "may stand still", { [2015] = 40, [2017] = 40 }, by_way { { 2020, 40 } },
        { status = "on_path", value = false, expected = 40 } },
      { "may not fall where the path stands still", { [2015] = 40, [2017] = 39 },
        by_way { { 2020, 40 } }, { status = "moving_away", class = "wrong_way" } },
      -- the path may fall: 38 in 2017
      { "may fall as far as the path falls", { [2015] = 40, [2017] = 38 },
        by_way { { 2020, 35 } }, { status = "on_path", expected = 38 } },
      { "may not fall further", { [2015] = 40, [2017] = 37.9 },
        by_way { { 2020, 35 } }, { status = "moving_away" } },
    })
  end)

  -- ---- AARR -----------------------------------------------------------

  describe("aarr", function()
    -- 64, 32 is a rate of 50 %; from 64 in 2015 to 16 in 2017 too.
    it_judges("aarr", {
      { "is sufficient at the rate needed", years(64, 32), to(16, 2017, DOWN),
        { status = "sufficient", class = "on_track", value = 50, ratio = 1,
          achieved = -0.5, needed = -0.5, expected = 32, projection = 16, official = true } },
      { "is insufficient below", years(64, 32.1), to(16, 2017, DOWN),
        { status = "insufficient", class = "off_track", value = 100 * (1 - 32.1 / 64) } },
      { "is insufficient without change", years(64, 64), to(16, 2017, DOWN),
        { status = "insufficient", value = 0 } },
      { "is reversed upwards", years(64, 65), to(16, 2017, DOWN),
        { status = "reversed", class = "wrong_way", value = -100 / 64 } },
      -- logarithms 0, 1, 0, 1 of 2: slope 0.2, growth 2^0.2 - 1
      { "goes through all values", years(1, 2, 1, 2), to(4, 2020),
        { value = 100 * (1 - 2 ^ 0.2) } },
      { "leaves out values before the base", { [2014] = 1, [2015] = 64, [2016] = 32 },
        to(16, 2017, DOWN), { value = 50 } },
      { "is achieved at the target", years(64, 16), to(16, 2030, DOWN),
        { status = "target_achieved", class = "achieved" } },
      { "sees a loss of what was met", years(16, 32), to(20, 2030, DOWN),
        { status = "reversed", class = "wrong_way" } },
      { "needs values above zero", years(4, 0, 2), UP, cannot "a value is not above zero" },
      { "needs a target above zero", years(4, 2), to(0, 2030, DOWN),
        { class = "cannot_tell", reason = "the target is not above zero", value = 50 } },
      { "gives the rate without a target", years(64, 32), DOWN,
        { class = "cannot_tell", reason = "no target", value = 50 } },
      { "needs two values", years(4), to(2, 2030, DOWN),
        cannot "less than a year between base and last value" },
    })
  end)

  -- ---- trends ---------------------------------------------------------

  describe("trend()", function()
    it("gives tests and lines at once", function()
      -- 1 2 4 8 16: S 10 of 10 pairs, variance 5*4*15/18, p exact 2/120;
      -- slopes of pairs 1 2 4 8, 1.5 3 6, 7/3 14/3, 3.75, median 3.375;
      -- least squares 36/10, r2 = 36^2/10/(341 - 31^2/5).
      local r = progress.trend(series.of(years(1, 2, 4, 8, 16)))
      assert.same({ 5, 10.0 }, { r.n, r.mk_s })
      assert_near(300 / 18, r.mk_var)
      assert_near(9 / (300 / 18) ^ 0.5, r.mk_z)
      assert_near(2 / 120, r.mk_p_exact)
      assert_near(1, r.spearman_rho)
      assert_near(2 / 120, r.spearman_p)
      assert_near(3.375, r.theil_sen_slope)
      assert_near(3.6, r.ols_slope)
      assert_near(31 / 5 - 3.6 * 2017, r.ols_intercept)
      assert_near(129.6 / 148.8, r.ols_r2)
      assert_near(math.log(2), r.log_slope)
      assert_near(-100, r.aarr_percent)
      assert.is_nil(r.note)
    end)

    local cases = {
      { "no values", {}, { n = 0, mk_s = false, ols_slope = false } },
      { "one value", years(3), { n = 1, mk_s = false, theil_sen_slope = false } },
      { "two values", years(3, 4), { n = 2, mk_s = 1, mk_p_exact = 1, ols_slope = 1,
        ols_r2 = 1, spearman_rho = false } },
      { "equal values", years(3, 3, 3), { mk_s = 0, mk_var = 0, mk_z = 0, mk_p_normal = 1,
        mk_p_exact = false, ols_slope = 0, ols_r2 = false, log_slope = 0,
        aarr_percent = 0, spearman_rho = false } },
      { "a value of zero", years(0, 1, 2), { mk_s = 3, log_slope = false,
        aarr_percent = false } },
      { "ties", years(1, 2, 2, 3), { mk_s = 5, mk_p_exact = false } },
    }
    for _, case in ipairs(cases) do
      it("leaves out what it cannot say of " .. case[1], function()
        local r = progress.trend(series.of(case[2]))
        assert.equal("too few points", r.note)
        for name, value in pairs(case[3]) do
          if value then assert_near(value, r[name], name) else assert.is_nil(r[name]) end
        end
      end)
    end

    -- Every pair would be two million of them.
    it("leaves out what compares pairs beyond 2000 values", function()
      local values = {}
      for year = 1, 2001 do values[year] = 3 * year end
      local r = progress.trend(series.of(values))
      assert.equal(2001, r.n)
      assert.is_nil(r.mk_s)
      assert.is_nil(r.theil_sen_slope)
      assert.is_nil(r.spearman_rho)
      assert_near(3, r.ols_slope)
    end)

    it("has no exact p from 11 values on", function()
      local r = progress.trend(series.of(years(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))
      assert_near(2 / 3628800, r.mk_p_exact)
      r = progress.trend(series.of(years(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
      assert.is_nil(r.mk_p_exact)
    end)
  end)

  -- ---- promises -------------------------------------------------------

  describe("assess()", function()
    local s = series.of { [2015] = 40, [2016] = 43.9 }
    local c = { series = s, value = 100, comparator = ">=", deadline = "2030-12-31" }

    it("gives limits of pace to methods that judge by it, and to no others", function()
      local options = { high = 0.95, med = 0.6 }
      assert.equal("on_path", progress.assess(c, "linear", options).status)
      assert.equal("moderately_improving", progress.assess(c, "sdsn", options).status)
      assert.is_true(progress.assess(c, "sdsn", options).official)
    end)

    it("takes milestones of the promise", function()
      local r = progress.assess({ series = s, value = 100, comparator = ">=",
        deadline = "2030-12-31", milestones = { { 2016, 50 } } }, "milestone")
      assert.equal(50, r.expected)
    end)

    it("knows every method by its name", function()
      for _, name in ipairs(progress.methods) do
        assert.equal(name, progress.assess(c, name).method)
      end
    end)
  end)

  describe("why()", function()
    it("has every reason in Vietnamese", function()
      local n = 0
      require("tiendo.progress.reason").each(function(en, vi)
        local why = progress.why { reason = (en:gsub("%%d", "2016")) }
        assert.equal((vi:gsub("%%d", "2016")), why.vi)
        n = n + 1
      end)
      assert.is_true(n > 20)
      assert.equal("chưa đủ số liệu để tính", progress.why({ reason = "?" }).vi)
    end)
  end)
end)
