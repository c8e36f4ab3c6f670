local filing = require "tiendo.filing"
local promise = require "tiendo.promise"
local succession = require "tiendo.succession"

local NO_CLASS = {
  en = "the promise is not for a class of areas",
  vi = "cam kết không dành riêng cho một loại địa bàn",
}
local NO_AREA = {
  en = "no area of the class is known",
  vi = "chưa có địa bàn nào thuộc loại này",
}
local NOT_YET = {
  en = "the deadline has not passed",
  vi = "chưa hết hạn",
}
local NO_FIGURES = {
  en = "no figures from the deadline on in any area of the class",
  vi = "chưa có số liệu kể từ thời hạn ở địa bàn nào thuộc loại này",
}

-- The series of the promise in an area, or nil.
local function series_in(c, area)
  for row in area.series:each() do
    if row.indicator.code == c.indicator.code and row.breakdown == c.breakdown then
      return row.series
    end
  end
end

-- The first figure that is of the deadline or later.
local function figure_at(series, deadline)
  for _, period in ipairs(series:periods()) do
    if period.last >= deadline then return series:at(period), period end
  end
end

-- What the promise asks of an area, and its figure; nil where one is lacking.
local function judge(c, area)
  local series = series_in(c, area)
  local p = series and promise.level {
    kind = c.kind, comparator = c.comparator, direction = c.direction, value = c.value,
    value_high = c.value_high, baseline_value = c.baseline_value, indicator = c.indicator,
    series = series,
  }
  local value = p and figure_at(series, c.deadline)
  return value and p, value
end

