local succession = require "tiendo.succession"

local function is_over(o, day)
  local last = o.recurrence == "once" and o.first_period or o.last_period
  return last and last.last < day
end

-- Whether somebody exists on the day who owes it.
local function has_debtor(o, day)
  for _, agency in ipairs(succession.members(o.agency)) do
    if succession.exists(agency, day) then return true end
    if o.handover == "successor" and #succession.heirs(agency, day) > 0 then return true end
  end
  return false
end

return {
  id       = "reporting.nobody_expected",
  title    = { en = "Nobody to report", vi = "Nghĩa vụ báo cáo không còn cơ quan thực hiện" },
  doc      = {
    en = [[
An obligation still runs, and nobody who exists owes it: the agency, or each
member of the group, has ended, and the duty is not handed over to a successor.
No report will be missing, because none is expected.

Obligations whose last period has ended are not judged.

Basis: intervals and successors on record, and whether the obligation hands its
duty over (`handover`; empty: not).

What to do: ask whoever issued the document who reports now; record a successor
and `handover`.

May mislead where successors are known and not recorded.]],
    vi = [[
Nghĩa vụ báo cáo còn hiệu lực nhưng không còn cơ quan nào phải thực hiện: cơ quan,
hoặc mọi thành viên của nhóm, đã chấm dứt hoạt động và nghĩa vụ không được chuyển
giao cho cơ quan kế thừa. Không báo cáo nào bị coi là thiếu, vì không có báo cáo
nào phải nộp.

Nghĩa vụ đã hết kỳ báo cáo cuối thì không xét.

Căn cứ: thời gian hoạt động và cơ quan kế thừa đã ghi nhận, và nghĩa vụ có được
chuyển giao hay không (`handover`; để trống là không).

Việc cần làm: hỏi cơ quan ban hành văn bản xem nay cơ quan nào báo cáo; ghi nhận
cơ quan kế thừa và `handover`.

Có thể sai khi đã có cơ quan kế thừa nhưng chưa được ghi nhận.]],
  },
  severity = "high",
  tags     = { "reporting", "reform" },
  over     = "obligations",
  needs    = { "agency" },
  message  = {
    en = "nobody who exists owes it: {agency} has ended",
    vi = "không còn cơ quan nào phải thực hiện: {agency} đã chấm dứt hoạt động",
  },
  check = function(o, ctx)
    if is_over(o, ctx.as_of) then
      return ctx.not_applicable { en = "its last period has ended", vi = "đã hết kỳ báo cáo cuối" }
    end
    if has_debtor(o, ctx.as_of) then return end
    return { ended_on = o.agency.valid_to, handover = o.handover }
  end,
  examples = {
    { name = "nobody is named", as_of = "2025-07-01",
      plan = { obligations = { { code = "o", recurrence = "year", first_period = "2024" } } },
      expect = { pass = 0, fail = 0, ["no-data"] = 1 } },
    { name = "on the last day somebody owes it", as_of = "2025-06-30",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        obligations = { { code = "o", agency = "a", recurrence = "year",
          first_period = "2021" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the day after nobody does", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", name_en = "A", valid_to = "2025-06-30" } },
        obligations = { { code = "o", agency = "a", recurrence = "year",
          first_period = "2021" } },
      },
      expect = { fail = 1, findings = { { subject = "o", severity = "high",
        message = "nobody who exists owes it: A has ended",
        evidence = { ended_on = "2025-06-30" } } } } },
    { name = "one member is enough", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "b" } },
        obligations = { { code = "o", agency = "all", recurrence = "year",
          first_period = "2021" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a successor owes it where the duty is handed over", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        agency_successors = { { agency = "a", successor = "b", since = "2025-07-01" } },
        obligations = {
          { code = "handed", agency = "a", recurrence = "year", first_period = "2021",
            handover = "successor" },
          { code = "kept", agency = "a", recurrence = "year", first_period = "2021" },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { subject = "kept" } } } },
    { name = "over", as_of = "2026-01-01",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        obligations = {
          { code = "once", agency = "a", recurrence = "once", first_period = "2025" },
          { code = "phase", agency = "a", recurrence = "year", first_period = "2021",
            last_period = "2025" },
        },
      },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
