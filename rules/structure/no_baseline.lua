-- The figure of the baseline year, or nil.
local function figure_of(c)
  return c.series and c.baseline_year and c.series:at(c.baseline_year)
end

local MESSAGES = {
  relative = {
    en = "the promise compares with a baseline, and neither its year nor its value is stated",
    vi = "cam kết so với mức gốc nhưng không nêu năm gốc và giá trị gốc",
  },
  value = {
    en = "the promise compares with {baseline_year}, whose value is neither stated nor at hand",
    vi = "cam kết so với năm {baseline_year} nhưng không nêu và chưa có số liệu của năm đó",
  },
  rate = {
    en = "a yearly rate without the year from which it counts",
    vi = "cam kết tốc độ hằng năm nhưng không nêu năm bắt đầu tính",
  },
  level = {
    en = "no baseline is stated and no figure is at hand, so the path there is unknown",
    vi = "không nêu giá trị gốc và chưa có số liệu nên chưa xác định được lộ trình",
  },
}

-- What is wrong with the baseline, and how bad it is; nil if nothing is.
local function fault_of(c)
  if c.baseline_value then return end
  if c.kind == "rate" then
    if not c.baseline_year then return "rate", "medium" end
  elseif c.kind == "level" then
    if not c.series then return "level", "low" end
  elseif not c.baseline_year then
    return "relative", "high"
  elseif not figure_of(c) then
    return "value", "medium"
  end
end

return {
  id       = "structure.no_baseline",
  title    = { en = "No baseline", vi = "Thiếu năm gốc hoặc giá trị gốc" },
  doc      = {
    en = [[
What a promise is measured against. How bad its absence is depends on the kind of
promise:
- a change or a multiple ("by half") without baseline year or value has no
  promised value at all: high;
- with a year, but neither a stated value nor a figure of that year: medium;
- a yearly rate needs the year from which it counts, not a value: medium;
- a level says itself what is promised; a baseline only draws the path to it, for
  which any figure will do: low, if there is none.

Basis: good practice of results frameworks; the path to a level is undefined
without its start.

What to do: ask whoever issued the document for the baseline, and record it with
its source.

May mislead where the document measures against something that is no year, such
as a scenario, or where the baseline stands in another document.]],
    vi = [[
Kiểm tra cam kết được so với mức nào. Thiếu giá trị gốc nặng nhẹ ra sao là tùy
loại cam kết:
- mức thay đổi hoặc số lần (ví dụ "giảm một nửa") không nêu năm gốc và giá trị gốc
  thì không có mức cam kết nào: cao;
- có năm gốc nhưng không nêu giá trị và cũng không có số liệu của năm đó: trung
  bình;
- tốc độ hằng năm cần năm bắt đầu tính, không cần giá trị: trung bình;
- một mức cụ thể tự nó đã nêu điều cam kết; giá trị gốc chỉ để vẽ lộ trình, dùng
  số liệu nào cũng được: thấp, nếu không có số liệu nào.

Căn cứ: thông lệ của khung theo dõi, đánh giá kết quả; không có điểm đầu thì không
xác định được lộ trình.

Việc cần làm: hỏi cơ quan ban hành văn bản về giá trị gốc, ghi nhận kèm nguồn.

Có thể sai khi văn bản so với một mốc không phải là năm, ví dụ một kịch bản, hoặc
giá trị gốc nằm ở văn bản khác.]],
  },
  severity = "high",
  tags     = { "structure" },
  over     = "commitments",
  message  = MESSAGES.relative,
  check = function(c)
    local fault, severity = fault_of(c)
    if not fault then return end
    return {
      class = fault, severity = severity ~= "high" and severity or nil, message = MESSAGES[fault],
      promise = c.kind, unit = c.unit,
    }
  end,
  examples = {
    { name = "a stated value is a baseline for any promise", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "factor", kind = "factor", value = 0.5, baseline_value = 20 },
        { code = "change", kind = "change", value = 10, baseline_value = 20 },
        { code = "rate", kind = "rate", value = 7, baseline_value = 20 },
        { code = "level", kind = "level", value = 7, baseline_value = 20 },
      } },
      expect = { pass = 4, fail = 0 } },
    { name = "half of what is not said", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "factor", kind = "factor", value = 0.5 },
        { code = "change", kind = "change", value = 10 },
      } },
      expect = { pass = 0, fail = 2, findings = {
        { subject = "factor", class = "relative", severity = "high" },
        { subject = "change", severity = "high" },
      } } },
    { name = "a year with its figure", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "factor", value = 0.5, baseline_year = 2015,
          indicator = "i", area = "a" } },
        observations = { { indicator = "i", area = "a", period = "2015", value = 8 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a year without its figure", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "factor", value = 0.5, baseline_year = 2015,
          indicator = "i", area = "a" } },
        observations = { { indicator = "i", area = "a", period = "2016", value = 8 } },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "medium",
        evidence = { promise = "factor" } } } } },
    { name = "a rate needs the year it counts from", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "with", kind = "rate", value = 7, baseline_year = 2020 },
        { code = "without", kind = "rate", value = 7 },
      } },
      expect = { pass = 1, fail = 1,
        findings = { { subject = "without", severity = "medium" } } } },
    { name = "a level needs a figure to start from", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "with", value = 7, indicator = "i", area = "a" },
          { code = "without", value = 7, indicator = "j", area = "a" },
        },
        observations = { { indicator = "i", area = "a", period = "2016", value = 8 } },
      },
      expect = { pass = 1, fail = 1, findings = { { subject = "without", class = "level",
        severity = "low" } } } },
  },
}
