-- The slope of every series and its projection, added up by indicator.
return {
  id = "ols",
  title = "Projections by indicator",
  over = "commitments",
  check_all = function(commitments, ctx)
    local sums, order, n = {}, {}, 0
    for c in commitments:each() do
      local s = c.series
      if s and #s >= 3 then
        local slope, value = s:slope(), s:project(2030)
        local indicator = c.indicator
        local sum = sums[indicator.code]
        if not sum then
          sum = { subject = c, series = 0, met = 0, slopes = 0, values = 0 }
          order[#order + 1], sums[indicator.code] = sum, sum
        end
        local gap = c.direction == "up" and c.value - value or value - c.value
        sum.series, sum.met = sum.series + 1, sum.met + (gap <= 0 and 1 or 0)
        sum.slopes, sum.values = sum.slopes + slope, sum.values + value
        n = n + 1
      end
    end
    ctx.evaluated(n)
    for _, sum in ipairs(order) do ctx.emit(sum) end
  end,
}
