local succession = require "tiendo.succession"

-- Codes of agencies that lead something or owe a report, alone or through a
-- group.
local function busy_codes(plan)
  local busy = {}
  for group in plan.task_groups:each() do
    if group.lead then busy[group.lead.code] = true end
  end
  for report in plan.reports:each() do busy[report.agency.code] = true end
  for o in plan.obligations:each() do
    if o.agency then busy[o.agency.code] = true end
  end
  return busy
end

-- Whether the agency, or a member of it at any remove, is among them.
local function is_busy(agency, busy)
  if busy[agency.code] then return true end
  for _, member in ipairs(succession.members(agency)) do
    if busy[member.code] then return true end
  end
  return false
end

return {
  id       = "accountability.idle_coordinator",
  title    = {
    en = "Takes part without task or report",
    vi = "Phối hợp nhưng không có nhiệm vụ, báo cáo",
  },
  doc      = {
    en = [[
An agency is named among those who take part, leads nothing and owes no report:
whether it did anything cannot be told. A group is judged by its members, as far
as they are known.

Counts agencies that coordinate.

Basis: the plan itself.

What to do: ask whoever issued the plan what is expected of it, or who belongs to
the group.

May mislead where its part is settled in another document, or the members of a
group are not recorded.]],
    vi = [[
Cơ quan được nêu tên phối hợp nhưng không chủ trì nhiệm vụ nào và không phải báo
cáo: không có căn cứ để biết cơ quan đó đã làm gì. Nhóm cơ quan được xét qua các
thành viên đã biết.

Tính theo số cơ quan phối hợp.

Căn cứ: nội dung của chính kế hoạch.

Việc cần làm: đề nghị cơ quan ban hành kế hoạch làm rõ phần việc của cơ quan đó,
hoặc những cơ quan nào thuộc nhóm.

Có thể sai khi phần việc được quy định ở văn bản khác, hoặc chưa ghi nhận thành
viên của nhóm.]],
  },
  severity = "low",
  tags     = { "accountability" },
  over     = "agencies",
  message  = {
    en = "takes part in {count} groups of tasks, leads none and owes no report",
    vi = "phối hợp trong {count} nhóm nhiệm vụ nhưng không chủ trì và không phải báo cáo",
  },
  check_all = function(set, ctx)
    local busy, n = busy_codes(ctx.plan), 0
    for agency in set:each() do
      local count = #agency.coordinates
      if count > 0 then
        n = n + 1
        if not is_busy(agency, busy) then ctx.emit { subject = agency, count = count } end
      end
    end
    ctx.evaluated(n)
  end,
  examples = {
    { name = "it leads elsewhere, or owes a report, or a member does", as_of = "2026-11-23",
      plan = {
        agency_members = { { agency = "group", member = "lead" } },
        task_groups = { { code = "g", target = "1.1", lead = "lead" } },
        obligations = { { code = "o", agency = "reporter", recurrence = "once",
          first_period = "2026" } },
        coordinators = {
          { task_group = "g", agency = "lead" }, { task_group = "g", agency = "reporter" },
          { task_group = "g", agency = "group" },
        },
      },
      expect = { pass = 3, fail = 0 } },
    { name = "none of these", as_of = "2026-11-23",
      plan = {
        task_groups = { { code = "g", target = "1.1", lead = "lead" },
          { code = "h", target = "1.1", lead = "lead" } },
        coordinators = { { task_group = "g", agency = "idle" },
          { task_group = "h", agency = "idle" } },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "idle", severity = "low",
        message = "takes part in 2 groups of tasks, leads none and owes no report" } } } },
    { name = "groups within each other", as_of = "2026-11-23",
      plan = {
        agency_members = { { agency = "one", member = "other" },
          { agency = "other", member = "one" } },
        coordinators = { { task_group = "g", agency = "one" } },
      },
      expect = { fail = 1 } },
  },
}
