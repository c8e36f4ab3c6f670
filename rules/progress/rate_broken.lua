local promise = require "tiendo.promise"

local function has(list, wanted)
  for _, item in ipairs(list) do
    if item == wanted then return true end
  end
  return false
end

-- Whether a yearly change is meant in points of the indicator's own unit.
local function is_in_points(unit)
  return unit ~= nil and (unit:find("point", 1, true) or unit:find("điểm", 1, true)) ~= nil
end

-- Yearly changes after the base year, up to the deadline: the values themselves
-- where they are rates, else the change against the year before.
local function changes_of(c, are_rates)
  local changes, years = {}, {}
  local values = c.series:values()
  for i, period in ipairs(c.series:periods()) do
    local year, before = period.year, c.series:at(period.year - 1)
    local change
    if are_rates then
      change = values[i]
    elseif before and is_in_points(c.unit) then
      change = values[i] - before
    elseif before and before > 0 then
      change = 100 * (values[i] / before - 1)
    end
    local is_meant = year > c.baseline_year and (not c.deadline or year <= c.deadline.year)
    if change and is_meant and period.frequency == "year" then
      changes[#changes + 1], years[#years + 1] = change, year
    end
  end
  return changes, years
end

local function mean(values)
  local sum = 0
  for _, value in ipairs(values) do sum = sum + value end
  return sum / #values
end

-- A fall may be promised as its size.
local function nearer_end(c, direction)
  if direction ~= "down" then return c.value end
  return math.min(math.abs(c.value), math.abs(c.value_high or c.value))
end

local NOT_A_RATE = {
  en = "the promise is no yearly rate",
  vi = "cam kết không phải tốc độ hằng năm",
}
local NO_YEAR = {
  en = "the promise does not say from which year it counts",
  vi = "cam kết không nêu năm bắt đầu tính",
}
local NO_FIGURES = {
  en = "no figures of years that count",
  vi = "chưa có số liệu của các năm được tính",
}

return {
  id       = "progress.rate_broken",
  title    = { en = "Yearly rate not kept", vi = "Không đạt tốc độ hằng năm" },
  doc      = {
    en = [[
A promise of so much a year, and so far the years that count make less on average.
Of a range its nearer end counts. What one year lacks the others must make up, and
each year fewer are left.

Years count from the one after the base year up to the deadline, as far as there
are figures. A change is taken in per cent of the year before, or in points where
the unit of the promise says points; the values themselves are taken where the
indicator is a rate already, which must be declared.

Basis: the promise. The average is the milder reading: a single year may fall
short.

What to do: ask what will make up for it in the years that are left.

May mislead where years are lacking in between: they are in the evidence.]],
    vi = [[
Cam kết đạt một mức nhất định mỗi năm, nhưng đến nay bình quân các năm được tính
thấp hơn mức đó. Nếu là khoảng thì lấy đầu gần hơn. Phần thiếu của một năm phải bù
bằng các năm khác, mà số năm còn lại ngày càng ít.

Tính từ năm sau năm gốc đến thời hạn, trong phạm vi có số liệu. Mức thay đổi tính
bằng phần trăm so với năm trước, hoặc bằng điểm phần trăm khi đơn vị của cam kết
là điểm; nếu bản thân chỉ tiêu đã là tốc độ thì lấy chính giá trị, khi đó phải
khai báo.

Căn cứ: chính cam kết. Lấy bình quân là cách hiểu nhẹ hơn: một năm riêng lẻ có thể
không đạt.

Việc cần làm: hỏi rõ các năm còn lại sẽ bù bằng cách nào.

Có thể sai khi thiếu số liệu một số năm ở giữa: các năm được tính ghi trong bằng
chứng.]],
  },
  severity = "high",
  tags     = { "progress" },
  over     = "commitments",
  params   = {
    rates = { type = "list",
              default = { "grdp_growth_estimate", "grdp_growth_revised" },
              doc = { en = "indicators whose values are yearly rates themselves",
                      vi = "các chỉ tiêu mà giá trị đã là tốc độ hằng năm" },
              source = "definitions in the statistics office's tables" },
  },
  message  = {
    en = "{average:2} a year on average of {years:list}, {promised} promised",
    vi = "bình quân {average:2} mỗi năm ({years:list}), mức cam kết {promised}",
  },
  check = function(c, ctx)
    if c.kind ~= "rate" then return ctx.not_applicable(NOT_A_RATE) end
    if not c.baseline_year then return ctx.no_data(NO_YEAR) end
    if not (c.series and c.value) then return ctx.no_data(NO_FIGURES) end
    local changes, years = changes_of(c, has(ctx.params.rates, c.indicator.code))
    if #changes == 0 then return ctx.no_data(NO_FIGURES) end
    local average, direction = mean(changes), promise.direction(c)
    local promised = nearer_end(c, direction)
    if (direction == "down" and -average or average) >= promised then return end
    return { average = average, promised = promised, years = years, count = #years,
      direction = direction }
  end,
  examples = {
    { name = "seven on average", as_of = "2026-11-23", set = { rates = "growth" },
      plan = {
        commitments = { { code = "c", kind = "rate", comparator = ">=", value = 7,
          baseline_year = 2020, deadline = "2025-12-31", indicator = "growth", area = "a" } },
        observations = {
          { indicator = "growth", area = "a", period = "2020", value = 1 },
          { indicator = "growth", area = "a", period = "2021", value = 6 },
          { indicator = "growth", area = "a", period = "2022", value = 8 },
          { indicator = "growth", area = "a", period = "2026", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "less than that", as_of = "2026-11-23", set = { rates = "growth" },
      plan = {
        commitments = { { code = "c", kind = "rate", comparator = "range", value = 7,
          value_high = 7.5, direction = "up", baseline_year = 2020, indicator = "growth",
          area = "a" } },
        observations = {
          { indicator = "growth", area = "a", period = "2021", value = 6 },
          { indicator = "growth", area = "a", period = "2022", value = 7.5 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "high",
        message = "6.75 a year on average of 2021, 2022, 7 promised" } } } },
    { name = "per cent of the year before", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "rate", comparator = ">=", value = 60,
          baseline_year = 2020, indicator = "i", area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 8 },
          { indicator = "i", area = "a", period = "2021", value = 12 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { average = 50, count = 1 } } } } },
    { name = "points down a year, promised as 1 to 1.5", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "kept", kind = "rate", comparator = "range", value = 1, value_high = 1.5,
            unit = "percentage points a year", direction = "down", baseline_year = 2020,
            indicator = "kept", area = "a" },
          { code = "broken", kind = "rate", comparator = "range", value = 1, value_high = 1.5,
            unit = "percentage points a year", direction = "down", baseline_year = 2020,
            indicator = "broken", area = "a" },
        },
        observations = {
          { indicator = "kept", area = "a", period = "2020", value = 8 },
          { indicator = "kept", area = "a", period = "2021", value = 7 },
          { indicator = "broken", area = "a", period = "2020", value = 8 },
          { indicator = "broken", area = "a", period = "2021", value = 7.25 },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { subject = "broken",
        evidence = { average = -0.75, promised = 1 } } } } },
    { name = "no rate, no year, no figures", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "level", comparator = ">=", value = 60 },
        { code = "no-year", kind = "rate", comparator = ">=", value = 60 },
        { code = "no-figures", kind = "rate", comparator = ">=", value = 60,
          baseline_year = 2020 },
      } },
      expect = { ["not-applicable"] = 1, ["no-data"] = 2, pass = 0, fail = 0 } },
  },
}
