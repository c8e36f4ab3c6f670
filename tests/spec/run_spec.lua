-- A recorded run as its users see it: exit status, archive and manifest, log,
-- heartbeat, digests in the outbox.
require "tiendo"
local command = require "tests.support.command"
local json = require "tiendo.json"

local SMALL = "tests/data/small"

local function store_of(package)
  return command.store(package or SMALL)
end

local function folder_of(name)
  local path = command.path(name)
  command.run("mkdir", "-p", path)
  return path
end

local function list(folder)
  local names = {}
  for name in command.run("ls", "-A", folder):gmatch "[^\n]+" do
    names[#names + 1] = name
  end
  return names
end

local function run(store, day, ...)
  return command.tiendo("run", store, "--as-of", day, ...)
end

-- The hash that another program gives.
local function sha256(path)
  return "sha256:" .. command.run("sha256sum", path):match "^%x+"
end

describe("tiendo run", function()
  describe("exit status", function()
    it("is 1 with findings from the gate up, 0 below it", function()
      local store = store_of()
      assert.equal(1, select(2, run(store, "2026-12-15", "--quiet")))
      assert.equal(0, select(2, run(store, "2026-12-15", "--quiet",
        "--fail-on", "never")))
    end)

    it("is 2 for wrong usage, and nothing is recorded", function()
      local store = store_of()
      for _, words in ipairs {
        { "--set", "reporting.late.grace=x" }, { "--select", "goal =" },
        { "--log", "xml" }, { "--catch-up", "--known-at", "2026-01-01" },
      } do
        local _, code, err = run(store, "2026-12-15", table.unpack(words))
        assert.equal(2, code, err)
      end
      assert.equal("0\n", command.run("sqlite3", store,
        "SELECT count(*) FROM runs"))
    end)

    it("is 3 where a check ends in an error, which may be tried again",
      function()
        local store = store_of()
        local rules = folder_of "broken/own"
        local path = command.path "broken/own/raises.lua"
        local f <close> = assert(io.open(path, "w"))
        f:write [[return { id = "own.raises", title = "Raises", over = "goals",
          check = function() error "no" end }]]
        f:close()
        for _ = 1, 2 do
          local _, code, err = run(store, "2026-12-15", "--rules",
            (rules:gsub("/own$", "")))
          assert.equal(3, code, err)
        end
        assert.equal("2\n", command.run("sqlite3", store,
          "SELECT count(*) FROM runs"))
        assert.equal("", command.run("sqlite3", store, [[
          SELECT run FROM finding_events GROUP BY run, finding
          HAVING count(*) > 1]]))
      end)

    it("is 5 where an output cannot be written, and nothing is recorded",
      function()
        local store = store_of()
        local _, code, err = run(store, "2026-12-15", "--output",
          "json:" .. command.path "missing/a.json")
        assert.equal(5, code)
        assert.matches("missing/a.json: No such file or directory", err)
        assert.equal("0\n", command.run("sqlite3", store,
          "SELECT count(*) FROM runs"))
      end)
  end)

  it("makes up for missed days also where it exits as Nagios asks", function()
    local store = store_of()
    run(store, "2026-12-10", "--quiet")
    local out, code = run(store, "2026-12-13", "--quiet", "--catch-up",
      "--format", "nagios", "--fail-on", "info")
    assert.equal(2, code) -- critical
    assert.matches("^CRITICAL %- [^\n]*\n$", out)
    assert.equal("4\n", command.run("sqlite3", store,
      "SELECT count(*) FROM runs"))
  end)

  it("says whether a run that ends with 5 is recorded", function()
    local store = store_of()
    local _, code, err = run(store, "2026-12-10", "-o", "no-folder/x.txt")
    assert.equal(5, code)
    assert.matches("run 2026%-12%-10%-%x+ is not recorded", err)
    _, code, err = run(store, "2026-12-10", "--heartbeat", "no-folder/x")
    assert.equal(5, code)
    assert.matches("run 2026%-12%-10%-%x+ is recorded all the same", err)
  end)

  describe("--archive", function()
    it("keeps each run with a manifest whose hashes are those of the files",
      function()
        local store, folder = store_of(), folder_of "archive"
        local out = run(store, "2026-12-14", "--archive", folder, "--format",
          "json", "--quiet")
        local id = json.decode(out).run.id
        run(store, "2026-12-15", "--archive", folder, "--quiet")
        assert.same({ "2026-12-14", "2026-12-15", "latest" }, list(folder))
        local place = ("%s/2026-12-14/%s/"):format(folder, id)
        assert.same({ "findings.csv", "manifest.json", "report.md",
          "result.json" }, list(place))
        assert.equal(out, command.read(place .. "result.json"))
        local manifest = json.decode(command.read(place .. "manifest.json"))
        local checked = 0
        for _, output in ipairs(manifest.outputs) do
          if output.name ~= "-" then
            assert.equal(sha256(output.name), output.hash)
            assert.equal(#command.read(output.name), output.size)
            checked = checked + 1
          end
        end
        assert.equal(3, checked)
        assert.equal(manifest.run.result, sha256(place .. "result.json"))
      end)

    it("names what went in: tables, rules, settings, versions", function()
      local store, folder = store_of(), folder_of "manifest"
      run(store, "2026-12-15", "--archive", folder, "--quiet", "--set",
        "reporting.late.severity=low")
      local manifest = json.decode(command.read(folder
        .. "/latest/manifest.json"))
      local by_name = {}
      for _, part in ipairs(manifest.tables) do by_name[part.name] = part end
      assert.equal(5, by_name.observations.n) -- one of six is corrected
      assert.equal(2, by_name.submissions.n)
      assert.equal(manifest.run.calendar, by_name.holidays.hash)
      assert.same({ { name = "reporting.late.severity", kind = "set",
        hash = "low" } }, manifest.settings)
      local text = command.read "rules/reporting/late.lua"
      for _, rule in ipairs(manifest.rules) do
        if rule.name == "reporting.late" then
          assert.equal(sha256 "rules/reporting/late.lua", rule.hash, text)
        end
      end
      assert.matches("^tiendo 0%.1%.0, Lua 5%.4", manifest.run.versions)
    end)
  end)

  describe("--log json", function()
    it("makes an object of each line, with the run", function()
      local store = store_of()
      local _, code, err = run(store, "2026-12-15", "--log", "json", "--outbox",
        folder_of "logged")
      assert.equal(1, code)
      local events, id = {}, nil
      for line in err:gmatch "[^\n]+" do
        local object = json.decode(line)
        assert.equal("info", object.level)
        id = id or object.run
        assert.equal(id, object.run)
        if object.event then events[#events + 1] = object.event end
      end
      assert.matches("^2026%-12%-15%-%x+$", id)
      assert.equal("recorded", events[#events])
    end)

    it("does so for complaints too", function()
      local _, code, err = command.tiendo("run", command.path "none.db",
        "--log", "json")
      assert.equal(4, code)
      local object = json.decode(err)
      assert.equal("error", object.level)
      assert.matches("no such store", object.message)
    end)
  end)

  it("--heartbeat says which run and what it came to", function()
    local store, beat = store_of(), command.path "beat.json"
    run(store, "2026-12-15", "--heartbeat", beat, "--quiet")
    local object = json.decode(command.read(beat))
    assert.equal("2026-12-15", object.as_of)
    assert.equal(1, object.exit)
    assert.matches("^2026%-12%-15%-%x+$", object.run)
  end)

  describe("--outbox", function()
    -- 2026-12-11 is a Friday; the agency's report was due by 2026-12-04.
    it("has one message for an agency that there is news for", function()
      local store, outbox = store_of(), folder_of "outbox"
      local out = run(store, "2026-12-11", "--outbox", outbox, "--quiet",
        "--format", "json")
      local id = json.decode(out).run.id
      local names = list(outbox)
      assert.is_true(#names > 0)
      for _, name in ipairs(names) do
        assert.matches("^" .. id:gsub("%-", "%%-") .. "%.[%w-]+%.eml$", name)
        local text = command.read(outbox .. "/" .. name)
        assert.matches("\r\nX%-Tiendo%-Run: " .. id:gsub("%-", "%%-") .. "\r\n",
          text)
        assert.matches("\r\nDate: Fri, 11 Dec 2026 07:00:00 %+0700\r\n", text)
      end
    end)

    -- A long code and one more of the same beginning; one that names a folder.
    it("has a file for an agency whatever its code and its name", function()
      local long = ("ủy ban "):rep(16)
      local files = {
        plans = "code,number,issued_on\np,1/QĐ,2018-05-08\n",
        agencies = "code,name_vi\nSở Y/tế,Sở Y tế\n../up,\"Dòng\nhai\"\n"
          .. ("%s1,Một\n%s2,Hai\n"):format(long, long),
        obligations = "code,plan,label_vi,kind,agency,recurrence,first_period,"
          .. "due_months,due_day,bound\n",
      }
      for i, code in ipairs { "Sở Y/tế", "../up", long .. 1, long .. 2 } do
        files.obligations = files.obligations
          .. ("o%d,p,Báo cáo,report,%s,year,2025,0,5,before\n"):format(i, code)
      end
      local store, outbox = command.path "codes.db", folder_of "codes"
      local paths = {}
      for name, text in pairs(files) do
        paths[#paths + 1] = command.file(name .. ".csv", text)
      end
      command.tiendo("import", store, table.unpack(paths))
      local _, code, err = run(store, "2026-12-11", "--outbox", outbox,
        "--quiet")
      assert.equal(1, code, err)
      local names = {}
      for i, name in ipairs(list(outbox)) do
        names[i] = name:match "^2026%-12%-11%-%x+%.(.+)%.eml$"
      end
      local known, plain = {}, { ["Sở Y/tế"] = "S----Y-t---",
        ["../up"] = "---up" }
      for _, name in ipairs(names) do known[name] = true end
      for agency, name in pairs(plain) do
        local hash = command.run("sh", "-c", ("printf %%s '%s' | sha256sum")
          :format(agency)):sub(1, 8)
        assert.is_true(known[name .. "-" .. hash], name .. "-" .. hash)
      end
      assert.equal(4, #names)
      local texts = command.run("sh", "-c", "cat '" .. outbox .. "'/*---up*")
      assert.matches("\r\nX%-Tiendo%-Agency: %.%./up\r\n", texts)
    end)

    it("gets nothing twice: not by the same run, nor once sent", function()
      local store, outbox = store_of(), folder_of "twice"
      run(store, "2026-12-11", "--outbox", outbox, "--quiet")
      for _, name in ipairs(list(outbox)) do
        os.remove(outbox .. "/" .. name)
      end
      run(store, "2026-12-11", "--outbox", outbox, "--quiet")
      assert.same({}, list(outbox))
    end)

    it("is left alone on days off, and has what was held back on the next day",
      function()
        local store, outbox = store_of(), folder_of "weekend"
        run(store, "2026-12-12", "--outbox", outbox, "--quiet")
        run(store, "2026-12-13", "--outbox", outbox, "--quiet")
        assert.same({}, list(outbox))
        run(store, "2026-12-14", "--outbox", outbox, "--quiet")
        assert.is_true(#list(outbox) > 0)
      end)

    it("gets one digest after missed days, of the day asked for", function()
      local store, outbox = store_of(), folder_of "missed"
      run(store, "2026-12-01", "--outbox", outbox, "--quiet")
      local before = #list(outbox)
      run(store, "2026-12-11", "--outbox", outbox, "--quiet", "--catch-up")
      for _, name in ipairs(list(outbox)) do
        assert.matches("^2026%-12%-[01]1%-", name)
      end
      assert.is_true(#list(outbox) > before)
      assert.equal("11\n", command.run("sqlite3", store,
        "SELECT count(*) FROM runs"))
    end)

    it("is not told again of what a run in between did not select", function()
      local store, outbox = store_of(), folder_of "selected"
      local function told(day, ...)
        run(store, day, "--outbox", outbox, "--quiet", "--lang", "en", ...)
        return command.run("sh", "-c",
          ("cat %s/%s-*.so-y-te.eml"):format(outbox, day))
      end
      assert.matches("WHAT IS NEW", told "2026-12-10")
      -- ten working days later what is open is told again
      local text = told("2026-12-24", "--select", "severity >= high")
      assert.matches("STILL OPEN", text)
      assert.no.matches("told before", text)
      -- fifteen after the report was due
      text = told "2026-12-25"
      assert.matches("STILL OPEN", text)
      assert.no.matches("WHAT IS NEW", text)
    end)

    it("has a message for an agency whose code cannot be in a file's name",
      function()
        local store, outbox = store_of(), folder_of "odd"
        local long = ("x"):rep(250)
        command.tiendo("import", store, command.file("agencies.csv",
          "code,name_vi,kind\n../a b,Sở Lạ,department\n" .. long
          .. ",Sở Dài,department\n"), "--quiet")
        local rules = folder_of "odd-rules"
        command.run("mkdir", "-p", rules .. "/odd")
        command.file("odd-rules/odd/code.lua", [[
return { id = "odd.code", title = "Odd", over = "agencies",
  check = function(a)
    if a.code:find "^%.%." or #a.code > 200 then return { message = "odd" } end
  end }]])
        local _, code, err = run(store, "2026-12-11", "--outbox", outbox,
          "--quiet", "--rules", rules, "--select", "odd.*", "--fail-on", "never")
        assert.equal(0, code, err)
        local names = table.concat(list(outbox), "\n")
        assert.matches("%.%-%-%-a%-b%-%x%x%x%x%x%x%x%x%.eml", names)
        assert.matches("%." .. ("x"):rep(80) .. "%-%x%x%x%x%x%x%x%x%.eml", names)
      end)

    -- The old district ended on 2025-06-30 and owes reports from before.
    describe("for an agency that is no more", function()
      local function names_of(folder, ...)
        local store, outbox = store_of(), folder_of(folder)
        for _, path in ipairs { ... } do
          command.tiendo("import", store, path, "--quiet")
        end
        run(store, "2026-12-11", "--outbox", outbox, "--quiet", "--lang", "en")
        local names = {}
        for i, name in ipairs(list(outbox)) do
          names[i] = name:match "%.([%w-]+)%.eml$"
        end
        return table.concat(names, " "), outbox
      end

      it("has its matters for the one that followed it, which says so",
        function()
          local path = command.file("agency_successors.csv",
            "agency,successor,since\nhuyen-cu,so-dien,2025-07-01\n")
          local names, outbox = names_of("followed", path)
          assert.equal("so-dien so-y-te", names)
          local text = command.run("sh", "-c", "cat " .. outbox
            .. "/*.so-dien.eml")
          assert.matches("of Old District %(no more%)", text)
          assert.matches("agencies that are no more", text)
        end)

      it("has them for the issuer of the plan where none did", function()
        local path = command.file("plans.csv", "code,issuer\nthu,so-dien\n")
        assert.equal("so-dien so-y-te", (names_of("issuer", path)))
      end)
    end)

    it("is told of nobody by a suspicious run", function()
      local store, outbox = store_of(), folder_of "suspicious"
      run(store, "2026-12-10", "--quiet")
      command.run("sqlite3", store,
        "DELETE FROM submissions; DELETE FROM observation")
      local _, _, err = run(store, "2026-12-11", "--outbox", outbox, "--quiet")
      assert.matches("suspicious: %d+ subjects were judged before, %d+ now",
        err)
      assert.same({}, list(outbox))
    end)
  end)

  it("knows the day where the plan holds", function()
    local store = store_of()
    local day = command.run("env", "TZ=Asia/Ho_Chi_Minh", "date", "+%F")
    local out = command.run("env", "TZ=America/Los_Angeles",
      command.absolute(), "run", store, "--format", "json", "--quiet")
    local again = command.run("env", "TZ=Asia/Ho_Chi_Minh", "date", "+%F")
    local as_of = json.decode(out).run.as_of .. "\n"
    assert.is_true(as_of == day or as_of == again, as_of)
  end)
end)
