/* Dates and periods as values that Lua code compares and counts with.
 *
 *   local date = require "tiendo.date"
 *   local due = date.of("2026-12-05")
 *   print(due - date.of(2026, 11, 23), date.period("2025-Q4"):next().first)
 *
 * Each is a userdata of its own: equal dates are == but are different keys of a
 * table, so tables are keyed by tostring(d). */
#include <lauxlib.h>
#include <string.h>

#include "modules.h"
#include "push.h"
#include "text.h"

typedef struct date_ud {
  td_date date;
} date_ud;

typedef struct period_ud {
  td_period period;
} period_ud;

/* ---- arguments ---- */

bool td_to_date(lua_State *L, int idx, td_date *out)
{
  const date_ud *ud = (const date_ud *)luaL_testudata(L, idx, TD_DATE_T);

  if (ud)
    *out = ud->date;
  return ud != NULL;
}

bool td_to_period(lua_State *L, int idx, td_period *out)
{
  const period_ud *ud = (const period_ud *)luaL_testudata(L, idx, TD_PERIOD_T);

  if (ud)
    *out = ud->period;
  return ud != NULL;
}

/* What a message calls the value: "a date", "a number", "nil". Pushes what
 * keeps the text alive. [-0, +1, m] */
static const char *push_kind(lua_State *L, int idx)
{
  if (lua_isnoneornil(L, idx))
    return lua_pushliteral(L, "nil");
  if (luaL_getmetafield(L, idx, "__name") != LUA_TSTRING)
    lua_pushstring(L, luaL_typename(L, idx));
  return lua_pushfstring(L, "%s %s",
                         strchr("aeiou", *lua_tostring(L, -1)) ? "an" : "a",
                         lua_tostring(L, -1));
}

td_date td_check_date(lua_State *L, int arg)
{
  td_date d;
  size_t n;
  const char *text;

  if (td_to_date(L, arg, &d))
    return d;
  if (lua_type(L, arg) != LUA_TSTRING)
    luaL_argerror(
        L, arg,
        lua_pushfstring(L, "a date is needed, not %s", push_kind(L, arg)));
  text = lua_tolstring(L, arg, &n);
  if (!td_date_parse(&d, text, n))
    luaL_argerror(
        L, arg,
        lua_pushfstring(L, "'%s' is no day; write it as 2026-11-23", text));
  return d;
}

td_period td_check_period(lua_State *L, int arg)
{
  td_period p;
  size_t n;
  const char *text;

  if (td_to_period(L, arg, &p))
    return p;
  if (lua_type(L, arg) != LUA_TSTRING)
    luaL_argerror(
        L, arg,
        lua_pushfstring(L, "a period is needed, not %s", push_kind(L, arg)));
  text = lua_tolstring(L, arg, &n);
  if (!td_period_parse(&p, text, n))
    luaL_argerror(L, arg,
                  lua_pushfstring(L,
                                  "'%s' is no period; write it as 2025, "
                                  "2025-H1, 2025-Q4 or 2025-12",
                                  text));
  return p;
}

/* ---- functions ---- */

static int no_such_day(lua_State *L)
{
  return luaL_error(L, "no such day: years go from 1 to 9999");
}

/* A whole number that fits an int; any other gives one that no date has. */
static int check_part(lua_State *L, int arg)
{
  lua_Integer n = luaL_checkinteger(L, arg);

  return n < 0 || n > 9999 ? -1 : (int)n;
}

static int l_date_of(lua_State *L)
{
  int year, month, day;
  td_date d;

  if (lua_type(L, 1) != LUA_TNUMBER) {
    td_push_date(L, td_check_date(L, 1));
    return 1;
  }
  year = check_part(L, 1);
  month = check_part(L, 2);
  day = check_part(L, 3);
  d = td_date_of(year, month, day);
  if (d == TD_NO_DATE)
    return luaL_error(L, "no such day: year %I, month %I, day %I",
                      lua_tointeger(L, 1), lua_tointeger(L, 2),
                      lua_tointeger(L, 3));
  td_push_date(L, d);
  return 1;
}

static int l_date_is(lua_State *L)
{
  td_date d;

  luaL_checkany(L, 1);
  lua_pushboolean(L, td_to_date(L, 1, &d));
  return 1;
}

static int l_date_is_period(lua_State *L)
{
  td_period p;

  luaL_checkany(L, 1);
  lua_pushboolean(L, td_to_period(L, 1, &p));
  return 1;
}

/* The period that a date falls into: date.period(d, "quarter"). */
static int period_around(lua_State *L, td_date d)
{
  const char *name = luaL_checkstring(L, 2);
  td_frequency f;

  if (!td_frequency_parse(&f, name))
    return luaL_argerror(
        L, 2,
        lua_pushfstring(L, "'%s' is none of year, half, quarter, month", name));
  td_push_period(L, td_period_of(d, f));
  return 1;
}

