local deadline = require "tiendo.deadline"

-- A value with the slack that the tolerance gives it, both ways.
local function is_kept(value, point, slack)
  local up, down = value + slack, value - slack
  local comparator, low, high = point.comparator, point.low, point.high
  local way = point.direction
  if comparator == "<" then return down < low end
  if comparator == "<=" then return down <= low end
  if comparator == ">" then return up > low end
  if comparator == ">=" then return up >= low end
  return (way == "down" or up >= low) and (way == "up" or down <= high)
end

-- What a promised multiple is a multiple of.
local function baseline_of(c)
  if c.kind ~= "factor" then return 1 end
  return c.baseline_value
    or c.baseline_year and c.series and c.series:at(c.baseline_year)
end

-- The promised values with their last days: milestones, then the deadline.
local function points_of(c)
  local points, has_deadline = {}, false
  local direction = c.direction or c.indicator and c.indicator.direction
  for m in c.milestones:each() do
    has_deadline = has_deadline or c.deadline == m.due_on
    points[#points + 1] = { day = m.due_on, comparator = m.comparator,
      low = m.value, high = m.value_high or m.value, direction = direction }
  end
  if c.deadline and c.value and not has_deadline then
    points[#points + 1] = { day = c.deadline, comparator = c.comparator, is_last = true,
      low = c.value, high = c.value_high or c.value, direction = direction }
  end
  return points
end

-- The figure for the period of the last day, else the first one after it.
local function deciding_value(series, day)
  local later = series:between(day.year)
  for _, period in ipairs(later:periods()) do
    if period.last >= day then return later:at(period), period end
  end
end

local NOT_A_LEVEL = {
  en = "the promise is a change or a rate; only levels are compared",
  vi = "cam kết là mức thay đổi hoặc tốc độ; chỉ so sánh các mức cụ thể",
}
local NO_BASELINE = {
  en = "the promise is a multiple of a baseline that is not known",
  vi = "cam kết là số lần so với giá trị gốc nhưng chưa biết giá trị gốc",
}
local NO_DAY = { en = "no deadline and no milestone", vi = "không có thời hạn và mốc" }
local NOT_YET = { en = "the last day has not come", vi = "chưa đến hạn" }
local NO_FIGURE_YET = {
  en = "the last day has passed, its figure may still come",
  vi = "đã hết hạn, còn chờ số liệu",
}
local NO_FIGURE = {
  en = "no figure from the last day on",
  vi = "không có số liệu từ ngày hết hạn trở đi",
}

-- The value promised for a day as levels of the indicator, or an outcome and why.
local function scale(c, point)
  if c.kind == "change" or c.kind == "rate" then return "not-applicable", NOT_A_LEVEL end
  local baseline = baseline_of(c)
  if not baseline then return "no-data", NO_BASELINE end
  point.low, point.high = point.low * baseline, point.high * baseline
end

-- Nil where the promise is kept, evidence where it is not, else outcome and why.
local function judge(c, point, ctx)
  local params = ctx.params_of(c, point.day)
  if point.day > ctx.as_of then return "not-due", NOT_YET end
  local outcome, why = scale(c, point)
  if outcome then return outcome, why end
  local value, period
  if c.series then value, period = deciding_value(c.series, point.day) end
  if not value then
    if ctx.as_of <= deadline.months_after(point.day, params.grace_months) then
      return "not-due", NO_FIGURE_YET
    end
    return "no-data", NO_FIGURE
  end
  local slack = math.abs(point.low) * params.tolerance
  if is_kept(value, point, slack) then return end
  return {
    subject = c, period = point.day.year, key = tostring(point.day),
    severity = point.is_last and "critical" or nil,
    due = point.day, comparator = point.comparator, promised = point.low,
    promised_high = point.high ~= point.low and point.high or nil,
    observed = value, observed_period = period,
  }
end

