local promise = require "tiendo.promise"
local series = require "tiendo.series"

local IS_RATE = {
  en = "the promise is a yearly rate; see rate_broken",
  vi = "cam kết là tốc độ hằng năm; xem quy tắc rate_broken",
}
local NO_WAY = {
  en = "the promise points in no direction",
  vi = "chưa rõ cam kết hướng tăng hay giảm",
}
local NO_FIGURES = {
  en = "no figures for what was promised",
  vi = "chưa có số liệu cho nội dung cam kết",
}
local TOO_FEW = { en = "too few figures for a trend", vi = "chưa đủ số liệu để xác định xu hướng" }

-- The last n values as a series of their own, and as a list.
local function last_values(s, n)
  local values, periods, points = s:values(), s:periods(), {}
  for i = #values - n + 1, #values do
    points[#points + 1] = { periods[i], values[i] }
  end
  return series.of(points), table.move(values, #values - n + 1, #values, 1, {})
end

-- Change over the window as a share of its first value, by the median slope.
local function change_of(window, values)
  local _, first = window:first()
  local _, last = window:last()
  local size = math.abs(values[1])
  if size == 0 then
    for _, value in ipairs(values) do size = math.max(size, math.abs(value)) end
  end
  if size == 0 then return 0 end
  return window:theil_sen() * (last.last - first.last) / 365.25 / size
end

local function is_reached(c)
  local p = promise.level(c)
  return p and promise.is_kept(p, (c.series:last()))
end

return {
  id       = "progress.moving_away",
  title    = { en = "Moving away from the promise", vi = "Đi ngược hướng cam kết" },
  doc      = {
    en = [[
The latest figures move the wrong way: over the last three of them the median
slope leads away from the promise by 1 % or more of the first of the three. Says
so years before a deadline, whatever happened before. Whoever has reached the
promised value passes; see lost_again.

Basis: the direction of the promise, else of its comparator, else of its
indicator. Window and step are conventions: the fewest figures that show more
than one change, and a step above most rounding.

What to do: ask who answers for the commitment what has changed.

May mislead where figures swing from year to year: widen the window. Yearly
rates are not judged, nor promises whose deadline has passed with its figure.]],
    vi = [[
Các số liệu mới nhất đi ngược hướng: qua ba số liệu gần nhất, độ dốc trung vị đi
ngược hướng cam kết từ 1 % trở lên so với số liệu đầu của ba số liệu đó. Quy tắc
báo trước thời hạn nhiều năm, bất kể trước đó diễn biến ra sao. Đã đạt mức cam kết
thì coi là đạt; xem quy tắc lost_again.

Căn cứ: hướng của cam kết; nếu không có thì theo dấu so sánh, sau đó theo hướng
của chỉ tiêu. Số kỳ xét và mức thay đổi là quy ước: số kỳ ít nhất cho thấy hơn một
lần thay đổi, và mức thay đổi lớn hơn hầu hết các sai số do làm tròn.

Việc cần làm: hỏi cơ quan chịu trách nhiệm về cam kết xem điều gì đã thay đổi.

Có thể sai khi số liệu dao động theo năm: hãy tăng số kỳ được xét. Tốc độ hằng năm
không xét; cam kết đã hết hạn và đã có số liệu cũng không xét.]],
  },
  severity = "high",
  tags     = { "progress", "trend" },
  over     = "commitments",
  params   = {
    window     = { type = "integer", min = 3, max = 50, default = 3, unit = "figures",
                   doc = { en = "how many of the latest figures count",
                           vi = "số kỳ gần nhất có số liệu được xét" },
                   source = "a convention of this rule" },
    min_change = { type = "number", min = 0, max = 10, default = 0.01,
                   doc = { en = "share of the first figure that it must move",
                           vi = "tỷ lệ thay đổi tối thiểu so với số liệu đầu" },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "{change:percent} away from the promise since {first_period}: "
      .. "{from} then, {observed} in {observed_period}",
    vi = "từ kỳ {first_period} đến nay đi ngược hướng cam kết {change:percent}: "
      .. "từ {from} thành {observed} (kỳ {observed_period})",
  },
  check = function(c, ctx)
    local direction = promise.direction(c)
    if c.kind == "rate" then return ctx.not_applicable(IS_RATE) end
    if not direction then return ctx.not_applicable(NO_WAY) end
    if not c.series then return ctx.no_data(NO_FIGURES) end
    if promise.is_settled(c, ctx.as_of) then return ctx.not_applicable(promise.SETTLED) end
    if #c.series < ctx.params.window then return ctx.no_data(TOO_FEW) end
    if is_reached(c) then return end
    local window, values = last_values(c.series, ctx.params.window)
    local change = change_of(window, values) * (direction == "up" and -1 or 1)
    if change <= 0 or change < ctx.params.min_change then return end
    local _, first = window:first()
    local observed, last = window:last()
    return {
      change = change, direction = direction, first_period = first, from = values[1],
      observed = observed, observed_period = last, values = values,
    }
  end,
  examples = {
    { name = "one per cent the wrong way in two years", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 50 },
          { indicator = "i", area = "a", period = "2022", value = 100 },
          { indicator = "i", area = "a", period = "2023", value = 101 },
          { indicator = "i", area = "a", period = "2024", value = 102 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "high",
        evidence = { first_period = "2022", from = 100, observed = 102, values = { 100, 101, 102 },
          direction = "down" } } } } },
    { name = "less than one per cent", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 100 },
          { indicator = "i", area = "a", period = "2023", value = 100.4 },
          { indicator = "i", area = "a", period = "2024", value = 100.8 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the right way", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">", value = 200, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 100 },
          { indicator = "i", area = "a", period = "2023", value = 101 },
          { indicator = "i", area = "a", period = "2024", value = 102 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "reached already, a little worse", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">", value = 90, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 102 },
          { indicator = "i", area = "a", period = "2023", value = 101 },
          { indicator = "i", area = "a", period = "2024", value = 95 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "from nothing", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<", value = -1, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 0 },
          { indicator = "i", area = "a", period = "2023", value = 0 },
          { indicator = "i", area = "a", period = "2024", value = 0 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a change is judged by its direction", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "change", comparator = "=", value = 20,
          direction = "down", indicator = "i", area = "a", deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 10 },
          { indicator = "i", area = "a", period = "2023", value = 11 },
          { indicator = "i", area = "a", period = "2024", value = 12 },
        },
      },
      expect = { fail = 1 } },
    { name = "two figures, a rate, no direction, no figures, a figure of the last day",
      as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "two", comparator = "<", value = 1, indicator = "i", area = "a",
            deadline = "2030-12-31" },
          { code = "rate", kind = "rate", comparator = "<", value = 1, indicator = "i",
            area = "a" },
          { code = "no-way", comparator = "=", value = 1, indicator = "i", area = "a" },
          { code = "no-figures", comparator = "<", value = 1, indicator = "j", area = "a" },
          { code = "settled", comparator = "<", value = 1, indicator = "i", area = "a",
            deadline = "2024-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2023", value = 11 },
          { indicator = "i", area = "a", period = "2024", value = 12 },
        },
      },
      expect = { ["no-data"] = 2, ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
