local filing = require "tiendo.filing"

local NO_SECTIONS = {
  en = "the obligation names no sections",
  vi = "nghĩa vụ báo cáo không quy định các phần phải có",
}
local NOT_RECORDED = {
  en = "which sections it has is not on record",
  vi = "chưa ghi nhận báo cáo gồm những phần nào",
}

-- Sections that reports of the obligation must have, as rows.
local function required_of(obligation)
  local list = {}
  for section in obligation.sections:each() do
    if not section.optional then list[#list + 1] = section end
  end
  return list
end

local function missing_of(required, submission)
  local present, missing = filing.words(submission.sections), {}
  for _, section in ipairs(required) do
    if not present[section.section] then missing[#missing + 1] = section end
  end
  return missing
end

return {
  id       = "reporting.incomplete",
  title    = { en = "Report incomplete", vi = "Báo cáo thiếu nội dung bắt buộc" },
  doc      = {
    en = [[
A report arrived without sections that its obligation asks for. It is there and
in time by the record, and what it was asked for is not.

Of several reports for one period the last counts. Sections that may be left out
are not asked for.

Basis: the sections of the obligation, as the document or template that sets it
names them.

What to do: ask the agency for the missing sections as a supplement.

May mislead where a section was sent under another name, or by letter.]],
    vi = [[
Báo cáo đã nộp nhưng thiếu phần mà nghĩa vụ báo cáo yêu cầu. Trên sổ theo dõi thì
đã nộp, đúng hạn, nhưng nội dung cần có lại không có.

Nếu một kỳ có nhiều báo cáo thì xét báo cáo nộp sau cùng. Không xét những phần
được phép bỏ qua.

Căn cứ: các phần của báo cáo theo văn bản hoặc mẫu đề cương quy định nghĩa vụ.

Việc cần làm: đề nghị cơ quan bổ sung phần còn thiếu.

Có thể sai khi một phần được gửi dưới tên khác hoặc gửi bằng công văn riêng.]],
  },
  severity = "medium",
  tags     = { "reporting" },
  over     = "submissions",
  params   = {
    min_share = { type = "number", min = 0, max = 1, default = 1,
      doc = { en = "share of the required sections that must be there",
        vi = "tỷ lệ số phần bắt buộc phải có" },
      source = "the obligation: all that it requires" },
  },
  message  = {
    en = "{count} of {expected} required sections missing: {missing:list}",
    vi = "thiếu {count}/{expected} phần bắt buộc: {missing:list}",
  },
  check_all = function(set, ctx)
    local rows, replaced = filing.latest(set)
    local none, unknown = 0, {}
    for _, row in ipairs(rows) do
      local required = required_of(row.obligation)
      if #required == 0 then
        none = none + 1
      elseif not row.sections then
        unknown[#unknown + 1] = row
      else
        local missing = missing_of(required, row)
        if #required - #missing < #required * ctx.params.min_share then
          ctx.emit { subject = row, period = row.period, count = #missing,
            expected = #required, missing = missing }
        end
      end
    end
    ctx.skipped("not-applicable", replaced, filing.REPLACED)
    ctx.skipped("not-applicable", none, NO_SECTIONS)
    ctx.skipped("no-data", #unknown, NOT_RECORDED, unknown)
  end,
  examples = {
    { name = "all that is required is there", as_of = "2026-11-23",
      plan = {
        obligation_sections = {
          { obligation = "o", section = "results" },
          { obligation = "o", section = "annex", optional = true },
        },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-01", sections = "results" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "a section is missing", as_of = "2026-11-23",
      plan = {
        obligation_sections = {
          { obligation = "o", section = "figures", label_en = "Figures" },
          { obligation = "o", section = "results", label_en = "Results" },
        },
        submissions = { { obligation = "o", agency = "a", period = "2025",
          received_on = "2025-12-01", sections = "results other" } },
      },
      expect = { fail = 1, pass = 0, findings = { { subject = "o/a/2025/2025-12-01",
        severity = "medium", period = "2025",
        message = "1 of 2 required sections missing: Figures",
        evidence = { missing = { "o/figures" } } } } } },
    { name = "half will do, where that was agreed", as_of = "2026-11-23", set = { min_share = 0.5 },
      plan = {
        obligation_sections = {
          { obligation = "o", section = "figures" }, { obligation = "o", section = "results" },
        },
        submissions = {
          { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01",
            sections = "nothing" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01",
            sections = "figures" },
        },
      },
      expect = { fail = 1, pass = 1, findings = { { period = "2024" } } } },
    { name = "the supplement counts", as_of = "2026-11-23",
      plan = {
        obligation_sections = { { obligation = "o", section = "results" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01",
            sections = "figures" },
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-09",
            sections = "figures results" },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 1, fail = 0 } },
    { name = "nothing asked for, nothing on record", as_of = "2026-11-23",
      plan = {
        obligation_sections = { { obligation = "o", section = "results" } },
        submissions = {
          { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01" },
          { obligation = "p", agency = "a", period = "2025", received_on = "2025-12-01",
            sections = "figures" },
        },
      },
      expect = { ["no-data"] = 1, ["not-applicable"] = 1, pass = 0, fail = 0 } },
  },
}
