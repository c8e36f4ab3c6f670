local figures = require "tiendo.figures"

local NO_CHANGE = {
  en = "its area never changed",
  vi = "địa bàn không thay đổi",
}
local ONE_SIDE = {
  en = "no figures close to the change on both sides",
  vi = "không có số liệu gần thời điểm thay đổi ở cả hai phía",
}

-- Days on which the area came out of others, or gave to others, without doubles.
local function changes_of(area)
  local days, seen = {}, {}
  for _, set in ipairs { area.predecessors, area.successors } do
    for row in set:each() do
      if not seen[tostring(row.since)] then
        seen[tostring(row.since)] = true
        days[#days + 1] = row.since
      end
    end
  end
  table.sort(days)
  return days
end

-- The last period that ended before the day and the first that did not.
local function around(series, day)
  local before, after
  for _, period in ipairs(series:periods()) do
    if period.last < day then before = period else after = after or period end
  end
  return before, after
end

-- The unmarked jump at a change: evidence, or false; nil if it cannot be judged.
local function jump_at(s, day, params)
  local before, after = around(s.series, day)
  if not (before and after) or after.year - before.year > params.max_years then return end
  local from, to = s.series:at(before), s.series:at(after)
  if from == 0 or figures.is_break(s.series, after) then return false end
  local change = (to - from) / math.abs(from)
  if math.abs(change) <= params.jump then return false end
  return { period = after, since = day, before_period = before, value_before = from, value = to,
    value_period = after, change = change, unit = s.indicator.unit }
end

return {
  id       = "consistency.boundary_break",
  title    = {
    en = "Jump where boundaries changed",
    vi = "Số liệu nhảy bậc khi đổi địa giới, chưa đánh dấu",
  },
  doc      = {
    en = [[
The boundaries of an area changed, its series jumps there, and no value is flagged as
a break: two different places stand in one series, and every trend over it is wrong.

Judged are series of areas that came out of others or gave to others, with figures on
both sides, at most two years apart.

Basis: the changes on record, such as those of 1 July 2025. That 20 % is a jump is a
convention.

What to do: flag the first value after the change as a break (b), or begin a series of
the new area; ask the producer for figures of the old extent.

May mislead where the figure changed for another reason in the same year.]],
    vi = [[
Địa giới của địa bàn thay đổi, chuỗi số liệu nhảy bậc tại đó nhưng không số liệu nào được
đánh dấu đứt chuỗi: hai địa bàn khác nhau nằm trong một chuỗi, mọi xu hướng tính trên đó
đều sai.

Chỉ xét chuỗi của địa bàn được lập từ địa bàn khác hoặc chia cho địa bàn khác, có số liệu ở
cả hai phía, cách nhau không quá hai năm.

Căn cứ: các thay đổi đã ghi nhận, như ngày 01/7/2025. Mức 20 % là quy ước.

Việc cần làm: đánh dấu đứt chuỗi (b) ở số liệu đầu tiên sau thay đổi, hoặc lập chuỗi mới
cho địa bàn mới; đề nghị cơ quan sản xuất số liệu tính lại theo địa giới cũ.

Có thể sai khi số liệu thay đổi vì lý do khác trong cùng năm.]],
  },
  severity = "high",
  tags     = { "consistency", "quality" },
  over     = "series",
  params   = {
    jump = { type = "number", min = 0, max = 100, default = 0.2,
      doc = { en = "change as a share of the value before, beyond which it is a jump",
        vi = "mức thay đổi so với số liệu trước, vượt mức này là nhảy bậc" },
      source = "a convention of this rule" },
    max_years = { type = "integer", min = 1, max = 20, default = 2, unit = "years",
      doc = { en = "how far apart the two figures may be",
        vi = "khoảng cách tối đa giữa hai số liệu" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{value_before} in {before_period}, {value} in {value_period}, and no break is flagged; "
      .. "its area changed on {since}",
    vi = "kỳ {before_period} là {value_before}, kỳ {value_period} là {value}, chưa đánh dấu đứt "
      .. "chuỗi; địa bàn thay đổi từ ngày {since}",
  },
  check = function(s, ctx)
    local changes = changes_of(s.area)
    if #changes == 0 then return ctx.not_applicable(NO_CHANGE) end
    local is_judged = false
    for _, day in ipairs(changes) do
      local jump = s.series and jump_at(s, day, ctx.params)
      if jump then return jump end
      is_judged = is_judged or jump == false
    end
    if not is_judged then return ctx.no_data(ONE_SIDE) end
  end,
  examples = {
    { name = "a fifth is no jump", as_of = "2026-11-23",
      plan = {
        area_successors = { { area = "old", successor = "a", since = "2025-07-01" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 100 },
          { indicator = "i", area = "a", period = "2025", value = 120 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "more than a fifth is", as_of = "2026-11-23",
      plan = {
        area_successors = { { area = "old", successor = "a", since = "2025-07-01" } },
        observations = {
          { indicator = "i", area = "a", period = "2023", value = 50 },
          { indicator = "i", area = "a", period = "2024", value = 100 },
          { indicator = "i", area = "a", period = "2025", value = 121 },
        },
      },
      expect = { fail = 1, pass = 0, findings = { { subject = "i/a", severity = "high",
        period = "2025",
        message = "100 in 2024, 121 in 2025, and no break is flagged; its area changed on "
          .. "2025-07-01",
        evidence = { change = 0.21 } } } } },
    { name = "a flag says so", as_of = "2026-11-23",
      plan = {
        area_successors = { { area = "a", successor = "new", since = "2025-07-01" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 100 },
          { indicator = "i", area = "a", period = "2025", value = 50, flag = "b" },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the first day counts as after", as_of = "2026-11-23",
      plan = {
        area_successors = { { area = "a", successor = "new", since = "2024-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2023", value = 100 },
          { indicator = "i", area = "a", period = "2024", value = 50 },
          { indicator = "i", area = "a", period = "2025", value = 50 },
        },
      },
      expect = { fail = 1, findings = { { period = "2024", evidence = { change = -0.5 } } } } },
    { name = "one side only, too far apart, no change", as_of = "2026-11-23",
      plan = {
        area_successors = { { area = "a", successor = "new", since = "2025-07-01" },
          { area = "b", successor = "new", since = "2025-07-01" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 100 },
          { indicator = "i", area = "b", period = "2022", value = 100 },
          { indicator = "i", area = "b", period = "2025", value = 10 },
          { indicator = "i", area = "c", period = "2024", value = 100 },
          { indicator = "i", area = "c", period = "2025", value = 10 },
        },
      },
      expect = { ["no-data"] = 2, ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
