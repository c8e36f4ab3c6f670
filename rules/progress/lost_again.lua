local promise = require "tiendo.promise"

-- Period in which the promise was last kept, and the first one after it.
local function turning_point(p)
  local values, periods = p.series:values(), p.series:periods()
  for i = #values, 1, -1 do
    if promise.is_kept(p, values[i]) then return periods[i], periods[i + 1], values[i] end
  end
end

return {
  id       = "progress.lost_again",
  title    = { en = "Reached, then lost again", vi = "Đã đạt nhưng không duy trì được" },
  doc      = {
    en = [[
An earlier figure kept the promise and the latest one does not, by more than 2 %
of the promised value. Whoever crossed it off would not look again.

Judged whether or not the deadline has passed: a promise is kept to stay so.

Basis: the values of the series; the 2 % are a convention that keeps values near
the mark from going to and fro.

What to do: reopen the commitment; ask who answers for it.

May mislead where the earlier figure is older than the plan, was measured
otherwise, or the promise is about one year only.]],
    vi = [[
Một số liệu trước đây đã đạt cam kết nhưng số liệu mới nhất thì không, hụt quá 2 %
so với mức cam kết. Cam kết đã coi là hoàn thành thì không ai xem lại nữa.

Xét cả khi đã hết hạn hay chưa: đạt cam kết là để duy trì.

Căn cứ: các giá trị của chuỗi số liệu; mức 2 % là quy ước để giá trị sát mức cam
kết không lúc đạt lúc không.

Việc cần làm: đưa cam kết trở lại danh mục theo dõi; hỏi cơ quan chịu trách nhiệm.

Có thể sai khi số liệu trước đó có trước kế hoạch, được đo theo cách khác, hoặc
cam kết chỉ dành cho một năm.]],
  },
  severity = "medium",
  tags     = { "progress" },
  over     = "commitments",
  params   = {
    hysteresis = { type = "number", min = 0, max = 1, default = 0.02,
                   doc = {
                     en = "share of the promised value by which it must be missed",
                     vi = "mức hụt tối thiểu để nêu phát hiện, tính theo tỷ lệ so với mức cam kết",
                   },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "{promised} was reached in {reached_in} ({reached}) and lost in {lost_in}: "
      .. "{observed} in {observed_period}",
    vi = "đã đạt {promised} ở kỳ {reached_in} ({reached}), từ kỳ {lost_in} lại không đạt: "
      .. "kỳ {observed_period} là {observed}",
  },
  check = function(c, ctx)
    local p, outcome, why = promise.level(c)
    if not p then return promise.answer(ctx, outcome, why) end
    local observed, last = p.series:last()
    if promise.is_kept(p, observed, math.abs(p.target) * ctx.params.hysteresis) then return end
    local reached_in, lost_in, reached = turning_point(p)
    if not reached_in then return end
    return { promised = p.target, reached_in = reached_in, reached = reached, lost_in = lost_in,
      observed = observed, observed_period = last }
  end,
  examples = {
    { name = "more than two per cent below the mark again", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 100, indicator = "i",
          area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2021", value = 90 },
          { indicator = "i", area = "a", period = "2022", value = 101 },
          { indicator = "i", area = "a", period = "2023", value = 99 },
          { indicator = "i", area = "a", period = "2024", value = 97.9 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "medium",
        message = "100 was reached in 2022 (101) and lost in 2023: 97.9 in 2024" } } } },
    { name = "two per cent below are near enough", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 100, indicator = "i",
          area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 101 },
          { indicator = "i", area = "a", period = "2024", value = 98 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "never reached, nothing lost", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 10 },
          { indicator = "i", area = "a", period = "2024", value = 12 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "below the mark and above it again", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 9.9 },
          { indicator = "i", area = "a", period = "2024", value = 10.3 },
        },
      },
      expect = { fail = 1 } },
    { name = "no level, no figures", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "change", kind = "change", comparator = "=", value = 10, direction = "up" },
        { code = "no-figures", comparator = "<", value = 10 },
      } },
      expect = { ["not-applicable"] = 1, ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
