--- The grammar of selection expressions (see tiendo.select).
--
--     expression = condition | not expression | expression and expression
--                | expression or expression | ( expression )
--     condition  = field operator value | field [not] in ( value , ... )
--                | value
--
-- LPeg reads the items; what binds what is decided by a stack of operators, so
-- that neither length nor nesting has a limit.
-- @module tiendo.select.grammar
local lpeg = require "lpeg"

local M = {}

local P, R, S, C, Cc, Cg, Cp, Cs, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.C,
  lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Cs, lpeg.Ct

-- Items ---------------------------------------------------------------------

local blank = S " \t\r\n"^0
local word_char = R("az", "AZ", "09", "\128\255") + S "_-./*?:%+"

-- A word of the grammar itself, in either case.
local function keyword(name)
  local letters = P(true)
  for letter in name:gmatch "." do
    letters = letters * S(letter .. letter:upper())
  end
  return letters * -word_char
end

local reserved = keyword "and" + keyword "or" + keyword "not" + keyword "in"
local word = C((word_char - reserved) * word_char^0)

local function quoted(mark)
  local char = P "\\" / "" * P(1) + (1 - S("\\" .. mark))
  return P(mark) * Cs(char^0) * P(mark)
end

local value = Ct(Cg(Cp(), "at") * Cg(word, "text"))
  + Ct(Cg(Cp(), "at") * Cg(quoted '"' + quoted "'", "text")
    * Cg(Cc(true), "is_quoted"))
local operator = P "==" / "=" + C(P "~=" + "<=" + ">=" + "<" + ">" + "=" + "~")

local field = Cg(Cp(), "at") * Cg(word, "field") * blank
local comparison = field * Cg(operator, "op") * blank * Cg(value, "value")
local membership = field
  * (keyword "not" * blank * Cg(Cc(true), "is_out"))^-1
  * keyword "in" * blank * P "(" * blank
  * Cg(Ct(value * blank * (P "," * blank * value * blank)^0), "list") * P ")"
local bare = Cg(value, "bare")
  * -(blank * (operator + keyword "in" + keyword "not" * blank * keyword "in"))

local item = Ct(Cg(keyword "and" * Cc "and" + keyword "or" * Cc "or", "join")
  + Cg(keyword "not" * Cc "not" + P "(" * Cc "(", "prefix")
  + Cg(P ")" * Cc ")", "close")
  + Cg(Ct(comparison + membership + bare), "condition")) * blank * Cp()

-- How far a condition came that breaks off, and what should have followed.
local no_value = value / 0
local broken = word / 0 * blank * (
  (operator / 0) * blank * Cc "a value" * Cp()
  + (keyword "not" * blank)^-1 * keyword "in" * blank * (
    P "(" * blank * (no_value * blank * P "," * blank)^0 * (
      no_value * blank * Cc "',' or ')'" * Cp()
      + Cc "a value" * Cp())
    + Cc "'('" * Cp()))

-- Messages ------------------------------------------------------------------

local lead = R "\194\244" * R "\128\191"^0
local shown = C((R("az", "AZ", "09") + S "_-./*?:%+" + lead)^-40)

--- "column 5: ", with the line before it where there are several.
function M.place(source, at)
  local line, start = 1, 1
  for stop in source:sub(1, at - 1):gmatch "()\n" do
    line, start = line + 1, stop + 1
  end
  local column = utf8.len(source, start, at - 1) + 1
  if not source:find "\n" then return ("column %d: "):format(column) end
  return ("line %d, column %d: "):format(line, column)
end

local function what_is(source, at)
  if at > #source then return "the end" end
  local seen = shown:match(source, at)
  if seen == "" then
    seen = source:sub(at, (utf8.offset(source, 2, at) or at + 1) - 1)
  end
  return "'" .. seen .. "'"
end

local function expected(source, at, what)
  if source:find("^[\"']", at) and not value:match(source, at) then
    return nil, M.place(source, at) .. "text without its closing quote"
  end
  return nil, M.place(source, at)
    .. ("expected %s, found %s"):format(what, what_is(source, at))
end

local function no_operand(p, at)
  local what, stop = broken:match(p.source, at)
  return expected(p.source, stop or at, what or "a condition")
end

local function no_join(p, at)
  local could_compare = p.last and p.last.bare
  return expected(p.source, at, could_compare
    and "an operator, 'and', 'or' or the end" or "'and', 'or' or the end")
end

-- From items to steps -------------------------------------------------------

local BINDS = { ["("] = 0, ["or"] = 1, ["and"] = 2, ["not"] = 3 }

-- Operators that wait for what stands to their right.
local function push(p, mark, at)
  p.waiting[#p.waiting + 1] = { mark = mark, at = at, step = #p.steps }
  if mark == "not" then p.is_negated = not p.is_negated end
end

local function finish(p, waiting)
  if waiting.mark == "not" then
    p.steps[#p.steps + 1] = { op = "not" }
    p.is_negated = not p.is_negated
  else
    p.steps[waiting.step].to = #p.steps + 1
  end
end

-- Finishes what binds at least as tightly; returns what then waits on top.
local function finish_from(p, binds)
  local top = p.waiting[#p.waiting]
  while top and BINDS[top.mark] >= binds do
    finish(p, top)
    p.waiting[#p.waiting] = nil
    top = p.waiting[#p.waiting]
  end
  return top
end

-- Reads what may begin an operand; true once one is complete.
local function read_operand(p, got, at)
  if not got then
    return no_operand(p, at)
  elseif got.prefix then
    push(p, got.prefix, at)
    return false
  elseif got.condition then
    p.last = got.condition
    got.condition.is_negated = p.is_negated
    p.steps[#p.steps + 1] = { op = "test", condition = got.condition }
    return true
  end
  return expected(p.source, at, "a condition")
end

-- Reads what may follow an operand; true if the operand is still complete.
local function read_join(p, got, at)
  if not got then
    return no_join(p, at)
  elseif got.join then
    p.last = nil
    finish_from(p, BINDS[got.join])
    p.steps[#p.steps + 1] = { op = got.join }
    push(p, got.join, at)
    return false
  elseif got.close then
    if not finish_from(p, 1) then
      return nil, M.place(p.source, at) .. "')' without its '('"
    end
    p.waiting[#p.waiting] = nil
    p.last = nil
    return true
  end
  return no_join(p, at)
end

local function finish_all(p)
  local open = finish_from(p, 1)
  if open then
    return nil, M.place(p.source, open.at) .. "'(' without its ')'"
  end
  return p.steps
end

--- Reads an expression into steps over one truth value:
-- { op = "test", condition } sets it; { op = "not" } turns it;
-- { op = "and", to } goes to step `to` if it is false, "or" if it is true.
-- A condition has `bare`, or `field` with `op` and `value`, or `field` with
-- `list` and `is_out`; `at` is its place; `is_negated` tells whether it stands
-- under an odd number of `not`.
-- @treturn table|nil
-- @treturn string  what is wrong, with its column
function M.parse(source)
  local ok, bad = utf8.len(source)
  if not ok then return nil, ("byte %d: not UTF-8 text"):format(bad) end
  local p = { source = source, steps = {}, waiting = {}, is_negated = false }
  local has_operand = false
  local at = (blank * Cp()):match(source)
  while at <= #source do
    local got, after = item:match(source, at)
    local read = has_operand and read_join or read_operand
    local is_complete, message = read(p, got, at)
    if is_complete == nil then return nil, message end
    has_operand, at = is_complete, after
  end
  if not has_operand then return expected(source, at, "a condition") end
  return finish_all(p)
end

return M
