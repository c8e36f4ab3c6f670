--- A text as the grammar reads it, composed and in small letters, and the way
-- back to the characters that were given. Small letters have as many bytes as
-- capitals, so both forms share their positions.
-- @module tiendo.quantity.source
local lpeg = require "lpeg"
local text = require "tiendo.text"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local C, Cp, Cs, P, R, S = lpeg.C, lpeg.Cp, lpeg.Cs, lpeg.P, lpeg.R, lpeg.S

-- Composed letters ----------------------------------------------------------

local mark = P "\204" * R "\128\191" + P "\205" * R "\128\175"
local one = R "\0\127" + R "\194\223" * R "\128\191"
  + R "\224\239" * R "\128\191" * R "\128\191"
  + R "\240\244" * R "\128\191" * R "\128\191" * R "\128\191"
local marked = one * mark^1
local step = C((one - marked)^0) * C(marked^-1) * Cp()

local function composed(letter, known)
  local out = known[letter]
  if not out then
    out = text.nfc(letter)
    known[letter] = out
  end
  return out
end

-- The composed text, and where characters were joined: after byte stops[i] of
-- it, extras[i] characters more have been given than it has.
local function compose(given)
  local out, stops, extras, known = {}, {}, {}, {}
  if not given:find "[\204\205]" then return given, stops, extras end
  local at, to, extra = 1, 1, 0
  while at <= #given do
    local plain, letter, after = step:match(given, at)
    local joined = letter ~= "" and composed(letter, known) or ""
    out[#out + 1], out[#out + 2] = plain, joined
    to = to + #plain + #joined
    extra = extra + utf8.len(letter) - utf8.len(joined)
    stops[#stops + 1], extras[#extras + 1] = to, extra
    at = after
  end
  return table.concat(out), stops, extras
end

-- Positions -----------------------------------------------------------------

-- The last i with list[i] <= x, or 0.
local function last_up_to(list, x)
  local low, high = 0, #list
  while low < high do
    local middle = (low + high + 1) // 2
    if list[middle] <= x then low = middle else high = middle - 1 end
  end
  return low
end

local source = {}
source.__index = source

-- Counts from where it last was, so that places in reading order cost no more
-- than the text is long.
local function count_to(self, at)
  if at >= self.at then
    self.count = self.count + utf8.len(self.text, self.at, at - 1)
  else
    self.count = self.count - utf8.len(self.text, at, self.at - 1)
  end
  self.at = at
  return self.count
end

--- The character of the given text that stands at a byte of the composed one.
function source:char(at)
  local i = last_up_to(self.stops, at)
  return count_to(self, at) + (self.extras[i] or 0)
end

--- Line and column, both from 1, of a byte of the composed text.
function source:place(at)
  local char = self:char(at)
  local line = last_up_to(self.lines, at)
  local first = self.line_chars[line]
  if not first then
    first = self:char(self.lines[line])
    self.line_chars[line] = first
  end
  return line, char - first + 1
end

local blanks = P "\194\160" + P "\226\128" * (R "\128\139" + "\175")
  + "\227\128\128" + "\239\187\191" + S " \t\r\n\v\f"
local normal = Cs(blanks^0 / "" * ((blanks^1 * -1) / ""
  + blanks^1 / " " + 1)^0)

local LONG = 256

--- A piece as printed, with single blanks. Long ones are kept, as many promises
-- may share one.
function source:piece(from, to)
  if to - from < LONG then return normal:match(self.text:sub(from, to - 1)) end
  local key = from .. ":" .. to
  local piece = self.long[key] or normal:match(self.text:sub(from, to - 1))
  self.long[key] = piece
  return piece
end

--- Adds to `out` where a piece stands: first, last, line, column.
function source:locate(out, from, to)
  out.line, out.column = self:place(from)
  out.first, out.last = self:char(from), self:char(to) - 1
  out.text = self:piece(from, to)
  return out
end

--- @treturn source|nil  text (composed) and small, of the same length
-- @treturn string  what is wrong
function M.new(given)
  local ok, bad = utf8.len(given)
  if not ok then return nil, ("byte %d: not UTF-8 text"):format(bad) end
  local self = setmetatable({ at = 1, count = 1, lines = { 1 },
    line_chars = {}, long = {} }, source)
  self.text, self.stops, self.extras = compose(given)
  self.small = vietnamese.lower(self.text)
  for after in self.text:gmatch "\n()" do
    self.lines[#self.lines + 1] = after
  end
  return self
end

return M
