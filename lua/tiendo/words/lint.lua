--- Words for mistakes in rules that are found by reading them.
-- @module tiendo.words.lint

local M = {}

M.lint = {
  unknown_row = {
    en = "unknown field '{name}' of {kind}",
    vi = "{kind} không có trường '{name}'",
  },
  unknown_set = {
    en = "unknown method '{name}' of a set of {set}",
    vi = "tập {set} không có hàm '{name}'",
  },
  unknown_series = {
    en = "unknown method '{name}' of a series",
    vi = "chuỗi số liệu không có hàm '{name}'",
  },
  unknown_day = {
    en = "unknown field '{name}' of a date",
    vi = "ngày không có trường '{name}'",
  },
  unknown_period = {
    en = "unknown field '{name}' of a period",
    vi = "kỳ không có trường '{name}'",
  },
  unknown_context = {
    en = "unknown name '{name}' of the context",
    vi = "ngữ cảnh (ctx) không có '{name}'",
  },
  unknown_plan = {
    en = "unknown set '{name}' of the plan",
    vi = "kế hoạch không có tập '{name}'",
  },
  unknown_module = {
    en = "unknown name '{name}' of the module {module}",
    vi = "mô-đun {module} không có '{name}'",
  },
  undeclared = {
    en = "parameter '{name}' is not declared",
    vi = "tham số '{name}' chưa được khai báo",
  },
  unused = {
    en = "parameter '{name}' is declared and never read",
    vi = "tham số '{name}' được khai báo nhưng không dùng",
  },
  compared = {
    en = "compares {one} with {other}: {text}",
    vi = "so sánh {one} với {other}: {text}",
  },
  added = {
    en = "adds {one} and {other}: {text}",
    vi = "cộng {one} với {other}: {text}",
  },
  subtracted = {
    en = "subtracts {other} from {one}: {text}",
    vi = "lấy {one} trừ {other}: {text}",
  },
  no_evidence = {
    en = "nothing fills the place {{{name}}} of the message",
    vi = "không có gì để điền vào {{{name}}} trong thông báo",
  },
  template = {
    en = "the message is no template: {message}",
    vi = "thông báo không đúng mẫu: {message}",
  },
  plain = {
    en = "{what} is in one language only",
    vi = "{what} chỉ có một ngôn ngữ",
  },
  no_en = {
    en = "{what} has no English text",
    vi = "{what} thiếu bản tiếng Anh",
  },
  no_vi = {
    en = "{what} has no Vietnamese text",
    vi = "{what} thiếu bản tiếng Việt",
  },
  place_only_en = {
    en = "only the English text of {what} has the place {{{name}}}",
    vi = "chỉ bản tiếng Anh của {what} có chỗ điền {{{name}}}",
  },
  place_only_vi = {
    en = "only the Vietnamese text of {what} has the place {{{name}}}",
    vi = "chỉ bản tiếng Việt của {what} có chỗ điền {{{name}}}",
  },
  never = {
    en = "never true: {text}; the left side is {a}, the right {b}",
    vi = "không bao giờ đúng: {text}; vế trái {a}, vế phải {b}",
  },
  always = {
    en = "always true: {text}; the left side is {a}, the right {b}",
    vi = "luôn luôn đúng: {text}; vế trái {a}, vế phải {b}",
  },
  never_default = {
    en = "never true with the defaults: {text}; the left side is {a}, "
      .. "the right {b}",
    vi = "không bao giờ đúng với giá trị mặc định: {text}; vế trái {a}, "
      .. "vế phải {b}",
  },
  always_default = {
    en = "always true with the defaults: {text}; the left side is {a}, "
      .. "the right {b}",
    vi = "luôn luôn đúng với giá trị mặc định: {text}; vế trái {a}, "
      .. "vế phải {b}",
  },
  taken = {
    en = "never true, as line {line} has taken all of it: {text}",
    vi = "không bao giờ đúng vì dòng {line} đã xét hết: {text}",
  },
  taken_default = {
    en = "never true with the defaults, as line {line} has taken all of it: "
      .. "{text}",
    vi = "không bao giờ đúng với giá trị mặc định vì dòng {line} đã xét hết: "
      .. "{text}",
  },
  no_choice = {
    en = "'{value}' is none of what {name} can be: {list:plain}",
    vi = "'{value}' không thuộc các giá trị của {name}: {list:plain}",
  },

  advice_near    = {
    en = "did you mean '{near}'?",
    vi = "có phải '{near}' không?",
  },
  advice_unused  = {
    en = "read it as ctx.params, or take it away",
    vi = "hãy đọc qua ctx.params hoặc bỏ đi",
  },
  advice_working_days = {
    en = "count with ctx.working_days or move with ctx.add_working_days",
    vi = "hãy tính bằng ctx.working_days hoặc ctx.add_working_days",
  },
  advice_units   = {
    en = "convert one of them",
    vi = "hãy quy đổi về cùng đơn vị",
  },
  advice_both    = {
    en = "write {{ en = ..., vi = ... }}",
    vi = "hãy viết {{ en = ..., vi = ... }}",
  },
  advice_places  = {
    en = "both languages should say the same",
    vi = "hai ngôn ngữ cần nói cùng nội dung",
  },
  advice_limits  = {
    en = "look at the limits declared",
    vi = "hãy xem lại giới hạn đã khai báo",
  },
  advice_default = {
    en = "look at the default, or declare min or max",
    vi = "hãy xem lại giá trị mặc định hoặc khai báo min, max",
  },
  advice_order   = {
    en = "exchange the branches",
    vi = "hãy đổi thứ tự các nhánh",
  },
  advice_order_default = {
    en = "exchange the branches or the defaults",
    vi = "hãy đổi thứ tự các nhánh hoặc giá trị mặc định",
  },

  count = {
    en = { one = "{n} problem in {files}", rest = "{n} problems in {files}" },
    vi = "{n} lỗi trong {files}",
  },
  files = {
    en = { one = "{n} file", rest = "{n} files" },
    vi = "{n} tệp",
  },
}

-- Texts of a rule.
M.lint_what = {
  title   = { en = "the title",   vi = "tiêu đề" },
  message = { en = "the message", vi = "thông báo" },
  reason  = { en = "the reason",  vi = "lý do" },
  doc     = { en = "the doc",     vi = "phần giải thích" },
}

-- Units that do not fit each other.
M.lint_unit = {
  ["days"]         = { en = "days",         vi = "ngày" },
  ["working days"] = { en = "working days", vi = "ngày làm việc" },
  ["weeks"]        = { en = "weeks",        vi = "tuần" },
  ["months"]       = { en = "months",       vi = "số tháng" },
  ["quarters"]     = { en = "quarters",     vi = "số quý" },
  ["years"]        = { en = "years",        vi = "số năm" },
  ["month"]        = { en = "a month of the calendar",
    vi = "tháng theo lịch" },
  ["year"]         = { en = "a year of the calendar", vi = "năm theo lịch" },
  ["%"]            = { en = "percent",      vi = "phần trăm" },
  ["share"]        = { en = "a share",      vi = "tỷ lệ từ 0 đến 1" },
}

return M
