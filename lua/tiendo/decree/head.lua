--- The head of a decision: from its first line to the first section of the
-- plan. Number, day, issuer, titles, legal basis and articles.
-- @module tiendo.decree.head
local date = require "tiendo.date"
local grammar = require "tiendo.decree.grammar"
local readers = require "tiendo.decree.reader"
local vietnamese = require "tiendo.vietnamese"

local place = readers.place

local M = {}

local Head = {}
Head.__index = Head

-- Lines longer than this are sentences, not captions or names.
local LONGEST_CAPTION = 60

local MOTTO, ORNAMENT, NUMBER = place "motto", place "ornament", place "number"
local ISSUER, KIND, TITLE = place "issuer", place "kind", place "title"
local CAPTION, PREAMBLE = place "caption", place "preamble"
local RECIPIENTS, SIGNATURE = place "recipients", place "signature"
local PLAN_TITLE = place "plan title"

--- The part that reads the head.
function M.new(reader)
  return setmetatable({ reader = reader, head = reader.document.head,
    stage = "top", titles = {} }, Head)
end

-- Days and numbers -----------------------------------------------------------

--- The first date of a text as "2018-05-08"; nil if none, or no such day.
function M.day_of(text)
  local day, month, year = grammar.date:match(text)
  if not day then return end
  local iso = ("%04d-%02d-%02d"):format(year, month, day)
  return date.of(iso) and iso or nil
end

local function serial_of(text)
  local serial = grammar.serial:match(text)
  return serial and (serial:gsub("%s", ""))
end

-- The first to say something is believed; who differs is noted.
function Head:set(field, value, at)
  local head = self.head
  if not value then return end
  if not head[field] then
    head[field], head.at[field] = value, at
  elseif head[field] ~= value then
    self.reader:note("head_differs", field,
      ("%s is %s here and %s on line %d"):format(field, value, head[field],
        head.at[field].line),
      ("%s ở đây là %s, ở dòng %d là %s"):format(field, value,
        head.at[field].line, head[field]), at)
  end
end

function Head:take_day(text, at)
  local day, month, year = grammar.date:match(text)
  if not day then return end
  local iso = M.day_of(text)
  if iso then return self:set("issued_on", iso, at) end
  self.reader:note("no_such_day", "issued_on",
    ("there is no day %s/%s/%s"):format(day, month, year),
    ("không có ngày %s/%s/%s"):format(day, month, year), at)
end

-- Who issues it --------------------------------------------------------------

-- "TỈNH AN GIANG" anywhere in a text: { T = "tỉnh", P = "An Giang" }.
local function unit_in(text)
  for at in text:gmatch "()[^\128-\191]" do
    local kind, rest = grammar.province:match(text, at)
    if kind then
      local name = vietnamese.trim((text:sub(rest):gsub("[%).,;].*$", "")))
      return { T = vietnamese.lower(kind), P = vietnamese.title(name) }
    end
  end
end

function Head:set_unit(text)
  local reader = self.reader
  if reader.unit or reader.resolver then return end
  local unit = unit_in(text)
  if unit and unit.P ~= "" then reader.unit = unit end
end

function Head:take_issuer(text, at)
  if not self.head.issuer_as_printed then
    self:set("issuer_as_printed", text, at)
  end
  self:set_unit(text)
end

-- Lines that are recognized wherever they stand: a test, and what to do. -----

local function is_caption(text)
  return utf8.len(text) <= LONGEST_CAPTION or vietnamese.is_upper(text)
end

local RULES, STAGES = {}, {}

