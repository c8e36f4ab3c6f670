--- Reads the text of a plan decision of a Vietnamese province.
--
--     local document, message = decree.read(text)
--     print(decree.account(document))   --> 1,464 lines: 1,464 placed, ...
--
-- A document has these parts, each item with `at`, where it stands (`line`,
-- `column`, `last_line`, `chars`, `offset`):
--
--   head         number, issued_on, issuer, kind, title, plan_title, effective;
--                `at` has the place of each
--   legal_basis  text, number, issued_on
--   articles     number, text, agencies, duties (who, agencies, what)
--   sections     code ("III.1.e"), title
--   phases       first, last, section
--   goals        code, title, second_title where the body has another one
--   targets      code as in its column, second_code as in the text, goal, text
--   groups       code, target, position, lead, leads, lead_as_printed
--   coordinators group, agency, as_printed
--   tasks        code, group, position, text, condition
--   programmes   title, first_year, last_year, outlook_year, task or section
--   duties       kind, who, agencies, to, copy_to, what, recurrence, bound,
--                month, day, year, phase, section
--   commitments  target or task, promise: what tiendo.quantity reads of one
--                with a number
--   dated        the same, of one with a day and no number
--   glossary     term, text
--   agencies     code, name, kind, names (name, uses, line), is_new
--   notes        kind, subject, text (en, vi): what is irregular
--   lines        by number: { place, kind }, what the line became
--   unplaced     line, column, text of what fits nowhere
--
-- Text is composed (NFC) and else as printed. Time and memory grow with the
-- length of the document and no faster.
-- @module tiendo.decree
local annex = require "tiendo.decree.annex"
local body = require "tiendo.decree.body"
local duties = require "tiendo.decree.duties"
local finish = require "tiendo.decree.finish"
local glossary = require "tiendo.decree.glossary"
local grammar = require "tiendo.decree.grammar"
local head = require "tiendo.decree.head"
local lines = require "tiendo.decree.lines"
local programme = require "tiendo.decree.programme"
local quantity = require "tiendo.quantity"
local readers = require "tiendo.decree.reader"
local unicode = require "tiendo.text"
local vietnamese = require "tiendo.vietnamese"

local M = {}

-- The end: who gets a copy, who signed ---------------------------------------

local Tail = {}
Tail.__index = Tail
local SIGNATURE = readers.place "signature"
-- Longer than this, it is no list of recipients and signatures.
local LONGEST_TAIL = 60

function Tail:take(line)
  if line.is_blank then return end
  self.n = self.n + 1
  if self.n <= LONGEST_TAIL then return self.reader:put(SIGNATURE) end
  self.reader:leave(line.text, self.reader:at(line.text, line.first))
end

function Tail.finish() end

-- From part to part ----------------------------------------------------------

local LONGEST_HEADING = 90

local function is_heading(text)
  return #text <= LONGEST_HEADING or vietnamese.is_upper(text)
end

local Parts = {}
Parts.__index = Parts

-- The part at hand is done; the head ends on its own.
function Parts:switch(part)
  if self.part ~= self.head then self.part:finish() end
  self.part = part
end

function Parts:leave_head()
  if self.part == self.head then self.head:finish() end
end

-- "PHỤ LỤC II" begins an annex: of tasks, unless it is said to explain terms.
function Parts:begin_annex(text)
  local numeral = text:match "%s([IVX]+)%f[%W]" or text:match "%s(%d+)"
  local place = readers.place("annex", numeral)
  self:leave_head()
  self.reader:put(place)
  self.heading = place
  if grammar.glossary_title:match(text) then
    return self:switch(glossary.new(self.reader, place))
  end
  self:switch(annex.new(self.reader, place))
  self.is_new_annex, self.is_within_body = true, false
end

local function is_table(text)
  local code = grammar.goal:match(text, (grammar.item:match(text)))
  return code and code:find(".", 1, true) or grammar.column_role(text) == "code"
end

local SWITCHES = {}

-- A glossary's title stands below its number.
SWITCHES[1] = function(self, text)
  if self.is_new_annex and grammar.glossary_title:match(text)
    and is_heading(text) then
    self:switch(glossary.new(self.reader, self.heading))
    self.reader:put(self.heading)
    return true
  end
  self.is_new_annex = false
end

SWITCHES[2] = function(self, text)
  if grammar.annex:match(text) and is_heading(text) then
    self:begin_annex(text)
    return true
  end
end

-- A table that no "PHỤ LỤC" announces.
SWITCHES[3] = function(self, text)
  local is_before = self.part == self.head or self.part == self.body
    or self.part == self.tail
  if not (is_before and is_table(text)) then return end
  self:leave_head()
  self:switch(annex.new(self.reader))
  self.is_within_body = true
end

-- "I. ..." begins the body, or goes on with it after targets in its midst.
SWITCHES[4] = function(self, text)
  if not grammar.roman:match(text) then return end
  if self.part == self.head then
    self:leave_head()
    self:switch(self.body)
  elseif self.is_within_body and is_heading(text) then
    self:switch(self.body)
    self.is_within_body = false
  end
end

SWITCHES[5] = function(self, text)
  local is_end = grammar.recipients:match(text)
    or grammar.signature:match(text) and vietnamese.is_upper(text)
  if self.part ~= self.head and is_end then
    self.tail = setmetatable({ reader = self.reader, n = 0 }, Tail)
    self:switch(self.tail)
  end
