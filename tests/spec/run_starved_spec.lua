-- A run that gets no memory at some moment, once or from then on: it ends with
-- a complaint or as if nothing had been, and the record has all of it or none.
local command = require "tests.support.command"

local STRIDE = 3 -- each place to fail is so many times as far as the last
local SELECT = "progress.* or reporting.* or structure.*"

local SHIM = command.absolute():gsub("[^/]*$", "tests/fail_at.so")

local TABLES = { "runs", "run_tables", "run_rules", "run_settings",
  "evaluations", "evaluation_reasons", "findings", "finding_events", "outputs" }

local function sql(store, text)
  local out, code = command.run("sqlite3", store, text)
  assert(code == 0, out)
  return out
end

local function record(store)
  local parts = {}
  for i, name in ipairs(TABLES) do
    parts[i] = name .. "\n" .. sql(store, "SELECT * FROM " .. name)
  end
  return table.concat(parts)
end

local function copy(from, to)
  command.run("rm", "-f", to, to .. "-wal", to .. "-shm", to .. ".run")
  assert(command.run("cp", from, to) == "")
end

-- `how` are variables for tests/support/fail_at.c. Outputs go to where the
-- record names them, so in every run to the same place.
local function run(store, folder, day, how)
  return command.run_apart("env", "-C", folder, "LD_PRELOAD=" .. SHIM,
    "TIENDO_FAIL_COUNT=" .. folder .. "/count",
    "TIENDO_FAIL_AT=" .. (how and how.at or 0),
    "TIENDO_FAIL_ON=" .. (how and how.on or 0), command.absolute(), "run",
    store, "--as-of", day, "--select", SELECT, "--output", "json:result.json",
    "--output", "csv:findings.csv", "--archive", "runs", "--quiet",
    "--workers", "1", "-o", "findings.txt")
end

describe("a run that is short of memory", function()
  local before, store, folder, none, all, n_all

  setup(function()
    folder, store = command.path "starved", command.path "starved.db"
    command.run("mkdir", folder)
    before = command.store "tests/data/small"
    assert.equal(1, select(2, run(before, folder, "2025-01-10")))
    sql(before, "PRAGMA wal_checkpoint(TRUNCATE)")
    none = record(before)
    copy(before, store)
    assert.equal(1, select(2, run(store, folder, "2026-12-15")))
    all = record(store)
    n_all = tonumber(command.read(folder .. "/count"))
  end)

  for name, on in pairs { once = 0, ["from then on"] = 1 } do
    it("is recorded or is not, if it is " .. name, function()
      local at, n_failed = 1, 0
      while at <= n_all do
        local where = ("without allocation %d, %s"):format(at, name)
        copy(before, store)
        local _, code, err = run(store, folder, "2026-12-15",
          { at = at, on = on })
        local got = record(store)
        assert.equal("ok\n", sql(store,
          "PRAGMA integrity_check; PRAGMA foreign_key_check"), where)
        assert.is_true(got == all or got == none and code ~= 1, where)
        if code ~= 1 then
          n_failed = n_failed + 1
          assert.is_true(code >= 2 and code <= 5, where .. ": " .. code)
          assert.matches("memory", err, where)
        end
        at = math.ceil(at * STRIDE)
      end
      assert.is_true(n_failed > 4, "failed only " .. n_failed .. " times")
    end)
  end
end)
