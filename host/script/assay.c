/* An assay: one fault after the other into the copy, the rules over it, and
 * what they say against what they said of the copy as it was. */
#include "assay.h"

#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "tally.h"
#include "writer.h"

#define DEFAULT_SECONDS 10.0
#define DEFAULT_BYTES ((uint64_t)256 * 1024 * 1024)
enum { DEFAULT_FAULTS = 20 };

typedef struct running {
  td_assay *assay;
  td_rules *rules;
  td_faults *faults;
  td_baseline base;
  td_snapshot_options days;
  td_check_options check; /* of one fault: on the worker that injected it */
} running;

/* ---- the rules over the copy ---- */

static td_status check_copy(td_result **out, const running *run,
                            const td_check_options *options, td_err *err)
{
  td_snapshot *snap = NULL;
  td_status rc =
      td_snapshot_take(&snap, td_faults_store(run->faults), &run->days, err);

  *out = NULL;
  if (rc == TD_OK)
    rc = td_check(out, snap, run->rules, options, err);
  td_snapshot_unref(snap);
  return rc;
}

/* The ids of the rules whose answers have the flag. */
static td_status list_rules(td_value *map, const char *key, td_arena *a,
                            const td_result *r, const uint8_t *answers,
                            uint8_t flag, td_err *err)
{
  td_value list = { .kind = TD_V_LIST };

  list.as.list.items =
      (td_value *)td_arena_array(a, r->n_checks, sizeof(td_value));
  if (!list.as.list.items)
    return td_fail_memory(err);
  for (size_t i = 0; i < r->n_checks; i++)
    if (answers[i] & flag)
      list.as.list.items[list.as.list.n++] =
          td_value_of_text(r->checks[i].rule->id);
  td_map_put(map, key, list);
  return TD_OK;
}

/* What td_trial.said documents. */
static td_status tell(td_value *out, td_arena *a, const td_fault *fault,
                      const td_result *r, const uint8_t *answers, td_err *err)
{
  td_status rc = td_map_make(out, a, 8, err);

  if (rc != TD_OK)
    return rc;
  td_map_put(out, "code", td_value_of_text(fault->code));
  td_map_put(out, "period", td_value_of_text(fault->period));
  td_map_put(out, "before", td_value_of_text(fault->before));
  td_map_put(out, "after", td_value_of_text(fault->after));
  rc = list_rules(out, "caught", a, r, answers, TD_CAUGHT, err);
  if (rc == TD_OK)
    rc = list_rules(out, "noticed", a, r, answers, TD_NOTICED, err);
  if (rc == TD_OK)
    rc = list_rules(out, "hid", a, r, answers, TD_HID, err);
  if (rc == TD_OK)
    rc = list_rules(out, "failed", a, r, answers, TD_BROKE, err);
  return rc;
}

static td_status judge(td_value *out, td_arena *a, const running *run,
                       const td_fault *fault, td_err *err)
{
  td_result *r = NULL;
  td_status rc = check_copy(&r, run, &run->check, err);
  uint8_t *answers = rc == TD_OK ? (uint8_t *)calloc(r->n_checks, 1) : NULL;

  if (rc == TD_OK && !answers)
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    rc = td_baseline_compare(answers, &run->base, r, err);
  if (rc == TD_OK)
    rc = tell(out, a, fault, r, answers, err);
  free(answers);
  td_result_free(r);
  return rc;
}

/* A task of the pool. */
static td_status try_fault(td_value *out, td_arena *a, void *ud, size_t i,
                           td_err *err)
{
  const running *run = (const running *)ud;
  const td_trial *t = &run->assay->trials[i];
  td_fault fault;
  td_status rc =
      td_faults_inject(&fault, run->faults, t->kind, t->place, a, err);

  if (rc != TD_OK)
    return rc;
  rc = judge(out, a, run, &fault, err);
  if (rc != TD_OK) {
    td_faults_undo(run->faults, NULL);
    return rc;
  }
  return td_faults_undo(run->faults, err);
}

/* ---- which faults ---- */

static int64_t wanted(int64_t places, int faults)
{
  int64_t most = faults ? faults : DEFAULT_FAULTS;

  return most < 0 || places < most ? places : most;
}

/* n of the places, evenly spread: the middle of each n-th part. */
static void spread(td_trial *trials, int kind, int64_t places, int64_t n)
{
  for (int64_t i = 0; i < n; i++)
    trials[i] = (td_trial){ .kind = kind,
                            .place = (2 * i + 1) * places / (2 * n),
                            .error = "" };
}

