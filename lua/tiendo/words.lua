--- The words of the user interface, English and Vietnamese side by side.
-- Phrases are templates (see tiendo.template) over `n` and what they name.
-- A phrase that counts has a form for one and a form for the rest; Vietnamese
-- needs no plural, so there both are the same.
-- @module tiendo.words
local assay = require "tiendo.words.assay"
local brief = require "tiendo.words.brief"
local console = require "tiendo.words.console"
local digest = require "tiendo.words.digest"
local docs = require "tiendo.words.docs"
local evidence = require "tiendo.words.evidence"
local explain = require "tiendo.words.explain"
local extract = require "tiendo.words.extract"
local ledger = require "tiendo.words.ledger"
local letter = require "tiendo.words.letter"
local lint = require "tiendo.words.lint"
local measure = require "tiendo.words.measure"
local official = require "tiendo.words.official"
local picture = require "tiendo.words.picture"
local plan = require "tiendo.words.plan"
local rule = require "tiendo.words.rule"
local run = require "tiendo.words.run"
local tests = require "tiendo.words.tests"
local waiver = require "tiendo.words.waiver"
local workbook = require "tiendo.words.workbook"
local why = require "tiendo.words.why"

local M = {}

--- The languages that a reader may ask for, the default first.
M.LANGS = { "en", "vi" }

--- Severities from the lightest to the heaviest.
M.SEVERITIES = { "info", "low", "medium", "high", "critical" }

--- Outcomes in the order in which they are counted.
M.OUTCOMES = { "pass", "fail", "no-data", "not-due", "not-applicable",
  "waived", "error" }

--- What a recorded finding can be, in the order of its life.
M.STATES = { "new", "ongoing", "changed", "resolved", "reopened", "stale",
  "waived" }

