--- The grammar of plan sentences: what in them is a number, a date, or a word
-- that tells what the numbers promise. One pass, without going back over more
-- than a phrase.
-- @module tiendo.quantity.grammar
local lpeg = require "lpeg"
local lexis = require "tiendo.quantity.lexis"
local measure = require "tiendo.quantity.measure"
local time = require "tiendo.quantity.time"

local M = {}

local C, Cp, Ct, P, S = lpeg.C, lpeg.Cp, lpeg.Ct, lpeg.P, lpeg.S
local digit, gap, letter = lexis.digit, lexis.gap, lexis.letter

-- Words ---------------------------------------------------------------------

local LEXICON = {}

-- Each phrase stands for a token of this kind with these fields.
local function define(kind, fields, phrases)
  local entry = { kind = kind }
  for name, value in pairs(fields) do entry[name] = value end
  for _, phrase in ipairs(phrases) do LEXICON[phrase] = entry end
end

define("compare", { op = "<" }, { "dưới", "nhỏ hơn", "chưa đến", "chưa tới",
  "dưới mức" })
define("compare", { op = ">" }, { "trên", "hơn", "lớn hơn", "vượt",
  "vượt mức", "trên mức", "vượt quá" })
define("compare", { op = "<", direction = "down" }, { "thấp hơn", "ít hơn" })
define("compare", { op = ">", direction = "up" }, { "cao hơn", "nhiều hơn" })
define("compare", { op = ">=" }, { "ít nhất", "tối thiểu", "không dưới",
  "không thấp hơn", "không ít hơn", "không nhỏ hơn", "không kém",
  "ít nhất là", "tối thiểu là", "thấp nhất", "thấp nhất là" })
define("compare", { op = "<=" }, { "tối đa", "không quá", "không vượt quá",
  "nhiều nhất", "không cao hơn", "không lớn hơn", "không hơn", "không trên",
  "tối đa là", "cao nhất", "cao nhất là", "không nhiều hơn" })

define("hedge", {}, { "khoảng", "khoảng chừng", "xấp xỉ", "gần", "gần như",
  "cơ bản", "về cơ bản", "ước", "ước đạt", "hầu hết" })
define("hedge", { is_wide = true }, { "phấn đấu", "cố gắng",
  "nỗ lực", "dự kiến", "hướng tới", "hướng đến", "tiến tới" })

define("verb", { direction = "up" }, { "tăng", "gia tăng" })
define("verb", { direction = "up", is_added = true }, { "tăng thêm" })
define("verb", { direction = "down" }, { "giảm", "cắt giảm", "kéo giảm",
  "giảm thiểu", "giảm bớt", "tiết kiệm", "rút ngắn", "giảm thêm" })
define("verb", { direction = "up", is_weak = true }, { "nâng", "nâng cao",
  "nâng tổng" })
define("verb", { direction = "down", is_weak = true }, { "hạ", "hạ thấp" })
define("multiply", {}, { "gấp" })

define("reach", { direction = "up" }, { "lên", "lên đến", "lên tới",
  "lên mức" })
define("reach", { direction = "down" }, { "xuống", "còn", "xuống còn",
  "chỉ còn", "xuống mức" })
define("reach", {}, { "đạt", "đạt mức", "đạt được", "bằng", "ở mức",
  "đạt tỷ lệ", "đạt tỉ lệ", "đạt ngưỡng" })
define("reach", { is_share = true }, { "chiếm" })
-- These lead to a promise only with a share, or with more to go on.
define("hold", {}, { "có", "đảm bảo", "bảo đảm", "duy trì", "giữ", "là",
  "đảm bảo có", "bảo đảm có", "đảm bảo cho", "bảo đảm cho", "giữ vững" })
-- These may also be part of the name of what is counted.
define("hold", { is_inner = true }, { "được", "cho", "cung cấp", "thu hút",
  "thu gom", "xử lý", "hoàn thành", "thực hiện" })
define("make", { is_inner = true }, { "trồng", "trồng mới", "xây dựng",
  "xây mới", "đào tạo", "thành lập", "hỗ trợ", "giải quyết việc làm cho",
  "tạo việc làm cho",
  "tạo việc làm mới cho", "công nhận", "tạo", "tạo thêm", "xây dựng mới",
  "lắp đặt", "cấp", "đầu tư" })