static td_status choose_faults(const running *run, int faults, td_err *err)
{
  td_assay *assay = run->assay;
  size_t at = 0;
  td_status rc = TD_OK;

  for (int kind = 0; rc == TD_OK && kind < TD_FAULTS; kind++) {
    rc = td_faults_places(&assay->places[kind], run->faults, kind, err);
    assay->n += (size_t)wanted(assay->places[kind], faults);
  }
  assay->trials =
      (td_trial *)td_arena_array(&assay->arena, assay->n, sizeof(td_trial));
  if (rc == TD_OK && !assay->trials)
    rc = td_fail_memory(err);
  for (int kind = 0; rc == TD_OK && kind < TD_FAULTS; kind++) {
    int64_t n = wanted(assay->places[kind], faults);
    spread(&assay->trials[at], kind, assay->places[kind], n);
    at += (size_t)n;
  }
  return rc;
}

/* ---- all of them ---- */

static td_status take_answers(td_assay *assay, const td_pool_result *results,
                              td_err *err)
{
  for (size_t i = 0; i < assay->n; i++) {
    td_trial *t = &assay->trials[i];
    const td_pool_result *r = &results[i];
    td_value *said = (td_value *)td_arena_alloc(&assay->arena, sizeof(*said));
    if (!said)
      return td_fail_memory(err);
    *said = r->value;
    if (r->status == TD_OK)
      t->said = said;
    else
      t->error = td_arena_text(&assay->arena, r->error, strlen(r->error));
    if (!t->error)
      return td_fail_memory(err);
  }
  return TD_OK;
}

static td_status try_faults(running *run, const td_assay_options *o,
                            td_err *err)
{
  td_assay *assay = run->assay;
  const td_pool_options options = {
    .workers = o->workers,
    .seconds = run->check.seconds * (double)assay->base->n_checks,
    .bytes = 4 * run->check.bytes,
    .on_progress = o->on_progress,
    .ud = o->ud,
  };
  td_pool_result *results =
      (td_pool_result *)calloc(assay->n + 1, sizeof(*results));
  td_status rc = results ? TD_OK : td_fail_memory(err);

  if (rc == TD_OK)
    rc = td_pool_run(results, assay->n, &assay->arena, try_fault, run, &options,
                     err);
  if (rc == TD_OK)
    rc = take_answers(assay, results, err);
  free(results);
  return rc;
}

static td_status check_base(running *run, const td_assay_options *o,
                            td_err *err)
{
  td_check_options options = run->check;
  td_status rc;

  options.workers = o->workers;
  rc = check_copy(&run->assay->base, run, &options, err);
  if (rc == TD_OK)
    rc =
        td_baseline_make(&run->base, run->assay->base, &run->assay->arena, err);
  return rc;
}

static void set_up(running *run, const td_assay_options *o)
{
  run->days = (td_snapshot_options){ .size = sizeof(run->days),
                                     .as_of = o->as_of,
                                     .known_at = o->known_at };
  run->check = (td_check_options){
    .size = sizeof(run->check),
    .select = o->select,
    .seconds = o->seconds > 0 ? o->seconds : DEFAULT_SECONDS,
    .bytes = o->bytes ? o->bytes : DEFAULT_BYTES,
  };
}

td_status td_assay_run(td_assay **out, td_store *st, td_rules *rules,
                       const td_assay_options *options, td_err *err)
{
  running run = { .rules = rules };
  td_status rc;

  *out = NULL;
  if (options->size < sizeof(*options))
    return td_fail(err, TD_EUSAGE, "assay options are too old");
  if (!options->as_of)
    return td_fail(err, TD_EUSAGE, "as_of is missing");
  run.assay = (td_assay *)calloc(1, sizeof(*run.assay));
  if (!run.assay)
    return td_fail_memory(err);
  set_up(&run, options);
  rc = td_faults_open(&run.faults, st, options->as_of,
                      options->known_at ? options->known_at : options->as_of,
                      err);
  if (rc == TD_OK)
    rc = check_base(&run, options, err);
  if (rc == TD_OK)
    rc = choose_faults(&run, options->faults, err);
  if (rc == TD_OK)
    rc = try_faults(&run, options, err);
  if (rc == TD_OK) {
    *out = run.assay;
    run.assay = NULL;
  }
  td_faults_close(run.faults);
  td_assay_free(run.assay);
  return rc;
}

void td_assay_free(td_assay *assay)
{
  if (!assay)
    return;
  td_result_free(assay->base);
  td_arena_free(&assay->arena);
  free(assay);
}

/* ---- looking ---- */

static size_t count_lists(const td_assay *assay, const char *key)
{
  size_t n = 0;

  for (size_t i = 0; i < assay->n; i++) {
    const td_value *list = td_value_get(assay->trials[i].said, key);
    n += list && list->as.list.n > 0;
  }
  return n;
}

size_t td_assay_tried(const td_assay *assay)
{
  size_t n = 0;

  for (size_t i = 0; i < assay->n; i++)
    n += assay->trials[i].said != NULL;
  return n;
}

size_t td_assay_caught(const td_assay *assay)
{
  return count_lists(assay, "caught");
}

size_t td_assay_errors(const td_assay *assay)
{
  return td_result_errors(assay->base) + assay->n - td_assay_tried(assay) +
         count_lists(assay, "failed");
}
