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
} running;

static td_status eval_task(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const running *run = (const running *)ud;

  return td_eval(out, a, &run->rules->list[i], run->snap, &run->limits, err);
}

/* Why a check as a whole failed, in the words of the report. */
static const char *reason_of(const td_pool_result *r)
{
  if (*r->reason)
    return r->reason;
  if (r->status == TD_ENOMEM)
    return "memory limit";
  if (r->status == TD_ELIMIT)
    return strstr(r->error, "memory") ? "memory limit"
           : strstr(r->error, "work") ? "work limit"
                                      : "time limit";
  return "error";
}

/* A check that gave nothing becomes one error and no other outcome. */
static td_status failed_check(td_value *out, td_arena *a,
                              const td_pool_result *r, td_err *err)
{
  td_tally t = { .arena = a };
  td_value *item = td_tally_add(&t, &t.errors);
  const char *text = td_arena_text(a, r->error, strlen(r->error));

  if (!item || !text || td_map_make(item, a, 3, err) != TD_OK)
    return td_fail_memory(err);
  td_map_put(item, "message", td_value_of_text(text));
  td_map_put(item, "traceback", td_value_of_text(""));
  td_map_put(item, "reason", td_value_of_text(reason_of(r)));
  t.counts[TD_ERROR] = 1;
  return td_tally_value(out, &t, err);
}

static td_status evaluate(td_result *r, const running *run,
                          const td_check_options *o, td_err *err)
{
  size_t n = run->rules->n;
  const td_pool_options options = { .workers = o->workers,
                                    .seconds = run->limits.seconds,
                                    .bytes = 4 * run->limits.bytes,
                                    .on_progress = o->on_progress,
                                    .ud = o->ud };
  td_pool_result *results = (td_pool_result *)calloc(n, sizeof(*results));
  td_value *values = (td_value *)td_arena_array(&r->arena, n, sizeof(*values));
  running copy = *run;
  td_status rc;

  if (!results || !values) {
    rc = td_fail_memory(err);
    goto done;
  }
  rc = td_pool_run(results, n, &r->arena, eval_task, &copy, &options, err);
  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    values[i] = results[i].value;
    if (results[i].status != TD_OK)
      rc = failed_check(&values[i], &r->arena, &results[i], err);
  }
  if (rc == TD_OK)
    rc = td_result_gather(r, run->rules, values, err);

done:
  free(results);
  return rc;
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
    rc = td_result_settle(r, o->select, err);
  if (rc == TD_OK) {
    *out = r;
    r = NULL;
  }
  td_result_free(r);
  return rc;
}
