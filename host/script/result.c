/* Findings: made from what rules said, named, ordered. */
#include "result.h"

#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

const char *td_severity_name(td_severity s)
{
  static const char *const names[] = { "info", "low", "medium", "high",
                                       "critical" };

  return names[s];
}

const char *td_outcome_name(td_outcome o)
{
  static const char *const names[] = { "pass",    "fail",           "no-data",
                                       "not-due", "not-applicable", "waived",
                                       "error" };

  return names[o];
}

/* ---- one finding ---- */

void td_finding_name(char id[TD_ID_TEXT], const char *rule, const char *kind,
                     const char *subject, const char *period, const char *key)
{
  const char *parts[] = { rule, kind, subject, period, key };
  uint8_t digest[SHA256_DIGEST_LENGTH];
  SHA256_CTX sha;

  SHA256Init(&sha);
  for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
    SHA256Update(&sha, (const uint8_t *)parts[i], strlen(parts[i]) + 1);
  SHA256Final(digest, &sha);
  for (size_t i = 0; i < (TD_ID_TEXT - 1) / 2; i++)
    snprintf(id + 2 * i, 3, "%02x", digest[i]);
}

static const char *period_text(td_result *r, const td_finding *f,
                               const td_value *v)
{
  char buf[TD_PERIOD_TEXT];
  const td_table *t = &r->snap->tables[f->table];

  if (v && v->kind == TD_V_PERIOD)
    return td_arena_printf(&r->arena, "%s", td_period_text(buf, v->as.period));
  if (v && v->kind == TD_V_INT)
    return td_arena_printf(&r->arena, "%lld", (long long)v->as.i);
  if (v && v->kind == TD_V_TEXT)
    return v->as.text.s;
  if (f->table == TD_REPORTS)
    return td_arena_printf(
        &r->arena, "%s",
        td_period_text(buf, t->columns[td_entity_field(t->entity, "period")]
                                .as.period[f->row]));
  return "";
}

static void choose_message(td_finding *f, const td_value *said)
{
  const td_value *v = td_value_get(said, "message");
  const char *text = td_value_text(v, "");

  for (int lang = 0; lang < TD_LANGS; lang++) {
    f->message[lang] = *text ? text : f->rule->message[lang];
    if (v && v->kind == TD_V_MAP)
      f->message[lang] =
          td_value_text(td_value_get(v, lang == TD_VI ? "vi" : "en"),
                        td_value_text(td_value_get(v, "en"), ""));
    if (!*f->message[lang])
      f->message[lang] = f->rule->title[lang];
  }
}

static bool is_row_illustrative(const td_result *r, int table, uint32_t row)
{
  const td_table *t = &r->snap->tables[table];
  int field = td_entity_field(t->entity, "illustrative");

  if (field >= 0)
    return t->columns[field].as.boolean[row] == TD_TRUE;
  return td_snapshot_is_illustrative(r->snap, table, row);
}

/* Whether a row in the evidence is. */
static bool has_illustrative(const td_result *r, const td_value *v)
{
  if (v && v->kind == TD_V_ENTITY)
    return is_row_illustrative(r, v->as.entity.table, v->as.entity.row);
  if (v && (v->kind == TD_V_LIST || v->kind == TD_V_MAP))
    for (size_t i = 0; i < v->as.list.n; i++)
      if (has_illustrative(r, &v->as.list.items[i]))
        return true;
  return false;
}

static td_severity severity_of(const td_rule *rule, const td_value *said)
{
  const char *name = td_value_text(td_value_get(said, "severity"), "");

  for (int s = TD_INFO; s <= TD_CRITICAL; s++)
    if (!strcmp(name, td_severity_name((td_severity)s)))
      return (td_severity)s;
  return rule->severity;
}

