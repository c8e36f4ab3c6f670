--- Words for assays of rules: the kinds of faults and what is said of them.
-- @module tiendo.words.assay

local M = {}

M.fault = {
  drop_report       = { en = "report dropped", vi = "mất báo cáo" },
  delay_report      = { en = "report delayed", vi = "báo cáo nộp muộn" },
  swap_unit         = { en = "unit swapped", vi = "nhầm đơn vị tính" },
  shift_comma       = { en = "decimal comma shifted",
    vi = "sai dấu phẩy thập phân" },
  repeat_year       = { en = "last year's value repeated",
    vi = "lặp lại số năm trước" },
  drop_last_value   = { en = "last value dropped", vi = "mất số liệu kỳ cuối" },
  lose_source       = { en = "source of a value lost",
    vi = "mất nguồn số liệu" },
  orphan_task       = { en = "tasks without lead",
    vi = "nhiệm vụ mất cơ quan chủ trì" },
  drop_tasks        = { en = "tasks of a target dropped",
    vi = "mất nhiệm vụ của mục tiêu" },
  reverse_direction = { en = "direction reversed", vi = "đảo chiều chỉ tiêu" },
  reverse_promise   = { en = "promise reversed", vi = "đảo chiều cam kết" },
  turn_comparator   = { en = "comparator turned", vi = "đảo dấu so sánh" },
  lose_deadline     = { en = "deadline lost", vi = "mất thời hạn cam kết" },
  lose_baseline     = { en = "baseline lost", vi = "mất năm gốc" },
  end_agency        = { en = "agency ended", vi = "cơ quan chấm dứt" },
  share_name        = { en = "name shared", vi = "trùng tên cơ quan" },
}

M.fault_doc = {
  drop_report = {
    en = "What an agency sent for one period of an obligation is removed.",
    vi = "Xóa báo cáo mà một cơ quan đã nộp cho một kỳ của một nghĩa vụ.",
  },
  delay_report = {
    en = "A report arrives 60 days later than it did.",
    vi = "Báo cáo đến muộn hơn 60 ngày so với thực tế.",
  },
  swap_unit = {
    en = "A percentage becomes a share (÷ 100); any other value is given in "
      .. "ones where thousands are meant (× 1000).",
    vi = "Tỷ lệ phần trăm ghi thành tỷ số (÷ 100); số liệu khác ghi theo đơn "
      .. "vị thay vì nghìn (× 1000).",
  },
  shift_comma = {
    en = "A value with decimals loses its comma (× 10), a whole one gets one "
      .. "(÷ 10).",
    vi = "Số có phần thập phân bị mất dấu phẩy (× 10), số nguyên bị thêm dấu "
      .. "phẩy (÷ 10).",
  },
  repeat_year = {
    en = "A value is replaced by that of the year before, where they differ.",
    vi = "Thay số liệu bằng số của năm trước, nếu hai số khác nhau.",
  },
  drop_last_value = {
    en = "The last value of a series is removed.",
    vi = "Xóa số liệu của kỳ cuối trong chuỗi.",
  },
  lose_source = {
    en = "A value no longer says where it comes from.",
    vi = "Số liệu không còn ghi nguồn.",
  },
  orphan_task = {
    en = "A group of tasks loses its lead agency.",
    vi = "Nhóm nhiệm vụ không còn cơ quan chủ trì.",
  },
  drop_tasks = {
    en = "All groups of tasks of a target are removed, with their tasks.",
    vi = "Xóa mọi nhóm nhiệm vụ của một mục tiêu cùng các nhiệm vụ trong đó.",
  },
  reverse_direction = {
    en = "Of an indicator, up becomes the better way where it was down, and "
      .. "down where it was up.",
    vi = "Chiều tốt lên của chỉ tiêu đổi từ tăng thành giảm hoặc ngược lại.",
  },
  reverse_promise = {
    en = "A promise to raise becomes one to lower, and one to lower a promise "
      .. "to raise.",
    vi = "Cam kết tăng đổi thành cam kết giảm hoặc ngược lại.",
  },
  turn_comparator = {
    en = "At least becomes at most in a commitment, and at most at least.",
    vi = "Dấu so sánh của cam kết đổi từ tối thiểu thành tối đa hoặc ngược "
      .. "lại.",
  },
  lose_deadline = {
    en = "A commitment loses its deadline.",
    vi = "Cam kết không còn thời hạn.",
  },
  lose_baseline = {
    en = "A commitment loses the year and the value of its baseline.",
    vi = "Cam kết không còn năm gốc và số gốc.",
  },
  end_agency = {
    en = "An agency that leads, reports or belongs to a group has ended a "
      .. "year ago, and none is named that follows it.",
    vi = "Cơ quan đang chủ trì, báo cáo hoặc thuộc một nhóm đã chấm dứt từ "
      .. "một năm trước mà không ghi cơ quan kế thừa.",
  },
  share_name = {
    en = "A spelling of an agency's name becomes that of the next agency.",
    vi = "Một cách viết tên của cơ quan này đổi thành tên của cơ quan liền "
      .. "sau.",
  },
}

