--- tiendo rules: the list and one rule explained.
local command = require "tests.support.command"
require "tiendo"
local json = require "tiendo.json"

local LATE = [[return {
  id = "late", title = { en = "Too late", vi = "Quá hạn" }, over = "reports",
  severity = "critical", tags = { "reports", "law" }, needs = { "due" },
  doc = "Compares the day of arrival\nwith the day on which it was due.",
  message = { en = "{days} late", vi = "chậm {days}" },
  params = {
    grace = { type = "days", default = 3, max = 30,
      doc = "days that are let pass" },
    calendar = { type = "choice", of = { "all", "working" }, default = "all" },
  },
  check = function() end,
}]]

local PLAIN = [[return { id = "plain", title = "Tên chỉ có một thứ tiếng",
  over = "goals", check_all = function() end }]]

local folder

setup(function()
  folder = command.path "rules"
  os.execute(("mkdir -p '%s'"):format(folder))
  command.file("rules/late.lua", LATE)
  command.file("rules/plain.lua", PLAIN)
end)

local function rules(...)
  return command.tiendo("rules", "--no-builtin", "--rules", folder, ...)
end

local function said(...)
  local out, code, err = rules(...)
  assert.equal(0, code, err)
  return out
end

describe("tiendo rules list", function()
  local TABLE = [[
rule   severity  looks at      title
late   critical  reports owed  Too late
plain  medium    goals         Tên chỉ có một thứ tiếng

2 rules
]]

  it("tells id, severity, what it looks at and title", function()
    assert.equal(TABLE, said "list")
  end)

  it("is what tiendo rules does", function()
    assert.equal(TABLE, said())
  end)

  it("speaks Vietnamese", function()
    assert.matches("late +nghiêm trọng +báo cáo phải nộp +Quá hạn\n",
      said("list", "--lang", "vi"))
  end)

  it("shows severities as they are set", function()
    assert.matches("plain +info +goals", said("--set", "plain.severity=info"))
  end)

  it("keeps what is selected", function()
    assert.matches("^rule.-\nlate [^\n]+\n\n1 rule\n$",
      said("list", "--select", "tag = law"))
    assert.matches("\nplain [^\n]+\n\n1 rule\n$",
      said("list", "--select", "severity < high"))
  end)

  it("keeps what could be selected by what only findings have", function()
    assert.equal(TABLE, said("list", "--select", "goal = 3"))
  end)

  it("gives JSON", function()
    local out = json.decode(said("--format", "json"))
    assert.equal(1, out.schema)
    assert.same({ "late", "plain" }, { out.rules[1].rule, out.rules[2].rule })
    assert.equal("Quá hạn", out.rules[1].title.vi)
  end)
end)

describe("tiendo rules list --select", function()
  it("says so where nothing fits", function()
    local out, code = rules("list", "--select", "nothing.*")
    assert.equal(0, code)
    assert.truthy(out:find("The selection fits none of the %d+ rules"), out)
  end)
end)

describe("tiendo rules explain", function()
  it("tells all about a rule", function()
    local out = said("explain", "late", "--set", "late.grace=5")
    assert.equal(([[
late
Too late

Compares the day of arrival with the day on which it was due.

  severity  critical
  looks at  reports owed, one by one
  needs     due
  tags      reports, law
  message   {days} late
  examples  0
  file      FILE

── Parameters ──────────────────────────────────────────────────────────────────

  calendar = all
    one of all, working · default

  grace = 5
    days from 0 to 30 · set by --set; the default is 3
    days that are let pass

To set one: --set late.calendar=all
]]):gsub("FILE", folder .. "/late.lua"), out)
  end)

  it("tells which rules look at all rows at once", function()
    assert.matches("toàn bộ mục tiêu chung",
      said("explain", "plain", "--lang", "vi"))
  end)

  it("gives units and who set a value in the reader's language", function()
    local function explained(lang)
      return command.tiendo("rules", "explain", "reporting.late", "--lang", lang)
    end
    local en, vi = explained "en", explained "vi"
    assert.matches("days from 0 to 250, working days · default\n", en)
    assert.matches("source: a convention of this rule\n", en)
    assert.matches("số ngày từ 0 đến 250, ngày làm việc · mặc định\n", vi)
    assert.matches("nguồn: quy ước của quy tắc này\n", vi)
  end)

  it("gives JSON with values as they are", function()
    local out = json.decode(said("explain", "late", "--format", "json",
      "--set", "late.grace=5"))
    assert.equal("critical", out.severity)
    assert.same({ "due" }, out.needs)
    assert.equal(5, out.params[2].value)
    assert.equal(3, out.params[2].default)
    assert.is_true(out.params[2].set)
    assert.is_false(out.params[1].set)
  end)
end)

describe("tiendo rules", function()
  for _, case in ipairs {
    { "suggests the nearest rule", { "explain", "lte" },
      "no rule 'lte'; did you mean 'late'?" },
    { "says where to look if none is near", { "explain", "something" },
      "no rule 'something'; tiendo rules list names them" },
    { "needs a rule to explain", { "explain" }, "tiendo rules explain RULE" },
    { "knows its verbs", { "show" }, "'show' is none of list, explain" },
    { "explains one rule at a time", { "explain", "late", "missing" },
      "tiendo rules explain RULE" },
    { "lists without a name", { "list", "late" }, "tiendo rules explain late" },
    { "tells what is wrong with a selection", { "--select", "severty = low" },
      "unknown field 'severty'; did you mean 'severity'?" },
    { "selects in the list only", { "explain", "late", "--select", "late" },
      "tiendo rules explain has no option --select" },
    { "explains one at a time", { "explain", "late", "plain" }, "tiendo rules explain RULE" },
    { "tells what is wrong with a setting", { "--set", "late.grce=1" },
      "did you mean 'grace'?" },
  } do
    it(case[1], function()
      local out, code, err = rules(table.unpack(case[2]))
      assert.equal(2, code)
      assert.equal("", out)
      assert(err:find(case[3], 1, true), err)
    end)
  end
end)
