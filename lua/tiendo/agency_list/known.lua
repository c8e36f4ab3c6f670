--- Usual names of the bodies that plans of provinces speak of.
--
-- A form is a name with its variants: `[...]` may be missing, `(a|b)` is one
-- of several, `<T>` and `<P>` are the kind and the name of the province
-- ("tỉnh", "An Giang"). "và", "&", dashes and commas do not count when names
-- are compared (see tiendo.agency_list).
-- @module tiendo.agency_list.known
local M = {}

-- Fields of government: full name, then its parts, each with its abbreviation.
local FIELDS = {
  { "Công thương", { "công thương", "ct" } },
  { "Dân tộc và Tôn giáo", { "dân tộc", "dt" }, { "tôn giáo", "tg" } },
  { "Du lịch", { "du lịch", "dl" } },
  { "Giáo dục và Đào tạo", { "giáo dục", "gd" }, { "đào tạo", "đt" } },
  { "Giao thông Vận tải", { "giao thông", "gt" }, { "vận tải", "vt" } },
  { "Kế hoạch và Đầu tư", { "kế hoạch", "kh" }, { "đầu tư", "đt" } },
  { "Khoa học và Công nghệ", { "khoa học", "kh" }, { "công nghệ", "cn" } },
  { "Lao động – Thương binh và Xã hội", { "lao động", "lđ" },
    { "thương binh", "tb" }, { "xã hội", "xh" } },
  { "Nông nghiệp và Môi trường", { "nông nghiệp", "nn" },
    { "môi trường", "mt" } },
  { "Nông nghiệp và Phát triển nông thôn", { "nông nghiệp", "nn" },
    { "phát triển nông thôn", "ptnt" } },
  { "Ngoại vụ", { "ngoại vụ", "ngv" } },
  { "Nội vụ", { "nội vụ", "nv" } },
  { "Tài chính", { "tài chính", "tc" } },
  { "Tài nguyên và Môi trường", { "tài nguyên", "tn" },
    { "môi trường", "mt" } },
  { "Thông tin và Truyền thông", { "thông tin", "tt" },
    { "truyền thông", "tt" } },
  { "Tư pháp", { "tư pháp", "tp" } },
  { "Văn hóa và Thể thao", { "văn hóa", "vh" }, { "thể thao", "tt" } },
  { "Văn hóa, Thể thao và Du lịch", { "văn hóa", "vh" },
    { "thể thao", "tt" }, { "du lịch", "dl" } },
  { "Xây dựng", { "xây dựng", "xd" } },
  { "Y tế", { "y tế", "yt" } },
}

