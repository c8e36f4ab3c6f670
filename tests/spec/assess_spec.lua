--- The command that judges a plain table: published results through the whole
-- of it, vectors worked by hand, and every way to be refused.
require "tiendo"
local command = require "tests.support.command"
local csv = require "tests.support.csv"
local json = require "tiendo.json"

local COLUMNS = "series,method,status,class,value,score,base_year,base_value,"
  .. "last_year,last_value,needed,achieved,expected,projection,reason"
local TREND_COLUMNS = "series,n,mk_s,mk_var,mk_z,mk_p_normal,mk_p_exact,"
  .. "theil_sen_slope,theil_sen_intercept,ols_slope,ols_intercept,ols_r2,"
  .. "log_slope,aarr_percent"

local made = 0

local function file(text)
  made = made + 1
  return command.file(("table%d.csv"):format(made), text)
end

-- "A,2015,1" lines below the header.
local function tabled(...)
  return file("series,year,value\n" .. table.concat({ ... }, "\n") .. "\n")
end

local function assess(path, ...)
  return command.tiendo("assess", path, ...)
end

-- Rows of the output by column; all went well.
local function rows_of(path, ...)
  local out, code, err = assess(path, ...)
  assert.equal(0, code, err)
  return csv.rows(file(out)), err
end

local function is_near(expected, got)
  if not expected or not got then return expected == got end
  return math.abs(got - expected) <= 1e-9 * math.max(math.abs(expected), 1e-9)
end

local function assert_near(expected, got, what)
  assert.is_true(is_near(expected, tonumber(got)),
    ("%s %s, expected %s"):format(what, got, expected))
end

