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

#include "describe.h"
#include "modules.h"
#include "push.h"
#include "text.h"
#include "trace.h"

typedef struct series_ud {
  td_series s;
  const td_turn *turn; /* NULL if it has no end */
  uint32_t stamp;      /* what turn->n is while the series may be used */
} series_ud;

static const char metatable_key = 0; /* its address is the registry's key */

/* ---- arguments ---- */

static void check_turn(lua_State *L, const series_ud *ud)
{
  assert(ud);
  if (ud->turn && ud->turn->n != ud->stamp)
    luaL_error(L, "series used after its turn; keep the values you need of it");
}

/* Tells who asks that n values from `at` on are used. */
static void tell_use(const series_ud *ud, size_t at, size_t n)
{
  if (ud->turn && ud->turn->trace && n)
    td_trace_points(ud->turn->trace, ud->s.periods + at, n);
}

/* The series at idx, its turn over or not; NULL if it is none. */
static const series_ud *find_series(lua_State *L, int idx)
{
  const series_ud *ud = (const series_ud *)lua_touserdata(L, idx);
  bool is_series = false;

  if (!ud || !lua_getmetatable(L, idx))
    return NULL;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
  is_series = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return is_series ? ud : NULL;
}

bool td_to_series(lua_State *L, int idx, td_series *out)
{
  const series_ud *ud = find_series(L, idx);

  if (!ud)
    return false;
  check_turn(L, ud);
  tell_use(ud, 0, ud->s.n);
  *out = ud->s;
  return true;
}

bool td_series_peek(lua_State *L, int idx, td_series *out)
{
  const series_ud *ud = find_series(L, idx);

  if (ud)
    *out = ud->s;
  return ud != NULL;
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
    td_arg_error(L, 1, "a series is needed; call it as s:method()");
  check_turn(L, ud);
  return ud;
}

/* The same, all of whose values are used. */
static td_series whole(lua_State *L)
{
  const series_ud *ud = self(L);

  tell_use(ud, 0, ud->s.n);
  return ud->s;
}

/* A period given as one, as text, or as the number of a year. */
static td_period check_when(lua_State *L, int arg)
{
  lua_Integer year;
  int whole;

  if (lua_type(L, arg) != LUA_TNUMBER)
    return td_check_period(L, arg);
  year = lua_tointegerx(L, arg, &whole);
  if (!whole || year < 1 || year > 9999)
    td_arg_error(L, arg, "a year from 1 to 9999 is needed");
  return (td_period)(year * 100);
}

/* A year as the end of a span, beyond all periods if it is beyond them. */
static int check_bound(lua_State *L, int arg, lua_Integer otherwise)
{
  lua_Integer year =
      lua_isnoneornil(L, arg) ? otherwise : lua_tointeger(L, arg);

  return year < 0 ? 0 : year > 10000 ? 10000 : (int)year;
}

/* ---- making ---- */

static series_ud *push_ud(lua_State *L, size_t extra, int values);

void td_push_series(lua_State *L, td_series s, const td_turn *turn,
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
  const series_ud *ud = find_series(L, 1);

  if (ud)
    check_turn(L, ud);
  lua_pushboolean(L, ud != NULL);
  return 1;
}

/* ---- reading ---- */

static int push_point(lua_State *L, const series_ud *ud, size_t i)
{
  td_series s = ud->s;

  if (i >= s.n) {
    lua_pushnil(L);
    return 1;
  }
  tell_use(ud, i, 1);
  lua_pushnumber(L, s.values[i]);
  td_push_period(L, s.periods[i]);
  return 2;
}

static int l_series_first(lua_State *L)
{
  return push_point(L, self(L), 0);
}

static int l_series_last(lua_State *L)
{
  const series_ud *ud = self(L);

  return push_point(L, ud, ud->s.n - 1); /* of no points: SIZE_MAX, not there */
}

static int l_series_at(lua_State *L)
{
  const series_ud *ud = self(L);
  td_series s = ud->s;
  ptrdiff_t i = td_series_find(s, check_when(L, 2));

  if (i < 0) {
    lua_pushnil(L);
    return 1;
  }
  tell_use(ud, (size_t)i, 1);
  lua_pushnumber(L, s.values[i]);
  if (!s.flags || !s.texts || !s.flags[i])
    return 1;
  lua_pushstring(L, s.texts[s.flags[i]]);
  return 2;
}

