local compare = require "tiendo.compare"

return {
  id       = "consistency.two_sources",
  title    = { en = "Two sources differ", vi = "Hai nguồn số liệu lệch nhau" },
  doc      = {
    en = [[
Two indicators that say the same by title, from two sources, differ by more than
10 % for one area and period. Which of them counts decides what is said about
progress, so the plan should name one.

Counts comparisons. The difference is taken as a share of the second value. A
pair without figures in common is not applicable.

Basis: the pairs in `pairs`, each written "one ~ other" with codes of indicators.
Those given by default are from the tables of An Giang. The 10 % are a convention
of data quality reviews.

What to do: find out how the definitions differ; name the source that counts.

May mislead where the two measure different things on purpose, such as by another
poverty line.]],
    vi = [[
Hai chỉ tiêu cùng nội dung theo tên gọi, lấy từ hai nguồn, chênh lệch quá 10 % ở
cùng địa bàn và kỳ. Dùng nguồn nào thì kết luận về tiến độ theo nguồn đó, nên kế
hoạch cần quy định rõ một nguồn.

Tính theo số lượt so sánh. Mức chênh lệch tính theo tỷ lệ so với giá trị thứ hai.
Cặp chỉ tiêu không có số liệu chung thì không áp dụng.

Căn cứ: các cặp trong `pairs`, viết theo dạng "one ~ other" (chỉ tiêu này ~ chỉ
tiêu kia) với mã chỉ tiêu. Các cặp mặc định lấy từ biểu số liệu của tỉnh An Giang.
Mức 10 % là quy ước thường dùng khi rà soát chất lượng số liệu.

Việc cần làm: làm rõ hai khái niệm khác nhau ở điểm nào; quy định nguồn được sử
dụng.

Có thể sai khi hai chỉ tiêu được tính khác nhau có chủ ý, ví dụ theo chuẩn nghèo
khác.]],
  },
  severity = "medium",
  tags     = { "consistency", "quality" },
  over     = "indicators",
  params   = {
    pairs = { type = "list",
              default = {
                "grdp_growth_estimate ~ grdp_growth_revised",
                "trained_workers_gso ~ trained_workers_dolisa",
              },
              doc = { en = "which two indicators should agree",
                      vi = "hai chỉ tiêu nào phải thống nhất với nhau" },
              source = "titles of the indicators in the tables of An Giang" },
    max_difference = { type = "number", min = 0, max = 10, default = 0.10,
                       doc = { en = "share of the second value",
                               vi = "tỷ lệ so với giá trị thứ hai" },
                       source = "a convention of data quality reviews" },
  },
  message  = {
    en = "{value} in {year} against {other} by {other_indicator}: {difference:percent} apart",
    vi = "kỳ {year} là {value}, nguồn kia là {other} ({other_indicator}), "
      .. "lệch {difference:percent}",
  },
  check_all = function(_, ctx)
    local n, absent = 0, 0
    for _, pair in ipairs(ctx.params.pairs) do
      local one, other = compare.pair(pair, "~")
      local points = compare.common(ctx.plan, one, other)
      n, absent = n + #points, absent + (#points == 0 and 1 or 0)
      for _, point in ipairs(points) do
        local gap, size = math.abs(point.first - point.second), math.abs(point.second)
        if gap > size * ctx.params.max_difference then
          ctx.emit { subject = ctx.plan.series:find(point.code), period = point.period,
            key = other, value = point.first, other = point.second, year = point.period,
            difference = size > 0 and gap / size or gap,
            other_indicator = ctx.plan.indicators:find(other) }
        end
      end
    end
    ctx.skipped("not-applicable", absent, compare.NOTHING_COMMON)
    ctx.evaluated(n + absent)
  end,
  examples = {
    { name = "a tenth apart", as_of = "2026-11-23", set = { pairs = "one ~ other" },
      plan = { observations = {
        { indicator = "one", area = "a", period = "2023", value = 110 },
        { indicator = "other", area = "a", period = "2023", value = 100 },
        { indicator = "one", area = "a", period = "2024", value = 90 },
        { indicator = "other", area = "a", period = "2024", value = 100 },
      } },
      expect = { pass = 2, fail = 0 } },
    { name = "a quarter apart", as_of = "2026-11-23", set = { pairs = "one ~ other" },
      plan = {
        indicators = { { code = "other", name_en = "Census" } },
        observations = {
          { indicator = "one", area = "a", period = "2024", value = 125 },
          { indicator = "other", area = "a", period = "2024", value = 100 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "one/a", severity = "medium",
        period = "2024", key = "other", evidence = { difference = 0.25 },
        message = "125 in 2024 against 100 by Census: 25 % apart" } } } },
    { name = "more patience", as_of = "2026-11-23",
      set = { pairs = "one ~ other", max_difference = 0.25 },
      plan = { observations = {
        { indicator = "one", area = "a", period = "2024", value = 125 },
        { indicator = "other", area = "a", period = "2024", value = 100 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "nothing in common", as_of = "2026-11-23", set = { pairs = "one ~ other" },
      plan = { observations = {
        { indicator = "one", area = "a", period = "2024", value = 125 },
        { indicator = "other", area = "b", period = "2024", value = 100 },
      } },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
