--- A page of text for a terminal: its language, width and colours, and what is
-- put on it.
-- @module tiendo.report.page
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local template = require "tiendo.template"
local text = require "tiendo.text"
local words = require "tiendo.words"

local M = {}

local WIDTH_MIN = 60   -- below it tables could not be kept in shape
local NOTHING = "·" -- a count of zero

local page = {}
page.__index = page

--- A page; options as of tiendo.report.write, the `group` of tiendo.words that
-- its phrases are from ("report"), and the `least` width if it may be narrower
-- than most.
function M.new(options, write)
  return setmetatable({
    write = write,
    width = math.max(options.width, options.least or WIDTH_MIN),
    lang = options.lang,
    color = options.color,
    paint = layout.painter(options.color),
    group = options.group or "report",
  }, page)
end

--- A phrase of the page's group in its language; see template.say.
function page:say(key, values, n)
  return template.say(self.group, key, self.lang, values, n)
end

--- A phrase of another group.
function page:say_of(group, key, values, n)
  return template.say(group, key, self.lang, values, n)
end

--- A word in the page's language; see words.get.
function page:word(group, key)
  return words.get(group, key, self.lang)
end

--- A value as the reader expects it; see template.format.
function page:show(value, format)
  return finding.clean(template.format(value, format, self.lang))
end

--- A count; a dot for zero.
function page:count(n)
  return n == 0 and NOTHING or self:show(n)
end

--- One text of a pair, "" if there is none.
function page:label(pair)
  return finding.clean(words.pick(pair, self.lang) or "")
end

--- Writes a paragraph: `indent`, `hang` and `style` as of layout.paragraph.
function page:put(s, options)
  options = options or {}
  options.width, options.paint = self.width, self.paint
  layout.paragraph(self.write, s, options)
end

--- Writes names on the left and texts beside them.
-- @tparam table list  of { name, text, style = of the text or nil }
-- @tparam[opt=2] number indent  columns before the names
function page:facts(list, indent)
  indent = indent or 2
  local wide = 0
  for _, fact in ipairs(list) do wide = math.max(wide, text.width(fact[1])) end
  local room = math.max(self.width - indent - wide - 2, WIDTH_MIN // 2)
  for _, fact in ipairs(list) do
    for i, line in ipairs(layout.wrap(fact[2], room)) do
      local name = layout.pad(i == 1 and fact[1] or "", wide)
      self.write((" "):rep(indent) .. self.paint("dim", name) .. "  "
        .. self.paint(fact.style, line) .. "\n")
    end
  end
end

--- Writes an empty line.
function page:skip()
  self.write "\n"
end

--- Writes a line across the page with a title in it and a note at its end.
function page:heading(title, style, note)
  local tail = note and " " .. note or ""
  local used = text.width("── " .. title .. " " .. tail)
  local line = ("─"):rep(math.max(self.width - used, 2))
  self.write("\n" .. self.paint(style, "── " .. title .. " ")
    .. self.paint(style ~= "bold" and style or "dim", line) .. tail .. "\n")
end

--- Writes a table as of layout.table.
function page:table(head, rows, is_uncut)
  layout.table(self.write, { head = head, rows = rows, is_uncut = is_uncut },
    self.width, self.paint)
end

return M
