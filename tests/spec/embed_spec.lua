--- A program in C that links the library and uses its public header alone.
local command = require "tests.support.command"

describe("a program that embeds libtiendo", function()
  local store, rule

  setup(function()
    store = command.store "tests/data/small"
    rule = command.file("rule.lua", [[
      return { id = "my.levels", title = "Level promised", severity = "high",
        over = "commitments", needs = { "value" },
        check = function(c)
          return { message = "{code} promises {value}", value = c.value }
        end }
    ]])
  end)

  it("prints what a rule given as text finds", function()
    local out, code = command.run(command.tool "embed", store, "2026-11-23",
      rule)
    assert.equal(0, code)
    assert.matches("^%x+ high my%.levels [^:]+: %S+ promises %d+", out)
  end)

  it("tells what is wrong with the rule", function()
    local bad = command.file("bad.lua", "return { id = 'my.x', titel = 'y' }")
    local out, code = command.run(command.tool "embed", store, "2026-11-23",
      bad)
    assert.equal(1, code)
    assert.matches("no key 'titel'; did you mean 'title'", out, 1, true)
  end)
end)
