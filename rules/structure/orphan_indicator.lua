return {
  id       = "structure.orphan_indicator",
  title    = { en = "Indicator without target", vi = "Chỉ tiêu không gắn với mục tiêu" },
  doc      = {
    en = [[
An indicator that measures no target and no promise: somebody collects figures
that decide nothing, or a link is missing.

Basis: the links on record; a plan's indicators are there to measure its targets.

What to do: name the target that it measures, or leave the indicator out of the
plan.

May mislead where an indicator is kept as background, or as a denominator of
others.]],
    vi = [[
Chỉ tiêu không đo mục tiêu hay cam kết nào: số liệu được thu thập nhưng không dùng
để quyết định điều gì, hoặc còn thiếu liên kết.

Căn cứ: các liên kết đã ghi nhận; chỉ tiêu của kế hoạch là để đo các mục tiêu của
kế hoạch.

Việc cần làm: ghi rõ chỉ tiêu đo mục tiêu nào, hoặc đưa chỉ tiêu ra khỏi kế hoạch.

Có thể sai khi chỉ tiêu được giữ làm thông tin nền, hoặc làm mẫu số của chỉ tiêu
khác.]],
  },
  severity = "low",
  tags     = { "structure" },
  over     = "indicators",
  message  = {
    en = "measures no target and no promise of the plan",
    vi = "chưa gắn với mục tiêu hoặc cam kết nào của kế hoạch",
  },
  check = function(indicator)
    if indicator.target or #indicator.commitments > 0 then return end
    return { unit = indicator.unit, series_count = #indicator.series }
  end,
  examples = {
    { name = "a target or a promise is enough", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "of-target", target = "1.1" }, { code = "of-promise" } },
        commitments = { { code = "c", indicator = "of-promise" } },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "neither", as_of = "2026-11-23",
      plan = { observations = { { indicator = "i", area = "a", period = "2024", value = 1 } },
        indicators = { { code = "i", unit = "%" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "i", severity = "low",
        evidence = { unit = "%", series_count = 1 } } } } },
  },
}
