--- What was typed, as a function: an expression whose values are shown, or a
-- statement. A variable that is declared `local` on a line by itself is kept
-- for the lines that follow, as it would be inside of one file.
-- @module tiendo.console.input
local syntax = require "tiendo.syntax"

local M = {}

-- Byte at which the n-th character begins.
local function byte_of(source, n)
  return utf8.offset(source, n) or #source + 1
end

local function is_kept(node)
  if node.tag == "Localrec" then return true end
  if node.tag ~= "Local" or not node[2] then return false end
  for _, name in ipairs(node[1]) do
    if name.attribute or name[2] then return false end
  end
  return true
end

-- The text with blanks in place of the word `local` of its outer statements.
local function without_local(source)
  if not source:find "%f[%w_]local%f[^%w_]" then return source end
  local tree = syntax.parse(source, "input")
  for _, node in ipairs(tree or {}) do
    local at = is_kept(node) and byte_of(source, node.offset)
    if at and source:sub(at, at + 4) == "local" then
      source = source:sub(1, at - 1) .. "     " .. source:sub(at + 5)
    end
  end
  return source
end

local IS_CALL = { Call = true, Invoke = true }

-- The text with `return` before a call that is its last statement of several:
-- what is pasted as a whole ends with a value as what is typed line by line.
local function with_value(source)
  local tree = syntax.parse(source, "input")
  local last = tree and #tree > 1 and tree[#tree]
  if not last or not IS_CALL[last.tag] then return source end
  local at = byte_of(source, last.offset)
  return source:sub(1, at - 1) .. "return " .. source:sub(at)
end

-- Of an expression such as `commitment.value`: the text of what has the field,
-- and the field's name.
local function owner_of(source)
  local owner, name = source:match "^%s*(.-)%s*%.%s*([%a_][%w_]*)%s*;?%s*$"
  if not owner or owner == "" then return end
  local tree = syntax.parse("return " .. source, "input")
  local value = tree and #tree == 1 and tree[1][1]
  if not value or #tree[1] > 1 or value.tag ~= "Index"
    or value[2].tag ~= "String" or value[2][1] ~= name then return end
  return owner, name
end

-- An expression, with what it is a field of where it is one.
local function expression(source, compile)
  local owner, name = owner_of(source)
  if owner then
    local f = compile(("local _o = %s return _o.%s, _o"):format(owner, name))
    if f then return f, nil, name end
  end
  return compile("return " .. source)
end

--- Whether a compiler's message says that the text only broke off. A text in
-- quotes ends with its line, unless that ends in `\` or `\z`.
function M.is_beginning(message, source)
  if message:find "unfinished string near <eof>$" then
    return source:find "\\z?%s*$" ~= nil
  end
  return message:find "<eof>'?$" ~= nil
end

--- Reads a text.
-- @tparam string source
-- @tparam function compile  gives a function, or nil and what is wrong
-- @treturn table|nil  { run = function, field = nil | the name of the field
--   that the first value is, of the second value }
-- @treturn string  what is wrong; ends in <eof> if more may follow
function M.read(source, compile)
  local f, broken, field = expression(source, compile)
  if f then return { run = f, field = field } end
  local message
  f, message = compile(with_value(without_local(source)))
  if not f then
    return nil, M.is_beginning(broken, source) and broken or message
  end
  return { run = f }
end

return M
