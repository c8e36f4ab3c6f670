/* The examples of a rule, as plain data. */
#ifndef TD_EXAMPLE_H
#define TD_EXAMPLE_H

#include <lua.h>

#include "rule.h"

/* Runs the file in a state of its own and copies its examples, a list of at
 * most TD_EXAMPLES. TD_ERULE with file and line where they are no plain data.
 * This runs the analyst's code. */
enum { TD_EXAMPLES = 1000 };
td_status td_rule_examples(td_value *out, td_arena *a, const td_rule *rule,
                           const td_limits *limits, td_err *err);

/* tiendo.rule(name, text) -> the rule's table, functions as the text
 * "function" | nil, message */
int td_l_rule(lua_State *L);

#endif
