-- The last day that counts: today, or the last day of an area that has ended.
local function last_day(series, ctx)
  local ended = series.area.valid_to
  return ended and ended < ctx.as_of and ended or ctx.as_of
end

local MONTHS = { year = 12, half = 6, quarter = 3, month = 1 }

-- Number of the period in which the day lies, from that of the year 0 on.
local function number_of(day, months)
  return (day.year * 12 + day.month - 1) // months
end

-- How many whole periods have ended after the last value's.
local function periods_since(last, frequency, day)
  local months = MONTHS[frequency]
  return math.max(number_of(day, months) - number_of(last.last, months) - 1, 0)
end

return {
  id       = "quality.stale_series",
  title    = { en = "Figures out of date", vi = "Số liệu quá cũ" },
  doc      = {
    en = [[
The latest value of a regular indicator is old: since its period, max_age whole
periods have ended and none of them has a value. A yearly series whose last value
is for 2023 is stale from 1 January 2026 on. Progress that is judged on old
figures is as old as they are.

Judged are series whose indicator states a frequency. An area that has ended is
judged as of its last day.

Basis: the frequency of the indicator; twice that is a convention.

What to do: look for newer figures, ask the producer, or say that the series has
been closed by removing the indicator's frequency.

May mislead where newer figures are public and were not collected.]],
    vi = [[
Giá trị mới nhất của chỉ tiêu định kỳ đã cũ: sau kỳ của giá trị đó đã qua trọn
max_age kỳ mà không kỳ nào có giá trị. Chuỗi hằng năm có giá trị cuối của năm 2023
là quá cũ từ ngày 01 tháng 01 năm 2026. Đánh giá tiến độ theo số liệu cũ thì kết
luận cũng cũ như số liệu.

Xét các chuỗi có chỉ tiêu quy định kỳ công bố. Địa bàn đã chấm dứt thì xét tại
ngày cuối còn tồn tại.

Căn cứ: kỳ công bố của chỉ tiêu; mức hai kỳ là quy ước.

Việc cần làm: tìm số liệu mới hơn, hỏi cơ quan cung cấp số liệu, hoặc bỏ kỳ công
bố của chỉ tiêu để cho biết chuỗi đã kết thúc.

Có thể sai khi đã công bố số liệu mới hơn nhưng chưa được thu thập.]],
  },
  severity = "medium",
  tags     = { "quality" },
  over     = "series",
  params   = {
    max_age = { type = "integer", min = 1, max = 100, default = 2, unit = "periods",
                doc = { en = "whole periods without a value after which a series is stale",
                        vi = "số kỳ trọn vẹn không có giá trị mà từ đó chuỗi là quá cũ" },
                source = "a convention of this rule" },
  },
  message  = {
    en = "the latest figure is for {last_period}; periods that have ended since: {missed}",
    vi = "số liệu mới nhất là của kỳ {last_period}, sau đó đã qua {missed} kỳ không có số liệu",
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
    local _, last = s.series:last()
    local missed = periods_since(last, frequency, last_day(s, ctx))
    if missed < ctx.params.max_age then return end
    return { last_period = last, missed = missed, frequency = frequency,
      area_ended_on = s.area.valid_to }
  end,
  examples = {
    { name = "the last day of the second year", as_of = "2025-12-31",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2023", value = 1 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "two years have ended", as_of = "2026-01-01",
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2023", value = 1 } },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "i/a", severity = "medium",
        evidence = { last_period = "2023", missed = 2 } } } } },
    { name = "two quarters have ended", as_of = "2026-01-01",
      plan = {
        indicators = { { code = "i", frequency = "quarter" } },
        observations = { { indicator = "i", area = "a", period = "2025-Q2", value = 1 } },
      },
      expect = { fail = 1, findings = { { evidence = { missed = 2 } } } } },
    { name = "longer patience", as_of = "2026-01-01", set = { max_age = 3 },
      plan = {
        indicators = { { code = "i", frequency = "year" } },
        observations = { { indicator = "i", area = "a", period = "2023", value = 1 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "an area that has ended is judged as of its last day", as_of = "2026-11-23",
      plan = {
        areas = { { code = "a", valid_to = "2025-06-30" } },
        indicators = { { code = "i", frequency = "year" }, { code = "j", frequency = "year" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 1 },
          { indicator = "j", area = "a", period = "2023", value = 1 },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { subject = "i/a",
        evidence = { missed = 2, area_ended_on = "2025-06-30" } } } } },
    { name = "no frequency, nothing to expect", as_of = "2026-11-23",
      plan = { observations = { { indicator = "i", area = "a", period = "2005", value = 1 } } },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
    { name = "half-years and months", as_of = "2026-01-01",
      plan = {
        indicators = { { code = "half", frequency = "half" },
          { code = "month", frequency = "month" } },
        observations = {
          { indicator = "half", area = "a", period = "2024-H2", value = 1 },
          { indicator = "month", area = "a", period = "2025-10", value = 1 },
          { indicator = "month", area = "b", period = "2025-11", value = 1 },
        },
      },
      expect = { pass = 1, fail = 2,
        findings = { { subject = "half/a" }, { subject = "month/a" } } } },
  },
}
