--- The session without a terminal: what is answered to a script.
local command = require "tests.support.command"

local AN_GIANG = command.store "datasets/an-giang"
local DAY = "2026-11-23"

-- What the command answers to a script; output, exit code, errors.
local function script(text, ...)
  local path = command.file("script.lua", text)
  local words = { "repl", AN_GIANG, "--as-of", DAY, ... }
  local quoted = {}
  for i, word in ipairs(words) do
    quoted[i] = "'" .. word:gsub("'", "'\\''") .. "'"
  end
  local out, err = command.path "out", command.path "err"
  local _, _, code = os.execute(("%s %s <%s >%s 2>%s"):format(
    command.absolute(), table.concat(quoted, " "), path, out, err))
  return command.read(out), code, command.read(err)
end

-- Lines of the answer to one line.
local function answer(line)
  local out, code, err = script(line .. "\n")
  assert.equal("", err)
  assert.equal(0, code)
  return (out:gsub("\n$", ""))
end

local function mistake(line)
  local out, code, err = script(line .. "\n")
  assert.equal("", out)
  assert.equal(2, code)
  return err
end

describe("tiendo repl without a terminal", function()
  describe("an expression", function()
    for line, expected in pairs {
      ["1 + 1"] = "2",
      ["nil"] = "nil",
      ["1 == 1"] = "true",
      ['"Sở Y tế"'] = "Sở Y tế",
      ["1, nil, 'x'"] = "1  nil  x",
      ["{ 1, 2 }"] = "{ 1, 2 }",
      ["{}"] = "{}",
      -- Values of the plan, from datasets/an-giang.
      ['goal("3").label_en'] = "Health and well-being",
      ['(commitment "3.1/infant-mortality").value'] = "10 per 1000 live births",
      ['(commitment "3.1/infant-mortality").deadline'] = "2030-12-31",
      ["#targets"] = "100",
      ["plan.goals[3].code"] = "3",
      ['targets:count "goal = 3"'] = "9",
      ['targets:where { goal = "3" }:count()'] = "9",
      ['series("infant_mortality_rate"):last()'] = "14.1  2016",
      ['ctx.working_days("2026-11-20", "2026-11-24")'] = "2",
    } do
      it(("shows %s as %s"):format(line, expected), function()
        assert.equal(expected, answer(line))
      end)
    end

    it("shows a statement as nothing, and keeps what it names", function()
      assert.equal("6", answer "x = 2\nlocal y = 3\nx * y")
    end)

    it("is shown too where it is a call that ends several statements",
      function()
        assert.equal("4", answer "x = goals[1] x.targets:count()")
        assert.equal("1\n2", answer("for i = 1, 1 do print(i) end "
          .. "goals:first(2):count()"))
      end)

    it("keeps a local function", function()
      assert.equal("8", answer("local function twice(n) return 2 * n end\n"
        .. "twice(4)"))
    end)

    it("goes on while Lua says that it is incomplete", function()
      assert.equal("1\n2", answer "for i = 1, 2 do\n\nprint(i)\nend")
      assert.equal("9", answer "#(targets\n:where \"goal = 3\"\n)")
    end)

    it("is what `return` gives, too", function()
      assert.equal("3", answer "return 1 + 2")
    end)

    it("prints nothing that steers a terminal", function()
      assert.equal("a [2Jb\tc\nd", answer 'print("a\\27[2Jb\\tc\\nd")')
      assert.equal("a [2Jb", answer '"a\\27[2Jb"')
    end)

    it("remembers the last value", function()
      assert.equal("3\n4", answer "1 + 2\n_ + 1")
    end)
  end)

  describe("a row", function()
    it("is a card with names, lead, commitments and how they stand", function()
      local card = answer 'target "3.1"'
      assert.matches("^target 3.1 · Maternal and child mortality\n", card)
      assert.matches("Tử vong mẹ và trẻ em", card, 1, true)
      assert.matches("\n  agency +so%-y%-te · Department of Health\n", card)
      -- Infant mortality: 14.1 in 2016, 14.05 needed; the others lack figures
      -- or a base.
      assert.matches("\n  status +1 off track, 2 cannot tell\n", card)
      assert.matches("3.1/maternal%-mortality +Maternal mortality", card)
    end)

    for what, code in pairs {
      ['agency "so-y-te"'] = "so-y-te", ['agency "Sở Y tế"'] = "so-y-te",
      ['agency "SO Y TE"'] = "so-y-te",
      ['agency "Department of Health"'] = "so-y-te",
      -- Decomposed: what some keyboards and macOS send.
      ['agency "So\u{31B}\u{309} Y te\u{302}\u{301}"'] = "so-y-te",
      ['target "Maternal and child"'] = "3.1",
    } do
      it("is found by " .. what, function()
        assert.equal(code, answer(what .. ".code"))
      end)
    end

    it("that there is not is told with those that may be meant", function()
      assert.matches("by name: bo%-y%-te %(Ministry of Health%), so%-y%-te",
        mistake 'agency "y te"')
      assert.matches("did you mean '3.9'?", mistake 'target "3.99"', 1, true)
    end)
  end)

  describe("a set", function()
    it("is a table with the number of rows", function()
      local out = answer 'commitments:where "goal = 3 and deadline <= 2030"'
      assert.matches("^code +name", out)
      assert.matches("\n5 commitments", out)
    end)

    it("does nothing until it is looked at", function()
      -- It would never end if the filter ran.
      assert.equal("done", answer("late = targets:where(function() while true "
        .. "do end end)\n'done'"))
    end)

    it("is found anew as of another day", function()
      local out = answer(("r = reports:where 'status = missing'\n#r\n"
        .. ":asof 2019-06-30\n#r"))
      local now, shown, then_ = out:match "^(%d+)\n([^\n]+)\n(%d+)$"
      assert.equal("As of 2019-06-30, with what was known by 2019-06-30", shown)
      -- 231 expected, 206 in (tiendo show STORE rates); of 2018 three missing.
      assert.equal("25", now)
      assert.equal("3", then_)
    end)

    it("groups, sums, sorts, picks", function()
      assert.matches("^goal +n\n1 · End poverty +4\n",
        answer 'targets:group "goal"')
      assert.equal("16", answer '#targets:group "goal"')
      assert.equal("10", answer
        'targets:group("goal"):sort("n", "desc")[1].n')
      assert.equal("70  3", answer
        'commitments:where "target = 3.1":sum "value"')
      assert.equal("{ 10, 15, 45 }", answer
        'commitments:where "target = 3.1":sort "value":pick "value"')
      assert.equal("3.1/maternal-mortality", answer
        'commitments:where "goal = 3":first("value > 40").code')
    end)

    it("of several fields is a table of its own", function()
      assert.matches("^code +value\n1.1/extreme%-poverty +0\n",
        answer 'commitments:pick("code", "value")')
    end)

    it("is shown in parts where rows are limited", function()
      local out = answer ":set rows 10\ntargets\n:more"
      assert.matches("\n100 targets · 90 more: :more", out)
      assert.matches("80 more: :more", out)
      -- Four targets of goal 1, five of goal 2, nine of goal 3, eight of 4.
      assert.matches("\n1.1 ", out, 1, true)
      assert.matches("\n4.2 ", out, 1, true)
      assert.is_nil(out:find("\n4.3 ", 1, true))
    end)

    it("with a wrong condition is told where", function()
      local err = mistake 'commitments:where "deadlin <= 2025"'
      assert.matches("unknown field 'deadlin'; did you mean 'deadline'?", err,
        1, true)
      assert.matches('\n  commitments:where "deadlin <= 2025"\n'
        .. (" "):rep(21) .. "^^^^^^^\n", err, 1, true)
    end)
  end)

  describe("find", function()
    for _, words in ipairs { "tử vong mẹ", "TỬ VONG MẸ", "tu vong me" } do
      it("finds " .. words, function()
        local out = answer(("find %q"):format(words))
        assert.matches("\ntarget +3.1 ", out)
        assert.matches("\ncommitment +3.1/maternal%-mortality ", out)
        assert.matches("\n2 rows", out)
      end)
    end
  end)

  describe("rules", function()
    it("give findings as a set", function()
      local out = answer 'check "progress.off_track"'
      assert.matches("medium +3.1/infant%-", out)
      assert.matches("1 rule: 1 fail, 2 pass, ", out, 1, true)
    end)

    it("take other parameters", function()
      assert.matches("^No rows.\n1 rule: 3 pass",
        answer 'check("progress.off_track", { ratio = 0.8 })')
    end)

    it("are as many findings as tiendo check has", function()
      local out = command.tiendo("check", AN_GIANG, "--as-of", DAY, "--format",
        "csv", "--fail-on", "never", "--select", "goal = 3", "--quiet")
      local n = -1
      for _ in out:gmatch "[^\n]+" do n = n + 1 end
      assert.equal(tostring(n), answer '#findings "goal = 3"')
    end)

    it("that there are not are told with the nearest", function()
      assert.matches("did you mean 'progress.off_track'?",
        mistake 'check "progress.of_track"', 1, true)
    end)

    it("are explained, line by line", function()
      local out = answer 'check "progress.off_track"\n:why 1722'
      assert.matches("finding 172233c147762840 · progress.off_track", out, 1,
        true)
      assert.matches("Lines of rules/progress/off_track.lua that ran", out, 1,
        true)
    end)
  end)

  describe("reports", function()
    it("due by a day are those that are not in", function()
      -- Before 5 December: the last day is the 4th, a Friday.
      assert.equal("2026-12-04", answer 'due("2026-12-05")[1].due')
      assert.equal("0", answer '#due "2026-12-03"')
    end)

    it("missing are those whose day is over", function()
      assert.equal("25", answer "#missing_reports()")
    end)

    it("due by a day that is over are another question", function()
      assert.matches("missing_reports() has what is overdue",
        mistake 'due "2026-11-22"', 1, true)
      assert.equal("0", answer '#due "2026-11-23"')
    end)

    it("stand with what their code is made of, not with the code", function()
      local out = answer "missing_reports():first(1)"
      -- 6 + 10 + 7 + 9 columns and five gaps leave 38 to the first two
      assert.matches("\nyearly%-report%-2018%-    Provincial Police  2018    "
        .. "2018%-12%-04  missing +2911\n2020\n", out)
      assert.matches("no room for: code", out, 1, true)
    end)
  end)

  describe("sql", function()
    it("asks the database", function()
      assert.matches("^kind +n\ndepartment +15\n", answer(
        'sql "select kind, count(*) as n from agencies group by kind order by n'
        .. ' desc, kind"'))
    end)

    it("has columns as they were named", function()
      assert.matches("^label_vi +n\n", answer
        'sql "select label_vi, 1 as n from goals limit 1"')
    end)

    it("gives a set", function()
      assert.equal("15", answer
        'sql("select kind from agencies"):count "kind = department"')
    end)

    local WRITES = {
      "delete from agencies", "update agencies set kind = 'x'",
      "insert into goals (code) values ('99')", "drop table goals",
      "create table x (y)", "create temp table x (y)", "attach 'x.db' as x",
      "vacuum into '/tmp/never.db'", "pragma journal_mode = delete",
      "pragma writable_schema = 1", "begin", "reindex",
      "with x as (select 1) delete from goals",
      "select load_extension('/tmp/x')",
    }
    for _, sql in ipairs(WRITES) do
      it("refuses " .. sql, function()
        local before = command.read(AN_GIANG)
        assert.matches("error: ", mistake(("sql %q"):format(sql)))
        assert.equal(before, command.read(AN_GIANG))
      end)
    end

    it("takes one statement", function()
      assert.matches("one statement at a time",
        mistake 'sql "select 1; select 2"')
      assert.equal("1 row", answer('sql "select 1 as one;  "'):match "%d row$")
    end)

    it("tells where a mistake is", function()
      assert.matches("sql, column 8: no such column: nosuch",
        mistake 'sql "select nosuch from goals"')
    end)
  end)

  describe("a mistake", function()
    for line, expected in pairs {
      ["commitments[1].deadlin"] = "commitment has no field 'deadlin'; did you "
        .. "mean 'deadline'?\n  commitments[1].deadlin\n" .. (" "):rep(17)
        .. "^^^^^^^\n",
      ["x = = 3"] = "unexpected symbol near '='\n  x = = 3\n      ^\n",
      ["targetz"] = "global 'targetz' does not exist; did you mean 'target'?\n"
        .. "  targetz\n  ^^^^^^^\n",
      ["(nil).x"] = "attempt to index a nil value",
      ["targets:wher 'x'"] = "did you mean 'where'?\n  targets:wher 'x'\n"
        .. (" "):rep(10) .. "^^^^\n",
      ["io.open 'x'"] = "'io' is not available",
      [":nosuch"] = "no command ':nosuch'",
      [":keep bad id"] = "is no id",
      ["error 'mine'"] = "mine",
      ["error { }"] = "error",
      ["targets.where({}, 'x')"] = "where: a set is needed",
      ["targets.sort()"] = "sort: a set is needed",
      -- The mark stands below the place though each letter takes three bytes.
      ['"ế ề ể" + nosuch'] = '\n  "ế ề ể" + nosuch\n' .. (" "):rep(12)
        .. "^^^^^^\n",
    } do
      it("in " .. line .. " is told in words", function()
        local err = mistake(line)
        assert.matches(expected, err, 1, true)
        assert.is_nil(err:find("traceback", 1, true))
        assert.is_nil(err:find "lua/tiendo")
      end)
    end

    it("in a line of several is told with its number", function()
      assert.matches("   2 │ local b = a.x.y\n",
        mistake "do local a = 1\nlocal b = a.x.y\nend", 1, true)
    end)

    it("ends a script, with what is before it done", function()
      local out, code, err = script "1\nnosuch\n2\n"
      assert.equal("1\n", out)
      assert.equal(2, code)
      assert.matches("global 'nosuch'", err, 1, true)
    end)

    it("is the end of the script in the middle of a statement", function()
      local err = mistake "1 +"
      assert.matches("near <eof>\n  1 +\n     ^\n", err, 1, true)
    end)

    it("in a rule's file is why help cannot tell of rules", function()
      command.file("broken.lua", "return {")
      local _, code, err = script('help "progress.off_track"\n', "--rules",
        command.path "broken.lua")
      assert.equal(2, code)
      assert.matches("broken.lua:1:", err, 1, true)
    end)

    it("is one line in a file, however long", function()
      assert.matches("^error: column 1: unknown field 'nosuch';[^\n]+"
        .. "value_high\n", mistake 'commitments:where "nosuch = 1"')
    end)
  end)

  describe("limits", function()
    it("of memory are those of rules, and the session goes on", function()
      local out, code, err = script 't = {} for i = 1, 1e9 do t[i] = i end\n'
      assert.equal("", out)
      assert.equal(3, code)
      assert.matches("memory limit of 256 MiB", err, 1, true)
    end)

    it("refuse what is not there for rules", function()
      for _, name in ipairs { "os", "io", "debug", "load", "dofile", "package",
        "setmetatable", "collectgarbage", "coroutine" } do
        assert.matches("is not available", mistake(name .. ".x"))
      end
    end)

    it("keep sets, the plan and libraries from being changed", function()
      for _, line in ipairs { "targets.x = 1", "plan.x = 1",
        "commitments[1].value = 3", "progress.x = 1", "string.x = 1",
        "ctx.plan.x = 1" } do
        assert.matches("error: ", mistake(line))
      end
    end)
  end)

  describe("files", function()
    it("are run before, with functions for what follows", function()
      local path = command.file("mine.lua", "#!/usr/bin/env tiendo\n"
        .. "function n() return #targets end\nprint 'read'\n")
      local out, code = script("n()\n", "-i", path)
      assert.equal("read\n100\n", out)
      assert.equal(0, code)
    end)

    it("with a mistake are named with its line", function()
      local path = command.file("bad.lua", "x = 1\nx.y.z = 2\n")
      local out, code, err = script("1\n", "-i", path)
      assert.equal("", out)
      assert.equal(2, code)
      assert.matches("bad.lua:2: attempt to index a number value (global 'x')", err,
        1, true)
    end)

    it("that are not there are told", function()
      local _, code, err = script("1\n", "-i", "/nowhere/x.lua")
      assert.equal(4, code)
      assert.matches("/nowhere/x.lua", err, 1, true)
    end)

    for _, format in ipairs { "csv", "json", "md" } do
      it("are written as " .. format, function()
        local path = command.path("saved." .. format)
        answer(('commitments:where "target = 3.1"\n:save %s'):format(path))
        local text = command.read(path)
        for _, code in ipairs { "3.1/infant-mortality",
          "3.1/maternal-mortality", "3.1/under-five-mortality" } do
          assert.matches(code, text, 1, true)
        end
        assert.is_nil(text:find("2.3/", 1, true))
      end)
    end

    it("of CSV have every field, as machines have it", function()
      local path = command.path "one.csv"
      answer(('commitment "3.1/infant-mortality"\n:save %s'):format(path))
      local head, row = command.read(path):match "^([^\n]+)\n([^\n]+)\n$"
      assert.matches("^code,target,indicator,area,", head)
      assert.matches("^3.1/infant%-mortality,3.1,infant_mortality_rate,an%-giang,",
        row)
      assert.matches(",2030-12-31,", row, 1, true)
    end)

    it("are refused in another format", function()
      assert.matches("ends in .csv, .json, .md",
        select(3, script "1\n:save x.doc\n"))
    end)
  end)

  describe(":keep", function()
    local function keep(line, id)
      local folder = command.path "kept"
      os.execute("rm -rf " .. folder)
      os.execute("mkdir -p " .. folder)
      local out, code, err = script(("%s\n:keep %s\n"):format(line, id),
        "--rules", folder)
      return code, out .. err, folder
    end

    local QUESTIONS = {
      ["kept.text"] = 'commitments:where "goal = 3 and deadline <= 2030"',
      ["kept.any"] = "commitments:where 'goal = 3 and not (target = 3.1 or "
        .. "deadline < 2028) and value in (20, 50)'",
      ["kept.table"] = 'targets:where { goal = "3" }:sort "code"',
      ["kept.by_function"] = 'indicators:where(function(i) return #i.series == '
        .. '0 end)',
      ["kept.module"] = 'commitments:where(function(c) return c.value and '
        .. 'progress.assess(c, "unsd").class == "off_track" end)',
      ["kept.label"] = [[agencies:where 'label ~ "y te" or code = so-*']],
      ["kept.missing"] = "missing_reports()",
      ["kept.lead"] = 'targets:where "agency = so-y-te"',
    }
    for id, line in pairs(QUESTIONS) do
      it("makes a rule of " .. line, function()
        local code, said, folder = keep(line, id)
        assert.equal(0, code, said)
        local tested, failed = command.run(command.absolute(), "rules", "test",
          folder)
        assert.equal(0, failed, tested)
        assert.matches("^2 passed, 0 failed, 0 skipped", tested)
      end)
    end

    -- What a selection means in a rule's Lua: by kinds of fields, operators and
    -- how they bind.
    local SELECTIONS = { "commitments:where 'deadline = 2025'",
      "commitments:where 'deadline ~= 2030'",
      "commitments:where 'deadline < 2025-12-31'",
      "commitments:where 'not deadline <= 2025'",
      "commitments:where 'value >= 45 and value < 100'",
      "commitments:where 'goal ~= 3'", "commitments:where 'not goal = 3'",
      "commitments:where 'goal = 3 or goal = 7 and value = 2'",
      "commitments:where '(goal = 3 or goal = 7) and value = 2'",
      "commitments:where 'not (goal = 3 and value > 10) and target < 7'",
      "commitments:where 'code = congress-*2025'",
      "commitments:where 'code ~= 3.1/*'", "commitments:where 'goal in (3, 9)'",
      "commitments:where 'goal not in (3, 9)'",
      "commitments:where 'comparator = \"<=\"'",
      "commitments:where 'unit ~ \"HOUSEHOLDS\"'",
      "commitments:where 'label ~ \"tu vong\"'",
      "commitments:where 'agency = so-y-te or indicator ~ rate'",
      "targets:where 'code >= 8.9 and code < 8.11'",
      "reports:where 'period = 2024 and status in (late, missing)'",
      "reports:where 'days_late > 30'",
      "agencies:where { kind = \"district\" }" }

    it("means in a rule what it meant in the question", function()
      local folder = command.path "meant"
      os.execute(("rm -rf '%s' && mkdir -p '%s'"):format(folder, folder))
      local lines = {}
      for i, line in ipairs(SELECTIONS) do
        lines[#lines + 1] = ("%s\n:keep meant.s%02d\nprint('§', #_)\n"):format(
          line, i)
      end
      local out, code, err = script(table.concat(lines), "--rules", folder)
      assert.equal(0, code, err)
      local counts, i = {}, 0
      for n in out:gmatch "§ (%d+)\n" do
        i = i + 1
        counts[("meant.s%02d"):format(i)] = tonumber(n)
      end
      assert.equal(#SELECTIONS, i)
      local found = command.tiendo("check", AN_GIANG, "--as-of", DAY, "--rules",
        folder, "--no-builtin", "--format", "csv", "--fail-on", "never",
        "--quiet")
      local by_rule = {}
      for rule in found:gmatch "[^\n]*,(meant%.s%d%d)," do
        by_rule[rule] = (by_rule[rule] or 0) + 1
      end
      assert.same(counts, by_rule)
    end)

    it("finds with the rule what the question found", function()
      local line = QUESTIONS["kept.text"]
      local _, _, folder = keep(line, "kept.text")
      local out = command.tiendo("check", AN_GIANG, "--as-of", DAY, "--rules",
        folder, "--no-builtin", "--format", "csv", "--fail-on", "never",
        "--quiet")
      local found = {}
      for code in out:gmatch ",commitment,([^,]+)," do
        found[#found + 1] = code
      end
      table.sort(found)
      assert.same({ "3.1/infant-mortality", "3.1/maternal-mortality",
        "3.1/under-five-mortality", "3.3/ncd-deaths-before-70",
        "3.3/regular-exercise" }, found)
    end)

    it("replaces no file", function()
      local _, _, folder = keep('targets:where "goal = 3"', "kept.twice")
      local path = folder .. "/kept/twice.lua"
      local before = command.read(path)
      local _, code, err = script('targets:where "goal = 4"\n'
        .. ":keep kept.twice\n", "--rules", folder)
      assert.equal(2, code)
      assert.matches("there is a rule 'kept.twice' already", err, 1, true)
      assert.equal(before, command.read(path))
    end)

    for line, expected in pairs {
      ["targets"] = "a rule needs one",
      ['targets:group "goal"'] = "rows of the plan",
      ['sql "select 1"'] = "rows of the plan",
      ['targets:where "goal = 99"'] = "no rows",
      ['targets:where "goal = 3":first(2)'] = "looks at every row",
      ["1"] = "nothing was shown yet",
    } do
      it("refuses " .. line, function()
        local code, said = keep(line, "kept.never")
        assert.equal(2, code)
        assert.matches(expected, said, 1, true)
      end)
    end
  end)

  describe("the session", function()
    it("says which rule does not load", function()
      local folder = command.path "broken"
      os.execute("mkdir -p " .. folder)
      local f <close> = assert(io.open(folder .. "/x.lua", "wb"))
      f:write "return {"
      f:close()
      local _, code, err = script("findings()\n", "--rules", folder)
      assert.equal(2, code)
      assert.matches("x.lua:1:", err, 1, true)
    end)

    it("speaks Vietnamese", function()
      assert.equal("31/12/2030", answer(":set lang vi\n"
        .. '(commitment "3.1/infant-mortality").deadline'))
    end)

    it("tells of the store's health", function()
      assert.matches("fine +integrity +no damage found", answer ":doctor")
    end)

    it("lists what was typed", function()
      assert.matches("    1  1 %+ 1\n    2  #goals$",
        answer "1 + 1\n#goals\n:history")
    end)

    it("lists rules by a selection", function()
      local out = answer ":rules progress.* and severity >= high"
      assert.matches("progress.off_track", out, 1, true)
      assert.is_nil(out:find("progress.plateau", 1, true)) -- medium
    end)

    it("ends where it is told to", function()
      assert.equal("1", answer "1\n:quit\n2")
    end)

    it("holds rows in variables as of another day too", function()
      assert.equal("3\nAs of 2020-12-31, with what was known by 2020-12-31\n3",
        answer 'g = goal "3"\ng.code\n:asof 2020-12-31\ng.code')
    end)

    it("expires rows that a table holds", function()
      local _, code, err = script(
        't = { goal "3" }\n:asof 2020-12-31\nt[1].code\n')
      assert.equal(2, code)
      assert.matches("used after its turn", err, 1, true)
    end)
  end)

  it("shows rows without a source", function()
    assert.matches("\n2 areas$", answer 'areas:existing "2026-01-01"')
  end)

  it("shows a library as what is in it", function()
    assert.matches("progress.assess(c, method, options?)", answer "progress", 1,
      true)
    assert.matches("string.rep(", answer "string", 1, true)
  end)

  describe("pictures", function()
    it("are drawn without a terminal too", function()
      local out = answer 'chart(commitment "3.1/infant-mortality")'
      assert.matches("^Infant mortality\nper 1000 live births\n", out)
      assert.matches("target: less than 10", out, 1, true)
      for line in out:gmatch "[^\n]+" do
        assert.is_true(utf8.len(line) <= 80, line)
      end
    end)

    it("are the same for a series and its code", function()
      assert.equal(answer 'chart(series "infant_mortality_rate")',
        answer 'chart(series "infant_mortality_rate/an-giang")')
    end)

    it("show bars of groups", function()
      local out = answer 'bars(targets:where "goal in (1, 2)":group "goal")'
      assert.matches("^1 · End poverty +4 │█", out)
    end)
  end)

  describe("help", function()
    it("is about a kind of row", function()
      local out = answer "help(commitment)"
      assert.matches("^commitment · cam kết\n", out)
      assert.matches("\ndeadline +date +last day of the promise\n", out)
    end)

    it("is about a rule, a method, a function, a command", function()
      assert.matches("^progress.off_track\nCommitment off track\n",
        answer 'help "progress.off_track"')
      assert.matches("^where%(condition%)", answer 'help "set:where"')
      assert.matches("^progress.assess%(c, method, options%?%)",
        answer "help(progress.assess)")
      assert.matches("^:asof DAY", answer 'help ":asof"')
    end)

    it("names everything at hand, in both languages", function()
      for _, lang in ipairs { "en", "vi" } do
        local out = answer(":set lang " .. lang .. "\nhelp")
        for _, name in ipairs { "find", "chart", "missing_reports", "targets",
          "progress", ":keep", ":asof", ":where" } do
          assert.matches(name, out, 1, true)
        end
      end
    end)
  end)

  it("opens the plan that comes with the program", function()
    local out, code = command.tiendo("repl", "--as-of", DAY, "-e", "#targets")
    assert.equal("100\n", out)
    assert.equal(0, code)
  end)

  it("takes the lines of an -e one by one", function()
    local out = command.tiendo("repl", AN_GIANG, "-e",
      "local x = 1\nx + 1\nfor i = 1, 2 do\nprint(i)\nend")
    assert.equal("2\n1\n2\n", out)
  end)

  it("runs each -e in order", function()
    local out = command.tiendo("repl", AN_GIANG, "-e", "x = 1", "-e", "x + 1")
    assert.equal("2\n", out)
  end)

  it("leaves the store as it was", function()
    local before = command.read(AN_GIANG)
    script 'findings()\n:asof 2020-01-01\nsql "select count(*) from goals"\n'
    assert.equal(before, command.read(AN_GIANG))
  end)

  it("says which store cannot be opened", function()
    local _, code, err = command.tiendo("repl", "/nowhere.db", "-e", "1")
    assert.equal(4, code)
    assert.matches("/nowhere.db", err, 1, true)
  end)
end)
