/* Working days of a snapshot's calendars, for the Lua library. */
#ifndef TD_DAYS_H
#define TD_DAYS_H

#include <lua.h>

struct td_snapshot;

/* Sets in the table on top working_days(from, to, calendar), how many there are
 * after `from` up to and with `to`, and is_working(day, calendar). A calendar
 * is given by its name; nil is the store's first one, as in rules. `snap` must
 * last as long as the state. [-0, +0, m] */
void td_fill_days(lua_State *L, struct td_snapshot *snap);

#endif
