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
    commitments = {}, notes = {}, lines = {}, unplaced = {},
    n_lines = 0, n_placed = 0,
  }
end

--- A reader of lines (see tiendo.decree.lines).
-- @tparam {string,...} lines
-- @tparam table options  of tiendo.decree.read
function M.new(lines, options)
  return setmetatable({ lines = lines, options = options, offset = 0,
    document = new_document(), line = {}, left = {} }, Reader)
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

--- Makes a span reach to the end of a piece of the line at hand.
function Reader:extend(at, piece, first)
  local line = self.line
  at.last_line = line.n
  at.chars = line.offset + self:chars_before(first) + utf8.len(piece)
    - at.offset
end

--- The place of a part of a text that stands at `at`.
-- @tparam table at
-- @tparam string text
-- @tparam integer first  first byte of the part
-- @tparam integer last  last byte
-- @tparam[opt] table before  the part before, to count on from there: its
--   `first` and its `at`
function M.part_of(at, text, first, last, before)
  local from, known = 1, 0
  if before then
    from, known = before.first, before.at.offset - at.offset
  end
  local chars = known + utf8.len(text, from, first - 1)
  return { line = at.line, last_line = at.last_line,
    column = at.column + chars, offset = at.offset + chars,
    chars = utf8.len(text, first, last) }
end

--- Text in pieces that are put together when all are there.
-- @tparam table item  whose `field` was the first piece
function M.add_piece(item, field, piece)
  local pieces = item.pieces
  if not pieces then
    pieces = { item[field], field = field }
    item.pieces = pieces
  end
  pieces[#pieces + 1] = piece
end

--- Puts the pieces of the items of a list together.
function M.join_pieces(list)
  for _, item in ipairs(list) do
    local pieces = item.pieces
    if pieces then
      item[pieces.field], item.pieces = table.concat(pieces, "\n"), nil
    end
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

return M
