/* Whether a series moves, and how, in Lua.
 *
 *   local trend = require "tiendo.trend"
 *   local test = trend.mann_kendall(s)
 *   print(test.s, test.z, test.p, trend.log_slope(s))
 *
 * What a series is too short or not fit for is nil. */
#include <lauxlib.h>
#include <math.h>

#include "modules.h"
#include "push.h"
#include "trend.h"

static td_series check_series(lua_State *L, int arg)
{
  td_series s;

  if (!td_to_series(L, arg, &s))
    luaL_argerror(L, arg, "a series is needed");
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

/* trend.mann_kendall(s) -> { s, var, z, p, p_exact }; p_exact is nil where the
 * exact distribution is not computed: ties, or more than 10 points */
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

/* trend.spearman(s) -> rho, p, whether p is exact */
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

/* trend.ols(s) -> slope, intercept, r2; r2 is nil where nothing varies */
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

/* trend.log_slope(s) -> slope of the logarithm, a year */
static int l_trend_log_slope(lua_State *L)
{
  td_line line;

  if (td_series_log_ols(check_series(L, 1), &line))
    lua_pushnumber(L, line.slope);
  else
    lua_pushnil(L);
  return 1;
}

/* trend.recent(s, year) -> slope, value in that year, on the line for which
 * recent points weigh more */
static int l_trend_recent(lua_State *L)
{
  td_series s = check_series(L, 1);
  double year = luaL_checknumber(L, 2);
  td_line line;

  luaL_argcheck(L, isfinite(year), 2, "a year is needed");
  if (!td_series_recent_ols(s, &line)) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, line.slope);
  lua_pushnumber(L, td_line_at(line, year));
  return 2;
}

static const luaL_Reg functions[] = {
  { "mann_kendall", l_trend_mann_kendall },
  { "spearman", l_trend_spearman },
  { "ols", l_trend_ols },
  { "log_slope", l_trend_log_slope },
  { "recent", l_trend_recent },
  { NULL, NULL },
};

int luaopen_tiendo_trend(lua_State *L)
{
  luaL_newlib(L, functions);
  return 1;
}
