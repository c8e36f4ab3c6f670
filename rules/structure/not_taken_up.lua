local NOT_HIGHER = {
  en = "no other plan carries out its plan",
  vi = "không có kế hoạch nào cụ thể hóa kế hoạch của mục tiêu này",
}
local ACCEPTED = {
  en = "accepted as not applicable here",
  vi = "đã xác nhận không áp dụng tại đây",
}

-- Plans whose targets are carried out by targets of other plans, as a set.
local function higher_plans(targets)
  local plans = {}
  for target in targets:each() do
    local higher = target.serves
    if higher and higher.goal.plan.code ~= target.goal.plan.code then
      plans[higher.goal.plan.code] = true
    end
  end
  return plans
end

return {
  id       = "structure.not_taken_up",
  title    = {
    en = "Target of the higher plan not taken up",
    vi = "Mục tiêu của kế hoạch cấp trên chưa được cụ thể hóa",
  },
  doc      = {
    en = [[
A target of a higher plan that no target of the plans below carries out: it was left
out, by mistake or because it does not apply.

Judged are plans of which at least one target is carried out by another plan. Targets
that do not apply, such as those of the sea for an inland province, are named in
`accepted`.

Basis: directive 13/CT-TTg of 2019, by which ministries and provinces make plans for
the national action plan.

What to do: ask whoever issued the lower plan; record what does not apply.

May mislead where the link is merely not on record.]],
    vi = [[
Mục tiêu của kế hoạch cấp trên không được mục tiêu nào của kế hoạch cấp dưới cụ thể hóa: bị bỏ
sót hoặc không áp dụng.

Chỉ xét các kế hoạch có ít nhất một mục tiêu được kế hoạch khác cụ thể hóa. Mục tiêu không
áp dụng, như mục tiêu về biển đối với tỉnh không giáp biển, khai báo trong `accepted`.

Căn cứ: Chỉ thị 13/CT-TTg năm 2019 yêu cầu các bộ, địa phương xây dựng kế hoạch thực hiện kế
hoạch hành động quốc gia.

Việc cần làm: hỏi cơ quan ban hành kế hoạch cấp dưới; ghi nhận mục tiêu không áp dụng.

Có thể sai khi chỉ là chưa ghi nhận quan hệ cụ thể hóa.]],
  },
  severity = "medium",
  tags     = { "structure" },
  over     = "targets",
  params   = {
    accepted = { type = "list", default = {},
      doc = { en = "codes of targets that do not apply here",
        vi = "mã các mục tiêu không áp dụng tại đây" },
      source = "whoever answers for the lower plan" },
  },
  message  = {
    en = "no target of a plan below carries it out",
    vi = "chưa có mục tiêu nào của kế hoạch cấp dưới cụ thể hóa",
  },
  check_all = function(set, ctx)
    local plans, accepted, others, left_out = higher_plans(set), {}, 0, 0
    for _, code in ipairs(ctx.params.accepted) do accepted[code] = true end
    for target in set:each() do
      if not plans[target.goal.plan.code] then
        others = others + 1
      elseif #target.served_by == 0 then
        if accepted[target.code] then
          left_out = left_out + 1
        else
          ctx.emit { subject = target, deadline = target.deadline }
        end
      end
    end
    ctx.skipped("not-applicable", others, NOT_HIGHER)
    ctx.skipped("not-applicable", left_out, ACCEPTED)
  end,
  examples = {
    { name = "one of three is not taken up", as_of = "2026-11-23",
      plan = {
        goals = { { code = "vn", plan = "national" }, { code = "ag", plan = "local" } },
        targets = {
          { code = "vn-1", goal = "vn" }, { code = "vn-2", goal = "vn" },
          { code = "vn-3", goal = "vn" }, { code = "ag-1", goal = "ag", serves = "vn-1" },
          { code = "ag-2", goal = "ag", serves = "vn-3" },
        },
      },
      expect = { pass = 2, fail = 1, ["not-applicable"] = 2, findings = { { subject = "vn-2",
        severity = "medium", message = "no target of a plan below carries it out" } } } },
    { name = "accepted as not applicable", as_of = "2026-11-23", set = { accepted = "vn-2" },
      plan = {
        goals = { { code = "vn", plan = "national" }, { code = "ag", plan = "local" } },
        targets = { { code = "vn-1", goal = "vn" }, { code = "vn-2", goal = "vn" },
          { code = "ag-1", goal = "ag", serves = "vn-1" } },
      },
      expect = { pass = 1, ["not-applicable"] = 2, fail = 0 } },
    { name = "one plan alone, even if a target serves another of it", as_of = "2026-11-23",
      plan = {
        goals = { { code = "g", plan = "p" } },
        targets = { { code = "1", goal = "g" }, { code = "2", goal = "g", serves = "1" } },
      },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
