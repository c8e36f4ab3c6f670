/* Reading the examples of a rule where the rule runs, so that whoever compares
 * them handles plain data and none of the analyst's code. */
#include "example.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "convert.h"

#define SECONDS 2.0
#define BYTES ((size_t)64 * 1024 * 1024)

typedef struct reading {
  td_value *out;
  td_arena *arena;
  td_err why;
} reading;

/* Reads example i, which is on top of the stack. */
static td_status read_one(reading *r, lua_State *L, size_t i)
{
  td_err why = { TD_OK, "" };

  if (!lua_istable(L, -1))
    return td_fail(&r->why, TD_ERULE, "example %zu is no table", i + 1);
  if (td_value_from_lua(&r->out->as.list.items[i], r->arena, L, -1, &why) !=
      TD_OK)
    return td_fail(&r->why, TD_ERULE, "example %zu: %.800s", i + 1, why.text);
  return TD_OK;
}

/* Arguments: the reading, what the rule's file gave. */
static int l_read(lua_State *L)
{
  reading *r = (reading *)lua_touserdata(L, 1);
  size_t n;

  if (!lua_istable(L, 2) || lua_getfield(L, 2, "examples") != LUA_TTABLE)
    return 0;
  n = lua_rawlen(L, 3);
  if (n > TD_EXAMPLES) {
    td_fail(&r->why, TD_ERULE, "%zu examples; at most %d", n, TD_EXAMPLES);
    return 0;
  }
  r->out->as.list.items =
      (td_value *)td_arena_array(r->arena, n, sizeof(td_value));
  if (!r->out->as.list.items) {
    td_fail_memory(&r->why);
    return 0;
  }
  r->out->as.list.n = n;
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, 3, (lua_Integer)i + 1);
    if (read_one(r, L, i) != TD_OK)
      return 0;
    lua_pop(L, 1);
  }
  return 0;
}

td_status td_rule_examples(td_value *out, td_arena *a, const td_rule *rule,
                           const td_limits *limits, td_err *err)
{
  reading r = { out, a, { TD_OK, "" } };
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_RULE, limits, err);

  memset(out, 0, sizeof(*out));
  out->kind = TD_V_LIST;
  if (rc == TD_OK)
    rc = td_state_start(s, err);
  if (rc == TD_OK) {
    lua_pushcfunction(td_state_lua(s), l_read);
    lua_pushlightuserdata(td_state_lua(s), &r);
    rc = td_state_load(s, rule->file, rule->text, rule->n, err);
  }
  if (rc == TD_OK)
    rc = td_state_call(s, 0, 1, err);
  if (rc == TD_OK)
    rc = td_state_call(s, 2, 0, err);
  if (rc == TD_OK && r.why.code != TD_OK)
    rc = td_fail(err, r.why.code, "%s:%d: %s", rule->file,
                 td_rule_line(rule, "examples"), r.why.text);
  if (s)
    td_state_finish(s);
  td_state_free(s);
  return rc;
}

/* ---- for Lua ---- */

static int l_arena_gc(lua_State *L)
{
  td_arena_free((td_arena *)lua_touserdata(L, 1));
  return 0;
}

/* An arena that is freed with the state. [-0, +1, m] */
static td_arena *push_arena(lua_State *L)
{
  td_arena *a = (td_arena *)lua_newuserdatauv(L, sizeof(*a), 0);

  memset(a, 0, sizeof(*a));
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, l_arena_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  return a;
}

int td_l_rule(lua_State *L)
{
  const td_limits limits = { .seconds = SECONDS, .bytes = BYTES };
  td_rule rule = { .file = luaL_checkstring(L, 1) };
  td_value head, examples;
  td_err err = { TD_OK, "" };
  td_arena *a;

  rule.text = luaL_checklstring(L, 2, &rule.n);
  a = push_arena(L);
  if (td_rule_head(&head, a, &rule, &limits, &err) != TD_OK ||
      td_rule_examples(&examples, a, &rule, &limits, &err) != TD_OK) {
    lua_pushnil(L);
    lua_pushstring(L, err.text);
    return 2;
  }
  td_push_value(L, &head, NULL, NULL);
  td_push_value(L, &examples, NULL, NULL);
  lua_setfield(L, -2, "examples");
  return 1;
}
