return {
  id       = "quality.no_source",
  title    = { en = "Figures without source", vi = "Số liệu không ghi nguồn" },
  doc      = {
    en = [[
A series with values of which is not on record where they come from: nobody can
check them.

Basis: good practice of statistics: a figure is cited with its source.

What to do: record the source of each value.

May mislead where the source of all values stands with the indicator.]],
    vi = [[
Chuỗi có giá trị chưa ghi nguồn: không ai kiểm tra lại được.

Căn cứ: thông lệ thống kê: số liệu phải được dẫn nguồn.

Việc cần làm: ghi nguồn cho từng giá trị.

Có thể sai khi nguồn của mọi giá trị được ghi ở chỉ tiêu.]],
  },
  severity = "low",
  tags     = { "quality", "documents" },
  over     = "series",
  message  = {
    en = "{count} of {expected} values have no source on record",
    vi = "{count}/{expected} số liệu chưa ghi nguồn",
  },
  check = function(s, ctx)
    if not s.series then
      return ctx.no_data { en = "no value at all", vi = "chưa có số liệu nào" }
    end
    local count = s.series:unsourced()
    if count == 0 then return end
    return { count = count, expected = #s.series, unit = s.indicator.unit }
  end,
  examples = {
    { name = "each value has one", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 1, source = "s" },
        { indicator = "i", area = "a", period = "2024", value = 1, source = "t" },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "one value has none", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 1, source = "s" },
        { indicator = "i", area = "a", period = "2024", value = 1 },
      } },
      expect = { pass = 0, fail = 1, findings = { { subject = "i/a", severity = "low",
        message = "1 of 2 values have no source on record" } } } },
  },
}
