/* Two results of the same rules, side by side: which rules say more of the
 * second store than of the first, which less, and which something else. */
#include <stdlib.h>
#include <string.h>

#include "assay.h"

static int compare_ids(const void *pa, const void *pb)
{
  const td_finding *a = *(const td_finding *const *)pa;
  const td_finding *b = *(const td_finding *const *)pb;

  return strcmp(a->id, b->id);
}

/* Checks are in the order of the rules. */
static size_t check_of(const td_result *r, const td_finding *f)
{
  return (size_t)(f->rule - r->checks[0].rule);
}

td_status td_baseline_make(td_baseline *b, const td_result *r, td_arena *a,
                           td_err *err)
{
  b->r = r;
  b->by_id = (const td_finding **)td_arena_array(a, r->n_findings,
                                                 sizeof(td_finding *));
  b->n_findings = (int64_t *)td_arena_array(a, r->n_checks, sizeof(int64_t));
  if (!b->by_id || !b->n_findings)
    return td_fail_memory(err);
  for (size_t i = 0; i < r->n_findings; i++) {
    b->by_id[i] = &r->findings[i];
    b->n_findings[check_of(r, b->by_id[i])]++;
  }
  qsort((void *)b->by_id, r->n_findings, sizeof(td_finding *), compare_ids);
  return TD_OK;
}

static const td_finding *find(const td_baseline *b, const td_finding *f)
{
  const td_finding **at = (const td_finding **)bsearch(
      (const void *)&f, (const void *)b->by_id, b->r->n_findings,
      sizeof(td_finding *), compare_ids);

  return at ? *at : NULL;
}

/* ---- evidence ---- */

/* A value with the snapshot that its rows are of. */
typedef struct evidence {
  const td_value *v;
  const struct td_snapshot *snap;
} evidence;

static const char *row_code(evidence e)
{
  return td_snapshot_code(e.snap, e.v->as.entity.table, e.v->as.entity.row);
}

static bool same(evidence a, evidence b);

static bool same_items(evidence a, evidence b)
{
  bool is_map = a.v->kind == TD_V_MAP;

  if (a.v->as.list.n != b.v->as.list.n)
    return false;
  for (size_t i = 0; i < a.v->as.list.n; i++) {
    evidence x = { &a.v->as.list.items[i], a.snap };
    evidence y = { &b.v->as.list.items[i], b.snap };
    if (is_map && strcmp(a.v->as.list.keys[i], b.v->as.list.keys[i]) != 0)
      return false;
    if (!same(x, y))
      return false;
  }
  return true;
}

/* Rows are the same if their codes are: their numbers move. */
static bool same(evidence a, evidence b)
{
  if (!a.v || !b.v || a.v->kind != b.v->kind)
    return a.v == b.v;
  switch (a.v->kind) {
  case TD_V_NIL:
    return true;
  case TD_V_BOOL:
    return a.v->as.b == b.v->as.b;
  case TD_V_INT:
    return a.v->as.i == b.v->as.i;
  case TD_V_REAL:
    return a.v->as.r == b.v->as.r;
  case TD_V_TEXT:
    return a.v->as.text.n == b.v->as.text.n &&
           !memcmp(a.v->as.text.s, b.v->as.text.s, a.v->as.text.n);
  case TD_V_DATE:
    return a.v->as.date == b.v->as.date;
  case TD_V_PERIOD:
    return a.v->as.period == b.v->as.period;
  case TD_V_ENTITY:
    return a.v->as.entity.table == b.v->as.entity.table &&
           !strcmp(row_code(a), row_code(b));
  case TD_V_LIST:
  case TD_V_MAP:
    return same_items(a, b);
  }
  return false;
}

/* ---- answers ---- */

static bool is_worse(const td_finding *f, const td_finding *before)
{
  if (f->outcome != TD_FAIL)
    return false;
  return !before || before->outcome != TD_FAIL ||
         f->severity > before->severity;
}

static uint8_t answer(const td_baseline *b, const td_result *faulty,
                      const td_finding *f, const td_finding *before)
{
  evidence now = { f->evidence, faulty->snap };
  evidence then = { before ? before->evidence : NULL, b->r->snap };

  if (is_worse(f, before))
    return TD_CAUGHT;
  return before && before->severity == f->severity && same(now, then)
             ? 0
             : TD_NOTICED;
}

static int64_t not_judged(const td_checked *c)
{
  return c->counts[TD_NO_DATA] + c->counts[TD_NOT_DUE] +
         c->counts[TD_NOT_APPLICABLE];
}

static uint8_t answer_by_counts(const td_checked *now, const td_checked *before)
{
  uint8_t flags = 0;

  if (not_judged(now) > not_judged(before))
    flags |= TD_NOTICED;
  if (now->counts[TD_ERROR] > before->counts[TD_ERROR])
    flags |= TD_BROKE;
  return flags;
}

td_status td_baseline_compare(uint8_t *answers, const td_baseline *b,
                              const td_result *faulty, td_err *err)
{
  int64_t *found = (int64_t *)calloc(faulty->n_checks, sizeof(*found));

  if (!found)
    return td_fail_memory(err);
  for (size_t i = 0; i < faulty->n_findings; i++) {
    const td_finding *f = &faulty->findings[i];
    const td_finding *before = find(b, f);
    size_t c = check_of(faulty, f);
    answers[c] |= answer(b, faulty, f, before);
    found[c] += before != NULL;
  }
  for (size_t c = 0; c < faulty->n_checks; c++) {
    answers[c] |= answer_by_counts(&faulty->checks[c], &b->r->checks[c]);
    if (found[c] < b->n_findings[c])
      answers[c] |= TD_HID;
  }
  free(found);
  return TD_OK;
}
