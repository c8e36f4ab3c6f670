/* Observations on their way in: a compact row each, judged by series rather
 * than by row, and ordered by counting, as there may be many millions. */
#include "import_stage.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { UNSEEN, HOLDS, NO_INDICATOR, NO_AREA }; /* td_staged_series.mark */
enum { SMALL = 24 }; /* rows of a series that insertion sorts fastest */

static uint32_t hash_series(const td_staged_series *s)
{
  uint64_t h = s->indicator * 0x9e3779b97f4a7c15u;

  h = (h ^ s->area) * 0x9e3779b97f4a7c15u;
  h = (h ^ (h >> 32) ^ s->breakdown) * 0x9e3779b97f4a7c15u;
  return (uint32_t)(h >> 32);
}

static bool same_series(const td_staged_series *a, const td_staged_series *b)
{
  return a->indicator == b->indicator && a->area == b->area &&
         a->breakdown == b->breakdown;
}

static uint32_t find_slot(const td_obs_stage *o, const td_staged_series *s)
{
  uint32_t at = hash_series(s) & (o->n_slots - 1);

  while (o->slots[at] && !same_series(&o->series[o->slots[at] - 1], s))
    at = (at + 1) & (o->n_slots - 1);
  return at;
}

static bool grow_slots(td_obs_stage *o)
{
  uint32_t *old = o->slots;

  o->n_slots = o->n_slots ? o->n_slots * 2 : 1024;
  o->slots = (uint32_t *)calloc(o->n_slots, sizeof(*o->slots));
  free(old);
  if (!o->slots) {
    o->n_slots = 0;
    return false;
  }
  for (uint32_t i = 0; i < o->n_series; i++)
    o->slots[find_slot(o, &o->series[i])] = i + 1;
  return true;
}

/* Position of the series, which is added if it is new. */
static bool intern_series(td_obs_stage *o, const td_staged_series *s,
                          uint32_t *out)
{
  uint32_t slot;

  if (o->n_series && same_series(&o->series[o->last], s)) {
    *out = o->last;
    return true;
  }
  if ((o->n_series + 1) * 2 > o->n_slots && !grow_slots(o))
    return false;
  slot = find_slot(o, s);
  if (!o->slots[slot]) {
    if (!td_import__grow(&o->series, &o->series_room, o->n_series + 1,
                         sizeof(*o->series)))
      return false;
    o->series[o->n_series++] = *s;
    o->slots[slot] = o->n_series;
  }
  *out = o->last = o->slots[slot] - 1;
  return true;
}

td_status td_obs__add(td_import *im, const td_cell *cells,
                      const td_place_in *from, td_err *err)
{
  td_obs_stage *o = &im->obs;
  td_staged_series s = {
    .indicator = (uint32_t)cells[TD_OBS_INDICATOR].i,
    .area = (uint32_t)cells[TD_OBS_AREA].i,
    .breakdown = (uint32_t)cells[TD_OBS_BREAKDOWN].i,
  };
  uint32_t series;

  assert(td_entity_field(&td_schema[TD_OBSERVATIONS], "note") == TD_OBS_NOTE);
  if (!intern_series(o, &s, &series) ||
      !td_import__grow(&o->rows, &o->room, o->n + 1, sizeof(*o->rows)))
    return td_fail_memory(err);
  o->rows[o->n++] = (td_staged_obs){
    .value = cells[TD_OBS_VALUE].r,
    .source_line = cells[TD_OBS_SOURCE_LINE].i,
    .from = *from,
    .period = (td_period)cells[TD_OBS_PERIOD].i,
    .known_on = (td_date)cells[TD_OBS_KNOWN_ON].i,
    .series = series,
    .flag = (uint32_t)cells[TD_OBS_FLAG].i,
    .source = (uint32_t)cells[TD_OBS_SOURCE].i,
    .note = (uint32_t)cells[TD_OBS_NOTE].i,
  };
  return TD_OK;
}

/* ---- references */

static td_status judge_series(td_import *im, td_staged_series *s, td_err *err)
{
  bool there = false;
  td_status rc =
      td_import__exists(&there, im, TD_INDICATORS, s->indicator, err);

  s->mark = there ? HOLDS : NO_INDICATOR;
  if (rc != TD_OK || !there)
    return rc;
  rc = td_import__exists(&there, im, TD_AREAS, s->area, err);
  s->mark = there ? HOLDS : NO_AREA;
  return rc;
}

static td_status reject_reference(td_import *im, td_staged_obs *row, int field,
                                  uint32_t code, td_err *err)
{
  const td_field *f = &td_schema[TD_OBSERVATIONS].fields[field];

  row->series = TD_NO_SERIES;
  return td_import__dangling(im, &row->from, f, field, code, err);
}

