local compare = require "tiendo.compare"
local succession = require "tiendo.succession"

local NOT_ADDITIVE = {
  en = "it is not stated to add up over areas",
  vi = "chưa xác định là chỉ tiêu cộng dồn được theo địa bàn",
}
local PART_LACKING = {
  en = "an area within it has no figure for the period",
  vi = "có địa bàn trực thuộc chưa có số liệu của kỳ",
}
local NO_PARTS = {
  en = "no areas within it are known for the period",
  vi = "chưa có địa bàn trực thuộc trong kỳ",
}

-- The sum over the areas within this one that existed at the end of the period,
-- how many there are, and how many have no figure.
local function sum_of(s, places, period)
  local sum, n, lacking = 0, 0, 0
  for area in s.area.areas:each() do
    if succession.exists(area, period.last) then
      n = n + 1
      local row = places[area.code .. "/" .. (s.breakdown or "")]
      local value = row and row.series:at(period)
      if value then sum = sum + value else lacking = lacking + 1 end
    end
  end
  return sum, n, lacking
end

-- Emits what differs; counts what was looked at and what could not be judged.
local function check_series(s, places, counts, ctx)
  local values = s.series:values()
  for i, period in ipairs(s.series:periods()) do
    local sum, parts, lacking = sum_of(s, places, period)
    counts.n = counts.n + 1
    if parts == 0 then
      counts.alone = counts.alone + 1
    elseif lacking > 0 then
      table.insert(counts.lacking, { subject = s, period = period })
    elseif math.abs(values[i] - sum) > math.abs(values[i]) * ctx.params.relative then
      ctx.emit { subject = s, period = period, value = values[i], sum = sum,
        difference = values[i] - sum, parts = parts, year = period, unit = s.indicator.unit }
    end
  end
end

return {
  id       = "quality.areas_differ",
  title    = {
    en = "Area differs from the areas within it",
    vi = "Số liệu địa bàn khác tổng các địa bàn trực thuộc",
  },
  doc      = {
    en = [[
A count of an area is not the sum of those of the areas within it: of a province and
its communes. One of them was left out, counted twice, or is of another edition.

Counts values of areas that have others within them. Only areas that existed at the
end of the period are added; where one has no figure, nothing is judged.

Basis: arithmetic; which counts add up is said by the indicator. The slack is a
convention.

What to do: compare with the figures of the areas; ask who added them up.

May mislead where boundaries changed within the period.]],
    vi = [[
Số của một địa bàn ở chỉ tiêu đếm không bằng tổng các địa bàn trực thuộc, như tỉnh và các
xã. Có địa bàn bị bỏ sót, tính hai lần hoặc số liệu thuộc lần công bố khác.

Đếm theo số liệu của địa bàn có địa bàn trực thuộc. Chỉ cộng các địa bàn còn tồn tại đến
cuối kỳ; có địa bàn chưa có số liệu thì không xét.

Căn cứ: số học; chỉ tiêu nào cộng dồn được là do chỉ tiêu quy định. Mức lệch cho phép là
quy ước.

Việc cần làm: đối chiếu với số của các địa bàn; hỏi cơ quan tổng hợp.

Có thể sai khi địa giới thay đổi trong kỳ.]],
  },
  severity = "medium",
  tags     = { "quality" },
  over     = "indicators",
  params   = {
    relative = { type = "number", min = 0, max = 1, default = 0.01,
      doc = { en = "difference that is tolerated, as a share of the area's value",
        vi = "mức lệch cho phép so với số của địa bàn" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{value} in {year}; the {parts} areas within it add up to {sum}",
    vi = "kỳ {year} là {value}; {parts} địa bàn trực thuộc cộng lại là {sum}",
  },
  check_all = function(set, ctx)
    local counts, others = { n = 0, alone = 0, lacking = {} }, 0
    for indicator in set:each() do
      if indicator.additive then
        local places = compare.by_place(ctx.plan, indicator.code)
        for s in indicator.series:each() do
          if s.series then check_series(s, places, counts, ctx) end
        end
      else
        others = others + 1
      end
    end
    ctx.skipped("not-applicable", others, NOT_ADDITIVE)
    ctx.skipped("not-applicable", counts.alone, NO_PARTS)
    ctx.skipped("no-data", #counts.lacking, PART_LACKING, counts.lacking)
    ctx.evaluated(counts.n + others)
  end,
  examples = {
    { name = "one in a hundred is tolerated", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true } },
        areas = { { code = "p" }, { code = "a", parent = "p" }, { code = "b", parent = "p" } },
        observations = {
          { indicator = "i", area = "p", period = "2024", value = 100 },
          { indicator = "i", area = "a", period = "2024", value = 60 },
          { indicator = "i", area = "b", period = "2024", value = 41 },
        },
      },
      expect = { pass = 1, fail = 0, ["not-applicable"] = 2 } },
    { name = "more is not", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true } },
        areas = { { code = "p" }, { code = "a", parent = "p" }, { code = "b", parent = "p" } },
        observations = {
          { indicator = "i", area = "p", period = "2024", value = 100 },
          { indicator = "i", area = "a", period = "2024", value = 60 },
          { indicator = "i", area = "b", period = "2024", value = 42 },
        },
      },
      expect = { fail = 1, pass = 0, findings = { { subject = "i/p", severity = "medium",
        period = "2024", message = "100 in 2024; the 2 areas within it add up to 102",
        evidence = { difference = -2 } } } } },
    { name = "an area that had ended is not added", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true } },
        areas = { { code = "p" }, { code = "a", parent = "p" },
          { code = "b", parent = "p", valid_to = "2024-12-30" } },
        observations = {
          { indicator = "i", area = "p", period = "2024", value = 60 },
          { indicator = "i", area = "a", period = "2024", value = 60 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "an area lacks its figure; of another group; no count", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true }, { code = "rate" } },
        areas = { { code = "p" }, { code = "a", parent = "p" },
          { code = "b", parent = "p", valid_to = "2024-12-31" } },
        observations = {
          { indicator = "i", area = "p", period = "2024", value = 60 },
          { indicator = "i", area = "a", period = "2024", value = 60 },
          { indicator = "i", area = "b", breakdown = "x", period = "2024", value = 0 },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
