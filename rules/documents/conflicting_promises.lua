-- Promises of the same thing by the same day, in the order found.
local function groups_of(commitments)
  local groups, list, other = {}, {}, 0
  for c in commitments:each() do
    if c.indicator and c.deadline and c.value then
      local key = ("%s|%s|%s|%s|%s"):format(c.indicator.code, c.area and c.area.code or "",
        c.breakdown or "", c.kind, c.deadline)
      local group = groups[key]
      if not group then
        group = {}
        groups[key] = group
        list[#list + 1] = group
      end
      group[#group + 1] = c
    else
      other = other + 1
    end
  end
  return list, other
end

local function differs(a, b, tolerance)
  local slack = math.abs(a.value) * tolerance
  return math.abs(a.value - b.value) > slack
    or math.abs((a.value_high or a.value) - (b.value_high or b.value)) > slack
end

return {
  id       = "documents.conflicting_promises",
  title    = { en = "Promises that contradict", vi = "Cam kết mâu thuẫn giữa các văn bản" },
  doc      = {
    en = [[
For one indicator, area, group of people, kind and day two different numbers are
promised. Whoever reports will choose the easier one.

Counts promises. Those without indicator, day or number are not compared.

Basis: the commitments on record, each with its document.

What to do: ask which document counts; record that one, and the other as
replaced.

May mislead where the later document replaces the earlier one.]],
    vi = [[
Cùng một chỉ tiêu, địa bàn, nhóm đối tượng, loại cam kết và thời hạn nhưng có hai
con số cam kết khác nhau. Khi báo cáo, cơ quan sẽ chọn con số dễ đạt hơn.

Tính theo số cam kết. Cam kết không có chỉ tiêu, thời hạn hoặc con số thì không so
sánh.

Căn cứ: các cam kết đã ghi nhận, mỗi cam kết kèm văn bản.

Việc cần làm: hỏi rõ văn bản nào được áp dụng; ghi nhận cam kết của văn bản đó,
cam kết còn lại ghi là đã được thay thế.

Có thể sai khi văn bản sau thay thế văn bản trước.]],
  },
  severity = "medium",
  tags     = { "documents", "consistency" },
  over     = "commitments",
  params   = {
    tolerance = { type = "number", min = 0, max = 1, default = 0,
                  doc = { en = "share of the number by which the two may differ; 0: not at all",
                          vi = "tỷ lệ chênh lệch cho phép giữa hai con số; 0 là không được lệch" },
                  source = "a convention of this rule" },
  },
  message  = {
    en = "{comparator} {promised} by {deadline}, elsewhere {other_comparator} {other}: "
      .. "{other_promise}",
    vi = "{comparator} {promised} vào ngày {deadline}, văn bản khác ghi "
      .. "{other_comparator} {other}: {other_promise}",
  },
  check_all = function(set, ctx)
    local list, other = groups_of(set)
    for _, group in ipairs(list) do
      local first = group[1]
      for i = 2, #group do
        if differs(first, group[i], ctx.params.tolerance) then
          ctx.emit { subject = group[i], key = first.code, promised = group[i].value,
            promised_high = group[i].value_high, other_comparator = first.comparator,
            other = first.value, other_promise = first }
        end
      end
    end
    ctx.skipped("not-applicable", other, {
      en = "without indicator, day or number there is nothing to compare",
      vi = "không có chỉ tiêu, thời hạn hoặc con số để so sánh" })
  end,
  examples = {
    { name = "45 here, 42 there", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "roadmap", label_en = "Roadmap", comparator = "<", value = 45, indicator = "i",
          area = "a", deadline = "2030-12-31" },
        { code = "strategy", comparator = "<", value = 42, indicator = "i", area = "a",
          deadline = "2030-12-31" },
      } },
      expect = { pass = 1, fail = 1, findings = { { subject = "strategy", severity = "medium",
        key = "roadmap",
        message = "< 42 by 2030-12-31, elsewhere < 45: Roadmap" } } } },
    { name = "the same, or of another day, group, area or kind", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "one", comparator = "<", value = 45, indicator = "i", area = "a",
          deadline = "2030-12-31" },
        { code = "same", comparator = "<=", value = 45, indicator = "i", area = "a",
          deadline = "2030-12-31" },
        { code = "day", comparator = "<", value = 50, indicator = "i", area = "a",
          deadline = "2025-12-31" },
        { code = "group", comparator = "<", value = 50, indicator = "i", area = "a",
          breakdown = "rural", deadline = "2030-12-31" },
        { code = "area", comparator = "<", value = 50, indicator = "i", area = "b",
          deadline = "2030-12-31" },
        { code = "kind", kind = "rate", comparator = "<", value = 50, indicator = "i", area = "a",
          deadline = "2030-12-31" },
      } },
      expect = { pass = 6, fail = 0 } },
    { name = "ends of a range", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "one", comparator = "range", value = 70, value_high = 75, indicator = "i",
          area = "a", deadline = "2030-12-31" },
        { code = "other", comparator = "range", value = 70, value_high = 80, indicator = "i",
          area = "a", deadline = "2030-12-31" },
      } },
      expect = { fail = 1 } },
    { name = "near enough", as_of = "2026-11-23", set = { tolerance = 0.25 },
      plan = { commitments = {
        { code = "one", comparator = "<", value = 40, indicator = "i", deadline = "2030-12-31" },
        { code = "other", comparator = "<", value = 50, indicator = "i", deadline = "2030-12-31" },
      } },
      expect = { pass = 2, fail = 0 } },
    { name = "nothing to compare", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "no-day", value = 40, indicator = "i" },
        { code = "no-indicator", value = 40, deadline = "2030-12-31" },
      } },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
