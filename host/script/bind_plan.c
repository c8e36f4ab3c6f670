/* Entities: rows of the snapshot as Lua values.
 *
 *   local t = ctx.plan.targets[1]
 *   print(t.code, t.goal.label_en, #t.commitments)
 *
 * An entity is a row number with a stamp: nothing is copied, and it is good
 * for the turn in which it was made. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "plan.h"
#include "plan_state.h"
#include "push.h"
#include "text.h"
#include "trace.h"

#define ENTITY_T "tiendo.entity"
#define PLAN_T "tiendo.plan"

typedef struct entity_ud {
  int32_t table;
  uint32_t row;
  uint32_t stamp;
} entity_ud;

static const char STATE_KEY;

/* ---- state ---- */

td_plan_state *td_plan_state_of(lua_State *L)
{
  td_plan_state *ps;

  lua_rawgetp(L, LUA_REGISTRYINDEX, &STATE_KEY);
  ps = (td_plan_state *)lua_touserdata(L, -1);
  lua_pop(L, 1);
  if (!ps)
    luaL_error(L, "no plan is open here");
  return ps;
}

void td_plan_next_turn(lua_State *L)
{
  td_plan_state_of(L)->turn.n++;
}

/* The table of field numbers of one entity kind. [-0, +1, m] */
static void push_fields(lua_State *L, int table)
{
  const char *names[TD_PLAN_FIELDS];
  size_t n = td_plan_fields(table, names);

  lua_createtable(L, 0, (int)n);
  for (size_t i = 0; i < n; i++) {
    lua_pushinteger(L, td_plan_field(table, names[i]));
    lua_setfield(L, -2, names[i]);
  }
}

/* Field names of a table to their numbers; made when a row of it is first
 * looked at, as a rule knows few of the tables. [-0, +1, m] */
static void push_numbers(lua_State *L, int fields, int table)
{
  if (lua_rawgeti(L, fields, table) == LUA_TTABLE)
    return;
  lua_pop(L, 1);
  push_fields(L, table);
  lua_pushvalue(L, -1);
  lua_rawseti(L, fields, table);
}

/* ---- reading fields ---- */

/* Text by dictionary code, each made once a state. [-0, +1, m] */
static void push_text(lua_State *L, const td_plan_state *ps, uint32_t code,
                      int cache)
{
  if (lua_rawgeti(L, cache, (lua_Integer)code) == LUA_TSTRING)
    return;
  lua_pop(L, 1);
  lua_pushlstring(L, ps->snap->dict.text[code], ps->snap->dict.length[code]);
  lua_pushvalue(L, -1);
  lua_rawseti(L, cache, (lua_Integer)code);
}

static void push_cell(lua_State *L, const td_plan_state *ps, const td_column *c,
                      uint32_t row, int cache)
{
  switch (c->field->type) {
  case TD_T_TEXT:
  case TD_T_CHOICE:
    push_text(L, ps, c->as.text[row], cache);
    break;
  case TD_T_INT:
    lua_pushinteger(L, c->as.integer[row]);
    break;
  case TD_T_REAL:
    lua_pushnumber(L, c->as.real[row]);
    break;
  case TD_T_BOOL:
    lua_pushboolean(L, c->as.boolean[row] == TD_TRUE);
    break;
  case TD_T_DATE:
    td_push_date(L, c->as.date[row]);
    break;
  case TD_T_PERIOD:
    td_push_period(L, c->as.period[row]);
    break;
  case TD_T_REF:
    td_push_entity(L, c->table, (uint32_t)c->as.ref[row]);
    break;
  }
}

