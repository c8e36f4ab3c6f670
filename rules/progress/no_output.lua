local NOT_DONE = {
  en = "it is not done",
  vi = "chưa hoàn thành",
}
local NOT_RECORDED = {
  en = "its state is not on record",
  vi = "chưa ghi nhận tình trạng thực hiện",
}
local NONE_KEPT = {
  en = "outputs of tasks are not kept in the store at all",
  vi = "cơ sở dữ liệu chưa ghi nhận sản phẩm của nhiệm vụ nào",
}
local IN_GRACE = {
  en = "done a few days ago; its output may still be recorded",
  vi = "mới hoàn thành, còn thời gian để ghi nhận sản phẩm",
}
local ASKED_FOR = {
  en = "recorded as done, and '{output}' is not there: outputs on record: {count}",
  vi = "ghi là đã hoàn thành nhưng chưa có '{output}': số sản phẩm đã ghi nhận: {count}",
}

return {
  id       = "progress.no_output",
  title    = {
    en = "Task done without output",
    vi = "Nhiệm vụ hoàn thành nhưng không có sản phẩm",
  },
  doc      = {
    en = [[
A task is recorded as done, and no document or other output of it is on record:
completion on paper.

Within ten working days of its completion the output may still be recorded. Where
the store keeps no outputs at all, only tasks that ask for one are judged.

Basis: Decision 42/2014/QĐ-TTg on following up tasks that the Government sets: a task
is closed on what it produced. The days are a convention.

What to do: record number and day of what the task produced, or open the task again.

May mislead where a task by its nature leaves no document.]],
    vi = [[
Nhiệm vụ được ghi là đã hoàn thành nhưng chưa có văn bản hay sản phẩm nào: hoàn thành
trên giấy tờ.

Trong mười ngày làm việc kể từ ngày hoàn thành vẫn có thể ghi nhận sản phẩm. Nếu cơ sở
dữ liệu hoàn toàn không ghi nhận sản phẩm thì chỉ xét các nhiệm vụ có yêu cầu sản phẩm.

Căn cứ: Quyết định 42/2014/QĐ-TTg về theo dõi, đôn đốc, kiểm tra việc thực hiện nhiệm vụ
do Chính phủ, Thủ tướng Chính phủ giao: nhiệm vụ kết thúc khi có sản phẩm. Số ngày là
quy ước.

Việc cần làm: ghi nhận số, ngày của sản phẩm hoặc mở lại nhiệm vụ.

Có thể sai khi nhiệm vụ vốn không tạo ra văn bản.]],
  },
  severity = "medium",
  tags     = { "progress", "documents" },
  over     = "tasks",
  params   = {
    min_outputs = { type = "integer", min = 1, max = 100, default = 1, unit = "outputs",
      doc = { en = "how many outputs a task must have", vi = "số sản phẩm phải có" },
      source = "a convention of this rule" },
    grace_wd = { type = "days", max = 250, default = 10, unit = "working days",
      doc = { en = "how long after its completion an output may be recorded",
        vi = "thời gian chờ ghi nhận sản phẩm kể từ ngày hoàn thành" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "recorded as done; outputs on record: {count}",
    vi = "ghi là đã hoàn thành; số sản phẩm đã ghi nhận: {count}",
  },
  check = function(task, ctx)
    if not task.status then return ctx.no_data(NOT_RECORDED) end
    if task.status ~= "done" then return ctx.not_applicable(NOT_DONE) end
    local count = #task.outputs
    if count >= ctx.params.min_outputs then return end
    if not task.output and #ctx.plan.task_outputs == 0 then return ctx.no_data(NONE_KEPT) end
    if task.done_on and ctx.working_days(task.done_on, ctx.as_of) <= ctx.params.grace_wd then
      return ctx.not_due(IN_GRACE)
    end
    return { count = count, done_on = task.done_on, output = task.output,
      message = task.output and ASKED_FOR or nil }
  end,
  -- Friday 13 November 2026 is ten working days after Friday 30 October.
  examples = {
    { name = "an output is there", as_of = "2026-11-23",
      plan = {
        tasks = { { code = "t", task_group = "g", status = "done" } },
        task_outputs = { { task = "t", position = 1, number = "9/BC" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "none after ten working days, and after eleven", as_of = "2026-11-16",
      plan = {
        tasks = {
          { code = "ten", task_group = "g", status = "done", done_on = "2026-11-02" },
          { code = "eleven", task_group = "g", status = "done", done_on = "2026-10-30" },
          { code = "other", task_group = "g", status = "done" },
        },
        task_outputs = { { task = "other", position = 1 } },
      },
      expect = { pass = 1, ["not-due"] = 1, fail = 1, findings = { { subject = "eleven",
        severity = "medium", message = "recorded as done; outputs on record: 0" } } } },
    { name = "the output asked for is not there", as_of = "2026-11-23",
      plan = { tasks = { { code = "t", task_group = "g", status = "done", output = "a map" } } },
      expect = { fail = 1, findings = { {
        message = "recorded as done, and 'a map' is not there: outputs on record: 0" } } } },
    { name = "one of two", as_of = "2026-11-23", set = { min_outputs = 2 },
      plan = {
        tasks = { { code = "t", task_group = "g", status = "done" } },
        task_outputs = { { task = "t", position = 1 } },
      },
      expect = { fail = 1, findings = { { evidence = { count = 1 } } } } },
    { name = "open, of unknown state, in a store without outputs", as_of = "2026-11-23",
      plan = { tasks = {
        { code = "open", task_group = "g", status = "open" },
        { code = "unknown", task_group = "g" },
        { code = "done", task_group = "g", status = "done" },
      } },
      expect = { ["not-applicable"] = 1, ["no-data"] = 2, pass = 0, fail = 0 } },
  },
}
