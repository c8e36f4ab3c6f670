--- The session in docs/repl.md is what the program answers: what stands behind
-- the prompts is typed, from the first block to the last, and the answers are
-- compared.
local command = require "tests.support.command"

local DAY = "2026-11-23"
local PROMPT, GOES_ON = "^%d%d%d%d%-%d%d%-%d%d> (.*)$", "^ +%.%.%. (.*)$"
local MARK = "§" -- is printed between the answers

-- { input, expected = lines, at } of all ```tiendo blocks.
local function steps_of(path)
  local steps, is_inside, at = {}, false, 0
  for line in io.lines(path) do
    at = at + 1
    local input = is_inside and line:match(PROMPT)
    local more = is_inside and line:match(GOES_ON)
    if line:find "^```" then
      is_inside = line == "```tiendo"
    elseif input then
      steps[#steps + 1] = { input = input, expected = {}, at = at }
    elseif more then
      steps[#steps].input = steps[#steps].input .. "\n" .. more
    elseif is_inside then
      table.insert(steps[#steps].expected, line)
    end
  end
  return steps
end

local function replay(steps)
  local script = {}
  for i, step in ipairs(steps) do
    script[i] = ("print %q\n%s\n"):format(MARK, step.input)
  end
  local folder = command.path "session"
  os.execute("mkdir -p " .. folder)
  local input = command.file("session.txt", table.concat(script))
  local out, err = command.path "answers", command.path "problems"
  local _, _, code = os.execute(("cd '%s' && '%s' repl --as-of %s <'%s' >'%s' "
    .. "2>'%s'"):format(folder, command.absolute(), DAY, input, out, err))
  assert(code == 0, command.read(err))
  local answers, text = {}, command.read(out)
  local start = #MARK + 2
  while start <= #text + 1 do
    local stop = text:find(MARK .. "\n", start, true) or #text + 1
    answers[#answers + 1] = text:sub(start, stop - 1)
    start = stop + #MARK + 1
  end
  return answers, folder
end

describe("docs/repl.md", function()
  local steps = steps_of "docs/repl.md"
  local answers, folder = replay(steps)

  it("has an answer for each line", function()
    assert.is_true(#steps > 15)
    assert.equal(#steps, #answers)
  end)

  for i, step in ipairs(steps) do
    it(("line %d: %s"):format(step.at, step.input:match "[^\n]*"), function()
      local expected = table.concat(step.expected, "\n")
      assert.equal(expected == "" and "" or expected .. "\n", answers[i])
    end)
  end

  it("shows how the prompt tells the day", function()
    -- Every line stands behind the day that the ones before it have set.
    local day = DAY
    for line in io.lines "docs/repl.md" do
      local shown, input = line:match "^(%d%d%d%d%-%d%d%-%d%d)> (.*)$"
      if shown then
        assert.equal(day, shown, line)
        if input:find "^:asof" then
          day = input:match "^:asof (%S+)" or DAY
        end
      end
    end
  end)

  it("ends with a rule that passes its tests", function()
    local out, code = command.run(command.absolute(), "rules", "test",
      folder .. "/my-rules")
    assert.equal(0, code, out)
    assert.matches("^2 passed, 0 failed", out)
  end)
end)
