local forecast = require "tiendo.forecast"
local promise = require "tiendo.promise"

local TOO_FEW = {
  en = "too few figures since the last break for a forecast",
  vi = "chưa đủ số liệu từ lần gián đoạn gần nhất để dự báo",
}

-- How many methods give a value, how many of these miss the promise, and the
-- value that is nearest to it.
local function vote(p, values)
  local count, missing, nearest = 0, 0, nil
  for _, method in ipairs(forecast.methods) do
    local value = values[method]
    if value then
      count = count + 1
      if not promise.is_kept(p, value) then missing = missing + 1 end
      if not nearest or math.abs(value - p.target) < math.abs(nearest - p.target) then
        nearest = value
      end
    end
  end
  return count, missing, nearest
end

return {
  id       = "forecast.miss",
  title    = { en = "Forecast misses the promise", vi = "Dự báo không đạt cam kết" },
  doc      = {
    en = [[
If figures go on as they did, the promise is not kept by its deadline, whichever
way it is reckoned: by a straight line, by a line through the medians (Theil-Sen),
by growth of the same share each year. The earlier this is known, the more can be
done.

The last ten figures since a stated break count, four at least. Forecasts stay
within the limits of the indicator. Where the methods disagree, see
methods_disagree.

Basis: the three are the plainest extrapolations in use; that all must miss keeps
one of them from deciding. The numbers of figures are conventions.

What to do: ask who answers for the commitment what will be different from now
on.

May mislead where the figures are old, or something has changed since. It is no
statement about what will be.]],
    vi = [[
Nếu số liệu tiếp tục diễn biến như thời gian qua thì đến thời hạn sẽ không đạt cam
kết, dù tính theo cách nào: theo đường thẳng, theo đường qua trung vị (Theil-Sen),
theo tốc độ tăng đều hằng năm. Biết càng sớm thì càng có điều kiện khắc phục.

Dùng mười số liệu gần nhất kể từ lần gián đoạn chuỗi đã nêu, ít nhất bốn số liệu.
Giá trị dự báo không vượt giới hạn của chỉ tiêu. Khi các phương pháp trái ngược
nhau, xem quy tắc methods_disagree.

Căn cứ: ba phương pháp là những phép ngoại suy thông dụng, đơn giản nhất; chỉ kết
luận khi cả ba đều không đạt để không phương pháp nào tự quyết định. Số kỳ có số
liệu được dùng là quy ước.

Việc cần làm: đề nghị cơ quan chịu trách nhiệm về cam kết cho biết từ nay sẽ có gì
thay đổi.

Có thể sai khi số liệu đã cũ, hoặc tình hình đã thay đổi sau đó. Dự báo không
khẳng định điều sẽ xảy ra.]],
  },
  severity = "medium",
  tags     = { "forecast", "progress" },
  over     = "commitments",
  needs    = { "deadline" },
  params   = {
    points     = { type = "integer", min = 2, max = 1000, default = 10, unit = "figures",
                   doc = { en = "how many of the latest figures count",
                           vi = "số kỳ gần nhất có số liệu được dùng" },
                   source = "a convention of this rule" },
    min_points = { type = "integer", min = 2, max = 1000, default = 4, unit = "figures",
                   doc = { en = "fewest figures for a forecast",
                           vi = "số kỳ có số liệu ít nhất để dự báo" },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "none of {methods} methods gets to {promised} by {deadline}; "
      .. "the nearest gives {nearest:2}",
    vi = "cả {methods} phương pháp đều dự báo không đạt {promised} vào ngày {deadline}; "
      .. "gần nhất là {nearest:2}",
  },
  check = function(c, ctx)
    local p, outcome, why = promise.level(c)
    if not p then return promise.answer(ctx, outcome, why) end
    if promise.is_settled(c, ctx.as_of) then return ctx.not_applicable(promise.SETTLED) end
    local values, n = forecast.of(p.series, c.deadline.year, {
      points = ctx.params.points, min_points = ctx.params.min_points,
      minimum = c.indicator.minimum, maximum = c.indicator.maximum,
    })
    if not values then return ctx.no_data(TOO_FEW) end
    local count, missing, nearest = vote(p, values)
    if missing < count then return end
    local observed, last = p.series:last()
    return { methods = count, promised = p.target, nearest = nearest, ols = values.ols,
      theil_sen = values.theil_sen, growth = values.growth, observed = observed,
      observed_period = last, points = n }
  end,
  examples = {
    { name = "a line that ends below the mark", as_of = "2024-06-30",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 80, indicator = "i", area = "a",
          deadline = "2026-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 40 },
          { indicator = "i", area = "a", period = "2021", value = 45 },
          { indicator = "i", area = "a", period = "2022", value = 50 },
          { indicator = "i", area = "a", period = "2023", value = 55 },
        },
      },
      -- The line gives 70, growth of the same share 40 (55/40)^2 = 75.6 at most.
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "medium",
        evidence = { methods = 3, ols = 70, theil_sen = 70, points = 4, promised = 80 } } } } },
    { name = "a line that reaches it", as_of = "2024-06-30",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 70, indicator = "i", area = "a",
          deadline = "2026-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 40 },
          { indicator = "i", area = "a", period = "2021", value = 45 },
          { indicator = "i", area = "a", period = "2022", value = 50 },
          { indicator = "i", area = "a", period = "2023", value = 55 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "one method is enough to hope", as_of = "2024-06-30",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 64, indicator = "i", area = "a",
          deadline = "2026-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 1 },
          { indicator = "i", area = "a", period = "2021", value = 2 },
          { indicator = "i", area = "a", period = "2022", value = 4 },
          { indicator = "i", area = "a", period = "2023", value = 8.1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the limit may be reached", as_of = "2024-06-30",
      plan = {
        indicators = { { code = "i", minimum = 0 } },
        commitments = { { code = "c", comparator = "<=", value = 0, indicator = "i", area = "a",
          deadline = "2026-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 40 },
          { indicator = "i", area = "a", period = "2021", value = 30 },
          { indicator = "i", area = "a", period = "2022", value = 20 },
          { indicator = "i", area = "a", period = "2023", value = 10 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "three figures, settled, no level", as_of = "2024-06-30",
      plan = {
        commitments = {
          { code = "short", comparator = ">=", value = 70, indicator = "i", area = "a",
            deadline = "2026-12-31" },
          { code = "settled", comparator = ">=", value = 70, indicator = "i", area = "a",
            deadline = "2022-12-31" },
          { code = "rate", kind = "rate", comparator = ">=", value = 7, indicator = "i",
            area = "a", deadline = "2026-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2021", value = 45 },
          { indicator = "i", area = "a", period = "2022", value = 50 },
          { indicator = "i", area = "a", period = "2023", value = 55 },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
