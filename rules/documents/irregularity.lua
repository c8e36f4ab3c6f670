-- What was found irregular when a document was read, and no other rule tells.
local OTHERS = { "code_differs", "no_group" }

local function has(list, wanted)
  for _, item in ipairs(list) do
    if item == wanted then return true end
  end
  return false
end

return {
  id = "documents.irregularity",
  title = { en = "Irregularity in a document", vi = "Văn bản có nội dung không thống nhất" },
  doc = {
    en = [[
Tells what the reader of a plan document found irregular while it placed each
line: a title worded in two ways, a number missing from a sequence, a lead spelled
anew, a group without coordinators, a duty without a day. Whoever carries out the
plan may read such a place in two ways.

Basis: the document itself, at the line of the note.

What to do: ask the issuer which reading holds, and correct the plan at its next
amendment. Until then the store keeps what was printed.

May mislead where the document was copied carelessly; the line is in the source.
Kinds that other rules look at are left out: see structure.code_mismatch and
structure.target_without_task. Lines that could not be placed are shown with
medium severity.]],
    vi = [[
Nêu những chỗ không thống nhất phát hiện được khi đọc và xếp loại từng dòng của
văn bản kế hoạch: một tên mục tiêu được viết theo hai cách, thiếu số trong dãy số
thứ tự, tên cơ quan chủ trì viết khác, nhóm nhiệm vụ không có cơ quan phối hợp,
nghĩa vụ không có ngày. Khi thực hiện, những chỗ này có thể bị hiểu theo hai cách.

Căn cứ: chính văn bản, tại dòng của ghi chú.

Việc cần làm: hỏi cơ quan ban hành cách hiểu đúng và sửa khi điều chỉnh, bổ sung
kế hoạch. Cho đến khi đó, cơ sở dữ liệu giữ nguyên như bản in.

Có thể sai khi văn bản bị sao chép không cẩn thận; dòng gốc ghi ở phần nguồn. Các
loại đã có quy tắc khác kiểm tra thì không xét: xem structure.code_mismatch và
structure.target_without_task. Dòng chưa xếp được có mức độ trung bình.]],
  },
  severity = "low",
  tags = { "documents" },
  over = "notes",
  params = {
    others = { type = "list", default = OTHERS,
      doc = { en = "kinds that other rules look at",
              vi = "các loại đã có quy tắc khác kiểm tra" },
      source = "the kinds that structure.code_mismatch and structure.target_without_task tell" },
    accepted = { type = "list", default = {},
      doc = { en = "kinds that are accepted as they are",
              vi = "các loại được chấp nhận như hiện có" },
      source = "a convention of this rule" },
  },
  message = { en = "{subject}", vi = "{subject}" },
  check = function(note, ctx)
    if has(ctx.params.accepted, note.kind) then return nil end
    if has(ctx.params.others, note.kind) then
      return ctx.not_applicable { en = "another rule looks at it",
        vi = "đã có quy tắc khác kiểm tra" }
    end
    return { about = note.about, class = note.kind,
      severity = note.kind == "unplaced" and "medium" or nil }
  end,
  examples = {
    { name = "a title in two ways", as_of = "2026-11-23",
      plan = { notes = { { code = "n", kind = "title_differs", about = "goal 5",
        text_en = "two titles", text_vi = "hai tên" } } },
      expect = { fail = 1, findings = { { subject = "n", severity = "low",
        message = "two titles", evidence = { about = "goal 5" } } } } },
    { name = "a kind that is accepted", as_of = "2026-11-23",
      set = { accepted = "title_differs" },
      plan = { notes = { { code = "n", kind = "title_differs", text_en = "x",
        text_vi = "x" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "a line without a place", as_of = "2026-11-23",
      plan = { notes = { { code = "n", kind = "unplaced", text_en = "x",
        text_vi = "x" } } },
      expect = { fail = 1, findings = { { subject = "n",
        class = "unplaced", severity = "medium" } } } },
    { name = "what another rule tells", as_of = "2026-11-23",
      plan = { notes = { { code = "n", kind = "code_differs", text_en = "x",
        text_vi = "x" } } },
      expect = { ["not-applicable"] = 1, fail = 0 } },
  },
}
