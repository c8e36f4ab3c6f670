/* What the Lua side of a session cannot do itself: compile, write, take a
 * snapshot, ask the database, tell kinds of values, save files. */
#include <lauxlib.h>
#include <string.h>
#include <time.h>

#include "bind_ctx.h"
#include "convert.h"
#include "file.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "query.h"
#include "sandbox.h"
#include "session.h"

static td_session *self(lua_State *L)
{
  return (td_session *)lua_touserdata(L, lua_upvalueindex(1));
}

/* nil, message */
static int push_fail(lua_State *L, const td_err *err)
{
  lua_pushnil(L);
  lua_pushstring(L, err->text);
  return 2;
}

/* ---- code ------------------------------------------------------------- */

/* compile(text, name, env) -> function | nil, message */
static int l_host_compile(lua_State *L)
{
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);

  luaL_checktype(L, 3, LUA_TTABLE);
  lua_pushfstring(L, "@%s", luaL_checkstring(L, 2));
  if (luaL_loadbufferx(L, text, n, lua_tostring(L, -1), "t") != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  lua_pushvalue(L, 3);
  lua_setupvalue(L, -2, 1);
  return 1;
}

/* globals() -> what rules can read */
static int l_host_globals(lua_State *L)
{
  td_sandbox_push_globals(L);
  return 1;
}

/* write(text) */
static int l_host_write(lua_State *L)
{
  td_session *s = self(L);
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);

  if (n && s->write(s->write_ud, text, n)) {
    s->is_broken = true;
    return luaL_error(L, "the output cannot be written");
  }
  return 0;
}

/* ---- the plan --------------------------------------------------------- */

/* days() -> table as of td_ctx_push_days */
static int l_host_days(lua_State *L)
{
  td_ctx_push_days(L, self(L)->snap);
  return 1;
}

/* reopen(as_of, known_at or nil) -> true | nil, message */
static int l_host_reopen(lua_State *L)
{
  td_err err;

  if (td_session_take(self(L), luaL_checkstring(L, 1),
                      luaL_optstring(L, 2, NULL), &err) != TD_OK)
    return push_fail(L, &err);
  lua_pushboolean(L, true);
  return 1;
}

/* What a value is beyond Lua's types: "entity", "set", "series", "date",
 * "period", or nil. */
static int l_host_type(lua_State *L)
{
  int table;
  uint32_t row;
  td_date day;
  td_period period;
  td_series series;

  if (lua_type(L, 1) != LUA_TUSERDATA)
    lua_pushnil(L);
  else if (td_set_length(L, 1) >= 0)
    lua_pushliteral(L, "set");
  else if (td_to_date(L, 1, &day))
    lua_pushliteral(L, "date");
  else if (td_to_period(L, 1, &period))
    lua_pushliteral(L, "period");
  else if (td_to_series(L, 1, &series))
    lua_pushliteral(L, "series");
  else if (td_to_entity(L, 1, &table, &row))
    lua_pushliteral(L, "entity");
  else
    lua_pushnil(L);
  return 1;
}

/* all(name of a table) -> set */
static int l_host_all(lua_State *L)
{
  int table = td_schema_find(luaL_checkstring(L, 1));

  luaL_argcheck(L, table >= 0, 1, "no such set");
  td_push_all(L, table);
  return 1;
}

/* series_row(series) -> row of the series table, or nil */
static int l_host_series_row(lua_State *L)
{
  td_series s;
  int32_t row = TD_NO_ROW;

  if (td_to_series(L, 1, &s))
    row = td_plan_series_row(L, &s);
  if (row == TD_NO_ROW)
    lua_pushnil(L);
  else
    td_push_entity(L, TD_SERIES, (uint32_t)row);
  return 1;
}

