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
    document = new_document(), line = {} }, Reader)
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
  line.is_blank = line.text == ""
  line.is_break = line.is_blank and not raw:find("[^ ]")
  if not line.is_blank then
    line.column = utf8.len(raw, 1, line.first - 1) + 1
    self.document.n_lines = self.document.n_lines + 1
  end
  self.offset = self.offset + utf8.len(raw) + 1
  return line
end

--- Where a piece of the line at hand stands. The piece begins at byte `first`
-- of the line.
-- @treturn table  { line, column, last_line, chars, offset }; `offset` counts
--   the document's characters before it, a line's end as one
function Reader:at(piece, first)
  local line = self.line
  local before = utf8.len(line.raw, 1, first - 1)
  return { line = line.n, column = before + 1, last_line = line.n,
    chars = utf8.len(piece), offset = line.offset + before }
end

--- Makes a span reach to the end of a piece of the line at hand.
function Reader:extend(at, piece, first)
  local line = self.line
  at.last_line = line.n
  at.chars = line.offset + utf8.len(line.raw, 1, first - 1) + utf8.len(piece)
    - at.offset
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

--- A line that fits nowhere.
function Reader:leave()
  local line = self.line
  local list = self.document.unplaced
  list[#list + 1] = { line = line.n, column = line.column, text = line.text }
end

--- Takes a line out of a place again, because nothing came of it.
function Reader:leave_line(n, at, text)
  self.document.lines[n] = nil
  local list = self.document.unplaced
  list[#list + 1] = { line = n, column = at.column, text = text }
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
