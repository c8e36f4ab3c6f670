/* The ledger for who looks back: all runs, all that was said of a finding. */
#ifndef TD_LEDGER_ROWS_H
#define TD_LEDGER_ROWS_H

#include "ledger.h"

/* Whether the store keeps a record: one with an older schema, opened for
 * reading, has no place for it. */
td_status td_ledger_is_kept(bool *out, struct td_store *st, td_err *err);

/* A run with its events counted by the state that they gave, and how many
 * findings were open after it. */
typedef struct td_run_row {
  td_logged run;
  int64_t counts[TD_LIVES];
  int64_t n_open;
} td_run_row;

/* By number. */
td_status td_ledger_run_rows(td_run_row **out, size_t *n, td_arena *a,
                             struct td_store *st, td_err *err);

/* What was last said of a finding: the message, and the evidence that came with
 * the last event that had any. */
typedef struct td_said {
  const char *finding, *message[2], *evidence;
  const char *run, *on; /* of that evidence */
} td_said;

/* Of every finding, by id. */
td_status td_ledger_said(td_said **out, size_t *n, td_arena *a,
                         struct td_store *st, td_err *err);

/* An event of one finding, in its run. */
typedef struct td_moment {
  td_event event;
  int64_t number; /* of the run */
  const char *run, *on;
} td_moment;

/* Oldest first. */
td_status td_ledger_moments(td_moment **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *finding,
                            td_err *err);

/* Numbers of the runs in which a rule was evaluated, ascending. */
td_status td_ledger_runs_of(int64_t **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *rule, td_err *err);

#endif
