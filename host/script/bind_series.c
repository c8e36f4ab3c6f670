/* Observations of one series, and what is computed from them, in Lua.
 *
 *   local series = require "tiendo.series"
 *   local s = series.of { [2015] = 14.5, [2016] = 12.9, [2017] = 11.9 }
 *   print(s:last(), s:slope(), s:project(2030, "theil_sen"))
 *
 * A series never changes. One of a plan is a view of the snapshot and ends with
 * the turn of the entity it came from; one made by series.of lies in its
 * userdata, which every view of it keeps alive by a user value. */
#include <assert.h>
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "modules.h"
#include "push.h"
#include "text.h"

typedef struct series_ud {
  td_series s;
  const uint32_t *turn; /* NULL if it has no end */
  uint32_t stamp;       /* what *turn is while the series may be used */
} series_ud;

static const char metatable_key = 0; /* its address is the registry's key */

/* ---- arguments ---- */

static void check_turn(lua_State *L, const series_ud *ud)
{
  assert(ud);
  if (ud->turn && *ud->turn != ud->stamp)
    luaL_error(L, "series used after its turn; keep the values you need of it");
}

bool td_to_series(lua_State *L, int idx, td_series *out)
{
  const series_ud *ud = (const series_ud *)lua_touserdata(L, idx);
  bool is_series = false;

  if (!ud || !lua_getmetatable(L, idx))
    return false;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
  is_series = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  if (!is_series)
    return false;
  check_turn(L, ud);
  *out = ud->s;
  return true;
}

/* The series a method is called on; upvalue 1 is the metatable, which is
 * quicker to compare with than to look up. */
static series_ud *self(lua_State *L)
{
  series_ud *ud = (series_ud *)lua_touserdata(L, 1);
  bool is_series = false;

  if (ud && lua_getmetatable(L, 1)) {
    is_series = lua_rawequal(L, -1, lua_upvalueindex(1));
    lua_pop(L, 1);
  }
  if (!is_series)
    luaL_argerror(L, 1, "a series is needed; call it as s:method()");
  check_turn(L, ud);
  return ud;
}

/* A period given as one, as text, or as the number of a year. */
static td_period check_when(lua_State *L, int arg)
{
  lua_Integer year;
  int whole;

  if (lua_type(L, arg) != LUA_TNUMBER)
    return td_check_period(L, arg);
  year = lua_tointegerx(L, arg, &whole);
  luaL_argcheck(L, whole && year >= 1 && year <= 9999, arg,
                "a year from 1 to 9999 is needed");
  return (td_period)(year * 100);
}

/* A year as the end of a span, beyond all periods if it is beyond them. */
static int check_bound(lua_State *L, int arg, lua_Integer otherwise)
{
  lua_Integer year = luaL_optinteger(L, arg, otherwise);

  return year < 0 ? 0 : year > 10000 ? 10000 : (int)year;
}

/* ---- making ---- */

static series_ud *push_ud(lua_State *L, size_t extra, int values);

void td_push_series(lua_State *L, td_series s, const uint32_t *turn,
                    uint32_t stamp)
{
  series_ud *ud = push_ud(L, 0, 0);

  ud->s = s;
  ud->turn = turn;
  ud->stamp = stamp;
}

/* One entry of the table given to series.of. */
typedef struct point {
  td_period period;
  double value;
  int flag; /* position among the flags, 0 none */
} point;

/* The points so far, beside the table they come from (stack index 1) and the
 * table of their flags (index 2), which keeps the texts alive. */
typedef struct maker {
  point *points; /* in a userdata on the stack */
  size_t n;
  int n_flags;
} maker;

static int by_period(const void *a, const void *b)
{
  return td_period_compare(((const point *)a)->period,
                           ((const point *)b)->period);
}

static const char *describe(lua_State *L, td_period p)
{
  char buf[TD_PERIOD_TEXT];

  return lua_pushstring(L, td_period_text(buf, p));
}