static int l_series_ends(lua_State *L)
{
  const series_ud *ud = self(L);
  td_series s = ud->s;
  td_series part = td_series_between(s, check_bound(L, 2, 0), 10000);
  int first, last;

  if (!s.n)
    return 0;
  tell_use(ud, s.n - 1, 1);
  last = td_period_year(s.periods[s.n - 1]);
  lua_pushnumber(L, s.values[s.n - 1]);
  lua_pushinteger(L, last);
  if (!part.n)
    return 2;
  tell_use(ud, (size_t)(part.periods - s.periods), 1);
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

static int l_series_unsourced(lua_State *L)
{
  td_series s = whole(L);
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
  td_series s = whole(L);

  lua_createtable(L, (int)s.n, 0);
  for (size_t i = 0; i < s.n; i++) {
    lua_pushnumber(L, s.values[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int l_series_periods(lua_State *L)
{
  td_series s = whole(L);

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

  if (td_series_ols(whole(L), &line))
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

  if (!theil_sen(L, whole(L), &line)) {
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
  const series_ud *ud = self(L);
  td_series s = ud->s;
  ptrdiff_t i = opt_position(L, 2, s, s.n ? 0 : -1);
  ptrdiff_t j = opt_position(L, 3, s, (ptrdiff_t)s.n - 1);
  double rate;

  if (i >= 0)
    tell_use(ud, (size_t)i, 1);
  if (j >= 0)
    tell_use(ud, (size_t)j, 1);
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
  td_series s = whole(L);
  double x = lua_type(L, 2) == LUA_TNUMBER ? lua_tonumber(L, 2)
                                           : td_period_axis(check_when(L, 2));
  td_line line;
  bool ok;

  if (!isfinite(x))
    return td_arg_error(L, 2, "a year is needed");
  ok = td_arg_choice(L, 3) > 0 ? theil_sen(L, s, &line)
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

/* ---- tables ---- */

static const td_function functions[] = {
  { "series.of",
    l_series_of,
    { TD_ARG("values", TD_A_TABLE,
             "values by period, or { period, value, flag } for each") },
    { TD_ARG("series", TD_A_SERIES, NULL) },
    "A series of one's own.",
    "series.of({ [2015] = 14.5, [2016] = 12.9 }):last() --> 12.9, 2016" },
  { "series.is",
    l_series_is,
    { TD_ARG("value", TD_A_ANY, NULL) },
    { TD_ARG("is_series", TD_A_BOOLEAN, NULL) },
    "Whether a value is a series.",
    "series.is { 1, 2 } --> false" },
  { .name = NULL },
};

#define POINT                                                                  \
  {                                                                            \
    TD_OPT("value", TD_A_NUMBER, "nil if there are no values"),                \
        TD_OPT("period", TD_A_PERIOD, NULL)                                    \
  }

static const td_function methods[] = {
  { "series:first",
    l_series_first,
    { TD_SELF },
    POINT,
    "The earliest value.",
    "s:first() --> 14.5, 2015" },
  { "series:last",
    l_series_last,
    { TD_SELF },
    POINT,
    "The latest value.",
    "s:last() --> 11.0, 2019" },
  { "series:at",
    l_series_at,
    { TD_SELF, TD_ARG("when", TD_A_WHEN, NULL) },
    { TD_OPT("value", TD_A_NUMBER, "nil if there is none"),
      TD_OPT("flag", TD_A_TEXT, "what the source says about it") },
    "The value of a period.",
    "s:at(2016) --> 12.9" },
  { "series:ends",
    l_series_ends,
    { TD_SELF,
      TD_OPT("year", TD_A_INTEGER, "where to begin; default: anywhere") },
    { TD_OPT("last", TD_A_NUMBER, "the latest value"),
      TD_OPT("last_year", TD_A_INTEGER, NULL),
      TD_OPT("first", TD_A_NUMBER, "the first one from `year` on"),
      TD_OPT("first_year", TD_A_INTEGER, NULL),
      TD_OPT("unclear", TD_A_INTEGER,
             "which of both years has more than one value") },
    "What methods that judge two points need.",
    "s:ends(2016) --> 11.0, 2019, 12.9, 2016, nil" },
  { "series:unsourced",
    l_series_unsourced,
    { TD_SELF },
    { TD_ARG("n", TD_A_INTEGER, NULL) },
    "How many values have no source on record.",
    "s:unsourced() --> 5" },
  { "series:len",
    l_series_len,
    { TD_SELF },
    { TD_ARG("n", TD_A_INTEGER, NULL) },
    "How many values there are, as `#s`.",
    "s:len() --> 5" },
  { "series:values",
    l_series_values,
    { TD_SELF },
    { { "values", TD_A_LIST, NULL, "number" } },
    "All values, in order of time.",
    "s:values()[2] --> 12.9" },
  { "series:periods",
    l_series_periods,
    { TD_SELF },
    { { "periods", TD_A_LIST, NULL, "period" } },
    "The periods of the values, in order of time.",
    "s:periods()[2] --> 2016" },
  { "series:between",
    l_series_between,
    { TD_SELF, TD_OPT("from", TD_A_INTEGER, "first year; default: the first"),
      TD_OPT("to", TD_A_INTEGER, "last year; default: the last") },
    { TD_ARG("series", TD_A_SERIES, NULL) },
    "The part of some years, both ends included.",
    "#s:between(2016, 2018) --> 3" },
  { "series:slope",
    l_series_slope,
    { TD_SELF },
    { TD_OPT("slope", TD_A_NUMBER, "nil below two periods") },
    "Change a year of the straight line of least squares.",
    "series.of({ [2015] = 1, [2017] = 5 }):slope() --> 2.0" },
  { "series:theil_sen",
    l_series_theil_sen,
    { TD_SELF },
    { TD_OPT("slope", TD_A_NUMBER, "change a year; nil: too short"),
      TD_OPT("intercept", TD_A_NUMBER, "value of the line in year 0") },
    "The line through the medians of all slopes, which a few wild values do "
    "not move; at most 2000 values.",
    "series.of({ [2015] = 1, [2017] = 5 }):theil_sen() --> 2.0, -4029.0" },
  { "series:cagr",
    l_series_cagr,
    { TD_SELF, TD_OPT("from", TD_A_WHEN, "default: the first"),
      TD_OPT("to", TD_A_WHEN, "default: the last") },
    { TD_OPT("rate", TD_A_NUMBER, "0.02 is 2 % a year") },
    "Compound growth a year between two periods; nil where it makes no sense.",
    "series.of({ [2015] = 4, [2017] = 9 }):cagr() --> 0.5" },
  { "series:project",
    l_series_project,
    { TD_SELF,
      TD_ARG("when", TD_A_WHEN, "a year may have a fraction"),
      { "method", TD_A_CHOICE | TD_A_OPT, "default: ols", "ols|theil_sen" } },
    { TD_OPT("value", TD_A_NUMBER, "nil below two periods") },
    "Where a straight line through the values leads.",
    "series.of({ [2015] = 1, [2017] = 5 }):project(2030) --> 31.0" },
  { .name = NULL },
};

const td_about td_about_series_module = {
  "tiendo.series", TD_IS_MODULE, "Series made by a rule itself.", NULL,
  functions,
};

const td_about td_about_series = {
  "series",
  TD_IS_CLASS,
  "What an indicator was in one place and for one group, by period: "
  "`commitment.series`. `#s` is the number of values. A series of the plan is "
  "good during the check of its row.",
  NULL,
  methods,
};

static const luaL_Reg metamethods[] = {
  { "__len", l_series_len },
  { "__tostring", l_series_tostring },
  { "__newindex", l_series_newindex },
  { NULL, NULL },
};

/* Stands behind the table of methods: whoever comes here asked for another
 * name. */
static int l_series_no_method(lua_State *L)
{
  enum { ROOM = 32 };
  const char *names[ROOM];
  const char *key = luaL_tolstring(L, 2, NULL);
  const char *near =
      td_text_nearest(key, names, td_function_names(methods, names, ROOM));

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
  lua_createtable(L, 0, sizeof(methods) / sizeof(methods[0]));
  lua_pushvalue(L, -2);
  td_functions_set(L, methods, 1);
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
  td_functions_push(L, functions);
  return 1;
}
