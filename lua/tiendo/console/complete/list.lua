--- Candidates for what is being typed, and what of them fits. Data fit whatever
-- the case and the diacritics, by the beginning of a code or name, and failing
-- that by what is in it.
-- @module tiendo.console.complete.list
local layout = require "tiendo.report.layout"
local text = require "tiendo.text"

local M = {}

local LABEL_MAX, NOTE_MIN = 40, 10 -- columns
local LIST_MAX, TRIED_MAX = 400, 20000

--- An empty list; of data if it `folds`.
function M.new(folds)
  return { items = {}, seen = {}, folds = folds }
end

--- Adds a candidate: what is typed, how it is listed, what is said beside it.
-- Those of a second rank count where none of the first begins as was typed.
function M.add(list, word, shown, note, is_second)
  if list.seen[word] or #list.items >= TRIED_MAX then return end
  list.seen[word] = true
  list.items[#list.items + 1] = { text = word, label = shown or word,
    note = note or "", is_second = is_second or false }
end

local function begins(list, s, typed)
  if list.folds then s = text.fold(s) end
  return s:sub(1, #typed) == typed
end

local function holds(_, s, typed)
  return text.fold(s):find(typed, 1, true) ~= nil
end

-- Of one rank; nil: of both.
local function kept(list, typed, test, is_second)
  local out = {}
  for _, item in ipairs(list.items) do
    if (is_second == nil or item.is_second == is_second)
      and test(list, item.text, typed) then out[#out + 1] = item end
  end
  return out
end

--- The candidates that fit what was typed.
function M.matching(list, typed)
  if list.folds then typed = text.fold(typed) or typed end
  local out = kept(list, typed, begins, false)
  if #out == 0 then out = kept(list, typed, begins, true) end
  if #out == 0 and list.folds and typed ~= "" then
    out = kept(list, typed, holds)
  end
  return out
end

-- The beginning that all share, in whole characters.
local function common_of(items)
  local common = items[1].text
  for i = 2, #items do
    local other, n = items[i].text, 0
    while n < #common and common:byte(n + 1) == other:byte(n + 1) do
      n = n + 1
    end
    while n > 0 and (common:byte(n + 1) or 0) & 0xC0 == 0x80 do n = n - 1 end
    common = common:sub(1, n)
  end
  return common
end

local function widest_label(items)
  local wide = 0
  for _, item in ipairs(items) do
    wide = math.max(wide, text.width(item.label))
  end
  return math.min(wide, LABEL_MAX)
end

--- In the shape of td_completion; what was typed stays where nothing longer is
-- shared.
-- @tparam table at  as of tiendo.console.context, and the `width` of a line
-- @tparam table items  as of matching
-- @tparam[opt] string tail  what follows if it is the only one
function M.result(at, items, tail)
  local out = { from = at.from, common = at.typed, texts = {}, labels = {},
    notes = {} }
  if #items == 0 then return out end
  local common = common_of(items)
  if #items == 1 then
    common = common .. (tail or "")
    items[1].text = common
  end
  if #items == 1 or #common > #at.typed then out.common = common end
  local wide = widest_label(items)
  local room = math.max(at.width - wide - 3, NOTE_MIN)
  for i, item in ipairs(items) do
    if i > LIST_MAX then break end
    out.texts[i] = item.text
    out.labels[i] = layout.pad(item.label, wide)
    out.notes[i] = (layout.cut(item.note, room))
  end
  return out
end

return M
