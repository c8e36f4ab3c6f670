/* Why a finding is there: the rule is run to find it, then asked again about
 * its subject while everything it does is recorded. */
#include "why.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "pool.h"
#include "tally.h"
#include "text.h"

#define DEFAULT_SECONDS 10.0
#define DEFAULT_BYTES ((uint64_t)256 * 1024 * 1024)

enum { ID_MIN = 4 };

/* ---- which finding ---- */

/* Copies the id, or its beginning, in lower case. */
static td_status read_id(char out[TD_ID_TEXT], const char *id, td_err *err)
{
  size_t n = strlen(id);

  if (n < ID_MIN || n >= TD_ID_TEXT || strspn(id, "0123456789abcdefABCDEF") < n)
    return td_fail(
        err, TD_EUSAGE,
        "'%.40s' is no id of a finding: it has 16 digits and letters "
        "a to f, of which the first %d or more will do",
        id, ID_MIN);
  for (size_t i = 0; i <= n; i++)
    out[i] = (char)tolower((unsigned char)id[i]);
  return TD_OK;
}

static td_status several(const td_why_answer *w, td_err *err)
{
  char ids[3 * (TD_ID_TEXT + 1)] = "";
  size_t n = 0;

  for (size_t i = 0; i < w->result->n_findings; i++) {
    const td_finding *f = &w->result->findings[i];
    size_t used = strlen(ids);
    if (strncmp(f->id, w->id, strlen(w->id)) != 0)
      continue;
    if (n++ < 3)
      snprintf(ids + used, sizeof(ids) - used, "%s%s", used ? ", " : "", f->id);
  }
  return td_fail(err, TD_EUSAGE, "'%s' begins %zu findings: %s%s", w->id, n,
                 ids, n > 3 ? " ..." : "");
}

/* Looks for the id among what was found. */
static td_status find_finding(td_why_answer *w, td_err *err)
{
  size_t n = strlen(w->id);

  for (size_t i = 0; n && i < w->result->n_findings; i++) {
    const td_finding *f = &w->result->findings[i];
    if (strncmp(f->id, w->id, n) != 0)
      continue;
    if (w->finding)
      return several(w, err);
    w->finding = f;
  }
  if (!w->finding)
    return TD_OK;
  snprintf(w->id, sizeof(w->id), "%s", w->finding->id);
  w->table = w->finding->table;
  w->row = w->finding->row;
  while (&w->rules->list[w->rule] != w->finding->rule)
    w->rule++;
  return TD_OK;
}

/* ---- what became of one that is gone ---- */

static const char *or_empty(const char *text)
{
  return text ? text : "";
}

/* The id that the options would give a row of `table`. */
static void name_options(const td_why_answer *w, int table, char id[TD_ID_TEXT])
{
  const td_why_options *o = w->options;

  td_finding_name(id, o->rule, td_schema[table].kind, o->subject,
                  or_empty(o->period), or_empty(o->key));
}

/* Of what kind the subject is: as said, as the id says, or what the rule is
 * over (-1 where that is not known either). */
static td_status find_kind(td_why_answer *w, int over, td_err *err)
{
  const td_why_options *o = w->options;
  char id[TD_ID_TEXT];

  w->table = o->kind ? td_schema_find(o->kind) : over;
  if (o->kind && w->table < 0)
    return td_fail(err, TD_EUSAGE, "no kind '%.60s'", o->kind);
  for (int t = 0; *w->id && !o->kind && t < TD_ENTITIES; t++) {
    name_options(w, t, id);
    if (!strncmp(id, w->id, strlen(w->id)))
      w->table = t;
  }
  if (w->table < 0)
    return TD_OK;
  name_options(w, w->table, id);
  if (strncmp(id, w->id, strlen(w->id)) != 0)
    return td_fail(err, TD_EUSAGE,
                   "finding %s is not the one of rule %s, %s %s, period '%s' "
                   "and key '%s': that is %s",
                   w->id, o->rule, td_schema[w->table].kind, o->subject,
                   or_empty(o->period), or_empty(o->key), id);
  snprintf(w->id, sizeof(w->id), "%s", id);
  return TD_OK;
}

static bool find_rule(td_why_answer *w)
{
  const td_rules *rules = w->rules;

  for (w->rule = 0; w->rule < rules->n; w->rule++)
    if (!strcmp(rules->list[w->rule].id, w->options->rule))
      return true;
  return false;
}

