/* JSON: the Lua module "tiendo.json", reading over cJSON.
 *
 *   json.encode(json.object{ "b", 0.1, "a", json.array{} })
 *     --> {"b":0.1,"a":[]}
 *   json.decode "[1, null]"   --> { 1, json.null }
 *   json.decode "[1"          --> nil, "1:3: unexpected end"
 *
 * An object that must keep its order is a flat list of keys and values; a plain
 * table is an object with sorted keys, or an array if it has items 1 ... n.
 * Writing walks the Lua values itself, because cJSON keeps every number as a
 * double. Reading gives whole numbers below 2^53 as integers. */
#include "modules.h"

#include <cJSON.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "json.h"
#include "number.h"
#include "text.h"
#include "value.h"

#define OBJECT_T "tiendo.json.object"
#define ARRAY_T "tiendo.json.array"
#define TREE_T "tiendo.json.tree"
#define WRITER_T "tiendo.json.writer"

enum { MAX_DEPTH = 500, MAX_INDENT = 8 };

static const char null_value = 0; /* its address is json.null */

static void push_null(lua_State *L)
{
  lua_pushlightuserdata(L, (void *)(uintptr_t)&null_value);
}

/* ---- writing --------------------------------------------------------- */

typedef struct writer_ud {
  td_buffer text;
  int indent; /* blanks a level; 0: all on one line */
  int depth;
} writer_ud;

static void add(lua_State *L, writer_ud *w, const char *s, size_t n)
{
  td_err err;
  if (td_buffer_add(&w->text, s, n, &err) != TD_OK)
    luaL_error(L, "%s", err.text);
}

static void add_newline(lua_State *L, writer_ud *w)
{
  static const char blanks[] = "        ";
  if (!w->indent)
    return;
  add(L, w, "\n", 1);
  for (int i = 0; i < w->depth; i++)
    add(L, w, blanks, (size_t)w->indent);
}

static void add_escape(lua_State *L, writer_ud *w, unsigned char c)
{
  static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
  char hex[7];
  for (const char *p = letters; *p; p += 2) {
    if ((unsigned char)*p == c) {
      add(L, w, (const char[]){ '\\', p[1] }, 2);
      return;
    }
  }
  snprintf(hex, sizeof(hex), "\\u%04x", c);
  add(L, w, hex, 6);
}

static void add_string(lua_State *L, writer_ud *w, int at)
{
  size_t n, bad, from = 0;
  const char *s = lua_tolstring(L, at, &n);

  bad = td_text_invalid(s, n);
  if (bad < n)
    luaL_error(L, "byte %d of a text is not UTF-8", (int)bad + 1);
  add(L, w, "\"", 1);
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    add(L, w, s + from, i - from);
    add_escape(L, w, c);
    from = i + 1;
  }
  add(L, w, s + from, n - from);
  add(L, w, "\"", 1);
}

static void add_number(lua_State *L, writer_ud *w, int at)
{
  char buf[TD_NUMBER_TEXT];
  if (lua_isinteger(L, at)) {
    snprintf(buf, sizeof(buf), "%" PRId64, (int64_t)lua_tointeger(L, at));
  } else {
    double x = lua_tonumber(L, at);
    if (!isfinite(x))
      luaL_error(L, "JSON has no number for infinity or NaN");
    td_number_text(buf, x);
  }
  add(L, w, buf, strlen(buf));
}

static void add_value(lua_State *L, writer_ud *w, int at);

/* Begins the item i (from 0) of an array or object. */
static void add_item(lua_State *L, writer_ud *w, size_t i)
{
  if (i)
    add(L, w, ",", 1);
  add_newline(L, w);
}

static void add_key(lua_State *L, writer_ud *w, int at)
{
  add_string(L, w, at);
  add(L, w, ": ", w->indent ? 2 : 1);
}

