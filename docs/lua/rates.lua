---@meta tiendo.rates
-- Made by `make docs` from the descriptions in the program; do not edit.

--- How complete and how timely reporting is, as DHIS2 defines its reporting
--- rates: both are shares of what was expected, and where nothing was expected
--- there is no rate. A report is expected once its last day is over, so what is
--- not due yet neither helps nor harms, even if it has come early.
---     { expected = 29, actual = 27, on_time = 20,
---       completeness = 27 / 29, timeliness = 20 / 29 }
local M = {}

--- By what reports can be told apart.
---@type table
M.BY = nil

--- Whether the report counts on that day.
---@param report any
---@param day any
function M.is_expected(report, day) end

--- The rates of reports, all in one.
--- `rates.of(ctx.plan.reports, ctx.as_of).completeness`
---@param reports any a set such as ctx.plan.reports
---@param day any a date: what was due before it counts
---@return table  see above; without the two rates where nothing was expected
function M.of(reports, day) end

--- The rates of reports for each agency, obligation or area, by code. The
--- rates of an area are those of all agencies in it and in the areas within it.
--- Where an agency has no area, its reports stand in a group without a row,
--- which comes last. A group of which nothing was expected yet has no rates.
--- `for _, one in ipairs(rates.by(ctx.plan.reports, ctx.as_of, "agency")) do print(one.row.code, one.completeness) end`
---@param reports any a set
---@param day any as of rates.of
---@param what string one of rates.BY
---@return table  list of tables as of rates.of, each with its `row`
function M.by(reports, day, what) end

return M
