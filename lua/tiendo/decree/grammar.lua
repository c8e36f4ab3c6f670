--- What a single line of a decision can begin with.
--
-- Each pattern takes a line without blanks at its ends. Captures are the parts
-- that matter; the last one is the byte where the rest begins.
-- @module tiendo.decree.grammar
local lpeg = require "lpeg"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local P, R, S, C, Cp = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cp
local phrase, any_phrase = vietnamese.phrase, vietnamese.any_phrase

local blank = vietnamese.blank
local gap = blank^0
local digit = R "09"
local number = digit * digit^-3
local dash = P "-" + "–" + "—"
local stop = S ".:" + dash
local rest = gap * Cp()

-- Marks of lists -------------------------------------------------------------

local letter_mark = (R "az" + "đ") * ")"
-- A star that stands alone begins an item; a row of them is an ornament.
local bullet_mark = dash * -dash + P "+" + "•" + "●" + "▪" + "*" * -P "*"
  + "·" + "o" * blank^1

--- "-", "–", "+", "•": the rest.
M.bullet = bullet_mark * rest

--- "a)", "đ)": the letter, the rest.
M.letter = C(R "az" + "đ") * ")" * rest

--- The mark of an item of a list, if any: the rest.
M.item = ((bullet_mark + letter_mark) * gap)^-1 * Cp()

--- "I. ", "IV - ": the numeral, the rest.
M.roman = C(S "IVX"^1) * (P "." + gap * dash * blank) * gap * Cp()

--- "1. ", "2.1. ", "3) ": the number, the rest.
M.arabic = C(number * ("." * number)^0) * (S ".)" * (blank^1 + -P(1))) * Cp()

-- Goals and targets ----------------------------------------------------------

local code = number * ("." * number)^-1
local full_code = C(number * ("." * number)^0)

--- A cell with nothing but a code, "3", "3.1" or "3.1.": the code.
M.code_cell = full_code * P "."^-1 * -1

