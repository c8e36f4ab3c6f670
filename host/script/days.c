/* Working days of a snapshot's calendars, for the Lua library. */
#include "days.h"

#include <lauxlib.h>

#include "fill.h"
#include "push.h"
#include "snapshot.h"

static const td_calendar *calendar_of(lua_State *L, int arg)
{
  const struct td_snapshot *snap =
      (const struct td_snapshot *)lua_touserdata(L, lua_upvalueindex(1));
  const char *name = luaL_optstring(L, arg, NULL);

  if (name)
    return td_snapshot_calendar(snap, name);
  return snap->n_calendars ? snap->calendars : NULL;
}

static int l_working_days(lua_State *L)
{
  td_date from = td_check_date(L, 1), to = td_check_date(L, 2);

  lua_pushinteger(L, td_calendar_between(calendar_of(L, 3), from, to));
  return 1;
}

static int l_is_working(lua_State *L)
{
  td_date day = td_check_date(L, 1);

  lua_pushboolean(L, td_calendar_is_working(calendar_of(L, 2), day));
  return 1;
}

void td_fill_days(lua_State *L, struct td_snapshot *snap)
{
  td_fill_function(L, "working_days", l_working_days, snap);
  td_fill_function(L, "is_working", l_is_working, snap);
}
