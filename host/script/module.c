/* require "tiendo" from a stock lua5.4: the same host inside another program's
 * Lua.
 *
 *   local tiendo = require "tiendo"
 *   local plan = assert(tiendo.open("plan.db", { as_of = "2026-11-23" }))
 *   local result = assert(plan:check { builtin = true, select = "goal = 3" })
 *
 * Requiring it makes every module of the library available: tiendo.date,
 * tiendo.progress and so on. */
#include <lauxlib.h>
#include <string.h>

#include "example.h"
#include "feed.h"
#include "modules.h"
#include "push.h"
#include "result.h"

#define PLAN_T "tiendo.opened plan"

typedef struct plan_ud {
  td_snapshot *snap; /* NULL once closed */
} plan_ud;

/* nil, message */
static int push_fail(lua_State *L, const td_err *err)
{
  lua_pushnil(L);
  lua_pushstring(L, err->text);
  return 2;
}

static const char *opt_field(lua_State *L, int idx, const char *name)
{
  const char *text;

  if (!lua_istable(L, idx))
    return NULL;
  lua_getfield(L, idx, name);
  text = lua_isnil(L, -1) ? NULL : luaL_tolstring(L, -1, NULL);
  if (text)
    lua_replace(L, -2); /* the text stays, anchored */
  else
    lua_pop(L, 1);
  return text;
}

/* ---- plans made from tables ---- */

/* The store and the import of l_plan, closed when the state lets go of it. */
typedef struct making_ud {
  td_store *st;
  td_import *im;
  td_err first; /* the first rejected row */
} making_ud;

static int l_making_gc(lua_State *L)
{
  making_ud *m = (making_ud *)lua_touserdata(L, 1);

  td_import_cancel(m->im);
  td_store_close(m->st);
  m->im = NULL;
  m->st = NULL;
  return 0;
}

static int l_spare_gc(lua_State *L)
{
  td_store **spare = (td_store **)lua_touserdata(L, 1);

  td_store_close(*spare);
  *spare = NULL;
  return 0;
}

/* A userdata of n zeroed bytes with a collector. [-0, +1, m] */
static void *push_box(lua_State *L, size_t n, lua_CFunction gc)
{
  void *box = lua_newuserdatauv(L, n, 0);

  memset(box, 0, n);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  return box;
}

/* A store in memory takes a while to make, so one is kept for the next plan, in
 * a box in the registry; empty while it is in use. */
static const char SPARE = 0;

/* [-0, +0, m] */
static td_store **spare_of(lua_State *L)
{
  td_store **box;

  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &SPARE) != LUA_TUSERDATA) {
    lua_pop(L, 1);
    push_box(L, sizeof(*box), l_spare_gc);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &SPARE);
  }
  box = (td_store **)lua_touserdata(L, -1);
  lua_pop(L, 1);
  return box;
}

static td_status open_blank(making_ud *m, td_store **spare, td_err *err)
{
  m->st = *spare;
  *spare = NULL;
  return m->st ? td_store_empty(m->st, err)
               : td_store_open(&m->st, ":memory:", TD_OPEN_CREATE, err);
}

static void note_reject(void *ud, const td_reject *row)
{
  making_ud *m = (making_ud *)ud;

  if (m->first.code == TD_OK)
    td_fail(&m->first, TD_EDATA, "%s, row %lld, %s '%.100s': %s", row->file,
            (long long)row->line, row->field, row->value, row->reason);
}

static td_status snapshot_of(lua_State *L, plan_ud *ud, td_store *st,
                             int options, td_err *err)
{
  const td_snapshot_options o = { .size = sizeof(o),
                                  .as_of = opt_field(L, options, "as_of"),
                                  .known_at =
                                      opt_field(L, options, "known_at") };

  if (!o.as_of)
    luaL_error(L, "as_of is missing: { as_of = \"2026-11-23\" }");
  return td_snapshot_take(&ud->snap, st, &o, err);
}

