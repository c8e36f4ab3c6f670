---@meta tiendo.progress
-- Made by `make docs` from the descriptions in the program; do not edit.

--- Whether an indicator is on its way to a target: rules that official bodies
--- publish, each to the letter, with one shape of result. docs/progress.md tells
--- about each method and where it comes from.
--- A result has these fields; what cannot be computed is nil:
---   method      its name, one of `methods`
---   status      its verdict in its own words
---   class       the same for all methods: "achieved", "on_track",
---               "off_track", "wrong_way", "cannot_tell"
---   reason      why it cannot be told; nil for every other class
---   official    false where a limit is not the publisher's, or is written from
---               memory, or nobody publishes the method
---   value       the number that the method judges
---   score       the method's score
---   ratio       achieved pace over needed pace in the wanted direction
---   direction   "up" or "down"
---   target, target_year
---   base_year, base_value, last_year, last_value
---   pace        what `needed` and `achieved` are: "growth", compound and of
---               the size of negative values, 0.02 is 2 % a year; or "change",
---               a year in the indicator's unit
---   needed      pace that leads from the base to the target
---   achieved    pace from the base to the last value
---   expected    the value that the needed pace asks for in the last year
---   projection  the value in the target year if the pace goes on
---   light, rating  of "sdsn"
local M = {}

--- Names of the methods.
---@type table
M.methods = nil

--- Judges a series by one of the methods.
--- `progress.judge("sdsn", { series = s, direction = "up", target = 95 })`
---@param name string one of `methods`
---@param p table series       values over time direction    "up" or "down"; open-sdg takes none as "down"; escap also knows "both", a target to be met from both sides target       none: methods that can judge the direction alone do target_year  default 2030 base_year    default 2015 high, med, low  limits in place of the method's own and what single methods take besides; see their modules
---@return table  a result
function M.judge(name, p) end

--- The rule of Open SDG (sdg-build 2.4), as Statistics Canada applies it.
--- Its value is the growth a year in the wanted direction or, with a target,
--- the ratio of that growth to the growth needed.
--- `progress.open_sdg({ series = s, target = 7.25 }).status`
---@param p table series       values over time; the first value of the base year or later is the base base_year    default 2015 target       none: growth itself is judged; 0 counts as 0.001 target_year  default 2030 direction    "up" or "down", default "down" limit        natural limit of the values, for use without a target high, med, low  thresholds in place of the rule's own
---@return table  a result
function M.open_sdg(p) end

--- One verdict over several results of the Open SDG rule.
---@param results table results, or lists of them as groups, which count as much as a single result, at any depth
---@return table  { status, class, score, reason }
function M.indicator_score(results) end

--- Tests and lines of a series; see tiendo.progress.trend.
--- `progress.trend(s).mk_p_exact`
---@param series any
function M.trend(series) end

--- Judges a promise by one of the methods.
--- `progress.assess(c, "open-sdg").class`
---@param c any a commitment, or a table with its fields: series, value, value_high, kind, comparator, direction, baseline_year, baseline_value, deadline, milestones, indicator (direction, minimum, maximum, unit)
---@param method string one of `methods`
---@param options? table base_year and target_year where the promise has none; high, med, low: shares of the needed pace, for methods that judge by it; what single methods take besides
---@return table  a result
function M.assess(c, method, options) end

--- Why a result cannot be told, in both languages.
--- `progress.why(progress.assess({}, "unsd")).en`
---@param r any
---@return table  { en, vi }
function M.why(r) end

return M