static int l_date_period(lua_State *L)
{
  td_date d;

  if (td_to_date(L, 1, &d))
    return period_around(L, d);
  if (lua_type(L, 1) == LUA_TNUMBER) {
    int year = check_part(L, 1);
    luaL_argcheck(L, year > 0, 1, "years go from 1 to 9999");
    td_push_period(L, year * 100);
    return 1;
  }
  td_push_period(L, td_check_period(L, 1));
  return 1;
}

/* ---- fields ---- */

/* Raises for a key that is none of the n names. */
static int no_field(lua_State *L, const char *kind, const char *const *names,
                    size_t n)
{
  const char *key = luaL_tolstring(L, 2, NULL);
  const char *near = td_text_nearest(key, names, n);

  if (near)
    return luaL_error(L, "a %s has no field '%s'; did you mean '%s'?", kind,
                      key, near);
  return luaL_error(L, "a %s has no field '%s'", kind, key);
}

static int find_name(const char *const *names, size_t n, const char *key)
{
  for (size_t i = 0; key && i < n; i++)
    if (!strcmp(names[i], key))
      return (int)i;
  return -1;
}

static const char *key_text(lua_State *L)
{
  return lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
}

static int l_date_index(lua_State *L)
{
  enum { YEAR, MONTH, DAY, WEEKDAY, N };
  static const char *const names[] = { "year", "month", "day", "weekday" };
  const date_ud *ud = (const date_ud *)luaL_checkudata(L, 1, TD_DATE_T);
  int i = find_name(names, N, key_text(L));
  int parts[N];

  if (i < 0)
    return no_field(L, "date", names, N);
  td_date_split(ud->date, &parts[YEAR], &parts[MONTH], &parts[DAY]);
  parts[WEEKDAY] = td_date_weekday(ud->date);
  lua_pushinteger(L, parts[i]);
  return 1;
}

static int step_period(lua_State *L, int n)
{
  td_period p = td_period_step(td_check_period(L, 1), n);

  if (p == TD_NO_PERIOD)
    return luaL_error(L, "no such period: years go from 1 to 9999");
  td_push_period(L, p);
  return 1;
}

static int l_period_next(lua_State *L)
{
  return step_period(L, 1);
}

static int l_period_previous(lua_State *L)
{
  return step_period(L, -1);
}

static int l_period_index(lua_State *L)
{
  enum { YEAR, FREQUENCY, PART, FIRST, LAST, NEXT, PREVIOUS, N };
  static const char *const names[] = { "year", "frequency", "part",    "first",
                                       "last", "next",      "previous" };
  const period_ud *ud = (const period_ud *)luaL_checkudata(L, 1, TD_PERIOD_T);
  td_period p = ud->period;

  switch (find_name(names, N, key_text(L))) {
  case YEAR:
    lua_pushinteger(L, td_period_year(p));
    return 1;
  case FREQUENCY:
    lua_pushstring(L, td_frequency_name(td_period_frequency(p)));
    return 1;
  case PART:
    lua_pushinteger(L, td_period_part(p));
    return 1;
  case FIRST:
    td_push_date(L, td_period_first(p));
    return 1;
  case LAST:
    td_push_date(L, td_period_last(p));
    return 1;
  case NEXT:
    lua_pushcfunction(L, l_period_next);
    return 1;
  case PREVIOUS:
    lua_pushcfunction(L, l_period_previous);
    return 1;
  default:
    return no_field(L, "period", names, N);
  }
}

static int l_newindex(lua_State *L)
{
  return luaL_error(L, "%s cannot be changed", push_kind(L, 1));
}

/* ---- arithmetic and order ---- */

/* Raises: "cannot add a string; a date takes a whole number of days". */
static int no_days(lua_State *L, int idx, const char *verb, const char *how)
{
  return luaL_error(L, "cannot %s %s; %s", verb, push_kind(L, idx), how);
}

/* The value as a whole number of days; text does not count as one. */
static bool to_days(lua_State *L, int idx, lua_Integer *out)
{
  int whole = 0;

  *out = 0;
  if (lua_type(L, idx) == LUA_TNUMBER)
    *out = lua_tointegerx(L, idx, &whole);
  return whole != 0;
}

/* `n` may be any integer: what is out of reach is no day. */
static int push_later(lua_State *L, td_date d, lua_Integer n)
{
  d = td_date_add(d, n);
  if (d == TD_NO_DATE)
    return no_such_day(L);
  td_push_date(L, d);
  return 1;
}

static int l_date_add(lua_State *L)
{
  int date_at = luaL_testudata(L, 1, TD_DATE_T) ? 1 : 2;
  int days_at = 3 - date_at;
  lua_Integer n;

  if (!to_days(L, days_at, &n))
    return no_days(L, days_at, "add", "a date takes a whole number of days");
  return push_later(L, td_check_date(L, date_at), n);
}

