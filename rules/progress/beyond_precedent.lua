local promise = require "tiendo.promise"

-- Growth a year between two values in the wanted direction; nil where it is
-- undefined.
local function growth(first, last, years, direction)
  if first == 0 or last == 0 or first * last < 0 then return end
  local g = (last / first) ^ (1 / years) - 1
  if first < 0 then g = -g end
  return direction == "down" and -g or g
end

-- Best growth of a series over `window` years, or the least longer span that
-- its figures allow, with the years.
local function best_of(s, window, direction)
  local values, years, best = s:values(), {}, nil
  for i, period in ipairs(s:periods()) do years[i] = period.year end
  local j = 1
  for i = 1, #values do
    while j <= #values and years[j] - years[i] < window do j = j + 1 end
    if j > #values then break end
    local g = growth(values[i], values[j], years[j] - years[i], direction)
    if g and (not best or g > best.growth) then
      best = { growth = g, first = years[i], last = years[j] }
    end
  end
  return best
end

-- Best growth of each series of the indicator with the same breakdown, best
-- last.
local function precedents(c, direction, window)
  local list = {}
  for s in c.indicator.series:each() do
    if s.series and s.breakdown == c.breakdown then
      local best = best_of(s.series, window, direction)
      if best then
        best.area = s.area.code
        list[#list + 1] = best
      end
    end
  end
  table.sort(list, function(a, b)
    if a.growth ~= b.growth then return a.growth < b.growth end
    return a.area < b.area
  end)
  return list
end

-- Growth a year from the latest figure that leads to the promise.
local function needed_growth(p, c)
  local last, period = p.series:last()
  local years = c.deadline.year - period.year
  if years <= 0 then return end
  return growth(last, p.target, years, p.direction), last, period
end

local NO_PACE = {
  en = "no pace leads from the latest figure to the promise",
  vi = "không tính được tốc độ cần có từ số liệu mới nhất",
}
local NO_PRECEDENT = {
  en = "no figures far enough apart to show what is possible",
  vi = "chưa đủ số liệu để biết tốc độ đã từng đạt",
}

return {
  id       = "progress.beyond_precedent",
  title    = {
    en = "Needs a pace never seen before",
    vi = "Cần tốc độ chưa từng đạt được",
  },
  doc      = {
    en = [[
From the latest figure on, the promise needs more growth a year than the best
three years ever seen: of this indicator, in any area on record. A plan that
counts on it is likely to fail. Where several areas are, the best of each counts
and the 95th percentile of these is the mark, so that one lucky area does not make
everything look possible.

Growth is compound and in the direction of the promise. Where no two figures are
three years apart, the least longer span counts.

Basis: reference class forecasting: what others achieved tells what can be
achieved (Kahneman and Tversky 1979; Flyvbjerg 2008). Span and percentile are
conventions.

What to do: say openly that the promise needs what has not been done before; ask
what will be different, or for another promise.

May mislead where the record is short or of one area only, where money is not
deflated, or where new means make more possible than before.]],
    vi = [[
Tính từ số liệu mới nhất, cam kết đòi hỏi tốc độ bình quân năm cao hơn giai đoạn
ba năm tốt nhất từng đạt được của chính chỉ tiêu này, ở bất kỳ địa bàn nào đã ghi
nhận. Kế hoạch dựa vào tốc độ đó thì khó khả thi. Khi có nhiều địa bàn, lấy mức
tốt nhất của từng địa bàn và so với bách phân vị thứ 95 của các mức đó, để một địa
bàn gặp thuận lợi không làm cho điều gì cũng có vẻ khả thi.

Tốc độ tính theo bình quân nhân và theo hướng của cam kết. Nếu không có hai số
liệu cách nhau ba năm thì lấy khoảng dài hơn gần nhất.

Căn cứ: dự báo theo nhóm tham chiếu: điều nơi khác đã đạt cho biết điều có thể đạt
(Kahneman và Tversky 1979; Flyvbjerg 2008). Khoảng thời gian và bách phân vị là
quy ước.

Việc cần làm: nêu rõ cam kết đòi hỏi điều chưa từng làm được; hỏi rõ từ nay sẽ có
gì khác, hoặc đề nghị điều chỉnh cam kết.

Có thể sai khi chuỗi số liệu ngắn hoặc chỉ có một địa bàn, khi số tiền tính theo
giá hiện hành, hoặc khi có cách làm mới cho kết quả cao hơn trước.]],
  },
  severity = "high",
  tags     = { "progress", "trend" },
  over     = "commitments",
  needs    = { "deadline" },
  params   = {
    window     = { type = "integer", min = 1, max = 50, default = 3, unit = "years",
                   doc = { en = "span over which a pace must have lasted",
                           vi = "khoảng thời gian mà tốc độ phải được duy trì" },
                   source = "a convention of this rule" },
    percentile = { type = "number", min = 0, max = 100, default = 95, unit = "percentile",
                   doc = {
                     en = "of the areas' best, the mark to compare with",
                     vi = "bách phân vị của các mức tốt nhất theo địa bàn, dùng làm mức so sánh",
                   },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "needs {needed_percent:2} % a year to reach {promised} by {deadline}; "
      .. "the best on record is {best_percent:2} % ({best_area}, "
      .. "{best_from}-{best_to})",
    vi = "cần {needed_percent:2} % mỗi năm để đạt {promised} vào ngày {deadline}; "
      .. "cao nhất đã đạt là {best_percent:2} % ({best_area}, {best_from}-{best_to})",
  },
  check = function(c, ctx)
    local p, outcome, why = promise.level(c)
    if not p then return promise.answer(ctx, outcome, why) end
    if promise.is_settled(c, ctx.as_of) then return ctx.not_applicable(promise.SETTLED) end
    if promise.is_kept(p, (p.series:last())) then return end
    local needed, observed, last = needed_growth(p, c)
    if not needed then return ctx.no_data(NO_PACE) end
    local list = precedents(c, p.direction, ctx.params.window)
    if #list == 0 then return ctx.no_data(NO_PRECEDENT) end
    local best = list[math.max(1, math.ceil(#list * ctx.params.percentile / 100))]
    if needed <= best.growth then return end
    return {
      needed_percent = 100 * needed, promised = p.target, observed = observed,
      observed_period = last, best_percent = 100 * best.growth,
      best_area = ctx.plan.areas:find(best.area), best_from = best.first, best_to = best.last,
      areas = #list,
    }
  end,
  -- From 100 to 800 in three years is a doubling each year.
  examples = {
    { name = "as fast as the best three years", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 6400, indicator = "i", area = "a",
          deadline = "2028-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 100 },
          { indicator = "i", area = "a", period = "2023", value = 800 },
          { indicator = "i", area = "a", period = "2025", value = 800 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "faster than that", as_of = "2026-11-23",
      plan = {
        areas = { { code = "a", name_en = "A" } },
        commitments = { { code = "c", comparator = ">=", value = 7200, indicator = "i", area = "a",
          deadline = "2027-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 100 },
          { indicator = "i", area = "a", period = "2023", value = 800 },
          { indicator = "i", area = "a", period = "2025", value = 800 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "high",
        message = "needs 200.00 % a year to reach 7200 by 2027-12-31; "
          .. "the best on record is 100.00 % (A, 2020-2023)",
        evidence = { needed_percent = 200, best_percent = 100, areas = 1,
          observed_period = "2025" } } } } },
    { name = "another area shows that it can be done", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<=", value = 25, indicator = "i", area = "a",
          deadline = "2027-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 100 },
          { indicator = "i", area = "a", period = "2025", value = 100 },
          { indicator = "i", area = "b", period = "2020", value = 80 },
          { indicator = "i", area = "b", period = "2023", value = 10 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "but not where the mark is the lower half", as_of = "2026-11-23",
      set = { percentile = 50 },
      plan = {
        commitments = { { code = "c", comparator = "<=", value = 25, indicator = "i", area = "a",
          deadline = "2027-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2020", value = 100 },
          { indicator = "i", area = "a", period = "2025", value = 100 },
          { indicator = "i", area = "b", period = "2020", value = 80 },
          { indicator = "i", area = "b", period = "2023", value = 10 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { needed_percent = 50, best_percent = 0,
        areas = 2 } } } } },
    { name = "of the same people only", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<=", value = 25, indicator = "i", area = "a",
          deadline = "2027-12-31", breakdown = "women" } },
        observations = {
          { indicator = "i", area = "a", breakdown = "women", period = "2020", value = 100 },
          { indicator = "i", area = "a", breakdown = "women", period = "2025", value = 100 },
          { indicator = "i", area = "a", breakdown = "men", period = "2020", value = 80 },
          { indicator = "i", area = "a", breakdown = "men", period = "2023", value = 10 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { areas = 1 } } } } },
    { name = "reached, settled, too short a record, no level, no pace", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "reached", comparator = "<=", value = 100, indicator = "i", area = "a",
            deadline = "2030-12-31" },
          { code = "settled", comparator = "<=", value = 10, indicator = "i", area = "a",
            deadline = "2025-12-31" },
          { code = "short", comparator = "<=", value = 10, indicator = "i", area = "a",
            deadline = "2030-12-31" },
          { code = "rate", kind = "rate", comparator = "<=", value = 10, indicator = "i",
            area = "a", deadline = "2030-12-31" },
          { code = "to-zero", comparator = "<=", value = 0, indicator = "i", area = "a",
            deadline = "2030-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2023", value = 120 },
          { indicator = "i", area = "a", period = "2025", value = 100 },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 2, ["no-data"] = 2, fail = 0 } },
  },
}
