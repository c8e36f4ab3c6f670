local promise = require "tiendo.promise"

local NO_HIGHER = {
  en = "it carries out no promise of a higher plan",
  vi = "không cụ thể hóa cam kết nào của kế hoạch cấp trên",
}
local NOT_COMPARABLE = {
  en = "the two promises are not of one kind, unit and direction",
  vi = "hai cam kết không cùng loại, đơn vị và chiều hướng",
}
local LATER = {
  en = "{value} by {deadline}; the higher plan promises {promised} by {higher_deadline}",
  vi = "{value} vào {deadline}; kế hoạch cấp trên cam kết {promised} vào {higher_deadline}",
}

local function unit_of(c) return c.unit or c.indicator and c.indicator.unit end

-- Which way both point; nil where they cannot be compared.
local function common_direction(c, higher)
  local direction = promise.direction(c)
  if c.kind ~= higher.kind or unit_of(c) ~= unit_of(higher) or not direction
    or direction ~= promise.direction(higher) or not (c.value and higher.value) then
    return
  end
  return direction
end

local function is_weaker(c, higher, direction, tolerance)
  local lacking = direction == "up" and higher.value - c.value or c.value - higher.value
  return lacking > math.abs(higher.value) * tolerance
end

local function is_later(c, higher)
  return c.deadline and higher.deadline and c.deadline > higher.deadline
end

-- In which way it is less; nil if it is as much.
local function class_of(weaker, later)
  if weaker and later then return "weaker_and_later" end
  return weaker and "weaker" or later and "later" or nil
end

return {
  id       = "documents.weaker_promise",
  title    = {
    en = "Weaker than the higher plan",
    vi = "Thấp hơn cam kết của kế hoạch cấp trên",
  },
  doc      = {
    en = [[
A promise that carries out one of a higher plan promises less, or later. If all do so
the higher plan fails while every lower one succeeds.

Compared are promises of one kind, unit and direction; which one carries out which is
on record with the promise. With a later day and as much it is low.

Basis: the higher plan; a plan below it may differ and should say why.

What to do: look for the reason in the document and record it as a waiver, or ask whoever
issued it.

May mislead where the higher promise is an average over places that start from
different levels.]],
    vi = [[
Cam kết cụ thể hóa kế hoạch cấp trên nhưng đặt mức thấp hơn hoặc thời hạn muộn hơn. Nếu nơi
nào cũng vậy thì kế hoạch cấp trên không đạt dù mọi kế hoạch cấp dưới đều đạt.

Chỉ so sánh các cam kết cùng loại, đơn vị và chiều hướng; quan hệ cụ thể hóa ghi tại cam
kết. Nếu chỉ muộn hơn mà mức bằng nhau thì ở mức thấp.

Căn cứ: kế hoạch cấp trên; kế hoạch cấp dưới có thể khác nhưng cần giải trình.

Việc cần làm: tìm lý do trong văn bản và ghi thành văn bản miễn trừ, hoặc hỏi cơ quan ban
hành.

Có thể sai khi cam kết cấp trên là mức bình quân của các địa phương có xuất phát điểm khác
nhau.]],
  },
  severity = "medium",
  tags     = { "documents", "progress" },
  over     = "commitments",
  params   = {
    tolerance = { type = "number", min = 0, max = 1, default = 0,
      doc = { en = "share of the higher promise that may be lacking",
        vi = "phần được phép thấp hơn so với cam kết cấp trên" },
      source = "the higher plan: none" },
  },
  message  = {
    en = "promises {value}, the higher plan {promised}",
    vi = "cam kết {value}, kế hoạch cấp trên cam kết {promised}",
  },
  check = function(c, ctx)
    local higher = c.serves
    if not higher then return ctx.not_applicable(NO_HIGHER) end
    local direction = common_direction(c, higher)
    if not direction then return ctx.not_applicable(NOT_COMPARABLE) end
    local weaker = is_weaker(c, higher, direction, ctx.params.tolerance)
    local later = is_later(c, higher)
    local class = class_of(weaker, later)
    if not class then return end
    return { class = class, severity = not weaker and "low" or nil,
      message = later and LATER or nil,
      value = c.value, promised = higher.value, promise_of = higher, unit = unit_of(c),
      higher_deadline = higher.deadline }
  end,
  -- Maternal mortality: 45 in the roadmap's text, 42 in resolution 28/NQ-CP.
  examples = {
    { name = "weaker by three", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "c", kind = "level", comparator = "<", value = 45, deadline = "2030-12-31",
          unit = "x", serves = "n" },
        { code = "n", kind = "level", comparator = "<=", value = 42, deadline = "2030-12-31",
          unit = "x" },
      } },
      expect = { fail = 1, ["not-applicable"] = 1, findings = { { subject = "c",
        severity = "medium", class = "weaker", message = "promises 45, the higher plan 42" } } } },
    { name = "as much, or more", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "same", kind = "level", comparator = ">=", value = 95, serves = "n" },
        { code = "more", kind = "level", comparator = ">=", value = 96, serves = "n" },
        { code = "n", kind = "level", comparator = ">=", value = 95 },
      } },
      expect = { pass = 2, fail = 0 } },
    { name = "as much a day later", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "c", kind = "level", comparator = ">=", value = 95, deadline = "2026-01-01",
          serves = "n" },
        { code = "n", kind = "level", comparator = ">=", value = 95, deadline = "2025-12-31" },
      } },
      expect = { fail = 1, findings = { { class = "later", severity = "low",
        message = "95 by 2026-01-01; the higher plan promises 95 by 2025-12-31" } } } },
    { name = "a tenth less is tolerated", as_of = "2026-11-23", set = { tolerance = 0.1 },
      plan = { commitments = {
        { code = "c", kind = "level", comparator = ">=", value = 90, serves = "n" },
        { code = "d", kind = "level", comparator = ">=", value = 89, serves = "n" },
        { code = "n", kind = "level", comparator = ">=", value = 100 },
      } },
      expect = { pass = 1, fail = 1, findings = { { subject = "d" } } } },
    { name = "another kind, unit, direction", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "kind", kind = "rate", comparator = ">=", value = 1, unit = "%", serves = "n" },
        { code = "unit", kind = "level", comparator = ">=", value = 1, unit = "x", serves = "n" },
        { code = "way", kind = "level", comparator = "<=", value = 1, unit = "%", serves = "n" },
        { code = "n", kind = "level", comparator = ">=", value = 95, unit = "%" },
      } },
      expect = { ["not-applicable"] = 4, pass = 0, fail = 0 } },
  },
}
