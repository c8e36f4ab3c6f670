--- The body of a plan: its sections, phases, the list of goals, and the
-- paragraphs that may hold a duty (see tiendo.decree.duties).
-- @module tiendo.decree.body
local grammar = require "tiendo.decree.grammar"
local place = require("tiendo.decree.reader").place

local M = {}

local Body = {}
Body.__index = Body

--- The part that reads the body.
function M.new(reader)
  return setmetatable({ reader = reader, paragraphs = {}, goals = {} }, Body)
end

-- Sections -------------------------------------------------------------------

local function join(...)
  return table.concat({ ... }, ".")
end

function Body:add_section(code, title, at)
  local document = self.reader.document
  self.section = { code = code, title = title, at = at }
  document.sections[#document.sections + 1] = self.section
  self.place = place("section", code)
  local first, last = grammar.phase:match(title)
  if first and not self.letter then self:add_phase(first, last, at) end
end

-- A numbered heading that names years begins a phase; it holds until the next
-- heading of its level.
function Body:add_phase(first, last, at)
  local phases = self.reader.document.phases
  self.phase = { first = math.tointeger(first), last = math.tointeger(last),
    section = self.section.code, at = at }
  phases[#phases + 1] = self.phase
end

function Body:take_heading(text, at)
  local numeral, rest = grammar.roman:match(text)
  if numeral then
    self.roman, self.number, self.letter, self.phase = numeral, nil, nil, nil
    self.leader = nil
    return self:add_section(numeral, text:sub(rest), at)
  end
  local number, rest_of_number = grammar.arabic:match(text)
  if number then
    self.number, self.letter, self.phase, self.leader = number, nil, nil, nil
    return self:add_section(join(self.roman, number),
      text:sub(rest_of_number), at)
  end
  local letter, rest_of_letter = grammar.letter:match(text)
  if letter then
    self.letter = letter
    self:add_section(self.number and join(self.roman, self.number, letter)
      or join(self.roman, letter), text:sub(rest_of_letter), at)
  end
end

-- Goals ----------------------------------------------------------------------

local function bare_item(text)
  return text:sub((grammar.item:match(text)))
end

--- The code and the title of a goal in a list, without its bullet; nil for
-- other lines and for targets.
function M.goal_of(text)
  local item = bare_item(text)
  local code, rest = grammar.goal:match(item)
  if code and not code:find(".", 1, true) then
    return code, item:sub(rest), #text - #item + rest
  end
end

function Body:add_goal(code, title, at)
  self.goals[#self.goals + 1] = { code = code, title = title, at = at }
  self.reader:put(place("goal", code))
end

-- Paragraphs -----------------------------------------------------------------

-- "Sở X chủ trì ... thực hiện:" says who must do what the bullets below list.
local function is_lead_in(text)
  return text:find ":$" ~= nil
end

local function has_mark(text)
  return grammar.roman:match(text) or grammar.arabic:match(text)
    or grammar.letter:match(text)
end

function Body:add_paragraph(text, at)
  local is_item = grammar.bullet:match(text) ~= nil
  self.paragraphs[#self.paragraphs + 1] = {
    text = text, at = at, phase = self.phase, place = self.place,
    section = self.section and self.section.code,
    leader = is_item and self.leader or nil,
  }
  if not is_item then self.leader = is_lead_in(text) and text or nil end
end

--- Takes the line at hand.
function Body:take(line)
  if line.is_blank then return end
  local text = line.text
  local at = self.reader:at(text, line.first)
  local code, title = M.goal_of(text)
  if code then return self:add_goal(code, title, at) end
  if has_mark(text) then self:take_heading(text, at) end
  if not self.place then return self.reader:leave(text, at) end
  self:add_paragraph(text, at)
  self.reader:put(self.place)
end

--- Ends the body: there is nothing to complete.
function Body.finish() end

return M
