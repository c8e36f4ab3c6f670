--- What a second import changes: told before it is done, kept after it.
require "tiendo"
local command = require "tests.support.command"

local tiendo = command.tiendo

local function rows(store, sql)
  local list = {}
  for line in (command.run("sqlite3", store, sql)):gmatch "[^\n]+" do
    list[#list + 1] = line
  end
  return list
end

local function lines_of(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

describe("a second import", function()
  local store, targets

  before_each(function()
    store = command.store "tests/data/small"
    targets = command.file("targets.csv", "code,goal,label_en,deadline\n"
      .. "1.1,1,Lower child mortality,2029-12-31\n" -- was 2030-12-31
      .. "1.2,1,Doctors in every commune,\n"        -- as it was
      .. "1.3,1,Clean air,\n")                      -- new
  end)

  it("tells each difference", function()
    local out, code = tiendo("import", store, targets, "--changes", "--quiet")
    assert.equal(0, code)
    assert.same({ "targets 1.1: deadline 2030-12-31 -> 2029-12-31",
      "targets 1.3: added" }, lines_of(out))
  end)

  it("when dry tells the same and changes nothing", function()
    local before = command.path "before"
    local after = command.path "after"
    tiendo("export", store, before)
    local out, code = tiendo("import", store, targets, "--dry-run", "--quiet")
    assert.equal(0, code)
    assert.same({ "targets 1.1: deadline 2030-12-31 -> 2029-12-31",
      "targets 1.3: added", "2 differences; dry run: store unchanged" },
      lines_of(out))
    tiendo("export", store, after)
    assert.equal("", (command.run("diff", "-r", before, after)))
    assert.same({ "0" }, rows(store, "SELECT count(*) FROM versions"))
  end)

  it("keeps what was, with the day", function()
    tiendo("import", store, targets, "--known-on", "2026-11-23")
    assert.same({ "targets|1.1|2026-11-23|0|deadline|2030-12-31|2029-12-31" },
      rows(store, "SELECT entity, code, replaced_on, is_removed, field, before,"
        .. " after FROM versions"))
    tiendo("import", store, targets, "--known-on", "2026-11-24")
    assert.same({ "1" }, rows(store, "SELECT count(*) FROM versions"))
  end)

  it("counts the differences that it does not show", function()
    local out = tiendo("import", store, targets, "--dry-run", "--quiet",
      "--limit", "1")
    assert.same({ "targets 1.1: deadline 2030-12-31 -> 2029-12-31",
      "and 1 more differences; --limit 0 shows all",
      "2 differences; dry run: store unchanged" }, lines_of(out))
  end)

  it("counts figures that differ, by series", function()
    local figures = command.file("observations.csv",
      "indicator,area,period,value\n"
      .. "imr,tinh,2015,20\n"                       -- as it was
      .. "imr,tinh,2020,18.5\n"                     -- was 18
      .. "imr,tinh,2024,17\nimr,tinh,2025,16.5\n") -- new
    local out = tiendo("import", store, figures, "--dry-run", "--quiet")
    assert.same({ "observations imr/tinh: 1 changed",
      "observations imr/tinh: 2 added",
      "2 differences; dry run: store unchanged" }, lines_of(out))
    assert.same({ "18.0" }, rows(store, "SELECT value FROM observations"
      .. " WHERE indicator = 'imr' AND period = '2020'"))
  end)

  it("cuts long values where a character ends", function()
    local goals = command.file("goals.csv", "code,plan,label_en\n1,thu,"
      .. ("ế"):rep(100) .. "\n") -- three bytes each
    local out = tiendo("import", store, goals, "--dry-run", "--quiet")
    assert.equal("goals 1: label_en Health -> " .. ("ế"):rep(20) .. "…",
      lines_of(out)[1])
  end)

  it("leaves no store where there was none and it is dry", function()
    local path = command.path "never.db"
    os.remove(path)
    assert.equal(0, select(2, tiendo("import", path, "tests/data/small",
      "--dry-run", "--quiet")))
    assert.is_nil(io.open(path))
  end)

  it("keeps what any other program changes", function()
    command.run("sqlite3", store,
      "UPDATE goals SET label_en = 'Well-being' WHERE code = '1'")
    assert.same({ "goals|1|label_en|Health|Well-being|1" }, rows(store,
      "SELECT entity, code, field, before, after,"
        .. " replaced_on = date('now', 'localtime') FROM versions"))
  end)
end)

describe("a second version of a document", function()
  local HEAD = "ỦY BAN NHÂN DÂN TỈNH THỬ\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\n"
    .. "BAN HÀNH KẾ HOẠCH THỬ\n\nPHỤ LỤC I\nNHIỆM VỤ\n\tSTT\n\tNhiệm vụ\n"
    .. "\tPhân công\n\n\t1\n\tMục tiêu 1: Sức khỏe\n\n"

  local function target(code, text, lead)
    return ("\t%s\n\tMục tiêu %s: %s\n\n\t\n\t- Làm.\n\tChủ trì: %s\n"
      .. "Phối hợp:\n- Các sở, ban, ngành\n\n"):format(code, code, text, lead)
  end

  local FIRST = HEAD .. target("1.1", "Đến năm 2030, đạt 60% số xã", "Sở Y tế")
    .. target("1.2", "Nước sạch", "Sở Y tế")
  local SECOND = HEAD
    .. target("1.1", "Đến năm 2030, đạt 70% số xã", "Sở Tài chính")
    .. target("1.3", "Không khí sạch", "Sở Y tế")

  local store

  local function import(text, ...)
    return tiendo("import", store, command.file("plan.txt", text), "--quiet",
      ...)
  end

  before_each(function()
    store = command.path "versions.db"
    os.remove(store)
    assert.equal(0, select(2, import(FIRST)))
  end)

  it("shows targets, leads and numbers that differ", function()
    local out = import(SECOND, "--dry-run", "--limit", "0")
    for _, line in ipairs { "targets 1.2: removed", "targets 1.3: added",
      "task_groups 1.1-1: lead so-y-te -> so-tai-chinh",
      "commitments 1.1/1: value 60.0 -> 70.0" } do
      assert.matches(line, out, 1, true)
    end
    assert.same({ "1.1", "1.2" },
      rows(store, "SELECT code FROM targets ORDER BY 1"))
  end)

  it("replaces the first and keeps it", function()
    assert.equal(0, select(2, import(SECOND)))
    assert.same({ "1.1", "1.3" },
      rows(store, "SELECT code FROM targets ORDER BY 1"))
    assert.same({ "text|Nước sạch" }, rows(store, "SELECT field, before FROM"
      .. " versions WHERE entity = 'targets' AND code = '1.2' AND is_removed"
      .. " AND field = 'text'"))
  end)

  it("counts what it removes", function()
    local out = tiendo("import", store, command.file("plan.txt", SECOND))
    assert.matches("\ntargets +2 +1 +1 +0 +0  %S+plan.txt, 1 removed\n", out)
    assert.matches("%d+ rejected, %d+ removed\n$", out)
  end)

  it("changes nothing the second time", function()
    import(SECOND)
    local versions = rows(store, "SELECT count(*) FROM versions")
    local out = tiendo("import", store, command.file("plan.txt", SECOND),
      "--changes")
    assert.matches(" 0 added, 0 changed, 0 rejected\n$", out)
    assert.same(versions, rows(store, "SELECT count(*) FROM versions"))
  end)

  it("may have none left of something", function()
    local bare = HEAD .. target("1.1", "Nước sạch", "Sở Y tế")
    assert.equal(0, select(2, import(bare)))
    assert.same({ "0" }, rows(store, "SELECT count(*) FROM commitments"))
  end)

  it("is refused where something else needs what it drops", function()
    tiendo("import", store, command.file("indicators.csv",
      "code,name_en,target\nwater,Clean water,1.2\n"))
    local _, code, err = import(SECOND)
    assert.equal(4, code)
    assert.matches('indicators "water" still refer to targets "1.2"', err, 1,
      true)
    assert.same({ "1.1", "1.2" },
      rows(store, "SELECT code FROM targets ORDER BY 1"))
  end)
end)