return {
  id       = "progress.milestone_missed",
  title    = { en = "Milestone or deadline missed", vi = "Không đạt mốc cam kết" },
  doc      = {
    en = [[
Looks at each value promised for a day: the milestones of a commitment (high) and
its own deadline (critical). Once the day has passed, the figure for the period in
which it lies decides, or the first one after it. Where the number stands alone,
reaching it is enough, in the direction of the promise; a range is kept from its
nearer end on. A miss that nobody notices is not made good.

While figures may still come (grace_months after the day) a promise without one is
not due; afterwards it is counted as no-data, which is no good news.

Basis: the document, which names the value and the day. Six months for figures to
come out is a convention.

What to do: report the miss to whoever the commitment was made to, with the
reason and a new date; correct the figure if it is wrong.

May mislead where the deciding figure is years after the day (its period is in
the evidence), is preliminary, or the document softens the number. Promises of a
change or a yearly rate are not judged.]],
    vi = [[
Xét từng giá trị cam kết cho một ngày: các mốc của cam kết (cao) và thời hạn của
chính cam kết (nghiêm trọng). Khi đã qua ngày đó, kết luận theo số liệu của kỳ
chứa ngày đó, hoặc số liệu đầu tiên sau đó. Nếu con số không kèm dấu so sánh thì
chỉ cần đạt con số theo hướng của cam kết; nếu là khoảng thì đạt đầu gần hơn của
khoảng. Không đạt mà không ai biết thì không được khắc phục.

Khi số liệu còn có thể được công bố (trong grace_months sau ngày đó), cam kết chưa
có số liệu được coi là chưa đến hạn; sau đó được tính là thiếu số liệu, không phải
là kết quả tốt.

Căn cứ: văn bản nêu giá trị và ngày. Thời gian sáu tháng để có số liệu là quy ước.

Việc cần làm: báo cáo cơ quan nhận cam kết việc không đạt, kèm lý do và thời hạn
mới; sửa số liệu nếu sai.

Có thể sai khi số liệu dùng để kết luận cách ngày đó nhiều năm (kỳ của số liệu ghi
trong bằng chứng), là số sơ bộ, hoặc văn bản dùng từ giảm nhẹ con số. Cam kết về
mức thay đổi hoặc tốc độ hằng năm thì không xét.]],
  },
  severity = "high",
  tags     = { "progress" },
  over     = "commitments",
  params   = {
    grace_months = { type = "integer", min = 0, max = 60, default = 6, unit = "months",
                     doc = { en = "how long after its day a figure may take",
                             vi = "thời gian chờ số liệu sau ngày đến hạn" },
                     source = "a convention of this rule" },
    tolerance    = { type = "number", min = 0, max = 1, default = 0,
                     doc = { en = "share of the promised value that may be lacking",
                             vi = "tỷ lệ so với mức cam kết được phép thiếu" },
                     source = "a convention of this rule" },
  },
  message  = {
    en = "{comparator} {promised} by {due} was missed: {observed} in {observed_period}",
    vi = "không đạt mức {comparator} {promised} đến hết ngày {due}: "
      .. "số liệu kỳ {observed_period} là {observed}",
  },
  check_all = function(set, ctx)
    local n = 0
    for c in set:each() do
      local points = points_of(c)
      n = n + math.max(#points, 1)
      if #points == 0 then ctx.skipped("no-data", 1, NO_DAY, { c }) end
      for _, point in ipairs(points) do
        local answer, why = judge(c, point, ctx)
        if type(answer) == "table" then
          ctx.emit(answer)
        elseif answer then
          ctx.skipped(answer, 1, why, { { subject = c, period = point.day.year } })
        end
      end
    end
    ctx.evaluated(n)
  end,
  examples = {
    { name = "met on the spot", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 46, direction = "up",
          indicator = "i", area = "a", deadline = "2018-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2018", value = 46 } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "missed by a hair", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 46, direction = "up",
          indicator = "i", area = "a", deadline = "2018-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2018", value = 45.9 } },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "critical",
        period = "2018", evidence = { promised = 46, observed = 45.9,
          observed_period = "2018", due = "2018-12-31" } } } } },
    { name = "below is not at", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "at", comparator = "<=", value = 10, indicator = "i", area = "a",
            deadline = "2025-12-31" },
          { code = "below", comparator = "<", value = 10, indicator = "i", area = "a",
            deadline = "2025-12-31" },
          { code = "above", comparator = ">", value = 10, indicator = "i", area = "a",
            deadline = "2025-12-31" },
        },
        observations = { { indicator = "i", area = "a", period = "2025", value = 10 } },
      },
      expect = { pass = 1, fail = 2, findings = { { subject = "below",
        message = "< 10 by 2025-12-31 was missed: 10 in 2025" }, { subject = "above" } } } },
    { name = "a number alone is reached from its side", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "up", comparator = "=", value = 50, direction = "up",
            indicator = "i", area = "a", deadline = "2025-12-31" },
          { code = "down", comparator = "=", value = 50, direction = "down",
            indicator = "i", area = "a", deadline = "2025-12-31" },
          { code = "neither", comparator = "=", value = 50,
            indicator = "i", area = "a", deadline = "2025-12-31" },
        },
        observations = { { indicator = "i", area = "a", period = "2025", value = 51 } },
      },
      expect = { pass = 1, fail = 2,
        findings = { { subject = "down" }, { subject = "neither" } } } },
    { name = "a range is kept from its nearer end on", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "up", comparator = "range", value = 75, value_high = 80, direction = "up",
            indicator = "i", area = "a", deadline = "2025-12-31" },
          { code = "down", comparator = "range", value = 75, value_high = 80,
            direction = "down", indicator = "i", area = "a", deadline = "2025-12-31" },
          { code = "within", comparator = "range", value = 75, value_high = 80,
            indicator = "i", area = "a", deadline = "2025-12-31" },
        },
        observations = { { indicator = "i", area = "a", period = "2025", value = 81 } },
      },
      expect = { pass = 1, fail = 2,
        findings = { { subject = "down", evidence = { promised = 75, promised_high = 80 } },
          { subject = "within" } } } },
    { name = "both ends of a range are within", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "low", comparator = "range", value = 75, value_high = 80,
            indicator = "i", area = "a", deadline = "2024-12-31" },
          { code = "high", comparator = "range", value = 75, value_high = 80,
            indicator = "i", area = "a", deadline = "2025-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 75 },
          { indicator = "i", area = "a", period = "2025", value = 80 },
        },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "a milestone on the last day stands for the deadline", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 100, indicator = "i",
          area = "a", deadline = "2025-12-31" } },
        milestones = { { commitment = "c", due_on = "2025-12-31", comparator = ">=",
          value = 100 } },
        observations = { { indicator = "i", area = "a", period = "2025", value = 90 } },
      },
      expect = { pass = 0, fail = 1, findings = { { severity = "high" } } } },
    { name = "a milestone on the way is judged by itself", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "=", value = 100, direction = "up",
          indicator = "i", area = "a", deadline = "2030-12-31" } },
        milestones = { { commitment = "c", due_on = "2020-12-31", comparator = "=", value = 99 } },
        observations = { { indicator = "i", area = "a", period = "2021", value = 98.5 } },
      },
      expect = { pass = 0, fail = 1, ["not-due"] = 1, findings = { { subject = "c",
        severity = "high", period = "2020", evidence = { observed_period = "2021" } } } } },
    { name = "on the day before nothing is missed yet", as_of = "2025-12-30",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a",
          deadline = "2025-12-31" } },
      },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "a figure may take six months", as_of = "2026-06-30",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a",
          deadline = "2025-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2024", value = 20 } },
      },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "after six months a figure is lacking", as_of = "2026-07-01",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a",
          deadline = "2025-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2024", value = 20 } },
      },
      expect = { ["no-data"] = 1, fail = 0 } },
    { name = "on the last day a figure that is there decides", as_of = "2025-12-31",
      plan = {
        commitments = { { code = "c", comparator = "<", value = 10, indicator = "i", area = "a",
          deadline = "2025-12-31" } },
        observations = { { indicator = "i", area = "a", period = "2025", value = 20,
          known_on = "2025-12-30" } },
      },
      expect = { fail = 1, ["not-due"] = 0 } },
    { name = "a tolerance may be set", as_of = "2026-11-23", set = { tolerance = 0.5 },
      plan = {
        commitments = {
          { code = "up", comparator = ">=", value = 100, indicator = "i", area = "a",
            deadline = "2024-12-31" },
          { code = "down", comparator = "<=", value = 100, indicator = "i", area = "a",
            deadline = "2025-12-31" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 50 },
          { indicator = "i", area = "a", period = "2025", value = 150 },
        },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "half of a stated baseline", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "factor", comparator = "<=", value = 0.5,
          baseline_year = 2015, indicator = "i", area = "a", deadline = "2025-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 8 },
          { indicator = "i", area = "a", period = "2025", value = 5 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", evidence = { promised = 4 } } } } },
    { name = "a rate is not judged, nor a multiple of nothing", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "rate", kind = "rate", comparator = ">=", value = 7, deadline = "2025-12-31" },
        { code = "factor", kind = "factor", comparator = "=", value = 2,
          deadline = "2025-12-31" },
        { code = "no-day", comparator = "=", value = 2 },
      } },
      expect = { ["not-applicable"] = 1, ["no-data"] = 2, fail = 0, pass = 0 } },
  },
}
