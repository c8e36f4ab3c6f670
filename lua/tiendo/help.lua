--- Everything that rules can call, read and write, as it is described where it
-- is made: pages of functions, classes and entities, and texts about one name.
-- docs/generate.lua makes the reference of it.
-- @module tiendo.help
local about = require "tiendo.about"
local library = require "tiendo.library"
local schema = require "tiendo.schema"

local M = {}

--- What the examples stand on: the plan, the day, and the names they use. They
-- are run as they are shown.
M.EXAMPLES = {
  as_of = "2026-11-23",
  plan = {
    goals = { { code = "3" } },
    targets = { { code = "3.1", goal = "3" },
      { code = "3.2", goal = "3", deadline = "2030-12-31" } },
    waivers = { { code = "7/QĐ", scope = "goal = 4",
      valid_from = "2026-01-01", valid_to = "2026-12-31" } },
    agencies = { { code = "so-y-te", valid_from = "2015-01-01" } },
    indicators = { { code = "imr", direction = "down" } },
    commitments = { { code = "3.1/imr", target = "3.1", indicator = "imr",
      area = "an-giang", comparator = "<=", value = 10,
      deadline = "2030-12-31" } },
    observations = {
      { indicator = "imr", area = "an-giang", period = "2015", value = 14.5 },
      { indicator = "imr", area = "an-giang", period = "2016", value = 12.9 },
      { indicator = "imr", area = "an-giang", period = "2017", value = 11.9 },
      { indicator = "imr", area = "an-giang", period = "2018", value = 12.4 },
      { indicator = "imr", area = "an-giang", period = "2019", value = 11 },
    },
  },
  names = [[
local c = ctx.plan.commitments[1]   -- infant mortality <= 10 by 2030-12-31
local s = c.series                  -- 14.5, 12.9, 11.9, 12.4, 11.0 from 2015 on
local agency = ctx.plan.agencies[1] -- founded in 2015, no members, no heirs]],
}

local TYPES = { reference = "row of the plan", integer = "whole number",
  choice = "text" }
local CODES = { text = "string", choice = "string", integer = "integer" }

-- A field of an entity in the shape of other fields.
local function field_of(field, of_kind)
  local code = CODES[field.type] or field.type
  local kind = TYPES[field.type] or field.type
  if field.type == "reference" then
    code = of_kind[field.of] or "series"
    kind = code
  end
  return { name = field.name, type = kind, code = code, result = code,
    is_optional = not field.is_required, doc = field.doc,
    of = type(field.of) == "table" and table.concat(field.of, "|")
      or field.of }
end

local function relation_of(relation, kind)
  return { name = relation.name, type = "set of " .. relation.of,
    code = relation.of, result = relation.of, is_optional = false,
    doc = ("the %s whose `%s` is this %s"):format(
      relation.of:gsub("_", " "), relation.by, kind) }
end

local function entity_page(entity, of_kind)
  local page = { name = entity.kind, set = entity.name, kind = "entity",
    doc = entity.doc, fields = {}, functions = {} }
  for _, field in ipairs(entity.fields) do
    table.insert(page.fields, field_of(field, of_kind))
  end
  for _, relation in ipairs(entity.relations) do
    table.insert(page.fields, relation_of(relation, entity.kind))
  end
  for _, field in ipairs(entity.computed) do
    table.insert(page.fields, field_of(field, of_kind))
  end
  return page
end

--- The entities of the plan that rules see. A page is as those of pages(), with
-- `set`: the name of the set of all its rows.
-- @treturn table  list of pages
function M.entities()
  local out, of_kind = {}, {}
  for _, entity in ipairs(schema.entities()) do
    if entity.name ~= "series" then of_kind[entity.name] = entity.kind end
  end
  for _, entity in ipairs(schema.entities()) do
    if not entity.is_series then
      out[#out + 1] = entity_page(entity, of_kind)
    end
  end
  return out
end

--- Classes, libraries and modules, in the order of the reference.
-- @treturn table  list of { name, kind, doc, fields, functions }: kind is
--   "class", "library" or "module"; fields, and args and results of a function,
--   are lists of { name, type, code, result, is_optional, doc, of }, the name
--   missing where a result has none; a function
--   is { name, key, is_method, args, results, doc, example }
function M.pages()
  local pages = about.pages()
  for _, page in ipairs(library) do pages[#pages + 1] = page end
  return pages
end

--- A function as it is called: "ctx.working_days(from, to, calendar?)".
function M.signature(f)
  local args = {}
  for i, arg in ipairs(f.args) do
    args[i] = arg.name .. (arg.is_optional and arg.name ~= "..." and "?" or "")
  end
  return f.name .. "(" .. table.concat(args, ", ") .. ")"
end

--- The type of an argument, result or field in words.
function M.type_text(item)
  if item.type == "list" and item.of then return "list of " .. item.of end
  if item.of and item.of:find "|" then
    return '"' .. item.of:gsub("|", '", "') .. '"'
  end
  return item.type
end

local function item_line(item)
  return ("  %-16s %s%s%s"):format(item.name or "", M.type_text(item),
    item.is_optional and ", may be missing" or "",
    item.doc and ": " .. item.doc or "")
end

local function function_text(f)
  local lines = { M.signature(f), f.doc }
  for _, arg in ipairs(f.args) do lines[#lines + 1] = item_line(arg) end
  if #f.results > 0 then lines[#lines + 1] = "gives" end
  for _, result in ipairs(f.results) do
    lines[#lines + 1] = item_line(result)
  end
  if f.example then lines[#lines + 1] = f.example end
  return table.concat(lines, "\n")
end

local function page_text(page)
  local lines = { page.name, page.doc }
  for _, field in ipairs(page.fields) do
    lines[#lines + 1] = item_line(field)
  end
  for _, f in ipairs(page.functions) do
    lines[#lines + 1] = "  " .. M.signature(f)
  end
  return table.concat(lines, "\n")
end

local function find_in(page, name)
  if page.name == name or page.set == name
    or page.kind == "module" and page.name:match "[^.]+$" == name then
    return page_text(page)
  end
  for _, f in ipairs(page.functions) do
    if f.name == name or page.name .. "." .. f.key == name then
      return function_text(f)
    end
  end
  for _, field in ipairs(page.fields) do
    if page.name .. "." .. field.name == name then
      return name .. "\n" .. item_line(field)
    end
  end
end

--- Text about a name: of a page ("set", "commitment", "tiendo.progress"), of a
-- function ("ctx.emit", "series:at", "pairs") or of a field ("goal.code").
-- @tparam string name
-- @treturn string|nil
-- @usage help.find "series:at"
function M.find(name)
  for _, pages in ipairs { M.pages(), M.entities() } do
    for _, page in ipairs(pages) do
      local text = find_in(page, name)
      if text then return text end
    end
  end
end

return M
