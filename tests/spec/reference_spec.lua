--- What is described is what is there: every documented example is run, every
-- function that a rule reaches is described and every described one is there,
-- and the documents made of it are those in docs/.
local tiendo = require "tiendo"
local help = require "tiendo.help"
local fixture = require "tiendo.fixture"
local command = require "tests.support.command"

local BUILD = os.getenv "TD_BUILD" or "build/dev"

-- Values as examples write them.
local SHOW = [[
local function show(v)
  if type(v) == "string" then return '"' .. v .. '"' end
  if type(v) ~= "table" then return tostring(v) end
  local items = {}
  for i, item in ipairs(v) do items[i] = show(item) end
  return "{ " .. table.concat(items, ", ") .. " }"
end
local function show_all(...)
  local values = table.pack(...)
  for i = 1, values.n do values[i] = show(values[i]) end
  return table.concat(values, ", ", 1, values.n)
end
]]

local RULE = [[
return { id = "a.b", title = "t", over = "commitments",
  check_all = function(_, ctx)
    %s
    local function run()
      %s
    end
    local text = show_all(run())
    ctx.emit { subject = c, key = "shown", text = text }
    ctx.evaluated(9)
  end }]]

local pages = help.pages()

-- The modules under their short names, as the reference has them.
local function module_names()
  local out = {}
  for _, page in ipairs(pages) do
    if page.kind == "module" then
      out[#out + 1] = ("local %s = require %q"):format(page.name:match "[^.]+$",
        page.name)
    end
  end
  return table.concat(out, "\n")
end

local plan = assert(tiendo.plan(fixture.complete(help.EXAMPLES.plan),
  { as_of = help.EXAMPLES.as_of }))
local PREAMBLE = SHOW .. module_names() .. "\n" .. help.EXAMPLES.names

-- What the body of a function gives, as text, in the environment of a rule.
local function run(body)
  local result = assert(plan:check {
    name = "example", text = RULE:format(PREAMBLE, body) })
  if result.errors[1] then error(result.errors[1].message) end
  for _, finding in ipairs(result.findings) do
    if finding.key == "shown" then return finding.evidence[1].value end
  end
end

local function each_function(visit)
  for _, page in ipairs(pages) do
    for _, f in ipairs(page.functions) do visit(f, page) end
  end
end

describe("an example", function()
  each_function(function(f)
    if not f.example then return end
    it("of " .. f.name .. " gives what it shows", function()
      local code, value = f.example:match "^(.-)%s*%-%->%s*(.*)$"
      code = code or f.example
      if load("return " .. code) then code = "return " .. code end
      local got = run(code)
      if not value then return end
      -- Results beyond those shown are not compared.
      local rest = got:sub(#value + 1)
      assert.equal(value, rest:find "^, " and got:sub(1, #value) or got)
    end)
  end)
end)

describe("a description", function()
  local function names_of(body)
    local out = {}
    for name in run(body):gmatch "[%w_]+" do out[#out + 1] = name end
    table.sort(out)
    return out
  end

  local function described(page, kind)
    local out = {}
    for _, f in ipairs(page.functions) do out[#out + 1] = f.key end
    if kind == "all" then
      for _, f in ipairs(page.fields) do out[#out + 1] = f.name end
    end
    table.sort(out)
    return out
  end

  -- The names in a table, joined without quotes.
  local JOINED = [[local names = {}
    for name in pairs(%s) do names[#names + 1] = name end
    return table.concat(names, " ")]]

  for _, page in ipairs(pages) do
    local is_tree = page.kind == "module" or page.kind == "library"
    if is_tree and page.name ~= "globals" then
      it("is there for all of " .. page.name .. " and for nothing else", function()
        local code = page.kind == "module"
          and ("require %q"):format(page.name) or page.name
        assert.same(described(page, "all"), names_of(JOINED:format("(" .. code .. ")")))
      end)
    end
  end

  it("is there for all of ctx and for nothing else", function()
    for _, page in ipairs(pages) do
      if page.name == "ctx" then
        assert.same(described(page, "all"), names_of(JOINED:format "ctx"))
      end
    end
  end)

  -- Whoever asks for a name that is not there is told the nearest one; so a
  -- method is there if asking for it raises nothing.
  it("of a method or field is of one that is there", function()
    local values = { set = "ctx.plan.targets", series = "s", date = "c.deadline",
      period = 'date.period "2025"', ctx = "ctx" }
    for _, page in ipairs(pages) do
      local value = values[page.name]
      for _, list in ipairs { page.functions, page.fields } do
        for _, one in ipairs(value and list or {}) do
          assert.equal("true", run(("local v = %s return v.%s ~= nil"):format(value,
            one.key or one.name)), page.name .. "." .. (one.key or one.name))
        end
      end
    end
  end)

  it("is there for each global function", function()
    local globals = { "_VERSION", "math", "string", "table", "utf8" }
    for _, page in ipairs(pages) do
      if page.name == "globals" then
        for _, f in ipairs(page.functions) do globals[#globals + 1] = f.key end
      end
    end
    -- What Lua has, and rules perhaps: asking for what they lack raises.
    local there = {}
    for name in pairs(_G) do
      if pcall(run, ("return %s ~= nil"):format(name)) then there[#there + 1] = name end
    end
    local known = {}
    for _, name in ipairs(globals) do
      known[name] = true
      assert.equal("true", run(("return %s ~= nil"):format(name)), name)
    end
    for _, name in ipairs(there) do assert.is_true(known[name], name) end
  end)

  it("names each field of each entity", function()
    for _, page in ipairs(help.entities()) do
      for _, field in ipairs(page.fields) do
        assert.is_true(#(field.doc or "") > 0, page.name .. "." .. field.name)
        run(("local row = ctx.plan.%s[1] return row and row.%s"):format(page.set,
          field.name))
      end
    end
  end)
end)

describe("tiendo.help", function()
  it("finds functions, fields and pages", function()
    assert.matches("^series:at%(when%)\nThe value of a period", help.find "series:at")
    assert.matches("number of the goal", help.find "goal.code")
    assert.matches("ctx.emit%(finding%)", help.find "ctx")
    assert.matches("promise.direction", help.find "promise")
    assert.is_nil(help.find "nothing of that name")
  end)
end)

describe("docs/reference.md and docs/lua", function()
  it("are what `make docs` writes", function()
    local dir = command.path "docs"
    assert(os.execute(("mkdir -p %s/lua"):format(dir)))
    assert(os.execute(("LUA_CPATH='%s/?.so' lua5.4 docs/generate.lua %s"):format(
      BUILD, dir)))
    assert(os.execute(("diff -q %s/reference.md docs/reference.md"):format(dir)))
    assert(os.execute(("diff -rq %s/lua docs/lua"):format(dir)))
  end)

  it("are Lua where they are for editors", function()
    for _, page in ipairs(pages) do
      if page.kind == "module" then
        assert(loadfile(("docs/lua/%s.lua"):format(page.name:match "[^.]+$")))
      end
    end
    assert(loadfile "docs/lua/classes.lua")
    assert(loadfile "docs/lua/entities.lua")
  end)
end)
