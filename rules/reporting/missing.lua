local deadline = require "tiendo.deadline"

-- Whether the days of grace have not passed.
local function is_in_grace(r, ctx)
  local grace = ctx.params.grace_wd
  return grace > 0 and ctx.as_of <= ctx.add_working_days(r.due, grace,
    deadline.calendar(r.obligation, ctx.plan))
end

return {
  id       = "reporting.missing",
  title    = { en = "Report missing", vi = "Chưa nộp báo cáo" },
  doc      = {
    en = [[
A report was due and nothing is on record. Who owes it is worked out from who
existed on the due day and who took over from whom, never from today's list. What
nobody reports, nobody can add up or act on.

Whether a day off moves the due day, and whether a successor owes what an agency
that ended would have owed, follows the obligation (`roll`, `handover`; empty is
neither): the due day in the evidence is the one that counted.

Basis: the document that sets the obligation; its line is the subject's source.
Days late are calendar days; the days of grace are working days.

What to do: send the report, or record the one that was sent.

May mislead where a report arrived and was not recorded, or was excused by
letter: record the letter as a waiver.]],
    vi = [[
Báo cáo đã đến hạn nhưng chưa được ghi nhận. Cơ quan phải nộp được xác định theo
cơ quan tồn tại vào ngày đến hạn và quan hệ kế thừa, không theo danh sách hiện
nay. Nội dung không được báo cáo thì không thể tổng hợp hay xử lý.

Ngày nghỉ có làm dời hạn nộp hay không, cơ quan kế thừa có phải nộp thay cơ quan
đã chấm dứt hay không là theo nghĩa vụ báo cáo (`roll`, `handover`; để trống là
không): hạn nộp nêu trong bằng chứng là hạn đã được áp dụng.

Căn cứ: văn bản quy định nghĩa vụ báo cáo; dòng của văn bản là nguồn của đối
tượng. Số ngày chậm tính cả ngày nghỉ; thời gian chờ tính theo ngày làm việc.

Việc cần làm: nộp báo cáo, hoặc ghi nhận báo cáo đã gửi.

Có thể sai khi báo cáo đã nhận nhưng chưa được ghi nhận, hoặc đã được cho phép
không nộp bằng công văn: ghi công văn đó làm văn bản miễn trừ.]],
  },
  severity = "high",
  tags     = { "reporting" },
  over     = "reports",
  needs    = { "due", "status" },
  params   = {
    grace_wd = { type = "days", max = 60, default = 0, unit = "working days",
                 doc = { en = "how long after the due day nothing is said",
                         vi = "thời gian chờ sau hạn nộp trước khi nêu phát hiện" },
                 source = "a convention of this rule" },
  },
  message  = {
    en = "nothing on record from {agency} for {period}, due by {due}",
    vi = "chưa ghi nhận báo cáo kỳ {period} của {agency}, hạn nộp {due}",
  },
  check = function(r, ctx)
    if r.status == "pending" then
      return ctx.not_due { en = "the due day has not passed", vi = "chưa hết hạn nộp" }
    end
    if r.status ~= "missing" then return end
    if is_in_grace(r, ctx) then
      return ctx.not_due {
        en = "the due day has passed, the days of grace have not",
        vi = "đã quá hạn nộp, còn trong thời gian chờ",
      }
    end
    return { due = r.due, days_late = r.days_late, inherited_from = r.inherited_from,
      roll = deadline.reading(r.obligation, r.period, ctx) }
  end,
  examples = {
    { name = "on the due day nothing is missing yet", as_of = "2025-12-04",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 5, bound = "before" } } },
      expect = { ["not-due"] = 1, fail = 0, pass = 0 } },
    { name = "the day after it is", as_of = "2025-12-05",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 5, bound = "before" } } },
      expect = { fail = 1, findings = { { period = "2025", severity = "high",
        evidence = { due = "2025-12-04", days_late = 1 } } } } },
    -- 5 December 2026 is a Saturday.
    { name = "where the day is off, the finding says that it stays", as_of = "2026-12-06",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2026", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { fail = 1, findings = { { evidence = { due = "2026-12-05", roll = "none" } } } } },
    { name = "or that it was moved", as_of = "2026-12-08",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once", roll = "next",
        first_period = "2026", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { fail = 1, findings = { { evidence = { due = "2026-12-07", roll = "next" } } } } },
    { name = "a late report is not missing", as_of = "2025-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once", first_period = "2025",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-20" } },
      },
      expect = { pass = 1, fail = 0 } },
    -- From Friday 5 December five working days of grace last to the 12th.
    { name = "within the days of grace", as_of = "2025-12-12", set = { grace_wd = 5 },
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "after the days of grace", as_of = "2025-12-13", set = { grace_wd = 5 },
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { fail = 1, findings = { { evidence = { days_late = 8 } } } } },
    { name = "each member of a group owes its own", as_of = "2025-12-31",
      plan = {
        agency_members = {
          { agency = "group", member = "a" }, { agency = "group", member = "b" },
          { agency = "group", member = "gone" },
        },
        agencies = { { code = "gone", valid_to = "2025-06-30" } },
        obligations = { { code = "o", agency = "group", recurrence = "once",
          first_period = "2025", due_months = 0, due_day = 5, bound = "by" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-01" } },
      },
      expect = { pass = 1, fail = 1, findings = { { subject = "o/b/2025" } } } },
    { name = "a day of grace", as_of = "2025-12-08", set = { grace_wd = 1 },
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2025", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { ["not-due"] = 1, fail = 0 } },
  },
}
