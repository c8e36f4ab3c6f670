local compare = require "tiendo.compare"

-- Ratio of the larger value to the smaller one; nil without two of one sign.
local function ratio_of(a, b)
  if a == 0 or b == 0 or a * b < 0 then return end
  a, b = math.abs(a), math.abs(b)
  return math.max(a, b) / math.min(a, b)
end

-- Ratios of a declared pair of indicators, by series: { code, other, points }.
local function declared(plan, text)
  local one, other = compare.pair(text, "/")
  local by_code, list = {}, {}
  for _, point in ipairs(compare.common(plan, one, other)) do
    local gap = by_code[point.code]
    if not gap then
      gap = { code = point.code, other = other, points = {} }
      by_code[point.code] = gap
      list[#list + 1] = gap
    end
    local ratio = ratio_of(point.first, point.second)
    if ratio then table.insert(gap.points, { period = point.period, ratio = ratio }) end
  end
  return list
end

-- Series of an indicator by groups of people, by area.
local function groups_of(indicator)
  local areas, list = {}, {}
  for s in indicator.series:each() do
    if s.breakdown and s.series then
      local area = areas[s.area.code]
      if not area then
        area = {}
        areas[s.area.code] = area
        list[#list + 1] = area
      end
      area[#area + 1] = s
    end
  end
  return list
end

-- Largest against smallest value of the groups, for periods that all have.
local function among_groups(group)
  local gap = { code = group[1].code, other = group[#group].code, points = {} }
  for _, period in ipairs(group[1].series:periods()) do
    local low, high = math.huge, -math.huge
    for _, s in ipairs(group) do
      local value = s.series:at(period)
      low, high = math.min(low, value or -math.huge), math.max(high, value or math.huge)
    end
    local ratio = low > 0 and high < math.huge and ratio_of(high, low)
    if ratio then table.insert(gap.points, { period = period, ratio = ratio }) end
  end
  return gap
end

local function gaps_of(plan, pairs_declared)
  local gaps = {}
  for _, text in ipairs(pairs_declared) do
    for _, gap in ipairs(declared(plan, text)) do gaps[#gaps + 1] = gap end
  end
  for indicator in plan.indicators:each() do
    for _, group in ipairs(groups_of(indicator)) do
      if #group > 1 then gaps[#gaps + 1] = among_groups(group) end
    end
  end
  return gaps
end

return {
  id       = "equity.gap_widening",
  title    = { en = "Gap between groups widens", vi = "Chênh lệch giữa các nhóm gia tăng" },
  doc      = {
    en = [[
Over the last three figures the ratio of the better-off group to the other has
grown by a tenth or more. The average may rise all the while.

Compared are pairs of indicators that are declared, and the groups of one
indicator in one area, largest against smallest, for periods that all groups
have. Only positive figures have a ratio among groups.

Counts pairs and sets of groups.

Basis: to leave no one behind is the promise of the 2030 Agenda. Window and step
are conventions. The pair given by default is the fifth of incomes that the
statistics office publishes.

What to do: ask who is left behind, and which task is for them.

May mislead where groups are small and their figures uncertain.]],
    vi = [[
Qua ba số liệu gần nhất, tỷ số giữa nhóm có lợi thế và nhóm còn lại tăng từ một
phần mười trở lên. Trong khi đó mức bình quân chung vẫn có thể tăng.

So sánh các cặp chỉ tiêu đã khai báo và các nhóm của cùng một chỉ tiêu trên cùng
địa bàn, lấy nhóm cao nhất so với nhóm thấp nhất, ở những kỳ mà mọi nhóm đều có số
liệu. Giữa các nhóm, chỉ tính tỷ số khi số liệu dương.

Tính theo số cặp chỉ tiêu và số bộ nhóm.

Căn cứ: không để ai bị bỏ lại phía sau là cam kết của Chương trình nghị sự 2030.
Số kỳ xét và mức tăng là quy ước. Cặp mặc định là thu nhập theo nhóm ngũ vị phân
do cơ quan thống kê công bố.

Việc cần làm: làm rõ nhóm nào bị bỏ lại phía sau và nhiệm vụ nào dành cho nhóm đó.

Có thể sai khi các nhóm có quy mô nhỏ, số liệu kém chắc chắn.]],
  },
  severity = "medium",
  tags     = { "equity" },
  over     = "indicators",
  params   = {
    pairs      = { type = "list", default = { "income_q5_month / income_q1_month" },
                   doc = { en = "indicators of two groups to compare",
                           vi = "các cặp chỉ tiêu của hai nhóm cần so sánh" },
                   source = "fifths of incomes in the statistics office's tables" },
    window     = { type = "integer", min = 2, max = 50, default = 3, unit = "figures",
                   doc = { en = "how many of the latest ratios count",
                           vi = "số tỷ số gần nhất được xét" },
                   source = "a convention of this rule" },
    max_growth = { type = "number", min = 0, max = 100, default = 0.10,
                   doc = { en = "growth of the ratio from which on it is told",
                           vi = "mức tăng của tỷ số mà từ đó được nêu thành phát hiện" },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "from {ratio_from:2} to 1 in {first_period} to {ratio_to:2} to 1 in {last_period}",
    vi = "từ {ratio_from:2} lần (kỳ {first_period}) lên {ratio_to:2} lần (kỳ {last_period})",
  },
  check_all = function(_, ctx)
    local gaps, short, window = gaps_of(ctx.plan, ctx.params.pairs), {}, ctx.params.window
    for _, gap in ipairs(gaps) do
      local first, last = gap.points[#gap.points - window + 1], gap.points[#gap.points]
      local subject = ctx.plan.series:find(gap.code)
      if not first then
        short[#short + 1] = subject
      elseif last.ratio >= first.ratio * (1 + ctx.params.max_growth) then
        ctx.emit { subject = subject, key = gap.other,
          ratio_from = first.ratio, ratio_to = last.ratio, first_period = first.period,
          last_period = last.period, other_group = gap.other }
      end
    end
    ctx.skipped("no-data", #short, { en = "too few figures of all groups",
      vi = "chưa đủ số liệu của các nhóm" }, short)
    ctx.evaluated(#gaps)
  end,
  examples = {
    { name = "from twice to three times", as_of = "2026-11-23", set = { pairs = "rich / poor" },
      plan = { observations = {
        { indicator = "rich", area = "a", period = "2020", value = 90 },
        { indicator = "rich", area = "a", period = "2022", value = 20 },
        { indicator = "rich", area = "a", period = "2023", value = 25 },
        { indicator = "rich", area = "a", period = "2024", value = 30 },
        { indicator = "poor", area = "a", period = "2020", value = 1 },
        { indicator = "poor", area = "a", period = "2022", value = 10 },
        { indicator = "poor", area = "a", period = "2023", value = 10 },
        { indicator = "poor", area = "a", period = "2024", value = 10 },
      } },
      expect = { pass = 0, fail = 1, findings = { { subject = "rich/a", severity = "medium",
        key = "poor",
        message = "from 2.00 to 1 in 2022 to 3.00 to 1 in 2024" } } } },
    { name = "a little", as_of = "2026-11-23", set = { pairs = "rich / poor" },
      plan = { observations = {
        { indicator = "rich", area = "a", period = "2022", value = 20 },
        { indicator = "rich", area = "a", period = "2023", value = 30 },
        { indicator = "rich", area = "a", period = "2024", value = 21.9 },
        { indicator = "poor", area = "a", period = "2022", value = 10 },
        { indicator = "poor", area = "a", period = "2023", value = 10 },
        { indicator = "poor", area = "a", period = "2024", value = 10 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "among the groups of one indicator", as_of = "2026-11-23",
      set = { pairs = "", window = 2, max_growth = 0.5 },
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 1000 },
        { indicator = "i", area = "a", breakdown = "one", period = "2022", value = 900 },
        { indicator = "i", area = "a", breakdown = "one", period = "2023", value = 10 },
        { indicator = "i", area = "a", breakdown = "one", period = "2024", value = 10 },
        { indicator = "i", area = "a", breakdown = "two", period = "2023", value = 15 },
        { indicator = "i", area = "a", breakdown = "two", period = "2024", value = 15 },
        { indicator = "i", area = "a", breakdown = "three", period = "2023", value = 20 },
        { indicator = "i", area = "a", breakdown = "three", period = "2024", value = 30 },
      } },
      expect = { fail = 1, pass = 0, findings = { {
        evidence = { ratio_from = 2, ratio_to = 3 } } } } },
    { name = "two figures", as_of = "2026-11-23", set = { pairs = "rich / poor" },
      plan = { observations = {
        { indicator = "rich", area = "a", period = "2023", value = 20 },
        { indicator = "rich", area = "a", period = "2024", value = 30 },
        { indicator = "poor", area = "a", period = "2023", value = 10 },
        { indicator = "poor", area = "a", period = "2024", value = 10 },
      } },
      expect = { ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
