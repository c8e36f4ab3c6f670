/* Values of the plan on the Lua stack, shared by the bindings. Where a push
 * stands here, the metatable is made when it is first needed: no module has to
 * be required before. */
#ifndef TD_PUSH_H
#define TD_PUSH_H

#include <lua.h>

#include "date.h"

/* Metatables in the registry. */
#define TD_DATE_T "tiendo.date"
#define TD_PERIOD_T "tiendo.period"

/* A date or a period as a value that cannot be changed; nil for TD_NO_DATE and
 * TD_NO_PERIOD. [-0, +1, m] */
void td_push_date(lua_State *L, td_date d);
void td_push_period(lua_State *L, td_period p);

/* Whether the value is a date, or a period; text is neither. [-0, +0, -] */
bool td_to_date(lua_State *L, int idx, td_date *out);
bool td_to_period(lua_State *L, int idx, td_period *out);

/* The argument as a date or a period, given as one or as text ("2026-11-23",
 * "2025-Q4"); raises for anything else. [-0, +0, v] */
td_date td_check_date(lua_State *L, int arg);
td_period td_check_period(lua_State *L, int arg);

#endif
