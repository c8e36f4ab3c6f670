/* A compliance run from the lock to the record. */
#include "run.h"

#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edition.h"

/* ---- checkpoints ---- */

/* What rules gave is written in batches: often enough that little is lost,
 * seldom enough that it costs little. */
enum { BATCH = 8 };

typedef struct pending {
  const char *rule;
  td_buffer bytes;
} pending;

static void drop_pending(struct td_run *run)
{
  for (size_t i = 0; i < run->n_pending; i++)
    td_buffer_free(&run->pending[i].bytes);
  run->n_pending = 0;
}

static td_status write_pending(struct td_run *run, td_err *err)
{
  td_status rc = run->n_pending ? td_ledger_begin(run->st, err) : TD_OK;

  if (rc != TD_OK || !run->n_pending)
    return rc;
  for (size_t i = 0; rc == TD_OK && i < run->n_pending; i++)
    rc = td_ledger_keep(run->st, run->log.run.key, run->log.run.as_of,
                        run->pending[i].rule, run->pending[i].bytes.data,
                        run->pending[i].bytes.n, err);
  if (rc == TD_OK)
    rc = td_ledger_commit(run->st, err);
  if (rc != TD_OK)
    td_ledger_rollback(run->st);
  drop_pending(run);
  return rc;
}

static td_status keep(void *ud, const td_rule *rule, const td_value *value,
                      td_err *err)
{
  struct td_run *run = (struct td_run *)ud;
  pending *p = &run->pending[run->n_pending];
  td_status rc;

  if (run->is_recorded)
    return TD_OK;
  *p = (pending){ .rule = rule->id };
  run->n_pending++;
  rc = td_value_write(&p->bytes, value, err);
  return rc == TD_OK && run->n_pending == BATCH ? write_pending(run, err) : rc;
}

/* What cannot be read is evaluated again. */
static bool recall(void *ud, const td_rule *rule, td_arena *a, td_value *out)
{
  struct td_run *run = (struct td_run *)ud;
  td_arena kept = { 0 };
  const char *bytes;
  size_t n;
  bool is_there = !run->is_recorded &&
                  td_ledger_recall(&bytes, &n, &kept, run->st, run->log.run.key,
                                   rule->id, NULL) == TD_ROW &&
                  td_value_read(out, a, &bytes, bytes + n, NULL) == TD_OK;

  run->resumed += is_there;
  td_arena_free(&kept);
  return is_there;
}

static void note(struct td_run *run, const char *text)
{
  if (run->options.on_note)
    run->options.on_note(run->options.ud, text);
}

/* Work of a run that did not end, and whose inputs are no more. */
static td_status tell_unfinished(struct td_run *run, td_err *err)
{
  char day[TD_DATE_TEXT], text[256];
  int64_t n;
  td_status rc = td_ledger_unfinished(day, &n, run->st, run->log.run.key, err);

  if (rc != TD_OK || !n)
    return rc;
  snprintf(text, sizeof(text),
           "a run for %s did not end, and something has changed since; what "
           "it had done (%lld checks) is dropped",
           day, (long long)n);
  note(run, text);
  return TD_OK;
}

/* ---- inputs ---- */

/* The snapshot and the edition that it is of, in one read transaction. */
static td_status take_snapshot(struct td_run *run, td_err *err)
{
  const td_snapshot_options o = { .size = sizeof(o),
                                  .as_of = run->options.as_of,
                                  .known_at = run->options.known_at };
  td_status rc = td_ledger_read_begin(run->st, err);

  if (rc == TD_OK)
    rc = td_store_edition(&run->log.run.edition, run->st, err);
  if (rc == TD_OK)
    rc = td_snapshot_take(&run->snap, run->st, &o, err);
  td_ledger_rollback(run->st);
  return rc;
}

/* The record only goes forward. */
static td_status check_day(struct td_run *run, td_err *err)
{
  if (run->is_recorded || !run->has_previous ||
      strcmp(run->previous.as_of, run->log.run.as_of) <= 0)
    return TD_OK;
  return td_fail(err, TD_EUSAGE,
                 "as_of %s: the record has come to %s (run %s), and only goes "
                 "forward; `tiendo check` looks at any day",
                 run->log.run.as_of, run->previous.as_of, run->previous.id);
}

