local progress = require "tiendo.progress"

local NOT_A_LEVEL = {
  change = {
    en = "the promise is a change against a baseline; the method needs a level",
    vi = "cam kết là mức thay đổi so với giá trị gốc; phương pháp cần một mức cụ thể",
  },
  rate = {
    en = "the promise is a rate of growth; the method needs a level",
    vi = "cam kết là tốc độ tăng hằng năm; phương pháp cần một mức cụ thể",
  },
}

-- Whether the figures reach the deadline, so that nothing is left to foresee.
local function is_settled(c, ctx)
  local _, period = c.series:last()
  return c.deadline < ctx.as_of and period.last >= c.deadline
end

-- Why the promise cannot be judged: the outcome to give, or nil.
local function obstacle(c, ctx)
  if NOT_A_LEVEL[c.kind] then return ctx.not_applicable(NOT_A_LEVEL[c.kind]) end
  if c.kind == "factor" and not (c.baseline_value or c.baseline_year) then
    return ctx.no_data {
      en = "the promise is a multiple of a baseline that is not stated",
      vi = "cam kết là số lần so với giá trị gốc nhưng không nêu giá trị gốc",
    }
  end
  if not c.series then
    return ctx.no_data {
      en = "no figures for what was promised",
      vi = "chưa có số liệu cho nội dung cam kết",
    }
  end
  if is_settled(c, ctx) then
    return ctx.not_applicable {
      en = "the deadline has passed and its figure is there; see milestone_missed",
      vi = "đã hết hạn và đã có số liệu; xem quy tắc milestone_missed",
    }
  end
end

local AWAY = {
  en = "moving away from {promised}: {baseline} in {baseline_year}, {observed} in {last_year}",
  vi = "đi ngược hướng cam kết {promised}: {baseline} năm {baseline_year}, "
    .. "{observed} năm {last_year}",
}
local PROJECTED = {
  en = "{observed} in {last_year}; the pace of late leads to {projection:2} by {deadline}, "
    .. "promised is {promised}",
  vi = "năm {last_year} là {observed}; với tốc độ gần đây, đến ngày {deadline} sẽ đạt "
    .. "{projection:2}, cam kết là {promised}",
}

-- The rule's own message, unless the method says something else.
local function message_of(p)
  if p.class == "wrong_way" and p.base_value then return AWAY end
  if not (p.ratio and p.expected) then return PROJECTED end
end

-- The rule's own severity, unless it is less bad or worse than that.
local function severity_of(p, red_ratio)
  if p.class == "wrong_way" then return "critical" end
  if p.ratio and p.ratio >= red_ratio then return "medium" end
end

-- Growth is compound, change in the unit of the figures.
local function evidence_of(p, params)
  local evidence = {
    severity = severity_of(p, params.red_ratio), message = message_of(p),
    method = p.method, status = p.status, ratio = p.ratio, promised = p.target,
    baseline_year = p.base_year, baseline = p.base_value,
    last_year = p.last_year, observed = p.last_value, needed = p.expected,
    ["needed_" .. p.pace] = p.needed, ["achieved_" .. p.pace] = p.achieved,
    projection = p.projection,
  }
  if not p.official then evidence.official = false end
  return evidence
end

