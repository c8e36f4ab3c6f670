--- Runs test programs that speak TAP and counts them as one.
--   lua5.4 tests/run.lua COMMAND...
-- Each argument is a shell command. Failures are shown with what the program
-- said about them, skipped tests with their reason; the last line is
-- "N passed, N failed, N skipped". A program that ends in an error without
-- having failed a test, or whose plan is not met, counts as one failure.

local total = { passed = 0, failed = 0, skipped = 0 }
local skips = {}

local function name_of(command)
  return command:match "([%w_]+)%s*$" or command
end

local function note_skip(line)
  local reason = line:match "# SKIP%s*(.*)$" or ""
  reason = reason:gsub("^%S+:%d+: ", "")
  skips[#skips + 1] = reason
  total.skipped = total.skipped + 1
end

-- Reads the lines of one program; returns how many tests it ran and failed.
local function read_lines(pipe)
  local ran, failed, planned, is_failing = 0, 0, nil, false
  local tail = {}
  for line in pipe:lines() do
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

local function run(command)
  local pipe = assert(io.popen(command .. " 2>&1"))
  local ran, failed, planned, tail = read_lines(pipe)
  local ok, how, code = pipe:close()
  local is_short = planned and ran < planned
  if (not ok and failed == 0) or is_short or ran == 0 then
    failed = failed + 1
    for i = math.max(1, #tail - 30), #tail do print("# " .. tail[i]) end
    print(("not ok - %s: ended by %s %s after %d tests%s"):format(
      name_of(command), how or "exit", tostring(code), ran,
      planned and " of " .. planned or ""))
  end
  total.failed = total.failed + failed
  print(("%-24s %4d tests%s"):format(name_of(command), ran,
    failed > 0 and ", " .. failed .. " failed" or ""))
end

for _, command in ipairs(arg) do run(command) end
table.sort(skips)
for i, reason in ipairs(skips) do
  if reason ~= skips[i - 1] then print("skipped: " .. reason) end
end
print(("%d passed, %d failed, %d skipped"):format(total.passed, total.failed,
  total.skipped))
os.exit(total.failed == 0)
