--- Words for what is read from plan text.
-- @module tiendo.words.extract

local M = {}

M.extract = {
  nothing = {
    en = "No promise with a number or a deadline.",
    vi = "Không có cam kết nào có số lượng hoặc thời hạn.",
  },
  level       = { en = "level",  vi = "mức cần đạt" },
  change      = { en = "change", vi = "mức thay đổi" },
  factor      = { en = "factor", vi = "số lần" },
  rate        = { en = "rate",   vi = "tốc độ" },
  dated       = { en = "dated",  vi = "có thời hạn" },
  up_by       = { en = "up by {amount}", vi = "tăng {amount}" },
  down_by     = { en = "down by {amount}", vi = "giảm {amount}" },
  times       = {
    en = "{amount} times the baseline",
    vi = "{amount} lần giá trị gốc",
  },
  unit        = { en = "unit",     vi = "đơn vị" },
  subject     = { en = "of",       vi = "của" },
  carried     = {
    en = "{subject} (from the promise before)",
    vi = "{subject} (theo cam kết trước)",
  },
  criterion   = { en = "line",     vi = "ngưỡng" },
  direction   = { en = "direction", vi = "chiều hướng" },
  up          = { en = "up",       vi = "tăng" },
  down        = { en = "down",     vi = "giảm" },
  hedge       = { en = "hedge",    vi = "từ giảm nhẹ" },
  baseline    = { en = "baseline", vi = "gốc so sánh" },
  no_baseline = { en = "none stated", vi = "không nêu" },
  deadline    = { en = "deadline", vi = "thời hạn" },
  by          = { en = "{day} ({text})", vi = "{day} ({text})" },
  no_deadline = { en = "none",     vi = "không có" },
  place       = { en = "place",    vi = "vị trí" },
  columns     = {
    en = "line {line}, characters {first} to {last}",
    vi = "dòng {line}, ký tự {first} đến {last}",
  },
}

return M
