--- tiendo.picture.terminal: charts, bars and small bars as text.
require "tiendo"
local canvas = require "tiendo.picture.canvas"
local picture = require "tiendo.picture"
local scale = require "tiendo.picture.scale"
local series = require "tiendo.series"
local terminal = require "tiendo.picture.terminal"
local text = require "tiendo.text"

local TODAY = "2026-11-23"

local function picture_of(fields)
  local c = { code = "c", label_en = "Households", label_vi = "Hộ gia đình", kind = "level",
    comparator = ">=", value = 10, deadline = "2030-12-31", direction = "up",
    indicator = { unit = "%", frequency = "year" } }
  for name, value in pairs(fields) do c[name] = value or nil end
  return picture.of(c, TODAY)
end

-- The characters of a line, each of one column.
local function cells(line)
  local out = {}
  for _, code in utf8.codes(line) do out[#out + 1] = utf8.char(code) end
  return out
end

-- Where a character stands in the lines: { line, column } from 1.
local function places(lines, char)
  local out = {}
  for i, line in ipairs(lines) do
    for k, cell in ipairs(cells(line)) do
      if cell == char then out[#out + 1] = { i, k } end
    end
  end
  return out
end

local function has(lines, part)
  assert(table.concat(lines, "\n"):find(part, 1, true),
    ("%q is not in:\n%s"):format(part, table.concat(lines, "\n")))
end

describe("tiendo.picture.canvas", function()
  local function plain(_, s) return s end

  it("has two dots across and four down in a cell", function()
    for _, case in ipairs { { 0, 0, "⠁" }, { 1, 0, "⠈" }, { 0, 3, "⡀" }, { 1, 3, "⢀" },
      { 0, 1, "⠂" }, { 1, 2, "⠠" } } do
      local c = canvas.new(1, 1)
      c:dot(case[1], case[2], "line")
      assert.equal(case[3], c:text(0, plain))
    end
  end)

  it("draws a diagonal dot by dot", function()
    local c = canvas.new(2, 1)
    c:line(0, 0, 3, 3, "line")
    -- (0,0) (1,1) | (2,2) (3,3): dots 1 and 5, dots 3 and 8
    assert.equal("⠑⢄", c:text(0, plain))
  end)

  it("leaves out what a pattern leaves out", function()
    local c = canvas.new(4, 1)
    c:line(0, 0, 7, 0, "line", { 2, 2 })
    assert.equal("⠉ ⠉", c:text(0, plain))
  end)

  it("forgets what lies outside", function()
    local c = canvas.new(1, 1)
    c:line(-5, 0, 9, 0, "line")
    c:put(1, 0, "x", "mark")
    c:put(0, -1, "x", "mark")
    assert.equal("⠉", c:text(0, plain))
  end)

  it("shows a character over dots, and fills only what is empty", function()
    local c = canvas.new(3, 1)
    c:dot(0, 0, "line")
    c:dot(2, 0, "line")
    c:put(0, 0, "o", "mark")
    c:put(0, 0, "x", "mark")
    for column = 0, 2 do c:fill(column, 0, "=", "target") end
    assert.equal("o⠁=", c:text(0, plain))
  end)
end)

describe("tiendo.picture.scale", function()
  for _, case in ipairs {
    { 0, 10, 5, { 0, 2, 4, 6, 8, 10 } },
    { 1, 9, 5, { 0, 2, 4, 6, 8, 10 } },
    { 12, 41, 4, { 10, 20, 30, 40, 50 } },
    { -12, 2, 4, { -15, -10, -5, 0, 5 } },
    { 0.12, 0.31, 4, { 0.1, 0.2, 0.3, 0.4 } },
    { 0.12, 0.31, 5, { 0.1, 0.15, 0.2, 0.25, 0.3, 0.35 } },
    { 120, 4700, 5, { 0, 1000, 2000, 3000, 4000, 5000 } },
  } do
    it(("has %d steps of 1, 2 or 5 at most from %s to %s"):format(case[3], case[1], case[2]),
      function()
        local axis = scale.values(case[1], case[2], case[3])
        assert.equal(#case[4], #axis.ticks)
        for i, tick in ipairs(case[4]) do assert.near(tick, axis.ticks[i], 1e-12) end
        assert.near(case[4][1], axis.low, 1e-12)
        assert.near(case[4][#case[4]], axis.high, 1e-12)
      end)
  end

  it("has room around a single value", function()
    for _, value in ipairs { 0, 14, -14, 1e-320, 1e300 } do
      local axis = scale.values(value, value, 4)
      assert.is_true(axis.low < value and axis.high > value)
      assert.is_true(#axis.ticks >= 2 and #axis.ticks <= 5)
    end
  end)

  it("has ticks at years, or at quarters where they fit", function()
    assert.same({ 2005.0, 2010.0, 2015.0, 2020.0, 2025.0, 2030.0 },
      scale.time(2005, 2030, 5, "year").ticks)
    assert.same({ 2025.0, 2025.25, 2025.5 }, scale.time(2025, 2025.5, 4, "quarter").ticks)
    assert.same({ 2025.0, 2026.0 }, scale.time(2025, 2026.75, 4, "quarter").ticks)
  end)

  it("writes numbers and times as the reader does", function()
    assert.equal("12,345.5", scale.number(12345.5, 0.5, "en"))
    assert.equal("12.345,5", scale.number(12345.5, 0.5, "vi"))
    assert.equal("0.20", scale.number(0.2, 0.05, "en"))
    assert.equal("2025", scale.year(2025, 1, "vi"))
    assert.equal("năm 2025", scale.year(2025, 1, "vi", true))
    assert.equal("quý II/2025", scale.year(2025.25, 0.25, "vi"))
    assert.equal("02/2025", scale.year(2025 + 1 / 12, 1 / 12, "vi"))
    assert.equal("11/2025", scale.year(2025 + 10 / 12, 1 / 12, "en"))
  end)

  it("counts in millions and more from ten of them on", function()
    assert.same({ 1 }, { scale.large(9999999, "en") })
    assert.same({ 1e6, "triệu" }, { scale.large(1e7, "vi") })
    assert.same({ 1e12, "nghìn tỷ" }, { scale.large(-1e13, "vi") })
    assert.same({ 1 }, { scale.large(1e18, "en") })
  end)
end)

describe("terminal.draw()", function()
  -- Width 44: the labels "10" take two columns, the axis one and the right edge
  -- one, so the plot has 40 columns or 80 dots. Height 16: title, unit, axis,
  -- years, two lines of legend and one note leave 9 rows or 36 dots.
  local HALFWAY = picture_of { deadline = "2017-12-31", indicator = { unit = "%",
    frequency = "year" }, series = series.of { [2015] = 0, [2016] = 5, [2017] = 10 } }

  it("puts observations where the scale says", function()
    local lines = terminal.draw(HALFWAY, { width = 44, height = 15 })
    assert.same({ "Households", "%" }, { lines[1], lines[2] })
    local axis = places(lines, "└")[1][1]
    local rows = axis - 3
    -- the middle value: dot 0.5 * 79 = 39.5, so 40, is column 20; the row by
    -- the same rule
    local middle = math.floor(0.5 * (4 * rows - 1) + 0.5) // 4
    assert.same({ { 3, 4 + 39 }, { 3 + middle, 4 + 20 }, { axis - 1, 4 } },
      { table.unpack(places(lines, "●"), 1, 3) })
    assert.matches("^10┤", lines[3])
    assert.matches("^ 0┤", lines[axis - 1])
  end)

  it("is as high as it is asked to be", function()
    local no_unit = picture_of { indicator = {}, series = series.of { [2015] = 0 } }
    for _, height in ipairs { 14, 18, 30 } do
      assert.equal(height, #terminal.draw(HALFWAY, { height = height }))
      assert.equal(height, #terminal.draw(no_unit, { height = height, title = false }))
    end
  end)

  it("draws no line where a year is missing, nor at a break", function()
    local function dots(figures)
      local p = picture_of { value = false, deadline = false, series = series.of(figures) }
      local n = 0
      for _, line in ipairs(terminal.draw(p, { width = 60 })) do
        if line:find("[┤│]") then
          for _, cell in ipairs(cells(line)) do
            local code = utf8.codepoint(cell)
            if code > 0x2800 and code < 0x2900 then n = n + 1 end
          end
        end
      end
      return n
    end
    assert.is_true(dots { { "2015", 1 }, { "2016", 1.1 }, { "2017", 1 } } > 40)
    assert.equal(0, dots { { "2015", 1 }, { "2017", 1.1 }, { "2019", 1 } })
    assert.equal(0, dots { { "2015", 1 }, { "2016", 1.1, "b" }, { "2017", 1, "b" } })
  end)

  it("marks what is not final, milestones, the target's ends and the days", function()
    local p = picture_of { comparator = "range", value = 75, value_high = 80,
      series = series.of { { "2023", 60 }, { "2024", 62, "p" } },
      milestones = { { due_on = "2027-12-31", comparator = ">=", value = 70 } } }
    local lines = terminal.draw(p, { width = 80 })
    assert.equal(2, #places(lines, "○")) -- on the plot and in the legend
    assert.equal(2, #places(lines, "◆"))
    assert.equal(2, #places(lines, "▲"))
    local rows = {}
    for _, at in ipairs(places(lines, "╌")) do rows[at[1]] = (rows[at[1]] or 0) + 1 end
    local full = 0
    for _, n in pairs(rows) do if n > 50 then full = full + 1 end end
    assert.equal(2, full)
    assert.is_true(#places(lines, "┊") > 5)
    has(lines, "target: 75 to 80")
    has(lines, "deadline 2030-12-31")
    has(lines, "as of 2026-11-23")
  end)

  it("says what is not drawn", function()
    has(terminal.draw(HALFWAY, {}), "path needed")
    local p = picture_of { kind = "factor", series = series.of { [2015] = 1 } }
    has(terminal.draw(p, { width = 100, lang = "vi" }),
      "Không vẽ: mức cam kết (cam kết tính theo giá trị gốc nhưng chưa biết giá trị gốc).")
  end)

  it("says so where there is nothing to draw", function()
    local p = picture_of { value = false, series = false }
    assert.same({ "Households", "%", "No figures yet.",
      "Not drawn: target (the promise has no number).",
      "Not drawn: projection (no figures yet)." }, terminal.draw(p, { width = 80 }))
  end)

  it("says so where there is no room", function()
    assert.same({ "too narrow for a chart: 39 columns, 40 are needed" },
      terminal.draw(HALFWAY, { width = 39 }))
  end)

  it("sees a single value from zero", function()
    local function ends(value)
      local low, high = scale.range(picture_of { value = value })
      return { low, high }
    end
    assert.same({ 0, 100 }, ends(100))
    assert.same({ -5, 0 }, ends(-5))
    assert.same({ 0, 1 }, ends(0))
  end)

  it("counts large values in their unit", function()
    local p = picture_of { value = 176e12, indicator = { unit = "VND" },
      series = series.of { [2015] = 26e12, [2016] = 31e12 } }
    assert.equal("trillion VND", terminal.draw(p, {})[2])
    assert.equal("nghìn tỷ VND", terminal.draw(p, { lang = "vi" })[2])
  end)

  local CASES = {
    none = { series = false },
    one = { series = series.of { [2016] = 14 } },
    constant = { value = 14, series = series.of { [2015] = 14, [2016] = 14, [2017] = 14,
      [2018] = 14 } },
    negative = { value = -2, series = series.of { [2015] = -9.7, [2016] = -8, [2017] = -12,
      [2018] = -6 } },
    huge = { value = 1e300, series = series.of { [2015] = -1e300, [2016] = 1e299 } },
    ["too far apart"] = { value = 1e308, series = series.of { [2015] = -1e308 } },
    tiny = { value = 1e-310, series = series.of { [2015] = 3e-310, [2016] = 2e-310 } },
    past = { deadline = "2016-12-31", series = series.of { [2015] = 5, [2016] = 9,
      [2020] = 12 } },
    months = { indicator = { frequency = "month", unit = "%" }, deadline = "2026-06-30",
      series = series.of { { "2025-01", 5 }, { "2025-02", 6 }, { "2025-04", 6 },
        { "2025-05", 7 }, { "2025-06", 9 } } },
    wide = { label_en = ("漢字"):rep(60), label_vi = ("Tiến độ "):rep(60),
      indicator = { unit = ("xã "):rep(90), frequency = "year" },
      series = series.of { [2015] = 1, [2016] = 2 } },
    hostile = { label_en = "\27[31m<b>\0\r\n\u{9b}", label_vi = "\27]0;x\7",
      indicator = { unit = "\27[2J", frequency = "year" }, series = series.of { [2015] = 1 } },
  }

  for name, fields in pairs(CASES) do
    it("fits any width, in both languages: " .. name, function()
      local p = picture_of(fields)
      for _, width in ipairs { 40, 80, 200 } do
        for _, lang in ipairs { "en", "vi" } do
          for _, line in ipairs(terminal.draw(p, { width = width, lang = lang })) do
            assert(text.width(line) <= width, line)
            assert.is_nil(line:find "%c", line)
          end
        end
      end
    end)

    it("is the same without colour: " .. name, function()
      local p = picture_of(fields)
      local plain = table.concat(terminal.draw(p, {}), "\n")
      local painted = table.concat(terminal.draw(p, { color = true }), "\n")
      assert.equal(plain, (painted:gsub("\27%[[%d;]*m", "")))
      assert.is_true(#painted > #plain)
    end)
  end

  it("needs nothing beyond ASCII if asked so", function()
    local p = picture_of { series = series.of { { "2015", 1 }, { "2016", 2 }, { "2017", 2.5 },
      { "2018", 4, "p" } }, milestones = { { due_on = "2025-12-31", comparator = ">=",
      value = 7 } } }
    local lines = terminal.draw(p, { ascii = true })
    assert.is_nil(table.concat(lines):find "[\x80-\xff]")
    for _, mark in ipairs { "o", "p", "#", "=", "'", "|", "^", "-", ":" } do
      has(lines, mark .. " ")
    end
  end)
end)

describe("terminal.bars()", function()
  -- Width 21: the label takes one column, the value two, two blanks, a blank
  -- and the line at zero stand between, which leaves 14 for the bars.
  it("are as long as their values, which are right-aligned", function()
    assert.same({
      "a  14 │██████████████",
      "b   7 │███████",
      "c   0 │",
    }, terminal.bars({ { label = "a", value = 14 }, { label = "b", value = 7 },
      { label = "c", value = 0 } }, { width = 21 }))
  end)

  -- 13 columns for 13: half a column for 0.5.
  it("are exact to an eighth of a column", function()
    assert.same({ "a  0.5 │▌", "b   13 │█████████████", "c  1.3 │█▎" },
      terminal.bars({ { label = "a", value = 0.5 }, { label = "b", value = 13 },
        { label = "c", value = 1.3 } }, { width = 21 }))
  end)

  -- Width 28: 20 columns for -10 to 10.
  it("go to the left of zero where values are negative", function()
    assert.same({
      "a    5           │█████",
      "b  -10 ██████████│",
      "c   10           │██████████",
    }, terminal.bars({ { label = "a", value = 5 }, { label = "b", value = -10 },
      { label = "c", value = 10 } }, { width = 28 }))
  end)

  it("count wide characters and cut long labels", function()
    local lines = terminal.bars({ { label = "漢字", value = 1 }, { label = "Giáo dục", value = 1 },
      { label = ("x"):rep(99), value = 1 } }, { width = 40 })
    -- two fifths of the width for labels
    assert.equal("漢字" .. (" "):rep(14) .. "1 │", lines[1]:match "^.-│")
    assert.equal("Giáo dục" .. (" "):rep(10) .. "1 │", lines[2]:match "^.-│")
    assert.equal(("x"):rep(15) .. "…  1 │", lines[3]:match "^.-│")
    for _, line in ipairs(lines) do assert.equal(40, text.width(line)) end
  end)

  it("say where there is no value", function()
    assert.same({ "a  không có │", "b       1,5 │████████" },
      terminal.bars({ { label = "a" }, { label = "b", value = 1.5 } }, { width = 21,
        lang = "vi" }))
  end)

  it("show that a value is not zero", function()
    assert.matches("▏$", terminal.bars({ { label = "a", value = 1 },
      { label = "b", value = 100000 } }, { width = 40 })[1])
  end)

  it("need nothing beyond ASCII if asked so", function()
    assert.same({ "a   2    |######", "b  -1 ###|" },
      terminal.bars({ { label = "a", value = 2 }, { label = "b", value = -1 } },
        { width = 16, ascii = true }))
  end)
end)

describe("terminal.spark()", function()
  for _, case in ipairs {
    { "eight heights", { 0, 1, 2, 3, 4, 5, 6, 7 }, nil, "▁▂▃▄▅▆▇█" },
    { "a blank for what is missing", { 1, nil, 8, n = 3 }, 10, "▁ █" },
    { "blanks at the ends too", { false, 1, 2, false }, 10, " ▁█ " },
    { "one height for equal values", { 3, 3 }, nil, "▁▁" },
    { "means of neighbours where there is no room", { 0, 0, 4, 8, 8, 8 }, 3, "▁▇█" },
    { "nothing without values", { nil, nil, n = 2 }, 10, "" },
  } do
    it("has " .. case[1], function()
      assert.equal(case[4], terminal.spark(case[2], case[3]))
    end)
  end
end)
