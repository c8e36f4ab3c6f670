local succession = require "tiendo.succession"

-- Reports whose day has passed or that have arrived, by period, newest last.
local function periods_of(agency)
  local groups = {}
  for _, group in ipairs(agency.reports:sort("due"):group "period") do
    local due = group.rows:where(function(r) return r.status and r.status ~= "pending" end)
    if #due > 0 then groups[#groups + 1] = { period = group.key, reports = due } end
  end
  table.sort(groups, function(a, b)
    if a.period.last == b.period.last then return a.period.first > b.period.first end
    return a.period.last < b.period.last
  end)
  return groups
end

-- How many reports there are, how many of them late and missing; one of them,
-- by which a finding that rests on invented reports is told.
local function add_up(groups)
  local sums = { count = 0, late = 0, missing_count = 0, periods = {} }
  for i, group in ipairs(groups) do
    sums.periods[i] = group.period
    sums.count = sums.count + #group.reports
    sums.late = sums.late + group.reports:count { status = "late" }
    sums.missing_count = sums.missing_count + group.reports:count { status = "missing" }
    sums.for_example = group.reports:first { illustrative = true } or sums.for_example
      or group.reports[1]
  end
  return sums
end

local TOO_SHORT = {
  en = "too few periods with something due",
  vi = "chưa đủ số kỳ đã đến hạn báo cáo",
}

return {
  id       = "reporting.chronic_lateness",
  title    = { en = "Late again and again", vi = "Chậm nộp báo cáo nhiều kỳ liên tiếp" },
  doc      = {
    en = [[
Of an agency's reports of the last three periods half or more came late or not at
all. One late report is an accident; this is a habit, and reminders have not
changed it.

Periods are those in which the agency owed something whose day has passed. What
has not arrived counts like what came late. Agencies that have ended are not
judged.

Basis: the documents that set the obligations. Three periods and one half are
conventions.

What to do: talk to the head of the agency, not to who writes the report.

May mislead where reports arrived and were not recorded.]],
    vi = [[
Trong các báo cáo của một cơ quan ở ba kỳ gần nhất, từ một nửa trở lên nộp chậm
hoặc chưa nộp. Chậm một lần là sơ suất; chậm nhiều kỳ đã thành thói quen, nhắc
việc không còn tác dụng.

Chỉ tính những kỳ mà cơ quan có báo cáo đã qua hạn nộp. Báo cáo chưa nộp được tính
như nộp chậm. Cơ quan đã chấm dứt hoạt động thì không xét.

Căn cứ: các văn bản quy định nghĩa vụ báo cáo. Mức ba kỳ và một nửa là quy ước.

Việc cần làm: làm việc với thủ trưởng cơ quan, không phải với người viết báo cáo.

Có thể sai khi báo cáo đã nộp nhưng chưa được ghi nhận.]],
  },
  severity = "high",
  tags     = { "reporting", "accountability" },
  over     = "agencies",
  params   = {
    periods = { type = "integer", min = 1, max = 100, default = 3, unit = "periods",
                doc = { en = "how many of the latest periods count",
                        vi = "số kỳ gần nhất được xét" },
                source = "a convention of this rule" },
    share   = { type = "number", min = 0, max = 1, default = 0.5,
                doc = { en = "share of them late or missing from which on it is a habit",
                        vi = "tỷ lệ báo cáo chậm hoặc chưa nộp mà từ đó coi là chậm thường xuyên" },
                source = "a convention of this rule" },
  },
  message  = {
    en = "of {count} reports for {periods:list} late: {late}, missing: {missing_count}",
    vi = "trong {count} báo cáo các kỳ {periods:list}: chậm {late}, chưa nộp {missing_count}",
  },
  check = function(agency, ctx)
    if #agency.reports == 0 then
      return ctx.not_applicable { en = "it owes no report", vi = "không có nghĩa vụ báo cáo" }
    end
    if not succession.exists(agency, ctx.as_of) then
      return ctx.not_applicable { en = "it has ended", vi = "cơ quan đã chấm dứt hoạt động" }
    end
    local groups, wanted = periods_of(agency), ctx.params.periods
    if #groups < wanted then return ctx.not_applicable(TOO_SHORT) end
    local sums = add_up(table.move(groups, #groups - wanted + 1, #groups, 1, {}))
    local bad = sums.late + sums.missing_count
    if bad > 0 and bad >= sums.count * ctx.params.share then return sums end
  end,
  -- Due by 5 December of each year.
  examples = {
    { name = "two of three late or missing", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2022",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2022", received_on = "2023-12-01" },
          { obligation = "o", agency = "a", period = "2023", received_on = "2023-12-06" },
          { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-05" },
        },
      },
      expect = { fail = 1, findings = { { subject = "a", severity = "high",
        message = "of 3 reports for 2023, 2024, 2025 late: 1, missing: 1",
        evidence = { for_example = "o/a/2023" } } } } },
    { name = "one of three", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2023",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2023", received_on = "2023-12-06" },
          { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-05" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-05" },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "half of four, in two periods", as_of = "2026-11-23", set = { periods = 2 },
      plan = {
        obligations = {
          { code = "o", agency = "a", recurrence = "year", first_period = "2024",
            due_months = 0, due_day = 5, bound = "by" },
          { code = "p", agency = "a", recurrence = "year", first_period = "2024",
            due_months = 0, due_day = 20, bound = "by" },
        },
        submissions = {
          { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01" },
        },
      },
      expect = { fail = 1, findings = { { evidence = { count = 4, missing_count = 2,
        late = 0 } } } } },
    { name = "three quarters are asked for", as_of = "2026-11-23",
      set = { periods = 2, share = 0.75 },
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2024",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-01" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "too short a record, ended, nothing owed", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "free" }, { code = "gone", valid_to = "2025-12-31" } },
        obligations = {
          { code = "o", agency = "a", recurrence = "year", first_period = "2024",
            due_months = 0, due_day = 5, bound = "by" },
          { code = "p", agency = "gone", recurrence = "year", first_period = "2021",
            due_months = 0, due_day = 5, bound = "by" },
        },
      },
      expect = { ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
