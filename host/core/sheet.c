/* The header is looked up once; a row is then read by positions. */
#include "sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "text.h"

static td_csv_value trimmed(td_csv_value v)
{
  while (v.n && (v.text[v.n - 1] == ' ' || v.text[v.n - 1] == '\t'))
    v.n--;
  while (v.n && (*v.text == ' ' || *v.text == '\t')) {
    v.text++;
    v.n--;
    v.column++;
  }
  return v;
}

td_csv_value td_sheet_text(const td_sheet *s, size_t i)
{
  if (!s->at[i])
    return (td_csv_value){ .text = "" };
  return s->csv.values[s->at[i] - 1];
}

td_csv_value td_sheet_value(const td_sheet *s, size_t i)
{
  return trimmed(td_sheet_text(s, i));
}

int td_sheet_shown(td_csv_value v)
{
  size_t n = v.n < 60 ? v.n : 60;

  while (n < v.n && ((unsigned char)v.text[n] & 0xc0) == 0x80)
    n--;
  return (int)n;
}

td_status td_sheet_fail(const td_sheet *s, td_csv_value at, td_err *err,
                        const char *fmt, ...)
{
  char text[768];
  va_list ap;

  va_start(ap, fmt);
  vsnprintf(text, sizeof(text), fmt, ap);
  va_end(ap);
  return td_fail(err, TD_EDATA, "%s:%lld:%lld: %s", s->path, (long long)at.line,
                 (long long)at.column, text);
}

/* What the reader of CSV says, with the file's name before it. */
static td_status name_file(const td_sheet *s, td_status rc, td_err *err)
{
  td_err inner = *err;

  return td_fail(err, rc, "%s: %s", s->path, inner.text);
}

static td_status next_row(td_sheet *s, td_err *err)
{
  td_status rc = td_csv_next(&s->csv, err);

  return rc < 0 ? name_file(s, rc, err) : rc;
}

/* "series, year, value" */
static void list_names(char *out, size_t room, const td_sheet *s)
{
  size_t n = 0;

  for (size_t i = 0; i < s->n_names && n < room; i++)
    n +=
        (size_t)snprintf(out + n, room - n, "%s%s", i ? ", " : "", s->names[i]);
}

/* Takes the name that stands in column `at` of the header, from 1. */
static td_status take_name(td_sheet *s, size_t at, td_err *err)
{
  td_csv_value v = trimmed(s->csv.values[at - 1]);
  char text[64], list[256];
  const char *near;

  snprintf(text, sizeof(text), "%.*s", td_sheet_shown(v), v.text);
  for (size_t i = 0; i < s->n_names; i++) {
    if (strlen(s->names[i]) != v.n || memcmp(s->names[i], v.text, v.n) != 0)
      continue;
    if (s->at[i])
      return td_sheet_fail(s, v, err, "a second column '%s'", text);
    s->at[i] = at;
    return TD_OK;
  }
  near = td_text_nearest(text, s->names, s->n_names);
  if (near)
    return td_sheet_fail(s, v, err, "unknown column '%s'; did you mean '%s'?",
                         text, near);
  list_names(list, sizeof(list), s);
  return td_sheet_fail(s, v, err, "unknown column '%s'; expected: %s", text,
                       list);
}

static td_status check_needed(const td_sheet *s, size_t n_needed, td_err *err)
{
  for (size_t i = 0; i < n_needed; i++)
    if (!s->at[i])
      return td_sheet_fail(s, s->csv.values[0], err, "no column '%s'",
                           s->names[i]);
  return TD_OK;
}

static td_status read_header(td_sheet *s, size_t n_needed, td_err *err)
{
  td_status rc = next_row(s, err);

  if (rc < 0)
    return rc;
  if (rc == TD_OK)
    return td_fail(err, TD_EDATA, "%s: empty; a header is expected in line 1",
                   s->path);
  s->n_columns = s->csv.n;
  for (size_t i = 1; i <= s->csv.n; i++)
    if (take_name(s, i, err) != TD_OK)
      return TD_EDATA;
  return check_needed(s, n_needed, err);
}

td_status td_sheet_open(td_sheet *s, const char *path, const char *const *names,
                        size_t n_names, size_t n_needed, td_err *err)
{
  bool is_stdin = !strcmp(path, "-");
  td_status rc;

  s->path = is_stdin ? "standard input" : path;
  s->names = names;
  s->n_names = n_names;
  rc = td_file_read(&s->data, &s->n, is_stdin ? "/dev/stdin" : path, err);
  if (rc != TD_OK)
    return rc;
  rc = td_csv_open(&s->csv, s->data, s->n, err);
  return rc == TD_OK ? read_header(s, n_needed, err) : name_file(s, rc, err);
}

td_status td_sheet_next(td_sheet *s, td_err *err)
{
  td_status rc = next_row(s, err);

  if (rc == TD_ROW && s->csv.n != s->n_columns)
    return td_sheet_fail(s, s->csv.values[0], err,
                         "%zu values in this row, expected %zu as in the "
                         "header",
                         s->csv.n, s->n_columns);
  return rc;
}

td_status td_sheet_rewind(td_sheet *s, td_err *err)
{
  td_status rc;

  td_csv_close(&s->csv);
  rc = td_csv_open(&s->csv, s->data, s->n, err);
  if (rc == TD_OK)
    rc = td_csv_next(&s->csv, err);
  return rc < 0 ? rc : TD_OK;
}

void td_sheet_close(td_sheet *s)
{
  td_csv_close(&s->csv);
  free(s->data);
  memset(s, 0, sizeof(*s));
}