define("end", {}, { "xóa bỏ", "xoá bỏ", "chấm dứt", "loại bỏ", "loại trừ",
  "không còn", "thanh toán", "xóa", "xoá" })

define("filler", {}, { "sẽ" })
define("filler", { is_inner = true }, { "bình quân", "trung bình", "mức",
  "thêm", "toàn bộ", "tổng cộng", "mỗi", "trong đó" })
define("origin", {}, { "từ" })
define("past", {}, { "đã", "hiện", "hiện nay", "hiện tại", "hiện có" })

define("noun", {}, { "số", "tỷ lệ", "tỉ lệ", "tỷ suất", "tỉ suất", "tỷ số",
  "tỉ số", "tỷ trọng", "tỉ trọng", "thu nhập", "năng suất", "sản lượng",
  "giá trị", "diện tích", "kim ngạch", "doanh thu", "quy mô", "công suất",
  "tổng sản phẩm", "grdp", "gdp", "độ che phủ", "số lượng", "mật độ",
  "chi phí", "lượng", "số hộ", "số xã", "số người", "mức tăng", "mức giảm",
  "tổng số" })
define("noun", { is_growth = true }, { "tăng trưởng", "tốc độ",
  "tốc độ tăng trưởng", "tốc độ tăng" })
define("noun", { is_index = true }, { "chỉ số", "hệ số", "tổng tỷ suất",
  "tổng tỉ suất" })
define("noun", { is_lifespan = true }, { "tuổi thọ", "số năm sống khỏe" })
define("name", {}, { "chương trình", "kế hoạch", "chiến lược", "quy hoạch",
  "đề án", "dự án", "mục tiêu", "nghị quyết", "quyết định", "phương án",
  "lộ trình", "chỉ thị", "định hướng", "nghị sự" })

define("versus", {}, { "so với", "so với mức", "so sánh với" })
define("stop", {}, { "để", "nhằm", "thông qua", "bằng cách", "bao gồm",
  "đặc biệt", "nhất là", "góp phần", "qua đó", "đồng thời", "kể cả",
  "trong khi", "sao cho", "mà" })
define("apart", {}, { "riêng", "trong đó có" })
define("join", {}, { "và", "hoặc", "cùng với", "hay" })

-- Longer words that begin like those above and mean something else.
define("word", {}, { "tăng cường", "giảm nhẹ", "hơn nữa", "trên cơ sở",
  "trên địa bàn", "hạ tầng", "hạ lưu", "còn lại", "có thể", "có hiệu quả",
  "là cơ sở", "cho phép", "bằng nhau", "bằng cấp", "ngang bằng",
  "công bằng", "đạt chuẩn", "dưới đây", "trên đây", "số liệu",
  "giá trị gia tăng", "cấp xã", "cấp huyện", "cấp tỉnh", "đảm bảo rằng",
  "hạ cấp", "mức sống", "mức độ", "hiện đại", "hiện đại hóa" })

local lexical = lexis.keyed(LEXICON)

local SIGNS = { ["<"] = "<", [">"] = ">", ["≤"] = "<=", ["≥"] = ">=",
  ["<="] = "<=", [">="] = ">=" }
local sign = (P "<=" + ">=" + "≤" + "≥" + S "<>") / SIGNS
  / function(op) return { kind = "compare", op = op } end

-- Codes ---------------------------------------------------------------------

-- 622/QĐ-TTg, 21-NQ/TW, 39/2016/TT-BLĐTBXH, and whatever has a number before.
local code_char = letter + digit
local mark = (letter + "-" + "/" + digit)^1
local document = lexis.phrase "số" * lexis.space * digit^1 * letter^-1
    * gap * S "/-" * mark
  + digit^1 * "/" * digit * digit * digit * digit * "/" * letter * mark^-1
  + digit^1 * "/" * letter^1 * "-" * letter * mark^-1
  + digit^1 * "-" * letter^1 * "/" * letter * mark^-1
local reference = (lexis.phrase "số" + lexis.any { "điều", "khoản", "điểm",
    "phụ lục", "chương", "mục", "bảng", "biểu", "quốc lộ",
    "chương trình", "lần thứ", "thứ" })
  * lexis.space * digit^1 * (S ".," * digit^1)^0 * letter^-1
  * -(gap * S "%/-" + letter)
