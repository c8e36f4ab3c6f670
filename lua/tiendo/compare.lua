--- Figures of two indicators side by side, as rules declare which: by area,
-- breakdown and period.
-- @module tiendo.compare
local M = {}

--- The two codes of a declared pair.
-- @tparam string text  "first <= second"
-- @tparam string operator  what stands between them
-- @treturn string  code of the first
-- @treturn string  code of the second
-- @usage compare.pair("women <= all", "<=")  --> "women", "all"
function M.pair(text, operator)
  local at, to = text:find(operator, 1, true)
  local first = at and text:sub(1, at - 1):match "^%s*(%S+)%s*$"
  local second = to and text:sub(to + 1):match "^%s*(%S+)%s*$"
  if not first or not second then
    error(("'%s' is no pair; write it as 'one %s other'"):format(text,
      operator), 2)
  end
  return first, second
end

--- The series of an indicator by place: area and breakdown.
-- @param plan  ctx.plan
-- @tparam string code
-- @treturn table  place -> row of the series table, those with figures
-- @usage compare.by_place(ctx.plan, "poverty_rate")["an-giang/"]
function M.by_place(plan, code)
  local indicator, places = plan.indicators:find(code), {}
  if not indicator then return places end
  for s in indicator.series:each() do
    if s.series then
      places[s.area.code .. "/" .. (s.breakdown or "")] = s
    end
  end
  return places
end

--- What two indicators say about the same area, breakdown and period.
-- @param plan  ctx.plan
-- @tparam string first  code of an indicator
-- @tparam string second
-- @treturn table  list of { code, period, first, second }, code: of the first
--   one's series; none where an indicator has no figures
-- @usage #compare.common(ctx.plan, "q1", "q5")  --> 0
function M.common(plan, first, second)
  local points, others = {}, M.by_place(plan, second)
  local indicator = plan.indicators:find(first)
  if not indicator then return points end
  for s in indicator.series:each() do
    local other = others[s.area.code .. "/" .. (s.breakdown or "")]
    if s.series and other then
      local values = s.series:values()
      for i, period in ipairs(s.series:periods()) do
        local value = other.series:at(period)
        if value then
          points[#points + 1] = { code = s.code, period = period,
            first = values[i], second = value }
        end
      end
    end
  end
  return points
end

--- The reason to give where a declared comparison finds nothing.
M.NOTHING_COMMON = {
  en = "no figures of both for one area and period",
  vi = "không có số liệu của cả hai chỉ tiêu cho cùng địa bàn và kỳ",
}

return M
