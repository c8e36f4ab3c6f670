local forecast = require "tiendo.forecast"
local promise = require "tiendo.promise"

local TOO_FEW = {
  en = "too few figures since the last break for a forecast",
  vi = "chưa đủ số liệu từ lần gián đoạn gần nhất để dự báo",
}

-- Names of the methods by which the promise is kept, and is missed.
local function split(p, values)
  local kept, missed = {}, {}
  for _, method in ipairs(forecast.methods) do
    local value = values[method]
    local list = value and (promise.is_kept(p, value) and kept or missed)
    if list then list[#list + 1] = method end
  end
  return kept, missed
end

return {
  id       = "forecast.methods_disagree",
  title    = { en = "Forecasts disagree", vi = "Các phương pháp dự báo trái ngược" },
  doc      = {
    en = [[
By one way of going on the promise is kept, by another it is missed: nothing
should be claimed either way. A note, no fault.

The methods and figures are those of forecast.miss.

Basis: the spread of plain extrapolations is the least uncertainty there is.

What to do: say both in the report, or wait for more figures.

May mislead where one method is known to be wrong for the indicator, such as a
straight line for money.]],
    vi = [[
Dự báo theo cách này thì đạt cam kết, theo cách khác thì không đạt: chưa nên kết
luận theo hướng nào. Chỉ là lưu ý, không phải lỗi.

Phương pháp và số liệu như của quy tắc forecast.miss.

Căn cứ: chênh lệch giữa các phép ngoại suy đơn giản là mức không chắc chắn tối
thiểu.

Việc cần làm: nêu cả hai khả năng trong báo cáo, hoặc chờ thêm số liệu.

Có thể sai khi đã biết một phương pháp không phù hợp với chỉ tiêu, ví dụ dùng
đường thẳng cho số tiền.]],
  },
  severity = "info",
  tags     = { "forecast" },
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
    en = "{promised} by {deadline} is kept by {kept_by:list} and missed by {missed_by:list}",
    vi = "mức {promised} vào ngày {deadline}: đạt theo {kept_by:list}, "
      .. "không đạt theo {missed_by:list}",
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
    local kept, missed = split(p, values)
    if #kept == 0 or #missed == 0 then return end
    return { promised = p.target, kept_by = kept, missed_by = missed, ols = values.ols,
      theil_sen = values.theil_sen, growth = values.growth, points = n }
  end,
  examples = {
    { name = "growth reaches what a line does not", as_of = "2024-06-30",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 60, indicator = "i", area = "a",
          deadline = "2026-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 1 },
          { indicator = "i", area = "a", period = "2021", value = 2 },
          { indicator = "i", area = "a", period = "2022", value = 4 },
          { indicator = "i", area = "a", period = "2023", value = 8 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "info",
        message = "60 by 2026-12-31 is kept by growth and missed by ols, theil_sen" } } } },
    { name = "all agree", as_of = "2024-06-30",
      plan = {
        commitments = {
          { code = "low", comparator = ">=", value = 60, indicator = "i", area = "a",
            deadline = "2026-12-31" },
          { code = "high", comparator = ">=", value = 90, indicator = "i", area = "a",
            deadline = "2026-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 40 },
          { indicator = "i", area = "a", period = "2021", value = 45 },
          { indicator = "i", area = "a", period = "2022", value = 50 },
          { indicator = "i", area = "a", period = "2023", value = 55 },
        },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "too few", as_of = "2024-06-30",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 60, indicator = "i", area = "a",
          deadline = "2026-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2020", value = 40 } },
      },
      expect = { ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
