/* One row: each value read as its field's type. The first value that is not
 * as it must be rejects the row. */
#include "import_stage.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "number.h"
#include "text.h"

enum { MAX_WHY = 400, MAX_CHOICES = 16, MAX_CHOICE = 128 };

/* A value on its way, trimmed. */
typedef struct value_in {
  td_import *im;
  td_batch_column *column;
  const char *text;
  size_t n;
  char *why; /* MAX_WHY bytes: why it is refused */
  td_err *err;
} value_in;

/* "; did you mean ..." among "a|b|c". */
static void advise_choice(char *buf, size_t room, const value_in *v)
{
  char names[MAX_CHOICE], text[64];
  const char *list[MAX_CHOICES];
  size_t n = 0;
  char *rest = NULL;

  snprintf(names, sizeof(names), "%s", v->column->field->of);
  snprintf(text, sizeof(text), "%.*s", (int)(v->n < 63 ? v->n : 63), v->text);
  for (char *c = strtok_r(names, "|", &rest); c && n < MAX_CHOICES;
       c = strtok_r(NULL, "|", &rest))
    list[n++] = c;
  td_advice(buf, room, text, list, n);
}

static td_status refuse(const value_in *v, const char *why)
{
  snprintf(v->why, MAX_WHY, "%s", why);
  return TD_EDATA;
}

static td_status read_text(td_cell *out, const value_in *v)
{
  uint32_t code;
  td_status rc = td_import__text(v->im, &code, &v->column->last_raw, v->text,
                                 v->n, v->err);

  out->i = code;
  if (rc == TD_EDATA)
    return refuse(v, "control character; remove it");
  return rc;
}

static td_status read_choice(td_cell *out, const value_in *v)
{
  char advice[MAX_WHY / 2];

  if (td_choice_has(v->column->field->of, v->text, v->n))
    return read_text(out, v);
  advise_choice(advice, sizeof(advice), v);
  snprintf(v->why, MAX_WHY, "not one of %s%s", v->column->field->of, advice);
  return TD_EDATA;
}

static td_status read_int(td_cell *out, const value_in *v)
{
  if (!td_number_parse_int(&out->i, v->text, v->n) || out->i == INT64_MIN)
    return refuse(v, "not a whole number");
  return TD_OK;
}

static bool says(const value_in *v, const char *word)
{
  return v->n == strlen(word) && !strncasecmp(v->text, word, v->n);
}

/* Why this is no number: the usual ways to write one that is not taken. */
static td_status refuse_number(const value_in *v)
{
  static const char *const none[] = { "nan",  "inf",      "+inf",      "-inf",
                                      "na",   "n/a",      "null",      "-",
                                      "none", "infinity", "-infinity", ".." };
  char point = v->column->point == ',' ? '.' : ',';
  double x;

  for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
    if (says(v, none[i]))
      return refuse(v, "not a number; leave it empty where there is none, or "
                       "list the word in missingValues in datapackage.json");
  if (td_number_parse(&x, v->text, v->n, point, '\0') ||
      td_number_parse(&x, v->text, v->n, point, v->column->point)) {
    snprintf(v->why, MAX_WHY,
             "not a number with '%c' as decimal sign; if '%c' is meant, say "
             "\"decimalChar\": \"%c\" for the field in datapackage.json",
             v->column->point, point, point);
    return TD_EDATA;
  }
  if (v->n && strspn(v->text, "+-.0123456789eE") >= v->n)
    return refuse(v, "not a number, or too large or too small for one");
  return refuse(v, "not a number");
}

static td_status read_real(td_cell *out, const value_in *v)
{
  if (td_number_parse(&out->r, v->text, v->n, v->column->point,
                      v->column->group))
    return TD_OK;
  return refuse_number(v);
}

static td_status read_bool(td_cell *out, const value_in *v)
{
  out->i = says(v, "true") || says(v, "1");
  if (!out->i && !says(v, "false") && !says(v, "0"))
    return refuse(v, "not true or false");
  return TD_OK;
}

static td_status read_date(td_cell *out, const value_in *v)
{
  td_date d;

  if (td_date_parse(&d, v->text, v->n)) {
    out->i = d;
    return TD_OK;
  }
  if (v->n == 10 && v->text[4] == '-' && v->text[7] == '-')
    return refuse(v, "there is no such day");
  return refuse(v, "not a date; write it as 2025-12-31");
}

static td_status read_period(td_cell *out, const value_in *v)
{
  td_period p;

  if (!td_period_parse(&p, v->text, v->n))
    return refuse(v, "not a period; write 2025, 2025-H1, 2025-Q4 or 2025-12");
  out->i = p;
  return TD_OK;
}

void td_cell__set_empty(td_cell *out, const td_field *f)
{
  out->i = 0;
  switch (f->type) {
  case TD_T_INT:
    out->i = INT64_MIN;
    break;
  case TD_T_REAL:
    out->r = (double)NAN;
    break;
  case TD_T_BOOL:
    out->i = -1;
    break;
  case TD_T_DATE:
    out->i = TD_NO_DATE;
    break;
  case TD_T_PERIOD:
    out->i = TD_NO_PERIOD;
    break;
  default:
    break;
  }
}