-- Every way to write the parts, each in full or short, neighbouring short ones
-- together or apart, as one form: "(lao động|lđ) ..." cannot say "lđtb".
local function spellings(parts)
  local list = { { text = "", is_short = false } }
  for _, part in ipairs(parts) do
    local longer = {}
    for _, head in ipairs(list) do
      local blank = head.text == "" and "" or " "
      longer[#longer + 1] = { text = head.text .. blank .. part[1] }
      longer[#longer + 1] = { text = head.text .. blank .. part[2],
        is_short = true }
      if head.is_short then
        longer[#longer + 1] = { text = head.text .. part[2], is_short = true }
      end
    end
    list = longer
  end
  local texts = {}
  for i, one in ipairs(list) do texts[i] = one.text end
  return texts
end

local function departments(head, kind, suffix)
  local list = {}
  for _, field in ipairs(FIELDS) do
    local parts = table.move(field, 2, #field, 1, {})
    local forms = {}
    for _, text in ipairs(spellings(parts)) do
      forms[#forms + 1] = ("%s %s%s"):format(head, text, suffix)
    end
    list[#list + 1] = { name = ("%s %s"):format(head, field[1]), kind = kind,
      forms = forms }
  end
  return list
end

-- code: where the slug of the name will not do. is_unjoined: "và" between its
-- words makes them two things.
local BODIES = {
  -- The province
  { code = "ubnd-<T>-<P>", name = "Ủy ban nhân dân <T> <P>",
    kind = "committee", forms = { "(Ủy ban nhân dân|UBND) <T> [<P>]" } },
  { code = "van-phong-ubnd-<T>", name = "Văn phòng UBND <T>", kind = "office",
    forms = { "Văn phòng (Ủy ban nhân dân|UBND) <T> [<P>]" } },
  { name = "Công an <T>", kind = "police", forms = { "Công an <T> [<P>]" } },
  { name = "Bộ Chỉ huy Quân sự <T>", kind = "army",
    forms = { "(Bộ Chỉ huy|BCH) Quân sự <T> [<P>]", "BCHQS <T> [<P>]" } },
  { name = "Bộ Chỉ huy Bộ đội Biên phòng <T>", kind = "army",
    forms = { "(Bộ Chỉ huy|BCH) (Bộ đội|BĐ) Biên phòng <T> [<P>]",
      "(Bộ Chỉ huy|BCH) BĐBP <T> [<P>]" } },
  { code = "thanh-tra-<T>", name = "Thanh tra <T> <P>", kind = "inspectorate",
    forms = { "Thanh tra <T> [<P>]" } },
  { code = "ngan-hang-nha-nuoc-<P>",
    name = "Ngân hàng Nhà nước chi nhánh <T> <P>", kind = "bank",
    forms = {
      "(Ngân hàng Nhà nước|NHNN) [Việt Nam] chi nhánh [<T>] <P>" } },
  { name = "Cục Thống kê <T>", kind = "statistics",
    forms = { "Cục Thống kê <T> [<P>]" } },
  { name = "Cục Thuế <T>", kind = "tax", forms = { "Cục Thuế <T> [<P>]" } },
  { name = "Kho bạc Nhà nước <T>", kind = "treasury",
    forms = { "Kho bạc Nhà nước <T> [<P>]" } },
  { name = "Bảo hiểm xã hội <T>", kind = "insurance",
    forms = { "(Bảo hiểm xã hội|BHXH) <T> [<P>]" } },
  { name = "Ban Dân tộc <T>", kind = "department",
    forms = { "Ban Dân tộc [<T> [<P>]]" } },
  { name = "Ban Quản lý Khu kinh tế <T>", kind = "board",
    forms = { "(Ban Quản lý|BQL) [các] Khu kinh tế [<T> [<P>]]" } },
  { name = "Đài Phát thanh và Truyền hình <T>", kind = "broadcaster",
    forms = { "Đài Phát thanh Truyền hình [<T> [<P>]]",
      "Đài PTTH [<T> [<P>]]", "Đài PT TH [<T> [<P>]]" } },
  { name = "Trung tâm Xúc tiến Thương mại và Đầu tư <T>", kind = "centre",
    forms = { "Trung tâm Xúc tiến Thương mại Đầu tư [<T> [<P>]]" } },
  { name = "Công ty Điện lực <T>", kind = "company",
    forms = { "Công ty Điện lực <T> [<P>]", "Công ty Điện lực <P>" } },
  { name = "Hiệp hội doanh nghiệp <T>", kind = "association",
    forms = { "Hiệp hội doanh nghiệp <T> [<P>]" } },
  { name = "Hội đồng nhân dân", kind = "council",
    forms = { "(Hội đồng nhân dân|HĐND) [<T> [<P>]]" } },
  { code = "doan-dai-bieu-quoc-hoi", name = "Đoàn đại biểu Quốc hội",
    kind = "council",
    forms = { "Đoàn (đại biểu|ĐB) Quốc hội [địa phương|<T> [<P>]]" } },
  { code = "mat-tran-to-quoc-<T>",
    name = "Ủy ban Mặt trận Tổ quốc Việt Nam <T>", kind = "mass-organisation",
    forms = { "[Ủy ban|UB] (Mặt trận Tổ quốc|MTTQ) [Việt Nam] <T> [<P>]",
      "(Ủy ban|UB) (Mặt trận Tổ quốc|MTTQ) Việt Nam",
      "UBMTTQ [Việt Nam] [<T> [<P>]]" } },
  { name = "Mặt trận Tổ quốc", kind = "mass-organisation",
    forms = { "[Ủy ban|UB] (Mặt trận Tổ quốc|MTTQ)",
      "(Mặt trận Tổ quốc|MTTQ) Việt Nam",
      "[Ủy ban|UB] (Mặt trận Tổ quốc|MTTQ) [Việt Nam] các cấp" } },
  { name = "Liên đoàn Lao động <T>", kind = "mass-organisation",
    forms = { "(Liên đoàn Lao động|LĐLĐ) <T> [<P>]" } },
  { name = "Hội Nông dân <T>", kind = "mass-organisation",
    forms = { "Hội Nông dân <T> [<P>]" } },
  { name = "Hội Cựu chiến binh <T>", kind = "mass-organisation",
    forms = { "Hội Cựu chiến binh <T> [<P>]" } },
  { name = "Hội Liên hiệp Phụ nữ <T>", kind = "mass-organisation",
    forms = { "Hội (Liên hiệp Phụ nữ|LHPN) [Việt Nam] <T> [<P>]" } },
  { name = "Tỉnh đoàn", kind = "mass-organisation",
    forms = { "Tỉnh đoàn [<P>]" } },
  { name = "Trường Đại học <P>", kind = "university",
    forms = { "[Trường] Đại học <P>" } },

  -- The centre
  { name = "Bộ Chính trị", kind = "party", forms = { "Bộ Chính trị" } },
  { name = "Chính phủ", kind = "central", forms = { "Chính phủ" } },
  { name = "Thủ tướng Chính phủ", kind = "central",
    forms = { "Thủ tướng Chính phủ" } },
  { code = "trung-uong-doan-thanh-nien",
    name = "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    kind = "mass-organisation",
    forms = { "Trung ương Đoàn (Thanh niên|TN) "
      .. "(Cộng sản Hồ Chí Minh|CSHCM|CS HCM)" } },
  { code = "hoi-lien-hiep-phu-nu", name = "Hội Liên hiệp Phụ nữ Việt Nam",
    kind = "mass-organisation",
    forms = { "Hội (Liên hiệp Phụ nữ|LHPN) Việt Nam" } },

  -- Collectives: several bodies under one name
  { code = "cac-so-ban-nganh", name = "Các sở, ban, ngành", kind = "group",
    forms = { "[các] sở ban ngành [<T> [<P>]]" } },
  { code = "ubnd-cap-huyen", kind = "group",
    name = "UBND các huyện, thị xã, thành phố",
    forms = {
      "(Ủy ban nhân dân|UBND) [các] huyện (thị xã|thị) (thành phố|thành)",
      "(Ủy ban nhân dân|UBND) [các] huyện (thành phố|thành) [thị xã|thị]",
      "(Ủy ban nhân dân|UBND) các huyện", "(Ủy ban nhân dân|UBND) cấp huyện",
    } },
  { code = "ubnd-cap-xa", kind = "group",
    name = "UBND các xã, phường, thị trấn",
    forms = {
      "(Ủy ban nhân dân|UBND) [các] xã phường [thị trấn|đặc khu]",
      "(Ủy ban nhân dân|UBND) cấp xã" } },
  { code = "cac-co-quan-to-chuc-lien-quan", kind = "group",
    name = "Các cơ quan, đơn vị, tổ chức có liên quan",
    forms = {
      "[các] cơ quan [liên quan] [đơn vị] [tổ chức|địa phương] "
        .. "[có] liên quan" } },
  { code = "cac-to-chuc-chinh-tri-xa-hoi", kind = "group",
    name = "Các tổ chức chính trị - xã hội",
    forms = { "[các] [tổ chức] đoàn thể chính trị xã hội [<T> [<P>]]",
      "[các] tổ chức chính trị xã hội [<T> [<P>]]" } },
  { code = "to-chuc-xa-hoi-nghe-nghiep", kind = "group",
    name = "Tổ chức xã hội - nghề nghiệp",
    forms = { "[các] tổ chức xã hội nghề nghiệp [<T> [<P>]]" } },
  { code = "cong-dong-doanh-nghiep", kind = "group",
    name = "Cộng đồng doanh nghiệp", is_unjoined = true,
    forms = { "[các] cộng đồng doanh nghiệp [<T> [<P>]]" } },
  { code = "trung-uong", kind = "group", name = "Trung ương",
    forms = { "[các bộ ngành] Trung ương" } },
}

--- Names with their forms, as a new list.
function M.list()
  local list = departments("Sở", "department", " [<T> [<P>]]")
  for _, one in ipairs(departments("Bộ", "central", "")) do
    list[#list + 1] = one
  end
  return table.move(BODIES, 1, #BODIES, #list + 1, list)
end

--- Words that begin the name of a body, as printed in running text.
M.HEADS = { "Ban", "Bảo hiểm", "Báo", "BCH", "BHXH", "Bộ", "BQL",
  "Các ban", "Các bộ", "Các cơ quan", "Các đơn vị", "Các hội", "Các huyện",
  "Các ngành", "Các sở", "Các tổ chức", "Các trường", "Chi cục",
  "Chi nhánh", "Công an", "Công ty", "Cục", "Đài", "Đoàn", "Hiệp hội",
  "HĐND", "Hội", "Kho bạc", "Liên đoàn", "Liên hiệp", "Liên minh",
  "Mặt trận", "MTTQ", "Ngân hàng", "NHNN", "Sở", "Thanh tra", "Thành đoàn",
  "Tỉnh đoàn", "Tỉnh ủy", "Tòa án", "Tổng công ty", "Trung tâm", "Trường",
  "UB", "UBMTTQ", "UBND", "Ủy ban", "Văn phòng", "Viện", "VKSND" }

return M
