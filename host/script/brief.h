/* What a report about a plan is made from. */
#ifndef TD_BRIEF_H
#define TD_BRIEF_H

#include <lua.h>

/* Pushes the request of tiendo.brief for a td_result, { plan, result, params,
 * working_days, sha256 }, and gives 1; in protected mode, once in a state.
 * [-0, +1, e] */
int td_brief_push(lua_State *L, const void *result);

#endif