M.assay = {
  invented = {
    en = "Invented for illustration, not facts: {list}.",
    vi = "Số liệu giả định để minh họa, không phải số liệu thực: {list}.",
  },
  rows = {
    en = { one = "{n} row of {kind}", rest = "{n} rows of {kind}" },
    vi = "{n} dòng {kind}",
  },
  on_invented = { en = "in rows that are invented",
    vi = "trên dữ liệu giả định" },
  how = {
    en = "One fault at a time is put into a copy of the store. It is caught "
      .. "if a rule has a finding that the store as it is does not give, or a "
      .. "graver one; noticed if a rule only says something else of a finding "
      .. "that stood before, or can judge less.",
    vi = "Mỗi lần một lỗi được cài vào bản sao của cơ sở dữ liệu. Lỗi bị phát "
      .. "hiện nếu có quy tắc nêu phát hiện mới hoặc nặng hơn so với dữ liệu "
      .. "gốc; được nhận thấy nếu quy tắc chỉ nói khác đi về phát hiện đã có, "
      .. "hoặc đánh giá được ít hơn.",
  },
  total = {
    en = { one = "{n} fault, {caught} caught ({share:percent}), "
        .. "{noticed} noticed, {escaped} escaped",
      rest = "{n} faults: {caught} caught ({share:percent}), "
        .. "{noticed} noticed, {escaped} escaped" },
    vi = "{n} lỗi: {caught} bị phát hiện ({share:percent}), {noticed} được "
      .. "nhận thấy, {escaped} lọt",
  },
  nothing = {
    en = "No fault could be tried: the store has no place for any.",
    vi = "Không thử được lỗi nào: cơ sở dữ liệu không có vị trí để cài lỗi.",
  },
  sampled = {
    en = "Tried {tried} of {places} places, evenly spread; --faults 0 tries "
      .. "all.",
    vi = "Đã thử {tried} trong {places} vị trí, rải đều; --faults 0 thử tất "
      .. "cả.",
  },
  fault    = { en = "fault", vi = "lỗi" },
  places   = { en = "places", vi = "vị trí" },
  tried    = { en = "tried", vi = "đã thử" },
  caught   = { en = "caught", vi = "phát hiện" },
  noticed  = { en = "noticed", vi = "nhận thấy" },
  escaped  = { en = "escaped", vi = "lọt" },
  share    = { en = "share", vi = "tỷ lệ" },
  rule     = { en = "rule", vi = "quy tắc" },
  alone    = { en = "alone", vi = "một mình" },
  hid      = { en = "hid", vi = "làm mất" },
  rules    = { en = "Rules", vi = "Quy tắc" },
  rules_note = {
    en = "alone: no other rule caught it · hid: a finding that stood before "
      .. "was gone · share: of all faults tried",
    vi = "một mình: không quy tắc nào khác phát hiện · làm mất: một phát hiện "
      .. "đã có không còn · tỷ lệ: trên tổng số lỗi đã thử",
  },
  idle = {
    en = "Caught nothing: {list:plain}",
    vi = "Không phát hiện lỗi nào: {list:plain}",
  },
  blind = {
    en = "Judged nothing in this store, so could catch little: {list:plain}",
    vi = "Không đánh giá được gì trong cơ sở dữ liệu này nên khó phát hiện "
      .. "lỗi: {list:plain}",
  },
  n_of     = { en = "{n} of {all}", vi = "{n} trên {all}" },
  by       = { en = "caught by {list:plain}",
    vi = "phát hiện bởi {list:plain}" },
  changed  = { en = "{field}: {before} → {after}",
    vi = "{field}: {before} → {after}" },
  removed  = { en = "removed: {before}", vi = "đã xóa: {before}" },
  none     = { en = "none", vi = "không có" },
  only_noticed = {
    en = "noticed by {list:plain}",
    vi = "được nhận thấy bởi {list:plain}",
  },
  hid_from = {
    en = "hid a finding of {list:plain}",
    vi = "làm mất phát hiện của {list:plain}",
  },
  more = {
    en = "and {n} more not caught",
    vi = "và {n} lỗi khác chưa bị phát hiện",
  },
  errors   = { en = "Errors", vi = "Lỗi khi chạy" },
  untried  = { en = "could not be tried: {message}",
    vi = "không thử được: {message}" },
  broke    = {
    en = "ended in an error: {list:plain}",
    vi = "quy tắc bị lỗi: {list:plain}",
  },
  base_errors = {
    en = { one = "{n} error in the store as it is; tiendo check tells it",
      rest = "{n} errors in the store as it is; tiendo check tells them" },
    vi = "{n} lỗi quy tắc trên dữ liệu gốc; tiendo check cho biết",
  },
}

return M
