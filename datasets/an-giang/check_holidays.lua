-- Checks holidays.csv against what the law says of each year, the lunar dates
-- computed here, and its own sums: a day off for each holiday on a weekend and
-- for each weekend day worked.
--
--   lua5.4 datasets/an-giang/check_holidays.lua
local here = arg[0]:match("^(.*/)") or "./"
package.path = here .. "../?.lua;" .. package.path

local csv = require "csv"
local lunar = require "lunar"

local FIRST, LAST = 2018, 2031
local TWO_DAYS_SINCE = 2021 -- National Day, Labour Code 2019

local problems = {}

local function expect(held, text, ...)
  if not held then
    problems[#problems + 1] = text:format(...)
  end
end

local function days_of(iso)
  local y, m, d = iso:match("^(%d+)-(%d+)-(%d+)$")
  return lunar.days(math.tointeger(y), math.tointeger(m), math.tointeger(d))
end

local function is_weekend(day)
  return (day + 3) % 7 >= 5 -- 1970-01-01 was a Thursday; Monday is 0
end

local function iso(day)
  return os.date("!%Y-%m-%d", day * 86400)
end

local function expect_holiday(by_day, day, name)
  local row = by_day[day]
  expect(row and row.kind == "holiday" and row.name_en == name,
         "%s: %s expected", iso(day), name)
end

local function count(by_day, year, name)
  local n = 0
  for day, row in pairs(by_day) do
    if row.kind == "holiday" and row.name_en == name
        and iso(day):sub(1, 4) == tostring(year) then
      n = n + 1
    end
  end
  return n
end

-- Tết: five days in a row, one to three of them before the first lunar day.
local function check_tet(by_day, year)
  local tet = lunar.day(year, 1, 1)
  local first = tet

  expect_holiday(by_day, tet, "Tết")
  while by_day[first - 1] and by_day[first - 1].name_en == "Tết" do
    first = first - 1
  end
  expect(first < tet and first >= tet - 3, "%s: first day of Tết", iso(first))
  for day = first, first + 4 do
    expect_holiday(by_day, day, "Tết")
  end
  expect(count(by_day, year, "Tết") == 5, "%d: Tết has five days", year)
end

local function check_year(by_day, year)
  local national = lunar.days(year, 9, 2)
  local wanted = year >= TWO_DAYS_SINCE and 2 or 1

  expect_holiday(by_day, lunar.days(year, 1, 1), "New Year's Day")
  check_tet(by_day, year)
  expect_holiday(by_day, lunar.day(year, 3, 10),
                 "Hùng Kings Commemoration Day")
  expect_holiday(by_day, lunar.days(year, 4, 30), "Reunification Day")
  expect_holiday(by_day, lunar.days(year, 5, 1), "International Labour Day")
  expect_holiday(by_day, national, "National Day")
  expect(count(by_day, year, "National Day") == wanted,
         "%d: days of National Day", year)
end

-- How each row is known stands first in its note.
local KNOWN = { statutory = true, announced = true, projected = true }

local function check_row(row, day)
  local how = row.note:match("^%a+")

  expect(KNOWN[how], "%s: how is it known?", row.day)
  expect((how == "projected") == (row.source == "holiday-projection"),
         "%s: a projected day cites the projection, no other does", row.day)
  expect(row.kind == "holiday" or is_weekend(day) == (row.kind == "working"),
         "%s: on the wrong side of the weekend", row.day)
  return how
end

local function main()
  local _, rows = csv.read(here .. "holidays.csv")
  local by_day, how_many = {}, {}
  local seen = { holiday_on_weekend = 0, worked = 0, off = 0 }

  for _, row in ipairs(rows) do
    local day = days_of(row.day)
    local how = check_row(row, day)
    expect(not by_day[day], "%s: stands twice", row.day)
    by_day[day] = row
    how_many[how] = (how_many[how] or 0) + 1
    if row.kind == "holiday" and is_weekend(day) then
      seen.holiday_on_weekend = seen.holiday_on_weekend + 1
    elseif row.kind == "working" then
      seen.worked = seen.worked + 1
    elseif row.kind == "off" then
      seen.off = seen.off + 1
    end
  end
  for year = FIRST, LAST do
    check_year(by_day, year)
  end
  expect(seen.off == seen.holiday_on_weekend + seen.worked,
         "%d days off, but %d holidays on weekends and %d weekend days worked",
         seen.off, seen.holiday_on_weekend, seen.worked)
  print(("%4d rows, %d to %d"):format(#rows, FIRST, LAST))
  for _, how in ipairs { "statutory", "announced", "projected" } do
    print(("%4d %s"):format(how_many[how], how))
  end
end

main()
for _, text in ipairs(problems) do
  print(text)
end
print(("%4d problems"):format(#problems))
os.exit(#problems == 0)
