/* The record of a run: how many subjects came to what, for each rule and
 * agency, and everything in one transaction. */
#include <string.h>

#include "run.h"

/* ---- evaluations ---- */

/* Rows of evaluations: a rule about rows by the agency that answers for each,
 * a rule about a set in total. */
typedef struct counting {
  struct td_run *run;
  td_evaluation *list;
  size_t n, room;
} counting;

static td_evaluation *evaluation_of(counting *c, size_t first, const char *rule,
                                    const char *agency)
{
  for (size_t i = first; i < c->n; i++)
    if (!strcmp(c->list[i].agency, agency))
      return &c->list[i];
  if (c->n == c->room) {
    size_t room = c->room ? 2 * c->room : 256;
    td_evaluation *list = (td_evaluation *)td_arena_array(
        &c->run->arena, room, sizeof(td_evaluation));
    if (!list)
      return NULL;
    if (c->n)
      memcpy(list, c->list, c->n * sizeof(*list));
    c->list = list;
    c->room = room;
  }
  c->list[c->n] = (td_evaluation){ .rule = rule, .agency = agency };
  return &c->list[c->n++];
}

static const char *agency_of(const struct td_run *run, int table, uint32_t row)
{
  td_place place = td_snapshot_place(run->snap, table, row);

  return place.agency == TD_NO_ROW
             ? ""
             : td_snapshot_code(run->snap, TD_AGENCIES, (uint32_t)place.agency);
}

/* Those that are waived are failures in the letters. */
static td_status count_rows(counting *c, const td_checked *check,
                            const char *letters, size_t n, td_err *err)
{
  static const char order[] = "pfdnawe";
  size_t first = c->n;

  for (size_t row = 0; row < n; row++) {
    const char *at = strchr(order, letters[row]);
    td_evaluation *e;
    e = evaluation_of(c, first, check->rule->id,
                      agency_of(c->run, check->rule->over, (uint32_t)row));
    if (!e)
      return td_fail_memory(err);
    e->counts[at && *at ? at - order : TD_NOT_APPLICABLE]++;
  }
  return TD_OK;
}

/* Moves what is waived from failed to waived, with its agency. */
static td_status count_waived(counting *c, const td_checked *check,
                              size_t first, td_err *err)
{
  const td_result *r = c->run->result;

  for (size_t i = 0; i < r->n_found; i++) {
    const td_finding *f = &r->findings[i];
    td_evaluation *e;
    if (f->rule != check->rule || f->outcome != TD_WAIVED)
      continue;
    e = evaluation_of(c, first, check->rule->id,
                      agency_of(c->run, f->table, f->row));
    if (!e)
      return td_fail_memory(err);
    e->counts[TD_FAIL]--;
    e->counts[TD_WAIVED]++;
  }
  return TD_OK;
}

static td_status count_check(counting *c, const td_checked *check, td_err *err)
{
  const td_value *letters = td_value_get(check->said, "outcomes");
  size_t first = c->n;
  td_evaluation *e;
  td_status rc;

  if (letters) {
    rc = count_rows(c, check, letters->as.text.s, letters->as.text.n, err);
    if (rc == TD_OK)
      rc = count_waived(c, check, first, err);
    if (rc == TD_OK && c->n > first)
      return TD_OK;
    if (rc != TD_OK)
      return rc;
  }
  e = evaluation_of(c, first, check->rule->id, "");
  if (!e)
    return td_fail_memory(err);
  memcpy(e->counts, check->counts, sizeof(e->counts));
  return TD_OK;
}

static td_status list_evaluations(struct td_run *run, td_err *err)
{
  counting c = { .run = run };
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < run->result->n_checks; i++)
    if (run->result->checks[i].said)
      rc = count_check(&c, &run->result->checks[i], err);
  run->log.evaluations = c.list;
  run->log.n_evaluations = c.n;
  return rc;
}

static td_status list_reasons(struct td_run *run, td_err *err)
{
  const td_result *r = run->result;
  td_run_reason *list;
  size_t n = 0;

  for (size_t i = 0; i < r->n_checks; i++)
    n += r->checks[i].reasons ? r->checks[i].reasons->as.list.n : 0;
  list = (td_run_reason *)td_arena_array(&run->arena, n, sizeof(*list));
  if (!list)
    return td_fail_memory(err);
  run->log.reasons = list;
  for (size_t i = 0; i < r->n_checks; i++) {
    const td_value *reasons = r->checks[i].reasons;
    for (size_t k = 0; reasons && k < reasons->as.list.n; k++) {
      const td_value *one = &reasons->as.list.items[k];
      const td_value *why = td_value_get(one, "why");
      const td_value *count = td_value_get(one, "n");
      list[run->log.n_reasons++] = (td_run_reason){
        r->checks[i].rule->id,
        td_value_text(td_value_get(one, "outcome"), ""),
        { td_value_text(td_value_get(why, "en"), ""),
          td_value_text(td_value_get(why, "vi"), "") },
        count ? count->as.i : 0,
      };
    }
  }
  return TD_OK;
}

/* ---- writing ---- */

static td_status write_record(struct td_run *run, td_err *err)
{
  td_status rc = TD_OK;

  if (!run->is_recorded)
    rc = td_ledger_record(&run->log, run->st, err);
  for (size_t i = 0; rc == TD_OK && i < run->n_outputs; i++)
    rc = td_ledger_add_output(run->st, run->log.run.id, &run->outputs[i], err);
  if (run->is_recorded)
    return rc;
  for (size_t i = 0; rc == TD_OK && i < run->n_notices; i++)
    rc = td_ledger_add_notice(run->st, &run->notices[i], err);
  for (size_t i = 0; rc == TD_OK && i < run->told.n_resolved; i++)
    rc = td_ledger_end_baselined(run->st, run->told.resolved[i]->id,
                                 run->log.run.id, err);
  return rc;
}

/* The result as JSON in English, whatever is written besides. */
static td_status hash_result(struct td_run *run, td_err *err)
{
  const td_write_options json = { .size = sizeof(json), .format = "json" };
  char hash[TD_HASH_TEXT];
  int64_t size;
  td_status rc = td_run__hash(hash, &size, run->result, &json, NULL, NULL, err);

  if (rc != TD_OK)
    return rc;
  run->log.run.result = td_arena_text(&run->arena, hash, strlen(hash));
  return run->log.run.result ? TD_OK : td_fail_memory(err);
}

td_status td_run_record(td_run *run, td_err *err)
{
  td_status rc = TD_OK;

  if (!run->is_recorded) {
    rc = hash_result(run, err);
    if (rc == TD_OK)
      rc = list_evaluations(run, err);
    if (rc == TD_OK)
      rc = list_reasons(run, err);
  }
  if (rc == TD_OK)
    rc = td_ledger_begin(run->st, err);
  if (rc == TD_OK)
    rc = write_record(run, err);
  if (rc == TD_OK)
    rc = td_ledger_commit(run->st, err);
  if (rc != TD_OK)
    td_ledger_rollback(run->st);
  return rc;
}
