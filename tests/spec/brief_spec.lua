--- What a report about a plan tells, counted by hand on a small plan.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local FILES = {
  plans = "code,number,title_en,title_vi,issued_on,issuer\n"
    .. "p,7/QĐ,Plan,Kế hoạch,2018-05-08,x\n",
  goals = "code,plan,label_en\n1,p,Growth\n2,p,Health\n3,p,Quiet\n",
  targets = "code,goal,label_en\n1.1,1,More\n2.1,2,Fewer\n",
  agencies = "code,name_en,name_vi\nx,Ex,Ích\ny,Why,Y\nidle,Idle,\nall,All,\n",
  agency_members = "agency,member\nall,x\nall,y\n",
  task_groups = "code,target,position,lead\n1.1/1,1.1,1,x\n",
  tasks = "code,task_group,position,label_en,due_on,status\n"
    .. "1.1/1/1,1.1/1,1,Build,2027-05-23,open\n"
    .. "1.1/1/2,1.1/1,2,Built,2027-01-10,done\n"
    .. "1.1/1/3,1.1/1,3,Beyond,2027-05-24,open\n",
  indicators = "code,name_en,unit,direction\ni1,One,%,up\ni2,Two,%,up\n"
    .. "i3,Three,%,up\ni4,Four,%,up\ni5,Five,%,down\n",
  areas = "code,name_en\na,Area\n",
  commitments = [[
code,target,indicator,area,label_en,kind,comparator,value,deadline,agency
kept,1.1,i1,a,Kept,level,>=,10,2024-12-31,
missed,1.1,i2,a,Missed,level,>=,20,2024-12-31,y
in-time,1.1,i3,a,In time,level,>=,65536,2031-12-31,
behind,1.1,i4,a,Behind,level,>=,65536,2031-12-31,
away,2.1,i5,a,Away,level,<,10,2030-12-31,
unmeasured,2.1,,a,Unmeasured,level,<,10,2027-01-31,
multiple,,i1,a,Multiple,factor,=,2,2030-12-31,
]],
  -- A doubling every year is needed from 1 in 2015 to 65,536 in 2031, so the
  -- value of 2016 less one is the share of the pace.
  observations = [[
indicator,area,period,value
i1,a,2015,5
i1,a,2024,12
i2,a,2015,5
i2,a,2024,12
i3,a,2015,1
i3,a,2016,1.95
i4,a,2015,1
i4,a,2016,1.5
i5,a,2015,20
i5,a,2025,21
]],
  obligations = "code,label_en,kind,agency,recurrence,first_period,due_day,bound\n"
    .. "o,Yearly,report,all,year,2024,5,by\n",
  submissions = "obligation,agency,period,received_on\n"
    .. "o,x,2024,2024-12-05\no,x,2025,2025-12-06\n",
  waivers = "code,signer,requester,signed_on,reason,scope,valid_from,valid_to\n"
    .. "w,Chair,x,2026-01-02,Flood,rule = \"my.late\" and agency = y,2026-01-02,"
    .. "2027-02-28\n",
}

local RULE = [[return { id = "my.late", title = { en = "Late", vi = "Chậm" },
  over = "reports", severity = "high", message = "{status}",
  needs = { "received_on" },
  check = function(r)
    if r.status ~= "received" then return { status = r.status } end
  end }]]

local store, rules

