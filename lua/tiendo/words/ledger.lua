--- Words for the record of runs: findings that live on, their history, runs,
-- baselines.
-- @module tiendo.words.ledger

local M = {}

M.ledger = {
  not_kept = {
    en = "There is no record of runs in this store: it has an older schema. An "
      .. "import or a run brings it up to date.",
    vi = "Cơ sở dữ liệu này chưa có phần ghi nhận các lần chạy vì dùng lược đồ "
      .. "cũ. Lệnh import hoặc run sẽ nâng cấp.",
  },
  no_runs = {
    en = "No run is recorded yet: tiendo run STORE records one.",
    vi = "Chưa ghi nhận lần chạy nào: dùng lệnh tiendo run STORE.",
  },
  after = { en = "After run {id} of {day}",
    vi = "Sau lần chạy {id} ngày {day}" },
  counts = { en = "On record: {list}", vi = "Đã ghi nhận: {list}" },
  count = { en = "{n} {state}", vi = "{n} {state}" },
  left_out = {
    en = { one = "{n} that is waived or resolved is left out; --all shows it",
      rest = "{n} that are waived or resolved are left out; --all shows them" },
    vi = "không liệt kê {n} phát hiện được miễn trừ hoặc đã khắc phục; dùng "
      .. "--all để xem",
  },
  unselected = {
    en = { one = "{n} more does not fit the selection",
      rest = "{n} more do not fit the selection" },
    vi = "{n} phát hiện khác không thuộc điều kiện chọn",
  },
  none_open = { en = "No finding is open.",
    vi = "Không có phát hiện nào đang mở." },
  none_fits = { en = "The selection fits none of the {n} findings on record.",
    vi = "Không có phát hiện nào trong {n} phát hiện đã ghi nhận phù hợp." },
  of_rule = { en = "{rule} ({n})", vi = "{rule} ({n})" },
  since = { en = "since {day}", vi = "từ ngày {day}" },
  labelled = { en = "{label}: {message}", vi = "{label}: {message}" },

  id = { en = "id", vi = "mã" },
  state = { en = "state", vi = "trạng thái" },
  severity = { en = "severity", vi = "mức độ" },
  age = { en = "days", vi = "số ngày" },
  since_head = { en = "since", vi = "từ ngày" },
  rule = { en = "rule", vi = "quy tắc" },
  subject = { en = "subject", vi = "đối tượng" },
  agency = { en = "agency", vi = "cơ quan" },
  message = { en = "message", vi = "nội dung" },
  period = { en = "period", vi = "kỳ" },

  title = { en = "finding {id}", vi = "phát hiện {id}" },
  in_state = { en = "{state} since {day} (run {run})",
    vi = "{state} từ ngày {day} (lần chạy {run})" },
  first = { en = "first seen", vi = "phát hiện lần đầu" },
  last = { en = "last seen", vi = "ghi nhận gần nhất" },
  seen_in = { en = "{day}, run {run}", vi = "ngày {day}, lần chạy {run}" },
  seen_ago = { en = "{day}, run {run} · {n:days} before the last run",
    vi = "ngày {day}, lần chạy {run} · trước lần chạy cuối {n:days}" },
  class = { en = "class", vi = "phân loại" },
  key = { en = "key", vi = "khóa phân biệt" },
  source = { en = "source", vi = "nguồn" },
  source_line = { en = "{title}, line {line:plain}",
    vi = "{title}, dòng {line:plain}" },
  waiver = { en = "waiver", vi = "miễn trừ" },
  excused = { en = "{code}, signed by {signer}, until {day}: {reason}",
    vi = "{code}, người ký {signer}, đến hết ngày {day}: {reason}" },
  said = { en = "Said in the run of {day}",
    vi = "Ghi tại lần chạy ngày {day}" },
  evidence = { en = "Evidence", vi = "Bằng chứng" },
  rule_head = { en = "Rule", vi = "Quy tắc" },
  no_past = {
    en = "Rule and subject of that run cannot be shown: {why}",
    vi = "Không hiển thị được quy tắc và đối tượng của lần chạy đó: {why}",
  },
  to_do = { en = "What to do", vi = "Việc cần làm" },
  do_open = {
    en = "Deal with the matter, or correct the data where they are wrong; the "
      .. "run after that resolves the finding. What cannot be changed is "
      .. "waived by a document.",
    vi = "Xử lý nội dung nêu trên hoặc đính chính số liệu nếu sai; lần chạy "
      .. "tiếp theo sẽ ghi nhận đã khắc phục. Trường hợp chưa thể khắc phục "
      .. "cần văn bản miễn trừ.",
  },
  do_stale = {
    en = "The matter could not be checked again: {why}. Bring in what is "
      .. "missing; only an evaluation that passes resolves it.",
    vi = "Chưa kiểm tra lại được: {why}. Cần bổ sung dữ liệu còn thiếu; chỉ "
      .. "khi đánh giá đạt mới coi là đã khắc phục.",
  },
  do_waived = {
    en = "Nothing until the last day of what excuses it; then it is open "
      .. "again.",
    vi = "Chưa phải xử lý cho đến hết thời hạn miễn trừ; sau đó phát hiện sẽ "
      .. "mở lại.",
  },
  do_resolved = { en = "Nothing: an evaluation passed.",
    vi = "Không: đối tượng đã được đánh giá đạt." },
  ask_why = { en = "How it comes about: tiendo findings why STORE {id}",
    vi = "Căn cứ chi tiết: tiendo findings why STORE {id}" },
  ask_history = { en = "All events: tiendo findings history STORE {id}",
    vi = "Toàn bộ diễn biến: tiendo findings history STORE {id}" },

  events = { en = "Events", vi = "Diễn biến" },
  events_count = { en = { one = "{n} event", rest = "{n} events" },
    vi = "{n} sự kiện" },
  earlier = {
    en = { one = "{n} earlier event is not shown",
      rest = "{n} earlier events are not shown" },
    vi = "không hiển thị {n} sự kiện trước đó",
  },
  event = { en = "{day}  {state}", vi = "{day}  {state}" },
  event_why = { en = "{day}  {state}: {why}", vi = "{day}  {state}: {why}" },
  event_run = { en = "run {run} · severity {severity}",
    vi = "lần chạy {run} · mức độ {severity}" },
  went_on = {
    en = { one = "went on in {n} run", rest = "went on in {n} runs" },
    vi = "tiếp diễn qua {n} lần chạy",
  },
  stayed = {
    en = { one = "stayed so in {n} run", rest = "stayed so in {n} runs" },
    vi = "giữ nguyên qua {n} lần chạy",
  },
  apart = {
    en = { one = "{n} run did not evaluate the rule",
      rest = "{n} runs did not evaluate the rule" },
    vi = "{n} lần chạy không đánh giá quy tắc này",
  },

  run = { en = "run", vi = "lần chạy" },
  judged = { en = "judged", vi = "đánh giá" },
  open = { en = "open", vi = "đang mở" },
  errors = { en = "errors", vi = "lỗi" },
  suspicious = { en = "suspicious", vi = "đáng ngờ" },
  accepted = { en = "drop accepted", vi = "chấp nhận mức giảm" },
  selected = { en = "only {select}", vi = "chỉ {select}" },
  runs = { en = { one = "{n} run", rest = "{n} runs" }, vi = "{n} lần chạy" },

  baseline = { en = "Baseline {n:plain}, in force until {day}",
    vi = "Danh mục chấp nhận tạm thời số {n:plain}, có hiệu lực đến hết ngày "
      .. "{day}" },
  no_baseline = { en = "No baseline is in force on {day}.",
    vi = "Không có danh mục chấp nhận tạm thời nào có hiệu lực ngày {day}." },
  accepted_on = {
    en = "Accepted on {day} after run {run}, by {signer}: {reason}",
    vi = "Chấp nhận ngày {day} sau lần chạy {run}, người ký {signer}: "
      .. "{reason}",
  },
  left = {
    en = { one = "{n} of {all} finding is left; {ended} resolved since",
      rest = "{n} of {all} findings are left; {ended} resolved since" },
    vi = "Còn {n} trên {all} phát hiện; {ended} đã khắc phục từ đó đến nay",
  },
  left_head = { en = "left", vi = "còn lại" },

  why_head = {
    en = "Run {id} of {day}: data as they were known on {known}, rules and "
      .. "settings as they were kept with it",
    vi = "Lần chạy {id} ngày {day}: theo số liệu biết đến ngày {known}, quy "
      .. "tắc và thiết lập lưu cùng lần chạy",
  },
  why_own = {
    en = "The evidence that this run recorded is what is evaluated now.",
    vi = "Bằng chứng lần chạy này đã ghi trùng với kết quả đánh giá lại.",
  },
  why_own_not = {
    en = "The evidence that this run recorded is not what is evaluated now.",
    vi = "Bằng chứng lần chạy này đã ghi khác với kết quả đánh giá lại.",
  },
  why_before = {
    en = "In this run the finding went on and no evidence was recorded; that "
      .. "of the run of {day} is what is evaluated now.",
    vi = "Lần chạy này phát hiện vẫn tiếp diễn nên không ghi bằng chứng mới; "
      .. "bằng chứng ghi ngày {day} trùng với kết quả đánh giá lại.",
  },
  why_before_not = {
    en = "In this run the finding went on and no evidence was recorded; that "
      .. "of the run of {day} is another, as figures may move while a finding "
      .. "stays of one severity and class.",
    vi = "Lần chạy này phát hiện vẫn tiếp diễn nên không ghi bằng chứng mới; "
      .. "bằng chứng ghi ngày {day} có khác, do số liệu có thể thay đổi trong "
      .. "khi mức độ và phân loại giữ nguyên.",
  },
  why_absent = { en = "The finding is not there on that run's data.",
    vi = "Theo số liệu của lần chạy đó không có phát hiện này." },
}

