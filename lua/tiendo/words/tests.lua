--- Words for what becomes of examples and specs of rules.
-- @module tiendo.words.tests

local M = {}

M.tests = {
  differs  = { en = "{what}: expected {expected}, found {found}",
    vi = "{what}: cần {expected}, nhưng có {found}" },
  finding  = { en = "finding", vi = "phát hiện" },
  message  = { en = "message", vi = "thông báo" },
  severity = { en = "severity", vi = "mức độ" },
  class = { en = "class", vi = "loại" },
  absent   = { en = "{what} is not there", vi = "không có {what}" },
  too_many = { en = "unexpected finding {what}",
    vi = "phát hiện ngoài dự kiến {what}" },
  error    = { en = "error: {text}", vi = "lỗi: {text}" },
  no_key   = { en = "{where} has no key '{key}'",
    vi = "{where} không có khóa '{key}'" },
  near     = { en = "{text}; did you mean '{near}'?",
    vi = "{text}; có phải '{near}'?" },
  example  = { en = "an example", vi = "ví dụ" },
  expect   = { en = "expect", vi = "expect" },
  no_as_of = { en = 'as_of is missing, such as as_of = "2026-11-23"',
    vi = 'thiếu as_of, chẳng hạn as_of = "2026-11-23"' },
  no_name  = { en = "name is missing: one text that says what it shows",
    vi = "thiếu name: một câu nói ví dụ này cho thấy điều gì" },
  no_expect = { en = "it expects nothing, such as expect = {{ pass = 1 }}",
    vi = "không nêu kết quả cần có, chẳng hạn expect = {{ pass = 1 }}" },
  no_rows  = { en = "plan.{set}: a list of rows is expected",
    vi = "plan.{set}: cần một danh sách các dòng" },
  no_plan  = { en = "plan: a table of sets is expected, such as "
      .. "plan = {{ commitments = {{ ... }} }}",
    vi = "plan: cần một bảng các tập hợp, chẳng hạn "
      .. "plan = {{ commitments = {{ ... }} }}" },
  no_ids   = { en = "with: a list of ids of rules is expected, such as "
      .. "with = {{ 'reporting.late' }}",
    vi = "with: cần danh sách mã quy tắc, chẳng hạn "
      .. "with = {{ 'reporting.late' }}" },
  no_table = { en = "{key}: a table is expected", vi = "{key}: cần một bảng" },
  outcome  = { en = "what the rule says", vi = "kết quả của quy tắc" },

  counts   = {
    en = "{passed} passed, {failed} failed, {skipped} skipped",
    vi = "{passed} đạt, {failed} không đạt, {skipped} bỏ qua",
  },
  failed   = { en = "failed", vi = "không đạt" },
  skipped  = { en = "skipped", vi = "bỏ qua" },
  no_examples = {
    en = { one = "{n} rule without examples: {list:plain}",
      rest = "{n} rules without examples: {list:plain}" },
    vi = "{n} quy tắc không có ví dụ: {list:plain}",
  },
}

-- Why a spec as a whole failed or was not run; `n` is a number where there is
-- one.
M.spec = {
  late      = {
    en = "stopped after {n} s; --time-limit sets another limit",
    vi = "đã bị dừng sau {n} giây; --time-limit đặt giới hạn khác",
  },
  signal    = { en = "ended by signal {n}", vi = "bị dừng bởi tín hiệu {n}" },
  exit      = { en = "ended with exit {n} before its first test",
    vi = "kết thúc với mã {n} khi chưa chạy kiểm thử nào" },
  no_test   = { en = "no test in this spec",
    vi = "tệp này không có kiểm thử nào" },
  no_busted = {
    en = "busted is not installed for Lua 5.4; on Debian: apt install "
      .. "lua-busted",
    vi = "chưa cài busted cho Lua 5.4; trên Debian: apt install lua-busted",
  },
  no_lua    = {
    en = "lua5.4 cannot be run; on Debian: apt install lua5.4",
    vi = "không chạy được lua5.4; trên Debian: apt install lua5.4",
  },
  no_module = {
    en = "tiendo.so is neither beside the program nor in ../lib/lua/5.4; "
      .. "make install puts it there",
    vi = "không có tiendo.so cạnh chương trình hoặc trong ../lib/lua/5.4; "
      .. "make install sẽ cài vào đó",
  },
}

return M
