/* Observations against what the store has. A figure that is there already is
 * left as it is; one that differs becomes a further version, under the day on
 * which it became known, and the older version stays. */
#include "import_stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

/* A version that the store has. */
typedef struct version {
  td_period period;
  td_date known_on;
  double value;
  int64_t source_line;
  uint32_t flag, source, note;
} version;

typedef struct merge {
  td_import *im;
  sqlite3_stmt *load;
  version *versions; /* of the series at hand, by period and day */
  uint32_t n, room;
  td_staged_series *series;
  const td_staged_obs *fresh; /* row that makes a version of im->known_on */
} merge;

/* ---- the store's side */

static td_status read_code(uint32_t *out, merge *m, int column, td_err *err)
{
  const char *text = (const char *)sqlite3_column_text(m->load, column);
  size_t n = (size_t)sqlite3_column_bytes(m->load, column);

  if (!td_dict_add(&m->im->dict, &m->im->arena, text ? text : "", n, out))
    return td_fail_memory(err);
  return TD_OK;
}

static td_status read_day(td_date *out, merge *m, int column, td_err *err)
{
  const char *text = (const char *)sqlite3_column_text(m->load, column);
  size_t n = (size_t)sqlite3_column_bytes(m->load, column);

  *out = TD_NO_DATE;
  if (n && !td_date_parse(out, text, n))
    return td_fail(err, TD_EDATA, "%s: observation known on \"%s\"",
                   m->im->st->path, text);
  return TD_OK;
}

static td_status read_version(version *v, merge *m, td_err *err)
{
  bool has_value = sqlite3_column_type(m->load, 2) != SQLITE_NULL;
  bool has_line = sqlite3_column_type(m->load, 5) != SQLITE_NULL;
  td_status rc = read_day(&v->known_on, m, 1, err);

  v->period = sqlite3_column_int(m->load, 0);
  v->value = has_value ? sqlite3_column_double(m->load, 2) : (double)NAN;
  v->source_line = has_line ? sqlite3_column_int64(m->load, 5) : INT64_MIN;
  if (rc == TD_OK)
    rc = read_code(&v->flag, m, 3, err);
  if (rc == TD_OK)
    rc = read_code(&v->source, m, 4, err);
  return rc == TD_OK ? read_code(&v->note, m, 6, err) : rc;
}

static td_status load_versions(merge *m, int64_t series, td_err *err)
{
  td_status rc;

  m->n = 0;
  sqlite3_bind_int64(m->load, 1, series);
  while ((rc = td_store_step(m->im->st, m->load, err)) == TD_ROW) {
    if (!td_import__grow(&m->versions, &m->room, m->n + 1,
                         sizeof(*m->versions)))
      rc = td_fail_memory(err);
    else
      rc = read_version(&m->versions[m->n++], m, err);
    if (rc != TD_OK)
      break;
  }
  sqlite3_reset(m->load);
  return rc;
}

/* ---- comparing */

static bool same_content(const td_import *im, const td_staged_obs *o,
                         const version *v)
{
  uint64_t given = im->tables[o->from.table].given;

  if (o->value != v->value && !(isnan(o->value) && isnan(v->value)))
    return false;
  return (!(given >> TD_OBS_FLAG & 1) || o->flag == v->flag) &&
         (!(given >> TD_OBS_SOURCE & 1) || o->source == v->source) &&
         (!(given >> TD_OBS_SOURCE_LINE & 1) ||
          o->source_line == v->source_line) &&
         (!(given >> TD_OBS_NOTE & 1) || o->note == v->note);
}

/* Among versions of one period; NULL if there is none of that day. */
static const version *find_day(const version *lo, const version *hi, td_date d)
{
  while (lo < hi) {
    const version *mid = lo + (hi - lo) / 2;
    if (mid->known_on == d)
      return mid;
    if (mid->known_on < d)
      lo = mid + 1;
    else
      hi = mid;
  }
  return NULL;
}

/* ---- deciding: whether the row is to be written, and as known when */

static void count(merge *m, td_batch *t, bool is_first)
{
  *(is_first ? &t->added : &t->changed) += 1;
  *(is_first ? &m->series->added : &m->series->changed) += 1;
}

/* A row that does not say since when it is known. */
static bool take_undated(merge *m, td_staged_obs *o, const version *lo,
                         const version *hi)
{
  td_batch *t = &m->im->tables[o->from.table];
  td_date today = m->im->known_on;
  const version *same_day = find_day(lo, hi, today);

  if (lo == hi) {
    count(m, t, true);
    return true;
  }
  if ((lo->known_on == TD_NO_DATE && same_content(m->im, o, lo)) ||
      same_content(m->im, o, hi - 1) ||
      (same_day && same_content(m->im, o, same_day))) {
    t->unchanged++;
    return false;
  }
  count(m, t, false);
  m->im->obs.has_replaced |= same_day != NULL;
  o->known_on = today;
  m->fresh = o;
  return true;
}

static void reject_recorded(merge *m, const td_staged_obs *o, double value)
{
  char day[TD_DATE_TEXT], text[TD_NUMBER_TEXT];

  td_date_text(day, o->known_on);
  td_number_text(text, value);
  td_import__reject_staged(m->im, &o->from, TD_OBS_KNOWN_ON, day,
                           "recorded as %s on that day already, with its flag, "
                           "source and note; a correction needs a later day",
                           *text ? text : "withdrawn");
}

static bool take_dated(merge *m, const td_staged_obs *o, const version *lo,
                       const version *hi)
{
  td_batch *t = &m->im->tables[o->from.table];
  const version *v = find_day(lo, hi, o->known_on);
  bool is_twice = m->fresh && o->known_on == m->im->known_on;

  if (v && same_content(m->im, o, v)) {
    t->unchanged++;
    return false;
  }
  if (v || is_twice) {
    reject_recorded(m, o, is_twice ? m->fresh->value : v->value);
    return false;
  }
  count(m, t, lo == hi);
  return true;
}

/* Walks the rows and the versions of one series side by side, and keeps the
 * rows that are to be written. */
static void merge_series(merge *m, td_staged_series *s)
{
  td_obs_stage *stage = &m->im->obs;
  uint32_t *order = stage->order + s->first;
  const version *lo = m->versions, *hi = lo;
  const version *end = lo + m->n;
  td_period at = TD_NO_PERIOD;
  uint32_t kept = 0;

  m->series = s;
  for (uint32_t i = 0; i < s->n; i++) {
    td_staged_obs *o = &stage->rows[order[i]];
    if (o->period != at) {
      at = o->period;
      m->fresh = NULL;
      for (lo = hi; lo < end && lo->period < at; lo++)
        ;
      for (hi = lo; hi < end && hi->period == at; hi++)
        ;
    }
    if (o->known_on == TD_NO_DATE ? take_undated(m, o, lo, hi)
                                  : take_dated(m, o, lo, hi))
      order[kept++] = order[i];
  }
  s->n = kept;
}

td_status td_obs__merge(td_import *im, td_err *err)
{
  merge m = { .im = im };
  td_status rc = td_store_prepare(
      &m.load, im->st,
      "SELECT period, known_on, value, flag, source, source_line, note"
      " FROM observation WHERE series = ?1 ORDER BY period, known_on",
      err);

  for (uint32_t i = 0; i < im->obs.n_series && rc == TD_OK; i++) {
    td_staged_series *s = &im->obs.series[i];
    m.n = 0;
    if (s->id && s->n)
      rc = load_versions(&m, s->id, err);
    if (rc == TD_OK)
      merge_series(&m, s);
  }
  sqlite3_finalize(m.load);
  free(m.versions);
  return rc;
}