bool td_cell__is_empty(const td_field *f, td_cell c)
{
  td_cell empty;

  td_cell__set_empty(&empty, f);
  return f->type == TD_T_REAL ? isnan(c.r) : c.i == empty.i;
}

static bool is_missing(const value_in *v)
{
  const td_missing *m = &v->column->missing;

  for (size_t i = 0; i < m->n; i++)
    if (strlen(m->texts[i]) == v->n && !memcmp(m->texts[i], v->text, v->n))
      return true;
  return !v->n;
}

static td_status read_value(td_cell *out, const value_in *v)
{
  const td_field *f = v->column->field;

  if (is_missing(v)) {
    td_cell__set_empty(out, f);
    if ((f->flags & (TD_F_KEY | TD_F_REQUIRED)) && !(f->flags & TD_F_BLANK))
      return refuse(v, "must not be empty");
    return TD_OK;
  }
  switch (f->type) {
  case TD_T_INT:
    return read_int(out, v);
  case TD_T_REAL:
    return read_real(out, v);
  case TD_T_BOOL:
    return read_bool(out, v);
  case TD_T_DATE:
    return read_date(out, v);
  case TD_T_PERIOD:
    return read_period(out, v);
  case TD_T_CHOICE:
    return read_choice(out, v);
  default:
    return read_text(out, v);
  }
}

/* Asks who judges the column, if anybody does; empty text has been judged. */
static td_status judge_value(const value_in *v, int entity, td_cell cell)
{
  const td_import *im = v->im;
  td_status rc;

  if (!im->judge || im->judge_entity != entity ||
      im->judge_field != v->column->index || !cell.i)
    return TD_OK;
  v->why[0] = '\0';
  rc = im->judge(im->judge_ud, im->dict.text[cell.i], v->why, MAX_WHY, v->err);
  return rc == TD_OK && *v->why ? TD_EDATA : rc;
}

/* TD_ROW if all values are as they must be, TD_OK if the row is rejected. */
static td_status read_values(td_import *im, uint32_t table,
                             const td_csv_value *values, int64_t line,
                             td_err *err)
{
  td_batch *t = &im->tables[table];
  char why[MAX_WHY];

  for (size_t i = 0; i < t->n_columns; i++) {
    td_batch_column *c = &t->columns[i];
    value_in v = { im, c, values[i].text, values[i].n, why, err };
    td_status rc;
    if (!c->field)
      continue;
    td_import__trim(&v.text, &v.n);
    rc = read_value(&im->cells[c->index], &v);
    if (rc == TD_OK)
      rc = judge_value(&v, t->entity, im->cells[c->index]);
    if (rc == TD_EDATA) {
      td_import__reject(im, table, values[i].line ? values[i].line : line,
                        values[i].column, c->field->name, values[i].text,
                        values[i].n, "%s", why);
      return TD_OK;
    }
    if (rc != TD_OK)
      return rc;
  }
  return TD_ROW;
}

/* An interval that ends before it begins. */
static bool is_backwards(const td_import *im, const td_entity *e)
{
  int from = td_entity_field(e, "valid_from");
  int to = td_entity_field(e, "valid_to");

  return from >= 0 && to >= 0 && im->cells[to].i != TD_NO_DATE &&
         im->cells[from].i > im->cells[to].i;
}

static td_status stage(td_import *im, const td_entity *e,
                       const td_place_in *from, td_err *err)
{
  char buf[TD_DATE_TEXT];

  if (e->flags & TD_E_SERIES)
    return td_obs__add(im, im->cells, from, err);
  if (is_backwards(im, e)) {
    int to = td_entity_field(e, "valid_to");
    td_date_text(buf, (td_date)im->cells[to].i);
    td_import__reject_staged(im, from, to, buf,
                             "before valid_from; the first day comes first");
    return TD_OK;
  }
  return td_stage__add(im, im->cells, from, err);
}

td_status td_import__row(td_import *im, const td_csv_value *values, size_t n,
                         int64_t line, uint64_t offset, td_err *err)
{
  uint32_t table = (uint32_t)im->n_tables - 1;
  td_batch *t = &im->tables[table];
  const td_entity *e = &td_schema[t->entity];
  td_place_in from = { offset, (uint32_t)line, table };
  td_status rc;

  if (line > UINT32_MAX)
    return td_fail(err, TD_EDATA, "%s: more than 4294967295 lines",
                   im->origins[t->origin].name);
  t->rows++;
  if (n != t->n_columns) {
    td_import__reject(im, table, line, 0, "", "", 0,
                      "%zu values where the header has %zu", n, t->n_columns);
    return TD_OK;
  }
  memcpy(im->cells, t->empty, e->n_fields * sizeof(*t->empty));
  rc = read_values(im, table, values, line, err);
  return rc == TD_ROW ? stage(im, e, &from, err) : rc;
}

td_status td_import_row(td_import *im, const td_csv_value *values, size_t n,
                        int64_t line, td_err *err)
{
  return td_import__row(im, values, n, line, TD_NO_OFFSET, err);
}
