-- What becomes of findings from run to run, over ten made-up figures; expected
-- is what docs/runs.md says.
local command = require "tests.support.command"
local life = require "tests.support.life"

-- "2026-02-01 stale no-data" a line.
local function has_events(expected, store, figure, rule)
  assert.equal(table.concat(expected, "\n") .. "\n",
    life.events(store, figure, rule))
end

-- Runs on the first days of months of 2026.
local function run_months(store, rules, first, last, ...)
  for month = first, last do
    life.run(store, rules, ("2026-%02d-01"):format(month), ...)
  end
end

describe("a finding", function()
  local rules

  setup(function() rules = life.rules() end)

  it("is new, goes on without events, is resolved, and reopened", function()
    local store = life.store { { "f01", "2026-01-01", 20 },
      { "f01", "2026-04-01", 5 }, { "f01", "2026-06-01", 30 } }
    run_months(store, rules, 1, 7)
    has_events({ "2026-01-01 new ", "2026-04-01 resolved pass",
      "2026-06-01 reopened resolved" }, store, "f01")
    assert.equal("ongoing", life.state(store, "f01"))
    assert.equal("", life.events(store, "f02"))
  end)

  it("is changed when its class is another, and only then", function()
    local store = life.store { { "f01", "2026-01-01", 20 },
      { "f01", "2026-02-01", 40 }, { "f01", "2026-03-01", 60 } }
    run_months(store, rules, 1, 4)
    has_events({ "2026-01-01 new ", "2026-03-01 changed class" }, store, "f01")
  end)

  it("is changed when its severity is set otherwise", function()
    local store = life.store { { "f01", "2026-01-01", 20 } }
    life.run(store, rules, "2026-01-01")
    life.run(store, rules, "2026-01-02", "--set", "life.level.severity=high")
    has_events({ "2026-01-01 new ", "2026-01-02 changed severity" }, store,
      "f01")
  end)

  it("is stale while its figure is withdrawn, and goes on after", function()
    local store = life.store { { "f01", "2026-01-01", 20 },
      { "f01", "2026-02-01", "" }, { "f01", "2026-04-01", 21 } }
    run_months(store, rules, 1, 5)
    has_events({ "2026-01-01 new ", "2026-02-01 stale no-data",
      "2026-04-01 ongoing " }, store, "f01")
  end)

  it("is resolved from stale when it passes", function()
    local store = life.store { { "f01", "2026-01-01", 20 },
      { "f01", "2026-02-01", "" }, { "f01", "2026-03-01", 5 } }
    run_months(store, rules, 1, 3)
    has_events({ "2026-01-01 new ", "2026-02-01 stale no-data",
      "2026-03-01 resolved pass" }, store, "f01")
  end)

  it("is stale while its rule ends in errors", function()
    local store = life.store { { "f01", "2026-01-01", 20 } }
    life.run(store, rules, "2026-01-01")
    local code = life.try(store, rules, "2026-01-02", "--set",
      "life.fragile.breaks=true")
    assert.equal(3, code)
    life.run(store, rules, "2026-01-03")
    has_events({ "2026-01-01 new ", "2026-01-02 stale error",
      "2026-01-03 ongoing " }, store, "f01", "fragile")
    has_events({ "2026-01-01 new " }, store, "f01", "level")
  end)

  it("is stale while its rule is switched off, which is not suspicious",
    function()
      local store = life.store { { "f01", "2026-01-01", 20 } }
      life.run(store, rules, "2026-01-01")
      life.run(store, rules, "2026-01-02", "--set",
        "life.level.enabled=false")
      assert.equal("0\n", life.sql(store,
        "SELECT max(is_suspicious) FROM runs"))
      has_events({ "2026-01-01 new ", "2026-01-02 stale off" }, store,
        "f01")
    end)

  it("is stale when its rule is gone", function()
    local store = life.store { { "f01", "2026-01-01", 20 } }
    local fewer = life.folder {
      ["life/level.lua"] = command.read(rules .. "/life/level.lua") }
    life.run(store, rules, "2026-01-01")
    life.run(store, fewer, "2026-01-02")
    has_events({ "2026-01-01 new ", "2026-01-02 stale gone" }, store, "f01",
      "fragile")
  end)

  it("stays as it is in a run that does not look at its rule", function()
    local store = life.store { { "f01", "2026-01-01", 20 } }
    life.run(store, rules, "2026-01-01")
    life.run(store, rules, "2026-01-02", "--select", "life.level")
    has_events({ "2026-01-01 new " }, store, "f01", "fragile")
    assert.equal("new", life.state(store, "f01", "fragile"))
    assert.equal("ongoing", life.state(store, "f01", "level"))
  end)

  it("is waived by a document up to its last day, and reopened after",
    function()
      local store = life.store({ { "f01", "2026-01-01", 20 } }, {
        ["waivers.csv"] = "code,signer,reason,scope,valid_from,valid_to,source\n"
          .. "12/QĐ,The chair,New law,rule = life.level,2026-02-01,"
          .. "2026-03-01,book\n" })
      run_months(store, rules, 1, 3)
      life.run(store, rules, "2026-03-02")
      has_events({ "2026-01-01 new ", "2026-02-01 waived ",
        "2026-03-02 reopened waived" }, store, "f01")
    end)
end)

