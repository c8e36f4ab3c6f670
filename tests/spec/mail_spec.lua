--- Messages as files, read back by Python's email package.
local command = require "tests.support.command"
require "tiendo"
local digest = require "tiendo.digest"
local json = require "tiendo.json"

local MAIL = command.tool "mail"

-- What the tool writes for { name = value }, or from the file of { name = {
-- text } }: bytes, exit code, complaint.
local function write(members)
  local arguments = {}
  for name, value in pairs(members) do
    arguments[#arguments + 1] = type(value) == "table"
      and name .. "<" .. command.file(name, value[1]) or name .. "=" .. value
  end
  return command.run_apart(MAIL, table.unpack(arguments))
end

-- Messages by name, as Python reads them, at one go.
local function read(messages)
  local names, paths = {}, {}
  for name, bytes in pairs(messages) do
    names[#names + 1] = name
    paths[#paths + 1] = command.file(("m%d.eml"):format(#names), bytes)
  end
  local out, code = command.run("python3", "tests/support/mail.py", table.unpack(paths))
  assert.equal(0, code, out)
  local list, by_name = assert(json.decode(out)), {}
  for i, name in ipairs(names) do by_name[name] = list[i] end
  return by_name
end

-- Lines as text has them.
local function plain(part)
  return (part.content:gsub("\r\n", "\n"))
end

local function header(message, name)
  for _, pair in ipairs(message.headers) do
    if pair[1] == name then return pair[2] end
  end
end

local function names(message)
  local list = {}
  for i, pair in ipairs(message.headers) do list[i] = pair[1] end
  return table.concat(list, " ")
end

local NOTICE = assert(digest.write(dofile "tests/data/notice.lua"))
local CSV = "\u{FEFF}id;tên\r\n=1+1;\"a\nb\"\r\n"

local FULL = { from = "tiendo@angiang.example", from_name = "Theo dõi, tiến độ",
  to = "so-y-te@angiang.example", to_name = 'Sở "Y tế"', subject = NOTICE.subject,
  body = { NOTICE.body }, ["X-Tiendo-Run"] = "20270211-3f9c", csv_name = "so-y-te.csv",
  csv = { CSV }, message_id = "20270211.so-y-te@tiendo.example" }

local BODIES = { empty = "", ["one line without its end"] = "a", ["a dot alone"] = "a\n.\nb\n",
  ["a boundary"] = "--=_tiendo\n--=_tiendo--\n", ["a From"] = "From a\n>From b\n",
  ["blanks at ends"] = "a \nb\t\n-- \n", ["equal signs"] = "=3D=\n=\n",
  ["a long line"] = ("tiến độ "):rep(500) .. "\n" }

local MOMENTS = { ["2027-02-11T00:00:00-05:00"] = { ahead = -18000, minute = 0 },
  ["2027-02-11T23:59:00+05:45"] = { ahead = 20700, minute = 1439 },
  ["2027-02-11T12:00:00+00:00"] = { ahead = 0, minute = 720 } }

local REFUSED = {
  { { from = "" }, "mail: '' is no address" },
  { { from = "a" }, "mail: 'a' is no address" },
  { { from = "@b" }, "mail: '@b' is no address" },
  { { to = "a@" }, "mail: 'a@' is no address" },
  { { to = "a@b@c" }, "mail: 'a@b@c' is no address" },
  { { to = "a@b, c@d" }, "mail: 'a@b, c@d' is no address" },
  { { to = "sở@b" }, "mail: 'sở@b' is no address" },
  { { to = "a@b\nBcc: c@d" }, "mail: 'a@b\nBcc: c@d' is no address" },
  { { to = ("a"):rep(253) .. "@b" }, ("mail: '%s' is no address"):format(("a"):rep(200)) },
  { { message_id = "<a@b>" }, "mail: '<a@b>' is no message id" },
  { { subject = "a\nBcc: c@d" }, "mail: 'a\nBcc: c@d' is no text for one line" },
  { { from_name = "a\r" }, "mail: 'a\r' is no text for one line" },
  { { to_name = "\xff" }, "mail: '\xff' is no text for one line" },
  { { csv_name = "a\nb" }, "mail: 'a\nb' is no text for one line" },
  { { ["X-A"] = "a\nb" }, "mail: 'a\nb' is no text for one line" },
  { { ["X A"] = "a" }, "mail: 'X A' is no name of a header" },
  { { ["X:"] = "a" }, "mail: 'X:' is no name of a header" },
  { { body = "\xff" }, "mail: 'body' is no UTF-8 text" },
  { { day = "2027-02-29" }, "mail: '2027-02-29' is no day, hour and zone of a message" },
  { { day = "11/02/2027" }, "mail: '11/02/2027' is no day, hour and zone of a message" },
  { { day = "2027-02-11x" }, "mail: '2027-02-11x' is no day, hour and zone of a message" },
  { { minute = 1440 }, "mail: '2027-02-11' is no day, hour and zone of a message" },
  { { ahead = 30 }, "mail: '2027-02-11' is no day, hour and zone of a message" },
}

describe("a message", function()
  local messages

  setup(function()
    local bytes = { full = write(FULL), one = write { body = "xin chào\n" },
      group = write { to_name = "Sở Y tế" }, nobody = write { to = "" },
      ordered = command.run_apart(MAIL, "X-Tiendo-Run=r", "X-Tiendo-Agency=Sở Y tế",
        "Auto-Submitted=auto-generated") }
    for what, body in pairs(BODIES) do
      bytes["alone " .. what] = write { body = { body } }
      bytes["with " .. what] = write { body = { body }, csv_name = "a.csv", csv = "a\n" }
    end
    for moment, members in pairs(MOMENTS) do bytes[moment] = write(members) end
    messages = read(bytes)
  end)

  it("comes back as it went in", function()
    local m = messages.full
    assert.same({}, m.defects)
    assert.equal(NOTICE.subject, header(m, "Subject"))
    assert.same({ { "Theo dõi, tiến độ", "tiendo@angiang.example" } }, m.from)
    assert.same({ { 'Sở "Y tế"', "so-y-te@angiang.example" } }, m.to)
    assert.equal("2027-02-11T06:30:00+07:00", m.date)
    assert.equal("Thu, 11 Feb 2027 06:30:00 +0700", header(m, "Date"))
    assert.equal("<20270211.so-y-te@tiendo.example>", header(m, "Message-Id"))
    assert.equal("20270211-3f9c", header(m, "X-Tiendo-Run"))
  end)

  it("has its text and the file attached", function()
    local body, csv, more = table.unpack(messages.full.parts)
    assert.equal(NOTICE.body, plain(body))
    assert.same({ "text/plain", "utf-8", "", "", "quoted-printable" },
      { body.type, body.charset, body.name, body.disposition, body.encoding })
    assert.same({ type = "text/csv", charset = "utf-8", name = "so-y-te.csv",
      disposition = "attachment", encoding = "base64", content = CSV }, csv)
    assert.is_nil(more)
  end)

  it("without a file is one part", function()
    local m = messages.one
    assert.same({ 0, 1, "xin chào\n" }, { #m.defects, #m.parts, plain(m.parts[1]) })
    assert.equal("text/plain; charset=\"utf-8\"", header(m, "Content-Type"))
    assert.equal("From To Subject Date Message-Id MIME-Version Content-Type "
      .. "Content-Transfer-Encoding", names(m))
  end)

  it("without an address is for a group with nobody in it", function()
    local m = messages.group
    assert.same({ { "Sở Y tế" }, {}, {} }, { m.groups, m.to, m.defects })
    m = messages.nobody
    assert.same({ { "undisclosed-recipients" }, {} }, { m.groups, m.to })
  end)

  it("keeps headers in the order given", function()
    assert.is_truthy(names(messages.ordered):find(
      "Message-Id X-Tiendo-Run X-Tiendo-Agency Auto-Submitted", 1, true))
    assert.equal("Sở Y tế", header(messages.ordered, "X-Tiendo-Agency"))
  end)

  it("is ASCII, in lines of at most 78 bytes that end in CR and LF", function()
    local bytes = write(FULL)
    assert.is_nil(bytes:find "[\128-\255]")
    assert.is_nil(bytes:find "[^\r]\n")
    assert.equal("\r\n", bytes:sub(-2))
    for line in bytes:gmatch "[^\r\n]+" do assert.is_true(#line <= 78, line) end
  end)

  it("is the same each time, whatever the zone and the locale", function()
    local bytes = command.run_apart("env", "TZ=UTC", "LC_ALL=C", MAIL, "subject=Sở Y tế")
    assert.is_true(#bytes > 200)
    for _, setting in ipairs { "LC_ALL=C.UTF-8", "LC_ALL=vi_VN.UTF-8", "LANG=en_US.ISO-8859-1",
      "TZ=America/New_York" } do
      assert.equal(bytes, (command.run_apart("env", setting, MAIL, "subject=Sở Y tế")))
    end
  end)

  for what, body in pairs(BODIES) do
    it("carries a body with " .. what, function()
      local alone, with = messages["alone " .. what], messages["with " .. what]
      assert.same({ {}, {} }, { alone.defects, with.defects })
      assert.equal((body:gsub("[^\n]$", "%0\n")), plain(alone.parts[1]))
      assert.equal(body, plain(with.parts[1]))
      assert.equal("a\n", with.parts[2].content)
    end)
  end

  for moment in pairs(MOMENTS) do
    it("has the moment " .. moment, function()
      assert.equal(moment, messages[moment].date)
    end)
  end

  for i, case in ipairs(REFUSED) do
    it(("is refused, case %d: %s"):format(i, (case[2]:gsub("%c", " "))), function()
      local bytes, code, err = write(case[1])
      assert.same({ "", 1, "-4 " .. case[2] .. "\n" }, { bytes, code, err })
    end)
  end
end)
