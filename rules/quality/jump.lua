local figures = require "tiendo.figures"

local STEPS = { year = 1, half = 2, quarter = 4, month = 12 }

local function year_before(period)
  for _ = 1, STEPS[period.frequency] do period = period:previous() end
  return period
end

-- Steps of a year that are larger than the limit, how many steps there are, and
-- the largest.
local function steps_of(s, limit)
  local large, count, largest = {}, 0, nil
  local values = s:values()
  for i, period in ipairs(s:periods()) do
    local before = s:at(year_before(period))
    if before and before ~= 0 and not figures.is_break(s, period) then
      count = count + 1
      local change = (values[i] - before) / math.abs(before)
      if math.abs(change) > limit then
        large[#large + 1] = period
        if not largest or math.abs(change) > math.abs(largest.change) then
          largest = { change = change, from = before, to = values[i], period = period }
        end
      end
    end
  end
  return large, count, largest
end

return {
  id       = "quality.jump",
  title    = {
    en = "Jump from one year to the next",
    vi = "Số liệu thay đổi đột biến so với năm trước",
  },
  doc      = {
    en = [[
From one year to the next a value changes by more than a third of itself. Either
something happened that the plan should know of, or one of the two is wrong, or
the definition changed and nobody said so.

A value is compared with that of a year before, a quarter with the same quarter.
Steps to a value flagged as a break are left out. One finding a series, with its
largest step and all periods.

Basis: the 33 % of data quality reviews in health (WHO, Data Quality Review,
2017, consistency over time); 20 % is used as well.

What to do: compare both values with their sources; say in a note what happened.

May mislead where a value is a rate of growth, or small.]],
    vi = [[
Từ năm trước sang năm sau, giá trị thay đổi quá một phần ba. Có thể đã xảy ra việc
mà kế hoạch cần biết, hoặc một trong hai số liệu sai, hoặc khái niệm đã thay đổi
mà không được ghi chú.

Giá trị được so với giá trị một năm trước đó, quý so với cùng quý. Không xét giá
trị đã ghi chú là gián đoạn chuỗi. Mỗi chuỗi nêu một phát hiện, gồm lần thay đổi
lớn nhất và mọi kỳ có thay đổi như vậy.

Căn cứ: mức 33 % của các đợt rà soát chất lượng số liệu y tế (WHO, Data Quality
Review, 2017, phần tính nhất quán theo thời gian); mức 20 % cũng được dùng.

Việc cần làm: đối chiếu cả hai giá trị với nguồn; ghi chú lý do thay đổi.

Có thể sai khi giá trị là tốc độ tăng, hoặc là số nhỏ.]],
  },
  severity = "low",
  tags     = { "quality" },
  over     = "series",
  params   = {
    max_change = { type = "number", min = 0, max = 100, default = 0.33,
                   doc = { en = "share of the value a year before",
                           vi = "tỷ lệ thay đổi so với giá trị một năm trước đó" },
                   source = "WHO, Data Quality Review, 2017" },
  },
  message  = {
    en = "from {from} to {value} in {value_period}, by {change:percent}; steps like this: {count}",
    vi = "từ {from} thành {value} (kỳ {value_period}), thay đổi {change:percent}; "
      .. "số lần thay đổi đột biến: {count}",
  },
  check = function(s, ctx)
    if not s.series then
      return ctx.no_data { en = "no value at all", vi = "chưa có số liệu nào" }
    end
    local large, count, largest = steps_of(s.series, ctx.params.max_change)
    if count == 0 then
      return ctx.not_applicable { en = "no two values a year apart",
        vi = "không có hai số liệu cách nhau một năm" }
    end
    if #large == 0 then return end
    return { from = largest.from, value = largest.to, value_period = largest.period,
      change = largest.change, count = #large, steps = large }
  end,
  examples = {
    { name = "a third", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 100 },
        { indicator = "i", area = "a", period = "2024", value = 133 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "more than that, down and up", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2022", value = 100 },
        { indicator = "i", area = "a", period = "2023", value = 50 },
        { indicator = "i", area = "a", period = "2024", value = 100 },
        { indicator = "i", area = "a", period = "2025", value = 90 },
      } },
      expect = { pass = 0, fail = 1, findings = { { subject = "i/a", severity = "low",
        message = "from 50 to 100 in 2024, by 100 %; steps like this: 2",
        evidence = { steps = { "2023", "2024" } } } } } },
    { name = "a stated break", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2022", value = 95 },
        { indicator = "i", area = "a", period = "2023", value = 100 },
        { indicator = "i", area = "a", period = "2024", value = 200, flag = "b" },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "the same quarter of the year before", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023-Q4", value = 10 },
        { indicator = "i", area = "a", period = "2024-Q1", value = 50 },
        { indicator = "i", area = "a", period = "2024-Q4", value = 11 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "two years apart, or from nothing", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2022", value = 10 },
        { indicator = "i", area = "a", period = "2024", value = 50 },
        { indicator = "j", area = "a", period = "2023", value = 0 },
        { indicator = "j", area = "a", period = "2024", value = 50 },
      } },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
    { name = "a fifth", as_of = "2026-11-23", set = { max_change = 0.2 },
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 100 },
        { indicator = "i", area = "a", period = "2024", value = 125 },
      } },
      expect = { fail = 1, findings = { { evidence = { change = 0.25, count = 1 } } } } },
  },
}
