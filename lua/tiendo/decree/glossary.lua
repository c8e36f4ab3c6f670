--- The annex that explains terms: "1. Term: text", with further paragraphs.
-- @module tiendo.decree.glossary
local grammar = require "tiendo.decree.grammar"
local reader = require "tiendo.decree.reader"

local M = {}

local Glossary = {}
Glossary.__index = Glossary

-- What stands before a colon is a term if it is no longer than this.
local LONGEST_TERM = 120

--- The part that reads the glossary; its captions go to the place `heading`.
function M.new(of, heading)
  return setmetatable({ reader = of, heading = heading }, Glossary)
end

-- Term and text of "1. Term: text"; other marks will do as long as no term of
-- a numbered list came before.
function Glossary:term_of(text)
  local number, rest = grammar.arabic:match(text)
  if not number then
    if self.is_numbered then return end
    rest = grammar.item:match(text)
    if rest == 1 then return end
  end
  local colon = text:find(":", rest, true)
  if not colon or colon - rest > LONGEST_TERM then return end
  local first = text:find("[^ ]", colon + 1) or colon + 1
  return text:sub(rest, colon - 1), text:sub(first), number
end

function Glossary:add(term, text, at)
  local list = self.reader.document.glossary
  self.term = { term = term, text = text, at = at }
  list[#list + 1] = self.term
  self.place = reader.place("term", tostring(#list))
  self.reader:put(self.place)
end

function Glossary:go_on(text, first)
  reader.add_piece(self.term, "text", text, self.reader:at(text, first))
  self.reader:put(self.place)
end

--- Takes the line at hand.
function Glossary:take(line)
  if line.is_blank then return end
  local term, text, number = self:term_of(line.text)
  if term then
    self.is_numbered = self.is_numbered or number ~= nil
    return self:add(term, text, self.reader:at(line.text, line.first))
  end
  if self.term then return self:go_on(line.text, line.first) end
  self.reader:put(self.heading)
end

--- Ends the glossary: there is nothing to complete.
function Glossary.finish() end

return M
