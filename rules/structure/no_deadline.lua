return {
  id       = "structure.no_deadline",
  title    = { en = "Commitment without a deadline", vi = "Cam kết không có thời hạn" },
  doc      = {
    en = [[
A promise with a number and no day by which it holds. It can never be missed: no
rule about progress judges it, and nobody is late.

Basis: a promise is measured by what and by when; all rules about progress need
both.

What to do: ask whoever issued the document, or record the end of the plan as the
deadline with a note.

May mislead where the document means the end of the plan and does not say so, or
a promise that holds all the time.]],
    vi = [[
Cam kết có con số nhưng không có ngày phải đạt. Cam kết như vậy không bao giờ bị
coi là chậm: không quy tắc nào về tiến độ đánh giá được.

Căn cứ: cam kết được đo bằng mức phải đạt và thời hạn phải đạt; mọi quy tắc về
tiến độ đều cần cả hai.

Việc cần làm: hỏi cơ quan ban hành văn bản, hoặc ghi ngày kết thúc kế hoạch làm thời
hạn kèm ghi chú.

Có thể sai khi văn bản ngầm hiểu thời hạn là ngày kết thúc kế hoạch, hoặc
khi cam kết phải giữ trong suốt thời gian thực hiện.]],
  },
  severity = "high",
  tags     = { "structure" },
  over     = "commitments",
  message  = {
    en = "no day is stated by which the promise must hold",
    vi = "cam kết không nêu ngày phải đạt",
  },
  check = function(c)
    if not c.deadline then return { promise = c.kind, value = c.value, unit = c.unit } end
  end,
  examples = {
    { name = "a deadline is there", as_of = "2026-11-23",
      plan = { commitments = { { code = "c", value = 10, deadline = "2030-12-31" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "none", as_of = "2026-11-23",
      plan = { commitments = { { code = "c", kind = "level", value = 10, unit = "%" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "c", severity = "high",
        evidence = { promise = "level", value = 10, unit = "%" } } } } },
  },
}