/* Takes the value and flag on top of the stack. [-2, +0, v] */
static void take_point(lua_State *L, maker *m, td_period p)
{
  point *at = &m->points[m->n++];

  if (lua_type(L, -2) != LUA_TNUMBER || !isfinite(lua_tonumber(L, -2)))
    luaL_error(L, "series.of: the value of %s is no finite number",
               describe(L, p));
  *at = (point){ p, lua_tonumber(L, -2), 0 };
  if (lua_type(L, -1) == LUA_TSTRING) {
    at->flag = ++m->n_flags;
    lua_rawseti(L, 2, at->flag);
    lua_pop(L, 1);
    return;
  }
  if (!lua_isnil(L, -1))
    luaL_error(L, "series.of: the flag of %s is no text", describe(L, p));
  lua_pop(L, 2);
}

/* The period at idx, which may be given as check_when has it. */
static td_period entry_period(lua_State *L, int idx)
{
  td_period p = TD_NO_PERIOD;
  size_t n = 0;
  const char *text = NULL;

  if (lua_isinteger(L, idx) && lua_tointeger(L, idx) > 0 &&
      lua_tointeger(L, idx) <= 9999)
    return (td_period)(lua_tointeger(L, idx) * 100);
  if (lua_type(L, idx) == LUA_TSTRING)
    text = lua_tolstring(L, idx, &n);
  if (!td_to_period(L, idx, &p) && !(text && td_period_parse(&p, text, n)))
    luaL_error(L,
               "series.of: %s is no period; write an entry as [2025] = 1.5 or "
               "{ \"2025-Q4\", 1.5 }",
               luaL_tolstring(L, idx, NULL));
  return p;
}

/* Reads the entry whose key and value are on top of the stack: period = value
 * or { period, value, flag }. [-1, +0, v] */
static void take_entry(lua_State *L, maker *m)
{
  int key = lua_gettop(L) - 1, when = key;

  if (lua_istable(L, -1)) {
    when = key + 2;
    for (int i = 1; i <= 3; i++)
      lua_rawgeti(L, key + 1, i);
  } else {
    lua_pushvalue(L, -1);
    lua_pushnil(L);
  }
  take_point(L, m, entry_period(L, when));
  lua_settop(L, key);
}

/* Lays the points out in a new userdata, whose user value is the table of the
 * flags. [-0, +1, m] */
static void push_points(lua_State *L, const maker *m)
{
  size_t n = m->n, texts = (size_t)m->n_flags + 1;
  size_t each = sizeof(double) + sizeof(td_period) + sizeof(uint32_t);
  series_ud *ud = push_ud(L, texts * sizeof(char *) + n * each, 1);
  const char **text = (const char **)(void *)(ud + 1);
  double *values = (double *)(void *)(text + texts);
  td_period *periods = (td_period *)(void *)(values + n);
  uint32_t *flags = (uint32_t *)(void *)(periods + n);

  lua_pushvalue(L, 2);
  lua_setiuservalue(L, -2, 1);
  text[0] = "";
  for (int i = 1; i <= m->n_flags; i++) {
    lua_rawgeti(L, 2, i);
    text[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  for (size_t i = 0; i < n; i++) {
    periods[i] = m->points[i].period;
    values[i] = m->points[i].value;
    flags[i] = (uint32_t)m->points[i].flag;
  }
  ud->s = (td_series){ periods, values, flags, NULL, text, n };
}

static int l_series_of(lua_State *L)
{
  maker m = { NULL, 0, 0 };
  size_t n = 0;

  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
    n++;
  m.points = (point *)lua_newuserdatauv(L, n * sizeof(point), 0);
  luaL_checkstack(L, 8, "too many values");
  for (lua_pushnil(L); lua_next(L, 1);)
    take_entry(L, &m);
  if (m.n)
    qsort(m.points, m.n, sizeof(point), by_period);
  for (size_t i = 1; i < m.n; i++)
    if (m.points[i].period == m.points[i - 1].period)
      return luaL_error(L, "series.of: two values for %s",
                        describe(L, m.points[i].period));
  push_points(L, &m);
  return 1;
}

static int l_series_is(lua_State *L)
{
  td_series s;

  luaL_checkany(L, 1);
  lua_pushboolean(L, td_to_series(L, 1, &s));
  return 1;
}

/* ---- reading ---- */

static int push_point(lua_State *L, td_series s, size_t i)
{
  if (i >= s.n) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, s.values[i]);
  td_push_period(L, s.periods[i]);
  return 2;
}

static int l_series_first(lua_State *L)
{
  return push_point(L, self(L)->s, 0);
}

static int l_series_last(lua_State *L)
{
  td_series s = self(L)->s;

  return push_point(L, s, s.n - 1); /* of no points: SIZE_MAX, not there */
}

static int l_series_at(lua_State *L)
{
  td_series s = self(L)->s;
  ptrdiff_t i = td_series_find(s, check_when(L, 2));

  if (i < 0) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, s.values[i]);
  if (!s.flags || !s.texts || !s.flags[i])
    return 1;
  lua_pushstring(L, s.texts[s.flags[i]]);
  return 2;
}

