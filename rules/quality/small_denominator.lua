local compare = require "tiendo.compare"

local NO_DENOMINATOR = {
  en = "of what it is a share is not on record",
  vi = "chưa xác định mẫu số",
}
local NO_NUMBER = {
  en = "the number behind its figures is not on record",
  vi = "chưa có số liệu mẫu số tương ứng",
}

-- The smallest number behind the figures of a series, and how many have one.
local function smallest(s, denominators)
  local other = denominators[s.area.code .. "/" .. (s.breakdown or "")]
  local least, n
  n = 0
  for _, period in ipairs(other and s.series:periods() or {}) do
    local number = other.series:at(period)
    if number then
      n = n + 1
      if not least or number < least.number then
        least = { number = number, period = period, value = s.series:at(period) }
      end
    end
  end
  return least, n
end

local function judge(s, denominators, ctx)
  local least, n = smallest(s, denominators)
  if not least then return "no-number" end
  if least.number >= ctx.params.unstable then return end
  ctx.emit { subject = s, severity = least.number < ctx.params.suppress and "low" or "info",
    value = least.value, denominator = least.number, year = least.period, points = n,
    denominator_indicator = s.indicator.denominator, unit = s.indicator.unit }
end

return {
  id       = "quality.small_denominator",
  title    = { en = "Share of very few", vi = "Tỷ lệ tính trên mẫu số quá nhỏ" },
  doc      = {
    en = [[
A share or rate rests on very few: below 30 it jumps by chance from one period to the
next (info); below 10 it should not be published, for it may tell about single
persons (low).

The smallest number behind the figures of a series counts. Judged are indicators that
name their denominator, where the store has its figures.

Basis: practice of statistical offices: small cells are marked or suppressed. Both
numbers are conventions, see your own office's.

What to do: join periods, areas or groups; do not read a trend into it.

May mislead where everybody was counted and the count itself is what matters.]],
    vi = [[
Tỷ lệ được tính trên rất ít trường hợp: dưới 30 thì dao động ngẫu nhiên giữa các kỳ (mức
thông tin); dưới 10 thì không nên công bố vì có thể lộ thông tin cá nhân (mức thấp).

Xét số làm mẫu nhỏ nhất của chuỗi. Chỉ xét chỉ tiêu có quy định mẫu số và đã có số liệu
của mẫu số.

Căn cứ: thông lệ thống kê: ô số liệu nhỏ được đánh dấu hoặc không công bố. Hai ngưỡng là
quy ước, có thể đặt theo quy định của cơ quan thống kê.

Việc cần làm: gộp kỳ, địa bàn hoặc nhóm; không suy ra xu hướng từ số liệu này.

Có thể sai khi đã đếm toàn bộ và chính con số đếm là nội dung cần xem.]],
  },
  severity = "info",
  tags     = { "quality" },
  over     = "series",
  params   = {
    unstable = { type = "number", min = 0, max = 1e6, default = 30,
      doc = { en = "below so many a share jumps by chance",
        vi = "dưới mức này tỷ lệ dao động ngẫu nhiên" },
      source = "a convention of this rule" },
    suppress = { type = "number", min = 0, max = 1e6, default = 10,
      doc = { en = "below so many it should not be published",
        vi = "dưới mức này không nên công bố" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{value} in {year} is a share of {denominator}",
    vi = "kỳ {year} là {value}, tính trên {denominator}",
  },
  check_all = function(set, ctx)
    local known, none, unknown = {}, 0, {}
    for s in set:each() do
      local denominator = s.indicator.denominator
      if not (denominator and s.series) then
        none = none + 1
      else
        local code = denominator.code
        known[code] = known[code] or compare.by_place(ctx.plan, code)
        if judge(s, known[code], ctx) == "no-number" then unknown[#unknown + 1] = s end
      end
    end
    ctx.skipped("not-applicable", none, NO_DENOMINATOR)
    ctx.skipped("no-data", #unknown, NO_NUMBER, unknown)
  end,
  examples = {
    { name = "thirty, and fewer", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "rate", denominator = "n" } },
        observations = {
          { indicator = "rate", area = "a", period = "2024", value = 10 },
          { indicator = "n", area = "a", period = "2024", value = 30 },
          { indicator = "rate", area = "b", period = "2023", value = 12 },
          { indicator = "rate", area = "b", period = "2024", value = 10 },
          { indicator = "n", area = "b", period = "2023", value = 29 },
          { indicator = "n", area = "b", period = "2024", value = 40 },
        },
      },
      expect = { pass = 1, fail = 1, ["not-applicable"] = 2, findings = { { subject = "rate/b",
        severity = "info", message = "12 in 2023 is a share of 29",
        evidence = { points = 2, denominator_indicator = "n" } } } } },
    { name = "ten, and nine", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "rate", denominator = "n" } },
        observations = {
          { indicator = "rate", area = "a", period = "2024", value = 10 },
          { indicator = "n", area = "a", period = "2024", value = 10 },
          { indicator = "rate", area = "a", breakdown = "x", period = "2024", value = 0 },
          { indicator = "n", area = "a", breakdown = "x", period = "2024", value = 9 },
        },
      },
      expect = { fail = 2, findings = {
        { subject = "rate/a", severity = "info" }, { subject = "rate/a/x", severity = "low" },
      } } },
    { name = "no number for the period, no denominator", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "rate", denominator = "n" }, { code = "other" } },
        observations = {
          { indicator = "rate", area = "a", period = "2024", value = 10 },
          { indicator = "n", area = "a", period = "2023", value = 5 },
          { indicator = "other", area = "a", period = "2023", value = 5 },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
