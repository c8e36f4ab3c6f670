--- The session at a terminal: a pseudo terminal on which tests/c/terminal.c
-- types what stands here and waits for what is answered.
local command = require "tests.support.command"

local STORE = command.store "datasets/an-giang"

local state = command.path "state"

-- Types the lines of a talk at a terminal of that size; what was seen, and
-- whether all that was expected came.
local function talk(lines, columns, rows, ...)
  local script = command.file("talk.txt", table.concat(lines, "\n") .. "\n")
  local out = command.path "seen"
  local words = { command.tool "terminal", columns or 80, rows or 24,
    command.absolute(), "repl", STORE, "--as-of", "2026-11-23", ... }
  local quoted = {}
  for i, word in ipairs(words) do
    quoted[i] = "'" .. tostring(word):gsub("'", "'\\''") .. "'"
  end
  local _, _, code = os.execute(("env TERM=xterm LC_ALL=C.UTF-8 INPUTRC=/dev/null"
    .. " XDG_STATE_HOME='%s' %s <'%s' >'%s' 2>&1"):format(state,
    table.concat(quoted, " "), script, out))
  return command.read(out), code
end

local function check(lines, ...)
  table.insert(lines, 1, "expect 2026-11-23> ")
  lines[#lines + 1] = "type :quit\\n"
  lines[#lines + 1] = "close"
  local seen, code = talk(lines, ...)
  assert.equal(0, code, seen)
  assert.matches("exit 0\n$", seen)
  return seen
end

describe("tiendo repl at a terminal", function()
  it("greets with the plan and the day", function()
    local seen = check {}
    assert.matches("An Giang's plan for the 2030 Agenda · as of 2026-11-23",
      seen, 1, true)
  end)

  describe("completes", function()
    local CASES = {
      { "a Vietnamese name", 'agency "Sở Y t\\t.code', "so-y-te" },
      { "a name typed without diacritics", 'agency "so y\\t.code', "so-y-te" },
      { "a name typed decomposed", 'agency "So\u{31B}\u{309} Y\\t.code',
        "so-y-te" },
      { "what a name holds", 'agency "ke hoach va\\t.code', "so-ke-hoach" },
      { "the code of a target", 'target "15.8\\t.code', "15.8" },
      { "the code of an indicator", '#series "infant\\t', "11" },
      { "a global", "#commitm\\ts", "37" },
      { "a field", '(goal "3").label_e\\t', "Health and well" },
      { "a method", 'targets:cou\\t("goal = 3")', "9" },
      { "a function of a library", 'date.o\\t("2026-12-05").year', "2026" },
      { "a field in a condition", 'targets:count "go\\t = 3"', "9" },
      { "a code in a condition", '#commitments:where "target = 3.1 and '
        .. 'indicator = under\\t"', "1" },
      { "a field to group by", '#targets:group "go\\t', "16" },
      { "the id of a rule", 'check "progress.off_\\t', "1 fail" },
      { "a parameter of a rule",
        'check("progress.off_track", { rat\\t0.5 })', "3 pass" },
      { "a method of progress",
        'progress.assess(commitment "3.1/inf\\t, "uns\\t).class', "off_track" },
      { "a command", ":ver\\t\\x15:hist\\t", "    1" },
      { "a variable of one's own", "my_variable = 42\\nmy_v\\t", "42" },
      { "in a statement that goes on", '#(\\ntargets:where "go\\t = 3")', "9" },
    }
    for _, case in ipairs(CASES) do
      it(case[1], function()
        check { "type " .. case[2] .. "\\n", "expect " .. case[3] }
      end)
    end

    it("with a list of methods and their arguments", function()
      local seen = check { "type targets:\\t", "expect first(n or condition?)",
        "type \\x15" }
      assert.matches("group(field)", seen, 1, true)
    end)
  end)

  describe("edits", function()
    it("in the middle of a line with diacritics", function()
      -- The cursor goes back over `Vit"` and what is missing is put in.
      check { 'type s = "tiếng Vit Nam"\\e[D\\e[D\\e[D\\e[D\\e[D\\e[Dệ\\n',
        "type s\\n", "expect tiếng Việt Nam" }
    end)

    it("composed and decomposed letters as one each", function()
      -- Two steps left over " and ế: what is typed stands before all of it.
      check { 'type s = "te\u{302}\u{301}"\\e[D\\e[Dx\\n',
        'type s:find "x"\\n', "expect 2  2" }
    end)

    it("deletes a decomposed letter with one key", function()
      check { 'type #"te\u{302}\u{301}"\\e[D\\x7f\\n', "expect 1" }
    end)

    it("several lines that were pasted", function()
      check { "type \\e[200~x = {\\x0a  40 + 2,\\x0a}\\e[201~\\n",
        "type x[1]\\n", "expect 42" }
    end)
  end)

  it("goes on to the next line until the statement is whole", function()
    check { "type for i = 1, 2 do\\n", "expect ... ", "type print(i * 21)\\n",
      "expect ... ", "type end\\n", "expect 21", "expect 42" }
  end)

  describe("Ctrl-C", function()
    local STOPPED = { "type \\x03", "expect interrupted", "expect 2026-11-23> ",
      "type 6 * 7\\n", "expect 42" }
    local function stops(line)
      local lines = { "type print(4 * 100) " .. line .. "\\n", "expect 400",
        table.unpack(STOPPED) }
      check(lines)
    end

    it("stops an endless loop and keeps the session", function()
      stops "while true do end"
    end)

    it("stops a loop that catches errors", function()
      stops "while true do pcall(function() while true do end end) end"
    end)

    it("stops a long call in C", function()
      -- A match of 40 stars over a long text would take longer than anybody
      -- waits.
      stops 'x = ("a"):rep(300):find(("a*"):rep(40) .. "b")'
    end)

    it("stops a question to the database", function()
      stops('sql "with recursive n(x) as (select 1 union all select x + 1 '
        .. 'from n) select count(*) from n"')
    end)

    it("stops rules, and their processes", function()
      local folder = command.path "slow"
      os.execute(("mkdir -p %s/my"):format(folder))
      local f <close> = assert(io.open(folder .. "/my/slow.lua", "wb"))
      f:write [[return { id = "my.slow", title = "Slow", over = "targets",
        check = function() while true do end end }]]
      f:close()
      check({ 'type print(4 * 100) print(#check "my.slow")\\n', "expect 400",
        table.unpack(STOPPED) }, 80, 24, "--rules", folder)
    end)

    it("drops a line and what came before it", function()
      check { "type targets:where(\\n", "expect ... ", 'type "goal\\x03',
        "expect 2026-11-23> ", "type 6 * 7\\n", "expect 42" }
    end)
  end)

  describe("Ctrl-D", function()
    it("in the middle of a statement says so and stays", function()
      check { "type x = (\\n", "expect ... ", "type \\x04", "expect error: ",
        "expect ^", "expect 2026-11-23> ", "type 6 * 7\\n", "expect 42" }
    end)
  end)

  it("does not wait for the end of a text in quotes", function()
    check { 'type find "tử vong\\n', "expect unfinished string", "expect ^",
      "expect 2026-11-23> ", "type 6 * 7\\n", "expect 42" }
  end)

  it("goes on where a text goes on in the next line", function()
    check { 'type s = "4\\x5cz\\n', "expect ... ", 'type 2"\\n', "type s\\n",
      "expect 42" }
  end)

  it("shows a long message in lines that end between words", function()
    local seen = check { 'type commitments:where "nosuch = 1"\\n',
      "expect value_high" }
    assert.matches("area, area_class,\r?\nbaseline_value,", seen)
  end)

  it("shows a mistake with a mark, and stays", function()
    check { "type commitments[1].deadlin\\n", "expect did you mean 'deadline'?",
      "expect ^^^^^^^", "expect 2026-11-23> " }
  end)

  describe("a long table", function()
    local MANY = "t = {} for i = 1, 10000 do t[i] = { n = i } end\\n"

    it("is cut to the terminal, and :more goes on", function()
      -- 24 lines leave room for 19 rows.
      local seen = check { "type " .. MANY, "type set(t)\\n",
        "expect 10,000 rows · 9981 more", "type :more\\n",
        "expect 9962 more" }
      assert.is_nil(seen:find("\n  39\n", 1, true))
    end)

    it("is longer where the terminal is higher", function()
      check({ "type " .. MANY, "type set(t)\\n",
        "expect 10,000 rows · 9945 more" }, 80, 60)
    end)
  end)

  describe("a terminal that changes its size", function()
    it("gets tables of the new width", function()
      local seen = check { "type commitments:first(3)\\n",
        "expect no room for:", "resize 200 50",
        "type commitments:first(3)\\n", "expect latest",
        "expect 3 commitments" }
      assert.matches("times income per head at the end of 2015", seen, 1, true)
    end)

    it("while something runs loses nothing", function()
      check { "type print(4 * 100) while true do end\\n", "expect 400",
        "resize 120 40", "type \\x03", "expect interrupted",
        "type 6 * 7\\n", "expect 42" }
    end)
  end)

  it("shows the day that holds in the prompt", function()
    check { "type :asof 2020-12-31\\n", "expect 2020-12-31> ",
      "type :asof\\n", "expect 2026-11-23> " }
  end)

  it("speaks Vietnamese", function()
    check({ "type targetz\\n", "expect lỗi: ",
      'type (commitment "3.1/infant-mortality").deadline\\n',
      "expect 31/12/2030" }, 80, 24, "--lang", "vi")
  end)

  describe("history", function()
    it("is kept from one session to the next, statements whole", function()
      check { "type x = {\\n", "expect ... ", "type 4711 }\\n",
        "expect 2026-11-23> " }
      local seen = check { "type \\x10\\n", "type x[1]\\n", "expect 4711" }
      assert.matches("4711 }", seen, 1, true)
    end)

    it("is searched backwards", function()
      check { "type 1234 + 1\\n", "expect 1235" }
      check { "type 99\\n", "expect 2026-11-23> ", "type \\x12234 +\\n",
        "expect 1235" }
    end)

    it("is nobody else's to read", function()
      check { "type 1\\n" }
      local out = command.run("stat", "-c", "%a", state .. "/tiendo/history")
      assert.equal("600\n", out)
    end)

    it("is kept at once, so that no other session loses it", function()
      check { "type 1357 + 1\\n", "expect 1358", "expect 2026-11-23> ",
        ("run grep -q '1357 + 1' '%s/tiendo/history'"):format(state) }
    end)

    it("that cannot be kept is told, and the session goes on", function()
      local kept = state
      state = command.path "no-state"
      os.execute(("mkdir -p '%s/tiendo/history'"):format(state))
      local seen = check { "type 6 * 7\\n", "expect 42" }
      state = kept
      assert.matches("history: Is a directory; what is typed is not kept", seen,
        1, true)
    end)

    it("is listed", function()
      check { "type 2468 + 1\\n", "expect 2469" }
      check { "type :history 468\\n", "expect 2468 + 1" }
    end)
  end)

  describe("rules that change meanwhile", function()
    local folder = command.path "changing"
    local path = folder .. "/my/one.lua"
    os.execute(("mkdir -p '%s/my'"):format(folder))

    -- The file of a rule, and a command that puts it in place.
    local function rule(name, text)
      local file = command.file(name, text)
      return ("cp '%s' '%s'"):format(file, path)
    end

    local function finding(message)
      return ([[return { id = "my.one", title = "One", over = "goals",
        message = %q, check = function(g)
          if g.code == "3" then return {} end
        end }]]):format(message)
    end

    local before = rule("before.lua", finding "it was so before")
    local after = rule("after.lua", finding "it is so now")
    local broken = rule("broken.lua", "return {")
    local ASK = 'type check("my.one")[1].message\\n'

    it("are read again by :reload", function()
      os.execute(before)
      check({ ASK, "expect it was so before", "run " .. after, ASK,
        "expect it was so before", "type :reload\\n", "expect rules are loaded",
        ASK, "expect it is so now" }, 80, 24, "--rules", folder)
    end)

    it("and no longer load leave those before in force", function()
      os.execute(before)
      check({ ASK, "expect it was so before", "run " .. broken,
        "type :reload\\n", "expect one.lua:1:", "expect 2026-11-23> ", ASK,
        "expect it was so before" }, 80, 24, "--rules", folder)
    end)
  end)

  it("leaves with Ctrl-D", function()
    local seen, code = talk { "expect 2026-11-23> ", "type \\x04", "close" }
    assert.equal(0, code)
    assert.matches("exit 0\n$", seen)
  end)
end)
