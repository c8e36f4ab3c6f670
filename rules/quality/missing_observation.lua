local date = require "tiendo.date"
local deadline = require "tiendo.deadline"

-- The last day that counts: today, or the last day of an area that has ended.
local function last_day(series, ctx)
  local ended = series.area.valid_to
  return ended and ended < ctx.as_of and ended or ctx.as_of
end

local function has_value(values, period)
  if period.frequency == "year" then return #values:between(period.year, period.year) > 0 end
  return values:at(period) ~= nil
end

-- The periods without a value from the first value on, how many of them stand
-- after the last value, and how many periods there are.
local function gaps_of(values, frequency, is_expected)
  local _, first = values:first()
  local _, last = values:last()
  local period = date.period(first.last, frequency)
  local missing, after, n = {}, 0, 0
  while period.first <= last.last or is_expected(period) do
    n = n + 1
    if not has_value(values, period) then
      missing[#missing + 1] = period
      if period.first > last.last then after = after + 1 end
    end
    period = period:next()
  end
  return missing, after, n
end

return {
  id       = "quality.missing_observation",
  title    = { en = "Observations missing", vi = "Thiếu số liệu" },
  doc      = [[
A series of a regular indicator in which values are missing: between its first
and its last one, and the one after the last when it is overdue by more than
lag_months. A series in which more than `tail` values are overdue has stopped;
that is quality.stale_series, and only the gaps before are counted here.

Judged are series whose indicator states a frequency. An area that has ended is
judged as of its last day.

Basis: the frequency of the indicator. Six months for figures to come out is a
convention.

What to do: ask the producer for the missing values, or note why there are none.

May mislead where a survey skips years by design: then its indicator should state
no frequency.]],
  severity = "medium",
  tags     = { "quality" },
  over     = "series",
  params   = {
    lag_months = { type = "integer", min = 0, max = 60, default = 6, unit = "months",
                   doc = "how long after its period a value may take" },
    tail       = { type = "integer", min = 0, max = 100, default = 1, unit = "periods",
                   doc = "overdue values after the last one that count as gaps" },
  },
  message  = {
    en = "{count} of {expected} values missing: {missing}",
    vi = "thiếu {count}/{expected} số liệu: {missing}",
  },
  check = function(s, ctx)
    local frequency = s.indicator.frequency
    if not frequency then
      return ctx.not_applicable { en = "its indicator states no frequency",
        vi = "chỉ tiêu chưa quy định kỳ công bố" }
    end
    if not s.series then
      return ctx.no_data { en = "no value at all", vi = "chưa có số liệu nào" }
    end
    local day, lag = last_day(s, ctx), ctx.params.lag_months
    local missing, after, n = gaps_of(s.series, frequency, function(period)
      return deadline.months_after(period.last, lag) < day
    end)
    if after > ctx.params.tail then
      missing = table.move(missing, 1, #missing - after, 1, {})
      n = n - after
    end
    if #missing == 0 then return end
    return { missing = missing, count = #missing, expected = n }
  end,
  examples = {
    { name = "no gap", as_of = "2018-06-30",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a gap between two values", as_of = "2018-06-30",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = {
          { indicator = "i", area = "a", period = "2013", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "i/a", severity = "medium",
        evidence = { count = 2, expected = 4, missing = { "2014", "2015" } } } } } },
    { name = "six months after its year a value is overdue", as_of = "2018-07-01",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2016", value = 1 } },
      },
      expect = { fail = 1, findings = { { evidence = { count = 1, expected = 2,
        missing = { "2017" } } } } } },
    { name = "a series that has stopped is another matter", as_of = "2019-07-01",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2016", value = 1 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "unless the tail is longer", as_of = "2019-07-01", set = { tail = 2 },
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2016", value = 1 } },
      },
      expect = { fail = 1, findings = { { evidence = { count = 2, expected = 3 } } } } },
    { name = "quarters", as_of = "2025-12-31",
      plan = {
        indicators = { { code = "i", frequency = "quarter" } },
        observations = {
          { indicator = "i", area = "a", period = "2024-Q4", value = 1 },
          { indicator = "i", area = "a", period = "2025-Q2", value = 1 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { missing = { "2025-Q1" },
        expected = 3 } } } } },
    { name = "a year with a quarter's value has a value", as_of = "2018-06-30",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016-Q4", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "an area that has ended gives no more values", as_of = "2026-11-23",
      plan = {
        areas = { { code = "a", valid_to = "2025-06-30" } },
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2024", value = 1 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "no frequency, nothing to expect", as_of = "2026-11-23",
      plan = { observations = { { indicator = "i", area = "a", period = "2015", value = 1 } } },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
