/* The ledger: what recorded runs found and what became of it.
 *
 * A finding lives from run to run. What a run says of it, and the state it was
 * in, give the state it is in then; each change of state is an event, and
 * events are only added. docs/runs.md tells the states to users. */
#ifndef TD_LEDGER_H
#define TD_LEDGER_H

#include "arena.h"
#include "date.h"

struct td_store;

/* States in the order in which lists tell them. */
typedef enum td_life {
  TD_LIFE_NONE, /* not in the ledger */
  TD_LIFE_NEW,
  TD_LIFE_REOPENED, /* it was resolved, or waived, and is there again */
  TD_LIFE_CHANGED,  /* its severity or class is another than before */
  TD_LIFE_ONGOING,
  TD_LIFE_STALE, /* it could not be evaluated */
  TD_LIFE_WAIVED,
  TD_LIFE_RESOLVED, /* evaluated, and not there */
  TD_LIVES,
} td_life;

const char *td_life_name(td_life life); /* "new"; "" for none */
td_life td_life_parse(const char *name);

/* Open ones are somebody's to deal with. */
bool td_life_is_open(td_life life);

/* What a run says of a finding. */
typedef enum td_sight {
  TD_SIGHT_FAILS,
  TD_SIGHT_WAIVED,
  TD_SIGHT_PASSES,  /* its subject was evaluated, and it is not there */
  TD_SIGHT_UNKNOWN, /* its subject was not evaluated */
  TD_SIGHT_OUTSIDE, /* the run does not judge it: it stays as it is */
} td_sight;

/* The state after a run. *is_event: whether that is to be recorded; a finding
 * that goes on, and one that stays resolved, stale or waived, has no event.
 * `is_other`: severity, class or waiver differ from before. */
td_life td_life_next(td_life before, td_sight sight, bool is_other,
                     bool *is_event);

/* A finding, as the ledger has it or as a run says it. Texts live in the arena
 * they were read into; "" where there is none. */
typedef struct td_entry {
  const char *id, *rule, *kind, *subject, *period, *key, *goal, *target,
      *agency;
  const char *severity, *class_name, *waiver;
  const char *first_run, *first_on; /* the run that first saw it, and its day */
  const char *last_run, *last_on;   /* the last one */
  const char *life_run, *life_on;   /* since when it is in its state */
  td_life life;
} td_entry;

/* Numbers of runs begin with 1; this one comes after all of them. */
#define TD_LEDGER_NOW INT64_MAX

/* Every finding there was before the run of that number, by id, in the state in
 * which it was. */
td_status td_ledger_entries(td_entry **out, size_t *n, td_arena *a,
                            struct td_store *st, int64_t before, td_err *err);

/* "sha256:...": the name under which bytes are kept and compared. */
enum { TD_LEDGER_HASH = 72 };
void td_ledger_hash(char buf[TD_LEDGER_HASH], const void *bytes, size_t n);

/* Where the store is. */
const char *td_ledger_path(const struct td_store *st);

/* From here on to wait for another writer, such as an import, as long as it
 * takes; `on_wait`, which may be NULL, is told so once each time. Until
 * td_ledger_wait_no_more, `ud` must live. */
void td_ledger_wait(struct td_store *st,
                    void (*on_wait)(void *ud, const char *text), void *ud);
void td_ledger_wait_no_more(struct td_store *st);

/* "3.40.1": the version of SQLite that is running. */
const char *td_ledger_sqlite(void);

/* ---- runs ---- */

/* What went into a run, and what it came to. */
typedef struct td_logged {
  int64_t number, edition, judged, errors;
  const char *id, *key, *plan, *as_of, *known_at, *selection;
  const char *data, *calendar, *rules, *settings, *baseline, *program,
      *versions;
  const char *compared_with;           /* NULL: there is no comparable run */
  int64_t judged_before, judged_again; /* by the rules that both had */
  bool is_suspicious, accepts_drop;
  const char *result; /* hash of the result as JSON in English */
  const char *chain;  /* over this run's events and the chain before */
} td_logged;

/* TD_ROW with the run, TD_OK if there is none. `what` is an id, a prefix of one
 * that no other run has, or "latest"; or, with by_key, a key. Several runs of
 * one prefix: TD_EUSAGE. */
td_status td_ledger_run(td_logged *out, td_arena *a, struct td_store *st,
                        const char *what, bool by_key, td_err *err);

/* The last run before that number. TD_ROW, TD_OK if there is none. */
td_status td_ledger_previous(td_logged *out, td_arena *a, struct td_store *st,
                             int64_t before, td_err *err);

/* The last run of the plan and selection with which another can be compared:
 * one that is not suspicious, or was accepted. TD_ROW, TD_OK if there is
 * none. */
td_status td_ledger_comparable(td_logged *out, td_arena *a, struct td_store *st,
                               const char *plan, const char *selection,
                               td_err *err);

/* Subjects by outcome for a rule and agency ("": none, or told in total). */
typedef struct td_evaluation {
  const char *rule, *agency;
  int64_t counts[TD_OUTCOMES];
} td_evaluation;

td_status td_ledger_evaluations(td_evaluation **out, size_t *n, td_arena *a,
                                struct td_store *st, const char *run,
                                td_err *err);

/* States that a recorded run gave: its events, by finding. */
typedef struct td_event {
  const char *finding, *severity, *class_name, *waiver;
  const char *message[2]; /* English, Vietnamese */
  const char *evidence;   /* JSON */
  const char *why;        /* what made it so, in English; "" */
  td_life life;
} td_event;

td_status td_ledger_events(td_event **out, size_t *n, td_arena *a,
                           struct td_store *st, const char *run, td_err *err);