return {
  id       = "progress.off_track",
  title    = { en = "Commitment off track", vi = "Cam kết chậm tiến độ" },
  doc      = {
    en = [[
Compares the growth a year since the base with the growth a year that leads to the
promised value by the deadline: told in time, the pace can still be changed. At 95
% of the pace a commitment is on track; from 60 % on it needs to speed up
(medium); below that it hardly moves (high); a value that moves away from the
promise is critical.

Other methods may be chosen. Those of them that judge by something else than the
ratio of two paces (unsd, sdsn, escap, german) keep their own limits for what is
on track; the severity goes by the ratio all the same.

The base is the first figure of the commitment's base year or later; 2015 where
the document names no year. The verdict is as old as the last figure, whose year
is in the evidence.

Basis: the method of Statistics Canada as Open SDG computes it (sdg-build 2.4),
with its limits and base year.

What to do: ask the agency that answers for the commitment what will change the
pace, or for newer figures.

May mislead where growth is not steady by nature, where the base year was
unusual, or a year or two after the base. Promises of a change or a yearly rate
are not judged, nor those whose deadline has passed with its figure at hand.]],
    vi = [[
So sánh tốc độ bình quân năm kể từ năm gốc với tốc độ bình quân năm cần có để đạt
mức cam kết khi đến thời hạn: biết kịp thời thì còn có thể đẩy nhanh tiến độ. Từ
95 % tốc độ cần có là đúng tiến độ; từ 60 % là cần tăng tốc (trung bình); thấp hơn
là gần như không chuyển biến (cao); giá trị đi ngược hướng cam kết là nghiêm
trọng.

Có thể chọn phương pháp khác. Các phương pháp không đánh giá bằng tỷ số giữa hai
tốc độ (unsd, sdsn, escap, german) giữ ngưỡng riêng cho mức đúng tiến độ; mức độ
của phát hiện vẫn theo tỷ số.

Giá trị gốc là số liệu đầu tiên từ năm gốc của cam kết trở đi; lấy năm 2015 nếu
văn bản không nêu năm. Kết luận chỉ phản ánh đến thời điểm của số liệu cuối cùng;
năm của số liệu ghi trong bằng chứng.

Căn cứ: phương pháp của Cơ quan Thống kê Canada theo cách tính của Open SDG
(sdg-build 2.4), với các ngưỡng và năm gốc của phương pháp đó.

Việc cần làm: đề nghị cơ quan chịu trách nhiệm về cam kết nêu giải pháp đẩy nhanh
tiến độ, hoặc cung cấp số liệu mới hơn.

Có thể sai khi chỉ tiêu vốn không tăng đều, khi năm gốc là năm bất thường, hoặc
khi mới qua năm gốc một, hai năm. Cam kết về mức thay đổi hoặc tốc độ hằng năm thì
không xét; cam kết đã hết hạn và đã có số liệu cũng không xét.]],
  },
  severity = "high",
  tags     = { "progress" },
  over     = "commitments",
  needs    = { "value", "deadline" },
  params   = {
    method    = { type = "choice", of = progress.methods, default = "open-sdg",
                  doc = { en = "how progress is measured",
                          vi = "phương pháp đánh giá tiến độ" },
                  source = "Statistics Canada; Open SDG, sdg-build 2.4" },
    ratio     = { type = "number", min = 0, max = 2, default = 0.95,
                  doc = {
                    en = "achieved / needed pace below which it is off track",
                    vi = "tỷ số giữa tốc độ đạt được và tốc độ cần có; thấp hơn mức này là chậm "
                      .. "tiến độ",
                  },
                  source = "Open SDG, sdg-build 2.4" },
    red_ratio = { type = "number", min = 0, max = 2, default = 0.60,
                  doc = {
                    en = "achieved / needed pace below which it hardly moves",
                    vi = "tỷ số giữa tốc độ đạt được và tốc độ cần có; thấp hơn mức này là gần như "
                      .. "không chuyển biến",
                  },
                  source = "Open SDG, sdg-build 2.4" },
    base_year = { type = "integer", min = 1900, max = 2100, default = 2015, unit = "year",
                  doc = { en = "first year of the base where the document names none",
                          vi = "năm gốc sớm nhất khi văn bản không nêu năm gốc" },
                  source = "Open SDG, sdg-build 2.4" },
  },
  message  = {
    en = "{ratio:percent} of the pace needed to reach {promised} by {deadline}: "
      .. "{observed} in {last_year}, on the path {needed:2}",
    vi = "mới đạt {ratio:percent} tốc độ cần có để đạt {promised} vào ngày {deadline}: "
      .. "năm {last_year} là {observed}, theo lộ trình là {needed:2}",
  },
  check = function(c, ctx)
    local answer = obstacle(c, ctx)
    if answer then return answer end
    local p = progress.assess(c, ctx.params.method, {
      base_year = ctx.params.base_year, high = ctx.params.ratio,
      med = ctx.params.red_ratio,
    })
    if p.class == "cannot_tell" then
      return ctx.no_data(progress.why(p))
    end
    if p.class == "achieved" or p.class == "on_track" then return end
    return evidence_of(p, ctx.params)
  end,
  -- To grow from 1 in 2015 to 65536 in 2031 takes a doubling every year, so that
  -- the value of 2016, less one, is the share of the pace.
  examples = {
    { name = "at the threshold it is on track", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "level", comparator = ">=", value = 65536,
          indicator = "i", area = "a", deadline = "2031-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1.95 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "just below the threshold it needs to speed up", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "level", comparator = ">=", value = 65536,
          indicator = "i", area = "a", deadline = "2031-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1.9375 },
        },
      },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "medium",
        message = "93.8 % of the pace needed to reach 65,536 by 2031-12-31: "
          .. "1.9375 in 2016, on the path 2.00",
        evidence = { ratio = 0.9375, needed_growth = 1, achieved_growth = 0.9375, needed = 2,
          baseline_year = 2015, last_year = 2016, status = "moderate_progress" } } } } },
    { name = "below the lower threshold it hardly moves", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "level", comparator = ">=", value = 65536,
          indicator = "i", area = "a", deadline = "2031-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1.5 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "high",
        evidence = { ratio = 0.5, status = "limited_progress" } } } } },
    { name = "a value that moves away is critical", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "level", comparator = "<", value = 10,
          indicator = "i", area = "a", deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 20 },
          { indicator = "i", area = "a", period = "2025", value = 21 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "critical",
        message = "moving away from 10: 20 in 2015, 21 in 2025",
        evidence = { status = "deterioration", observed = 21 } } } } },
    { name = "a threshold may be set", as_of = "2026-11-23",
      set = { ratio = 0.5, red_ratio = 0.25 },
      plan = {
        commitments = { { code = "c", kind = "level", comparator = ">=", value = 65536,
          indicator = "i", area = "a", deadline = "2031-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 1 },
          { indicator = "i", area = "a", period = "2016", value = 1.5 },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a multiple of a stated baseline is a level", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "factor", comparator = "<=", value = 0.5,
          direction = "down", baseline_year = 2010, indicator = "i", area = "a",
          deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2010", value = 40 },
          { indicator = "i", area = "a", period = "2020", value = 40 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "high",
        evidence = { promised = 20, baseline_year = 2010, ratio = 0 } } } } },
    -- 20 are to go from 2015 to 2025, 5 are gone in half of the time.
    { name = "another method: a straight line", as_of = "2026-11-23", set = { method = "linear" },
      plan = {
        commitments = { { code = "c", kind = "level", comparator = "<=", value = 60,
          indicator = "i", area = "a", deadline = "2025-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 80 },
          { indicator = "i", area = "a", period = "2020", value = 75 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "high",
        message = "50 % of the pace needed to reach 60 by 2025-12-31: 75 in 2020, "
          .. "on the path 70.00",
        evidence = { method = "linear", status = "behind", ratio = 0.5, needed_change = -2,
          achieved_change = -1, projection = 70, official = false } } } } },
    -- 2 a year for 5 years makes 10 of the 20 that are missing.
    { name = "another method: the changes of the last years drawn on", as_of = "2026-11-23",
      set = { method = "german" },
      plan = {
        commitments = { { code = "c", kind = "level", comparator = "<=", value = 50,
          indicator = "i", area = "a", deadline = "2030-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2022", value = 76 },
          { indicator = "i", area = "a", period = "2023", value = 74 },
          { indicator = "i", area = "a", period = "2024", value = 72 },
          { indicator = "i", area = "a", period = "2025", value = 70 },
        },
      },
      expect = { fail = 1, findings = { { subject = "c", severity = "high",
        message = "70 in 2025; the pace of late leads to 60.00 by 2030-12-31, promised is 50",
        evidence = { method = "german", status = "cloud", ratio = 0.5 } } } } },
    { name = "the deadline has passed and its figure is there", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "level", comparator = ">=", value = 90,
          indicator = "i", area = "a", deadline = "2025-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 50 },
          { indicator = "i", area = "a", period = "2025", value = 60 },
        },
      },
      expect = { ["not-applicable"] = 1, fail = 0, pass = 0 } },
    { name = "the deadline has passed, its figure has not come", as_of = "2026-11-23",
      plan = {
        commitments = { { code = "c", kind = "level", comparator = ">=", value = 90,
          indicator = "i", area = "a", deadline = "2025-12-31" } },
        observations = {
          { indicator = "i", area = "a", period = "2015", value = 50 },
          { indicator = "i", area = "a", period = "2024", value = 52 },
        },
      },
      expect = { fail = 1 } },
    { name = "what is not a level is not judged", as_of = "2026-11-23",
      plan = { commitments = {
        { code = "change", kind = "change", comparator = "=", value = 10, deadline = "2030-12-31" },
        { code = "rate", kind = "rate", comparator = "=", value = 7, deadline = "2030-12-31" },
      } },
      expect = { ["not-applicable"] = 2, fail = 0, pass = 0 } },
    { name = "without baseline, figures or a second figure nothing can be told",
      as_of = "2026-11-23",
      plan = {
        commitments = {
          { code = "factor", kind = "factor", comparator = "=", value = 2, direction = "up",
            indicator = "i", area = "a", deadline = "2030-12-31" },
          { code = "no-figures", kind = "level", comparator = "<", value = 10,
            deadline = "2030-12-31" },
          { code = "one-figure", kind = "level", comparator = "<", value = 10,
            indicator = "i", area = "a", deadline = "2030-12-31" },
        },
        observations = { { indicator = "i", area = "a", period = "2016", value = 20 } },
      },
      expect = { ["no-data"] = 3, fail = 0, pass = 0 } },
  },
}
