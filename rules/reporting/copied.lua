local filing = require "tiendo.filing"
local similar = require "tiendo.similar"

local NO_TEXT = {
  en = "its text is not on record",
  vi = "chưa ghi nhận nội dung báo cáo",
}
local FIRST = {
  en = "no earlier report of the agency to compare with",
  vi = "không có báo cáo kỳ trước để so sánh",
}

-- Numbers of a text as words of a text.
local function numbers_of(text)
  local numbers = {}
  for number in text:gmatch "%d[%d.,]*" do
    numbers[#numbers + 1] = number:gsub("[.,]", "_")
  end
  return similar.words(table.concat(numbers, " "))
end

-- Emits a report that is like the one before.
local function compare(row, before, ctx)
  local words, earlier = similar.words(row.text), similar.words(before.text)
  if not (words and earlier) then return end
  local share = similar.share(words, earlier)
  if share < ctx.params.similarity then return end
  local numbers, numbers_before = numbers_of(row.text), numbers_of(before.text)
  local same = numbers.n > 0 and similar.share(numbers, numbers_before) or nil
  ctx.emit { subject = row, period = row.period, similarity = share, same_numbers = same,
    earlier_period = before.period,
    severity = same and same < ctx.params.numbers and "low" or nil }
end

return {
  id       = "reporting.copied",
  title    = { en = "Report copied from the last one", vi = "Báo cáo lặp lại kỳ trước" },
  doc      = {
    en = [[
A report has nearly all words of the agency's report for the period before: it may have
been copied, with or without new numbers. Low where the numbers are new.

Words are compared, case, diacritics and order aside. Of several reports for one period
the last counts.

Basis: the texts of the reports. Both shares are conventions.

What to do: ask what is new; a report without news may say so in a line.

May mislead where a form is filled in, of which the words are given.]],
    vi = [[
Báo cáo có gần như toàn bộ từ ngữ trùng với báo cáo kỳ trước của cùng cơ quan: có thể đã
chép lại, có hoặc không cập nhật số liệu. Mức thấp nếu số liệu đã thay đổi.

So sánh theo từ, không phân biệt chữ hoa, dấu và thứ tự. Nếu một kỳ có nhiều báo cáo thì xét
báo cáo nộp sau cùng.

Căn cứ: nội dung các báo cáo. Hai tỷ lệ là quy ước.

Việc cần làm: hỏi có gì mới; nếu không có gì mới thì chỉ cần nêu một dòng.

Có thể sai khi báo cáo điền theo mẫu có sẵn câu chữ.]],
  },
  severity = "medium",
  tags     = { "reporting", "quality" },
  over     = "submissions",
  params   = {
    similarity = { type = "number", min = 0.5, max = 1, default = 0.95,
      doc = { en = "share of words in common from which a report counts as copied",
        vi = "tỷ lệ từ trùng nhau để coi là chép lại" },
      source = "a convention of this rule" },
    numbers = { type = "number", min = 0, max = 1, default = 0.9,
      doc = { en = "share of equal numbers below which they count as new",
        vi = "tỷ lệ số liệu trùng, dưới mức này coi là đã cập nhật" },
      source = "a convention of this rule" },
  },
  message  = {
    en = "{similarity:percent} of its words are those of {earlier_period}",
    vi = "{similarity:percent} số từ trùng với báo cáo kỳ {earlier_period}",
  },
  check_all = function(set, ctx)
    local rows, replaced = filing.latest(set)
    local unknown, first = {}, 0
    for i, row in ipairs(rows) do
      local before = rows[i - 1]
      if not row.text then
        unknown[#unknown + 1] = row
      elseif not before or before.obligation.code ~= row.obligation.code
        or before.agency.code ~= row.agency.code or not before.text then
        first = first + 1
      else
        compare(row, before, ctx)
      end
    end
    ctx.skipped("not-applicable", replaced, filing.REPLACED)
    ctx.skipped("no-data", #unknown, NO_TEXT, unknown)
    ctx.skipped("not-applicable", first, FIRST)
  end,
  -- Twenty words, the last one changed: 2 * 19 / 40 in common.
  examples = {
    { name = "nineteen words of twenty", as_of = "2026-11-23",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01",
          text = "a b c d e f g h i k l m n o p q r s 12 15" },
        { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01",
          text = "A B C D E F G H I K L M N O P Q R S 12 16" },
      } },
      expect = { fail = 1, pass = 0, ["not-applicable"] = 1, findings = { {
        subject = "o/a/2025/2025-12-01", severity = "low", period = "2025",
        message = "95 % of its words are those of 2024", evidence = { same_numbers = 0.5 } } } } },
    { name = "the numbers too", as_of = "2026-11-23",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01",
          text = "results: 12,5 of 15" },
        { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01",
          text = "Results: 12,5 of 15." },
      } },
      expect = { fail = 1, findings = { { severity = "medium",
        evidence = { similarity = 1, same_numbers = 1 } } } } },
    { name = "eighteen words of twenty", as_of = "2026-11-23",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01",
          text = "a b c d e f g h i k l m n o p q r s t u" },
        { obligation = "o", agency = "a", period = "2025", received_on = "2025-12-01",
          text = "a b c d e f g h i k l m n o p q r s x y" },
      } },
      expect = { pass = 1, fail = 0 } },
    { name = "of another agency, without text", as_of = "2026-11-23",
      plan = { submissions = {
        { obligation = "o", agency = "a", period = "2024", received_on = "2024-12-01",
          text = "a b c" },
        { obligation = "o", agency = "b", period = "2025", received_on = "2025-12-01",
          text = "a b c" },
        { obligation = "o", agency = "b", period = "2026", received_on = "2025-12-01" },
      } },
      expect = { ["not-applicable"] = 2, ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