void td_plan_push_field(lua_State *L, td_plan_state *ps, int table,
                        uint32_t row, int field, int cache)
{
  td_plan_value v;

  if (ps->turn.trace)
    td_trace_field(ps->turn.trace, table, row, field);
  td_plan_read(&v, ps->snap, table, row, field);
  switch (v.kind) {
  case TD_P_MISSING:
    lua_pushnil(L);
    break;
  case TD_P_COLUMN:
    push_cell(L, ps, v.column, v.row, cache);
    break;
  case TD_P_TEXT:
    push_text(L, ps, v.text, cache);
    break;
  case TD_P_WORD:
    lua_pushstring(L, v.word);
    break;
  case TD_P_KIND:
    lua_pushstring(L, td_schema[v.table].kind);
    break;
  case TD_P_ROW:
    td_push_entity(L, v.table, v.row);
    break;
  case TD_P_ROWS:
    td_push_rows(L, v.table, v.rows, v.n);
    break;
  case TD_P_SERIES:
    td_push_series(L, td_snapshot_series(ps->snap, v.row), &ps->turn,
                   ps->turn.n);
    break;
  }
}

int td_plan_no_field(lua_State *L, int table, const char *name)
{
  const char *names[TD_PLAN_FIELDS];
  const char *near = td_text_nearest(name, names, td_plan_fields(table, names));

  if (near)
    return luaL_error(L, "%s has no field '%s'; did you mean '%s'?",
                      td_schema[table].kind, name, near);
  return luaL_error(L, "%s has no field '%s'", td_schema[table].kind, name);
}

/* ---- metamethods: upvalues are state, fields by kind, text cache ---- */

static td_plan_state *self_state(lua_State *L)
{
  return (td_plan_state *)lua_touserdata(L, lua_upvalueindex(1));
}

static const entity_ud *to_live(lua_State *L, const td_plan_state *ps, int idx)
{
  const entity_ud *e = (const entity_ud *)luaL_checkudata(L, idx, ENTITY_T);

  if (e->stamp != ps->turn.n)
    luaL_error(L,
               "%s used after its turn; keep its code, or what you need of it",
               td_schema[e->table].kind);
  return e;
}

static int l_entity_index(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const entity_ud *e = (const entity_ud *)lua_touserdata(L, 1);
  int field;

  if (!e || e->stamp != ps->turn.n)
    e = to_live(L, ps, 1);
  push_numbers(L, lua_upvalueindex(2), e->table);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, -2) != LUA_TNUMBER)
    return td_plan_no_field(L, e->table, luaL_tolstring(L, 2, NULL));
  field = (int)lua_tointeger(L, -1);
  td_plan_push_field(L, ps, e->table, e->row, field, lua_upvalueindex(3));
  return 1;
}

static int l_entity_newindex(lua_State *L)
{
  const entity_ud *e = (const entity_ud *)luaL_checkudata(L, 1, ENTITY_T);

  return luaL_error(L, "%s cannot be changed: rules only read the plan",
                    td_schema[e->table].kind);
}

static int l_entity_eq(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const entity_ud *a = to_live(L, ps, 1);
  const entity_ud *b = to_live(L, ps, 2);

  lua_pushboolean(L, a->table == b->table && a->row == b->row);
  return 1;
}

static int l_entity_tostring(lua_State *L)
{
  td_plan_state *ps = self_state(L);
  const entity_ud *e = to_live(L, ps, 1);

  lua_pushfstring(L, "%s %s", td_schema[e->table].kind,
                  td_snapshot_code(ps->snap, e->table, e->row));
  return 1;
}

/* plan.targets */
static int l_plan_index(lua_State *L)
{
  const char *name = luaL_checkstring(L, 2);
  const char *names[TD_ENTITIES];
  const char *near;
  size_t n = 0;
  int table = td_schema_find(name);

  if (table >= 0 && !strcmp(td_schema[table].name, name) &&
      !(td_schema[table].flags & TD_E_SERIES)) {
    td_push_all(L, table);
    return 1;
  }
  for (int id = 0; id < TD_ENTITIES; id++)
    if (!(td_schema[id].flags & TD_E_SERIES))
      names[n++] = td_schema[id].name;
  near = td_text_nearest(name, names, n);
  return luaL_error(L, "the plan has no set '%s'%s%s%s", name,
                    near ? "; did you mean '" : "", near ? near : "",
                    near ? "'?" : "");
}

static int l_plan_newindex(lua_State *L)
{
  return luaL_error(L, "the plan cannot be changed: rules only read it");
}

