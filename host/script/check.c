/* A check run: load the rules, evaluate each over the snapshot, settle what
 * they found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "check.h"
#include "eval.h"
#include "pool.h"
#include "said.h"
#include "tally.h"
#include "waiving.h"

#define DEFAULT_SECONDS 10.0
#define DEFAULT_BYTES ((uint64_t)256 * 1024 * 1024)

typedef struct running {
  const td_rules *rules;
  td_snapshot *snap;
  td_limits limits;
  const td_rule **chosen; /* the rules that are run */
  td_settled *tasks;      /* and what is set for each */
  size_t n;
  size_t *order;  /* of the tasks: those of rules after waivers are the last */
  size_t n_early; /* those before them */
  size_t *todo;   /* of a round, the tasks that are not recalled */
  size_t n_done;  /* in rounds before, for progress */
  td_value *values; /* what came out, by rule; nil for those not chosen */
  td_waiving waiving;
  const td_check_options *options;
  const td_check_record *record; /* NULL: nobody keeps one */
  bool is_stale; /* what is recorded of a round after this one */
} running;

static td_status eval_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const running *run = (const running *)ud;

  return td_eval(out, a, &run->tasks[run->todo[i]], run->snap, &run->limits,
                 run->record != NULL, err);
}

/* Whether a task was done and what it gave can be believed. */
static bool is_answered(const running *run, size_t i, const td_pool_result *r)
{
  return r->status == TD_OK &&
         td_said_is_sound(&r->value, run->snap, run->chosen[run->todo[i]]);
}

static td_status keep_task(void *ud, size_t i, const td_pool_result *r,
                           td_err *err)
{
  const running *run = (const running *)ud;

  if (!is_answered(run, i, r))
    return TD_OK;
  return run->record->keep(run->record->ud, run->chosen[run->todo[i]],
                           &r->value, err);
}

static void refuse(td_pool_result *r)
{
  r->status = TD_EDATA;
  snprintf(r->error, sizeof(r->error),
           "what it answered is no answer of a "
           "check");
}

/* Why a check as a whole failed, in the words of the report. */
static const char *reason_of(const td_pool_result *r)
{
  static const char *const limits[] = { "time limit", "memory limit",
                                        "work limit" };
  const char *stopped = strstr(r->error, "stopped: ");

  if (*r->reason)
    return r->reason;
  for (size_t i = 0; stopped && i < sizeof(limits) / sizeof(*limits); i++)
    if (!strncmp(stopped + strlen("stopped: "), limits[i], strlen(limits[i])))
      return limits[i];
  return r->status == TD_ENOMEM ? "memory limit" : "error";
}

/* A check that gave nothing becomes one error and no other outcome. */
static td_status failed_check(td_value *out, td_arena *a,
                              const td_pool_result *r, const td_settled *task,
                              td_err *err)
{
  const char *params = td_scope_text(a, task, 0);
  td_tally t = { .arena = a };
  td_value *item = td_tally_add(&t, &t.errors);
  const char *text = td_arena_text(a, r->error, strlen(r->error));

  if (!item || !text || !params || td_map_make(item, a, 4, err) != TD_OK)
    return td_fail_memory(err);
  td_map_put(item, "message", td_value_of_text(text));
  td_map_put(item, "traceback", td_value_of_text(""));
  td_map_put(item, "reason", td_value_of_text(reason_of(r)));
  td_map_put(item, "params", td_value_of_text(params));
  t.counts[TD_ERROR] = 1;
  return td_tally_value(out, &t, err);
}

/* ---- the tasks ---- */

