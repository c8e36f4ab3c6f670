local deadline = require "tiendo.deadline"

return {
  id       = "reporting.due_soon",
  title    = { en = "Report due soon", vi = "Sắp đến hạn nộp báo cáo" },
  doc      = [[
A reminder, no fault: a report is owed within the next 30 working days and is not
there yet. Reports that have arrived or whose day has passed need no reminder and
pass.

Basis: the document that sets the obligation. How long before is a convention.

What to do: prepare the report; ask for figures that others must give.

May mislead where the obligation does not say whether a day off moves its due
day: the earlier reading is the one shown.]],
  severity = "info",
  tags     = { "reporting", "reminder" },
  over     = "reports",
  needs    = { "due", "status" },
  params   = {
    lead_wd = { type = "days", max = 250, default = 30, unit = "working days",
                doc = "how long before the due day the reminder begins" },
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
