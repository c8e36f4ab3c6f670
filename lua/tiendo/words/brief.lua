--- Words of the report about a plan: of its page and of other forms.
-- @module tiendo.words.brief

local M = {}

M.brief = {
  -- The page and its parts.
  title     = { en = "Progress report", vi = "Báo cáo tiến độ thực hiện" },
  titled    = { en = "{plan} – progress report",
    vi = "{plan} – báo cáo tiến độ thực hiện" },
  no_plan   = { en = "No plan in the store",
    vi = "Cơ sở dữ liệu chưa có kế hoạch" },
  skip      = { en = "Skip to the content", vi = "Đến nội dung chính" },
  contents  = { en = "Contents", vi = "Mục lục" },
  page_summary     = { en = "At a glance", vi = "Tổng quan" },
  page_goals       = { en = "Goals", vi = "Mục tiêu chung" },
  page_agencies    = { en = "Agencies", vi = "Cơ quan" },
  page_calendar    = { en = "Next six months", vi = "Lịch 6 tháng tới" },
  page_findings    = { en = "Findings", vi = "Phát hiện" },
  page_commitments = { en = "Commitments", vi = "Cam kết" },
  page_checks      = { en = "What was checked", vi = "Nội dung kiểm tra" },
  page_sources     = { en = "Sources", vi = "Nguồn" },
  document  = { en = "Document {number}", vi = "Văn bản số {number}" },
  document_of = { en = "Document {number} of {day}",
    vi = "Văn bản số {number} ngày {day}" },
  as_of     = { en = "As of {day}", vi = "Tính đến ngày {day}" },
  known_at  = { en = "with what was known by {day}",
    vi = "theo số liệu có đến ngày {day}" },
  selected  = { en = "Only findings that fit: {select}",
    vi = "Chỉ gồm phát hiện phù hợp với: {select}" },
  cut       = { en = "… ({n:number} more characters)",
    vi = "… (còn {n:number} ký tự)" },
  line      = { en = "line {n}", vi = "dòng {n}" },

  -- What commitments have come to.
  achieved    = { en = "achieved", vi = "đã đạt" },
  on_track    = { en = "on track", vi = "đúng tiến độ" },
  off_track   = { en = "off track", vi = "chậm tiến độ" },
  wrong_way   = { en = "moving the wrong way", vi = "đi ngược hướng" },
  cannot_tell = { en = "cannot be told", vi = "chưa xác định được" },
  missed      = { en = "missed", vi = "không đạt khi đến hạn" },
  commitments_count = {
    en = { one = "{n:number} commitment", rest = "{n:number} commitments" },
    vi = "{n:number} cam kết" },
  cannot_tell_why = { en = "Why some cannot be told",
    vi = "Vì sao chưa xác định được" },
  bar       = { en = "{title}: {list}", vi = "{title}: {list}" },
  bar_item  = { en = "{n:number} {name}", vi = "{n:number} {name}" },

  -- Reports.
  reports   = { en = "Reports", vi = "Báo cáo" },
  reports_count = {
    en = { one = "{n:number} report owed", rest = "{n:number} reports owed" },
    vi = "{n:number} báo cáo phải nộp" },
  received  = { en = "in time", vi = "nộp đúng hạn" },
  late      = { en = "late", vi = "nộp chậm" },
  missing   = { en = "missing", vi = "chưa nộp" },
  pending   = { en = "not due yet", vi = "chưa đến hạn" },
  due_soon  = {
    en = "{n:number} of them due within {days:number} working days",
    vi = "trong đó {n:number} báo cáo đến hạn trong {days:number} ngày làm "
      .. "việc tới" },
  rates     = {
    en = "Complete {completeness:percent}, in time {timeliness:percent} of "
      .. "{expected:number} that were due",
    vi = "Đã nộp {completeness:percent}, đúng hạn {timeliness:percent} trên "
      .. "{expected:number} báo cáo đã đến hạn" },
  no_rates  = { en = "No report was due yet.",
    vi = "Chưa có báo cáo nào đến hạn." },

  -- Findings.
  findings_count = {
    en = { one = "{n:number} finding", rest = "{n:number} findings" },
    vi = "{n:number} phát hiện" },
  no_findings = { en = "No findings.", vi = "Không có phát hiện." },
  waived_count = { en = "besides {n:number} waived",
    vi = "ngoài ra {n:number} được miễn trừ" },
  illustrative_of = {
    en = { one = "{n:number} of them rests on invented data",
      rest = "{n:number} of them rest on invented data" },
    vi = "trong đó {n:number} phát hiện dựa trên số liệu giả định" },
  illustrative = { en = "illustrative", vi = "minh họa" },
  notice    = {
    en = "Invented for illustration, not facts: {list}. What rests on them is "
      .. "marked “illustrative”.",
    vi = "Số liệu giả định để minh họa, không phải số liệu thực: {list}. Nội "
      .. "dung dựa trên số liệu này được ghi “minh họa”." },
  notice_item = { en = "{n:number} {kind}", vi = "{n:number} {kind}" },
  resolved_count = { en = "{n:number} resolved since the last run",
    vi = "{n:number} đã khắc phục kể từ lần chạy trước" },
  resolved  = { en = "Resolved since the last run",
    vi = "Đã khắc phục kể từ lần chạy trước" },
  waived    = { en = "Waived", vi = "Được miễn trừ" },
  explain   = { en = "What this check looks at",
    vi = "Nội dung và cách kiểm tra" },
  subject   = { en = "subject", vi = "đối tượng" },
  agency    = { en = "agency", vi = "cơ quan" },
  goal      = { en = "goal", vi = "mục tiêu" },
  no_agency = { en = "no agency", vi = "chưa rõ cơ quan" },
  source    = { en = "source", vi = "nguồn" },
  rule      = { en = "rule", vi = "quy tắc" },
  state     = { en = "state", vi = "trạng thái" },
  since     = { en = "since {day}", vi = "từ ngày {day}" },
  since_age = { en = "since {day} ({age:days})",
    vi = "từ ngày {day} ({age:days})" },
  waiver    = { en = "waiver", vi = "miễn trừ" },
  waiver_until = { en = "{code}, until {day}",
    vi = "{code}, đến hết ngày {day}" },

  -- The filter.
  filter    = { en = "Filter the findings", vi = "Lọc phát hiện" },
  search    = { en = "Text", vi = "Từ khóa" },
  by_goal   = { en = "Goal", vi = "Mục tiêu" },
  by_agency = { en = "Agency", vi = "Cơ quan" },
  by_severity = { en = "Severity", vi = "Mức độ" },
  by_state  = { en = "State", vi = "Trạng thái" },
  by_source = { en = "Source", vi = "Nguồn" },
  by_check  = { en = "Check", vi = "Nội dung kiểm tra" },
  by_age    = { en = "Since", vi = "Ngày phát sinh" },
  sort      = { en = "Sort by", vi = "Sắp xếp theo" },
  any       = { en = "all", vi = "tất cả" },
  reset     = { en = "Clear the filter", vi = "Bỏ lọc" },
  open_all  = { en = "Open all", vi = "Mở tất cả" },
  close_all = { en = "Close all", vi = "Đóng tất cả" },
  on_paper  = {
    en = "Evidence is printed of the findings that are open; “{open_all}” "
      .. "before printing opens every one.",
    vi = "Chỉ in căn cứ của các phát hiện đang mở; bấm “{open_all}” trước khi "
      .. "in để in căn cứ của mọi phát hiện." },
  shown     = { en = "{shown} of {all} findings shown",
    vi = "Đang hiện {shown} trên {all} phát hiện" },

  -- Since the last run.
  no_last   = { en = "No earlier run is recorded, so what is new cannot be "
      .. "told.",
    vi = "Chưa có lần chạy nào được lưu nên chưa biết nội dung nào mới phát "
      .. "sinh." },

  -- What was not evaluated.
  gaps      = { en = "Not evaluated", vi = "Chưa đánh giá được" },
  gaps_line = {
    en = "{judged:number} of {subjects:number} single judgements were "
      .. "possible; for {no_data:number} data are lacking. {silent:number} of "
      .. "{all:number} checks could judge nothing.",
    vi = "Đã kết luận {judged:number} trên {subjects:number} lượt đánh giá; "
      .. "{no_data:number} lượt thiếu số liệu. {silent:number} trên "
      .. "{all:number} nội dung kiểm tra chưa kết luận được đối tượng nào." },
  gaps_errors = {
    en = { one = "{n:number} check ended in an error", rest =
      "{n:number} checks ended in an error" },
    vi = "{n:number} nội dung kiểm tra bị lỗi" },
  gaps_most = { en = "Where data are lacking most",
    vi = "Thiếu số liệu nhiều nhất" },
  gaps_all  = { en = "All checks and reasons",
    vi = "Tất cả nội dung và lý do" },

  -- Goals and agencies.
  no_goal   = { en = "Belonging to no goal", vi = "Không thuộc mục tiêu nào" },
  no_commitments = { en = "no commitments", vi = "không có cam kết" },
  leads     = { en = "Leads", vi = "Chủ trì" },
  coordinates = { en = "Takes part", vi = "Phối hợp" },
  commitments = { en = "Commitments", vi = "Cam kết" },
  findings  = { en = "Findings", vi = "Phát hiện" },
  completeness = { en = "Complete", vi = "Đã nộp" },
  timeliness = { en = "In time", vi = "Đúng hạn" },
  expected  = { en = "Due", vi = "Đã đến hạn" },
  agencies_note = {
    en = "Complete and in time: shares of the reports that were due. Leads and "
      .. "takes part: groups of tasks.",
    vi = "Đã nộp, đúng hạn: tỷ lệ trên số báo cáo đã đến hạn. Chủ trì, phối "
      .. "hợp: số nhóm nhiệm vụ." },
  no_agencies = {
    en = "No agency leads, takes part, owes a report or has findings.",
    vi = "Chưa có cơ quan nào chủ trì, phối hợp, phải nộp báo cáo hoặc có phát "
      .. "hiện." },
  quiet_agencies = {
    en = { one = "{n:number} agency has none of these.",
      rest = "{n:number} agencies have none of these." },
    vi = "{n:number} cơ quan không có nội dung nào nêu trên." },

  -- The calendar.
  calendar_none = { en = "Nothing falls due until {day}.",
    vi = "Không có nội dung nào đến hạn cho đến ngày {day}." },
  month_none = { en = "nothing due", vi = "không có nội dung đến hạn" },
  due_report = {
    en = { one = "{n:number} report", rest = "{n:number} reports" },
    vi = "{n:number} báo cáo" },
  due_commitment = { en = "Deadline of a commitment", vi = "Hết hạn cam kết" },
  due_milestone = { en = "Milestone", vi = "Mốc cam kết" },
  due_task  = { en = "Task", vi = "Nhiệm vụ" },
  due_waiver = { en = "Last day of a waiver", vi = "Hết hiệu lực miễn trừ" },
  working_days = {
    en = { one = "{n:number} working day left",
      rest = "{n:number} working days left" },
    vi = "còn {n:number} ngày làm việc" },
  agencies_n = { en = "{n:number} agencies", vi = "{n:number} cơ quan" },
  overdue   = { en = { one = "{n:number} report is overdue",
      rest = "{n:number} reports are overdue" },
    vi = "{n:number} báo cáo quá hạn chưa nộp" },
  due_on    = { en = "Due", vi = "Hạn nộp" },
  days_late = { en = "Days late", vi = "Số ngày chậm" },
  report    = { en = "Report", vi = "Báo cáo" },
  for_period = { en = "{label}, {period}", vi = "{label}, kỳ {period}" },

  -- Commitments.
  key       = { en = "How to read the charts", vi = "Cách đọc biểu đồ" },
  without_figures = { en = "Without figures", vi = "Chưa có số liệu" },
  without_note = {
    en = "Nothing measures these, so nothing can be said about them.",
    vi = "Chưa có số liệu đo lường nên chưa thể kết luận." },
  promised  = { en = "Promised", vi = "Cam kết" },
  deadline  = { en = "Deadline", vi = "Thời hạn" },
  promised_by = { en = "{promise} by {day}", vi = "{promise}, hạn {day}" },
  no_number = { en = "no number", vi = "không nêu con số" },
  latest    = { en = "latest figure", vi = "số liệu mới nhất" },
  latest_of = { en = "{value} in {period}", vi = "{value} (năm {period})" },
  latest_in = { en = "{value} in {period}", vi = "{value} ({period})" },
  ratio     = { en = "pace", vi = "tốc độ" },
  ratio_of  = { en = "{ratio:percent} of the pace needed",
    vi = "{ratio:percent} tốc độ cần có" },
  expected_now = { en = "on the path", vi = "theo lộ trình" },
  method    = { en = "method", vi = "phương pháp" },
  text      = { en = "as printed", vi = "nguyên văn" },
  note      = { en = "note", vi = "ghi chú" },
  why       = { en = "Why it cannot be told", vi = "Lý do" },
  name      = { en = "Name", vi = "Tên" },
  baseline  = { en = "baseline", vi = "giá trị gốc" },

  -- Checks, sources, how the page was made.
  check     = { en = "Check", vi = "Nội dung kiểm tra" },
  evaluated = { en = "Evaluated", vi = "Đánh giá" },
  errors    = { en = "Checks that ended in an error", vi = "Kiểm tra bị lỗi" },
  errors_dropped = { en = { one = "{n:number} more error, not listed",
      rest = "{n:number} more errors, not listed" },
    vi = "còn {n:number} lỗi khác không liệt kê" },
  no_sources = { en = "No source is on record.", vi = "Chưa có nguồn nào." },
  made      = { en = "Made by tiendo {version}. The same data, rules and "
      .. "settings give the same page.",
    vi = "Lập bằng tiendo {version}. Cùng số liệu, quy tắc và thiết lập thì "
      .. "cho cùng một trang." },
  run       = { en = "run", vi = "lần chạy" },
  data      = { en = "data", vi = "số liệu" },
  rules     = { en = "rules", vi = "quy tắc" },
  settings  = { en = "settings", vi = "thiết lập" },
  ahead     = {
    en = { one = "{n:number} figure is left out: its period has not ended",
      rest = "{n:number} figures are left out: their periods have not ended" },
    vi = "{n:number} số liệu không dùng: kỳ số liệu chưa kết thúc" },
}

return M
