--- Writes what is described in the program where people and editors read it:
--   lua5.4 docs/generate.lua DIR
-- DIR/reference.md, DIR/lua/*.lua for the Lua language server, and
-- DIR/lua/luacheck_std.lua. `make docs` runs it; a spec sees to it that docs/
-- holds what it writes.
require "tiendo"
local help = require "tiendo.help"

local GENERATED = "Made by `make docs` from the descriptions in the program; "
  .. "do not edit."

local function write(path, lines)
  local file <close> = assert(io.open(path, "wb"))
  local text = table.concat(lines, "\n"):gsub("[ \t]+\n", "\n")
  file:write((text:gsub("%s*$", "\n")))
end

local function one_line(text)
  return (text or ""):gsub("%s*\n%s*", " ")
end

-- Reference -----------------------------------------------------------------

local function cell(text)
  return (one_line(text):gsub("|", "\\|"))
end

local function add_fields(out, fields, title)
  if #fields == 0 then return end
  table.insert(out, ("| %s | | |\n|---|---|---|"):format(title))
  for _, field in ipairs(fields) do
    table.insert(out, ("| `%s` | %s%s | %s |"):format(field.name,
      cell(help.type_text(field)), field.is_optional and ", optional" or "",
      cell(field.doc)))
  end
  table.insert(out, "")
end

local function item(value)
  local notes = { help.type_text(value) }
  if value.is_optional then notes[2] = "optional" end
  local doc = value.doc and ": " .. one_line(value.doc) or ""
  if not value.name then return "- " .. table.concat(notes, ", ") .. doc end
  return ("- `%s` (%s)%s"):format(value.name, table.concat(notes, ", "), doc)
end

local function add_function(out, f)
  table.insert(out, ("#### `%s`\n\n%s\n"):format(help.signature(f), f.doc))
  for _, arg in ipairs(f.args) do table.insert(out, item(arg)) end
  if #f.args > 0 then table.insert(out, "") end
  if #f.results > 0 then table.insert(out, "Gives:\n") end
  for _, result in ipairs(f.results) do table.insert(out, item(result)) end
  if #f.results > 0 then table.insert(out, "") end
  if f.example then
    table.insert(out, "```lua\n" .. f.example .. "\n```\n")
  end
end

local function add_page(out, page)
  table.insert(out, ("### %s\n\n%s\n"):format(page.name, page.doc))
  add_fields(out, page.fields, page.name == "rule" and "key" or "name")
  for _, f in ipairs(page.functions) do add_function(out, f) end
end

local function add_kind(out, pages, kind, title)
  table.insert(out, "## " .. title .. "\n")
  for _, page in ipairs(pages) do
    if page.kind == kind then add_page(out, page) end
  end
end

local function add_entities(out)
  table.insert(out, "## Rows of the plan\n\nThe sets are fields of "
    .. "`ctx.plan`. What is optional is nil where it is not there.\n")
  for _, page in ipairs(help.entities()) do
    table.insert(out, ("### %s\n\n`ctx.plan.%s`: %s.\n"):format(page.name,
      page.set, page.doc))
    add_fields(out, page.fields, "field")
  end
end

local function reference()
  local out = { "# Reference\n\n" .. GENERATED .. "\n\nEverything that a rule "
    .. "can write, call and read. [rules.md](rules.md) is how to write one. "
    .. "The examples are run as they stand here, by `make test`, with these "
    .. "names besides the modules:\n\n```lua\n" .. help.EXAMPLES.names
    .. "\n```\n" }
  local pages = help.pages()
  add_kind(out, pages, "class", "Tables and values")
  add_entities(out)
  add_kind(out, pages, "module", "Modules")
  add_kind(out, pages, "library", "Lua")
  return out
end

-- Definitions for the Lua language server -----------------------------------

-- Names that are no names in Lua.
local function param_name(name)
  return name == "end" and "last" or name
end

local function comment(out, text)
  for line in (text or ""):gmatch "[^\n]+" do out[#out + 1] = "--- " .. line end
end

-- Types as comments of modules write them, such as "table|nil".
local function code_of(value, is_result)
  local code = is_result and value.result or value.code
  if value.of and value.of:find "|" then
    return '"' .. value.of:gsub("|", '"|"') .. '"'
  end
  if value.type == "table" and value.of then return value.of end
  if value.type == "list" then
    return ({ text = "string[]", number = "number[]", period = "period[]",
      ["name of a field"] = "string[]" })[value.of] or "table[]"
  end
  if code:find "[^%w_|%[%]%.()?: ]" then return "any" end
  return code
end

local function add_params(out, f)
  for _, arg in ipairs(f.args) do
    out[#out + 1] = ("---@param %s%s %s %s"):format(param_name(arg.name),
      arg.is_optional and arg.name ~= "..." and "?" or "", code_of(arg),
      one_line(arg.doc))
  end
  for _, result in ipairs(f.results) do
    out[#out + 1] = ("---@return %s%s %s %s"):format(code_of(result, true),
      result.is_optional and result.name ~= "..." and "?" or "",
      result.name or "", one_line(result.doc))
  end
end

local function add_definition(out, owner, f)
  local names = {}
  for i, arg in ipairs(f.args) do names[i] = param_name(arg.name) end
  comment(out, f.doc)
  if f.example then out[#out + 1] = "--- `" .. f.example .. "`" end
  add_params(out, f)
  out[#out + 1] = ("function %s%s%s(%s) end\n"):format(owner,
    f.is_method and ":" or ".", f.key, table.concat(names, ", "))
end

local function add_class_fields(out, fields)
  for _, field in ipairs(fields) do
    out[#out + 1] = ("---@field %s%s %s %s"):format(field.name,
      field.is_optional and "?" or "", code_of(field, true),
      one_line(field.doc))
  end
end

local CLASS_EXTRA = {
  date = { "---@operator add(integer): date", "---@operator sub(date): integer",
    "---@operator sub(integer): date" },
  series = { "---@operator len: integer" },
  set = { "---@operator len: integer", "---@field [integer] any" },
}

local function add_class(out, page)
  comment(out, page.doc)
  out[#out + 1] = "---@class " .. page.name
  add_class_fields(out, page.fields)
  table.move(CLASS_EXTRA[page.name] or {}, 1, 9, #out + 1, out)
  out[#out + 1] = ("local %s = {}\n"):format(page.name)
  for _, f in ipairs(page.functions) do add_definition(out, page.name, f) end
end

local function meta(...)
  return { "---@meta " .. (...), "-- " .. GENERATED .. "\n" }
end

local function classes(pages)
  local out = meta "_"
  out[#out + 1] = "---@class words\n---@field en? string\n"
    .. "---@field vi? string\n"
  out[#out + 1] = "---@class mann_kendall\n---@field s number\n"
    .. "---@field var number\n---@field z number\n---@field p number\n"
    .. "---@field p_exact? number\n"
  for _, page in ipairs(pages) do
    if page.kind == "class" then add_class(out, page) end
  end
  return out
end

-- Methods of a set whose results depend on what is in it.
local TYPED = [[
---@class %s: set
---@field [integer] %s
---@field each fun(self: %s): fun(): %s
---@field existing fun(self: %s, day?: date|string): %s
---@field find fun(self: %s, code: string): %s?
---@field first fun(self: %s, filter?: table|fun(row: %s): any): %s?
---@field sort fun(self: %s, field: string, order?: "asc"|"desc"): %s
---@field where fun(self: %s, filter: table|fun(row: %s): any): %s
]]

local function typed_set(set, kind)
  return TYPED:format(set, kind, set, kind, set, set, set, kind, set, kind,
    kind, set, set, set, kind, set)
end

local function add_rule_of(out, set, kind)
  out[#out + 1] = ("---@class rule.%s: rule\n---@field over \"%s\"\n"
    .. "---@field check? fun(row: %s, ctx: ctx): table?\n"
    .. "---@field check_all? fun(set: %s, ctx: ctx)\n"):format(set, set, kind,
      set)
end

local function entities()
  local out, plan = meta "_", { "---@class plan" }
  out[#out + 1] = "---@class entity\n"
  for _, page in ipairs(help.entities()) do
    -- The rows of the series table; `series` itself is the class of figures.
    local set = page.set == "series" and "series_rows" or page.set
    local kind = page.set == "series" and "series_row" or page.name
    comment(out, page.doc)
    out[#out + 1] = ("---@class %s: entity"):format(kind)
    for _, field in ipairs(page.fields) do
      if field.result == "series" and field.type:find "^set" then
        field.result = "series_rows"
      end
    end
    add_class_fields(out, page.fields)
    out[#out + 1] = ""
    out[#out + 1] = typed_set(set, kind)
    add_rule_of(out, set, kind)
    plan[#plan + 1] = ("---@field %s %s %s"):format(page.set, set, page.doc)
  end
  return table.move(plan, 1, #plan, #out + 1, out)
end

local function module_file(page)
  local out = meta(page.name)
  comment(out, page.doc)
  out[#out + 1] = "local M = {}\n"
  for _, field in ipairs(page.fields) do
    comment(out, field.doc)
    out[#out + 1] = ("---@type %s\nM.%s = nil\n"):format(code_of(field),
      field.name)
  end
  for _, f in ipairs(page.functions) do add_definition(out, "M", f) end
  out[#out + 1] = "return M"
  return out
end

-- What luacheck lets rules read.
local function luacheck_std(pages)
  local out = { "-- " .. GENERATED, "return {", "  read_globals = {",
    '    "_VERSION",' }
  for _, page in ipairs(pages) do
    if page.name == "globals" then
      for _, f in ipairs(page.functions) do
        out[#out + 1] = ('    "%s",'):format(f.key)
      end
    elseif page.kind == "library" then
      local names = {}
      for _, list in ipairs { page.fields, page.functions } do
        for _, one in ipairs(list) do
          names[#names + 1] = ("%s = {}"):format(one.key or one.name)
        end
      end
      table.sort(names)
      out[#out + 1] = ("    %s = { fields = {\n      %s,\n    } },"):format(
        page.name, table.concat(names, ",\n      "))
    end
  end
  out[#out + 1] = "  },\n}"
  return out
end

local function main(dir)
  local pages = help.pages()
  write(dir .. "/reference.md", reference())
  write(dir .. "/lua/classes.lua", classes(pages))
  write(dir .. "/lua/entities.lua", entities())
  write(dir .. "/lua/luacheck_std.lua", luacheck_std(pages))
  for _, page in ipairs(pages) do
    if page.kind == "module" then
      write(("%s/lua/%s.lua"):format(dir, page.name:match "[^.]+$"),
        module_file(page))
    end
  end
end

main(assert(arg[1], "a folder is needed"))
