--- What all parts of the reader of decisions share: the line at hand, where
-- things stand, what each line became, and notes.
-- @module tiendo.decree.reader
local agency_list = require "tiendo.agency_list"
local vietnamese = require "tiendo.vietnamese"

local M = {}

local Reader = {}
Reader.__index = Reader

local function new_document()
  return {
    head = { at = {} }, legal_basis = {}, articles = {}, sections = {},
    phases = {}, goals = {}, targets = {}, groups = {}, coordinators = {},
    tasks = {}, programmes = {}, duties = {}, glossary = {}, agencies = {},
    commitments = {}, dated = {}, notes = {}, lines = {}, unplaced = {},
    n_lines = 0, n_placed = 0,
  }
end

--- A reader of lines (see tiendo.decree.lines).
-- @tparam {string,...} lines
-- @tparam table options  of tiendo.decree.read
function M.new(lines, options)
  return setmetatable({ lines = lines, options = options, offset = 0,
    document = new_document(), line = {}, left = {},
    cited = {} }, Reader)
end

-- Lines ----------------------------------------------------------------------

--- Goes to line `n`. The record of the line is used again for the next one:
-- `n`, `raw`, `text` without blanks at its ends, `column` of its first
-- character, `offset` of the line in the document, and
-- `is_break`: nothing stands here, not even a no-break space.
function Reader:go_to(n)
  local line, raw = self.line, self.lines[n]
  line.n, line.raw, line.offset = n, raw, self.offset
  line.text, line.first = vietnamese.trim(raw)
  line.known_byte, line.known_chars = 1, 0
  line.is_blank = line.text == ""
  line.is_break = line.is_blank and not raw:find("[^ ]")
  if not line.is_blank then
    line.column = self:chars_before(line.first) + 1
    self.document.n_lines = self.document.n_lines + 1
  end
  self.offset = self.offset + utf8.len(raw) + 1
  return line
end

-- Characters of the line at hand before a byte. Pieces are asked for from left
-- to right, so that a long line is counted once.
function Reader:chars_before(byte)
  local line = self.line
  if byte < line.known_byte then
    line.known_byte, line.known_chars = 1, 0
  end
  line.known_chars = line.known_chars
    + utf8.len(line.raw, line.known_byte, byte - 1)
  line.known_byte = byte
  return line.known_chars
end

--- Where a piece of the line at hand stands. The piece begins at byte `first`
-- of the line.
-- @treturn table  { line, column, last_line, chars, offset }; `offset` counts
--   the document's characters before it, a line's end as one
function Reader:at(piece, first)
  local line = self.line
  local before = self:chars_before(first)
  return { line = line.n, column = before + 1, last_line = line.n,
    chars = utf8.len(piece), offset = line.offset + before }
end

-- Texts of several lines ------------------------------------------------------

--- Adds a line to a text that is put together when all lines are there.
-- @tparam table item  whose `field` was the first line and stands at `item.at`
-- @tparam string field
-- @tparam string piece
-- @tparam table at  where the piece stands
function M.add_piece(item, field, piece, at)
  local pieces = item.pieces
  if not pieces then
    pieces = { item[field], field = field, chars = utf8.len(item[field]) }
    item.pieces, item.at.parts = pieces, {}
  end
  local parts = item.at.parts
  pieces[#pieces + 1] = piece
  parts[#parts + 1] = { first = pieces.chars + 2, line = at.line,
    column = at.column, offset = at.offset }
  pieces.chars = pieces.chars + 1 + at.chars
  item.at.last_line = at.line
  item.at.chars = at.offset + at.chars - item.at.offset
end

--- Puts the lines of the texts of a list together.
function M.join_pieces(list)
  for _, item in ipairs(list) do
    local pieces = item.pieces
    if pieces then
      item[pieces.field], item.pieces = table.concat(pieces, "\n"), nil
    end
  end
end

-- The line of a text that holds its character `char`.
local function part_with(at, char)
  local parts = at.parts or {}
  local low, high = 0, #parts
  while low < high do
    local middle = (low + high + 1) // 2
    if parts[middle].first <= char then low = middle else high = middle - 1 end
  end
  return parts[low] or { first = 1, line = at.line, column = at.column,
    offset = at.offset }
end

--- Where a part of a text stands.
-- @tparam table at  of the text
-- @tparam integer first  its first character in the text, from 1
-- @tparam integer last  its last character
function M.span(at, first, last)
  local from, to = part_with(at, first), part_with(at, last)
  local offset = from.offset + first - from.first
  return { line = from.line, column = from.column + first - from.first,
    last_line = to.line, offset = offset,
    chars = to.offset + last - to.first + 1 - offset }
end

--- Counts the characters before bytes of a text, asked for from left to right.
function M.counter(text)
  local byte, chars = 1, 0
  return function(next_byte)
    chars = chars + utf8.len(text, byte, next_byte - 1)
    byte = next_byte
    return chars
  end
end

-- What lines become ----------------------------------------------------------

--- A thing that lines can become part of, such as "target 3.1".
function M.place(kind, code)
  return { kind = kind, place = code and kind .. " " .. code or kind }
end

--- Says what the line at hand became; the first word counts.
function Reader:put(place)
  self:put_line(self.line.n, place)
end

function Reader:put_line(n, place)
  local lines = self.document.lines
  if not lines[n] then lines[n] = place end
end

--- A piece of the line at hand that fits nowhere.
function Reader:leave(text, at)
  self.left[#self.left + 1] = { line = at.line, column = at.column,
    text = text, at = at }
end

--- What was left: a line of which nothing found a place is unplaced; of other
-- lines a note says that something was not read.
function Reader:settle()
  local document, seen = self.document, {}
  for _, piece in ipairs(self.left) do
    if document.lines[piece.line] then
      self:note("not_read", document.lines[piece.line].place,
        ('"%s" was not read'):format(piece.text),
        ('chưa đọc được "%s"'):format(piece.text), piece.at)
    elseif not seen[piece.line] then
      seen[piece.line], piece.at = true, nil
      document.unplaced[#document.unplaced + 1] = piece
    end
  end
  table.sort(document.unplaced, function(a, b) return a.line < b.line end)
end

--- Records an irregularity: words in English and Vietnamese.
function Reader:note(kind, subject, en, vi, at)
  local list = self.document.notes
  list[#list + 1] = { kind = kind, subject = subject, text = { en = en,
    vi = vi }, at = at }
end

-- Agencies -------------------------------------------------------------------

--- Resolves names. Made when first asked for: by then the head has said which
-- province it is.
function Reader:names()
  self.resolver = self.resolver or agency_list.resolver {
    agencies = self.options.agencies, unit = self.unit }
  return self.resolver
end

--- Remembers that a list names an agency: "Các sở: Y tế, ..." names one that no
-- spelling in the text shows.
function Reader:cite(code, printed, at)
  if code and not self.cited[code] then
    self.cited[code] = { { name = printed, uses = 1, line = at.line } }
  end
end

return M
