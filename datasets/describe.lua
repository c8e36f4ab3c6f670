--- Writes datapackage.json for a folder of CSV files.
--
--   lua5.4 datasets/describe.lua datasets/an-giang host/core/schema.c
--
-- What the fields mean is said once, in schema.c; what the files are, in the
-- folder's package.lua; which columns there are, in the files themselves.
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua;" .. package.path
local csv = require "csv"

local function read_all(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

-- The model --------------------------------------------------------------

-- Arguments of a field macro: neighbouring strings join, other words stay.
local function arguments(text)
  local list, at, current = {}, 1, ""
  while at <= #text do
    local word, after = text:match('^%s*"([^"]*)"()', at)
    if not word then word, after = text:match("^%s*([^,\"%s]+)()", at) end
    if word then
      current, at = current .. word, after
    else
      at = text:match("^%s*,?()", at)
      list[#list + 1], current = current, ""
    end
  end
  list[#list + 1] = current
  return list
end

local function field(macro, args)
  local of = (macro == "CHOICE" or macro == "REF") and args[2] or nil
  return {
    name = args[1],
    type = macro,
    of = of,
    key = args[of and 3 or 2]:find("TD_F_KEY", 1, true) ~= nil,
    blank = args[of and 3 or 2]:find("TD_F_BLANK", 1, true) ~= nil,
    required = args[of and 3 or 2]:find("TD_F_REQUIRED", 1, true) ~= nil,
    doc = args[#args],
  }
end

-- Entity name -> field name -> field.
local function model(path)
  local text = read_all(path):gsub("/%*.-%*/", ""):gsub("\\\n", " ")
  for name, body in text:gmatch("#define (%u+) ([^\n]+)") do
    body = body:gsub("%%", "%%%%")
    text = text:gsub("%f[%w_]" .. name .. "%f[^%w_]", body)
  end
  local entities = {}
  for entity, body in text:gmatch("td_field ([%l_]+)%[%] = (%b{})") do
    local fields = {}
    for macro, args in body:gmatch("(%u+)(%b())") do
      local f = field(macro, arguments(args:sub(2, -2)))
      fields[f.name] = f
    end
    entities[entity] = fields
  end
  return entities
end

-- JSON -------------------------------------------------------------------

-- An object is a list of { key, value } pairs with `object = true`.
local function object(...)
  return { object = true, ... }
end

local function quote(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    return c == '"' and '\\"' or c == "\\" and "\\\\"
      or ("\\u%04x"):format(c:byte())
  end) .. '"'
end

local function json(value, indent)
  if type(value) == "string" then return quote(value) end
  if type(value) ~= "table" then return tostring(value) end
  local inner, items = indent .. "  ", {}
  for _, item in ipairs(value) do
    items[#items + 1] = inner .. (value.object
      and quote(item[1]) .. ": " .. json(item[2], inner) or json(item, inner))
  end
  local open, close = "[", "]"
  if value.object then open, close = "{", "}" end
  if #items == 0 then return open .. close end
  return open .. "\n" .. table.concat(items, ",\n") .. "\n" .. indent .. close
end

-- Resources --------------------------------------------------------------

local TYPES = {
  TEXT = "string", INT = "integer", REAL = "number", BOOL = "boolean",
  DATE = "date", PERIOD = "string", CHOICE = "string", REF = "string",
}
local PERIOD = "[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?"

local function constraints(f)
  local c = object()
  if f.required or (f.key and not f.blank) then
    c[#c + 1] = { "required", true }
  end
  if f.type == "PERIOD" then c[#c + 1] = { "pattern", PERIOD } end
  if f.type == "CHOICE" then
    local enum = {}
    for word in f.of:gmatch("[^|]+") do enum[#enum + 1] = word end
    c[#c + 1] = { "enum", enum }
  end
  return c
end

local function field_of(f)
  local d = object({ "name", f.name }, { "type", TYPES[f.type] },
    { "title", f.name:gsub("_", " "):gsub("^%l", string.upper) .. "" },
    { "description", f.doc })
  local c = constraints(f)
  if #c > 0 then d[#d + 1] = { "constraints", c } end
  return d
end

-- The resource of entity `f.of` that holds every value of the column; where
-- two share the entity and neither holds all, none.
local function referred(f, resource, resources)
  for _, other in ipairs(resources) do
    if other.entity == f.of then
      local all = true
      for _, row in ipairs(resource.rows) do
        local value = row[f.name]
        if value ~= "" and not other.codes[value] then all = false end
      end
      if all then return other == resource and "" or other.name end
    end
  end
end

local function schema(resource, fields, resources)
  local list, keys, foreign, whole = {}, {}, {}, true
  for _, name in ipairs(resource.header) do
    local f = assert(fields[name], resource.path .. ": no field " .. name)
    list[#list + 1] = field_of(f)
    if f.key then
      keys[#keys + 1] = name
      whole = whole and not f.blank
    end
    local target = f.type == "REF" and referred(f, resource, resources)
    if target then
      foreign[#foreign + 1] = object({ "fields", name }, { "reference",
        object({ "resource", target }, { "fields", "code" }) })
    end
  end
  local s = object({ "fields", list }, { "missingValues", { "" } })
  if whole then s[#s + 1] = { "primaryKey", keys } end
  if #foreign > 0 then s[#s + 1] = { "foreignKeys", foreign } end
  return s
end

-- Loads the files that are there; names the others.
local function load_resources(folder, listed)
  local resources = {}
  for _, r in ipairs(listed) do
    local file = io.open(folder .. "/" .. r.path)
    if file then
      file:close()
      r.header, r.rows = csv.read(folder .. "/" .. r.path)
      r.codes = {}
      for _, row in ipairs(r.rows) do r.codes[row.code or false] = true end
      resources[#resources + 1] = r
    else
      io.stderr:write("left out, no such file: ", r.path, "\n")
    end
  end
  return resources
end

local function describe(folder, model_path)
  local package_info = dofile(folder .. "/package.lua")
  local entities = model(model_path)
  local resources = load_resources(folder, package_info.resources)
  local list = {}
  for _, r in ipairs(resources) do
    list[#list + 1] = object({ "name", r.name },
      { "profile", "tabular-data-resource" }, { "path", r.path },
      { "entity", r.entity }, { "title", r.title },
      { "description", r.description }, { "encoding", "utf-8" },
      { "schema", schema(r, entities[r.entity], resources) })
  end
  local licences, sources = {}, {}
  for _, l in ipairs(package_info.licences) do
    licences[#licences + 1] = object({ "name", l.name }, { "path", l.path },
      { "title", l.title })
  end
  for _, s in ipairs(package_info.sources) do
    sources[#sources + 1] = object({ "title", s.title }, { "path", s.path })
  end
  return json(object({ "name", package_info.name },
    { "profile", "tabular-data-package" }, { "title", package_info.title },
    { "description", package_info.description }, { "licenses", licences },
    { "sources", sources }, { "resources", list }), "") .. "\n"
end

local text = describe(arg[1], arg[2])
local out = assert(io.open(arg[1] .. "/datapackage.json", "wb"))
out:write(text)
out:close()
