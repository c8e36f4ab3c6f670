--- Why a method cannot tell, in both languages. A number in a reason stands
-- here as %d.
-- @module tiendo.progress.reason
local M = {}

local VI = {
  ["no series"] = "chưa có chuỗi số liệu",
  ["no data"] = "chưa có số liệu",
  ["no direction"] = "chưa rõ hướng tăng hay giảm",
  ["no target"] = "không có mức cần đạt",
  ["no data since the base year"] = "không có số liệu từ năm gốc trở đi",
  ["no value within a year of %d"] =
    "không có số liệu năm %d và năm liền trước, liền sau",
  ["more than one value in %d"] = "năm %d có nhiều số liệu",
  ["less than %d years in a row"] = "chưa đủ số liệu %d năm liên tục",
  ["less than a year between base and last value"] =
    "số liệu mới nhất cách giá trị gốc chưa đủ một năm",
  ["base and last value have opposite signs"] =
    "giá trị gốc và số liệu mới nhất trái dấu",
  ["base value and target have opposite signs"] =
    "giá trị gốc và mức cần đạt trái dấu",
  ["base or last value is zero"] = "giá trị gốc hoặc số liệu mới nhất bằng 0",
  ["base or last value is not above zero"] =
    "giá trị gốc hoặc số liệu mới nhất không lớn hơn 0",
  ["a value is not above zero"] = "có số liệu không lớn hơn 0",
  ["the target is zero"] = "mức cần đạt bằng 0",
  ["the target is not above zero"] = "mức cần đạt không lớn hơn 0",
  ["the target year is not after the base year"] =
    "năm cần đạt không sau năm gốc",
  ["the target equals the base value"] = "mức cần đạt bằng giá trị gốc",
  ["growth is too large a number"] = "tốc độ tăng quá lớn để tính",
  ["no green threshold and no target"] =
    "không có ngưỡng xanh và mức cần đạt",
  ["optimum and lower bound are the same"] =
    "mức tối ưu trùng với mức thấp nhất",
  ["the bounds point the other way"] =
    "mức tối ưu và mức thấp nhất ngược với hướng mong muốn",
  ["the promise points in no direction"] = "chưa rõ hướng tăng hay giảm",
  ["the promise is a change against a baseline, not a level"] =
    "cam kết là mức thay đổi so với giá trị gốc, không phải một mức cụ thể",
  ["the promise is a rate of growth, not a level"] =
    "cam kết là tốc độ tăng hằng năm, không phải một mức cụ thể",
  ["the promise is a multiple of a baseline it does not state"] =
    "cam kết là số lần so với giá trị gốc nhưng không nêu giá trị gốc",
  ["no value in the baseline year %d"] = "không có số liệu năm gốc %d",
}

--- A reason of a result as a text in both languages.
-- @tparam string why
-- @treturn table  { en, vi }
-- @usage reason.both("more than one value in 2016").vi
function M.both(why)
  local number = why:match "%d+"
  local vi = VI[(why:gsub("%d+", "%%d"))]
  return { en = why, vi = vi and number and vi:format(tonumber(number)) or vi
    or "chưa đủ số liệu để tính" }
end

--- Calls `visit(en, vi)` for each reason; for tests and docs.
function M.each(visit)
  for en, vi in pairs(VI) do visit(en, vi) end
end

return M
