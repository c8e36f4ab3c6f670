-- Names of the fields among these that are empty.
local function gaps_of(row, fields)
  local gaps = {}
  for _, field in ipairs(fields) do
    if not row[field] then gaps[#gaps + 1] = field end
  end
  return gaps
end

return {
  id       = "documents.incomplete",
  title    = {
    en = "Document without number or date",
    vi = "Văn bản thiếu số, ngày hoặc cơ quan ban hành",
  },
  doc      = {
    en = [[
A plan, or a document that it rests on, of which number, day or issuer is not on
record. Nobody can look it up, or tell whether it is in force.

Counts plans and the documents they rest on. Of the latter number and day are
asked for. Who signed is not in the store.

Basis: Decree 30/2020/NĐ-CP on the work with official documents: number, place
and date, issuer and signature are parts of each.

What to do: record what is missing from the document itself.

May mislead where a draft was loaded on purpose.]],
    vi = [[
Kế hoạch, hoặc văn bản làm căn cứ cho kế hoạch, chưa ghi nhận số, ngày hoặc cơ
quan ban hành. Không thể tra cứu văn bản hay biết văn bản còn hiệu lực hay không.

Tính theo số kế hoạch và văn bản làm căn cứ. Đối với văn bản làm căn cứ, chỉ xét
số và ngày. Người ký không có trong cơ sở dữ liệu.

Căn cứ: Nghị định số 30/2020/NĐ-CP về công tác văn thư: số, địa danh và thời gian
ban hành, tên cơ quan ban hành, chữ ký đều là thành phần của văn bản.

Việc cần làm: bổ sung thông tin còn thiếu từ chính văn bản.

Có thể sai khi chủ ý nhập bản dự thảo.]],
  },
  severity = "medium",
  tags     = { "documents" },
  over     = "plans",
  message  = {
    en = "not on record: {missing:list}",
    vi = "chưa ghi nhận: {missing:list}",
  },
  check_all = function(set, ctx)
    local n = 0
    for plan in set:each() do
      n = n + 1 + #plan.legal_bases
      local gaps = gaps_of(plan, { "number", "issued_on", "issuer" })
      if #gaps > 0 then ctx.emit { subject = plan, missing = gaps } end
      for basis in plan.legal_bases:each() do
        gaps = gaps_of(basis, { "number", "issued_on" })
        if #gaps > 0 then ctx.emit { subject = basis, severity = "low", missing = gaps } end
      end
    end
    ctx.evaluated(n)
  end,
  examples = {
    { name = "all is there", as_of = "2026-11-23",
      plan = {
        plans = { { code = "p", number = "1/QĐ", issued_on = "2018-05-08", issuer = "a" } },
        legal_bases = { { plan = "p", position = 1, number = "2/QĐ",
          issued_on = "2017-05-10" } },
      },
      expect = { pass = 2, fail = 0 } },
    { name = "some is not", as_of = "2026-11-23",
      plan = {
        plans = { { code = "p", issued_on = "2018-05-08" } },
        legal_bases = { { plan = "p", position = 1, number = "2/QĐ" } },
      },
      expect = { pass = 0, fail = 2, findings = {
        { subject = "p", severity = "medium", message = "not on record: number, issuer" },
        { subject = "p/1", severity = "low", message = "not on record: issued_on" },
      } } },
  },
}
