/* How a due day comes about: the Lua library finds the obligation and tells the
 * steps, which core computes. */
#include <lauxlib.h>

#include "duty.h"
#include "fill.h"
#include "plan.h"
#include "push.h"
#include "writer.h"
#include "zone.h"

typedef struct request {
  struct td_snapshot *snap;
  const char *obligation, *period;
} request;

static void set_instant(lua_State *L, const td_duty *d, td_date due)
{
  char buf[TD_INSTANT_TEXT];
  int ahead;
  td_instant t = td_zone_instant(&ahead, d->zone, due, d->hour);

  if (t == TD_NO_INSTANT)
    return;
  td_fill_text(L, "instant", td_instant_text(buf, t));
  td_fill_integer(L, "ahead", ahead);
}

/* steps(obligation, period) -> { named, shifted, counted, allowed, due, days,
 * working_days, hour, zone, instant, ahead }; no day beyond the years there
 * are, no instant in an unknown zone. */
static int l_steps(lua_State *L)
{
  const struct td_snapshot *snap =
      (const struct td_snapshot *)lua_touserdata(L, lua_upvalueindex(1));
  td_period p = td_check_period(L, 2);
  td_due_steps s;
  uint32_t row;
  td_duty d;
  int table;

  luaL_argcheck(L, td_to_entity(L, 1, &table, &row) && table == TD_OBLIGATIONS,
                1, "an obligation is needed");
  d = td_duty_read(snap, row);
  s = td_due_steps_of(&d.due, p);
  lua_createtable(L, 0, 11);
  td_fill_date(L, "named", s.named);
  td_fill_date(L, "shifted", s.shifted);
  td_fill_date(L, "counted", s.counted);
  td_fill_date(L, "allowed", s.allowed);
  td_fill_date(L, "due", s.due);
  td_fill_integer(L, "days", d.due.days);
  td_fill_integer(L, "working_days", d.due.working_days);
  td_fill_integer(L, "hour", d.hour);
  td_fill_text(L, "zone", d.zone);
  set_instant(L, &d, s.due);
  return 1;
}

/* is_working(day, calendar name or nil) -> boolean */
static int l_is_working(lua_State *L)
{
  const struct td_snapshot *snap =
      (const struct td_snapshot *)lua_touserdata(L, lua_upvalueindex(1));
  const char *calendar = luaL_optstring(L, 2, "");

  lua_pushboolean(L,
                  td_calendar_is_working(td_snapshot_calendar(snap, calendar),
                                         td_check_date(L, 1)));
  return 1;
}

/* { plan, obligation, period, as_of, known_at, steps, is_working }; see
 * tiendo.explain. */
static int push_request(lua_State *L, const void *ud)
{
  const request *r = (const request *)ud;

  td_plan_open(L, r->snap);
  lua_createtable(L, 0, 7);
  td_push_plan(L);
  lua_setfield(L, -2, "plan");
  td_fill_text(L, "obligation", r->obligation);
  td_fill_text(L, "period", r->period);
  td_fill_date(L, "as_of", r->snap->as_of);
  td_fill_date(L, "known_at", r->snap->known_at);
  td_fill_function(L, "steps", l_steps, r->snap);
  td_fill_function(L, "is_working", l_is_working, r->snap);
  return 1;
}

td_status td_snapshot_explain_deadline(td_snapshot *snap,
                                       const char *obligation,
                                       const char *period,
                                       const td_write_options *options,
                                       td_write_fn write, void *ud, td_err *err)
{
  const request r = { snap, obligation, period };
  const td_writing writing = { "tiendo.explain", "write", push_request, &r };

  return td_writer_once(&writing, options, write, ud, err);
}
