local text = require "tiendo.text"

local SELF = {
  en = "{signer} asked for the waiver and signed it",
  vi = "{signer} vừa đề nghị vừa ký văn bản miễn trừ",
}
local EXPIRED = {
  en = "expired on {valid_to}: what it excused counts again",
  vi = "hết hiệu lực ngày {valid_to}: các phát hiện đã miễn trừ nay lại được tính",
}
local ENDS_SOON = {
  en = "ends on {valid_to}, working days left: {working_days_left}",
  vi = "hết hiệu lực ngày {valid_to}, còn {working_days_left} ngày làm việc",
}
local BACKDATED = {
  en = "signed on {signed_on}, after its first day {valid_from}",
  vi = "ký ngày {signed_on}, sau ngày bắt đầu hiệu lực {valid_from}",
}

-- Whether two names are one, however they were typed.
local function is_same(a, b)
  return text.caseless(a) == text.caseless(b)
end

-- What is wrong, worst first: { severity, message, evidence }.
local function fault_of(w, ctx)
  if w.requester and is_same(w.requester, w.signer) then return "high", SELF end
  if w.valid_to < ctx.as_of then return "low", EXPIRED end
  if w.signed_on and w.signed_on > w.valid_from then return "low", BACKDATED end
  local left = ctx.working_days(ctx.as_of, w.valid_to)
  if left <= ctx.params.warn_before_wd then return "info", ENDS_SOON, left end
end

return {
  id       = "accountability.waiver",
  title    = { en = "Waiver to look at", vi = "Văn bản miễn trừ cần xem lại" },
  doc      = {
    en = [[
A document that excuses findings and needs a look: whoever asked for it signed it
(high); it has expired, or was signed after its first day (low); it ends within 15
working days (info). What it excuses nobody looks at, so it must itself be in
order.

The last day of a waiver is its last day in force. One fault of a waiver is told,
the worst. Signer and requester are the same whatever the case, the blanks and the
way in which accents are encoded. What a waiver finds to excuse is a matter of
accountability.waiver_unmatched, a scope that cannot be read one of
accountability.waiver_scope, its conditions of accountability.waiver_condition.

Basis: who asks does not approve, a rule of all internal control (four eyes). The
days of warning are a convention.

What to do: ask for a new document in time, or take the row away.

May mislead where signer and requester are recorded by office, and two persons
of one office acted.]],
    vi = [[
Văn bản miễn trừ cần xem lại: người đề nghị cũng là người ký (cao); đã hết hiệu
lực hoặc được ký sau ngày bắt đầu hiệu lực (thấp); còn không quá 15 ngày làm việc
là hết hiệu lực (thông tin). Phát hiện được miễn trừ thì không còn ai theo dõi,
nên bản thân văn bản miễn trừ phải chặt chẽ.

Ngày cuối ghi trong văn bản là ngày cuối cùng còn hiệu lực. Mỗi văn bản chỉ nêu
một lỗi, là lỗi nặng nhất. Tên người ký và người đề nghị được so sánh không phân
biệt chữ hoa, chữ thường, khoảng trắng và cách mã hóa dấu. Văn bản không miễn trừ
phát hiện nào: xem accountability.waiver_unmatched; phạm vi không đọc được:
accountability.waiver_scope; điều kiện kèm theo: accountability.waiver_condition.

Căn cứ: người đề nghị không được tự phê duyệt, nguyên tắc chung của kiểm soát nội
bộ. Số ngày báo trước là quy ước.

Việc cần làm: đề nghị văn bản mới trước khi hết hiệu lực, hoặc xóa dòng ghi miễn
trừ.

Có thể sai khi người ký và người đề nghị được ghi theo tên cơ quan, thực tế là hai
người khác nhau của cùng một cơ quan.]],
  },
  severity = "medium",
  tags     = { "accountability", "documents" },
  over     = "waivers",
  params   = {
    warn_before_wd = { type = "days", max = 250, default = 15, unit = "working days",
                       doc = { en = "how long before its end it is told",
                               vi = "báo trước bao lâu so với ngày hết hiệu lực" },
                       source = "a convention of this rule" },
  },
  message  = EXPIRED,
  check = function(w, ctx)
    local severity, message, left = fault_of(w, ctx)
    if not severity then return end
    return { severity = severity, message = message, working_days_left = left, scope = w.scope }
  end,
  -- From Monday 2 November 2026 fifteen working days last to Monday the 23rd.
  examples = {
    { name = "in force for a while", as_of = "2026-10-30",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", requester = "department",
        signed_on = "2026-01-01", reason = "storm", scope = "rule = reporting.late",
        valid_from = "2026-01-01", valid_to = "2026-11-23" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "about to end", as_of = "2026-11-02",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "rule = reporting.late", valid_from = "2026-01-01", valid_to = "2026-11-23" } } },
      expect = { fail = 1, findings = { { subject = "1/QĐ", severity = "info",
        message = "ends on 2026-11-23, working days left: 15" } } } },
    { name = "on its last day it is in force", as_of = "2026-11-23", set = { warn_before_wd = 0 },
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "rule = reporting.late", valid_from = "2026-01-01", valid_to = "2026-11-23" } } },
      expect = { fail = 1, findings = { { severity = "info",
        evidence = { working_days_left = 0 } } } } },
    { name = "expired", as_of = "2026-11-24",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "rule = reporting.late", valid_from = "2026-01-01", valid_to = "2026-11-23" } } },
      expect = { fail = 1, findings = { { severity = "low",
        message = "expired on 2026-11-23: what it excused counts again",
        evidence = { scope = "rule = reporting.late" } } } } },
    { name = "signed by who asked for it", as_of = "2026-01-01",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", requester = "chair",
        reason = "storm", scope = "rule = reporting.late", valid_from = "2026-01-01",
        valid_to = "2026-11-23" } } },
      expect = { fail = 1, findings = { { severity = "high",
        message = "chair asked for the waiver and signed it" } } } },
    { name = "the same name in other letters, with other blanks", as_of = "2026-01-01",
      plan = { waivers = { { code = "1/QĐ", signer = "SỞ Y  TẾ", requester = "Sở Y tế",
        reason = "storm", scope = "rule = reporting.late", valid_from = "2026-01-01",
        valid_to = "2026-11-23" } } },
      expect = { fail = 1, findings = { { severity = "high" } } } },
    { name = "another name but for its accents", as_of = "2026-01-01",
      plan = { waivers = { { code = "1/QĐ", signer = "Trần Hà", requester = "Trần Hạ",
        reason = "storm", scope = "rule = reporting.late", valid_from = "2026-01-01",
        valid_to = "2026-11-23" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "signed after its first day", as_of = "2026-02-01",
      plan = { waivers = { { code = "late", signer = "chair", signed_on = "2026-01-02",
        reason = "storm", scope = "rule = reporting.late", valid_from = "2026-01-01",
        valid_to = "2026-11-23" } } },
      expect = { fail = 1, findings = { { subject = "late", severity = "low",
        message = "signed on 2026-01-02, after its first day 2026-01-01" } } } },
  },
}