static td_status make_room(td_result *r, running *run, td_err *err)
{
  size_t n = run->rules->n;

  run->chosen =
      (const td_rule **)td_arena_array(&r->arena, n, sizeof(td_rule *));
  run->tasks = (td_settled *)td_arena_array(&r->arena, n, sizeof(td_settled));
  run->order = (size_t *)td_arena_array(&r->arena, n, sizeof(size_t));
  run->todo = (size_t *)td_arena_array(&r->arena, n, sizeof(size_t));
  run->values = (td_value *)td_arena_array(&r->arena, n, sizeof(td_value));
  return run->chosen && run->tasks && run->order && run->todo && run->values
             ? TD_OK
             : td_fail_memory(err);
}

static td_status choose(td_result *r, running *run, td_err *err)
{
  size_t n = run->rules->n;
  bool *is_chosen = (bool *)td_arena_array(&r->arena, n, sizeof(bool));
  td_status rc;

  if (!is_chosen)
    return td_fail_memory(err);
  rc = td_result_choose(r, is_chosen, run->rules, run->options->select, err);
  for (size_t i = 0; rc == TD_OK && i < n; i++)
    if (is_chosen[i])
      run->chosen[run->n++] = &run->rules->list[i];
  return rc;
}

/* Rules that ask what waivers excuse come last. */
static void put_in_order(running *run)
{
  size_t at = 0;

  for (int is_after = 0; is_after < 2; is_after++) {
    for (size_t i = 0; i < run->n; i++)
      if (run->chosen[i]->is_after_waivers == (bool)is_after)
        run->order[at++] = i;
    if (!is_after)
      run->n_early = at;
  }
}

static td_status prepare(td_result *r, running *run, td_err *err)
{
  const td_check_options *o = run->options;
  td_status rc = make_room(r, run, err);

  if (rc == TD_OK)
    rc = choose(r, run, err);
  if (rc == TD_OK)
    rc = td_scope_settle(run->tasks, run->chosen, run->n, run->rules, run->snap,
                         &r->arena, r->state, o->on_note, o->ud, err);
  if (rc == TD_OK)
    rc = td_waiving_read(&run->waiving, r, o->on_note, o->ud, err);
  for (size_t i = 0; rc == TD_OK && i < run->n; i++)
    run->tasks[i].waiving = &run->waiving;
  put_in_order(run);
  return rc;
}

/* ---- running them ---- */

/* Of all tasks, not of those of one round. */
static void note_progress(void *ud, size_t done, size_t all)
{
  const running *run = (const running *)ud;

  (void)all;
  run->options->on_progress(run->options->ud, run->n_done + done, run->n);
}

static bool ask_stopped(void *ud)
{
  const running *run = (const running *)ud;

  return run->options->is_stopped(run->options->ud);
}

static td_value *value_of(const running *run, size_t task)
{
  return &run->values[run->chosen[task] - run->rules->list];
}

/* Takes what is recorded of n tasks of the order; how many are left to do. */
static size_t recall(td_result *r, running *run, size_t first, size_t n)
{
  const td_check_record *rec = run->record;
  size_t n_todo = 0;

  for (size_t i = first; i < first + n; i++) {
    size_t task = run->order[i];
    if (!rec || run->is_stale ||
        !rec->recall(rec->ud, run->chosen[task], &r->arena,
                     value_of(run, task)))
      run->todo[n_todo++] = task;
  }
  run->n_done = first + n - n_todo;
  return n_todo;
}

/* Runs what is to do; the value of a check that failed as a whole says so. */
static td_status run_tasks(td_result *r, running *run, size_t n, td_err *err)
{
  const td_check_options *o = run->options;
  const td_pool_options options = {
    .workers = o->workers,
    .seconds = run->limits.seconds,
    .bytes = 4 * run->limits.bytes,
    .on_progress = o->on_progress ? note_progress : NULL,
    .ud = run,
    .is_stopped = o->is_stopped ? ask_stopped : NULL,
    .on_result = run->record ? keep_task : NULL,
    .result_ud = run,
  };
  td_pool_result *results = (td_pool_result *)calloc(n + 1, sizeof(*results));
  td_status rc = results ? TD_OK : td_fail_memory(err);

  if (rc == TD_OK && n)
    rc = td_pool_run(results, n, &r->arena, eval_task, run, &options, err);
  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    size_t task = run->todo[i];
    *value_of(run, task) = results[i].value;
    if (results[i].status == TD_OK && !is_answered(run, i, &results[i]))
      refuse(&results[i]);
    if (results[i].status != TD_OK)
      rc = failed_check(value_of(run, task), &r->arena, &results[i],
                        &run->tasks[task], err);
  }
  free(results);
  return rc;
}

