/* Base functions for rules: same names as in Lua, but nothing depends on
 * addresses or on the order of a hash table, and no error handler outlives a
 * stop. */
#include "sandbox.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "state.h"

enum { CHARGE_EVERY = 4096 };

/* ---- text of a value ------------------------------------------------- */

static const char *number_text(lua_State *L, int i, size_t *n)
{
  lua_pushvalue(L, i); /* lua_tolstring changes what it converts */
  return lua_tolstring(L, -1, n);
}

static const char *described(lua_State *L, int i, size_t *n)
{
  int type = luaL_getmetafield(L, i, "__name");

  if (type != LUA_TNIL && type != LUA_TSTRING)
    lua_pop(L, 1);
  if (type != LUA_TSTRING)
    lua_pushstring(L, luaL_typename(L, i));
  return lua_tolstring(L, -1, n);
}

const char *td_sandbox_tostring(lua_State *L, int i, size_t *n)
{
  i = lua_absindex(L, i);
  if (luaL_callmeta(L, i, "__tostring")) {
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "__tostring must give a string");
    return lua_tolstring(L, -1, n);
  }
  switch (lua_type(L, i)) {
  case LUA_TNUMBER:
  case LUA_TSTRING:
    return number_text(L, i, n);
  case LUA_TBOOLEAN:
    lua_pushstring(L, lua_toboolean(L, i) ? "true" : "false");
    return lua_tolstring(L, -1, n);
  default:
    return described(L, i, n);
  }
}

static int l_tostring(lua_State *L)
{
  luaL_checkany(L, 1);
  td_sandbox_tostring(L, 1, NULL);
  return 1;
}

int td_sandbox_print(lua_State *L)
{
  int n = lua_gettop(L);
  int i;
  luaL_Buffer line;
  size_t size;
  const char *text;

  luaL_buffinit(L, &line);
  for (i = 1; i <= n; i++) {
    if (i > 1)
      luaL_addchar(&line, ' ');
    td_sandbox_tostring(L, i, NULL);
    luaL_addvalue(&line);
  }
  luaL_pushresult(&line);
  text = lua_tolstring(L, -1, &size);
  td_state_print(L, text, size);
  return 0;
}

/* ---- errors ---------------------------------------------------------- */

/* After a protected call failed: a stop is not an error that may be caught,
 * and after a lack of memory nothing can be relied upon. */
static void raise_if_final(lua_State *L, int rc)
{
  td_limit_check(L);
  if (rc == LUA_ERRMEM)
    lua_error(L);
}

/* pcall(f, ...) */
static int l_pcall(lua_State *L)
{
  int rc;

  luaL_checkany(L, 1);
  lua_pushboolean(L, true);
  lua_insert(L, 1);
  rc = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
  if (rc == LUA_OK)
    return lua_gettop(L);
  raise_if_final(L, rc);
  lua_pushboolean(L, false);
  lua_replace(L, 1);
  return 2;
}

/* xpcall(f, handler, ...): the handler runs when the stack is unwound, so that
 * it can be stopped like anything else. */
static int l_xpcall(lua_State *L)
{
  int rc;

  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushboolean(L, true);
  lua_insert(L, 1);
  lua_pushvalue(L, 2);
  lua_remove(L, 2);
  lua_insert(L, 3); /* true, handler, f, ... */
  rc = lua_pcall(L, lua_gettop(L) - 3, LUA_MULTRET, 0);
  if (rc == LUA_OK) {
    lua_remove(L, 2);
    return lua_gettop(L);
  }
  raise_if_final(L, rc);
  lua_pushboolean(L, false);
  lua_replace(L, 1);
  rc = lua_pcall(L, 1, LUA_MULTRET, 0); /* the handler with the error */
  if (rc != LUA_OK)
    raise_if_final(L, rc);
  return lua_gettop(L);
}

/* ---- pairs ----------------------------------------------------------- */

/* A key, for sorting: numbers come before texts. */
typedef struct td_key {
  const char *text; /* NULL: a number; borrowed from the table */
  size_t n;
  bool is_integer;
  lua_Integer i;
  lua_Number r;
  lua_Integer place; /* in the unsorted list */
} td_key;

static int sign(bool is_less, bool is_greater)
{
  return (int)is_greater - (int)is_less;
}

/* A real key is no whole number in the range of integers, or Lua would have
 * made it one: so it lies beyond them all or strictly between two. */
static int compare_integer_real(lua_Integer i, lua_Number r)
{
  if (fabs(r) >= 9007199254740992.0)
    return r > 0 ? -1 : 1;
  return i <= (lua_Integer)floor(r) ? -1 : 1;
}

static int compare_numbers(const td_key *a, const td_key *b)
{
  if (a->is_integer && b->is_integer)
    return sign(a->i<b->i, a->i> b->i);
  if (a->is_integer)
    return compare_integer_real(a->i, b->r);
  if (b->is_integer)
    return -compare_integer_real(b->i, a->r);
  return sign(a->r<b->r, a->r> b->r);
}

