/* Lua values to td_value and back. */
#include "convert.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "push.h"
#include "text.h"

enum { MAX_DEPTH = 8, MAX_VALUES = 10000, MAX_TEXT = 64 * 1024 };

typedef struct reader {
  td_arena *arena;
  lua_State *L;
  td_err *err;
  size_t n; /* values so far */
} reader;

static td_status read_any(reader *r, td_value *out, int idx, int depth);

/* The text at idx in the arena: what every format can show. */
static td_status copy_text(reader *r, const char **out, size_t *n, int idx)
{
  const char *text = lua_tolstring(r->L, idx, n);

  if (*n > MAX_TEXT)
    return td_fail(r->err, TD_EDATA, "text of %zu bytes; at most %d", *n,
                   MAX_TEXT);
  if (td_text_invalid(text, *n) != *n)
    return td_fail(r->err, TD_EDATA, "text is not UTF-8 at byte %zu",
                   td_text_invalid(text, *n) + 1);
  if (strlen(text) != *n)
    return td_fail(r->err, TD_EDATA, "text holds a NUL at byte %zu",
                   strlen(text) + 1);
  *out = td_arena_text(r->arena, text, *n);
  return *out ? TD_OK : td_fail_memory(r->err);
}

static td_status read_text(reader *r, td_value *out, int idx)
{
  out->kind = TD_V_TEXT;
  return copy_text(r, &out->as.text.s, &out->as.text.n, idx);
}

static td_status read_number(reader *r, td_value *out, int idx)
{
  if (lua_isinteger(r->L, idx)) {
    out->kind = TD_V_INT;
    out->as.i = lua_tointeger(r->L, idx);
    return TD_OK;
  }
  out->kind = TD_V_REAL;
  out->as.r = lua_tonumber(r->L, idx);
  if (!isfinite(out->as.r))
    return td_fail(r->err, TD_EDATA, "%s is no value",
                   isnan(out->as.r) ? "NaN" : "an infinite number");
  return TD_OK;
}

static td_status read_userdata(reader *r, td_value *out, int idx)
{
  int table;
  uint32_t row;

  if (td_to_date(r->L, idx, &out->as.date)) {
    out->kind = TD_V_DATE;
  } else if (td_to_period(r->L, idx, &out->as.period)) {
    out->kind = TD_V_PERIOD;
  } else if (td_to_entity(r->L, idx, &table, &row)) {
    out->kind = TD_V_ENTITY;
    out->as.entity.table = table;
    out->as.entity.row = row;
  } else {
    return td_fail(r->err, TD_EDATA,
                   "a set or series is no value; give what you need of it");
  }
  return TD_OK;
}

