/* A check run: load the rules, evaluate each over the snapshot, settle what
 * they found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "check.h"
#include "eval.h"
#include "pool.h"
#include "tally.h"

#define DEFAULT_SECONDS 10.0
#define DEFAULT_BYTES ((uint64_t)256 * 1024 * 1024)

typedef struct running {
  const td_rules *rules;
  td_snapshot *snap;
  td_limits limits;
  const td_rule **chosen;        /* the rules that are run */
  td_settled *tasks;             /* and what is set for each */
  const td_check_record *record; /* NULL: nobody keeps one */
  size_t *todo;                  /* of the chosen ones, those not recalled */
  size_t n_todo;
  td_value *values; /* of the chosen ones */
} running;

static td_status eval_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const running *run = (const running *)ud;

  return td_eval(out, a, &run->tasks[run->todo[i]], run->snap, &run->limits,
                 run->record != NULL, err);
}

static td_status keep_task(void *ud, size_t i, const td_pool_result *r,
                           td_err *err)
{
  const running *run = (const running *)ud;

  if (r->status != TD_OK)
    return TD_OK;
  return run->record->keep(run->record->ud, run->chosen[run->todo[i]],
                           &r->value, err);
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

/* Finds the rules to be run, and what is set for each. */
static td_status choose(td_result *r, running *run, bool *is_chosen,
                        size_t *n_chosen, const td_check_options *o,
                        td_err *err)
{
  size_t n = run->rules->n, at = 0;
  td_status rc = td_result_choose(r, is_chosen, run->rules, o->select, err);

  for (size_t i = 0; rc == TD_OK && i < n; i++)
    if (is_chosen[i])
      run->chosen[at++] = &run->rules->list[i];
  if (rc == TD_OK)
    rc = td_scope_settle(run->tasks, run->chosen, at, run->rules, run->snap,
                         &r->arena, r->state, o->on_note, o->ud, err);
  *n_chosen = at;
  return rc;
}

/* Takes what is recorded, and leaves the others to do. */
static void recall(td_result *r, running *run, size_t n)
{
  const td_check_record *rec = run->record;

  for (size_t i = 0; i < n; i++)
    if (!rec ||
        !rec->recall(rec->ud, run->chosen[i], &r->arena, &run->values[i]))
      run->todo[run->n_todo++] = i;
}

/* Runs what is to do; the value of a check that failed as a whole says so. */
static td_status run_tasks(td_result *r, running *run,
                           const td_check_options *o, td_err *err)
{
  const td_pool_options options = { .workers = o->workers,
                                    .seconds = run->limits.seconds,
                                    .bytes = 4 * run->limits.bytes,
                                    .on_progress = o->on_progress,
                                    .ud = o->ud,
                                    .is_stopped = o->is_stopped,
                                    .on_result = run->record ? keep_task : NULL,
                                    .result_ud = run };
  td_pool_result *results =
      (td_pool_result *)calloc(run->n_todo + 1, sizeof(*results));
  td_status rc = TD_OK;

  if (!results)
    return td_fail_memory(err);
  if (run->n_todo)
    rc = td_pool_run(results, run->n_todo, &r->arena, eval_task, run, &options,
                     err);
  for (size_t i = 0; rc == TD_OK && i < run->n_todo; i++) {
    size_t at = run->todo[i];
    run->values[at] = results[i].value;
    if (results[i].status != TD_OK)
      rc = failed_check(&run->values[at], &r->arena, &results[i],
                        &run->tasks[at], err);
  }
  free(results);
  return rc;
}

static td_status make_room(td_result *r, running *run, bool **is_chosen,
                           td_value **all, td_err *err)
{
  size_t n = run->rules->n;

  run->chosen =
      (const td_rule **)td_arena_array(&r->arena, n, sizeof(td_rule *));
  run->tasks = (td_settled *)td_arena_array(&r->arena, n, sizeof(td_settled));
  run->todo = (size_t *)td_arena_array(&r->arena, n, sizeof(size_t));
  run->values = (td_value *)td_arena_array(&r->arena, n, sizeof(td_value));
  *is_chosen = (bool *)td_arena_array(&r->arena, n, sizeof(bool));
  *all = (td_value *)td_arena_array(&r->arena, n, sizeof(td_value));
  if (!run->chosen || !run->tasks || !run->todo || !run->values ||
      !*is_chosen || !*all)
    return td_fail_memory(err);
  return TD_OK;
}

static td_status evaluate(td_result *r, running *run, const td_check_options *o,
                          td_err *err)
{
  size_t n_chosen = 0, at = 0;
  bool *is_chosen;
  td_value *all; /* of all rules; nil for those that were not chosen */
  td_status rc = make_room(r, run, &is_chosen, &all, err);

  if (rc == TD_OK)
    rc = choose(r, run, is_chosen, &n_chosen, o, err);
  if (rc == TD_OK) {
    recall(r, run, n_chosen);
    rc = run_tasks(r, run, o, err);
  }
  for (size_t i = 0; rc == TD_OK && i < run->rules->n; i++)
    if (is_chosen[i])
      all[i] = run->values[at++];
  return rc == TD_OK ? td_result_gather(r, run->rules, all, err) : rc;
}

/* Applies waivers and the selection, and tells of one that fits nothing. */
static td_status settle(td_result *r, const td_check_options *o, td_err *err)
{
  size_t before = r->n_findings;
  td_status rc = td_result_settle(r, o->select, err);
  char text[80];

  if (rc != TD_OK || !o->on_note || !before || r->n_findings)
    return rc;
  snprintf(text, sizeof(text), "--select fits none of the %zu findings",
           before);
  o->on_note(o->ud, text);
  return TD_OK;
}

td_status td_check_recorded(td_result **out, td_snapshot *snap, td_rules *rules,
                            const td_check_options *options,
                            const td_check_record *record, td_err *err)
{
  static const td_check_options standard = { .size = sizeof(standard) };
  const td_check_options *o = options ? options : &standard;
  running run = { .rules = rules, .snap = snap, .record = record };
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
  rc = evaluate(r, &run, o, err);
  if (rc == TD_OK)
    rc = settle(r, o, err);
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
