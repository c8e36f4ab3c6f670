local NOT_REQUIRED = {
  en = "no breakdown is required",
  vi = "không có phân tổ bắt buộc",
}
local NO_FIGURES = {
  en = "no figures at all yet",
  vi = "chưa có số liệu nào",
}
local NOT_STARTED = {
  en = "no figures for any of the {expected} groups that are required: {breakdowns:list}",
  vi = "chưa có số liệu của nhóm nào trong {expected} nhóm phân tổ bắt buộc: {breakdowns:list}",
}

-- Groups that the indicator has figures for, as a set; whether it has any.
local function groups_with_figures(indicator)
  local groups, has_any = {}, false
  for s in indicator.series:each() do
    if s.series then
      has_any = true
      if s.breakdown then groups[s.breakdown] = true end
    end
  end
  return groups, has_any
end

return {
  id       = "equity.no_breakdown",
  title    = { en = "Required breakdown missing", vi = "Thiếu phân tổ bắt buộc" },
  doc      = {
    en = [[
An indicator has figures for everybody and not for groups that must be told apart: by
sex, age, residence. Nobody can see who is left behind. Medium where no group has
figures, low where some have.

Basis: what the indicator's document requires, in Viet Nam the circulars on the sets
of statistical indicators; the states "not started" and "in progress" are those of Open
SDG.

What to do: ask the producer to publish the groups, or to say when it will.

May mislead where the groups are named differently in the figures.]],
    vi = [[
Chỉ tiêu có số liệu chung nhưng thiếu số liệu của các nhóm bắt buộc phải phân tổ: giới
tính, nhóm tuổi, thành thị, nông thôn. Không thể thấy ai bị bỏ lại phía sau. Mức trung bình
nếu chưa nhóm nào có số liệu, mức thấp nếu mới có một số nhóm.

Căn cứ: quy định về phân tổ của chỉ tiêu, ở Việt Nam là các thông tư về bộ chỉ tiêu thống
kê; cách chia "chưa bắt đầu", "đang thực hiện" theo Open SDG.

Việc cần làm: đề nghị cơ quan sản xuất số liệu công bố theo nhóm hoặc cho biết thời gian
công bố.

Có thể sai khi tên nhóm trong số liệu khác với tên quy định.]],
  },
  severity = "medium",
  tags     = { "equity", "quality" },
  over     = "indicators",
  message  = {
    en = "no figures for {count} of {expected} groups that are required: {breakdowns:list}",
    vi = "chưa có số liệu của {count}/{expected} nhóm phân tổ bắt buộc: {breakdowns:list}",
  },
  check = function(indicator, ctx)
    local required = indicator.breakdowns:where { required = true }
    if #required == 0 then return ctx.not_applicable(NOT_REQUIRED) end
    local groups, has_any = groups_with_figures(indicator)
    if not has_any then return ctx.no_data(NO_FIGURES) end
    local missing = {}
    for row in required:each() do
      if not groups[row.breakdown] then missing[#missing + 1] = row.breakdown end
    end
    if #missing == 0 then return end
    local is_started = #missing < #required
    return { class = is_started and "some" or "none", severity = is_started and "low" or nil,
      message = not is_started and NOT_STARTED or nil,
      count = #missing, expected = #required, breakdowns = missing }
  end,
  examples = {
    { name = "all that are required", as_of = "2026-11-23",
      plan = {
        indicator_breakdowns = {
          { indicator = "i", breakdown = "men", dimension = "sex", required = true },
          { indicator = "i", breakdown = "women", dimension = "sex", required = true },
          { indicator = "i", breakdown = "rural", dimension = "residence" },
        },
        observations = {
          { indicator = "i", area = "a", breakdown = "men", period = "2024", value = 1 },
          { indicator = "i", area = "b", breakdown = "women", period = "2024", value = 1 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "one of two", as_of = "2026-11-23",
      plan = {
        indicator_breakdowns = {
          { indicator = "i", breakdown = "men", dimension = "sex", required = true },
          { indicator = "i", breakdown = "women", dimension = "sex", required = true },
        },
        observations = {
          { indicator = "i", area = "a", period = "2024", value = 1 },
          { indicator = "i", area = "a", breakdown = "men", period = "2024", value = 1 },
        },
      },
      expect = { fail = 1, pass = 0, findings = { { subject = "i", class = "some", severity = "low",
        message = "no figures for 1 of 2 groups that are required: women" } } } },
    { name = "none of two", as_of = "2026-11-23",
      plan = {
        indicator_breakdowns = {
          { indicator = "i", breakdown = "men", dimension = "sex", required = true },
          { indicator = "i", breakdown = "women", dimension = "sex", required = true },
        },
        observations = { { indicator = "i", area = "a", period = "2024", value = 1 } },
      },
      expect = { fail = 1, findings = { { class = "none", severity = "medium",
        message = "no figures for any of the 2 groups that are required: men, women" } } } },
    { name = "not required, no figures", as_of = "2026-11-23",
      plan = {
        indicator_breakdowns = {
          { indicator = "i", breakdown = "men", dimension = "sex", required = false },
          { indicator = "j", breakdown = "men", dimension = "sex", required = true },
        },
      },
      expect = { ["not-applicable"] = 1, ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
