/* What one evaluation of a rule does: the lines it runs, the values of the plan
 * it reads, the functions it calls. */
#ifndef TD_TRACE_H
#define TD_TRACE_H

#include <lua.h>

#include "rule.h"
#include "snapshot.h"

/* Freed by td_trace_free. Bounded, whatever the rule does: what there is no room
 * for is counted. What it keeps lies outside of the state, in which it calls
 * nothing, so that what is traced goes as it goes untraced. */
typedef struct td_trace td_trace;

/* The row `row` of `table`, TD_NO_ROW for none, is recorded even where the room
 * is taken by others. */
td_status td_trace_new(td_trace **out, const td_rule *rule,
                       const struct td_snapshot *snap, int table, int64_t row,
                       td_err *err);
void td_trace_free(td_trace *t);

/* Records what runs in the state from now on; the plan is open in it. The trace
 * must outlive the state. [-0, +0, -] */
void td_trace_start(td_trace *t, lua_State *L);

/* For the bindings: a field of a row is read; n observations of the snapshot
 * are, from the one whose period is *first. */
void td_trace_field(td_trace *t, int table, uint32_t row, int field);
void td_trace_points(td_trace *t, const td_period *first, size_t n);

/* What was recorded, each in the order in which it first came, as a map that
 * lives in the arena:
 *
 *   lines   list of { line, n }
 *   reads   list of { row = entity, field, n, is }, where `is` tells what stands
 *           there: "plain", "row", "set", "series" or "missing"
 *   points  list of { series = entity, period, value, n, flag?,
 *                     source = entity?, known_on? }
 *   calls   list of { name, line, n, args = list, results = list? }, of what
 *           the rule's own lines call in the library and in ctx; no results
 *           where it raised
 *   left_out  { reads, points, calls }: how many there was no room for
 *
 * Of an argument or result plain values stand for themselves; else it is a map
 * with `is`: "table" with n and, unless they are many, the plain `fields`;
 * "list" with n and the plain `items` it begins with; "series" with n, first
 * and last; "set" with n and `of`; or the type, "nil" too. */
td_status td_trace_value(td_value *out, td_arena *a, td_trace *t, td_err *err);

#endif
