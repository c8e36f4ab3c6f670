/* Telling about rows that are not taken. */
#include "import_stage.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_VALUE = 200, MAX_REASON = 512 };

/* Cuts at the beginning of a character. */
static void copy_value(char *buf, const char *value, size_t n)
{
  if (n > MAX_VALUE) {
    n = MAX_VALUE;
    while (n && ((unsigned char)value[n] & 0xc0) == 0x80)
      n--;
  }
  if (n)
    memcpy(buf, value, n);
  buf[n] = '\0';
}

static void tell(td_import *im, uint32_t table, int64_t line, int64_t column,
                 const char *field, const char *value, size_t n,
                 const char *reason)
{
  char cut[MAX_VALUE + 1];
  td_batch *t = &im->tables[table];
  td_reject reject = {
    .file = im->origins[t->origin].name,
    .line = line,
    .column = column,
    .field = field,
    .value = cut,
    .reason = reason,
  };

  copy_value(cut, value, n);
  t->rejected++;
  im->rejected++;
  if (im->options.on_reject)
    im->options.on_reject(im->options.ud, &reject);
}

void td_import__reject(td_import *im, uint32_t table, int64_t line,
                       int64_t column, const char *field, const char *value,
                       size_t n, const char *fmt, ...)
{
  char reason[MAX_REASON];
  va_list ap;

  va_start(ap, fmt);
  vsnprintf(reason, sizeof(reason), fmt, ap);
  va_end(ap);
  tell(im, table, line, column, field, value, n, reason);
}

/* Position of the column that fills the field, or -1. */
static ptrdiff_t column_of(const td_batch *t, int field)
{
  for (size_t i = 0; i < t->n_columns; i++)
    if (t->columns[i].field && t->columns[i].index == field)
      return (ptrdiff_t)i;
  return -1;
}

/* Reads the row a second time. False if its origin is not there any more. */
static bool read_again(td_csv *csv, const td_import *im,
                       const td_place_in *from)
{
  const td_origin *o = &im->origins[im->tables[from->table].origin];

  if (from->offset == TD_NO_OFFSET || !o->data)
    return false;
  csv->delimiter = o->delimiter;
  csv->quote = o->quote;
  csv->at = o->data + from->offset;
  csv->end = o->data + o->n;
  csv->line = from->line;
  csv->column = 1;
  return td_csv_next(csv, NULL) == TD_ROW;
}

void td_import__reject_staged(td_import *im, const td_place_in *from, int field,
                              const char *value, const char *fmt, ...)
{
  char reason[MAX_REASON];
  const td_batch *t = &im->tables[from->table];
  const char *name = field < 0 ? "" : td_schema[t->entity].fields[field].name;
  ptrdiff_t at = column_of(t, field);
  td_csv csv = { 0 };
  va_list ap;

  va_start(ap, fmt);
  vsnprintf(reason, sizeof(reason), fmt, ap);
  va_end(ap);
  if (at >= 0 && read_again(&csv, im, from) && (size_t)at < csv.n)
    tell(im, from->table, csv.values[at].line, csv.values[at].column, name,
         csv.values[at].text, csv.values[at].n, reason);
  else
    tell(im, from->table, from->line, 0, name, value, strlen(value), reason);
  td_csv_close(&csv);
}
