--- The syntax tree of Lua text, for reading a file without running it.
--
-- A node is { tag = TEXT, line, column, ... } with its parts in order, as
-- luacheck's parser has them:
--
--     String { text }   Number { text }   Nil, True, False, Dots
--     Id { name }       Index { value, key }      Paren { value }
--     Table { value or Pair { key, value } ... }
--     Call { function, argument ... }
--     Invoke { value, String, argument ... }
--     Op { name, left, right }            Function { { Id ... }, block }
--     Local { { Id ... }, { value ... } or nil }  Localrec, Set { { }, { } }
--     If { condition, block ..., block }  While, Repeat, Fornum, Forin, Do
--     Return { value ... }   Break   Goto { name }   Label { name }
--
-- Names of operators are and or not eq ne lt le gt ge add sub mul div idiv mod
-- pow unm concat len band bor bxor bnot shl shr. A column counts characters
-- from 1. What only the compiler sees, such as a goto without its label, is
-- left to it.
-- @module tiendo.syntax
local decoder = require "tiendo.luacheck.decoder"
local parser = require "tiendo.luacheck.parser"

local M = {}

-- What the parser reads and Lua 5.4 does not.
local function mistake_in(node)
  if node.tag == "OpSet" then
    return "expected '=': Lua has no compound assignment"
  end
  if node.tag == "Number" and not tonumber(node[1]) then
    return ("malformed number '%s'"):format(node[1])
  end
end

-- Gives a node and its parts columns; returns the first node that is wrong.
local function finish(node, starts)
  if node.offset then node.column = node.offset - starts[node.line] + 1 end
  local mistake = mistake_in(node)
  if mistake then return node, mistake end
  for _, part in ipairs(node) do
    if type(part) == "table" then
      local wrong, why = finish(part, starts)
      if wrong then return wrong, why end
    end
  end
end

local function without_mark(source)
  return source:sub(1, 3) == "\xef\xbb\xbf" and source:sub(4) or source
end

-- What a failed parse says, at line and column.
local function explain(problem, name, starts)
  if type(problem) == "table" then
    local start = starts[problem.line] or problem.offset
    return ("%s:%d:%d: %s"):format(name, problem.line,
      problem.offset - start + 1, problem.msg)
  end
  if tostring(problem):find "stack overflow" then
    return name .. ":1:1: nested too deeply"
  end
  error(problem, 0)
end

--- Where a node stands, as compilers write it: "rules/x.lua:12:7".
-- @tparam string name
-- @tparam table node
function M.place(name, node)
  return ("%s:%d:%d"):format(name, node.line, node.column)
end

--- Reads Lua text.
-- @tparam string source  UTF-8; a byte order mark is skipped
-- @tparam string name  stands for the file in messages
-- @treturn table|nil  the statements of the file, a list of nodes
-- @treturn string  what is wrong: "rules/x.lua:12:7: expected '=' near 'do'"
function M.parse(source, name)
  local starts = {}
  local ok, tree = pcall(parser.parse, decoder.decode(without_mark(source)),
    starts, {})
  if not ok then return nil, explain(tree, name, starts) end
  local wrong, why = finish(tree, starts)
  if wrong then return nil, M.place(name, wrong) .. ": " .. why end
  return tree
end

return M
