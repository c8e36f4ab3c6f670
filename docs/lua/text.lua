---@meta tiendo.text
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Text as readers compare it, in Vietnamese too.
local M = {}

--- The text as a search compares it: small letters without marks.
--- `text.fold "Sở Y tế" --> "so y te"`
---@param text string UTF-8
---@return string? folded nil if it is not UTF-8
---@return string? message why there is none
function M.fold(text) end

--- The text as one compares names: small letters, composed, single blanks.
--- `text.caseless "SỞ  Y tế" --> "sở y tế"`
---@param text string UTF-8
---@return string? caseless nil if it is not UTF-8
---@return string? message why there is none
function M.caseless(text) end

--- The text with letters and marks composed (Unicode NFC).
--- `#text.nfc "e\u{301}" --> 2`
---@param text string UTF-8
---@return string? composed nil if it is not UTF-8
---@return string? message why there is none
function M.nfc(text) end

--- Whether the folded text contains the folded part.
--- `text.contains("Sở Y tế tỉnh", "so y te") --> true`
---@param text string UTF-8
---@param part string UTF-8
---@return boolean? is_there nil if one is not UTF-8
---@return string? message why there is none
function M.contains(text, part) end

--- How many columns of a terminal the text takes.
--- `text.width "tiến độ" --> 7`
---@param text string UTF-8
---@return integer columns
function M.width(text) end

--- The name that was probably meant.
--- `text.nearest("titel", { "title", "deadline" }) --> "title"`
---@param text string
---@param names string[] at most 4096
---@return string? name nil if none is near
function M.nearest(text, names) end

--- The order of two codes, numbers in them by value.
--- `text.compare_codes("8.9", "8.10") --> -1`
---@param a string
---@param b string
---@return integer order below, at or above 0, as a is before b
function M.compare_codes(a, b) end

return M
