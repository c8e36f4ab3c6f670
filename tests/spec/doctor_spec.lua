--- tiendo doctor: the program, and stores in good and bad health.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local DAY = "--as-of=2025-06-15"

-- Signs by name, from the JSON output; and the exit code. Without worker
-- processes, as that is quicker.
local function diagnose(...)
  local out, code = command.tiendo("doctor", DAY, "--format", "json",
    "--workers", "0", ...)
  local signs = {}
  for _, sign in ipairs(assert(json.decode(out)).signs) do
    signs[sign.name] = sign
  end
  return signs, code
end

local function sql(path, statement)
  local out, code = command.run("sqlite3", path, statement)
  assert.equal(0, code, out)
end

describe("tiendo doctor", function()
  it("tells versions and contains scripts that mean harm", function()
    local out, code = command.tiendo "doctor"
    assert.equal(0, code)
    assert.matches("\nok +Lua +5%.4%.%d+\n", out)
    assert.matches("\nok +SQLite +3%.%d+%.%d+\n", out)
    assert.matches("\nok +worker processes ", out)
    assert.matches("\nok +endless loop +contained: ", out)
    assert.is_nil(out:find "fail")
    assert.is_nil(out:find "not contained")
  end)

  it("does so without worker processes", function()
    local signs, code = diagnose()
    assert.equal(0, code)
    assert.is_nil(signs["worker processes"])
    assert.equal("ok", signs["error handler that loops"].health)
  end)

  it("finds a new store in good health", function()
    local signs, code = diagnose(command.store "tests/data/small")
    assert.equal(0, code)
    for _, name in ipairs { "integrity", "schema", "journal", "references",
      "snapshot", "rows" } do
      assert.equal("ok", signs[name].health)
    end
    assert.equal("version 3, as this program has it", signs.schema.text)
    assert.matches("^5 observations, 2 goals, 4 targets,", signs.rows.text)
  end)

  it("reads an older store as it is; an import brings it up to date", function()
    local path = command.path "older.db"
    sql(path, ".read tests/data/store-1.sql")
    local signs, code = diagnose(path)
    assert.equal(0, code)
    assert.equal("warn", signs.schema.health)
    assert.equal("version 1; this program writes 3", signs.schema.text)
    assert.equal("ok", signs.snapshot.health)
    local out, failed = command.run(os.getenv "TIENDO" or "build/dev/tiendo",
      "import", path, "tests/data/everything")
    assert.equal(0, failed, out)
    assert.equal("version 3, as this program has it",
      diagnose(path).schema.text)
  end)

  it("tells of invented rows", function()
    local signs = diagnose(command.store "tests/data/small")
    assert.equal("warn", signs["invented rows"].health)
    assert.equal("2 submissions", signs["invented rows"].text)
  end)

  for _, case in ipairs {
    { "ends in the year at hand", "2025-06-15", "warn" },
    { "reaches into the next year", "2024-12-31", "ok" },
  } do
    it("looks whether a calendar " .. case[1], function()
      local path = command.store "tests/data/small"
      local out, code = command.run(os.getenv "TIENDO" or "build/dev/tiendo",
        "import", path,
        command.file("holidays.csv",
          "calendar,day,kind\nvn,2025-01-01,holiday\n"),
        command.file("obligations.csv", "code,kind,agency,recurrence,"
          .. "first_period,bound,calendar\n"
          .. "x,report,so-y-te,year,2025,by,vn\n"))
      assert.equal(0, code, out)
      local signs = diagnose("--as-of", case[2], path)
      assert.equal(case[3], signs.calendar.health)
      assert.equal("vn: holidays up to 2025-01-01", signs.calendar.text)
    end)
  end

  it("tells of a journal that makes readers wait", function()
    local path = command.store "tests/data/small"
    sql(path, "PRAGMA journal_mode = delete")
    local signs, code = diagnose(path)
    assert.equal(0, code)
    assert.equal("warn", signs.journal.health)
  end)

  it("finds references that lead nowhere", function()
    local path = command.store "tests/data/small"
    sql(path, "PRAGMA foreign_keys = off;"
      .. "UPDATE targets SET goal = '9' WHERE code = '1.1'")
    local signs, code = diagnose(path)
    assert.equal(4, code)
    assert.equal("fail", signs.references.health)
    assert.equal("1 lead nowhere, the first from targets to goals",
      signs.references.text)
    assert.equal("fail", signs.snapshot.health)
  end)

  for _, case in ipairs {
    { "a file that is no store", "no store, but long enough to be read as one" },
    { "an empty file", "" },
    { "zeros", ("\0"):rep(4096) },
  } do
    it("says what is wrong with " .. case[1], function()
      local signs, code = diagnose(command.file("odd.db", case[2]))
      assert.equal(4, code)
      assert.equal("fail", signs.store.health)
      assert.matches("not a tiendo store", signs.store.text)
    end)
  end

  it("says that there is no such store", function()
    local signs, code = diagnose(command.path "missing.db")
    assert.equal(4, code)
    assert.matches("no such store", signs.store.text)
  end)

  it("finds damage inside the file", function()
    local path = command.store "tests/data/small"
    sql(path, "PRAGMA wal_checkpoint(truncate)")
    local f <close> = assert(io.open(path, "r+b"))
    f:seek("end", -8 * 4096)
    f:write(("\255"):rep(4 * 4096))
    f:flush()
    local signs, code = diagnose(path)
    assert.equal(4, code)
    local bad = signs.integrity or signs.store
    assert.equal("fail", bad.health)
  end)

  it("says nothing of runs where none was ever recorded", function()
    local signs = diagnose(command.store "tests/data/small")
    for _, name in ipairs { "last run", "suspicious run", "record of runs",
      "recorded findings" } do
      assert.is_nil(signs[name])
    end
  end)
end)

