local succession = require "tiendo.succession"

return {
  id       = "accountability.not_handed_over",
  title    = { en = "Lead not handed over", vi = "Chưa chuyển giao vai trò chủ trì" },
  doc      = {
    en = [[
The lead of a task group has ended more than 30 working days ago. Who took over
from it is on record, and the group still names the old one: nobody was told in
writing that the duty is theirs.

A lead that ended without a successor on record is told by no_lead.

Basis: the intervals and successors on record. Thirty working days are a
convention.

What to do: record the successor as lead, with the document that says so, or ask
for one.

May mislead where a decision hands over all duties at once and was not recorded
here group by group.]],
    vi = [[
Cơ quan chủ trì nhóm nhiệm vụ đã chấm dứt hoạt động quá 30 ngày làm việc. Cơ quan
kế thừa đã được ghi nhận nhưng nhóm nhiệm vụ vẫn ghi tên cơ quan cũ: chưa có văn
bản giao việc cho cơ quan kế thừa.

Trường hợp cơ quan chủ trì chấm dứt hoạt động mà chưa ghi nhận cơ quan kế thừa
thuộc quy tắc no_lead.

Căn cứ: thời gian hoạt động và cơ quan kế thừa đã ghi nhận. Mức 30 ngày làm việc
là quy ước.

Việc cần làm: ghi cơ quan kế thừa làm cơ quan chủ trì, kèm văn bản làm căn cứ; nếu
chưa có văn bản thì đề nghị ban hành.

Có thể sai khi một quyết định chuyển giao toàn bộ nhiệm vụ cùng lúc và chưa được
ghi nhận cho từng nhóm nhiệm vụ.]],
  },
  severity = "medium",
  tags     = { "accountability", "reform" },
  over     = "task_groups",
  needs    = { "lead" },
  params   = {
    after_wd = { type = "days", max = 1000, default = 30, unit = "working days",
                 doc = {
                   en = "how long after its end the lead may still be named",
                   vi = "sau khi cơ quan chủ trì chấm dứt hoạt động, còn được ghi tên trong bao "
                     .. "lâu",
                 },
                 source = "a convention of this rule" },
  },
  message  = {
    en = "the lead {lead} ended on {ended_on}; after it comes {heirs:list}",
    vi = "cơ quan chủ trì {lead} đã chấm dứt hoạt động ngày {ended_on}; "
      .. "cơ quan kế thừa: {heirs:list}",
  },
  check = function(group, ctx)
    local ended = group.lead.valid_to
    if not ended or ctx.as_of <= ended then return end
    local heirs = succession.heirs(group.lead, ctx.as_of)
    if #heirs == 0 then
      return ctx.not_applicable { en = "no successor is on record; see no_lead",
        vi = "chưa ghi nhận cơ quan kế thừa; xem quy tắc no_lead" }
    end
    local working_days = ctx.working_days(ended, ctx.as_of)
    if working_days <= ctx.params.after_wd then
      return ctx.not_due { en = "there is time left to hand over",
        vi = "còn trong thời gian chuyển giao" }
    end
    return { ended_on = ended, heirs = heirs, working_days_since = working_days }
  end,
  -- From Monday 30 June 2025 thirty working days last to Monday 11 August.
  examples = {
    { name = "thirty working days after its end", as_of = "2025-08-11",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        agency_successors = { { agency = "a", successor = "b", since = "2025-07-01" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { ["not-due"] = 1, pass = 0, fail = 0 } },
    { name = "a day later", as_of = "2025-08-12",
      plan = {
        agencies = { { code = "a", name_en = "A", valid_to = "2025-06-30" },
          { code = "b", name_en = "B" } },
        agency_successors = { { agency = "a", successor = "b", since = "2025-07-01" } },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { fail = 1, findings = { { subject = "g", severity = "medium",
        message = "the lead A ended on 2025-06-30; after it comes B",
        evidence = { working_days_since = 31 } } } } },
    { name = "who took over has ended too", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "a", valid_to = "2020-06-30" },
          { code = "b", valid_to = "2025-06-30" } },
        agency_successors = {
          { agency = "a", successor = "b", since = "2020-07-01" },
          { agency = "b", successor = "c", since = "2025-07-01" },
          { agency = "b", successor = "a", since = "2025-07-01" },
        },
        task_groups = { { code = "g", target = "1.1", lead = "a" } },
      },
      expect = { fail = 1, findings = { { evidence = { heirs = { "c" } } } } } },
    { name = "it exists, or nobody took over, or none is named", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "gone", valid_to = "2025-06-30" } },
        task_groups = {
          { code = "g", target = "1.1", lead = "a" },
          { code = "h", target = "1.1", lead = "gone" },
          { code = "i", target = "1.1" },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 1, ["no-data"] = 1, fail = 0 } },
  },
}