static plan_ud *push_plan_ud(lua_State *L)
{
  plan_ud *ud = (plan_ud *)lua_newuserdatauv(L, sizeof(*ud), 0);

  ud->snap = NULL;
  luaL_setmetatable(L, PLAN_T);
  return ud;
}

/* tiendo.plan(tables, { as_of =, known_at = }) -> plan | nil, message */
static int l_plan(lua_State *L)
{
  making_ud *m;
  plan_ud *ud;
  td_store **spare;
  td_err err = { TD_OK, "" };
  td_import_options options = { .size = sizeof(options) };
  td_status rc;

  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  ud = push_plan_ud(L);
  m = (making_ud *)push_box(L, sizeof(*m), l_making_gc);
  options.on_reject = note_reject;
  options.ud = m;
  spare = spare_of(L);
  rc = open_blank(m, spare, &err);
  if (rc == TD_OK)
    rc = td_import_begin(&m->im, m->st, &options, &err);
  if (rc == TD_OK)
    rc = td_feed_tables(L, 1, 0, m->im, NULL, &err);
  if (rc == TD_OK) {
    td_import *im = m->im;
    m->im = NULL;
    rc = td_import_end(im, &err);
  }
  if (rc == TD_OK)
    rc = snapshot_of(L, ud, m->st, 2, &err);
  if (rc != TD_OK)
    return push_fail(L, m->first.code != TD_OK ? &m->first : &err);
  if (!*spare) {
    *spare = m->st;
    m->st = NULL;
  }
  lua_settop(L, 3);
  return 1;
}

/* tiendo.open(path, { as_of =, known_at = }) -> plan | nil, message */
static int l_open(lua_State *L)
{
  const char *path = luaL_checkstring(L, 1);
  making_ud *m;
  plan_ud *ud;
  td_err err;
  td_status rc;

  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  ud = push_plan_ud(L);
  m = (making_ud *)push_box(L, sizeof(*m), l_making_gc);
  rc = td_store_open(&m->st, path, TD_OPEN_READ, &err);
  if (rc == TD_OK)
    rc = snapshot_of(L, ud, m->st, 2, &err);
  if (rc != TD_OK)
    return push_fail(L, &err);
  lua_settop(L, 3);
  return 1;
}

/* ---- checking ---- */

/* The rules and the result of l_plan_check, freed with the state. */
typedef struct checking_ud {
  td_rules *rules;
  td_result *result;
} checking_ud;

static int l_checking_gc(lua_State *L)
{
  checking_ud *c = (checking_ud *)lua_touserdata(L, 1);

  td_result_free(c->result);
  td_rules_free(c->rules);
  memset(c, 0, sizeof(*c));
  return 0;
}

/* Adds the rules that come with tiendo and are named in the list "with". */
static td_status add_named(lua_State *L, td_rules *rules, td_err *err)
{
  td_status rc = TD_OK;

  if (lua_getfield(L, 2, "with") == LUA_TTABLE)
    for (lua_Integer i = 1; rc == TD_OK && lua_rawgeti(L, -1, i); i++) {
      rc = td_rules__add_named(rules, luaL_checkstring(L, -1), err);
      lua_pop(L, 1);
    }
  return rc;
}

