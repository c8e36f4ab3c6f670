-- A recorded run is proved on the data, rules and settings of then, and where
-- something else goes in, it is named.
local command = require "tests.support.command"

local SMALL = "tests/data/small"
local DAY = "2026-12-15"

local RULE = [[
return {
  id = "own.few_figures",
  title = { en = "Few figures", vi = "Ít số liệu" },
  over = "commitments",
  params = { least = { type = "integer", min = 0, max = 99, default = %d } },
  check = function(c, ctx)
    local n = c.series and #c.series or 0
    if n < ctx.params.least then return { figures = n } end
  end,
}
]]

local function write(path, text)
  command.run("mkdir", "-p", path:match "^(.*)/")
  local f <close> = assert(io.open(path, "wb"))
  f:write(text)
end

local function tiendo(...)
  local out, code, err = command.tiendo(...)
  return out .. err, code
end

-- A store with a recorded run, its rules and settings beside it.
local function recorded(name)
  local folder = command.path(name)
  local store = command.store(SMALL)
  write(folder .. "/rules/own/few_figures.lua", RULE:format(4))
  write(folder .. "/tiendo.lua",
    'return { rules = { ["reporting.late"] = { severity = "low" } } }\n')
  local out, code = tiendo("run", store, "--as-of", DAY, "--rules",
    folder .. "/rules", "--config", folder .. "/tiendo.lua", "--set",
    "reporting.missing.severity=medium", "--quiet", "--output",
    "csv:" .. folder .. "/findings.csv", "--output",
    "text:" .. folder .. "/report.txt", "--format", "json")
  assert(code == 1, out)
  return store, folder
end

-- Rules and settings as they were given, for a replay that names them.
local function given(folder)
  return "--rules", folder .. "/rules", "--config", folder .. "/tiendo.lua",
    "--set", "reporting.missing.severity=medium"
end

local function import(store, folder, name, text)
  local path = ("%s/%s.csv"):format(folder, name)
  write(path, text)
  local out, code = tiendo("import", store, path, "--quiet", "--known-on", DAY)
  assert(code == 0, out)
end

-- "data observations", "rule own.few_figures" ...: what differs going in.
local function differences(text)
  local list = {}
  for what, name in text:gmatch '"what":"(%w+)","name":"([^"]*)"' do
    if what ~= "result" and what ~= "output" then
      list[#list + 1] = what .. " " .. name
    end
  end
  return list
end

local function came_out(text)
  local n = 0
  for what in text:gmatch '"what":"(%w+)"' do
    if what == "result" or what == "output" then n = n + 1 end
  end
  return n
end

describe("tiendo replay", function()
  it("proves a run: the same bytes", function()
    local store = recorded "same"
    local out, code = tiendo("replay", store, "latest")
    assert.equal(0, code, out)
    assert.matches("the result and 3 outputs are the same, byte for byte", out)
  end)

  it("proves it whatever was imported and edited since", function()
    local store, folder = recorded "later"
    import(store, folder, "observations",
      "indicator,area,breakdown,period,known_on,value,source\n"
      .. "imr,tinh,,2024,,9.5,plan\nimr,tinh,,2023,,12.5,plan\n")
    import(store, folder, "holidays", "calendar,day,kind,source\n"
      .. "vn-admin,2026-12-04,holiday,plan\n")
    command.run("sqlite3", store, "DELETE FROM submissions")
    write(folder .. "/rules/own/few_figures.lua", RULE:format(1))
    os.remove(folder .. "/tiendo.lua")
    local out, code = tiendo("replay", store, DAY, "--format", "json")
    assert.equal(0, code, out)
    assert.matches('"differences":%[%]', out)
  end)

  it("says in Vietnamese that it is proved", function()
    local store = recorded "vi"
    local out, code = tiendo("replay", store, "latest", "--lang", "vi")
    assert.equal(0, code, out)
    assert.matches("kết quả và 3 tệp đầu ra trùng khớp từng byte", out)
  end)

  it("names the table whose data are others now", function()
    local store, folder = recorded "data"
    import(store, folder, "observations",
      "indicator,area,breakdown,period,known_on,value,source\n"
      .. "imr,tinh,,2024,,9.5,plan\n")
    local out, code = tiendo("replay", store, "latest", "--current", "--format",
      "json", given(folder))
    assert.equal(6, code, out)
    assert.same({ "data observations" }, differences(out))
    assert.is_true(came_out(out) > 0)
  end)

  it("names the calendar", function()
    local store, folder = recorded "calendar"
    import(store, folder, "holidays", "calendar,day,kind,source\n"
      .. "vn-admin,2026-12-04,holiday,plan\n")
    local out, code = tiendo("replay", store, "latest", "--current", "--format",
      "json", given(folder))
    assert.equal(6, code, out)
    assert.same({ "calendar holidays" }, differences(out))
  end)

  it("names the rule that was edited", function()
    local store, folder = recorded "rule"
    write(folder .. "/rules/own/few_figures.lua", RULE:format(3))
    local out, code = tiendo("replay", store, "latest", "--format", "json",
      given(folder))
    assert.equal(6, code, out)
    assert.same({ "rule own.few_figures" }, differences(out))
  end)

  it("names rules that are no more, and new ones", function()
    local store, folder = recorded "gone"
    os.remove(folder .. "/rules/own/few_figures.lua")
    write(folder .. "/rules/own/no_figures.lua",
      (RULE:format(1):gsub("few_figures", "no_figures")))
    local out, code = tiendo("replay", store, "latest", "--format", "json",
      given(folder))
    assert.equal(6, code, out)
    assert.same({ "rule own.few_figures", "rule own.no_figures" },
      differences(out))
  end)

  it("names the setting, in a file and on the command line", function()
    local store, folder = recorded "setting"
    write(folder .. "/tiendo.lua",
      'return { rules = { ["reporting.late"] = { severity = "info" } } }\n')
    local out, code = tiendo("replay", store, "latest", "--format", "json",
      "--rules", folder .. "/rules", "--config", folder .. "/tiendo.lua",
      "--set", "reporting.missing.severity=low")
    assert.equal(6, code, out)
    assert.same({ "setting " .. folder .. "/tiendo.lua",
      "setting reporting.missing.severity" }, differences(out))
  end)

  it("names the program where its library is another", function()
    local store = recorded "program"
    local folder = command.path "library"
    command.run("mkdir", "-p", folder .. "/tiendo")
    command.run("cp", "lua/tiendo/rates.lua", folder .. "/tiendo/rates.lua")
    local out, code = command.run("env", "TIENDO_LUA_PATH=" .. folder,
      command.absolute(), "replay", store, "latest")
    assert.equal(6, code, out)
    assert.matches("program library: differs", out)
    assert.matches("what came out is the same nevertheless", out)
  end)

  it("takes the beginning of an id, and refuses one that is none", function()
    local store = recorded "ids"
    assert.equal(0, select(2, tiendo("replay", store, "2026")))
    local out, code = tiendo("replay", store, "2025-01-01")
    assert.equal(2, code)
    assert.matches("there is no run '2025%-01%-01'", out)
  end)

  it("says that nothing is recorded yet", function()
    local out, code = tiendo("replay", command.store(SMALL), "latest")
    assert.equal(2, code)
    assert.matches("no run is recorded in the store yet", out)
  end)
end)