describe("the id of a finding", function()
  local function ids(store)
    return life.sql(store, "SELECT id FROM findings ORDER BY id")
  end

  it("outlives another threshold, other words, and more rules", function()
    local store = life.store { { "f01", "2026-01-01", 20 } }
    life.run(store, life.rules(), "2026-01-01")
    local before = ids(store)
    life.run(store, life.rules(), "2026-01-02", "--set", "life.level.limit=15")
    life.run(store, life.rules "the figure", "2026-01-03")
    life.run(store, life.rules("x", { ["aaa/first.lua"] =
      'return { id = "aaa.first", title = "First", over = "series",\n'
      .. "  check = function() end }\n" }), "2026-01-04")
    assert.equal(before, ids(store))
    has_events({ "2026-01-01 new " }, store, "f01")
  end)

  it("is resolved by a threshold that it no longer passes", function()
    local store = life.store { { "f01", "2026-01-01", 20 } }
    life.run(store, life.rules(), "2026-01-01")
    life.run(store, life.rules(), "2026-01-02", "--set", "life.level.limit=20")
    has_events({ "2026-01-01 new ", "2026-01-02 resolved pass" }, store, "f01")
  end)
end)

describe("a run in which much less is judged", function()
  local rules

  setup(function()
    rules = life.folder {
      ["life/level.lua"] = command.read(life.rules() .. "/life/level.lua") }
  end)

  -- Figures f02 to f(1 + n) of ten are withdrawn, and f01 would be resolved.
  local function fallen(n)
    local figures = { { "f01", "2026-01-01", 20 }, { "f01", "2026-02-01", 5 } }
    for i = 2, 1 + n do
      figures[#figures + 1] = { ("f%02d"):format(i), "2026-02-01", "" }
    end
    local store = life.store(figures)
    life.run(store, rules, "2026-01-01")
    return store
  end

  it("is not suspicious at exactly a fifth", function()
    local store = fallen(2)
    life.run(store, rules, "2026-02-01")
    has_events({ "2026-01-01 new ", "2026-02-01 resolved pass" }, store, "f01")
    assert.equal("0\n", life.sql(store, "SELECT max(is_suspicious) FROM runs"))
  end)

  it("is suspicious above a fifth and resolves nothing", function()
    local store = fallen(3)
    local _, err = life.run(store, rules, "2026-02-01")
    has_events({ "2026-01-01 new " }, store, "f01")
    assert.equal("0|10\n1|7\n", life.sql(store,
      "SELECT is_suspicious, judged FROM runs ORDER BY number"))
    assert.matches("suspicious", err)
    assert.matches("%-%-accept%-drop", err)
  end)

  it("resolves with --accept-drop, also the same day", function()
    local store = fallen(3)
    life.run(store, rules, "2026-02-01")
    life.run(store, rules, "2026-02-01", "--accept-drop")
    has_events({ "2026-01-01 new ", "2026-02-01 resolved pass" }, store, "f01")
  end)

  it("is compared with the last run that was not suspicious", function()
    local store = fallen(3)
    life.run(store, rules, "2026-02-01")
    life.run(store, rules, "2026-02-02")
    assert.equal("0\n1\n1\n", life.sql(store,
      "SELECT is_suspicious FROM runs ORDER BY number"))
    has_events({ "2026-01-01 new " }, store, "f01")
  end)
end)

describe("the record", function()
  local rules, store

  setup(function() rules = life.rules() end)
  before_each(function()
    store = life.store { { "f01", "2026-01-01", 20 },
      { "f01", "2026-01-03", 5 } }
  end)

  local KEPT = { "texts", "runs", "run_tables", "run_rules", "run_settings",
    "evaluations", "evaluation_reasons", "finding_events", "outputs" }

  it("cannot be changed or deleted by anybody", function()
    life.run(store, rules, "2026-01-02", "--set", "life.level.limit=11")
    local before = life.record(store)
    for _, name in ipairs(KEPT) do
      local column = life.sql(store, ("SELECT name FROM pragma_table_info('%s') "
        .. "LIMIT 1"):format(name)):match "%S+"
      for _, statement in ipairs { "DELETE FROM %s", "UPDATE %s SET %s = %s" } do
        if life.sql(store, "SELECT count(*) FROM " .. name) ~= "0\n" then
          local out, code = command.run("sqlite3", store,
            statement:format(name, column, column))
          assert.is_true(code ~= 0, name)
          assert.matches("the record of runs is only added to", out)
        end
      end
    end
    assert.equal(before, life.record(store))
  end)

  it("has nothing new for the same inputs, and gives the same outputs",
    function()
      local out = command.path "same.json"
      life.run(store, rules, "2026-01-02", "--output", "json:" .. out)
      local before, text = life.record(store), command.read(out)
      local result = life.run(store, rules, "2026-01-02", "--output",
        "json:" .. out)
      assert.equal(before, life.record(store))
      assert.equal(text, command.read(out))
      assert.equal("new", result.findings[1].state)
    end)

  it("only goes forward", function()
    life.run(store, rules, "2026-01-02")
    local before = life.record(store)
    local code, err = life.try(store, rules, "2026-01-01")
    assert.equal(2, code)
    assert.matches("as_of 2026%-01%-01: the record has come to 2026%-01%-02", err)
    assert.equal(before, life.record(store))
  end)

  it("catches up on the days that were missed, oldest first", function()
    life.run(store, rules, "2026-01-01")
    life.run(store, rules, "2026-01-04", "--catch-up")
    assert.equal("1|2026-01-01|2026-01-01\n2|2026-01-02|2026-01-02\n"
      .. "3|2026-01-03|2026-01-03\n4|2026-01-04|2026-01-04\n", life.sql(store,
      "SELECT number, as_of, known_at FROM runs ORDER BY number"))
    -- the figure that became known on the third resolves on the third
    has_events({ "2026-01-01 new ", "2026-01-03 resolved pass" }, store, "f01")
  end)
end)

describe("the lock of a run", function()
  local rules, store

  setup(function()
    rules = life.rules()
    store = life.store { { "f01", "2026-01-01", 20 } }
    life.run(store, rules, "2026-01-01")
  end)

  local function words(day)
    return ("'%s' run '%s' --no-builtin --rules '%s' --as-of %s -o '%s'")
      :format(command.absolute(), store, rules, day, command.path "locked")
  end

  it("turns another run away with 75, which leaves nothing", function()
    local before = life.record(store)
    local out, code = command.run("flock", store .. ".run", "sh", "-c",
      words "2026-01-02")
    assert.equal(75, code)
    assert.matches("a run of .+ is at work", out)
    assert.equal(before, life.record(store))
  end)

  it("lets it wait until it is free", function()
    local held, said = command.path "held", command.path "said"
    command.run("mkfifo", held, said)
    -- the holder lets go when it has read what the one that waits says
    local out, code = command.run("sh", "-c", ([[
      flock '%s.run' sh -c 'echo >"%s"; read -r line <"%s"' &
      read -r line <'%s'
      %s --wait 2>&1 | { read -r line; echo "$line" | tee '%s'; cat; }
      wait]]):format(store, held, said, held, words "2026-01-03", said))
    assert.equal(0, code)
    assert.matches("waiting for the run of", out)
    assert.equal("2026-01-03\n", life.sql(store,
      "SELECT as_of FROM runs ORDER BY number DESC LIMIT 1"))
  end)

  it("lets it wait for another program that writes, as for a run", function()
    local held, said = command.path "writes", command.path "told"
    command.run("mkfifo", held, said)
    local out, code = command.run("sh", "-c", ([[
      sqlite3 '%s' 'BEGIN IMMEDIATE' \
        '.shell echo >"%s"; read -r line <"%s"' 'COMMIT' &
      read -r line <'%s'
      %s --wait 2>&1 | { read -r line; echo "$line" | tee '%s'; cat; }
      wait]]):format(store, held, said, held, words "2026-01-04", said))
    assert.equal(0, code)
    assert.matches("waiting for another program that writes to it", out)
    assert.equal("2026-01-04\n", life.sql(store,
      "SELECT as_of FROM runs ORDER BY number DESC LIMIT 1"))
  end)

  it("turns a baseline away, too", function()
    local out, code = command.run("flock", store .. ".run",
      command.absolute(), "findings", "baseline", store, "--until",
      "2026-06-30", "--signer", "The chair", "--reason", "To begin with")
    assert.equal(75, code, out)
  end)
end)
