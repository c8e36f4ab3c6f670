local date = require "tiendo.date"
local deadline = require "tiendo.deadline"

-- What is owed on demand, or in no rhythm that is on record, has no last days.
local IS_RHYTHM = { year = true, half = true, quarter = true, month = true, once = true }

-- Periods of the obligation, one after the other, from the one that holds the
-- day a year before `from` on.
local function first_period(o, from)
  if o.recurrence == "once" then return o.first_period end
  local p = date.period(from - 366, o.recurrence)
  return p.first < o.first_period.first and o.first_period or p
end

local function is_over(o, period)
  return o.last_period and period.first > o.last_period.first
end

-- Last days of the obligation, not rolled, from `from` to `to`: list of
-- { period, day }.
local function days_between(o, from, to, ctx)
  if not IS_RHYTHM[o.recurrence] or not o.first_period then return {} end
  local days, period = {}, first_period(o, from)
  while period.first <= to and not is_over(o, period) do
    local day = deadline.last_day(o, period, ctx)
    if day >= from and day <= to then days[#days + 1] = { period = period, day = day } end
    if o.recurrence == "once" then break end
    period = period:next()
  end
  return days
end

local function working_day(day, step, calendar, ctx)
  while not ctx.is_working_day(day, calendar) do day = day + step end
  return day
end

return {
  id       = "documents.due_on_rest_day",
  title    = { en = "Due on a day off", vi = "Hạn nộp rơi vào ngày nghỉ" },
  doc      = {
    en = [[
Looks ahead: the last day of a report, as the document names it, is no working
day. Whether the report may then come on the next working day, or must come on
the last one before, is a question to be settled before it arises; both days are
in the evidence, and what the obligation says (`roll`).

Days off are those of the calendar that the obligation names.

Basis: the document; Civil Code 2015, article 148(5): a term whose last day is a
day off ends with the next working day. Whether that holds for dates of
administrative reports is not settled.

What to do: agree with the recipient which day counts, and record it as `roll`.

May mislead where days off of that year are only projected.]],
    vi = [[
Báo trước: ngày cuối của hạn nộp theo văn bản không phải là ngày làm việc. Báo cáo
được nộp vào ngày làm việc kế tiếp hay phải nộp vào ngày làm việc liền trước là
việc cần thống nhất trước khi phát sinh; bằng chứng nêu cả hai ngày và quy định
của nghĩa vụ báo cáo (`roll`).

Ngày nghỉ lấy theo lịch mà nghĩa vụ báo cáo dẫn chiếu.

Căn cứ: văn bản quy định nghĩa vụ; khoản 5 Điều 148 Bộ luật Dân sự năm 2015: thời
hạn có ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo. Quy định
này có áp dụng cho hạn nộp báo cáo hành chính hay không thì chưa rõ.

Việc cần làm: thống nhất với nơi nhận báo cáo ngày nào được tính, ghi vào `roll`.

Có thể sai khi ngày nghỉ của năm đó mới là dự kiến.]],
  },
  severity = "info",
  tags     = { "documents", "calendar", "reporting" },
  over     = "obligations",
  params   = {
    look_ahead = { type = "days", max = 3660, default = 400, unit = "days",
                   doc = {
                     en = "how far to look; more than a year, so that no yearly day is left out",
                     vi = "khoảng thời gian xem trước; hơn một năm để không bỏ sót hạn nộp hằng "
                       .. "năm nào",
                   },
                   source = "a convention of this rule" },
  },
  message  = {
    en = "due by {due} for {report_period}, no working day: {before} is the one before, "
      .. "{after} the one after",
    vi = "hạn nộp báo cáo kỳ {report_period} là {due}, không phải ngày làm việc: "
      .. "ngày làm việc liền trước {before}, liền sau {after}",
  },
  check_all = function(set, ctx)
    local n, none = 0, 0
    for o in set:each() do
      local calendar = deadline.calendar(o, ctx.plan)
      local days = days_between(o, ctx.as_of, ctx.as_of + ctx.params_of(o).look_ahead, ctx)
      n, none = n + #days, none + (#days == 0 and 1 or 0)
      for _, d in ipairs(days) do
        if not ctx.is_working_day(d.day, calendar) then
          ctx.emit { subject = o, period = d.period, report_period = d.period, due = d.day,
            before = working_day(d.day, -1, calendar, ctx),
            after = working_day(d.day, 1, calendar, ctx), roll = o.roll }
        end
      end
    end
    ctx.skipped("not-applicable", none, { en = "nothing is due so soon",
      vi = "không có báo cáo đến hạn trong thời gian xét" })
    ctx.evaluated(n + none)
  end,
  -- 5 December 2026 is a Saturday.
  examples = {
    { name = "in no rhythm, and on demand", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a" },
        { code = "p", agency = "a", recurrence = "on_demand", first_period = "2026" } } },
      expect = { pass = 0, fail = 0, ["not-applicable"] = 2 } },
    { name = "by a Saturday", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2026", due_months = 0, due_day = 5, bound = "by", roll = "next" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "o", severity = "info",
        period = "2026",
        message = "due by 2026-12-05 for 2026, no working day: 2026-12-04 is the one before, "
          .. "2026-12-07 the one after",
        evidence = { roll = "next" } } } } },
    { name = "before a Saturday", as_of = "2026-11-23",
      plan = { obligations = { { code = "o", agency = "a", recurrence = "once",
        first_period = "2026", due_months = 0, due_day = 5, bound = "before" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "the days off of its calendar", as_of = "2026-11-23",
      plan = {
        obligations = { { code = "o", agency = "a", recurrence = "once", first_period = "2026",
          due_months = 0, due_day = 4, bound = "by", calendar = "office" } },
        holidays = {
          { calendar = "office", day = "2026-12-04", kind = "off" },
          { calendar = "office", day = "2026-12-05", kind = "working" },
        },
      },
      expect = { fail = 1, findings = { { evidence = { before = "2026-12-03",
        after = "2026-12-05" } } } } },
    { name = "every month of the next half year", as_of = "2026-07-01", set = { look_ahead = 184 },
      plan = { obligations = { { code = "o", agency = "a", recurrence = "month",
        first_period = "2026-06", due_months = 1, due_day = 5, bound = "by" } } },
      -- 5 July and 5 September are weekend days, 5 December too.
      expect = { pass = 3, fail = 3, findings = { { period = "2026-06" }, { period = "2026-08" },
        { period = "2026-11" } } } },
    { name = "over, too far ahead, past", as_of = "2026-12-06",
      plan = { obligations = {
        { code = "over", agency = "a", recurrence = "year", first_period = "2018",
          last_period = "2025", due_months = 0, due_day = 5, bound = "by" },
        { code = "later", agency = "a", recurrence = "once", first_period = "2030" },
        { code = "past", agency = "a", recurrence = "once", first_period = "2026",
          due_months = 0, due_day = 5, bound = "by" },
      } },
      expect = { ["not-applicable"] = 3, pass = 0, fail = 0 } },
  },
}