static void open_level(lua_State *L, writer_ud *w, const char *bracket)
{
  if (++w->depth > MAX_DEPTH)
    luaL_error(L, "nested deeper than %d, or a table that holds itself",
               MAX_DEPTH);
  luaL_checkstack(L, 8, "too much to encode");
  add(L, w, bracket, 1);
}

static void close_level(lua_State *L, writer_ud *w, const char *bracket,
                        size_t items)
{
  w->depth--;
  if (items)
    add_newline(L, w);
  add(L, w, bracket, 1);
}

/* Raises if a table with items has other keys beside them. */
static void check_items_only(lua_State *L, int at)
{
  size_t n = 0;
  for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1))
    n++;
  if (n != lua_rawlen(L, at))
    luaL_error(L, "a table with items and other keys is neither an array nor "
                  "an object");
}

static void add_array(lua_State *L, writer_ud *w, int at)
{
  size_t n = lua_rawlen(L, at);
  open_level(L, w, "[");
  for (size_t i = 0; i < n; i++) {
    add_item(L, w, i);
    if (lua_rawgeti(L, at, (lua_Integer)i + 1) == LUA_TNIL)
      luaL_error(L, "item %d of an array is nil; use json.null", (int)i + 1);
    add_value(L, w, lua_gettop(L));
    lua_pop(L, 1);
  }
  close_level(L, w, "]", n);
}

/* The flat list { key, value, ... }. */
static void add_ordered(lua_State *L, writer_ud *w, int at)
{
  size_t n = lua_rawlen(L, at);
  open_level(L, w, "{");
  for (size_t i = 0; i < n; i += 2) {
    add_item(L, w, i);
    if (lua_rawgeti(L, at, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_error(L, "item %d of an object is no key", (int)i + 1);
    if (lua_rawgeti(L, at, (lua_Integer)i + 2) == LUA_TNIL)
      luaL_error(L, "the value of key '%s' is nil; use json.null",
                 lua_tostring(L, -2));
    add_key(L, w, lua_gettop(L) - 1);
    add_value(L, w, lua_gettop(L));
    lua_pop(L, 2);
  }
  close_level(L, w, "}", n);
}

typedef struct key {
  const char *s;
  size_t n;
} key;

static int compare_keys(const void *a, const void *b)
{
  const key *x = a, *y = b;
  size_t n = x->n < y->n ? x->n : y->n;
  int order = memcmp(x->s, y->s, n);
  return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* Pushes a block with the sorted keys, which stay the table's. [-0, +1, e] */
static key *sorted_keys(lua_State *L, int at, size_t *n_out)
{
  size_t n = 0;
  key *keys;

  for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L,
                 "a table with a %s for a key is neither an object nor an "
                 "array",
                 luaL_typename(L, -2));
    n++;
  }
  keys = lua_newuserdatauv(L, n ? n * sizeof(*keys) : 1, 0);
  *n_out = n;
  n = 0;
  for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1), n++)
    keys[n].s = lua_tolstring(L, -2, &keys[n].n);
  qsort(keys, n, sizeof(*keys), compare_keys);
  return keys;
}

