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

  it("has Tết of 2030 a day later at UTC+8", function()
    assert.equal("2030-02-03", iso(lunar.day(2030, 1, 1, 8)))
  end)

  it("counts days of the common calendar from 1970", function()
    assert.equal(0, lunar.days(1970, 1, 1))
    assert.equal(11016, lunar.days(2000, 2, 29))
    assert.equal(-1, lunar.days(1969, 12, 31))
  end)
end)
