--- The only way to HTML: elements are made by calls, and whatever is text is
-- escaped where it is written, so that no caller can forget it.
--
--     local m = markup.new(write, "en")
--     m:el("p", { class = "note" }, "1 < 2")       --> <p class=note>1 &lt; 2
--     m:el("ul", nil, function() m:el("li", nil, "one") end)
--
-- Names of elements and attributes are constants of the program; values and
-- texts may be anything: bytes that are no UTF-8, control characters and marks
-- that turn the direction of writing are shown as U+FFFD, and of a text longer
-- than MAX characters the rest is cut and counted. End tags that HTML lets out
-- are let out: the page holds thousands of rows.
-- @module tiendo.html.markup
local finding = require "tiendo.report.finding"
local template = require "tiendo.template"

local M = {}

--- Characters of one text that are shown.
M.MAX = 4000

local VOID = { meta = true, input = true, br = true, link = true }
-- Elements that end where their neighbour or parent does.
local ENDLESS = { li = true, dt = true, dd = true, p = true, tr = true,
  td = true, th = true, thead = true, tbody = true, option = true }

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
  ['"'] = "&quot;", ["'"] = "&#39;" }

-- Controls but for tab and line end, in one and in two bytes, and the marks of
-- direction: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
local UNSEEN = { "[\1-\8\11-\31\127]", "\xC2[\x80-\x9F]", "\u{061C}",
  "\xE2\x80[\x8E\x8F\xAA-\xAE]", "\xE2\x81[\xA6-\xA9]" }

local function visible(s)
  s = finding.utf8(s)
  if not s:find "[\1-\8\11-\31\127\xC2\xD8\xE2]" then return s end
  for _, pattern in ipairs(UNSEEN) do s = s:gsub(pattern, "\u{FFFD}") end
  return s
end

local function cut(s, lang)
  if #s <= M.MAX then return s end
  local n = utf8.len(s)
  if n <= M.MAX then return s end
  return s:sub(1, utf8.offset(s, M.MAX + 1) - 1)
    .. template.say("brief", "cut", lang, { n = n - M.MAX })
end

--- The text as it is shown, before it is escaped: for what others escape.
function M.plain(s, lang)
  return cut(visible(s), lang)
end

--- The text as it stands in HTML, between tags or in a quoted value.
-- @tparam string s
-- @tparam string lang  of what is said about a cut
function M.escape(s, lang)
  s = cut(visible(s), lang)
  if not s:find "[&<>\"']" then return s end
  return (s:gsub("[&<>\"']", ENTITIES))
end

local markup = {}
markup.__index = markup

--- A writer.
-- @tparam function write  receives the page piece by piece
-- @tparam string lang
function M.new(write, lang)
  return setmetatable({ write = write, lang = lang }, markup)
end

local function value_of(self, value)
  local s = M.escape(tostring(value), self.lang)
  return s:find "^[%w_#./:-]+$" and s or '"' .. s .. '"'
end

-- In one order, whatever the table's is.
local function write_attributes(self, attributes)
  local names = {}
  for name in pairs(attributes) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local value = attributes[name]
    if value == true then
      self.write(" " .. name)
    elseif value then
      self.write((" %s=%s"):format(name, value_of(self, value)))
    end
  end
end

--- Writes text.
function markup:text(s)
  self.write(M.escape(tostring(s), self.lang))
end

--- Writes an element.
-- @tparam string name
-- @tparam[opt] table attributes  by name; true: without value; false: none
-- @tparam[opt] content  text, a number, or a function that writes it
function markup:el(name, attributes, content)
  self.write("<" .. name)
  if attributes then write_attributes(self, attributes) end
  self.write ">"
  if type(content) == "function" then
    content()
  elseif content ~= nil then
    self:text(content)
  end
  if not (VOID[name] or ENDLESS[name]) then self.write("</" .. name .. ">") end
end

--- Writes a link; of an address that is neither of the page nor http the text
-- alone.
function markup:link(address, content, attributes)
  attributes = attributes or {}
  if not (address:find "^#" or address:find "^https?://[^%s]+$") then
    return self:el("span", attributes, content)
  end
  attributes.href = address
  if not address:find "^#" then attributes.rel = "noreferrer" end
  self:el("a", attributes, content)
end

--- Writes code of the program's own: a style or a script.
-- @tparam string name  "style" or "script"
-- @tparam string code
function markup:code(name, code)
  assert(not code:find "</", "code that would end its element")
  self.write("<" .. name .. ">" .. code .. "</" .. name .. ">")
end

--- Writes a drawing: constants of the program, or what tiendo.picture.svg
-- makes, which escapes all text itself.
function markup:drawing(svg)
  self.write(svg)
end

--- Begins a line, so that the page can be read as text too.
function markup:line()
  self.write "\n"
end

return M
