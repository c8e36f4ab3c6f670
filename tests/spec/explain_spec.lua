--- tiendo explain STORE deadline, over a small plan whose days are worked out
-- by hand: 2026 begins on a Thursday, 5 December 2026 is a Saturday.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local OBLIGATIONS = "code,plan,label_vi,label_en,kind,agency,recurrence,first_period,last_period,"
  .. "due_months,due_day,bound,roll,calendar,handover,due_days,due_working_days,"
  .. "due_hour,zone,source,source_line\n" .. [[
strict,thu,Chặt,Strict,report,so-y-te,year,2019,2028,0,5,by,,lich,,,,,,plan,30
rolled,thu,Dời,Rolled,report,so-y-te,year,2019,,0,5,by,next,lich,,,,,,plan,31
counted,thu,Đếm,Counted,report,so-y-te,quarter,2019,,0,28,before,next,lich,,-2,3,17,+08:00,plan,32
early,thu,Sớm,Early,report,so-y-te,month,2018,,1,8,by,,,,,,,,plan,33
handed,thu,Chuyển,Handed,report,nhom,year,2024,,0,5,before,,,successor,,,,,plan,34
kept,thu,Giữ,Kept,report,nhom,year,2024,,0,5,before,,,none,,,,Mars/Base,plan,35
asked,thu,Hỏi,On demand,report,so-y-te,on_demand,,,,,,,,,,,,,plan,36
single,thu,Một,Once,review,so-y-te,once,2030,,0,,by,,nowhere,,,,,,plan,37
]]
local HOLIDAYS = [[
calendar,day,kind,name_vi,name_en,source
lich,2026-12-07,off,Nghỉ bù,Day off instead,plan
lich,2026-12-31,holiday,Cuối năm,Last day of the year,plan
]]
local AGENCIES = [[
code,name_vi,name_en,valid_from,valid_to
nhom,Nhóm,Group,,
huyen-moi,Xã Mới,New Commune,2025-07-01,
huyen-a,Huyện A,District A,,2025-06-30
huyen-b,Huyện B,District B,,2025-06-30
]]
local MEMBERS = "agency,member\nnhom,so-y-te\nnhom,huyen-a\nnhom,huyen-b\n"
local SUCCESSORS = "agency,successor,since\n"
  .. "huyen-a,huyen-moi,2025-07-01\nhuyen-b,huyen-moi,2025-07-01\n"
local SUBMISSIONS = "obligation,agency,period,received_on,source\n"
  .. "counted,so-y-te,2026-Q3,2026-09-30,plan\n"

local store

