local NOTHING = {
  en = "it waits for no other task",
  vi = "không phải chờ nhiệm vụ nào khác",
}
local CYCLE = {
  en = "waits for itself by way of {prerequisite:code}: none of the tasks can begin",
  vi = "chờ chính mình qua nhiệm vụ {prerequisite:code}: không nhiệm vụ nào bắt đầu được",
}
local DROPPED = {
  en = "waits for {prerequisite:code}, which was dropped",
  vi = "chờ nhiệm vụ {prerequisite:code}, nhưng nhiệm vụ đó đã bỏ",
}
local TOO_LATE = {
  en = "due by {due}, and waits for {prerequisite:code}, due by {prerequisite_due}",
  vi = "hạn {due}, nhưng phải chờ nhiệm vụ {prerequisite:code} có hạn {prerequisite_due}",
}

-- Whether the way from one task over those it waits for leads to the code.
local function leads_to(task, code, seen)
  if task.code == code then return true end
  if seen[task.code] then return false end
  seen[task.code] = true
  for link in task.prerequisites:each() do
    if leads_to(link.prerequisite, code, seen) then return true end
  end
  return false
end

-- What is wrong with waiting for the other one: rank, class, severity, message.
local function fault_of(task, other)
  if leads_to(other, task.code, {}) then return 3, "cycle", "high", CYCLE end
  if other.status == "dropped" then return 2, "dropped", "medium", DROPPED end
  if task.due_on and other.due_on and other.due_on > task.due_on and other.status ~= "done" then
    return 1, "too_late", "medium", TOO_LATE
  end
end

return {
  id       = "structure.impossible_order",
  title    = { en = "Tasks in an impossible order", vi = "Thứ tự nhiệm vụ không khả thi" },
  doc      = {
    en = [[
A task waits for another one that cannot be there in time: the two wait for each
other (high), the other was dropped, or its last day is later (medium). One fault a
task is told, the worst.

Tasks that are done or dropped wait no more. On the same day the order holds.

Basis: which task waits for which, as recorded; logic.

What to do: take the circle apart; move one of the days; take up the dropped task or
take the link away.

May mislead where work can begin on a draft of what it waits for.]],
    vi = [[
Một nhiệm vụ phải chờ nhiệm vụ khác không thể xong kịp: hai nhiệm vụ chờ lẫn nhau (mức
cao), nhiệm vụ kia đã bỏ, hoặc có hạn muộn hơn (mức trung bình). Mỗi nhiệm vụ chỉ nêu
lỗi nặng nhất.

Không xét nhiệm vụ đã xong hoặc đã bỏ. Cùng một ngày thì vẫn thực hiện được.

Căn cứ: quan hệ chờ giữa các nhiệm vụ đã ghi nhận; suy luận logic.

Việc cần làm: gỡ vòng lặp; điều chỉnh một trong hai hạn; khôi phục nhiệm vụ đã bỏ hoặc
bỏ quan hệ chờ.

Có thể sai khi có thể bắt đầu công việc từ bản dự thảo của nhiệm vụ trước.]],
  },
  severity = "medium",
  tags     = { "structure" },
  over     = "tasks",
  message  = TOO_LATE,
  check = function(task, ctx)
    if #task.prerequisites == 0 or task.status == "done" or task.status == "dropped" then
      return ctx.not_applicable(NOTHING)
    end
    local worst, evidence = 0, nil
    for link in task.prerequisites:each() do
      local other = link.prerequisite
      local rank, class, severity, message = fault_of(task, other)
      if rank and rank > worst then
        worst = rank
        evidence = { class = class, severity = severity, message = message, prerequisite = other,
          due = task.due_on, prerequisite_due = other.due_on }
      end
    end
    return evidence
  end,
  examples = {
    { name = "on the same day", as_of = "2026-11-23",
      plan = {
        tasks = { { code = "a", task_group = "g", due_on = "2026-12-31" },
          { code = "b", task_group = "g", due_on = "2026-12-31" } },
        task_prerequisites = { { task = "a", prerequisite = "b" } },
      },
      expect = { pass = 1, ["not-applicable"] = 1, fail = 0 } },
    { name = "a day later", as_of = "2026-11-23",
      plan = {
        tasks = { { code = "a", task_group = "g", due_on = "2026-12-31" },
          { code = "b", task_group = "g", due_on = "2027-01-01" } },
        task_prerequisites = { { task = "a", prerequisite = "b" } },
      },
      expect = { fail = 1, findings = { { subject = "a", class = "too_late", severity = "medium",
        message = "due by 2026-12-31, and waits for b, due by 2027-01-01" } } } },
    { name = "a circle of three, and one that waits for it", as_of = "2026-11-23",
      plan = {
        tasks = { { code = "a", task_group = "g" }, { code = "b", task_group = "g" },
          { code = "c", task_group = "g" }, { code = "d", task_group = "g" } },
        task_prerequisites = { { task = "a", prerequisite = "b" },
          { task = "b", prerequisite = "c" }, { task = "c", prerequisite = "a" },
          { task = "d", prerequisite = "a" } },
      },
      expect = { pass = 1, fail = 3, findings = {
        { subject = "a", class = "cycle", severity = "high",
          message = "waits for itself by way of b: none of the tasks can begin" },
        { subject = "b", evidence = { prerequisite = "c" } },
        { subject = "c", evidence = { prerequisite = "a" } },
      } } },
    { name = "dropped is worse than late", as_of = "2026-11-23",
      plan = {
        tasks = { { code = "a", task_group = "g", due_on = "2026-12-31" },
          { code = "b", task_group = "g", due_on = "2027-01-01" },
          { code = "c", task_group = "g", status = "dropped" } },
        task_prerequisites = { { task = "a", prerequisite = "b" },
          { task = "a", prerequisite = "c" } },
      },
      expect = { fail = 1, findings = { { class = "dropped", severity = "medium",
        message = "waits for c, which was dropped" } } } },
    { name = "done already, either of them", as_of = "2026-11-23",
      plan = {
        tasks = { { code = "a", task_group = "g", due_on = "2026-12-31", status = "done" },
          { code = "b", task_group = "g", due_on = "2027-01-01", status = "done" },
          { code = "c", task_group = "g", due_on = "2026-12-31", status = "open" } },
        task_prerequisites = { { task = "a", prerequisite = "b" },
          { task = "c", prerequisite = "b" } },
      },
      expect = { pass = 1, ["not-applicable"] = 2, fail = 0 } },
  },
}