local WORDS = {
  assay = assay.assay,
  console = console.console,
  console_field = console.console_field,
  fault = assay.fault,
  fault_doc = assay.fault_doc,
  brief = brief.brief,
  digest = digest.digest,
  document_kind = digest.document_kind,
  docs = docs.docs,
  topic = docs.topic,
  evidence = evidence.evidence,
  explain = explain.explain,
  weekday = explain.weekday,
  extract = extract.extract,
  ledger = ledger.ledger,
  event_why = ledger.event_why,
  letter = letter.letter,
  lint = lint.lint,
  lint_what = lint.lint_what,
  lint_unit = lint.lint_unit,
  official = official.official,
  picture = picture.picture,
  measure = measure.measure,
  field = plan.field,
  choice = plan.choice,
  unit = rule.unit,
  source = rule.source,
  run = run.run,
  difference = run.difference,
  tests = tests.tests,
  spec = tests.spec,
  waiver = waiver.waiver,
  workbook = workbook.workbook,
  why = why.why,

  severity = {
    critical = { en = "critical", vi = "nghiêm trọng" },
    high     = { en = "high",     vi = "cao" },
    medium   = { en = "medium",   vi = "trung bình" },
    low      = { en = "low",      vi = "thấp" },
    info     = { en = "info",     vi = "thông tin" },
  },

  outcome = {
    ["pass"]           = { en = "pass",    vi = "đạt" },
    ["fail"]           = { en = "fail",    vi = "không đạt" },
    ["no-data"]        = { en = "no data", vi = "thiếu số liệu" },
    ["not-due"]        = { en = "not due", vi = "chưa đến hạn" },
    ["not-applicable"] = { en = "not applicable", vi = "không áp dụng" },
    ["waived"]         = { en = "waived",  vi = "được miễn trừ" },
    ["error"]          = { en = "error",   vi = "lỗi" },
  },

  state = {
    new      = { en = "new",      vi = "mới phát sinh" },
    ongoing  = { en = "ongoing",  vi = "đang tiếp diễn" },
    changed  = { en = "changed",  vi = "có thay đổi" },
    resolved = { en = "resolved", vi = "đã khắc phục" },
    reopened = { en = "reopened", vi = "tái diễn" },
    stale    = { en = "stale",    vi = "chưa kiểm tra lại" },
    waived   = { en = "waived",   vi = "được miễn trừ" },
  },

  -- Rows of the plan, by the name of their set.
  kind = {
    sources       = { en = "sources",       vi = "nguồn" },
    areas         = { en = "areas",         vi = "địa bàn" },
    agencies      = { en = "agencies",      vi = "cơ quan" },
    area_successors   = { en = "area successors", vi = "địa bàn kế thừa" },
    agency_members    = { en = "agency members",
      vi = "thành viên nhóm cơ quan" },
    agency_successors = { en = "agency successors", vi = "cơ quan kế thừa" },
    agency_names  = { en = "agency names",  vi = "tên gọi cơ quan" },
    documents     = { en = "documents",     vi = "văn bản" },
    plans         = { en = "plans",         vi = "kế hoạch" },
    legal_bases   = { en = "legal bases",   vi = "căn cứ pháp lý" },
    articles      = { en = "articles",      vi = "điều khoản" },
    phases        = { en = "phases",        vi = "giai đoạn" },
    goals         = { en = "goals",         vi = "mục tiêu chung" },
    targets       = { en = "targets",       vi = "mục tiêu cụ thể" },
    task_groups   = { en = "task groups",   vi = "nhóm nhiệm vụ" },
    tasks         = { en = "tasks",         vi = "nhiệm vụ" },
    task_outputs  = { en = "task outputs",  vi = "sản phẩm của nhiệm vụ" },
    task_prerequisites = { en = "task prerequisites",
      vi = "nhiệm vụ tiên quyết" },
    programmes    = { en = "programmes",    vi = "chương trình" },
    glossary      = { en = "glossary",      vi = "giải thích từ ngữ" },
    notes         = { en = "notes",         vi = "ghi chú" },
    coordinators  = { en = "coordinators",  vi = "cơ quan phối hợp" },
    indicators    = { en = "indicators",    vi = "chỉ tiêu" },
    indicator_breakdowns = { en = "breakdowns of indicators",
      vi = "phân tổ của chỉ tiêu" },
    observations  = { en = "observations",  vi = "số liệu" },
    series        = { en = "series",        vi = "chuỗi số liệu" },
    commitments   = { en = "commitments",   vi = "cam kết" },
    milestones    = { en = "milestones",    vi = "mốc" },
    obligations   = { en = "obligations",   vi = "nghĩa vụ báo cáo" },
    obligation_sections = { en = "sections of reports",
      vi = "phần của báo cáo" },
    submissions   = { en = "submissions",   vi = "báo cáo đã nộp" },
    reports       = { en = "reports owed",  vi = "báo cáo phải nộp" },
    holidays      = { en = "holidays",      vi = "ngày nghỉ" },
    waivers       = { en = "waivers",       vi = "miễn trừ" },
  },

  value = {
    missing = { en = "n/a", vi = "không có" },
    none    = { en = "none", vi = "không có" },
    yes     = { en = "yes", vi = "có" },
    no      = { en = "no",  vi = "không" },
    percent = { en = "{n} %", vi = "{n} %" },
    days    = { en = { one = "{n} day", rest = "{n} days" }, vi = "{n} ngày" },
    more    = { en = "{list} and {n} more", vi = "{list} và {n} mục khác" },
    half_1  = { en = "first half of {year}", vi = "6 tháng đầu năm {year}" },
    half_2  = { en = "second half of {year}", vi = "6 tháng cuối năm {year}" },
    quarter = { en = "Q{part} {year}", vi = "quý {roman}/{year}" },
    month   = { en = "{name} {year}", vi = "tháng {part}/{year}" },
  },

  -- Vietnamese numbers its months.
  month = {
    { en = "January" }, { en = "February" }, { en = "March" },
    { en = "April" }, { en = "May" }, { en = "June" },
    { en = "July" }, { en = "August" }, { en = "September" },
    { en = "October" }, { en = "November" }, { en = "December" },
  },

  report = {
    plan = { en = "Document {number}", vi = "Văn bản số {number}" },
    plan_of = {
      en = "Document {number} of {day}",
      vi = "Văn bản số {number} ngày {day}",
    },
    no_plan = { en = "No plan in the store",
      vi = "Cơ sở dữ liệu chưa có kế hoạch" },
    clocks = {
      en = "As of {as_of}, with what was known by {known_at}",
      vi = "Tính đến ngày {as_of}, theo số liệu có đến ngày {known_at}",
    },
    illustrative = {
      en = { one = "{n} row of {kind}", rest = "{n} rows of {kind}" },
      vi = "{n} dòng {kind}",
    },
    illustrative_note = {
      en = "Invented for illustration, not facts: {list}. Findings that rest "
        .. "on them are marked {mark}.",
      vi = "Số liệu giả định để minh họa, không phải số liệu thực: {list}. "
        .. "Phát hiện dựa trên số liệu này được đánh dấu {mark}.",
    },
    illustrative_count = {
      en = { one = "{n} of them rests on data invented for illustration",
        rest = "{n} of them rest on data invented for illustration" },
      vi = "trong đó {n} phát hiện dựa trên số liệu giả định để minh họa",
    },
    illustrative_mark = { en = "(illustrative)", vi = "(minh họa)" },
    findings = {
      en = { one = "{n} finding", rest = "{n} findings" },
      vi = "{n} phát hiện",
    },
    no_findings = { en = "No findings.", vi = "Không có phát hiện." },
    nothing_judged = {
      en = "Nothing was judged: no check had a subject with data. This is "
        .. "not a good result.",
      vi = "Chưa có nội dung nào được đánh giá: không có đối tượng đủ số "
        .. "liệu. Đây không phải là kết quả tốt.",
    },
    waived = { en = "{n} waived", vi = "{n} được miễn trừ" },
    without_waivers = { en = "Without waivers: {findings}",
      vi = "Nếu không có miễn trừ: {findings}" },
    by_waiver = { en = "waived by {code} until {day}: {findings}",
      vi = "miễn trừ theo {code} đến hết ngày {day}: {findings}" },
    waived_first_end = { en = "first waiver ends on {day}",
      vi = "văn bản miễn trừ đầu tiên hết hiệu lực ngày {day}" },
    by_goal   = { en = "By goal", vi = "Theo mục tiêu" },
    by_agency = { en = "By agency", vi = "Theo cơ quan" },
    all       = { en = "all", vi = "tổng" },
    no_goal   = { en = "no goal", vi = "không thuộc mục tiêu nào" },
    no_agency = { en = "no agency", vi = "chưa rõ cơ quan" },
    quiet_goals = {
      en = "Without findings: {list}",
      vi = "Mục tiêu không có phát hiện: {list}",
    },
    severity = { en = "Severity: {severity}", vi = "Mức độ: {severity}" },
    evidence = { en = "{name}: {value}", vi = "{name}: {value}" },
    source_line = {
      en = "{source}, line {line}",
      vi = "{source}, dòng {line}",
    },
    source = { en = "{source}", vi = "{source}" },
    waived_by = {
      en = "waived by {code} until {day}",
      vi = "được miễn trừ theo {code} đến hết ngày {day}",
    },
    rest_of_rule = {
      en = "and {n} more of this rule",
      vi = "và {n} phát hiện khác cùng nội dung",
    },
    checks    = { en = "Checks", vi = "Nội dung kiểm tra" },
    evaluated = { en = "evaluated", vi = "đánh giá" },
    evaluated_nothing = {
      en = "evaluated nothing: no {over} to look at",
      vi = "chưa đánh giá gì: không có {over} nào thuộc diện kiểm tra",
    },
    judged_nothing = {
      en = "judged nothing: every subject was set aside",
      vi = "chưa kết luận được đối tượng nào",
    },
    reason = { en = "{n} {outcome}: {why}", vi = "{n} {outcome}: {why}" },
    errors = { en = "Checks that ended in an error",
      vi = "Kiểm tra bị lỗi" },
    error_at = { en = "at {subject}", vi = "tại {subject}" },
    error_params = { en = "with {params}", vi = "với {params}" },
    errors_count = {
      en = { one = "{n} error in checks", rest = "{n} errors in checks" },
      vi = "{n} lỗi trong kiểm tra",
    },
    errors_dropped = {
      en = { one = "{n} more error, not listed",
        rest = "{n} more errors, not listed" },
      vi = "còn {n} lỗi khác không liệt kê",
    },
    others    = { en = "subjects without findings",
      vi = "đối tượng không có phát hiện" },
    the_check = { en = "the check itself", vi = "bản thân việc kiểm tra" },
    check     = { en = "Check", vi = "Nội dung kiểm tra" },
    rule      = { en = "Rule", vi = "Quy tắc" },
    heading   = { en = "{title} ({n})", vi = "{title} ({n})" },
    results   = { en = "Results of the checks", vi = "Kết quả kiểm tra" },
  },

  -- What a parameter of a rule takes.
  type = {
    number  = { en = "number", vi = "số" },
    integer = { en = "whole number", vi = "số nguyên" },
    days    = { en = "days", vi = "số ngày" },
    boolean = { en = "true or false", vi = "true hoặc false" },
    text    = { en = "text", vi = "chữ" },
    choice  = { en = "one of", vi = "một trong" },
    list    = { en = "list", vi = "danh sách" },
  },

  rules = {
    rule     = { en = "rule", vi = "quy tắc" },
    severity = { en = "severity", vi = "mức độ" },
    over     = { en = "looks at", vi = "đối tượng" },
    title    = { en = "title", vi = "tên" },
    needs    = { en = "needs", vi = "cần có" },
    tags     = { en = "tags", vi = "nhãn" },
    message  = { en = "message", vi = "thông báo" },
    examples = { en = "examples", vi = "ví dụ" },
    file     = { en = "file", vi = "tệp" },
    params   = { en = "Parameters", vi = "Tham số" },
    rules    = { en = { one = "{n} rule", rest = "{n} rules" },
      vi = "{n} quy tắc" },
    none_of  = { en = "The selection fits none of the {n} rules.",
      vi = "Không có quy tắc nào trong {n} quy tắc phù hợp." },
    one_by_one = { en = "{over}, one by one", vi = "từng {over}" },
    after_waivers = { en = "{over}; after waivers have been applied",
      vi = "{over}; sau khi áp dụng miễn trừ" },
    as_set     = { en = "{over}, all at once", vi = "toàn bộ {over}" },
    one_of   = { en = "{type} {list:plain}", vi = "{type} {list:plain}" },
    from_to  = { en = "from {min} to {max}", vi = "từ {min} đến {max}" },
    from     = { en = "from {min}", vi = "từ {min}" },
    up_to    = { en = "up to {max}", vi = "đến {max}" },
    source   = { en = "source: {source}", vi = "nguồn: {source}" },
    standard = { en = "default", vi = "mặc định" },
    set      = { en = "set by {origin}; the default is {value}",
      vi = "đặt tại {origin}; mặc định là {value}" },
    set_by   = { en = "set by {origin}", vi = "đặt tại {origin}" },
    on       = { en = "switched on", vi = "bật" },
    off      = { en = "switched off", vi = "tắt" },
    everywhere = { en = "everywhere", vi = "mọi nơi" },
    where    = { en = "where {where}", vi = "khi {where}" },
    since    = { en = "from {day}", vi = "từ {day}" },
    till     = { en = "up to {day}", vi = "đến {day}" },
    another  = { en = "another name for {rule}", vi = "tên khác của {rule}" },
    set_count = { en = { one = "{n} value is set; rules with any: {rules}",
      rest = "{n} values are set; rules with any: {rules}" },
      vi = "{n} giá trị được đặt trong {rules} quy tắc" },
    how_to_set = { en = "To set one: --set {name}={value}",
      vi = "Cách đặt: --set {name}={value}" },
  },

  show = {
    number_of = { en = "{number} of {day}", vi = "Số {number} ngày {day}" },
    number    = { en = "{number}", vi = "Số {number}" },
    runs      = { en = "{first} to {last} ({n:days})",
      vi = "từ {first} đến {last} ({n:days})" },
    clocks    = {
      en = "As of {as_of}, with what was known by {known_at}",
      vi = "Tính đến ngày {as_of}, theo số liệu có đến ngày {known_at}",
    },
    no_plan   = { en = "No plan in the store",
      vi = "Cơ sở dữ liệu chưa có kế hoạch" },
    holds     = { en = "In the store", vi = "Trong cơ sở dữ liệu" },
    rows      = { en = "rows", vi = "số dòng" },
    kind      = { en = "kind", vi = "loại" },
    code      = { en = "code", vi = "mã" },
    missing_count = { en = "missing", vi = "chưa nộp" },
    name      = { en = "name", vi = "tên" },
    empty     = { en = "Empty: {list}", vi = "Chưa có: {list}" },
    no_goal   = { en = "no goal", vi = "không thuộc mục tiêu nào" },
    invented  = { en = "Invented for illustration, not facts: {list}.",
      vi = "Số liệu giả định để minh họa, không phải số liệu thực: {list}." },
    is_invented = { en = "Invented for illustration, not a fact.",
      vi = "Giả định để minh họa, không phải số liệu thực." },
    go_on     = {
      en = "Go on: tiendo show STORE {set} · tiendo show STORE {kind} {code}",
      vi = "Xem tiếp: tiendo show STORE {set} · tiendo show STORE {kind} "
        .. "{code}",
    },
    one_of_list = { en = "One of them: tiendo show STORE {kind} {code}",
      vi = "Xem một mục: tiendo show STORE {kind} {code}" },
    out_of    = { en = "of {n}", vi = "trong số {n}" },
    none_of   = { en = "The selection fits none of the {n} {kind}.",
      vi = "Không có mục nào trong {n} {kind} phù hợp." },
    none      = { en = "The store has no {kind}.",
      vi = "Cơ sở dữ liệu chưa có {kind}." },
    cut       = {
      en = { one = "{n} value is cut (…); --format json has all of it",
        rest = "{n} values are cut (…); --format json has all of them" },
      vi = "{n} giá trị bị cắt (…); --format json cho đầy đủ",
    },
    left_out  = { en = "no room for: {list}", vi = "không đủ chỗ cho: {list}" },
    more      = { en = "and {n} more", vi = "và {n} mục khác" },
    earlier   = { en = "{n} earlier", vi = "{n} số liệu trước đó" },
    more_series = { en = "and {n} more series", vi = "và {n} chuỗi khác" },
    source_line = { en = "{title}, line {line}", vi = "{title}, dòng {line}" },
    source_of_all = { en = "source: {title}", vi = "nguồn: {title}" },
    rates     = {
      en = "Of reports due before {day}. Completeness and timeliness are both "
        .. "shares of what was expected.",
      vi = "Các báo cáo có hạn nộp trước ngày {day}. Tỷ lệ nộp và tỷ lệ đúng "
        .. "hạn đều tính trên số báo cáo phải nộp.",
    },
    rates_by_agency = { en = "By agency", vi = "Theo cơ quan" },
    rates_by_obligation = { en = "By obligation",
      vi = "Theo nghĩa vụ báo cáo" },
    rates_by_area = { en = "By area, with those within it",
      vi = "Theo địa bàn, gồm cả địa bàn trực thuộc" },
    expected  = { en = "expected", vi = "phải nộp" },
    arrived   = { en = "arrived", vi = "đã nộp" },
    in_time   = { en = "in time", vi = "đúng hạn" },
    completeness = { en = "complete", vi = "tỷ lệ nộp" },
    timeliness = { en = "timely", vi = "tỷ lệ đúng hạn" },
    no_area   = { en = "no area on record", vi = "chưa ghi địa bàn" },
    total     = { en = "all", vi = "tổng" },
    how_due   = { en = "due rule", vi = "cách tính hạn" },
    due_before = { en = "before {day} of {month}",
      vi = "trước {day} {month}" },
    due_by    = { en = "by {day} of {month}", vi = "chậm nhất {day} {month}" },
    due_day   = { en = "day {day}", vi = "ngày {day}" },
    due_last_day = { en = "the last day", vi = "ngày cuối" },
    in_period = { en = "the last month of the period",
      vi = "tháng cuối kỳ" },
    after_period = {
      en = { one = "the month after the period",
        rest = "the {n}th month after the period" },
      vi = "tháng thứ {n} sau kỳ",
    },
    roll_none = { en = "not moved if that day is not worked",
      vi = "không dời khi rơi vào ngày nghỉ" },
    roll_next = {
      en = "moved to the next working day of calendar {calendar}",
      vi = "dời sang ngày làm việc kế tiếp theo lịch {calendar}",
    },
    roll_previous = {
      en = "moved to the last working day before, by calendar {calendar}",
      vi = "dời về ngày làm việc liền trước theo lịch {calendar}",
    },
  },

  -- Why a check ended without a result.
  error = {
    ["error"]        = { en = "error", vi = "lỗi" },
    ["load"]         = { en = "not loaded", vi = "không nạp được" },
    ["time limit"]   = { en = "time limit", vi = "quá thời gian cho phép" },
    ["memory limit"] = { en = "memory limit", vi = "quá bộ nhớ cho phép" },
    ["signal"]       = { en = "died of signal {n}",
      vi = "bị dừng bởi tín hiệu {n}" },
  },
}

--- Whether there are words in this language.
function M.has(lang)
  return lang == "en" or lang == "vi"
end

--- One text out of a pair: the language asked for, else the other one.
-- A plain string serves both languages.
-- @usage words.pick({ en = "Health" }, "vi")  --> "Health"
function M.pick(text, lang)
  if type(text) ~= "table" then return text end
  return text[lang] or text.en or text.vi
end

--- The word of a group, or nil if there is none.
-- @tparam string group  "severity", "outcome", "kind" ...
-- @param key
-- @tparam string lang
-- @tparam[opt] number n  how many; chooses the form of phrases that count
-- @usage words.get("outcome", "no-data", "vi")  --> "thiếu số liệu"
function M.get(group, key, lang, n)
  local word = WORDS[group] and WORDS[group][key]
  local text = word and (word[lang] or word.en)
  if type(text) ~= "table" then return text end
  return (n == 1 or n == -1) and text.one or text.rest
end

--- Calls `visit(group, key, word)` for each word; for tests and docs.
function M.each(visit)
  for group, list in pairs(WORDS) do
    for key, word in pairs(list) do visit(group, key, word) end
  end
end

return M
