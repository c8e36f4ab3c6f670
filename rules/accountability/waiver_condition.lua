local deadline = require "tiendo.deadline"

local WORDS_ONLY = {
  en = "its conditions are in words only; somebody has to look",
  vi = "điều kiện chỉ ghi bằng lời; cần người xem xét",
}
local NO_CONDITION = { en = "it has no condition", vi = "không kèm điều kiện" }

-- Why a waiver is not judged, as an answer; nil if it is.
local function set_aside(w, ctx)
  if not w.condition_obligation then
    return ctx.not_applicable(w.conditions and WORDS_ONLY or NO_CONDITION)
  elseif w.status == "planned" then
    return ctx.not_due { en = "its first day is to come", vi = "chưa đến ngày có hiệu lực" }
  elseif w.status == "expired" then
    return ctx.not_applicable { en = "it has expired", vi = "đã hết hiệu lực" }
  end
end

-- Whether a report that is not in time breaks the condition.
local function breaks(r, ctx)
  local arrived = r.received_on or ctx.as_of
  local late = ctx.working_days(r.due, arrived, deadline.calendar(r.obligation, ctx.plan))
  return ctx.params.grace_wd == 0 or late > ctx.params.grace_wd
end

-- Reports of the term that are due: how many, and those that break it by status.
local function look_at(w, ctx)
  local n, broken = 0, { missing = 0, late = 0, agencies = {}, periods = {} }
  local seen = {}
  for r in w.condition_obligation.reports:each() do
    local is_due = r.due and r.due >= w.valid_from and r.due <= ctx.as_of
      and r.status ~= "pending"
    if is_due then n = n + 1 end
    if is_due and broken[r.status] and breaks(r, ctx) then
      broken[r.status] = broken[r.status] + 1
      if not seen[r.agency.code] then table.insert(broken.agencies, r.agency) end
      seen[r.agency.code] = true
      table.insert(broken.periods, r.period)
    end
  end
  return n, broken
end

