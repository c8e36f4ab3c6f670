--- A working copy of the standard library in place of the one compiled in.
local command = require "tests.support.command"

local TIENDO = os.getenv "TIENDO" or "build/dev/tiendo"

-- A folder with one module, and the path to give for it.
local function copy_with(name, text)
  local folder = command.path(name)
  os.execute(("mkdir -p %s/tiendo"):format(folder))
  command.file(name .. "/tiendo/deadline.lua", text)
  return folder
end

local function check(folder)
  local rule = command.file("copy.lua", [[
    local deadline = require "tiendo.deadline"
    return { id = "my.copy", title = "t", over = "goals", severity = "low",
      check = function() return { from = deadline.from or "the program" } end }
  ]])
  return command.run("env", "TIENDO_LUA_PATH=" .. folder, TIENDO, "check",
    command.store "tests/data/small", "--as-of", "2026-11-23", "--no-builtin",
    "--rules", rule, "--format", "csv")
end

describe("TIENDO_LUA_PATH", function()
  it("names a folder whose modules rules get", function()
    local out, code = check(copy_with("changed", "return { from = 'a file' }"))
    assert.equal(0, code)
    assert.matches("from=a file", out, 1, true)
  end)

  it("leaves what the folder lacks as it is", function()
    for _, folder in ipairs { "", "/no/such/folder" } do
      local out, code = check(folder)
      assert.equal(0, code)
      assert.matches("from=the program", out, 1, true)
    end
  end)

  it("tells file and line of a mistake", function()
    local out, code = check(copy_with("mistaken", "return {\n  1 +\n}"))
    assert.equal(2, code)
    assert.matches("mistaken/tiendo/deadline.lua:3: ", out, 1, true)
  end)

  it("takes no bytecode", function()
    local out, code = check(copy_with("binary",
      string.dump(function() return {} end)))
    assert.equal(2, code)
    assert.matches("attempt to load a binary chunk", out, 1, true)
  end)

  it("reaches the host's own modules", function()
    local folder = copy_with("host", "return {}")
    command.file("host/tiendo/report.lua", "error 'from the file'")
    local out, code = check(folder)
    assert.not_equal(0, code)
    assert.matches("from the file", out, 1, true)
  end)
end)
