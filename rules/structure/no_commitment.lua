return {
  id       = "structure.no_commitment",
  title    = {
    en = "Target without quantified commitment",
    vi = "Mục tiêu không có cam kết định lượng",
  },
  doc      = {
    en = [[
A target to which no promise with a number belongs: whether it was reached cannot
be measured, only claimed. Where the target names a year all the same, the year
is in the evidence.

Basis: good practice of results frameworks; no law asks for a number.

What to do: agree on an indicator and a value, or take over those of the national
roadmap.

May mislead where the number stands in a task or in another document and was not
recorded as a commitment of this target.]],
    vi = [[
Mục tiêu cụ thể không có cam kết nào bằng con số: có đạt hay không thì không đo
được, chỉ có thể nhận định. Nếu mục tiêu vẫn nêu năm thì năm đó được ghi trong
bằng chứng.

Căn cứ: thông lệ của khung theo dõi, đánh giá kết quả; không có quy định pháp luật
bắt buộc phải có con số.

Việc cần làm: thống nhất chỉ tiêu và giá trị, hoặc áp dụng của lộ trình quốc gia.

Có thể sai khi con số nằm trong nhiệm vụ hoặc văn bản khác và chưa được ghi nhận
là cam kết của mục tiêu này.]],
  },
  severity = "medium",
  tags     = { "structure" },
  over     = "targets",
  message  = {
    en = "no promise with a number, so that nobody can tell when it is reached",
    vi = "chưa có cam kết bằng con số nên không xác định được khi nào đạt mục tiêu",
  },
  check = function(target)
    if #target.commitments > 0 then return end
    return { deadline = target.deadline, indicators = #target.indicators }
  end,
  examples = {
    { name = "a promise with a number", as_of = "2026-11-23",
      plan = { commitments = { { code = "3.1/c", target = "3.1", comparator = "<", value = 10 } } },
      expect = { pass = 1, fail = 0 } },
    { name = "none, though a year is named and an indicator is there", as_of = "2026-11-23",
      plan = { targets = { { code = "4.6", deadline = "2030-12-31" } },
        indicators = { { code = "literacy", target = "4.6" } } },
      expect = { pass = 0, fail = 1, findings = { { subject = "4.6", severity = "medium",
        evidence = { deadline = "2030-12-31", indicators = 1 } } } } },
  },
}
