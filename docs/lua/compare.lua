---@meta tiendo.compare
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Figures of two indicators side by side, as rules declare which: by area,
--- breakdown and period.
local M = {}

--- The reason to give where a declared comparison finds nothing.
---@type table
M.NOTHING_COMMON = nil

--- The two codes of a declared pair.
--- `compare.pair("women <= all", "<=")  --> "women", "all"`
---@param text string "first <= second"
---@param operator string what stands between them
---@return string  code of the first
---@return string  code of the second
function M.pair(text, operator) end

--- The series of an indicator by place: area and breakdown.
--- `compare.by_place(ctx.plan, "poverty_rate")["an-giang/"]`
---@param plan any ctx.plan
---@param code string
---@return table  place -> row of the series table, those with figures
function M.by_place(plan, code) end

--- What two indicators say about the same area, breakdown and period.
--- `#compare.common(ctx.plan, "q1", "q5")  --> 0`
---@param plan any ctx.plan
---@param first string code of an indicator
---@param second string
---@return table  list of { code, period, first, second }, code: of the first one's series; none where an indicator has no figures
function M.common(plan, first, second) end

return M
