--- tiendo schedule: units and crontab lines. Everything happens in folders of
-- this spec's own, and programs of the system are played by scripts: no test
-- touches the computer it runs on.
local command = require "tests.support.command"
local read = require "tests.support.schedule"

local NAME = "tiendo-qd-1015-2018"
local MARK = "# tiendo schedule 1: "

local made = 0

local function folder()
  made = made + 1
  local path = command.path("schedule" .. made)
  assert(os.execute("mkdir -p '" .. path .. "'"))
  return path
end

local function write(path, text)
  assert(os.execute("mkdir -p '" .. path:match "^(.*)/" .. "'"))
  local f <close> = assert(io.open(path, "w"))
  f:write(text)
end

local function script(path, text)
  write(path, "#!/bin/sh\n" .. text)
  assert(os.execute("chmod +x '" .. path .. "'"))
end

local function exists(path)
  local f <close> = io.open(path)
  return f ~= nil
end

-- What asks a program that is not here is skipped.
local function has(program)
  return os.execute("command -v " .. program .. " >/dev/null 2>&1") ~= nil
end

local function plain_find(text, what)
  assert(text:find(what, 1, true), ("%q is not in:\n%s"):format(what, text))
end

describe("tiendo schedule", function()
  local store, image, home

  -- A fresh user: where the units go, and the programs found before others.
  local function new_user()
    home = folder()
    os.execute("mkdir -p '" .. home .. "/bin'")
  end

  -- With `more` as further settings of the environment.
  local function run_with(more, ...)
    local words = { "env", "-u", "TIENDO_TODAY", "HOME=" .. home,
      "XDG_CONFIG_HOME=" .. home .. "/config", "XDG_RUNTIME_DIR=" .. home
      .. "/run", "PATH=" .. home .. "/bin:" .. os.getenv "PATH" }
    table.move(more, 1, #more, #words + 1, words)
    words[#words + 1] = command.absolute()
    words[#words + 1] = "schedule"
    return command.run_apart(table.unpack(table.move({ ... }, 1, select("#", ...),
      #words + 1, words)))
  end

  local function schedule(...)
    return run_with({}, ...)
  end

  local function unit(kind, name)
    return ("%s/config/systemd/user/%s.%s"):format(home, name or NAME, kind)
  end

  -- The settings of both units as they would be written for the system.
  local function system(...)
    local out, code, err = schedule("install", "/srv/tiendo/an-giang.db", "--root",
      image, "--system", "--user", "tiendo", "--program", "/usr/bin/tiendo",
      "--dry-run", ...)
    assert.equal(0, code, err)
    local service, timer = out:match "^(.-\n)\n(# [^\n]*%.timer\n.*)$"
    return read.settings(service), read.settings(timer), out
  end

  local function words_of_run(...)
    return read.words(system(...).ExecStart[1], true)
  end

  setup(function()
    store = command.store "datasets/an-giang"
    image = folder()
    assert(os.execute(("mkdir -p '%s/srv/tiendo' && cp '%s' '%s/srv/tiendo/an-giang.db'")
      :format(image, store, image)))
  end)

  before_each(new_user)

  describe("install: the timer", function()
    for _, case in ipairs {
      { {}, "*-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--at", "0:05" }, "*-*-* 00:05:00 Asia/Ho_Chi_Minh" },
      { { "--at", "23:59", "--days", "daily" }, "*-*-* 23:59:00 Asia/Ho_Chi_Minh" },
      { { "--days", "mon-fri" }, "Mon..Fri *-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--days", "Mon..Fri" }, "Mon..Fri *-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--days", "wed,mon,FRI" }, "Mon,Wed,Fri *-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--days", "sat-mon" }, "Mon,Sat,Sun *-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--days", "mon,tue" }, "Mon,Tue *-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--days", "mon-sun" }, "*-*-* 06:30:00 Asia/Ho_Chi_Minh" },
      { { "--zone", "UTC" }, "*-*-* 06:30:00 UTC" },
      { { "--zone", "+07:00" }, "*-*-* 06:30:00 Etc/GMT-7" },
      { { "--zone", "-03:00" }, "*-*-* 06:30:00 Etc/GMT+3" },
      { { "--zone", "+00:00" }, "*-*-* 06:30:00 UTC" },
    } do
      it(("is for %s with %s"):format(case[2], table.concat(case[1], " ")), function()
        local service, timer = system(table.unpack(case[1]))
        assert.same({ case[2] }, timer.OnCalendar)
        assert.same({ "TZ=" .. case[2]:match "%S+$" }, service.Environment)
      end)
    end

    it("makes up for what was missed, and spreads the load by a fixed delay", function()
      local _, timer = system()
      assert.same({ "true" }, timer.Persistent)
      assert.same({ "true" }, timer.FixedRandomDelay)
      assert.same({ "5min" }, timer.RandomizedDelaySec)
      assert.same({ "1min" }, timer.AccuracySec)
      assert.same({ "timers.target" }, timer.WantedBy)
    end)

    it("takes the zone that the plan states", function()
      local plan = command.file("plans.csv", "code,title_vi,title_en,zone\n"
        .. "p1,Kế hoạch,Plan 100%,Asia/Bangkok\n")
      local other = command.path "zone.db"
      assert.equal(0, select(2, command.tiendo("import", other, plan)))
      local out, code, err = schedule("install", other, "--dry-run")
      assert.equal(0, code, err)
      plain_find(out, "OnCalendar=*-*-* 06:30:00 Asia/Bangkok\n")
      plain_find(out, "Description=tiendo: compliance run of Plan 100%%\n")
      plain_find(out, "/tiendo-p1.timer\n")
    end)

    it("cuts a long title between characters", function()
      local plan = command.file("plans.csv", "code,title_vi,zone\np1," .. ("ế"):rep(200)
        .. ",UTC\n")
      local other = command.path "long.db"
      assert.equal(0, select(2, command.tiendo("import", other, plan)))
      local out = schedule("install", other, "--dry-run", "--lang", "vi")
      assert.equal("tiendo: chạy kiểm tra " .. ("ế"):rep(85),
        read.settings(out).Description[1])
    end)

    it("asks for a name where there are two plans, for a zone where they differ", function()
      local plans = command.file("plans.csv",
        "code,title_vi,zone\np1,Một,Asia/Bangkok\np2,Hai,Asia/Ho_Chi_Minh\n")
      local other = command.path "two.db"
      assert.equal(0, select(2, command.tiendo("import", other, plans)))
      local _, code, err = schedule("install", other)
      assert.equal(2, code)
      plain_find(err, "holds 2 plans; give the schedule a --name")
      _, code, err = schedule("install", other, "--name", "both")
      assert.equal(2, code)
      plain_find(err, "different time zones; name one by --zone")
      assert.equal(0, select(2, schedule("install", other, "--name", "both", "--zone",
        "Asia/Bangkok")))
      assert.is_true(exists(unit("timer", "tiendo-both")))
    end)
  end)

  describe("install: the command", function()
    it("is a run that catches up and logs", function()
      assert.same({ "/usr/bin/tiendo", "run", "/srv/tiendo/an-giang.db", "--catch-up",
        "--log", "json" }, words_of_run())
    end)

    it("adds nothing that is there, or not wanted", function()
      assert.same({ "/usr/bin/tiendo", "run", "/srv/tiendo/an-giang.db", "--log=json",
        "--catch-up" }, words_of_run("--no-catch-up", "--", "--log=json", "--catch-up"))
    end)

    for _, word in ipairs { "50%", "%h", "%%", "$HOME", "${HOME}", "$$", 'a "b" c', "it's",
      "a\\b", "a\\", "\\\\%n$x", "", " ", ";", "#", "Kiên Giang",
      "cơ quan = 'so-y-te' and 𝄞", "--", "\\x41", "-x" } do
      it(("passes %q on as it is"):format(word), function()
        local words = words_of_run("--", "--select", word)
        assert.same({ "--select", word }, { table.unpack(words, 7) })
        assert.equal(8, #words)
      end)
    end

    it("has the program and the store with odd signs in their paths", function()
      local odd = folder() .. "/50% của \\ $HOME "
      assert(os.execute(("mkdir -p '%s' && cp '%s' '%s/s.db'"):format(odd, store, odd)))
      local out, code, err = schedule("install", odd .. "/s.db", "--dry-run", "--program",
        "/opt/$x %n/tiendo")
      assert.equal(0, code, err)
      local settings = read.settings(out)
      local words = read.words(settings.ExecStart[1], true)
      assert.same({ "/opt/$x %n/tiendo", "run", odd .. "/s.db" },
        { table.unpack(words, 1, 3) })
      assert.equal((odd:gsub("%%", "%%%%")) .. "/", settings.WorkingDirectory[1])
    end)

    for _, case in ipairs {
      { "a\nb", "control characters" }, { "a\27[2J", "control characters" },
      { "\xff", "no UTF-8" }, { "\xc0\x80", "no UTF-8" }, { "\xed\xa0\x80", "no UTF-8" },
    } do
      it(("refuses %q"):format(case[1]), function()
        local out, code, err = schedule("install", store, "--dry-run", "--", case[1])
        assert.equal(2, code)
        assert.equal("", out)
        plain_find(err, case[2])
        assert.is_nil(err:find "\27")
      end)
    end

    it("is one that runs", function()
      local plan, at = command.path "run.db", folder()
      assert(os.execute(("cp '%s' '%s'"):format(store, plan)))
      local out = schedule("install", plan, "--dry-run", "--", "--select",
        "rule = structure.target_without_task", "--fail-on", "high", "--heartbeat",
        at .. "/50% của $HOME", "--output", "prometheus:" .. at .. "/t.prom")
      local words = read.words(read.settings(out).ExecStart[1], true)
      local _, code, err = command.run_apart("env", "TIENDO_TODAY=2026-11-23",
        table.unpack(words))
      assert.equal(1, code, err) -- target 11.8 has no task group
      plain_find(command.read(at .. "/50% của $HOME"), '"as_of":"2026-11-23"')
      plain_find(command.read(at .. "/t.prom"), "tiendo_findings{")
      for line in err:gmatch "[^\n]+" do assert.matches("^{.*}$", line) end
    end)

    it("starts where its paths lead from: in the store's folder, or here", function()
      assert.same({ "/srv/tiendo" }, system().WorkingDirectory)
      local out = schedule("install", store, "--dry-run", "--", "--config", "tiendo.lua")
      local pwd = command.run("pwd", "-P"):match "[^\n]+"
      assert.same({ pwd }, read.settings(out).WorkingDirectory)
    end)
  end)

  describe("install: the sandbox", function()
    it("leaves open what the run writes into", function()
      local service = system("--", "--output", "json:/var/lib/a b/x.json",
        "--output=prometheus:/var/lib/node/t.prom", "-o", "/srv/out/50%/list.txt",
        "--outbox", "/srv/outbox", "--archive=/srv/archive", "--heartbeat", "/x",
        "--config", "/etc/tiendo/tiendo.lua", "--output", "csv:-")
      local paths = {}
      for i, value in ipairs(service.ReadWritePaths) do
        paths[i] = table.concat(read.words(value), "|")
      end
      assert.same({ "/", "/srv/archive", "/srv/out/50%", "/srv/outbox", "/srv/tiendo",
        "/var/lib/a b", "/var/lib/node" }, paths)
    end)

    for _, case in ipairs {
      { "closed where nothing of it is there", {}, "yes", "yes" },
      { "readable where settings are below /home",
        { "--config", "/home/an/tiendo.lua" }, "read-only", "yes" },
      { "readable where rules are below /root", { "--rules", "/root/rules" },
        "read-only", "yes" },
      { "closed where a path only looks alike", { "--rules", "/homes/rules" },
        "yes", "yes" },
      { "shared where it is written to", { "--outbox", "/tmp/outbox" }, "yes", nil },
      { "shared where it is read from", { "--config", "/var/tmp/x.json" }, "yes", nil },
    } do
      it("has homes and temporary files " .. case[1], function()
        local service = system("--", table.unpack(case[2]))
        assert.same({ case[3] }, service.ProtectHome)
        assert.same(case[4] and { case[4] }, service.PrivateTmp)
      end)
    end

    it("is closed but for these", function()
      local service = system()
      for name, value in pairs { ProtectSystem = "strict", NoNewPrivileges = "yes",
        PrivateNetwork = "yes", CapabilityBoundingSet = "", MemoryMax = "50%",
        TasksMax = "128", TimeoutStartSec = "30min", Nice = "10", User = "tiendo",
        RestrictAddressFamilies = "AF_UNIX" } do
        assert.same({ value }, service[name], name)
      end
    end)

    it("has no walls that a user's manager cannot build", function()
      local out = schedule("install", store, "--dry-run")
      local service = read.settings(out)
      for _, name in ipairs { "ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateNetwork",
        "PrivateDevices", "ReadWritePaths", "CapabilityBoundingSet", "User", "ProtectClock" } do
        assert.is_nil(service[name], name)
      end
      assert.same({ "yes" }, service.NoNewPrivileges)
      assert.same({ "@system-service", "~@keyring @memlock @setuid" },
        service.SystemCallFilter)
    end)

    it("takes findings for a success, and comes again where another run was busy", function()
      local service = system()
      assert.same({ "1" }, service.SuccessExitStatus)
      assert.same({ "on-failure" }, service.Restart)
      assert.same({ "2 3 4 5 6" }, service.RestartPreventExitStatus)
      assert.same({ "4" }, service.StartLimitBurst)
    end)

    it("runs as the one whom the store belongs to", function()
      local owner = command.run("stat", "-c", "%U", store):match "%S+"
      if owner == "UNKNOWN" then owner = command.run("stat", "-c", "%u", store):match "%d+" end
      local out, _, err = schedule("install", store, "--system", "--dry-run")
      local user = read.settings(out).User
      if owner == "root" then
        assert.is_nil(user)
        plain_find(err, "runs will be root's; --user names somebody else")
      else
        assert.same({ owner }, user)
      end
    end)

    it("says which folders are missing", function()
      local missing = home .. "/không có"
      local _, code, err = schedule("install", store, "--", "--outbox", missing)
      assert.equal(0, code)
      assert.equal(("tiendo: note: %s: this folder is not there; make it before the "
        .. "first run\n"):format(missing), err)
      assert.equal("", select(3, schedule("install", store, "--quiet", "--", "--outbox",
        missing)))
    end)
  end)

  describe("install: the files", function()
    it("are written, and what to type next is told", function()
      local out, code, err = schedule("install", store)
      assert.equal(0, code)
      assert.equal("", err)
      assert.equal(("written:\n  %s\n  %s\n\nnext:\n  systemctl --user daemon-reload\n"
        .. "  systemctl --user enable --now %s.timer\n  loginctl enable-linger    "
        .. "# so that it runs while you are not logged in\n")
        :format(unit "service", unit "timer", NAME), out)
      local dry = schedule("install", store, "--dry-run")
      assert.equal(("# %s\n%s\n# %s\n%s"):format(unit "service",
        command.read(unit "service"), unit "timer", command.read(unit "timer")), dry)
    end)

    it("are spoken about in Vietnamese", function()
      local out = schedule("install", store, "--lang", "vi")
      plain_find(out, "việc tiếp theo:\n")
      plain_find(command.read(unit "service"),
        "Description=tiendo: chạy kiểm tra Kế hoạch Chương trình nghị sự 2030 của An Giang\n")
    end)

    it("are not written by --dry-run", function()
      schedule("install", store, "--dry-run")
      assert.is_false(exists(home .. "/config"))
    end)

    it("stand below --root, for the system", function()
      local root = folder()
      local _, code, err = schedule("install", "/srv/tiendo/x.db", "--root", root .. "/",
        "--system", "--user", "tiendo", "--name", "x")
      assert.equal(0, code, err)
      assert.is_true(exists(root .. "/etc/systemd/system/tiendo-x.timer"))
      assert.is_true(exists(root .. "/etc/systemd/system/tiendo-x.service"))
    end)

    it("take the place of an earlier version", function()
      schedule("install", store)
      assert.equal(0, select(2, schedule("install", store, "--at", "5:00")))
      plain_find(command.read(unit "timer"), "OnCalendar=*-*-* 05:00:00 ")
    end)

    for _, kind in ipairs { "service", "timer" } do
      it("leave a foreign " .. kind .. " as it is, and write nothing", function()
        write(unit(kind), "[Unit]\n")
        local out, code, err = schedule("install", store)
        assert.equal(2, code)
        assert.equal("", out)
        assert.equal(("tiendo: %s was not written by tiendo, so it stays; choose another "
          .. "--name\n"):format(unit(kind)), err)
        assert.equal("[Unit]\n", command.read(unit(kind)))
        assert.equal(NAME .. "." .. kind .. "\n",
          (command.run("ls", "-A", home .. "/config/systemd/user")))
      end)

      it("leave nothing behind where the " .. kind .. " cannot be written", function()
        assert(os.execute("mkdir -p '" .. unit(kind) .. "'"))
        local _, code, err = schedule("install", store)
        assert.equal(5, code)
        plain_find(err, unit(kind) .. ": Is a directory")
        assert.equal(NAME .. "." .. kind .. "\n",
          (command.run("ls", "-A", home .. "/config/systemd/user")))
      end)
    end

    it("leave another store's schedule as it is", function()
      local other = command.path "other.db"
      assert(os.execute(("cp '%s' '%s'"):format(store, other)))
      schedule("install", other)
      local _, code, err = schedule("install", store)
      assert.equal(2, code)
      plain_find(err, "is for another store; choose another --name")
      assert.equal(0, select(2, schedule("install", store, "--name", "second")))
    end)
  end)

  describe("install: what systemd says", function()
    local function verify(...)
      return command.run("env", "XDG_RUNTIME_DIR=" .. home, "systemd-analyze", "verify",
        "--man=no", ...)
    end

    local odd = { "--program", "/bin/true", "--days", "mon-fri", "--", "--select",
      'label = "50% $HOME \\ của"', "--output", "csv:/tmp/a b/50%/x.csv" }

    it("accepts a user's units", function()
      if not has "systemd-analyze" then return pending "systemd-analyze is not installed" end
      assert.equal(0, select(2, schedule("install", store, "--quiet", table.unpack(odd))))
      local out, code = verify("--user", unit "service", unit "timer")
      assert.equal(0, code, out)
      assert.equal("", out)
    end)

    it("accepts the system's units", function()
      if not has "systemd-analyze" then return pending "systemd-analyze is not installed" end
      local root = folder()
      assert.equal(0, select(2, schedule("install", "/srv/x.db", "--root", root, "--system",
        "--name", "x", "--user", "root", table.unpack(odd))))
      local path = root .. "/etc/systemd/system/tiendo-x."
      local out, code = verify(path .. "service", path .. "timer")
      assert.equal(0, code, out)
      assert.equal("", out)
    end)

    it("would refuse a unit that is not right", function()
      if not has "systemd-analyze" then return pending "systemd-analyze is not installed" end
      schedule("install", store, "--quiet", "--program", "/bin/true")
      write(unit "timer", (command.read(unit "timer"):gsub("Ho_Chi_Minh", "Nowhere")))
      plain_find(verify("--user", unit "timer"), "Failed to parse calendar specification")
    end)
  end)

  -- A systemctl that writes down what it is told, and fails if so told.
  local function play_systemd(code)
    write(home .. "/run/systemd/private", "")
    script(home .. "/bin/systemctl", ('echo "$@" >>"%s/told"\n[ %d = 0 ] || '
      .. 'echo "no bus" >&2\nexit %d\n'):format(home, code or 0, code or 0))
  end

  local function told()
    return exists(home .. "/told") and command.read(home .. "/told") or ""
  end

  describe("install --enable", function()
    it("tells the user's systemd", function()
      play_systemd()
      local out, code, err = schedule("install", store, "--enable")
      assert.equal(0, code, err)
      assert.equal("--user daemon-reload\n--user enable --now " .. NAME .. ".timer\n", told())
      plain_find(out, "enabled and started:\n  " .. NAME .. ".timer\n")
    end)

    it("writes nothing where no systemd runs", function()
      local _, code, err = schedule("install", store, "--enable")
      assert.equal(2, code)
      plain_find(err, "no systemd is running here for this user; nothing was written")
      assert.is_false(exists(unit "timer"))
    end)

    it("says what systemctl said, and what is left to do", function()
      play_systemd(1)
      local out, code, err = schedule("install", store, "--enable")
      assert.equal(5, code)
      plain_find(err, "tiendo: systemctl daemon-reload: no bus")
      plain_find(out, "enable --now " .. NAME .. ".timer")
      assert.is_true(exists(unit "timer"))
    end)
  end)

  describe("show", function()
    it("prints the files as they are", function()
      schedule("install", store)
      local out, code = schedule("show", store)
      assert.equal(0, code)
      plain_find(out, ("# %s\n%s"):format(unit "service", command.read(unit "service")))
      plain_find(out, ("# %s\n%s"):format(unit "timer", command.read(unit "timer")))
      plain_find(out, "# not enabled; enable it by: systemctl --user enable --now "
        .. NAME .. ".timer\n")
    end)

    -- 23 November 2026 is a Monday.
    it("tells the next starts from a day on, in the plan's zone", function()
      if not has "systemd-analyze" then return pending "systemd-analyze is not installed" end
      schedule("install", store, "--days", "mon,fri")
      plain_find(schedule("show", store, "--as-of", "2026-11-24"),
        "\n# next: Fri 2026-11-27 06:30:00 +07\n# next: Mon 2026-11-30 06:30:00 +07\n"
        .. "# next: Fri 2026-12-04 06:30:00 +07\n")
    end)

    it("says where systemd-analyze is not there to ask", function()
      schedule("install", store)
      local out, code = run_with({ "PATH=" .. home .. "/bin" }, "show", store)
      assert.equal(0, code)
      plain_find(out, "# next: unknown: systemd-analyze is not here\n")
    end)

    it("knows an enabled timer", function()
      schedule("install", store)
      local wants = home .. "/config/systemd/user/timers.target.wants"
      assert(os.execute(("mkdir -p '%s' && ln -s '%s' '%s/'")
        :format(wants, unit "timer", wants)))
      plain_find(schedule("show", store), "\n# enabled\n")
    end)

    it("says that there is nothing", function()
      local out, code = schedule("show", store, "--lang", "vi")
      assert.equal(0, code)
      assert.equal(("chưa cài đặt lịch chạy nào cho %s: %s/config/systemd/user\n")
        :format(store, home), out)
    end)
  end)

  describe("remove", function()
    it("takes away what install wrote and nothing else", function()
      schedule("install", store)
      local foreign = home .. "/config/systemd/user/tiendo-mine.service"
      write(foreign, "[Service]\n")
      local out, code = schedule("remove", store)
      assert.equal(0, code)
      assert.equal(("removed:\n  %s\n  %s\n"):format(unit "timer", unit "service"), out)
      assert.equal("tiendo-mine.service\n",
        (command.run("ls", "-A", home .. "/config/systemd/user")))
    end)

    it("disables first, and removes the link where nobody does", function()
      schedule("install", store)
      local wants = home .. "/config/systemd/user/timers.target.wants"
      assert(os.execute(("mkdir -p '%s' && ln -s '%s' '%s/'")
        :format(wants, unit "timer", wants)))
      play_systemd()
      assert.equal(0, select(2, schedule("remove", store)))
      assert.equal("--user disable --now " .. NAME .. ".timer\n--user daemon-reload\n", told())
      assert.equal("", (command.run("ls", "-A", wants)))
    end)

    it("removes nothing where it cannot be disabled", function()
      schedule("install", store)
      play_systemd(1)
      assert.equal(5, select(2, schedule("remove", store)))
      assert.is_true(exists(unit "service"))
      assert.is_true(exists(unit "timer"))
    end)

    it("wants a name where there are two", function()
      schedule("install", store)
      schedule("install", store, "--name", "evening")
      local _, code, err = schedule("remove", store)
      assert.equal(2, code)
      plain_find(err, "2 schedules are for " .. store)
      assert.equal(0, select(2, schedule("remove", store, "--name", "evening")))
      assert.is_true(exists(unit "timer"))
      assert.is_false(exists(unit("timer", "tiendo-evening")))
    end)

    it("tells of drop-ins, which stay", function()
      schedule("install", store)
      write(unit "service" .. ".d/override.conf", "[Service]\n")
      local _, code, err = schedule("remove", store)
      assert.equal(0, code)
      assert.equal(("tiendo: note: %s.d: written by somebody else, so it stays\n")
        :format(unit "service"), err)
    end)

    it("works though the store is gone", function()
      local gone = command.path "gone.db"
      assert(os.execute(("cp '%s' '%s'"):format(store, gone)))
      schedule("install", gone)
      os.remove(gone)
      assert.equal(0, select(2, schedule("remove", gone)))
      assert.is_false(exists(unit "timer"))
    end)

    it("only says so with --dry-run", function()
      schedule("install", store)
      local out = schedule("remove", store, "--dry-run")
      assert.equal(("would be removed:\n  %s\n  %s\n"):format(unit "timer", unit "service"), out)
      assert.is_true(exists(unit "timer"))
    end)

    it("says that there is nothing", function()
      local _, code, err = schedule("remove", store)
      assert.equal(2, code)
      assert.equal(("tiendo: nothing is installed for %s: %s/config/systemd/user\n")
        :format(store, home), err)
    end)
  end)

  describe("--cron", function()
    local function cron(...)
      local out, code, err = schedule("install", "/srv/tiendo/an-giang.db", "--root", image,
        "--program", "/usr/bin/tiendo", "--cron", ...)
      return out, code, err
    end

    local function line_of(text)
      return text:match "\n(%d[^\n]*)\n# tiendo schedule end"
    end

    it("prints lines for a crontab", function()
      assert.equal(([[
# tiendo schedule 1: tiendo-qd-1015-2018, written by tiendo 0.1.0
# store: /srv/tiendo/an-giang.db
# Not every cron knows CRON_TZ: Debian's goes by the computer's zone. Where it
# is known it holds for all lines below, so this block comes last.
CRON_TZ=Asia/Ho_Chi_Minh
30 6 * * 1-5 cd /srv/tiendo && TZ=Asia/Ho_Chi_Minh /usr/bin/tiendo run STORE --catch-up --log json
# tiendo schedule end: tiendo-qd-1015-2018
]]):gsub("STORE", "/srv/tiendo/an-giang.db"), (cron("--days", "mon-fri")))
    end)

    for _, case in ipairs {
      { "daily", "*" }, { "sun", "7" }, { "sat-mon", "1,6,7" }, { "wed-sun", "3-7" },
    } do
      it(("writes %s as %s"):format(case[1], case[2]), function()
        assert.equal(case[2], line_of(cron("--at", "7:08", "--days", case[1]))
          :match "^8 7 %* %* (%S+) ")
      end)
    end

    -- The command is run by a shell, with a program that prints its words.
    local function arrives(word, folds)
      local line = line_of((cron("--no-catch-up", "--", "--log", word)))
      local shell = read.cron_command(line:match "tiendo run (.*)$", folds)
      local out = command.run("sh", "-c", "printf '[%s]' " .. shell)
      return out:match "^%[/srv/tiendo/an%-giang.db%]%[%-%-log%]%[(.*)%]$"
    end

    for _, word in ipairs { "50%", "%", "\\%", "\\\\", "\\\\%\\", "a\\b", "it's", "'%'", "'\\'",
      "$HOME `x` \"y\"", "", " ", ";&|<>", "Kiên Giang", "a\\'%b\\\\\\%" } do
      it(("passes %q on as it is, whatever cron makes of backslashes"):format(word), function()
        assert.equal(word, arrives(word, false))
        assert.equal(word, arrives(word, true))
      end)
    end

    it("refuses a command that crons do not take", function()
      local out, code, err = cron("--", "--select", ("x"):rep(1000))
      assert.equal(2, code)
      assert.equal("", out)
      assert.matches("the command has %d+ bytes, and crons take 998", err)
    end)

    -- A crontab program whose crontab is a file.
    local function play_cron(text)
      if text then write(home .. "/tab", text) end
      script(home .. "/bin/crontab", ('T="%s/tab"\nif [ "$1" = -l ]; then\n'
        .. '  [ -e "$T" ] || { echo "no crontab for an" >&2; exit 1; }\n  cat "$T"\n'
        .. 'else\n  cat >"$T"\nfi\n'):format(home))
    end

    local function tab()
      return command.read(home .. "/tab")
    end

    it("changes no crontab unless it is asked to", function()
      script(home .. "/bin/crontab", "touch '" .. home .. "/told'\n")
      assert.equal(0, select(2, schedule("install", store, "--cron")))
      assert.equal("", told())
    end)

    it("begins a crontab with --apply", function()
      play_cron()
      local block = schedule("install", store, "--cron")
      local out, code, err = schedule("install", store, "--cron", "--apply")
      assert.equal(0, code, err)
      assert.equal(block, tab())
      assert.equal("the crontab now has:\n\n" .. block, out)
    end)

    it("keeps what is not ours, and replaces what is", function()
      play_cron "MAILTO=an\n0 1 * * * backup"
      schedule("install", store, "--cron", "--apply")
      local first = schedule("install", store, "--cron")
      assert.equal("MAILTO=an\n0 1 * * * backup\n" .. first, tab())
      write(home .. "/tab", tab() .. "5 5 * * * later\n")
      schedule("install", store, "--cron", "--apply", "--at", "4:00")
      assert.equal("MAILTO=an\n0 1 * * * backup\n5 5 * * * later\n"
        .. schedule("install", store, "--cron", "--at", "4:00"), tab())
    end)

    it("shows and removes its block only", function()
      play_cron "0 1 * * * backup\n"
      schedule("install", store, "--cron", "--apply")
      assert.equal(schedule("install", store, "--cron"), (schedule("show", store, "--cron")))
      assert.equal("0 1 * * * backup\n",
        (schedule("remove", store, "--cron", "--dry-run")))
      local _, code, err = schedule("remove", store, "--cron")
      assert.equal(2, code)
      plain_find(err, "only with --apply")
      local out = schedule("remove", store, "--cron", "--apply")
      assert.equal("removed:\n  " .. NAME .. "\n", out)
      assert.equal("0 1 * * * backup\n", tab())
    end)

    it("touches no crontab with half a block", function()
      local half = MARK .. NAME .. ", written by tiendo 0.1.0\n0 1 * * * mine\n"
      play_cron(half)
      local _, code, err = schedule("install", store, "--cron", "--apply")
      assert.equal(2, code)
      plain_find(err, "not its end")
      assert.equal(half, tab())
    end)

    it("takes no line for its own where a block has lost its end", function()
      local mine = "0 1 * * * mine\n"
      play_cron()
      schedule("install", store, "--cron", "--apply", "--name", "b")
      local half = MARK .. "tiendo-a, written by tiendo 0.1.0\n# store: " .. store
        .. "\n" .. mine .. tab()
      write(home .. "/tab", half)
      local _, code, err = schedule("remove", store, "--cron", "--apply", "--name", "a")
      assert.equal(2, code)
      plain_find(err, "not its end")
      assert.equal(half, tab())
    end)

    it("takes no other failure for an empty crontab", function()
      script(home .. "/bin/crontab", "echo 'you are not allowed' >&2\nexit 1\n")
      local _, code, err = schedule("install", store, "--cron", "--apply")
      assert.equal(5, code)
      plain_find(err, "tiendo: crontab -l: you are not allowed")
    end)
  end)

  describe("refuses", function()
    for _, case in ipairs {
      { { "install" }, "usage: tiendo schedule install STORE" },
      { { "install", "STORE", "again" }, "usage: tiendo schedule install STORE" },
      { { "instal", "STORE" }, "'instal' is none of show, install, remove" },
      { { "show", "STORE", "--enable" }, "tiendo schedule show has no option --enable" },
      { { "install", "STORE", "--enable=yes" }, "--enable takes no value" },
      { { "install", "STORE", "--at", "24:00" }, "'24:00' is no time of day" },
      { { "install", "STORE", "--at", "6" }, "'6' is no time of day" },
      { { "install", "STORE", "--at", "6:3" }, "'6:3' is no time of day" },
      { { "install", "STORE", "--days", "mon-" }, "--days: 'mon-' is none of" },
      { { "install", "STORE", "--days", "" }, "--days: '' is none of" },
      { { "install", "STORE", "--days", "mon,,fri" }, "is none of" },
      { { "install", "STORE", "--days", "montag" }, "is none of" },
      { { "install", "STORE", "--zone", "+05:30" }, "no time zone that timers know" },
      { { "install", "STORE", "--zone", "+x7:00" }, "no time zone that timers know" },
      { { "install", "STORE", "--zone", "Asia/Ho Chi Minh" }, "no time zone" },
      { { "install", "STORE", "--name", "qd/1015" }, "--name: 'qd/1015' must be" },
      { { "install", "STORE", "--name", "" }, "--name: '' must be" },
      { { "install", "STORE", "--user", "an" }, "--user goes with --system only" },
      { { "install", "STORE", "--system", "--user", "a b" }, "'a b' is no user's name" },
      { { "install", "STORE", "--apply" }, "--apply goes with --cron" },
      { { "install", "STORE", "--cron", "--system" }, "the user's crontab" },
      { { "install", "STORE", "--enable", "--dry-run" }, "--dry-run does nothing" },
      { { "install", "STORE", "--enable", "--root", "/x" }, "nothing can be enabled" },
      { { "install", "x.db", "--root", "/x" }, "paths must be absolute" },
      { { "install", "STORE", "--program", "tiendo" }, "no absolute path" },
      { { "install", "STORE", "--", "--as-of", "2026-11-23" }, "the same day every time" },
      { { "install", "STORE", "--", "--outbox" }, "--outbox behind -- needs a value" },
      { { "install", "STORE", "--lang", "fr" }, "'fr' is neither en nor vi" },
    } do
      it(table.concat(case[1], " "), function()
        local words = {}
        for i, word in ipairs(case[1]) do words[i] = word == "STORE" and store or word end
        local out, code, err = schedule(table.unpack(words))
        assert.equal(2, code)
        assert.equal("", out)
        plain_find(err, case[2])
        assert.is_false(exists(home .. "/config"))
      end)
    end

    it("a store that is not there", function()
      local _, code, err = schedule("install", command.path "nowhere.db")
      assert.equal(4, code)
      plain_find(err, "nowhere.db")
    end)
  end)
end)
