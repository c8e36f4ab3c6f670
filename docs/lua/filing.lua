---@meta tiendo.filing
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Reports as they were sent: which of several counts, what days their data
--- must cover, which sections they must have.
local M = {}

--- The reason of what latest() leaves out.
---@type table
M.REPLACED = nil

--- Of the reports for one obligation, agency and period the last one: it
--- replaces those before.
--- `local rows, replaced = filing.latest(ctx.plan.submissions)`
---@param submissions any a set in reading order
---@return table  list of rows
---@return integer  how many were replaced
function M.latest(submissions) end

--- The days that the data of a report must cover.
--- `filing.window("nd09", date.period "2025")  --> 2024-12-15, 2025-12-14`
---@param window string "nd09" or "calendar", as an obligation says it
---@param period any
---@return date  first day
---@return date  last day
function M.window(window, period) end

--- The words of a text that lists short names, as a set.
--- `filing.words("a b").a  --> true`
---@param text? string
function M.words(text) end

return M
