/* Text as readers compare it: folded for search, natural order for codes.
 *
 *   local text = require "tiendo.text"
 *   text.contains("Sở Y tế tỉnh", "so y te")            --> true
 *   text.nearest("titel", { "title", "deadline" })      --> "title"
 */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "modules.h"
#include "state.h"
#include "text.h"

#define BOX_T "tiendo.text.box"

/* Holds what core allocated while Lua may raise. */
typedef struct box {
  char *text; /* NULL once released */
  size_t n;
} box;

typedef td_status (*transform)(char **, size_t *, const char *, size_t,
                               td_err *);

static void release(box *b)
{
  free(b->text);
  b->text = NULL;
}

static int l_box_gc(lua_State *L)
{
  release((box *)luaL_checkudata(L, 1, BOX_T));
  return 0;
}

/* An empty box. [-0, +1, m] */
static box *push_box(lua_State *L)
{
  box *b = (box *)lua_newuserdatauv(L, sizeof(*b), 0);

  b->text = NULL;
  if (lua_getfield(L, LUA_REGISTRYINDEX, BOX_T) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, l_box_gc);
    lua_setfield(L, -2, "__gc");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, BOX_T);
  }
  lua_setmetatable(L, -2);
  return b;
}

/* nil, message, code. [-0, +3, m] */
static int push_fail(lua_State *L, const td_err *err)
{
  lua_pushnil(L);
  lua_pushstring(L, err->text);
  lua_pushinteger(L, err->code);
  return 3;
}

/* Runs core's function over argument `arg` into a new box; NULL and a filled
 * err if the text is refused. Raises if there is no memory. [-0, +1, m] */
static box *push_transformed(lua_State *L, transform fn, int arg, td_err *err)
{
  size_t n;
  const char *s = luaL_checklstring(L, arg, &n);
  box *b = push_box(L);

  td_state_charge(L, (int64_t)(n / 64));
  if (fn(&b->text, &b->n, s, n, err) == TD_OK)
    return b;
  if (err->code == TD_ENOMEM)
    luaL_error(L, "not enough memory");
  return NULL;
}

static int apply(lua_State *L, transform fn)
{
  td_err err;
  box *b = push_transformed(L, fn, 1, &err);

  if (!b)
    return push_fail(L, &err);
  lua_pushlstring(L, b->text, b->n);
  release(b);
  return 1;
}

static int l_text_fold(lua_State *L)
{
  return apply(L, td_text_fold);
}

static int l_text_nfc(lua_State *L)
{
  return apply(L, td_text_nfc);
}

static int l_text_contains(lua_State *L)
{
  td_err err;
  box *in, *what;

  luaL_checkstring(L, 2);
  in = push_transformed(L, td_text_fold, 1, &err);
  if (!in)
    return push_fail(L, &err);
  what = push_transformed(L, td_text_fold, 2, &err);
  if (!what)
    return push_fail(L, &err);
  lua_pushboolean(L, memmem(in->text, in->n, what->text, what->n) != NULL);
  release(in);
  release(what);
  return 1;
}

static int l_text_width(lua_State *L)
{
  size_t n;
  const char *s = luaL_checklstring(L, 1, &n);

  lua_pushinteger(L, td_text_width(s, n));
  return 1;
}

/* The names of the list at argument 2, kept alive by it. [-0, +1, v] */
static const char **push_names(lua_State *L, size_t n)
{
  const char **names =
      (const char **)lua_newuserdatauv(L, (n + 1) * sizeof(*names), 0);

  for (size_t i = 0; i < n; i++) {
    if (lua_rawgeti(L, 2, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_argerror(L, 2,
                    lua_pushfstring(L, "text is needed at [%I], not %s",
                                    (lua_Integer)i + 1, luaL_typename(L, -1)));
    names[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  return names;
}

static int l_text_nearest(lua_State *L)
{
  const char *text = luaL_checkstring(L, 1);
  const char **names;
  size_t n;

  luaL_checktype(L, 2, LUA_TTABLE);
  n = (size_t)lua_rawlen(L, 2);
  luaL_argcheck(L, n <= 4096, 2, "a list of at most 4096 names is needed");
  names = push_names(L, n);
  td_state_charge(L, (int64_t)(n * (strlen(text) + 1)));
  lua_pushstring(L, td_text_nearest(text, names, n));
  return 1;
}

static int l_text_compare_codes(lua_State *L)
{
  size_t na, nb;
  const char *a = luaL_checklstring(L, 1, &na);
  const char *b = luaL_checklstring(L, 2, &nb);

  lua_pushinteger(L, td_text_compare_codes(a, na, b, nb));
  return 1;
}

static const luaL_Reg functions[] = {
  { "fold", l_text_fold },
  { "nfc", l_text_nfc },
  { "contains", l_text_contains },
  { "width", l_text_width },
  { "nearest", l_text_nearest },
  { "compare_codes", l_text_compare_codes },
  { NULL, NULL },
};

int luaopen_tiendo_text(lua_State *L)
{
  luaL_newlib(L, functions);
  return 1;
}