setup(function()
  store = command.path "brief.db"
  local files = {}
  for name, text in pairs(FILES) do
    files[#files + 1] = command.file(name .. ".csv", text)
  end
  local _, code, err = command.tiendo("import", store, table.unpack(files))
  assert.equal(0, code, err)
  rules = command.file("late.lua", RULE)
end)

local function report(...)
  local out, code, err = command.tiendo("report", store, "--as-of", "2026-11-23",
    "--format", "json", ...)
  assert.equal(0, code, err)
  return assert(json.decode(out))
end

local function by_code(list)
  local out = {}
  for _, row in ipairs(list) do out[row.code or ""] = row end
  return out
end

describe("tiendo.brief", function()
  local brief

  setup(function() brief = report("--no-builtin", "--rules", rules) end)

  it("says what each commitment has come to", function()
    local expected = {
      kept = "achieved", missed = "off_track", ["in-time"] = "on_track",
      behind = "off_track", away = "wrong_way", unmeasured = "cannot_tell",
      multiple = "cannot_tell",
    }
    for code, c in pairs(by_code(brief.commitments)) do
      assert.equal(expected[code], c.class, code)
      assert.equal(code == "kept" or code == "missed", c.is_settled, code)
    end
    assert.same({ all = 7, achieved = 1, on_track = 1, off_track = 2,
      wrong_way = 1, cannot_tell = 2 }, brief.counts.commitments)
  end)

  it("says how, and why where it cannot be told", function()
    local at = by_code(brief.commitments)
    assert.equal(0.5, at.behind.ratio)
    assert.equal("open-sdg", at.behind.method)
    assert.equal(2, at.behind.expected)
    assert.same({ value = 1.5, period = "2016" }, at.behind.latest)
    assert.equal("no figures for what was promised", at.unmeasured.why)
    -- As frequent, so in the order of their codes: multiple, unmeasured.
    assert.same({
      { n = 1,
        why = "the promise is a multiple of a baseline that is not known" },
      { n = 1, why = "no figures for what was promised" },
    }, brief.cannot_tell)
  end)

  it("goes by the parameters that hold in the run", function()
    local at = by_code(report("--set", "progress.off_track.ratio=0.4")
      .commitments)
    assert.equal("on_track", at.behind.class)
  end)

  it("counts reports by what became of them", function()
    assert.same({ all = 6, received = 1, late = 1, missing = 2, pending = 2,
      due_soon = 2, lead_days = 30, illustrative = 0 }, brief.counts.reports)
    assert.same({ expected = 4, actual = 2, on_time = 1, completeness = 0.5,
      timeliness = 0.25 }, brief.rates)
  end)

  it("counts as due soon what the rule reminds of", function()
    local soon = report("--set", "reporting.due_soon.lead_wd=8")
    assert.equal(0, soon.counts.reports.due_soon)
    assert.equal(8, soon.counts.reports.lead_days)
  end)

  it("counts findings, and waived ones apart", function()
    assert.same({ all = 1, critical = 0, high = 1, medium = 0, low = 0,
      info = 0, waived = 0, resolved = 0, illustrative = 0 }, brief.counts.findings)
    assert.equal("o/x/2025", brief.findings[1].subject.code)
  end)

  it("says what was not evaluated", function()
    assert.same({ all = 1, subjects = 6, judged = 2, no_data = 4, not_due = 0,
      not_applicable = 0, error = 0, silent = 0 }, brief.counts.checks)
    assert.equal(1, #brief.gaps)
    assert.equal(4, brief.gaps[1].n)
    assert.equal("my.late", brief.gaps[1].rule)
  end)

  it("puts all under goals, and what is under none at the end", function()
    local codes = {}
    for i, goal in ipairs(brief.goals) do codes[i] = goal.code or "-" end
    assert.same({ "1", "2", "3", "-" }, codes)
    assert.same({ all = 4, achieved = 1, on_track = 1, off_track = 2,
      wrong_way = 0, cannot_tell = 0 }, brief.goals[1].commitments)
    assert.equal(1, brief.goals[1].task_groups)
    assert.equal(1, brief.goals[4].commitments.all)
    assert.equal(1, brief.goals[4].findings.all)
  end)

  it("tells what agencies lead, owe and are told, and who has nothing", function()
    assert.equal(2, #brief.agencies)
    assert.equal(2, brief.quiet_agencies)
    local x, y = brief.agencies[1], brief.agencies[2]
    assert.equal("x", x.code)
    assert.equal(1, x.leads)
    assert.equal(3, x.commitments)
    assert.equal(1, x.findings.all)
    assert.same({ received = 1, late = 1, missing = 0, pending = 1 }, x.reports)
    assert.equal(1, x.rates.completeness)
    assert.equal("y", y.code)
    assert.equal(1, y.commitments)
    assert.equal(0, y.rates.completeness)
  end)

  -- Monday 23 November to Saturday 5 December: nine days from Tuesday on.
  it("looks six months ahead, the last day included", function()
    assert.equal("2027-05-23", brief.until_day)
    local got = {}
    for i, entry in ipairs(brief.calendar) do
      got[i] = { entry.day, entry.kind, entry.code, entry.n }
    end
    assert.same({
      { "2026-12-05", "report", "o", 2 },
      { "2027-01-31", "commitment", "unmeasured", 1 },
      { "2027-02-28", "waiver", "w", 1 },
      { "2027-05-23", "task", "1.1/1/1", 1 },
    }, got)
    assert.equal(9, brief.calendar[1].working_days)
    assert.same({ "x", "y" }, brief.calendar[1].agencies)
  end)

  it("lists who has yet to report", function()
    local got = {}
    for i, row in ipairs(brief.due) do
      got[i] = { row.agency, row.period, row.status }
    end
    assert.same({ { "y", "2024", "missing" }, { "y", "2025", "missing" },
      { "x", "2026", "pending" }, { "y", "2026", "pending" } }, got)
  end)

  it("is in the language asked for", function()
    local vi = report("--no-builtin", "--rules", rules, "--lang", "vi")
    assert.equal("Kế hoạch", vi.plan.title)
    assert.equal("Chậm", vi.gaps[1].title)
    assert.equal("chưa có số liệu cho nội dung cam kết", vi.cannot_tell[2].why)
  end)

  it("is the same whatever the number of workers", function()
    for _, format in ipairs { "json", "html" } do
      local one = command.tiendo("report", store, "--as-of", "2026-11-23",
        "--format", format, "--workers", "0")
      local three = command.tiendo("report", store, "--as-of", "2026-11-23",
        "--format", format, "--workers", "3")
      assert.equal(one, three)
    end
  end)
end)

describe("tiendo report", function()
  it("refuses formats and languages that it does not know", function()
    local _, code, err = command.tiendo("report", store, "--format", "text")
    assert.equal(2, code)
    assert.truthy(err:find("html, json", 1, true), err)
    _, code = command.tiendo("report", store, "--lang", "fr")
    assert.equal(2, code)
  end)

  it("writes the file whole, and says by its exit code what it lacks", function()
    local path = command.path "plan.html"
    local out, code = command.tiendo("report", store, "--as-of", "2026-11-23",
      "-o", path)
    assert.equal("", out)
    assert.equal(0, code)
    assert.truthy(command.read(path):find "</html>\n$")
    local bad = command.file("bad.lua", [[return { id = "my.bad", title = "t",
      over = "goals", check = function() error "no" end }]])
    local err
    out, code, err = command.tiendo("report", store, "--no-builtin", "--rules",
      bad, "--as-of", "2026-11-23")
    assert.equal(3, code)
    assert.equal("tiendo: the report lacks 3 results of checks\n", err)
    assert.truthy(out:find("my.bad", 1, true))
  end)

  it("is of a recorded run too, with what was new then", function()
    local recorded = command.path "recorded.db"
    command.run("cp", store, recorded)
    local function run(day, ...)
      local _, code, err = command.tiendo("run", recorded, "--as-of", day,
        "--no-builtin", "--rules", rules, "--fail-on", "never", "--quiet", ...)
      assert.equal(0, code, err)
    end
    local page = command.path "then.html"
    run "2026-11-16"
    run("2026-12-07", "--output", "html:" .. page)
    local out, code, err = command.tiendo("report", recorded, "--run", "latest")
    assert.equal("", err)
    assert.equal(0, code)
    assert.equal(command.read(page), out)
    out = command.tiendo("report", recorded, "--run", "latest", "--format", "json")
    local then_ = json.decode(out)
    -- Those of 2026 were due on 5 December.
    assert.equal("2026-12-07", then_.as_of)
    assert.equal(4, then_.counts.reports.missing)
    assert.equal(0, then_.since_last.new)
    assert.equal(1, then_.since_last.ongoing)
    out, code, err = command.tiendo("report", recorded, "--run", "latest",
      "--as-of", "2026-11-23")
    assert.same({ "", 2 }, { out, code })
    assert.equal("tiendo: --as-of is of no use with --run: a recorded run has its own\n",
      err)
    out, code = command.tiendo("report", recorded, "--run", "1999")
    assert.same({ "", 2 }, { out, code })
  end)

  it("makes a page of an empty store", function()
    local empty = command.path "empty.db"
    command.tiendo("import", empty, command.file("areas.csv", "code,name_en\n"))
    local out, code, err = command.tiendo("report", empty, "--as-of", "2026-11-23")
    assert.equal(0, code, err)
    assert.truthy(out:find("No plan in the store", 1, true))
    assert.truthy(out:find("No findings.", 1, true))
  end)
end)
