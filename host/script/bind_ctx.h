/* The second argument of a check: `ctx`. */
#ifndef TD_BIND_CTX_H
#define TD_BIND_CTX_H

#include "scope.h"
#include "tally.h"

/* Opens the plan in the state and pushes ctx, which speaks to `tally` until
 * the state is freed. [-0, +1, -] */
td_status td_ctx_push(td_state *s, const td_settled *settled,
                      struct td_snapshot *snap, td_tally *tally, td_err *err);

/* Pushes a table with as_of, known_at, plan and the functions about working
 * days, for a session: there is no rule to speak for. The snapshot must outlive
 * the state, or the next call. [-0, +1, m] */
void td_ctx_push_days(lua_State *L, struct td_snapshot *snap);

/* After check_all: turns what it said into counts. What it evaluated and did
 * not emit or skip passed. Emitting more subjects than were evaluated is noted
 * as an error. */
td_status td_ctx_settle(td_tally *tally, const struct td_snapshot *snap,
                        const td_rule *rule, td_err *err);

/* Adds a finding from what a rule said: a map of evidence and reserved keys; of
 * that severity, unless it is negative. TD_ERULE with what is wrong. */
td_status td_eval_finding(td_tally *t, const td_value *said, int table,
                          uint32_t row, int severity, td_err *err);

#endif