setup(function()
  store = command.store "tests/data/small"
  local files = {}
  for name, text in pairs { obligations = OBLIGATIONS, holidays = HOLIDAYS,
    agencies = AGENCIES, agency_members = MEMBERS, submissions = SUBMISSIONS,
    agency_successors = SUCCESSORS } do
    files[#files + 1] = command.file(name .. ".csv", text)
  end
  local _, code, err = command.tiendo("import", store, table.unpack(files))
  assert.equal(0, code, err)
end)

local function explain(obligation, period, day, ...)
  return command.tiendo("explain", store, "deadline", obligation, period,
    "--as-of", day or "2026-11-23", ...)
end

local function explained(...)
  local out, code, err = explain(...)
  assert.equal(0, code, err)
  return out
end

-- The object, and its steps by name.
local function object(obligation, period, day)
  local what = json.decode(explained(obligation, period, day,
    "--format=json"))
  local steps = {}
  for _, step in ipairs(what.steps) do steps[step.step] = step end
  return what, steps
end

local function has(part, out)
  out = out:gsub("%s+", " ")
  assert(out:find(part, 1, true), ("%q is not in:\n%s"):format(part, out))
end

describe("tiendo explain STORE deadline", function()
  it("tells where the duty stands and which period is meant", function()
    local out = explained("strict", "2026")
    has("deadline strict · 2026 · Strict", out)
    has("line 30 · issued on 2018-05-08", out)
    has("year · 2019 to 2028 · 2026 runs 2026-01-01 to 2026-12-31", out)
  end)

  it("leaves a day off where the law is open, and says what else holds",
    function()
      local out = explained("strict", "2026")
      has("day 5 of the period's last month: Saturday 2026-12-05", out)
      has("not worked: Saturday 2026-12-05, weekend", out)
      has("not stated, the day stays (strict); rolled on it would be Tuesday "
        .. "2026-12-08, rolled back Friday 2026-12-04", out)
      local what, steps = object("strict", "2026")
      assert.equal("2026-12-05", what.due)
      assert.equal("2026-12-05T17:00:00Z", what.instant)
      assert.is_false(steps.roll.is_stated)
    end)

  it("rolls over a weekend and a day off, each named with its source",
    function()
      local out = explained("rolled", "2026")
      has("Monday 2026-12-07, Day off instead (", out)
      has("on to the next working day: Tuesday 2026-12-08", out)
      local what, steps = object("rolled", "2026")
      assert.equal("2026-12-08", what.due)
      local kinds = {}
      for i, rest in ipairs(steps.calendar.not_worked) do
        kinds[i] = rest.day .. " " .. rest.kind
      end
      assert.same({ "2026-12-05 weekend", "2026-12-06 weekend",
        "2026-12-07 off" }, kinds)
      assert.equal("plan", steps.calendar.not_worked[3].source)
    end)

  -- 28 December less 2 days is Saturday the 26th; the third working day after
  -- it is Wednesday the 30th, and "before" leaves Tuesday the 29th
  it("counts days, then working days, then the bound", function()
    local what, steps = object("counted", "2026-Q4")
    assert.equal("2026-12-28", steps.named.day)
    assert.equal("2026-12-26", steps.days.day)
    assert.equal("2026-12-30", steps.working_days.day)
    assert.equal("2026-12-29", steps.bound.day)
    assert.equal("2026-12-29", what.due)
    local out = explained("counted", "2026-Q4")
    has("2 days before: Saturday 2026-12-26", out)
    has("3 working days after: Wednesday 2026-12-30 · not counted: Sunday "
      .. "2026-12-27, weekend 6 bound", out)
    has("“before” leaves the day out: Tuesday 2026-12-29", out)
  end)

  it("ends at the hour and in the zone of the obligation", function()
    has("17:00 in +08:00 (UTC+08:00), 2026-12-29T09:00:00Z",
      explained("counted", "2026-Q4"))
    has("24:00 in Mars/Base, a zone that is not known here",
      explained("kept", "2026"))
  end)

  -- named Monday 28 September, shifted to Saturday 26th, third working day
  -- Wednesday 30th, before it Tuesday 29th
  it("judges by days what arrived", function()
    local what = object("counted", "2026-Q3")
    assert.equal("2026-09-29", what.due)
    assert.equal("late", what.owes[1].status)
    assert.equal(1, what.owes[1].days_late)
  end)

  it("owes nothing that was due before the document existed", function()
    local out = explained("early", "2018-03") -- 8 April 2018
    has("due before the document existed: nothing is owed", out)
    has("Nobody owes it: it was due before the document existed.", out)
    local what = object("early", "2018-04") -- 8 May 2018, the day of issue
    assert.is_false(what.is_before_document)
    assert.equal(1, #what.owes)
  end)

  it("hands a duty over once to whoever follows two", function()
    local what = object("handed", "2025")
    local owes = {}
    for i, one in ipairs(what.owes) do owes[i] = one.agency end
    assert.same({ "huyen-moi", "so-y-te" }, owes)
    assert.equal("huyen-a", what.owes[1].inherited_from)
    has("ended on 2025-06-30, its duty goes to its successors",
      explained("handed", "2025"))
  end)

  it("lets a duty end with its agency where nothing hands it over", function()
    local what = object("kept", "2025")
    assert.equal(1, #what.owes)
    assert.equal("so-y-te", what.owes[1].agency)
    assert.same({ "huyen-a ended", "huyen-b ended" }, {
      what.owes_nothing[1].agency .. " " .. what.owes_nothing[1].why,
      what.owes_nothing[2].agency .. " " .. what.owes_nothing[2].why })
  end)

  it("says what it does not know", function()
    has("it lists days up to 2026-12-31: later holidays are not known",
      explained("strict", "2027"))
    has("nowhere, for which the store has no days: Monday to Friday",
      explained("single", "2030"))
    has("none stated: Monday to Friday", explained("handed", "2025"))
    has("More than a year ahead: who will owe it is not foreseen yet.",
      explained("single", "2030"))
  end)

  it("speaks Vietnamese", function()
    local out = explained("rolled", "2026", nil, "--lang=vi")
    has("hạn nộp rolled · 2026 · Dời", out)
    has("ngày 5 tháng cuối kỳ: thứ Bảy 05/12/2026", out)
    has("thứ Hai 07/12/2026, Nghỉ bù (", out)
    has("dời sang ngày làm việc kế tiếp: thứ Ba 08/12/2026", out)
  end)

  -- A rule computes each due day of the plan anew.
  it("agrees with tiendo.deadline", function()
    local rule = command.file("agrees.lua", [[
local deadline = require "tiendo.deadline"
return { id = "agrees", title = "x", over = "reports", check = function(r, ctx)
  local due = deadline.due(r.obligation, r.period, ctx)
  if due ~= r.due then return { due = due } end
end }]])
    for _, path in ipairs { store, command.store "datasets/an-giang" } do
      local out = command.tiendo("check", path, "--as-of=2026-11-23",
        "--no-builtin", "--rules", rule, "--format=json")
      local check = json.decode(out).checks[1]
      assert.equal(0, check.fail + check.error, out)
      assert.is_true(check.pass > 100)
    end
  end)

  describe("refuses", function()
    for _, case in ipairs {
      { "strikt", "2026", "no obligation 'strikt'; did you mean 'strict'?" },
      { "strict", "2026-13", "'2026-13' is no period; write 2026, 2026-H1" },
      { "strict", "2026-Q1", "it is owed for each year; write 2026" },
      { "counted", "2026", "it is owed for each quarter; write 2026-Q4" },
      { "strict", "2018", "the first period is 2019" },
      { "strict", "2029", "the last period is 2028" },
      { "single", "2029", "it is owed once, for 2030" },
      { "asked", "2026", "it is never due by itself" },
    } do
      it(("%s %s"):format(case[1], case[2]), function()
        local _, code, err = explain(case[1], case[2])
        assert.equal(2, code)
        has(case[3], err)
      end)
    end

    it("what it cannot explain", function()
      local _, code, err = command.tiendo("explain", store, "rule", "x", "y")
      assert.equal(2, code)
      has("'rule' is nothing to explain; there are 'deadline' and 'finding'", err)
    end)
  end)
end)
