--- What a reader means by a kind and a code.
-- @module tiendo.show.find
local finding = require "tiendo.report.finding"
local label = require "tiendo.show.label"
local schema = require "tiendo.schema"
local text = require "tiendo.text"

local M = {}

local NAMED = 3 -- rows that are suggested by their names

local clean = finding.clean

-- "Task_Groups" and "task-groups" are "task groups".
local function normal(name)
  return ((text.nfc(name) or name):lower():gsub("[_-]", " "))
end

-- Entity by each of its names; observations are looked at as series.
local function by_name(entities)
  local map, names, series = {}, {}, nil
  for _, entity in ipairs(entities) do
    if entity.name == "series" then series = entity end
  end
  for _, entity in ipairs(entities) do
    local meant = entity.is_series and series or entity
    for _, name in ipairs { entity.name, entity.kind, entity.kind_vi } do
      names[#names + 1] = normal(name)
      map[normal(name)] = map[normal(name)] or meant
    end
  end
  return map, names
end

-- Rows of any kind with this code.
local function rows_with_code(plan, entities, code)
  local found = {}
  for _, entity in ipairs(entities) do
    local row = not entity.is_series and plan[entity.name]:find(code)
    if row then found[#found + 1] = { entity = entity, row = row } end
  end
  return found
end

local function no_kind(entities, map, names, kind)
  local near = text.nearest(normal(kind), names)
  if near then
    return ("no kind '%s'; did you mean '%s'?"):format(clean(kind),
      map[near].name)
  end
  local all = {}
  for _, entity in ipairs(entities) do
    if not entity.is_series then all[#all + 1] = entity.name end
  end
  return ("no kind '%s'; there are %s"):format(clean(kind),
    table.concat(all, ", "))
end

-- The word is no kind: it may be the code of some row.
local function find_code(plan, entities, map, names, word)
  local found = rows_with_code(plan, entities, word)
  if #found == 1 then return found[1].entity, found[1].row end
  if #found == 0 then
    return nil, nil, no_kind(entities, map, names, word)
  end
  local kinds = {}
  for i, item in ipairs(found) do
    kinds[i] = ("'%s %s'"):format(item.entity.kind, clean(word))
  end
  return nil, nil, ("'%s' is the code of several rows; say which: %s"):format(
    clean(word), table.concat(kinds, ", "))
end

-- Up to a few rows whose label holds the text, and how many more there are.
local function rows_by_name(set, wanted)
  local named, more = {}, 0
  for row in set:each() do
    local name = label.both(row)
    if text.contains(name, wanted) then
      if #named < NAMED then
        named[#named + 1] = ("%s (%s)"):format(clean(row.code),
          clean(label.of(row, "en")))
      else
        more = more + 1
      end
    end
  end
  return named, more
end

local function no_code(set, entity, code)
  local codes = {}
  for row in set:each() do
    if #codes < 4096 then codes[#codes + 1] = row.code end
  end
  local start = ("no %s '%s'"):format(entity.kind, clean(code))
  if #codes == 0 then
    return ("%s; the store has no %s"):format(start, entity.name:gsub("_", " "))
  end
  local named, more = rows_by_name(set, code)
  if #named > 0 then
    return ("%s; by name: %s%s"):format(start, table.concat(named, ", "),
      more > 0 and (" and %d more"):format(more) or "")
  end
  local near = text.nearest(code, codes)
  return start .. (near and ("; did you mean '%s'?"):format(clean(near))
    or ("; tiendo show STORE %s names them"):format(entity.name))
end

--- The entity and, if a code is given, the row that are meant.
-- @treturn table|nil  the entity, as of tiendo.schema
-- @treturn row|nil
-- @treturn string  what there is not, with the nearest
function M.what(plan, kind, code)
  local entities = schema.entities()
  local map, names = by_name(entities)
  local entity = map[normal(kind)]
  if not entity and not code then
    return find_code(plan, entities, map, names, kind)
  end
  if not entity then return nil, nil, no_kind(entities, map, names, kind) end
  if not code then return entity end
  local set = plan[entity.name]
  local row = set:find(code)
  if not row then return nil, nil, no_code(set, entity, code) end
  return entity, row
end

return M
