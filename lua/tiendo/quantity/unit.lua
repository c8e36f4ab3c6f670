--- Units that plans count in, with English words for the common ones.
-- @module tiendo.quantity.unit

local M = {}

--- What a number may be followed by; "" where there is no short English word.
M.COUNTS = {
  ["ca"] = "cases", ["ca mắc"] = "cases", ["ca tử vong"] = "deaths",
  ["trường hợp"] = "cases", ["vụ"] = "incidents",
  ["người"] = "people", ["lao động"] = "workers", ["lượt"] = "times",
  ["lượt người"] = "visits", ["lượt khách"] = "visits", ["khách"] = "visitors",
  ["học sinh"] = "pupils", ["sinh viên"] = "students", ["học viên"] = "",
  ["trẻ"] = "children", ["trẻ em"] = "children", ["phụ nữ"] = "women",
  ["cán bộ"] = "officials", ["giáo viên"] = "teachers",
  ["bác sĩ"] = "doctors", ["bác sỹ"] = "doctors",
  ["dược sĩ"] = "pharmacists", ["dược sỹ"] = "pharmacists",
  ["dược sĩ đại học"] = "pharmacists", ["dược sỹ đại học"] = "pharmacists",
  ["điều dưỡng"] = "nurses", ["điều dưỡng viên"] = "nurses",
  ["giường bệnh"] = "hospital beds", ["giường"] = "beds",
  ["hộ"] = "households", ["hộ gia đình"] = "households",
  ["hộ nghèo"] = "poor households", ["hộ dân"] = "households",
  ["xã"] = "communes", ["phường"] = "wards", ["thị trấn"] = "towns",
  ["huyện"] = "districts", ["ấp"] = "hamlets", ["thôn"] = "villages",
  ["đô thị"] = "towns", ["doanh nghiệp"] = "enterprises",
  ["hợp tác xã"] = "cooperatives", ["tổ hợp tác"] = "cooperative groups",
  ["trường"] = "schools", ["trường học"] = "schools", ["lớp"] = "classes",
  ["cơ sở"] = "facilities", ["trạm y tế"] = "health stations",
  ["trung tâm"] = "centres", ["công trình"] = "works", ["dự án"] = "projects",
  ["mô hình"] = "models", ["sản phẩm"] = "products", ["đề tài"] = "studies",
  ["lớp tập huấn"] = "courses", ["khóa"] = "courses",
  ["việc làm"] = "jobs", ["chỗ việc làm"] = "jobs", ["căn"] = "dwellings",
  ["căn hộ"] = "dwellings", ["căn nhà"] = "houses", ["nhà"] = "houses",
  ["cây"] = "trees", ["cây xanh"] = "trees", ["con"] = "",
  ["bé trai"] = "boys", ["bé gái"] = "girls", ["thuê bao"] = "subscriptions",
  ["điểm"] = "points", ["bậc"] = "places", ["tiêu chí"] = "criteria",
  ["tuổi"] = "years of age",
  ["ha"] = "ha", ["héc ta"] = "ha", ["hecta"] = "ha", ["km"] = "km",
  ["km2"] = "km2", ["km²"] = "km2", ["m"] = "m", ["m2"] = "m2",
  ["m²"] = "m2", ["m3"] = "m3", ["m³"] = "m3", ["mét"] = "m",
  ["mét vuông"] = "m2", ["mét khối"] = "m3", ["lít"] = "litres",
  ["tấn"] = "tonnes", ["tạ"] = "quintals", ["kg"] = "kg", ["g"] = "g",
  ["tấn co2"] = "tonnes of CO2", ["kw"] = "kW", ["mw"] = "MW",
  ["kwh"] = "kWh", ["mwh"] = "MWh", ["gwh"] = "GWh", ["kgoe"] = "kgoe",
  ["toe"] = "toe", ["mwp"] = "MWp", ["kcal"] = "kcal", ["cm"] = "cm",
  ["đồng"] = "VND", ["vnđ"] = "VND", ["vnd"] = "VND",
  ["usd"] = "USD", ["đô la"] = "USD", ["đô la mỹ"] = "USD",
  ["đô-la mỹ"] = "USD", ["euro"] = "EUR",
  ["phút"] = "minutes", ["giờ"] = "hours", ["ngày"] = "days",
  ["tuần"] = "weeks", ["tháng"] = "months", ["năm"] = "years",
}

