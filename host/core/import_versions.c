/* Writing observations. A figure that is in the store already is left as it
 * is; one that differs becomes a further version, under the day on which it
 * became known, and the older version stays. */
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
  sqlite3_stmt *load, *insert, *update;
  version *versions; /* of the series at hand, by period and day */
  uint32_t n, room;
  const td_staged_obs *fresh; /* row that made a version of im->known_on */
  uint32_t bound[3];          /* flag, source, note that insert holds */
  bool dry;                   /* only look, as all will be undone */
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

/* ---- writing */

static void bind_code(merge *m, sqlite3_stmt *stmt, int at, uint32_t code)
{
  uint32_t *bound = &m->bound[at == 5 ? 0 : at == 6 ? 1 : 2];
  const td_dict *d = &m->im->dict;

  if (stmt == m->insert && *bound == code)
    return; /* bindings outlast a reset */
  if (stmt == m->insert)
    *bound = code;
  if (code)
    sqlite3_bind_text(stmt, at, d->text[code], (int)d->length[code],
                      SQLITE_STATIC);
  else
    sqlite3_bind_null(stmt, at);
}

static td_status write_version(merge *m, sqlite3_stmt *stmt,
                               const td_staged_obs *o, td_date known_on,
                               td_err *err)
{
  char day[TD_DATE_TEXT];
  td_status rc;

  if (m->dry)
    return TD_OK;
  td_date_text(day, known_on);
  sqlite3_bind_int64(stmt, 1, m->im->obs.series[o->series].id);
  sqlite3_bind_int(stmt, 2, o->period);
  sqlite3_bind_text(stmt, 3, day, -1, SQLITE_STATIC);
  if (isnan(o->value))
    sqlite3_bind_null(stmt, 4);
  else
    sqlite3_bind_double(stmt, 4, o->value);
  bind_code(m, stmt, 5, o->flag);
  bind_code(m, stmt, 6, o->source);
  if (o->source_line == INT64_MIN)
    sqlite3_bind_null(stmt, 7);
  else
    sqlite3_bind_int64(stmt, 7, o->source_line);
  bind_code(m, stmt, 8, o->note);
  rc = td_store_step(m->im->st, stmt, err);
  sqlite3_reset(stmt);
  return rc;
}

/* A row that does not say since when it is known. */
static td_status take_undated(merge *m, const td_staged_obs *o,
                              const version *lo, const version *hi, td_err *err)
{
  td_batch *t = &m->im->tables[o->from.table];
  td_date today = m->im->known_on;
  const version *same_day;

  if (lo == hi) {
    t->added++;
    return write_version(m, m->insert, o, TD_NO_DATE, err);
  }
  same_day = find_day(lo, hi, today);
  if ((lo->known_on == TD_NO_DATE && same_content(m->im, o, lo)) ||
      same_content(m->im, o, hi - 1) ||
      (same_day && same_content(m->im, o, same_day))) {
    t->unchanged++;
    return TD_OK;
  }
  t->changed++;
  m->fresh = o;
  return write_version(m, same_day ? m->update : m->insert, o, today, err);
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
  m->dry = m->dry || !m->im->options.accept_valid;
}

static td_status take_dated(merge *m, const td_staged_obs *o, const version *lo,
                            const version *hi, td_err *err)
{
  td_batch *t = &m->im->tables[o->from.table];
  const version *v = find_day(lo, hi, o->known_on);

  if (v && same_content(m->im, o, v)) {
    t->unchanged++;
    return TD_OK;
  }
  if (v || (m->fresh && o->known_on == m->im->known_on)) {
    reject_recorded(m, o, m->fresh ? m->fresh->value : v->value);
    return TD_OK;
  }
  *(lo == hi ? &t->added : &t->changed) += 1;
  return write_version(m, m->insert, o, o->known_on, err);
}

/* Walks the rows and the versions of one series side by side. */
static td_status merge_series(merge *m, const td_staged_series *s, td_err *err)
{
  const td_obs_stage *stage = &m->im->obs;
  const version *lo = m->versions, *hi = lo;
  const version *end = lo + m->n;
  td_period at = TD_NO_PERIOD;
  td_status rc = TD_OK;

  for (uint32_t i = s->first; i < s->first + s->n && rc == TD_OK; i++) {
    const td_staged_obs *o = &stage->rows[stage->order[i]];
    if (o->period != at) {
      at = o->period;
      m->fresh = NULL;
      for (lo = hi; lo < end && lo->period < at; lo++)
        ;
      for (hi = lo; hi < end && hi->period == at; hi++)
        ;
    }
    rc = o->known_on == TD_NO_DATE ? take_undated(m, o, lo, hi, err)
                                   : take_dated(m, o, lo, hi, err);
  }
  return rc;
}

/* ---- all series */

static td_status open_merge(merge *m, td_err *err)
{
  td_status rc = td_store_prepare(
      &m->load, m->im->st,
      "SELECT period, known_on, value, flag, source, source_line, note"
      " FROM observation WHERE series = ?1 ORDER BY period, known_on",
      err);

  if (rc == TD_OK)
    rc = td_store_prepare(
        &m->insert, m->im->st,
        "INSERT INTO observation (series, period, known_on, value, flag,"
        " source, source_line, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        err);
  if (rc == TD_OK)
    rc = td_store_prepare(
        &m->update, m->im->st,
        "UPDATE observation SET value = ?4, flag = ?5, source = ?6,"
        " source_line = ?7, note = ?8"
        " WHERE series = ?1 AND period = ?2 AND known_on = ?3",
        err);
  return rc;
}

static void close_merge(merge *m)
{
  sqlite3_finalize(m->load);
  sqlite3_finalize(m->insert);
  sqlite3_finalize(m->update);
  free(m->versions);
}

static td_status merge_all(merge *m, const uint32_t *series, uint32_t n,
                           uint32_t n_old, td_err *err)
{
  td_status rc = open_merge(m, err);

  for (uint32_t i = 0; i < n && rc == TD_OK; i++) {
    const td_staged_series *s = &m->im->obs.series[series[i]];
    m->n = 0;
    if (i < n_old)
      rc = load_versions(m, s->id, err);
    if (rc == TD_OK)
      rc = merge_series(m, s, err);
  }
  close_merge(m);
  return rc;
}

td_status td_obs__write(td_import *im, td_err *err)
{
  merge m = { .im = im, .dry = im->rejected && !im->options.accept_valid };
  uint32_t *series = NULL, n = 0, n_old = 0;
  td_status rc;

  if (!im->obs.n_series)
    return TD_OK;
  rc = td_series__list(&series, &n, &n_old, im, m.dry, err);
  if (rc == TD_OK)
    rc = merge_all(&m, series, n, n_old, err);
  free(series);
  return rc;
}
