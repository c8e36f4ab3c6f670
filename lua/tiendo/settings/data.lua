--- Data written as Lua or as JSON, each value with the line it stands on, and
-- nothing run to get it. A value is
--
--     { line, value = number, text, boolean or nil, kind = "number" ... }
--     { line, kind = "table", pairs = { { key, line, node }, ... },
--       items = { node, ... } }
--
-- with pairs in the order in which they are written. Of Lua there may be
-- literals, tables, `..`, arithmetic, `local` names for them, and one `return`;
-- everything else is refused with its place.
-- @module tiendo.settings.data
local json = require "tiendo.json"
local syntax = require "tiendo.syntax"

local M = {}

local MAX_DEPTH = 50
-- What leaves here as a value may be as large; a name in a name grows fast.
local MAX_TEXT, MAX_ITEMS = 65536, 10000

-- A mistake, as an error value that M.lua and M.json turn into a message.
local function refuse(node, what)
  error({ node = node, what = what }, 0)
end

local function scalar(at, value)
  return { line = at.line, column = at.column, kind = type(value),
    value = value }
end

local function add_pair(out, key, at, node, known)
  if known[key] then
    refuse(at, ("'%s' stands here a second time; it is on line %d already")
      :format(key, known[key]))
  end
  known[key] = at.line
  if node.kind ~= "nil" then
    out.pairs[#out.pairs + 1] = { key = key, line = at.line, node = node }
  end
end

-- Lua -----------------------------------------------------------------------

local OPERATORS = {
  add = function(a, b) return a + b end,
  sub = function(a, b) return a - b end,
  mul = function(a, b) return a * b end,
  div = function(a, b) return a / b end,
  pow = function(a, b) return a ^ b end,
}

local value_of

local function operand(node, names, kind, depth)
  local v = value_of(node, names, depth)
  if v.kind ~= kind then
    refuse(node, ("a %s is needed here, not a %s"):format(kind == "string"
      and "text" or kind, v.kind == "string" and "text" or v.kind))
  end
  return v.value
end

local function joined(node, names, depth)
  local function text(part)
    local v = value_of(part, names, depth)
    return v.kind == "number" and tostring(v.value)
      or operand(part, names, "string", depth)
  end
  local left, right = text(node[2]), text(node[3])
  if #left + #right > MAX_TEXT then
    refuse(node, ("a text of more than %d bytes"):format(MAX_TEXT))
  end
  return scalar(node, left .. right)
end

local function calculated(node, names, depth)
  local name = node[1]
  if name == "concat" then return joined(node, names, depth) end
  if name == "unm" then
    return scalar(node, -operand(node[2], names, "number", depth))
  end
  local f = OPERATORS[name]
  if not f then refuse(node, "settings are data: no such operator here") end
  local x = f(operand(node[2], names, "number", depth),
    operand(node[3], names, "number", depth))
  if x ~= x or math.abs(x) == math.huge then
    refuse(node, "this comes to no number")
  end
  return scalar(node, x)
end

local function table_of(node, names, depth)
  local out = { line = node.line, column = node.column, kind = "table",
    pairs = {}, items = {} }
  local known = {}
  for _, part in ipairs(node) do
    if part.tag == "Pair" then
      local key = value_of(part[1], names, depth)
      if key.kind ~= "string" then
        refuse(part[1], "a name or a text is needed as key")
      end
      add_pair(out, key.value, part[1], value_of(part[2], names, depth), known)
    else
      out.items[#out.items + 1] = value_of(part, names, depth)
    end
  end
  return out
end

local function field_of(node, names, depth)
  local whole = value_of(node[1], names, depth)
  local key = operand(node[2], names, "string", depth)
  for _, pair in ipairs(whole.pairs or {}) do
    if pair.key == key then return pair.node end
  end
  refuse(node, ("there is no '%s' here"):format(key))
end

local function named(node, names)
  local v = names[node[1]]
  if v then return v end
  refuse(node, ("'%s' is not known; settings are data, with names made by "
    .. "'local' only"):format(node[1]))
end

local function number(node)
  local x = tonumber(node[1])
  if not x or x == math.huge then refuse(node, "no number of Lua") end
  return scalar(node, x)
end

local READERS = {
  Nil = function(node) return scalar(node, nil) end,
  True = function(node) return scalar(node, true) end,
  False = function(node) return scalar(node, false) end,
  String = function(node) return scalar(node, node[1]) end,
  Number = number,
  Id = named,
  Op = calculated,
  Table = table_of,
  Index = field_of,
  Paren = function(node, names, depth)
    return value_of(node[1], names, depth)
  end,
}

local WHAT = { Function = "a function", Call = "a call", Invoke = "a call",
  Dots = "'...'" }

function value_of(node, names, depth)
  local read = READERS[node.tag]
  if not read then
    refuse(node, "settings are data: " .. (WHAT[node.tag] or "this")
      .. " cannot stand here")
  end
  if depth > MAX_DEPTH then refuse(node, "nested too deeply") end
  return read(node, names, depth + 1)
end

local function take_local(node, names)
  local values = {}
  for i in ipairs(node[1]) do
    local from = node[2] and node[2][i]
    values[i] = from and value_of(from, names, 0) or scalar(node, nil)
  end
  for i, id in ipairs(node[1]) do names[id[1]] = values[i] end
end

local function read_file(tree)
  local names = {}
  for _, statement in ipairs(tree) do
    if statement.tag == "Return" and statement[1] then
      return value_of(statement[1], names, 0)
    elseif statement.tag ~= "Local" then
      refuse(statement, "settings are data: write local names and one return")
    end
    take_local(statement, names)
  end
  error({ what = "it returns nothing; write return { rules = { ... } }" }, 0)
end

local function place(name, node)
  return node and syntax.place(name, node) or name .. ":1:1"
end

-- Calls read(...), whose refusals become a message.
local function guarded(name, read, ...)
  local ok, got = pcall(read, ...)
  if ok then return got end
  if type(got) ~= "table" then error(got, 0) end
  return nil, place(name, got.node) .. ": " .. got.what
end

--- Reads data written as Lua.
-- @tparam string source
-- @tparam string name  stands for the file in messages
-- @treturn table|nil  the value, as above
-- @treturn string  what is wrong, with file, line and column
function M.lua(source, name)
  local tree, message = syntax.parse(source, name)
  if not tree then return nil, message end
  return guarded(name, read_file, tree)
end

-- JSON ----------------------------------------------------------------------
-- json.decode has found the text well-formed; only places are looked for here.

local json_value

local function new_reader(source)
  return { source = source, at = 1, line = 1, start = 1 }
end

-- The next token: a bracket, comma or colon, a text, or a word.
local function next_token(r)
  local from = r.source:find("[^%s]", r.at)
  for stop in r.source:sub(r.at, from - 1):gmatch "()\n" do
    r.line, r.start = r.line + 1, r.at + stop
  end
  local here = { line = r.line,
    column = utf8.len(r.source, r.start, from - 1, true) + 1 }
  local first = r.source:sub(from, from)
  if first == '"' then
    local stop = from + 1
    while r.source:sub(stop, stop) ~= '"' do
      stop = stop + (r.source:sub(stop, stop) == "\\" and 2 or 1)
    end
    r.at = stop + 1
    return r.source:sub(from, stop), here
  end
  local word = r.source:match("^[%w+.-]+", from) or first
  r.at = from + #word
  return word, here
end

local function peek(r)
  local at, line, start = r.at, r.line, r.start
  local token = next_token(r)
  r.at, r.line, r.start = at, line, start
  return token
end

local function json_table(r, here, close, depth)
  local out = { line = here.line, column = here.column, kind = "table",
    pairs = {}, items = {} }
  local known = {}
  while peek(r) ~= close do
    if close == "}" then
      local token, at = next_token(r)
      next_token(r) -- the colon
      add_pair(out, json.decode(token), at, json_value(r, depth), known)
    else
      out.items[#out.items + 1] = json_value(r, depth)
    end
    if peek(r) == "," then next_token(r) end
  end
  next_token(r)
  return out
end

function json_value(r, depth)
  local token, here = next_token(r)
  if depth > MAX_DEPTH then refuse(here, "nested too deeply") end
  if token == "{" then return json_table(r, here, "}", depth + 1) end
  if token == "[" then return json_table(r, here, "]", depth + 1) end
  local value = json.decode(token)
  if value == json.null then value = nil end
  return scalar(here, value)
end

--- Reads data written as JSON; as M.lua.
function M.json(source, name)
  source = source:gsub("^\xef\xbb\xbf", "")
  local value, message = json.decode(source)
  if value == nil then return nil, name .. ":" .. message end
  return guarded(name, json_value, new_reader(source), 0)
end

local function problem_of(node)
  if #node.items > 0 and #node.pairs > 0 then
    return "a table with both places and names"
  end
  for _, item in ipairs(node.items) do
    if item.kind == "nil" then return "a list with a gap" end
  end
end

local function plain(node, seen)
  seen.n = seen.n + 1
  if node.kind ~= "table" then return node.value end
  seen.problem = seen.problem or problem_of(node)
  local out = {}
  if seen.n > MAX_ITEMS then return out end
  for i, item in ipairs(node.items) do out[i] = plain(item, seen) end
  for _, pair in ipairs(node.pairs) do
    out[pair.key] = plain(pair.node, seen)
  end
  return out
end

--- The data of a node without its places.
-- @treturn any
-- @treturn string|nil  why it is no value: what leaves Lua is bounded, as
--   tables that share a part are written out, and has either places or names
function M.plain(node)
  local seen = { n = 0 }
  local value = plain(node, seen)
  if seen.n > MAX_ITEMS then
    return nil, ("more than %d values"):format(MAX_ITEMS)
  end
  return value, seen.problem
end

return M
