local compare = require "tiendo.compare"

-- "a = b + c - d" as the code on the left and { sign, code } on the right.
local function parse(formula)
  local left, right = formula:match "^%s*([^%s=]+)%s*=%s*(.+)$"
  local terms = {}
  for sign, code in (("+ " .. (right or "")):gmatch "([+-])%s+(%S+)") do
    terms[#terms + 1] = { sign = sign == "+" and 1 or -1, code = code }
  end
  if not left or #terms < 2 then
    error(("'%s' is no formula; write it as 'a = b + c' or 'a = b - c'"):format(formula), 0)
  end
  return left, terms
end

-- The sum of the terms in a place and period; nil where one of them is lacking.
local function sum_of(terms, place, period)
  local sum = 0
  for _, term in ipairs(terms) do
    local row = term.by_place[place]
    local value = row and row.series:at(period)
    if not value then return end
    sum = sum + term.sign * value
  end
  return sum
end

-- Emits what differs; returns how many values were recomputed.
local function check_formula(formula, ctx)
  local left, terms = parse(formula)
  local n = 0
  for _, term in ipairs(terms) do term.by_place = compare.by_place(ctx.plan, term.code) end
  for place, s in pairs(compare.by_place(ctx.plan, left)) do
    local values = s.series:values()
    for i, period in ipairs(s.series:periods()) do
      local sum = sum_of(terms, place, period)
      n = n + (sum and 1 or 0)
      if sum and math.abs(values[i] - sum) > ctx.params.tolerance then
        ctx.emit { subject = s, period = period, value = values[i], recomputed = sum,
          difference = values[i] - sum, formula = formula, year = period }
      end
    end
  end
  return n
end

return {
  id       = "consistency.composite",
  title    = {
    en = "Value differs from its parts",
    vi = "Số liệu khác kết quả tính từ thành phần",
  },
  doc      = {
    en = [[
An indicator that is the sum or the difference of others by definition, and whose
value is not what they give. One of the figures is wrong, or of another edition.

Counts values that could be recomputed. A formula of which no value could is not
applicable.

Basis: the formulas in `formulas`, each written "a = b + c - d" with codes of
indicators. Those given by default are definitions of the statistics office's
tables. The tolerance covers three figures rounded to one decimal.

What to do: compare the figures with their sources, all of one edition.

May mislead where parts are revised before their sum.]],
    vi = [[
Chỉ tiêu theo định nghĩa là tổng hoặc hiệu của các chỉ tiêu khác, nhưng giá trị
không khớp với kết quả tính từ các thành phần. Có một số liệu sai, hoặc các số
liệu thuộc các lần công bố khác nhau.

Tính theo số giá trị tính lại được. Công thức không tính lại được giá trị nào thì
không áp dụng.

Căn cứ: các công thức trong `formulas`, viết theo dạng "a = b + c - d" với mã chỉ
tiêu. Công thức mặc định là định nghĩa trong các biểu số liệu của cơ quan thống
kê. Mức sai lệch cho phép bù cho việc làm tròn ba số liệu đến một chữ số thập
phân.

Việc cần làm: đối chiếu các số liệu với nguồn, lấy cùng một lần công bố.

Có thể sai khi các thành phần đã được điều chỉnh trước chỉ tiêu tổng.]],
  },
  severity = "medium",
  tags     = { "consistency", "quality" },
  over     = "indicators",
  params   = {
    formulas  = { type = "list",
                  default = {
                    "natural_increase_rate = crude_birth_rate - crude_death_rate",
                    "net_migration_rate = in_migration_rate - out_migration_rate",
                  },
                  doc = { en = "what an indicator is made of",
                          vi = "chỉ tiêu gồm những thành phần nào" },
                  source = "definitions in the statistics office's tables" },
    tolerance = { type = "number", min = 0, default = 0.15, unit = "the indicator's",
                  doc = { en = "by how much the two may differ",
                          vi = "mức sai lệch cho phép giữa hai giá trị" },
                  source = "rounding of three figures to one decimal: three times half of 0.1" },
  },
  message  = {
    en = "{value} in {year}, its parts give {recomputed:2}",
    vi = "kỳ {year} là {value}, tính từ các thành phần là {recomputed:2}",
  },
  check_all = function(_, ctx)
    local n, absent = 0, 0
    for _, formula in ipairs(ctx.params.formulas) do
      local recomputed = check_formula(formula, ctx)
      n, absent = n + recomputed, absent + (recomputed == 0 and 1 or 0)
    end
    ctx.skipped("not-applicable", absent, { en = "no value that could be recomputed",
      vi = "không có số liệu để tính lại" })
    ctx.evaluated(n + absent)
  end,
  examples = {
    { name = "a quarter apart at a tolerance of a quarter", as_of = "2026-11-23",
      set = { formulas = "all = one + two", tolerance = 0.25 },
      plan = { observations = {
        { indicator = "all", area = "a", period = "2024", value = 10.25 },
        { indicator = "one", area = "a", period = "2024", value = 4 },
        { indicator = "two", area = "a", period = "2024", value = 6 },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "half apart, one of three lacking", as_of = "2026-11-23",
      set = { formulas = "rest = all - one - two", tolerance = 0.25 },
      plan = { observations = {
        { indicator = "rest", area = "a", period = "2023", value = 10 },
        { indicator = "rest", area = "a", period = "2024", value = 3 },
        { indicator = "all", area = "a", period = "2023", value = 12.5 },
        { indicator = "all", area = "a", period = "2024", value = 12.5 },
        { indicator = "one", area = "a", period = "2024", value = 4 },
        { indicator = "two", area = "a", period = "2023", value = 6 },
        { indicator = "two", area = "a", period = "2024", value = 6 },
      } },
      expect = { pass = 0, fail = 1, findings = { { subject = "rest/a", severity = "medium",
        period = "2024", message = "3 in 2024, its parts give 2.50",
        evidence = { difference = 0.5, formula = "rest = all - one - two" } } } } },
    { name = "nothing to recompute", as_of = "2026-11-23",
      plan = { observations = {
        { indicator = "natural_increase_rate", area = "a", period = "2024", value = 10 },
      } },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
