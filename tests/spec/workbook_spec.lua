--- The report as a workbook: what stands in it, read by LibreOffice and by
-- Python's zipfile, against the JSON of the same report.
local command = require "tests.support.command"
local csv = require "tests.support.csv"
local reader = require "tests.support.workbook"
require "tiendo"
local json = require "tiendo.json"
local text = require "tiendo.workbook.text"
local words = require "tiendo.words"
local workbook = require "tiendo.workbook"

local DAY = "2026-11-23"

local function report(store, format, lang, path)
  local out, code, err = command.tiendo("report", store, "--as-of", DAY, "--quiet",
    "--format", format, "--lang", lang, "-o", path)
  assert.equal(0, code, err)
  return out
end

local function brief_of(store, lang)
  local path = command.path "brief.json"
  report(store, "json", lang, path)
  return assert(json.decode(command.read(path)))
end

-- Rows below the heads, by the words of the heads.
local function table_of(rows)
  local out = {}
  for i = 2, #rows do
    local row = {}
    for k, head in ipairs(rows[1]) do
      local value = rows[i][k]
      if value == json.null then value = nil end
      row[head] = value
    end
    if #rows[i] == 0 then break end
    out[i - 1] = row
  end
  return out
end

-- The file keeps 16 digits of a number, and LibreOffice tells 15 of them.
local function same(expected, got, what)
  if expected == json.null then expected = nil end
  if type(expected) ~= "number" or type(got) ~= "number" then
    return assert.equal(expected, got, what)
  end
  assert.is_true(math.abs(expected - got) <= math.abs(expected) * 5e-15,
    ("%s: %s is not %s"):format(what, got, expected))
end

local function same_day(expected, got, what)
  assert.same(expected and { day = expected } or nil, got, what)
end

-- Columns of sheets: head, and the field of the brief; dots lead inwards.
local function field(row, path)
  for name in path:gmatch "[^.]+" do row = type(row) == "table" and row[name] or nil end
  return row
end

local COLUMNS = {
  { "Goals", "goals", {
    Targets = "targets", ["Task groups"] = "task_groups", Commitments = "commitments.all",
    achieved = "commitments.achieved", ["on track"] = "commitments.on_track",
    ["off track"] = "commitments.off_track",
    ["moving the wrong way"] = "commitments.wrong_way",
    ["cannot be told"] = "commitments.cannot_tell", Findings = "findings.all",
    critical = "findings.critical", high = "findings.high", medium = "findings.medium",
    low = "findings.low", info = "findings.info", Waived = "findings.waived" } },
  { "Agencies", "agencies", {
    Leads = "leads", ["Takes part"] = "coordinates", Commitments = "commitments",
    Findings = "findings.all", high = "findings.high", ["in time"] = "reports.received",
    late = "reports.late", missing = "reports.missing", ["not due yet"] = "reports.pending",
    Due = "rates.expected", Complete = "rates.completeness",
    ["In time"] = "rates.timeliness", Code = "code" } },
  { "Next six months", "calendar", { ["Working days left"] = "working_days",
    ["How many"] = "n", Code = "code", Name = "label" } },
  { "Reports due", "due", { ["Days late"] = "days_late", Report = "label",
    ["Working days left"] = "working_days", Code = "obligation" } },
  { "Commitments", "commitments", {
    Name = "label", Promised = "value", ["Promised, up to"] = "value_high",
    ["Base year"] = "baseline_year", Baseline = "baseline_value",
    ["Latest figure"] = "latest.value", ["Share of the pace needed"] = "ratio",
    ["On the path"] = "expected", ["Projected for the deadline"] = "projection",
    Method = "method", Figures = "points", Line = "source_line", Target = "target",
    ["Why it cannot be told"] = "why", Code = "code" } },
  { "Findings", "findings", { Id = "id", Severity = "severity",
    ["Code of the subject"] = "subject.code", Rule = "rule", Target = "subject.target" } },
  { "Not evaluated", "gaps", { ["How many"] = "n", Check = "title", Rule = "rule" } },
}

local DAYS = { { "Next six months", "calendar", "Day", "day" },
  { "Reports due", "due", "Due", "due" },
  { "Commitments", "commitments", "Deadline", "deadline" } }