/* s:ends(year): last value and its year, first value since `year` and its year,
 * and which of the two years has more than one value, if any. What methods
 * that judge two points need, without a view and periods in between. */
static int l_series_ends(lua_State *L)
{
  td_series s = self(L)->s;
  td_series part = td_series_between(s, check_bound(L, 2, 0), 10000);
  int first, last;

  if (!s.n)
    return 0;
  last = td_period_year(s.periods[s.n - 1]);
  lua_pushnumber(L, s.values[s.n - 1]);
  lua_pushinteger(L, last);
  if (!part.n)
    return 2;
  first = td_period_year(part.periods[0]);
  lua_pushnumber(L, part.values[0]);
  lua_pushinteger(L, first);
  if (part.n > 1 && td_period_year(part.periods[1]) == first)
    lua_pushinteger(L, first);
  else if (part.n > 1 && td_period_year(part.periods[part.n - 2]) == last)
    lua_pushinteger(L, last);
  else
    lua_pushnil(L);
  return 5;
}

/* s:unsourced(): how many values have no source on record */
static int l_series_unsourced(lua_State *L)
{
  td_series s = self(L)->s;
  lua_Integer n = 0;

  for (size_t i = 0; i < s.n; i++)
    n += !s.sources || s.sources[i] < 0;
  lua_pushinteger(L, n);
  return 1;
}

static int l_series_len(lua_State *L)
{
  lua_pushinteger(L, (lua_Integer)self(L)->s.n);
  return 1;
}

