local compare = require "tiendo.compare"

return {
  id       = "consistency.part_exceeds_whole",
  title    = { en = "Part larger than the whole", vi = "Bộ phận lớn hơn tổng thể" },
  doc      = {
    en = [[
Of two figures that stand for a part and its whole, in one area and period, the
part is larger. One of them is wrong, or they count different things.

Counts comparisons. A declared pair without figures in common is not applicable.

Basis: the pairs in `pairs`, each written "part <= whole" with codes of
indicators; they follow from the definitions. Those given by default are of the
statistics office's tables.

What to do: compare both figures with their sources.

May mislead where the two are counted on different days.]],
    vi = [[
Trong hai số liệu của bộ phận và của tổng thể ở cùng địa bàn và kỳ, số liệu của bộ
phận lớn hơn. Có một số liệu sai, hoặc hai số liệu không cùng phạm vi tính.

Tính theo số lượt so sánh. Cặp đã khai báo nhưng không có số liệu chung thì không
áp dụng.

Căn cứ: các cặp trong `pairs`, viết theo dạng "part <= whole" (bộ phận <= tổng
thể) với mã chỉ tiêu, suy ra từ khái niệm của các chỉ tiêu. Các cặp mặc định lấy
từ biểu số liệu của cơ quan thống kê.

Việc cần làm: đối chiếu cả hai số liệu với nguồn.

Có thể sai khi hai số liệu được thống kê ở thời điểm khác nhau.]],
  },
  severity = "high",
  tags     = { "consistency", "quality" },
  over     = "indicators",
  params   = {
    pairs = { type = "list",
              default = {
                "hospital_beds <= patient_beds",
                "hospitals <= health_establishments",
                "commune_health_stations <= health_establishments",
                "aids_alive_cumulative <= hiv_alive_cumulative",
                "income_q1_month <= income_per_capita_month",
                "income_per_capita_month <= income_q5_month",
              },
              doc = { en = "what is part of what",
                      vi = "chỉ tiêu nào là bộ phận của chỉ tiêu nào" },
              source = "definitions in the statistics office's tables" },
    tolerance = { type = "number", min = 0, max = 1, default = 0,
                  doc = { en = "share of the whole by which the part may be larger",
                          vi = "tỷ lệ so với tổng thể mà bộ phận được vượt" },
                  source = "the definition of a part" },
  },
  message  = {
    en = "{value} in {year} is more than {whole}, the value of {whole_indicator} "
      .. "of which it is a part",
    vi = "kỳ {year} là {value}, lớn hơn {whole} là số liệu của tổng thể ({whole_indicator})",
  },
  check_all = function(_, ctx)
    local n, absent = 0, 0
    for _, pair in ipairs(ctx.params.pairs) do
      local part, whole = compare.pair(pair, "<=")
      local points = compare.common(ctx.plan, part, whole)
      n, absent = n + #points, absent + (#points == 0 and 1 or 0)
      for _, point in ipairs(points) do
        local slack = math.abs(point.second) * ctx.params.tolerance
        if point.first > point.second + slack then
          ctx.emit { subject = ctx.plan.series:find(point.code), period = point.period,
            key = whole, value = point.first, whole = point.second, year = point.period,
            whole_indicator = ctx.plan.indicators:find(whole) }
        end
      end
    end
    ctx.skipped("not-applicable", absent, compare.NOTHING_COMMON)
    ctx.evaluated(n + absent)
  end,
  examples = {
    { name = "as much as the whole", as_of = "2026-11-23", set = { pairs = "part <= whole" },
      plan = { observations = {
        { indicator = "part", area = "a", period = "2024", value = 10 },
        { indicator = "whole", area = "a", period = "2024", value = 10 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "more than the whole", as_of = "2026-11-23", set = { pairs = "part <= whole" },
      plan = {
        indicators = { { code = "whole", name_en = "All" } },
        observations = {
          { indicator = "part", area = "a", period = "2023", value = 99 },
          { indicator = "part", area = "a", period = "2024", value = 10.1 },
          { indicator = "whole", area = "a", period = "2024", value = 10 },
          { indicator = "whole", area = "b", period = "2023", value = 10 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "part/a", severity = "high",
        period = "2024", key = "whole",
        message = "10.1 in 2024 is more than 10, the value of All of which it is a part" } } } },
    { name = "a tolerance may be set", as_of = "2026-11-23",
      set = { pairs = "part <= whole", tolerance = 0.5 },
      plan = { observations = {
        { indicator = "part", area = "a", period = "2024", value = 15 },
        { indicator = "whole", area = "a", period = "2024", value = 10 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "of the same people", as_of = "2026-11-23", set = { pairs = "part <= whole" },
      plan = { observations = {
        { indicator = "part", area = "a", breakdown = "women", period = "2024", value = 15 },
        { indicator = "whole", area = "a", breakdown = "men", period = "2024", value = 10 },
      } },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
