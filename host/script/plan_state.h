/* What the bindings of entities and sets share in one Lua state. */
#ifndef TD_PLAN_STATE_H
#define TD_PLAN_STATE_H

#include <lauxlib.h>

#include "plan.h"
#include "push.h"

/* A userdata in the registry. The char members are only addresses: registry
 * keys of what the metatables need. */
typedef struct td_plan_state {
  struct td_snapshot *snap;
  td_turn turn;
  char entity_mt, set_mt; /* metatables */
  char fields;            /* by table: field name to number */
  char texts;             /* dictionary code to Lua string */
} td_plan_state;

td_plan_state *td_plan_state_of(lua_State *L);

/* Pushes what functions over the plan have as upvalues 1, 2, 3: the state, the
 * fields and the texts. [-0, +3, -] */
void td_plan_upvalues(lua_State *L, td_plan_state *ps);

/* Makes and pushes the metatable `type`, whose functions get the upvalues.
 * [-0, +1, m] */
void td_plan_metatable(lua_State *L, td_plan_state *ps, const char *type,
                       const luaL_Reg *methods);

/* Pushes what stands in a field; `cache` is the index of the texts.
 * [-0, +1, e] */
void td_plan_push_field(lua_State *L, td_plan_state *ps, int table,
                        uint32_t row, int field, int cache);

/* Raises: no such field, with the nearest. */
int td_plan_no_field(lua_State *L, int table, const char *name);

/* Pushes a set of n rows, which must last as long as the snapshot; NULL means
 * all rows of the table. [-0, +1, m] */
void td_push_rows(lua_State *L, int table, const uint32_t *rows, uint32_t n);

void td_set_open(lua_State *L, td_plan_state *ps);

#endif
