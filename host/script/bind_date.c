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

#include "describe.h"
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

td_date td_check_date(lua_State *L, int arg)
{
  td_date d;
  size_t n;
  const char *text;

  if (td_to_date(L, arg, &d))
    return d;
  if (lua_type(L, arg) != LUA_TSTRING)
    td_arg_expected(L, arg);
  text = lua_tolstring(L, arg, &n);
  if (!td_date_parse(&d, text, n))
    td_arg_error(
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
    td_arg_expected(L, arg);
  text = lua_tolstring(L, arg, &n);
  if (!td_period_parse(&p, text, n))
    td_arg_error(L, arg,
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
  int whole;
  lua_Integer n = lua_tointegerx(L, arg, &whole);

  if (!whole)
    td_arg_expected(L, arg);
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

  lua_pushboolean(L, td_to_date(L, 1, &d));
  return 1;
}

static int l_date_is_period(lua_State *L)
{
  td_period p;

  lua_pushboolean(L, td_to_period(L, 1, &p));
  return 1;
}

/* The period that a date falls into: date.period(d, "quarter"). */
static int period_around(lua_State *L, td_date d)
{
  td_frequency f;

  if (td_arg_choice(L, 2) < 0 || !td_frequency_parse(&f, lua_tostring(L, 2)))
    return td_arg_expected(L, 2);
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
    if (year <= 0)
      return td_arg_error(L, 1, "years go from 1 to 9999");
    td_push_period(L, year * 100);
    return 1;
  }
  td_push_period(L, td_check_period(L, 1));
  return 1;
}

/* ---- fields ---- */

enum { YEAR, MONTH, DAY, WEEKDAY };
static const td_arg date_fields[] = {
  [YEAR] = TD_ARG("year", TD_A_INTEGER, "from 1 to 9999"),
  [MONTH] = TD_ARG("month", TD_A_INTEGER, "from 1 to 12"),
  [DAY] = TD_ARG("day", TD_A_INTEGER, "of the month, from 1"),
  [WEEKDAY] = TD_ARG("weekday", TD_A_INTEGER, "from 1, Monday, to 7, Sunday"),
  { .name = NULL },
};

enum { PERIOD_YEAR, FREQUENCY, PART, FIRST, LAST };
static const td_arg period_fields[] = {
  [PERIOD_YEAR] = TD_ARG("year", TD_A_INTEGER, "the year it lies in"),
  [FREQUENCY] = { "frequency", TD_A_CHOICE, "how long it is",
                  "year|half|quarter|month" },
  [PART] = TD_ARG("part", TD_A_INTEGER, "which one of its year, from 1"),
  [FIRST] = TD_ARG("first", TD_A_DATE, "its first day"),
  [LAST] = TD_ARG("last", TD_A_DATE, "its last day"),
  { .name = NULL },
};

/* Raises for a key that is none of the fields and methods. */
static int no_field(lua_State *L, const td_about *about)
{
  enum { ROOM = 16 };
  const char *names[ROOM];
  const char *key = luaL_tolstring(L, 2, NULL);
  size_t n = td_arg_names(about->fields, names, ROOM);
  const char *near;

  if (about->functions)
    n += td_function_names(about->functions, names + n, ROOM - n);
  near = td_text_nearest(key, names, n);
  if (near)
    return luaL_error(L, "a %s has no field '%s'; did you mean '%s'?",
                      about->name, key, near);
  return luaL_error(L, "a %s has no field '%s'", about->name, key);
}

/* Position among the fields, or -1. */
static int find_field(const td_arg *fields, const char *key)
{
  const td_arg *field = key ? td_arg_find(fields, key) : NULL;

  return field ? (int)(field - fields) : -1;
}

static const char *key_text(lua_State *L)
{
  return lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
}

static int l_date_index(lua_State *L)
{
  const date_ud *ud = (const date_ud *)luaL_checkudata(L, 1, TD_DATE_T);
  int i = find_field(date_fields, key_text(L));
  int parts[WEEKDAY + 1];

  if (i < 0)
    return no_field(L, &td_about_date);
  td_date_split(ud->date, &parts[YEAR], &parts[MONTH], &parts[DAY]);
  parts[WEEKDAY] = td_date_weekday(ud->date);
  lua_pushinteger(L, parts[i]);
  return 1;
}

static int step_period(lua_State *L, int n)
{
  td_period p;

  if (!td_to_period(L, 1, &p))
    return td_arg_error(L, 1, "a period is needed; call it as p:next()");
  p = td_period_step(p, n);
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

/* The method named by the key, out of the metatable; raises if there is none.
 */
static int push_period_method(lua_State *L)
{
  const char *key = key_text(L);

  if (key && strncmp(key, "__", 2) != 0 && lua_getmetatable(L, 1)) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) == LUA_TFUNCTION)
      return 1;
  }
  return no_field(L, &td_about_period);
}

