--- tiendo rules docs: pages about rules, and docs/rules as they must be.
local command = require "tests.support.command"

local RULE = [=[
return {
  id = "my.rule",
  title = { en = "A | rule", vi = "Một quy tắc" },
  doc = {
    en = [[
Looks at *stars* and `a_b*`.
Goes on.

- no list

Basis: the law, line <1>.

Its second paragraph.

What to do: write.

May mislead where nothing is known.]],
    vi = [[
Xem xét.

Căn cứ: ở văn bản.

Việc cần làm: đề nghị bổ sung.

Có thể sai khi thiếu thông tin.]],
  },
  over = "targets",
  needs = { "label_en" },
  params = { few = { type = "integer", min = 1, default = 2, unit = "tasks",
    doc = { en = "at least", vi = "ít nhất" }, source = "the decree" } },
  message = { en = "{tasks} of {few}", vi = "{tasks} trên {few}" },
  check = function(t, ctx)
    local n = #t.task_groups
    if n < ctx.params.few then return { tasks = n, few = ctx.params.few } end
  end,
  examples = {
    { name = "one", as_of = "2026-11-23", set = { few = 1 },
      plan = { targets = { { code = "1.1", label_en = "A" } },
        task_groups = { { code = "g", target = "1.1" } } },
      expect = { pass = 1, fail = 0 } },
    { name = "none", as_of = "2026-11-23",
      plan = { targets = { { code = "1.1", label_en = "A", label_vi = "Á" } } },
      expect = { fail = 1 } },
  },
}
]=]

local PAGE = [[
# A \| rule

*Một quy tắc*

`my.rule` · severity medium · looks at targets, one by one

Looks at \*stars\* and `a_b*`. Goes on.

\- no list

## Basis

The law, line \<1\>.

Its second paragraph.

## What to do

Write.

## When it may mislead

May mislead where nothing is known.

## Parameters

| parameter | takes | default | what it means |
|---|---|---|---|
| `few` | whole number from 1, tasks | `2` | at least (source: the decree) |

To set one: `--set my.rule.few=2`

## What it needs

A row without one of `label_en` counts as no data.

## Message

`{tasks} of {few}`

## A finding

> **A** `1.1`
>
> 0 of 2
>
> - few: 2
> - tasks: 0

From the example “none”; its rows and figures are invented.

## Examples

| example | as of | expected |
|---|---|---|
| one | 2026-11-23 | 1 pass |
| none | 2026-11-23 | 1 fail |
]]

local path, store

local function docs(...)
  return command.tiendo("rules", "docs", ...)
end

