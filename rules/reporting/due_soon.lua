local deadline = require "tiendo.deadline"

return {
  id       = "reporting.due_soon",
  title    = { en = "Report due soon", vi = "Sắp đến hạn nộp báo cáo" },
  doc      = {
    en = [[
A reminder, no fault: a report is owed within the next 30 working days and is not
there yet. Reports that have arrived or whose day has passed need no reminder and
pass. What is begun in time need not be late.

Basis: the document that sets the obligation. How long before is a convention.

What to do: prepare the report; ask for figures that others must give.

May mislead where the obligation does not say whether a day off moves its due
day: the earlier reading is the one shown.]],
    vi = [[
Nhắc việc, không phải lỗi: báo cáo phải nộp trong 30 ngày làm việc tới và chưa có.
Báo cáo đã nộp hoặc đã qua hạn nộp thì không cần nhắc và coi là đạt. Chuẩn bị kịp
thời thì không phải nộp chậm.

Căn cứ: văn bản quy định nghĩa vụ báo cáo. Số ngày nhắc trước là quy ước.

Việc cần làm: chuẩn bị báo cáo; đề nghị các cơ quan liên quan cung cấp số liệu.

Có thể sai khi nghĩa vụ không nêu ngày nghỉ có làm dời hạn nộp hay không: hạn nộp
hiển thị theo cách hiểu sớm hơn.]],
  },
  severity = "info",
  tags     = { "reporting", "reminder" },
  over     = "reports",
  needs    = { "due", "status" },
  params   = {
    lead_wd = { type = "days", max = 250, default = 30, unit = "working days",
                doc = { en = "how long before the due day the reminder begins",
                        vi = "bắt đầu nhắc trước hạn nộp bao lâu" },
                source = "a convention of this rule" },
  },
  message  = {
    en = "due from {agency} for {period} by {due}, working days left: {working_days_left}",
    vi = "{agency} phải nộp báo cáo kỳ {period} chậm nhất ngày {due}, "
      .. "còn {working_days_left} ngày làm việc",
  },
  check = function(r, ctx)
    if r.status ~= "pending" then return end
    local left = ctx.working_days(ctx.as_of, r.due, deadline.calendar(r.obligation, ctx.plan))
    if left > ctx.params.lead_wd then
      return ctx.not_due { en = "due later than that", vi = "chưa đến thời điểm nhắc" }
    end
    return { due = r.due, working_days_left = left, inherited_from = r.inherited_from }
  end,
  -- From Monday 20 October to Monday 1 December 2025 there are 30 working days.
  examples = {
    { name = "thirty working days before", as_of = "2025-10-20",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 1, bound = "by" } } },
      expect = { fail = 1, findings = { { severity = "info", period = "2025",
        evidence = { due = "2025-12-01", working_days_left = 30 } } } } },
    { name = "thirty-one working days before", as_of = "2025-10-17",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 1, bound = "by" } } },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "on the last day", as_of = "2025-12-01",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 1, bound = "by" } } },
      expect = { fail = 1, findings = { { evidence = { working_days_left = 0 } } } } },
    { name = "after the last day it is no reminder", as_of = "2025-12-02",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 1, bound = "by" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "what is there needs no reminder", as_of = "2025-11-20",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once",
          first_period = "2025", due_months = 0, due_day = 1, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-11-15" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a shorter lead", as_of = "2025-11-20", set = { lead_wd = 6 },
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 1, bound = "by" } } },
      expect = { ["not-due"] = 1, fail = 0 } },
  },
}