describe("the report as a workbook", function()
  local store, path, parts

  setup(function()
    store = command.store "datasets/an-giang"
    path = command.path "plan.xlsx"
    report(store, "xlsx", "en", path)
    parts = reader.parts(path)
  end)

  describe("read by LibreOffice", function()
    local lacking = reader.lacking()
    if lacking then
      pending(lacking)
      return
    end
    local brief, cells

    setup(function()
      brief, cells = brief_of(store, "en"), reader.cells(path)
    end)

    for _, columns in ipairs(COLUMNS) do
      local sheet, list, fields = table.unpack(columns)
      it(("has on the sheet '%s' what the JSON has"):format(sheet), function()
        local rows = table_of(cells[sheet])
        assert.is_true(#brief[list] > 0)
        assert.equal(#brief[list], #rows)
        for i, expected in ipairs(brief[list]) do
          for head, name in pairs(fields) do
            same(field(expected, name), rows[i][head], ("row %d, %s"):format(i, head))
          end
        end
      end)
    end

    it("has days as days", function()
      for _, day in ipairs(DAYS) do
        local sheet, list, head, name = table.unpack(day)
        for i, row in ipairs(table_of(cells[sheet])) do
          same_day(brief[list][i][name], row[head], sheet .. " " .. i)
        end
      end
    end)

    it("has goals and years as numbers, and targets as text", function()
      local goals = table_of(cells.Goals)
      for i = 1, 16 do assert.equal(i, goals[i].Goal) end
      assert.equal("belonging to no goal", goals[17].Name:lower())
      local commitments = table_of(cells.Commitments)
      for i, c in ipairs(brief.commitments) do
        local period = c.latest and c.latest.period
        same(period and tonumber(period) or period, commitments[i]["Its period"], c.code)
      end
      assert.equal("1.1", commitments[1].Target)
    end)

    it("spells units as its readers do", function()
      local spelt = {}
      for i, c in ipairs(brief.commitments) do
        spelt[field(c, "unit") or ""] = table_of(cells.Commitments)[i].Unit
      end
      assert.equal("million VND", spelt["million VND"])
      assert.equal("per 100,000 live births", spelt["per 100000 live births"])
    end)

    it("sums up what the JSON counts", function()
      local at, part = {}, nil
      for _, row in ipairs(cells.Summary) do
        if #row == 1 then part = row[1] end
        if #row == 2 and part then at[part .. "/" .. row[1]] = row[2] end
      end
      local counts = brief.counts
      local expected = {
        ["Commitments/achieved"] = counts.commitments.achieved,
        ["Commitments/All"] = counts.commitments.all,
        ["Reports (illustrative)/in time"] = counts.reports.received,
        ["Reports (illustrative)/late"] = counts.reports.late,
        ["Reports (illustrative)/missing"] = counts.reports.missing,
        ["Reports (illustrative)/All"] = counts.reports.all,
        ["Reports (illustrative)/Complete"] = brief.rates.completeness,
        ["Reports (illustrative)/In time"] = brief.rates.timeliness,
        ["Reports (illustrative)/Due within 30 working days"] = counts.reports.due_soon,
        ["Findings/high"] = counts.findings.high,
        ["Findings/All"] = counts.findings.all,
        ["Findings/of them on invented data"] = counts.findings.illustrative,
        ["What was checked/Single judgements"] = counts.checks.subjects,
        ["What was checked/of them possible"] = counts.checks.judged,
        ["What was checked/Checks that could judge nothing"] = counts.checks.silent,
        ["Sheets and their rows/Findings"] = #brief.findings,
      }
      for name, value in pairs(expected) do same(value, at[name], name) end
    end)

    it("has each check with its outcomes", function()
      local out = command.tiendo("check", store, "--as-of", DAY, "--fail-on", "never",
        "--quiet", "--format", "json")
      local checks, rows = json.decode(out).checks, table_of(cells["What was checked"])
      assert.equal(#checks, #rows)
      for i, check in ipairs(checks) do
        assert.equal(check.rule, rows[i].Rule)
        same(check.evaluated, rows[i].Evaluated, check.rule)
        for _, outcome in ipairs(words.OUTCOMES) do
          same(check[outcome], rows[i][words.get("outcome", outcome, "en")], check.rule)
        end
      end
    end)

    it("has the figures of each commitment, a gap where one is missing", function()
      local n, gaps = {}, {}
      for _, row in ipairs(table_of(cells.Figures)) do
        if row.What == "figure" then
          local counts = row.Value and n or gaps
          counts[row.Code] = (counts[row.Code] or 0) + 1
        end
      end
      for _, c in ipairs(brief.commitments) do
        assert.equal(c.points > 0 and c.points or nil, n[c.code], c.code)
      end
      -- Figures of 2005 to 2016, but none of 2006.
      assert.equal(1, gaps["3.1/infant-mortality"])
    end)
  end)

  it("keeps the heads in sight and filters what is below them", function()
    local filters = { Goals = "A1:Q18", Agencies = "A1:S38", Findings = "A1:T360",
      Commitments = "A1:AF38", ["Reports due"] = "A1:K45", Sources = "A1:C67" }
    for sheet, filter in pairs(filters) do
      assert.equal(1, parts.sheets[sheet].frozen[1], sheet)
      assert.equal(filter, parts.sheets[sheet].filter, sheet)
    end
    assert.same({ 1, 2 }, parts.sheets.Commitments.frozen)
    assert.is_false(parts.sheets.Summary.filter)
  end)

  it("has no formula anywhere", function()
    assert.equal(json.null, parts.bad)
    for sheet, s in pairs(parts.sheets) do assert.equal(0, s.formulas, sheet) end
  end)

  it("shows numbers and days as its language does", function()
    local vi = command.path "vi.xlsx"
    report(store, "xlsx", "vi", vi)
    local of = { en = parts.sheets, vi = reader.parts(vi).sheets }
    -- Deadline and value of the first commitment, completeness of an agency.
    assert.equal("[$-409]yyyy-mm-dd", of.en.Commitments.formats.K2)
    assert.equal("[$-42A]dd/mm/yyyy", of.vi["Cam kết"].formats.K2)
    assert.equal("[$-42A]#,##0", of.vi["Cam kết"].formats.H2)
    assert.equal("[$-42A]0.0%", of.vi["Cơ quan"].formats.Q2)
  end)

  it("has charts on sheets of their own and beside each other", function()
    assert.is_true(parts.sheets["Chart of findings"].is_chart)
    assert.is_true(parts.sheets["Chart of commitments"].is_chart)
    -- Severities are columns K to O of the goals, which are rows 2 to 18.
    local is_there = {}
    for _, range in ipairs(parts.ranges) do is_there[range] = true end
    assert.is_true(is_there["Goals!$L$2:$L$18"])
    assert.is_true(is_there["Goals!$B$2:$B$18"])
    -- One for each of the commitments with figures, and two.
    local n = 2
    for _, c in ipairs(brief_of(store, "en").commitments) do
      if c.points > 0 then n = n + 1 end
    end
    assert.equal(n, parts.charts)
  end)

  it("leads to the sources", function()
    local linked, n = {}, 0
    for _, link in ipairs(parts.links) do linked[link] = true end
    for _, source in ipairs(csv.rows "datasets/an-giang/sources.csv") do
      if source.url then
        n = n + 1
        assert.is_true(linked[source.url], source.url)
      end
    end
    assert.equal(5, n)
  end)

  it("says whose plan it is, and the day instead of a clock", function()
    local p = parts.properties
    assert.equal("An Giang's plan for the 2030 Agenda – progress report", p.title)
    assert.equal("1015/QĐ-UBND", p.subject)
    assert.equal("2026-11-23T00:00:00Z", p.created)
    assert.same({ "(1980, 1, 1, 0, 0, 0)" }, parts.times)
  end)

  it("is the same byte for byte, whatever the place and the number of workers", function()
    local again = command.path "again.xlsx"
    local out, code = command.run("env", "TZ=Pacific/Apia", "LC_ALL=C.UTF-8", "TMPDIR=/tmp",
      command.absolute(), "report", store, "--as-of", DAY, "--quiet", "--format", "xlsx",
      "--workers", "3", "-o", again)
    assert.equal(0, code, out)
    assert.is_true(command.read(path) == command.read(again))
    local piped = command.tiendo("report", store, "--as-of", DAY, "--quiet", "--format", "xlsx")
    assert.is_true(command.read(path) == piped)
  end)

  it("is written whole or not at all", function()
    local out, code = command.run(command.absolute(), "report", store, "--as-of", DAY,
      "--format", "xlsx", "--quiet", "-o", command.path "nowhere/plan.xlsx")
    assert.equal(5, code, out)
    local kept = command.file("kept.xlsx", "as it was")
    out, code = command.run(command.absolute(), "report", store, "--as-of", DAY, "--quiet",
      "--format", "xlsx", "--lang", "fr", "-o", kept)
    assert.equal(2, code, out)
    assert.equal("as it was", command.read(kept))
  end)
end)

describe("a plan of hostile texts", function()
  local HOSTILE = { "=1+1", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "_x0041_",
    "\"'&;,", "a\u{202E}b", "=HYPERLINK(\"http://x.example\")" }
  local path

  setup(function()
    local goals = { "code,plan,label_en" }
    for i, s in ipairs(HOSTILE) do
      goals[i + 1] = ('%d,p,"%s"'):format(i, s:gsub('"', '""'))
    end
    local store = command.path "hostile.db"
    local _, code, err = command.tiendo("import", store,
      command.file("plans.csv", "code,number,title_en\np,=7,\"" .. ("ữ"):rep(40000) .. "\"\n"),
      command.file("goals.csv", table.concat(goals, "\n") .. "\n"))
    assert.equal(0, code, err)
    path = command.path "hostile.xlsx"
    report(store, "xlsx", "en", path)
  end)

  it("stays text", function()
    local parts = reader.parts(path)
    for i = 2, #HOSTILE + 1 do assert.equal("s", parts.sheets.Goals.kinds["B" .. i]) end
    for sheet, s in pairs(parts.sheets) do assert.equal(0, s.formulas, sheet) end
    assert.same({}, parts.links)
  end)

  it("is read by LibreOffice as it stands, marks of direction apart", function()
    local lacking = reader.lacking()
    if lacking then return pending(lacking) end
    local cells = reader.cells(path)
    local rows = table_of(cells.Goals)
    for i, s in ipairs(HOSTILE) do
      assert.equal((s:gsub("\u{202E}", "\u{FFFD}")), rows[i].Name)
    end
    -- The note for all 40,000 takes 26 signs: 32,741 of them are left.
    local title = cells.Summary[1][1]
    assert.equal(32741, utf8.len(title:match "^[^…]*"))
    assert.equal("… (7,259 more characters)", title:match "….*")
  end)
end)

describe("tiendo.workbook", function()
  it("names sheets in 31 characters, each once in a language", function()
    for _, lang in ipairs(words.LANGS) do
      local seen, n = {}, 0
      words.each(function(group, key)
        if group == "workbook" and key:find "^sheet_" then
          local name = words.get(group, key, lang)
          assert.is_true(utf8.len(name) <= 31, name)
          assert.is_nil(name:find "[%[%]:*?/\\]", name)
          assert.is_nil(seen[name:lower()], name)
          seen[name:lower()], n = true, n + 1
        end
      end)
      assert.equal(17, n)
    end
  end)

  it("cuts a text that a cell has no room for, and counts the rest", function()
    local most = ("a"):rep(text.MAX)
    assert.equal(most, text.cell(most, "en"))
    -- The note about 32,768 would take 26 signs, so that 32,741 are left.
    local cut = text.cell(most .. "b", "en")
    assert.equal(32741, #cut:match "^a*")
    assert.equal("… (27 more characters)", cut:match "^a*(.*)$")
    -- Two units of UTF-16 each: 16,383 of them are 32,766.
    assert.equal(("😀"):rep(16383), text.cell(("😀"):rep(16383), "en"))
    -- Half of 32,741 units are 16,370 characters.
    cut = text.cell(("😀"):rep(16384), "en")
    assert.equal(16370, utf8.len(cut:sub(1, cut:find("…", 1, true) - 1)))
    assert.equal("… (14 more characters)", cut:match "….*")
  end)

  it("shows what XML and a reader cannot have as a sign of its own", function()
    assert.equal("a\u{FFFD}b\u{FFFD}c\u{FFFD}d", text.cell("a\1b\u{FFFE}c\xFFd", "en"))
    assert.equal("tab\tand\nline", text.cell("tab\tand\nline", "en"))
  end)

  it("takes for an address what leads to the web and nothing else", function()
    assert.equal("https://a.example/b?c=d#e", text.address "https://a.example/b?c=d#e")
    assert.equal("https://a.example/%C4%91", text.address "https://a.example/đ")
    assert.equal("https://a.example/%22%3C%5B%25%253%41",
      text.address 'https://a.example/"<[%%3%41')
    for _, s in ipairs { "", "javascript:alert(1)", "file:///etc/passwd", "internal:'A'!A1",
        "https://a b", "http://", "http://" .. ("a"):rep(2000) } do
      assert.is_nil(text.address(s), s)
    end
  end)

  describe("from a brief", function()
    local function brief(other)
      local none = { all = 0, achieved = 0, on_track = 0, off_track = 0, wrong_way = 0,
        cannot_tell = 0 }
      local found = { all = 0, critical = 0, high = 0, medium = 0, low = 0, info = 0,
        waived = 0, illustrative = 0, resolved = 0 }
      local out = {
        tiendo = "0", run = { data = "d", rules = "r", settings = "s" }, as_of = DAY,
        known_at = DAY, until_day = DAY, counts = { commitments = none, findings = found,
          reports = { all = 0, received = 0, late = 0, missing = 0, pending = 0, due_soon = 0,
            lead_days = 30, illustrative = 0 },
          checks = { all = 0, subjects = 0, judged = 0, no_data = 0, not_due = 0,
            not_applicable = 0, error = 0, silent = 0 } },
        cannot_tell = {}, rates = { expected = 0, actual = 0, on_time = 0 },
        resolved = {}, waivers = {},
        gaps = {}, goals = {}, agencies = {}, quiet_agencies = 0, calendar = {}, due = {},
        commitments = {}, findings = {}, checks = {}, errors = {}, errors_dropped = 0,
        sources = {}, source_of = {}, names = { goals = {}, agencies = {}, targets = {} },
      }
      for key, value in pairs(other or {}) do out[key] = value end
      return out
    end

    local function sheet(book, name)
      for _, s in ipairs(book.sheets) do
        if s.name == name then return s end
      end
    end

    local function source(code)
      return { code = code, title = code, url = "https://a.example/" .. code }
    end

    it("says how many rows a sheet has no room for", function()
      local sources = {}
      for i = 1, 10 do sources[i] = source("s" .. i) end
      local book = workbook.from(brief { sources = sources }, { lang = "en", rows = 10 })
      local s = sheet(book, "Sources")
      -- Ten rows: heads, seven sources, an empty one, and what is said.
      assert.equal(10, #s.rows)
      assert.equal("3 more rows, which a sheet has no room for", s.rows[10][1][1])
      assert.equal(7, s.filter_last)
    end)

    it("has a sheet of what was resolved where anything was", function()
      local empty = workbook.from(brief(), { lang = "vi" })
      assert.is_nil(sheet(empty, "Đã khắc phục"))
      local f = { id = "1", rule = "a.b", severity = "high", state = "resolved",
        since = "2026-01-02", text = { en = "gone" }, subject = { code = "x", label = "X" } }
      local s = sheet(workbook.from(brief { resolved = { f } }, { lang = "en" }), "Resolved")
      assert.equal("gone", s.rows[2][5])
      assert.equal("resolved", s.rows[2][10])
    end)

    it("has days before 1901 and what is no number as text", function()
      local due = { { agency = "a", obligation = "o", label = { en = "O" }, period = "1900",
        due = "1900-12-31", status = "missing", days_late = 0 / 0, illustrative = false } }
      local s = sheet(workbook.from(brief { due = due }, { lang = "en" }), "Reports due")
      assert.equal("1900-12-31", s.rows[2][4])
      assert.equal("n/a", s.rows[2][6])
    end)

    it("says how many commitments it does not draw", function()
      local commitments = {}
      for i = 1, 61 do
        local code = "c" .. i
        commitments[i] = { code = code, label = { en = code }, class = "off_track",
          findings = {}, points = 1, picture = { code = code, title = { en = code },
            frequency = "year", observations = { { time = 2020, period = "2020", value = i } },
            n_missing = 0, n_others = 0, milestones = {}, left_out = {},
            as_of = { time = 2026, day = DAY } } }
      end
      local s = sheet(workbook.from(brief { commitments = commitments }, { lang = "en" }),
        "Charts")
      assert.equal(60, #s.charts)
      assert.equal("1 more commitment is not drawn; its figures are in the sheet of figures.",
        s.rows[1][1][1])
    end)
  end)
end)
