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
end)
