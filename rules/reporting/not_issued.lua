local deadline = require "tiendo.deadline"
local filing = require "tiendo.filing"

local DRAFT = {
  en = "is still a draft, working days since it came: {working_days_since}",
  vi = "vẫn là dự thảo, đã {working_days_since} ngày làm việc kể từ ngày nhận",
}
local UNSIGNED = {
  en = "came on {received} without a signer on record",
  vi = "nhận ngày {received}, chưa ghi nhận người ký",
}
local UNNUMBERED = {
  en = "came on {received} without a number",
  vi = "nhận ngày {received}, không có số văn bản",
}
local SIGNED_LATER = {
  en = "came on {received}, before it was signed on {signed_on}",
  vi = "nhận ngày {received}, trước ngày ký {signed_on}",
}
local NOT_RECORDED = {
  en = "neither state nor signer are on record",
  vi = "chưa ghi nhận trạng thái và người ký",
}
local IN_GRACE = {
  en = "it came a few days ago and may still be issued",
  vi = "mới nhận, còn thời gian để ban hành chính thức",
}

-- What is lacking, worst first: class, severity, message; nothing if all is there.
local function fault_of(s)
  if s.status == "draft" then return "draft", "medium", DRAFT end
  if not s.signer then return "unsigned", "medium", UNSIGNED end
  if not s.number then return "unnumbered", "low", UNNUMBERED end
  if s.signed_on and s.signed_on > s.received_on then
    return "signed_later", "low", SIGNED_LATER
  end
end

-- "in-grace" if what is lacking may still come.
local function judge(s, ctx)
  local class, severity, message = fault_of(s)
  if not class then return end
  local since = ctx.working_days(s.received_on, ctx.as_of,
    deadline.calendar(s.obligation, ctx.plan))
  if class ~= "signed_later" and since <= ctx.params.max_wd then return "in-grace" end
  ctx.emit { subject = s, period = s.period, class = class, severity = severity,
    message = message, received = s.received_on, signed_on = s.signed_on,
    working_days_since = since }
end

return {
  id       = "reporting.not_issued",
  title    = { en = "Report not issued", vi = "Báo cáo chưa được duyệt, ký ban hành" },
  doc      = {
    en = [[
What arrived as a report is still a draft or bears no signature (medium), has no
number, or was signed after it came (low). A draft is no report: what it says binds
nobody.

Within five working days of its arrival it may still be issued. Of several reports
for one period the last counts; of several faults the worst is told. Reports of
which neither state nor signer is on record are not judged.

Basis: Decree 30/2020/NĐ-CP on the work with official documents: number, date and
signature are parts of each.

What to do: ask for the signed report; record number and signer.

May mislead where the record was not brought up to date.]],
    vi = [[
Báo cáo nhận được mới là dự thảo hoặc chưa có chữ ký (mức trung bình), không có số
văn bản, hoặc ký sau ngày nhận (mức thấp). Dự thảo chưa phải là báo cáo và không
ràng buộc trách nhiệm của ai.

Trong năm ngày làm việc kể từ ngày nhận, báo cáo vẫn có thể được ban hành. Nếu một kỳ
có nhiều báo cáo thì xét báo cáo nộp sau cùng; nếu có nhiều lỗi thì nêu lỗi nặng nhất.
Không xét báo cáo chưa ghi nhận cả trạng thái lẫn người ký.

Căn cứ: Nghị định 30/2020/NĐ-CP về công tác văn thư: số, ngày tháng và chữ ký là thể
thức bắt buộc của văn bản.

Việc cần làm: đề nghị gửi bản đã ký; ghi nhận số văn bản và người ký.

Có thể sai khi sổ theo dõi chưa được cập nhật.]],
  },
  severity = "medium",
  tags     = { "reporting", "documents" },
  over     = "submissions",
  params   = {
    max_wd = { type = "days", max = 250, default = 5, unit = "working days",
      doc = { en = "how long after its arrival a report may still be issued",
        vi = "thời gian chờ ban hành kể từ ngày nhận" },
      source = "a convention of this rule" },
  },
  message  = DRAFT,
  check_all = function(set, ctx)
    local rows, replaced = filing.latest(set)
    local unknown, in_grace = {}, {}
    for _, row in ipairs(rows) do
      if not (row.status or row.signer) then
        unknown[#unknown + 1] = row
      elseif judge(row, ctx) == "in-grace" then
        in_grace[#in_grace + 1] = row
      end
    end
    ctx.skipped("not-applicable", replaced, filing.REPLACED)
    ctx.skipped("no-data", #unknown, NOT_RECORDED, unknown)
    ctx.skipped("not-due", #in_grace, IN_GRACE, in_grace)
  end,
  -- Monday 7 December 2026 is five working days after Monday 30 November.
  examples = {
    { name = "issued, signed, numbered", as_of = "2026-12-31",
      plan = { submissions = { { obligation = "o", agency = "a", period = "2026",
        received_on = "2026-11-30", status = "issued", signer = "director", number = "1/BC",
        signed_on = "2026-11-30" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "a draft after five working days", as_of = "2026-12-07",
      plan = { submissions = { { obligation = "o", agency = "a", period = "2026",
        received_on = "2026-11-30", status = "draft" } } },
      expect = { ["not-due"] = 1, fail = 0, pass = 0 } },
    { name = "a draft after six", as_of = "2026-12-08",
      plan = { submissions = { { obligation = "o", agency = "a", period = "2026",
        received_on = "2026-11-30", status = "draft" } } },
      expect = { fail = 1, findings = { { class = "draft", severity = "medium", period = "2026",
        message = "is still a draft, working days since it came: 6" } } } },
    { name = "no signer, no number", as_of = "2026-12-31",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2026", received_on = "2026-11-30",
          status = "issued", number = "1/BC" },
        { obligation = "o", agency = "b", period = "2026", received_on = "2026-11-30",
          signer = "director" },
      } },
      expect = { fail = 2, findings = {
        { subject = "o/a/2026/2026-11-30", class = "unsigned", severity = "medium",
          message = "came on 2026-11-30 without a signer on record" },
        { subject = "o/b/2026/2026-11-30", class = "unnumbered", severity = "low",
          message = "came on 2026-11-30 without a number" },
      } } },
    { name = "signed the day after it came", as_of = "2026-12-01",
      plan = { submissions = { { obligation = "o", agency = "a", period = "2026",
        received_on = "2026-11-30", signer = "director", number = "1/BC",
        signed_on = "2026-12-01" } } },
      expect = { fail = 1, findings = { { class = "signed_later", severity = "low",
        message = "came on 2026-11-30, before it was signed on 2026-12-01" } } } },
    { name = "the issued report replaces the draft; nothing on record", as_of = "2026-12-31",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2026", received_on = "2026-11-30",
          status = "draft" },
        { obligation = "o", agency = "a", period = "2026", received_on = "2026-12-03",
          status = "issued", signer = "director", number = "1/BC" },
        { obligation = "o", agency = "b", period = "2026", received_on = "2026-11-30",
          number = "2/BC" },
      } },
      expect = { pass = 1, ["not-applicable"] = 1, ["no-data"] = 1, fail = 0 } },
  },
}
