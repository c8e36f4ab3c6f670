--- Vietnamese lunar dates, computed: new moons and solar terms at UTC+7.
--
-- The rule: a month begins on the local day of a new moon; month 11 holds the
-- winter solstice; where thirteen months lie between two of them, the first
-- one without a major solar term is a leap month and repeats the number of the
-- month before. The series for the new moon and for the sun's longitude are
-- those of Meeus, Astronomical Algorithms, chapters 49 and 25, without the
-- terms below half a minute.
--
--   lua5.4 datasets/lunar.lua 2018 2031
--
-- @module lunar
local M = {}

local UNIX_EPOCH = 2440587.5 -- Julian day of 1970-01-01 00:00 UTC
local DELTA_T = 72 / 86400   -- dynamical time minus UT, 69 to 75 s by 2031
local HANOI = 7              -- hours ahead of UTC

-- Amplitude in days, power of the earth's eccentricity, then multiples of the
-- sun's anomaly, the moon's anomaly and the argument of latitude.
local NEW_MOON = {
  { -0.40720, 0, 0, 1, 0 },
  { 0.17241, 1, 1, 0, 0 },
  { 0.01608, 0, 0, 2, 0 },
  { 0.01039, 0, 0, 0, 2 },
  { 0.00739, 1, -1, 1, 0 },
  { -0.00514, 1, 1, 1, 0 },
  { 0.00208, 2, 2, 0, 0 },
  { -0.00111, 0, 0, 1, -2 },
  { -0.00057, 0, 0, 1, 2 },
  { 0.00056, 1, 1, 2, 0 },
  { -0.00042, 0, 0, 3, 0 },
  { 0.00042, 1, 1, 0, 2 },
  { 0.00038, 1, 1, 0, -2 },
}

local function sin(degrees)
  return math.sin(math.rad(degrees % 360))
end

--- Moment of new moon number `k` (0: January 2000) in days since 1970, UT.
-- @tparam integer k
function M.new_moon(k)
  local t = k / 1236.85
  local e = 1 - 0.002516 * t - 0.0000074 * t * t
  local sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t
  local moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
  local latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
  local jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t

  for _, term in ipairs(NEW_MOON) do
    local angle = term[3] * sun + term[4] * moon + term[5] * latitude
    jde = jde + term[1] * e ^ term[2] * sin(angle)
  end
  return jde - DELTA_T - UNIX_EPOCH
end

--- Longitude of the sun in degrees at a moment in days since 1970, UT.
-- @tparam number moment
function M.sun_longitude(moment)
  local t = (moment + DELTA_T + UNIX_EPOCH - 2451545) / 36525
  local anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t
  local centre = (1.914602 - 0.004817 * t) * sin(anomaly)
    + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
    + 0.000289 * sin(3 * anomaly)
  local node = 125.04 - 1934.136 * t
  local mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t

  return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360
end

local function first_day(k, zone)
  return math.floor(M.new_moon(k) + zone / 24)
end

-- Twelfth of the circle in which the sun stands as the day begins.
local function sector(day, zone)
  return M.sun_longitude(day - zone / 24) // 30
end

--- Days since 1970 of a date of the common calendar.
function M.days(year, month, day)
  local y = month <= 2 and year - 1 or year
  local shifted = (month + 9) % 12 -- March is 0

  return y * 365 + y // 4 - y // 100 + y // 400 + (153 * shifted + 2) // 5
    + day - 1 - 719468
end

-- Number of the new moon that begins month 11 of the year.
local function month_eleven(year, zone)
  local last = M.days(year, 12, 31)
  local k = math.floor((year + 1 - 2000) * 12.3685) + 1

  while first_day(k, zone) > last or sector(first_day(k, zone), zone) == 9 do
    k = k - 1
  end
  return k
end

-- Place of the leap month after month 11, counted in months; 0: none.
local function leap_place(from, to, zone)
  if to - from < 13 then
    return 0
  end
  for i = 1, 12 do
    local day = first_day(from + i, zone)
    local following = first_day(from + i + 1, zone)

    if sector(day, zone) == sector(following, zone) then
      return i
    end
  end
end

--- Day since 1970 of a lunar date; the ordinary month where one is repeated.
-- @tparam integer year  the year in which the lunar year begins
-- @tparam integer month 1 to 10
-- @tparam integer day
-- @tparam[opt=7] number zone  hours ahead of UTC
-- @usage lunar.day(2030, 1, 1) == lunar.days(2030, 2, 2)  --> true
function M.day(year, month, day, zone)
  zone = zone or HANOI
  local from = month_eleven(year - 1, zone)
  local leap = leap_place(from, month_eleven(year, zone), zone)
  local place = month + 1 -- months after month 11

  if leap > 0 and place >= leap then
    place = place + 1
  end
  return first_day(from + place, zone) + day - 1
end

local function print_years(first, last)
  print("year,tet,tet_at_utc8,hung_kings")
  for year = first, last do
    local function iso(month, day, zone)
      return os.date("!%Y-%m-%d", M.day(year, month, day, zone) * 86400)
    end
    print(("%d,%s,%s,%s"):format(year, iso(1, 1), iso(1, 1, 8), iso(3, 10)))
  end
end

if arg and arg[0] and arg[0]:find("lunar%.lua$") then
  print_years(math.tointeger(arg[1]) or 2018, math.tointeger(arg[2]) or 2031)
end

return M
