-- Reports of the agency whose day has passed: how many, how many late or not
-- there.
local function record_of(agency)
  local count, bad = 0, 0
  for r in agency.reports:each() do
    if r.status and r.status ~= "pending" then
      count = count + 1
      if r.status ~= "received" then bad = bad + 1 end
    end
  end
  return count, bad
end

return {
  id       = "forecast.likely_late",
  title    = { en = "Likely to be late", vi = "Nguy cơ nộp báo cáo chậm" },
  doc      = {
    en = [[
A report is owed, and of all that its agency owed so far 60 % or more came late
or not at all. For the order of reminders only: it is no fault of this report.

Basis: the agency's own record of three reports or more. Share and length are
conventions.

What to do: remind this agency first.

May mislead where the agency has a new head, or its record is not complete.]],
    vi = [[
Báo cáo đang phải nộp, mà trong số báo cáo trước đây của cơ quan có từ 60 % trở
lên nộp chậm hoặc chưa nộp. Chỉ dùng để sắp xếp thứ tự nhắc việc, không phải lỗi
của báo cáo này.

Căn cứ: kết quả nộp báo cáo của chính cơ quan, từ ba báo cáo trở lên. Tỷ lệ và số
báo cáo tối thiểu là quy ước.

Việc cần làm: nhắc cơ quan này trước.

Có thể sai khi cơ quan có thủ trưởng mới, hoặc việc nộp báo cáo chưa được ghi nhận
đầy đủ.]],
  },
  severity = "info",
  tags     = { "forecast", "reporting", "reminder" },
  over     = "reports",
  needs    = { "status" },
  params   = {
    share       = { type = "number", min = 0, max = 1, default = 0.6,
                    doc = {
                      en = "share of them late or missing from which on it is told",
                      vi = "tỷ lệ báo cáo chậm hoặc chưa nộp mà từ đó được nêu thành phát hiện",
                    },
                    source = "a convention of this rule" },
    min_reports = { type = "integer", min = 1, max = 1000, default = 3, unit = "reports",
                    doc = { en = "shortest record that tells something",
                            vi = "số báo cáo đã đến hạn ít nhất để có thể nhận định" },
                    source = "a convention of this rule" },
  },
  message  = {
    en = "due from {agency} by {due}; of its {count} reports so far {late} were late or missing",
    vi = "{agency} phải nộp chậm nhất ngày {due}; trong {count} báo cáo trước đây "
      .. "có {late} báo cáo nộp chậm hoặc chưa nộp",
  },
  check = function(r, ctx)
    if r.status ~= "pending" then
      return ctx.not_applicable { en = "it has come, or its day has passed",
        vi = "đã nộp hoặc đã hết hạn" }
    end
    local count, bad = record_of(r.agency)
    if count < ctx.params.min_reports then
      return ctx.no_data { en = "the agency's record is too short",
        vi = "cơ quan chưa có đủ số báo cáo đã đến hạn" }
    end
    if bad < count * ctx.params.share then return end
    return { due = r.due, count = count, late = bad, ratio = bad / count }
  end,
  examples = {
    { name = "three of five", as_of = "2026-11-23",
      plan = {
        agencies = { { code = "a", name_en = "A" } },
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2021",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2021", received_on = "2021-12-01" },
          { obligation = "o", agency = "a", period = "2022", received_on = "2022-12-01" },
          { obligation = "o", agency = "a", period = "2023", received_on = "2023-12-31" },
        },
      },
      expect = { fail = 1, ["not-applicable"] = 5, findings = { { subject = "o/a/2026",
        severity = "info",
        message = "due from A by 2026-12-05; of its 5 reports so far 3 were late or missing",
        evidence = { ratio = 0.6 } } } } },
    { name = "two of five", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "year", first_period = "2021",
          due_months = 0, due_day = 5, bound = "by" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2021", received_on = "2021-12-01" },
          { obligation = "o", agency = "a", period = "2022", received_on = "2022-12-01" },
          { obligation = "o", agency = "a", period = "2023", received_on = "2023-12-05" },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 5, fail = 0 } },
    { name = "a record of two", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "year",
        first_period = "2024", due_months = 0, due_day = 5, bound = "by" } } },
      expect = { ["no-data"] = 1, ["not-applicable"] = 2, fail = 0, pass = 0 } },
  },
}
