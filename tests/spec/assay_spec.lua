--- tiendo rules assay: faults put into a copy of a store, and who catches them.
local command = require "tests.support.command"
require "tiendo"
local csv = require "tests.support.csv"
local json = require "tiendo.json"

-- What each rule must catch in tests/data/small is told in the cases below.
local RULES = {
  lead = [[over = "task_groups", severity = "high",
    check = function(g) if not g.lead then return {} end end]],
  missing = [[over = "reports", check = function(r)
    if r.status == "missing" then return {} end end]],
  large = [[over = "series", check = function(s)
    local largest = math.max(table.unpack(s.series:values()))
    if largest > 50 then return { largest = largest,
      severity = largest > 900 and "high" or "low" } end end]],
  needs = [[over = "commitments", needs = { "deadline" },
    check = function() end]],
  idle = [[over = "goals", check = function() end]],
  blind = [[over = "waivers", check = function() end]],
}

local folder, store

setup(function()
  folder = command.path "assay"
  os.execute(("mkdir -p '%s'"):format(folder))
  for name, body in pairs(RULES) do
    command.file("assay/" .. name .. ".lua",
      ('return { id = "%s", title = "%s", %s }'):format(name, name, body))
  end
  store = command.store "tests/data/small"
end)

local function assay(...)
  return command.tiendo("rules", "assay", store, "--no-builtin", "--rules",
    folder, "--as-of", "2026-11-23", ...)
end

local function said(...)
  local out, code, err = assay(...)
  assert.equal(0, code, err)
  return out
end

local function decoded(...)
  return json.decode(said("--format", "json", ...))
end

local function by_kind(list)
  local out = {}
  for _, item in ipairs(list) do out[item.kind] = item end
  return out
end

