--- Words for why a finding is there.
-- @module tiendo.words.why

local M = {}

M.why = {
  title = { en = "finding {id}", vi = "phát hiện {id}" },
  gone = { en = "There is no such finding on {day}.",
    vi = "Ngày {day} không có phát hiện này." },
  gone_pass = { en = "The subject passes now.",
    vi = "Đối tượng hiện đạt yêu cầu." },
  gone_set = {
    en = "The rule looks at all its rows at once and says nothing about this "
      .. "one.",
    vi = "Quy tắc xét toàn bộ các dòng cùng lúc và không nêu dòng này.",
  },
  gone_outcome = { en = "The subject's outcome is now: {outcome}.",
    vi = "Kết quả của đối tượng hiện là: {outcome}." },
  gone_why = { en = "Reason: {why}.", vi = "Lý do: {why}." },
  gone_fail = { en = "The rule finds something else about the subject now.",
    vi = "Quy tắc hiện có phát hiện khác về đối tượng này." },
  no_subject = { en = "The plan has no {kind} {code} any more on {day}.",
    vi = "Ngày {day} kế hoạch không còn {kind} {code}." },
  no_rule = { en = "There is no rule {rule} any more.",
    vi = "Không còn quy tắc {rule}." },
  other = { en = "{id} · {message}", vi = "{id} · {message}" },
  others = { en = "Other findings about the subject",
    vi = "Phát hiện khác về đối tượng" },
  ended = { en = "The evaluation ended early: {why}",
    vi = "Việc đánh giá kết thúc sớm: {why}" },
  run_error = { en = "In the whole run the rule met an error: {why}",
    vi = "Khi chạy toàn bộ, quy tắc gặp lỗi: {why}" },
  not_same = {
    en = "Asked about this subject alone, the rule says something else than in "
      .. "the whole run: it keeps something from row to row.",
    vi = "Khi chỉ xét riêng đối tượng này, quy tắc cho kết quả khác so với khi "
      .. "chạy toàn bộ: quy tắc ghi nhớ giữa các dòng.",
  },

  subject = { en = "subject", vi = "đối tượng" },
  period = { en = "period", vi = "kỳ" },
  key = { en = "key", vi = "khóa phân biệt" },
  severity = { en = "severity", vi = "mức độ" },
  by_rule = { en = "{severity} · the rule's",
    vi = "{severity} · theo quy tắc" },
  by_own = {
    en = "{severity} · chosen by the rule for this case; its standard is "
      .. "{standard}",
    vi = "{severity} · quy tắc chọn cho trường hợp này; mức chung là "
      .. "{standard}",
  },
  by_set = {
    en = "{severity} · set by {origin}, {where}; the rule's is {standard}",
    vi = "{severity} · đặt tại {origin}, {where}; theo quy tắc là {standard}",
  },
  outcome = { en = "outcome", vi = "kết quả" },
  evidence = { en = "evidence", vi = "bằng chứng" },
  waiver = { en = "waiver", vi = "miễn trừ" },
  waived = {
    en = "{code}, signed by {signer}, {first} to {last}: {reason}",
    vi = "{code}, {signer} ký, từ {first} đến {last}: {reason}",
  },
  scope = { en = "for {scope}", vi = "cho {scope}" },
  source = { en = "source", vi = "nguồn" },
  source_line = { en = "{title}, line {line:plain}",
    vi = "{title}, dòng {line:plain}" },
  no_source = { en = "no source", vi = "không có nguồn" },
  invented = { en = "invented for illustration",
    vi = "giả định để minh họa" },

  params = { en = "Parameters", vi = "Tham số" },
  default = { en = "default", vi = "mặc định" },
  set_by = { en = "set by {origin}, {where}; default {standard}",
    vi = "đặt tại {origin}, {where}; mặc định {standard}" },
  lines = { en = "Lines of {file} that ran, in order",
    vi = "Các dòng của {file} đã chạy, theo thứ tự" },
  whole_set = {
    en = "The rule looks at all its rows at once: what follows is about all of "
      .. "them, and shows first what concerns the finding.",
    vi = "Quy tắc xét toàn bộ các dòng cùng lúc: phần dưới đây nói về tất cả, "
      .. "phần liên quan đến phát hiện nêu trước.",
  },
  calls = { en = "What they called", vi = "Các hàm được gọi" },
  raised = { en = "error", vi = "lỗi" },
  rows_n = { en = { one = "{n} row", rest = "{n} rows" }, vi = "{n} dòng" },
  values_n = { en = { one = "{n} value", rest = "{n} values" },
    vi = "{n} giá trị" },
  reads = { en = "Values read from the plan",
    vi = "Giá trị đọc từ kế hoạch" },
  missing = { en = "no value", vi = "không có giá trị" },
  points = { en = "Figures used", vi = "Số liệu đã dùng" },
  known_on = { en = "known since {day}", vi = "biết từ ngày {day}" },
  sources = { en = "Sources", vi = "Nguồn" },
  nothing = { en = "none", vi = "không có" },
  more = { en = "and {n} more; --format json has them",
    vi = "và {n} mục khác; xem bằng --format json" },
  not_kept = {
    en = "{n} more were not recorded: there are too many",
    vi = "còn {n} mục không được ghi lại vì quá nhiều",
  },
  rule = { en = "The rule", vi = "Quy tắc" },
  needs = { en = "needs", vi = "cần có" },
  hash = { en = "its hash", vi = "mã băm" },
  file = { en = "file", vi = "tệp" },
  day = { en = "as of", vi = "tính đến" },
  known_at = { en = "data known on", vi = "dữ liệu biết đến" },
  data = { en = "data", vi = "dữ liệu" },
  rules = { en = "all rules", vi = "toàn bộ quy tắc" },
  settings = { en = "settings", vi = "thiết lập" },
  proof = { en = "What this rests on", vi = "Căn cứ đánh giá" },
}

return M