static td_status read_baseline(struct td_run *run, int64_t before, td_err *err)
{
  char day[TD_DATE_TEXT];
  td_status rc =
      td_ledger_baseline(&run->baseline, &run->arena, run->st,
                         td_date_text(day, run->snap->as_of), before, err);

  run->has_baseline = rc == TD_ROW;
  if (rc != TD_ROW)
    return rc;
  run->excuse.code = td_arena_printf(&run->arena, "baseline %lld",
                                     (long long)run->baseline.number);
  td_date_parse(&run->excuse.valid_to, run->baseline.valid_to,
                strlen(run->baseline.valid_to));
  return run->excuse.code ? TD_OK : td_fail_memory(err);
}

/* What was before the run, be it recorded already or not. */
static td_status read_past(struct td_run *run, td_err *err)
{
  td_logged *r = &run->log.run;
  td_status rc;

  run->before = run->is_recorded ? r->number : TD_LEDGER_NOW;
  rc = td_ledger_previous(&run->previous, &run->arena, run->st, run->before,
                          err);
  run->has_previous = rc == TD_ROW;
  if (rc >= TD_OK && run->is_recorded)
    rc = read_baseline(run, run->before, err);
  if (rc >= TD_OK && !run->is_recorded) {
    rc = td_ledger_comparable(&run->comparable, &run->arena, run->st, r->plan,
                              r->selection, err);
    run->has_comparable = rc == TD_ROW;
  }
  if (rc >= TD_OK)
    rc = td_ledger_entries(&run->known, &run->n_known, &run->arena, run->st,
                           run->before, err);
  return rc;
}

/* ---- how much was judged ---- */

static int64_t judged_in(const int64_t counts[TD_OUTCOMES])
{
  return counts[TD_PASS] + counts[TD_FAIL] + counts[TD_WAIVED];
}

/* Errors that a rule had in the other run, over all agencies. */
static int64_t errors_in(const td_evaluation *list, size_t n, const char *rule)
{
  int64_t errors = 0;

  for (size_t i = 0; i < n; i++)
    if (!strcmp(list[i].rule, rule))
      errors += list[i].counts[TD_ERROR];
  return errors;
}

/* Subjects judged before and now, by the rules that ran in both and ended in
 * no error; one that is switched off has not run. */
static td_status compare_runs(struct td_run *run, td_err *err)
{
  td_logged *r = &run->log.run;
  td_evaluation *list;
  const char *last = "";
  size_t n;
  td_status rc = td_ledger_evaluations(&list, &n, &run->arena, run->st,
                                       run->comparable.id, err);

  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    const td_checked *c = td_result_check(run->result, list[i].rule);
    if (!c || !c->said || !c->rule->is_enabled || c->counts[TD_ERROR] ||
        errors_in(list, n, list[i].rule))
      continue;
    r->judged_before += judged_in(list[i].counts);
    if (strcmp(last, list[i].rule) != 0)
      r->judged_again += judged_in(c->counts);
    last = list[i].rule;
  }
  r->compared_with = run->comparable.id;
  return rc;
}

/* Suspicious: a fall by more than a fifth. */
static td_status weigh(struct td_run *run, td_err *err)
{
  td_logged *r = &run->log.run;
  td_status rc = TD_OK;

  if (run->is_recorded) {
    run->told.is_suspicious = r->is_suspicious && !r->accepts_drop;
    return TD_OK;
  }
  for (size_t i = 0; i < run->result->n_checks; i++)
    r->judged += judged_in(run->result->checks[i].counts);
  r->errors = (int64_t)td_result_errors(run->result);
  if (run->has_comparable)
    rc = compare_runs(run, err);
  r->is_suspicious = r->judged_again * 5 < r->judged_before * 4;
  run->told.is_suspicious = r->is_suspicious && !r->accepts_drop;
  return rc;
}

/* ---- baseline ---- */