-- Whatever else begins with a digit: 4.0, 30a, 0296.3852.576.
local junk = digit^1 * (S ".,-/" * digit^1)^0 * code_char^0

-- Tokens --------------------------------------------------------------------

local function token(p, kind)
  return Cp() * p * Cp() / function(from, entry, to)
    entry.kind, entry.from, entry.to = kind, from, to
    return entry
  end
end

-- Entries of the lexicon are shared, so a token points at its own.
local word = Cp() * (lexical + sign) * Cp() / function(from, entry, to)
  return { kind = entry.kind, word = entry, from = from, to = to }
end

local punctuation = Cp() * C(S ".,;:()?!") * Cp() / function(from, what, to)
  return { kind = "punct", sign = what, from = from, to = to }
end

local dates = Cp() * Ct(time.date) * Cp() / function(from, date, to)
  return { kind = "date", date = date, from = from, to = to }
end

-- One word at a time: LPeg keeps what it captured at match time on a stack of
-- limited size, and a sentence may be as long as the text.
local skipped = (lexis.blank^1 + document + reference)^0
local step = skipped * (dates + token(measure.measure, "measure")
  + token(measure.number, "number") + word + punctuation
  + junk + code_char^1 + (1 - P "\n"))^-1 * Cp()

--- The tokens of the sentence between two places: kind, from, to and `word`,
-- `date`, `sign` or the fields of a measure.
function M.tokens(text, from, to)
  local tokens = {}
  while from < to do
    local tok, after = step:match(text, from)
    if after then tokens[#tokens + 1] = tok else after = tok end
    if after == from then break end
    from = after
  end
  return tokens
end

-- Sentences -----------------------------------------------------------------

local abbreviation = lexis.any { "tp", "tx", "ths", "ts", "gs", "pgs", "bs",
  "v.v", "st", "tr" } * "."
local stop = P "\n" + S ".?!" * #(lexis.blank + "\n" + -1)
local body = abbreviation + code_char^1 + (1 - stop)
local sentence = Cp() * body^0 * Cp() * C(stop^-1) * Cp()

--- Calls visit(from, to, is_last_of_line) for each sentence of a text.
function M.each_sentence(text, visit)
  local at = 1
  while at <= #text do
    local from, to, mark_after, after = sentence:match(text, at)
    if not M.is_empty(text, from, to) then
      visit(from, to, mark_after == "\n" or after > #text
        or text:find("^[ \t\r]*\n", after) ~= nil)
    end
    at = after
  end
end

local bullet = gap * ((S "-+*" + "\226\128\147" + "\226\128\162")
  + (letter * ")" + digit^1 * S ".)") * #lexis.blank)

--- Whether a line begins as an item of a list.
function M.is_item(text, from)
  return bullet:match(text, from) ~= nil
end

-- Places --------------------------------------------------------------------

local blanks = lexis.gap * Cp()
local lead_in = (lexis.blank + bullet)^0 * Cp()
local before_text = (lexis.blank + S ",;:.-/)" + "\226\128\147"
  + lexis.any { "và", "hoặc", "là", "thì", "với" })^0 * Cp()
local AFTER_TEXT = "^[ \t\r\n,;:.(]"

--- The first place from `at` that is not blank.
function M.skip_blanks(text, at)
  return blanks:match(text, at)
end

--- The first place of a sentence after blanks and the sign of a list item.
function M.skip_bullet(text, at)
  return lead_in:match(text, at)
end

--- Whether only blanks stand from `from` to before `to`.
function M.is_empty(text, from, to)
  return blanks:match(text, from) >= to
end

--- Where a piece begins and ends without marks and blanks around it.
function M.trim(text, from, to)
  from = before_text:match(text, from)
  while to > from do
    if text:find(AFTER_TEXT, to - 1) then
      to = to - 1
    elseif text:sub(to - 2, to - 1) == "\194\160" then
      to = to - 2
    else
      break
    end
  end
  return from, to
end

local plain_word = -lexical * letter^1 * -digit
local unit_words = lexis.gap * Cp() * plain_word
  * (lexis.space * plain_word)^-1 * Cp()

--- Where the noun after a number begins and ends, of one word or two.
function M.unit_words(text, at)
  return unit_words:match(text, at)
end

return M
