--- A page under way: its brief, its language, the writer, and what its parts
-- say in one way: numbers, days, names, links within the page.
-- @module tiendo.html.page
local detail = require "tiendo.report.detail"
local finding = require "tiendo.report.finding"
local markup = require "tiendo.html.markup"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

-- From this size on what is out of sight is left to the browser. A chart weighs
-- as much as five findings.
local BIG = 1500

local KEY_MAX = 64
local NARROW = "\u{00A0}" -- keeps a number and its unit on one line

local page = {}
page.__index = page

--- A page; options: `lang`.
function M.new(brief, options, write)
  local self = setmetatable({
    brief = brief, lang = options.lang,
    html = markup.new(write, options.lang),
    is_big = #brief.findings + 5 * #brief.commitments > BIG,
    keys = {}, n_keys = {}, is_used = {},
  }, page)
  -- What the text reporter says of a finding is said here too.
  self.told = detail.page({ plan = brief.plan, agencies = {} },
    { lang = options.lang, width = 80 }, write)
  return self
end

--- A phrase of the report in the page's language.
function page:say(key, values, n)
  return template.say("brief", key, self.lang, values, n)
end

--- A word in the page's language; see words.get.
function page:word(group, key)
  return words.get(group, key, self.lang)
end

--- A value as the reader expects it; see template.format.
function page:show(value, format)
  return (template.format(value, format, self.lang):gsub("(%d) %%",
    "%1" .. NARROW .. "%%"))
end

--- How many: digits set apart from a thousand on.
function page:count(n)
  return self:show(n, "number")
end

--- A day.
function page:day(value)
  return self:show(value, "date")
end

--- One text of a pair, "" if there is none.
function page:label(pair)
  return words.pick(pair, self.lang) or ""
end

--- The name of an agency, goal or target; its code where it has none.
-- @tparam string kind  "agencies", "goals", "targets"
-- @tparam string code
function page:name(kind, code)
  local pair = self.brief.names[kind][code]
  return pair and self:label(pair) or code
end

--- A word for a code in links, marks and the address bar: the code itself
-- where it is short and plain, else one made up.
function page:key(kind, code)
  if #code <= KEY_MAX and code:find "^[%w_][%w_.-]*$" then return code end
  local id = kind .. "\0" .. code
  if not self.keys[id] then
    local plain = code:gsub("/", "."):gsub("[^%w_.-]", "")
    if plain == "" or #plain > KEY_MAX or self.is_used[kind .. plain] then
      self.n_keys[kind] = (self.n_keys[kind] or 0) + 1
      plain = "_" .. self.n_keys[kind]
    end
    self.keys[id], self.is_used[kind .. plain] = plain, true
  end
  return self.keys[id]
end

--- The id of the element that tells about something.
-- @tparam string kind  "commitment", "finding", "goal", "source"
function page:id(kind, code)
  return kind:sub(1, 1) .. "-" .. self:key(kind, code)
end

--- Writes a section of the page with its heading.
-- @tparam string id  its words are page_ID
-- @tparam function content
function page:section(id, content)
  local html = self.html
  html:line()
  html:el("section", { id = id, ["aria-labelledby"] = "h-" .. id }, function()
    html:el("h2", { id = "h-" .. id }, self:say("page_" .. id))
    content()
  end)
end

--- What the promise binds: "≥ 43 %".
function page:promise(row)
  if not row.value then return self:say "no_number" end
  local number = self:show(row.value, "number")
  if row.value_high then
    number = number .. "–" .. self:show(row.value_high, "number")
  end
  local bound = row.comparator ~= "range"
    and self:word("choice", row.comparator) .. NARROW or ""
  local unit = row.unit and (self:word("measure", row.unit) or row.unit)
  return bound .. number .. (unit and NARROW .. finding.clean(unit) or "")
end

--- Writes a source, linked to its entry, with the line.
function page:source(code, line)
  local source = self.brief.source_of[code]
  local plan = self.brief.plan
  local name = plan and plan.code == code and plan.number
    or source and source.title ~= "" and source.title or code
  self.html:link("#" .. self:id("source", code), name)
  if line then self.html:text(", " .. self:say("line", { n = line })) end
end

return M