static td_status judge_row(td_import *im, td_staged_obs *row, td_err *err)
{
  td_staged_series *s = &im->obs.series[row->series];
  td_status rc = TD_OK;
  bool there = true;

  if (s->mark == UNSEEN)
    rc = judge_series(im, s, err);
  if (rc != TD_OK)
    return rc;
  if (s->mark == NO_INDICATOR)
    return reject_reference(im, row, TD_OBS_INDICATOR, s->indicator, err);
  if (s->mark == NO_AREA)
    return reject_reference(im, row, TD_OBS_AREA, s->area, err);
  if (row->source)
    rc = td_import__exists(&there, im, TD_SOURCES, row->source, err);
  if (rc == TD_OK && !there)
    return reject_reference(im, row, TD_OBS_SOURCE, row->source, err);
  return rc;
}

/* ---- order */

/* Rows by series, those of a series in the order of reading. */
static bool group_by_series(td_obs_stage *o)
{
  uint32_t at = 0;

  o->order = (uint32_t *)malloc(((size_t)o->n + 1) * sizeof(*o->order));
  if (!o->order)
    return false;
  for (uint32_t i = 0; i < o->n; i++)
    if (o->rows[i].series != TD_NO_SERIES)
      o->series[o->rows[i].series].n++;
  for (uint32_t s = 0; s < o->n_series; s++) {
    o->series[s].first = at;
    at += o->series[s].n;
    o->series[s].n = 0;
  }
  for (uint32_t i = 0; i < o->n; i++)
    if (o->rows[i].series != TD_NO_SERIES) {
      td_staged_series *s = &o->series[o->rows[i].series];
      o->order[s->first + s->n++] = i;
    }
  return true;
}

/* By period and day, the day that is not said first; then as read. */
static int compare_rows(const void *a, const void *b, void *rows)
{
  uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
  const td_staged_obs *x = (const td_staged_obs *)rows + i;
  const td_staged_obs *y = (const td_staged_obs *)rows + j;

  if (x->period != y->period)
    return x->period < y->period ? -1 : 1;
  if (x->known_on != y->known_on)
    return x->known_on < y->known_on ? -1 : 1;
  return i < j ? -1 : i > j;
}

static void sort_series(td_obs_stage *o, const td_staged_series *s)
{
  uint32_t *order = o->order + s->first;

  if (s->n > SMALL) {
    qsort_r(order, s->n, sizeof(*order), compare_rows, o->rows);
    return;
  }
  for (uint32_t i = 1; i < s->n; i++) {
    uint32_t row = order[i], j = i;
    for (; j && compare_rows(&order[j - 1], &row, o->rows) > 0; j--)
      order[j] = order[j - 1];
    order[j] = row;
  }
}

static void reject_twice(td_import *im, td_staged_obs *row,
                         const td_staged_obs *first)
{
  char text[TD_PERIOD_TEXT];
  const td_staged_series *s = &im->obs.series[first->series];
  const td_batch *t = &im->tables[first->from.table];

  row->series = TD_NO_SERIES;
  td_import__reject_staged(
      im, &row->from, TD_OBS_PERIOD, td_period_text(text, row->period),
      "%s of %s in %s was there before, in %s line %u; a correction says "
      "its known_on",
      im->dict.text[s->indicator], im->dict.text[s->area],
      td_period_text(text, row->period), im->origins[t->origin].name,
      (unsigned)first->from.line);
}

/* Takes the rows out that say again what one before them said. */
static void drop_repeated(td_import *im, td_staged_series *s)
{
  td_obs_stage *o = &im->obs;
  uint32_t *order = o->order + s->first;
  uint32_t kept = 1;

  for (uint32_t i = 1; i < s->n; i++) {
    td_staged_obs *row = &o->rows[order[i]];
    const td_staged_obs *before = &o->rows[order[kept - 1]];
    if (row->period == before->period && row->known_on == before->known_on)
      reject_twice(im, row, before);
    else
      order[kept++] = order[i];
  }
  s->n = s->n ? kept : 0;
}

td_status td_obs__check(td_import *im, td_err *err)
{
  td_obs_stage *o = &im->obs;
  td_status rc = TD_OK;

  for (uint32_t i = 0; i < o->n && rc == TD_OK; i++)
    rc = judge_row(im, &o->rows[i], err);
  if (rc == TD_OK && !group_by_series(o))
    rc = td_fail_memory(err);
  for (uint32_t s = 0; s < o->n_series && rc == TD_OK; s++) {
    sort_series(o, &o->series[s]);
    drop_repeated(im, &o->series[s]);
  }
  return rc;
}
