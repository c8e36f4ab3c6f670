/* Values between Lua and C: what leaves a state as td_value and enters one. */
#ifndef TD_CONVERT_H
#define TD_CONVERT_H

#include <lua.h>

#include "value.h"

/* Copies the value at idx into the arena. Tables with the keys 1..n become
 * lists, others maps with their keys sorted; keys must be text. TD_EDATA, with
 * what is wrong in err, for functions, cycles, tables deeper than 8 or larger
 * than 10,000 values, text longer than 64 KiB, not UTF-8 or with a NUL, NaN or
 * infinity. Raises only for memory and expired entities. */
td_status td_value_from_lua(td_value *out, td_arena *a, lua_State *L, int idx,
                            td_err *err);

/* How a row of the plan is pushed. [-0, +1, m] */
typedef void (*td_push_row_fn)(lua_State *L, const void *ud, int table,
                               uint32_t row);

/* Pushes the value, its rows by `push_row`; NULL: as entities of the plan that
 * is open in the state. [-0, +1, m] */
void td_push_value(lua_State *L, const td_value *v, td_push_row_fn push_row,
                   const void *ud);

#endif
