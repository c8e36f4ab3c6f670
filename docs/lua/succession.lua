---@meta tiendo.succession
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Agencies in time: who exists, who follows whom, who belongs to whom.
local M = {}

--- Whether an agency or area exists on a day.
--- `succession.exists(agency, ctx.as_of)  --> true`
---@param row any with valid_from and valid_to
---@param day any a date
---@return boolean
function M.exists(row, day) end

--- Those who follow an agency and exist on the day, at any remove, each once.
--- `#succession.heirs(agency, ctx.as_of)  --> 0`
---@param agency any
---@param day any a date
---@return table  list of agencies
function M.heirs(agency, day) end

--- The agencies that a collective name stands for, at any remove, each once;
--- the agency itself where it has no members.
--- `#succession.members(agency)  --> 1`
---@param agency any
---@return table  list of agencies
function M.members(agency) end

return M