/* Adds what the options at 2 name: rules, text, builtin, with, config, set. */
static td_status add_rules(lua_State *L, td_rules *rules, td_err *err)
{
  const char *path = opt_field(L, 2, "rules");
  const char *name = opt_field(L, 2, "name");
  const char *text = opt_field(L, 2, "text");
  size_t n = text ? lua_rawlen(L, -1) : 0;
  td_status rc = TD_OK;

  if (path)
    rc = td_rules_add_path(rules, path, err);
  if (rc == TD_OK && text)
    rc = td_rules_add_text(rules, name ? name : "rule", text, n, err);
  lua_getfield(L, 2, "builtin");
  if (rc == TD_OK && lua_toboolean(L, -1))
    rc = td_rules_add_builtin(rules, err);
  if (rc == TD_OK)
    rc = add_named(L, rules, err);
  path = opt_field(L, 2, "config");
  if (rc == TD_OK && path)
    rc = td_rules_add_config(rules, path, err);
  if (lua_getfield(L, 2, "set") != LUA_TTABLE)
    return rc;
  for (lua_pushnil(L); rc == TD_OK && lua_next(L, -2); lua_pop(L, 1)) {
    const char *value = luaL_tolstring(L, -1, NULL);
    rc = td_rules_set(rules, luaL_checkstring(L, -3), value, err);
    lua_pop(L, 1);
  }
  return rc;
}

/* plan:check { rules =, text =, name =, builtin =, with =, config =, set =,
 *   select =, workers = }
 * -> result | nil, message; the result is described in tiendo.report */
static int l_plan_check(lua_State *L)
{
  plan_ud *ud = (plan_ud *)luaL_checkudata(L, 1, PLAN_T);
  td_check_options options = { .size = sizeof(options) };
  checking_ud *c;
  td_err err = { TD_OK, "" };
  td_status rc;

  luaL_argcheck(L, ud->snap != NULL, 1, "the plan is closed");
  luaL_checktype(L, 2, LUA_TTABLE);
  c = (checking_ud *)push_box(L, sizeof(*c), l_checking_gc);
  options.select = opt_field(L, 2, "select");
  lua_getfield(L, 2, "workers");
  options.workers = (int)luaL_optinteger(L, -1, 0);
  lua_getfield(L, 2, "seconds");
  options.seconds = luaL_optnumber(L, -1, 0);
  rc = td_rules_new(&c->rules, &err);
  if (rc == TD_OK)
    rc = add_rules(L, c->rules, &err);
  if (rc == TD_OK)
    rc = td_check(&c->result, ud->snap, c->rules, &options, &err);
  if (rc != TD_OK)
    return push_fail(L, &err);
  td_push_result(L, c->result);
  return 1;
}

/* plan:close(); further use raises */
static int l_plan_close(lua_State *L)
{
  plan_ud *ud = (plan_ud *)luaL_checkudata(L, 1, PLAN_T);

  td_snapshot_unref(ud->snap);
  ud->snap = NULL;
  return 0;
}

/* ---- the module ---- */

static const luaL_Reg plan_methods[] = {
  { "check", l_plan_check },
  { "close", l_plan_close },
  { NULL, NULL },
};

static const luaL_Reg plan_metamethods[] = {
  { "__gc", l_plan_close },
  { "__close", l_plan_close },
  { NULL, NULL },
};

static const luaL_Reg functions[] = {
  { "open", l_open },
  { "plan", l_plan },
  { "rule", td_l_rule },
  { NULL, NULL },
};

/* Upvalue: the module's description. Runs it as require would. */
static int l_preload(lua_State *L)
{
  const td_module *m =
      (const td_module *)lua_touserdata(L, lua_upvalueindex(1));

  td_module_push(L, m);
  lua_pushstring(L, m->name);
  lua_call(L, 1, 1);
  return 1;
}

static void preload_list(lua_State *L, const td_module *list)
{
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  for (; list->name; list++) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)list);
    lua_pushcclosure(L, l_preload, 1);
    lua_setfield(L, -2, list->name);
  }
  lua_pop(L, 1);
}

int luaopen_tiendo(lua_State *L)
{
  preload_list(L, td_bindings);
  preload_list(L, td_stdlib);
  luaL_newmetatable(L, PLAN_T);
  luaL_setfuncs(L, plan_metamethods, 0);
  luaL_newlib(L, plan_methods);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  lua_pushstring(L, td_version());
  lua_setfield(L, -2, "version");
  return 1;
}
