/* An assay as a Lua table for its reporter; lua/tiendo/report/assay.lua
 * documents it. */
#include <lauxlib.h>

#include "assay.h"
#include "convert.h"
#include "fill.h"
#include "writer.h"

/* [-0, +1, m] */
static void push_kind(lua_State *L, const td_assay *assay, int kind)
{
  const td_fault_kind *k = &td_fault_kinds[kind];

  lua_createtable(L, 0, 5);
  td_fill_text(L, "kind", k->name);
  td_fill_text(L, "entity", td_schema[k->entity].name);
  td_fill_text(L, "field", k->field);
  td_fill_text(L, "type", td_type_name(k->type));
  td_fill_integer(L, "places", assay->places[kind]);
}

static void push_trial(lua_State *L, const td_trial *t)
{
  if (t->said)
    td_push_value(L, t->said, NULL, NULL);
  else
    lua_createtable(L, 0, 2);
  td_fill_text(L, "kind", td_fault_kinds[t->kind].name);
  td_fill_integer(L, "place", t->place + 1);
  if (!t->said)
    td_fill_text(L, "error", t->error);
}

static int push_assay(lua_State *L, const void *ud)
{
  const td_assay *assay = (const td_assay *)ud;

  luaL_checkstack(L, 12, NULL);
  td_push_result(L, assay->base);
  lua_createtable(L, TD_FAULTS, 0);
  for (int kind = 0; kind < TD_FAULTS; kind++) {
    push_kind(L, assay, kind);
    lua_rawseti(L, -2, kind + 1);
  }
  lua_setfield(L, -2, "kinds");
  lua_createtable(L, (int)assay->n, 0);
  for (size_t i = 0; i < assay->n; i++) {
    push_trial(L, &assay->trials[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "faults");
  return 1;
}

td_status td_assay_write(td_assay *assay, const td_write_options *options,
                         td_write_fn write, void *ud, td_err *err)
{
  const td_writing writing = { "tiendo.report.assay", "write", push_assay,
                               assay };

  return td_writer_run(assay->base->state, &writing, options, write, ud, err);
}
