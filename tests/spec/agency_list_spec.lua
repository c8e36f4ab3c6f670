require "tiendo"
local agency_list = require "tiendo.agency_list"

local AN_GIANG = { T = "tỉnh", P = "An Giang" }

local function codes_of(items)
  local codes = {}
  for i, item in ipairs(items) do codes[i] = item.code end
  return table.concat(codes, " ")
end

describe("tiendo.agency_list", function()
  local names

  before_each(function()
    names = agency_list.resolver { unit = AN_GIANG }
  end)

  describe("find()", function()
    local LABOUR = "so-lao-dong-thuong-binh-va-xa-hoi"
    local CASES = {
      { "Sở Y tế", "so-y-te" },
      { "SỞ Y TẾ", "so-y-te" },
      { "Sở\u{A0}Y  tế", "so-y-te" },
      { "Sở Lao động - Thương binh và Xã hội", LABOUR },
      { "Sở Lao động – Thương Binh và Xã hội", LABOUR },
      { "Sở Lao động, Thương binh và Xã hội", LABOUR },
      { "Sở Lao động- Thương binh & Xã hội", LABOUR },
      { "Sở LĐTBXH", LABOUR },
      { "Sở LĐ-TBXH", LABOUR },
      { "Sở LĐ-TB&XH", LABOUR },
      { "Sở NN&PTNT", "so-nong-nghiep-va-phat-trien-nong-thon" },
      { "Sở Nông nghiệp và PTNT", "so-nong-nghiep-va-phat-trien-nong-thon" },
      { "Sở TN&MT", "so-tai-nguyen-va-moi-truong" },
      { "Sở KH&ĐT", "so-ke-hoach-va-dau-tu" },
      { "Sở KH&CN", "so-khoa-hoc-va-cong-nghe" },
      { "Sở GD&ĐT", "so-giao-duc-va-dao-tao" },
      { "Sở TT&TT", "so-thong-tin-va-truyen-thong" },
      { "Sở VHTT&DL", "so-van-hoa-the-thao-va-du-lich" },
      { "Sở Văn hoá, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich" },
      { "Sở Y tế tỉnh An Giang", "so-y-te" },
      { "Uỷ ban nhân dân tỉnh", "ubnd-tinh-an-giang" },
      { "UBND tỉnh An Giang", "ubnd-tinh-an-giang" },
      { "MTTQ", "mat-tran-to-quoc" },
      { "UBMTTQ tỉnh", "mat-tran-to-quoc-tinh" },
      { "Công an tỉnh An Giang", "cong-an-tinh" },
      { "các Sở, ban, ngành", "cac-so-ban-nganh" },
      { "UBND các huyện, thị, thành phố", "ubnd-cap-huyen" },
      { "UBND huyện, thị xã và thành phố", "ubnd-cap-huyen" },
      { "Các cơ quan, đơn vị, tổ chức có liên quan",
        "cac-co-quan-to-chuc-lien-quan" },
    }

    for _, case in ipairs(CASES) do
      it(("knows %s"):format(case[1]), function()
        assert.equal(case[2], names:find(case[1]))
      end)
    end

    local UNKNOWN = { "", "Sở", "Sở Y", "Sở Y tế Dự phòng", "Sở Y tê",
      "Công an tỉnh Kiên Giang", "\0", ("Sở Y tế "):rep(1000) }

    for i, name in ipairs(UNKNOWN) do
      it(("takes no near name, case %d"):format(i), function()
        assert.is_nil(names:find(name))
      end)
    end
  end)

  describe("with the agencies of a store", function()
    local STORE = {
      { code = "health", names = { "Sở Y tế" } },
      { code = "magic", names = { "Viện Phép thuật", "VPT" } },
    }

    before_each(function()
      names = agency_list.resolver { unit = AN_GIANG, agencies = STORE }
    end)

    it("gives their codes first", function()
      assert.equal("health", names:find "Sở Y tế")
      assert.equal("magic", names:find "viện phép thuật")
    end)

    it("gives other usual spellings the same code", function()
      assert.equal("health", names:find "Sở Y tế tỉnh An Giang")
    end)

    it("still knows the others", function()
      assert.equal("so-tu-phap", names:find "Sở Tư pháp")
    end)
  end)

  describe("learn()", function()
    it("gives a new name a code and keeps it", function()
      local code = names:learn "Hội Khuyến học tỉnh"
      assert.equal("hoi-khuyen-hoc-tinh", code)
      assert.equal(code, names:learn "HỘI KHUYẾN HỌC TỈNH")
      assert.is_true(names:entry(code).is_new)
    end)

    it("does not take the code of another name", function()
      names:learn "Hội Má"
      assert.equal("hoi-ma-2", names:learn "Hội Mạ")
    end)
  end)

  describe("parse()", function()
    local CASES = {
      { "", "" },
      { "Sở Y tế", "so-y-te" },
      { "Sở Y tế.", "so-y-te" },
      { "Sở Y tế, Sở Tư pháp và Công an tỉnh",
        "so-y-te so-tu-phap cong-an-tinh" },
      { "Các sở, ban, ngành; UBND các huyện, thị xã, thành phố",
        "cac-so-ban-nganh ubnd-cap-huyen" },
      { "Các sở: Y tế, Lao động - Thương binh và Xã hội, Tư pháp",
        "so-y-te so-lao-dong-thuong-binh-va-xa-hoi so-tu-phap" },
      { "Sở Y tế, Tài chính", "so-y-te so-tai-chinh" },
      { "Sở Y tế Dự phòng, Sở Y tế", "so-y-te-du-phong so-y-te" },
      { "Hội Làm vườn và Hội Nuôi ong", "hoi-lam-vuon hoi-nuoi-ong" },
      { "Sở Y tế (Phòng Dược), Sở Tư pháp", "so-y-te so-tu-phap" },
      { "Các cơ quan liên quan (Sở Y tế, Sở Tư pháp)",
        "cac-co-quan-to-chuc-lien-quan so-y-te so-tu-phap" },
      { "Viện Lúa và Cây ăn quả; MTTQ tỉnh",
        "vien-lua-va-cay-an-qua mat-tran-to-quoc-tinh" },
    }

    for _, case in ipairs(CASES) do
      it(("reads %q"):format(case[1]), function()
        assert.equal(case[2], codes_of(names:parse(case[1])))
      end)
    end

    it("says what was printed, where, and whether it is known", function()
      local items = names:parse "Sở Y tế; Hội Nuôi ong"
      assert.same({ code = "hoi-nuoi-ong", text = "Hội Nuôi ong", first = 14,
        last = 28, is_known = false }, items[2])
      assert.is_true(items[1].is_known)
    end)

    it("takes no sentence for a name", function()
      local items = names:parse("Làm " .. ("rất nhiều "):rep(20) .. "việc")
      assert.is_nil(items[1].code)
    end)
  end)

  describe("scan()", function()
    local function scanned(line)
      local list = {}
      for i, found in ipairs(names:scan(line)) do
        list[i] = ("%s:%s"):format(found.code,
          line:sub(found.first, found.last))
      end
      return table.concat(list, " | ")
    end

    it("finds the longest name at each place", function()
      assert.equal("van-phong-ubnd-tinh:Văn phòng UBND tỉnh | "
        .. "so-ke-hoach-va-dau-tu:Sở Kế hoạch và Đầu tư",
        scanned "Văn phòng UBND tỉnh gửi Sở Kế hoạch và Đầu tư tổng hợp")
    end)

    it("takes no common noun for a body", function()
      assert.equal("", scanned "cán bộ y tế ở cơ sở y tế; cộng đồng và doanh nghiệp")
    end)

    it("finds groups in small letters", function()
      assert.equal("cac-so-ban-nganh:các sở, ban, ngành tỉnh",
        scanned "phân công các sở, ban, ngành tỉnh thực hiện")
    end)

    it("does not read across the end of a sentence", function()
      assert.equal("", scanned "Có Sở. Y tế tốt. Công an. tỉnh")
    end)
  end)
end)
