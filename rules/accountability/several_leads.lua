-- Leads of a target's groups, each once, in reading order, and how many groups
-- name a group of agencies.
local function leads_of(target)
  local leads, seen, collective = {}, {}, 0
  for group in target.task_groups:each() do
    local lead = group.lead
    if lead and not seen[lead.code] then
      seen[lead.code] = true
      leads[#leads + 1] = lead
      if #lead.members > 0 then collective = collective + 1 end
    end
  end
  return leads, collective
end

return {
  id       = "accountability.several_leads",
  title    = { en = "Several leads for one target", vi = "Một mục tiêu có nhiều cơ quan chủ trì" },
  doc      = {
    en = [[
The tasks of one target have different leads, or one of the leads is a group of
agencies. Each answers for its part, and none for the target.

Basis: the plan itself. That one thing is given to one agency to lead is the
principle of Resolution 18-NQ/TW of 2017.

What to do: ask whoever issued the plan which of them answers for the target.

May mislead where the parts have nothing to do with each other.]],
    vi = [[
Các nhiệm vụ của một mục tiêu cụ thể có những cơ quan chủ trì khác nhau, hoặc cơ
quan chủ trì là một nhóm cơ quan. Mỗi cơ quan chịu trách nhiệm phần việc của mình,
không cơ quan nào chịu trách nhiệm chung về mục tiêu.

Căn cứ: nội dung của chính kế hoạch; nguyên tắc một việc chỉ giao một cơ quan chủ
trì tại Nghị quyết số 18-NQ/TW năm 2017.

Việc cần làm: đề nghị cơ quan ban hành kế hoạch xác định cơ quan chịu trách nhiệm
chung về mục tiêu.

Có thể sai khi các phần việc không liên quan với nhau.]],
  },
  severity = "low",
  tags     = { "accountability" },
  over     = "targets",
  params   = {
    max = { type = "integer", min = 1, max = 100, default = 1, unit = "leads",
            doc = { en = "how many leads a target may have",
                    vi = "số cơ quan chủ trì tối đa của một mục tiêu" },
            source = "Resolution 18-NQ/TW, 2017" },
  },
  message  = {
    en = "{count} leads: {leads:list}",
    vi = "có {count} cơ quan chủ trì: {leads:list}",
  },
  check = function(target, ctx)
    local leads, collective = leads_of(target)
    if #leads == 0 then
      return ctx.not_applicable { en = "no lead is named; see no_lead",
        vi = "chưa có cơ quan chủ trì; xem quy tắc no_lead" }
    end
    if #leads <= ctx.params.max and collective == 0 then return end
    return { count = #leads, leads = leads }
  end,
  examples = {
    { name = "two groups, one lead", as_of = "2026-11-23",
      plan = { task_groups = {
        { code = "g", target = "1.1", lead = "a" }, { code = "h", target = "1.1", lead = "a" },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "two leads", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "a", name_en = "A" }, { code = "b", name_en = "B" } },
        task_groups = {
          { code = "g", target = "1.1", lead = "a" }, { code = "h", target = "1.1", lead = "b" },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "1.1", severity = "low",
        message = "2 leads: A, B" } } } },
    { name = "two may be", as_of = "2026-11-23", set = { max = 2 },
      plan = { task_groups = {
        { code = "g", target = "1.1", lead = "a" }, { code = "h", target = "1.1", lead = "b" },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "a group of agencies is several", as_of = "2026-11-23",
      plan = {
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "b" } },
        task_groups = { { code = "g", target = "1.1", lead = "all" } },
      },
      expect = { fail = 1, findings = { { evidence = { count = 1 } } } } },
    { name = "no lead", as_of = "2026-11-23",
      plan = { task_groups = { { code = "g", target = "1.1" } } },
      expect = { ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
