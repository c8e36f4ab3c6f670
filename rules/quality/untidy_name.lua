-- What stands in names that people search and join by.
local FIELDS = {
  { set = "agencies", "name_vi", "name_en" },
  { set = "agency_names", "name" },
  { set = "areas", "name_vi", "name_en" },
  { set = "goals", "label_vi", "label_en" },
  { set = "targets", "label_vi", "label_en" },
  { set = "indicators", "name_vi", "name_en", "unit" },
  { set = "commitments", "label_vi", "label_en" },
  { set = "obligations", "label_vi", "label_en" },
}

-- Blanks that look like one and are another, and marks that cannot be seen.
local ODD_BLANKS = { "\u{a0}", "\u{2007}", "\u{202f}", "\u{3000}", "\t", "\r", "\n" }
local UNSEEN = { "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}" }

local function tidy(name)
  for _, blank in ipairs(ODD_BLANKS) do name = name:gsub(blank, " ") end
  for _, mark in ipairs(UNSEEN) do name = name:gsub(mark, "") end
  return (name:gsub("  +", " "))
end

-- What cannot be seen in a name, written out.
local function spell_out(name)
  return (name:gsub("  +", function(blanks) return ("[%d blanks]"):format(#blanks) end)
    :gsub(utf8.charpattern, function(char)
      local point = utf8.codepoint(char)
      if tidy(char) ~= char then return ("[U+%04X]"):format(point) end
    end))
end

return {
  id       = "quality.untidy_name",
  title    = {
    en = "Blanks and unseen marks in a name",
    vi = "Khoảng trắng thừa, ký tự ẩn trong tên",
  },
  doc      = {
    en = [[
Names, labels and units with blanks in a row, blanks of another kind, line breaks
or marks that cannot be seen. They look like the same without, and search and
joins take them for something else. Evidence has the name spelt out and as
proposed.

Blanks around a value and forms of Unicode are put right by the import itself;
spellings that differ in letters or dashes are told by duplicate_name.

Basis: the names on record.

What to do: take over the proposal.

May mislead where a blank that does not break is meant.]],
    vi = [[
Tên gọi và đơn vị tính có nhiều khoảng trắng liền nhau, khoảng trắng khác loại,
dấu xuống dòng hoặc ký tự ẩn. Nhìn bằng mắt thì giống nhau nhưng khi tìm kiếm và
ghép dữ liệu lại bị coi là khác nhau. Bằng chứng nêu tên được viết rõ các ký tự đó
và tên đề xuất.

Khoảng trắng ở hai đầu và dạng Unicode đã được chuẩn hóa khi nhập dữ liệu; cách
viết khác nhau về chữ cái hoặc dấu gạch thuộc quy tắc duplicate_name.

Căn cứ: các tên đã ghi nhận.

Việc cần làm: sửa theo tên đề xuất.

Có thể sai khi chủ ý dùng khoảng trắng không ngắt dòng.]],
  },
  severity = "low",
  tags     = { "quality", "names" },
  over     = "agency_names",
  message  = {
    en = "{field}: {found}",
    vi = "{field}: {found}",
  },
  check_all = function(_, ctx)
    local n = 0
    for _, fields in ipairs(FIELDS) do
      for row in ctx.plan[fields.set]:each() do
        for _, field in ipairs(fields) do
          local name = row[field]
          n = n + (name and 1 or 0)
          if name and tidy(name) ~= name then
            ctx.emit { subject = row, key = field, field = field, found = spell_out(name),
              proposed = tidy(name) }
          end
        end
      end
    end
    ctx.evaluated(n)
  end,
  examples = {
    { name = "one blank between words", as_of = "2026-11-23",
      plan = { agencies = { { code = "a", name_vi = "Sở Y tế", name_en = "Health" } } },
      expect = { pass = 2, fail = 0 } },
    { name = "two blanks, one that does not break, a mark that cannot be seen",
      as_of = "2026-11-23",
      plan = {
        agency_names = { { agency = "a", name = "Sở  Y tế" } },
        indicators = { { code = "i", name_vi = "Tỷ lệ\u{a0}nghèo", unit = "%\u{200b}" } },
      },
      expect = { pass = 0, fail = 3, findings = {
        { subject = "a/Sở  Y tế", severity = "low", message = "name: Sở[2 blanks]Y tế",
          evidence = { proposed = "Sở Y tế" } },
        { subject = "i", key = "name_vi", message = "name_vi: Tỷ lệ[U+00A0]nghèo" },
        { subject = "i", key = "unit", evidence = { proposed = "%" } },
      } } },
  },
}
