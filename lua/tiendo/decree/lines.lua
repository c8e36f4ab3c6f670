--- A document as lines of composed text, or what keeps it from being text.
--
-- Line ends may be LF, CRLF or CR; a byte order mark is no text. Columns count
-- the characters of the composed line from 1.
-- @module tiendo.decree.lines
local text = require "tiendo.text"

local M = {}

-- What people pass by mistake, by its first bytes.
local OTHER_FILES = {
  { "%PDF", "a PDF file" },
  { "PK\3\4", "a packed file, such as a Word document" },
  { "\xD0\xCF\x11\xE0", "a Word document" },
  { "{\\rtf", "an RTF file" },
  { "\xFF\xFE", "UTF-16 text" },
  { "\xFE\xFF", "UTF-16 text" },
}

local function other_file(source)
  for _, kind in ipairs(OTHER_FILES) do
    if source:sub(1, #kind[1]) == kind[1] then
      return ("1:1: this is %s; the plain text of the document is needed, in "
        .. "UTF-8"):format(kind[2])
    end
  end
end

local function column_of(line, byte)
  return (utf8.len(line, 1, byte - 1) or byte - 1) + 1
end

local function refuse(line, number, byte, what)
  return ("%d:%d: %s"):format(number, column_of(line, byte), what)
end

-- Letters and marks that compose stand in U+0300 to U+036F.
local COMBINING = "[\xCC\xCD]"

-- The composed line, or nil and why not.
local function compose(line, number)
  local nul = line:find("\0", 1, true)
  if nul then
    return nil, refuse(line, number, nul, "a NUL byte; this is no text")
  end
  local length, bad = utf8.len(line)
  if not length then
    return nil, refuse(line, number, bad, "not UTF-8, or the text breaks off "
      .. "inside a character")
  end
  return line:find(COMBINING) and text.nfc(line) or line
end

--- The lines of a document.
-- @tparam string source
-- @treturn {string,...}|nil
-- @treturn ?string  what is wrong, and where
function M.split(source)
  local message = other_file(source)
  if message then return nil, message end
  local lines, at = {}, source:sub(1, 3) == "\xEF\xBB\xBF" and 4 or 1
  while at <= #source do
    local stop = source:find("[\r\n]", at) or #source + 1
    local line, why = compose(source:sub(at, stop - 1), #lines + 1)
    if not line then return nil, why end
    lines[#lines + 1] = line
    at = stop + (source:sub(stop, stop + 1) == "\r\n" and 2 or 1)
  end
  return lines
end

return M
