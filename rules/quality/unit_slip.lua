local figures = require "tiendo.figures"

-- How many of the values before count.
local EARLIER = 3

local function earlier_median(values, i)
  local sizes = {}
  for k = math.max(1, i - EARLIER), i - 1 do
    if values[k] ~= 0 then sizes[#sizes + 1] = math.abs(values[k]) end
  end
  return #sizes > 0 and figures.median(sizes)
end

-- The power of ten that the value is of what stood before it, if it is one: ten
-- times may be growth and must be met closely; thirty times and more is none,
-- and there the nearest power will do.
local function factor_of(value, before, tolerance)
  local ratio = math.abs(value) / before
  if ratio == 0 then return end
  local power = math.floor(math.log(ratio, 10) + 0.5)
  local factor = 10.0 ^ power
  local is_near = math.abs(ratio / factor - 1) <= tolerance
  if math.abs(power) >= 2 or math.abs(power) == 1 and is_near then
    return factor, ratio
  end
end

return {
  id       = "quality.unit_slip",
  title    = { en = "Unit may have slipped", vi = "Nghi ngờ sai đơn vị tính" },
  doc      = {
    en = [[
A value is about ten times what stood before it, or more than thirty times, or
that part of it: per cent may have become per mille, thousands may have become
units, or a decimal comma may have moved. Every comparison with such a value is
wrong. Evidence has the nearest power of ten.

Each value is compared with the median size of the three values before it.
Values flagged as a break in the series are left out, as their change is stated.

Counts values. The first of a series has nothing before it: not applicable.

Basis: the powers of ten of units in use (%, per mille, per 100 000; units,
thousands, millions). The tolerance is a convention, and so is thirty: from there
on, half way between ten and a hundred times, growth is no explanation.

What to do: compare the value with its source and unit.

May mislead where counts are small and grow fast.]],
    vi = [[
Giá trị gấp khoảng mười lần hoặc trên ba mươi lần các giá trị trước đó, hay chỉ
bằng khoảng một phần mười hoặc dưới một phần ba mươi: có thể phần trăm bị ghi
thành phần nghìn, nghìn bị ghi thành đơn vị, hoặc dấu phẩy thập phân bị lệch. Mọi
so sánh với giá trị như vậy đều sai. Bằng chứng nêu lũy thừa của mười gần nhất.

Mỗi giá trị được so với trung vị của giá trị tuyệt đối ba số liệu trước đó. Giá
trị đã ghi chú là gián đoạn chuỗi không xét vì thay đổi đã được nêu.

Tính theo số giá trị. Giá trị đầu của chuỗi không có giá trị trước đó: không áp
dụng.

Căn cứ: các bội số mười giữa các đơn vị thường dùng (%, ‰, trên 100.000; đơn vị,
nghìn, triệu). Mức sai lệch cho phép là quy ước; mức ba mươi lần cũng vậy: từ đó
trở đi, ở giữa mười lần và một trăm lần, không thể giải thích bằng tăng trưởng.

Việc cần làm: đối chiếu giá trị với nguồn và đơn vị tính.

Có thể sai khi số đếm nhỏ và tăng nhanh.]],
  },
  severity = "medium",
  tags     = { "quality" },
  over     = "series",
  params   = {
    tolerance = { type = "number", min = 0, max = 0.5, default = 0.10,
                  doc = {
                    en = "how near to ten times or a tenth, as a share of it",
                    vi = "mức gần với mười lần hoặc một phần mười, tính theo tỷ lệ",
                  },
                  source = "a convention of this rule" },
  },
  message  = {
    en = "{value} in {value_period} is {ratio:2} times the median of the figures before it "
      .. "({median_before})",
    vi = "{value} (kỳ {value_period}) bằng {ratio:2} lần trung vị các số liệu trước đó "
      .. "({median_before})",
  },
  check_all = function(set, ctx)
    local n, first = 0, 0
    for s in set:each() do
      local values = s.series and s.series:values() or {}
      local periods = s.series and s.series:periods() or {}
      n = n + #values
      for i, value in ipairs(values) do
        local before = earlier_median(values, i)
        if not before then
          first = first + 1
        elseif not figures.is_break(s.series, periods[i]) then
          local factor, ratio = factor_of(value, before,
            ctx.params_of(s, periods[i]).tolerance)
          if factor then
            ctx.emit { subject = s, period = periods[i], value = value, value_period = periods[i],
              median_before = before, ratio = ratio, factor = factor, unit = s.indicator.unit }
          end
        end
      end
    end
    ctx.skipped("not-applicable", first, { en = "nothing stands before the value",
      vi = "không có số liệu trước đó" })
    ctx.evaluated(n)
  end,
  examples = {
    { name = "ten times as much, and no more", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2020", value = 8 },
        { indicator = "i", area = "a", period = "2021", value = 7 },
        { indicator = "i", area = "a", period = "2022", value = 9 },
        { indicator = "i", area = "a", period = "2023", value = 80 },
        { indicator = "i", area = "a", period = "2024", value = 8 },
      } },
      expect = { fail = 1, pass = 3, ["not-applicable"] = 1, findings = {
        { subject = "i/a", period = "2023", severity = "medium",
          message = "80 in 2023 is 10.00 times the median of the figures before it (8)",
          evidence = { factor = 10 } } } } },
    { name = "a tenth more than ten times", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 8 },
        { indicator = "i", area = "a", period = "2024", value = 88.1 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "a thousandth, from then on", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2022", value = 5000 },
        { indicator = "i", area = "a", period = "2023", value = 5000 },
        { indicator = "i", area = "a", period = "2024", value = 5.25 },
        { indicator = "i", area = "a", period = "2025", value = 5.25 },
      } },
      expect = { fail = 2, findings = { { period = "2024" }, { period = "2025" } } } },
    { name = "thousands as units in a series that doubles", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2021", value = 13 },
        { indicator = "i", area = "a", period = "2022", value = 21 },
        { indicator = "i", area = "a", period = "2023", value = 33000 },
      } },
      expect = { fail = 1, pass = 1, findings = { { period = "2023",
        evidence = { median_before = 17, factor = 1000 } } } } },
    { name = "the first value is told by the second", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2010", value = 0.64 },
        { indicator = "i", area = "a", period = "2013", value = 93.3 },
        { indicator = "i", area = "a", period = "2014", value = 0 },
      } },
      expect = { fail = 1, pass = 1, findings = { { period = "2013",
        evidence = { factor = 100 } } } } },
    { name = "thirty times is the limit", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2022", value = 10 },
        { indicator = "i", area = "a", period = "2023", value = 316 },
        { indicator = "j", area = "a", period = "2022", value = 10 },
        { indicator = "j", area = "a", period = "2023", value = 317 },
      } },
      expect = { fail = 1, pass = 1, findings = { { subject = "j/a" } } } },
    { name = "a break is stated", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 8 },
        { indicator = "i", area = "a", period = "2024", value = 80, flag = "b" },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "nothing but zeros before", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 0 },
        { indicator = "i", area = "a", period = "2024", value = 80 },
      } },
      expect = { ["not-applicable"] = 2, fail = 0 } },
    { name = "a wider tolerance", as_of = "2026-11-23", set = { tolerance = 0.25 },
      plan = { observations = {
        { indicator = "i", area = "a", period = "2023", value = 8 },
        { indicator = "i", area = "a", period = "2024", value = 100 },
      } },
      expect = { fail = 1 } },
  },
}