--- Counts of time, which mostly say how long something takes.
M.TIMES = {
  ["phút"] = true, ["giờ"] = true, ["ngày"] = true, ["tuần"] = true,
  ["tháng"] = true, ["năm"] = true,
}

M.SCALES = { ["trăm"] = 1e2, ["nghìn"] = 1e3, ["ngàn"] = 1e3,
  ["vạn"] = 1e4, ["triệu"] = 1e6, ["tỷ"] = 1e9, ["tỉ"] = 1e9,
  ["nghìn tỷ"] = 1e12, ["ngàn tỷ"] = 1e12 }

--- What a rate is taken of.
M.OF = {
  ["trẻ đẻ sống"] = "live births", ["trẻ sinh sống"] = "live births",
  ["trẻ sinh ra sống"] = "live births", ["ca sinh sống"] = "live births",
  ["ca đẻ sống"] = "live births", ["trẻ sơ sinh sống"] = "live births",
  ["trẻ em"] = "children", ["trẻ"] = "children", ["bé gái"] = "girls",
  ["bé trai"] = "boys", ["phụ nữ"] = "women", ["bà mẹ"] = "mothers",
  ["dân"] = "people", ["người dân"] = "people", ["người"] = "person",
  ["dân số"] = "people", ["lao động"] = "worker",
  ["người lao động"] = "worker", ["hộ"] = "household",
  ["hộ gia đình"] = "household", ["ngày"] = "day", ["ngày đêm"] = "day",
  ["tuần"] = "week", ["tháng"] = "month", ["quý"] = "quarter",
  ["năm"] = "year", ["giờ"] = "hour", ["vụ"] = "season", ["ha"] = "ha",
  ["km2"] = "km2", ["km²"] = "km2", ["m2"] = "m2", ["m²"] = "m2",
  ["xã"] = "commune", ["huyện"] = "district", ["học sinh"] = "pupil",
  ["doanh nghiệp"] = "enterprise", ["đơn vị"] = "unit", ["gdp"] = "GDP",
  ["grdp"] = "GRDP",
}

local PLURALS = { person = "people", worker = "workers",
  household = "households", pupil = "pupils", enterprise = "enterprises" }

-- "người/năm" as "person per year"; nil if a word is not known.
local function english_of(of, value)
  local out = {}
  for word in of:gmatch "[^/]+" do
    local known = M.OF[word:match "^%s*(.-)%s*$"]
    if not known then return nil end
    out[#out + 1] = known
  end
  if value > 1 then out[1] = PLURALS[out[1]] or out[1] end
  return table.concat(out, " per ")
end

local BASES = { percent = "%", permille = "‰", points = "percentage points",
  times = "times" }

local SCALE_WORDS = { [1e2] = "hundred", [1e3] = "thousand",
  [1e4] = "ten thousand", [1e6] = "million", [1e9] = "billion",
  [1e12] = "trillion" }

-- What is counted, "" if nothing is named, nil if it has no English name here.
local function english_base(m)
  local word = m.count and M.COUNTS[m.count] or BASES[m.base] or ""
  if word == "" and m.base == "count" and m.count then return nil end
  -- Cases per births are what a rate of deaths is: the word says nothing more.
  if m.count == "ca" and m.per and m.per.value > 1 then word = "" end
  return word
end

--- The unit in English, or nil where a word of it is not known.
-- @tparam table m  base, count (in small letters), scale, per { value, small }
-- @usage unit.english { base = "percent" }  --> "%"
function M.english(m)
  local words = {}
  local function add(word)
    if word and word ~= "" then words[#words + 1] = word end
  end
  local base = english_base(m)
  if not base then return nil end
  add(SCALE_WORDS[m.scale])
  add(base)
  if m.per then
    local of = english_of(m.per.small, m.per.value)
    if not of then return nil end
    add "per"
    add(m.per.value > 1 and ("%d"):format(m.per.value) or nil)
    add(of)
  end
  return #words > 0 and table.concat(words, " ") or nil
end

return M
