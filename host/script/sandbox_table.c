/* The table library for rules: every loop is charged and can be stopped, and
 * sorting is a merge sort, so equal items keep their order and the result does
 * not depend on a pivot. */
#include "sandbox.h"

#include <limits.h>

#include "limit.h"
#include "state.h"

enum { CHARGE_EVERY = 4096 };

/* Length of the list at 1, which must be a table. */
static lua_Integer check_list(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  return luaL_len(L, 1);
}

/* Called at each item i of a loop. */
static void charge_at(lua_State *L, lua_Integer i)
{
  if (i % CHARGE_EVERY == 0)
    td_state_charge(L, CHARGE_EVERY);
}

/* ---- insert, remove, move -------------------------------------------- */

static void copy_item(lua_State *L, int from, lua_Integer i, int to,
                      lua_Integer j)
{
  lua_geti(L, from, i);
  lua_seti(L, to, j);
}

/* insert(list, [pos,] value) */
static int l_insert(lua_State *L)
{
  lua_Integer end = check_list(L) + 1;
  lua_Integer at = end;
  lua_Integer i;

  if (lua_gettop(L) == 3) {
    at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, at >= 1 && at <= end, 2, "position out of the list");
  } else if (lua_gettop(L) != 2) {
    return luaL_error(L, "insert takes a list, maybe a position, and a value");
  }
  for (i = end; i > at; i--) {
    copy_item(L, 1, i - 1, 1, i);
    charge_at(L, i);
  }
  lua_seti(L, 1, at);
  return 0;
}

/* remove(list [, pos]) -> value */
static int l_remove(lua_State *L)
{
  lua_Integer n = check_list(L);
  lua_Integer at = luaL_optinteger(L, 2, n);
  lua_Integer i;

  if (lua_gettop(L) > 1 && !(n == 0 && at == 0))
    luaL_argcheck(L, at >= 1 && at <= n + 1, 2, "position out of the list");
  lua_geti(L, 1, at);
  for (i = at; i < n; i++) {
    copy_item(L, 1, i + 1, 1, i);
    charge_at(L, i);
  }
  lua_pushnil(L);
  lua_seti(L, 1, i);
  return 1;
}

/* move(from, first, last, at [, to]) -> to */
static int l_move(lua_State *L)
{
  lua_Integer first = luaL_checkinteger(L, 2);
  lua_Integer last = luaL_checkinteger(L, 3);
  lua_Integer at = luaL_checkinteger(L, 4);
  int to = lua_isnoneornil(L, 5) ? 1 : 5;
  lua_Integer n;
  lua_Integer i;

  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, to, LUA_TTABLE);
  lua_settop(L, 5);
  if (last >= first) {
    luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3,
                  "too many items");
    n = last - first + 1;
    luaL_argcheck(L, at <= LUA_MAXINTEGER - n + 1, 4, "beyond all integers");
    if (at > last || at <= first ||
        (to == 5 && !lua_compare(L, 1, 5, LUA_OPEQ)))
      for (i = 0; i < n; i++, charge_at(L, i))
        copy_item(L, 1, first + i, to, at + i);
    else /* it would overwrite what is still to be moved */
      for (i = n - 1; i >= 0; i--, charge_at(L, i))
        copy_item(L, 1, first + i, to, at + i);
  }
  lua_pushvalue(L, to);
  return 1;
}

/* ---- pack, unpack, concat -------------------------------------------- */

/* pack(...) */
static int l_pack(lua_State *L)
{
  int n = lua_gettop(L);
  int i;

  lua_createtable(L, n, 1);
  lua_insert(L, 1);
  for (i = n; i >= 1; i--)
    lua_seti(L, 1, i);
  lua_pushinteger(L, n);
  lua_setfield(L, 1, "n");
  return 1;
}

/* unpack(list [, first [, last]]) */
static int l_unpack(lua_State *L)
{
  lua_Integer first = luaL_optinteger(L, 2, 1);
  lua_Integer last =
      lua_isnoneornil(L, 3) ? check_list(L) : luaL_checkinteger(L, 3);
  lua_Integer i;
  lua_Unsigned n;

  luaL_checktype(L, 1, LUA_TTABLE);
  if (first > last)
    return 0;
  n = (lua_Unsigned)last - (lua_Unsigned)first;
  if (n >= INT_MAX || !lua_checkstack(L, (int)n + 1))
    return luaL_error(L, "too many values to unpack");
  for (i = first; i < last; i++) {
    lua_geti(L, 1, i);
    charge_at(L, i);
  }
  lua_geti(L, 1, last); /* apart, for `last` may be the largest integer */
  return (int)n + 1;
}

static void check_item(lua_State *L, int i, lua_Integer at)
{
  int type = lua_type(L, i);

  if (type != LUA_TSTRING && type != LUA_TNUMBER)
    luaL_error(L, "concat joins texts and numbers, but item %I is a %s", at,
               luaL_typename(L, i));
}

