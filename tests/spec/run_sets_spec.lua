--- What a recorded run makes of the findings of a rule about a set: the rule says
-- for which rows it lacked data, and only what it judged is resolved.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

-- There are goals 1 and 2.
local RULE = [[return { id = "my.set", title = "t", over = "goals",
  message = "goal {code}", check_all = function(set, ctx)
    local plan = ctx.plan
    local one, two = plan.goals:find "1", plan.goals:find "2"
    ctx.evaluated(10)
    %s
  end }]]

local FOUND = [[
  ctx.emit { subject = one, code = "1", period = 2024 }
  ctx.emit { subject = one, code = "1", period = 2025 }
  ctx.emit { subject = two, code = "2", period = 2025 }
]]

local function run(store, day, body)
  local rule = command.file("set.lua", RULE:format(body))
  local out, code, err = command.tiendo("run", store, "--as-of", day,
    "--no-builtin", "--rules", rule, "--format", "json", "--fail-on", "never",
    "--quiet")
  return json.decode(out), code, out .. err
end

-- The states of the findings once a second run had that to say, as "goal
-- period state", in order.
local function states_after(body)
  local store = command.store "tests/data/small"
  run(store, "2026-11-23", FOUND)
  local result, code = run(store, "2026-11-30", body)
  assert.equal(0, code)
  local out = command.run("sqlite3", store, "SELECT subject, period, state FROM "
    .. "findings ORDER BY 1, 2")
  return out:gsub("|", " "):gsub("\n$", ""), result
end

describe("a recorded run of a rule about a set", function()
  for _, case in ipairs {
    { "resolves all that it judged", "",
      "1 2024 resolved\n1 2025 resolved\n2 2025 resolved" },
    { "resolves nothing while it lacks data for rows it does not name",
      [[ctx.skipped("no-data", 1, "none")]],
      "1 2024 stale\n1 2025 stale\n2 2025 stale" },
    { "keeps what is about a row it lacks data for",
      [[ctx.skipped("no-data", 1, "none", { one })]],
      "1 2024 stale\n1 2025 stale\n2 2025 resolved" },
    { "keeps what is about a row in a period, a year",
      [[ctx.skipped("no-data", 1, "none", { { subject = one, period = 2024 } })]],
      "1 2024 stale\n1 2025 resolved\n2 2025 resolved" },
    { "keeps what is about a row in a period",
      [[local p = require("tiendo.date").period "2025"
        ctx.skipped("no-data", 2, "none", { { subject = one, period = p },
          { subject = two, period = p } })]],
      "1 2024 resolved\n1 2025 stale\n2 2025 stale" },
    { "keeps both what it names and what it does not",
      [[ctx.skipped("no-data", 1, "none", { one })
        ctx.skipped("no-data", 1, "others")]],
      "1 2024 stale\n1 2025 stale\n2 2025 stale" },
    { "keeps rows that it names as not due",
      [[ctx.skipped("not-due", 1, "early", { two })]],
      "1 2024 resolved\n1 2025 resolved\n2 2025 stale" },
    { "resolves what does not apply any more, unless it names it",
      [[ctx.skipped("not-applicable", 1, "replaced")]],
      "1 2024 resolved\n1 2025 resolved\n2 2025 resolved" },
    { "is content with an empty list",
      [[ctx.skipped("no-data", 0, "none", {})]],
      "1 2024 resolved\n1 2025 resolved\n2 2025 resolved" },
  } do
    it(case[1], function()
      assert.equal(case[3], states_after(case[2]))
    end)
  end

  it("counts what it skipped under its outcome, named or not", function()
    local _, result = states_after [[ctx.skipped("no-data", 2, "none",
      { one, two }) ctx.skipped("no-data", 1, "others")]]
    assert.equal(3, result.checks[1]["no-data"])
    assert.equal(7, result.checks[1].pass)
    assert.equal(3, result.since_last.stale)
  end)

  for _, case in ipairs {
    { "a list of another length", [[ctx.skipped("no-data", 2, "x", { one })]],
      "it must have as many rows as were skipped" },
    { "what is no row", [[ctx.skipped("no-data", 1, "x", { "1" })]],
      "skipped: item 1 of the list is neither a row of the plan nor "
        .. "{ subject = row, period = period }" },
    { "a period that is none", [[ctx.skipped("no-data", 2, "x",
      { one, { subject = two, period = {} } })]],
      "skipped: item 2 of the list is neither" },
    { "a period of nothing", [[ctx.skipped("no-data", 1, "x",
      { { period = 2025 } })]], "skipped: item 1 of the list is neither" },
  } do
    it("refuses " .. case[1], function()
      local result, code = run(command.store "tests/data/small", "2026-11-23",
        case[2])
      assert.equal(3, code)
      assert.matches(case[3], result.errors[1].message, 1, true)
    end)
  end
end)

describe("a class", function()
  local CLASSED = [[ctx.emit { subject = one, code = "1", class = "%s",
    n = %d, status = "%s" }]]

  for _, case in ipairs {
    { "another one is a change", { "unsigned", 1, "s" }, "changed" },
    { "figures alone are none", { "draft", 2, "s" }, "ongoing" },
    { "takes the place of the status", { "draft", 1, "t" }, "ongoing" },
  } do
    it(case[1], function()
      local store = command.store "tests/data/small"
      run(store, "2026-11-23", CLASSED:format("draft", 1, "s"))
      local result = run(store, "2026-11-30",
        CLASSED:format(table.unpack(case[2])))
      assert.equal(case[3], result.findings[1].state)
      assert.is_nil(result.findings[1].evidence.class)
    end)
  end
end)