-- Areas of the class that existed on the last day of the promise.
local function areas_of(c, plan)
  local list = {}
  for area in plan.areas:each() do
    if filing.words(area.classes)[c.area_class] and succession.exists(area, c.deadline) then
      list[#list + 1] = area
    end
  end
  return list
end

-- Areas that miss the promise, how many were judged, the worst value, the level.
local function misses_of(c, areas)
  local missed, judged, worst, level = {}, 0, nil, nil
  for _, area in ipairs(areas) do
    local p, value = judge(c, area)
    if p then
      judged, level = judged + 1, p.target
      if not promise.is_kept(p, value) then
        missed[#missed + 1] = area
        if not worst or (p.direction == "up") == (value < worst) then worst = value end
      end
    end
  end
  return missed, judged, worst, level
end

return {
  id       = "equity.area_class",
  title    = {
    en = "Promise for a class of areas missed",
    vi = "Không đạt cam kết riêng cho loại địa bàn",
  },
  doc      = {
    en = [[
A promise made for a class of areas, such as mountainous ones, was not kept in some of
them by its deadline. The average of the province says nothing about that.

Judged are areas of the class that existed on the last day, by their first figure of
that day or later. Areas without one are left out and counted in the evidence.

Basis: plans set such variants themselves: decision 841/QĐ-TTg of 2023 asks for less
than 25 % of food insecurity in mountainous areas by 2025, and 8 % elsewhere.

What to do: ask what is planned for these areas by name.

May mislead where the class of an area has changed since.]],
    vi = [[
Cam kết dành riêng cho một loại địa bàn, như miền núi, không đạt ở một số địa bàn khi hết
hạn. Số bình quân của tỉnh không cho thấy điều đó.

Xét các địa bàn thuộc loại còn tồn tại vào ngày hết hạn, theo số liệu đầu tiên kể từ ngày
đó. Không xét địa bàn chưa có số liệu, số lượng nêu trong bằng chứng.

Căn cứ: các kế hoạch đặt riêng chỉ tiêu như vậy: Quyết định 841/QĐ-TTg năm 2023 đặt mức
thiếu lương thực dưới 25 % ở miền núi đến năm 2025, nơi khác là 8 %.

Việc cần làm: hỏi rõ kế hoạch cụ thể cho từng địa bàn này.

Có thể sai khi phân loại địa bàn đã thay đổi.]],
  },
  severity = "high",
  tags     = { "equity", "progress" },
  over     = "commitments",
  needs    = { "deadline", "value" },
  message  = {
    en = "{count} of {expected} {area_class} areas with figures miss {promised}, the worst with "
      .. "{value}: {places:list}",
    vi = "{count}/{expected} địa bàn {area_class} có số liệu không đạt {promised}, xa nhất là "
      .. "{value}: {places:list}",
  },
  check = function(c, ctx)
    if not c.area_class then return ctx.not_applicable(NO_CLASS) end
    if c.deadline >= ctx.as_of then return ctx.not_due(NOT_YET) end
    local areas = areas_of(c, ctx.plan)
    if #areas == 0 then return ctx.no_data(NO_AREA) end
    local missed, judged, worst, level = {}, 0, nil, nil
    if c.indicator then missed, judged, worst, level = misses_of(c, areas) end
    if judged == 0 then return ctx.no_data(NO_FIGURES) end
    if #missed == 0 then return end
    return { promised = level, value = worst, count = #missed, expected = judged,
      missing_count = #areas - judged, places = missed, area_class = c.area_class }
  end,
  -- Food insecurity below 25 % in mountainous areas by 2025: row 6 of decision 841.
  examples = {
    { name = "just below in one, just not in the other", as_of = "2026-11-23",
      plan = {
        areas = { { code = "x", name_en = "X", classes = "poor mountainous" },
          { code = "y", name_en = "Y", classes = "mountainous" },
          { code = "z", name_en = "Z", classes = "mountainous" },
          { code = "plain", name_en = "Plain" } },
        commitments = { { code = "c", indicator = "food", area_class = "mountainous",
          kind = "level", comparator = "<", value = 25, deadline = "2025-12-31" } },
        observations = {
          { indicator = "food", area = "x", period = "2025", value = 24.9 },
          { indicator = "food", area = "y", period = "2024", value = 20 },
          { indicator = "food", area = "y", period = "2025", value = 25 },
          { indicator = "food", area = "plain", period = "2025", value = 60 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "high",
        message = "1 of 2 mountainous areas with figures miss 25, the worst with 25: Y",
        evidence = { places = { "y" }, missing_count = 1 } } } } },
    { name = "all keep it", as_of = "2026-11-23",
      plan = {
        areas = { { code = "x", classes = "mountainous" } },
        commitments = { { code = "c", indicator = "food", area_class = "mountainous",
          kind = "level", comparator = "<", value = 25, deadline = "2025-12-31" } },
        observations = { { indicator = "food", area = "x", period = "2025", value = 24.9 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the worst of two", as_of = "2026-11-23",
      plan = {
        areas = { { code = "x", classes = "island" }, { code = "y", classes = "island" } },
        commitments = { { code = "c", indicator = "water", area_class = "island",
          kind = "level", comparator = ">=", value = 90, deadline = "2025-12-31" } },
        observations = {
          { indicator = "water", area = "x", period = "2025", value = 70 },
          { indicator = "water", area = "y", period = "2025", value = 80 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { value = 70, count = 2 } } } } },
    { name = "not over on its last day", as_of = "2025-12-31",
      plan = {
        areas = { { code = "x", classes = "mountainous" } },
        commitments = { { code = "c", indicator = "food", area_class = "mountainous",
          kind = "level", comparator = "<", value = 25, deadline = "2025-12-31" } },
        observations = { { indicator = "food", area = "x", period = "2025", value = 60 } },
      },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "an area that had ended, no figures, no class", as_of = "2026-11-23",
      plan = {
        areas = { { code = "x", classes = "mountainous", valid_to = "2025-12-30" },
          { code = "y", classes = "island" } },
        commitments = {
          { code = "ended", indicator = "food", area_class = "mountainous", kind = "level",
            comparator = "<", value = 25, deadline = "2025-12-31" },
          { code = "silent", indicator = "food", area_class = "island", kind = "level",
            comparator = "<", value = 25, deadline = "2025-12-31" },
          { code = "for-all", indicator = "food", kind = "level", comparator = "<", value = 25,
            deadline = "2025-12-31" },
        },
        observations = { { indicator = "food", area = "x", period = "2025", value = 60 } },
      },
      expect = { ["no-data"] = 2, ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
