/* The plan to browse: the Lua library writes what a snapshot holds, one kind
 * of rows, or one row. */
#include <lauxlib.h>

#include "fill.h"
#include "plan.h"
#include "push.h"
#include "snapshot.h"
#include "writer.h"

typedef struct request {
  struct td_snapshot *snap;
  const char *kind, *code, *select; /* may be NULL */
} request;

/* { period, value, flag, source = entity }. [-0, +1, m] */
static void push_point(lua_State *L, const td_series *s, size_t i)
{
  lua_createtable(L, 0, 4);
  td_push_period(L, s->periods[i]);
  lua_setfield(L, -2, "period");
  lua_pushnumber(L, s->values[i]);
  lua_setfield(L, -2, "value");
  if (s->flags && s->texts && s->flags[i]) {
    lua_pushstring(L, s->texts[s->flags[i]]);
    lua_setfield(L, -2, "flag");
  }
  if (s->sources && s->sources[i] >= 0) {
    td_push_entity(L, TD_SOURCES, (uint32_t)s->sources[i]);
    lua_setfield(L, -2, "source");
  }
}

/* The observations of a series as a list. */
static int l_observations(lua_State *L)
{
  td_series s;

  luaL_argcheck(L, td_to_series(L, 1, &s), 1, "a series is needed");
  lua_createtable(L, (int)s.n, 0);
  for (size_t i = 0; i < s.n; i++) {
    push_point(L, &s, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* { plan, kind, code, select, as_of, known_at, observations }; see
 * tiendo.show. */
static int push_request(lua_State *L, const void *ud)
{
  const request *r = (const request *)ud;

  td_plan_open(L, r->snap);
  lua_createtable(L, 0, 7);
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
  td_fill_text(L, "kind", r->kind);
  td_fill_text(L, "code", r->code);
  td_fill_text(L, "select", r->select);
  td_fill_date(L, "as_of", r->snap->as_of);
  td_fill_date(L, "known_at", r->snap->known_at);
  lua_pushcfunction(L, l_observations);
  lua_setfield(L, -2, "observations");
  return 1;
}

td_status td_snapshot_show(td_snapshot *snap, const char *kind,
                           const char *code, const char *select,
                           const td_write_options *options, td_write_fn write,
                           void *ud, td_err *err)
{
  const request r = { snap, kind, code, select };
  const td_writing writing = { "tiendo.show", "write", push_request, &r };

  return td_writer_once(&writing, options, write, ud, err);
}
