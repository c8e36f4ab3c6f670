--- Holds the plan's files against the text of the decision, line by line.
--
--   lua5.4 datasets/an-giang/check.lua DECISION.txt
--
-- Both ways: what a row claims stands on the line it cites, and every code,
-- lead, coordinator, task and number of the document has its row. Prints what
-- was compared; exits 1 if anything differs.
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/../?.lua;" .. package.path
local csv = require "csv"

local DECISION = "qd-1015-2018"
local ANNEX_FIRST, ANNEX_LAST = 116, 1852

-- Lines with a number or number word that promise nothing in numbers.
local NO_PROMISE = {
  [392] = "four antenatal visits: the share of women is missing",
  [861] = "name of an initiative",
}

local lines = {}
local failures, counts = {}, {}

local function check(ok, subject, row, what)
  counts[subject] = (counts[subject] or 0) + 1
  if not ok then
    failures[#failures + 1] = ("%s, record %d (%s): %s"):format(subject,
      row.line, row.code or row.agency or row.task_group or "", what)
  end
end

local function trim(text)
  return (text:gsub("^%s+", ""):gsub("%s+$", ""))
end

local function read_lines(path)
  for line in io.lines(path) do
    lines[#lines + 1] = line:gsub("\u{A0}", " ")
  end
end

local function rows_of(name)
  local _, rows = csv.read(here .. "/" .. name .. ".csv")
  for _, row in ipairs(rows) do
    row.at = row.source == DECISION and tonumber(row.source_line) or nil
  end
  return rows
end

-- Every line that `is` accepts is cited by exactly one of the rows.
local function check_cover(subject, rows, is)
  local cited = {}
  for _, row in ipairs(rows) do cited[row.at] = (cited[row.at] or 0) + 1 end
  for n = ANNEX_FIRST, ANNEX_LAST do
    if is(n) then
      check(cited[n] == 1, subject .. ", lines covered", { line = n },
        ("line %d has %d rows"):format(n, cited[n] or 0))
    end
  end
end

-- The last row that cites `n` or a line above it.
local function above(rows, n)
  local found
  for _, row in ipairs(rows) do
    if row.at <= n then found = row end
  end
  return found
end

-- The tree of the plan ---------------------------------------------------

local function check_goals(goals)
  for _, g in ipairs(goals) do
    local text = trim(lines[g.at])
    local title = text:match("^Mục tiêu " .. g.code .. ": (.*)$")
    check(trim(lines[g.at - 1]) == g.code, "goals", g, "code column")
    check(title, "goals", g, "title")
    local listed
    for n = 33, 48 do
      listed = listed or lines[n]:match("Mục tiêu " .. g.code .. "%. (.*)$")
    end
    local differs = trim(listed):gsub("%.$", "") ~= title:gsub("%.$", "")
    check(tostring(differs) == g.title_differs, "goals", g, "title_differs")
  end
  check_cover("goals", goals, function(n)
    return lines[n - 1]:match("^\t%d+$")
  end)
end

-- The last day of the latest year that the text names; empty if none.
local function latest_day(text)
  local year
  for y in text:gmatch("năm (20%d%d)") do
    if not year or y > year then year = y end
  end
  return year and year .. "-12-31" or ""
end

local function check_targets(targets)
  for _, t in ipairs(targets) do
    local text = trim(lines[t.at])
    check(trim(lines[t.at - 1]) == t.code, "targets", t, "code column")
    check(text:match("tiêu ([%d.]+):") == t.second_code, "targets", t,
      "second code")
    check(t.code:match("^%d+") == t.goal, "targets", t, "goal")
    check(t.deadline == latest_day(text), "targets", t, "deadline")
  end
  check_cover("targets", targets, function(n)
    return lines[n - 1]:match("^\t%d+%.%d+$")
  end)
end

-- Agency -> set of its spellings.
local function spellings(names)
  local of = {}
  for _, n in ipairs(names) do
    of[n.agency] = of[n.agency] or {}
    of[n.agency][n.name] = true
  end
  return of
end

local function check_groups(groups, targets, names)
  local of, position = spellings(names), {}
  for _, g in ipairs(groups) do
    check(lines[g.at] == "\tChủ trì: " .. g.lead_as_printed, "task groups", g,
      "lead as printed")
    check(of[g.lead] and of[g.lead][g.lead_as_printed], "task groups", g,
      "the lead has no such spelling")
    check(above(targets, g.at).code == g.target, "task groups", g, "target")
    position[g.target] = (position[g.target] or 0) + 1
    check(tonumber(g.position) == position[g.target] and g.code
      == g.target .. "-" .. g.position, "task groups", g, "position")
  end
  check_cover("task groups", groups, function(n)
    return lines[n]:find("Chủ trì", 1, true)
  end)
end

local function kind_of(text, listing)
  if text == "" or text == "Phối hợp:" or text:find("^%d[%d.]*$")
    or text:find("^Mục tiêu [%d.]+:") then
    return "heading"
  end
  if text:find("^Chủ trì") then return "lead" end
  return listing and "coordinators" or "task"
end

-- What each line of the annex is. A list of coordinators runs from its heading
-- to the next line that begins with a tab.
local function kinds_of_lines()
  local kinds, listing = {}, false
  for n = ANNEX_FIRST, ANNEX_LAST do
    local text = trim(lines[n])
    if text:find("^Phối hợp:") then
      listing = true
    elseif lines[n]:find("^\t") then
      listing = false
    end
    kinds[n] = kind_of(text, listing)
  end
  return kinds
end

local function check_coordinators(coordinators, groups, names, kinds)
  local of = spellings(names)
  for _, c in ipairs(coordinators) do
    local text = trim(lines[c.at]):gsub("^Phối hợp: ", ""):gsub("^%- ", "")
    check(text == c.as_printed, "coordinators", c, "as printed")
    check(of[c.agency][c.as_printed:gsub("%.$", "")], "coordinators", c,
      "the agency has no such spelling")
    check(above(groups, c.at).code == c.task_group, "coordinators", c, "group")
  end
  check_cover("coordinators", coordinators, function(n)
    return kinds[n] == "coordinators"
  end)
end

local function check_tasks(tasks, groups, kinds)
  local last = {}
  for _, t in ipairs(tasks) do
    local text = lines[t.at]
    local before = above(groups, t.at)
    local index = 0
    for i, g in ipairs(groups) do
      if before == g then index = i end
    end
    check(groups[index + 1].code == t.task_group, "tasks", t, "group")
    last[t.task_group] = (last[t.task_group] or 0) + 1
    check(tonumber(t.position) == last[t.task_group], "tasks", t, "position")
    local waits = text:find("(sau khi", 1, true)
      or text:find("(khi có", 1, true)
    check((waits ~= nil) == (t.condition ~= ""), "tasks", t, "condition")
    check(t.due_on == "" or text:find("năm " .. t.due_on:sub(1, 4), 1, true),
      "tasks", t, "due_on")
  end
  check_cover("tasks", tasks, function(n) return kinds[n] == "task" end)
end

-- Agencies ---------------------------------------------------------------

-- A letter or digit begins (or ends) here; dashes and quotation marks beyond
-- ASCII are the three bytes from E2 80 on.
local function is_letter_at(text, at)
  local byte = text:byte(at)
  if not byte or byte < 0x80 then
    return byte and string.char(byte):find("%w") ~= nil
  end
  return text:sub(at, at + 1) ~= "\xE2\x80"
end

local function is_letter_before(text, at)
  return text:sub(at - 3, at - 2) ~= "\xE2\x80" and at > 1
    and is_letter_at(text, at - 1)
end

local function longest_at(sorted, text, at)
  for _, name in ipairs(sorted) do
    local after = at + #name
    if text:sub(at, after - 1) == name and not is_letter_at(text, after) then
      return name
    end
  end
end

-- How often and where first each spelling stands; the longest one counts.
local function find_names(names)
  local sorted, uses, first = {}, {}, {}
  for _, n in ipairs(names) do sorted[#sorted + 1] = n.name end
  table.sort(sorted, function(a, b) return #a > #b end)
  for n, text in ipairs(lines) do
    local at = 1
    while at <= #text do
      local name = not is_letter_before(text, at)
        and longest_at(sorted, text, at)
      if name then
        uses[name], first[name] = (uses[name] or 0) + 1, first[name] or n
      end
      at = at + (name and #name or 1)
    end
  end
  return uses, first
end

local function check_agencies(agencies, names)
  local printed, first_of = {}, {}
  for _, n in ipairs(names) do
    if n.at then printed[#printed + 1] = n end
  end
  local uses, first = find_names(printed)
  for _, n in ipairs(printed) do
    check(tonumber(n.uses) == uses[n.name], "agency names", n,
      ("%s: %s times"):format(n.name, uses[n.name]))
    check(n.at == first[n.name], "agency names", n,
      ("%s: first on line %s"):format(n.name, first[n.name]))
    first_of[n.agency] = math.min(first_of[n.agency] or n.at, n.at)
  end
  for _, a in ipairs(agencies) do
    if first_of[a.code] then
      check(a.at == first_of[a.code], "agencies", a, "first line")
    end
  end
end

-- Numbers ----------------------------------------------------------------

-- How the document writes the values whose digits it does not print.
local WORDS = {
  ["0"] = { "xóa bỏ" },
  ["0.5"] = { "một nửa" },
  ["2"] = { "gấp đôi", "gấp 2 lần" },
}

local function says(text, value)
  local found = text:find("%f[%d]" .. value:gsub("%.", ",") .. "%f[^%d,]")
  for _, word in ipairs(WORDS[value] or {}) do
    found = found or text:find(word, 1, true)
  end
  return found ~= nil
end

local COMPARATORS = { ["<"] = "dưới", [">"] = "trên", ["<="] = "ít nhất" }

local function check_commitment(c, targets)
  local text = lines[c.at]
  local word = COMPARATORS[c.comparator]
  check(says(text, c.value), "commitments", c, "value")
  check(c.value_high == "" or says(text, c.value_high), "commitments", c,
    "upper value")
  check(not word or text:find(word, 1, true), "commitments", c, "comparator")
  check(text:find("năm " .. c.deadline:sub(1, 4), 1, true), "commitments", c,
    "deadline")
  check(text:find(c.baseline_year, 1, true), "commitments", c, "base year")
  check(above(targets, c.at).code == c.target, "commitments", c, "target")
  check(c.code:match("^[^/]+") == c.target, "commitments", c, "code")
end

local function check_commitments(commitments, targets, milestones)
  local cited = {}
  for _, c in ipairs(commitments) do
    check_commitment(c, targets)
    cited[c.at] = true
  end
  for _, m in ipairs(milestones) do
    check(says(lines[m.at], m.value), "milestones", m, "value")
    check(lines[m.at]:find("năm " .. m.due_on:sub(1, 4), 1, true),
      "milestones", m, "day")
  end
  for n = ANNEX_FIRST, ANNEX_LAST do
    local text = lines[n]
    if text:find("%", 1, true) or text:find("gấp", 1, true)
      or text:find("%d lần") or text:find("một nửa", 1, true)
      or text:find("%d%.000") then
      check(cited[n] or NO_PROMISE[n], "commitments, lines covered",
        { line = n }, "a number without a row")
    end
  end
end

local function check_obligations(obligations)
  for _, o in ipairs(obligations) do
    local text = lines[o.at]
    if o.due_day ~= "" then
      check(lines[58]:find("0" .. o.due_day .. " tháng 12 hằng năm", 1, true),
        "obligations", o, "day")
    end
    if o.kind == "review" then
      check(text:find("năm " .. o.first_period, 1, true), "obligations", o,
        "year")
    end
    check(text:find("[Bb]áo cáo") or text:find("đánh giá", 1, true),
      "obligations", o, "neither report nor review on this line")
  end
end

-- "2017-05-10" as "10 tháng 5 năm 2017" or "10/5/2017".
local function says_day(text, day)
  local year, month, of_month = day:match("^(%d+)-0?(%d+)-0?(%d+)$")
  local words = ("%s tháng %s năm %s"):format(of_month, month, year)
  local digits = ("%s/%s/%s"):format(of_month, month, year)
  return text:find(words, 1, true) or text:find(digits, 1, true)
end

local function check_bases(bases)
  for _, b in ipairs(bases) do
    local text = lines[b.at]
    check(says_day(text, b.issued_on), "legal bases", b, "day")
    check(b.number == "" and not text:find(" số ", 1, true)
      or b.number ~= "" and text:find(b.number, 1, true), "legal bases", b,
      "number")
  end
end

-- Those that the decision itself tells about.
local function check_documents(documents)
  for _, d in ipairs(documents) do
    if d.code == DECISION then
      check(lines[d.at]:find("hiệu lực kể từ ngày ký", 1, true)
        and d.valid_from == d.issued_on, "documents", d, "first day in force")
    elseif d.at then
      check(lines[d.at]:find(d.number, 1, true)
        and says_day(lines[d.at], d.issued_on), "documents", d, "number, day")
    end
  end
end

-- ------------------------------------------------------------------------

local function report()
  local subjects = {}
  for subject in pairs(counts) do subjects[#subjects + 1] = subject end
  table.sort(subjects)
  for _, subject in ipairs(subjects) do
    print(("%-28s %5d comparisons"):format(subject, counts[subject]))
  end
  for _, failure in ipairs(failures) do print("DIFFERS  " .. failure) end
  print(("%d differences"):format(#failures))
  os.exit(#failures == 0)
end

if not arg[1] then
  io.stderr:write("usage: lua5.4 check.lua DECISION.txt\n")
  os.exit(2)
end
read_lines(arg[1])
local targets, groups = rows_of("targets"), rows_of("task_groups")
local names, kinds = rows_of("agency_names"), kinds_of_lines()
check_goals(rows_of("goals"))
check_targets(targets)
check_groups(groups, targets, names)
check_coordinators(rows_of("coordinators"), groups, names, kinds)
check_tasks(rows_of("tasks"), groups, kinds)
check_agencies(rows_of("agencies"), names)
check_commitments(rows_of("commitments"), targets, rows_of("milestones"))
check_obligations(rows_of("obligations"))
check_bases(rows_of("legal_bases"))
check_documents(rows_of("documents"))
report()