/* ---- opening ---- */

void td_push_entity(lua_State *L, int table, uint32_t row)
{
  td_plan_state *ps = td_plan_state_of(L);
  entity_ud *e = (entity_ud *)lua_newuserdatauv(L, sizeof(*e), 0);

  e->table = table;
  e->row = row;
  e->stamp = ps->turn.n;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &ps->entity_mt);
  lua_setmetatable(L, -2);
}

bool td_to_entity(lua_State *L, int idx, int *table, uint32_t *row)
{
  const entity_ud *e = (const entity_ud *)luaL_testudata(L, idx, ENTITY_T);

  if (!e)
    return false;
  to_live(L, td_plan_state_of(L), idx);
  *table = e->table;
  *row = e->row;
  return true;
}

bool td_entity_peek(lua_State *L, int idx, int *table, uint32_t *row)
{
  const entity_ud *e = (const entity_ud *)luaL_testudata(L, idx, ENTITY_T);

  if (!e)
    return false;
  *table = e->table;
  *row = e->row;
  return true;
}

void td_plan_trace(lua_State *L, struct td_trace *trace)
{
  td_plan_state_of(L)->turn.trace = trace;
}

void td_push_plan(lua_State *L)
{
  lua_newuserdatauv(L, 0, 0);
  luaL_setmetatable(L, PLAN_T);
}

void td_plan_upvalues(lua_State *L, td_plan_state *ps)
{
  lua_pushlightuserdata(L, ps);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &ps->fields);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &ps->texts);
}

void td_plan_metatable(lua_State *L, td_plan_state *ps, const char *type,
                       const luaL_Reg *methods)
{
  luaL_newmetatable(L, type);
  td_plan_upvalues(L, ps);
  luaL_setfuncs(L, methods, 3);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
}

static const luaL_Reg entity_metamethods[] = {
  { "__index", l_entity_index },
  { "__newindex", l_entity_newindex },
  { "__eq", l_entity_eq },
  { "__tostring", l_entity_tostring },
  { NULL, NULL },
};

static const luaL_Reg plan_metamethods[] = {
  { "__index", l_plan_index },
  { "__newindex", l_plan_newindex },
  { NULL, NULL },
};

void td_plan_open(lua_State *L, struct td_snapshot *snap)
{
  td_plan_state *ps = (td_plan_state *)lua_newuserdatauv(L, sizeof(*ps), 0);

  memset(ps, 0, sizeof(*ps));
  ps->snap = snap;
  ps->turn.n = 1;
  lua_rawsetp(L, LUA_REGISTRYINDEX, &STATE_KEY);
  lua_createtable(L, TD_ENTITIES, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &ps->fields);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &ps->texts);
  td_plan_metatable(L, ps, ENTITY_T, entity_metamethods);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &ps->entity_mt);
  td_plan_metatable(L, ps, PLAN_T, plan_metamethods);
  lua_pop(L, 1);
  td_set_open(L, ps);
}

/* The texts are dropped where they stand: the metatables know their table. */
void td_plan_renew(lua_State *L, struct td_snapshot *snap)
{
  td_plan_state *ps = td_plan_state_of(L);

  lua_rawgetp(L, LUA_REGISTRYINDEX, &ps->texts);
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
  ps->snap = snap;
  ps->turn.n++;
}

/* Series lie one after the other in the snapshot's columns. */
int32_t td_plan_series_row(lua_State *L, const td_series *s)
{
  const struct td_snapshot *snap = td_plan_state_of(L)->snap;
  const td_table *t = &snap->tables[TD_SERIES];

  for (uint32_t row = 0; s->n && row < t->n; row++) {
    td_series whole = td_snapshot_series(snap, row);
    if (whole.n && s->periods >= whole.periods &&
        s->periods < whole.periods + whole.n)
      return (int32_t)row;
  }
  return TD_NO_ROW;
}

void td_plan_push_set_methods(lua_State *L)
{
  lua_rawgetp(L, LUA_REGISTRYINDEX, &td_plan_state_of(L)->set_mt);
}
