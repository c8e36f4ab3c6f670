--- Whether an indicator is on its way to a target: rules that official bodies
-- publish, each to the letter, with one shape of result. docs/progress.md tells
-- about each method and where it comes from.
--
-- A result has these fields; what cannot be computed is nil:
--
--   method      its name, one of `methods`
--   status      its verdict in its own words
--   class       the same for all methods: "achieved", "on_track",
--               "off_track", "wrong_way", "cannot_tell"
--   reason      why it cannot be told; nil for every other class
--   official    false where a limit is not the publisher's, or is written from
--               memory, or nobody publishes the method
--   value       the number that the method judges
--   score       the method's score
--   ratio       achieved pace over needed pace in the wanted direction
--   direction   "up" or "down"
--   target, target_year
--   base_year, base_value, last_year, last_value
--   pace        what `needed` and `achieved` are: "growth", compound and of
--               the size of negative values, 0.02 is 2 % a year; or "change",
--               a year in the indicator's unit
--   needed      pace that leads from the base to the target
--   achieved    pace from the base to the last value
--   expected    the value that the needed pace asks for in the last year
--   projection  the value in the target year if the pace goes on
--   light, rating  of "sdsn"
-- @module tiendo.progress
local M = {}

-- Each method: its name, its module and the function there, from inputs to a
-- result. Modules are loaded when they are first asked for: a check uses one.
local METHODS = {
  { "open-sdg", "open_sdg", "assess", judges_pace = true },
  { "unsd", "unsd", "assess" },
  { "eurostat", "eurostat", "assess", judges_pace = true },
  { "eurostat-short", "eurostat", "short_term", judges_pace = true },
  { "eurostat-long", "eurostat", "long_term", judges_pace = true },
  { "sdsn", "sdsn", "assess" },
  { "escap", "escap", "assess", has_both = true },
  { "german", "german", "assess" },
  { "linear", "path", "linear", judges_pace = true },
  { "milestone", "path", "milestone", judges_pace = true, has_path = true },
  { "aarr", "aarr", "assess", judges_pace = true },
}

--- Names of the methods.
M.methods = {}

local by_name = {}
for i, method in ipairs(METHODS) do
  M.methods[i] = method[1]
  by_name[method[1]] = method
end

local function part(name)
  return require("tiendo.progress." .. name)
end

-- ---- inputs -----------------------------------------------------------

-- Inputs that are numbers.
local NUMBERS = {
  "base_year", "target", "target_year", "limit", "high", "med", "low",
  "optimum", "lower_bound", "green", "red", "trend_from", "end_year",
}

-- Raises at the line that called the public function.
local function check_number(p, name, level)
  local x = p[name]
  if x ~= nil and (type(x) ~= "number" or x - x ~= 0) then
    error(("%s must be a finite number, not %s"):format(name, tostring(x)),
      level + 1)
  end
end

local function check_numbers(p, level)
  for _, name in ipairs(NUMBERS) do check_number(p, name, level + 1) end
  if (p.optimum == nil) ~= (p.lower_bound == nil) then
    error("optimum and lower_bound belong together", level + 1)
  end
end

local function check_inputs(p, method, level)
  local d = p.direction
  check_numbers(p, level + 1)
  local is_known = d == nil or d == "up" or d == "down"
    or d == "both" and method.has_both
  if not is_known then
    error(("direction must be 'up' or 'down', not '%s'"):format(tostring(d)),
      level + 1)
  end
end

local function method_of(name, level)
  local method = by_name[name]
  if method then return method end
  error(("no progress method '%s'; there are: %s"):format(tostring(name),
    table.concat(M.methods, ", ")), level + 1)
end

local function run(method, p)
  return part(method[2])[method[3]](p)
end

-- ---- methods ----------------------------------------------------------

--- Judges a series by one of the methods.
-- @tparam string name  one of `methods`
-- @tparam table p
--   series       values over time
--   direction    "up" or "down"; open-sdg takes none as "down"; escap also
--                knows "both", a target to be met from both sides
--   target       none: methods that can judge the direction alone do
--   target_year  default 2030
--   base_year    default 2015
--   high, med, low  limits in place of the method's own
--   and what single methods take besides; see their modules
-- @treturn table  a result
-- @usage progress.judge("sdsn", { series = s, direction = "up", target = 95 })
function M.judge(name, p)
  local method = method_of(name, 2)
  check_inputs(p, method, 2)
  return run(method, p)
end

--- The rule of Open SDG (sdg-build 2.4), as Statistics Canada applies it.
-- Its value is the growth a year in the wanted direction or, with a target,
-- the ratio of that growth to the growth needed.
-- @tparam table p
--   series       values over time; the first value of the base year or later
--                is the base
--   base_year    default 2015
--   target       none: growth itself is judged; 0 counts as 0.001
--   target_year  default 2030
--   direction    "up" or "down", default "down"
--   limit        natural limit of the values, for use without a target
--   high, med, low  thresholds in place of the rule's own
-- @treturn table  a result
-- @usage progress.open_sdg({ series = s, target = 7.25 }).status
function M.open_sdg(p)
  check_inputs(p, by_name["open-sdg"], 2)
  return run(by_name["open-sdg"], p)
end

--- One verdict over several results of the Open SDG rule.
-- @tparam table results  results, or lists of them as groups, which count as
--   much as a single result, at any depth
-- @treturn table  { status, class, score, reason }
function M.indicator_score(results)
  return part("open_sdg").indicator(results)
end

--- Tests and lines of a series; see tiendo.progress.trend.
-- @usage progress.trend(s).mk_p_exact
function M.trend(series)
  return part("trend").of(series)
end

-- The thresholds are shares of a pace; a method that judges something else
-- keeps its own.
local function without_thresholds(options)
  local out = {}
  for key, value in pairs(options) do out[key] = value end
  out.high, out.med, out.low = nil, nil, nil
  return out
end

--- Judges a promise by one of the methods.
-- @param c  a commitment, or a table with its fields: series, value,
--   value_high, kind, comparator, direction, baseline_year, baseline_value,
--   deadline, milestones, indicator (direction, minimum, maximum, unit)
-- @tparam string method  one of `methods`
-- @tparam[opt] table options  base_year and target_year where the promise has
--   none; high, med, low: shares of the needed pace, for methods that judge
--   by it; what single methods take besides
-- @treturn table  a result
-- @usage progress.assess(c, "open-sdg").class
function M.assess(c, method, options)
  local chosen = method_of(method, 2)
  options = options or {}
  check_numbers(options, 2)
  if not chosen.judges_pace then options = without_thresholds(options) end
  local p, why = part("commitment").inputs(c, options,
    chosen.has_path)
  if p then return run(chosen, p) end
  return { method = method, status = "not_available", class = "cannot_tell",
    reason = why, official = true }
end

--- Why a result cannot be told, in both languages.
-- @treturn table  { en, vi }
-- @usage progress.why(progress.assess({}, "unsd")).en
function M.why(r)
  return part("reason").both(r.reason)
end

return M
