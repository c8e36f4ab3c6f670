/* A compliance run, between its parts: the whole (run.c), what goes in
 * (run_key.c), what becomes of findings (run_turn.c), what reporters are told
 * (run_lua.c), outputs (run_output.c), digests (run_notices.c), the record
 * (run_record.c), the manifest (run_manifest.c). */
#ifndef TD_RUN_H
#define TD_RUN_H

#include "check.h"
#include "ledger.h"
#include "lock.h"

/* What reporters are told about the run of a result. */
typedef struct td_run_told {
  const char *id;
  const td_logged *previous; /* NULL if this is the first run */
  size_t counts[TD_LIVES];   /* findings by the state they are in now; those
                                  * that were resolved before do not count */
  size_t held;
  bool is_suspicious;
  const td_entry **resolved; /* in this run, by id, and what they said */
  const td_event **said;
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
  int64_t before; /* the run's number, or TD_LEDGER_NOW: what comes before it
                   * is its past, also where it is recorded already */
  td_logged previous, comparable;
  bool has_previous, has_comparable;
  td_baseline baseline;
  bool has_baseline;
  td_excuse excuse; /* by the baseline */
  td_entry *known;  /* every finding of the ledger, by id */
  size_t n_known;
  td_entry *others; /* those that the run did not give, as they are now */
  size_t n_others;
  td_notice *notices; /* to be recorded with the run */
  size_t n_notices;
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

/* Whether the run's selection leaves out all that the rule may find. */
bool td_run__is_outside(const struct td_run *run, const char *rule);

/* Evaluates a run that is recorded, with what was before it: fills in result
 * and states. Set are st, rules, snap, log.run, is_recorded, options. */
td_status td_run__again(struct td_run *run, td_err *err);

/* td_result_write, with hash and size of what is written; `write` may be
 * NULL. */
td_status td_run__hash(char hash[TD_HASH_TEXT], int64_t *size, td_result *r,
                       const td_write_options *options, td_write_fn write,
                       void *ud, td_err *err);

/* The manifest of a recorded run; `id` as of td_ledger_run. */
td_status td_run__manifest(struct td_store *st, const char *id,
                           td_write_fn write, void *ud, td_err *err);

/* Pushes a finding of the record as a table: id, rule, title, severity, class,
 * state, state_on, since, period, subject. [-0, +1, m] */
void td_push_entry(lua_State *L, const td_result *r, const td_entry *e);

/* Sets the fields of a run in the table on top. [-0, +0, m] */
void td_fill_run(lua_State *L, const td_logged *r);

/* How output is written, as text and back; what is not said is standard. Texts
 * of what is read live in the arena. */
const char *td_run__options_text(td_arena *a, const td_write_options *o);
td_status td_run__options_read(td_write_options *out, td_arena *a,
                               const char *text, td_err *err);

#endif