local function rule(test, act)
  RULES[#RULES + 1] = { test = test, act = act }
end

rule(function(text) return grammar.ornament:match(text) end,
  function(self) self.reader:put(ORNAMENT) end)

rule(function(text) return grammar.motto:match(text) and is_caption(text) end,
  function(self) self.reader:put(MOTTO) end)

rule(function(text) return grammar.number_line:match(text) end,
  function(self, text, at)
    local serial, rest = grammar.number_line:match(text)
    self:set("number", (serial:gsub("%s", "")), at)
    self:take_day(text:sub(rest), at)
    self.reader:put(NUMBER)
  end)

rule(function(text) return grammar.no_number_line:match(text) end,
  function(self, text, at)
    self:take_day(text, at)
    self.reader:put(NUMBER)
  end)

rule(function(text)
  return grammar.issuer:match(text) and is_caption(text)
    and text:find "[^.;,/]$"
end, function(self, text, at)
  self:take_issuer(text, at)
  self.stage = self.stage == "title" and "top" or self.stage
  self.reader:put(ISSUER)
end)

rule(function(text) return grammar.recipients:match(text) end,
  function(self)
    self.stage, self.place = "signature", RECIPIENTS
    self.reader:put(RECIPIENTS)
  end)

rule(function(text, self)
  return self.article and grammar.signature:match(text) and is_caption(text)
end, function(self)
  self.stage, self.place = "signature", SIGNATURE
  self.reader:put(SIGNATURE)
end)

rule(function(text) return grammar.decision:match(text) end,
  function(self, _, at)
    if #self.reader.document.legal_basis > 0 then
      self.stage = "articles"
    else
      self:set("kind", "Quyết định", at)
      self.stage, self.place = "title", TITLE
    end
    self.reader:put(KIND)
  end)

local function begin_plan(self, at)
  if not self.head.kind then self:set("kind", "Kế hoạch", at) end
  self.stage, self.place = "plan_title", PLAN_TITLE
end

rule(function(text) return grammar.plan:match(text) end,
  function(self, _, at)
    begin_plan(self, at)
    self.reader:put(KIND)
  end)

-- "KẾ HOẠCH HÀNH ĐỘNG ...": heading and title in one.
rule(function(text, self)
  return self.stage ~= "title" and self.stage ~= "plan_title"
    and grammar.plan_title:match(text) and vietnamese.is_upper(text)
end, function(self, text, at)
  begin_plan(self, at)
  STAGES.plan_title(self, text, at)
end)

rule(function(text)
  return grammar.caption:match(text) and grammar.serial:match(text)
end, function(self, text, at)
  self:set("number", serial_of(text), at)
  self:take_day(text, at)
  self:set_unit(text)
  self.stage = "preamble"
  self.reader:put(CAPTION)
end)

rule(function(text) return grammar.article:match(text) end,
  function(self, text, _, first)
    local number, rest = grammar.article:match(text)
    local body = text:sub(rest)
    self:add_article(number, body, self.reader:at(body, first + rest - 1))
  end)

-- Articles -------------------------------------------------------------------

function Head:add_article(number, text, at)
  local articles = self.reader.document.articles
  self.article = { number = number, text = text, at = at,
    paragraphs = { { text = text, at = at } } }
  articles[#articles + 1] = self.article
  self.stage, self.place = "articles", place("article", number)
  self.reader:put(self.place)
end

function Head:continue_article(text, at)
  local article = self.article
  article.paragraphs[#article.paragraphs + 1] = { text = text, at = at }
  readers.add_piece(article, "text", text, at)
  self.reader:put(self.place)
end

-- The rest, by what came before ----------------------------------------------

function Head:add_basis(text, at)
  local list = self.reader.document.legal_basis
  list[#list + 1] = { text = text, number = serial_of(text),
    issued_on = M.day_of(text), at = at }
  self.stage, self.place = "basis", place("legal basis", tostring(#list))
  self.reader:put(self.place)
end

-- "ỦY BAN NHÂN DÂN" and, on the next line, "TỈNH AN GIANG".
function Head:continues_issuer(text)
  local head = self.head
  if self.reader.unit or not head.issuer_as_printed or not is_caption(text)
    or not grammar.province:match(text) then
    return false
  end
  head.issuer_as_printed = head.issuer_as_printed .. " " .. text
  self:set_unit(text)
  return true
end

function Head:take_other(text, at)
  if grammar.basis:match(text) and #self.reader.document.articles == 0 then
    return self:add_basis(text, at)
  end
  if self.stage == "preamble" or self.stage == "basis" then
    return self.reader:put(PREAMBLE)
  end
  if grammar.date:match(text) and is_caption(text) then
    self:take_day(text, at)
    return self.reader:put(NUMBER)
  end
  if self:continues_issuer(text) then return self.reader:put(ISSUER) end
  if #self.reader.document.articles > 0 or self.head.plan_title then
    return self.reader:put(PREAMBLE)
  end
  self.reader:leave(text, at)
end

STAGES.top, STAGES.preamble, STAGES.basis = Head.take_other, Head.take_other,
  Head.take_other

local function add_to_title(field)
  return function(self, text, at)
    if grammar.basis:match(text) then return self:take_other(text, at) end
    local head = self.head
    if head[field] then
      readers.add_piece(self.titles[field], "text", text, at)
    else
      head[field], head.at[field] = text, at
      self.titles[field] = { text = text, at = at }
    end
    self.reader:put(self.place)
  end
end

STAGES.title = add_to_title "title"
STAGES.plan_title = add_to_title "plan_title"

function STAGES.articles(self, text, at)
  if self.article then return self:continue_article(text, at) end
  self:take_other(text, at)
end

-- Longer than this, it is no list of recipients and signatures.
local MOST_SIGNATURES = 60

function STAGES.signature(self, text, at)
  self.n_signatures = (self.n_signatures or 0) + 1
  if self.n_signatures > MOST_SIGNATURES then
    return self.reader:leave(text, at)
  end
  self.reader:put(self.place)
end

-- The end of the head --------------------------------------------------------

local RESPONSIBLE = vietnamese.phrase "chịu trách nhiệm"

-- Byte where the first "chịu trách nhiệm" begins.
local function find_phrase(pattern, text)
  for at in text:gmatch "()[^\128-\191]" do
    if pattern:match(text, at) then return at end
  end
end

local function codes_in(names, text)
  local codes, seen = {}, {}
  for _, found in ipairs(names:scan(text)) do
    if not seen[found.code] then
      seen[found.code] = true
      codes[#codes + 1] = found.code
    end
  end
  return codes
end

-- Who must carry out what a paragraph of an article says.
local function duties_of(article, names)
  local list = {}
  for _, paragraph in ipairs(article.paragraphs) do
    local stop = find_phrase(RESPONSIBLE, paragraph.text)
    if stop then
      local _, first = grammar.arabic:match(paragraph.text)
      local who = vietnamese.trim(paragraph.text:sub(first or 1, stop - 1))
      list[#list + 1] = { who = who, agencies = codes_in(names, who),
        what = paragraph.text:sub(stop), at = paragraph.at }
    end
  end
  return list
end

local IN_FORCE = vietnamese.phrase "có hiệu lực"
local SIGNATURE_DAY = vietnamese.any_phrase { "kể từ ngày ký", "từ ngày ký",
  "kể từ ngày ban hành" }

function Head:take_effect(article)
  local at = find_phrase(IN_FORCE, article.text)
  if not at then return end
  local rest = article.text:sub(at)
  local day = M.day_of(rest)
    or find_phrase(SIGNATURE_DAY, rest) and self.head.issued_on
  self:set("effective", day, article.at)
end

-- "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ..." acts for the committee.
function Head:resolve_issuer()
  local names, head = self.reader:names(), self.head
  local printed, at = head.issuer_as_printed, head.at.issuer_as_printed
  local found = names:scan(printed)[1]
  head.issuer = names:find(printed) or found and found.code
  head.at.issuer = at
  if not head.issuer then
    head.issuer = names:learn(printed)
    self.reader:note("unknown_agency", head.issuer or "issuer",
      ('"%s" is no name that is known'):format(printed),
      ('"%s" chưa có trong danh mục cơ quan'):format(printed), at)
  end
  self.reader:cite(head.issuer, printed, at)
end

--- Ends the head: what could be said only now that the province is known.
function Head:finish()
  if self.is_finished then return end
  self.is_finished = true
  local names, head = self.reader:names(), self.head
  for field, title in pairs(self.titles) do
    readers.join_pieces { title }
    head[field] = title.text
  end
  if head.issuer_as_printed then self:resolve_issuer() end
  readers.join_pieces(self.reader.document.articles)
  for _, article in ipairs(self.reader.document.articles) do
    article.duties = duties_of(article, names)
    article.agencies = codes_in(names, article.text)
    article.paragraphs = nil
    self:take_effect(article)
  end
end

function Head:take_piece(text, first)
  local at = self.reader:at(text, first)
  for _, one in ipairs(RULES) do
    if one.test(text, self) then return one.act(self, text, at, first) end
  end
  STAGES[self.stage](self, text, at)
end

-- The issuer and the motto stand side by side: tabs part what they are of.
local function line_pieces(line)
  local raw, at = line.raw, line.first
  return function()
    while at <= #raw do
      local stop = raw:find("\t", at, true) or #raw + 1
      local piece, first = vietnamese.trim(raw:sub(at, stop - 1))
      local start = at
      at = stop + 1
      if piece ~= "" then return piece, start + first - 1 end
    end
  end
end

--- Takes the line at hand.
function Head:take(line)
  if line.is_blank then
    if self.stage == "title" and self.head.title
      or self.stage == "plan_title" and self.head.plan_title then
      self.stage = self.stage == "title" and "top" or "preamble"
    end
    return
  end
  for piece, first in line_pieces(line) do self:take_piece(piece, first) end
end

return M
