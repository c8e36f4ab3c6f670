--- Words of the report as an official document.
-- @module tiendo.words.official

local M = {}

M.official = {
  gloss = {
    en = "Draft in translation; the official report is the Vietnamese text.",
    vi = "Bản dịch để tham khảo.",
  },
  illustrative = {
    en = "Part of the data is invented for illustration and no fact: not to "
      .. "be sent. What rests on it is marked “illustrative”.",
    vi = "Một phần số liệu là giả định để minh họa, không phải số liệu thực: "
      .. "không được gửi đi. Nội dung dựa trên số liệu này được ghi “minh "
      .. "họa”.",
  },
  body   = { en = "[Body that reports]", vi = "[TÊN CƠ QUAN BÁO CÁO]" },
  letters = { en = "BC-……", vi = "BC-……" },
  to     = { en = "[Body reported to]", vi = "[Tên cơ quan nhận báo cáo]" },
  kind   = { en = "REPORT", vi = "BÁO CÁO" },
  about  = { en = "Progress in carrying out “{plan}” (as of {day})",
    vi = "Tình hình thực hiện “{plan}” (tính đến {day})" },
  about_none = { en = "Progress in carrying out the plan (as of {day})",
    vi = "Tình hình thực hiện kế hoạch (tính đến {day})" },
  basis  = { en = "Under {document}, progress as of {day} is as follows.",
    vi = "Thực hiện {document}, tình hình và kết quả tính đến {day} như "
      .. "sau:" },
  basis_none = { en = "Progress as of {day} is as follows.",
    vi = "Tình hình và kết quả thực hiện tính đến {day} như sau:" },
  known_at = { en = "Figures are those that were known by {day}.",
    vi = "Số liệu sử dụng là số liệu có đến {day}." },
  selected = { en = "Only findings that fit are counted: {select}.",
    vi = "Chỉ tính các phát hiện phù hợp với điều kiện: {select}." },
  number = { en = "No.", vi = "STT" },
  total  = { en = "All", vi = "Tổng số" },

  -- I
  part_state = { en = "I. PROGRESS IN GENERAL",
    vi = "I. TÌNH HÌNH THỰC HIỆN" },
  state  = {
    en = { one = "The plan has {goals:number} goals. {n:number} quantified "
        .. "commitment was assessed:",
      rest = "The plan has {goals:number} goals. {n:number} quantified "
        .. "commitments were assessed:" },
    vi = "Kế hoạch gồm {goals:number} mục tiêu chung; đã xem xét {n:number} "
      .. "cam kết định lượng, cụ thể:",
  },
  no_commitments = { en = "The plan has no quantified commitments on record.",
    vi = "Chưa ghi nhận cam kết định lượng nào của kế hoạch." },
  class  = { en = "Status", vi = "Tình trạng" },
  how_many = { en = "Number", vi = "Số lượng" },
  share  = { en = "Share", vi = "Tỷ lệ" },
  why    = { en = "Of {n:number} commitments it cannot be told what they have "
      .. "come to:",
    vi = "Chưa xác định được kết quả của {n:number} cam kết, do:" },
  why_item = { en = "{n:number}: {why};", vi = "{why}: {n:number} cam kết;" },
  since  = { en = "Since the last run:", vi = "So với lần theo dõi trước:" },

  -- II
  part_goals = { en = "II. RESULTS BY GOAL",
    vi = "II. KẾT QUẢ THỰC HIỆN THEO MỤC TIÊU" },
  by_goal = { en = "1. Goals", vi = "1. Theo mục tiêu chung" },
  goal   = { en = "Goal", vi = "Mục tiêu chung" },
  goal_named = { en = "Goal {code}. {name}", vi = "Mục tiêu {code}. {name}" },
  commitments = { en = "Commitments", vi = "Số cam kết" },
  in_hand = { en = "Achieved or on track", vi = "Đã đạt hoặc đúng tiến độ" },
  behind = { en = "Off track or moving the wrong way",
    vi = "Chậm tiến độ hoặc đi ngược hướng" },
  untold = { en = "Cannot be told", vi = "Chưa xác định được" },
  findings = { en = "Findings", vi = "Số phát hiện" },
  measured = { en = "2. Commitments with figures",
    vi = "2. Cam kết đã có số liệu" },
  commitment = { en = "Commitment", vi = "Cam kết" },
  promised = { en = "Promised", vi = "Mức cam kết" },
  deadline = { en = "Deadline", vi = "Thời hạn" },
  latest = { en = "Latest figure", vi = "Số liệu mới nhất" },
  agency = { en = "Responsible", vi = "Cơ quan chịu trách nhiệm" },
  latest_of = { en = "{value} ({period})", vi = "{value} ({period})" },
  no_figures = { en = "No commitment has figures.",
    vi = "Chưa có cam kết nào có số liệu." },
  unmeasured = {
    en = { one = "{n:number} more commitment has no figures, so nothing can be "
        .. "said about it.",
      rest = "{n:number} more commitments have no figures, so nothing can be "
        .. "said about them." },
    vi = "Còn {n:number} cam kết chưa có số liệu nên chưa thể kết luận.",
  },

  -- III
  part_reports = { en = "III. REPORTING", vi = "III. CHẾ ĐỘ BÁO CÁO" },
  reports = {
    en = "{all:number} reports are owed: {received:number} came in time, "
      .. "{late:number} late, {missing:number} are missing and "
      .. "{pending:number} not due yet, {due_soon:number} of them within "
      .. "{lead_days:number} working days.",
    vi = "Tổng số báo cáo phải nộp là {all:number}, trong đó {received:number} "
      .. "báo cáo nộp đúng hạn, {late:number} nộp chậm, {missing:number} chưa "
      .. "nộp và {pending:number} chưa đến hạn (có {due_soon:number} báo cáo "
      .. "đến hạn trong {lead_days:number} ngày làm việc tới).",
  },
  rates  = {
    en = "Of {expected:number} that were due {completeness:percent} have come "
      .. "and {timeliness:percent} came in time.",
    vi = "Trong {expected:number} báo cáo đã đến hạn, tỷ lệ nộp đạt "
      .. "{completeness:percent}, tỷ lệ nộp đúng hạn đạt {timeliness:percent}.",
  },
  no_reports = { en = "No reports are owed.",
    vi = "Chưa có báo cáo nào phải nộp." },
  missing = { en = "Reports that are missing:",
    vi = "Các báo cáo quá hạn chưa nộp:" },
  by_agency = { en = "Agency", vi = "Cơ quan" },
  report = { en = "Report", vi = "Báo cáo" },
  period = { en = "Period", vi = "Kỳ báo cáo" },
  ended  = { en = "{name} (until {day})",
    vi = "{name} (kết thúc hoạt động ngày {day})" },
  due    = { en = "Last day", vi = "Hạn nộp" },
  days_late = { en = "Days late", vi = "Số ngày quá hạn" },

  -- IV
  part_faults = { en = "IV. SHORTCOMINGS", vi = "IV. TỒN TẠI, HẠN CHẾ" },
  faults = {
    en = { one = "The checks have {n:number} finding: {list}.",
      rest = "The checks have {n:number} findings: {list}." },
    vi = "Qua kiểm tra có {n:number} phát hiện: {list}.",
  },
  fault_item = { en = "{n:number} {name}", vi = "{n:number} mức {name}" },
  no_faults = { en = "The checks have no findings.",
    vi = "Qua kiểm tra không có phát hiện." },
  invented = {
    en = { one = "{n:number} of them rests on invented data (illustrative).",
      rest = "{n:number} of them rest on invented data (illustrative)." },
    vi = "Trong đó {n:number} phát hiện dựa trên số liệu giả định (minh họa).",
  },
  waived = { en = "Besides, {n:number} are waived.",
    vi = "Ngoài ra có {n:number} phát hiện được miễn trừ." },
  check  = { en = "Check", vi = "Nội dung" },
  severity = { en = "Severity", vi = "Mức độ" },
  grave  = { en = "The gravest of them:",
    vi = "Các phát hiện ở mức độ cao trở lên:" },
  rest   = { en = "{n:number} more of this severity are not listed.",
    vi = "Còn {n:number} phát hiện khác ở mức độ này không liệt kê." },
  waiver = { en = "{code}, signed by {signer}, until {day}: {n:number} "
      .. "findings; {reason}",
    vi = "{code}, người ký: {signer}, đến hết ngày {day}: {n:number} phát "
      .. "hiện; {reason}" },
  gaps   = {
    en = "{judged:number} of {subjects:number} single judgements were "
      .. "possible; {no_data:number} lacked data. {silent:number} of "
      .. "{all:number} checks could judge nothing.",
    vi = "Đã kết luận {judged:number} trên {subjects:number} lượt đánh giá; "
      .. "{no_data:number} lượt thiếu số liệu. Có {silent:number} trên "
      .. "{all:number} nội dung kiểm tra chưa kết luận được đối tượng nào.",
  },
  errors = {
    en = { one = "{n:number} check ended in an error.",
      rest = "{n:number} checks ended in an error." },
    vi = "{n:number} nội dung kiểm tra bị lỗi." },

  -- V
  part_proposals = { en = "V. PROPOSALS", vi = "V. KIẾN NGHỊ, ĐỀ XUẤT" },
  ask_missing = {
    en = "That {list} hand in the reports that are overdue ({n:number} in "
      .. "all).",
    vi = "Đề nghị {list} khẩn trương nộp các báo cáo quá hạn (tổng số "
      .. "{n:number} báo cáo).",
  },
  ask_heirs = {
    en = "That it be settled who answers for what {list} still owed when they "
      .. "ceased to exist ({n:number} reports in all).",
    vi = "Đề nghị xác định cơ quan kế thừa chịu trách nhiệm đối với báo cáo "
      .. "còn thiếu của {list} đã kết thúc hoạt động (tổng số {n:number} báo "
      .. "cáo).",
  },
  ask_behind = {
    en = "That {list} say what they will do about commitments that are off "
      .. "track or moving the wrong way ({n:number} in all).",
    vi = "Đề nghị {list} rà soát, đề xuất giải pháp đối với các cam kết chậm "
      .. "tiến độ hoặc đi ngược hướng (tổng số {n:number} cam kết).",
  },
  ask_figures = {
    en = "That {list} supply figures for commitments that have none "
      .. "({n:number} in all).",
    vi = "Đề nghị {list} cung cấp số liệu đối với các cam kết chưa có số liệu "
      .. "(tổng số {n:number} cam kết).",
  },
  ask_soon = {
    en = "That {list} hand in by {day} the reports that fall due ({n:number} "
      .. "in all).",
    vi = "Đề nghị {list} nộp đúng hạn các báo cáo đến hạn từ nay đến {day} "
      .. "(tổng số {n:number} báo cáo).",
  },
  nobody = { en = "those responsible", vi = "các cơ quan có liên quan" },
  nothing = { en = "None arise from the checks.",
    vi = "Chưa có kiến nghị phát sinh từ kết quả kiểm tra." },
  item   = { en = "{i}. {text}", vi = "{i}. {text}" },
  closing = { en = "Respectfully submitted.",
    vi = "Trên đây là báo cáo tình hình thực hiện, kính trình xem xét, chỉ "
      .. "đạo./." },
  made   = { en = "Draft made by tiendo {version}; data {data}.",
    vi = "Dự thảo lập bằng tiendo {version}; số liệu {data}." },
}

return M
