---@meta tiendo.quantity
-- Made by `make docs` from the descriptions in the program; do not edit.

--- What a Vietnamese plan text promises in numbers, and by when.
---     local quantity = require "tiendo.quantity"
---     local c = quantity.commitments "Đến năm 2025 có trên 60% số hộ ..."
---     c[1].comparator, c[1].value, c[1].deadline.year   --> ">", 60, 2025
--- Everything found has text (as printed, with single blanks), first and last
--- (characters of the text given, from 1), line and column. Nothing is guessed:
--- what is not stated is nil.
local M = {}

--- All of it in one go: { commitments, dated, dates, numbers }.
---@param text string UTF-8, in any normal form
---@return table?
---@return string  that it is not UTF-8
function M.read(text) end

--- Promises with a number. Fields:
---   kind        "level", "change" (by so much), "factor" (a multiple of the
---               baseline) or "rate" (a change a year)
---   comparator  "<", "<=", "=", ">=", ">" or "range", with value, value_high
---   scale       what "nghìn", "triệu" multiply the value by
---   unit        as printed; unit_en: in English, if its words are known
---   per         { value, of, text }: 100000 and "trẻ đẻ sống"
---   direction   "up", "down" or nil
---   subject     what it is about; is_subject_carried: of the promise before
---   hedge       list of words such as "khoảng", "cơ bản", "phấn đấu"
---   is_relative, baseline_year, baseline_value, baseline_text, note
---   criterion   of a promise that nothing is left below or above a line: that
---               line, with comparator, value, unit, per; the value is then 0
---   deadline    as in `dates`, with last_day ("2029-12-31" for "before 2030")
--- `quantity.commitments("giảm 20 - 25%")[1].value_high  --> 25`
---@param text any
---@return table?  list
---@return string  what is wrong
function M.commitments(text) end

--- Promises with a deadline and no number: { deadline, text, ... }.
---@param text any
function M.dated(text) end

--- Dates, years and periods: kind ("day", "month", "quarter", "half", "year",
--- "period", "vision", "frequency", "duration"), year, from_year, month, day,
--- quarter, half, part ("start", "middle", "end" of a year), months (of a
--- frequency or duration), bound ("before" leaves the day out, "by" includes
--- it; "in", "from", "after"), is_yearly.
---@param text any
function M.dates(text) end

--- Numbers: value, value_high, scale, unit, per.
--- `quantity.numbers("1.234,5 ha")[1].value  --> 1234.5`
---@param text any
function M.numbers(text) end

return M
