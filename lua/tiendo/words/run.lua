--- Words for recorded runs: what changed, and what a replay differs in.
-- @module tiendo.words.run

local M = {}

M.run = {
  run = { en = "Run {id}", vi = "Lần chạy {id}" },
  first = { en = "Run {id}, the first one",
    vi = "Lần chạy {id}, lần đầu tiên" },
  after = { en = "Run {id}; the run before was of {day}",
    vi = "Lần chạy {id}; lần chạy trước ngày {day}" },
  counts = { en = "Since then: {list}", vi = "Từ đó đến nay: {list}" },
  counts_first = { en = "Recorded: {list}", vi = "Đã ghi nhận: {list}" },
  count = { en = "{n} {state}", vi = "{n} {state}" },
  nothing = { en = "no findings", vi = "không có phát hiện" },
  suspicious = {
    en = "Suspicious: much less could be judged than in the run before. "
      .. "Nothing is resolved; findings held back: {n}.",
    vi = "Đáng ngờ: số đối tượng kiểm tra được giảm mạnh so với lần chạy "
      .. "trước. Không phát hiện nào được coi là đã khắc phục; số phát hiện "
      .. "tạm giữ nguyên: {n}.",
  },
  suspicious_count = {
    en = { one = "Suspicious: much less could be judged, {n} finding held back",
      rest = "Suspicious: much less could be judged, {n} findings held back" },
    vi = "Đáng ngờ: số đối tượng kiểm tra được giảm mạnh, {n} phát hiện tạm "
      .. "giữ nguyên",
  },
  resolved = { en = "Resolved", vi = "Đã khắc phục" },
  since = { en = "first seen on {day}", vi = "phát hiện lần đầu ngày {day}" },

  replay = { en = "Run {id} of {day}, run again",
    vi = "Chạy lại lần chạy {id} ngày {day}" },
  same = {
    en = { one = "Nothing differs: the result and {n} output are the same, "
      .. "byte for byte.",
      rest = "Nothing differs: the result and {n} outputs are the same, byte "
      .. "for byte." },
    vi = "Không có khác biệt: kết quả và {n} tệp đầu ra trùng khớp từng byte.",
  },
  differs = { en = { one = "{n} difference", rest = "{n} differences" },
    vi = "{n} khác biệt" },
  same_result = { en = "what came out is the same nevertheless",
    vi = "tuy vậy kết quả vẫn trùng khớp" },
  dropped = { en = "{n} more are not listed",
    vi = "{n} khác biệt khác không liệt kê" },
  added = { en = "was not there then", vi = "khi đó chưa có" },
  removed = { en = "is not there any more", vi = "nay không còn" },
  moved = { en = "differs", vi = "có khác" },
}

--- What a replay can differ in.
M.difference = {
  data = { en = "data", vi = "dữ liệu" },
  calendar = { en = "calendar", vi = "lịch làm việc" },
  rule = { en = "rule", vi = "quy tắc" },
  setting = { en = "setting", vi = "thiết lập" },
  program = { en = "program", vi = "chương trình" },
  result = { en = "result", vi = "kết quả" },
  output = { en = "output", vi = "tệp đầu ra" },
}

return M
