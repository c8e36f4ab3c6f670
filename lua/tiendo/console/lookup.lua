--- One row by what a reader calls it: its code, or its name in either language
-- whatever the case and the diacritics.
-- @module tiendo.console.lookup
local label = require "tiendo.show.label"
local text = require "tiendo.text"

local M = {}

local NAMED = 4 -- rows that are suggested by their names

-- Rows whose name is, or else holds, the text.
local function by_name(set, wanted)
  local folded = text.fold(wanted)
  local whole, part = {}, {}
  for row in set:each() do
    for _, lang in ipairs { "vi", "en" } do
      local name = label.own(row, lang)
      if name and text.fold(name) == folded then
        if whole[#whole] ~= row then whole[#whole + 1] = row end
      elseif name and text.contains(name, wanted) then
        if part[#part] ~= row then part[#part + 1] = row end
      end
    end
  end
  return whole, part
end

local function named(rows, lang)
  local out = {}
  for i, row in ipairs(rows) do
    if i > NAMED then
      out[i] = ("%d more"):format(#rows - NAMED)
      break
    end
    out[i] = ("%s (%s)"):format(row.code, label.of(row, lang))
  end
  return table.concat(out, ", ")
end

local function nearest(set, wanted)
  local codes = {}
  for row in set:each() do
    if #codes < 4096 then codes[#codes + 1] = row.code end
  end
  return text.nearest(wanted, codes)
end

--- The row that is meant; raises, with those that may be, if none is.
-- @param set  of all rows of the kind
-- @tparam table entity
-- @tparam string wanted
-- @tparam string lang  of the names in the message
function M.row(set, entity, wanted, lang)
  local row = set:find(wanted)
  if row then return row end
  local whole, part = by_name(set, wanted)
  if #whole == 1 then return whole[1] end
  local found = #whole > 0 and whole or part
  if #whole == 0 and #part == 1 then return part[1] end
  local start = ("no %s '%s'"):format(entity.kind, wanted)
  if #found > 0 then
    error(("%s; by name: %s"):format(start, named(found, lang)), 0)
  end
  local near = nearest(set, wanted)
  error(near and ("%s; did you mean '%s'?"):format(start, near)
    or ("%s; %s has them all"):format(start, entity.name), 0)
end

-- Full text -----------------------------------------------------------------

local function hits_in(set, entity, wanted, add)
  for row in set:each() do
    for _, field in ipairs(entity.fields) do
      if field.type == "text" then
        local value = row[field.name]
        if value and text.contains(value, wanted) then
          add(row, field.name, value)
          break
        end
      end
    end
  end
end

--- Every row of the plan in a text of which the words stand, no matter the case
-- or the diacritics.
-- @param plan
-- @tparam table entities
-- @tparam string wanted
-- @treturn table  list of { row, kind, code, field, text }
function M.find(plan, entities, wanted)
  local list = {}
  for _, entity in ipairs(entities) do
    if not entity.is_series then
      hits_in(plan[entity.name], entity, wanted, function(row, field, value)
        list[#list + 1] = { row = row, kind = entity.kind, code = row.code,
          field = field, text = value }
      end)
    end
  end
  return list
end

return M
