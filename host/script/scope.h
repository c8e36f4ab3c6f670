/* Settings of one rule, row by row: which scopes hold for a row, and what its
 * parameters are there and then. */
#ifndef TD_SCOPE_H
#define TD_SCOPE_H

#include "rules.h"
#include "snapshot.h"
#include "state.h"

/* The scopes that hold: a bit for each of rule->scopes. */
typedef uint64_t td_scope_mask;

typedef struct td_settled {
  const td_rule *rule;
  const td_scope *scopes;
  const td_scope_mask *rows; /* by row of the rule's set, whatever the day;
                              * NULL: no scope is set for the rule */
  const struct td_waiving *waiving; /* what waivers do in this run */
} td_settled;

/* Settles n rules over the snapshot; what it makes lives in the arena. `s` is a
 * host's state. A scope that meets no row of any rule it is set for is told
 * with on_note, which may be NULL. */
td_status td_scope_settle(td_settled *out, const td_rule *const *rules,
                          size_t n, const struct td_rules *all,
                          struct td_snapshot *snap, td_arena *a, td_state *s,
                          void (*on_note)(void *ud, const char *text), void *ud,
                          td_err *err);

/* The day that a row is about, by which settings are dated: when a report or
 * task is due, the end of its period; else as_of. */
td_date td_scope_day(const struct td_snapshot *snap, int table, uint32_t row);

/* What holds for a row on a day; for TD_NO_ROW nothing but what holds
 * everywhere. */
td_scope_mask td_scope_mask_of(const td_settled *s, int64_t row, td_date day);

/* The setting of a scope that holds for `what`, a parameter by its place or
 * TD_SET_...; NULL if none does. */
const td_scoped *td_scope_last(const td_settled *s, td_scope_mask m, int what);

/* Under a mask: a parameter's value, the severity that was set or -1 for the
 * rule's and its findings' own, and who switched the rule off or NULL. */
const td_value *td_scope_value(const td_settled *s, td_scope_mask m,
                               size_t param);
int td_scope_severity(const td_settled *s, td_scope_mask m);
const td_origin *td_scope_off(const td_settled *s, td_scope_mask m);

/* Pushes the table of parameters that holds under a mask; the same table each
 * time. [-0, +1, m] */
void td_scope_push(lua_State *L, const td_settled *s, td_scope_mask m);

/* "ratio = 0.9, method = linear": for messages. NULL without memory. */
const char *td_scope_text(td_arena *a, const td_settled *s, td_scope_mask m);

#endif
