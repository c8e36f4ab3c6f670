-- Adds what is due on a day to the week of its agency.
local function note(weeks, list, agency, day, what)
  local monday = day - (day.weekday - 1)
  local key = agency.code .. " " .. tostring(monday)
  local week = weeks[key]
  if not week then
    week = { agency = agency, monday = monday, due = {} }
    weeks[key] = week
    list[#list + 1] = week
  end
  week.due[#week.due + 1] = what
end

-- Weeks of agencies with something due from a day on, in the order found.
local function weeks_from(plan, day)
  local weeks, list = {}, {}
  for report in plan.reports:where { status = "pending" }:each() do
    if report.due and report.due >= day then
      note(weeks, list, report.agency, report.due, report.code)
    end
  end
  for task in plan.tasks:each() do
    local lead = task.due_on and task.due_on >= day and task.status ~= "done"
      and task.status ~= "dropped" and task.task_group.lead
    if lead then note(weeks, list, lead, task.due_on, task.code) end
  end
  return list
end

return {
  id       = "accountability.deadline_overload",
  title    = { en = "Too much due in one week", vi = "Quá nhiều việc đến hạn trong một tuần" },
  doc      = {
    en = [[
From today on, one agency has eight or more reports and tasks due in one week,
Monday to Sunday. Some of them will be late, or written in haste.

Counts weeks of agencies in which something is due: reports that are owed within
a year, and tasks with a day of their own for whoever leads them.

Basis: the obligations and tasks on record. Eight a week is a convention.

What to do: ask whoever set the deadlines to spread them, or start earlier.

May mislead where one report answers several obligations.]],
    vi = [[
Kể từ ngày đánh giá, một cơ quan có từ tám báo cáo, nhiệm vụ trở lên cùng đến hạn
trong một tuần (thứ Hai đến Chủ nhật). Một phần trong đó dễ bị chậm hoặc làm vội.

Tính theo tuần của từng cơ quan có việc đến hạn, gồm báo cáo phải nộp trong vòng
một năm và nhiệm vụ có thời hạn riêng của cơ quan chủ trì.

Căn cứ: các nghĩa vụ báo cáo và nhiệm vụ đã ghi nhận. Mức tám việc một tuần là quy
ước.

Việc cần làm: đề nghị cơ quan quy định thời hạn giãn các thời hạn, hoặc chủ động
chuẩn bị sớm hơn.

Có thể sai khi một báo cáo đáp ứng cùng lúc nhiều nghĩa vụ báo cáo.]],
  },
  severity = "low",
  tags     = { "accountability", "reporting" },
  over     = "agencies",
  params   = {
    max = { type = "integer", min = 1, max = 1000, default = 8, unit = "a week",
            doc = { en = "from so many on it is too much",
                    vi = "từ số việc này trở lên là quá nhiều" },
            source = "a convention of this rule" },
  },
  message  = {
    en = "{count} due in the week from {week_from}",
    vi = "có {count} việc đến hạn trong tuần từ ngày {week_from}",
  },
  check_all = function(_, ctx)
    local list = weeks_from(ctx.plan, ctx.as_of)
    for _, week in ipairs(list) do
      if #week.due >= ctx.params_of(week.agency, week.monday).max then
        ctx.emit { subject = week.agency, key = tostring(week.monday), count = #week.due,
          week_from = week.monday, items = week.due }
      end
    end
    ctx.evaluated(#list)
  end,
  -- 30 November 2026 is a Monday.
  examples = {
    { name = "two in one week, at a limit of two", as_of = "2026-11-23", set = { max = 2 },
      plan = {
        agencies = { { code = "a", name_en = "A" } },
        obligations = { { code = "o", agency = "a", recurrence = "once", first_period = "2026-11",
          due_months = 0, due_day = 30, bound = "by" } },
        tasks = { { code = "t", task_group = "g", due_on = "2026-12-06" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "a", severity = "low",
        key = "2026-11-30", message = "2 due in the week from 2026-11-30",
        evidence = { items = { "o/a/2026-11", "t" } } } } } },
    { name = "one each in two weeks", as_of = "2026-11-23", set = { max = 2 },
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once", first_period = "2026-11",
          due_months = 0, due_day = 29, bound = "by" } },
        tasks = { { code = "t", task_group = "g", due_on = "2026-11-30" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "of different agencies, done, past", as_of = "2026-12-01", set = { max = 2 },
      plan = {
        tasks = {
          { code = "t", task_group = "g", due_on = "2026-12-02" },
          { code = "u", task_group = "h", due_on = "2026-12-02" },
          { code = "done", task_group = "g", due_on = "2026-12-02", status = "done" },
          { code = "past", task_group = "g", due_on = "2026-11-30" },
        },
        task_groups = { { code = "g", target = "1.1", lead = "a" },
          { code = "h", target = "1.1", lead = "b" } },
      },
      expect = { pass = 2, fail = 0 } },
  },
}
