/* Whether a series moves, and how, in Lua.
 *
 *   local trend = require "tiendo.trend"
 *   local test = trend.mann_kendall(s)
 *   print(test.s, test.z, test.p, trend.log_slope(s))
 *
 * What a series is too short or not fit for is nil. */
#include <lauxlib.h>
#include <math.h>

#include "describe.h"
#include "modules.h"
#include "push.h"
#include "trend.h"

static td_series check_series(lua_State *L, int arg)
{
  td_series s;

  if (!td_to_series(L, arg, &s))
    td_arg_expected(L, arg);
  return s;
}

/* Pairwise methods take no longer series. */
static td_series check_short(lua_State *L, int arg)
{
  td_series s = check_series(L, arg);

  if (s.n > TD_SERIES_MAX_PAIRED)
    luaL_error(L, "rank tests take at most %d points, this series has %I",
               TD_SERIES_MAX_PAIRED, (LUAI_UACINT)s.n);
  return s;
}

static void set_number(lua_State *L, const char *name, double x)
{
  lua_pushnumber(L, x);
  lua_setfield(L, -2, name);
}

static int l_trend_mann_kendall(lua_State *L)
{
  td_mann_kendall test;

  if (!td_series_mann_kendall(check_short(L, 1), &test)) {
    lua_pushnil(L);
    return 1;
  }
  lua_createtable(L, 0, 5);
  set_number(L, "s", test.s);
  set_number(L, "var", test.var);
  set_number(L, "z", test.z);
  set_number(L, "p", test.p);
  if (test.has_exact)
    set_number(L, "p_exact", test.p_exact);
  return 1;
}

static int l_trend_spearman(lua_State *L)
{
  td_spearman test;

  if (!td_series_spearman(check_short(L, 1), &test)) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, test.rho);
  lua_pushnumber(L, test.p);
  lua_pushboolean(L, test.is_exact);
  return 3;
}

static int l_trend_ols(lua_State *L)
{
  td_series s = check_series(L, 1);
  td_line line;
  double r2;

  if (!td_series_ols(s, &line)) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, line.slope);
  lua_pushnumber(L, td_line_at(line, 0));
  if (td_series_r2(s, &r2))
    lua_pushnumber(L, r2);
  else
    lua_pushnil(L);
  return 3;
}

static int l_trend_log_slope(lua_State *L)
{
  td_line line;

  if (td_series_log_ols(check_series(L, 1), &line))
    lua_pushnumber(L, line.slope);
  else
    lua_pushnil(L);
  return 1;
}

static int l_trend_recent(lua_State *L)
{
  td_series s = check_series(L, 1);
  double year = lua_tonumber(L, 2);
  td_line line;

  if (!isfinite(year))
    return td_arg_error(L, 2, "a year is needed");
  if (!td_series_recent_ols(s, &line)) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, line.slope);
  lua_pushnumber(L, td_line_at(line, year));
  return 2;
}

static const td_function functions[] = {
  { "trend.mann_kendall",
    l_trend_mann_kendall,
    { TD_ARG("series", TD_A_SERIES, "at most 2000 values") },
    { { "test", TD_A_CLASS | TD_A_OPT, "nil where it is too short",
        "mann_kendall" } },
    "The rank test of Mann and Kendall: whether values rise or fall with time.",
    "trend.mann_kendall(s).s --> -8.0" },
  { "trend.spearman",
    l_trend_spearman,
    { TD_ARG("series", TD_A_SERIES, "at most 2000 values") },
    { TD_OPT("rho", TD_A_NUMBER, "nil where it is too short"),
      TD_ARG("p", TD_A_NUMBER, "chance of a rho as far from 0 without a trend"),
      TD_ARG("is_exact", TD_A_BOOLEAN,
             "p comes from all orders of the ranks") },
    "Rank correlation of values with time.",
    "trend.spearman(s) --> -0.9" },
  { "trend.ols",
    l_trend_ols,
    { TD_ARG("series", TD_A_SERIES, NULL) },
    { TD_OPT("slope", TD_A_NUMBER, "change a year; nil: too short"),
      TD_ARG("intercept", TD_A_NUMBER, "value of the line in year 0"),
      TD_OPT("r2", TD_A_NUMBER, "nil where nothing varies") },
    "The straight line of least squares.",
    "trend.ols(series.of { [2015] = 1, [2016] = 3 }) --> 2.0, -4029.0, 1.0" },
  { "trend.log_slope",
    l_trend_log_slope,
    { TD_ARG("series", TD_A_SERIES, NULL) },
    { TD_OPT("slope", TD_A_NUMBER, "nil unless all are positive") },
    "Slope of the logarithm, a year: about the share by which values grow.",
    "trend.log_slope(series.of { [2015] = 1, [2016] = 1 }) --> 0.0" },
  { "trend.recent",
    l_trend_recent,
    { TD_ARG("series", TD_A_SERIES, NULL), TD_ARG("year", TD_A_NUMBER, NULL) },
    { TD_OPT("slope", TD_A_NUMBER, "change a year; nil: too short"),
      TD_ARG("value", TD_A_NUMBER, "on the line in that year") },
    "The line for which recent points weigh more.",
    "trend.recent(series.of { [2015] = 1, [2016] = 3 }, 2017) --> 2.0" },
  { .name = NULL },
};

const td_about td_about_trend = {
  "tiendo.trend",
  TD_IS_MODULE,
  "Whether a series moves, and how; what it is too short or not fit for is "
  "nil.",
  NULL,
  functions,
};

int luaopen_tiendo_trend(lua_State *L)
{
  td_functions_push(L, functions);
  return 1;
}