return {
  id       = "accountability.waiver_condition",
  title    = { en = "Condition of a waiver not kept",
               vi = "Không thực hiện điều kiện miễn trừ" },
  doc      = {
    en = [[
A waiver in force was granted on the condition that a report is sent meanwhile,
such as a monthly interim report in place of the yearly one, and a report of that
obligation that fell due in the term of the waiver is missing or came late. What
the waiver excuses rests on a promise that is not kept.

The waiver goes on excusing: it is an administrative act and ends by its last day
or by another document, not by a program. All reports of the obligation count,
whoever owes them. Conditions in words only are counted as not applicable: a
person has to look. What has expired is not looked at.

Basis: the waiver, its field `condition_obligation`. Working days follow the
calendar of the obligation.

What to do: send the report, or have the waiver withdrawn.

May mislead where many agencies owe the obligation and the waiver was granted to
one: give the condition an obligation of its own.]],
    vi = [[
Văn bản miễn trừ đang có hiệu lực được cấp với điều kiện phải gửi báo cáo trong
thời gian đó, chẳng hạn báo cáo nhanh hằng tháng thay cho báo cáo năm, nhưng có
báo cáo đến hạn trong thời gian miễn trừ chưa nộp hoặc nộp chậm. Việc miễn trừ dựa
trên cam kết không được thực hiện.

Văn bản vẫn tiếp tục có hiệu lực: đây là văn bản hành chính, chỉ hết hiệu lực khi
đến ngày cuối hoặc do văn bản khác, không do chương trình. Tính mọi báo cáo thuộc
nghĩa vụ đó, bất kể cơ quan nào phải nộp. Điều kiện chỉ ghi bằng lời được tính là
không áp dụng: cần người xem xét. Không xét văn bản đã hết hiệu lực.

Căn cứ: văn bản miễn trừ, trường `condition_obligation`. Ngày làm việc theo lịch
của nghĩa vụ báo cáo.

Việc cần làm: nộp báo cáo, hoặc đề nghị bãi bỏ văn bản miễn trừ.

Có thể sai khi nhiều cơ quan cùng có nghĩa vụ này mà miễn trừ chỉ cấp cho một cơ
quan: hãy lập nghĩa vụ riêng cho điều kiện.]],
  },
  severity = "medium",
  tags     = { "accountability", "reporting" },
  over     = "waivers",
  params   = {
    grace_wd = { type = "days", max = 60, default = 0, unit = "working days",
                 doc = { en = "how late a report may be without breaking the condition",
                         vi = "số ngày chậm chưa coi là vi phạm điều kiện" },
                 source = "a convention of this rule" },
  },
  message  = {
    en = "on the condition of {obligation}; missing: {missing}, late: {late}",
    vi = "điều kiện là {obligation}; chưa nộp: {missing}, nộp chậm: {late}",
  },
  check = function(w, ctx)
    local answer = set_aside(w, ctx)
    if answer then return answer end
    local n, broken = look_at(w, ctx)
    if n == 0 then
      return ctx.not_due { en = "no report on its condition is due yet",
        vi = "chưa có báo cáo nào theo điều kiện đến hạn" }
    elseif broken.missing + broken.late > 0 then
      return { obligation = w.condition_obligation, missing = broken.missing,
        late = broken.late, agencies = broken.agencies, periods = broken.periods }
    end
  end,
  -- The report of a month is due by the 5th of the next one.
  examples = {
    { name = "the months of the term are in", as_of = "2026-03-10",
      plan = {
        obligations = { { code = "interim", agency = "a", recurrence = "month",
          first_period = "2025-12", due_months = 1, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "interim", agency = "a", period = "2026-01", received_on = "2026-02-05" },
          { obligation = "interim", agency = "a", period = "2026-02", received_on = "2026-03-01" },
        },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = reporting.late", valid_from = "2026-01-06", valid_to = "2026-12-31",
          condition_obligation = "interim" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "one is missing, one came a day late", as_of = "2026-04-06",
      plan = {
        obligations = { { code = "interim", agency = "a", recurrence = "month",
          first_period = "2026-01", due_months = 1, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "interim", agency = "a", period = "2026-01", received_on = "2026-02-05" },
          { obligation = "interim", agency = "a", period = "2026-02", received_on = "2026-03-06" },
        },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = reporting.late", valid_from = "2026-01-01", valid_to = "2026-12-31",
          condition_obligation = "interim" } },
      },
      expect = { fail = 1, findings = { { subject = "1/QĐ", severity = "medium",
        message = "on the condition of interim; missing: 1, late: 1",
        evidence = { obligation = "interim", missing = 1, late = 1, agencies = { "a" },
          periods = { "2026-02", "2026-03" } } } } } },
    -- 5 March 2026 is a Thursday.
    { name = "within the days of grace", as_of = "2026-03-10", set = { grace_wd = 1 },
      plan = {
        obligations = { { code = "interim", agency = "a", recurrence = "once",
          first_period = "2026-02", due_months = 1, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "interim", agency = "a", period = "2026-02", received_on = "2026-03-06" },
        },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = reporting.late", valid_from = "2026-01-01", valid_to = "2026-12-31",
          condition_obligation = "interim" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "what fell due before the term does not count, what is to come is not due",
      as_of = "2026-02-05",
      plan = {
        obligations = { { code = "interim", agency = "a", recurrence = "month",
          first_period = "2025-12", last_period = "2026-01", due_months = 1, due_day = 5,
          bound = "by" } },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = reporting.late", valid_from = "2026-01-06", valid_to = "2026-12-31",
          condition_obligation = "interim" } },
      },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "in words, without any, before and after the term", as_of = "2026-06-01",
      plan = {
        obligations = { { code = "interim", agency = "a", recurrence = "month",
          first_period = "2026-01", due_months = 1, due_day = 5, bound = "by" } },
        waivers = {
          { code = "1/QĐ", signer = "chair", reason = "storm", scope = "goal = 1",
            valid_from = "2026-01-01", valid_to = "2026-12-31",
            conditions = "a short note each month" },
          { code = "2/QĐ", signer = "chair", reason = "storm", scope = "goal = 1",
            valid_from = "2026-01-01", valid_to = "2026-12-31" },
          { code = "3/QĐ", signer = "chair", reason = "storm", scope = "goal = 1",
            valid_from = "2026-06-02", valid_to = "2026-12-31",
            condition_obligation = "interim" },
          { code = "4/QĐ", signer = "chair", reason = "storm", scope = "goal = 1",
            valid_from = "2026-01-01", valid_to = "2026-05-31",
            condition_obligation = "interim" },
        },
      },
      expect = { ["not-applicable"] = 3, ["not-due"] = 1, fail = 0 } },
  },
}
