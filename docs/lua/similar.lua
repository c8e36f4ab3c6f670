---@meta tiendo.similar
-- Made by `make docs` from the descriptions in the program; do not edit.

--- How alike texts are: the share of words they have in common, case and
--- diacritics aside. A word that stands twice counts twice.
--- The share is Dice's: twice what two texts have in common, by the length of
--- both; 1 for the same words in any order, 0 for none in common.
local M = {}

--- The words of a text.
--- `similar.words("Rà soát, rà soát").list[3]  --> "ra 2"`
---@param s string
---@return table?  { set = { [word] = true }, list = words, n }; the second "a" of a text is the word "a 2"
---@return string  what is wrong with the text
function M.words(s) end

--- The share of words in common.
--- `similar.share(similar.words "a b", similar.words "a c")  --> 0.5`
---@param a table from words()
---@param b table
---@return number  0 to 1; 0 if both are empty
function M.share(a, b) end

--- For each text that is like an earlier one the earlier one it is most like.
--- `#similar.to_earlier({ similar.words "a", similar.words "c" }, 1) --> 0`
---@param texts table list of words()
---@param least number the share from which texts are alike, above 0
---@return table  list of { at, earlier, share }: positions in `texts`
function M.to_earlier(texts, least) end

return M
