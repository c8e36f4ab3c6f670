/* A compliance run, between its parts: what goes in (run_key.c), what becomes
 * of findings (run_turn.c), what comes out (run_output.c). */
#ifndef TD_RUN_H
#define TD_RUN_H

#include "check.h"
#include "ledger.h"
#include "lock.h"

/* What reporters are told about the run of a result. */
typedef struct td_run_told {
  const char *id;
  const td_run_record *previous; /* NULL if this is the first run */
  size_t counts[TD_LIVES];       /* findings by the state they are in now; those
                                  * that were resolved before do not count */
  size_t held;
  bool is_suspicious;
  const td_entry **resolved; /* in this run, by id, and what they said */
  const td_event *const *said;
  size_t n_resolved;
} td_run_told;

struct td_run {
  td_arena arena;
  td_lock lock;
  struct td_store *st;
  td_rules *rules;
  td_snapshot *snap;
  td_result *result;
  td_run_options options;
  td_run_log log; /* what is to be recorded */
  bool is_recorded;
  td_run_record previous, comparable;
  bool has_previous, has_comparable;
  td_baseline baseline;
  bool has_baseline;
  td_entry *known; /* every finding of the ledger, by id */
  size_t n_known;
  size_t resumed, n_pending;
  struct pending *pending; /* checkpoints that are not written yet */
  td_run_output *outputs;
  size_t n_outputs;
  td_run_told told;
};

/* Fills in what goes into the run, and its key and id; finds a run that is
 * recorded under the key. The snapshot is taken, rules are loaded. */
td_status td_run__key(struct td_run *run, td_err *err);

/* "sha256:..." over the library that is compiled in, or the working copy of
 * it. */
void td_run__program(char buf[TD_HASH_TEXT]);

/* After the evaluation: what became of each finding, as entries and events of
 * the log; and each finding of the result is told its state. */
td_status td_run__turn(struct td_run *run, td_err *err);

/* Excuses findings that the baseline holds. */
void td_run__excuse(struct td_run *run);

/* How output is written, as text and back; what is not said is standard. Texts
 * of what is read live in the arena. */
const char *td_run__options_text(td_arena *a, const td_write_options *o);
td_status td_run__options_read(td_write_options *out, td_arena *a,
                               const char *text, td_err *err);

#endif