--- What made an event, by the code that the record has.
M.event_why = {
  ["pass"] = { en = "evaluated, and it passes", vi = "đã đánh giá và đạt" },
  ["fail"] = { en = "evaluated, and something else is found",
    vi = "đã đánh giá, có phát hiện khác" },
  ["waived"] = { en = "another finding about the subject is waived",
    vi = "phát hiện khác về đối tượng được miễn trừ" },
  ["no-data"] = { en = "no data", vi = "thiếu số liệu" },
  ["not-due"] = { en = "not due", vi = "chưa đến hạn" },
  ["not-applicable"] = { en = "does not apply", vi = "không áp dụng" },
  ["error"] = { en = "the rule ended in an error", vi = "quy tắc gặp lỗi" },
  ["off"] = { en = "the rule was switched off", vi = "quy tắc đã tắt" },
  ["gone"] = { en = "the subject or the rule is not there any more",
    vi = "đối tượng hoặc quy tắc không còn" },
  ["severity"] = { en = "another severity", vi = "mức độ thay đổi" },
  ["class"] = { en = "another class", vi = "phân loại thay đổi" },
  ["resolved"] = { en = "it was resolved before",
    vi = "trước đó đã khắc phục" },
  ["waiver"] = { en = "what excused it has ended",
    vi = "thời hạn miễn trừ đã hết" },
}

return M