static td_status make_finding(td_result *r, td_finding *f, const td_rule *rule,
                              const td_value *said, td_err *err)
{
  const td_value *subject = td_value_get(said, "subject");

  *f = (td_finding){ .rule = rule, .outcome = TD_FAIL, .waiver = TD_NO_ROW };
  f->table = subject->as.entity.table;
  f->row = subject->as.entity.row;
  f->severity = severity_of(rule, said);
  f->code = td_snapshot_code(r->snap, f->table, f->row);
  f->period = period_text(r, f, td_value_get(said, "period"));
  f->key = td_value_text(td_value_get(said, "key"), "");
  f->class_name = td_value_text(td_value_get(said, "class"), "");
  f->evidence = td_value_get(said, "evidence");
  f->place = td_snapshot_place(r->snap, f->table, f->row);
  f->is_illustrative = is_row_illustrative(r, f->table, f->row) ||
                       has_illustrative(r, f->evidence);
  if (!f->period)
    return td_fail_memory(err);
  choose_message(f, said);
  td_finding_name(f->id, rule->id, td_schema[f->table].kind, f->code, f->period,
                  f->key);
  return TD_OK;
}

/* ---- all of them ---- */

static size_t length(const td_value *map, const char *key)
{
  const td_value *v = td_value_get(map, key);

  return v ? v->as.list.n : 0;
}

static int compare_text(const char *a, const char *b)
{
  return td_text_compare_codes(a, strlen(a), b, strlen(b));
}

static int compare_findings(const void *pa, const void *pb)
{
  const td_finding *a = (const td_finding *)pa, *b = (const td_finding *)pb;
  int cmp = (b->severity > a->severity) - (b->severity < a->severity);

  if (!cmp)
    cmp = strcmp(a->rule->id, b->rule->id);
  if (!cmp)
    cmp = (a->table > b->table) - (a->table < b->table);
  if (!cmp)
    cmp = (a->row > b->row) - (a->row < b->row);
  if (!cmp)
    cmp = compare_text(a->period, b->period);
  return cmp ? cmp : compare_text(a->key, b->key);
}

void td_result_sort(td_result *r)
{
  qsort(r->findings, r->n_findings, sizeof(*r->findings), compare_findings);
}

static void add_error(td_result *r, const td_rule *rule, const td_value *v)
{
  const td_value *subject = td_value_get(v, "subject");

  r->errors[r->n_errors++] = (td_error){
    .rule = rule,
    .subject = subject ? td_snapshot_code(r->snap, subject->as.entity.table,
                                          subject->as.entity.row)
                       : "",
    .message = td_value_text(td_value_get(v, "message"), ""),
    .traceback = td_value_text(td_value_get(v, "traceback"), ""),
    .reason = td_value_text(td_value_get(v, "reason"), "error"),
    .params = td_value_text(td_value_get(v, "params"), ""),
  };
}

static td_status gather_one(td_result *r, const td_rule *rule,
                            const td_value *said, td_err *err)
{
  td_checked *c = &r->checks[r->n_checks++];
  const td_value *counts = td_value_get(said, "counts");
  const td_value *findings = td_value_get(said, "findings");
  const td_value *errors = td_value_get(said, "errors");
  const td_value *dropped = td_value_get(said, "errors_dropped");

  c->rule = rule;
  c->reasons = td_value_get(said, "reasons");
  c->is_shown = said->kind != TD_V_NIL;
  c->said = c->is_shown ? said : NULL;
  for (size_t o = 0; counts && o < TD_OUTCOMES; o++)
    c->counts[o] = counts->as.list.items[o].as.i;
  for (size_t i = 0; findings && i < findings->as.list.n; i++)
    if (make_finding(r, &r->findings[r->n_findings++], rule,
                     &findings->as.list.items[i], err) != TD_OK)
      return TD_ENOMEM;
  for (size_t i = 0; errors && i < errors->as.list.n; i++)
    add_error(r, rule, &errors->as.list.items[i]);
  r->n_errors_dropped += dropped ? dropped->as.i : 0;
  return TD_OK;
}

static int compare_ids(const void *pa, const void *pb)
{
  const td_finding *a = *(td_finding *const *)pa;
  const td_finding *b = *(td_finding *const *)pb;
  int cmp = strcmp(a->id, b->id);

  return cmp ? cmp : (a > b) - (a < b); /* the first of the report stays */
}

/* Makes a finding an error of its check; one a check is told, the others are
 * counted. */
