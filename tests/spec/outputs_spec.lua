--- Several outputs from one check: all are there, or none.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"
local prometheus = require "tests.support.prometheus"
local sarif = require "tests.support.sarif"

local RULE = [[return { id = "my.found", title = "t", over = "goals",
  severity = "%s", message = "goal {code}",
  check = function(g) if g.code == "%s" then return { code = g.code } end end }]]

local FORMATS = { "text", "json", "jsonl", "csv", "html", "markdown", "junit", "sarif",
  "prometheus", "nagios" }

local made = 0

-- A new folder, in which a file left over would be seen.
local function folder()
  made = made + 1
  local path = command.path("out" .. made)
  assert(os.execute("mkdir -p '" .. path .. "'"))
  return path
end

local function names_in(path)
  return (command.run("ls", "-A", path))
end

local function exists(path)
  local f <close> = io.open(path)
  return f ~= nil
end

describe("tiendo check", function()
  local store, rule, fine

  setup(function()
    store = command.store "tests/data/small"
    rule = command.file("found.lua",
      RULE:format("high", "1"))
    fine = command.file("fine.lua", RULE:format("high", "none"))
  end)

  local function run(...)
    return command.tiendo("check", store, "--as-of", "2026-11-23",
      "--no-builtin", "--rules", rule, "--fail-on", "never", ...)
  end

  it("writes every format, each as it is alone", function()
    local to, options = folder(), {}
    for _, format in ipairs(FORMATS) do
      options[#options + 1] = "--output"
      options[#options + 1] = format .. ":" .. to .. "/" .. format
    end
    local out, code, err = run(table.unpack(options))
    assert.equal("", err)
    assert.equal(0, code)
    assert.equal(command.read(to .. "/text"), out)
    for _, format in ipairs(FORMATS) do
      run("--format", format, "-o", to .. "/alone")
      assert.equal(command.read(to .. "/alone"),
        command.read(to .. "/" .. format), format)
    end
  end)

  it("writes what other readers take", function()
    local to = folder()
    run("-o", to .. "/t", "--output", "junit:" .. to .. "/x.xml", "--output",
      "sarif:" .. to .. "/x.sarif", "--output", "prometheus:" .. to .. "/x.prom")
    local out, code = command.run("xmllint", "--noout", "--schema",
      "tests/data/junit.xsd", to .. "/x.xml")
    assert.equal(0, code, out)
    sarif.check(assert(json.decode(command.read(to .. "/x.sarif"))))
    prometheus.parse(command.read(to .. "/x.prom"))
  end)

  it("writes none where one cannot be opened", function()
    local to = folder()
    local out, code, err = run("--output", "json:" .. to .. "/a.json",
      "--output", "csv:" .. to .. "/missing/a.csv")
    assert.equal(5, code)
    assert.equal("", out)
    assert.matches("missing/a.csv: No such file", err, 1, true)
    assert.equal("", names_in(to))
  end)

  it("writes none where one would take the place of a folder", function()
    local to = folder()
    local _, code, err = run("--output", "json:" .. to .. "/a.json",
      "--output", "csv:" .. to)
    assert.equal(5, code)
    assert.matches(": Is a directory", err, 1, true)
    assert.equal("", names_in(to))
  end)

  it("leaves what was there where the disk is full", function()
    local to = folder()
    local old = to .. "/a.json"
    local f <close> = assert(io.open(old, "w"))
    f:write "old"
    f:close()
    local words = {}
    for i, word in ipairs { os.getenv "TIENDO" or "build/dev/tiendo", "check",
      store, "--as-of", "2026-11-23", "--no-builtin", "--rules", rule,
      "--output", "json:" .. old } do
      words[i] = "'" .. word .. "'"
    end
    local _, code = command.run("sh", "-c",
      table.concat(words, " ") .. " >/dev/full")
    assert.equal(5, code)
    assert.equal("old", command.read(old))
    assert.equal("a.json\n", names_in(to))
  end)

  it("gives standard output to the one output that asks for it", function()
    local to = folder()
    local out, code = run("--output", "jsonl:-", "--output",
      "csv:" .. to .. "/a.csv")
    assert.equal(0, code)
    assert.equal("my.found", assert(json.decode(out)).rule)
    assert.is_true(exists(to .. "/a.csv"))
  end)

  for _, case in ipairs {
    { "two that go to standard output", { "--output", "json:-", "--output",
      "csv:-" }, "two outputs go to standard output" },
    { "one beside --format", { "--format", "csv", "--output", "json:-" },
      "two outputs go to standard output" },
    { "two that go to one file", { "-o", "/tmp/x", "--output", "csv:/tmp/x" },
      "two outputs go to /tmp/x" },
    { "two names of one file", { "-o", "/tmp/x", "--output",
      "csv:/tmp/../tmp/./x" }, "two outputs go to /tmp/../tmp/./x" },
    { "an output without a file", { "--output", "json" },
      "--output json: write it as FORMAT:FILE" },
    { "an output to nowhere", { "--output", "json:" },
      "--output json:: write it as FORMAT:FILE" },
    { "an output without a format", { "--output", ":x" },
      "--output :x: write it as FORMAT:FILE" },
    { "an unknown format", { "--output", "xml:x" },
      "--output: 'xml' is none of text, json, jsonl, csv, html, markdown, "
        .. "junit, sarif, prometheus, nagios" },
    { "an unknown separator", { "--separator", "|" },
      "--separator: '|' is neither , nor ;" },
    { "settings and outputs", { "--explain-settings", "--output", "json:x" },
      "--output is of no use with --explain-settings" },
  } do
    it("refuses " .. case[1], function()
      local out, code, err = run(table.unpack(case[2]))
      assert.equal(2, code)
      assert.equal("", out)
      assert.equal("tiendo: " .. case[3] .. "\n", err)
    end)
  end

  it("takes sixteen outputs at most", function()
    local options = {}
    for i = 1, 17 do
      options[2 * i - 1], options[2 * i] = "--output", "json:/nowhere/" .. i
    end
    local _, code, err = run(table.unpack(options))
    assert.equal(2, code)
    assert.matches("--output: more than 16 of them", err, 1, true)
  end)

  it("has csv for spreadsheets that want another", function()
    local out = run("--format", "csv", "--separator", ";", "--bom")
    assert.equal("\xEF\xBB\xBFid;rule;severity;", out:sub(1, 20))
  end)

  it("cuts nothing but text for standard output", function()
    local goals = { "code,plan,label_en,label_vi" }
    for i = 1, 12 do goals[i + 1] = ("%d,thu,Goal,Mục tiêu"):format(i) end
    local many = command.store "tests/data/small"
    assert.equal(0, select(2, command.tiendo("import", many,
      command.file("goals.csv", table.concat(goals, "\n") .. "\n"))))
    local all = command.file("all.lua", (RULE:format("high", "1")
      :gsub('if g.code == "1" then', "if g then")))
    local function check(...)
      return (command.tiendo("check", many, "--as-of", "2026-11-23",
        "--no-builtin", "--rules", all, ...))
    end
    assert.matches("and 2 more of this rule", check(), 1, true)
    assert.is_nil(check("--format", "markdown"):find "more of this rule")
    assert.matches("and 11 more of this rule",
      check("--format", "markdown", "--limit", "1"), 1, true)
  end)

  describe("--format nagios", function()
    local function nagios(...)
      local out, code, err = command.tiendo("check", "--as-of", "2026-11-23",
        "--no-builtin", "--format", "nagios", ...)
      return out:match "^(%u+) %- ", code, err
    end

    it("exits as its line says", function()
      local broken = command.file("broken.lua", [[return { id = "my.broken",
        title = "t", over = "goals", check = function() error "no" end }]])
      for _, case in ipairs {
        { "OK", 0, { store, "--rules", fine } },
        { "CRITICAL", 2, { store, "--rules", rule } },
        { "WARNING", 1, { store, "--rules", rule, "--fail-on", "critical" } },
        { "WARNING", 1, { store, "--rules", rule, "--fail-on", "never" } },
        { "OK", 0, { store, "--rules", rule, "--set",
          "my.found.severity=info" } },
        { "UNKNOWN", 3, { store, "--rules", broken } },
        { "UNKNOWN", 3, { command.path "no.db", "--rules", fine } },
        { "UNKNOWN", 3, { store, "--rules", fine, "--select", "nonsense" } },
        { "UNKNOWN", 3, { store, "--rules", fine, "--fail-on", "huge" } },
      } do
        local state, code = nagios(table.unpack(case[3]))
        assert.equal(case[1], state)
        assert.equal(case[2], code)
      end
    end)

    it("of another output leaves the exit code alone", function()
      local _, code = command.tiendo("check", store, "--as-of", "2026-11-23",
        "--no-builtin", "--rules", rule, "--output",
        "nagios:" .. folder() .. "/line")
      assert.equal(1, code)
    end)
  end)
end)
