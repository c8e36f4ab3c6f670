--- Words for the pages about rules.
-- @module tiendo.words.docs

local M = {}

M.docs = {
  severity  = { en = "severity {severity}", vi = "mức độ {severity}" },
  over      = { en = "looks at {over}", vi = "đối tượng: {over}" },
  tags      = { en = "tags: {tags}", vi = "nhãn: {tags}" },
  basis     = { en = "Basis", vi = "Căn cứ" },
  to_do     = { en = "What to do", vi = "Việc cần làm" },
  mislead   = { en = "When it may mislead", vi = "Khi nào có thể sai" },
  params    = { en = "Parameters", vi = "Tham số" },
  param     = { en = "parameter", vi = "tham số" },
  takes     = { en = "takes", vi = "nhận" },
  standard  = { en = "default", vi = "mặc định" },
  meaning   = { en = "what it means", vi = "ý nghĩa" },
  source    = { en = "source: {source}", vi = "nguồn: {source}" },
  how_to_set = { en = "To set one: {option}", vi = "Cách đặt: {option}" },
  needs     = { en = "What it needs", vi = "Cần có" },
  needs_of  = {
    en = "A row without one of {names} counts as no data.",
    vi = "Dòng thiếu một trong các trường {names} được tính là thiếu số liệu.",
  },
  message   = { en = "Message", vi = "Thông báo" },
  finding   = { en = "A finding", vi = "Một phát hiện" },
  found     = {
    en = "Severity {severity}, in {plan} ({number}), as of {day}. All of "
      .. "them: {command}",
    vi = "Mức độ {severity}, trong {plan} ({number}), tính đến ngày {day}. "
      .. "Xem tất cả: {command}",
  },
  illustrative = {
    en = "It rests on rows that were invented for illustration and are no "
      .. "facts.",
    vi = "Phát hiện này dựa trên số liệu giả định để minh họa, không phải số "
      .. "liệu thực.",
  },
  of_example = {
    en = "From the example “{name}”; its rows and figures are invented.",
    vi = "Từ ví dụ “{name}”; các dòng và số liệu đều là giả định.",
  },
  examples  = { en = "Examples", vi = "Ví dụ" },
  example   = { en = "example", vi = "ví dụ" },
  as_of     = { en = "as of", vi = "tính đến ngày" },
  expected  = { en = "expected", vi = "kết quả cần có" },
  outcome   = { en = "{n} {outcome}", vi = "{n} {outcome}" },
  index     = { en = "Rules", vi = "Các quy tắc" },
  index_note = {
    en = { one = "{n} rule. Written by `tiendo rules docs` from the rule "
        .. "itself.",
      rest = "{n} rules. Written by `tiendo rules docs` from the rules "
        .. "themselves." },
    vi = "{n} quy tắc. Do `tiendo rules docs` viết ra từ chính các quy tắc.",
  },
  rule      = { en = "rule", vi = "quy tắc" },
  severity_head = { en = "severity", vi = "mức độ" },
  title     = { en = "title", vi = "tên" },
}

-- The first part of a rule's id.
M.topic = {
  accountability = { en = "Accountability", vi = "Trách nhiệm" },
  consistency = { en = "Consistency", vi = "Tính nhất quán" },
  documents   = { en = "Documents", vi = "Văn bản" },
  equity      = { en = "Equity", vi = "Công bằng" },
  forecast    = { en = "Forecast", vi = "Dự báo" },
  progress    = { en = "Progress", vi = "Tiến độ" },
  quality     = { en = "Quality of data", vi = "Chất lượng số liệu" },
  reporting   = { en = "Reporting", vi = "Báo cáo" },
  structure   = { en = "Structure", vi = "Cấu trúc kế hoạch" },
}

return M
