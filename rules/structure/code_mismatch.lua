return {
  id       = "structure.code_mismatch",
  title    = { en = "Target with two codes", vi = "Mục tiêu có hai mã số" },
  doc      = {
    en = [[
The code printed beside a target and the code in its own text differ. Whoever
cites the target by its code may mean either, and reports and figures end up
under the wrong one.

Basis: the document, at the line of the target.

What to do: ask whoever issued the document for a correction; until then cite
the target with its label.

May mislead where the second code is one of another numbering on purpose, such as
that of the national plan.]],
    vi = [[
Mã in bên cạnh mục tiêu khác với mã trong nội dung của chính mục tiêu đó. Khi dẫn
chiếu bằng mã có thể hiểu theo mã này hoặc mã kia, báo cáo và số liệu bị ghi nhầm
mục tiêu.

Căn cứ: văn bản, tại dòng của mục tiêu.

Việc cần làm: đề nghị cơ quan ban hành đính chính; trong khi chờ, dẫn chiếu mục
tiêu kèm tên gọi.

Có thể sai khi mã thứ hai chủ ý theo cách đánh số khác, ví dụ của kế hoạch quốc
gia.]],
  },
  severity = "medium",
  tags     = { "structure", "documents" },
  over     = "targets",
  needs    = { "second_code" },
  message  = {
    en = "printed as {code}, in its text {second_code}",
    vi = "cột mã số ghi {code}, trong nội dung ghi {second_code}",
  },
  check = function(target)
    if target.second_code == target.code then return end
    return { second_code = target.second_code }
  end,
  examples = {
    { name = "both agree", as_of = "2026-11-23",
      plan = { targets = { { code = "8.1", second_code = "8.1" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "the column is one ahead", as_of = "2026-11-23",
      plan = { targets = { { code = "8.3", second_code = "8.2" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "8.3",
        evidence = { second_code = "8.2" } } } } },
    { name = "the text has no code", as_of = "2026-11-23",
      plan = { targets = { { code = "8.3" } } },
      expect = { ["no-data"] = 1, pass = 0, fail = 0 } },
  },
}
