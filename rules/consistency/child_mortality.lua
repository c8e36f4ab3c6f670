local compare = require "tiendo.compare"

return {
  id       = "consistency.child_mortality",
  title    = {
    en = "Child mortality out of order",
    vi = "Các tỷ suất chết của trẻ em mâu thuẫn nhau",
  },
  doc      = {
    en = [[
Who dies in the first month dies in the first year, and who dies in the first
year dies before the fifth birthday: neonatal mortality cannot exceed infant
mortality, nor that under-five mortality. Where it does, one of them is wrong or
of another year.

Counts comparisons of one area, breakdown and period. A pair without figures in
common is not applicable.

Basis: the definitions. The tolerance covers two figures rounded to one decimal.

What to do: compare the figures with their sources; mind the unit.

May mislead where the two come from different surveys or models.]],
    vi = [[
Trẻ tử vong trong tháng đầu cũng tính vào tử vong trong năm đầu, tử vong trong năm
đầu cũng tính vào tử vong trước 5 tuổi: tỷ suất chết sơ sinh không thể cao hơn tỷ
suất chết của trẻ em dưới 1 tuổi, tỷ suất này không thể cao hơn tỷ suất chết của
trẻ em dưới 5 tuổi. Nếu cao hơn thì có một số liệu sai hoặc thuộc năm khác.

Tính theo số lượt so sánh cùng địa bàn, phân tổ và kỳ. Cặp chỉ tiêu không có số
liệu chung thì không áp dụng.

Căn cứ: khái niệm của các chỉ tiêu. Mức sai lệch cho phép bù cho việc làm tròn cả
hai số liệu đến một chữ số thập phân.

Việc cần làm: đối chiếu số liệu với nguồn; chú ý đơn vị tính.

Có thể sai khi hai số liệu lấy từ các cuộc điều tra hoặc mô hình ước lượng khác
nhau.]],
  },
  severity = "high",
  tags     = { "consistency", "quality", "health" },
  over     = "indicators",
  params   = {
    neonatal   = { type = "text", default = "neonatal_mortality_rate",
                   doc = { en = "code of the indicator for the first 28 days",
                           vi = "mã chỉ tiêu tỷ suất chết sơ sinh (28 ngày đầu)" },
                   source = "a convention of this rule" },
    infant     = { type = "text", default = "infant_mortality_rate",
                   doc = { en = "code of the indicator for the first year",
                           vi = "mã chỉ tiêu tỷ suất chết của trẻ em dưới 1 tuổi" },
                   source = "a convention of this rule" },
    under_five = { type = "text", default = "under5_mortality_rate",
                   doc = { en = "code of the indicator for the first five years",
                           vi = "mã chỉ tiêu tỷ suất chết của trẻ em dưới 5 tuổi" },
                   source = "a convention of this rule" },
    tolerance  = { type = "number", min = 0, max = 100, default = 0.1,
                   unit = "per 1000 live births",
                   doc = {
                     en = "by how much the younger may exceed the older",
                     vi = "mức mà tỷ suất của độ tuổi nhỏ hơn được vượt tỷ suất của độ tuổi lớn "
                       .. "hơn",
                   },
                   source = "rounding of two figures to one decimal" },
  },
  message  = {
    en = "{value} in {year} is more than {whole} ({whole_indicator})",
    vi = "kỳ {year} là {value}, cao hơn {whole} ({whole_indicator})",
  },
  check_all = function(_, ctx)
    local p, n, absent = ctx.params, 0, 0
    for _, pair in ipairs { { p.neonatal, p.infant }, { p.infant, p.under_five },
      { p.neonatal, p.under_five } } do
      local points = compare.common(ctx.plan, pair[1], pair[2])
      n, absent = n + #points, absent + (#points == 0 and 1 or 0)
      for _, point in ipairs(points) do
        if point.first > point.second + p.tolerance then
          ctx.emit { subject = ctx.plan.series:find(point.code), period = point.period,
            key = pair[2], value = point.first, whole = point.second, year = point.period,
            whole_indicator = ctx.plan.indicators:find(pair[2]) }
        end
      end
    end
    ctx.skipped("not-applicable", absent, compare.NOTHING_COMMON)
    ctx.evaluated(n + absent)
  end,
  examples = {
    { name = "in order", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "neonatal_mortality_rate", area = "a", period = "2024", value = 9.5 },
        { indicator = "infant_mortality_rate", area = "a", period = "2024", value = 12.1 },
        { indicator = "under5_mortality_rate", area = "a", period = "2024", value = 18.2 },
      } },
      expect = { pass = 3, fail = 0 } },
    { name = "a quarter more is more than rounding", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "under5_mortality_rate", name_en = "Under five" } },
        observations = {
          { indicator = "infant_mortality_rate", area = "a", period = "2024", value = 18.25 },
          { indicator = "under5_mortality_rate", area = "a", period = "2024", value = 18 },
        },
      },
      expect = { fail = 1, pass = 0, ["not-applicable"] = 2, findings = {
        { subject = "infant_mortality_rate/a", severity = "high", period = "2024",
          message = "18.25 in 2024 is more than 18 (Under five)" } } } },
    { name = "at the tolerance", as_of = "2026-11-23", set = { tolerance = 0.25 },
      plan = { observations = {
        { indicator = "infant_mortality_rate", area = "a", period = "2024", value = 18.25 },
        { indicator = "under5_mortality_rate", area = "a", period = "2024", value = 18 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "other codes", as_of = "2026-11-23",
      set = { neonatal = "nmr", infant = "imr", under_five = "u5mr" },
      plan = { observations = {
        { indicator = "nmr", area = "a", period = "2024", value = 19 },
        { indicator = "u5mr", area = "a", period = "2024", value = 18 },
      } },
      expect = { fail = 1, ["not-applicable"] = 2, findings = { { subject = "nmr/a" } } } },
  },
}