/* What was last said of a finding by an event that says something, before the
 * run of that number; "" if nothing. */
td_status td_ledger_last_said(const char *message[2], td_arena *a,
                              struct td_store *st, const char *finding,
                              int64_t before, td_err *err);

/* ---- recording ---- */

/* Parts of what went in: entity, rule or setting. */
typedef struct td_run_part {
  const char *name; /* "observations"; "progress.off_track"; a path, or
                     * "RULE.PARAM" */
  const char *kind; /* settings: "file" or "set"; rules: the file */
  const char *hash; /* entities */
  const char *text; /* rules and files: kept under its hash; sets: the value */
  int64_t n;        /* entities: rows */
} td_run_part;

typedef struct td_run_reason {
  const char *rule, *outcome, *why[2];
  int64_t n;
} td_run_reason;

/* Everything that a run records. Of each entry that the run saw, or whose state
 * it changes, one; `has_event` says which come with an event. */
typedef struct td_run_log {
  td_logged run;
  const td_run_part *tables, *rules, *settings;
  size_t n_tables, n_rules, n_settings;
  const td_evaluation *evaluations;
  size_t n_evaluations;
  const td_run_reason *reasons;
  size_t n_reasons;
  const td_entry *entries;
  size_t n_entries;
  const td_event *events;
  size_t n_events;
} td_run_log;

/* One transaction that reads, to be ended by td_ledger_rollback; one that
 * writes. */
td_status td_ledger_read_begin(struct td_store *st, td_err *err);
td_status td_ledger_begin(struct td_store *st, td_err *err);
td_status td_ledger_commit(struct td_store *st, td_err *err);
void td_ledger_rollback(struct td_store *st);

/* Inside a transaction: writes it all, numbers the run and fills in its
 * chain. */
td_status td_ledger_record(td_run_log *log, struct td_store *st, td_err *err);

/* ---- outputs ---- */

/* A file that a run wrote. `options` is how: language, limits and so on, as
 * text that reads back. */
typedef struct td_run_output {
  const char *name, *format, *options, *hash;
  int64_t size;
} td_run_output;

/* By name. */
td_status td_ledger_outputs(td_run_output **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *run, td_err *err);

/* One that is recorded already under the name stays. */
td_status td_ledger_add_output(struct td_store *st, const char *run,
                               const td_run_output *o, td_err *err);

/* What went into a run, in parts; of `which` "tables", "rules" or "settings".
 * Texts are those that were kept. */
td_status td_ledger_parts(td_run_part **out, size_t *n, td_arena *a,
                          struct td_store *st, const char *run,
                          const char *which, td_err *err);

/* ---- baselines ---- */

/* Findings that were accepted until a day, inclusive. */
typedef struct td_baseline {
  int64_t number;
  const char *run, *accepted_on, *valid_to, *signer, *reason;
  const char **findings; /* ids that are in it, sorted */
  size_t n_findings;
  size_t n_ended; /* that have been resolved since: these are out of it */
} td_baseline;

/* TD_ROW with the one in force on a day, as it was before the run of that
 * number; TD_OK if there is none. */
td_status td_ledger_baseline(td_baseline *out, td_arena *a, struct td_store *st,
                             const char *day, int64_t before, td_err *err);

/* Inside a transaction. */
td_status td_ledger_add_baseline(const td_baseline *b, struct td_store *st,
                                 td_err *err);
td_status td_ledger_end_baselined(struct td_store *st, const char *finding,
                                  const char *run, td_err *err);

/* ---- is it as it was recorded ---- */

/* Texts are "" where there is nothing to tell. */
typedef struct td_ledger_state {
  int64_t n_runs, n_findings;
  const char *last, *last_on; /* the last run, and its day */
  bool is_suspicious;         /* that run is, and resolved nothing */
  const char *broken;         /* the first run that the chain does not fit */
  int64_t n_astray;   /* findings that are not as their last event left them, or
                     * events without their finding */
  const char *astray; /* the first of them, by id */
} td_ledger_state;

/* Reads every run and event. */
td_status td_ledger_verify(td_ledger_state *out, td_arena *a,
                           struct td_store *st, td_err *err);

/* ---- notices ---- */

/* A digest: for whom, on which day, what it told (JSON), in which file. */
typedef struct td_notice {
  const char *id, *run, *agency, *day, *told, *file, *hash;
  int64_t size;
  bool is_delivered; /* it is in the outbox under its name */
} td_notice;

/* All of an agency, oldest first; of all agencies where it is NULL. */
td_status td_ledger_notices(td_notice **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *agency,
                            td_err *err);

/* Inside a transaction: an id that is there already stays as it is. */
td_status td_ledger_add_notice(struct td_store *st, const td_notice *notice,
                               td_err *err);
td_status td_ledger_deliver(struct td_store *st, const char *id, td_err *err);

/* ---- checkpoints ---- */

/* What a rule gave in a run that may not come to its end: bytes. Inside a
 * transaction. */
td_status td_ledger_keep(struct td_store *st, const char *key,
                         const char *as_of, const char *rule, const void *bytes,
                         size_t n, td_err *err);

/* TD_ROW with what was kept; TD_OK if nothing was, or not as it is there now. */
td_status td_ledger_recall(const char **bytes, size_t *n, td_arena *a,
                           struct td_store *st, const char *key,
                           const char *rule, td_err *err);

/* The day of a run that did not end and had another key, and how many
 * checkpoints such runs left; "" and 0 if there are none. */
td_status td_ledger_unfinished(char day[TD_DATE_TEXT], int64_t *n,
                               struct td_store *st, const char *key,
                               td_err *err);

/* Inside a transaction: drops all checkpoints. */
td_status td_ledger_forget(struct td_store *st, td_err *err);

#endif