static int compare_keys(const void *pa, const void *pb)
{
  const td_key *a = pa;
  const td_key *b = pb;
  int order;

  if (!a->text || !b->text)
    return a->text ? 1 : b->text ? -1 : compare_numbers(a, b);
  order = memcmp(a->text, b->text, a->n < b->n ? a->n : b->n);
  return order != 0 ? order : sign(a->n<b->n, a->n> b->n);
}

static lua_Integer count_keys(lua_State *L, int table)
{
  lua_Integer n = 0;

  for (lua_pushnil(L); lua_next(L, table) != 0; lua_pop(L, 1))
    if (++n % CHARGE_EVERY == 0)
      td_state_charge(L, CHARGE_EVERY);
  return n;
}

static void read_key(lua_State *L, int i, td_key *key, lua_Integer place)
{
  key->place = place;
  key->text = NULL;
  key->is_integer = lua_isinteger(L, i);
  if (lua_type(L, i) == LUA_TSTRING)
    key->text = lua_tolstring(L, i, &key->n);
  else if (key->is_integer)
    key->i = lua_tointeger(L, i);
  else if (lua_type(L, i) == LUA_TNUMBER)
    key->r = lua_tonumber(L, i);
  else
    luaL_error(L,
               "pairs needs keys that have an order: numbers and strings, "
               "not a %s",
               luaL_typename(L, i));
}

/* Fills keys and the list on top; tells how many there are and whether they
 * came in order already. */
static lua_Integer read_keys(lua_State *L, int table, td_key *keys,
                             bool *is_sorted)
{
  lua_Integer n = 0;

  *is_sorted = true;
  for (lua_pushnil(L); lua_next(L, table) != 0; lua_pop(L, 1)) {
    read_key(L, lua_gettop(L) - 1, &keys[n], n + 1);
    if (n > 0 && compare_keys(&keys[n - 1], &keys[n]) > 0)
      *is_sorted = false;
    lua_pushvalue(L, -2);
    lua_rawseti(L, -4, ++n);
    if (n % CHARGE_EVERY == 0)
      td_state_charge(L, CHARGE_EVERY);
  }
  return n;
}

/* Replaces the list on top by one in the order of keys. [-1, +1, m] */
static void reorder(lua_State *L, const td_key *keys, lua_Integer n)
{
  lua_Integer i;

  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    lua_rawgeti(L, -2, keys[i].place);
    lua_rawseti(L, -2, i + 1);
    if (i % CHARGE_EVERY == 0)
      td_state_charge(L, CHARGE_EVERY);
  }
  lua_remove(L, -2);
}

/* The keys of the table as a list in order. [-0, +1, e] */
static void push_keys(lua_State *L, int table)
{
  lua_Integer n = count_keys(L, table);
  td_key *keys = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof(*keys), 0);
  bool is_sorted;

  lua_createtable(L, (int)n, 0);
  n = read_keys(L, table, keys, &is_sorted);
  if (!is_sorted) {
    td_state_charge(L, n);
    qsort(keys, (size_t)n, sizeof(*keys), compare_keys);
    reorder(L, keys, n);
  }
  lua_remove(L, -2);
}

/* next key and value; upvalues: table, keys, how many are done. A key that the
 * loop removed is left out. */
static int next_pair(lua_State *L)
{
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));

  lua_settop(L, 0);
  while (lua_rawgeti(L, lua_upvalueindex(2), ++i) != LUA_TNIL) {
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
      break;
    lua_settop(L, 0);
  }
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(3));
  return lua_gettop(L);
}

int td_sandbox_pairs(lua_State *L, int i)
{
  lua_pushvalue(L, i);
  push_keys(L, lua_gettop(L));
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_pair, 3);
  lua_pushnil(L);
  lua_pushnil(L);
  return 3;
}

/* pairs(t) */
static int l_pairs(lua_State *L)
{
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  return td_sandbox_pairs(L, 1);
}

/* next(t): nil if the table is empty, else true. There is no next key, for
 * there is no order in which to ask. */
static int l_next(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isnoneornil(L, 2))
    return luaL_error(L, "next(t) only tells whether t is empty; "
                         "pairs(t) goes through it in order");
  lua_pushnil(L);
  if (lua_next(L, 1) != 0)
    lua_pushboolean(L, true);
  else
    lua_pushnil(L);
  return 1;
}

/* ---- tables ---------------------------------------------------------- */

const luaL_Reg td_sandbox_base[] = {
  { "pairs", l_pairs },          { "pcall", l_pcall },
  { "print", td_sandbox_print }, { "tostring", l_tostring },
  { "xpcall", l_xpcall },        { NULL, NULL },
};

const luaL_Reg td_sandbox_rule[] = {
  { "next", l_next },
  { NULL, NULL },
};
