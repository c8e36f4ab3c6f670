local figures = require "tiendo.figures"
local series = require "tiendo.series"

-- Distances of the values from their median line, with the line's values.
local function residuals_of(values, periods)
  local points, residuals, line = {}, {}, {}
  for i, value in ipairs(values) do points[i] = { periods[i], value } end
  local s = series.of(points)
  for i, value in ipairs(values) do
    line[i] = s:project(periods[i], "theil_sen")
    residuals[i] = value - line[i]
  end
  return residuals, line
end

-- Share of the largest value below which a distance is an error of arithmetic.
local NOTHING = 1e-9

local function size_of(values)
  local size = 0
  for _, value in ipairs(values) do size = math.max(size, math.abs(value)) end
  return size
end

local function check_one(s, values, periods, ctx)
  local residuals, line = residuals_of(values, periods)
  local middle, deviation = figures.spread(residuals)
  if deviation <= NOTHING * size_of(values) then return end
  for i, value in ipairs(values) do
    local z = (residuals[i] - middle) / deviation
    if math.abs(z) > ctx.params_of(s, periods[i]).z then
      local _, flag = s.series:at(periods[i])
      ctx.emit { subject = s, period = periods[i], value = value, value_period = periods[i],
        on_trend = line[i] + middle, z = z, flag = flag, count = #values }
    end
  end
end

return {
  id       = "quality.outlier",
  title    = { en = "Value far from its series", vi = "Số liệu bất thường so với chuỗi" },
  doc      = {
    en = [[
A value that lies far from the line through its series: its modified z-score is
above 3.5. The line goes through the medians (Theil-Sen) and the score is taken
with medians (MAD), so that the value itself hardly moves what it is compared
with. One wrong value may bend a trend or a forecast.

Of a series with a stated break the part since then is judged. Series with fewer
than six figures in it are not.

Counts values. Evidence has the value that the line gives.

Basis: Iglewicz and Hoaglin, How to detect and handle outliers (1993): |z| > 3.5
with 0.6745 (x - median) / MAD, and the mean deviation where the MAD is 0.

What to do: compare the value with its source; if it is right, say why in a note.

May mislead where a series bends: then its ends or its middle look odd.]],
    vi = [[
Giá trị nằm xa đường xu hướng của chuỗi: điểm z hiệu chỉnh trên 3,5. Đường xu
hướng đi qua trung vị (Theil-Sen) và điểm z tính theo trung vị (MAD), nên bản thân
giá trị gần như không ảnh hưởng đến mức được so sánh. Một giá trị sai có thể làm
lệch xu hướng hoặc dự báo.

Chuỗi có gián đoạn đã nêu thì chỉ xét phần sau gián đoạn. Phần có chưa đủ sáu số
liệu thì không xét.

Tính theo số giá trị. Bằng chứng nêu giá trị theo đường xu hướng.

Căn cứ: Iglewicz và Hoaglin, How to detect and handle outliers (1993): |z| > 3,5
với 0,6745 (x - trung vị) / MAD, dùng độ lệch bình quân khi MAD bằng 0.

Việc cần làm: đối chiếu giá trị với nguồn; nếu đúng thì ghi chú lý do.

Có thể sai khi chuỗi đổi chiều: khi đó hai đầu hoặc phần giữa có vẻ bất thường.]],
  },
  severity = "low",
  tags     = { "quality" },
  over     = "series",
  params   = {
    z     = { type = "number", min = 0, max = 1000, default = 3.5,
              doc = { en = "modified z-score above which a value is odd",
                      vi = "điểm z hiệu chỉnh mà trên mức đó giá trị bị coi là bất thường" },
              source = "Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993" },
    min_n = { type = "integer", min = 4, max = 1000, default = 6, unit = "figures",
              doc = { en = "fewest figures that are judged",
                      vi = "số kỳ có số liệu ít nhất để xét" },
              source = "a convention of this rule" },
  },
  message  = {
    en = "{value} in {value_period} is far from its series, which gives {on_trend:2} (z {z:1})",
    vi = "{value} (kỳ {value_period}) khác xa xu hướng của chuỗi là {on_trend:2} (z {z:1})",
  },
  check_all = function(set, ctx)
    local n, short = 0, 0
    for s in set:each() do
      if s.series then
        local values, periods = figures.unbroken(s.series)
        local all = #s.series
        n = n + all
        short = short + all - #values
        if #values < ctx.params_of(s).min_n then
          short = short + #values
        else
          check_one(s, values, periods, ctx)
        end
      end
    end
    ctx.skipped("not-applicable", short, { en = "too few figures since the last break",
      vi = "chuỗi có quá ít số liệu từ lần gián đoạn gần nhất" })
    ctx.evaluated(n)
  end,
  examples = {
    { name = "six figures, one odd", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2018", value = 10 },
        { indicator = "i", area = "a", period = "2019", value = 12 },
        { indicator = "i", area = "a", period = "2020", value = 10 },
        { indicator = "i", area = "a", period = "2021", value = 40 },
        { indicator = "i", area = "a", period = "2022", value = 12 },
        { indicator = "i", area = "a", period = "2023", value = 10 },
        { indicator = "i", area = "a", period = "2024", value = 12 },
      } },
      expect = { fail = 1, pass = 6, findings = { { subject = "i/a", period = "2021",
        severity = "low", evidence = { value = 40, count = 7 } } } } },
    { name = "on a line nothing is odd", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2019", value = 10 },
        { indicator = "i", area = "a", period = "2020", value = 20 },
        { indicator = "i", area = "a", period = "2021", value = 30 },
        { indicator = "i", area = "a", period = "2022", value = 40 },
        { indicator = "i", area = "a", period = "2023", value = 50 },
        { indicator = "i", area = "a", period = "2024", value = 60 },
      } },
      expect = { pass = 6, fail = 0 } },
    { name = "where most agree, the mean deviation counts", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2019", value = 10 },
        { indicator = "i", area = "a", period = "2020", value = 10 },
        { indicator = "i", area = "a", period = "2021", value = 10 },
        { indicator = "i", area = "a", period = "2022", value = 15 },
        { indicator = "i", area = "a", period = "2023", value = 10 },
        { indicator = "i", area = "a", period = "2024", value = 10 },
      } },
      -- 5 / (1.253314 * 5 / 6)
      expect = { fail = 1, findings = { { period = "2022",
        evidence = { z = 6 / 1.253314, on_trend = 10 } } } } },
    { name = "a higher threshold", as_of = "2026-11-23", set = { z = 5 },
      plan = { observations = {
        { indicator = "i", area = "a", period = "2019", value = 10 },
        { indicator = "i", area = "a", period = "2020", value = 10 },
        { indicator = "i", area = "a", period = "2021", value = 10 },
        { indicator = "i", area = "a", period = "2022", value = 15 },
        { indicator = "i", area = "a", period = "2023", value = 10 },
        { indicator = "i", area = "a", period = "2024", value = 10 },
      } },
      expect = { pass = 6, fail = 0 } },
    { name = "five figures, or five since the break", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2019", value = 10 },
        { indicator = "i", area = "a", period = "2020", value = 10, flag = "b" },
        { indicator = "i", area = "a", period = "2021", value = 10 },
        { indicator = "i", area = "a", period = "2022", value = 15 },
        { indicator = "i", area = "a", period = "2023", value = 10 },
        { indicator = "i", area = "a", period = "2024", value = 10 },
      } },
      expect = { ["not-applicable"] = 6, pass = 0, fail = 0 } },
  },
}
