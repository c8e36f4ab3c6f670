--- Completeness and timeliness as DHIS2 defines them, counted by hand.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local AREAS = [[
code,name_en,kind,parent
tinh,Province,province,
bac,North,district,tinh
nam,South,district,tinh
]]
local AGENCIES = [[
code,name_en,area,valid_to
x,X,bac,
y,Y,nam,
z,Z,,
cu,Gone,nam,2024-06-30
all,All of them,,
]]
local MEMBERS = "agency,member\nall,x\nall,y\nall,z\nall,cu\n"
local OBLIGATIONS = [[
code,label_en,kind,agency,recurrence,first_period,due_day,bound
m,Yearly,report,all,year,2023,5,by
n,Later,report,x,once,2030,5,by
]]
-- Due on 5 December of 2023, 2024 and 2025.
local SUBMISSIONS = [[
obligation,agency,period,received_on
m,x,2023,2023-12-05
m,x,2024,2024-12-06
m,x,2025,2025-11-01
m,y,2023,2023-12-01
m,cu,2023,2024-01-02
]]

local store

setup(function()
  store = command.path "rates.db"
  local files = {}
  for name, text in pairs { areas = AREAS, agencies = AGENCIES,
    agency_members = MEMBERS, obligations = OBLIGATIONS, submissions = SUBMISSIONS } do
    files[#files + 1] = command.file(name .. ".csv", text)
  end
  local _, code, err = command.tiendo("import", store, table.unpack(files))
  assert.equal(0, code, err)
end)

local function show(...)
  local out, code, err = command.tiendo("show", store, "rates", ...)
  return out, code, err
end

local function object(day, ...)
  local out, code, err = show("--as-of", day, "--format=json", ...)
  assert.equal(0, code, err)
  return json.decode(out)
end

-- "code expected actual on_time completeness timeliness" of each.
local function lines(list)
  local out = {}
  local function share(x)
    return type(x) == "number" and ("%.3f"):format(x) or "none"
  end
  for i, one in ipairs(list) do
    out[i] = ("%s %d %d %d %s %s"):format(type(one.code) == "string" and one.code or "-",
      one.expected, one.actual, one.on_time, share(one.completeness), share(one.timeliness))
  end
  return out
end

describe("tiendo show STORE rates", function()
  -- 2023 is owed by four, 2024 by three, 2025 is due on 5 December 2025: the
  -- report that has come for it does not count before that day is over.
  it("shares out what was expected by agency", function()
    local what = object "2025-12-05"
    assert.same({ "cu 1 1 0 1.000 0.000", "x 2 2 1 1.000 0.500", "y 2 1 1 0.500 0.500",
      "z 2 0 0 0.000 0.000" }, lines(what.agency))
    assert.same({ "- 7 4 2 0.571 0.286" }, lines { what.total })
  end)

  it("counts a report from the day after it was due", function()
    local what = object("2025-12-06", "--select", "agency = x")
    assert.same({ "x 3 3 2 1.000 0.667" }, lines(what.agency))
  end)

  it("has no rate where nothing is expected yet", function()
    local what = object "2025-12-05"
    assert.same({ "m 7 4 2 0.571 0.286" }, lines(what.obligation))
    local early = object "2023-12-05"
    assert.same({ "- 0 0 0 none none" }, lines { early.total })
    assert.same({ "m 0 0 0 none none" }, lines(early.obligation))
    local out = show("--as-of=2023-12-05", "obligation")
    assert.matches("Yearly +· +· +· +n/a +n/a", out)
  end)

  it("counts for an area what lies in it and within it", function()
    assert.same({ "bac 2 2 1 1.000 0.500", "nam 3 2 1 0.667 0.333", "tinh 5 4 2 0.800 0.400",
      "- 2 0 0 0.000 0.000" }, lines(object("2025-12-05").area))
  end)

  it("keeps to the reports selected", function()
    local what = object("2025-12-05", "--select", "period = 2024", "agency")
    assert.same({ "x 1 1 0 1.000 0.000", "y 1 0 0 0.000 0.000", "z 1 0 0 0.000 0.000" },
      lines(what.agency))
    assert.is_nil(what.area)
  end)

  it("shows the denominators in both languages", function()
    local out = show("--as-of=2025-12-05", "area")
    assert.matches("code +name +expected  arrived  in time  complete  timely", out)
    assert.matches("nam +South +3 +2 +1 +66%.7 %% +33%.3 %%", out)
    assert.matches("no area on record +2 +· +· +0 %% +0 %%", out)
    out = show("--as-of=2025-12-05", "area", "--lang=vi")
    assert.matches("phải nộp +đã nộp +đúng hạn +tỷ lệ nộp +tỷ lệ đúng hạn", out)
  end)

  it("refuses what rates are not told by", function()
    local _, code, err = show "agencie"
    assert.equal(2, code)
    assert.matches("no rates by 'agencie'; did you mean 'agency'?", err, 1, true)
    assert.equal(2, (select(2, show("--select", "nonsense = 1"))))
  end)

  it("fit into 80 columns in both languages", function()
    local codes = command.path "long.db"
    local files = { command.file("areas.csv", AREAS) }
    for name, text in pairs { agencies = AGENCIES:gsub("Y,", "Sở Nông nghiệp và Môi trường,"),
      agency_members = MEMBERS, obligations = OBLIGATIONS } do
      files[#files + 1] = command.file(name .. ".csv",
        (text:gsub("%f[%w]x%f[%W]", "so-nong-nghiep-va-moi-truong")))
    end
    local _, code, err = command.tiendo("import", codes, table.unpack(files))
    assert.equal(0, code, err)
    for _, lang in ipairs { "en", "vi" } do
      local out = command.tiendo("show", codes, "rates", "--as-of=2026-11-23", "--lang", lang)
      assert.matches("so%-nong%-", out)
      for line in out:gmatch "[^\n]+" do assert(utf8.len(line) <= 80, line) end
    end
  end)

  it("are there for rules", function()
    local rule = command.file("rates_rule.lua", [[
local rates = require "tiendo.rates"
return { id = "rates_rule", title = "x", over = "reports", check_all = function(set, ctx)
  for _, one in ipairs(rates.by(set, ctx.as_of, "agency")) do
    if one.timeliness and one.timeliness < 0.5 then
      ctx.emit { subject = one.row, timeliness = one.timeliness }
    end
  end
  ctx.evaluated(#set)
end }]])
    local out = command.tiendo("check", store, "--as-of=2025-12-05", "--no-builtin",
      "--rules", rule, "--format=json")
    local found = {}
    for i, one in ipairs(json.decode(out).findings) do found[i] = one.subject.code end
    table.sort(found)
    assert.same({ "cu", "z" }, found)
  end)
end)
