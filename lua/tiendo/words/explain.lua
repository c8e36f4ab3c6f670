--- Words for how a deadline comes about.
-- @module tiendo.words.explain

local M = {}

--- Days of the week, Monday first.
M.weekday = {
  { en = "Monday", vi = "thứ Hai" }, { en = "Tuesday", vi = "thứ Ba" },
  { en = "Wednesday", vi = "thứ Tư" }, { en = "Thursday", vi = "thứ Năm" },
  { en = "Friday", vi = "thứ Sáu" }, { en = "Saturday", vi = "thứ Bảy" },
  { en = "Sunday", vi = "Chủ nhật" },
}

M.explain = {
  title = { en = "deadline {code} · {period}",
    vi = "hạn nộp {code} · {period}" },
  due = { en = "last day {day}, {last}", vi = "ngày cuối {day}, {last}" },
  day = { en = "{weekday} {day}", vi = "{weekday} {day}" },
  to_day = { en = "{how}: {day}", vi = "{how}: {day}" },
  source_line = { en = "{title}, line {line:plain}",
    vi = "{title}, dòng {line:plain}" },
  no_source = { en = "no source", vi = "không có nguồn" },

  document = { en = "document", vi = "văn bản" },
  issued = { en = "issued on {day}", vi = "ban hành ngày {day}" },
  before_it = { en = "due before the document existed: nothing is owed",
    vi = "hạn trước khi có văn bản: không phải nộp" },

  recurrence = { en = "recurrence", vi = "định kỳ" },
  first_last = { en = "{first} to {last}", vi = "từ {first} đến {last}" },
  first_only = { en = "from {first} on", vi = "từ {first}" },
  runs = { en = "{period} runs {first} to {last}",
    vi = "kỳ {period} từ {first} đến {last}" },

  named = { en = "day named", vi = "ngày nêu trong văn bản" },
  on_day = { en = "day {day:plain} of {month}",
    vi = "ngày {day:plain} {month}" },
  on_last_day = { en = "last day of {month}", vi = "ngày cuối {month}" },
  last_month = { en = "the period's last month", vi = "tháng cuối kỳ" },
  months_after = {
    en = { one = "the month after the period",
      rest = "the month {n} months after the period's last" },
    vi = "tháng thứ {n} sau kỳ",
  },
  months_before = {
    en = { one = "the month before the period's last",
      rest = "the month {n} months before the period's last" },
    vi = "tháng thứ {n} trước tháng cuối kỳ",
  },

  days = { en = "days", vi = "số ngày" },
  days_after = { en = { one = "{n} day after", rest = "{n} days after" },
    vi = "sau {n} ngày" },
  days_before = { en = { one = "{n} day before", rest = "{n} days before" },
    vi = "trước {n} ngày" },
  working_days = { en = "working days", vi = "ngày làm việc" },
  working_after = {
    en = { one = "{n} working day after", rest = "{n} working days after" },
    vi = "sau {n} ngày làm việc",
  },
  working_before = {
    en = { one = "{n} working day before", rest = "{n} working days before" },
    vi = "trước {n} ngày làm việc",
  },
  left_out = { en = "not counted: {list}", vi = "không tính: {list}" },

  bound = { en = "bound", vi = "cách tính hạn" },
  bound_before = { en = "“before” leaves the day out",
    vi = "“trước ngày” không gồm ngày đó" },
  bound_by = { en = "“no later than” includes the day",
    vi = "“chậm nhất ngày” gồm cả ngày đó" },
  bound_none = { en = "not stated, the day is included",
    vi = "văn bản không nêu, tính cả ngày đó" },

  calendar_head = { en = "calendar", vi = "lịch làm việc" },
  calendar = { en = "{name}", vi = "{name}" },
  calendar_until = {
    en = "it lists days up to {day}: later holidays are not known, only "
      .. "weekends",
    vi = "lịch chỉ có đến ngày {day}: ngày lễ sau đó chưa biết, chỉ tính ngày "
      .. "nghỉ cuối tuần",
  },
  no_calendar = { en = "none stated: Monday to Friday",
    vi = "không nêu: từ thứ Hai đến thứ Sáu" },
  empty_calendar = {
    en = "{name}, for which the store has no days: Monday to Friday",
    vi = "{name}, cơ sở dữ liệu chưa có ngày nào: từ thứ Hai đến thứ Sáu",
  },

  rest = { en = "day off", vi = "ngày nghỉ" },
  worked = { en = "{day} is worked", vi = "{day} là ngày làm việc" },
  not_worked = { en = "not worked: {list}", vi = "không làm việc: {list}" },
  weekend = { en = "{day}, weekend", vi = "{day}, ngày nghỉ cuối tuần" },
  holiday = { en = "{day}, {name} ({source})",
    vi = "{day}, {name} ({source})" },
  more = { en = "and {n} more", vi = "và {n} ngày khác" },

  roll = { en = "roll", vi = "dời hạn" },
  roll_next = { en = "on to the next working day",
    vi = "dời sang ngày làm việc kế tiếp" },
  roll_previous = { en = "back to the working day before",
    vi = "dời về ngày làm việc liền trước" },
  roll_none = { en = "the day stays (strict)",
    vi = "giữ nguyên ngày (tính chặt)" },
  roll_unstated = { en = "not stated, the day stays (strict)",
    vi = "không nêu, giữ nguyên ngày (tính chặt)" },
  roll_unused = { en = "{roll}; not needed", vi = "{roll}; không cần dời" },
  strict = {
    en = "{roll}; rolled on it would be {next}, rolled back {previous}",
    vi = "{roll}; nếu dời sang sau là {next}, nếu dời về trước là {previous}",
  },

  hour = { en = "last hour", vi = "giờ hết hạn" },
  end_at = { en = "{hour} in {zone} (UTC{offset}), {instant}",
    vi = "{hour} theo {zone} (UTC{offset}), {instant}" },
  end_unknown = {
    en = "{hour} in {zone}, a zone that is not known here: write an offset "
      .. "such as +07:00",
    vi = "{hour} theo {zone}, múi giờ chưa biết: ghi độ lệch như +07:00",
  },

  owes = { en = "Who owes it", vi = "Cơ quan phải nộp" },
  owes_none = { en = "Nobody owes it.", vi = "Không cơ quan nào phải nộp." },
  owes_before = {
    en = "Nobody owes it: it was due before the document existed.",
    vi = "Không cơ quan nào phải nộp: hạn trước khi có văn bản.",
  },
  owes_later = {
    en = "More than a year ahead: who will owe it is not foreseen yet.",
    vi = "Còn hơn một năm: chưa xác định cơ quan phải nộp.",
  },
  owes_nothing = { en = "Who owes nothing", vi = "Cơ quan không phải nộp" },
  why = { en = "why", vi = "lý do" },
  free_ended = { en = "ended on {day}", vi = "chấm dứt ngày {day}" },
  free_handed_over = { en = "ended on {day}, its duty goes to its successors",
    vi = "chấm dứt ngày {day}, nghĩa vụ chuyển cho cơ quan kế thừa" },
  free_not_yet = { en = "exists from {day} on", vi = "có từ ngày {day}" },
  no_room = { en = "no room for: {list}", vi = "không đủ chỗ cho: {list}" },
  illustrative = {
    en = "What arrived is invented for illustration, not facts.",
    vi = "Báo cáo đã nộp là giả định để minh họa, không phải thực tế.",
  },
  hour_unknown = {
    en = "Of what arrived only the day is known: on the last day it counts as "
      .. "in time.",
    vi = "Chỉ biết ngày nhận báo cáo: nhận trong ngày cuối được coi là đúng "
      .. "hạn.",
  },
}

return M