static void add_sorted(lua_State *L, writer_ud *w, int at)
{
  size_t n;
  key *keys;

  open_level(L, w, "{");
  keys = sorted_keys(L, at, &n);
  for (size_t i = 0; i < n; i++) {
    add_item(L, w, i);
    lua_pushlstring(L, keys[i].s, keys[i].n);
    add_key(L, w, lua_gettop(L));
    lua_rawget(L, at);
    add_value(L, w, lua_gettop(L));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  close_level(L, w, "}", n);
}

/* Whether the table at `at` was marked by json.object or json.array. */
static bool is_marked(lua_State *L, int at, const char *mark)
{
  bool same;
  if (!lua_getmetatable(L, at))
    return false;
  luaL_getmetatable(L, mark);
  same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return same;
}

static void add_table(lua_State *L, writer_ud *w, int at)
{
  luaL_checkstack(L, 4, "too much to encode");
  if (is_marked(L, at, OBJECT_T))
    add_ordered(L, w, at);
  else if (is_marked(L, at, ARRAY_T))
    add_array(L, w, at);
  else if (lua_rawlen(L, at) == 0)
    add_sorted(L, w, at);
  else {
    check_items_only(L, at);
    add_array(L, w, at);
  }
}

static void add_value(lua_State *L, writer_ud *w, int at)
{
  switch (lua_type(L, at)) {
  case LUA_TBOOLEAN:
    if (lua_toboolean(L, at))
      add(L, w, "true", 4);
    else
      add(L, w, "false", 5);
    return;
  case LUA_TNUMBER:
    add_number(L, w, at);
    return;
  case LUA_TSTRING:
    add_string(L, w, at);
    return;
  case LUA_TTABLE:
    add_table(L, w, at);
    return;
  case LUA_TLIGHTUSERDATA:
    if (lua_touserdata(L, at) == &null_value) {
      add(L, w, "null", 4);
      return;
    }
    break;
  default:
    break;
  }
  luaL_error(L, "JSON has nothing for a %s", luaL_typename(L, at));
}

/* json.encode(value [, indent]) */
static int l_json_encode(lua_State *L)
{
  lua_Integer indent = luaL_optinteger(L, 2, 0);
  writer_ud *w;

  luaL_checkany(L, 1);
  luaL_argcheck(L, indent >= 0 && indent <= MAX_INDENT, 2, "0 to 8 expected");
  lua_settop(L, 1);
  w = (writer_ud *)lua_newuserdatauv(L, sizeof(*w), 0);
  *w = (writer_ud){ .indent = (int)indent };
  luaL_setmetatable(L, WRITER_T);
  add_value(L, w, 1);
  lua_pushlstring(L, w->text.data, w->text.n);
  td_buffer_free(&w->text);
  return 1;
}

static int l_writer_gc(lua_State *L)
{
  writer_ud *w = luaL_checkudata(L, 1, WRITER_T);
  td_buffer_free(&w->text);
  return 0;
}

/* ---- reading --------------------------------------------------------- */

typedef struct tree_ud {
  cJSON *root; /* NULL once freed */
} tree_ud;

/* Pushes nil and "line:column: message" for the byte at `at`. [-0, +2, m] */
static int push_fault(lua_State *L, const char *text, size_t at,
                      const char *message)
{
  int line = 1, column = 1;
  for (size_t i = 0; i < at; i++) {
    column += ((unsigned char)text[i] & 0xC0) != 0x80;
    if (text[i] == '\n') {
      line++;
      column = 1;
    }
  }
  lua_pushnil(L);
  lua_pushfstring(L, "%d:%d: %s", line, column, message);
  return 2;
}

static void push_node(lua_State *L, const cJSON *node);

/* [-0, +1, m] */
static void push_array(lua_State *L, const cJSON *node)
{
  lua_Integer i = 0;
  const cJSON *item;

  lua_newtable(L);
  cJSON_ArrayForEach(item, node)
  {
    push_node(L, item);
    lua_rawseti(L, -2, ++i);
  }
  luaL_setmetatable(L, ARRAY_T);
}

/* [-0, +1, m] */
static void push_object(lua_State *L, const cJSON *node)
{
  const cJSON *item;

  lua_newtable(L);
  cJSON_ArrayForEach(item, node)
  {
    lua_pushstring(L, item->string);
    push_node(L, item);
    lua_rawset(L, -3);
  }
}

static void push_number(lua_State *L, double x)
{
  if (fabs(x) < 9007199254740992.0 && x == floor(x))
    lua_pushinteger(L, (lua_Integer)x);
  else
    lua_pushnumber(L, x);
}

/* cJSON bounds the nesting. [-0, +1, m] */
static void push_node(lua_State *L, const cJSON *node)
{
  luaL_checkstack(L, 8, "too much to decode");
  if (cJSON_IsArray(node))
    push_array(L, node);
  else if (cJSON_IsObject(node))
    push_object(L, node);
  else if (cJSON_IsString(node))
    lua_pushstring(L, node->valuestring);
  else if (cJSON_IsNumber(node))
    push_number(L, node->valuedouble);
  else if (cJSON_IsBool(node))
    lua_pushboolean(L, cJSON_IsTrue(node));
  else
    push_null(L);
}

/* What cJSON stumbled over. */
static int push_syntax_fault(lua_State *L, const char *s, size_t n, size_t at)
{
  char message[40];
  size_t len = 1;

  if (errno == ENOMEM)
    return luaL_error(L, "not enough memory");
  while (at < n && strchr(" \t\r\n", s[at]))
    at++;
  if (at >= n)
    return push_fault(L, s, n, "unexpected end");
  while (at + len < n && ((unsigned char)s[at + len] & 0xC0) == 0x80)
    len++;
  snprintf(message, sizeof(message), "unexpected '%.*s'", (int)len, s + at);
  return push_fault(L, s, at, message);
}

/* json.decode(text): the value, or nil and what is wrong where. */
static int l_json_decode(lua_State *L)
{
  size_t n, at;
  const char *s = luaL_checklstring(L, 1, &n), *end = NULL;
  const char *fault = NULL;
  tree_ud *tree;

  at = td_text_invalid(s, n);
  if (at < n)
    return push_fault(L, s, at, "not UTF-8");
  at = td_json_lenient(&fault, s, n);
  if (fault)
    return push_fault(L, s, at, fault);
  tree = (tree_ud *)lua_newuserdatauv(L, sizeof(*tree), 0);
  tree->root = NULL;
  luaL_setmetatable(L, TREE_T);
  errno = 0;
  /* With Lua's NUL as its end, it tells an end from a wrong last character. */
  tree->root = cJSON_ParseWithLengthOpts(s, n + 1, &end, false);
  at = end ? (size_t)(end - s) : 0;
  if (!tree->root || at + strspn(s + at, " \t\r\n") < n)
    return push_syntax_fault(L, s, n, at);
  push_node(L, tree->root);
  cJSON_Delete(tree->root);
  tree->root = NULL;
  return 1;
}

static int l_tree_gc(lua_State *L)
{
  tree_ud *tree = luaL_checkudata(L, 1, TREE_T);
  cJSON_Delete(tree->root);
  tree->root = NULL;
  return 0;
}

/* ---- marks ----------------------------------------------------------- */

/* json.object{ key, value, ... }: the same table, to be written in order. */
static int l_json_object(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argcheck(L, lua_rawlen(L, 1) % 2 == 0, 1,
                "a value for each key expected; use json.null for nil");
  lua_settop(L, 1);
  luaL_setmetatable(L, OBJECT_T);
  return 1;
}

/* json.array{ ... }: the same table, an array also when it is empty. */
static int l_json_array(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  luaL_setmetatable(L, ARRAY_T);
  return 1;
}

static const luaL_Reg functions[] = {
  { "encode", l_json_encode },
  { "decode", l_json_decode },
  { "object", l_json_object },
  { "array", l_json_array },
  { NULL, NULL },
};

static void new_type(lua_State *L, const char *name, lua_CFunction gc)
{
  luaL_newmetatable(L, name);
  if (gc) {
    lua_pushcfunction(L, gc);
    lua_setfield(L, -2, "__gc");
  }
  lua_pop(L, 1);
}

int luaopen_tiendo_json(lua_State *L)
{
  new_type(L, OBJECT_T, NULL);
  new_type(L, ARRAY_T, NULL);
  new_type(L, TREE_T, l_tree_gc);
  new_type(L, WRITER_T, l_writer_gc);
  luaL_newlib(L, functions);
  push_null(L);
  lua_setfield(L, -2, "null");
  return 1;
}