-- There are goals 1 and 2. Each run finds those of a list, and cannot judge
-- those of another.
local RULE = [[return { id = "my.found", title = "t", over = "goals",
  message = "goal {code}", check = function(g, ctx)
    if ("%s"):find(g.code) then return { code = g.code } end
    if ("%s"):find(g.code) then return ctx.no_data() end
  end }]]

local function record(store, day, found, unknown, ...)
  local rule = command.file("found.lua", RULE:format(found, unknown))
  local out, code = command.tiendo("run", store, "--as-of", day, "--rules",
    rule, "--no-builtin", "--select", "my.found", "--fail-on", "never", ...)
  assert.equal(0, code, out)
end

describe("tiendo doctor, of a store with recorded runs", function()
  local recorded, made = nil, 0

  -- Both are found, then one each; what was not there comes back.
  setup(function()
    recorded = command.store "tests/data/small"
    record(recorded, "2025-06-09", "12", "none")
    record(recorded, "2025-06-10", "2", "none")
    record(recorded, "2025-06-11", "12", "none")
    record(recorded, "2025-06-12", "1", "none")
    record(recorded, "2025-06-13", "12", "none")
    record(recorded, "2025-06-14", "12", "none")
    sql(recorded, "PRAGMA wal_checkpoint(truncate)")
  end)

  -- A copy in which another program has done something to a table that is only
  -- added to.
  local function tampered(statement)
    made = made + 1
    local path = command.path(("tampered%d.db"):format(made))
    assert.equal("", command.run("cp", recorded, path))
    local triggers = {}
    for _, name in ipairs { "runs", "finding_events" } do
      triggers[#triggers + 1] = ("DROP TRIGGER %s_update; DROP TRIGGER "
        .. "%s_delete;"):format(name, name)
    end
    sql(path, "PRAGMA foreign_keys = off;" .. table.concat(triggers)
      .. statement)
    return path
  end

  local function run_on(day)
    local out = command.run("sqlite3", recorded,
      ("SELECT id FROM runs WHERE as_of = '%s'"):format(day))
    return (out:gsub("\n$", ""))
  end

  it("finds it as it was written", function()
    local signs, code = diagnose(recorded)
    assert.equal(0, code)
    assert.same({ health = "ok", name = "last run",
      text = run_on "2025-06-14" .. ", of 2025-06-14" }, signs["last run"])
    assert.same({ health = "ok", name = "record of runs",
      text = "6 runs, the chain is whole" }, signs["record of runs"])
    assert.same({ health = "ok", name = "recorded findings",
      text = "2, all as their last events left them" },
      signs["recorded findings"])
    assert.is_nil(signs["suspicious run"])
  end)

  for _, case in ipairs {
    { "2025-06-13", "ok" }, { "2025-06-14", "ok" }, { "2025-06-15", "ok" },
    { "2025-06-16", "warn", "no run for 2 days, since 2025-06-14" },
    { "2026-06-14", "warn", "no run for 365 days, since 2025-06-14" },
  } do
    it("is " .. case[2] .. " on " .. case[1], function()
      local signs, code = diagnose("--as-of", case[1], recorded)
      assert.equal(0, code)
      assert.equal(case[2], signs["last run"].health)
      if case[3] then
        assert.equal(case[3], signs["last run"].text)
        assert.matches("tiendo run --catch-up", signs["last run"].advice, 1,
          true)
      end
    end)
  end

  it("tells of a last run that is suspicious, until it is accepted", function()
    local path = tampered ""
    record(path, "2025-06-15", "none", "1")
    local signs, code = diagnose(path)
    assert.equal(0, code)
    assert.equal("warn", signs["suspicious run"].health)
    assert.equal("ok", signs["recorded findings"].health)
    record(path, "2025-06-15", "none", "1", "--accept-drop")
    signs = diagnose(path)
    assert.is_nil(signs["suspicious run"])
    assert.equal("8 runs, the chain is whole", signs["record of runs"].text)
    assert.equal("ok", signs["recorded findings"].health)
  end)

  for _, case in ipairs {
    { "evidence", "2025-06-11", "UPDATE finding_events SET evidence = '{}' "
      .. "WHERE run LIKE '2025-06-11%'" },
    { "an event that is taken out", "2025-06-10", "DELETE FROM finding_events "
      .. "WHERE run LIKE '2025-06-10%' AND state = 'resolved'" },
    { "an event that is put in", "2025-06-13", "INSERT INTO finding_events "
      .. "(run, finding, state, severity, class, waiver, message_en, "
      .. "message_vi, evidence, why) SELECT run, 'x', state, severity, class, "
      .. "waiver, message_en, message_vi, evidence, why FROM finding_events "
      .. "WHERE run LIKE '2025-06-13%'; INSERT INTO findings SELECT 'x', rule, "
      .. "kind, subject, period, key, goal, target, agency, first_run, "
      .. "first_on, last_run, last_on, state, state_run, state_on, severity, "
      .. "class, waiver FROM findings WHERE state_run LIKE '2025-06-13%'" },
    { "the result of a run", "2025-06-09", "UPDATE runs SET result = 'x' WHERE "
      .. "as_of = '2025-06-09'" },
    -- the next one is chained to it
    { "a run that is taken out", "2025-06-12", "DELETE FROM finding_events "
      .. "WHERE run LIKE '2025-06-11%'; DELETE FROM runs WHERE as_of = "
      .. "'2025-06-11'" },
  } do
    it("finds a change of " .. case[1], function()
      local signs, code = diagnose(tampered(case[3]))
      assert.equal(4, code)
      assert.equal("fail", signs["record of runs"].health)
      assert.equal("run " .. run_on(case[2]) .. " is not chained to what was "
        .. "recorded before it", signs["record of runs"].text)
      assert.matches("restore a copy", signs["record of runs"].advice, 1, true)
      assert.equal("ok", signs["last run"].health)
    end)
  end

  for _, case in ipairs {
    { "the state of a finding", "UPDATE findings SET state = 'resolved' WHERE "
      .. "subject = '%s'" },
    { "its severity", "UPDATE findings SET severity = 'info' WHERE subject = "
      .. "'%s'" },
    { "its class", "UPDATE findings SET class = 'x' WHERE subject = '%s'" },
    { "a waiver", "UPDATE findings SET waiver = 'x' WHERE subject = '%s'" },
    { "since when it is so", "UPDATE findings SET state_run = first_run || 'x' "
      .. "WHERE subject = '%s'" },
    { "a finding that is taken out", "DELETE FROM findings WHERE subject = "
      .. "'%s'" },
  } do
    it("finds a change of " .. case[1], function()
      local id = command.run("sqlite3", recorded,
        "SELECT id FROM findings WHERE subject = '2'"):gsub("\n$", "")
      local signs, code = diagnose(tampered(case[2]:format "2"))
      assert.equal(4, code)
      assert.equal("fail", signs["recorded findings"].health)
      assert.equal("1 not as their last events left them, the first " .. id,
        signs["recorded findings"].text)
      assert.equal("ok", signs["record of runs"].health)
    end)
  end
end)
