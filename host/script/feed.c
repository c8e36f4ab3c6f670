/* Lua tables as rows of an import. */
#include "feed.h"

#include <lauxlib.h>
#include <string.h>

#include "number.h"

enum { MAX_FIELDS = 64 };

/* The columns of one set. */
typedef struct columns {
  td_package_field field[MAX_FIELDS];
  size_t n;
} columns;

/* The value on top of the stack as text, which stays anchored there. */
static void read_value(lua_State *L, td_csv_value *v)
{
  if (lua_type(L, -1) == LUA_TNUMBER && !lua_isinteger(L, -1)) {
    char buf[TD_NUMBER_TEXT];
    lua_pushstring(L, td_number_text(buf, lua_tonumber(L, -1)));
    lua_replace(L, -2);
  }
  if (lua_isnil(L, -1)) {
    v->text = "";
    v->n = 0;
    return;
  }
  v->text = luaL_tolstring(L, -1, &v->n);
  lua_replace(L, -2);
}

/* Marks the field whose name is at idx. */
static void mark_field(lua_State *L, const td_entity *e, int idx, bool *is_used)
{
  int f = lua_type(L, idx) == LUA_TSTRING
              ? td_entity_field(e, lua_tostring(L, idx))
              : -1;

  if (f < 0 || e->fields[f].flags & TD_F_DERIVED)
    luaL_error(L, "%s have no field '%s'", e->name,
               luaL_tolstring(L, idx, NULL));
  is_used[f] = true;
}

/* Marks the fields that the row on top of the stack has. */
static void mark_fields(lua_State *L, const td_entity *e, bool *is_used)
{
  int row = lua_gettop(L);

  luaL_checktype(L, row, LUA_TTABLE);
  for (lua_pushnil(L); lua_next(L, row); lua_pop(L, 1))
    mark_field(L, e, -2, is_used);
}

/* Marks those that the table at `fields` lists for the set. */
static void mark_listed(lua_State *L, const td_entity *e, int fields,
                        bool *is_used)
{
  if (!fields)
    return;
  if (lua_getfield(L, fields, e->name) == LUA_TTABLE)
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
      mark_field(L, e, -1, is_used);
      lua_pop(L, 1);
    }
}

/* Keys always count as given; without rows, so does what a row would need. */
static void find_columns(lua_State *L, const td_entity *e, int list, int fields,
                         columns *out)
{
  bool is_used[MAX_FIELDS] = { false };
  lua_Integer rows = (lua_Integer)lua_rawlen(L, list);
  unsigned always = TD_F_KEY | (rows ? 0 : TD_F_REQUIRED);

  for (lua_Integer i = 1; i <= rows; i++) {
    lua_rawgeti(L, list, i);
    mark_fields(L, e, is_used);
    lua_settop(L, list);
  }
  mark_listed(L, e, fields, is_used);
  lua_settop(L, list);
  memset(out, 0, sizeof(*out));
  for (size_t f = 0; f < e->n_fields; f++)
    if (is_used[f] || e->fields[f].flags & always) {
      out->field[out->n].name = e->fields[f].name;
      out->field[out->n++].point = '.';
    }
}

static td_status feed_row(lua_State *L, td_import *im, const columns *c,
                          lua_Integer place, td_err *err)
{
  td_csv_value values[MAX_FIELDS];
  int row = lua_gettop(L);
  lua_Integer line = place;

  memset(values, 0, sizeof(values));
  luaL_checkstack(L, MAX_FIELDS + 8, NULL);
  for (size_t f = 0; f < c->n; f++) {
    if (lua_getfield(L, row, c->field[f].name) == LUA_TNUMBER &&
        !strcmp(c->field[f].name, "source_line"))
      line = lua_tointeger(L, -1);
    read_value(L, &values[f]);
  }
  return td_import_row(im, values, c->n, line, err);
}

/* The list of rows on top of the stack. */
static td_status feed_set(lua_State *L, td_import *im, int entity, int fields,
                          const char *origin, td_err *err)
{
  int list = lua_gettop(L);
  lua_Integer rows = (lua_Integer)lua_rawlen(L, list);
  columns c;
  td_status rc;

  find_columns(L, &td_schema[entity], list, fields, &c);
  rc = td_import_table(im, entity, origin, c.field, c.n, err);
  for (lua_Integer i = 1; rc == TD_OK && i <= rows; i++) {
    lua_rawgeti(L, list, i);
    rc = feed_row(L, im, &c, i, err);
    lua_settop(L, list);
  }
  return rc;
}

td_status td_feed_tables(lua_State *L, int idx, int fields, td_import *im,
                         const char *origin, td_err *err)
{
  td_status rc = TD_OK;

  idx = lua_absindex(L, idx);
  fields = fields ? lua_absindex(L, fields) : 0;
  for (lua_pushnil(L); lua_next(L, idx); lua_pop(L, 1)) {
    const char *name = luaL_checkstring(L, -2);
    int id = td_schema_find(name);
    if (id < 0 || td_schema[id].flags & TD_E_DERIVED)
      luaL_error(L, "there is no set '%s' to fill", name);
  }
  for (int id = 0; rc == TD_OK && id < TD_ENTITIES; id++) {
    if (lua_getfield(L, idx, td_schema[id].name) == LUA_TTABLE)
      rc = feed_set(L, im, id, fields, origin ? origin : td_schema[id].name,
                    err);
    lua_pop(L, 1);
  }
  return rc;
}
