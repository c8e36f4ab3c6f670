--- tiendo show, over the small plan in tests/data/small.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"
local schema = require "tiendo.schema"
local text = require "tiendo.text"
local words = require "tiendo.words"

local DAY = "--as-of=2025-06-15"

local store

setup(function()
  store = command.store "tests/data/small"
end)

local function show(...)
  return command.tiendo("show", store, DAY, ...)
end

-- Output of a call that must succeed.
local function shown(...)
  local out, code, err = show(...)
  assert.equal(0, code, err)
  return out
end

local function has(part, out)
  assert(out:find(part, 1, true), ("%q is not in:\n%s"):format(part, out))
end

-- The line that begins with `start` with single blanks.
local function line(start, out)
  for one in out:gmatch "[^\n]+" do
    local squeezed = one:gsub("^ +", ""):gsub(" +", " ")
    if squeezed:sub(1, #start) == start then return squeezed end
  end
end

describe("tiendo show STORE", function()
  it("tells what plan it is and how long it runs", function()
    local out = shown()
    has("Test plan\n12/QĐ of 2018-05-08 · Test Province", out)
    -- 13 years, of which 2020, 2024 and 2028 have a day more
    has("2018-01-01 to 2030-12-31 (4748 days)", out)
  end)

  it("counts the rows of each kind and names those without any", function()
    local out = shown()
    assert.matches("^4 targets ", line("4 targets", out))
    -- of two versions of one value only the later counts
    assert.matches("^5 observations ", line("5 observations", out))
    assert.matches("Empty:.-waivers", out)
    has("Invented for illustration, not facts: 2 submissions.", out)
  end)

  it("counts what belongs to each goal", function()
    local out = shown()
    assert.equal("code name targets task groups commitments indicators",
      line("code name", out))
    assert.equal("1 Health 3 2 1 1", line("1 Health", out))
    assert.equal("2 Energy 1 1 1 1", line("2 Energy", out))
  end)

  it("says how to go on", function()
    has("tiendo show STORE target 1.1", shown())
  end)

  it("speaks Vietnamese", function()
    local out = shown("--lang", "vi")
    has("Kế hoạch thử\nSố 12/QĐ ngày 08/05/2018 · Tỉnh Thử", out)
    assert.equal("1 Sức khỏe 3 2 1 1", line("1 Sức khỏe", out))
  end)

  it("says so where nothing is there", function()
    local path = command.path "empty.db"
    local goals = command.file("areas.csv", "code,name_vi\nx,X\n")
    command.tiendo("import", path, goals)
    has("No plan in the store", (command.tiendo("show", path, DAY)))
  end)
end)

describe("tiendo show STORE KIND", function()
  it("lists rows in the order of a reader", function()
    local codes = {}
    for code in shown("targets"):gmatch "\n(%d[%d.]*) " do
      codes[#codes + 1] = code
    end
    -- the count of rows stands at the end of the table
    assert.same({ "1.1", "1.2", "1.10", "2.1", "4" }, codes)
  end)

  it("tells what matters most", function()
    -- besides code, deadline, latest value and gaps 42 columns are left, so
    -- that name and promise go on in a second line
    local commitments = shown("commitments")
    assert.equal("1.1/imr Infant mortality below < 10 per 1000 live 2030-12-31"
      .. " 17.5 (2023)", line("1.1/imr", commitments))
    assert.equal("10 births", line("10 births", commitments))
    local out = shown("reports")
    assert.equal("yearly-health Department of 2024 2024-12-04 late 16",
      line("yearly-health Department of 2024", out))
    -- 13 + 16 + 6 + 10 + 16 + 9 columns and five gaps are 80 already
    has("no room for: received on, code", out)
  end)

  it("says how many values it has cut", function()
    assert.matches("4 targets · %d values? %l+ cut", shown("targets"))
  end)

  for _, name in ipairs { "task_groups", "task groups", "Task-Group",
    "nhóm nhiệm vụ" } do
    it("knows the kind as " .. name, function()
      assert.equal("1.2-1 Doctors in every commune · ·",
        line("1.2-1", shown(name)))
    end)
  end

  it("shows observations by series", function()
    assert.equal("imr/tinh Infant mortality · Test 3 2015–2023 17.5 (2023)",
      line("imr/tinh", shown("observations")))
  end)

  it("says so where there are no rows", function()
    assert.equal("The store has no waivers.\n", shown("waivers"))
    assert.equal("Cơ sở dữ liệu chưa có miễn trừ.\n",
      shown("waivers", "--lang", "vi"))
  end)

  for _, lang in ipairs(words.LANGS) do
    it("fits 80 columns for every kind, " .. lang, function()
      for _, entity in ipairs(schema.entities()) do
        for one in shown(entity.name, "--lang", lang):gmatch "[^\n]+" do
          assert(text.width(one) <= 80, one)
        end
      end
    end)
  end
end)

describe("tiendo show STORE KIND CODE", function()
  it("shows every field, with codes and names of other rows", function()
    assert.equal([[
target 1.1 · Lower child mortality
Giảm tử vong trẻ em

  goal         1 · Health
  second code  1.1
  deadline     2030-12-31
  agency       so-y-te · Department of Health
  source       A made-up plan, line 11

── Task groups ─────────────────────────────────────────────────────────────── 1
code   name                  tasks  coordinators
1.1-1  Department of Health      ·             ·

── Indicators ──────────────────────────────────────────────────────────────── 1
code  name              latest       unit
imr   Infant mortality  17.5 (2023)  per 1000 live births

── Commitments ─────────────────────────────────────────────────────────────── 1
code     name                       promise                    deadline
1.1/imr  Infant mortality below 10  < 10 per 1000 live births  2030-12-31
]], shown("target", "1.1"))
  end)

  it("shows observations with flag and source", function()
    local out = shown("commitment", "1.1/imr")
    assert.equal("promise < 10 per 1000 live births", line("promise", out))
    assert.equal("2015 20", line("2015", out))
    assert.equal("2023 17.5 p", line("2023", out))
    has("source: A made-up plan", out)
  end)

  it("shows what was known on the day", function()
    local function value_2020(known_at)
      return line("2020", shown("indicator", "power", "--known-at", known_at))
    end
    assert.equal("2020 98", value_2020 "2021-03-01")
    assert.equal("2020 98", value_2020 "2021-08-31")
    assert.equal("2020 97.5", value_2020 "2021-09-01")
    assert.is_nil(value_2020 "2021-02-28")
  end)

  it("derives a report", function()
    local out = shown("report", "yearly-health/so-y-te/2024")
    assert.equal("due 2024-12-04", line("due ", out))
    assert.equal("status late", line("status", out))
    assert.equal("days late 16", line("days late", out))
    assert.matches("before day 5 of the last month of the period", out)
    has("yearly-health/so-y-te/2024/2024-12-20", out)
    has("Invented for illustration", out)
  end)

  it("speaks Vietnamese", function()
    local out = shown("target", "1.1", "--lang", "vi")
    has("mục tiêu cụ thể 1.1 · Giảm tử vong trẻ em\nLower child mortality\n", out)
    assert.equal("cơ quan so-y-te · Sở Y tế", line("cơ quan", out))
    has("A made-up plan, dòng 11", out)
  end)

  it("finds a row by its code alone", function()
    assert.equal(shown("target", "1.10"), shown("1.10"))
  end)

  it("takes codes with any letters", function()
    local path = command.path "letters.db"
    command.tiendo("import", path, command.file("areas.csv",
      "code,name_vi\nhuyện mới,Huyện Mới\n"))
    has("area huyện mới · Huyện Mới\n",
      (command.tiendo("show", path, DAY, "area", "huyện mới")))
  end)
end)

describe("tiendo show, asked for what is not there,", function()
  for _, case in ipairs {
    { "names the nearest kind", { "targts" },
      "no kind 'targts'; did you mean 'targets'?" },
    { "names all kinds if none is near", { "xyzzy" },
      "no kind 'xyzzy'; there are sources, areas," },
    { "names the nearest code", { "agency", "so-yte" },
      "no agency 'so-yte'; did you mean 'so-y-te'?" },
    { "finds rows by name without diacritics", { "target", "nuoc sach" },
      "no target 'nuoc sach'; by name: 1.10 (Clean water)" },
    { "says where to look", { "agency", "nobody-at-all" },
      "tiendo show STORE agencies names them" },
    { "says that there are none at all", { "waiver", "1" },
      "no waiver '1'; the store has no waivers" },
    { "refuses another format", { "--format", "csv" },
      "--format: 'csv' is none of text, json" },
  } do
    it(case[1], function()
      local out, code, err = show(table.unpack(case[2]))
      assert.equal(2, code)
      assert.equal("", out)
      has(case[3], err)
    end)
  end

  it("asks which one is meant", function()
    local path = command.store "tests/data/small"
    command.tiendo("import", path,
      command.file("areas.csv", "code,name_vi\n1,Một\n"))
    local _, code, err = command.tiendo("show", path, DAY, "1")
    assert.equal(2, code)
    has("'1' is the code of several rows; say which: 'area 1', 'goal 1'", err)
  end)

  it("cannot read what is no store", function()
    assert.equal(4, select(2, command.tiendo("show", "/nowhere.db", DAY)))
  end)
end)

describe("tiendo show --format json", function()
  local function decoded(...)
    return assert(json.decode(shown("--format", "json", ...)))
  end

  it("gives the plan, the rows of each kind and the goals", function()
    local out = decoded()
    assert.equal(1, out.schema)
    assert.equal("thu", out.plans[1].code)
    assert.equal(4, out.rows.targets)
    assert.equal(0, out.rows.waivers)
    assert.equal(2, out.illustrative.submissions)
    assert.same({ kind = "goal", code = "1", label = "Health" },
      out.goals[1].goal)
    assert.equal(3, out.goals[1].targets)
  end)

  it("gives all fields of all rows", function()
    local out = decoded("targets")
    assert.equal("targets", out.set)
    assert.equal(4, #out.rows)
    assert.equal("2025-12-31", out.rows[3].deadline)
    assert.equal("1", out.rows[3].goal.code)
  end)

  it("gives one row with its observations and relations", function()
    local out = decoded("indicator", "power", "--lang", "vi")
    assert.equal("Hộ có điện", out.label)
    assert.equal("Households with electricity", out.name_en)
    assert.equal(100, out.maximum)
    assert.same({ period = "2020", value = 97.5,
      source = { kind = "source", code = "plan", label = "A made-up plan" } },
      out.series[1].observations[2])
    assert.equal("2.1/power", out.relations.commitments[1].code)
  end)
end)

describe("the words of the plan", function()
  it("are there in Vietnamese for every field and value", function()
    for _, entity in ipairs(schema.entities()) do
      assert(words.get("kind", entity.name, "vi"), entity.name)
      for _, field in ipairs(entity.fields) do
        local word = words.get("field", field.name, "vi")
        assert(word and word ~= field.name, field.name)
        for _, choice in ipairs(field.type == "choice" and field.of or {}) do
          assert(words.get("choice", choice, "vi"), choice)
        end
      end
      for _, relation in ipairs(entity.relations) do
        assert(words.get("field", relation.name, "vi"), relation.name)
      end
    end
  end)
end)

describe("tiendo show STORE KIND --select", function()
  local function codes(...)
    local rows = {}
    for _, row in ipairs(assert(json.decode(shown(...))).rows) do rows[#rows + 1] = row.code end
    return table.concat(rows, " ")
  end

  local function selected(kind, expression)
    return codes(kind, "--format", "json", "--select", expression)
  end

  it("keeps the rows that fit", function()
    assert.equal("1.1 1.2 1.10", selected("targets", "goal = 1"))
    assert.equal("2.1", selected("targets", "not goal = 1"))
    assert.equal("1.10", selected("targets", "subject > 1.2 and goal = 1"))
  end)

  it("knows every field of the kind, and its names in both languages", function()
    for _, entity in ipairs(schema.entities()) do
      if not entity.is_series then
        for _, field in ipairs(entity.fields) do
          if field.of ~= "series" then
            local word = field.type == "choice" and field.of[1] or field.type == "boolean"
              and "true" or field.type == "date" and "2025-01-01" or "2025"
            shown(entity.name, "--format", "json", "--select",
              ("%s = %q"):format(field.name, word))
          end
        end
      end
    end
    assert.equal(selected("goals", 'label ~ "suc khoe"'), selected("goals", "label ~ HEALTH"))
  end)

  it("says how many there were to choose from", function()
    has("3 targets of 4", shown("targets", "--select", "goal = 1"))
    has("\n1 target of 4", shown("targets", "--select", "goal ~= 1"))
    has("The selection fits none of the 4 targets.", shown("targets", "--select", "goal = 9"))
    assert.equal(4, json.decode(shown("targets", "--format", "json", "--select",
      "goal = 1")).of)
  end)

  for _, case in ipairs {
    { "an unknown field", { "targets", "--select", "gaol = 1" }, "did you mean 'goal'?" },
    { "a word alone", { "targets", "--select", "health" }, "write label ~ 'health'" },
    { "one row", { "target", "1.1", "--select", "goal = 1" }, "rows of a kind" },
    { "no kind", { "--select", "goal = 1" }, "rows of a kind" },
  } do
    it("refuses " .. case[1], function()
      local out, code, err = show(table.unpack(case[2]))
      assert.equal("", out)
      assert.equal(2, code)
      has(case[3], err)
    end)
  end
end)

describe("tiendo show STORE chart", function()
  it("draws the chart of a commitment", function()
    local out = shown("chart", "1.1/imr")
    has("●", out)
    has("as of 2025-06-15", out)
    assert.is_nil(out:find "\27")
  end)

  it("speaks Vietnamese", function()
    has("tính đến 15/06/2025", shown("chart", "1.1/imr", "--lang=vi"))
  end)

  it("gives what it shows as JSON", function()
    local p = json.decode(shown("chart", "1.1/imr", "--format", "json")).picture
    assert.equal("1.1/imr", p.code)
    assert.equal("2025-06-15", p.as_of.day)
    -- by year: 2016 to 2019, 2021 and 2022 are missing
    assert.same({ 20, 18, 17.5, 6 }, { p.observations[1].value, p.observations[2].value,
      p.observations[3].value, p.n_missing })
    assert.same({ "<", 10 }, { p.target.comparator, p.target.value })
    assert.same({ 2015, 20 }, { p.path[1].time, p.path[1].value })
  end)

  it("draws a series with the commitment about it", function()
    local p = json.decode(shown("chart", "power/tinh", "--format", "json")).picture
    assert.equal("power/tinh", p.code)
    assert.same({ "2025-12-31", 100 }, { p.deadline.day, p.target.value })
  end)

  it("names what it leaves out of several commitments about a series", function()
    local path = command.path "several.db"
    local rows = "code,indicator,area,kind,comparator,value,direction,deadline\n"
    for year = 2024, 2028, 2 do
      rows = rows .. ("more/%d,imr,tinh,level,<,%d,down,%d-12-31\n"):format(year, year - 2000,
        year)
    end
    assert.equal(0, select(2, command.tiendo("import", path, "tests/data/small",
      command.file("commitments.csv", rows))))
    local out = assert(command.tiendo("show", path, DAY, "chart", "imr/tinh"))
    has("less than 26", out) -- due next
    has("3 other commitments about these figures are not drawn.", out)
  end)

  for _, case in ipairs {
    { "no code", { "chart" }, "tiendo show STORE commitments names them" },
    { "an unknown code", { "chart", "1.1/imrr" }, "did you mean '1.1/imr'?" },
    { "a selection", { "chart", "1.1/imr", "--select", "goal = 1" }, "not with one row" },
  } do
    it("refuses " .. case[1], function()
      local out, code, err = show(table.unpack(case[2]))
      assert.equal("", out)
      assert.equal(2, code)
      has(case[3], err)
    end)
  end
end)