/* concat(list [, separator [, first [, last]]]) */
static int l_concat(lua_State *L)
{
  lua_Integer n = check_list(L);
  size_t between;
  const char *separator = luaL_optlstring(L, 2, "", &between);
  lua_Integer first = luaL_optinteger(L, 3, 1);
  lua_Integer last = luaL_optinteger(L, 4, n);
  lua_Integer i;
  luaL_Buffer text;

  lua_settop(L, 2); /* the separator stays in place below the buffer */
  luaL_buffinit(L, &text);
  for (i = first; i <= last; i++) {
    lua_geti(L, 1, i);
    check_item(L, -1, i);
    td_limit_need(L, lua_rawlen(L, -1) + between);
    luaL_addvalue(&text);
    charge_at(L, i);
    if (i == last)
      break; /* which may be the largest integer */
    luaL_addlstring(&text, separator, between);
  }
  luaL_pushresult(&text);
  return 1;
}

/* ---- sort ------------------------------------------------------------ */

/* Stack places while sorting. */
enum { LIST = 1, LESS = 2, FROM = 3, TO = 4 };

/* Whether the value at a comes before the one at b. [-0, +0, e] */
static bool is_less(lua_State *L, int a, int b)
{
  bool result;

  td_state_charge(L, 1);
  if (lua_isnil(L, LESS))
    return lua_compare(L, a, b, LUA_OPLT);
  a = lua_absindex(L, a);
  b = lua_absindex(L, b);
  lua_pushvalue(L, LESS);
  lua_pushvalue(L, a);
  lua_pushvalue(L, b);
  lua_call(L, 2, 1);
  result = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return result;
}

/* Moves items first to last as they are. */
static void copy_run(lua_State *L, lua_Integer first, lua_Integer last,
                     lua_Integer at)
{
  for (; first <= last; first++, at++) {
    lua_rawgeti(L, FROM, first);
    lua_rawseti(L, TO, at);
    charge_at(L, at);
  }
}

/* Merges FROM[first..middle] and FROM[middle+1..last] into TO. */
static void merge(lua_State *L, lua_Integer first, lua_Integer middle,
                  lua_Integer last)
{
  lua_Integer a = first;
  lua_Integer b = middle + 1;
  lua_Integer at = first;

  lua_rawgeti(L, FROM, a);
  lua_rawgeti(L, FROM, b);
  for (;; at++) {
    if (is_less(L, -1, -2)) { /* the right one only if it must come first */
      lua_rawseti(L, TO, at);
      if (++b > last)
        break;
      lua_rawgeti(L, FROM, b);
    } else {
      lua_insert(L, -2);
      lua_rawseti(L, TO, at);
      if (++a > middle)
        break;
      lua_rawgeti(L, FROM, a);
      lua_insert(L, -2);
    }
  }
  lua_pop(L, 1);
  copy_run(L, a, middle, at + 1);
  copy_run(L, b, last, at + 1);
}

/* One pass over runs of `width` sorted items each. */
static void merge_runs(lua_State *L, lua_Integer n, lua_Integer width)
{
  lua_Integer first;
  lua_Integer middle;
  lua_Integer last;

  for (first = 1; first <= n; first = last + 1) {
    middle = first + width - 1;
    last = middle + width < n ? middle + width : n;
    if (middle < last)
      merge(L, first, middle, last);
    else
      copy_run(L, first, last, first);
  }
}

/* sort(list [, less]): the list stays as it is if a comparison raises */
static int l_sort(lua_State *L)
{
  lua_Integer n = check_list(L);
  lua_Integer i;

  if (!lua_isnoneornil(L, LESS))
    luaL_checktype(L, LESS, LUA_TFUNCTION);
  luaL_argcheck(L, n < INT_MAX, LIST, "list is too long");
  if (n < 2)
    return 0;
  lua_settop(L, LESS);
  td_limit_need(L, (size_t)n * 2 * sizeof(lua_Number) * 2);
  lua_createtable(L, (int)n, 0);
  lua_createtable(L, (int)n, 0);
  for (i = 1; i <= n; i++) {
    lua_geti(L, LIST, i);
    lua_rawseti(L, FROM, i);
    charge_at(L, i);
  }
  for (i = 1; i < n; i *= 2) {
    merge_runs(L, n, i);
    lua_insert(L, FROM); /* what was merged is merged further */
  }
  for (i = 1; i <= n; i++) {
    copy_item(L, FROM, i, LIST, i);
    charge_at(L, i);
  }
  return 0;
}

const luaL_Reg td_sandbox_table[] = {
  { "concat", l_concat }, { "insert", l_insert }, { "move", l_move },
  { "pack", l_pack },     { "remove", l_remove }, { "sort", l_sort },
  { "unpack", l_unpack }, { NULL, NULL },
};
