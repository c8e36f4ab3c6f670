---@meta tiendo.promise
-- Made by `make docs` from the descriptions in the program; do not edit.

--- What a quantified promise asks of the figures that measure it: which way,
--- which level, and whether a value keeps it.
--- Where something is lacking for that, functions give nil, the outcome to
--- count ("no-data", "not-applicable") and the reason in both languages.
local M = {}

--- The reason of what is_settled tells.
---@type table
M.SETTLED = nil

--- Which way a promise points: as it says, as its comparator says, as is better
--- for its indicator; nil if none of them says it.
--- `promise.direction(c)  --> "down"`
---@param c any a commitment
---@return string?  "up" or "down"
function M.direction(c) end

--- The level that a promise asks for, and the figures that measure it.
--- `local p, outcome, why = promise.level(c)`
---@param c any a commitment
---@return table?  { direction, target, is_strict, series }; is_strict: the target itself does not keep the promise
---@return string  why there is none: the outcome
---@return table  the reason, { en, vi }
function M.level(c) end

--- Whether a value keeps the promise.
--- `promise.is_kept(promise.level(c), 9.8)  --> true`
---@param p table from level()
---@param value number
---@param slack? number how much may be lacking; default 0
---@return boolean
function M.is_kept(p, value, slack) end

--- Whether the deadline has passed and figures reach it, so that nothing is
--- left to foresee.
--- `promise.is_settled(c, ctx.as_of)  --> false`
---@param c any a commitment with figures
---@param as_of any a date
---@return boolean
function M.is_settled(c, as_of) end

--- The same as an answer of a rule's check.
--- `promise.answer(ctx, "no-data", {}).outcome  --> "no-data"`
---@param ctx any the check's second argument
---@param outcome string
---@param why table
---@return table
function M.answer(ctx, outcome, why) end

return M
