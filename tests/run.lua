--- Runs test programs that speak TAP and counts them as one.
--   lua5.4 tests/run.lua [-j N] [-specs RUNNER] COMMAND...
-- Each COMMAND is one of a shell; N run at once (1), and are told in their
-- order. With -specs the specs are dealt out to several calls of RUNNER, which
-- come first as they take longest. Failures are shown with what the program
-- said about them, skipped tests with their reason; the last line is
-- "N passed, N failed, N skipped". A program that ends in an error without
-- having failed a test, or whose plan is not met, counts as one failure.

local total = { passed = 0, failed = 0, skipped = 0 }
local skips = {}

local SPEC_CALLS = 8 -- more than processors, so that all end about together

local function name_of(command)
  if command:find "_spec%.lua" then
    return command:match "([%w_]+)_spec%.lua" .. " and others"
  end
  return command:match "([%w_]+)%s*$" or command
end

local function note_skip(line)
  local reason = line:match "# SKIP%s*(.*)$" or ""
  reason = reason:gsub("^%S+:%d+: ", "")
  skips[#skips + 1] = reason
  total.skipped = total.skipped + 1
end

-- Reads the lines of one program; returns how many tests it ran and failed.
local function read_lines(file)
  local ran, failed, planned, is_failing = 0, 0, nil, false
  local tail = {}
  for line in file:lines() do
    local status = line:match "^not ok" or line:match "^ok"
    if status then
      ran = ran + 1
      is_failing = status == "not ok"
      if line:find "# SKIP" then
        note_skip(line)
      elseif is_failing then
        failed = failed + 1
        print(line)
      else
        total.passed = total.passed + 1
      end
    elseif line:match "^1%.%.%d+" then
      planned = (planned or 0) + tonumber(line:match "^1%.%.(%d+)")
    elseif is_failing then
      print(line)
    else
      tail[#tail + 1] = line
    end
  end
  return ran, failed, planned, tail
end

-- Starts a program; its output goes to a file, so that it never waits for us.
local function start(command)
  local path = os.tmpname()
  local pipe = assert(io.popen(("(%s) >'%s' 2>&1; echo $?")
    :format(command, path)))
  return { command = command, path = path, pipe = pipe }
end

local function finish(job)
  local code = tonumber(job.pipe:read "l")
  job.pipe:close()
  local file <close> = assert(io.open(job.path))
  local ran, failed, planned, tail = read_lines(file)
  local is_short = planned and ran < planned
  os.remove(job.path)
  if (code ~= 0 and failed == 0) or is_short or ran == 0 then
    failed = failed + 1
    for i = math.max(1, #tail - 30), #tail do print("# " .. tail[i]) end
    print(("not ok - %s: ended by exit %s after %d tests%s"):format(
      name_of(job.command), tostring(code), ran,
      planned and " of " .. planned or ""))
  end
  total.failed = total.failed + failed
  print(("%-32s %4d tests%s"):format(name_of(job.command), ran,
    failed > 0 and ", " .. failed .. " failed" or ""))
  io.stdout:flush()
end

local function deal_specs(runner)
  local calls = {}
  local pipe <close> =
    assert(io.popen "ls tests/spec/*_spec.lua | LC_ALL=C sort")
  local n = 0
  for path in pipe:lines() do
    n = n % SPEC_CALLS + 1
    calls[n] = (calls[n] or runner) .. " " .. path
  end
  return calls
end

local function read_arguments(words)
  local commands, jobs, at = {}, 1, 1
  while words[at] do
    if words[at] == "-j" then
      jobs, at = tonumber(words[at + 1]), at + 1
    elseif words[at] == "-specs" then
      local calls = deal_specs(words[at + 1])
      table.move(calls, 1, #calls, #commands + 1, commands)
      at = at + 1
    else
      commands[#commands + 1] = words[at]
    end
    at = at + 1
  end
  return commands, jobs
end

local commands, n_jobs = read_arguments(arg)
local running = {}
for at = 1, #commands + n_jobs do
  if commands[at] then running[at] = start(commands[at]) end
  if running[at - n_jobs + 1] then finish(running[at - n_jobs + 1]) end
end
table.sort(skips)
for i, reason in ipairs(skips) do
  if reason ~= skips[i - 1] then print("skipped: " .. reason) end
end
print(("%d passed, %d failed, %d skipped"):format(total.passed, total.failed,
  total.skipped))
os.exit(total.failed == 0)
