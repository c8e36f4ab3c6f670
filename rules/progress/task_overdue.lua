local OVERDUE = {
  en = "was due by {due}, working days overdue: {working_days_late:number}",
  vi = "hạn hoàn thành {due}, đã quá {working_days_late:number} ngày làm việc",
}
local UNKNOWN = {
  en = "was due by {due}, and nothing on record says whether it was done",
  vi = "hạn hoàn thành {due}, chưa ghi nhận đã hoàn thành hay chưa",
}

local MESSAGES = { overdue = OVERDUE, unknown = UNKNOWN }

return {
  id       = "progress.task_overdue",
  title    = { en = "Task overdue", vi = "Nhiệm vụ quá hạn" },
  doc      = {
    en = [[
The last day of a task has passed and it is not done: high where its state is on
record as open, medium where no state is on record, so that nobody can tell. What
rests on the task waits with it.

Tasks without a day of their own are not judged, nor those that were dropped.

Basis: the day that the document names for the task; the four cells of the Office
of the Government's reports: done or open, in time or late (decision
42/2014/QĐ-TTg, as amended by 23/2018). Working days follow the first calendar.

What to do: record the state of the task, or ask the lead for a new day.

May mislead where the day governs one clause of the task only; the note of the
row says so.]],
    vi = [[
Đã qua ngày cuối của nhiệm vụ mà nhiệm vụ chưa hoàn thành: mức độ cao khi tình
trạng được ghi là đang thực hiện, trung bình khi chưa ghi nhận tình trạng nên
không thể biết. Những việc phụ thuộc vào nhiệm vụ cũng phải chờ theo.

Nhiệm vụ không có thời hạn riêng và nhiệm vụ đã dừng thực hiện thì không xét.

Căn cứ: thời hạn của nhiệm vụ nêu trong văn bản; bốn nhóm trong báo cáo của Văn
phòng Chính phủ: đã hoàn thành hoặc chưa hoàn thành, trong hạn hoặc quá hạn (Quyết
định số 42/2014/QĐ-TTg, được sửa đổi, bổ sung bởi Quyết định số 23/2018/QĐ-TTg).
Ngày làm việc tính theo lịch làm việc đầu tiên.

Việc cần làm: ghi nhận tình trạng của nhiệm vụ, hoặc đề nghị cơ quan chủ trì xác
định thời hạn mới.

Có thể sai khi thời hạn chỉ áp dụng cho một phần của nhiệm vụ; ghi chú của dòng có
nêu điều này.]],
  },
  severity = "high",
  tags     = { "progress", "tasks" },
  over     = "tasks",
  params   = {
    grace_wd = { type = "days", max = 250, default = 0, unit = "working days",
                 doc = { en = "how long after the last day nothing is said",
                         vi = "thời gian chờ sau ngày cuối trước khi nêu phát hiện" },
                 source = "a convention of this rule" },
  },
  message  = OVERDUE,
  check = function(task, ctx)
    if not task.due_on then
      return ctx.not_applicable { en = "the document names no day for the task",
        vi = "văn bản không quy định thời hạn của nhiệm vụ" }
    end
    if task.status == "dropped" then
      return ctx.not_applicable { en = "the task was dropped", vi = "nhiệm vụ đã dừng thực hiện" }
    end
    if task.status == "done" then return end
    local late, grace = ctx.working_days(task.due_on, ctx.as_of), ctx.params.grace_wd
    if ctx.as_of <= task.due_on or grace > 0 and late <= grace then
      return ctx.not_due { en = "the last day has not come", vi = "chưa đến hạn" }
    end
    local class = task.status and "overdue" or "unknown"
    return {
      class = class, message = MESSAGES[class],
      severity = not task.status and "medium" or nil,
      due = task.due_on, working_days_late = late,
    }
  end,
  -- 31 December 2025 was a Wednesday.
  examples = {
    { name = "on the last day it is not overdue", as_of = "2025-12-31",
      plan = { tasks = { { code = "t", task_group = "g", due_on = "2025-12-31",
        status = "open" } } },
      expect = { ["not-due"] = 1, fail = 0, pass = 0 } },
    { name = "the day after it is", as_of = "2026-01-01",
      plan = {
        tasks = { { code = "t", task_group = "g", due_on = "2025-12-31", status = "open" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { fail = 1, findings = { { subject = "t", class = "overdue", severity = "high",
        message = "was due by 2025-12-31, working days overdue: 1",
        evidence = { due = "2025-12-31", working_days_late = 1 } } } } },
    { name = "whose state nobody recorded", as_of = "2026-01-01",
      plan = { tasks = { { code = "t", task_group = "g", due_on = "2025-12-31" } } },
      expect = { fail = 1, findings = { { subject = "t", class = "unknown", severity = "medium",
        message = "was due by 2025-12-31, and nothing on record says whether it was done" } } } },
    { name = "done, dropped, without a day", as_of = "2026-01-01",
      plan = { tasks = {
        { code = "done", task_group = "g", due_on = "2025-12-31", status = "done" },
        { code = "dropped", task_group = "g", due_on = "2025-12-31", status = "dropped" },
        { code = "no-day", task_group = "g", status = "open" },
      } },
      expect = { pass = 1, ["not-applicable"] = 2, fail = 0 } },
    { name = "a day of grace", as_of = "2026-01-01", set = { grace_wd = 1 },
      plan = { tasks = { { code = "t", task_group = "g", due_on = "2025-12-31",
        status = "open" } } },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "a day of grace is over", as_of = "2026-01-02", set = { grace_wd = 1 },
      plan = { tasks = { { code = "t", task_group = "g", due_on = "2025-12-31",
        status = "open" } } },
      expect = { fail = 1 } },
  },
}
