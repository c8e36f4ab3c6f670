local date = require "tiendo.date"

local MONTHS = { year = 12, half = 6, quarter = 3, month = 1 }

-- Number of the period in which the day lies, from that of the year 0 on.
local function number_of(day, months)
  return (day.year * 12 + day.month - 1) // months
end

local function period_of(number, frequency)
  local month = number * MONTHS[frequency]
  return date.period(date.of(month // 12, month % 12 + 1, 1), frequency)
end

-- Number of the last period whose value is due: lag months have passed since
-- its end. An area that has ended is looked at on its last day.
local function last_due(s, ctx, months)
  local ended = s.area.valid_to
  local day = ended and ended < ctx.as_of and ended or ctx.as_of
  return (day.year * 12 + day.month - 1 - ctx.params.lag_months) // months - 1
end

-- Numbers of the periods that have a value, as a set, the first and the last.
local function numbers_with_value(series, months)
  local present, first, last = {}, nil, nil
  for _, period in ipairs(series:periods()) do
    last = number_of(period.last, months)
    first = first or last
    present[last] = true
  end
  return present, first, last
end

return {
  id       = "quality.missing_observation",
  title    = { en = "Observations missing", vi = "Thiếu số liệu" },
  doc      = {
    en = [[
A series of a regular indicator in which values are missing: between its first and
its last one, and the one after the last when it is overdue by more than
lag_months. A series in which more than `tail` values are overdue has stopped;
that is quality.stale_series, and only the gaps before are counted here. A gap
hides what happened in between.

Judged are series whose indicator states a frequency. An area that has ended is
judged as of its last day.

Basis: the frequency of the indicator. Six months for figures to come out is a
convention.

What to do: ask the producer for the missing values, or note why there are none.

May mislead where a survey skips years by design: then its indicator should state
no frequency.]],
    vi = [[
Chuỗi số liệu của chỉ tiêu định kỳ còn thiếu giá trị: ở giữa giá trị đầu và giá
trị cuối, và giá trị kế tiếp sau giá trị cuối khi đã chậm quá lag_months tháng.
Chuỗi chậm quá `tail` giá trị được coi là đã dừng, thuộc quy tắc
quality.stale_series; ở đây chỉ tính các kỳ thiếu trước đó. Kỳ thiếu số liệu che
khuất diễn biến ở giữa.

Xét các chuỗi có chỉ tiêu quy định kỳ công bố. Địa bàn đã chấm dứt thì xét tại
ngày cuối còn tồn tại.

Căn cứ: kỳ công bố của chỉ tiêu. Thời gian sáu tháng để công bố số liệu là quy
ước.

Việc cần làm: đề nghị cơ quan cung cấp số liệu bổ sung giá trị còn thiếu, hoặc ghi
chú lý do không có.

Có thể sai khi cuộc điều tra được thiết kế không làm hằng năm: khi đó chỉ tiêu
không nên quy định kỳ công bố.]],
  },
  severity = "medium",
  tags     = { "quality" },
  over     = "series",
  params   = {
    lag_months = { type = "integer", min = 0, max = 60, default = 6, unit = "months",
                   doc = { en = "how long after its period a value may take",
                           vi = "thời gian công bố số liệu sau khi kết thúc kỳ" },
                   source = "a convention of this rule" },
    tail       = { type = "integer", min = 0, max = 100, default = 1, unit = "periods",
                   doc = { en = "overdue values after the last one that count as gaps",
                           vi = "số giá trị chậm sau giá trị cuối vẫn tính là kỳ thiếu" },
                   source = "a convention of this rule" },
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
    local months = MONTHS[frequency]
    local present, first, last = numbers_with_value(s.series, months)
    local due = last_due(s, ctx, months)
    if due > last and due - last <= ctx.params.tail then last = due end
    local missing = {}
    for number = first, last do
      if not present[number] then
        missing[#missing + 1] = period_of(number, frequency)
      end
    end
    if #missing == 0 then return end
    return { missing = missing, count = #missing, expected = last - first + 1 }
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
    { name = "half-years and months", as_of = "2025-01-01",
      plan = {
        indicators = { { code = "half", frequency = "half" },
          { code = "month", frequency = "month" } },
        observations = {
          { indicator = "half", area = "a", period = "2022-H2", value = 1 },
          { indicator = "half", area = "a", period = "2023-H2", value = 1 },
          { indicator = "half", area = "a", period = "2024-H1", value = 1 },
          { indicator = "month", area = "a", period = "2023-11", value = 1 },
          { indicator = "month", area = "a", period = "2024-02", value = 1 },
        },
      },
      expect = { fail = 2, findings = {
        { subject = "half/a", evidence = { missing = { "2023-H1" }, expected = 4 } },
        { subject = "month/a", evidence = { missing = { "2023-12", "2024-01" }, expected = 4 } },
      } } },
  },
}
