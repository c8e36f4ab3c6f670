--- Words of the prompt.
-- @module tiendo.words.console

local M = {}

--- Heads of columns that are no fields of the plan.
M.console_field = {
  evidence = { en = "evidence", vi = "bằng chứng" },
  field    = { en = "field", vi = "trường" },
  id       = { en = "id", vi = "mã phát hiện" },
  key      = { en = "key", vi = "khóa" },
  message  = { en = "message", vi = "nội dung" },
  n        = { en = "n", vi = "số lượng" },
  outcome  = { en = "outcome", vi = "kết quả" },
  row      = { en = "row", vi = "dòng" },
  rule     = { en = "rule", vi = "quy tắc" },
  severity = { en = "severity", vi = "mức độ" },
  subject  = { en = "subject", vi = "đối tượng" },
  text     = { en = "text", vi = "nội dung" },
}

M.console = {
  greeting = { en = "tiendo {version:plain}: ask the plan",
    vi = "tiendo {version:plain}: tra cứu kế hoạch" },
  greeting_help = {
    en = "help tells what can be asked, Tab completes, Ctrl-D leaves.",
    vi = "help cho biết có thể hỏi gì, phím Tab gợi ý, Ctrl-D để thoát.",
  },
  as_of = { en = "as of {day}", vi = "tính đến ngày {day}" },
  error = { en = "error:", vi = "lỗi:" },
  interrupted = { en = "interrupted", vi = "đã dừng" },

  rows = { en = { one = "{n} row", rest = "{n} rows" }, vi = "{n} dòng" },
  more_rows = { en = { one = "{n} more: :more", rest = "{n} more: :more" },
    vi = "còn {n} dòng: :more" },
  more_items = { en = "and {n} more", vi = "và {n} mục khác" },
  cut = { en = { one = "{n} value is cut (…); :save FILE has all of it",
      rest = "{n} values are cut (…); :save FILE has all of them" },
    vi = "{n} giá trị bị cắt (…); :save TỆP ghi đầy đủ" },
  left_out = { en = "no room for: {list}", vi = "không đủ chỗ cho: {list}" },
  values = { en = { one = "{n} value", rest = "{n} values" },
    vi = "{n} giá trị" },
  no_key = { en = "(none)", vi = "(không có)" },
  none = { en = "No rows.", vi = "Không có dòng nào." },
  none_of = { en = "No {kind}.", vi = "Không có {kind} nào." },
  no_values = { en = "No figures.", vi = "Chưa có số liệu." },
  invented = {
    en = { one = "{n} of them is invented for illustration, not a fact.",
      rest = "{n} of them are invented for illustration, not facts." },
    vi = "Trong đó {n} dòng là giả định để minh họa, không phải số liệu thực.",
  },
  again = { en = "(shown above)", vi = "(đã nêu ở trên)" },
  deeper = { en = "(nested deeper)", vi = "(lồng sâu hơn)" },
  figures = { en = "figures", vi = "diễn biến" },
  status = { en = "status", vi = "tình trạng" },

  judged = { en = { one = "{n} rule: {list}", rest = "{n} rules: {list}" },
    vi = "{n} quy tắc: {list}" },
  judged_nothing = { en = "nothing was looked at",
    vi = "chưa xem xét nội dung nào" },

  lost = { en = "As of that day there is nothing for: {list}",
    vi = "Tính đến ngày đó không còn dữ liệu cho: {list}" },
  took = { en = "{seconds:plain} s, {mib:plain} MiB more, {all:plain} MiB "
      .. "in all",
    vi = "{seconds:plain} giây, thêm {mib:plain} MiB, tổng {all:plain} MiB" },
  reloaded = { en = { one = "{n} rule is loaded",
      rest = "{n} rules are loaded" },
    vi = "đã nạp {n} quy tắc" },
  kept = {
    en = "Its examples pass. Now say in words what is wrong: the title, the "
      .. "message, the severity. Then: tiendo check STORE --rules "
      .. "{folder:plain} --select '{id:plain}'",
    vi = "Các ví dụ đều đạt. Hãy viết lại tên, thông báo và mức độ. Sau đó: "
      .. "tiendo check STORE --rules {folder:plain} --select '{id:plain}'",
  },
  saved = { en = "{path:plain}: {what}", vi = "{path:plain}: {what}" },
  earlier_lines = { en = { one = "{n} earlier line",
      rest = "{n} earlier lines" },
    vi = "{n} dòng trước đó" },
  fine = { en = "fine", vi = "tốt" },
  doubtful = { en = "doubtful", vi = "cần xem" },
  broken = { en = "broken", vi = "hỏng" },

  help_start = {
    en = "Write an expression to see its value, or a statement of Lua. A value "
      .. "can be a number, a row of the plan, a set, a series, a picture. Tab "
      .. "completes names, codes and conditions.",
    vi = "Nhập một biểu thức để xem giá trị, hoặc một câu lệnh Lua. Giá trị có "
      .. "thể là số, một dòng của kế hoạch, một tập hợp, một chuỗi số liệu, "
      .. "một hình vẽ. Phím Tab gợi ý tên, mã và điều kiện.",
  },
  help_functions = { en = "At hand", vi = "Có sẵn" },
  help_sets = { en = "Sets and their methods",
    vi = "Tập hợp và cách xử lý tập hợp" },
  help_rows = { en = "One row, by its code or name: target \"3.1\"",
    vi = "Một dòng, theo mã hoặc tên: target \"3.1\"" },
  help_modules = { en = "Libraries: help(progress)",
    vi = "Thư viện: help(progress)" },
  help_commands = { en = "Commands", vi = "Lệnh" },
  help_kind = { en = "All of them: {set:plain}. One: {kind:plain} \"CODE\"",
    vi = "Tất cả: {set:plain}. Một mục: {kind:plain} \"MÃ\"" },
  field = { en = "field", vi = "trường" },
  type = { en = "type", vi = "kiểu" },
  a_function = { en = "a function", vi = "một hàm" },
}

return M