static int compare_keys(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Counts the keys of a map. */
static td_status count_keys(reader *r, size_t *n, int idx)
{
  *n = 0;
  for (lua_pushnil(r->L); lua_next(r->L, idx); lua_pop(r->L, 1)) {
    if (lua_type(r->L, -2) != LUA_TSTRING) {
      lua_pop(r->L, 2);
      return td_fail(r->err, TD_EDATA,
                     "a table whose keys are neither 1..n nor names");
    }
    ++*n;
  }
  return TD_OK;
}

/* The keys of a map, sorted. */
static td_status read_keys(reader *r, td_value *out, int idx)
{
  size_t n, len, at = 0;
  const char **keys;
  td_status rc = count_keys(r, &n, idx);

  if (rc != TD_OK)
    return rc;
  keys = (const char **)td_arena_array(r->arena, n, sizeof(*keys));
  if (!keys)
    return td_fail_memory(r->err);
  for (lua_pushnil(r->L); lua_next(r->L, idx); lua_pop(r->L, 1)) {
    rc = copy_text(r, &keys[at++], &len, -2);
    if (rc != TD_OK) {
      lua_pop(r->L, 2);
      return rc;
    }
  }
  qsort((void *)keys, n, sizeof(*keys), compare_keys);
  out->kind = TD_V_MAP;
  out->as.list.n = n;
  out->as.list.keys = keys;
  return TD_OK;
}

/* Whether the table has exactly the keys 1..n. */
static bool is_list(lua_State *L, int idx, size_t n)
{
  size_t keys = 0;

  for (lua_pushnil(L); lua_next(L, idx); lua_pop(L, 1))
    keys++;
  return keys == n;
}

static td_status read_table(reader *r, td_value *out, int idx, int depth)
{
  size_t n = lua_rawlen(r->L, idx);
  td_status rc = TD_OK;

  if (depth >= MAX_DEPTH)
    return td_fail(r->err, TD_EDATA, "tables nested deeper than %d", MAX_DEPTH);
  luaL_checkstack(r->L, 4, "value is nested too deep");
  if (n && !is_list(r->L, idx, n))
    return td_fail(r->err, TD_EDATA,
                   "a table with both places and names, or with gaps");
  if (n) {
    out->kind = TD_V_LIST;
    out->as.list.n = n;
    out->as.list.keys = NULL;
  } else {
    rc = read_keys(r, out, idx);
    n = rc == TD_OK ? out->as.list.n : 0;
  }
  if (rc == TD_OK && (r->n += n) > MAX_VALUES)
    return td_fail(r->err, TD_EDATA, "more than %d values", MAX_VALUES);
  out->as.list.items =
      (td_value *)td_arena_array(r->arena, n, sizeof(td_value));
  if (rc == TD_OK && !out->as.list.items)
    rc = td_fail_memory(r->err);
  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    if (out->kind == TD_V_LIST)
      lua_rawgeti(r->L, idx, (lua_Integer)i + 1);
    else
      lua_getfield(r->L, idx, out->as.list.keys[i]);
    rc = read_any(r, &out->as.list.items[i], lua_gettop(r->L), depth + 1);
    lua_pop(r->L, 1);
  }
  return rc;
}

static td_status read_any(reader *r, td_value *out, int idx, int depth)
{
  switch (lua_type(r->L, idx)) {
  case LUA_TNIL:
    out->kind = TD_V_NIL;
    return TD_OK;
  case LUA_TBOOLEAN:
    out->kind = TD_V_BOOL;
    out->as.b = lua_toboolean(r->L, idx);
    return TD_OK;
  case LUA_TNUMBER:
    return read_number(r, out, idx);
  case LUA_TSTRING:
    return read_text(r, out, idx);
  case LUA_TUSERDATA:
    return read_userdata(r, out, idx);
  case LUA_TTABLE:
    return read_table(r, out, idx, depth);
  default:
    return td_fail(r->err, TD_EDATA, "a %s is no value",
                   lua_typename(r->L, lua_type(r->L, idx)));
  }
}

td_status td_value_from_lua(td_value *out, td_arena *a, lua_State *L, int idx,
                            td_err *err)
{
  reader r = { a, L, err, 0 };

  luaL_checkstack(L, 8, NULL);
  return read_any(&r, out, lua_absindex(L, idx), 0);
}

void td_push_value(lua_State *L, const td_value *v, td_push_row_fn push_row,
                   const void *ud)
{
  luaL_checkstack(L, 6, "value is nested too deep");
  switch (v->kind) {
  case TD_V_NIL:
    lua_pushnil(L);
    break;
  case TD_V_BOOL:
    lua_pushboolean(L, v->as.b);
    break;
  case TD_V_INT:
    lua_pushinteger(L, v->as.i);
    break;
  case TD_V_REAL:
    lua_pushnumber(L, v->as.r);
    break;
  case TD_V_TEXT:
    lua_pushlstring(L, v->as.text.s, v->as.text.n);
    break;
  case TD_V_DATE:
    td_push_date(L, v->as.date);
    break;
  case TD_V_PERIOD:
    td_push_period(L, v->as.period);
    break;
  case TD_V_ENTITY:
    if (push_row)
      push_row(L, ud, v->as.entity.table, v->as.entity.row);
    else
      td_push_entity(L, v->as.entity.table, v->as.entity.row);
    break;
  case TD_V_LIST:
  case TD_V_MAP:
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < v->as.list.n; i++) {
      td_push_value(L, &v->as.list.items[i], push_row, ud);
      if (v->kind == TD_V_LIST)
        lua_rawseti(L, -2, (lua_Integer)i + 1);
      else
        lua_setfield(L, -2, v->as.list.keys[i]);
    }
    break;
  }
}
