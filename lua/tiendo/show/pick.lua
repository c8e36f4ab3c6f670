--- Rows of one kind that a selection expression means. What may be named are
-- the fields of the kind, `subject` for the code, `label` for its names, and
-- the goal, target and agency that a row belongs to.
-- @module tiendo.show.pick
local label = require "tiendo.show.label"
local select = require "tiendo.select"

local M = {}

local KINDS = { text = "text", integer = "number", number = "number",
  date = "date", period = "period", choice = "text", reference = "code" }
local PLACES = { "goal", "target", "agency" }

-- A field as tiendo.select has them.
local function selectable(field)
  if field.type == "boolean" then
    return { kind = "choice", of = { "true", "false" } }
  end
  local kind = field.name == "code" and "code" or KINDS[field.type]
  return { kind = kind, of = field.type == "choice" and field.of or nil }
end

local function has(row, name)
  return (pcall(function() return row[name] end))
end

--- What may be named of the rows of a kind, as tiendo.select has fields.
-- @tparam table entity
-- @param row  one of the rows, or nil
function M.fields(entity, row)
  local fields = { subject = { kind = "code" }, label = { kind = "text" } }
  for _, name in ipairs(PLACES) do
    if row and has(row, name) then fields[name] = { kind = "code" } end
  end
  for _, field in ipairs(entity.computed) do
    if field.type == "choice" then fields[field.name] = selectable(field) end
  end
  for _, field in ipairs(entity.fields) do
    if field.of ~= "series" then fields[field.name] = selectable(field) end
  end
  return fields
end

local function plain(value)
  if type(value) ~= "userdata" then return value end
  local ok, code = pcall(function() return value.code end)
  return ok and code or tostring(value)
end

-- The record of a row; what is not asked for is not read.
local function record_of(row)
  return setmetatable({}, { __index = function(_, name)
    if name == "subject" then return row.code end
    if name == "label" then return label.both(row) end
    return plain(row[name])
  end })
end

--- What an expression says of a row.
-- @tparam table entity  as of tiendo.schema
-- @param row  one of the rows, or nil
-- @tparam string source
-- @treturn function|nil  tells of a row whether it is meant
-- @treturn string  what is wrong with the expression
function M.test(entity, row, source)
  local test, message = select.compile(source, M.fields(entity, row))
  if not test then return nil, message end
  return function(one) return test(record_of(one)) end
end

--- The rows of a set that an expression means.
-- @tparam table entity  as of tiendo.schema
-- @tparam set set
-- @tparam string source
-- @treturn set|nil
-- @treturn string  what is wrong with the expression
function M.rows(entity, set, source)
  local test, message = M.test(entity, set[1], source)
  if not test then return nil, "--select: " .. message end
  return set:where(test)
end

return M
