--- Scripts that try to hang, to fill the memory or to get out. Each runs in a
-- process of its own and says in its second line what must become of it:
-- ok, time, memory, or "error" and a part of the message.
local RUNNER = (os.getenv "TD_BUILD" or "build/dev") .. "/tests/hostile"
local FOLDER = "tests/hostile/"

-- Seconds a script may take by itself: few where taking too long is the point.
local SECONDS = { time = 0.3 }
local WALL = 5

local function files()
  local list = {}
  local pipe <close> = assert(io.popen("ls " .. FOLDER .. "*.lua"))
  for path in pipe:lines() do list[#list + 1] = path end
  return list
end

local function expectation(path)
  local f <close> = assert(io.open(path, "rb"))
  local text = f:read "a"
  local kind, detail = text:match "%-%- expect: (%a+) ?([^\n]*)"
  return kind, detail, text:match "^%-%- ([^\n]*)" or "Bytecode."
end

-- The line that the runner printed and how it ended: "exit" and a number, or
-- "signal"; a run of `timeout` that had to kill it exits with 124.
local function run(path, seconds)
  local command = ("timeout %d %s %s %s"):format(WALL, RUNNER, path, seconds)
  local pipe = assert(io.popen(command))
  local line = pipe:read "l"
  local _, how, code = pipe:close()
  return line, how, code
end

describe("hostile script", function()
  for _, path in ipairs(files()) do
    local kind, detail, what = expectation(path)
    local name = path:match "([%w_]+)%.lua$"
    it(name .. ": " .. what, function()
      local line, how, code = run(path, SECONDS[kind] or WALL - 1)
      assert.are.same({ "exit", 0 }, { how, code })
      if kind == "error" then
        assert.are.equal("error: ", line:sub(1, 7))
        assert.is_truthy(line:find(detail, 1, true),
          ("%s\nhas no %s"):format(line, detail))
      else
        assert.are.equal(kind == "ok" and "ok" or "stopped: " .. kind, line)
      end
    end)
  end
end)
