--- tiendo rules new: a file to begin with, for any set of the plan.
local command = require "tests.support.command"
require "tiendo"
local schema = require "tiendo.schema"

local folder = command.path "new"

local function new(...)
  return command.tiendo("rules", "new", ...)
end

describe("tiendo rules new", function()
  it("writes the file at its place and says what to do next", function()
    local out, code, err = new("progress.my_rule", "--rules", folder)
    assert.equal(0, code, err)
    assert.equal(([[
DIR/progress/my_rule.lua

  tiendo rules test DIR
  tiendo check STORE --rules DIR --select 'progress.my_rule'
  tiendo rules explain progress.my_rule --rules DIR
]]):gsub("DIR", folder), out)
    assert.matches('id       = "progress.my_rule"', command.read(folder
      .. "/progress/my_rule.lua"), 1, true)
  end)

  it("leaves nothing of a file that cannot be written whole, and says why", function()
    local out, code, err = command.run_apart("sh", "-c",
      [[ulimit -f 1; trap "" XFSZ; exec "$0" rules new my.large --rules "$1"]],
      command.absolute(), folder)
    assert.equal("", out)
    assert.equal(5, code)
    assert.equal(("tiendo: %s/my/large.lua: File too large\n"):format(folder), err)
    assert.is_nil(io.open(folder .. "/my/large.lua"))
  end)

  it("writes to my-rules unless told otherwise", function()
    os.execute(("mkdir -p '%s'"):format(command.path "empty"))
    local out, code = command.run("sh", "-c", ("cd '%s' && '%s' rules new a.b --quiet")
      :format(command.path "empty", command.absolute()))
    assert.equal(0, code, out)
    assert.equal("my-rules/a/b.lua\n", out)
    assert.matches('id       = "a.b"', command.read(command.path "empty/my-rules/a/b.lua"), 1, true)
  end)

  it("replaces nothing", function()
    local path = folder .. "/progress/kept.lua"
    new("progress.kept", "--rules", folder)
    local f <close> = assert(io.open(path, "w"))
    f:write "mine"
    f:flush()
    local out, code, err = new("progress.kept", "--rules", folder)
    assert.equal(2, code)
    assert.equal("", out)
    assert.equal(("tiendo: %s is there already; nothing was written\n"):format(path), err)
    assert.equal("mine", command.read(path))
    os.remove(path)
  end)

  it("comments in Vietnamese", function()
    new("vi.rule", "--rules", folder, "--lang", "vi")
    assert.matches("%-%- Quy tắc mới", command.read(folder .. "/vi/rule.lua"))
  end)

  for _, case in ipairs {
    { "Progress.MyRule", "'Progress.MyRule' is no id", "'progress.my_rule'" },
    { "progress/my-rule.lua", "'progress/my-rule.lua' is no id", "'progress.my_rule'" },
    { "a..b", "'a..b' is no id", "'a.b'" },
    { "", "'' is no id", "'progress.my_rule'" },
    { "../x", "'../x' is no id", "'x'" },
    { "progress.off_track", "comes with tiendo", "choose another id" },
    { "my.rule_spec", "would be the file of a spec", "does not end with _spec" },
  } do
    it(("refuses the id %q and says which would do"):format(case[1]), function()
      local out, code, err = new(case[1], "--rules", folder .. "/refused")
      assert.equal(2, code)
      assert.equal("", out)
      assert(err:find(case[2], 1, true) and err:find(case[3], 1, true), err)
      assert.is_nil(io.open(folder .. "/refused"))
    end)
  end

  for _, case in ipairs {
    { "comitments", "did you mean 'commitments'?" },
    { "observations", "the plan has no set 'observations'" },
    { "nothing at all", "tiendo show STORE lists them" },
  } do
    it("refuses the set " .. case[1], function()
      local _, code, err = new("my.set", "--over", case[1], "--rules", folder)
      assert.equal(2, code)
      assert(err:find(case[2], 1, true), err)
    end)
  end
end)

describe("the file of a new rule", function()
  local sets = {}
  local DIR = command.path "sets"

  setup(function()
    for _, entity in ipairs(schema.entities()) do
      if entity.name ~= "observations" then sets[#sets + 1] = entity.name end
    end
    for _, set in ipairs(sets) do
      local _, code, err = new("over." .. set, "--over", set, "--rules", DIR)
      assert.equal(0, code, err)
    end
  end)

  it("has a pass and a fail for each set, and both come out", function()
    local out, code, err = command.tiendo("rules", "test", DIR)
    assert.equal(0, code, out .. err)
    assert.equal(("%d passed, 0 failed, 0 skipped\n"):format(2 * #sets), out)
  end)

  it("gives luacheck nothing to complain about", function()
    local out, code = command.run("luacheck", "-q", "--no-config", "--std", "lua54",
      "--max-line-length", "100", DIR)
    assert.equal(0, code, out)
  end)

  it("speaks both languages and declares a parameter", function()
    for _, lang in ipairs { "en", "vi" } do
      local out = command.tiendo("rules", "explain", "over.reports", "--rules", DIR,
        "--lang", lang)
      assert.matches("over.reports.grace", out, 1, true)
      assert.matches(lang == "en" and "What to do:" or "Việc cần làm:", out, 1, true)
    end
  end)
end)