describe("an assay", function()
  local all, kinds, rules

  setup(function()
    all = decoded()
    kinds, rules = by_kind(all.kinds), {}
    for _, rule in ipairs(all.rules) do rules[rule.rule] = rule end
  end)

  -- places, caught, noticed, escaped, by
  for kind, expected in pairs {
    orphan_task = { 2, 2, 0, 0, "lead" },
    drop_report = { 2, 2, 0, 0, "missing" },
    delay_report = { 2, 0, 0, 2 },
    -- Of infant mortality 20, 18 and 17.5 become thousands; electricity, 90
    -- and 97.5 %, has a finding, and 0.9 leaves 97.5 as the largest.
    swap_unit = { 5, 3, 1, 1, "large" },
    -- Whole values shrink, to 2, 1.8 and 9, and leave a larger one; 175 is a
    -- finding, and 975 a graver one.
    shift_comma = { 5, 2, 0, 3, "large" },
    lose_deadline = { 2, 0, 2, 0 },
    reverse_direction = { 2, 0, 0, 2 },
    lose_baseline = { 0, 0, 0, 0 },
  } do
    it("knows what becomes of " .. kind, function()
      local k = kinds[kind]
      assert.same({ expected[1], expected[1], expected[2], expected[3], expected[4] },
        { k.places, k.tried, k.caught, k.noticed, k.escaped })
      assert.equal(expected[5], k.by[1] and k.by[1].rule)
    end)
  end

  it("counts for each rule what it caught, and caught alone", function()
    assert.same({ 2, 2 }, { rules.lead.caught, rules.lead.alone })
    assert.same({ 5, 5 }, { rules.large.caught, rules.large.alone })
    assert.equal(2, rules.needs.noticed)
    assert.near(2 / all.total.tried, rules.lead.share, 1e-12)
  end)

  it("tells what judged nothing from what caught nothing", function()
    assert.same({ 0, true }, { rules.idle.caught, rules.idle.judged })
    assert.same({ 0, false }, { rules.blind.caught, rules.blind.judged })
  end)

  it("tells where each fault was and what it did", function()
    local list = {}
    for _, fault in ipairs(all.faults) do
      if fault.kind == "shift_comma" then list[#list + 1] = fault end
    end
    assert.same({ "imr/tinh", "2023", 17.5, 175.0, "caught" },
      { list[3].code, list[3].period, list[3].before, list[3].after, list[3]["end"] })
    assert.same({ "power/tinh", "2020", 97.5, 975.0 },
      { list[5].code, list[5].period, list[5].before, list[5].after })
    assert.same({ "large" }, list[5].caught)
    local first = all.faults[1]
    assert.same({ "drop_report", "yearly-health/so-y-te", "2023", "2023-12-01" },
      { first.kind, first.code, first.period, first.before })
    assert.equal(json.null, first.after)
  end)

  it("adds up", function()
    local t, sum = all.total, 0
    assert.equal(t.tried, t.caught + t.noticed + t.escaped)
    assert.equal(#all.faults, t.tried)
    for _, kind in ipairs(all.kinds) do sum = sum + kind.caught end
    assert.equal(t.caught, sum)
  end)

  it("tells that a finding is gone", function()
    local hid = 0
    for _, fault in ipairs(all.faults) do
      if fault.kind == "drop_tasks" and fault.code == "1.2" then
        assert.same({ "lead" }, fault.hid)
        hid = hid + 1
      end
    end
    assert.equal(1, hid)
  end)

  it("names what is invented for illustration", function()
    assert.same({ submissions = 2 }, all.illustrative)
    assert.matches("Invented for illustration, not facts: 2 rows of", said())
  end)
end)

describe("the number of faults", function()
  it("is at most --faults of each kind, evenly spread", function()
    local out = decoded("--faults", "2")
    local places = {}
    for _, fault in ipairs(out.faults) do
      if fault.kind == "swap_unit" then places[#places + 1] = fault.place end
    end
    -- of five the middle of the first and of the second half
    assert.same({ 2, 4 }, places)
    assert.same({ 5, 2 }, { by_kind(out.kinds).swap_unit.places,
      by_kind(out.kinds).swap_unit.tried })
  end)

  it("is told where it is not all", function()
    assert.matches("Tried %d+ of %d+ places", said("--faults", "1"))
    assert.is_nil(said("--faults", "0"):find("Tried", 1, true))
  end)
end)

describe("the outputs of an assay", function()
  for _, format in ipairs { "text", "json", "csv" } do
    it("do not depend on the workers: " .. format, function()
      local alone = said("--format", format, "--workers", "0")
      assert.equal(alone, said("--format", format, "--workers", "1"))
      assert.equal(alone, said("--format", format, "--workers", "4"))
    end)
  end

  it("have a row a fault as CSV", function()
    local path = command.file("assay.csv", said("--format", "csv"))
    local rows = csv.rows(path)
    assert.equal(decoded().total.tried, #rows)
    assert.same({ fault = "drop_report", entity = "submissions", place = "1",
      code = "yearly-health/so-y-te", period = "2023", before = "2023-12-01",
      ["end"] = "caught", caught_by = "missing" }, rows[1])
  end)

  it("show the kinds, what escaped, and the rules", function()
    local out = said("--select", "lead", "--lang", "en")
    assert.matches("\ntasks without lead +2 +2 +2 +· +· +100 %%\n", out)
    assert.matches("\nreport dropped +2 +2 +· +· +2 +0 %%\n", out)
    assert.matches("caught by lead (2)", out, 1, true)
    assert.matches("yearly-health/so-y-te · 2023 · removed: 2023-12-01", out, 1, true)
    assert.matches("imr · better when: lower → higher", out, 1, true)
    assert.matches("and 2 more not caught", out, 1, true)
    assert.matches("\nlead +2 +2 +· +1 +%d", out)
  end)

  it("name the rules that caught nothing", function()
    local out = said()
    assert.matches("\nCaught nothing: idle, needs\n", out, 1, true)
    assert.matches("could catch little: blind\n", out, 1, true)
  end)

  it("speak Vietnamese", function()
    local out = said("--lang", "vi")
    assert.matches("\nnhiệm vụ mất cơ quan chủ trì +2 +2 +2 +· +· +100 %%\n", out)
    assert.matches("Không phát hiện lỗi nào: idle, needs\n", out, 1, true)
  end)
end)

describe("a rule that breaks on a fault", function()
  local function broken(...)
    local path = command.file("broken/broken.lua", [[return { id = "broken",
      title = "Broken", over = "task_groups",
      check = function(g) return { lead = g.lead.code == "so-y-te" } end,
      needs = { "target" } }]])
    return command.tiendo("rules", "assay", store, "--no-builtin", "--rules",
      path, "--as-of", "2026-11-23", ...)
  end

  setup(function() os.execute(("mkdir -p '%s'"):format(command.path "broken")) end)

  it("is named, and makes the assay incomplete", function()
    local out, code, err = broken()
    assert.equal(3, code)
    assert.matches("incomplete: 3 errors in checks", err, 1, true)
    assert.matches("tasks without lead · 1.1-1 · ended in an error: broken", out, 1, true)
    assert.matches("1 error in the store as it is", out, 1, true)
  end)
end)

describe("--min-share", function()
  it("fails where the rules catch less", function()
    local total = decoded().total
    local share = 100 * total.caught / total.tried
    local _, code = assay("--min-share", ("%.3f"):format(share - 0.01))
    assert.equal(0, code)
    local out, below, err = assay("--min-share", ("%.3f"):format(share + 0.01))
    assert.equal(1, below)
    assert.matches("faults caught, less than", err, 1, true)
    assert.matches("caught", out)
  end)
end)

describe("tiendo rules assay", function()
  it("needs a store", function()
    local _, code, err = command.tiendo("rules", "assay")
    assert.equal(2, code)
    assert.matches("tiendo rules assay STORE", err, 1, true)
  end)

  it("leaves the store as it was", function()
    local before = command.read(store)
    said("--faults", "1")
    assert.equal(before, command.read(store))
  end)

  for _, case in ipairs {
    { "reads a store", 4, { "no-such.db" }, "no such store" },
    { "knows its formats", 2, { "x.db", "--format", "jsonl" },
      "'jsonl' is none of text, json, csv" },
    { "takes a share of a hundred", 2, { "x.db", "--min-share", "101" },
      "more than 100 per cent" },
    { "takes one store", 2, { "a.db", "b.db" }, "assay STORE" },
  } do
    it(case[1], function()
      local out, code, err = command.tiendo("rules", "assay",
        table.unpack(case[3]))
      assert.equal(case[2], code)
      assert.equal("", out)
      assert.matches(case[4], err, 1, true)
    end)
  end

  it("tells what is wrong with a selection", function()
    local _, code, err = assay("--select", "severty = low")
    assert.equal(2, code)
    assert.matches("unknown field 'severty'", err, 1, true)
  end)

  it("tells what is wrong with a day", function()
    local _, code, err = command.tiendo("rules", "assay", store, "--as-of",
      "2026-02-30")
    assert.equal(2, code)
    assert.matches("'2026-02-30' is not a day", err, 1, true)
  end)

  it("keeps its options to itself", function()
    for _, option in ipairs { "--as-of=2026-11-23", "--known-at=2026-11-23",
      "--faults=1", "--min-share=1" } do
      local _, code, err = command.tiendo("rules", "list", option)
      assert.equal(2, code)
      assert.matches("tiendo rules %S+ has no option", err)
    end
  end)
end)
