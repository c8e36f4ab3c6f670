return {
  id       = "accountability.waiver_scope",
  title    = { en = "Waiver whose scope cannot be read",
               vi = "Phạm vi miễn trừ không đọc được" },
  doc      = {
    en = [[
The scope of a waiver is no selection of findings: a slip of the pen, a field or
a value that no finding has. It excuses nothing, so whoever relies on it is
reported although a document says that they need not be.

An import refuses such a row; it is in the store if an older version imported it
or another program wrote it. A waiver that has expired is not looked at.

Basis: the grammar of selections; the evidence says where the scope breaks off.

What to do: write the scope anew from the document and import the row again.

May mislead where the scope was written for a later version of the program.]],
    vi = [[
Phạm vi ghi trong văn bản miễn trừ không phải là biểu thức chọn phát hiện: viết
sai cú pháp, sai tên trường hoặc giá trị mà không phát hiện nào có. Văn bản như
vậy không miễn trừ được phát hiện nào, nên cơ quan được miễn trừ vẫn bị nêu.

Khi nhập dữ liệu, dòng như vậy bị từ chối; nếu có trong cơ sở dữ liệu thì do phiên
bản cũ đã nhập hoặc do chương trình khác ghi. Không xét văn bản đã hết hiệu lực.

Căn cứ: cú pháp của biểu thức chọn; bằng chứng cho biết chỗ sai.

Việc cần làm: viết lại phạm vi theo văn bản và nhập lại dòng này.

Có thể sai khi phạm vi được viết cho phiên bản mới hơn của chương trình.]],
  },
  severity = "high",
  tags     = { "accountability", "documents" },
  over     = "waivers",
  message  = {
    en = "its scope cannot be read, it excuses nothing: {problem}",
    vi = "không đọc được phạm vi, không miễn trừ phát hiện nào: {problem}",
  },
  check = function(w, ctx)
    if w.status == "expired" then
      return ctx.not_applicable { en = "it has expired", vi = "đã hết hiệu lực" }
    end
    local problem = ctx.scope_problem(w)
    if problem then return { problem = problem, scope = w.scope } end
  end,
  examples = {
    { name = "a rule and an agency", as_of = "2026-11-23",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "rule = reporting.late and agency = so-y-te", valid_from = "2026-01-01",
        valid_to = "2026-12-31" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "a slip of the pen", as_of = "2026-11-23",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "gaol = 2", valid_from = "2026-01-01", valid_to = "2026-12-31" } } },
      expect = { fail = 1, findings = { { subject = "1/QĐ", severity = "high",
        evidence = { scope = "gaol = 2",
          problem = "column 1: unknown field 'gaol'; did you mean 'goal'?" } } } } },
    { name = "by what follows from waivers nothing can be waived", as_of = "2026-11-23",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "state = new", valid_from = "2027-01-01", valid_to = "2027-12-31" } } },
      expect = { fail = 1 } },
    { name = "expired", as_of = "2027-01-01",
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "gaol = 2", valid_from = "2026-01-01", valid_to = "2026-12-31" } } },
      expect = { ["not-applicable"] = 1, fail = 0 } },
  },
}
