--- Selection expressions.
require "tiendo"
local date = require "tiendo.date"
local select = require "tiendo.select"

local FINDING = {
  rule = "progress.off_track", topic = "progress",
  title = { "Commitment off track", "Cam kết chậm tiến độ" },
  severity = "high", outcome = "fail", goal = "3", target = "3.10",
  agency = "so-y-te", subject = "3.1/infant-mortality", kind = "commitment",
  label = { "Infant mortality", "Tử vong trẻ dưới 1 tuổi" },
  period = "2025-Q2", tag = { "progress", "draft" }, id = "00ff",
}

local function is_meant(expression, record)
  return assert(select.compile(expression))(record or FINDING)
end

describe("tiendo.select", function()
  describe("compile()", function()
    local cases = {
      { "progress.off_track", true },
      { "progress.*", true },
      { "progress", false },
      { "*", true },
      { "*track", true },
      { "*.off_tr?ck", true },
      { "progress.off_track?", false },
      { "?rogress.*k", true },
      { "*o*o*o*", false },
      { "*o*o*", true },
      { "'progress.*'", false },
      { "rule = progress.*", true },
      { "rule ~= progress.*", false },
      { "goal = 3", true },
      { "goal == 3", true },
      { "goal ~= 3", false },
      { "goal ~= 4", true },
      { "goal = '3'", true },
      { "goal < 10", true },
      { "goal > 10", false },
      { "target > 3.9", true },
      { "target < 3.9", false },
      { "target <= 3.10", true },
      { "target >= 3.10", true },
      { "target < 3.10", false },
      { "target = 3.*", true },
      { "severity = high", true },
      { "severity > high", false },
      { "severity >= high", true },
      { "severity < critical", true },
      { "severity <= low", false },
      { "severity in (low, high)", true },
      { "severity not in (low, high)", false },
      { "target in (8.*, 3.*)", true },
      { "goal in (3)", true },
      { "outcome ~= pass", true },
      { "period > 2025", true },
      { "period >= 2025-Q2", true },
      { "period < 2025-H2", true },
      { "period > 2025-H1", true },
      { "period > 2025-04", false },
      { "period < 2025-04", true },
      { "tag = draft", true },
      { "tag = other", false },
      { "tag ~= draft", false },
      { "tag ~= other", true },
      { "tag = dr*", true },
      { "not tag = draft", false },
      { "label ~ 'tu vong TRE'", true },
      { "label ~ \"Infant\"", true },
      { "label ~ nothing", false },
      { "label ~ ''", true },
      { "state = new", false },
      { "state ~= new", false },
      { "not state = new", true },
      { "severity = low or goal = 3 and outcome = fail", true },
      { "(severity = low or goal = 3) and outcome = pass", false },
      { "goal = 3 or goal = 4 and outcome = pass", true },
      { "not goal = 4 and not goal = 5", true },
      { "not (goal = 4 or goal = 3)", false },
      { "not not goal = 3", true },
      { "NOT goal = 4 AND progress.*", true },
      { "\n goal = 3\n\tand progress.*\n", true },
      { "subject = 'it\\'s'", false },
      { "subject = android", false },
    }
    for _, c in ipairs(cases) do
      it(("%s is %s"):format(c[1], c[2]), function()
        assert.equal(c[2], is_meant(c[1]))
      end)
    end

    local faults = {
      { "", "column 1: expected a condition, found the end" },
      { "   ", "column 4: expected a condition, found the end" },
      { "and", "column 1: expected a condition, found 'and'" },
      { "goal = 3 and", "column 13: expected a condition, found the end" },
      { "not", "column 4: expected a condition, found the end" },
      { "()", "column 2: expected a condition, found ')'" },
      { "(goal = 3", "column 1: '(' without its ')'" },
      { "goal = 3)", "column 9: ')' without its '('" },
      { "goal = 3 goal = 4",
        "column 10: expected 'and', 'or' or the end, found 'goal'" },
      { "a b",
        "column 3: expected an operator, 'and', 'or' or the end, found 'b'" },
      { "severity", "column 9: expected an operator after 'severity'" },
      { "severity >=", "column 12: expected a value, found the end" },
      { "goal = and", "column 8: expected a value, found 'and'" },
      { "label ~ \"x", "column 9: text without its closing quote" },
      { "label ~ 'x\"", "column 9: text without its closing quote" },
      { "goal in 1", "column 9: expected '(', found '1'" },
      { "goal in (", "column 10: expected a value, found the end" },
      { "goal in ()", "column 10: expected a value, found ')'" },
      { "goal in (1 2)", "column 12: expected ',' or ')', found '2'" },
      { "goal in (1,,2)", "column 12: expected a value, found ','" },
      { "severty = low",
        "column 1: unknown field 'severty'; did you mean 'severity'?" },
      { "severity = hig",
        "column 12: 'hig' is no severity; did you mean 'high'?" },
      { "severity in (low, hig)",
        "column 19: 'hig' is no severity; did you mean 'high'?" },
      { "outcome > fail", "column 11: outcome has no order; use = or in" },
      { "goal < 3.*",
        "column 8: a pattern can be compared with = and ~= only" },
      { "period > 2025-Q5", "column 10: period is a period such as 2025, "
        .. "2025-H1, 2025-Q4 or 2025-12, not '2025-Q5'" },
      { "tử and severty = 1", "column 8: unknown field 'severty'; "
        .. "did you mean 'severity'?" },
      { "progress.*\nand goal = ",
        "line 2, column 12: expected a value, found the end" },
      { "goal = 3 ; drop",
        "column 10: expected 'and', 'or' or the end, found ';'" },
      { "goal = \"\255\"", "byte 9: not UTF-8 text" },
    }
    for _, c in ipairs(faults) do
      it(("explains %q"):format(c[1]), function()
        local test, message = select.compile(c[1])
        assert.is_nil(test)
        assert.equal(c[2], message)
      end)
    end

    it("lists the fields when none is near", function()
      local _, message = select.compile "zzzzzzzz = 1"
      assert.matches("there are agency, goal, id, kind, label", message, 1,
        true)
    end)

    it("reads other fields too, by their kinds", function()
      local fields = { n = { kind = "number" }, day = { kind = "date" },
        rule = { kind = "code" } }
      local record = { n = 10, day = date.of(2026, 12, 5) }
      local function holds(expression)
        return assert(select.compile(expression, fields))(record)
      end
      assert.is_true(holds "n > 9.5")
      assert.is_true(holds "n = 1e1")
      assert.is_false(holds "n in (1, 2)")
      assert.is_true(holds "day < 2026-12-06")
      assert.is_false(holds "day < 2026-12-05")
      assert.is_nil((select.compile("n > x", fields)))
      assert.is_nil((select.compile("day > soon", fields)))
    end)

    describe("a day beside a period", function()
      local fields = { day = { kind = "date" } }
      -- 2026-06-30 is the last day of the first half and of the second quarter.
      for expression, holds in pairs {
        ["day = 2026"] = true, ["day = 2025"] = false,
        ["day = 2026-H1"] = true, ["day = 2026-H2"] = false,
        ["day = 2026-Q2"] = true, ["day = 2026-06"] = true,
        ["day ~= 2026"] = false, ["day ~= 2025"] = true,
        ["day <= 2026-Q2"] = true, ["day <= 2026-Q1"] = false,
        ["day <= 2026-06"] = true, ["day <= 2026-05"] = false,
        ["day < 2026-Q3"] = true, ["day < 2026-Q2"] = false,
        ["day > 2026-Q1"] = true, ["day > 2026-Q2"] = false,
        ["day >= 2026-Q2"] = true, ["day >= 2026-07"] = false,
        ["day in (2025, 2026)"] = true, ["day in (2025, 2027)"] = false,
      } do
        it(("%s is %s"):format(expression, holds), function()
          local test = assert(select.compile(expression, fields))
          assert.equal(holds, test { day = date.of(2026, 6, 30) })
        end)
      end

      it("is no period that there is not", function()
        for _, word in ipairs { "2026-Q5", "2026-13", "26", "2026-H3" } do
          assert.is_nil((select.compile("day <= " .. word, fields)))
        end
      end)
    end)

    it("has no limit of depth", function()
      local depth = 10000
      local deep = ("not ("):rep(depth) .. "goal = 3" .. (")"):rep(depth)
      assert.is_true(is_meant(deep))
      assert.is_false(is_meant("not " .. deep))
      local _, message = select.compile(("("):rep(depth))
      assert.equal("column 10001: expected a condition, found the end",
        message)
    end)

    it("reads a megabyte", function()
      local wide = ("goal = 4 or "):rep(90000) .. "goal = 3"
      assert.is_true(is_meant(wide))
      local _, message = select.compile(("x"):rep(1 << 20) .. " = 1")
      assert.is_true(#message < 300)
    end)

    it("matches patterns in linear time", function()
      local pattern = ("*a"):rep(50) .. "*b"
      assert.is_false(is_meant(pattern, { rule = ("a"):rep(10000) }))
    end)
  end)

  -- Lua binds not, and, or as the expressions do; so it can judge them.
  describe("against Lua", function()
    local CODES = { "1", "2.1", "2.9", "2.10", "10" }
    local SEVERITIES = { "info", "low", "medium", "high", "critical" }
    local TAGS = { "a", "b", "c" }
    local OPERATORS = { "=", "~=", "<", "<=", ">", ">=" }
    local place = {}
    for _, list in ipairs { CODES, SEVERITIES } do
      for i, name in ipairs(list) do place[name] = i end
    end

    local function any(list) return list[math.random(#list)] end
    local function blank() return (" "):rep(math.random(3)) end

    -- Each makes an expression and what it says in Lua.
    local function order(field, list)
      local op, value = any(OPERATORS), any(list)
      local mine = ("(r.%s and place[r.%s] or 0)"):format(field, field)
      return field .. blank() .. op .. blank() .. value,
        ("(r.%s ~= nil and %s %s %d)"):format(field, mine,
          op == "=" and "==" or op, place[value])
    end

    local function membership()
      local x, y = any(CODES), any(CODES)
      return ("code in (%s, %s)"):format(x, y),
        ("(r.code == %q or r.code == %q)"):format(x, y)
    end

    local function tag()
      local value, op = any(TAGS), any { "=", "~=" }
      local has = ("(r.tag and r.tag.%s == true)"):format(value)
      return ("tag %s %s"):format(op, value), op == "=" and has
        or ("(r.tag and not %s)"):format(has)
    end

    local function condition()
      local kind = math.random(4)
      if kind == 1 then return order("code", CODES) end
      if kind == 2 then return order("severity", SEVERITIES) end
      if kind == 3 then return membership() end
      return tag()
    end

    local function expression(depth)
      local kind = depth == 0 and 1 or math.random(5)
      if kind == 1 then return condition() end
      local text, lua = expression(depth - 1)
      if kind == 2 then return "not " .. text, "not " .. lua end
      if kind == 3 then return "(" .. text .. ")", "(" .. lua .. ")" end
      local join = kind == 4 and " and " or " or "
      local more, more_lua = expression(depth - 1)
      return text .. join .. more, lua .. join .. more_lua
    end

    local function maybe(value)
      if math.random(4) > 1 then return value end
    end

    local function record()
      local tags, names = {}, {}
      for _, name in ipairs(TAGS) do
        if math.random(2) == 1 then
          tags[name], names[#names + 1] = true, name
        end
      end
      local has_tags = maybe(true)
      local code, severity = maybe(any(CODES)), maybe(any(SEVERITIES))
      return { code = code, severity = severity, tag = has_tags and names },
        { code = code, severity = severity, tag = has_tags and tags }
    end

    local fields = { code = { kind = "code" }, tag = { kind = "text" },
      severity = select.fields.severity }

    it("agrees on random expressions", function()
      math.randomseed(20180508)
      for _ = 1, 3000 do
        local text, lua = expression(5)
        local judge = assert(load("local r, place = ... return " .. lua))
        local test = assert(select.compile(text, fields))
        for _ = 1, 4 do
          local mine, its = record()
          assert.equal(not not judge(its, place), test(mine), text)
        end
      end
    end)

    it("never rules out with a part of the fields what all would keep",
      function()
        math.randomseed(1015)
        local kept, out = 0, 0
        for _ = 1, 3000 do
          local text = expression(4)
          local test = assert(select.compile(text, fields))
          local whole = record()
          local part = { code = whole.code }
          if test(whole) then assert.is_true(test(part, true), text) end
          kept = kept + (test(whole) and 1 or 0)
          out = out + (test(part, true) and 0 or 1)
        end
        assert.is_true(kept > 300 and out > 300) -- both ways were tried
      end)
  end)

  it("record() lays a finding out by its fields", function()
    local r = select.record {
      id = "1", rule = "progress.off_track", severity = "low",
      title = { en = "A", vi = "B" }, outcome = "fail", period = "2025",
      subject = { kind = "target", code = "3.1", goal = "3", target = "3.1",
        agency = "so-y-te", label = "C" }, tags = { "x" },
    }
    assert.same({ id = "1", rule = "progress.off_track", topic = "progress",
      title = { "A", "B" }, severity = "low", outcome = "fail", goal = "3",
      target = "3.1", agency = "so-y-te", subject = "3.1", label = "C",
      kind = "target", period = "2025", tag = { "x" } }, r)
    for name in pairs(r) do assert.is_table(select.fields[name], name) end
  end)
end)
