/* Values of the plan on the Lua stack, shared by the bindings. Where a push
 * stands here, the metatable is made when it is first needed: no module has to
 * be required before. */
#ifndef TD_PUSH_H
#define TD_PUSH_H

#include <lua.h>

#include "date.h"
#include "series.h"

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

/* The turn of a plan in a state: what was handed out in an earlier one is over.
 */
typedef struct td_turn {
  uint32_t n;
  struct td_trace *trace; /* is told what is read; NULL: nobody asks */
} td_turn;

/* Pushes a view of `s`, whose arrays must last as long as the state. Where
 * `turn` is given (it must last as long too), the series may be used only
 * while turn->n is `stamp`. [-0, +1, m] */
void td_push_series(lua_State *L, td_series s, const td_turn *turn,
                    uint32_t stamp);

/* The series at idx, borrowed while it stays there; false if it is none.
 * Raises if its turn is over. [-0, +0, v] */
bool td_to_series(lua_State *L, int idx, td_series *out);

/* The same whether its turn is over or not, and nobody is told. [-0, +0, -] */
bool td_series_peek(lua_State *L, int idx, td_series *out);

#endif
