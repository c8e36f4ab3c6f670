local promise = require "tiendo.promise"

local TOO_FEW = { en = "too few figures to tell", vi = "chưa đủ số liệu để kết luận" }

-- Lowest and highest of the last n values, and the first of them.
local function extent(values, n)
  local first = values[#values - n + 1]
  local low, high = first, first
  for i = #values - n + 2, #values do
    low, high = math.min(low, values[i]), math.max(high, values[i])
  end
  return low, high, first
end

return {
  id       = "progress.plateau",
  title    = { en = "Progress has stopped", vi = "Tiến độ chững lại" },
  doc      = {
    en = [[
The promised value has not been reached and the last four figures lie within
0.5 % of each other: nothing moves. Compared with a path from the baseline such
a commitment may look well for years on what was done before.

The spread is the highest less the lowest of the four, as a share of the first.

Basis: window and spread are conventions; a spread of half a per cent is below
what most surveys can tell apart.

What to do: ask who answers for the commitment what is to move it again.

May mislead where figures are carried forward (see quality.carried_forward), or
near a natural limit. Promises whose deadline has passed with its figure are not
judged.]],
    vi = [[
Chưa đạt mức cam kết mà bốn số liệu gần nhất chênh nhau không quá 0,5 %: không có
chuyển biến. Nếu so với lộ trình tính từ giá trị gốc, cam kết như vậy có thể nhiều
năm vẫn có vẻ tốt nhờ kết quả trước đây.

Độ chênh là giá trị cao nhất trừ giá trị thấp nhất của bốn số liệu, tính theo tỷ
lệ so với số liệu đầu.

Căn cứ: số kỳ xét và độ chênh là quy ước; độ chênh nửa phần trăm nhỏ hơn mức mà
phần lớn các cuộc điều tra phân biệt được.

Việc cần làm: đề nghị cơ quan chịu trách nhiệm về cam kết nêu giải pháp tạo chuyển
biến trở lại.

Có thể sai khi số liệu lặp lại kỳ trước (xem quy tắc quality.carried_forward),
hoặc đã gần giới hạn tự nhiên. Cam kết đã hết hạn và đã có số liệu thì không xét.]],
  },
  severity = "medium",
  tags     = { "progress", "trend" },
  over     = "commitments",
  params   = {
    window     = { type = "integer", min = 2, max = 50, default = 4, unit = "figures",
                   doc = { en = "how many of the latest figures count",
                           vi = "số kỳ gần nhất có số liệu được xét" },
                   source = "a convention of this rule" },
    max_spread = { type = "number", min = 0, max = 1, default = 0.005,
                   doc = {
                     en = "share of the first figure within which nothing moves",
                     vi = "tỷ lệ so với số liệu đầu; chênh trong mức này là không có chuyển biến",
                   },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "nothing has moved since {first_period}: between {lowest} and {highest}, "
      .. "{promised} promised",
    vi = "không thay đổi từ kỳ {first_period}: trong khoảng từ {lowest} đến {highest}, "
      .. "mức cam kết {promised}",
  },
  check = function(c, ctx)
    local p, outcome, why = promise.level(c)
    if not p then return promise.answer(ctx, outcome, why) end
    if promise.is_settled(c, ctx.as_of) then return ctx.not_applicable(promise.SETTLED) end
    if promise.is_kept(p, (p.series:last())) then return end
    local n = ctx.params.window
    if #p.series < n then return ctx.no_data(TOO_FEW) end
    local low, high, first = extent(p.series:values(), n)
    if high - low > math.abs(first) * ctx.params.max_spread then return end
    local periods = p.series:periods()
    return { promised = p.target, lowest = low, highest = high, count = n,
      first_period = periods[#periods - n + 1], observed_period = periods[#periods] }
  end,
  examples = {
    { name = "half a per cent in four figures", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 300, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 100 },
          { indicator = "i", area = "a", period = "2021", value = 200 },
          { indicator = "i", area = "a", period = "2022", value = 201 },
          { indicator = "i", area = "a", period = "2023", value = 200 },
          { indicator = "i", area = "a", period = "2024", value = 200.5 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "medium",
        message = "nothing has moved since 2021: between 200 and 201, 300 promised",
        evidence = { count = 4, observed_period = "2024" } } } } },
    { name = "a little more", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 300, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2021", value = 200 },
          { indicator = "i", area = "a", period = "2022", value = 201.01 },
          { indicator = "i", area = "a", period = "2023", value = 200 },
          { indicator = "i", area = "a", period = "2024", value = 200.5 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "whoever has arrived may stay", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 200, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2024", value = 200 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "three figures, a rate, the last day's figure", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "three", comparator = ">=", value = 300, indicator = "i", area = "a",
            deadline = "2030-12-31" },
          { code = "rate", kind = "rate", comparator = ">=", value = 3, indicator = "i",
            area = "a" },
          { code = "settled", comparator = ">=", value = 300, indicator = "i", area = "a",
            deadline = "2024-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 200 },
          { indicator = "i", area = "a", period = "2023", value = 200 },
          { indicator = "i", area = "a", period = "2024", value = 200 },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 2, pass = 0, fail = 0 } },
    { name = "a shorter window", as_of = "2026-11-23", set = { window = 2 },
      plan = {
        commitments = { { code = "c", comparator = "<", value = 1, indicator = "i", area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2023", value = 3 },
          { indicator = "i", area = "a", period = "2024", value = 3 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { count = 2 } } } } },
  },
}
