--- Whether a series moves at all: rank tests beside the lines through it.
--
-- A test asks whether what looks like a trend could be chance. It assumes that
-- one year does not lean on the year before; a stock that only grows will look
-- significant whatever happens. It belongs beside a verdict, not in its place.
-- @module tiendo.progress.trend
local trend = require "tiendo.trend"

local M = {}

--- Below this many values no trend is significant at 5 %, however steep.
M.POINTS_MIN = 5

-- Above this many values what compares them in pairs would take too long.
local POINTS_MAX = 2000

local function fill_lines(r, series)
  if r.n <= POINTS_MAX then
    r.theil_sen_slope, r.theil_sen_intercept = series:theil_sen()
  end
  r.ols_slope, r.ols_intercept, r.ols_r2 = trend.ols(series)
  r.log_slope = trend.log_slope(series)
  if r.log_slope then
    r.aarr_percent = 100 * (1 - math.exp(r.log_slope))
  end
end

--- Everything but Spearman's test, whose exact distribution takes a thousand
-- times as long as the rest.
function M.plain(series)
  local r = { n = #series }
  local test = r.n <= POINTS_MAX and trend.mann_kendall(series)
  if test then
    r.mk_s, r.mk_var, r.mk_z = test.s, test.var, test.z
    r.mk_p_normal, r.mk_p_exact = test.p, test.p_exact
  end
  fill_lines(r, series)
  if r.n < M.POINTS_MIN then r.note = "too few points" end
  return r
end

--- Everything at once; what a series does not allow is missing.
-- @treturn table  n; mk_s, mk_var, mk_z, mk_p_normal and mk_p_exact of
--   Mann-Kendall; spearman_rho, spearman_p; theil_sen_slope,
--   theil_sen_intercept, ols_slope, ols_intercept, ols_r2; log_slope and
--   aarr_percent; and `note` where the values are too few for a test
function M.of(series)
  local r = M.plain(series)
  if r.n <= POINTS_MAX then
    r.spearman_rho, r.spearman_p = trend.spearman(series)
  end
  return r
end

return M