describe("tiendo assess", function()
  -- ---- published results ----------------------------------------------

  -- What the output and published rows disagree in, by field.
  local function agreement(published, got)
    local agree = { value = 0, score = 0, status = 0 }
    assert.equal(#published, #got)
    for i, row in ipairs(published) do
      local function count(field, ok) agree[field] = agree[field] + (ok and 1 or 0) end
      count("value", is_near(tonumber(row.progress_value), tonumber(got[i].value)))
      count("score", is_near(tonumber(row.score), tonumber(got[i].score)))
      count("status", row.status == got[i].status)
    end
    return agree
  end

  local SETTINGS = "series,direction,base_year,target,target_year,limit"

  -- "2015.0", as the results write years, as a year.
  local function whole(text)
    return text and ("%d"):format(tonumber(text) // 1) or ""
  end

  describe("against Statistics Canada", function()
    it("gives 119 of 119 results from whole series", function()
      local path = command.shared "data/statcan_cif_series.csv"
      if not path then return pending "needs ../shared: statcan_cif_series.csv" end
      local published, lines, settings = csv.rows(path), {}, { SETTINGS }
      for i, row in ipairs(published) do
        local name = i .. " " .. row.series:gsub(",", ";")
        for year, value in row.data:gmatch "(%d+)=([^;]+)" do
          lines[#lines + 1] = ("%s,%s,%s"):format(name, year, value)
        end
        settings[#settings + 1] = table.concat({ name, row.direction,
          whole(row.base_year_asked), row.target or "", whole(row.target_year),
          row.limit or "" }, ",")
      end
      local got = rows_of(tabled(table.unpack(lines)), "--settings",
        file(table.concat(settings, "\n") .. "\n"))
      assert.equal(119, #published)
      assert.same({ value = 119, score = 119, status = 119 }, agreement(published, got))
    end)

    -- Base and last point of each.
    it("gives 298 of 298 results from two points", function()
      local path = command.shared "data/statcan_cif_results.csv"
      if not path then return pending "needs ../shared: statcan_cif_results.csv" end
      local published, lines, settings = csv.rows(path), {}, { SETTINGS }
      for i, row in ipairs(published) do
        local base, last = whole(row.base_year), whole(row.current_year)
        lines[#lines + 1] = ("%d,%s,%s"):format(i, base, row.base_value)
        if last ~= base then
          lines[#lines + 1] = ("%d,%s,%s"):format(i, last, row.current_value)
        end
        settings[#settings + 1] = table.concat({ i,
          row.direction == "1" and "up" or "down", base, row.target or "",
          whole(row.target_year), row.limit or "" }, ",")
      end
      local got = rows_of(tabled(table.unpack(lines)), "--settings",
        file(table.concat(settings, "\n") .. "\n"))
      assert.equal(298, #published)
      assert.same({ value = 298, score = 298, status = 298 }, agreement(published, got))
    end)
  end)

  -- Scores are the published formula's, cut to 0..100: value and bounds are
  -- printed, the score of a single indicator is not.
  it("scores the 539 values of Benin 2023 that are printed", function()
    local path = command.shared "data/sdsn_benin_2023.csv"
    if not path then return pending "needs ../shared: sdsn_benin_2023.csv" end
    local published, lines = {}, {}
    local settings = { "series,optimum,lower_bound" }
    for _, row in ipairs(csv.rows(path)) do
      if row.value then
        published[#published + 1] = row
        local name = row.region .. "/" .. row.indicator
        lines[#lines + 1] = ("%s,%s,%s"):format(name, row.year, row.value)
        settings[#settings + 1] = ("%s,%s,%s"):format(name, row.optimum, row.lower_bound)
      end
    end
    local got, agree = rows_of(tabled(table.unpack(lines)), "--method", "sdsn",
      "--settings", file(table.concat(settings, "\n") .. "\n")), 0
    for i, row in ipairs(published) do
      local worst, best = tonumber(row.lower_bound), tonumber(row.optimum)
      local score = 100 * (tonumber(row.value) - worst) / (best - worst)
      score = math.max(0, math.min(100, score))
      if is_near(score, tonumber(got[i].score)) then agree = agree + 1 end
    end
    assert.same({ 539, 539 }, { #published, agree })
  end)

  it("gives the published example of Open SDG", function()
    local out = assess(tabled("A,2015,14.5", "A,2023,10.2"), "--target", "7.25",
      "--target-year", "2030", "--base-year", "2015", "--direction", "down")
    local row = csv.rows(file(out))[1]
    assert.equal(COLUMNS, out:match "^[^\n]*")
    assert.equal("A open-sdg substantial_progress on_track", table.concat({ row.series,
      row.method, row.status, row.class }, " "))
    assert_near(0.9525901792032172, row.value, "value")
    assert_near(2.5185563910306596, row.score, "score")
    assert.same({ "2015", "14.5", "2023" }, { row.base_year, row.base_value, row.last_year })
    assert.is_nil(row.reason)
  end)

  -- Life expectancy of Viet Nam, SDSN 2019.
  it("gives the published example of SDSN", function()
    local row = rows_of(tabled("VN,2011,75.5", "VN,2016,76.3"), "--method", "sdsn",
      "--base-year", "2011", "--target-year", "2027", "--optimum", "83",
      "--lower-bound", "54", "--green", "80")[1]
    assert.same({ "moderately_improving", "off_track" }, { row.status, row.class })
    assert.is_true(math.abs(tonumber(row.value) - 0.5689) < 5e-5)
  end)

  -- ---- methods, by hand -----------------------------------------------

  -- 40 in 2015, 44 in 2016, to 100 in 2030; powers of two where growth counts.
  local cases = {
    { "open-sdg", { 64, 72 }, { "128", "2017" }, -- 0.125 of 2^0.5 - 1
      { status = "limited_progress", value = 0.125 / (2 ^ 0.5 - 1), needed = 2 ^ 0.5 - 1,
        achieved = 0.125, expected = 64 * 2 ^ 0.5, projection = 81,
        score = 4.1667 * 0.125 / (2 ^ 0.5 - 1) - 2.5 } },
    { "unsd", { 8, 16 }, { "248", "2017" }, -- leads to 32: 24 of 240
      { status = "fair_progress", value = 0.1, score = 2, projection = 32, achieved = 1 } },
    { "eurostat", { 64, 96 }, { "128", "2016" },
      { status = "insufficient_progress", value = 0.5 } },
    { "sdsn", { 40, 42 }, { "100", "2030" },
      { status = "moderately_improving", value = 0.5, needed = 4, achieved = 2,
        expected = 44, projection = 70 } },
    { "escap", { 40, 43 }, { "100", "2025" }, -- 70 in 2025, 30 of 60 missing
      { status = "accelerate", value = 50, score = 0.5, projection = 70 } },
    { "german", { 60, 62, 64, 66 }, { "95", "2030" }, -- 90 in 2030: 5 of 29
      { status = "slightly_cloudy", value = 5 / 29, achieved = 2, projection = 90 } },
    { "linear", { 40, 43 }, { "100", "2030" },
      { status = "behind", value = 0.75, expected = 44 } },
    { "milestone", { 40, 44 }, { "100", "2030" }, { status = "on_path", value = 1 } },
    { "aarr", { 64, 96 }, { "256", "2017" }, -- half the growth needed
      { status = "insufficient", value = -50, needed = 1, achieved = 0.5 } },
    { "eurostat-short", { 64, 64, 64, 64, 64, 64 }, nil, { status = "no_change", value = 0 } },
    { "eurostat-long", { 64, 64, 64, 64, 64, 64, 64, 64, 64, 32 }, nil, -- 2^(-1/9) - 1
      { status = "significant_movement_away", value = 2 ^ (-1 / 9) - 1 } },
  }
  for _, case in ipairs(cases) do
    it("runs " .. case[1], function()
      local lines = {}
      for i, value in ipairs(case[2]) do lines[i] = ("A,%d,%d"):format(2014 + i, value) end
      local target = case[3]
      local row = rows_of(tabled(table.unpack(lines)), "--method", case[1],
        "--direction", "up", table.unpack(target and { "--target", target[1],
          "--target-year", target[2] } or {}))[1]
      assert.equal(case[1], row.method)
      for name, value in pairs(case[4]) do
        if type(value) == "number" then
          assert_near(value, row[name], name)
        else
          assert.equal(value, row[name])
        end
      end
    end)
  end

  it("counts what open-sdg replaces and leaves out", function()
    local _, err = rows_of(tabled("A,2015,0", "A,2016,1", "B,2015,2", "C,2015,3"),
      "--settings", file "series,target,limit\nA,5,\nB,0,\nC,9,10\n")
    assert.truthy(err:find("2 series: a base value or target of 0 counts as 0.001\n", 1, true))
    assert.truthy(err:find("1 series: the limit is not used, as there is a target\n", 1, true))
  end)

  it("says why it cannot tell, in the language asked for", function()
    local path = tabled("A,2015,1", "A,2016,-1")
    assert.equal("base and last value have opposite signs",
      rows_of(path)[1].reason)
    local row = rows_of(path, "--lang", "vi")[1]
    assert.equal("giá trị gốc và số liệu mới nhất trái dấu", row.reason)
    assert.same({ "not_available", "cannot_tell" }, { row.status, row.class })
  end)

  -- ---- trend ----------------------------------------------------------

  describe("--method trend", function()
    -- One value a year from 2001 on; empty where there is none.
    local function trend_of(...)
      local lines = {}
      for i, value in ipairs { ... } do lines[i] = ("A,%d,%s"):format(2000 + i, value) end
      return rows_of(tabled(table.unpack(lines)), "--method", "trend")[1]
    end

    -- S, variance and Z as the example of EPA QA/G-9S, page 109, has them: 11
    -- points, four of them equal and two more; 22, 155.33, 1.685.
    it("gives the example of EPA QA/G-9S", function()
      local row = trend_of(7, 1, 2, 2, 2, 2, 3, 6, 4, 4, 5)
      assert.same({ "11", "22" }, { row.n, row.mk_s })
      assert_near(2796 / 18, row.mk_var, "var")
      assert_near(21 / (2796 / 18) ^ 0.5, row.mk_z, "z")
      assert.equal("155.33 1.685", ("%.2f %.3f"):format(row.mk_var, row.mk_z))
      assert.is_nil(row.mk_p_exact)
    end)

    -- See progress_methods_spec.lua: 2 of 120 orders are as steep.
    it("gives every column", function()
      local path = tabled("A,2015,1", "A,2016,2", "A,2017,4", "A,2018,8", "A,2019,16")
      local out = assess(path, "--method", "trend")
      local row = csv.rows(file(out))[1]
      assert.equal(TREND_COLUMNS, out:match "^[^\n]*")
      local expected = { n = 5, mk_s = 10, mk_var = 300 / 18, mk_z = 9 / (300 / 18) ^ 0.5,
        mk_p_exact = 2 / 120, theil_sen_slope = 3.375, ols_slope = 3.6,
        ols_intercept = 31 / 5 - 3.6 * 2017, ols_r2 = 129.6 / 148.8,
        log_slope = math.log(2), aarr_percent = -100,
        -- off the line through 2015 at 0: 1, -1.375, -2.75, -2.125, 2.5
        theil_sen_intercept = -1.375 - 3.375 * 2015 }
      for name, value in pairs(expected) do assert_near(value, row[name], name) end
      assert_near(0.02749, ("%.5f"):format(row.mk_p_normal), "p") -- Z 2.2045
    end)

    it("has an exact p up to ten values without ties", function()
      local row = trend_of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
      assert_near(2 / 3628800, row.mk_p_exact, "p")
      assert.is_nil(trend_of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).mk_p_exact)
      assert.is_nil(trend_of(1, 2, 2, 3).mk_p_exact)
    end)

    it("leaves empty what a series does not allow, and says so", function()
      local rows, err = rows_of(tabled("A,2015,", "B,2015,1", "C,2015,0", "C,2016,1"),
        "--method", "trend")
      assert.same({ series = "A", n = "0" }, rows[1])
      assert.same({ series = "B", n = "1" }, rows[2])
      assert.same({ "2", "1" }, { rows[3].n, rows[3].ols_slope })
      assert.is_nil(rows[3].log_slope)
      assert.truthy(err:find("3 series: less than 5 values, too few for any trend", 1, true))
    end)

    it("says which settings mean nothing to it", function()
      local _, err = rows_of(tabled("A,2015,1"), "--method", "trend", "--target", "3",
        "--high", "1")
      assert.truthy(err:find("not used by method trend: target, high", 1, true))
    end)
  end)

  -- ---- what is written ------------------------------------------------

  describe("output", function()
    it("has 17 digits, and years as whole numbers", function()
      local out = assess(tabled("A,2015,0.1", "A,2016,0.3"), "--direction", "up")
      assert.truthy(out:find(",2015,0.10000000000000001,2016,0.29999999999999999,", 1, true))
    end)

    it("is JSON with the same fields, null where there is nothing", function()
      local out, code = assess(tabled('"a ""b"", c",2015,0.1'), "--format", "json",
        "--direction", "up")
      local read = json.decode(out)
      local row = read.series[1]
      assert.equal(0, code)
      assert.same({ 1, "open-sdg", 1 }, { read.schema, read.method, #read.series })
      assert.equal('a "b", c', row.series)
      assert.equal(2015, row.base_year)
      assert.truthy(out:find('"value":null,"score":null,"base_year":2015,'
        .. '"base_value":0.10000000000000001,', 1, true))
      local at = 1
      for name in COLUMNS:gmatch "[^,]+" do
        at = assert(out:find(('"%s":'):format(name), at, true), name)
      end
    end)

    it("is a header alone for a table without rows, and says so", function()
      local out, code, err = assess(file "series,year,value\n")
      assert.same({ COLUMNS .. "\n", 0 }, { out, code })
      assert.truthy(err:find("no rows", 1, true))
      out = assess(file "series,year,value\n", "--format", "json")
      assert.same({}, json.decode(out).series)
    end)

    it("goes to a file whole, or not at all", function()
      local path = command.path "assessed.csv"
      assert.equal("", (assess(tabled("A,2015,1"), "-o", path)))
      assert.equal(COLUMNS, command.read(path):match "^[^\n]*")
      local _, code = assess(tabled("A,2015,x"), "-o", path)
      assert.equal(4, code)
      assert.truthy(command.read(path):find("A,open-sdg", 1, true))
      assert.equal(5, select(2, assess(tabled("A,2015,1"), "-o",
        command.path "nowhere/out.csv")))
    end)
  end)

  -- ---- what is read ---------------------------------------------------

  describe("table", function()
    it("may have its rows and columns in any order", function()
      local sorted = assess(tabled("B,2015,64", "A,2015,1", "A,2016,2", "B,2016,80"))
      local mixed = assess(file("value,series,year\n64,B,2015\n2,A,2016\n80,B,2016\n"
        .. "1,A,2015\n"))
      assert.equal(sorted, mixed)
      assert.equal("B", sorted:match "\n(%w+),")
    end)

    it("may come through a pipe", function()
      local out = command.run("sh", "-c", ("'%s' assess - <'%s'"):format(
        os.getenv "TIENDO" or "build/dev/tiendo", tabled("A,2015,1", "A,2016,2")))
      assert.truthy(out:find("A,open-sdg,deterioration", 1, true))
    end)

    it("may have a mark, CRLF, quotes, blanks and Vietnamese names", function()
      local out = assess(file("\u{FEFF}series , year,value\r\n\"Tỷ suất, \"\"mẹ\"\"\","
        .. " 2015 , 64 \r\n\"Tỷ suất, \"\"mẹ\"\"\",2016,80\r\n"), "--direction", "up")
      assert.truthy(out:find('"Tỷ suất, ""mẹ""",open-sdg,substantial_progress,on_track,0.25,',
        1, true))
    end)

    it("takes names as one whether their marks are apart or not", function()
      local out = assess(tabled("đạt,2015,64", "đa\u{323}t,2016,80"), "--direction", "up")
      assert.truthy(out:find("đạt,open-sdg,substantial_progress", 1, true))
    end)

    it("counts rows without a value, and lists a series of them alone", function()
      local rows, err = rows_of(tabled("A,2015,1", "B,2015,", "A,2016, "))
      assert.truthy(err:find(": 2 rows without a value, the first in line 3\n", 1, true))
      assert.same({ "B", "no data" }, { rows[2].series, rows[2].reason })
      assert.equal("", select(2, rows_of(tabled("A,2015,1", "B,2015,"), "--quiet")))
    end)

    it("cuts years to four characters as Open SDG does, and counts them", function()
      local rows, err = rows_of(tabled("A,2015-16,64", "A,2016/2017,80", "A,2018.0,81"))
      assert.same({ "2015", "2018" }, { rows[1].base_year, rows[1].last_year })
      assert.truthy(err:find(": 3 years cut to the first four characters, the first in line 2",
        1, true))
    end)

    local refused = {
      { "a value that is no number", "series,year,value\nA,2015,1\nA,2016,n/a\n",
        ":3:8: value 'n/a': expected a number with a decimal point such as 14.5" },
      { "a decimal comma", 'series,year,value\nA,2015,"1,5"\n', ":2:8: value '1,5': expected" },
      { "infinity", "series,year,value\nA,2015,inf\n", ":2:8: value 'inf': expected" },
      { "a year of three digits", "series,year,value\nA,215,1\n",
        ":2:3: year '215': expected four digits such as 2015" },
      { "a year of five digits", "series,year,value\nA,20155,1\n", ":2:3: year '20155'" },
      { "the year 0", "series,year,value\nA,0000,1\n", ":2:3: year '0000'" },
      { "no year", "series,year,value\nA,,1\n", ":2:3: year ''" },
      { "no name", "series,year,value\n,2015,1\n", ":2:1: the name of the series is empty" },
      { "a control character in a name", "series,year,value\nA\27[31m,2015,1\n",
        ":2:1: a control character in the name of the series; remove it" },
      { "one of the C1 set in a name", "series,year,value\nA\xc2\x9b31m,2015,1\n",
        ":2:1: a control character in the name of the series; remove it" },
      { "a second value of a year", "series,year,value\nĐạt,2015,1\nB,2015,1\nĐạt,2015,2\n",
        ":4:5: a second value of 'Đạt' in 2015; the first is at %s:2:5" },
      { "a second value once years are cut", "series,year,value\nA,2015-16,1\nA,2015,2\n",
        ":3:3: a second value of 'A' in 2015; the first is at %s:2:3" },
      { "a row that is too short", "series,year,value\nA,2015\n",
        ":2:1: 2 values in this row, expected 3 as in the header" },
      { "a row that is too long", "series,year,value\nA,2015,1,2\n", ":2:1: 4 values" },
      { "an unknown column", "series,year,vlaue\n",
        ":1:13: unknown column 'vlaue'; did you mean 'value'?" },
      { "columns apart by semicolons", "series;year;value\n",
        ":1:1: unknown column 'series;year;value'; expected: series, year, value" },
      { "a missing column", "series,year\n", ":1:1: no column 'value'" },
      { "a column twice", "series,year,value,year\n", ":1:19: a second column 'year'" },
      { "nothing", "", ": empty; a header is expected in line 1" },
      { "a quote that never ends", 'series,year,value\nA,"2015,1\n', "line 2, column 3: a quote" },
      { "what is not UTF-8", "series,year,value\n\xff,2015,1\n", "line 2, column 1: not UTF-8" },
    }
    for _, case in ipairs(refused) do
      it("is refused with " .. case[1], function()
        local path = file(case[2])
        local out, code, err = assess(path)
        assert.same({ "", 4 }, { out, code })
        assert.equal(1, select(2, err:gsub("\n", "")))
        assert.truthy(err:find(path .. case[3]:gsub("%%s", (path:gsub("%%", "%%%%"))), 1, true)
          or err:find(case[3], 1, true) and not case[3]:find "^:", err)
      end)
    end

    it("is refused where it is not there", function()
      local _, code, err = assess "/nowhere/table.csv"
      assert.equal(4, code)
      assert.truthy(err:find("/nowhere/table.csv: No such file", 1, true))
    end)
  end)

  -- ---- settings -------------------------------------------------------

  describe("--settings", function()
    local function settled(table_path, settings, ...)
      return rows_of(table_path, "--settings", file(settings), ...)
    end

    it("wins over the command line cell by cell", function()
      local path = tabled("A,2015,64", "A,2016,80", "B,2015,64", "B,2016,80")
      local rows, err = settled(path, "series,direction,target\nB,down,\nA,,128\n",
        "--direction", "up", "--target-year", "2016", "--target", "96")
      -- A: 0.25 of 1; B keeps the target of all, and is below it
      assert.same({ "limited_progress", "target_achieved" }, { rows[1].status, rows[2].status })
      assert_near(0.25, rows[1].value, "value")
      assert.equal("", err)
    end)

    it("knows every column", function()
      local path = tabled("A,2015,75.5", "A,2016,76.3", "B,2015,64", "B,2016,72")
      local rows = settled(path, "series,direction,base_year,target,target_year,limit,"
        .. "high,med,low,optimum,lower_bound,green\n"
        .. "A,up,2015,,2027,,,0.5,,83,54,80\nB,up,2015,128,2016,,,0.2,,,,\n",
        "--method", "sdsn")
      -- 0.8 of 4.5/12; 8 of 64 of a way of one year
      assert_near(0.8 * 12 / 4.5, rows[1].value, "value")
      assert_near(100 * 22.3 / 29, rows[1].score, "score")
      assert_near(0.125, rows[2].value, "value")
      assert.same({ "on_track", "stagnating" }, { rows[1].status, rows[2].status })
    end)

    it("takes thresholds and limits of a series", function()
      local path = tabled("A,2015,64", "A,2016,72", "B,2015,100", "B,2016,100")
      local rows = settled(path, "series,high,med,low,limit\nA,0.5,0.25,0.125,\nB,,,,100\n",
        "--direction", "up")
      assert.same({ "limited_progress", "5" }, { rows[1].status, rows[2].score })
    end)

    it("counts names that do not meet, either way", function()
      local _, err = settled(tabled("A,2015,1", "B,2015,1", "C,2015,1", "D,2015,1",
        "E,2015,1"), "series,target\nA,3\nX,3\n")
      assert.truthy(err:find(": 1 series not in [^\n]*: 'X'\n"))
      assert.truthy(err:find(": no row for 4 series of [^\n]*: 'B', 'C', 'D' %.%.%.\n"))
    end)

    it("meets names in whatever form their marks are", function()
      local rows, err = settled(tabled("đạt,2015,64", "đạt,2016,80"),
        "series,direction\nđa\u{323}t,up\n")
      assert.same({ "substantial_progress", "" }, { rows[1].status, err })
    end)

    it("says which of them a method does not use", function()
      local _, err = settled(tabled("A,2015,1"), "series,limit,green\nA,3,4\n", "--method",
        "unsd", "--optimum", "3", "--lower-bound", "1")
      assert.truthy(err:find("not used by method unsd: limit, optimum, lower_bound, green",
        1, true))
    end)

    -- Of each method: the settings that it says are nothing to it.
    local UNUSED = {
      ["open-sdg"] = "optimum lower_bound green", unsd = "limit low",
      eurostat = "limit optimum", ["eurostat-short"] = "base_year limit",
      ["eurostat-long"] = "base_year limit", sdsn = "limit low", escap = "limit med",
      german = "base_year limit low optimum", linear = "limit med", milestone = "limit med",
      aarr = "limit med green", trend = "direction base_year target target_year high",
    }
    local ODD = { base_year = "2019", limit = "70", med = "0.3", low = "-1", optimum = "80",
      lower_bound = "1", green = "71", target = "61", target_year = "2022", high = "9",
      direction = "down" }
    for method, names in pairs(UNUSED) do
      it("changes nothing that " .. method .. " does not use", function()
        local lines, head, row = {}, { "series" }, { "A" }
        for i = 0, 11 do lines[i + 1] = ("A,%d,%d"):format(2009 + i, 40 + i * i % 7) end
        for name in names:gmatch "%S+" do
          head[#head + 1], row[#row + 1] = name, ODD[name]
          if name == "optimum" and not names:find "lower_bound" then
            head[#head + 1], row[#row + 1] = "lower_bound", ODD.lower_bound
          end
        end
        local path = tabled(table.unpack(lines))
        local given = method == "trend" and {} or { "--direction", "up" }
        local plain = assess(path, "--method", method, table.unpack(given))
        local set, _, err = assess(path, "--method", method, "--settings",
          file(table.concat(head, ",") .. "\n" .. table.concat(row, ",") .. "\n"),
          table.unpack(given))
        assert.equal(plain, set)
        for name in names:gmatch "%S+" do
          assert.truthy(err:match(("not used by method %s: (.*)\n")
            :format((method:gsub("%-", "%%-")))):find(name, 1, true), name)
        end
      end)
    end

    local refused = {
      { "a direction that there is not", "series,direction\nA,positive\n",
        ":2:3: direction 'positive': expected up or down, or nothing" },
      { "a target that is no number", "series,target\nA,7.5%\n",
        ":2:3: target '7.5%': expected a number with a decimal point" },
      { "a year that is none", "series,base_year\nA,2015.5\n",
        ":2:3: base_year '2015.5': expected four digits such as 2015" },
      { "an unknown column", "series,tagret\nA,3\n",
        ":1:8: unknown column 'tagret'; did you mean 'target'?" },
      { "no column of names", "target\n3\n", ":1:1: no column 'series'" },
      { "a second row", "series,target\nA,3\nA,4\n",
        ":3:1: a second row for 'A'; the first is at " },
      { "one bound alone", "series,optimum\nA,3\n",
        ":2:1: optimum and lower_bound belong together" },
    }
    for _, case in ipairs(refused) do
      it("is refused with " .. case[1], function()
        local settings = file(case[2])
        local out, code, err = assess(tabled("A,2015,1"), "--settings", settings)
        assert.same({ "", 4 }, { out, code })
        assert.truthy(err:find(settings .. case[3], 1, true), err)
      end)
    end
  end)

  -- ---- usage ----------------------------------------------------------

  local wrong = {
    { { "--method", "open_sdg" }, "no method 'open_sdg'; did you mean 'open-sdg'? there are: "
      .. "open-sdg, unsd, eurostat, eurostat-short, eurostat-long, sdsn, escap, german, "
      .. "linear, milestone, aarr, trend" },
    { { "--method", "xyz" }, "no method 'xyz'; there are: open-sdg, " },
    { { "--direction", "positive" }, "direction 'positive': expected up or down" },
    { { "--target", "ten" }, "target 'ten': expected a number with a decimal point" },
    { { "--base-year", "15" }, "base_year '15': expected four digits" },
    { { "--target-year", "2030-31" }, "target_year '2030-31': expected four digits" },
    { { "--optimum", "3" }, "optimum and lower_bound belong together" },
    { { "--settings", "-" }, "table and settings cannot both be standard input" },
    { { "--format", "text" }, "--format: 'text' is none of csv, json" },
    { { "--lang", "fr" }, "--lang: 'fr' is neither en nor vi" },
    { { "--nonsense" }, "assess has no option --nonsense" },
    { { "--target" }, "--target needs NUMBER" },
  }
  for _, case in ipairs(wrong) do
    it("refuses " .. table.concat(case[1], " "), function()
      local path = case[1][1] == "--settings" and "-" or tabled("A,2015,1")
      local out, code, err = assess(path, table.unpack(case[1]))
      assert.same({ "", 2 }, { out, code })
      assert.truthy(err:find(case[2], 1, true), err)
    end)
  end

  it("refuses a method before it reads anything", function()
    assert.equal(2, select(2, assess("/nowhere/table.csv", "--method", "xyz")))
  end)

  it("cannot be made to steer the terminal", function()
    local _, _, err = assess(tabled("A,2015,\27[31m1"))
    assert.is_nil(err:find "\27")
  end)
end)
