--- Words for the units of indicators and commitments. A data package names a
-- unit once, in English; one that is not here is shown as it stands.
-- @module tiendo.words.measure

local M = {}

M.measure = {
  ["per 1000 live births"] = { en = "per 1000 live births",
    vi = "trên 1.000 trẻ sinh sống" },
  ["per 100000 live births"] = { en = "per 100,000 live births",
    vi = "trên 100.000 trẻ sinh sống" },
  ["per 1000 people"] = { en = "per 1000 people", vi = "trên 1.000 dân" },
  ["people"]          = { en = "people", vi = "người" },
  ["households"]      = { en = "households", vi = "hộ" },
  ["communes"]        = { en = "communes", vi = "xã" },
  ["hospitals"]       = { en = "hospitals", vi = "bệnh viện" },
  ["stations"]        = { en = "stations", vi = "trạm" },
  ["establishments"]  = { en = "establishments", vi = "cơ sở" },
  ["beds"]            = { en = "beds", vi = "giường bệnh" },
  ["tonnes"]          = { en = "tonnes", vi = "tấn" },
  ["kg/person"]       = { en = "kg/person", vi = "kg/người" },
  ["children per woman"] = { en = "children per woman",
    vi = "số con/phụ nữ" },
  ["points of 100"]   = { en = "points of 100", vi = "điểm, thang 100" },
  ["criteria of 19"]  = { en = "criteria of 19", vi = "tiêu chí trên 19" },
  ["thousand VND"]    = { en = "thousand VND", vi = "nghìn đồng" },
  ["million VND"]     = { en = "million VND", vi = "triệu đồng" },
  ["billion VND"]     = { en = "billion VND", vi = "tỷ đồng" },
  ["million USD"]     = { en = "million USD", vi = "triệu USD" },
  ["billion USD"]     = { en = "billion USD", vi = "tỷ USD" },
  ["% of population"] = { en = "% of population", vi = "% dân số" },
  ["% of households"] = { en = "% of households", vi = "% số hộ" },
  ["% of hazardous wastewater"] = { en = "% of hazardous wastewater",
    vi = "% nước thải nguy hại" },
  ["% of people below 1.25 USD a day (PPP, 2005 prices)"] = {
    en = "% of people below 1.25 USD a day (PPP, 2005 prices)",
    vi = "% dân số dưới 1,25 USD/ngày (PPP, giá năm 2005)" },
  ["% per year"]      = { en = "% per year", vi = "%/năm" },
  ["% of the baseline"] = { en = "% of the baseline",
    vi = "% so với giá trị gốc" },
  ["% of the base scenario"] = { en = "% of the base scenario",
    vi = "% so với kịch bản cơ sở" },
  ["times the baseline"] = { en = "times the baseline",
    vi = "lần giá trị gốc" },
  ["times the baseline share"] = { en = "times the baseline share",
    vi = "lần tỷ lệ gốc" },
  ["times the baseline pace"] = { en = "times the baseline pace",
    vi = "lần tốc độ gốc" },
  ["times income per head at the end of 2015"] = {
    en = "times income per head at the end of 2015",
    vi = "lần thu nhập bình quân đầu người cuối năm 2015" },
}

return M