local function names_below(folder)
  local find = ("cd '%s' && find . -type f | LC_ALL=C sort"):format(folder)
  local list <close> = assert(io.popen(find))
  local names = {}
  for name in list:lines() do names[#names + 1] = name end
  return names
end

setup(function()
  os.execute(("mkdir -p '%s'"):format(command.path "docs/my"))
  path = command.file("docs/my/rule.lua", RULE):match "^(.*)/my/rule.lua$"
  store = command.store "tests/data/small"
end)

describe("tiendo rules docs RULE", function()
  it("tells all about a rule, with a finding of an example", function()
    local out, code, err = docs("my.rule", "--no-builtin", "--rules", path)
    assert.equal(0, code, err)
    assert.equal(PAGE, out)
  end)

  it("speaks Vietnamese", function()
    local out = docs("my.rule", "--no-builtin", "--rules", path, "--lang", "vi")
    for _, part in ipairs { "# Một quy tắc\n\n*A \\| rule*\n", "## Căn cứ\n\nỞ văn bản.\n",
      "## Việc cần làm\n\nĐề nghị bổ sung.\n", "Có thể sai khi thiếu thông tin.\n",
      "> **Á** `1.1`\n>\n> 0 trên 2\n", "| none | 2026-11-23 | 1 không đạt |\n" } do
      assert(out:find(part, 1, true), part .. "\n" .. out)
    end
  end)

  it("takes the finding from a store where there is one", function()
    local out = docs("my.rule", store, "--no-builtin", "--rules", path, "--as-of", "2026-11-23")
    assert.is_nil(out:find("invented", 1, true))
    assert.matches("as of 2026-11-23. All of them: `tiendo check STORE --as-of 2026-11-23 "
      .. "--select 'my.rule'`", out, 1, true)
  end)

  it("writes a file", function()
    local to = command.path "one.md"
    local _, code = docs("my.rule", "--no-builtin", "--rules", path, "-o", to)
    assert.equal(0, code)
    assert.equal(PAGE, command.read(to))
  end)

  it("shows no finding of an example that does not pass", function()
    os.execute(("mkdir -p '%s'"):format(command.path "wrong/my"))
    local wrong = command.file("wrong/my/rule.lua",
      (RULE:gsub("expect = { fail = 1 }", "expect = { fail = 2 }"))):match "^(.*)/my/rule.lua$"
    assert.is_nil(docs("my.rule", "--no-builtin", "--rules", wrong):find "## A finding")
  end)

  for _, case in ipairs {
    { "suggests the nearest rule", { "my.rle" }, "no rule 'my.rle'; did you mean 'my.rule'?" },
    { "asks for a folder or a rule", {}, "tiendo rules docs DIR|RULE [STORE]" },
    { "writes all to a folder only", { "pages", "-o", "x" }, "-o goes with one rule" },
    { "has options of its own", { "my.rule", "--select", "x" }, "has no option --select" },
  } do
    it(case[1], function()
      local out, code, err = docs("--no-builtin", "--rules", path, table.unpack(case[2]))
      assert.equal(2, code)
      assert.equal("", out)
      assert(err:find(case[3], 1, true), err)
    end)
  end
end)

describe("tiendo rules docs DIR", function()
  it("writes a page a rule and an index", function()
    local to = command.path "pages/of/rules"
    local out, code, err = docs(to, "--no-builtin", "--rules", path)
    assert.equal(0, code, err)
    assert.equal(to .. "/README.md\n", out)
    assert.same({ "./README.md", "./my/rule.md" }, names_below(to))
    assert.equal(PAGE, command.read(to .. "/my/rule.md"))
    assert.equal([[
# Rules

1 rule. Written by `tiendo rules docs` from the rule itself.

## My

| rule | severity | title |
|---|---|---|
| [`my.rule`](my/rule.md) | medium | A \| rule |
]], command.read(to .. "/README.md"))
  end)

  it("says what cannot be written", function()
    local _, code, err = docs("/proc/none/pages", "--no-builtin", "--rules", path)
    assert.equal(5, code)
    assert.matches("/proc/none", err, 1, true)
  end)
end)

describe("docs/rules", function()
  local fresh

  setup(function()
    fresh = command.path "fresh"
    local _, code, err = docs(fresh, command.store "datasets/an-giang", "--as-of", "2026-11-23")
    assert.equal(0, code, err)
  end)

  it("has the pages that `make docs-rules` writes, and no other", function()
    assert.same(names_below(fresh), names_below "docs/rules")
    for _, name in ipairs(names_below(fresh)) do
      assert.equal(command.read(fresh .. "/" .. name), command.read("docs/rules/" .. name), name)
    end
  end)

  it("shows a finding of each rule, and says which are no facts", function()
    local names = names_below(fresh)
    assert.is_true(#names > 50)
    for _, name in ipairs(names) do
      local text = command.read(fresh .. "/" .. name)
      if name ~= "./README.md" then
        assert.matches("\n## A finding\n\n> ", text, 1, true)
        assert.matches("\n## What to do\n", text, 1, true)
        assert.is_truthy(text:find "1015/QĐ%-UBND" or text:find "figures are invented", name)
      end
    end
    assert.matches("no facts", command.read(fresh .. "/reporting/missing.md"))
  end)
end)
