local filing = require "tiendo.filing"

local NO_WINDOW = {
  en = "the obligation does not say which days a report covers",
  vi = "nghĩa vụ báo cáo không quy định khoảng thời gian lấy số liệu",
}
local NOT_RECORDED = {
  en = "which days it covers is not on record",
  vi = "chưa ghi nhận báo cáo lấy số liệu trong khoảng thời gian nào",
}
local OTHER = { nd09 = "calendar", calendar = "nd09" }

local OTHER_CONVENTION = {
  en = "covers {from} to {to} by the other convention; asked for is {expected_from} "
    .. "to {expected_to}",
  vi = "lấy số liệu từ {from} đến {to} theo quy ước khác; quy định là từ {expected_from} "
    .. "đến {expected_to}",
}

-- Whether the report covers the days of this convention, within so many days.
local function covers(s, window, tolerance)
  local from, to = filing.window(window, s.period)
  return math.abs(s.window_from - from) <= tolerance and math.abs(s.window_to - to) <= tolerance
end

local function judge(s, ctx)
  local window, tolerance = s.obligation.window, ctx.params.tolerance
  if covers(s, window, tolerance) then return end
  local expected_from, expected_to = filing.window(window, s.period)
  local is_other = covers(s, OTHER[window], tolerance)
  ctx.emit {
    subject = s, period = s.period, from = s.window_from, to = s.window_to,
    expected_from = expected_from, expected_to = expected_to,
    class = is_other and "other_convention" or "other_days",
    message = is_other and OTHER_CONVENTION or nil,
  }
end

return {
  id       = "reporting.wrong_window",
  title    = {
    en = "Report covers other days",
    vi = "Báo cáo sai khoảng thời gian lấy số liệu",
  },
  doc      = {
    en = [[
The figures of a report cover other days than its obligation asks for. Two
conventions meet in practice: administrative reports close on the 14th, statistical
ones with the period. Figures of both cannot be added up.

Of several reports for one period the last counts.

Basis: Decree 09/2019/NĐ-CP, article 12: from the 15th of the month before to the
14th of the last month; Decree 60/2018/NĐ-CP: the period itself. Which of the two
holds is said by the obligation.

What to do: ask for figures of the days asked for, or record that estimates were
agreed.

May mislead where only some of the figures cover other days.]],
    vi = [[
Số liệu trong báo cáo không đúng khoảng thời gian mà nghĩa vụ báo cáo quy định.
Thực tế có hai quy ước: báo cáo hành chính chốt ngày 14, báo cáo thống kê chốt hết
kỳ. Số liệu theo hai quy ước không cộng được với nhau.

Nếu một kỳ có nhiều báo cáo thì xét báo cáo nộp sau cùng.

Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 12: từ ngày 15 tháng trước kỳ báo cáo đến ngày
14 tháng cuối kỳ; Nghị định 60/2018/NĐ-CP: đúng kỳ báo cáo. Áp dụng quy ước nào là
do nghĩa vụ báo cáo quy định.

Việc cần làm: đề nghị gửi lại số liệu đúng khoảng thời gian, hoặc ghi nhận việc đã
thống nhất dùng số ước thực hiện.

Có thể sai khi chỉ một phần số liệu lấy theo khoảng thời gian khác.]],
  },
  severity = "medium",
  tags     = { "reporting", "quality" },
  over     = "submissions",
  params   = {
    tolerance = { type = "days", max = 31, default = 0, unit = "days",
      doc = { en = "days by which either end may differ",
        vi = "số ngày được phép lệch ở mỗi đầu" },
      source = "Decree 09/2019/NĐ-CP, article 12, and Decree 60/2018/NĐ-CP allow none" },
  },
  message  = {
    en = "covers {from} to {to}; asked for is {expected_from} to {expected_to}",
    vi = "lấy số liệu từ {from} đến {to}; quy định là từ {expected_from} đến {expected_to}",
  },
  check_all = function(set, ctx)
    local rows, replaced = filing.latest(set)
    local none, unknown = 0, {}
    for _, row in ipairs(rows) do
      if not row.obligation.window then
        none = none + 1
      elseif not (row.window_from and row.window_to) then
        unknown[#unknown + 1] = row
      else
        judge(row, ctx)
      end
    end
    ctx.skipped("not-applicable", replaced, filing.REPLACED)
    ctx.skipped("not-applicable", none, NO_WINDOW)
    ctx.skipped("no-data", #unknown, NOT_RECORDED, unknown)
  end,
  -- The windows are those that article 12 of the decree spells out.
  examples = {
    { name = "year, half, quarter and month of the decree", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", window = "nd09" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-20",
            window_from = "2024-12-15", window_to = "2025-12-14" },
          { obligation = "o", agency = "a", period = "2025-H1", received_on = "2025-06-20",
            window_from = "2024-12-15", window_to = "2025-06-14" },
          { obligation = "o", agency = "a", period = "2025-H2", received_on = "2025-12-20",
            window_from = "2025-06-15", window_to = "2025-12-14" },
          { obligation = "o", agency = "a", period = "2025-Q2", received_on = "2025-06-20",
            window_from = "2025-03-15", window_to = "2025-06-14" },
          { obligation = "o", agency = "a", period = "2025-03", received_on = "2025-03-20",
            window_from = "2025-02-15", window_to = "2025-03-14" },
        },
      },
      expect = { pass = 5, fail = 0 } },
    { name = "the calendar year where the decree holds", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", window = "nd09" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2026-01-05", window_from = "2025-01-01", window_to = "2025-12-31" } },
      },
      expect = { fail = 1, pass = 0, findings = { {
        class = "other_convention", severity = "medium", period = "2025",
        message = "covers 2025-01-01 to 2025-12-31 by the other convention; "
          .. "asked for is 2024-12-15 to 2025-12-14" } } } },
    { name = "a day too few, with and without tolerance", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", window = "calendar" } },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2026-01-05", window_from = "2025-01-01", window_to = "2025-12-30" } },
      },
      expect = { fail = 1, findings = { { class = "other_days",
        message = "covers 2025-01-01 to 2025-12-30; asked for is 2025-01-01 to 2025-12-31" } } } },
    { name = "a day too few is tolerated", as_of = "2026-11-23", set = { tolerance = 1 },
      plan = {
        obligations = { { code = "o", window = "calendar" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2024", received_on = "2025-01-05",
            window_from = "2024-01-03", window_to = "2024-12-31" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2026-01-05",
            window_from = "2025-01-01", window_to = "2025-12-30" },
        },
      },
      expect = { pass = 1, fail = 1, findings = { { period = "2024" } } } },
    { name = "no window, nothing on record, replaced", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", window = "nd09" }, { code = "p" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-20",
            window_from = "2024-12-15" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-20",
            window_from = "2025-01-01", window_to = "2025-12-31" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-21",
            window_from = "2024-12-15", window_to = "2025-12-14" },
          { obligation = "p", agency = "a", period = "2025", received_on = "2025-12-20",
            window_from = "2025-01-01", window_to = "2025-12-31" },
        },
      },
      expect = { pass = 1, ["no-data"] = 1, ["not-applicable"] = 2, fail = 0 } },
  },
}
