local promise = require "tiendo.promise"

local NOT_KEPT = {
  en = "the average does not keep it either",
  vi = "số liệu chung cũng chưa đạt",
}
local OF_A_GROUP = {
  en = "the promise is for one group itself",
  vi = "cam kết dành riêng cho một nhóm",
}
local NO_GROUPS = { en = "no figures by group", vi = "chưa có số liệu phân tổ" }

-- Groups of people in the same area with figures: list of { name, value, period }.
local function groups_of(c)
  local groups = {}
  for s in c.indicator.series:each() do
    if s.breakdown and s.series and s.area.code == c.area.code then
      local value, period = s.series:last()
      groups[#groups + 1] = { name = s.breakdown, value = value, period = period }
    end
  end
  return groups
end

return {
  id       = "equity.worst_group",
  title    = {
    en = "Average kept, a group left behind",
    vi = "Số chung đạt, có nhóm chưa đạt",
  },
  doc      = {
    en = [[
The latest figure for everybody keeps the promise, and that of a group does not.
The total hides whom the promise was not kept for.

Each group's latest figure counts, whatever its year, which is in the evidence.
Promises that are for one group are not judged.

Basis: to leave no one behind is the promise of the 2030 Agenda.

What to do: report the group beside the average; ask which task is for them.

May mislead where a group is small, or its figure is older.]],
    vi = [[
Số liệu chung mới nhất đạt mức cam kết nhưng số liệu của một nhóm thì không. Con
số chung che khuất những nhóm chưa được hưởng kết quả.

Mỗi nhóm lấy số liệu mới nhất, của năm nào cũng được; năm được nêu trong bằng
chứng. Cam kết dành riêng cho một nhóm thì không xét.

Căn cứ: không để ai bị bỏ lại phía sau là cam kết của Chương trình nghị sự 2030.

Việc cần làm: báo cáo số liệu của nhóm bên cạnh số liệu chung; làm rõ nhiệm vụ nào
dành cho nhóm đó.

Có thể sai khi nhóm có quy mô nhỏ, hoặc số liệu của nhóm cũ hơn.]],
  },
  severity = "medium",
  tags     = { "equity", "progress" },
  over     = "commitments",
  message  = {
    en = "everybody {observed}, {group} {value} in {value_period}; {promised} promised, "
      .. "groups left behind: {count}",
    vi = "số chung {observed}, nhóm {group} {value} (kỳ {value_period}); mức cam kết {promised}, "
      .. "số nhóm chưa đạt: {count}",
  },
  check = function(c, ctx)
    local p, outcome, why = promise.level(c)
    if not p then return promise.answer(ctx, outcome, why) end
    if c.breakdown then return ctx.not_applicable(OF_A_GROUP) end
    local observed = p.series:last()
    if not promise.is_kept(p, observed) then return ctx.not_applicable(NOT_KEPT) end
    local groups, behind, worst = groups_of(c), {}, nil
    if #groups == 0 then return ctx.no_data(NO_GROUPS) end
    for _, group in ipairs(groups) do
      if not promise.is_kept(p, group.value) then
        behind[#behind + 1] = group.name
        local is_worse = worst and (p.direction == "up") == (group.value < worst.value)
        if not worst or is_worse then worst = group end
      end
    end
    if not worst then return end
    return { promised = p.target, observed = observed, group = worst.name, value = worst.value,
      value_period = worst.period, count = #behind, groups = behind }
  end,
  examples = {
    { name = "two of three groups", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = ">=", value = 90, indicator = "i",
          area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 92 },
          { indicator = "i", area = "a", breakdown = "urban", period = "2024", value = 97 },
          { indicator = "i", area = "a", breakdown = "rural", period = "2024", value = 89.9 },
          { indicator = "i", area = "a", breakdown = "upland", period = "2023", value = 70 },
          { indicator = "i", area = "b", breakdown = "upland", period = "2023", value = 10 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "medium",
        message = "everybody 92, upland 70 in 2023; 90 promised, groups left behind: 2",
        evidence = { groups = { "rural", "upland" } } } } } },
    { name = "all groups, the last just so", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<=", value = 10, indicator = "i",
          area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 8 },
          { indicator = "i", area = "a", breakdown = "urban", period = "2024", value = 5 },
          { indicator = "i", area = "a", breakdown = "rural", period = "2024", value = 10 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "downwards the highest is the worst", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", comparator = "<=", value = 10, indicator = "i",
          area = "a" } },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 8 },
          { indicator = "i", area = "a", breakdown = "x", period = "2024", value = 11 },
          { indicator = "i", area = "a", breakdown = "y", period = "2024", value = 15 },
          { indicator = "i", area = "a", breakdown = "z", period = "2024", value = 12 },
        },
      },
      expect = { fail = 1, findings = { { evidence = { group = "y", count = 3 } } } } },
    { name = "no groups, not kept at all, of a group, no level", as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "no-groups", comparator = "<=", value = 10, indicator = "i", area = "a" },
          { code = "not-kept", comparator = "<=", value = 5, indicator = "i", area = "a" },
          { code = "of-group", comparator = "<=", value = 10, indicator = "j", area = "a",
            breakdown = "rural" },
          { code = "rate", kind = "rate", comparator = "<=", value = 10, indicator = "i",
            area = "a" },
        },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 8 },
          { indicator = "j", area = "a", breakdown = "rural", period = "2024", value = 8 },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
