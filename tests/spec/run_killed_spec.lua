-- A run that is killed at any moment: the store is sound, and the run that
-- follows leaves what an undisturbed one leaves, no event lost or doubled.
local command = require "tests.support.command"

local KILLED = 128 + 9
local STRIDE = 9 -- of the calls that write, every so many is a place to die
local SELECT = "progress.* or reporting.* or structure.*"

local SHIM = command.absolute():gsub("[^/]*$", "tests/kill_at.so")

local TABLES = { "runs", "run_tables", "run_rules", "run_settings",
  "evaluations", "evaluation_reasons", "findings", "finding_events", "outputs",
  "notices", "baselines", "checkpoints" }

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

-- `killed_at`: the call at which it is killed; nil: it is left alone.
local function run(store, folder, day, killed_at)
  return command.run("env", "-C", folder,
    "LD_PRELOAD=" .. (killed_at and SHIM or ""),
    "TIENDO_KILL_AT=" .. (killed_at or 0), command.absolute(), "run", store,
    "--as-of", day, "--select", SELECT, "--output", "json:result.json",
    "--output", "csv:findings.csv", "--archive", "runs", "--outbox", "outbox",
    "--heartbeat", "beat.json", "--quiet", "--wait")
end

local function files(folder)
  local names = command.run("find", folder, "-not", "-type", "d", "-printf",
    "%P>%l\\n")
  local list, out = {}, {}
  for name in names:gmatch "[^\n]+" do list[#list + 1] = name end
  table.sort(list)
  for i, name in ipairs(list) do
    local path, link = name:match "^(.-)>(.*)$"
    out[i] = name .. "\n"
      .. (link == "" and command.read(folder .. "/" .. path) or "")
  end
  return table.concat(out, "\n")
end

local function fresh(name)
  local folder = command.path(name)
  command.run("rm", "-rf", folder)
  command.run("mkdir", "-p", folder .. "/outbox")
  return folder
end

local function sound(store)
  return sql(store, "PRAGMA integrity_check; PRAGMA foreign_key_check")
end

describe("a run that is killed", function()
  local before, want, want_files

  setup(function()
    before = command.store "tests/data/small"
    local _, code = run(before, fresh "first", "2025-01-10")
    assert.equal(1, code)
    sql(before, "PRAGMA wal_checkpoint(TRUNCATE)")
    local store, folder = command.path "want.db", fresh "want"
    copy(before, store)
    run(store, folder, "2026-12-15")
    want, want_files = record(store), files(folder)
  end)

  it("leaves what an undisturbed run leaves", function()
    local store = command.path "killed.db"
    local n, killed, is_killed = 1, 0
    repeat
      local folder = fresh "killed"
      copy(before, store)
      local out, code = run(store, folder, "2026-12-15", n)
      is_killed = code == KILLED
      if is_killed then
        killed = killed + 1
        assert.equal("ok\n", sound(store), "killed at call " .. n)
        run(store, folder, "2026-12-15")
      else
        assert.equal(1, code, out)
      end
      assert.equal(want, record(store), "killed at call " .. n)
      assert.equal(want_files, files(folder), "killed at call " .. n)
      n = n + STRIDE
    until not is_killed
    assert.is_true(killed > 20, "killed only " .. killed .. " times")
  end)
end)
