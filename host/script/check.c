/* A check run: load the rules, evaluate each over the snapshot, settle what
 * they found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "eval.h"
#include "pool.h"
#include "result.h"
#include "tally.h"

#define DEFAULT_SECONDS 10.0
#define DEFAULT_BYTES ((uint64_t)256 * 1024 * 1024)

typedef struct running {
  const td_rules *rules;
  td_snapshot *snap;
  td_limits limits;
  const td_rule **chosen; /* the rules that are run */
  td_settled *tasks;      /* and what is set for each */
} running;

static td_status eval_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const running *run = (const running *)ud;

  return td_eval(out, a, &run->tasks[i], run->snap, &run->limits, err);
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

/* What one task of the pool gave; the value of a check that failed as a whole
 * says so. */
static td_status take_value(td_value *out, td_result *r,
                            const td_pool_result *p, const td_settled *task,
                            td_err *err)
{
  *out = p->value;
  return p->status == TD_OK ? TD_OK
                            : failed_check(out, &r->arena, p, task, err);
}

static td_status evaluate(td_result *r, running *run, const td_check_options *o,
                          td_err *err)
{
  size_t n = run->rules->n, at = 0;
  const td_pool_options options = { .workers = o->workers,
                                    .seconds = run->limits.seconds,
                                    .bytes = 4 * run->limits.bytes,
                                    .on_progress = o->on_progress,
                                    .ud = o->ud,
                                    .is_stopped = o->is_stopped };
  bool *is_chosen = (bool *)td_arena_array(&r->arena, n, sizeof(bool));
  td_value *values = (td_value *)td_arena_array(&r->arena, n, sizeof(*values));
  td_pool_result *results = (td_pool_result *)calloc(n, sizeof(*results));
  td_status rc = TD_OK;

  run->chosen =
      (const td_rule **)td_arena_array(&r->arena, n, sizeof(td_rule *));
  run->tasks = (td_settled *)td_arena_array(&r->arena, n, sizeof(td_settled));
  if (!results || !values || !is_chosen || !run->chosen || !run->tasks)
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    rc = td_result_choose(r, is_chosen, run->rules, o->select, err);
  for (size_t i = 0; rc == TD_OK && i < n; i++)
    if (is_chosen[i])
      run->chosen[at++] = &run->rules->list[i];
  if (rc == TD_OK)
    rc = td_scope_settle(run->tasks, run->chosen, at, run->rules, run->snap,
                         &r->arena, r->state, o->on_note, o->ud, err);
  if (rc == TD_OK)
    rc = td_pool_run(results, at, &r->arena, eval_task, run, &options, err);
  at = 0;
  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    if (!is_chosen[i])
      continue;
    rc = take_value(&values[i], r, &results[at], &run->tasks[at], err);
    at++;
  }
  if (rc == TD_OK)
    rc = td_result_gather(r, run->rules, values, err);
  free(results);
  return rc;
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

td_status td_check(td_result **out, td_snapshot *snap, td_rules *rules,
                   const td_check_options *options, td_err *err)
{
  static const td_check_options standard = { .size = sizeof(standard) };
  const td_check_options *o = options ? options : &standard;
  running run = { .rules = rules, .snap = snap };
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
