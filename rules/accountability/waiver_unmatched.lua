local NOTHING = {
  en = "in force until {valid_to} and excuses no finding",
  vi = "có hiệu lực đến hết ngày {valid_to} nhưng không miễn trừ phát hiện nào",
}

-- Why no finding can be meant is known where no rule is as the scope says.
local function message_of(why)
  if not why then return NOTHING end
  return { en = NOTHING.en .. ": " .. why.en, vi = NOTHING.vi .. ": " .. why.vi }
end

-- Why a waiver is not judged, as an answer; nil if it is.
local function set_aside(w, ctx)
  if w.status == "planned" then
    return ctx.not_due { en = "its first day is to come", vi = "chưa đến ngày có hiệu lực" }
  elseif w.status == "expired" then
    return ctx.not_applicable { en = "it has expired", vi = "đã hết hiệu lực" }
  elseif ctx.scope_problem(w) then
    return ctx.not_applicable {
      en = "its scope cannot be read; see accountability.waiver_scope",
      vi = "không đọc được phạm vi; xem quy tắc accountability.waiver_scope",
    }
  elseif ctx.working_days(w.valid_from, ctx.as_of) < ctx.params.wait_wd then
    return ctx.not_due { en = "it has not been in force for long",
      vi = "mới có hiệu lực" }
  end
end

