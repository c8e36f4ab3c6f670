local deadline = require "tiendo.deadline"

local function severity_of(working_days, params)
  if working_days <= params.minor_wd then return "low" end
  if working_days > params.serious_wd then return "high" end
end

return {
  id       = "reporting.late",
  title    = { en = "Report late", vi = "Nộp báo cáo chậm" },
  doc      = {
    en = [[
A report arrived after its due day. Up to 3 working days late is low, up to 15
medium, more is high. A report that has not arrived is no late one: see
reporting.missing. Whoever waits for it has less time, or goes on without it.

Working days follow the calendar of the obligation. Over a weekend alone a
report is late by no working day, and still late where the obligation does not
roll its due day.

Basis: the document that sets the obligation. The steps are a convention of this
rule, not of a regulation; set them to those of your own.

What to do: nothing for this report; see whether the same agency is late again.

May mislead where the day of arrival was recorded late, or the due day was moved
by letter: record the letter as a waiver.]],
    vi = [[
Báo cáo nộp sau hạn nộp. Chậm đến 3 ngày làm việc là thấp, đến 15 ngày là trung
bình, nhiều hơn là cao. Báo cáo chưa nộp không tính là nộp chậm: xem quy tắc
reporting.missing. Cơ quan chờ báo cáo có ít thời gian hơn, hoặc phải làm khi chưa
có báo cáo.

Ngày làm việc theo lịch của nghĩa vụ báo cáo. Nếu chỉ chậm qua ngày nghỉ cuối tuần
thì số ngày làm việc chậm bằng 0, nhưng vẫn là chậm khi nghĩa vụ không cho dời hạn
nộp.

Căn cứ: văn bản quy định nghĩa vụ báo cáo. Các mức là quy ước của quy tắc này,
không phải của văn bản pháp luật; hãy đặt theo mức của cơ quan sử dụng.

Việc cần làm: không phải xử lý đối với báo cáo này; theo dõi xem cơ quan đó có
tiếp tục chậm hay không.

Có thể sai khi ngày nhận được ghi muộn, hoặc hạn nộp đã được dời bằng công văn:
ghi công văn đó làm văn bản miễn trừ.]],
  },
  severity = "medium",
  tags     = { "reporting" },
  over     = "reports",
  needs    = { "due", "status" },
  params   = {
    minor_wd   = { type = "days", max = 250, default = 3, unit = "working days",
                   doc = { en = "up to so many it is of low severity",
                           vi = "chậm không quá mức này thì mức độ thấp" },
                   source = "a convention of this rule" },
    serious_wd = { type = "days", max = 250, default = 15, unit = "working days",
                   doc = { en = "beyond so many it is of high severity",
                           vi = "chậm quá mức này thì mức độ cao" },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "that of {agency} for {period} came on {received}, due by {due}, "
      .. "working days late: {working_days_late:number}",
    vi = "{agency} nộp báo cáo kỳ {period} ngày {received}, hạn nộp {due}, "
      .. "chậm {working_days_late:number} ngày làm việc",
  },
  check = function(r, ctx)
    if r.status == "pending" then
      return ctx.not_due { en = "the due day has not passed", vi = "chưa hết hạn nộp" }
    end
    if r.status == "missing" then
      return ctx.not_applicable {
        en = "it has not arrived; see reporting.missing",
        vi = "chưa nộp; xem quy tắc reporting.missing",
      }
    end
    if r.status ~= "late" then return end
    local n = ctx.working_days(r.due, r.received_on, deadline.calendar(r.obligation, ctx.plan))
    return {
      severity = severity_of(n, ctx.params), due = r.due, received = r.received_on,
      working_days_late = n, days_late = r.days_late, inherited_from = r.inherited_from,
      roll = deadline.reading(r.obligation, r.period, ctx),
    }
  end,
  -- Due on Friday 5 December 2025.
  examples = {
    { name = "where the day is off, the finding says that it stays", as_of = "2026-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once", first_period = "2026",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2026",
          received_on = "2026-12-07" } },
      },
      expect = { fail = 1, findings = { { evidence = { due = "2026-12-05", roll = "none",
        working_days_late = 1 } } } } },
    { name = "on the due day it is in time", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-05" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the day after, a Saturday, it is late by no working day", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-06" } },
      },
      expect = { fail = 1, findings = { { severity = "low",
        evidence = { working_days_late = 0, days_late = 1, due = "2025-12-05" } } } } },
    { name = "three working days are little", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-10" } },
      },
      expect = { fail = 1, findings = { { severity = "low",
        evidence = { working_days_late = 3, days_late = 5 } } } } },
    { name = "four working days are more", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-11" } },
      },
      expect = { fail = 1, findings = { { severity = "medium",
        evidence = { working_days_late = 4 } } } } },
    { name = "fifteen working days are medium", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-26" } },
      },
      expect = { fail = 1, findings = { { severity = "medium",
        evidence = { working_days_late = 15 } } } } },
    { name = "sixteen working days are high", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-29" } },
      },
      expect = { fail = 1, findings = { { severity = "high",
        evidence = { working_days_late = 16 } } } } },
    { name = "a day off of the obligation's calendar does not count", as_of = "2025-12-31",
      plan = {
        holidays = { { calendar = "office", day = "2025-12-10", kind = "holiday" } },
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by", calendar = "office" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-11" } },
      },
      expect = { fail = 1, findings = { { severity = "low",
        evidence = { working_days_late = 3 } } } } },
    { name = "what is missing or not due is not late", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "year",
        first_period = "2025", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { ["not-applicable"] = 1, ["not-due"] = 1, fail = 0, pass = 0 } },
  },
}
