--- Words of the notice to an agency, and names of kinds of documents.
-- @module tiendo.words.digest

local M = {}

--- Kinds of documents by the letters that their numbers bear.
M.document_kind = {
  ["QĐ"]  = { en = "Decision {number}", vi = "Quyết định số {number}" },
  ["NQ"]  = { en = "Resolution {number}", vi = "Nghị quyết số {number}" },
  ["NĐ"]  = { en = "Decree {number}", vi = "Nghị định số {number}" },
  ["TT"]  = { en = "Circular {number}", vi = "Thông tư số {number}" },
  ["CT"]  = { en = "Directive {number}", vi = "Chỉ thị số {number}" },
  ["KH"]  = { en = "Plan {number}", vi = "Kế hoạch số {number}" },
  ["CTr"] = { en = "Programme {number}", vi = "Chương trình số {number}" },
  [""]    = { en = "Document {number}", vi = "Văn bản số {number}" },
}

M.digest = {
  of_day = { en = "{document} of {day}", vi = "{document} ngày {day}" },
  year = { en = "{year}", vi = "năm {year}" },

  subject = { en = "[{plan}] {agency}: {what} ({day})",
    vi = "[{plan}] {agency}: {what} ({day})" },
  n_new = { en = "{n} new", vi = "{n} mới" },
  n_reopened = { en = "{n} reopened", vi = "{n} tái diễn" },
  n_changed = { en = "{n} changed", vi = "{n} thay đổi" },
  n_resolved = { en = "{n} resolved", vi = "{n} đã khắc phục" },
  n_due = {
    en = { one = "{n} report due", rest = "{n} reports due" },
    vi = "{n} báo cáo sắp đến hạn",
  },
  n_overdue = {
    en = { one = "{n} report overdue", rest = "{n} reports overdue" },
    vi = "{n} báo cáo quá hạn",
  },
  n_ongoing = { en = "{n} ongoing", vi = "{n} đang tiếp diễn" },
  quiet = { en = "nothing open", vi = "không có nội dung cần xử lý" },

  greeting = { en = "To: {agency}", vi = "Kính gửi: {agency}" },
  opening = {
    en = "On “{plan}” ({document}): this is where the matters in your charge "
      .. "stand as of {day}.",
    vi = "Về việc thực hiện “{plan}” ({document}), kết quả theo dõi các nội "
      .. "dung thuộc trách nhiệm của Quý cơ quan, tính đến ngày {day}, như "
      .. "sau:",
  },
  opening_untitled = {
    en = "On {document}: this is where the matters in your charge stand as of "
      .. "{day}.",
    vi = "Về việc thực hiện {document}, kết quả theo dõi các nội dung thuộc "
      .. "trách nhiệm của Quý cơ quan, tính đến ngày {day}, như sau:",
  },
  since_last = {
    en = "The run before was of {day}.",
    vi = "Lần theo dõi liền trước: ngày {day}.",
  },
  held = {
    en = "It includes what came up on days off, {from} to {to}.",
    vi = "Thông báo này gồm cả nội dung phát sinh trong những ngày nghỉ, từ "
      .. "ngày {from} đến ngày {to}.",
  },
  held_for = {
    en = "It includes what came up on days off, {from} to {to} ({reason}).",
    vi = "Thông báo này gồm cả nội dung phát sinh trong những ngày nghỉ, từ "
      .. "ngày {from} đến ngày {to} ({reason}).",
  },
  received = {
    en = "Reports received: {received} of {expected} due so far ({rate}).",
    vi = "Báo cáo đã nộp: {received}/{expected} báo cáo đã đến hạn ({rate}).",
  },
  former = {
    en = "It includes matters of agencies that are no more and that you "
      .. "follow, or that nobody follows.",
    vi = "Thông báo này gồm cả nội dung của cơ quan đã kết thúc hoạt động do "
      .. "Quý cơ quan kế thừa, hoặc chưa có cơ quan kế thừa.",
  },
  of_former = { en = "of {agency} (no more)",
    vi = "trước đây của {agency}" },
  illustrative = {
    en = "Part of the data is invented for illustration and no fact.",
    vi = "Một phần số liệu là giả định để minh họa, không phải số liệu thực.",
  },

  news = { en = "WHAT IS NEW ({n})", vi = "NỘI DUNG MỚI ({n})" },
  resolved = { en = "RESOLVED ({n})", vi = "NỘI DUNG ĐÃ KHẮC PHỤC ({n})" },
  due = { en = "REPORTS DUE ({n})", vi = "BÁO CÁO SẮP ĐẾN HẠN ({n})" },
  overdue = { en = "REPORTS OVERDUE ({n})", vi = "BÁO CÁO QUÁ HẠN ({n})" },
  ongoing = { en = "STILL OPEN ({n})", vi = "NỘI DUNG ĐANG TIẾP DIỄN ({n})" },

  item = { en = "{n}. [{severity}] {title}", vi = "{n}. [{severity}] {title}" },
  item_state = { en = "{n}. [{severity}] {title} – {state}",
    vi = "{n}. [{severity}] {title} – {state}" },
  was = { en = "severity was {was}, now {now}",
    vi = "mức độ trước đây {was}, nay {now}" },
  since = { en = "since {day} ({age:days})",
    vi = "phát hiện từ ngày {day} ({age:days})" },
  since_day = { en = "since {day}", vi = "phát hiện từ ngày {day}" },
  first_seen = { en = "first seen on {day}",
    vi = "phát hiện lần đầu ngày {day}" },
  id = { en = "id {id}", vi = "mã {id}" },
  severities = { en = "By severity: {list}.", vi = "Theo mức độ: {list}." },
  severity_count = { en = "{n} {severity}", vi = "{n} {severity}" },
  left_out = {
    en = { one = "and {n} more, not listed here",
      rest = "and {n} more, not listed here" },
    vi = "và {n} nội dung khác, không liệt kê tại đây",
  },

  step = {
    en = { one = "Within {n} working day:", rest = "Within {n} working days:" },
    vi = "Trong vòng {n} ngày làm việc:",
  },
  due_item = {
    en = { one = "{what}: last day {day}, {n} working day left",
      rest = "{what}: last day {day}, {n} working days left" },
    vi = "{what}: hạn cuối ngày {day}, còn {n} ngày làm việc",
  },
  due_now = {
    en = "{what}: last day {day}, no working day left after today",
    vi = "{what}: hạn cuối ngày {day}, sau hôm nay không còn ngày làm việc nào",
  },
  overdue_item = {
    en = { one = "{what}: was due on {day}, {late:days} late "
        .. "({n} working day)",
      rest = "{what}: was due on {day}, {late:days} late "
        .. "({n} working days)" },
    vi = "{what}: hạn cuối ngày {day}, đã quá hạn {late:days} "
      .. "({n} ngày làm việc)",
  },

  nothing = {
    en = "There is nothing to report.",
    vi = "Không có nội dung cần thông báo.",
  },
  request = {
    en = "Please look into the matters above and hand in what is due.",
    vi = "Đề nghị Quý cơ quan xem xét, xử lý các nội dung nêu trên và nộp báo "
      .. "cáo theo đúng thời hạn quy định.",
  },
  waived = {
    en = { one = "{n} finding is waived and not listed.",
      rest = "{n} findings are waived and not listed." },
    vi = "Có {n} phát hiện được miễn trừ, không liệt kê trong thông báo này.",
  },
  gone = {
    en = { one = "{n} finding told before is no longer among yours; this is "
        .. "not the same as resolved.",
      rest = "{n} findings told before are no longer among yours; this is not "
        .. "the same as resolved." },
    vi = "Có {n} phát hiện đã thông báo trước đây không còn thuộc danh sách "
      .. "của Quý cơ quan; điều này không có nghĩa là đã khắc phục.",
  },
  run = { en = "Run {id}, as of {day}.",
    vi = "Lần chạy {id}, tính đến ngày {day}." },
  why = {
    en = "How a finding came about: tiendo findings why STORE ID, with the id "
      .. "above.",
    vi = "Xem căn cứ của một phát hiện: tiendo findings why STORE ID, với ID "
      .. "là mã nêu trên.",
  },
  automatic = {
    en = "Written by a program; it does not replace an official document.",
    vi = "Thông báo lập tự động, không thay thế văn bản hành chính.",
  },
}

return M
