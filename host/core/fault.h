/* Faults put into a copy of a store on purpose, to see who notices: each kind
 * changes one thing that goes wrong in practice, in a place that is chosen by
 * number, and can be taken back. */
#ifndef TD_FAULT_H
#define TD_FAULT_H

#include "arena.h"
#include "schema.h"

typedef enum td_fault_id {
  TD_FAULT_DROP_REPORT,
  TD_FAULT_DELAY_REPORT,
  TD_FAULT_SWAP_UNIT,
  TD_FAULT_SHIFT_COMMA,
  TD_FAULT_REPEAT_YEAR,
  TD_FAULT_DROP_LAST_VALUE,
  TD_FAULT_LOSE_SOURCE,
  TD_FAULT_ORPHAN_TASK,
  TD_FAULT_DROP_TASKS,
  TD_FAULT_REVERSE_DIRECTION,
  TD_FAULT_REVERSE_PROMISE,
  TD_FAULT_TURN_COMPARATOR,
  TD_FAULT_LOSE_DEADLINE,
  TD_FAULT_LOSE_BASELINE,
  TD_FAULT_END_AGENCY,
  TD_FAULT_SHARE_NAME,
  TD_FAULTS, /* how many kinds */
} td_fault_id;

/* What a kind of fault does. */
typedef struct td_fault_kind {
  const char *name;  /* "drop_report" */
  int entity;        /* td_entity_id of the rows it touches */
  const char *field; /* that changes; "" where rows are removed */
  td_type type;      /* of what is told as before and after */
} td_fault_kind;

extern const td_fault_kind td_fault_kinds[TD_FAULTS];

/* One fault as it was injected. Texts are "" where there is nothing; numbers as
 * the store has them. */
typedef struct td_fault {
  const char *code;   /* of the row, or of what the removed rows belong to */
  const char *period; /* of a value or report */
  const char *before, *after;
} td_fault;

/* A copy of a store, in memory, that faults are put into. Freed by
 * td_faults_close. It may be used in a process forked from the one that made
 * it: there is no file behind it. */
typedef struct td_faults td_faults;

/* Copies the store, which is only read. Faults are put where a snapshot of
 * these days (ISO form) would see them. */
td_status td_faults_open(td_faults **out, td_store *st, const char *as_of,
                         const char *known_at, td_err *err);
void td_faults_close(td_faults *f);

/* In how many places of the store a fault of the kind can be injected. */
td_status td_faults_places(int64_t *out, td_faults *f, int kind, td_err *err);

/* Injects the fault in place i, from 0, in reading order of the codes. One at a
 * time: td_faults_undo comes between. The texts live in the arena. TD_EUSAGE if
 * there is no such place. */
td_status td_faults_inject(td_fault *out, td_faults *f, int kind, int64_t i,
                           td_arena *a, td_err *err);
td_status td_faults_undo(td_faults *f, td_err *err);

/* The copy, to take a snapshot from. Borrowed until td_faults_close. */
td_store *td_faults_store(td_faults *f);

#endif
