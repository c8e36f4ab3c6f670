--- What a chain such as `plan.goals[3].targets` is, without running any of it
-- but looking at fields: for completion. Rows that are named by their code are
-- found; of what a method would give only the kind is told.
-- @module tiendo.console.walk
local rows = require "tiendo.console.rows"
local schema = require "tiendo.schema"

local M = {}

-- Methods of sets that give another set of the same kind.
local SAME = { where = true, sort = true, existing = true }

-- The next link of a chain at `at`: { kind, text } and where it ends.
local function link(chain, at)
  local name, stop = chain:match("^%s*[.:]?%s*([%a_][%w_]*)()", at)
  if name then return { kind = "name", text = name }, stop end
  local text
  text, stop = chain:match("^%s*%(?%s*\"([^\"]*)\"%s*%)?()", at)
  if text then return { kind = "call", text = text }, stop end
  text, stop = chain:match("^%s*%(?%s*'([^']*)'%s*%)?()", at)
  if text then return { kind = "call", text = text }, stop end
  text, stop = chain:match("^%s*%[%s*(%d+)%s*%]()", at)
  if text then return { kind = "index", text = tonumber(text) }, stop end
  text, stop = chain:match("^%s*(%b())()", at)
  if text then return { kind = "call", text = text }, stop end
end

local function field(value, name)
  local ok, result = pcall(function() return value[name] end)
  if ok then return result end
end

-- What stands for a value that was not looked for.
local Told = {}

local function told(what, entity)
  return setmetatable({ what = what, entity = entity }, Told)
end

--- Whether a value only stands for one: "set", "row" or "groups"; nil if not.
-- @treturn string|nil
-- @treturn table|nil  the kind of the rows
function M.told(value)
  if getmetatable(value) == Told then return value.what, value.entity end
end

--- The kind of the rows of a set, or nil.
function M.entity(c, value)
  local what, entity = M.told(value)
  if what then return entity end
  local data = rows.data(value)
  if data then return data.entity end
  return c.host.type(value) == "set" and c:entity_of(value) or nil
end

-- What calling a method of a set gives, as far as it can be told.
local function called_method(c, owner, name, argument)
  local entity = M.entity(c, owner)
  if SAME[name] or name == "first" and argument:find "^%(%s*%d+%s*%)$" then
    return told("set", entity)
  end
  if name == "first" or name == "find" then return told("row", entity) end
  if name == "group" then return told "groups" end
end

-- Functions that give sets of what.
local GIVES = { due = "report", missing_reports = "report", findings = "",
  check = "", find = "", sql = "", set = "" }

-- What calling a function gives that is at hand: rows are looked for, for the
-- rest only the kind is told.
local function called(c, value, argument)
  local at, entity = c.names.at, c.kind_of_function[value]
  if entity then
    local ok, row = pcall(value, argument)
    return ok and row or told("row", entity)
  end
  if value == at.series then
    local ok, row = pcall(c.names.series_row, argument)
    return ok and row.series or nil
  end
  for name, kind in pairs(GIVES) do
    if value == at[name] then return told("set", schema.find(kind)) end
  end
end

-- Where a field or a place in a set leads.
local function entered(value, one)
  local what, entity = M.told(value)
  if not what then return field(value, one.text) end
  return what == "set" and one.kind == "index" and told("row", entity) or nil
end

--- What a chain leads to.
-- @param c  the console
-- @tparam string chain
-- @return  a value, or what stands for one; nil where it cannot be told
function M.value(c, chain)
  chain = chain:gsub("^%s*%((.*)%)%s*$", "%1")
  local one, at = link(chain, 1)
  if not one or one.kind ~= "name" then return end
  local value = field(c.names.env, one.text)
  local owner, name = nil, one.text
  while at <= #chain and value ~= nil do
    one, at = link(chain, at)
    if not one then return end
    local is_method = one.kind == "name"
      and chain:sub(1, at - 1):match ":%s*[%a_][%w_]*$" ~= nil
    if is_method then
      owner, name = value, one.text
    elseif one.kind ~= "call" then
      value = entered(value, one)
    elseif owner ~= nil then
      value, owner = called_method(c, owner, name, one.text), nil
    else
      value = called(c, value, one.text)
    end
  end
  return value
end

return M
