local date = require "tiendo.date"

-- Calendars that obligations count by, each with the first that does.
local function calendars_of(obligations)
  local seen, list = {}, {}
  for o in obligations:each() do
    local name = o.calendar
    if name and not seen[name] then
      seen[name] = true
      list[#list + 1] = { name = name, obligation = o }
    end
  end
  return list
end

-- By calendar: how many days of the year are on record, how many of these only
-- projected.
local function days_of(holidays, year, is_projection)
  local counts = {}
  for row in holidays:each() do
    if row.day.year == year then
      local count = counts[row.calendar] or { days = 0, projected = 0 }
      counts[row.calendar] = count
      count.days = count.days + 1
      if row.source and is_projection[row.source.code] then
        count.projected = count.projected + 1
      end
    end
  end
  return counts
end

local NOT_YET = {
  en = "next year's schedule is not to be expected yet",
  vi = "chưa đến thời điểm công bố lịch nghỉ năm sau",
}
local PROJECTED = {
  en = "of the {days} days off of {year} in the calendar {calendar}, {projected} are projected, "
    .. "not announced",
  vi = "lịch {calendar} năm {year} có {days} ngày, trong đó {projected} ngày mới là dự kiến, "
    .. "chưa có thông báo chính thức",
}

local function finding(calendar, year, count, is_urgent)
  return {
    subject = calendar.obligation.plan or calendar.obligation, period = year,
    key = calendar.name, class = count and "projected" or "none",
    severity = is_urgent and "high" or nil,
    message = count and PROJECTED or nil, calendar = calendar.name, year = year,
    days = count and count.days, projected = count and count.projected,
  }
end

return {
  id       = "documents.calendar_missing",
  title    = {
    en = "Next year's days off not announced",
    vi = "Chưa có lịch nghỉ chính thức năm sau",
  },
  doc      = {
    en = [[
From 1 November on the calendar by which obligations are judged should hold next
year's public holidays and swapped working days as announced. Fails where it has
none, or some that are only projected; high after 15 December, for then deadlines
of January are worked out wrongly.

Judged are calendars that an obligation names. The subject is the plan of the
first one that does.

Basis: Labour Code 2019, article 112: the days of Tet are decided each year. That
the schedule is out by the first of November, and urgent by mid-December, is a
convention: the schedules for 2024 to 2026 came from October to December.

What to do: enter the announced schedule in place of what is projected.

May mislead where a projection turned out right and its source was not changed.]],
    vi = [[
Từ ngày 01 tháng 11, lịch dùng để tính hạn nộp phải có ngày nghỉ lễ, tết và ngày
làm việc hoán đổi của năm sau theo thông báo chính thức. Không đạt khi lịch chưa
có ngày nào, hoặc có ngày mới là dự kiến; sau ngày 15 tháng 12 thì mức độ cao, vì
các hạn nộp trong tháng 01 sẽ bị tính sai.

Xét các lịch được nghĩa vụ báo cáo dẫn chiếu. Đối tượng của phát hiện là kế hoạch
của nghĩa vụ báo cáo đầu tiên dùng lịch đó.

Căn cứ: Điều 112 Bộ luật Lao động năm 2019: thời gian nghỉ Tết được quyết định
hằng năm. Thời điểm phải có lịch (ngày 01 tháng 11) và thời điểm cấp bách (giữa
tháng 12) là quy ước: lịch nghỉ các năm 2024 đến 2026 được công bố từ tháng 10 đến
tháng 12.

Việc cần làm: nhập lịch nghỉ đã công bố thay cho ngày dự kiến.

Có thể sai khi ngày dự kiến trùng với ngày công bố nhưng nguồn chưa được sửa.]],
  },
  severity = "medium",
  tags     = { "documents", "calendar" },
  over     = "obligations",
  params   = {
    from_month   = { type = "integer", min = 1, max = 12, default = 11, unit = "month",
                     doc = { en = "from its first day on next year's days should be there",
                             vi = "từ ngày đầu tháng này phải có ngày nghỉ của năm sau" },
                     source = "a convention of this rule" },
    urgent_after = { type = "integer", min = 0, max = 31, default = 15, unit = "day of December",
                     doc = { en = "after this day of December it is high",
                             vi = "sau ngày này của tháng 12 thì mức độ cao" },
                     source = "a convention of this rule" },
    projections  = { type = "list", default = { "holiday-projection" },
                     doc = { en = "sources whose days are projected, not announced",
                             vi = "các nguồn mà ngày nghỉ mới là dự kiến, chưa công bố" },
                     source = "code of the source in the data package an-giang" },
  },
  message  = {
    en = "the calendar {calendar} has no days off for {year}",
    vi = "lịch {calendar} chưa có ngày nghỉ của năm {year}",
  },
  check_all = function(set, ctx)
    local list = calendars_of(set)
    ctx.evaluated(#list)
    if ctx.as_of.month < ctx.params.from_month then
      return ctx.skipped("not-due", #list, NOT_YET)
    end
    local year, is_projection = ctx.as_of.year + 1, {}
    for _, code in ipairs(ctx.params.projections) do is_projection[code] = true end
    local counts = days_of(ctx.plan.holidays, year, is_projection)
    local is_urgent = ctx.as_of > date.of(year - 1, 12, 1) + (ctx.params.urgent_after - 1)
    for _, calendar in ipairs(list) do
      local count = counts[calendar.name]
      if not count or count.projected > 0 then
        ctx.emit(finding(calendar, year, count, is_urgent))
      end
    end
  end,
  examples = {
    { name = "in October nothing is lacking", as_of = "2026-10-31",
      plan = { obligations = { { code = "o", agency = "a", calendar = "office" } } },
      expect = { ["not-due"] = 1, pass = 0, fail = 0 } },
    { name = "in November it is", as_of = "2026-11-01",
      plan = {
        obligations = { { code = "o", agency = "a", calendar = "office" },
          { code = "p", agency = "a", calendar = "office" }, { code = "q", agency = "a" } },
        holidays = { { calendar = "office", day = "2026-01-01", kind = "holiday" },
          { calendar = "other", day = "2027-01-01", kind = "holiday" } },
      },
      expect = { fail = 1, pass = 0, findings = { { subject = "o", severity = "medium",
        period = "2027", key = "office",
        message = "the calendar office has no days off for 2027" } } } },
    { name = "a schedule is there", as_of = "2026-12-31",
      plan = {
        obligations = { { code = "o", agency = "a", calendar = "office" } },
        holidays = { { calendar = "office", day = "2027-01-01", kind = "holiday" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "what is projected is not announced", as_of = "2026-12-15",
      plan = {
        obligations = { { code = "o", agency = "a", calendar = "office", plan = "p" } },
        holidays = {
          { calendar = "office", day = "2027-01-01", kind = "holiday", source = "law" },
          { calendar = "office", day = "2027-02-08", kind = "holiday",
            source = "holiday-projection" },
        },
      },
      expect = { fail = 1, findings = { { subject = "p", class = "projected",
        severity = "medium", evidence = { days = 2,
        projected = 1, year = 2027 } } } } },
    { name = "after 15 December it is urgent", as_of = "2026-12-16",
      plan = { obligations = { { code = "o", agency = "a", calendar = "office" } } },
      expect = { fail = 1, findings = { { severity = "high" } } } },
    { name = "a source may be taken as good enough", as_of = "2026-12-15",
      set = { projections = "" },
      plan = {
        obligations = { { code = "o", agency = "a", calendar = "office" } },
        holidays = { { calendar = "office", day = "2027-02-08", kind = "holiday",
          source = "holiday-projection" } },
      },
      expect = { pass = 1, fail = 0 } },
  },
}
