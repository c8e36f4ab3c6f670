local succession = require "tiendo.succession"

local NO_LEAD = {
  en = "the task group names no lead agency",
  vi = "nhóm nhiệm vụ chưa có cơ quan chủ trì",
}
local LEAD_ENDED = {
  en = "the lead {lead} ended on {ended_on} and no successor is on record",
  vi = "cơ quan chủ trì {lead} đã chấm dứt hoạt động ngày {ended_on}, "
    .. "chưa ghi nhận cơ quan kế thừa",
}

return {
  id       = "accountability.no_lead",
  title    = { en = "No lead agency", vi = "Không có cơ quan chủ trì" },
  doc      = {
    en = [[
Each group of tasks needs one agency that answers for it. A group fails whose
lead is not named, or whose lead has ended with nobody on record who took over.

Basis: the plan itself, which assigns its tasks to leads and coordinators.

What to do: ask whoever issued the plan to name a lead, or record who took the
duty over, with the document that says so.

May mislead where a lead is named elsewhere in the document, or a successor is
known and not recorded.]],
    vi = [[
Mỗi nhóm nhiệm vụ cần một cơ quan chịu trách nhiệm. Nhóm nhiệm vụ không đạt khi
chưa nêu cơ quan chủ trì, hoặc cơ quan chủ trì đã chấm dứt hoạt động mà chưa ghi
nhận cơ quan kế thừa.

Căn cứ: nội dung của chính kế hoạch, trong đó giao nhiệm vụ cho cơ quan chủ trì và
cơ quan phối hợp.

Việc cần làm: đề nghị cơ quan ban hành kế hoạch phân công cơ quan chủ trì; hoặc ghi
nhận cơ quan kế thừa kèm văn bản làm căn cứ.

Có thể sai khi cơ quan chủ trì được nêu ở phần khác của văn bản, hoặc đã có cơ
quan kế thừa nhưng chưa được ghi nhận.]],
  },
  severity = "critical",
  tags     = { "accountability" },
  over     = "task_groups",
  message  = NO_LEAD,
  check = function(group, ctx)
    local lead = group.lead
    if not lead then return { class = "none" } end
    if succession.exists(lead, ctx.as_of) or #succession.heirs(lead, ctx.as_of) > 0 then return end
    return { class = "ended", message = LEAD_ENDED, ended_on = lead.valid_to }
  end,
  examples = {
    { name = "a lead answers for the group", as_of = "2026-11-23",
      plan = { task_groups = { { code = "g", target = "1.1", lead = "a" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "nobody does", as_of = "2026-11-23",
      plan = { task_groups = { { code = "g", target = "1.1" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "g", class = "none",
        severity = "critical" } } } },
    { name = "the lead exists for the last day", as_of = "2025-06-30",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the lead has ended", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { fail = 1, findings = { { subject = "g", class = "ended",
        message = "the lead a ended on 2025-06-30 and no successor is on record",
        evidence = { ended_on = "2025-06-30" } } } } },
    { name = "somebody took over from who took over", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "a", valid_to = "2020-06-30" }, { code = "b",
          valid_to = "2025-06-30" } },
        agency_successors = {
          { agency = "a", successor = "b", since = "2020-07-01" },
          { agency = "b", successor = "c", since = "2025-07-01" },
        },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "who took over from each other leads nowhere", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "a", valid_to = "2020-06-30" }, { code = "b",
          valid_to = "2025-06-30" } },
        agency_successors = {
          { agency = "a", successor = "b", since = "2020-07-01" },
          { agency = "b", successor = "a", since = "2025-07-01" },
        },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { fail = 1 } },
    { name = "the lead exists from today on", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", valid_from = "2025-07-01" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { pass = 1, fail = 0 } },
  },
}
