-- Rows by what they answer to, in the order found.
local function by_key(submissions)
  local groups, list = {}, {}
  for row in submissions:each() do
    local key = ("%s/%s/%s"):format(row.obligation.code, row.agency.code, row.period)
    local group = groups[key]
    if not group then
      group = {}
      groups[key] = group
      list[#list + 1] = group
    end
    group[#group + 1] = row
  end
  return list
end

return {
  id       = "reporting.duplicate",
  title    = { en = "Report sent more than once", vi = "Báo cáo nộp nhiều lần" },
  doc      = {
    en = [[
For one obligation, agency and period more than one report is on record. Which
one counts is not said; lateness is judged by the first.

Counts reports owed that were sent, not submissions.

Basis: the record of submissions.

What to do: record which report replaces which, and say so in the note; remove
the row if one was recorded twice.

May mislead where a report was rightly sent in parts, or corrected by letter.]],
    vi = [[
Cùng một nghĩa vụ, cơ quan và kỳ có hơn một báo cáo được ghi nhận. Không rõ báo
cáo nào được tính; việc chậm nộp xét theo báo cáo đầu tiên.

Tính theo số báo cáo phải nộp đã được gửi, không theo số lần gửi.

Căn cứ: việc nộp báo cáo đã ghi nhận.

Việc cần làm: ghi rõ báo cáo nào thay thế báo cáo nào, nêu trong ghi chú; xóa dòng
nếu một báo cáo bị ghi hai lần.

Có thể sai khi báo cáo được gửi thành nhiều phần là đúng quy định, hoặc được đính
chính bằng công văn.]],
  },
  severity = "low",
  tags     = { "reporting" },
  over     = "submissions",
  message  = {
    en = "{agency} sent {count} reports for {report_period}: {days:list}",
    vi = "{agency} nộp {count} báo cáo cho kỳ {report_period}: {days:list}",
  },
  check_all = function(set, ctx)
    local groups = by_key(set)
    for _, rows in ipairs(groups) do
      if #rows > 1 then
        local days, numbers = {}, {}
        for i, row in ipairs(rows) do
          days[i] = row.received_on
          numbers[#numbers + 1] = row.number
        end
        ctx.emit { subject = rows[1], period = rows[1].period, key = rows[1].agency.code,
          count = #rows, days = days, numbers = numbers, agency = rows[1].agency,
          report_period = rows[1].period }
      end
    end
    ctx.evaluated(#groups)
  end,
  examples = {
    { name = "one each", as_of = "2026-11-23",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01" },
        { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01" },
        { obligation = "o", agency = "b", period = "2025", received_on = "2025-12-01" },
        { obligation = "p", agency = "b", period = "2025", received_on = "2025-12-01" },
      } },
      expect = { pass = 4, fail = 0 } },
    { name = "two for one period", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "a", name_en = "A" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01",
            number = "1/BC" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-09",
            number = "2/BC" },
          { obligation = "o", agency = "b", period = "2025", received_on = "2025-12-09" },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { severity = "low", period = "2025", key = "a",
        message = "A sent 2 reports for 2025: 2025-12-01, 2025-12-09",
        evidence = { count = 2, numbers = { "1/BC", "2/BC" } } } } } },
  },
}
