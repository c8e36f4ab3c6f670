--- Dates and periods as Lua values.
require "tiendo"
local date = require "tiendo.date"

-- The message of the error that `f` raises, without its position.
local function message_of(f, ...)
  local ok, message = pcall(f, ...)
  assert.is_false(ok)
  return (message:gsub("^[^:]*:%d+: ", ""))
end

describe("tiendo.date", function()
  describe("of()", function()
    local cases = {
      { "2026-11-23", 2026, 11, 23, 1 },
      { "2018-05-08", 2018, 5, 8, 2 },
      { "2024-02-29", 2024, 2, 29, 4 },
      { "2026-12-05", 2026, 12, 5, 6 },
      { "2030-02-03", 2030, 2, 3, 7 },
      { "0001-01-01", 1, 1, 1, 1 },
      { "9999-12-31", 9999, 12, 31, 5 },
    }
    for _, c in ipairs(cases) do
      local text, year, month, day, weekday = table.unpack(c)
      it("reads " .. text, function()
        local d = date.of(text)
        assert.equal(year, d.year)
        assert.equal(month, d.month)
        assert.equal(day, d.day)
        assert.equal(weekday, d.weekday)
        assert.equal(text, tostring(d))
        assert.is_true(d == date.of(year, month, day))
      end)
    end

    it("takes a date as it is", function()
      local d = date.of("2026-11-23")
      assert.is_true(date.of(d) == d)
    end)

    local refused = { "", "2025-02-30", "2025-2-3", "2025", "23/11/2026",
      "2026-11-23\0", "ngày 5", ("2"):rep(1000) }
    for _, text in ipairs(refused) do
      it("refuses '" .. text:sub(1, 12):gsub("%z", "\\0") .. "'", function()
        assert.matches("is no day; write it as 2026%-11%-23",
          message_of(date.of, text))
      end)
    end

    it("refuses numbers that make no day", function()
      assert.equal("no such day: year 2025, month 2, day 29",
        message_of(date.of, 2025, 2, 29))
      assert.matches("no such day", message_of(date.of, 2 ^ 53 | 0, 1, 1))
      assert.matches("no such day", message_of(date.of, 2025, -1, 1))
      assert.equal("bad argument 'month' to date.of: expected a whole number, got nothing",
        message_of(date.of, 2025))
      assert.equal("bad argument 'month' to date.of: expected a whole number, got 1.5",
        message_of(date.of, 2025, 1.5, 1))
    end)

    it("says what it was given instead", function()
      for got, value in pairs { ["a table"] = {}, ["a boolean"] = true,
        ["a period"] = date.period("2025") } do
        assert.equal("bad argument 'day' to date.of: expected a date, got " .. got,
          message_of(date.of, value))
      end
      assert.equal("bad argument 'day' to date.of: expected a date, got nothing",
        message_of(date.of))
    end)
  end)

  describe("counting", function()
    it("gives days between dates", function()
      assert.equal(12, date.of("2026-12-05") - date.of("2026-11-23"))
      assert.equal(-365, date.of("2025-01-01") - date.of("2026-01-01"))
      assert.equal(366, date.of("2025-01-01") - date.of("2024-01-01"))
      assert.equal("integer",
        math.type(date.of("2025-01-01") - date.of("2025-01-01")))
    end)

    it("adds and takes days", function()
      local d = date.of("2024-02-28")
      assert.equal("2024-02-29", tostring(d + 1))
      assert.equal("2024-03-01", tostring(2 + d))
      assert.equal("2024-02-27", tostring(d - 1))
      assert.equal("2023-12-31", tostring(d + -59))
      assert.equal("2024-02-29", tostring(d + 1.0))
    end)

    it("stops where the years end", function()
      local last, first = date.of("9999-12-31"), date.of("0001-01-01")
      local function add(d, n) return d + n end
      local function sub(d, n) return d - n end
      for _, n in ipairs { 1, 2 ^ 31 | 0, 2 ^ 32 | 0, math.maxinteger } do
        assert.matches("years go from 1 to 9999", message_of(add, last, n))
        assert.matches("years go from 1 to 9999", message_of(sub, first, n))
      end
      assert.matches("years go from", message_of(sub, last, math.mininteger))
      assert.matches("years go from", message_of(add, last, math.mininteger))
    end)

    it("takes whole days only", function()
      local d = date.of("2025-01-01")
      for _, v in ipairs { 1.5, "1", {}, d, 0 / 0, 1 / 0 } do
        assert.matches("a date takes a whole number of days",
          message_of(function() return d + v end))
      end
      assert.equal("cannot subtract a text; a date or a whole number of days "
        .. "can be taken from it", message_of(function() return d - "1" end))
      assert.equal("cannot subtract a date from a number; write date.of(...)",
        message_of(function() return 1 - d end))
    end)
  end)

  describe("comparison", function()
    local a, b = date.of("2025-12-31"), date.of("2026-01-01")

    it("orders dates", function()
      assert.is_true(a < b and a <= b and b > a and b >= a and a ~= b)
      assert.is_true(a <= date.of("2025-12-31") and a >= date.of("2025-12-31"))
      assert.is_false(a < date.of("2025-12-31"))
    end)

    it("refuses anything but a date", function()
      assert.equal("cannot compare a date with a number; write date.of(...)",
        message_of(function() return a < 2025 end))
      assert.equal("cannot compare a text with a date; write date.of(...)",
        message_of(function() return "2025-01-01" < a end))
      assert.equal("cannot compare a date with nil; write date.of(...)",
        message_of(function() return a <= nil end))
      assert.equal("cannot compare a date with a period; write date.of(...)",
        message_of(function() return a == date.period("2025") end))
    end)

    it("makes a key by tostring", function()
      local seen = { [tostring(a)] = true }
      assert.is_true(seen[tostring(date.of(2025, 12, 31))])
    end)
  end)

  describe("a date", function()
    local d = date.of("2025-12-31")

    it("names the field that was meant", function()
      assert.equal("a date has no field 'weakday'; did you mean 'weekday'?",
        message_of(function() return d.weakday end))
      assert.equal("a date has no field 'hour'",
        message_of(function() return d.hour end))
      assert.equal("a date has no field '1'",
        message_of(function() return d[1] end))
    end)

    it("cannot be changed", function()
      assert.equal("a date cannot be changed",
        message_of(function() d.year = 2024 end))
      assert.equal(2025, d.year)
    end)

    it("hides its metatable", function()
      assert.is_false(getmetatable(d))
      assert.has_error(function() setmetatable(d, {}) end)
    end)
  end)

  describe("is() and is_period()", function()
    it("tell dates, periods and the rest apart", function()
      local d, p = date.of("2025-01-01"), date.period("2025")
      assert.is_true(date.is(d))
      assert.is_true(date.is_period(p))
      for _, v in ipairs { p, "2025-01-01", 5, {}, io.stdout, print } do
        assert.is_false(date.is(v))
      end
      assert.is_false(date.is(nil))
      assert.is_false(date.is_period(d))
      assert.is_false(date.is_period("2025"))
    end)
  end)

  describe("period()", function()
    local cases = {
      { "2025", "year", 1, "2025-01-01", "2025-12-31" },
      { "2025-H2", "half", 2, "2025-07-01", "2025-12-31" },
      { "2025-Q4", "quarter", 4, "2025-10-01", "2025-12-31" },
      { "2024-02", "month", 2, "2024-02-01", "2024-02-29" },
    }
    for _, c in ipairs(cases) do
      local text, frequency, part, first, last = table.unpack(c)
      it("reads " .. text, function()
        local p = date.period(text)
        assert.equal(tonumber(text:sub(1, 4)), p.year)
        assert.equal(frequency, p.frequency)
        assert.equal(part, p.part)
        assert.equal(first, tostring(p.first))
        assert.equal(last, tostring(p.last))
        assert.equal(text, tostring(p))
        assert.is_true(p == date.period(p))
        assert.is_true(p == date.period(p.last, frequency))
      end)
    end

    it("takes a year as a number", function()
      assert.equal("2025", tostring(date.period(2025)))
      assert.matches("years go from", message_of(date.period, 0))
      assert.matches("years go from", message_of(date.period, 10000))
    end)

    local refused = { "", "25", "2025-Q5", "2025-H3", "2025-13", "2025-q1",
      "2025-W01", "quý 4", "2025\0" }
    for _, text in ipairs(refused) do
      it("refuses '" .. text:gsub("%z", "\\0") .. "'", function()
        assert.matches("is no period; write it as 2025, 2025%-H1",
          message_of(date.period, text))
      end)
    end

    it("refuses a frequency that there is not", function()
      assert.matches("'week' is none of year, half, quarter, month",
        message_of(date.period, date.of("2025-01-01"), "week"))
    end)
  end)

  describe("a period", function()
    it("has neighbours", function()
      local p = date.period("2025-Q4")
      assert.equal("2026-Q1", tostring(p:next()))
      assert.equal("2025-Q3", tostring(p:previous()))
      assert.equal("2024-12", tostring(date.period("2025-01"):previous()))
      assert.equal("2026", tostring(date.period("2025"):next()))
      assert.matches("years go from", message_of(function()
        return date.period("9999"):next()
      end))
      assert.equal("bad call of period:next: a period is needed; call it as p:next()",
        message_of(p.next, 5))
    end)

    it("is ordered by first day, the longer one first", function()
      local ascending = { "2024-12", "2025", "2025-H1", "2025-Q1", "2025-01",
        "2025-02", "2025-Q2", "2026" }
      for i, a in ipairs(ascending) do
        for j, b in ipairs(ascending) do
          local p, q = date.period(a), date.period(b)
          assert.equal(i < j, p < q)
          assert.equal(i <= j, p <= q)
          assert.equal(i == j, p == q)
        end
      end
    end)

    it("compares with a period only", function()
      local p = date.period("2025")
      assert.equal("cannot compare a period with a number; write date.period(...)",
        message_of(function() return p < 2026 end))
      assert.equal("cannot compare a period with a date; write date.period(...)",
        message_of(function() return p < date.of("2025-01-01") end))
    end)

    it("names the field that was meant, and cannot be changed", function()
      local p = date.period("2025")
      assert.equal("a period has no field 'frist'; did you mean 'first'?",
        message_of(function() return p.frist end))
      assert.equal("a period cannot be changed",
        message_of(function() p.year = 1 end))
      assert.is_false(getmetatable(p))
    end)
  end)
end)
