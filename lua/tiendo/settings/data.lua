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
-- What a short file may grow into by names that stand for each other: bytes of
-- all texts that `..` makes, and values and bytes of text in one table.
local MAX_SIZE = 1 << 20
-- What a setting may be: values in it, and bytes of a text.
local MAX_ITEMS, MAX_TEXT = 10000, 65536

-- A mistake, as an error value that M.lua and M.json turn into a message.
local function refuse(node, what)
  error({ node = node, what = what }, 0)
end

local function scalar(at, value)
  if math.type(value) == "float" and value - value ~= 0 then
    refuse(at, "a number must be finite")
  elseif type(value) == "string" and #value > MAX_TEXT then
    refuse(at, ("a text of more than %d bytes"):format(MAX_TEXT))
  end
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

local function operand(node, file, kind, depth)
  local v = value_of(node, file, depth)
  if v.kind == kind then return v.value end
  -- as Lua has it
  if kind == "string" and v.kind == "number" then return tostring(v.value) end
  refuse(node, ("a %s is needed here, not a %s"):format(kind == "string"
    and "text" or kind, v.kind == "string" and "text" or v.kind))
end

local function joined(node, file, depth)
  local left = operand(node[2], file, "string", depth)
  local right = operand(node[3], file, "string", depth)
  file.joined = file.joined + #left + #right
  if file.joined > MAX_SIZE then
    refuse(node, ("'..' makes more than %d bytes of text"):format(MAX_SIZE))
  end
  return scalar(node, left .. right)
end

local function calculated(node, file, depth)
  local name = node[1]
  if name == "concat" then return joined(node, file, depth) end
  if name == "unm" then
    return scalar(node, -operand(node[2], file, "number", depth))
  end
  local f = OPERATORS[name]
  if not f then refuse(node, "settings are data: no such operator here") end
  return scalar(node, f(operand(node[2], file, "number", depth),
    operand(node[3], file, "number", depth)))
end

local function weight(node)
  return node.weight or node.kind == "string" and #node.value + 1 or 1
end

-- Adds the weight of a value to that of the table that holds it.
local function weigh(out, node)
  out.weight = out.weight + weight(node)
  if out.weight > MAX_SIZE then
    refuse(out, ("a table of more than %d values and bytes of text")
      :format(MAX_SIZE))
  end
end

local function table_of(node, file, depth)
  local out = { line = node.line, column = node.column, kind = "table",
    pairs = {}, items = {}, weight = 1 }
  local known = {}
  for _, part in ipairs(node) do
    if part.tag == "Pair" then
      local key = value_of(part[1], file, depth)
      if key.kind ~= "string" then
        refuse(part[1], "a name or a text is needed as key")
      end
      local value = value_of(part[2], file, depth)
      weigh(out, value)
      add_pair(out, key.value, part[1], value, known)
    else
      local value = value_of(part, file, depth)
      weigh(out, value)
      out.items[#out.items + 1] = value
    end
  end
  return out
end

local function field_of(node, file, depth)
  local whole = value_of(node[1], file, depth)
  local key = operand(node[2], file, "string", depth)
  for _, pair in ipairs(whole.pairs or {}) do
    if pair.key == key then return pair.node end
  end
  refuse(node, ("there is no '%s' here"):format(key))
end

local function named(node, file)
  local v = file.names[node[1]]
  if v then return v end
  refuse(node, ("'%s' is not known; settings are data, with names made by "
    .. "'local' only"):format(node[1]))
end

local READERS = {
  Nil = function(node) return scalar(node, nil) end,
  True = function(node) return scalar(node, true) end,
  False = function(node) return scalar(node, false) end,
  String = function(node) return scalar(node, node[1]) end,
  Number = function(node) return scalar(node, tonumber(node[1])) end,
  Id = named,
  Op = calculated,
  Table = table_of,
  Index = field_of,
  Paren = function(node, file, depth)
    return value_of(node[1], file, depth)
  end,
}

local WHAT = { Function = "a function", Call = "a call", Invoke = "a call",
  Dots = "'...'" }

function value_of(node, file, depth)
  local read = READERS[node.tag]
  if not read then
    refuse(node, "settings are data: " .. (WHAT[node.tag] or "this")
      .. " cannot stand here")
  end
  if depth > MAX_DEPTH then refuse(node, "nested too deeply") end
  return read(node, file, depth + 1)
end

local function take_local(node, file)
  local values = {}
  for i in ipairs(node[1]) do
    local from = node[2] and node[2][i]
    values[i] = from and value_of(from, file, 0) or scalar(node, nil)
  end
  for i, id in ipairs(node[1]) do file.names[id[1]] = values[i] end
end

local function read_file(tree)
  local file = { names = {}, joined = 0 }
  for _, statement in ipairs(tree) do
    if statement.tag == "Return" and statement[1] then
      return value_of(statement[1], file, 0)
    elseif statement.tag ~= "Local" then
      refuse(statement, "settings are data: write local names and one return")
    end
    take_local(statement, file)
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
-- json.decode has found the text well-formed, bar two things that it lets pass;
-- what is looked for here is places.

local json_value

-- `known` is the byte of `column`, from which columns are counted on.
local function new_reader(source)
  return { source = source, at = 1, line = 1, known = 1, column = 1 }
end

-- The next token: a bracket, comma or colon, a text, or a word.
local function next_token(r)
  local from = r.source:find("[^%s]", r.at)
  for stop in r.source:sub(r.at, from - 1):gmatch "()\n" do
    r.line, r.known, r.column = r.line + 1, r.at + stop, 1
  end
  r.column = r.column + utf8.len(r.source, r.known, from - 1, true)
  r.known = from
  local here = { line = r.line, column = r.column }
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
  local at, line, known, column = r.at, r.line, r.known, r.column
  local token = next_token(r)
  r.at, r.line, r.known, r.column = at, line, known, column
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
  if token:find "^%-?0%d" then
    refuse(here, "a number does not begin with 0")
  elseif token:find "%c" then
    refuse(here, "a line break or another control sign in a text")
  end
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
