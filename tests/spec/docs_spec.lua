--- What the documents show is what the program does: every ```console block is
-- run, line by line, in a fresh folder, and its output compared. A line of
-- three dots stands for any number of lines, and the id of a run, which changes
-- with the program, for any other of its day. Every Lua file shown under a name
-- is written there first.
local command = require "tests.support.command"

local TIENDO = os.getenv "TIENDO" or "build/dev/tiendo"

-- Blocks of a Markdown text: { kind = "console", lines = { ... }, at = line }.
local function blocks_of(path)
  local blocks, block, at = {}, nil, 0
  for line in io.lines(path) do
    at = at + 1
    if block and line:find "^```" then
      blocks[#blocks + 1] = block
      block = nil
    elseif block then
      block.lines[#block.lines + 1] = line
    elseif line:find "^```" then
      block = { kind = line:match "^```(%w*)", lines = {}, at = at }
    end
  end
  return blocks
end

-- { command, lines of output } for each line that begins with "$ ".
local function steps_of(block)
  local steps = {}
  for _, line in ipairs(block.lines) do
    if line:find "^%$ " then
      steps[#steps + 1] = { command = line:sub(3), expected = {} }
    else
      local expected = steps[#steps].expected
      expected[#expected + 1] = line
    end
  end
  return steps
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

-- The digits that tell runs of one day apart.
local DAY = "%d%d%d%d%-%d%d%-%d%d"
local RUN = ("(%s)%%-%s"):format(DAY, ("%x"):rep(8))

local function is_like(line, expected)
  return line == expected or line ~= nil
    and line:gsub(RUN, "%1") == expected:gsub(RUN, "%1")
end

-- Whether the lines from `at` are as expected from `want` on.
local function matches(lines, at, expected, want)
  while want <= #expected do
    if expected[want] == "..." then
      for skip = at, #lines + 1 do
        if matches(lines, skip, expected, want + 1) then return true end
      end
      return false
    elseif not is_like(lines[at], expected[want]) then
      return false
    end
    at, want = at + 1, want + 1
  end
  return at > #lines
end

local function prepare(folder)
  assert(os.execute(("mkdir -p '%s' && ln -sfn '%s/datasets' '%s/datasets'")
    :format(folder, os.getenv "PWD", folder)))
end

local function write_lua(folder, block)
  local name = block.lines[1]:match "^%-%- ([%w_/-]+%.lua)$"
  if not name then return end
  local path = folder .. "/" .. name
  os.execute(("mkdir -p '%s'"):format(path:match "^(.*)/"))
  local f <close> = assert(io.open(path, "w"))
  f:write(table.concat(block.lines, "\n"), "\n")
end

local function absolute(path)
  return path:sub(1, 1) == "/" and path or os.getenv "PWD" .. "/" .. path
end

local function documents()
  local paths = { "README.md" }
  local list <close> = assert(io.popen "ls docs/*.md | LC_ALL=C sort")
  for path in list:lines() do paths[#paths + 1] = path end
  return paths
end

for _, path in ipairs(documents()) do
  describe(path, function()
    local folder = command.path(path:gsub("%W", "_"))

    setup(function() prepare(folder) end)

    for _, block in ipairs(blocks_of(path)) do
      if block.kind == "lua" then
        it(("shows Lua that compiles, line %d"):format(block.at), function()
          local text = table.concat(block.lines, "\n")
          local ok, message = load(text)
          if not ok then ok, message = load("return {" .. text .. "\n}") end
          assert.is_truthy(ok, message)
          write_lua(folder, block)
        end)
      elseif block.kind == "console" then
        it(("shows what happens, line %d"):format(block.at), function()
          for _, step in ipairs(steps_of(block)) do
            local out = command.run("sh", "-c",
              ("cd '%s' && PATH='%s':$PATH && %s"):format(folder,
                absolute(TIENDO):match "^(.*)/", step.command))
            if not matches(lines_of(out), 1, step.expected, 1) then
              assert.equal(table.concat(step.expected, "\n") .. "\n", out)
            end
          end
        end)
      end
    end
  end)
end