/* points(series) -> list of { period, value, flag, source } */
static int l_host_points(lua_State *L)
{
  td_series s;

  luaL_argcheck(L, td_to_series(L, 1, &s), 1, "a series is needed");
  lua_createtable(L, (int)s.n, 0);
  for (size_t i = 0; i < s.n; i++) {
    lua_createtable(L, 0, 4);
    td_push_period(L, s.periods[i]);
    lua_setfield(L, -2, "period");
    lua_pushnumber(L, s.values[i]);
    lua_setfield(L, -2, "value");
    if (s.flags && s.texts && s.flags[i])
      td_fill_text(L, "flag", s.texts[s.flags[i]]);
    if (s.sources && s.sources[i] >= 0) {
      td_push_entity(L, TD_SOURCES, (uint32_t)s.sources[i]);
      lua_setfield(L, -2, "source");
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* Copies the table at `from` into the one at `to`. [-0, +0, m] */
static void copy_fields(lua_State *L, int to, int from)
{
  for (lua_pushnil(L); lua_next(L, from);) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, to);
  }
}

/* set_methods(f): puts what f makes of a copy of the methods of sets in their
 * place */
static int l_host_set_methods(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  td_plan_push_set_methods(L); /* 2 */
  lua_newtable(L);             /* 3 */
  copy_fields(L, 3, 2);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_call(L, 1, 1); /* 4 */
  luaL_checktype(L, 4, LUA_TTABLE);
  copy_fields(L, 2, 4);
  return 0;
}

/* ---- the database ----------------------------------------------------- */

/* The names of the columns. [-0, +1, m] */
static void push_names(lua_State *L, const struct td_query *q)
{
  int n = td_query_columns(q);

  lua_createtable(L, n, 0);
  for (int i = 0; i < n; i++) {
    lua_pushstring(L, td_query_name(q, i));
    lua_rawseti(L, -2, i + 1);
  }
}

/* query(sql) -> names, rows | nil, message; a row is { n values by position } */
static int l_host_query(lua_State *L)
{
  td_session *s = self(L);
  size_t n;
  const char *sql = luaL_checklstring(L, 1, &n);
  lua_Integer at = 0;
  td_err err;
  td_status rc;

  td_session_drop(s);
  rc = td_query_open(&s->query, s->store, sql, n, td_session_is_stopped, s,
                     &err);
  if (rc != TD_OK)
    return push_fail(L, &err);
  push_names(L, s->query);
  lua_newtable(L);
  while ((rc = td_query_step(s->query, &err)) == TD_ROW) {
    td_state_charge(L, 1);
    lua_createtable(L, td_query_columns(s->query), 0);
    for (int i = 0; i < td_query_columns(s->query); i++) {
      char buf[32];
      td_value v = td_query_value(s->query, i, buf);
      td_push_value(L, &v, NULL, NULL);
      lua_rawseti(L, -2, i + 1);
    }
    lua_rawseti(L, -2, ++at);
  }
  td_session_drop(s);
  td_state_charge(L, 0); /* where it was stopped, this raises */
  return rc == TD_OK ? 2 : push_fail(L, &err);
}

/* diagnose() -> list of { health, name, text, advice } | nil, message. Core
 * calls back while it asks the database, so that nothing may raise there. */
static void take_sign(void *ud, const td_sign *sign)
{
  static const char *const health[] = { "fine", "doubtful", "broken" };
  td_buffer *b = &((td_session *)ud)->text;
  const char *parts[] = { health[sign->health], sign->name, sign->text,
                          sign->advice };

  for (size_t i = 0; i < 4; i++)
    td_buffer_add(b, parts[i], strlen(parts[i]) + 1, NULL);
}

static int l_host_diagnose(lua_State *L)
{
  static const char *const keys[] = { "health", "name", "text", "advice" };
  td_session *s = self(L);
  td_err err;
  lua_Integer at = 0;

  td_session_drop(s);
  if (td_store_diagnose(s->store, s->as_of, take_sign, s, &err) != TD_OK)
    return push_fail(L, &err);
  lua_newtable(L);
  for (const char *p = s->text.data; p && p < s->text.data + s->text.n;) {
    lua_createtable(L, 0, 4);
    for (size_t i = 0; i < 4; i++, p += strlen(p) + 1)
      td_fill_text(L, keys[i], p);
    lua_rawseti(L, -2, ++at);
  }
  return 1;
}

/* ---- files, clock, size ----------------------------------------------- */

/* save(path, text, replace) -> true | nil, message */
static int l_host_save(lua_State *L)
{
  size_t n;
  const char *path = luaL_checkstring(L, 1);
  const char *text = luaL_checklstring(L, 2, &n);
  td_err err;

  if (td_file_write(path, text, n, lua_toboolean(L, 3), &err) != TD_OK)
    return push_fail(L, &err);
  lua_pushboolean(L, true);
  return 1;
}

/* clock() -> seconds, for :time alone */
static int l_host_clock(lua_State *L)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  lua_pushnumber(L, (double)t.tv_sec + (double)t.tv_nsec * 1e-9);
  return 1;
}

/* bytes() -> held by what was typed */
static int l_host_bytes(lua_State *L)
{
  lua_pushinteger(L, (lua_Integer)td_state_bytes(self(L)->state));
  return 1;
}

/* terminal() -> width, height */
static int l_host_terminal(lua_State *L)
{
  const td_session_options *o = &self(L)->options;

  lua_pushinteger(L, o->width > 0 ? o->width : 80);
  lua_pushinteger(L, o->height);
  return 2;
}

static const luaL_Reg functions[] = {
  { "compile", l_host_compile },
  { "globals", l_host_globals },
  { "write", l_host_write },
  { "days", l_host_days },
  { "reopen", l_host_reopen },
  { "type", l_host_type },
  { "all", l_host_all },
  { "series_row", l_host_series_row },
  { "points", l_host_points },
  { "set_methods", l_host_set_methods },
  { "query", l_host_query },
  { "diagnose", l_host_diagnose },
  { "save", l_host_save },
  { "clock", l_host_clock },
  { "bytes", l_host_bytes },
  { "terminal", l_host_terminal },
  { NULL, NULL },
};

void td_session_push_host(lua_State *L, td_session *s)
{
  lua_newtable(L);
  lua_pushlightuserdata(L, s);
  luaL_setfuncs(L, functions, 1);
  lua_pushlightuserdata(L, s);
  luaL_setfuncs(L, td_session_rule_functions, 1);
  td_fill_text(L, "lang", s->options.lang);
  td_fill_flag(L, "color", s->options.color);
  td_fill_text(L, "folder", s->folder);
  td_fill_text(L, "version", td_version());
}
