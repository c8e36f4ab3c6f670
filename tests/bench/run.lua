--- The benchmark: generates data, runs the program on it as a user would, from
-- a cold start to the finished output, and prints a table.
--
--   lua5.4 tests/bench/run.lua BUILD [ROWS...]      e.g. build/release 100000
--
-- BUILD holds tiendo, bench/gen and bench/measure; data and stores are kept
-- below it. ROWS are sizes, 100000 and 1000000 unless given. Each figure is
-- the best of several runs, as what disturbs a run only makes it slower.

local BUILD = arg[1] or "build/release"
local SIZES = table.move(arg, 2, #arg, 1, {})
if #SIZES == 0 then SIZES = { "100000", "1000000" } end

local DIR = BUILD .. "/bench"
local RULES = "tests/bench/rules/"
local AS_OF = "2026-11-23"

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

local function run(...)
  local words = {}
  for i, word in ipairs { ... } do words[i] = quote(word) end
  local command = table.concat(words, " ")
  assert(os.execute(command), "failed: " .. command)
end

-- Runs `tiendo ...` `times` times; best seconds, their peak MiB, its output.
-- 1 is the exit status of a check that found something.
local function measure(times, before, ...)
  local log, out = DIR .. "/measured", DIR .. "/out"
  local best, peak = math.huge, 0
  for _ = 1, times do
    os.remove(log)
    if before then before() end
    local words = { quote(DIR .. "/measure"), quote(log),
      quote(BUILD .. "/tiendo") }
    for _, word in ipairs { ... } do words[#words + 1] = quote(word) end
    os.execute(table.concat(words, " ") .. " >" .. quote(out))
    local seconds, kib, status = read(log):match "(%S+) (%S+) (%S+)"
    if tonumber(status) > 1 then
      error(("exit status %s: %s"):format(status, table.concat(words, " ")))
    end
    if tonumber(seconds) < best then
      best, peak = tonumber(seconds), tonumber(kib) / 1024
    end
  end
  return best, peak, read(out)
end

local function count_rows(path)
  local n = -1 -- the header
  for _ in io.lines(path) do n = n + 1 end
  return n
end

local function print_row(workload, rows, seconds, peak)
  print(("%-34s %10d %10.3f %12.0f %9.1f"):format(workload, rows, seconds,
    rows / seconds, peak))
end

local function check_options(store, rule)
  local words = { "check", store, "--as-of", AS_OF, "--format", "json",
    "--time-limit", "600", "--quiet" }
  if rule then
    table.move({ "--no-builtin", "--rules", RULES .. rule .. ".lua" }, 1, 3,
      #words + 1, words)
  end
  return table.unpack(words)
end

-- Every series has a commitment: a run over fewer has measured nothing.
local function check_counts(out, n)
  local seen = tonumber(out:match '"evaluated": ?(%d+)')
  if not seen or seen > n or seen < n * 0.9 then
    error(("evaluated %s of %d commitments"):format(seen, n))
  end
end

local WORKLOADS = {
  { "W2 off-track list", "off_track" },
  { "W4a least squares, projection", "ols" },
  { "W4b Theil-Sen, projection", "theil_sen" },
}

local function remove_store(path)
  for _, suffix in ipairs { "", "-wal", "-shm" } do
    os.remove(path .. suffix)
  end
end

local function bench_size(size, order)
  local data = ("%s/obs-%s-%s"):format(DIR, size, order)
  local store = data .. ".db"
  local times = tonumber(size) > 2e6 and 1 or 3
  run(DIR .. "/gen", "obs", data, size, "42", order)
  local rows = count_rows(data .. "/observations.csv")
  local commitments = count_rows(data .. "/commitments.csv")
  local function forget_store() remove_store(store) end
  print_row("W1 import, " .. (order == "year" and "by year" or "shuffled"),
    rows, measure(times, forget_store, "import", store, data, "--quiet"))
  if order ~= "year" then return end
  for _, workload in ipairs(WORKLOADS) do
    local seconds, peak, out =
      measure(times, nil, check_options(store, workload[2]))
    check_counts(out, commitments)
    print_row(workload[1], rows, seconds, peak)
  end
end

-- Recorded runs: the first, which finds everything new, and one of the day
-- after, which finds the same.
local function bench_runs(store, rows)
  local copy = DIR .. "/recorded.db"
  local function fresh()
    remove_store(copy)
    run("cp", store, copy)
  end
  local function record(day)
    return "run", copy, "--as-of", day, "--format", "json", "--time-limit",
      "600", "--quiet"
  end
  print_row("  recorded, first", rows, measure(3, fresh, record "2026-11-23"))
  print_row("  recorded, the same again", rows,
    measure(1, nil, record "2026-11-24"))
  print_row("  replayed", rows, measure(1, nil, "replay", copy, "latest"))
end

local function bench_everyday()
  local data = DIR .. "/small"
  local store = data .. ".db"
  run(DIR .. "/gen", "small", data, "42")
  os.remove(store)
  measure(1, nil, "import", store, data, "--quiet")
  local rows = count_rows(data .. "/observations.csv")
  print_row("W5 everyday run, all rules", rows,
    measure(10, nil, check_options(store)))
  bench_runs(store, rows)
end

-- A plan decision as long as a real one (some 1,900 lines), `times` times: 100
-- targets with a promise, a lead, coordinators and four tasks each.
local function write_document(path, times)
  local file <close> = assert(io.open(path, "wb"))
  file:write("ỦY BAN NHÂN DÂN TỈNH THỬ\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\n",
    "BAN HÀNH KẾ HOẠCH THỬ\n\nPHỤ LỤC I\nNHIỆM VỤ\n\tSTT\n\tNhiệm vụ\n",
    "\tPhân công\n\n")
  local lines, task = 12, "- Tăng cường tuyên truyền, phổ biến, hướng dẫn các "
    .. "cơ quan, đơn vị và người dân tham gia thực hiện kế hoạch.\n"
  for goal = 1, 10 * times do
    file:write(("\t%d\n\tMục tiêu %d: Sức khỏe\n\n"):format(goal, goal))
    for target = 1, 10 do
      file:write(("\t%d.%d\n\tMục tiêu %d.%d: Đến năm 2030, trên %d%% số xã "
        .. "có bác sĩ\n\n\t\n\t"):format(goal, target, goal, target,
        30 + target), task, task, task, task, "\tChủ trì: Sở Y tế\n",
        "Phối hợp:\n- Các sở, ban, ngành\n- UBND các huyện, thị, thành phố\n",
        "- Các cơ quan, đơn vị, tổ chức có liên quan\n\n")
    end
    lines = lines + 3 + 10 * 14
  end
  return lines
end

local function bench_document(times)
  local path, store = DIR .. "/plan.txt", DIR .. "/document.db"
  local lines = write_document(path, times)
  print_row(("decision, %d times"):format(times), lines,
    measure(1, function() remove_store(store) end, "import", store, path,
      "--quiet"))
end

-- A table of `n` series by ten years.
local function write_table(path, n)
  local file <close> = assert(io.open(path, "wb"))
  file:write "series,year,value\n"
  local seed = 42
  for i = 1, n do
    for year = 2016, 2025 do
      seed = (seed * 1103515245 + 12345) % 2147483648
      file:write(("indicator-%d,%d,%.1f\n"):format(i, year,
        20 + seed % 600 / 10))
    end
  end
end

local function bench_assess(n, method)
  local path = DIR .. "/table.csv"
  write_table(path, n)
  local seconds, peak, out = measure(3, nil, "assess", path, "--method", method,
    "--direction", "up", "--quiet")
  assert(select(2, out:gsub("\n", "")) == n + 1, "a row for each series")
  print_row("assess " .. method, 10 * n, seconds, peak)
end

local PROMPT_MAX = 0.1 -- seconds until somebody can type

-- From the start of a session on the plan that comes with the program to its
-- first prompt, and to its end, which follows at once.
local function bench_prompt()
  local log, script = DIR .. "/measured", DIR .. "/prompt.txt"
  local file = assert(io.open(script, "wb"))
  file:write("expect ", AS_OF, "> \ntype \\x04\nclose\n")
  file:close()
  local best, peak = math.huge, 0
  for _ = 1, 10 do
    os.remove(log)
    assert(os.execute(("env TERM=xterm XDG_STATE_HOME=%s %s %s %s 80 24 %s "
      .. "repl --as-of %s <%s >%s"):format(quote(DIR .. "/state"),
      quote(DIR .. "/measure"), quote(log), quote(BUILD .. "/tests/terminal"),
      quote(BUILD .. "/tiendo"), AS_OF, quote(script), quote(DIR .. "/out"))))
    local seconds, kib = read(log):match "(%S+) (%S+)"
    if tonumber(seconds) < best then
      best, peak = tonumber(seconds), tonumber(kib) / 1024
    end
  end
  print_row("first prompt of a session", 1, best, peak)
  if best >= PROMPT_MAX then
    error(("the first prompt takes %.3f s, at most %.1f s are allowed"):format(
      best, PROMPT_MAX))
  end
end

local PAGE_MAX, OPENED_MAX = 5 * 1000 * 1000, 2.0 -- bytes, seconds

-- The same content as a workbook.
local function bench_workbook(store)
  local book = DIR .. "/page.xlsx"
  local seconds, peak = measure(1, nil, "report", store, "--as-of", AS_OF,
    "--no-builtin", "--rules", RULES .. "page.lua", "--quiet", "--format",
    "xlsx", "-o", book)
  print_row("workbook, findings", 10000, seconds, peak)
  print(("%-34s %10d"):format("  the workbook, bytes", #read(book)))
end

-- The page of a report with 10,000 findings and some 1,000 charts: to write it,
-- and to open it where there is a browser.
local function bench_page()
  local data, store, page = DIR .. "/page", DIR .. "/page.db",
    DIR .. "/page.html"
  run(DIR .. "/gen", "obs", data, "12000", "42", "year")
  remove_store(store)
  measure(1, nil, "import", store, data, "--quiet")
  local seconds, peak = measure(3, nil, "report", store, "--as-of", AS_OF,
    "--no-builtin", "--rules", RULES .. "page.lua", "--quiet", "-o", page)
  local size = #read(page)
  print_row("report, findings", 10000, seconds, peak)
  local pipe <close> = assert(io.popen("node tests/bench/page.mjs "
    .. quote(os.getenv "PWD" .. "/" .. page) .. " 2>/dev/null"))
  local opened = tonumber(pipe:read "l" or "")
  print(("%-34s %10d %10s"):format("  the page in Chromium, bytes", size,
    opened and ("%.3f"):format(opened) or "no browser"))
  bench_workbook(store)
  if size > PAGE_MAX or (opened or 0) > OPENED_MAX then
    error(("the page has %d bytes, at most %d are allowed, and opens in %.3f s,"
      .. " at most %.1f"):format(size, PAGE_MAX, opened or 0, OPENED_MAX))
  end
end

print(("%-34s %10s %10s %12s %9s"):format("workload", "rows", "seconds",
  "rows/s", "peak MiB"))
for _, size in ipairs(SIZES) do
  bench_size(size, "year")
  bench_size(size, "shuffle")
end
bench_everyday()
bench_prompt()
bench_page()
bench_document(1)
bench_document(1000)
bench_assess(100000, "open-sdg")
bench_assess(100000, "trend")