return {
  id       = "accountability.waiver_unmatched",
  title    = { en = "Waiver that excuses nothing",
               vi = "Miễn trừ không ứng với phát hiện nào" },
  doc      = {
    en = [[
A waiver is in force, and of all that the other rules found in this run it
excuses nothing. Either what it was for has been put in order, and it should be
withdrawn before it hides something else, or its scope names the wrong rule,
agency or row, and what it was meant for is reported all the same.

It is told when all other rules have been run and waivers have been applied. Where
only a part of the rules was run, or checks ended in errors, nobody knows, and the
waiver is not judged. What another waiver excuses first is not counted; what is
found about the waiver itself neither. Where no rule is as the scope says, the
finding says so, with the nearest id.

Basis: a waiver excuses findings, not rules; what is granted and not used is
withdrawn, as a rule of control. The days of waiting are a convention.

What to do: withdraw the waiver, or correct its scope by the document.

May mislead where the waiver was granted for something to come, as a report that
is due late in its term: set the days of waiting.]],
    vi = [[
Văn bản miễn trừ đang có hiệu lực nhưng trong lần chạy này không ứng với phát hiện
nào của các quy tắc khác. Có thể việc được miễn trừ đã xử lý xong, khi đó nên bãi
bỏ trước khi văn bản che khuất việc khác; hoặc phạm vi ghi sai quy tắc, cơ quan
hay đối tượng, nên việc cần miễn trừ vẫn bị nêu.

Quy tắc này chạy sau khi các quy tắc khác đã chạy và miễn trừ đã được áp dụng. Nếu
chỉ chạy một phần quy tắc hoặc có kiểm tra bị lỗi thì chưa thể biết và văn bản
không được đánh giá. Không tính phát hiện đã được văn bản khác miễn trừ trước,
cũng không tính phát hiện về chính văn bản này. Nếu không quy tắc nào ứng với phạm
vi thì phát hiện nêu rõ, kèm mã quy tắc gần nhất.

Căn cứ: miễn trừ áp dụng cho phát hiện, không cho quy tắc; việc cho phép không còn
cần đến thì bãi bỏ, theo nguyên tắc kiểm soát. Số ngày chờ là quy ước.

Việc cần làm: bãi bỏ văn bản miễn trừ, hoặc sửa phạm vi cho đúng văn bản.

Có thể sai khi miễn trừ được cấp cho việc chưa đến, như báo cáo đến hạn vào cuối
thời gian miễn trừ: hãy đặt số ngày chờ.]],
  },
  severity = "low",
  tags     = { "accountability", "documents" },
  over     = "waivers",
  after    = "waivers",
  params   = {
    wait_wd = { type = "days", max = 500, default = 0, unit = "working days",
                doc = { en = "how long it is in force before it is told",
                        vi = "số ngày có hiệu lực trước khi nêu phát hiện" },
                source = "a convention of this rule" },
  },
  message  = NOTHING,
  check = function(w, ctx)
    local answer = set_aside(w, ctx)
    if answer then return answer end
    local n, why = ctx.excused(w)
    if not n then return ctx.not_applicable(why) end
    if n == 0 then return { message = message_of(why), scope = w.scope } end
  end,
  -- From Monday 2 November 2026 fifteen working days last to Monday the 23rd.
  examples = {
    { name = "it excuses a target without task", as_of = "2026-11-23",
      with = { "structure.target_without_task" },
      plan = { targets = { { code = "1.1" } },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = structure.target_without_task", valid_from = "2026-01-01",
          valid_to = "2026-12-31" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "there is one, but of another target", as_of = "2026-11-23",
      with = { "structure.target_without_task" },
      plan = { tasks = { { code = "t", task_group = "g" } },
        task_groups = { { code = "g", target = "1.2" } }, targets = { { code = "1.1" } },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = structure.target_without_task and target = 1.2",
          valid_from = "2026-01-01", valid_to = "2026-12-31" } } },
      expect = { fail = 1, findings = { { subject = "1/QĐ", severity = "low",
        message = "in force until 2026-12-31 and excuses no finding" } } } },
    { name = "no rule has the name", as_of = "2026-11-23",
      with = { "structure.target_without_task" },
      plan = { targets = { { code = "1.1" } },
        waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
          scope = "rule = structure.target_without_taks", valid_from = "2026-01-01",
          valid_to = "2026-12-31" } } },
      expect = { fail = 1, findings = { { message = "in force until 2026-12-31 and excuses "
        .. "no finding: no rule can give such a finding; did you mean "
        .. "'structure.target_without_task'?" } } } },
    { name = "the second of two for the same excuses nothing", as_of = "2026-11-23",
      with = { "structure.target_without_task" },
      plan = { targets = { { code = "1.1" } },
        waivers = {
          { code = "1/QĐ", signer = "chair", reason = "storm",
            scope = "structure.target_without_task", valid_from = "2026-01-01",
            valid_to = "2026-12-31" },
          { code = "2/QĐ", signer = "chair", reason = "storm", scope = "target = 1.1",
            valid_from = "2026-01-01", valid_to = "2026-12-31" },
        } },
      expect = { pass = 1, fail = 1, findings = { { subject = "2/QĐ" } } } },
    { name = "two that excuse each other excuse nothing", as_of = "2026-11-23",
      plan = { waivers = {
        { code = "1/QĐ", signer = "chair", reason = "storm", scope = "subject = 2/QĐ",
          valid_from = "2026-01-01", valid_to = "2026-12-31" },
        { code = "2/QĐ", signer = "chair", reason = "storm", scope = "subject = 1/QĐ",
          valid_from = "2026-01-01", valid_to = "2026-12-31" },
      } },
      expect = { fail = 2, waived = 0 } },
    { name = "one that excuses something may excuse another that does not",
      as_of = "2026-11-23", with = { "structure.target_without_task" },
      plan = { targets = { { code = "1.1" } },
        waivers = {
          { code = "1/QĐ", signer = "chair", reason = "storm",
            scope = "target = 1.1 or subject = 2/QĐ", valid_from = "2026-01-01",
            valid_to = "2026-12-31" },
          { code = "2/QĐ", signer = "chair", reason = "storm", scope = "target = 1.2",
            valid_from = "2026-01-01", valid_to = "2026-12-31" },
        } },
      expect = { pass = 1, fail = 0, waived = 1 } },
    { name = "before and after its term", as_of = "2026-11-23",
      plan = { waivers = {
        { code = "1/QĐ", signer = "chair", reason = "storm", scope = "target = 1.1",
          valid_from = "2026-11-24", valid_to = "2026-12-31" },
        { code = "2/QĐ", signer = "chair", reason = "storm", scope = "target = 1.1",
          valid_from = "2026-01-01", valid_to = "2026-11-22" },
        { code = "3/QĐ", signer = "chair", reason = "storm", scope = "target",
          valid_from = "2026-01-01", valid_to = "2026-12-31" },
      } },
      expect = { ["not-due"] = 1, ["not-applicable"] = 2, fail = 0 } },
    { name = "in force for fourteen working days", as_of = "2026-11-20",
      set = { wait_wd = 15 },
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "target = 1.1", valid_from = "2026-11-02", valid_to = "2026-12-31" } } },
      expect = { ["not-due"] = 1, fail = 0 } },
    { name = "in force for fifteen", as_of = "2026-11-23", set = { wait_wd = 15 },
      plan = { waivers = { { code = "1/QĐ", signer = "chair", reason = "storm",
        scope = "target = 1.1", valid_from = "2026-11-02", valid_to = "2026-12-31" } } },
      expect = { fail = 1 } },
  },
}
