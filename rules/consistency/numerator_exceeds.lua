local compare = require "tiendo.compare"

local NO_SHARE = {
  en = "it is no share with numerator and denominator on record",
  vi = "không phải tỷ lệ có tử số và mẫu số đã xác định",
}

return {
  id       = "consistency.numerator_exceeds",
  title    = {
    en = "Numerator larger than denominator",
    vi = "Tử số lớn hơn mẫu số",
  },
  doc      = {
    en = [[
Of the two counts behind a share the one above the line is larger than the one below
it: more children were vaccinated than there are. The two come from different
registers, or one is wrong.

Counts comparisons. Judged are indicators with numerator, denominator and a highest
possible value, which says that the one is part of the other. One without figures of
both is not applicable.

Basis: a part is not larger than the whole.

What to do: compare registers; ask how people from elsewhere are counted.

May mislead where those who come from other areas are counted above the line, as in
hospitals.]],
    vi = [[
Trong hai số dùng để tính tỷ lệ, tử số lớn hơn mẫu số: số trẻ được tiêm nhiều hơn số trẻ
hiện có. Hai số lấy từ hai nguồn khác nhau hoặc có số sai.

Đếm theo số lần so sánh. Chỉ xét chỉ tiêu có tử số, mẫu số và giá trị lớn nhất có thể, tức
tử số là một phần của mẫu số. Không có số liệu của cả hai thì không áp dụng.

Căn cứ: bộ phận không lớn hơn toàn thể.

Việc cần làm: đối chiếu các sổ theo dõi; hỏi cách tính người từ nơi khác đến.

Có thể sai khi tử số tính cả người từ địa bàn khác, như ở bệnh viện.]],
  },
  severity = "high",
  tags     = { "consistency", "quality" },
  over     = "indicators",
  message  = {
    en = "{numerator} of {denominator} in {year}: for {share_of} the part is larger than the whole",
    vi = "kỳ {year}: {numerator} trên {denominator}, tử số của {share_of} lớn hơn mẫu số",
  },
  check_all = function(set, ctx)
    local n, others = 0, 0
    for indicator in set:each() do
      local numerator, denominator = indicator.numerator, indicator.denominator
      local points = indicator.maximum and numerator and denominator
        and compare.common(ctx.plan, numerator.code, denominator.code) or {}
      n, others = n + #points, others + (#points == 0 and 1 or 0)
      for _, point in ipairs(points) do
        if point.first > point.second then
          ctx.emit { subject = ctx.plan.series:find(point.code), period = point.period,
            key = indicator.code, numerator = point.first, denominator = point.second,
            share_of = indicator, denominator_indicator = denominator, year = point.period }
        end
      end
    end
    ctx.skipped("not-applicable", others, NO_SHARE)
    ctx.evaluated(n + others)
  end,
  examples = {
    { name = "all of them", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "rate", maximum = 100, numerator = "had", denominator = "all" } },
        observations = {
          { indicator = "had", area = "a", period = "2024", value = 50 },
          { indicator = "all", area = "a", period = "2024", value = 50 },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 2, fail = 0 } },
    { name = "more than all", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "rate", name_en = "Immunised", maximum = 100, numerator = "had",
          denominator = "all" } },
        observations = {
          { indicator = "had", area = "a", period = "2024", value = 51 },
          { indicator = "all", area = "a", period = "2024", value = 50 },
        },
      },
      expect = { fail = 1, pass = 0, findings = { { subject = "had/a", severity = "high",
        period = "2024", key = "rate",
        message = "51 of 50 in 2024: for Immunised the part is larger than the whole" } } } },
    { name = "no share: income per head", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "per-head", numerator = "income", denominator = "heads" } },
        observations = {
          { indicator = "income", area = "a", period = "2024", value = 5000 },
          { indicator = "heads", area = "a", period = "2024", value = 50 },
        },
      },
      expect = { ["not-applicable"] = 3, pass = 0, fail = 0 } },
    { name = "nothing in common", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "rate", maximum = 100, numerator = "had", denominator = "all" } },
        observations = {
          { indicator = "had", area = "a", period = "2023", value = 51 },
          { indicator = "all", area = "a", period = "2024", value = 50 },
        },
      },
      expect = { ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