static int compare_ids(const void *pa, const void *pb)
{
  return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* Excuses the findings that the baseline holds. */
static void excuse(struct td_run *run)
{
  td_result *r = run->result;

  for (size_t i = 0; run->has_baseline && i < r->n_found; i++) {
    td_finding *f = &r->findings[i];
    const char *id = f->id;
    td_checked *c = td_result_check(r, f->rule->id);
    if (f->outcome != TD_FAIL || !run->baseline.n_findings ||
        !bsearch(&id, (const void *)run->baseline.findings,
                 run->baseline.n_findings, sizeof(char *), compare_ids))
      continue;
    f->outcome = TD_WAIVED;
    f->baseline = &run->excuse;
    c->counts[TD_FAIL]--;
    c->counts[TD_WAIVED]++;
  }
}

/* ---- beginning ---- */

static td_status evaluate(struct td_run *run, td_err *err)
{
  const td_check_record record = { recall, keep, run };
  td_status rc = td_check_recorded(&run->result, run->snap, run->rules,
                                   run->options.check, &record, err);

  if (rc == TD_OK)
    rc = write_pending(run, err);
  if (rc != TD_OK)
    return rc;
  excuse(run);
  return weigh(run, err);
}

static td_status evaluate_and_turn(struct td_run *run, td_err *err)
{
  td_status rc = evaluate(run, err);

  if (rc != TD_OK)
    return rc;
  run->told.id = run->log.run.id;
  run->told.previous = run->has_previous ? &run->previous : NULL;
  run->result->told = &run->told;
  return td_run__turn(run, err);
}

td_status td_run__again(struct td_run *run, td_err *err)
{
  td_status rc = read_past(run, err);

  return rc == TD_OK ? evaluate_and_turn(run, err) : rc;
}

static td_status open_run(struct td_run *run, td_err *err)
{
  const td_check_options *check = run->options.check;
  td_status rc =
      td_lock_take(&run->lock, td_ledger_path(run->st), run->options.wait,
                   run->options.on_note, run->options.ud, err);

  run->pending = (pending *)td_arena_array(&run->arena, BATCH, sizeof(pending));
  if (rc == TD_OK && !run->pending)
    rc = td_fail_memory(err);
  if (rc == TD_OK)
    rc = td_rules_load(run->rules, check ? check->workers : 0, NULL, NULL, err);
  if (rc == TD_OK)
    rc = take_snapshot(run, err);
  if (rc == TD_OK)
    rc = read_baseline(run, TD_LEDGER_NOW, err);
  if (rc == TD_OK)
    rc = td_run__key(run, err);
  if (rc == TD_OK)
    rc = read_past(run, err);
  if (rc == TD_OK)
    rc = check_day(run, err);
  return rc == TD_OK ? tell_unfinished(run, err) : rc;
}

td_status td_run_begin(td_run **out, td_store *st, td_rules *rules,
                       const td_run_options *options, td_err *err)
{
  struct td_run *run = NULL;
  td_status rc;

  *out = NULL;
  if (!options || options->size < sizeof(*options))
    return td_fail(err, TD_EUSAGE, "run options are missing or too old");
  run = (struct td_run *)calloc(1, sizeof(*run));
  if (!run)
    return td_fail_memory(err);
  run->st = st;
  run->rules = rules;
  run->options = *options;
  rc = open_run(run, err);
  if (rc == TD_OK)
    rc = evaluate_and_turn(run, err);
  if (rc == TD_OK) {
    *out = run;
    run = NULL;
  }
  td_run_close(run);
  return rc;
}

void td_run_close(td_run *run)
{
  if (!run)
    return;
  drop_pending(run);
  td_result_free(run->result);
  td_snapshot_unref(run->snap);
  td_lock_release(&run->lock);
  td_arena_free(&run->arena);
  free(run);
}

/* ---- telling ---- */

td_result *td_run_result(td_run *run)
{
  return run->result;
}

void td_run_tell(const td_run *run, td_run_news *out)
{
  const td_logged *r = &run->log.run;
  const size_t *n = run->told.counts;

  *out = (td_run_news){
    .id = r->id,
    .previous = run->has_previous ? run->previous.id : NULL,
    .previous_as_of = run->has_previous ? run->previous.as_of : NULL,
    .is_recorded = run->is_recorded,
    .is_suspicious = run->told.is_suspicious,
    .judged = r->compared_with ? r->judged_again : r->judged,
    .judged_before = r->compared_with ? r->judged_before : -1,
    .resumed = run->resumed,
    .fresh = n[TD_LIFE_NEW],
    .reopened = n[TD_LIFE_REOPENED],
    .changed = n[TD_LIFE_CHANGED],
    .ongoing = n[TD_LIFE_ONGOING],
    .stale = n[TD_LIFE_STALE],
    .waived = n[TD_LIFE_WAIVED],
    .resolved = n[TD_LIFE_RESOLVED],
    .held = run->told.held,
  };
}

td_status td_run_next_day(char day[11], td_store *st, td_err *err)
{
  td_arena a = { 0 };
  td_logged last;
  td_date d;
  td_status rc = td_ledger_run(&last, &a, st, "latest", false, err);

  *day = '\0';
  if (rc == TD_ROW && td_date_parse(&d, last.as_of, strlen(last.as_of)))
    td_date_text(day, td_date_add(d, 1));
  td_arena_free(&a);
  return rc < TD_OK ? rc : TD_OK;
}
