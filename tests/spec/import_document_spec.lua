--- Importing the text of a plan decision: what ends up in the store.
require "tiendo"
local json = require "tiendo.json"
local command = require "tests.support.command"

local DECISION = "source/decision-1015-qd-ubnd-an-giang-2018.txt"

-- Rows that a query gives, columns joined by "|".
local function rows(store, sql)
  local list = {}
  for line in (command.run("sqlite3", store, sql)):gmatch "[^\n]+" do
    list[#list + 1] = line
  end
  return list
end

local function one(store, sql) return rows(store, sql)[1] end

describe("tiendo import of a document", function()
  -- A decision of our own wording, small enough to count by hand: 26 lines, 7
  -- of them blank.
  local DOCUMENT = [[
ỦY BAN NHÂN DÂN TỈNH THỬ
Số: 12/QĐ-UBND

QUYẾT ĐỊNH
BAN HÀNH KẾ HOẠCH THỬ

Điều 1. Ban hành kế hoạch thử.

PHỤ LỤC I
NHIỆM VỤ VÀ PHÂN CÔNG
	STT
	Nhiệm vụ
	Phân công trách nhiệm

	1
	Mục tiêu 1: Sức khỏe cho mọi người

	1.1
	Mục tiêu 1.1: Đến năm 2030, tử vong trẻ em xuống dưới 10 ca trên 1.000 trẻ đẻ sống


	- Khám thai định kỳ.
- Đến năm 2025 có trên 60% số xã có bác sĩ.
	Chủ trì: Sở Y tế
Phối hợp:
- Các sở, ban, ngành
]]

  local function import(text, ...)
    local path = command.file("plan.txt", text)
    local store = command.path "document.db"
    os.remove(store)
    local out, code, err = command.tiendo("import", store, path, ...)
    return store, out, code, err
  end

  it("says how much found its place", function()
    local _, out, code = import(DOCUMENT)
    assert.equal(0, code)
    assert.matches("plan.txt: 19 lines: 19 placed, 0 unplaced", out, 1, true)
  end)

  it("stores the tree with text, line, column and length", function()
    local store = import(DOCUMENT)
    assert.same({ "1.1|1|2030-12-31|19|16" }, rows(store,
      "SELECT code, goal, deadline, source_line, source_column FROM targets"))
    assert.same({ "1.1-1|so-y-te|Sở Y tế|24" }, rows(store,
      "SELECT code, lead, lead_as_printed, source_line FROM task_groups"))
    assert.same({ "1.1-1-1|Khám thai định kỳ.|22|18",
      "1.1-1-2|Đến năm 2025 có trên 60% số xã có bác sĩ.|23|41" }, rows(store,
      "SELECT code, text, source_line, source_chars FROM tasks ORDER BY code"))
  end)

  it("stores promises with their numbers and days", function()
    local store = import(DOCUMENT)
    assert.same({ "1.1|level|<|10.0|2030-12-31|19",
      "1.1|level|>|60.0|2025-12-31|23" }, rows(store,
      "SELECT target, kind, comparator, value, deadline, source_line"
      .. " FROM commitments ORDER BY source_line"))
  end)

  it("changes nothing the second time", function()
    local store = import(DOCUMENT)
    local before = one(store, "SELECT count(*), sum(length(text)) FROM tasks")
    local out = command.tiendo("import", store, command.path "plan.txt")
    assert.matches(" 0 added, 0 changed, 0 rejected", out, 1, true)
    assert.equal(before,
      one(store, "SELECT count(*), sum(length(text)) FROM tasks"))
  end)

  it("forgets what a second version does not say any more", function()
    local store = import(DOCUMENT)
    assert.same({ "1.1|2030-12-31" }, rows(store, "SELECT code, deadline FROM targets"))
    local without = DOCUMENT:gsub("Đến năm 2030, t", "T"):gsub("Đến năm 2025 c", "C")
    local out, code, err = command.tiendo("import", store, command.file("plan.txt", without))
    assert.equal(0, code, out .. err)
    assert.equal("1.1|", one(store, "SELECT code, deadline FROM targets"))
    assert.equal("0", one(store, "SELECT count(*) FROM commitments WHERE deadline <> ''"))
    assert.equal("2030-12-31", one(store, [[SELECT before FROM versions
      WHERE entity = 'targets' AND code = '1.1' AND field = 'deadline']]))
  end)

  it("prints what each line became", function()
    local _, out = import(DOCUMENT, "--explain", "--quiet")
    assert.matches("19 +target 1.1", out)
    assert.matches("19 lines: 19 placed, 0 unplaced", out, 1, true)
  end)

  it("recognises the agencies that the store has", function()
    local store = command.store "tests/data/small"
    local _, code = command.tiendo("import", store,
      command.file("plan.txt", DOCUMENT))
    assert.equal(0, code)
    assert.equal("Department of Health",
      one(store, "SELECT name_en FROM agencies WHERE code = 'so-y-te'"))
  end)

  for _, case in ipairs {
    { "an empty file", "", "1:1: the document is empty" },
    { "bytes that are no text", "Số\0", "1:3: a NUL byte" },
    { "another text", "Xin chào.\nHết.\n", "1:1: not a plan document" },
  } do
    it("refuses " .. case[1] .. " and leaves no store", function()
      local store, _, code, err = import(case[2])
      assert.equal(4, code)
      assert.matches(case[3], err, 1, true)
      assert.is_nil(io.open(store))
    end)
  end
end)

describe("decision 1015, read from its text", function()
  local path = command.shared(DECISION)
  local read, made

  if not path then
    pending("needs ../shared: " .. DECISION)
    return
  end

  setup(function()
    read, made = command.store(path), command.store "datasets/an-giang"
  end)

  -- The same query over both stores.
  local function agree(name, sql)
    it("agrees with the data package on " .. name, function()
      local expected = rows(made, sql)
      assert.is_true(#expected > 0)
      assert.same(expected, rows(read, sql))
    end)
  end

  agree("goals", "SELECT code, title_differs, source_line FROM goals ORDER BY 1")
  agree("targets", "SELECT code, goal, second_code, deadline, source_line"
    .. " FROM targets ORDER BY 1")
  agree("leads", "SELECT code, target, position, lead, lead_as_printed,"
    .. " source_line FROM task_groups ORDER BY 1")
  agree("coordinators", "SELECT task_group, agency, as_printed, source_line"
    .. " FROM coordinators ORDER BY 1, 2")
  agree("tasks", "SELECT code, condition, due_on, source_line FROM tasks"
    .. " ORDER BY 1")
  -- The official names of districts do not stand in the document.
  agree("spellings", "SELECT agency, name, uses, source_line FROM agency_names"
    .. " WHERE uses IS NOT NULL ORDER BY 1, 2")
  -- The package has the 99 % of 2020 on line 806 as a milestone.
  agree("promises", "SELECT source_line, kind, comparator, value, value_high,"
    .. " deadline FROM commitments WHERE source LIKE '%1015%'"
    .. " AND NOT (source_line = 806 AND value = 99) ORDER BY 1, 4, 6")

  it("leaves no line without a place", function()
    assert.equal("0", one(read,
      "SELECT count(*) FROM notes WHERE kind = 'unplaced'"))
  end)

  it("notes the eight codes that differ, and 11.8", function()
    assert.equal("8", one(read,
      "SELECT count(*) FROM notes WHERE kind = 'code_differs'"))
    assert.equal("target 11.8", one(read,
      "SELECT about FROM notes WHERE kind = 'no_group'"))
  end)

  it("is checked like any plan", function()
    local out = command.tiendo("check", read, "--as-of", "2026-11-23",
      "--format", "json", "--select", "structure.*")
    local fails = {}
    for _, check in ipairs(json.decode(out).checks) do
      fails[check.rule] = check.fail
    end
    assert.equal(8, fails["structure.code_mismatch"])
    assert.equal(1, fails["structure.target_without_task"])
  end)
end)
