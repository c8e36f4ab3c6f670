local deadline = require "tiendo.deadline"

-- The first report that is due today or later.
local function next_report(obligation, day)
  return obligation.reports:first(function(r) return r.due and r.due >= day end)
end

local TOO_EARLY = {
  en = "due by {due}, before its data are closed on {cutoff}: it can only give estimates",
  vi = "hạn nộp {due} trước ngày chốt số liệu {cutoff}: báo cáo chỉ có số ước thực hiện",
}
local TOO_CLOSE = {
  en = "due by {due}, working days after the data are closed on {cutoff}: {gap_wd}; "
    .. "at least {min_gap_wd}",
  vi = "từ ngày chốt số liệu {cutoff} đến hạn nộp {due} có {gap_wd} ngày làm việc, "
    .. "ít nhất phải là {min_gap_wd}",
}

local MESSAGES = { too_early = TOO_EARLY, too_close = TOO_CLOSE }

return {
  id       = "documents.deadline_before_cutoff",
  title    = { en = "Due before the data are closed", vi = "Hạn nộp trước ngày chốt số liệu" },
  doc      = {
    en = [[
An obligation whose report is due before the day up to which its data run, or too
soon after it. Such a report can only estimate the rest of its period, or is
written before the figures are there.

Looks at the next report that is owed. An obligation without a cut-off, or of
which no report is owed within a year, is not judged.

Basis: Decree 09/2019/NĐ-CP, article 8(5)b: at least one working day between the
end of data taking and the deadline; article 12: a yearly report runs from 15
December to 14 December.

What to do: ask whoever issued the document to move the deadline, or say in the
report which figures are estimates.

May mislead where the report need not cover the whole period, or its cut-off is
set by another regime than the one recorded.]],
    vi = [[
Nghĩa vụ báo cáo có hạn nộp trước ngày chốt số liệu, hoặc quá sát sau ngày chốt.
Báo cáo như vậy chỉ có thể ước thực hiện phần còn lại của kỳ, hoặc được viết khi
chưa có số liệu.

Xét báo cáo phải nộp kế tiếp. Nghĩa vụ không quy định ngày chốt số liệu, hoặc
không có báo cáo phải nộp trong vòng một năm thì không xét.

Căn cứ: điểm b khoản 5 Điều 8 Nghị định số 09/2019/NĐ-CP: từ khi kết thúc lấy số
liệu đến hạn nộp phải có ít nhất một ngày làm việc; Điều 12: số liệu báo cáo năm
tính từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 12 của kỳ báo cáo.

Việc cần làm: đề nghị cơ quan ban hành văn bản dời hạn nộp, hoặc ghi rõ trong báo
cáo số liệu nào là ước thực hiện.

Có thể sai khi báo cáo không cần bao quát cả kỳ, hoặc ngày chốt số liệu theo chế
độ báo cáo khác với chế độ đã ghi nhận.]],
  },
  severity = "medium",
  tags     = { "documents", "reporting" },
  over     = "obligations",
  params   = {
    min_gap_wd = { type = "days", max = 250, default = 1, unit = "working days",
                   doc = { en = "working days that must lie between cut-off and due day",
                           vi = "số ngày làm việc tối thiểu giữa ngày chốt số liệu và hạn nộp" },
                   source = "Decree 09/2019/NĐ-CP, article 8(5)b" },
  },
  message  = TOO_EARLY,
  check = function(o, ctx)
    if not (o.cutoff_day or o.cutoff_months) then
      return ctx.not_applicable { en = "no data cut-off is set",
        vi = "không quy định ngày chốt số liệu" }
    end
    local r = next_report(o, ctx.as_of)
    if not r then
      return ctx.not_applicable { en = "no report is owed within a year",
        vi = "không có báo cáo phải nộp trong vòng một năm" }
    end
    local cutoff = deadline.day_after(r.period, o.cutoff_months, o.cutoff_day)
    local gap = ctx.working_days(cutoff, r.due, deadline.calendar(o, ctx.plan))
    local is_early = r.due < cutoff
    if not is_early and gap >= ctx.params.min_gap_wd then return end
    local class = is_early and "too_early" or "too_close"
    return {
      class = class, message = MESSAGES[class], due = r.due, cutoff = cutoff,
      days_early = is_early and cutoff - r.due or nil,
      gap_wd = not is_early and gap or nil, min_gap_wd = ctx.params.min_gap_wd,
      report_period = r.period, cutoff_source = o.cutoff_source,
    }
  end,
  -- Data of 2026 are closed on Monday 14 December.
  examples = {
    { name = "due ten days before", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "year",
        first_period = "2021", due_months = 0, due_day = 5, bound = "before",
        cutoff_months = 0, cutoff_day = 14 } } },
      expect = { fail = 1, findings = { { subject = "o", class = "too_early",
        message = "due by 2026-12-04, before its data are closed on 2026-12-14: "
          .. "it can only give estimates",
        evidence = { due = "2026-12-04", cutoff = "2026-12-14", days_early = 10,
          report_period = "2026" } } } } },
    { name = "due on the day itself", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "year",
        first_period = "2021", due_months = 0, due_day = 14, bound = "by",
        cutoff_months = 0, cutoff_day = 14 } } },
      expect = { fail = 1, findings = { { subject = "o", evidence = { gap_wd = 0 } } } } },
    { name = "due a working day later", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "year",
        first_period = "2021", due_months = 0, due_day = 15, bound = "by",
        cutoff_months = 0, cutoff_day = 14 } } },
      expect = { pass = 1, fail = 0 } },
    { name = "two working days are asked for", as_of = "2026-11-23", set = { min_gap_wd = 2 },
      plan = { obligations = { { code = "o", agency = "a", recurrence = "year",
        first_period = "2021", due_months = 0, due_day = 15, bound = "by",
        cutoff_months = 0, cutoff_day = 14 } } },
      expect = { fail = 1, findings = { { subject = "o", class = "too_close",
        evidence = { gap_wd = 1 },
        message = "due by 2026-12-15, working days after the data are closed on 2026-12-14: 1; "
          .. "at least 2" } } } },
    { name = "without a cut-off, or over, it is not judged", as_of = "2026-11-23",
      plan = { obligations = {
        { code = "no-cutoff", agency = "a", recurrence = "year", first_period = "2021",
          due_day = 5, bound = "by" },
        { code = "over", agency = "a", recurrence = "year", first_period = "2018",
          last_period = "2020", due_day = 5, bound = "by", cutoff_day = 14 },
      } },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
    { name = "on the due day the report is still owed", as_of = "2026-12-04",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2026", due_months = 0, due_day = 4, bound = "by", cutoff_day = 14 } } },
      expect = { fail = 1, findings = { { evidence = { report_period = "2026" } } } } },
    { name = "the day after it is not", as_of = "2026-12-05",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2026", due_months = 0, due_day = 4, bound = "by", cutoff_day = 14 } } },
      expect = { ["not-applicable"] = 1, fail = 0 } },
  },
}