static td_status nothing_known(const td_why_answer *w, td_err *err)
{
  char day[TD_DATE_TEXT];

  return td_fail(
      err, TD_EUSAGE,
      "no finding '%s' on %s; give its rule and its subject to learn "
      "what became of it",
      w->id, td_date_text(day, w->snap->as_of));
}

/* The rule and the row of a finding that was not found. */
static td_status find_subject(td_why_answer *w, td_err *err)
{
  const td_why_options *o = w->options;
  int32_t row;

  if (!o->rule || !o->subject)
    return nothing_known(w, err);
  row = td_snapshot_find(w->snap, w->table, o->subject);
  w->status = row == TD_NO_ROW ? TD_WHY_NO_SUBJECT : TD_WHY_GONE;
  w->row = row == TD_NO_ROW ? 0 : (uint32_t)row;
  return TD_OK;
}

/* ---- asking again ---- */

typedef struct asking {
  const td_why_answer *w;
  td_limits limits;
} asking;

/* A map of `answer`, or of `error` where there is none, and of `trace`. */
static td_status tell_task(td_value *out, td_arena *a, const asking *q,
                           td_trace *trace, td_err *err)
{
  const td_why_answer *w = q->w;
  const td_rule *rule = w->settled.rule;
  int64_t row =
      !rule->is_about_set && w->table == rule->over ? (int64_t)w->row : -1;
  td_err why = { TD_OK, "" };
  td_value answer, told;
  td_status rc = td_map_make(out, a, 2, err);

  if (rc != TD_OK)
    return rc;
  if (td_eval_traced(&answer, a, &w->settled, w->snap, &q->limits, false, row,
                     trace, &why) == TD_OK) {
    td_map_put(out, "answer", answer);
  } else {
    const char *text = td_arena_text(a, why.text, strlen(why.text));
    if (!text)
      return td_fail_memory(err);
    td_map_put(out, "error", td_value_of_text(text));
  }
  rc = td_trace_value(&told, a, trace, err);
  if (rc == TD_OK)
    td_map_put(out, "trace", told);
  return rc;
}

static td_status ask_task(td_value *out, td_arena *a, void *ud, size_t i,
                          td_err *err)
{
  const asking *q = (const asking *)ud;
  td_trace *trace = NULL;
  td_status rc = td_trace_new(&trace, q->w->settled.rule, q->w->snap,
                              q->w->table, q->w->row, err);

  (void)i;
  if (rc == TD_OK)
    rc = tell_task(out, a, q, trace, err);
  td_trace_free(trace);
  return rc;
}

/* What holds for the row: as ctx has it. */
static void find_mask(td_why_answer *w)
{
  if (w->settled.rows && w->table == w->settled.rule->over)
    w->mask = td_scope_mask_of(&w->settled, w->row,
                               td_scope_day(w->snap, w->table, w->row));
}

/* Runs the evaluation; its worker may die, which is an error to tell. */
static td_status ask(td_why_answer *w, td_err *err)
{
  const td_why_options *o = w->options;
  asking q = { w,
               { .seconds = o->seconds > 0 ? o->seconds : DEFAULT_SECONDS,
                 .bytes = (size_t)(o->bytes ? o->bytes : DEFAULT_BYTES) } };
  const td_pool_options options = { .workers = o->workers,
                                    .seconds = q.limits.seconds,
                                    .bytes = 4 * q.limits.bytes };
  td_pool_result *result = (td_pool_result *)calloc(1, sizeof(*result));
  const char *text;
  td_status rc;

  if (!result)
    return td_fail_memory(err);
  rc = td_pool_run(result, 1, &w->arena, ask_task, &q, &options, err);
  w->traced = result->value;
  if (rc == TD_OK && result->status != TD_OK) {
    text = td_arena_text(&w->arena, result->error, strlen(result->error));
    rc = text ? td_map_make(&w->traced, &w->arena, 1, err) : TD_ENOMEM;
    if (rc == TD_OK)
      td_map_put(&w->traced, "error", td_value_of_text(text));
  }
  free(result);
  return rc;
}

/* ---- what came of it ---- */

static const td_finding *find_again(const td_why_answer *w)
{
  for (size_t i = 0; w->again && i < w->again->n_findings; i++)
    if (!strcmp(w->again->findings[i].id, w->id))
      return &w->again->findings[i];
  return NULL;
}

/* Whether two values are written with the same bytes. */
static td_status equal_values(bool *out, const td_value *a, const td_value *b,
                              td_err *err)
{
  td_buffer x = { 0 }, y = { 0 };
  td_status rc = td_value_write(&x, a, err);

  if (rc == TD_OK)
    rc = td_value_write(&y, b, err);
  if (rc == TD_OK)
    *out = x.n == y.n && !memcmp(x.data, y.data, x.n);
  td_buffer_free(&x);
  td_buffer_free(&y);
  return rc;
}