/* n tasks of the order, from `first` on. What a round after it gave before
 * rests on all of it: a check that failed then may give something now. */
static td_status run_round(td_result *r, running *run, size_t first, size_t n,
                           td_err *err)
{
  size_t n_todo = recall(r, run, first, n);

  run->is_stale = n_todo > 0;
  return run_tasks(r, run, n_todo, err);
}

/* Counts what waivers excuse of what was found so far. */
static td_status count_waived(td_result *r, running *run, td_err *err)
{
  td_result early = { .snap = r->snap, .state = r->state };
  td_status rc;

  if (!run->snap->tables[TD_WAIVERS].n)
    return TD_OK;
  rc = td_result_gather(&early, run->rules, run->values, err);
  if (rc == TD_OK)
    rc = td_waiving_count(&run->waiving, &early, run->rules, run->n, &r->arena,
                          err);
  td_arena_free(&early.arena);
  return rc;
}

static td_status evaluate(td_result *r, running *run, td_err *err)
{
  td_status rc = prepare(r, run, err);

  if (rc == TD_OK)
    rc = run_round(r, run, 0, run->n_early, err);
  if (rc == TD_OK && run->n_early < run->n)
    rc = count_waived(r, run, err);
  if (rc == TD_OK && run->n_early < run->n)
    rc = run_round(r, run, run->n_early, run->n - run->n_early, err);
  return rc == TD_OK ? td_result_gather(r, run->rules, run->values, err) : rc;
}

/* Applies waivers and the selection, and tells of one that fits nothing; of a
 * run that is recorded, whoever records it does, as states come later. */
static td_status settle(td_result *r, const running *run, td_err *err)
{
  const td_check_options *o = run->options;
  td_status rc = td_result_settle(r, &run->waiving, o->select, err);

  if (rc == TD_OK && !run->record)
    td_result_tell_unfit(r, o->on_note, o->ud);
  return rc;
}

td_status td_check_recorded(td_result **out, td_snapshot *snap, td_rules *rules,
                            const td_check_options *options,
                            const td_check_record *record, td_err *err)
{
  static const td_check_options standard = { .size = sizeof(standard) };
  const td_check_options *o = options ? options : &standard;
  running run = {
    .rules = rules, .snap = snap, .options = o, .record = record
  };
  td_result *r = NULL;
  td_status rc;

  *out = NULL;
  if (o->size < sizeof(*o))
    return td_fail(err, TD_EUSAGE, "check options are too old");
  run.limits.seconds = o->seconds > 0 ? o->seconds : DEFAULT_SECONDS;
  run.limits.bytes = (size_t)(o->bytes ? o->bytes : DEFAULT_BYTES);
  rc = td_rules_load(rules, o->workers, NULL, NULL, err);
  if (rc != TD_OK)
    return rc;
  r = (td_result *)calloc(1, sizeof(*r));
  if (!r)
    return td_fail_memory(err);
  r->snap = td_snapshot_ref(snap);
  rc = evaluate(r, &run, err);
  if (rc == TD_OK)
    rc = settle(r, &run, err);
  if (rc == TD_OK) {
    *out = r;
    r = NULL;
  }
  td_result_free(r);
  return rc;
}

td_status td_check(td_result **out, td_snapshot *snap, td_rules *rules,
                   const td_check_options *options, td_err *err)
{
  return td_check_recorded(out, snap, rules, options, NULL, err);
}