static int l_period_index(lua_State *L)
{
  const period_ud *ud = (const period_ud *)luaL_checkudata(L, 1, TD_PERIOD_T);
  td_period p = ud->period;

  switch (find_field(period_fields, key_text(L))) {
  case PERIOD_YEAR:
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
  default:
    return push_period_method(L);
  }
}

static int l_newindex(lua_State *L)
{
  return luaL_error(L, "%s cannot be changed", td_push_kind(L, 1));
}

/* ---- arithmetic and order ---- */

/* Raises: "cannot add a string; a date takes a whole number of days". */
static int no_days(lua_State *L, int idx, const char *verb, const char *how)
{
  return luaL_error(L, "cannot %s %s; %s", verb, td_push_kind(L, idx), how);
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
  const char *a = td_push_kind(L, 1);

  return luaL_error(L, "cannot compare %s with %s; write %s", a,
                    td_push_kind(L, 2), how);
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

static const td_function functions[] = {
  { "date.of",
    l_date_of,
    { TD_ARG("day", TD_A_DAY, "a date, its text, or a year"),
      TD_OPT("month", TD_A_INTEGER, "needed after a year"),
      TD_OPT("day_of_month", TD_A_INTEGER, "needed after a year") },
    { TD_ARG("date", TD_A_DATE, NULL) },
    "The day that a text or three numbers name.",
    "date.of(\"2026-12-05\").weekday --> 6" },
  { "date.period",
    l_date_period,
    { TD_ARG("period", TD_A_SPAN, "a period, its text, a year, or a date"),
      { "frequency", TD_A_CHOICE | TD_A_OPT, "needed after a date",
        "year|half|quarter|month" } },
    { TD_ARG("period", TD_A_PERIOD, NULL) },
    "A period by its name, or the one that a date falls into.",
    "date.period(date.of \"2026-12-05\", \"quarter\") --> 2026-Q4" },
  { "date.is",
    l_date_is,
    { TD_ARG("value", TD_A_ANY, NULL) },
    { TD_ARG("is_date", TD_A_BOOLEAN, NULL) },
    "Whether a value is a date; a text is none.",
    "date.is \"2026-12-05\" --> false" },
  { "date.is_period",
    l_date_is_period,
    { TD_ARG("value", TD_A_ANY, NULL) },
    { TD_ARG("is_period", TD_A_BOOLEAN, NULL) },
    "Whether a value is a period; a text is none.",
    "date.is_period(date.period \"2025-Q4\") --> true" },
  { .name = NULL },
};

static const td_function period_methods[] = {
  { "period:next",
    l_period_next,
    { TD_SELF },
    { TD_ARG("period", TD_A_PERIOD, NULL) },
    "The period of the same length that follows.",
    "date.period(\"2025-Q4\"):next() --> 2026-Q1" },
  { "period:previous",
    l_period_previous,
    { TD_SELF },
    { TD_ARG("period", TD_A_PERIOD, NULL) },
    "The period of the same length that comes before.",
    "date.period(\"2025-01\"):previous() --> 2024-12" },
  { .name = NULL },
};

const td_about td_about_date_module = {
  "tiendo.date",
  TD_IS_MODULE,
  "Days and periods as values that compare and count.",
  NULL,
  functions,
};

const td_about td_about_date = {
  "date",
  TD_IS_CLASS,
  "A day. Dates compare; a whole number of days can be added or taken away, "
  "and one date from another: `report.due - ctx.as_of`. As a key of a table "
  "take `tostring(d)`.",
  date_fields,
  NULL,
};

const td_about td_about_period = {
  "period",
  TD_IS_CLASS,
  "A year, half, quarter or month. Periods compare by their first day, of "
  "those that begin together the longer one comes first. As a key of a table "
  "take `tostring(p)`.",
  period_fields,
  period_methods,
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
static void set_metatable(lua_State *L, const char *type, const td_about *about,
                          const luaL_Reg *metamethods)
{
  if (lua_getfield(L, LUA_REGISTRYINDEX, type) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 10);
    luaL_setfuncs(L, metamethods, 0);
    if (about->functions)
      td_functions_set(L, about->functions, 0);
    lua_pushstring(L, about->name);
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
  set_metatable(L, TD_DATE_T, &td_about_date, date_metamethods);
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
  set_metatable(L, TD_PERIOD_T, &td_about_period, period_metamethods);
}

int luaopen_tiendo_date(lua_State *L)
{
  td_functions_push(L, functions);
  return 1;
}
