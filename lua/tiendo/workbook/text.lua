--- What a cell of a spreadsheet can hold of a text, and what is an address.
-- @module tiendo.workbook.text
local finding = require "tiendo.report.finding"
local template = require "tiendo.template"

local M = {}

--- Units of UTF-16 that a cell holds.
M.MAX = 32767

-- Characters of an address that a cell can lead to.
local ADDRESS_MAX = 2000

-- Controls but for tab and line end, in one and in two bytes; the marks of
-- direction: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069; and
-- the two that XML knows not: U+FFFE, U+FFFF.
local UNSEEN = { "[\1-\8\11-\31\127]", "\xC2[\x80-\x9F]", "\u{061C}",
  "\xE2\x80[\x8E\x8F\xAA-\xAE]", "\xE2\x81[\xA6-\xA9]", "\xEF\xBF[\xBE\xBF]" }

local function visible(s)
  s = finding.utf8(s)
  if not s:find "[\1-\8\11-\31\127\xC2\xD8\xE2\xEF]" then return s end
  for _, pattern in ipairs(UNSEEN) do s = s:gsub(pattern, "\u{FFFD}") end
  return s
end

-- Characters beyond U+FFFF take two units.
local function units(s)
  local _, n_wide = s:gsub("[\xF0-\xF4]", "")
  return utf8.len(s) + n_wide
end

-- The byte at which the text is cut so that so many units are left.
local function place_of(s, n)
  for at, code in utf8.codes(s) do
    n = n - (code > 0xFFFF and 2 or 1)
    if n < 0 then return at end
  end
  return #s + 1
end

local function cut(s, lang)
  if #s <= M.MAX or units(s) <= M.MAX then return s end
  local n_all = utf8.len(s)
  local say = function(n)
    return template.say("brief", "cut", lang, { n = n })
  end
  local head = s:sub(1, place_of(s, M.MAX - units(say(n_all))) - 1)
  return head .. say(n_all - utf8.len(head))
end

--- The text as a cell shows it: visible, and if it is too long cut, with the
-- number of characters that are left out.
-- @tparam string s
-- @tparam string lang  of what is said about a cut
function M.cell(s, lang)
  return cut(visible(s), lang)
end

local function encoded(c)
  return ("%%%02X"):format(c:byte())
end

--- An address that a cell can lead to; what must not stand in one is encoded.
-- @treturn string|nil
function M.address(url)
  local out = url:gsub('[\x80-\xFF"<>%[%]^`{}]', encoded)
  out = out:gsub("%%(%x?%x?)", function(hex)
    return #hex < 2 and "%25" .. hex or nil
  end)
  return #out <= ADDRESS_MAX and out:match "^https?://[!-~]+$" or nil
end

return M