static int l_series_values(lua_State *L)
{
  td_series s = self(L)->s;

  lua_createtable(L, (int)s.n, 0);
  for (size_t i = 0; i < s.n; i++) {
    lua_pushnumber(L, s.values[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int l_series_periods(lua_State *L)
{
  td_series s = self(L)->s;

  lua_createtable(L, (int)s.n, 0);
  for (size_t i = 0; i < s.n; i++) {
    td_push_period(L, s.periods[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int l_series_between(lua_State *L)
{
  series_ud *ud = self(L), *part;
  int from = check_bound(L, 2, 0), to = check_bound(L, 3, 10000);

  part = push_ud(L, 0, 1);
  part->s = td_series_between(ud->s, from, to);
  part->turn = ud->turn;
  part->stamp = ud->stamp;
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  return 1;
}

/* ---- computing ---- */

static int l_series_slope(lua_State *L)
{
  td_line line;

  if (td_series_ols(self(L)->s, &line))
    lua_pushnumber(L, line.slope);
  else
    lua_pushnil(L);
  return 1;
}

/* Whether there is a line; raises if there are too many points to tell. */
static bool theil_sen(lua_State *L, td_series s, td_line *out)
{
  if (s.n > TD_SERIES_MAX_PAIRED)
    luaL_error(L, "theil_sen takes at most %d points, this series has %I",
               TD_SERIES_MAX_PAIRED, (LUAI_UACINT)s.n);
  return td_series_theil_sen(s, out);
}

static int l_series_theil_sen(lua_State *L)
{
  td_line line;

  if (!theil_sen(L, self(L)->s, &line)) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushnumber(L, line.slope);
  lua_pushnumber(L, td_line_at(line, 0));
  return 2;
}

/* Position of the period in argument `arg`, `otherwise` if there is none. */
static ptrdiff_t opt_position(lua_State *L, int arg, td_series s,
                              ptrdiff_t otherwise)
{
  return lua_isnoneornil(L, arg) ? otherwise
                                 : td_series_find(s, check_when(L, arg));
}

static int l_series_cagr(lua_State *L)
{
  td_series s = self(L)->s;
  ptrdiff_t i = opt_position(L, 2, s, s.n ? 0 : -1);
  ptrdiff_t j = opt_position(L, 3, s, (ptrdiff_t)s.n - 1);
  double rate;

  if (i >= 0 && j >= 0 &&
      td_cagr(s.values[i], s.values[j],
              td_period_axis(s.periods[j]) - td_period_axis(s.periods[i]),
              &rate))
    lua_pushnumber(L, rate);
  else
    lua_pushnil(L);
  return 1;
}

static int l_series_project(lua_State *L)
{
  static const char *const methods[] = { "ols", "theil_sen", NULL };
  td_series s = self(L)->s;
  double x = lua_type(L, 2) == LUA_TNUMBER ? lua_tonumber(L, 2)
                                           : td_period_axis(check_when(L, 2));
  td_line line;
  bool ok;

  luaL_argcheck(L, isfinite(x), 2, "a year is needed");
  ok = luaL_checkoption(L, 3, "ols", methods) ? theil_sen(L, s, &line)
                                              : td_series_ols(s, &line);
  if (ok)
    lua_pushnumber(L, td_line_at(line, x));
  else
    lua_pushnil(L);
  return 1;
}

/* ---- metamethods ---- */

static int l_series_tostring(lua_State *L)
{
  td_series s = self(L)->s;

  if (!s.n)
    lua_pushliteral(L, "series without values");
  else
    lua_pushfstring(L, "series of %I values, %s to %s", (LUAI_UACINT)s.n,
                    describe(L, s.periods[0]), describe(L, s.periods[s.n - 1]));
  return 1;
}

static int l_series_newindex(lua_State *L)
{
  return luaL_error(L, "a series cannot be changed");
}

static int l_series_no_method(lua_State *L);

/* ---- tables ---- */

static const luaL_Reg functions[] = {
  { "of", l_series_of },
  { "is", l_series_is },
  { NULL, NULL },
};

static const luaL_Reg methods[] = {
  { "first", l_series_first },
  { "last", l_series_last },
  { "at", l_series_at },
  { "ends", l_series_ends },
  { "unsourced", l_series_unsourced },
  { "len", l_series_len },
  { "values", l_series_values },
  { "periods", l_series_periods },
  { "between", l_series_between },
  { "slope", l_series_slope },
  { "theil_sen", l_series_theil_sen },
  { "cagr", l_series_cagr },
  { "project", l_series_project },
  { NULL, NULL },
};

static const luaL_Reg metamethods[] = {
  { "__len", l_series_len },
  { "__tostring", l_series_tostring },
  { "__newindex", l_series_newindex },
  { NULL, NULL },
};

enum { N_METHODS = sizeof(methods) / sizeof(methods[0]) - 1 };

/* Stands behind the table of methods: whoever comes here asked for another
 * name. */
static int l_series_no_method(lua_State *L)
{
  const char *names[N_METHODS];
  const char *key = luaL_tolstring(L, 2, NULL);
  const char *near;

  for (size_t i = 0; i < N_METHODS; i++)
    names[i] = methods[i].name;
  near = td_text_nearest(key, names, N_METHODS);
  if (near)
    return luaL_error(L, "a series has no method '%s'; did you mean '%s'?", key,
                      near);
  return luaL_error(L,
                    "a series has no method '%s'; values are read with "
                    "s:at(2025) and s:values()",
                    key);
}

/* The metatable is on top: gives it its methods. [-0, +0, m] */
static void set_methods(lua_State *L)
{
  luaL_newlibtable(L, methods);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, methods, 1);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, l_series_no_method);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, "__index");
}

/* Pushes the metatable, made when it is first needed and registered when it is
 * complete: making it may fail halfway. [-0, +1, m] */
static void push_metatable(lua_State *L)
{
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key) == LUA_TTABLE)
    return;
  lua_pop(L, 1);
  lua_createtable(L, 0, 6);
  lua_pushvalue(L, -1);
  luaL_setfuncs(L, metamethods, 1);
  set_methods(L);
  lua_pushliteral(L, "series");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_key);
}

/* Pushes an empty series with `extra` bytes behind it. [-0, +1, m] */
static series_ud *push_ud(lua_State *L, size_t extra, int values)
{
  series_ud *ud =
      (series_ud *)lua_newuserdatauv(L, sizeof(*ud) + extra, values);

  memset(ud, 0, sizeof(*ud));
  push_metatable(L);
  lua_setmetatable(L, -2);
  return ud;
}

int luaopen_tiendo_series(lua_State *L)
{
  luaL_newlib(L, functions);
  return 1;
}
