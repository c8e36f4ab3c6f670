local succession = require "tiendo.succession"

local function is_over(o, day)
  local last = o.recurrence == "once" and o.first_period or o.last_period
  return last and last.last < day
end

-- Whether an agency ended while the obligation ran, and nobody took it over.
local function is_lost(o, agency, day)
  local ended, first = agency.valid_to, o.first_period
  if not ended or ended >= day then return false end
  if first and ended < first.first then return false end
  return o.handover ~= "successor" or #succession.heirs(agency, day) == 0
end

return {
  id       = "reporting.dissolved_agency",
  title    = { en = "Duty of a dissolved agency", vi = "Nghĩa vụ báo cáo của cơ quan đã giải thể" },
  doc      = {
    en = [[
Agencies that an obligation names have ended while it runs, and nobody took the
duty over: what they reported is reported by nobody. They are rightly not
expected to report any more (see reporting.missing); their part is missing all
the same.

One finding an obligation, with all such agencies. Obligations whose last period
has ended are not judged.

Basis: intervals and successors on record, and whether the obligation hands its
duty over (`handover`; empty: not).

What to do: ask whoever issued the document who reports in their place, such as
the communes after the districts were dissolved on 1 July 2025.

May mislead where successors are known and not recorded, or the part of those
that ended is covered by others.]],
    vi = [[
Các cơ quan có nghĩa vụ báo cáo đã chấm dứt hoạt động khi nghĩa vụ còn hiệu lực mà
không có cơ quan tiếp nhận: nội dung trước đây các cơ quan này báo cáo thì nay
không ai báo cáo. Không yêu cầu các cơ quan này báo cáo nữa là đúng (xem quy tắc
reporting.missing), nhưng phần nội dung đó vẫn bị thiếu.

Mỗi nghĩa vụ nêu một phát hiện, gồm mọi cơ quan như vậy. Nghĩa vụ đã hết kỳ báo
cáo cuối thì không xét.

Căn cứ: thời gian hoạt động và cơ quan kế thừa đã ghi nhận, và nghĩa vụ có được
chuyển giao hay không (`handover`; để trống là không).

Việc cần làm: hỏi cơ quan ban hành văn bản xem cơ quan nào báo cáo thay, ví dụ cấp
xã sau khi kết thúc hoạt động của cấp huyện từ ngày 01 tháng 7 năm 2025.

Có thể sai khi đã có cơ quan kế thừa nhưng chưa được ghi nhận, hoặc phần việc của
cơ quan đã chấm dứt do cơ quan khác đảm nhiệm.]],
  },
  severity = "medium",
  tags     = { "reporting", "reform" },
  over     = "obligations",
  needs    = { "agency" },
  message  = {
    en = "{count} agencies that owed it have ended, and nobody took over: {agencies:list}",
    vi = "{count} cơ quan có nghĩa vụ đã chấm dứt hoạt động, chưa có cơ quan tiếp nhận: "
      .. "{agencies:list}",
  },
  check = function(o, ctx)
    if is_over(o, ctx.as_of) then
      return ctx.not_applicable { en = "its last period has ended", vi = "đã hết kỳ báo cáo cuối" }
    end
    local lost = {}
    for _, agency in ipairs(succession.members(o.agency)) do
      if is_lost(o, agency, ctx.as_of) then lost[#lost + 1] = agency end
    end
    if #lost == 0 then return end
    return { count = #lost, agencies = lost, handover = o.handover }
  end,
  examples = {
    { name = "nobody is named", as_of = "2025-07-01",
      plan = { obligations = { { code = "o", recurrence = "year", first_period = "2024" } } },
      expect = { pass = 0, fail = 0, ["no-data"] = 1 } },
    { name = "two of three have ended", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", name_en = "A", valid_to = "2025-06-30" },
          { code = "b", name_en = "B", valid_to = "2024-12-31" } },
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "b" },
          { agency = "all", member = "c" } },
        obligations = { { code = "o", agency = "all", recurrence = "year",
          first_period = "2021" } },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "o", severity = "medium",
        message = "2 agencies that owed it have ended, and nobody took over: A, B" } } } },
    { name = "on the last day nobody has", as_of = "2025-06-30",
      plan = {
        agencies = { { code = "a", valid_to = "2025-06-30" } },
        obligations = { { code = "o", agency = "a", recurrence = "year",
          first_period = "2021" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a successor took over, where the duty is handed over", as_of = "2025-07-01",
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
    { name = "ended before, or over", as_of = "2025-07-01",
      plan = {
        agencies = { { code = "a", valid_to = "2020-12-31" } },
        obligations = {
          { code = "later", agency = "a", recurrence = "year", first_period = "2021" },
          { code = "over", agency = "a", recurrence = "once", first_period = "2019" },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 1, fail = 0 } },
  },
}
