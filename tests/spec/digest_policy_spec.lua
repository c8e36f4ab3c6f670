--- When an agency is written to, and what is news to it.
local calendar = require "tests.support.calendar"
local json = require "tiendo.json"
local policy = require "tiendo.digest.policy"

local function ask(day, findings, reports, told, more)
  local q = { day = day, told = told, findings = findings or {},
    reports = reports or {}, is_working = calendar.is_working,
    working_days = calendar.working_days }
  for key, value in pairs(more or {}) do q[key] = value end
  return policy.decide(q)
end

local function finding(id, state, severity, at, class)
  return { id = id, state = state, severity = severity or "high", at = at,
    class = class }
end

-- "f1=new f2=ongoing", in the order given.
local function states(decision)
  local parts = {}
  for i, f in ipairs(decision.findings) do parts[i] = f.id .. "=" .. f.state end
  return table.concat(parts, " ")
end

local function reasons(decision)
  return table.concat(decision.reasons, " ")
end

-- What was told on Monday, 23 November 2026: one finding, high, open.
local function told_open()
  return ask("2026-11-23", { finding("f1", "new", "high") }).told
end

describe("tiendo.digest.policy", function()
  describe("on findings", function()
    -- What was told on the day before is f1 open and high.
    local cases = {
      { "one not told before", "f2", "new", "high", "new", "new" },
      { "one not told before that goes on", "f2", "ongoing", "high", "new", "new" },
      { "one not told before that came back", "f2", "reopened", "high",
        "reopened", "reopened" },
      { "one told that goes on", "f1", "ongoing", "high", "", "ongoing" },
      { "one told that a run calls new again", "f1", "new", "high", "", "ongoing" },
      { "one told that went and came back unseen", "f1", "reopened", "high", "",
        "ongoing" },
      { "one told that is graver", "f1", "changed", "critical", "changed", "changed" },
      { "one told that is lighter", "f1", "ongoing", "low", "changed", "changed" },
      { "one told that changed and changed back", "f1", "changed", "high", "",
        "ongoing" },
      { "one told that is resolved", "f1", "resolved", "high", "resolved",
        "resolved" },
      { "one told that cannot be judged", "f1", "stale", "high", "", "stale" },
      { "one told that is waived", "f1", "waived", "high", "", "waived" },
      { "one not told that cannot be judged", "f2", "stale", "high", "", "stale" },
      { "one not told that is waived", "f2", "waived", "high", "", "waived" },
    }
    for _, case in ipairs(cases) do
      local what, id, state, severity, reason, said = table.unpack(case)
      it(("%s: %s"):format(what, reason == "" and "is no reason" or reason), function()
        local d = ask("2026-11-24", { finding(id, state, severity) }, {}, told_open())
        assert.equal(reason, reasons(d))
        assert.equal(id .. "=" .. said, states(d))
        assert.equal(reason ~= "", d.send)
        assert.equal(reason == "" and "nothing" or nil, d.why_not)
      end)
    end

    it("says nothing of one resolved that was never told", function()
      local d = ask("2026-11-24", { finding("f2", "resolved") }, {}, told_open())
      assert.same({ "nothing", 0 }, { d.why_not, #d.findings })
    end)

    it("tells a change of class, and what the severity was", function()
      local told = ask("2026-11-23", { finding("f1", "new", "high", nil, "a") }).told
      local d = ask("2026-11-24", { finding("f1", "changed", "high", nil, "b") }, {}, told)
      assert.equal("changed", reasons(d))
      d = ask("2026-11-24", { finding("f1", "ongoing", "low", nil, "a") }, {}, told)
      assert.equal("high", d.findings[1].was)
    end)

    it("tells a resolution once, and a return after it", function()
      local d = ask("2026-11-24", { finding("f1", "resolved") }, {}, told_open())
      local again = ask("2026-11-25", { finding("f1", "resolved") }, {}, d.told)
      assert.same({ "nothing", 0 }, { again.why_not, #again.findings })
      local back = ask("2026-11-26", { finding("f1", "ongoing") }, {}, again.told)
      assert.equal("f1=reopened", states(back))
    end)

    it("keeps a resolution in mind when the ledger no longer names it", function()
      local d = ask("2026-11-24", { finding("f1", "resolved") }, {}, told_open())
      local other = ask("2026-11-25", { finding("f2", "new") }, {}, d.told)
      local back = ask("2026-11-26", { finding("f1", "ongoing"), finding("f2", "ongoing") },
        {}, other.told)
      assert.equal("f1=reopened f2=ongoing", states(back))
      assert.equal(0, other.gone)
    end)

    it("tells one whose waiver has run out as reopened", function()
      local d = ask("2026-11-24", { finding("f1", "waived"), finding("f2", "new") }, {},
        told_open())
      assert.equal("f1=waived f2=new", states(d))
      local after = ask("2026-11-25", { finding("f1", "ongoing"), finding("f2", "ongoing") },
        {}, d.told)
      assert.equal("f1=reopened f2=ongoing", states(after))
    end)

    it("tells as new what could not be judged when it was first met", function()
      local d = ask("2026-11-24", { finding("f2", "stale"), finding("f3", "new") }, {},
        told_open())
      local after = ask("2026-11-25", { finding("f2", "ongoing"), finding("f3", "ongoing") },
        {}, d.told)
      assert.equal("f2=new f3=ongoing", states(after))
    end)

    it("counts one told that is no longer there, once", function()
      local d = ask("2026-11-24", { finding("f2", "new") }, {}, told_open())
      assert.equal(1, d.gone)
      assert.equal(0, ask("2026-11-25", { finding("f2", "ongoing") }, {}, d.told).gone)
    end)

    it("neither tells nor forgets what is outside the selection", function()
      local outside = { id = "f1", is_outside = true }
      local d = ask("2026-11-24", { finding("f2", "new"), outside }, {}, told_open())
      assert.equal("f2=new", states(d))
      assert.equal(0, d.gone)
      local after = ask("2026-11-25", { finding("f1", "ongoing"), finding("f2", "ongoing") },
        {}, d.told)
      assert.equal("f1=ongoing f2=ongoing", states(after))
      assert.equal("nothing", after.why_not)
    end)

    it("leaves the findings it is asked about as they are", function()
      local f = finding("f2", "ongoing")
      ask("2026-11-24", { f }, {}, told_open())
      assert.same(finding("f2", "ongoing"), f)
    end)
  end)

  describe("on steps", function()
    local before = { { 31 }, { 30, 30 }, { 15, 30 }, { 14, 14 }, { 8, 14 }, { 7, 7 },
      { 2, 7 }, { 1, 1 }, { 0, 1 } }
    for _, case in ipairs(before) do
      it(("%d working days left are step %s"):format(case[1], case[2] or "none"), function()
        assert.equal(case[2], policy.step(case[1]))
      end)
    end
    local after = { { 0 }, { 1, 1 }, { 6, 1 }, { 7, 7 }, { 14, 7 }, { 15, 15 }, { 29, 15 },
      { 30, 30 }, { 400, 30 } }
    for _, case in ipairs(after) do
      it(("%d working days late are step %s"):format(case[1], case[2] or "none"), function()
        assert.equal(case[2], policy.late_step(case[1]))
      end)
    end
  end)

  -- The days on which something is sent and why, asked every day.
  local function letters(from, to, findings_on, reports)
    local told, list = nil, {}
    for day in calendar.days(from, to) do
      local d = ask(day, findings_on(tostring(day)), reports, told)
      if d.send then list[#list + 1] = tostring(day) .. " " .. reasons(d) end
      told = d.told
    end
    return list
  end

  local function none() return {} end

  it("tells a report due on Friday 4 December 2026 four times before", function()
    -- 1 left on Thursday; 7 on 25 November; 14 on the 16th; 30 on 23 October.
    assert.same({ "2026-10-23 due", "2026-11-16 due", "2026-11-25 due", "2026-12-03 due" },
      letters("2026-09-01", "2026-12-04", none,
        { { code = "yearly", period = "2026", due = "2026-12-04" } }))
  end)

  it("tells it when late by 1, 7, 15, 30 working days, else every ten", function()
    -- New Year's Day is not worked, nor are 4 to 10 February (Tết): 25 late on
    -- 11 January, 30 on the 18th, 40 on 1 February, 50 on the 22nd.
    assert.same({ "2026-12-07 overdue", "2026-12-15 overdue", "2026-12-25 overdue",
      "2027-01-11 repeat", "2027-01-18 overdue", "2027-02-01 repeat",
      "2027-02-22 repeat" },
      letters("2026-12-05", "2027-02-28", none,
        { { code = "yearly", period = "2026", due = "2026-12-04" } }))
  end)

  it("repeats an open finding every ten working days", function()
    -- From 23 November the tenth is 7 December, from there the 21st.
    assert.same({ "2026-11-23 new", "2026-12-07 repeat", "2026-12-21 repeat" },
      letters("2026-11-23", "2026-12-31",
        function() return { finding("f1", "ongoing") } end))
  end)

  it("does not repeat what is waived, resolved or only due", function()
    local due = { { code = "yearly", period = "2027", due = "2027-01-05" } }
    local list = letters("2026-11-23", "2026-12-24", function(day)
      return { finding("f1", day == "2026-11-23" and "new" or "resolved"),
        finding("f2", "waived") }
    end, due)
    -- 30 working days before 5 January: 23 November; 14: 15 December;
    -- 7: 24 December, for 1 January is not worked.
    assert.same({ "2026-11-23 new due", "2026-11-24 resolved", "2026-12-15 due",
      "2026-12-24 due" }, list)
  end)

  it("tells a step once where a report came late into view", function()
    local report = { code = "q", period = "2026-Q4", due = "2026-12-04" }
    local d = ask("2026-11-26", {}, { report })
    assert.same({ 7, 6, true },
      { d.due[1].step, d.due[1].working_days_left, d.due[1].is_reached })
    local again = ask("2026-11-27", {}, { report }, d.told)
    assert.equal("nothing", again.why_not)
    assert.is_false(again.due[1].is_reached)
  end)

  it("counts anew for a report whose last day was moved", function()
    local report = { code = "q", period = "2026-Q4", due = "2026-12-04" }
    local told = ask("2026-11-26", {}, { report }).told
    report.due = "2026-12-11"
    local d = ask("2026-11-27", {}, { report }, told)
    assert.same({ "due", 14 }, { reasons(d), d.due[1].step })
  end)

  it("tells apart the reports that two agencies which are no more owed", function()
    local function owed(of, due)
      return { code = "yearly", period = "2024", due = due, of = of }
    end
    local first = { owed("old-a", "2026-12-04"), owed("old-b", "2026-12-01") }
    local d = ask("2026-12-08", {}, first)
    assert.equal("overdue", reasons(d))
    assert.equal("nothing", ask("2026-12-09", {}, first, d.told).why_not)
  end)

  it("says how late a report is, in days and working days", function()
    local d = ask("2026-12-08", {},
      { { code = "yearly", period = "2026", due = "2026-12-04" } })
    assert.same({ 4, 2 }, { d.overdue[1].days_late, d.overdue[1].working_days_late })
  end)

  describe("about Tết 2027, off from 4 to 10 February", function()
    local function told_before()
      return ask("2027-02-03", { finding("f1", "new", "high") }).told
    end

    for day in calendar.days("2027-02-04", "2027-02-10") do
      it("is quiet on " .. tostring(day), function()
        local d = ask(day, { finding("f2", "new") }, {}, told_before())
        assert.same({ false, "rest_day", "new" }, { d.send, d.why_not, reasons(d) })
        assert.same(told_before(), d.told)
      end)
    end

    it("sends one letter on the 11th with all that was held back", function()
      local list = letters("2027-02-03", "2027-02-17", function(day)
        if day < "2027-02-05" then return { finding("f1", "new") } end
        if day < "2027-02-09" then
          return { finding("f1", "ongoing"), finding("f2", "new") }
        end
        return { finding("f1", "resolved"), finding("f2", "ongoing"),
          finding("f3", "new") }
      end)
      assert.same({ "2027-02-03 new", "2027-02-11 new resolved" }, list)
    end)

    it("names the days that held it back", function()
      local d = ask("2027-02-11", { finding("f2", "ongoing", "high", "2027-02-08") }, {},
        told_before())
      assert.same({ "2027-02-04", "2027-02-10" },
        { tostring(d.held.from), tostring(d.held.to) })
    end)

    it("names none where the news is of the day itself", function()
      local d = ask("2027-02-11", { finding("f2", "new", "high", "2027-02-11") }, {},
        told_before())
      assert.is_true(d.send)
      assert.is_nil(d.held)
    end)

    it("does not tell what came and went in between", function()
      local d = ask("2027-02-11", { finding("f1", "ongoing"), finding("f2", "resolved") },
        {}, told_before())
      assert.same({ false, "nothing" }, { d.send, d.why_not })
    end)

    it("counts working days over it: 8 left on the 3rd, 7 on the 11th", function()
      local report = { code = "m", period = "2027-01", due = "2027-02-22" }
      local d = ask("2027-02-03", {}, { report })
      assert.same({ 8, 14 }, { d.due[1].working_days_left, d.due[1].step })
      d = ask("2027-02-11", {}, { report }, d.told)
      assert.same({ 7, 7, "due" },
        { d.due[1].working_days_left, d.due[1].step, reasons(d) })
    end)

    it("tells on the 11th of a report due on Saturday the 6th, first day of Tết", function()
      local report = { code = "m", period = "2027-01", due = "2027-02-06" }
      local d = ask("2027-02-02", {}, { report })
      assert.same({ 1, "due" }, { d.due[1].working_days_left, reasons(d) })
      d = ask("2027-02-03", {}, { report }, d.told)
      assert.same({ 0, "nothing" }, { d.due[1].working_days_left, d.why_not })
      d = ask("2027-02-11", {}, { report }, d.told)
      assert.same({ 5, 1, "overdue", "2027-02-04" }, { d.overdue[1].days_late,
        d.overdue[1].working_days_late, reasons(d), tostring(d.held.from) })
    end)
  end)

  it("writes on a Saturday that is worked in exchange", function()
    assert.is_true(ask("2026-08-22", { finding("f1", "new") }).send)
    assert.equal("rest_day", ask("2026-08-31", { finding("f1", "new") }).why_not)
  end)

  it("writes once a day, and holds the rest for the next", function()
    local told = told_open()
    local both = { finding("f1", "ongoing"), finding("f2", "new") }
    assert.equal("sent_today", ask("2026-11-23", both, {}, told).why_not)
    assert.is_true(ask("2026-11-24", both, {}, told).send)
  end)

  it("writes nothing for a day before the last letter", function()
    assert.equal("earlier_day",
      ask("2026-11-20", { finding("f2", "new") }, {}, told_open()).why_not)
  end)

  it("writes nothing of a suspicious run", function()
    local d = ask("2026-11-23", { finding("f1", "new") }, {}, nil, { hold = true })
    assert.same({ false, "suspicious" }, { d.send, d.why_not })
    assert.is_nil(d.told)
  end)

  it("decides the same by what was kept as JSON", function()
    local report = { code = "q", period = "2026-Q4", due = "2026-12-04" }
    local told = ask("2026-11-26", { finding("f1", "new", "high", nil, "a") }, { report }).told
    local kept = json.decode(json.encode(told))
    for _, case in ipairs { { "ongoing", "a" }, { "ongoing", "b" }, { "resolved" } } do
      local f = finding("f1", case[1], "high", nil, case[2])
      assert.same(ask("2026-11-27", { f }, { report }, told),
        ask("2026-11-27", { f }, { report }, kept))
    end
    local nothing = json.decode(json.encode(ask("2026-11-27", { finding("f1", "resolved") }, {},
      told).told))
    assert.equal("f2=new", states(ask("2026-11-30", { finding("f2", "new") }, {}, nothing)))
  end)

  it("stops at a calendar that has no working day", function()
    local d = ask("2026-11-23", { finding("f1", "new", "high", "2026-11-22") }, {}, nil,
      { is_working = function(day) return tostring(day) == "2026-11-23" end })
    assert.equal(60, d.held.to - d.held.from + 1)
  end)
end)
