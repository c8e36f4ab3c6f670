--- Dates, years and periods in Vietnamese text, as one LPeg pattern.
-- @module tiendo.quantity.time
local lpeg = require "lpeg"
local lexis = require "tiendo.quantity.lexis"

local M = {}

local B, C, Cc, Cg, Cmt, P, S = lpeg.B, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cmt,
  lpeg.P, lpeg.S
local any, keyed, phrase = lexis.any, lexis.keyed, lexis.phrase
local dash, digit, gap, space = lexis.dash, lexis.digit, lexis.gap, lexis.space

local function kind(name)
  return Cg(Cc(name), "kind")
end

-- Parts ---------------------------------------------------------------------

local year_digits = C((P "19" + "20" + "21") * digit * digit) * -digit
  / tonumber
local year = Cg(year_digits, "year")
local two_digits = C(digit * digit^-1) * -digit / tonumber

-- A number from 1 to n under this name.
local function up_to(n, name)
  return Cg(Cmt(two_digits, function(_, at, x)
    return x >= 1 and x <= n and at, x
  end), name)
end

local day, month = up_to(31, "day"), up_to(12, "month")
local slash = gap * S "/-." * gap
local no_more = -(S "/-." * digit)
local year_word = phrase "năm" * space
local of_year = (slash + space * year_word^-1) * year
local yearly = Cg(keyed { ["hằng năm"] = true, ["hàng năm"] = true,
  ["mỗi năm"] = true }, "is_yearly")
local roman = keyed { i = 1, ii = 2, iii = 3, iv = 4 }

-- Days, months, quarters ----------------------------------------------------

local day_word = phrase "ngày" * space
local month_word = phrase "tháng" * space
local long_day = day * space * month_word * month
local with_year = long_day * (gap * P ","^-1 * gap * year_word * year
    + slash * year) + day * slash * month * slash * year
local no_year = long_day + day * S "/-" * month
local full_day = kind "day" * day_word^-1 * with_year * no_more
local day_of_year = kind "day" * (day_word * no_year + long_day) * no_more
  * (space * yearly)^-1
-- "31/12" is a day only after "before", "until" ...
local short_day = kind "day" * day * S "/-" * month * no_more
  * (space * yearly)^-1
local whole_month = kind "month" * month_word * month
  * (of_year + space * yearly)^-1
local quarter = kind "quarter" * phrase "quý" * space
  * Cg(roman + Cmt(two_digits, function(_, at, x)
    return x >= 1 and x <= 4 and at, x
  end), "quarter") * of_year^-1
local half = kind "half" * (P "06" + "6" + "sáu") * space * phrase "tháng"
  * space * Cg(keyed { ["đầu"] = 1, ["cuối"] = 2 }, "half")
  * (space * phrase "năm" * (space * year)^-1)^-1

-- Years and periods ---------------------------------------------------------

local part = Cg(keyed { ["đầu"] = "start", ["giữa"] = "middle",
  ["cuối"] = "end", ["hết"] = "end" }, "part")
local whole_year = kind "year" * (part * space)^-1 * year_word * year
-- "2020" alone is a year only after "until", "vision" ...
local short_year = kind "year" * year
  * -(gap * ("%" + lexis.any { "người", "hộ", "ha", "đồng", "tỷ", "triệu" }))

local from_year = Cg(year_digits, "from_year")
local until_word = any { "đến", "tới", "đến hết" } * space * year_word^-1
local years = from_year * (dash + space * until_word) * year
local period_word = any { "giai đoạn", "thời kỳ", "thời kì", "nhiệm kỳ",
  "các năm", "năm học", "những năm" }
local period = kind "period"
  * ((any { "trong" } * space)^-1 * period_word * space
      * (phrase "từ" * space)^-1 * year_word^-1 * years
    + phrase "từ" * space * year_word^-1 * years
    + years) * -(S "/-." * digit)

local vision = kind "vision" * any { "tầm nhìn", "định hướng" } * space
  * (any { "đến", "tới" } * space)^-1 * year_word^-1 * year

-- How often, how long -------------------------------------------------------

local every = keyed { ["hằng năm"] = 12, ["hàng năm"] = 12, ["mỗi năm"] = 12,
  ["từng năm"] = 12, ["thường niên"] = 12, ["hằng quý"] = 3, ["hàng quý"] = 3,
  ["mỗi quý"] = 3, ["từng quý"] = 3, ["theo quý"] = 3, ["hằng tháng"] = 1,
  ["hàng tháng"] = 1, ["mỗi tháng"] = 1, ["từng tháng"] = 1 }
-- "quý" alone also means precious: it counts where a list of periods goes on.
local bare_quarter = (phrase "quý" - B "đá ")
  * #(gap * (S ",;.)" + "\n" + -1) + space * any { "và", "một lần" }) * Cc(3)

local function months_of(number, months)
  return number * months
end
local span = (two_digits + lexis.numeral) * space
  * keyed { ["tháng"] = 1, ["quý"] = 3, ["năm"] = 12 } / months_of
local once = (space * phrase "một" + gap * "/") * gap * phrase "lần"
local regular = (any { "định kỳ", "mỗi", "cứ" } * space)^-1

local frequency = kind "frequency"
  * ((any { "định kỳ" } * space)^-1 * Cg(every, "months")
    + regular * Cg(span, "months") * once
    + Cg(bare_quarter, "months")
    + any { "định kỳ" } * space * Cg(span, "months"))
local duration = kind "duration" * Cg(span, "months")
  * -(space * phrase "tuổi")

-- With the word before ------------------------------------------------------

-- "before" leaves the day out, "by" includes it.
local bound = Cg(keyed {
  ["trước"] = "before", ["trước thời điểm"] = "before",
  ["chậm nhất"] = "by", ["chậm nhất là"] = "by", ["chậm nhất vào"] = "by",
  ["chậm nhất là vào"] = "by", ["chậm nhất đến"] = "by",
  ["chậm nhất là đến"] = "by", ["muộn nhất"] = "by", ["muộn nhất là"] = "by",
  ["không muộn hơn"] = "by", ["đến"] = "by", ["đến hết"] = "by",
  ["tới"] = "by", ["cho đến"] = "by", ["hết"] = "by", ["đến trước"] = "before",
  ["chậm nhất trước"] = "before", ["vào"] = "in", ["trong"] = "in",
  ["ngay trong"] = "in", ["từ"] = "from", ["kể từ"] = "from", ["sau"] = "after",
}, "bound")

local dated = full_day + day_of_year + half + quarter + whole_month + whole_year
local bounded = (phrase "định kỳ" * space)^-1 * bound * space
  * (dated + short_day + period + short_year)

--- A date with these fields under `kind`:
-- day: year, month, day; month: year, month; quarter: year, quarter; half:
-- year, half; year: year, part ("start", "middle", "end"); period: from_year,
-- year; vision: year; frequency, duration: months. Also is_yearly, and bound:
-- "before", "by", "in", "from", "after".
M.date = vision + period + bounded + dated + frequency + duration

return M