--- "Mục tiêu 3.1: ", "MỤC TIÊU 3.": the code, the rest.
M.goal = any_phrase { "mục tiêu", "mục tiêu số", "chỉ tiêu" } * gap * C(code)
  * -R "09" * (gap * stop + blank^1 * #vietnamese.upper_letter + gap * -P(1))
  * rest

--- "3.1. text", "3.1 text": the code of a target, the rest.
M.target_number = C(number * "." * number) * (P "." * blank^0 + S ":)" * gap
  + blank^1) * -S "0123456789" * Cp()

-- Who leads, who takes part --------------------------------------------------

local bodies = any_phrase { "cơ quan", "đơn vị", "cơ quan, đơn vị",
  "các cơ quan", "các đơn vị" } * gap
local label_end = gap * (P ":" + dash * gap * #vietnamese.upper_letter) * gap

local lead_words = any_phrase { "chủ trì", "chủ trì thực hiện",
  "chịu trách nhiệm chính" }
local coordinator_words = any_phrase { "phối hợp", "phối hợp thực hiện",
  "cùng phối hợp" }

--- "Chủ trì: ", "- Cơ quan chủ trì: ": the rest.
M.lead = (bullet_mark * gap)^-1 * (bodies^-1 * lead_words) * label_end * Cp()

--- "Phối hợp:", "Đơn vị phối hợp: ": the rest.
M.coordinators = (bullet_mark * gap)^-1 * (bodies^-1 * coordinator_words)
  * label_end * Cp()

--- Coordinators on the line of the lead: where the lead ends, where they begin.
M.inline_coordinators = P {
  Cp() * gap * (S ";,.(" * gap)^-1 * (bullet_mark * gap)^-1
    * (bodies^-1 * coordinator_words) * label_end * Cp()
    + 1 * lpeg.V(1),
}

-- Columns of the table -------------------------------------------------------

local COLUMNS = {
  code = { "stt", "tt", "số tt", "số thứ tự", "mã", "mã số", "mục" },
  task = { "nhiệm vụ", "nội dung", "mục tiêu", "nhiệm vụ cụ thể",
    "nội dung nhiệm vụ", "nội dung công việc", "nhiệm vụ, giải pháp",
    "mục tiêu, nhiệm vụ", "mục tiêu nhiệm vụ", "mục tiêu/nhiệm vụ",
    "mục tiêu và nhiệm vụ", "tên nhiệm vụ", "các nhiệm vụ",
    "nhiệm vụ chủ yếu", "chỉ tiêu, nhiệm vụ" },
  duty = { "phân công trách nhiệm", "phân công", "phân công thực hiện",
    "trách nhiệm", "trách nhiệm thực hiện", "cơ quan thực hiện",
    "đơn vị thực hiện", "phân công nhiệm vụ" },
  lead = { "cơ quan chủ trì", "đơn vị chủ trì", "chủ trì",
    "cơ quan, đơn vị chủ trì", "cơ quan chủ trì thực hiện",
    "đơn vị chủ trì thực hiện" },
  coordinators = { "cơ quan phối hợp", "đơn vị phối hợp", "phối hợp",
    "cơ quan, đơn vị phối hợp", "cơ quan phối hợp thực hiện" },
  time = { "thời gian", "thời gian thực hiện", "thời hạn", "tiến độ",
    "thời gian hoàn thành", "thời hạn hoàn thành", "lộ trình" },
  remark = { "ghi chú", "sản phẩm", "kết quả", "kinh phí", "nguồn lực" },
}

local role_of = {}
for role, titles in pairs(COLUMNS) do
  for _, title in ipairs(titles) do role_of[vietnamese.key(title)] = role end
end

--- What stands in the column with this title, or nil.
function M.column_role(cell)
  if #cell > 80 or cell:find(":", 1, true) then return nil end
  return role_of[vietnamese.key(cell)]
end

-- The head of a decision -----------------------------------------------------

-- "622/QĐ-TTg", "39/2016/TT-BLĐTBXH", "21-NQ/TW".
local part = (vietnamese.upper_letter + digit) * vietnamese.letter^0
local slash = gap * S "/-" * gap
local serial = digit^1 * (slash * digit^1 * -vietnamese.letter)^-1
  * slash * #vietnamese.upper_letter * part * (S "-/" * part)^0

--- "12/QĐ-UBND" anywhere: the number.
M.serial = P { C(serial) + 1 * lpeg.V(1) }

--- "Số: 12/QĐ-UBND": the number, the rest.
M.number_line = phrase "số" * gap * P ":"^-1 * gap * C(serial) * rest
--- "Số:      /QĐ-UBND": a draft without its number.
M.no_number_line = phrase "số" * gap * P ":" * S " ./…_"^0 * "/"

local day = C(digit * digit^-1)
local year = C(digit * digit * digit * digit)
local date = phrase "ngày" * blank^1 * day * blank^1 * phrase "tháng" * blank^1
    * day * blank^1 * phrase "năm" * blank^1 * year
  + (phrase "ngày" * blank^1)^-1 * day * S "/-." * day * S "/-." * year
    * -digit

--- "ngày 20 tháng 4 năm 2018", "20/4/2018" anywhere: day, month, year.
M.date = P { date + 1 * lpeg.V(1) }

--- "Điều 2. text": the number, the rest.
M.article = phrase "điều" * blank^1 * C(digit^1) * gap * S ".:" * rest

M.basis = any_phrase { "căn cứ", "thực hiện", "xét đề nghị", "theo đề nghị",
  "xét tờ trình", "trên cơ sở", "để triển khai" }
M.caption = P "("^-1 * gap * any_phrase { "ban hành kèm theo", "kèm theo" }
M.annex = phrase "phụ lục"
M.decision = phrase "quyết định" * gap * P ":"^-1 * -1
M.plan = phrase "kế hoạch" * gap * P ":"^-1 * -1
M.plan_title = phrase "kế hoạch"
M.motto = any_phrase { "cộng hòa xã hội chủ nghĩa việt nam", "độc lập" }
M.issuer = any_phrase { "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd",
  "chủ tịch ủy ban nhân dân", "tỉnh ủy" }
M.province = C(any_phrase { "tỉnh", "thành phố" }) * blank^1 * Cp()
M.recipients = phrase "nơi nhận"
M.signature = any_phrase { "tm.", "kt.", "tl.", "tuq.", "(đã ký)", "đã ký",
    "(ký tên)" }
  + any_phrase { "chủ tịch", "phó chủ tịch" } * gap * -1
M.glossary_title = P { any_phrase { "giải thích từ ngữ",
  "giải thích thuật ngữ", "thuật ngữ" } + 1 * lpeg.V(1) }

--- A line of dashes, stars or the like.
M.ornament = (S "-_*=.~ \t" + "–" + "—" + "\u{A0}" + "…")^1 * -1

-- Phases ---------------------------------------------------------------------

local years = year * gap * dash * gap * year
--- "giai đoạn 2018 - 2020" anywhere: first and last year.
M.phase = P { any_phrase { "giai đoạn", "thời kỳ" } * blank^1 * years
  + 1 * lpeg.V(1) }

return M
