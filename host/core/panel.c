/* Reading the table: rows go into flat arrays as they come, then in two passes
 * of counting to their places, by year and by series. Where a value has no
 * place, the file is read again to say where both stand. */
#include "panel_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "text.h"

enum { SERIES, YEAR, VALUE, N_COLUMNS };
enum { YEAR_LENGTH = 4, YEAR_MAX = 9999 };

static const char *const columns[N_COLUMNS] = { "series", "year", "value" };

/* ---- one row --------------------------------------------------------- */

td_status td_panel__name(td_panel *p, const td_sheet *s, size_t i,
                         uint32_t hint, uint32_t *out, td_err *err)
{
  td_csv_value v = td_sheet_text(s, i);
  char *composed = NULL;
  td_status rc;

  if (hint && p->names.length[hint] == v.n &&
      !memcmp(p->names.text[hint], v.text, v.n)) {
    *out = hint;
    return TD_OK;
  }
  if (!v.n)
    return td_sheet_fail(s, v, err, "the name of the series is empty");
  if (td_text_has_control(v.text, v.n))
    return td_sheet_fail(s, v, err,
                         "a control character in the name of the series; "
                         "remove it");
  rc = td_text_nfc(&composed, &v.n, v.text, v.n, err);
  if (rc == TD_OK && !td_dict_add(&p->names, &p->arena, composed, v.n, out))
    rc = td_fail_memory(err);
  free(composed);
  return rc;
}

/* Four digits, and behind them nothing or what is no digit. 0 if it is not. */
static int year_of(td_csv_value v)
{
  int year = 0;

  for (size_t i = 0; i < v.n && i <= YEAR_LENGTH; i++) {
    bool is_digit = v.text[i] >= '0' && v.text[i] <= '9';
    if (is_digit == (i == YEAR_LENGTH))
      return 0;
    if (is_digit)
      year = year * 10 + (v.text[i] - '0');
  }
  return v.n < YEAR_LENGTH ? 0 : year;
}

static td_status read_year(td_panel *p, const td_sheet *s, int *out,
                           td_err *err)
{
  td_csv_value v = td_sheet_value(s, YEAR);

  *out = year_of(v);
  if (!*out)
    return td_sheet_fail(s, v, err,
                         "year '%.*s': expected four digits such as 2015, or a "
                         "span such as 2015-16",
                         td_sheet_shown(v), v.text);
  if (v.n > YEAR_LENGTH && !p->n_cut++)
    p->cut_line = v.line;
  return TD_OK;
}

/* TD_ROW with a value, TD_OK if the row has none. */
static td_status read_value(td_panel *p, const td_sheet *s, double *out,
                            td_err *err)
{
  td_csv_value v = td_sheet_value(s, VALUE);

  if (!v.n) {
    if (!p->n_missing++)
      p->missing_line = v.line;
    return TD_OK;
  }
  if (!td_number_parse(out, v.text, v.n, '.', '\0'))
    return td_sheet_fail(s, v, err,
                         "value '%.*s': expected a number with a decimal point "
                         "such as 14.5, or nothing where there is none",
                         td_sheet_shown(v), v.text);
  return TD_ROW;
}

static bool grow(td_panel_rows *r)
{
  size_t room = r->room ? r->room * 2 : 4096;
  uint32_t *series = (uint32_t *)realloc(r->series, room * sizeof(*series));
  td_period *years;
  double *values;

  if (!series)
    return false;
  r->series = series;
  years = (td_period *)realloc(r->years, room * sizeof(*years));
  if (!years)
    return false;
  r->years = years;
  values = (double *)realloc(r->values, room * sizeof(*values));
  if (!values)
    return false;
  r->values = values;
  r->room = room;
  return true;
}

static void free_rows(td_panel_rows *r)
{
  free(r->series);
  free(r->years);
  free(r->values);
  *r = (td_panel_rows){ 0 };
}

/* Takes the row that was read; `last` is the series of the row before. */
static td_status take_row(td_panel *p, const td_sheet *s, uint32_t *last,
                          td_err *err)
{
  td_panel_rows *r = &p->rows;
  double value = 0;
  int year = 0;
  td_status rc = td_panel__name(p, s, SERIES, *last, last, err);

  if (rc == TD_OK)
    rc = read_year(p, s, &year, err);
  if (rc == TD_OK)
    rc = read_value(p, s, &value, err);
  if (rc != TD_ROW)
    return rc;
  if (r->n == r->room && !grow(r))
    return td_fail_memory(err);
  r->series[r->n] = *last;
  r->years[r->n] = (td_period)(year * 100);
  r->values[r->n++] = value;
  return TD_OK;
}

/* ---- order ----------------------------------------------------------- */

static bool is_sorted(const td_panel_rows *r)
{
  for (size_t i = 1; i < r->n; i++)
    if (r->series[i] < r->series[i - 1] ||
        (r->series[i] == r->series[i - 1] && r->years[i] < r->years[i - 1]))
      return false;
  return true;
}

/* Year or series of row i, from 1. */
static size_t key_of(const td_panel_rows *r, bool by_year, size_t i)
{
  return by_year ? (size_t)(r->years[i] / 100) : r->series[i];
}