static void refuse_double(td_result *r, td_finding *f)
{
  td_checked *c = td_result_check(r, f->rule->id);

  c->counts[TD_FAIL]--;
  c->counts[TD_ERROR]++;
  f->outcome = TD_ERROR;
  if (c->has_double) {
    r->n_errors_dropped++;
    return;
  }
  c->has_double = true;
  r->errors[r->n_errors++] = (td_error){
    .rule = f->rule,
    .subject = f->code,
    .message = "two findings about one subject and period are the same; give "
               "each a 'key'",
    .traceback = "",
    .reason = "error",
    .params = "",
  };
}

/* Two findings of one id would be one in every ledger. */
static td_status refuse_doubles(td_result *r, td_err *err)
{
  td_finding **by_id = (td_finding **)td_arena_array(&r->arena, r->n_findings,
                                                     sizeof(td_finding *));
  size_t n = 0;

  if (!by_id)
    return td_fail_memory(err);
  for (size_t i = 0; i < r->n_findings; i++)
    by_id[i] = &r->findings[i];
  qsort((void *)by_id, r->n_findings, sizeof(td_finding *), compare_ids);
  for (size_t i = 1; i < r->n_findings; i++)
    if (!strcmp(by_id[i - 1]->id, by_id[i]->id))
      refuse_double(r, by_id[i]);
  for (size_t i = 0; i < r->n_findings; i++)
    if (r->findings[i].outcome != TD_ERROR)
      r->findings[n++] = r->findings[i];
  r->n_findings = r->n_found = n;
  return TD_OK;
}

td_status td_result_gather(td_result *r, const td_rules *rules,
                           const td_value *values, td_err *err)
{
  size_t n_findings = 0, n_errors = 0;

  for (size_t i = 0; i < rules->n; i++) {
    n_findings += length(&values[i], "findings");
    n_errors += length(&values[i], "errors");
  }
  r->checks =
      (td_checked *)td_arena_array(&r->arena, rules->n, sizeof(*r->checks));
  r->findings =
      (td_finding *)td_arena_array(&r->arena, n_findings, sizeof(*r->findings));
  r->errors = (td_error *)td_arena_array(&r->arena, n_errors + rules->n,
                                         sizeof(*r->errors));
  if (!r->checks || !r->findings || !r->errors)
    return td_fail_memory(err);
  for (size_t i = 0; i < rules->n; i++)
    if (gather_one(r, &rules->list[i], &values[i], err) != TD_OK)
      return TD_ENOMEM;
  td_result_sort(r);
  td_rules_hash(rules, r->rules_hash);
  td_settings_hash(rules, r->settings_hash);
  return refuse_doubles(r, err);
}

/* ---- looking ---- */

size_t td_result_findings(const td_result *r)
{
  return r->n_findings;
}

const td_finding *td_result_finding(const td_result *r, size_t i)
{
  return i < r->n_findings ? &r->findings[i] : NULL;
}

int64_t td_result_judged(const td_result *r)
{
  int64_t n = 0;

  for (size_t i = 0; i < r->n_checks; i++)
    if (r->checks[i].is_shown)
      n += r->checks[i].counts[TD_PASS] + r->checks[i].counts[TD_FAIL] +
           r->checks[i].counts[TD_WAIVED];
  return n;
}

size_t td_result_errors(const td_result *r)
{
  return r->n_errors + (size_t)r->n_errors_dropped;
}

td_checked *td_result_check(const td_result *r, const char *rule)
{
  size_t lo = 0, hi = r->n_checks;

  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    int cmp = strcmp(r->checks[mid].rule->id, rule);
    if (!cmp)
      return &r->checks[mid];
    if (cmp < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return NULL;
}

const char *td_finding_class(const td_finding *f)
{
  return *f->class_name
             ? f->class_name
             : td_value_text(td_value_get(f->evidence, "status"), "");
}

const char *td_finding_id(const td_finding *f)
{
  return f->id;
}

const char *td_finding_rule(const td_finding *f)
{
  return f->rule->id;
}

const char *td_finding_subject(const td_finding *f)
{
  return f->code;
}

const char *td_finding_period(const td_finding *f)
{
  return f->period;
}

td_severity td_finding_severity(const td_finding *f)
{
  return f->severity;
}

td_outcome td_finding_outcome(const td_finding *f)
{
  return f->outcome;
}

void td_result_free(td_result *r)
{
  if (!r)
    return;
  td_state_free(r->state);
  td_snapshot_unref(r->snap);
  td_arena_free(&r->arena);
  free(r);
}