static td_status compare(td_why_answer *w, td_err *err)
{
  const td_finding *a = w->finding, *b = find_again(w);

  if (!a || !b || a->severity != b->severity)
    return TD_OK;
  for (int lang = 0; lang < TD_LANGS; lang++)
    if (strcmp(a->message[lang], b->message[lang]) != 0)
      return TD_OK;
  return equal_values(&w->is_same, a->evidence, b->evidence, err);
}

/* A rule that failed in the run may still say it of the subject alone. */
static void take_again(td_why_answer *w)
{
  if (w->finding)
    return;
  w->finding = find_again(w);
  if (w->finding)
    w->status = TD_WHY_FOUND;
}

/* Reads the answer as a run of this rule alone. */
static td_status gather(td_why_answer *w, td_err *err)
{
  const td_value *answer = td_value_get(&w->traced, "answer");
  td_value *values =
      (td_value *)td_arena_array(&w->arena, w->rules->n, sizeof(*values));

  if (!answer)
    return TD_OK;
  w->again = (td_result *)calloc(1, sizeof(*w->again));
  if (!values || !w->again)
    return td_fail_memory(err);
  w->again->snap = td_snapshot_ref(w->snap);
  values[w->rule] = *answer;
  return td_result_gather(w->again, w->rules, values, err);
}

/* ---- all of it ---- */

static td_status run_checks(td_why_answer *w, td_err *err)
{
  const td_why_options *o = w->options;
  const td_check_options options = { .size = sizeof(options),
                                     .select = o->rule,
                                     .workers = o->workers,
                                     .seconds = o->seconds,
                                     .bytes = o->bytes };

  return td_check(&w->result, w->snap, w->rules, &options, err);
}

static td_status settle(td_why_answer *w, td_err *err)
{
  const td_rule *rule = &w->rules->list[w->rule];
  td_status rc = td_scope_settle(&w->settled, &rule, 1, w->rules, w->snap,
                                 &w->arena, w->result->state, NULL, NULL, err);

  if (rc == TD_OK)
    find_mask(w);
  return rc;
}

static td_status answer(td_why_answer *w, td_err *err)
{
  const td_why_options *o = w->options;
  bool has_rule = o->rule && find_rule(w);
  td_status rc = TD_OK;

  if (o->rule && o->subject)
    rc = find_kind(w, has_rule ? w->rules->list[w->rule].over : -1, err);
  if (rc == TD_OK && o->rule && !has_rule) {
    w->status = TD_WHY_NO_RULE;
    return TD_OK;
  }
  if (rc == TD_OK)
    rc = run_checks(w, err);
  if (rc == TD_OK) {
    if (!o->rule)
      w->rule = 0;
    rc = find_finding(w, err);
  }
  if (rc == TD_OK && !w->finding)
    rc = find_subject(w, err);
  if (rc != TD_OK || w->status == TD_WHY_NO_SUBJECT)
    return rc;
  rc = settle(w, err);
  if (rc == TD_OK)
    rc = ask(w, err);
  if (rc == TD_OK)
    rc = gather(w, err);
  if (rc == TD_OK)
    rc = compare(w, err);
  if (rc == TD_OK)
    take_again(w);
  return rc;
}

td_status td_why(td_snapshot *snap, td_rules *rules, const char *id,
                 const td_why_options *why, const td_write_options *options,
                 td_write_fn write, void *ud, td_err *err)
{
  static const td_why_options standard = { .size = sizeof(standard) };
  td_why_answer w = { .snap = snap,
                      .rules = rules,
                      .options = why ? why : &standard };
  td_status rc = TD_OK;

  if (w.options->size < sizeof(*w.options))
    return td_fail(err, TD_EUSAGE, "why options are too old");
  if (!id && !(w.options->rule && w.options->subject))
    return td_fail(err, TD_EUSAGE,
                   "an id, or a rule and a subject, is needed to say why");
  if (id)
    rc = read_id(w.id, id, err);
  if (rc == TD_OK)
    rc = td_rules_load(rules, w.options->workers, NULL, NULL, err);
  if (rc == TD_OK)
    rc = answer(&w, err);
  if (rc == TD_OK)
    rc = td_why_write(&w, options, write, ud, err);
  td_result_free(w.result);
  td_result_free(w.again);
  td_arena_free(&w.arena);
  return rc;
}
