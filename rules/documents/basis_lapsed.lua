local NO_END = {
  en = "no end of it is on record",
  vi = "chưa ghi nhận ngày hết hiệu lực",
}
local UNUSED = {
  en = "nothing rests on it",
  vi = "không có nội dung nào căn cứ vào văn bản này",
}
local REPLACED = {
  en = "in force until {ended_on}; in its place today: {successor}; rest on it: {count}",
  vi = "hết hiệu lực sau ngày {ended_on}, hiện thay bằng: {successor}; số nội dung còn căn cứ "
    .. "vào: {count}",
}

-- What stands in the place of a document on a day, at any remove; nil where
-- nothing is on record. The import refuses documents that replace each other.
local function successor_of(document, day)
  local at = document.replaced_by
  while at and at.valid_to and at.valid_to < day and at.replaced_by do at = at.replaced_by end
  return at
end

-- Obligations that still ask for a report.
local function running(obligations, as_of)
  return obligations:where(function(o)
    return not o.last_period or o.last_period.last >= as_of
  end)
end

-- Rows that rest on the document as of the day, each once.
local function users_of(document, as_of)
  local list = {}
  for _, set in ipairs { running(document.obligations, as_of), document.indicators,
    document.legal_bases } do
    for row in set:each() do list[#list + 1] = row end
  end
  return list
end

return {
  id       = "documents.basis_lapsed",
  title    = { en = "Basis no longer in force", vi = "Căn cứ pháp lý hết hiệu lực" },
  doc      = {
    en = [[
A document on which a plan, a reporting duty or the definition of an indicator
rests is no longer in force. High where a duty that still runs rests on it, medium
otherwise: what it set may be void, or read differently by now.

Judged are documents whose last day in force is on record. The last day itself is
in force.

Basis: the law on the promulgation of legal documents (80/2015/QH13, article 154;
since 1 April 2025 64/2025/QH15) says when a document ceases to be in force.

What to do: look for what took its place, and move the duty or the definition to
it.

May mislead where the new document keeps the duties of the old one, or the plan
itself was never changed.]],
    vi = [[
Văn bản mà kế hoạch, nghĩa vụ báo cáo hoặc định nghĩa chỉ tiêu căn cứ vào đã hết hiệu
lực. Mức cao nếu một nghĩa vụ đang thực hiện căn cứ vào đó, mức trung bình trong
trường hợp khác: nội dung quy định có thể không còn giá trị hoặc đã thay đổi.

Xét các văn bản đã ghi nhận ngày cuối cùng còn hiệu lực. Ngày đó vẫn còn hiệu lực.

Căn cứ: Luật Ban hành văn bản quy phạm pháp luật (số 80/2015/QH13, Điều 154; từ ngày
01/4/2025 là Luật số 64/2025/QH15) quy định trường hợp văn bản hết hiệu lực.

Việc cần làm: tìm văn bản thay thế và chuyển nghĩa vụ, định nghĩa sang căn cứ mới.

Có thể sai khi văn bản mới giữ nguyên nghĩa vụ cũ, hoặc kế hoạch chưa được điều
chỉnh.]],
  },
  severity = "medium",
  tags     = { "documents" },
  over     = "documents",
  message  = {
    en = "in force until {ended_on}; rest on it: {count}",
    vi = "hết hiệu lực sau ngày {ended_on}; số nội dung còn căn cứ vào: {count}",
  },
  check = function(document, ctx)
    if not document.valid_to then return ctx.not_applicable(NO_END) end
    local users = users_of(document, ctx.as_of)
    if #users == 0 then return ctx.not_applicable(UNUSED) end
    if document.valid_to >= ctx.as_of then return end
    local is_owed = #running(document.obligations, ctx.as_of) > 0
    local successor = successor_of(document, ctx.as_of)
    return { class = successor and "replaced" or "ended",
      severity = is_owed and "high" or nil, message = successor and REPLACED or nil,
      ended_on = document.valid_to, successor = successor, count = #users, users = users }
  end,
  examples = {
    { name = "on its last day it is in force", as_of = "2025-06-30",
      plan = {
        documents = { { code = "d", valid_to = "2025-06-30" } },
        obligations = { { code = "o", basis = "d" } },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "the day after it is not", as_of = "2025-07-01",
      plan = {
        documents = { { code = "d", valid_to = "2025-06-30", replaced_by = "e" },
          { code = "e", title_en = "Circular E", valid_from = "2025-07-01" } },
        obligations = { { code = "o", basis = "d" } },
        indicators = { { code = "i", basis = "d" } },
      },
      expect = { fail = 1, ["not-applicable"] = 1, findings = { { subject = "d", severity = "high",
        message = "in force until 2025-06-30; in its place today: Circular E; rest on it: 2",
        evidence = { users = { "o", "i" } } } } } },
    { name = "under a plan, and a duty that has ended", as_of = "2026-01-01",
      plan = {
        documents = { { code = "d", valid_to = "2025-06-30" } },
        legal_bases = { { plan = "p", position = 1, document = "d" } },
        obligations = { { code = "o", basis = "d", last_period = "2025" } },
      },
      expect = { fail = 1, findings = { { class = "ended", severity = "medium",
        message = "in force until 2025-06-30; rest on it: 1",
        evidence = { users = { "p/1" } } } } } },
    { name = "what took its place has ended too", as_of = "2026-01-01",
      plan = {
        documents = {
          { code = "d", valid_to = "2025-06-30", replaced_by = "e" },
          { code = "e", valid_to = "2025-12-31", replaced_by = "f" },
          { code = "f", valid_to = "2026-01-01", replaced_by = "g" },
        },
        indicators = { { code = "i", basis = "d" } },
      },
      expect = { fail = 1, ["not-applicable"] = 3, findings = {
        { subject = "d", evidence = { successor = "f" } },
      } } },
    { name = "a duty in its last period", as_of = "2025-12-31",
      plan = {
        documents = { { code = "d", valid_to = "2025-06-30" } },
        obligations = { { code = "o", basis = "d", last_period = "2025" } },
      },
      expect = { fail = 1, findings = { { severity = "high" } } } },
    { name = "no end, nothing on it", as_of = "2026-01-01",
      plan = {
        documents = { { code = "d" }, { code = "e", valid_to = "2025-06-30" } },
        obligations = { { code = "o", basis = "d" } },
      },
      expect = { ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