/* Puts the rows in order of one key, rows of the same key as they were. */
static bool sort_by(td_panel_rows *r, bool by_year, size_t n_keys)
{
  td_panel_rows to = { 0 };
  size_t *place = (size_t *)calloc(n_keys + 2, sizeof(*place));
  bool ok = place != NULL;

  while (ok && to.room < r->n)
    ok = grow(&to);
  if (ok) {
    for (size_t i = 0; i < r->n; i++)
      place[key_of(r, by_year, i) + 1]++;
    for (size_t k = 1; k <= n_keys + 1; k++)
      place[k] += place[k - 1];
    for (size_t i = 0; i < r->n; i++) {
      size_t at = place[key_of(r, by_year, i)]++;
      to.series[at] = r->series[i];
      to.years[at] = r->years[i];
      to.values[at] = r->values[i];
    }
    to.n = r->n;
    free_rows(r);
    *r = to;
    to = (td_panel_rows){ 0 };
  }
  free_rows(&to);
  free(place);
  return ok;
}

/* Where each series begins. */
static bool find_firsts(td_panel *p)
{
  p->first = (size_t *)calloc((size_t)p->n_series + 2, sizeof(*p->first));
  if (!p->first)
    return false;
  for (size_t i = 0; i < p->rows.n; i++)
    p->first[p->rows.series[i]]++;
  for (size_t k = 1; k <= p->n_series; k++)
    p->first[k] += p->first[k - 1];
  return true;
}

/* Finds the first two values of this series and year in the file. */
static td_status fail_twice(td_panel *p, td_sheet *s, size_t row, td_err *err)
{
  uint32_t series = p->rows.series[row], last = 0;
  int year = td_period_year(p->rows.years[row]), seen = 0;
  td_csv_value first = { 0 };
  double value;
  td_status rc = td_sheet_rewind(s, err);

  while (rc == TD_OK && (rc = td_sheet_next(s, err)) == TD_ROW) {
    rc = td_panel__name(p, s, SERIES, last, &last, err);
    if (rc != TD_OK || last != series || read_year(p, s, &seen, err) != TD_OK ||
        seen != year || read_value(p, s, &value, err) != TD_ROW)
      continue;
    td_csv_value name = td_sheet_text(s, SERIES);
    if (first.line)
      return td_sheet_fail(s, td_sheet_value(s, YEAR), err,
                           "a second value of '%.*s' in %d; the first is at "
                           "%s:%lld:%lld",
                           td_sheet_shown(name), name.text, year, s->path,
                           (long long)first.line, (long long)first.column);
    first = td_sheet_value(s, YEAR);
  }
  return rc;
}

static td_status check_once(td_panel *p, td_sheet *s, td_err *err)
{
  const td_panel_rows *r = &p->rows;

  for (size_t i = 1; i < r->n; i++)
    if (r->series[i] == r->series[i - 1] && r->years[i] == r->years[i - 1])
      return fail_twice(p, s, i, err);
  return TD_OK;
}

static td_status read_rows(td_panel *p, td_sheet *s, td_err *err)
{
  uint32_t last = 0;
  td_status rc;

  while ((rc = td_sheet_next(s, err)) == TD_ROW)
    if ((rc = take_row(p, s, &last, err)) != TD_OK)
      return rc;
  if (rc != TD_OK)
    return rc;
  p->n_series = p->names.n ? p->names.n - 1 : 0;
  if (!is_sorted(&p->rows) && (!sort_by(&p->rows, true, YEAR_MAX) ||
                               !sort_by(&p->rows, false, p->n_series)))
    return td_fail_memory(err);
  if (!find_firsts(p))
    return td_fail_memory(err);
  return check_once(p, s, err);
}

/* ---- public ---------------------------------------------------------- */

td_status td_panel_new(td_panel **out, td_err *err)
{
  td_panel *p = (td_panel *)calloc(1, sizeof(*p));

  *out = p;
  if (!p)
    return td_fail_memory(err);
  for (int s = 0; s < TD_PANEL_SETTINGS; s++)
    p->standard.v[s] = (double)NAN;
  return TD_OK;
}

void td_panel_free(td_panel *p)
{
  if (!p)
    return;
  free_rows(&p->rows);
  free(p->first);
  free(p->own);
  free(p->own_line);
  td_dict_free(&p->names);
  td_arena_free(&p->arena);
  free(p);
}

td_status td_panel_read(td_panel *p, const char *path, td_err *err)
{
  td_sheet s = { 0 };
  td_status rc = td_sheet_open(&s, path, columns, N_COLUMNS, N_COLUMNS, err);

  if (rc == TD_OK) {
    p->path = td_arena_text(&p->arena, s.path, strlen(s.path));
    rc = p->path ? read_rows(p, &s, err) : td_fail_memory(err);
  }
  td_sheet_close(&s);
  return rc;
}

size_t td_panel_count(const td_panel *p)
{
  return p->n_series;
}

const char *td_panel_name(const td_panel *p, size_t i, size_t *n)
{
  *n = p->names.length[i + 1];
  return p->names.text[i + 1];
}

td_series td_panel_series(const td_panel *p, size_t i)
{
  size_t from = p->first[i], n = p->first[i + 1] - from;

  if (!n) /* nor are there arrays, if no series has a value */
    return (td_series){ .n = 0 };
  return (td_series){ .periods = p->rows.years + from,
                      .values = p->rows.values + from,
                      .n = n };
}
