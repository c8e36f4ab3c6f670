/* JSON: the Lua module "tiendo.json", over cJSON.
 *
 *   json.encode(json.object{ "b", 0.1, "a", json.array{} })
 *     --> {"b":0.1,"a":[]}
 *   json.decode "[1, null]"   --> { 1, json.null }
 *   json.decode "[1"          --> nil, "1:3: unexpected end"
 *
 * An object that must keep its order is a flat list of keys and values; a plain
 * table is an object with sorted keys, or an array if it has items 1 ... n.
 * cJSON keeps every number as a double, so numbers are handed to it as their
 * text, all digits kept; read are whole numbers below 2^53 as integers. Its
 * texts end at a NUL, so a NUL is refused both ways. */
#include "modules.h"

#include <cJSON.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "number.h"
#include "text.h"

#define OBJECT_T "tiendo.json.object"
#define ARRAY_T "tiendo.json.array"
#define TREE_T "tiendo.json.tree"

enum { MAX_DEPTH = 500 };

static const char null_value = 0; /* its address is json.null */

static void push_null(lua_State *L)
{
  lua_pushlightuserdata(L, (void *)(uintptr_t)&null_value);
}

typedef struct tree_ud {
  cJSON *root; /* NULL once freed, as is the text */
  char *text;  /* the tree as it is written */
} tree_ud;

/* [-0, +1, m] */
static tree_ud *new_tree(lua_State *L)
{
  tree_ud *tree = (tree_ud *)lua_newuserdatauv(L, sizeof(*tree), 0);

  *tree = (tree_ud){ NULL, NULL };
  luaL_setmetatable(L, TREE_T);
  return tree;
}

static void free_tree(tree_ud *tree)
{
  cJSON_Delete(tree->root);
  cJSON_free(tree->text);
  *tree = (tree_ud){ NULL, NULL };
}

static int l_tree_gc(lua_State *L)
{
  free_tree(luaL_checkudata(L, 1, TREE_T));
  return 0;
}

/* ---- writing --------------------------------------------------------- */

/* Where the next node goes. */
typedef struct place {
  tree_ud *tree;
  cJSON *parent;   /* NULL: the node becomes the root */
  const char *key; /* if the parent is an object */
  int depth;
} place;

/* The text at `at`, borrowed from the stack. */
static const char *check_text(lua_State *L, int at)
{
  size_t n, bad;
  const char *s = lua_tolstring(L, at, &n);

  bad = td_text_invalid(s, n);
  if (bad < n)
    luaL_error(L, "byte %d of a text is not UTF-8", (int)bad + 1);
  if (strlen(s) < n)
    luaL_error(L, "byte %d of a text is NUL", (int)strlen(s) + 1);
  return s;
}

static cJSON *number_node(lua_State *L, int at)
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
  return cJSON_CreateRaw(buf);
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

static cJSON *table_node(lua_State *L, int at)
{
  bool is_object = is_marked(L, at, OBJECT_T);

  if (is_marked(L, at, ARRAY_T) || (!is_object && lua_rawlen(L, at)))
    return cJSON_CreateArray();
  return cJSON_CreateObject();
}

/* A node for the value at `at`, a table's still empty; NULL if there is no
 * memory for it. */
static cJSON *node_of(lua_State *L, int at)
{
  switch (lua_type(L, at)) {
  case LUA_TBOOLEAN:
    return cJSON_CreateBool(lua_toboolean(L, at));
  case LUA_TNUMBER:
    return number_node(L, at);
  case LUA_TSTRING:
    return cJSON_CreateString(check_text(L, at));
  case LUA_TTABLE:
    return table_node(L, at);
  case LUA_TLIGHTUSERDATA:
    if (lua_touserdata(L, at) == &null_value)
      return cJSON_CreateNull();
    break;
  default:
    break;
  }
  luaL_error(L, "JSON has nothing for a %s", luaL_typename(L, at));
  return NULL;
}

static void put_node(lua_State *L, const place *to, cJSON *node)
{
  bool is_there = false;

  if (node && !to->parent) {
    to->tree->root = node;
    return;
  }
  if (node && to->key)
    is_there = cJSON_AddItemToObject(to->parent, to->key, node);
  else if (node)
    is_there = cJSON_AddItemToArray(to->parent, node);
  if (is_there)
    return;
  cJSON_Delete(node);
  luaL_error(L, "not enough memory");
}

static void put_value(lua_State *L, const place *to, int at);

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

static void put_items(lua_State *L, place *to, int at)
{
  size_t n = lua_rawlen(L, at);

  if (!is_marked(L, at, ARRAY_T))
    check_items_only(L, at);
  for (size_t i = 0; i < n; i++) {
    if (lua_rawgeti(L, at, (lua_Integer)i + 1) == LUA_TNIL)
      luaL_error(L, "item %d of an array is nil; use json.null", (int)i + 1);
    put_value(L, to, lua_gettop(L));
    lua_pop(L, 1);
  }
}

