-- First lunar days as published: 1968 to 2024 by almanacs and news, 2025 on by
-- an independent computation. 1968, 1985 and 2030 are years in which the Chinese
-- calendar (UTC+8) has another day.
local lunar = dofile "datasets/lunar.lua"

local TET = {
  { 1968, "1968-01-29" }, { 1985, "1985-01-21" }, { 2018, "2018-02-16" },
  { 2019, "2019-02-05" }, { 2020, "2020-01-25" }, { 2021, "2021-02-12" },
  { 2022, "2022-02-01" }, { 2023, "2023-01-22" }, { 2024, "2024-02-10" },
  { 2025, "2025-01-29" }, { 2026, "2026-02-17" }, { 2027, "2027-02-06" },
  { 2028, "2028-01-26" }, { 2029, "2029-02-13" }, { 2030, "2030-02-02" },
  { 2031, "2031-01-23" },
}

-- 2020, 2023, 2025, 2028 and 2031 have a leap month; in 2023 it comes before
-- month 3, in 2031 it is a second month 3.
local HUNG_KINGS = {
  { 2018, "2018-04-25" }, { 2019, "2019-04-14" }, { 2020, "2020-04-02" },
  { 2021, "2021-04-21" }, { 2022, "2022-04-10" }, { 2023, "2023-04-29" },
  { 2024, "2024-04-18" }, { 2025, "2025-04-07" }, { 2026, "2026-04-26" },
  { 2027, "2027-04-16" }, { 2028, "2028-04-04" }, { 2029, "2029-04-23" },
  { 2030, "2030-04-12" }, { 2031, "2031-04-01" },
}

-- The day of the week of 5, 14 and 25 December, as published with the lunar days.
local DECEMBER = {
  { 2025, "Fri", "Sun", "Thu" }, { 2026, "Sat", "Mon", "Fri" },
  { 2027, "Sun", "Tue", "Sat" }, { 2028, "Tue", "Thu", "Mon" },
  { 2029, "Wed", "Fri", "Tue" }, { 2030, "Thu", "Sat", "Wed" },
  { 2031, "Fri", "Sun", "Thu" },
}

-- Days by name and year in the calendar of An Giang, those of a kind whose note
-- says so.
local function listed(name, note)
  local days = {}
  for line in io.lines "datasets/an-giang/holidays.csv" do
    local day = line:match "^vn%-admin,(%d+%-%d+%-%d+),holiday,"
    if day and line:find("," .. name .. ",", 1, true) and line:find(note, 1, true) then
      local year = math.tointeger(day:sub(1, 4))
      assert(not days[year], line)
      days[year] = day
    end
  end
  return days
end

local function iso(day)
  return os.date("!%Y-%m-%d", day * 86400)
end

describe("lunar", function()
  for _, case in ipairs(TET) do
    it("has Tết of " .. case[1] .. " on " .. case[2], function()
      assert.equal(case[2], iso(lunar.day(case[1], 1, 1)))
    end)
  end

  for _, case in ipairs(HUNG_KINGS) do
    it("has the 10th of month 3 of " .. case[1] .. " on " .. case[2], function()
      assert.equal(case[2], iso(lunar.day(case[1], 3, 10)))
    end)
  end

  describe("datasets/an-giang/holidays.csv", function()
    for _, case in ipairs {
      { "Tết", "first day of the lunar year", TET },
      { "Hùng Kings Commemoration Day", "10th day of the 3rd lunar month", HUNG_KINGS },
    } do
      it(("has %s of each year from 2018 to 2031 as published"):format(case[1]), function()
        local days, n = listed(case[1], case[2]), 0
        for _, published in ipairs(case[3]) do
          if published[1] >= 2018 then
            assert.equal(published[2], days[published[1]])
            n = n + 1
          end
        end
        assert.equal(14, n)
      end)
    end
  end)

  it("has Tết of 2030 a day later at UTC+8", function()
    assert.equal("2030-02-03", iso(lunar.day(2030, 1, 1, 8)))
  end)

  it("counts days of the common calendar from 1970", function()
    assert.equal(0, lunar.days(1970, 1, 1))
    assert.equal(11016, lunar.days(2000, 2, 29))
    assert.equal(-1, lunar.days(1969, 12, 31))
  end)

  for _, case in ipairs(DECEMBER) do
    it("ends " .. case[1] .. " on the days of the week as published", function()
      for i, day in ipairs { 5, 14, 25 } do
        assert.equal(case[i + 1], os.date("!%a", lunar.days(case[1], 12, day) * 86400))
      end
    end)
  end
end)
