local MESSAGES = {
  below = {
    en = "{value} is below {limit}, the lowest value that is possible",
    vi = "{value} thấp hơn mức thấp nhất có thể là {limit}",
  },
  above = {
    en = "{value} is above {limit}, the highest value that is possible",
    vi = "{value} cao hơn mức cao nhất có thể là {limit}",
  },
}

local function emit(s, at, side, limit, ctx)
  local period = s.series:periods()[at]
  local value, flag = s.series:at(period)
  ctx.emit { subject = s, period = period, class = side, message = MESSAGES[side],
    value = value, flag = flag, limit = limit, unit = s.indicator.unit }
end

-- How many values there are, after emitting those beyond the limits.
local function check_values(s, low, high, ctx)
  local values = s.series:values()
  for i = 1, #values do
    local value = values[i]
    if low and value < low then
      emit(s, i, "below", low, ctx)
    elseif high and value > high then
      emit(s, i, "above", high, ctx)
    end
  end
  return #values
end

return {
  id       = "quality.out_of_range",
  title    = { en = "Value out of range", vi = "Số liệu ngoài khoảng hợp lệ" },
  doc      = {
    en = [[
A value that cannot be: below the lowest or above the highest value that the
definition of its indicator allows, such as a share above 100 or a negative count.
The limits themselves are possible. Whatever is worked out from such a value is
wrong too.

Counts values, not series. Series whose indicator has no limits are not judged.

Basis: `minimum` and `maximum` of the indicator, which state its definition and
no expectation.

What to do: compare the value with its source; mind the unit and the decimal
comma.

May mislead where the limit does not follow from the definition, such as a share
of a planned number, which may exceed 100.]],
    vi = [[
Giá trị không thể có: thấp hơn mức thấp nhất hoặc cao hơn mức cao nhất mà định
nghĩa của chỉ tiêu cho phép, ví dụ tỷ lệ trên 100 hoặc số đếm âm. Bản thân các
giới hạn là giá trị có thể có. Kết quả tính từ giá trị như vậy cũng sai.

Tính theo số giá trị, không theo số chuỗi. Chuỗi có chỉ tiêu không quy định giới
hạn thì không xét.

Căn cứ: `minimum` và `maximum` của chỉ tiêu, theo định nghĩa của chỉ tiêu chứ
không theo dự kiến.

Việc cần làm: đối chiếu giá trị với nguồn; chú ý đơn vị tính và dấu phẩy thập
phân.

Có thể sai khi giới hạn không suy ra từ định nghĩa, ví dụ tỷ lệ so với số kế hoạch
có thể vượt 100.]],
  },
  severity = "high",
  tags     = { "quality" },
  over     = "series",
  message  = {
    en = "{value} is not possible: {limit} is the limit",
    vi = "{value} vượt giới hạn {limit}",
  },
  check_all = function(set, ctx)
    local n, unlimited = 0, 0
    for s in set:each() do
      local low, high = s.indicator.minimum, s.indicator.maximum
      if s.series and (low or high) then
        n = n + check_values(s, low, high, ctx)
      elseif s.series then
        unlimited = unlimited + #s.series
      end
    end
    ctx.skipped("not-applicable", unlimited, {
      en = "the indicator has no limits", vi = "chỉ tiêu không có giới hạn giá trị",
    })
    ctx.evaluated(n + unlimited)
  end,
  examples = {
    { name = "the limits are possible", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "share", minimum = 0, maximum = 100 } },
        observations = {
          { indicator = "share", area = "a", period = "2015", value = 0 },
          { indicator = "share", area = "a", period = "2016", value = 100 },
        },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "beyond them is not", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "share", unit = "%", minimum = 0, maximum = 100 } },
        observations = {
          { indicator = "share", area = "a", period = "2015", value = -0.1 },
          { indicator = "share", area = "a", period = "2016", value = 50 },
          { indicator = "share", area = "a", period = "2017", value = 100.1, flag = "p" },
        },
      },
      expect = { pass = 1, fail = 2, findings = {
        { subject = "share/a", severity = "high", period = "2015", class = "below",
          evidence = { value = -0.1, limit = 0, unit = "%" } },
        { subject = "share/a", period = "2017", class = "above",
          evidence = { value = 100.1, limit = 100, flag = "p" } },
      } } },
    { name = "one limit is enough, none is not", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "count", minimum = 0 }, { code = "growth" } },
        observations = {
          { indicator = "count", area = "a", period = "2015", value = -1 },
          { indicator = "growth", area = "a", period = "2015", value = -1 },
        },
      },
      expect = { fail = 1, pass = 0, ["not-applicable"] = 1 } },
  },
}
