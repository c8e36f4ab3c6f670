--- How alike texts are: the share of words they have in common, case and
-- diacritics aside. A word that stands twice counts twice.
--
-- The share is Dice's: twice what two texts have in common, by the length of
-- both; 1 for the same words in any order, 0 for none in common.
-- @module tiendo.similar
local text = require "tiendo.text"

local M = {}

--- The words of a text.
-- @tparam string s
-- @treturn table|nil  { set = { [word] = true }, list = words, n }; the second
--   "a" of a text is the word "a 2"
-- @treturn string  what is wrong with the text
-- @usage similar.words("Rà soát, rà soát").list[3]  --> "ra 2"
function M.words(s)
  local folded, message = text.fold(s)
  if not folded then return nil, message end
  local out, times = { set = {}, list = {}, n = 0 }, {}
  for word in folded:gmatch "[^%s%p]+" do
    times[word] = (times[word] or 0) + 1
    if times[word] > 1 then word = word .. " " .. times[word] end
    out.n = out.n + 1
    out.list[out.n], out.set[word] = word, true
  end
  return out
end

--- The share of words in common.
-- @tparam table a  from words()
-- @tparam table b
-- @treturn number  0 to 1; 0 if both are empty
-- @usage similar.share(similar.words "a b", similar.words "a c")  --> 0.5
function M.share(a, b)
  if a.n + b.n == 0 then return 0 end
  if b.n < a.n then a, b = b, a end
  local common = 0
  for _, word in ipairs(a.list) do
    if b.set[word] then common = common + 1 end
  end
  return 2 * common / (a.n + b.n)
end

-- How many texts have each word.
local function count_texts(texts)
  local counts = {}
  for _, words in ipairs(texts) do
    for _, word in ipairs(words.list) do
      counts[word] = (counts[word] or 0) + 1
    end
  end
  return counts
end

-- The rarest words of a text, as many as must meet those of any text that is
-- alike enough: such a text has n * least / (2 - least) of its words or more.
local function rarest(words, counts, least)
  local list = table.move(words.list, 1, words.n, 1, {})
  table.sort(list, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] < counts[b] end
    return a < b
  end)
  local needed = math.ceil(words.n * least / (2 - least) - 1e-9)
  return table.move(list, 1, words.n - needed + 1, 1, {})
end

--- For each text that is like an earlier one the earlier one it is most like.
-- @tparam table texts  list of words()
-- @tparam number least  the share from which texts are alike, above 0
-- @treturn table  list of { at, earlier, share }: positions in `texts`
-- @usage #similar.to_earlier({ similar.words "a", similar.words "c" }, 1) --> 0
function M.to_earlier(texts, least)
  local counts, having, pairs_found = count_texts(texts), {}, {}
  for at, words in ipairs(texts) do
    local tried, best = {}, nil
    for _, word in ipairs(rarest(words, counts, least)) do
      having[word] = having[word] or {}
      for _, earlier in ipairs(having[word]) do
        if not tried[earlier] then
          tried[earlier] = true
          local share = M.share(words, texts[earlier])
          local is_better = not best or share > best.share
            or share == best.share and earlier < best.earlier
          if share >= least and is_better then
            best = { at = at, earlier = earlier, share = share }
          end
        end
      end
      table.insert(having[word], at)
    end
    pairs_found[#pairs_found + 1] = best
  end
  return pairs_found
end

return M
