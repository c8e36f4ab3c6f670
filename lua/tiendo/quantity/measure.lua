--- Numbers with what they count, as LPeg patterns: "45/100.000 trẻ đẻ sống",
-- "20 - 25%", "1,5 lần", "một nửa", "gấp đôi".
-- @module tiendo.quantity.measure
local lpeg = require "lpeg"
local lexis = require "tiendo.quantity.lexis"
local unit = require "tiendo.quantity.unit"

local M = {}

local C, Cc, Cg, Cmt, Cp, Ct, P, R = lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cmt,
  lpeg.Cp, lpeg.Ct, lpeg.P, lpeg.R
local any, keyed, phrase = lexis.any, lexis.keyed, lexis.phrase
local dash, digit, gap, space = lexis.dash, lexis.digit, lexis.gap, lexis.space
local number, numeral = lexis.number, lexis.numeral

local function keys(set)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  return any(list)
end

local function base(name)
  return Cg(Cc(name), "base")
end

-- Units ---------------------------------------------------------------------

local percent = (P "%" + "\239\188\133" + any { "phần trăm" })
  * base "percent"
local points = phrase "điểm" * space * (P "%" + any { "phần trăm" })
  * base "points"
local permille = (P "‰" + any { "phần nghìn" }) * base "permille"
local share = points + percent + permille

local scale = Cg(keyed(unit.SCALES), "scale") * -(space * any { "lệ", "số",
  "suất", "trọng", "giá" })
-- "USD 1,25 (PPP, prices of 2005)".
local prices = (space * any { "sức mua tương đương", "ppp" })^-1
  * (gap * "(" * gap * any { "giá", "theo giá", "giá so sánh" }
    * (1 - lpeg.S "()\n")^-40 * ")")^-1
local count = Cg(C(keys(unit.COUNTS)), "count") * prices * base "count"
-- A unit may stand apart or be joined: "10 kg", "10kg".
local counted = scale * (space * count)^-1 * base "count" + count

-- Rates ---------------------------------------------------------------------

-- 100, 1.000, 100.000 ...: what rates are given of.
local round = Cmt(C(P "1" * (P "0" + ".000")^1) * -digit, function(_, at, s)
  local value = tonumber((s:gsub("%.", "")))
  return value >= 100 and at, value
end)
local round_words = (P "1" * space + phrase "một" * space + P "10" * space
    * Cc(10))^-1 * keyed { ["vạn"] = 10000, ["nghìn"] = 1000,
  ["ngàn"] = 1000, ["triệu"] = 1000000, ["trăm nghìn"] = 100000,
  ["trăm ngàn"] = 100000 }
local round_value = round + round_words / function(a, b)
  return b and a * b or a
end
local noun = keys(unit.OF) + lexis.letter^1 * digit^-1 * -lexis.word_char
local each = (any { "mỗi", "một" } * space)^-1

local per_round = Cg(round_value, "value") * space * Cg(Cp(), "of") * noun
local per_one = Cg(Cp(), "of") * noun * (gap * "/" * gap * noun)^0
local per = Cg(Ct(Cg(Cp(), "from") * (per_round + per_one)
  * Cg(Cp(), "to")), "per")
local per_round_only = Cg(Ct(Cg(Cp(), "from") * per_round * Cg(Cp(), "to")),
  "per")
local slash_per = gap * "/" * gap * per
local over_per = space * phrase "trên" * space * each * per_round_only

-- Amounts -------------------------------------------------------------------

local value, high = Cg(number, "value"), Cg(number, "value_high")
local bare_unit = gap * (share + counted) / 0
local pair = value * bare_unit^-1 * dash * high
local from_to = phrase "từ" * space * value * bare_unit^-1 * space
  * any { "đến", "tới" } * space * high
local amount = from_to + pair + value
local pointed = Cg(lexis.pointed, "value")
local worded = Cg(numeral, "value")

local function ascends(_, at, m)
  return (not m.value_high or m.value_high > m.value) and at, m
end

local occasion = space * any { "thứ", "lượt", "đầu", "này", "sau", "trước" }
local times = phrase "lần" * -occasion * base "times"

-- Parts ---------------------------------------------------------------------

local half = keyed { ["một nửa"] = 0.5, ["phân nửa"] = 0.5, ["nửa"] = 0.5 }
  * -(space * any { "đầu", "cuối", "năm", "giờ", "ngày" })
local signs = P "½" * Cc(0.5) + P "¼" * Cc(0.25) + P "¾" * Cc(0.75)
local divisors = keyed { ["hai"] = 2, ["ba"] = 3, ["tư"] = 4, ["bốn"] = 4,
  ["năm"] = 5, ["mười"] = 10 }

local function divide(_, at, a, b)
  return a < b and a > 0 and at, a / b
end

local worded_part = Cmt(numeral * space * phrase "phần" * space * divisors,
  divide)
local small = C(R "19" * digit^-1) * -digit / tonumber
local slashed_part = Cmt(small * "/" * small, divide) * -(P "/" + "." + ",")
  * -lexis.letter
local part = Cg(half + signs + worded_part + slashed_part, "value")
  * base "part"

local multiple = phrase "gấp" * space * Cg(keyed { ["đôi"] = 2,
  ["hai"] = 2, ["ba"] = 3, ["bốn"] = 4, ["rưỡi"] = 1.5 }
  * -(gap * phrase "lần"), "value") * base "times" * Cg(Cc(true), "is_multiple")

-- All together --------------------------------------------------------------

local tail = Cg(space * keyed { ["trở lên"] = ">=", ["trở xuống"] = "<=" },
  "tail")
local months = (space * any { "tháng", "ngày", "tuần" })^-1
local age = amount * months * space * Cg(C(phrase "tuổi"), "count")
  * base "age"

local unit_from = Cg(Cp(), "unit_from")
local unit_to = Cg(Cp(), "unit_to")
local with_unit = age
  + (amount + pointed) * gap * unit_from
    * (share * slash_per^-1 * unit_to)
  + amount * unit_from * (gap * counted * (over_per + slash_per)^-1 * unit_to)
  + amount * unit_from
    * (over_per * unit_to + gap * "/" * gap * per_round_only * unit_to)
    * base "ratio"
  + (amount + pointed + worded) * gap * unit_from * times * unit_to
  + part + multiple

--- A number with its unit. Fields: value, value_high, scale; base ("percent",
-- "permille", "points", "times", "part", "count", "ratio", "age"); count (the
-- unit's word); per { value, from, of, to }; unit_from, unit_to; tail.
M.measure = Cmt(Ct(with_unit * tail^-1), ascends)

--- A number alone.
M.number = Cmt(Ct(amount * -(lexis.letter + "/")
  * base "none" * tail^-1), ascends)

return M
