local deadline = require "tiendo.deadline"

-- The first report of an obligation that is due today or later: { period, due }.
local function next_report(o, day)
  local r = o.reports:first(function(report) return report.due and report.due >= day end)
  return r and { period = r.period, due = r.due }
end

-- The earliest report that one who gets this one owes for the same period, in
-- the same rhythm, under another obligation.
local function onward_report(o, period)
  local best
  local function look_at(agency)
    for r in agency.reports:where { period = period }:each() do
      local other = r.obligation
      if other.code ~= o.code and other.recurrence == o.recurrence and r.due
        and (not best or r.due < best.due) then
        best = { due = r.due, agency = agency.code, obligation = other.code }
      end
    end
  end
  if o.recipient then look_at(o.recipient) end
  if o.copy_to then look_at(o.copy_to) end
  return best
end

return {
  id       = "documents.too_little_time",
  title    = { en = "Too little time to pass it on", vi = "Không đủ thời gian tổng hợp báo cáo" },
  doc      = {
    en = [[
Whoever gets a report owes one itself for the same period, and between the two
due days lie fewer than three working days: its own report will be late, or made
without reading.

Looks at the next report that is owed. Obligations whose recipients owe nothing
in the same rhythm are not judged.

Basis: Decree 09/2019/NĐ-CP, article 13, which sets the due days of reports level
by level. Three working days a level are a convention.

What to do: ask whoever set the days to move one of them.

May mislead where the second report does not rest on the first.]],
    vi = [[
Cơ quan nhận báo cáo cũng phải báo cáo cho cùng kỳ, nhưng giữa hai hạn nộp có chưa
đủ ba ngày làm việc: báo cáo của cơ quan đó sẽ chậm, hoặc được lập khi chưa kịp
đọc báo cáo nhận được.

Xét báo cáo phải nộp kế tiếp. Nghĩa vụ mà nơi nhận không phải báo cáo theo cùng
định kỳ thì không xét.

Căn cứ: Điều 13 Nghị định số 09/2019/NĐ-CP, quy định hạn gửi báo cáo theo từng
cấp. Mức ba ngày làm việc cho mỗi cấp là quy ước.

Việc cần làm: đề nghị cơ quan quy định hạn nộp dời một trong hai hạn.

Có thể sai khi báo cáo sau không dựa trên báo cáo trước.]],
  },
  severity = "medium",
  tags     = { "documents", "reporting" },
  over     = "obligations",
  params   = {
    min_wd = { type = "days", max = 250, default = 3, unit = "working days",
               doc = { en = "working days that must lie between the two",
                       vi = "số ngày làm việc tối thiểu giữa hai hạn nộp" },
               source = "a convention of this rule" },
  },
  message  = {
    en = "due by {due}, and {onward_agency} must report by {onward_due}: working days between: "
      .. "{gap_wd}",
    vi = "hạn nộp {due}, còn {onward_agency} phải báo cáo chậm nhất ngày {onward_due}: "
      .. "chỉ có {gap_wd} ngày làm việc",
  },
  check = function(o, ctx)
    local r = next_report(o, ctx.as_of)
    local onward = r and onward_report(o, r.period)
    if not onward then
      return ctx.not_applicable { en = "nobody has to pass it on", vi = "không phải tổng hợp tiếp" }
    end
    local gap = ctx.working_days(r.due, onward.due, deadline.calendar(o, ctx.plan))
    if gap >= ctx.params.min_wd then return end
    return { due = r.due, onward_due = onward.due, gap_wd = gap,
      onward_agency = ctx.plan.agencies:find(onward.agency),
      onward_obligation = ctx.plan.obligations:find(onward.obligation) }
  end,
  -- 4 December 2026 is a Friday.
  examples = {
    { name = "three working days", as_of = "2026-11-23",
      plan = { obligations = {
        { code = "in", agency = "a", recipient = "hub", recurrence = "year",
          first_period = "2026", due_months = 0, due_day = 4, bound = "by" },
        { code = "out", agency = "hub", recurrence = "year", first_period = "2026",
          due_months = 0, due_day = 9, bound = "by" },
      } },
      expect = { pass = 1, ["not-applicable"] = 1, fail = 0 } },
    { name = "two working days", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "hub", name_en = "Hub" } },
        obligations = {
          { code = "in", agency = "a", copy_to = "hub", recurrence = "year",
            first_period = "2026", due_months = 0, due_day = 4, bound = "by" },
          { code = "out", agency = "hub", recurrence = "year", first_period = "2026",
            due_months = 0, due_day = 8, bound = "by" },
        },
      },
      expect = { fail = 1, ["not-applicable"] = 1, findings = { { subject = "in",
        severity = "medium",
        message = "due by 2026-12-04, and Hub must report by 2026-12-08: working days between: 2",
        evidence = { onward_obligation = "out" } } } } },
    { name = "the second is due first", as_of = "2026-11-23",
      plan = { obligations = {
        { code = "in", agency = "a", recipient = "hub", recurrence = "year",
          first_period = "2026", due_months = 0, due_day = 4, bound = "by" },
        { code = "out", agency = "hub", recurrence = "year", first_period = "2026",
          due_months = 0, due_day = 1, bound = "by" },
      } },
      expect = { fail = 1 } },
    { name = "another rhythm, or its own copy of the same duty", as_of = "2026-11-23",
      plan = {
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "hub" } },
        obligations = {
          { code = "in", agency = "all", recipient = "hub", recurrence = "year",
            first_period = "2026", due_months = 0, due_day = 4, bound = "by" },
          { code = "out", agency = "hub", recurrence = "once", first_period = "2026",
            due_months = 0, due_day = 4, bound = "by" },
        },
      },
      expect = { ["not-applicable"] = 2, fail = 0, pass = 0 } },
  },
}