static int l_date_sub(lua_State *L)
{
  td_date a, b;
  lua_Integer n;

  if (!td_to_date(L, 1, &a))
    return no_days(L, 1, "subtract a date from", "write date.of(...)");
  if (td_to_date(L, 2, &b)) {
    lua_pushinteger(L, (lua_Integer)a - b);
    return 1;
  }
  if (!to_days(L, 2, &n))
    return no_days(L, 2, "subtract",
                   "a date or a whole number of days can be taken from it");
  return push_later(L, a, n == LUA_MININTEGER ? LUA_MAXINTEGER : -n);
}

/* Raises unless both operands are of one kind. */
static int mixed(lua_State *L, const char *how)
{
  const char *a = push_kind(L, 1);

  return luaL_error(L, "cannot compare %s with %s; write %s", a,
                    push_kind(L, 2), how);
}

static int compare_dates(lua_State *L)
{
  td_date a, b;

  if (!td_to_date(L, 1, &a) || !td_to_date(L, 2, &b))
    return mixed(L, "date.of(...)");
  return (a > b) - (a < b);
}

static int l_date_eq(lua_State *L)
{
  lua_pushboolean(L, compare_dates(L) == 0);
  return 1;
}

static int l_date_lt(lua_State *L)
{
  lua_pushboolean(L, compare_dates(L) < 0);
  return 1;
}

static int l_date_le(lua_State *L)
{
  lua_pushboolean(L, compare_dates(L) <= 0);
  return 1;
}

static int l_date_tostring(lua_State *L)
{
  const date_ud *ud = (const date_ud *)luaL_checkudata(L, 1, TD_DATE_T);
  char buf[TD_DATE_TEXT];

  lua_pushstring(L, td_date_text(buf, ud->date));
  return 1;
}

static int compare_periods(lua_State *L)
{
  td_period a, b;

  if (!td_to_period(L, 1, &a) || !td_to_period(L, 2, &b))
    return mixed(L, "date.period(...)");
  return td_period_compare(a, b);
}

static int l_period_eq(lua_State *L)
{
  lua_pushboolean(L, compare_periods(L) == 0);
  return 1;
}

static int l_period_lt(lua_State *L)
{
  lua_pushboolean(L, compare_periods(L) < 0);
  return 1;
}

static int l_period_le(lua_State *L)
{
  lua_pushboolean(L, compare_periods(L) <= 0);
  return 1;
}

static int l_period_tostring(lua_State *L)
{
  const period_ud *ud = (const period_ud *)luaL_checkudata(L, 1, TD_PERIOD_T);
  char buf[TD_PERIOD_TEXT];

  lua_pushstring(L, td_period_text(buf, ud->period));
  return 1;
}

/* ---- tables ---- */

static const luaL_Reg functions[] = {
  { "of", l_date_of }, { "period", l_date_period },
  { "is", l_date_is }, { "is_period", l_date_is_period },
  { NULL, NULL },
};

static const luaL_Reg date_metamethods[] = {
  { "__index", l_date_index },
  { "__newindex", l_newindex },
  { "__add", l_date_add },
  { "__sub", l_date_sub },
  { "__eq", l_date_eq },
  { "__lt", l_date_lt },
  { "__le", l_date_le },
  { "__tostring", l_date_tostring },
  { NULL, NULL },
};

static const luaL_Reg period_metamethods[] = {
  { "__index", l_period_index },
  { "__newindex", l_newindex },
  { "__eq", l_period_eq },
  { "__lt", l_period_lt },
  { "__le", l_period_le },
  { "__tostring", l_period_tostring },
  { NULL, NULL },
};

/* Gives the userdata on top its metatable, which is registered when it is
 * complete: making it may fail halfway. [-0, +0, m] */
static void set_metatable(lua_State *L, const char *type, const char *name,
                          const luaL_Reg *metamethods)
{
  if (lua_getfield(L, LUA_REGISTRYINDEX, type) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 10);
    luaL_setfuncs(L, metamethods, 0);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, type);
  }
  lua_setmetatable(L, -2);
}

void td_push_date(lua_State *L, td_date d)
{
  date_ud *ud;

  if (d == TD_NO_DATE) {
    lua_pushnil(L);
    return;
  }
  ud = (date_ud *)lua_newuserdatauv(L, sizeof(*ud), 0);
  ud->date = d;
  set_metatable(L, TD_DATE_T, "date", date_metamethods);
}

void td_push_period(lua_State *L, td_period p)
{
  period_ud *ud;

  if (!td_period_is_valid(p)) {
    lua_pushnil(L);
    return;
  }
  ud = (period_ud *)lua_newuserdatauv(L, sizeof(*ud), 0);
  ud->period = p;
  set_metatable(L, TD_PERIOD_T, "period", period_metamethods);
}

int luaopen_tiendo_date(lua_State *L)
{
  luaL_newlib(L, functions);
  return 1;
}