/* The flat list { key, value, ... }. */
static void put_ordered(lua_State *L, place *to, int at)
{
  size_t n = lua_rawlen(L, at);

  for (size_t i = 0; i < n; i += 2) {
    if (lua_rawgeti(L, at, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_error(L, "item %d of an object is no key", (int)i + 1);
    to->key = check_text(L, lua_gettop(L));
    if (lua_rawgeti(L, at, (lua_Integer)i + 2) == LUA_TNIL)
      luaL_error(L, "the value of key '%s' is nil; use json.null", to->key);
    put_value(L, to, lua_gettop(L));
    lua_pop(L, 2);
  }
}

static int compare_keys(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Pushes a block with the sorted keys, which stay the table's. [-0, +1, e] */
static const char **sorted_keys(lua_State *L, int at, size_t *n_out)
{
  size_t n = 0;
  const char **keys;

  for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1), n++) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L,
                 "a table with a %s for a key is neither an object nor an "
                 "array",
                 luaL_typename(L, -2));
    check_text(L, -2);
  }
  keys = (const char **)lua_newuserdatauv(L, (n + 1) * sizeof(*keys), 0);
  *n_out = n;
  n = 0;
  for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1))
    keys[n++] = lua_tostring(L, -2);
  qsort((void *)keys, n, sizeof(*keys), compare_keys);
  return keys;
}

static void put_sorted(lua_State *L, place *to, int at)
{
  size_t n;
  const char **keys = sorted_keys(L, at, &n);

  for (size_t i = 0; i < n; i++) {
    to->key = keys[i];
    lua_pushstring(L, keys[i]);
    lua_rawget(L, at);
    put_value(L, to, lua_gettop(L));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static void put_value(lua_State *L, const place *to, int at)
{
  cJSON *node = node_of(L, at);
  place inside = { to->tree, node, NULL, to->depth + 1 };

  put_node(L, to, node);
  if (!lua_istable(L, at))
    return;
  if (inside.depth > MAX_DEPTH)
    luaL_error(L, "nested deeper than %d, or a table that holds itself",
               MAX_DEPTH);
  luaL_checkstack(L, 8, "too much to encode");
  if (cJSON_IsArray(node))
    put_items(L, &inside, at);
  else if (is_marked(L, at, OBJECT_T))
    put_ordered(L, &inside, at);
  else
    put_sorted(L, &inside, at);
}

/* json.encode(value [, is_pretty]): on one line, or on lines with tabs. */
static int l_json_encode(lua_State *L)
{
  bool is_pretty = lua_toboolean(L, 2);
  tree_ud *tree;

  luaL_checkany(L, 1);
  lua_settop(L, 1);
  tree = new_tree(L);
  put_value(L, &(place){ .tree = tree }, 1);
  tree->text =
      is_pretty ? cJSON_Print(tree->root) : cJSON_PrintUnformatted(tree->root);
  if (!tree->text)
    return luaL_error(L, "not enough memory");
  lua_pushstring(L, tree->text);
  free_tree(tree);
  return 1;
}

/* ---- reading --------------------------------------------------------- */

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

/* Where cJSON would end a text or the input without a word: at a NUL, as it is
 * or escaped; n if there is none. */
static size_t find_nul(const char *s, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (!s[i] || (n - i >= 6 && !memcmp(s + i, "\\u0000", 6)))
      return i;
    i += s[i] == '\\';
  }
  return n;
}

/* json.decode(text): the value, or nil and what is wrong where. */
static int l_json_decode(lua_State *L)
{
  size_t n, at;
  const char *s = luaL_checklstring(L, 1, &n), *end = NULL;
  tree_ud *tree;

  at = td_text_invalid(s, n);
  if (at < n)
    return push_fault(L, s, at, "not UTF-8");
  at = find_nul(s, n);
  if (at < n)
    return push_fault(L, s, at, "the character NUL");
  tree = new_tree(L);
  errno = 0;
  /* With Lua's NUL as its end, it tells an end from a wrong last character. */
  tree->root = cJSON_ParseWithLengthOpts(s, n + 1, &end, false);
  at = end ? (size_t)(end - s) : 0;
  if (!tree->root || at + strspn(s + at, " \t\r\n") < n)
    return push_syntax_fault(L, s, n, at);
  push_node(L, tree->root);
  free_tree(tree);
  return 1;
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
  luaL_newlib(L, functions);
  push_null(L);
  lua_setfield(L, -2, "null");
  return 1;
}
