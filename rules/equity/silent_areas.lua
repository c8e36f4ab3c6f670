local filing = require "tiendo.filing"
local succession = require "tiendo.succession"

local NOT_OF_CLASS = {
  en = "it is of none of the classes",
  vi = "không thuộc loại địa bàn được xét",
}
local NO_PEERS = {
  en = "no other areas of its kind to compare with",
  vi = "không có địa bàn cùng cấp để so sánh",
}
local NO_FIGURES = {
  en = "no area of its kind has figures",
  vi = "chưa có số liệu của địa bàn cùng cấp nào",
}

-- Codes of indicators that the area has figures of for everybody, as a set.
local function indicators_of(area)
  local set = {}
  for row in area.series:each() do
    if row.series and not row.breakdown then set[row.indicator.code] = true end
  end
  return set
end

-- Class of the area among those looked for, or nil.
local function class_of(area, classes)
  local words = filing.words(area.classes)
  for _, class in ipairs(classes) do
    if words[class] then return class end
  end
end

-- Areas that exist, by kind: { areas = { { area, class, has } }, expected =
-- set of indicators that one of them has figures of, n = how many }.
local function by_kind(set, ctx)
  local kinds, list = {}, {}
  for area in set:each() do
    if succession.exists(area, ctx.as_of) then
      local name = area.kind or ""
      local kind = kinds[name]
      if not kind then
        kind = { areas = {}, expected = {}, n = 0 }
        kinds[name], list[#list + 1] = kind, kind
      end
      local has = indicators_of(area)
      for code in pairs(has) do
        kind.n = kind.n + (kind.expected[code] and 0 or 1)
        kind.expected[code] = true
      end
      table.insert(kind.areas, { area = area, class = class_of(area, ctx.params.classes),
        has = has })
    end
  end
  return list
end

local function count(set)
  local n = 0
  for _ in pairs(set) do n = n + 1 end
  return n
end

-- Share of figures lacking over the areas of no class, and how many there are.
local function share_elsewhere(kind)
  local lacking, n = 0, 0
  for _, item in ipairs(kind.areas) do
    if not item.class then
      n, lacking = n + 1, lacking + kind.n - count(item.has)
    end
  end
  return n > 0 and kind.n > 0 and lacking / (n * kind.n) or 0, n
end

-- Judges the areas of one kind; counts what cannot be judged.
local function judge(kind, counts, ctx)
  local elsewhere, peers = share_elsewhere(kind)
  for _, item in ipairs(kind.areas) do
    local lacking = kind.n - count(item.has)
    local share = kind.n > 0 and lacking / kind.n or 0
    if not item.class then
      counts.others = counts.others + 1
    elseif peers == 0 then
      counts.alone = counts.alone + 1
    elseif kind.n == 0 then
      table.insert(counts.empty, item.area)
    elseif share >= elsewhere * ctx.params.ratio and share - elsewhere >= ctx.params.least then
      ctx.emit { subject = item.area, area_class = item.class, count = lacking,
        expected = kind.n, share_there = share, share_elsewhere = elsewhere }
    end
  end
end

return {
  id       = "equity.silent_areas",
  title    = {
    en = "No figures where people are poor",
    vi = "Thiếu số liệu ở nơi khó khăn",
  },
  doc      = {
    en = [[
An area of a disadvantaged class lacks figures at least twice as often as other areas
of its kind. Averages over the areas that have figures look better than things are.

Expected is each indicator of which some area of the same kind has a figure. Only areas
that exist are looked at.

Basis: to leave no one behind is the promise of the 2030 Agenda; who is not counted is
left behind unseen. Classes and ratio are conventions.

What to do: ask for a survey or register in that area first.

May mislead where an indicator does not apply there, such as one of harbours.]],
    vi = [[
Địa bàn thuộc diện khó khăn thiếu số liệu nhiều gấp đôi trở lên so với địa bàn khác cùng
cấp. Số bình quân của các địa bàn có số liệu sẽ đẹp hơn thực tế.

Kỳ vọng là mọi chỉ tiêu mà ít nhất một địa bàn cùng cấp có số liệu. Chỉ xét địa bàn đang
tồn tại.

Căn cứ: không để ai bị bỏ lại phía sau là cam kết của Chương trình nghị sự 2030; ai không
được đếm thì bị bỏ lại mà không ai thấy. Loại địa bàn và tỷ lệ là quy ước.

Việc cần làm: ưu tiên điều tra, lập sổ theo dõi ở địa bàn đó.

Có thể sai khi chỉ tiêu không áp dụng cho địa bàn, như chỉ tiêu về cảng.]],
  },
  severity = "medium",
  tags     = { "equity", "quality" },
  over     = "areas",
  params   = {
    classes = { type = "list", default = { "poor", "mountainous", "island" },
      doc = { en = "classes of areas that are looked at", vi = "các loại địa bàn được xét" },
      source = "a convention of this rule" },
    ratio = { type = "number", min = 1, max = 100, default = 2,
      doc = { en = "how many times as often figures are lacking",
        vi = "số lần thiếu nhiều hơn so với nơi khác" },
      source = "a convention of this rule" },
    least = { type = "number", min = 0, max = 1, default = 0.1,
      doc = { en = "share by which more are lacking, at least",
        vi = "mức chênh lệch tối thiểu của tỷ lệ thiếu" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{share_there:percent} of {expected} indicators have no figure here, {area_class}; "
      .. "elsewhere {share_elsewhere:percent}",
    vi = "{share_there:percent} trong {expected} chỉ tiêu không có số liệu ở đây "
      .. "({area_class}); nơi khác là {share_elsewhere:percent}",
  },
  check_all = function(set, ctx)
    local counts = { others = 0, alone = 0, empty = {} }
    local n = 0
    for _, kind in ipairs(by_kind(set, ctx)) do
      n = n + #kind.areas
      judge(kind, counts, ctx)
    end
    ctx.skipped("not-applicable", counts.others, NOT_OF_CLASS)
    ctx.skipped("not-applicable", counts.alone, NO_PEERS)
    ctx.skipped("no-data", #counts.empty, NO_FIGURES, counts.empty)
    ctx.evaluated(n)
  end,
  -- Two indicators; the plain has one of its two figures, or all.
  examples = {
    { name = "twice as often", as_of = "2026-11-23",
      plan = {
        areas = { { code = "hill", kind = "commune", classes = "poor" },
          { code = "plain", kind = "commune" } },
        observations = {
          { indicator = "i", area = "plain", period = "2024", value = 1 },
          { indicator = "j", area = "hill", period = "2024", value = 1 },
          { indicator = "j", area = "plain", period = "2024", value = 1 },
        },
      },
      expect = { fail = 1, ["not-applicable"] = 1, findings = { { subject = "hill",
        severity = "medium",
        message = "50 % of 2 indicators have no figure here, poor; elsewhere 0 %" } } } },
    { name = "as often as elsewhere", as_of = "2026-11-23",
      plan = {
        areas = { { code = "hill", kind = "commune", classes = "poor" },
          { code = "plain", kind = "commune" } },
        observations = {
          { indicator = "i", area = "plain", period = "2024", value = 1 },
          { indicator = "j", area = "hill", period = "2024", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "half more, where more is asked for", as_of = "2026-11-23",
      set = { least = 0.6 },
      plan = {
        areas = { { code = "hill", kind = "commune", classes = "mountainous poor" },
          { code = "plain", kind = "commune" } },
        observations = {
          { indicator = "i", area = "plain", period = "2024", value = 1 },
          { indicator = "j", area = "plain", breakdown = "x", period = "2024", value = 1 },
          { indicator = "j", area = "hill", period = "2024", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "half there, a quarter elsewhere", as_of = "2026-11-23",
      plan = {
        areas = { { code = "hill", kind = "commune", classes = "poor" },
          { code = "p", kind = "commune" }, { code = "q", kind = "commune" } },
        observations = {
          { indicator = "i", area = "hill", period = "2024", value = 1 },
          { indicator = "i", area = "p", period = "2024", value = 1 },
          { indicator = "j", area = "p", period = "2024", value = 1 },
          { indicator = "i", area = "q", period = "2024", value = 1 },
        },
      },
      expect = { fail = 1, findings = { { subject = "hill",
        evidence = { share_there = 0.5, share_elsewhere = 0.25, count = 1 } } } } },
    { name = "half there, a third elsewhere", as_of = "2026-11-23",
      plan = {
        areas = { { code = "hill", kind = "commune", classes = "poor" },
          { code = "p", kind = "commune" }, { code = "q", kind = "commune" },
          { code = "r", kind = "commune" } },
        observations = {
          { indicator = "i", area = "hill", period = "2024", value = 1 },
          { indicator = "i", area = "p", period = "2024", value = 1 },
          { indicator = "j", area = "p", period = "2024", value = 1 },
          { indicator = "i", area = "q", period = "2024", value = 1 },
          { indicator = "j", area = "r", period = "2024", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "nobody to compare with, none that exists, no figures", as_of = "2026-11-23",
      plan = { areas = {
        { code = "hill", kind = "commune", classes = "poor" },
        { code = "gone", kind = "commune", valid_to = "2026-11-22" },
        { code = "isle", kind = "district", classes = "island" },
        { code = "plain", kind = "district" },
      } },
      expect = { ["not-applicable"] = 2, ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
