--- Words for the parameters of the rules shipped here. A rule gives the unit
-- and who set the value as one text, in English; another rule's are shown as
-- they stand.
-- @module tiendo.words.rule

local M = {}

M.unit = {
  ["a week"]          = { en = "a week", vi = "việc mỗi tuần" },
  ["day of December"] = { en = "day of December", vi = "ngày của tháng 12" },
  ["days"]            = { en = "days", vi = "ngày" },
  ["digits"]          = { en = "digits", vi = "chữ số" },
  ["figures"]         = { en = "figures", vi = "kỳ có số liệu" },
  ["leads"]           = { en = "leads", vi = "cơ quan chủ trì" },
  ["month"]           = { en = "month", vi = "tháng trong năm" },
  ["months"]          = { en = "months", vi = "tháng" },
  ["outputs"]         = { en = "outputs", vi = "sản phẩm" },
  ["per 1000 live births"] = { en = "per 1000 live births",
    vi = "trên 1.000 trẻ sinh sống" },
  ["percentile"]      = { en = "percentile", vi = "bách phân vị" },
  ["periods"]         = { en = "periods", vi = "kỳ" },
  ["reports"]         = { en = "reports", vi = "báo cáo" },
  ["the indicator's"] = { en = "the indicator's",
    vi = "đơn vị tính của chỉ tiêu" },
  ["working days"]    = { en = "working days", vi = "ngày làm việc" },
  ["year"]            = { en = "year", vi = "năm" },
  ["words"]           = { en = "words", vi = "từ" },
  ["years"]           = { en = "years", vi = "số năm" },
}

M.source = {
  ["a convention of this rule"] = { en = "a convention of this rule",
    vi = "quy ước của quy tắc này" },
  ["a convention of data quality reviews"] = {
    en = "a convention of data quality reviews",
    vi = "quy ước thường dùng khi rà soát chất lượng số liệu" },
}

return M
