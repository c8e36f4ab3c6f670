local compare = require "tiendo.compare"

local NOT_ADDITIVE = {
  en = "it is not stated to add up over groups",
  vi = "chưa xác định là chỉ tiêu cộng dồn được theo nhóm",
}
local PART_LACKING = {
  en = "a part has no figure for the period",
  vi = "có thành phần chưa có số liệu của kỳ",
}

-- Names of groups by what they divide by: list of { dimension, breakdowns }.
local function dimensions_of(indicator)
  local at, list = {}, {}
  for row in indicator.breakdowns:each() do
    local dimension = at[row.dimension]
    if not dimension then
      dimension = { dimension = row.dimension, breakdowns = {} }
      at[row.dimension], list[#list + 1] = dimension, dimension
    end
    table.insert(dimension.breakdowns, row.breakdown)
  end
  return list
end

-- The sum of the groups in an area and period; nil where one is lacking.
local function sum_of(places, area, breakdowns, period)
  local sum = 0
  for _, breakdown in ipairs(breakdowns) do
    local row = places[area .. "/" .. breakdown]
    local value = row and row.series:at(period)
    if not value then return end
    sum = sum + value
  end
  return sum
end

-- Emits what differs, adds to a list what lacks a part; returns how many totals
-- were looked at.
local function check_total(s, places, dimension, lacking, ctx)
  local values = s.series:values()
  for i, period in ipairs(s.series:periods()) do
    local sum = sum_of(places, s.area.code, dimension.breakdowns, period)
    local slack = math.max(ctx.params.absolute, math.abs(values[i]) * ctx.params.relative)
    if not sum then
      lacking[#lacking + 1] = { subject = s, period = period }
    elseif math.abs(values[i] - sum) > slack then
      ctx.emit { subject = s, period = period, key = dimension.dimension, value = values[i],
        sum = sum, difference = values[i] - sum, dimension = dimension.dimension,
        parts = #dimension.breakdowns, year = period, unit = s.indicator.unit }
    end
  end
  return #values
end

return {
  id       = "quality.parts_differ",
  title    = { en = "Total differs from its groups", vi = "Tổng số khác tổng các nhóm" },
  doc      = {
    en = [[
The total of a count is not the sum of its groups: women and men, town and
countryside. A group was left out or counted twice, or the figures are of different
editions.

Counts totals, once for each way they are divided. Where a group has no figure for
the period, nothing is judged.

Basis: arithmetic; which counts add up, and into which groups, is said by the
indicator. The slack is for rounding.

What to do: compare total and groups with their sources.

May mislead where some people belong to no group, or to two.]],
    vi = [[
Tổng số của một chỉ tiêu đếm không bằng tổng các nhóm: nam và nữ, thành thị và nông thôn.
Có nhóm bị bỏ sót, tính hai lần hoặc số liệu thuộc các lần công bố khác nhau.

Đếm theo số tổng, mỗi cách phân tổ một lần. Kỳ nào có nhóm chưa có số liệu thì không xét.

Căn cứ: số học; chỉ tiêu nào cộng dồn được và gồm những nhóm nào là do chỉ tiêu quy định.
Phần sai lệch cho phép là do làm tròn.

Việc cần làm: đối chiếu tổng số và số của các nhóm với nguồn.

Có thể sai khi có người không thuộc nhóm nào hoặc thuộc hai nhóm.]],
  },
  severity = "medium",
  tags     = { "quality", "equity" },
  over     = "indicators",
  params   = {
    absolute = { type = "number", min = 0, max = 1e12, default = 0.5,
      doc = { en = "difference that is tolerated, in the unit of the figures",
        vi = "mức lệch cho phép, theo đơn vị của số liệu" },
      source = "rounding to whole numbers" },
    relative = { type = "number", min = 0, max = 1, default = 0.005,
      doc = { en = "the same as a share of the total; the larger one counts",
        vi = "mức lệch cho phép so với tổng số; lấy mức lớn hơn" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{value} in {year}; the {parts} groups by {dimension} add up to {sum}",
    vi = "kỳ {year} là {value}; {parts} nhóm phân tổ theo {dimension} cộng lại là {sum}",
  },
  check_all = function(set, ctx)
    local n, lacking, others = 0, {}, 0
    for indicator in set:each() do
      local dimensions = indicator.additive and dimensions_of(indicator) or {}
      if #dimensions == 0 then others = others + 1 end
      local places = compare.by_place(ctx.plan, indicator.code)
      for _, dimension in ipairs(dimensions) do
        for s in indicator.series:each() do
          if s.series and not s.breakdown then
            n = n + check_total(s, places, dimension, lacking, ctx)
          end
        end
      end
    end
    ctx.skipped("not-applicable", others, NOT_ADDITIVE)
    ctx.skipped("no-data", #lacking, PART_LACKING, lacking)
    ctx.evaluated(n + others)
  end,
  examples = {
    { name = "as much as rounding makes it", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true } },
        indicator_breakdowns = { { indicator = "i", breakdown = "men", dimension = "sex" },
          { indicator = "i", breakdown = "women", dimension = "sex" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 10.5 },
          { indicator = "i", area = "a", breakdown = "men", period = "2024", value = 4 },
          { indicator = "i", area = "a", breakdown = "women", period = "2024", value = 6 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "more than that, in one of two divisions", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true, unit = "persons" } },
        indicator_breakdowns = { { indicator = "i", breakdown = "men", dimension = "sex" },
          { indicator = "i", breakdown = "women", dimension = "sex" },
          { indicator = "i", breakdown = "all ages", dimension = "age" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 11 },
          { indicator = "i", area = "a", breakdown = "men", period = "2024", value = 4 },
          { indicator = "i", area = "a", breakdown = "women", period = "2024", value = 6 },
          { indicator = "i", area = "a", breakdown = "all ages", period = "2024", value = 11 },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { subject = "i/a", severity = "medium",
        period = "2024", key = "sex",
        message = "11 in 2024; the 2 groups by sex add up to 10",
        evidence = { difference = 1 } } } } },
    { name = "a share of a large total", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true } },
        indicator_breakdowns = { { indicator = "i", breakdown = "x", dimension = "d" } },
        observations = {
          { indicator = "i", area = "a", period = "2023", value = 1000 },
          { indicator = "i", area = "a", breakdown = "x", period = "2023", value = 995 },
          { indicator = "i", area = "a", period = "2024", value = 1000 },
          { indicator = "i", area = "a", breakdown = "x", period = "2024", value = 994 },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { period = "2024" } } } },
    { name = "a group is lacking, nothing adds up", as_of = "2026-11-23",
      plan = {
        indicators = { { code = "i", additive = true }, { code = "rate" } },
        indicator_breakdowns = { { indicator = "i", breakdown = "men", dimension = "sex" },
          { indicator = "i", breakdown = "women", dimension = "sex" },
          { indicator = "rate", breakdown = "men", dimension = "sex" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 10 },
          { indicator = "i", area = "a", breakdown = "men", period = "2024", value = 4 },
          { indicator = "rate", area = "a", period = "2024", value = 10 },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
