/* Fields of tables that C makes for Lua code. */
#include "fill.h"

#include <math.h>

#include "convert.h"
#include "push.h"

void td_fill_text(lua_State *L, const char *key, const char *text)
{
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

void td_fill_date(lua_State *L, const char *key, td_date day)
{
  if (day == TD_NO_DATE)
    return;
  td_push_date(L, day);
  lua_setfield(L, -2, key);
}

void td_fill_flag(lua_State *L, const char *key, bool is_set)
{
  lua_pushboolean(L, is_set);
  lua_setfield(L, -2, key);
}

void td_fill_integer(lua_State *L, const char *key, lua_Integer n)
{
  lua_pushinteger(L, n);
  lua_setfield(L, -2, key);
}

void td_fill_limit(lua_State *L, const char *key, double limit)
{
  if (isinf(limit))
    return;
  lua_pushnumber(L, limit);
  lua_setfield(L, -2, key);
}

void td_fill_value(lua_State *L, const char *key, const td_value *v)
{
  td_push_value(L, v, NULL, NULL);
  lua_setfield(L, -2, key);
}

void td_fill_words(lua_State *L, const char *key, const char *en,
                   const char *vi)
{
  lua_createtable(L, 0, 2);
  td_fill_text(L, "en", en);
  td_fill_text(L, "vi", vi);
  lua_setfield(L, -2, key);
}

void td_fill_list(lua_State *L, const char *key, const char *const *texts,
                  size_t n)
{
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushstring(L, texts[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, key);
}

void td_fill_function(lua_State *L, const char *key, lua_CFunction f, void *ud)
{
  lua_pushlightuserdata(L, ud);
  lua_pushcclosure(L, f, 1);
  lua_setfield(L, -2, key);
}
