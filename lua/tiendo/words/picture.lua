--- Words for charts: the parts of the drawing, why one is not there, and what a
-- screen reader says.
-- @module tiendo.words.picture

local M = {}

M.picture = {
  observations = { en = "observed", vi = "số liệu" },
  preliminary = { en = "preliminary", vi = "sơ bộ" },
  path = { en = "path needed", vi = "lộ trình cần đạt" },
  target = { en = "target", vi = "mức cam kết" },
  milestone = { en = "milestone", vi = "mốc" },
  projection = { en = "projection", vi = "dự báo" },
  spread = { en = "80 % prediction interval", vi = "khoảng dự báo 80 %" },
  deadline = { en = "deadline", vi = "thời hạn" },
  as_of = { en = "as of", vi = "tính đến" },
  legend = { en = "Legend of the charts", vi = "Chú giải biểu đồ" },
  year = { en = "year", vi = "năm" },
  tick_half_1 = { en = "H1 {year}", vi = "nửa đầu {year}" },
  tick_half_2 = { en = "H2 {year}", vi = "nửa cuối {year}" },
  tick_quarter = { en = "Q{part} {year}", vi = "quý {part}/{year}" },
  tick_month = { en = "{part}/{year}", vi = "{part}/{year}" },
  scaled = { en = "{value} {factor}", vi = "{value} {factor}" },
  millions = { en = "million", vi = "triệu" },
  billions = { en = "billion", vi = "tỷ" },
  trillions = { en = "trillion", vi = "nghìn tỷ" },

  no_way = { en = "the promise points in no direction",
    vi = "chưa rõ cam kết hướng tăng hay giảm" },
  no_number = { en = "the promise has no number",
    vi = "cam kết không có con số" },
  no_baseline = {
    en = "the promise counts from a baseline that is not known",
    vi = "cam kết tính theo giá trị gốc nhưng chưa biết giá trị gốc" },
  no_measure = {
    en = "the promise is a change or a rate, and its unit does not say "
      .. "whether in points or as a share",
    vi = "cam kết là mức thay đổi hoặc tốc độ nhưng đơn vị tính không cho biết "
      .. "theo điểm hay theo tỷ lệ" },
  no_deadline = { en = "the promise has no deadline",
    vi = "cam kết không có thời hạn" },
  no_figures = { en = "no figures yet", vi = "chưa có số liệu" },
  too_few = { en = "fewer than four figures since the last break",
    vi = "chưa đủ bốn số liệu kể từ lần gián đoạn chuỗi gần nhất" },
  too_large = { en = "the figures are too large to compute with",
    vi = "số liệu quá lớn, không tính được" },

  head = { en = "{title}, {unit}", vi = "{title}, {unit}" },
  sentence = { en = "{title}.", vi = "{title}." },
  not_drawn = { en = "The figures are too far apart to draw.",
    vi = "Số liệu quá cách xa nhau, không vẽ được." },
  none_observed = { en = "No figures yet.", vi = "Chưa có số liệu." },
  one_observed = { en = "One figure: {value} in {period}.",
    vi = "Một số liệu: {value} ({period})." },
  observed = {
    en = "{n} figures, from {first} in {first_period} to {last} in "
      .. "{last_period}; lowest {low} in {low_period}, highest {high} in "
      .. "{high_period}.",
    vi = "{n} số liệu, từ {first} ({first_period}) đến {last} ({last_period}); "
      .. "thấp nhất {low} ({low_period}), cao nhất {high} ({high_period}).",
  },
  constant = { en = "{n} figures from {first_period} to {last_period}, all "
      .. "{first}.",
    vi = "{n} số liệu từ {first_period} đến {last_period}, đều là {first}." },
  last_preliminary = { en = "The last one is preliminary or estimated.",
    vi = "Số liệu cuối là số sơ bộ hoặc ước tính." },
  missing = {
    en = { one = "{n} period in between has no figure.",
      rest = "{n} periods in between have no figure." },
    vi = "{n} kỳ ở giữa không có số liệu.",
  },
  promised = { en = "Promised: {bound}.", vi = "Cam kết: {bound}." },
  promised_by = { en = "Promised: {bound} by {day}.",
    vi = "Cam kết: {bound}, chậm nhất {day}." },
  milestones = { en = "On the way: {list}.", vi = "Các mốc: {list}." },
  by_day = { en = "{bound} by {day}", vi = "{bound}, chậm nhất {day}" },
  needed = { en = "The path needed starts from {value} in {period}.",
    vi = "Lộ trình cần đạt bắt đầu từ {value} ({period})." },
  projected = {
    en = "If the last {n} figures go on in a straight line: {value} at the "
      .. "deadline, in four cases of five between {low} and {high}.",
    vi = "Nếu {n} số liệu gần nhất tiếp diễn theo đường thẳng: {value} khi đến "
      .. "hạn, bốn phần năm khả năng nằm trong khoảng {low} đến {high}.",
  },
  left_out = { en = "Not drawn: {part} ({why}).",
    vi = "Không vẽ: {part} ({why})." },
  others = {
    en = { one = "{n} other commitment about these figures is not drawn.",
      rest = "{n} other commitments about these figures are not drawn." },
    vi = "Không vẽ {n} cam kết khác về cùng số liệu này.",
  },
  narrow = { en = "too narrow for a chart: {width} columns, {least} are needed",
    vi = "không đủ chỗ vẽ biểu đồ: {width} cột, cần {least} cột" },

  -- How a value is bound, in words.
  ["<"] = { en = "less than {value}", vi = "dưới {value}" },
  ["<="] = { en = "at most {value}", vi = "không quá {value}" },
  ["="] = { en = "{value}", vi = "{value}" },
  [">="] = { en = "at least {value}", vi = "ít nhất {value}" },
  [">"] = { en = "more than {value}", vi = "trên {value}" },
  range = { en = "{value} to {high}", vi = "từ {value} đến {high}" },
}

return M
