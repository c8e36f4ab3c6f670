-- Reports by who gets them, period and rhythm: what a synthesis is made of.
local function index(reports)
  local inputs = {}
  for r in reports:each() do
    local o = r.obligation
    for _, to in ipairs { "recipient", "copy_to" } do
      local agency = o[to]
      if agency and agency.code ~= r.agency.code then
        local key = ("%s %s %s"):format(agency.code, o.recurrence, r.period)
        inputs[key] = inputs[key] or {}
        table.insert(inputs[key], { obligation = o.code, agency = r.agency.code,
          received_on = r.received_on })
      end
    end
  end
  return inputs
end

-- How many come in under another obligation, and from whom there was nothing on
-- the day. An agency's own report is no synthesis of its peers'.
local function lacking(list, report)
  local n, from = 0, {}
  for _, input in ipairs(list or {}) do
    if input.obligation ~= report.obligation.code then
      n = n + 1
      local day = input.received_on
      if not day or report.received_on and day > report.received_on then
        from[#from + 1] = input.agency
      end
    end
  end
  return n, from
end

local function agencies_of(codes, plan)
  local agencies = {}
  for i, code in ipairs(codes) do agencies[i] = plan.agencies:find(code) end
  return agencies
end

local NO_INPUTS = {
  en = "no reports come in for it",
  vi = "không có báo cáo đầu vào",
}
local NOT_SENT = { en = "it has not been sent", vi = "chưa gửi báo cáo" }

return {
  id       = "reporting.incomplete_inputs",
  title    = { en = "Synthesis on gaps", vi = "Tổng hợp khi chưa đủ báo cáo đầu vào" },
  doc      = {
    en = [[
An agency sent its report before all reports had come in that it gets for the
same period, in the same rhythm. The synthesis rests on gaps, or on figures from
elsewhere.

What comes in is what other obligations name as recipient or as copy; whether
the synthesis says what it lacks is not known here.

Counts reports that are owed. Those without anything coming in are not judged.

Basis: the obligations and what arrived when. That all must be there is the
plainest reading; set a lower share where that was agreed.

What to do: send a supplement; ask those who were late.

May mislead where recipient and copy have nothing to do with the synthesis.]],
    vi = [[
Cơ quan gửi báo cáo khi chưa nhận đủ các báo cáo gửi đến của cùng kỳ và cùng định
kỳ báo cáo. Báo cáo tổng hợp dựa trên số liệu còn thiếu, hoặc lấy từ nơi khác.

Báo cáo đầu vào là báo cáo mà nghĩa vụ khác nêu cơ quan đó là nơi nhận hoặc đồng
gửi; báo cáo tổng hợp có nêu phần còn thiếu hay không thì quy tắc này không biết.

Tính theo số báo cáo phải nộp. Báo cáo không có báo cáo đầu vào thì không xét.

Căn cứ: các nghĩa vụ báo cáo và thời điểm nhận từng báo cáo. Phải có đủ là cách
hiểu đơn giản nhất; nếu đã thống nhất mức khác thì đặt tỷ lệ thấp hơn.

Việc cần làm: gửi báo cáo bổ sung; đôn đốc các cơ quan nộp chậm.

Có thể sai khi báo cáo gửi đến hoặc đồng gửi không liên quan đến báo cáo tổng hợp.]],
  },
  severity = "medium",
  tags     = { "reporting" },
  over     = "reports",
  params   = {
    min_share = { type = "number", min = 0, max = 1, default = 1,
                  doc = {
                    en = "share of the inputs that must be there; all, unless agreed otherwise",
                    vi = "tỷ lệ báo cáo đầu vào phải có; phải đủ, trừ khi có thống nhất khác",
                  },
                  source = "a convention of this rule" },
  },
  message  = {
    en = "sent on {received} with {count} of {expected} reports not yet in",
    vi = "gửi ngày {received} khi còn {count}/{expected} báo cáo đầu vào chưa có",
  },
  check_all = function(set, ctx)
    local inputs, none, unsent = index(set), 0, 0
    for r in set:each() do
      local key = ("%s %s %s"):format(r.agency.code, r.obligation.recurrence, r.period)
      local n, from = lacking(inputs[key], r)
      if n == 0 then
        none = none + 1
      elseif not r.received_on then
        unsent = unsent + 1
      elseif n - #from < n * ctx.params_of(r).min_share then
        ctx.emit { subject = r, received = r.received_on, count = #from, expected = n,
          agencies = agencies_of(from, ctx.plan) }
      end
    end
    ctx.skipped("not-applicable", none, NO_INPUTS)
    ctx.skipped("not-due", unsent, NOT_SENT)
  end,
  examples = {
    { name = "all are there on the day", as_of = "2026-01-31",
      plan = {
        obligations = {
          { code = "in", agency = "a", recipient = "hub", recurrence = "year",
            first_period = "2025", last_period = "2025", due_months = 0, due_day = 5 },
          { code = "out", agency = "hub", recurrence = "year", first_period = "2025",
            last_period = "2025", due_months = 0, due_day = 31 },
        },
        submissions = {
          { obligation = "in", agency = "a", period = "2025", received_on = "2025-12-20" },
          { obligation = "out", agency = "hub", period = "2025", received_on = "2025-12-20" },
        },
      },
      expect = { pass = 1, ["not-applicable"] = 1, fail = 0 } },
    { name = "one comes a day later, one never", as_of = "2026-01-31",
      plan = {
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "b" },
          { agency = "all", member = "c" } },
        obligations = {
          { code = "in", agency = "all", copy_to = "hub", recurrence = "year",
            first_period = "2025", last_period = "2025", due_months = 0, due_day = 5 },
          { code = "out", agency = "hub", recurrence = "year", first_period = "2025",
            last_period = "2025", due_months = 0, due_day = 31 },
        },
        submissions = {
          { obligation = "in", agency = "a", period = "2025", received_on = "2025-12-20" },
          { obligation = "in", agency = "b", period = "2025", received_on = "2025-12-21" },
          { obligation = "out", agency = "hub", period = "2025", received_on = "2025-12-20" },
        },
      },
      expect = { fail = 1, ["not-applicable"] = 3, findings = { { subject = "out/hub/2025",
        severity = "medium", message = "sent on 2025-12-20 with 2 of 3 reports not yet in",
        evidence = { agencies = { "b", "c" } } } } } },
    { name = "a lower share was agreed", as_of = "2026-01-31", set = { min_share = 0.25 },
      plan = {
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "b" } },
        obligations = {
          { code = "in", agency = "all", recipient = "hub", recurrence = "year",
            first_period = "2025", last_period = "2025", due_months = 0, due_day = 5 },
          { code = "out", agency = "hub", recurrence = "year", first_period = "2025",
            last_period = "2025", due_months = 0, due_day = 31 },
        },
        submissions = {
          { obligation = "in", agency = "a", period = "2025", received_on = "2025-12-20" },
          { obligation = "out", agency = "hub", period = "2025", received_on = "2025-12-20" },
        },
      },
      expect = { pass = 1, fail = 0 } },
    { name = "its own report is no synthesis of its peers'", as_of = "2026-01-31",
      plan = {
        agency_members = { { agency = "all", member = "a" }, { agency = "all", member = "hub" } },
        obligations = { { code = "in", agency = "all", copy_to = "hub", recurrence = "year",
          first_period = "2025", last_period = "2025", due_months = 0, due_day = 5 } },
        submissions = { { obligation = "in", agency = "hub", period = "2025",
          received_on = "2025-12-01" } },
      },
      expect = { ["not-applicable"] = 2, fail = 0 } },
    { name = "not sent yet, of another rhythm", as_of = "2026-01-31",
      plan = {
        obligations = {
          { code = "in", agency = "a", recipient = "hub", recurrence = "year",
            first_period = "2025", last_period = "2025", due_months = 0, due_day = 5 },
          { code = "out", agency = "hub", recurrence = "year", first_period = "2025",
            last_period = "2025", due_months = 0, due_day = 31 },
          { code = "review", agency = "hub", recurrence = "once", first_period = "2025" },
        },
        submissions = { { obligation = "review", agency = "hub", period = "2025",
          received_on = "2025-12-01" } },
      },
      expect = { ["not-due"] = 1, ["not-applicable"] = 2, pass = 0, fail = 0 } },
  },
}
