/* What the series of a table are judged by: settings for all, and a file with
 * a row for each. */
#include "panel_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

const char *const td_panel_settings[TD_PANEL_SETTINGS] = {
  "direction", "base_year", "target",  "target_year", "limit", "high",
  "med",       "low",       "optimum", "lower_bound", "green",
};

/* The file has the name of the series before them. */
enum { SERIES, N_COLUMNS = TD_PANEL_SETTINGS + 1 };

bool td_panel_is_year(td_panel_setting s)
{
  return s == TD_PANEL_BASE_YEAR || s == TD_PANEL_TARGET_YEAR;
}

/* ---- one value ------------------------------------------------------- */

static bool read_direction(double *out, const char *text, size_t n)
{
  bool is_up = n == 2 && !memcmp(text, "up", 2);

  *out = is_up ? 1 : -1;
  return is_up || (n == 4 && !memcmp(text, "down", 4));
}

static bool read_year(double *out, const char *text, size_t n)
{
  int64_t year;

  if (n != 4 || !td_number_parse_int(&year, text, n) || year < 1)
    return false;
  *out = (double)year;
  return true;
}

/* NULL, or what was expected instead. */
static const char *read_setting(double *out, td_panel_setting s,
                                const char *text, size_t n)
{
  if (s == TD_PANEL_DIRECTION)
    return read_direction(out, text, n) ? NULL : "up or down";
  if (td_panel_is_year(s))
    return read_year(out, text, n) ? NULL : "four digits such as 2015";
  return td_number_parse(out, text, n, '.', '\0')
             ? NULL
             : "a number with a decimal point such as 14.5";
}

td_status td_panel_set(td_panel *p, td_panel_setting s, const char *value,
                       td_err *err)
{
  double x;
  const char *expected;

  if (!*value)
    return TD_OK;
  expected = read_setting(&x, s, value, strlen(value));
  if (expected)
    return td_fail(err, TD_EUSAGE, "%s '%s': expected %s", td_panel_settings[s],
                   value, expected);
  p->standard.v[s] = x;
  p->given |= 1u << s;
  return TD_OK;
}

/* ---- a file ---------------------------------------------------------- */

static bool has_lone_bound(const td_panel_row *row)
{
  return isnan(row->v[TD_PANEL_OPTIMUM]) != isnan(row->v[TD_PANEL_LOWER_BOUND]);
}

static td_status read_cells(td_panel *p, const td_sheet *s, td_panel_row *row,
                            td_err *err)
{
  *row = p->standard;
  for (int i = 0; i < TD_PANEL_SETTINGS; i++) {
    td_csv_value v = td_sheet_value(s, (size_t)i + 1);
    const char *expected;
    if (!v.n)
      continue;
    expected = read_setting(&row->v[i], (td_panel_setting)i, v.text, v.n);
    if (expected)
      return td_sheet_fail(s, v, err, "%s '%.*s': expected %s, or nothing",
                           td_panel_settings[i], td_sheet_shown(v), v.text,
                           expected);
    p->given |= 1u << i;
  }
  if (has_lone_bound(row))
    return td_sheet_fail(s, td_sheet_text(s, SERIES), err,
                         "optimum and lower_bound belong together; one is "
                         "missing");
  return TD_OK;
}

static td_status take_row(td_panel *p, const td_sheet *s, td_err *err)
{
  td_csv_value name = td_sheet_text(s, SERIES);
  td_panel_row row;
  uint32_t series;
  td_status rc = td_panel__name(p, s, SERIES, 0, &series, err);

  if (rc == TD_OK)
    rc = read_cells(p, s, &row, err);
  if (rc != TD_OK)
    return rc;
  if (series > p->n_series) /* td_panel_tell names it */
    return TD_OK;
  if (p->own_line[series - 1])
    return td_sheet_fail(s, name, err,
                         "a second row for '%.*s'; the first is at %s:%lld:1",
                         td_sheet_shown(name), name.text, s->path,
                         (long long)p->own_line[series - 1]);
  p->own[series - 1] = row;
  p->own_line[series - 1] = name.line;
  return TD_OK;
}

static td_status make_room(td_panel *p, const char *path, td_err *err)
{
  size_t n = (size_t)p->n_series + 1;

  p->settings_path = td_arena_text(&p->arena, path, strlen(path));
  p->own = (td_panel_row *)calloc(n, sizeof(*p->own));
  p->own_line = (int64_t *)calloc(n, sizeof(*p->own_line));
  return p->settings_path && p->own && p->own_line ? TD_OK
                                                   : td_fail_memory(err);
}

td_status td_panel_read_settings(td_panel *p, const char *path, td_err *err)
{
  const char *names[N_COLUMNS] = { "series" };
  td_sheet s = { 0 };
  td_status rc;

  for (int i = 0; i < TD_PANEL_SETTINGS; i++)
    names[i + 1] = td_panel_settings[i];
  rc = td_sheet_open(&s, path, names, N_COLUMNS, 1, err);
  if (rc == TD_OK)
    rc = make_room(p, s.path, err);
  while (rc == TD_OK && (rc = td_sheet_next(&s, err)) == TD_ROW)
    rc = take_row(p, &s, err);
  td_sheet_close(&s);
  return rc;
}

td_status td_panel_check(const td_panel *p, td_err *err)
{
  if (!has_lone_bound(&p->standard))
    return TD_OK;
  for (size_t i = 0; i < p->n_series; i++)
    if (!p->own || !p->own_line[i])
      return td_fail(err, TD_EUSAGE,
                     "optimum and lower_bound belong together; '%.200s' has "
                     "one of them",
                     p->names.text[i + 1]);
  return TD_OK;
}

/* ---- answers --------------------------------------------------------- */

double td_panel_get(const td_panel *p, size_t i, td_panel_setting s)
{
  return p->own && p->own_line[i] ? p->own[i].v[s] : p->standard.v[s];
}

bool td_panel_given(const td_panel *p, td_panel_setting s)
{
  return p->given >> s & 1;
}
