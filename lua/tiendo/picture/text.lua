--- A picture in words, for who cannot see it.
-- @module tiendo.picture.text
local finding = require "tiendo.report.finding"
local layout = require "tiendo.report.layout"
local scale = require "tiendo.picture.scale"
local template = require "tiendo.template"
local words = require "tiendo.words"

local M = {}

local TITLE_MAX, UNIT_MAX = 200, 100 -- columns

local clean = finding.clean

--- The unit as the reader knows it.
-- @treturn string|nil
function M.unit(picture, lang)
  local unit = picture.unit
  return unit
    and layout.cut(clean(words.get("measure", unit, lang) or unit), UNIT_MAX)
    or nil
end

--- The unit that the axis of values counts in: "trillion VND".
-- @treturn string|nil
function M.axis_unit(picture, lang)
  local unit = M.unit(picture, lang)
  local _, name = scale.factor(picture, lang)
  return name and name .. (unit and " " .. unit or "") or unit
end

--- The title on one line, in the language.
function M.title(picture, lang)
  return (layout.cut(clean(words.pick(picture.title, lang) or ""), TITLE_MAX))
end

--- A value with few digits: "176 trillion".
function M.value(value, lang)
  local factor, name = scale.large(value, lang)
  local s = template.format(value / factor, nil, lang)
  if not name then return template.format(value, nil, lang) end
  return template.say("picture", "scaled", lang, { value = s, factor = name })
end

--- "less than 10": how a point binds a value.
-- @tparam table point  { comparator, value, value_high }
-- @tparam string lang
function M.bound(point, lang)
  local values = { value = M.value(point.value, lang),
    high = point.value_high and M.value(point.value_high, lang) }
  local key = point.value_high and "range" or point.comparator
  return template.say("picture", key, lang, values)
end

local function extremes(list)
  local low, high = list[1], list[1]
  for _, point in ipairs(list) do
    if point.value < low.value then low = point end
    if point.value > high.value then high = point end
  end
  return low, high
end

local function observed(list, lang)
  local n, first, last = #list, list[1], list[#list]
  if n == 0 then return template.say("picture", "none_observed", lang) end
  local function period(point)
    return template.format(point.period, "date", lang)
  end
  if n == 1 then
    return template.say("picture", "one_observed", lang,
      { value = M.value(first.value, lang), period = period(first) })
  end
  local low, high = extremes(list)
  return template.say("picture", low == high and "constant" or "observed",
    lang, { n = n, first = M.value(first.value, lang),
      first_period = period(first), last = M.value(last.value, lang),
      last_period = period(last), low = M.value(low.value, lang),
      low_period = period(low), high = M.value(high.value, lang),
      high_period = period(high) })
end

local function day_of(point, lang)
  return template.format(point.day, "date", lang)
end

local function promised(picture, lang)
  local bound = M.bound(picture.target, lang)
  if not picture.deadline then
    return template.say("picture", "promised", lang, { bound = bound })
  end
  return template.say("picture", "promised_by", lang,
    { bound = bound, day = day_of(picture.deadline, lang) })
end

local function milestones(picture, lang)
  local list = {}
  for i, point in ipairs(picture.milestones) do
    list[i] = template.say("picture", "by_day", lang,
      { bound = M.bound(point, lang), day = day_of(point, lang) })
  end
  return template.say("picture", "milestones", lang,
    { list = table.concat(list, "; ") })
end

-- The observation at which the path starts.
local function base_of(picture)
  for _, point in ipairs(picture.observations) do
    if point.time == picture.path[1].time then return point end
  end
end

local function projected(picture, lang)
  local points = picture.projection.points
  local last = points[#points]
  local function short(value)
    return M.value(tonumber(("%.3g"):format(value)), lang)
  end
  return template.say("picture", "projected", lang, {
    n = picture.projection.n, value = short(last.value),
    low = short(last.low), high = short(last.high) })
end

local function left_out(part, lang)
  return template.say("picture", "left_out", lang,
    { part = words.get("picture", part.part, lang),
      why = words.pick(part, lang) })
end

local function head(picture, lang)
  local title = M.title(picture, lang)
  local unit = M.unit(picture, lang)
  if unit then
    title = template.say("picture", "head", lang,
      { title = title, unit = unit })
  end
  return template.say("picture", "sentence", lang, { title = title })
end

--- What is told beside the drawing; see tiendo.picture.notes.
function M.notes(picture, lang)
  local out, n = {}, picture.n_others
  if picture.is_illustrative then
    out[1] = words.get("show", "is_invented", lang)
  end
  for _, part in ipairs(picture.left_out) do
    out[#out + 1] = left_out(part, lang)
  end
  if n > 0 then
    out[#out + 1] = template.say("picture", "others", lang, { n = n }, n)
  end
  return out
end

--- What a screen reader says; see tiendo.picture.text.
function M.of(picture, lang)
  local list = picture.observations
  local out = { head(picture, lang), observed(list, lang) }
  local function add(is_there, sentence, ...)
    if is_there then out[#out + 1] = sentence(...) end
  end
  local function say(key, values, n)
    return template.say("picture", key, lang, values, n)
  end
  add(#list > 0 and list[#list].is_preliminary, say, "last_preliminary")
  add(picture.n_missing > 0, say, "missing", { n = picture.n_missing },
    picture.n_missing)
  add(picture.target, promised, picture, lang)
  add(#picture.milestones > 0, milestones, picture, lang)
  if picture.path then
    local base = base_of(picture)
    add(true, say, "needed", {
      value = M.value(base.value, lang),
      period = template.format(base.period, "date", lang) })
  end
  add(picture.projection, projected, picture, lang)
  for _, note in ipairs(M.notes(picture, lang)) do out[#out + 1] = note end
  return table.concat(out, " ")
end

return M
