return {
  id       = "structure.target_without_task",
  title    = { en = "Target without task", vi = "Mục tiêu không có nhiệm vụ" },
  doc      = {
    en = [[
A target for which the plan sets no task: nobody has been told to do anything, so
nothing will happen by plan. A group of tasks without a task counts as none.

Basis: the plan itself, which is to carry out each of its targets by tasks.

What to do: ask whoever issued the plan whether the tasks were left out, stand
under another target, or are not meant.

May mislead where the tasks of one target serve another one too.]],
    vi = [[
Mục tiêu cụ thể mà kế hoạch không giao nhiệm vụ nào: không cơ quan nào được giao
việc nên không có gì được thực hiện theo kế hoạch. Nhóm nhiệm vụ không có nhiệm vụ
nào được coi như không có.

Căn cứ: nội dung của chính kế hoạch, trong đó mỗi mục tiêu phải được thực hiện
bằng các nhiệm vụ.

Việc cần làm: hỏi cơ quan ban hành kế hoạch xem nhiệm vụ bị bỏ sót, được ghi ở mục
tiêu khác, hay chủ ý không giao.

Có thể sai khi nhiệm vụ của một mục tiêu phục vụ cả mục tiêu khác.]],
  },
  severity = "high",
  tags     = { "structure" },
  over     = "targets",
  message  = {
    en = "the plan sets no task for this target",
    vi = "kế hoạch chưa giao nhiệm vụ nào để thực hiện mục tiêu này",
  },
  check = function(target)
    for group in target.task_groups:each() do
      if #group.tasks > 0 then return end
    end
    return { task_groups = #target.task_groups }
  end,
  examples = {
    { name = "one task is enough", as_of = "2026-11-23",
      plan = { tasks = { { code = "1.1-1-1", task_group = "1.1-1" } },
        task_groups = { { code = "1.1-1", target = "1.1" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "no group of tasks", as_of = "2026-11-23",
      plan = { targets = { { code = "11.8" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "11.8", severity = "high",
        evidence = { task_groups = 0 } } } } },
    { name = "a group without a task", as_of = "2026-11-23",
      plan = { task_groups = { { code = "1.1-1", target = "1.1" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "1.1",
        evidence = { task_groups = 1 } } } } },
  },
}
