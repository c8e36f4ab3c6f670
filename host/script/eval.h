/* Evaluating one rule over a snapshot. */
#ifndef TD_EVAL_H
#define TD_EVAL_H

#include "scope.h"
#include "trace.h"

/* Runs the rule, with what is set for it, in a state of its own. What comes out
 * is a map:
 *
 *   counts    seven integers, by td_outcome
 *   reasons   list of { outcome, why = { en, vi }, n }
 *   findings  list of { subject = entity, severity, period?, key?, message?,
 *                       evidence = map }
 *   errors    list of { subject = entity?, message, traceback, params }
 *   unknown   list of rows that a rule about a set says lack data
 *   n_unknown how many more lack data, by its word
 *   outcomes  if asked for, of a rule about rows: a letter a row, blank for
 *             one that was switched off (tally.h)
 *
 * A rule that raises for one row is counted as an error for that row and goes
 * on. TD_ERULE if the file no longer loads, TD_ELIMIT if it was stopped. */
td_status td_eval(td_value *out, td_arena *a, const td_settled *settled,
                  struct td_snapshot *snap, const td_limits *limits,
                  bool keeps_outcomes, td_err *err);

/* The same, of a check of rows for `row` alone unless it is TD_NO_ROW, with
 * what it does told to `trace`, which may be NULL. */
td_status td_eval_traced(td_value *out, td_arena *a, const td_settled *settled,
                         struct td_snapshot *snap, const td_limits *limits,
                         bool keeps_outcomes, int64_t row, td_trace *trace,
                         td_err *err);

/* Names of the outcomes a check may give by itself, and their numbers. */
bool td_outcome_parse(td_outcome *out, const char *name);

#endif
