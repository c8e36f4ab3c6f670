/* Text as readers compare it: folded for search, natural order for codes.
 *
 *   local text = require "tiendo.text"
 *   text.contains("Sở Y tế tỉnh", "so y te")            --> true
 *   text.nearest("titel", { "title", "deadline" })      --> "title"
 */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
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
  const char *s = lua_tolstring(L, arg, &n);
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

static int l_text_caseless(lua_State *L)
{
  return apply(L, td_text_caseless);
}

static int l_text_nfc(lua_State *L)
{
  return apply(L, td_text_nfc);
}

static int l_text_contains(lua_State *L)
{
  td_err err;
  box *in, *what;

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
  const char *s = lua_tolstring(L, 1, &n);

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
      td_arg_error(L, 2,
                   lua_pushfstring(L, "expected a text at [%I], got %s",
                                   (lua_Integer)i + 1, td_push_kind(L, -1)));
    names[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  return names;
}

static int l_text_nearest(lua_State *L)
{
  const char *text = lua_tostring(L, 1);
  const char **names;
  size_t n;

  n = (size_t)lua_rawlen(L, 2);
  if (n > 4096)
    return td_arg_error(L, 2, "more than 4096 names");
  names = push_names(L, n);
  td_state_charge(L, (int64_t)(n * (strlen(text) + 1)));
  lua_pushstring(L, td_text_nearest(text, names, n));
  return 1;
}

static int l_text_compare_codes(lua_State *L)
{
  size_t na, nb;
  const char *a = lua_tolstring(L, 1, &na);
  const char *b = lua_tolstring(L, 2, &nb);

  lua_pushinteger(L, td_text_compare_codes(a, na, b, nb));
  return 1;
}

#define ONE_TEXT                                                               \
  {                                                                            \
    TD_ARG("text", TD_A_TEXT, "UTF-8")                                         \
  }
#define MESSAGE TD_OPT("message", TD_A_TEXT, "why there is none")

static const td_function functions[] = {
  { "text.fold",
    l_text_fold,
    ONE_TEXT,
    { TD_OPT("folded", TD_A_TEXT, "nil if it is not UTF-8"), MESSAGE },
    "The text as a search compares it: small letters without marks.",
    "text.fold \"Sở Y tế\" --> \"so y te\"" },
  { "text.caseless",
    l_text_caseless,
    ONE_TEXT,
    { TD_OPT("caseless", TD_A_TEXT, "nil if it is not UTF-8"), MESSAGE },
    "The text as one compares names: small letters, composed, single blanks.",
    "text.caseless \"SỞ  Y tế\" --> \"sở y tế\"" },
  { "text.nfc",
    l_text_nfc,
    ONE_TEXT,
    { TD_OPT("composed", TD_A_TEXT, "nil if it is not UTF-8"), MESSAGE },
    "The text with letters and marks composed (Unicode NFC).",
    "#text.nfc \"e\\u{301}\" --> 2" },
  { "text.contains",
    l_text_contains,
    { TD_ARG("text", TD_A_TEXT, "UTF-8"), TD_ARG("part", TD_A_TEXT, "UTF-8") },
    { TD_OPT("is_there", TD_A_BOOLEAN, "nil if one is not UTF-8"), MESSAGE },
    "Whether the folded text contains the folded part.",
    "text.contains(\"Sở Y tế tỉnh\", \"so y te\") --> true" },
  { "text.width",
    l_text_width,
    ONE_TEXT,
    { TD_ARG("columns", TD_A_INTEGER, NULL) },
    "How many columns of a terminal the text takes.",
    "text.width \"tiến độ\" --> 7" },
  { "text.nearest",
    l_text_nearest,
    { TD_ARG("text", TD_A_TEXT, NULL),
      { "names", TD_A_LIST, "at most 4096", "text" } },
    { TD_OPT("name", TD_A_TEXT, "nil if none is near") },
    "The name that was probably meant.",
    "text.nearest(\"titel\", { \"title\", \"deadline\" }) --> \"title\"" },
  { "text.compare_codes",
    l_text_compare_codes,
    { TD_ARG("a", TD_A_TEXT, NULL), TD_ARG("b", TD_A_TEXT, NULL) },
    { TD_ARG("order", TD_A_INTEGER, "below, at or above 0, as a is before b") },
    "The order of two codes, numbers in them by value.",
    "text.compare_codes(\"8.9\", \"8.10\") --> -1" },
  { .name = NULL },
};

const td_about td_about_text = {
  "tiendo.text", TD_IS_MODULE, "Text as readers compare it, in Vietnamese too.",
  NULL,          functions,
};

int luaopen_tiendo_text(lua_State *L)
{
  td_functions_push(L, functions);
  return 1;
}
