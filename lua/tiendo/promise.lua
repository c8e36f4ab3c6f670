--- What a quantified promise asks of the figures that measure it: which way,
-- which level, and whether a value keeps it.
--
-- Where something is lacking for that, functions give nil, the outcome to
-- count ("no-data", "not-applicable") and the reason in both languages.
-- @module tiendo.promise
local M = {}

local WAYS = { ["<"] = "down", ["<="] = "down", [">"] = "up", [">="] = "up" }

--- Which way a promise points: as it says, as its comparator says, as is better
-- for its indicator; nil if none of them says it.
-- @param c  a commitment
-- @treturn string|nil  "up" or "down"
-- @usage promise.direction(c)  --> "down"
function M.direction(c)
  local way = c.direction or WAYS[c.comparator]
    or c.indicator and c.indicator.direction
  return (way == "up" or way == "down") and way or nil
end

local NO_LEVEL = {
  change = {
    en = "the promise is a change, not a level",
    vi = "cam kết là mức thay đổi, không phải một mức cụ thể",
  },
  rate = {
    en = "the promise is a yearly rate, not a level",
    vi = "cam kết là tốc độ hằng năm, không phải một mức cụ thể",
  },
}
local NO_WAY = {
  en = "the promise points in no direction",
  vi = "chưa rõ cam kết hướng tăng hay giảm",
}
local NO_VALUE = {
  en = "the promise has no number",
  vi = "cam kết không có con số",
}
local NO_BASELINE = {
  en = "the promise is a multiple of a baseline that is not known",
  vi = "cam kết là số lần so với giá trị gốc nhưng chưa biết giá trị gốc",
}
local NO_FIGURES = {
  en = "no figures for what was promised",
  vi = "chưa có số liệu cho nội dung cam kết",
}

local function baseline_of(c)
  if c.kind ~= "factor" then return 1 end
  return c.baseline_value
    or c.baseline_year and c.series and c.series:at(c.baseline_year)
end

-- Of a range its nearer end counts.
local function bound_of(c, direction)
  if direction == "down" and c.comparator == "range" then
    return c.value_high or c.value
  end
  return c.value
end

--- The level that a promise asks for, and the figures that measure it.
-- @param c  a commitment
-- @treturn table|nil  { direction, target, is_strict, series }; is_strict: the
--   target itself does not keep the promise
-- @treturn string  why there is none: the outcome
-- @treturn table  the reason, { en, vi }
-- @usage local p, outcome, why = promise.level(c)
function M.level(c)
  if NO_LEVEL[c.kind] then return nil, "not-applicable", NO_LEVEL[c.kind] end
  local direction = M.direction(c)
  if not direction then return nil, "not-applicable", NO_WAY end
  if not c.value then return nil, "no-data", NO_VALUE end
  local baseline = baseline_of(c)
  if not baseline then return nil, "no-data", NO_BASELINE end
  if not c.series then return nil, "no-data", NO_FIGURES end
  return {
    direction = direction, target = bound_of(c, direction) * baseline,
    is_strict = c.comparator == "<" or c.comparator == ">", series = c.series,
  }
end

--- Whether a value keeps the promise.
-- @tparam table p  from level()
-- @tparam number value
-- @tparam[opt] number slack  how much may be lacking; default 0
-- @treturn boolean
-- @usage promise.is_kept(promise.level(c), 9.8)  --> true
function M.is_kept(p, value, slack)
  local over = value - p.target
  if p.direction == "down" then over = -over end
  over = over + (slack or 0)
  if p.is_strict then return over > 0 end
  return over >= 0
end

--- Whether the deadline has passed and figures reach it, so that nothing is
-- left to foresee.
-- @param c  a commitment with figures
-- @param as_of  a date
-- @treturn boolean
-- @usage promise.is_settled(c, ctx.as_of)  --> false
function M.is_settled(c, as_of)
  if not c.deadline or c.deadline >= as_of then return false end
  local _, period = c.series:last()
  return period.last >= c.deadline
end

--- The same as an answer of a rule's check.
-- @param ctx  the check's second argument
-- @tparam string outcome
-- @tparam table why
-- @treturn table
-- @usage promise.answer(ctx, "no-data", {}).outcome  --> "no-data"
function M.answer(ctx, outcome, why)
  if outcome == "no-data" then return ctx.no_data(why) end
  return ctx.not_applicable(why)
end

--- The reason of what is_settled tells.
M.SETTLED = {
  en = "the deadline has passed and its figure is there; see milestone_missed",
  vi = "đã hết hạn và đã có số liệu; xem quy tắc milestone_missed",
}

return M
