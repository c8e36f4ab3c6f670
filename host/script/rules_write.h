/* A rule as the Lua library that writes about rules sees it. */
#ifndef TD_RULES_WRITE_H
#define TD_RULES_WRITE_H

#include <lua.h>

#include "rules.h"

/* Pushes loaded rule i as the table that lua/tiendo/report/rules.lua documents.
 * [-0, +1, e] */
void td_push_listed_rule(lua_State *L, struct td_rules *rules, size_t i);

/* Sets `params` of the table on top to a rule's parameters, as documented there.
 * [-0, +0, e] */
void td_fill_params(lua_State *L, struct td_rules *rules, size_t i);

#endif