end

function Parts:take(line)
  if not line.is_blank then
    for _, switch in ipairs(SWITCHES) do
      if switch(self, line.text) then return end
    end
  end
  self.part:take(line)
end

local function read_lines(reader)
  local parts = setmetatable({ reader = reader, head = head.new(reader),
    body = body.new(reader) }, Parts)
  parts.part = parts.head
  for n = 1, #reader.lines do parts:take(reader:go_to(n)) end
  parts:leave_head()
  parts:switch(nil)
  return parts
end

-- What stands in sentences ---------------------------------------------------

local function add_programmes(document, text, at, field, code)
  local chars_before = readers.counter(text)
  for _, one in ipairs(programme.find(text)) do
    local first = chars_before(one.first) + 1
    document.programmes[#document.programmes + 1] = {
      title = one.title, first_year = one.first_year,
      last_year = one.last_year, outlook_year = one.outlook_year,
      [field] = code,
      at = readers.span(at, first, chars_before(one.stop)) }
  end
end

-- Promises of a target or task, with and without a number.
-- A text without a digit or a word for a number promises nothing by a day and
-- nothing in numbers; most tasks are such, and reading them costs most.
local function may_promise(text)
  return text:find "%d" or text:find("nửa", 1, true)
    or text:find("gấp", 1, true) or text:find("lần", 1, true)
end

local function add_promises(document, item, field)
  if not may_promise(item.text) then return end
  local found = quantity.read(item.text)
  for _, kind in ipairs { "commitments", "dated" } do
    local list = document[kind]
    for _, one in ipairs(found[kind]) do
      list[#list + 1] = { [field] = item.code, promise = one,
        at = readers.span(item.at, one.first, one.last) }
    end
  end
end

local function read_promises(document)
  for _, target in ipairs(document.targets) do
    add_promises(document, target, "target")
  end
  for _, task in ipairs(document.tasks) do
    add_promises(document, task, "task")
  end
end

local function read_sentences(reader, paragraphs)
  local document = reader.document
  for _, paragraph in ipairs(paragraphs) do
    add_programmes(document, paragraph.text, paragraph.at, "section",
      paragraph.section)
    for _, duty in ipairs(duties.read(paragraph, reader:names())) do
      document.duties[#document.duties + 1] = duty
    end
  end
  for _, task in ipairs(document.tasks) do
    add_programmes(document, task.text, task.at, "task", task.code)
  end
end

-- The account ----------------------------------------------------------------

-- 1563 -> "1,563"
local function grouped(n)
  local digits = tostring(n)
  local first = (#digits - 1) % 3 + 1
  return digits:sub(1, first) .. digits:sub(first + 1):gsub("%d%d%d", ",%0")
end

--- One line on how much of a document found its place; blank lines do not
-- count.
-- @usage decree.account(document)
--   --> "1,563 lines: 1,561 placed, 2 unplaced, first at 433:5"
function M.account(document)
  local line = ("%s lines: %s placed, %s unplaced"):format(
    grouped(document.n_lines), grouped(document.n_placed),
    grouped(#document.unplaced))
  local first = document.unplaced[1]
  if not first then return line end
  return ("%s, first at %d:%d"):format(line, first.line, first.column)
end

-- Columns for what a line became.
local PLACE_WIDTH = 24

local function padded(place)
  return place .. (" "):rep(PLACE_WIDTH - unicode.width(place))
end

--- Prints the document, each line after what it became.
-- @tparam table document
-- @tparam string text  what was read
-- @tparam function write  takes strings
function M.explain(document, text, write)
  local list = assert(lines.split(text))
  for n, line in ipairs(list) do
    local shown = vietnamese.trim(line)
    if shown ~= "" then
      local place = document.lines[n]
      write(("%6d  "):format(n), padded(place and place.place or "?"), "  ",
        shown, "\n")
    end
  end
  write(M.account(document), "\n")
end

-- Reading --------------------------------------------------------------------

local function is_plan(document)
  return #document.goals > 0 or #document.targets > 0
end

local function refusal(reader)
  local document = reader.document
  if document.n_lines == 0 then return "1:1: the document is empty" end
  local what = document.head.number and "no goals" or "no number, no goals"
  return ("1:1: not a plan document: %s; expected \"Số: .../QĐ-...\" and "
    .. "\"Mục tiêu 1: ...\""):format(what)
end

local function count_places(document)
  local n = 0
  for _ in pairs(document.lines) do n = n + 1 end
  document.n_placed = n
end

--- Reads a document.
-- @tparam string text  in UTF-8
-- @tparam[opt] table options  `agencies`: those of a store, { code =, names =
--   { spelling, ... } } each; names are resolved to them first
-- @treturn table|nil  the document
-- @treturn ?string  line:column and what was expected
function M.read(text, options)
  local list, message = lines.split(text)
  if not list then return nil, message end
  local reader = readers.new(list, options or {})
  local parts = read_lines(reader)
  local document = reader.document
  if not is_plan(document) and #parts.body.goals == 0 then
    return nil, refusal(reader)
  end
  finish.run(reader, parts.body.goals)
  read_sentences(reader, parts.body.paragraphs)
  read_promises(document)
  document.n_total = #list
  count_places(document)
  return document
end

return M
