/* Rows as CSV, in the order in which people read codes. */
#include "export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "file.h"
#include "number.h"

/* Adds for a part: rows of invented sources, or all others. */
static const char *const conditions[TD_PARTS] = {
  "(source IS NULL OR source NOT IN"
  " (SELECT code FROM sources WHERE illustrative = 1))",
  "source IN (SELECT code FROM sources WHERE illustrative = 1)",
};

/* A CSV file that comes into being with its first row. */
typedef struct csv_out {
  char *path;
  FILE *file;
  const td_entity *entity;
} csv_out;

static void put_text(FILE *f, const char *text, size_t n)
{
  if (!memchr(text, ',', n) && !memchr(text, '"', n) &&
      !memchr(text, '\n', n) && !memchr(text, '\r', n)) {
    fwrite(text, 1, n, f);
    return;
  }
  putc('"', f);
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '"')
      putc('"', f);
    putc(text[i], f);
  }
  putc('"', f);
}

/* Column `at` of a row as a value of the field. */
static void put_value(FILE *f, const td_field *field, sqlite3_stmt *row, int at)
{
  char buf[TD_NUMBER_TEXT];

  if (sqlite3_column_type(row, at) == SQLITE_NULL)
    return;
  if (field->type == TD_T_REAL)
    fputs(td_number_text(buf, sqlite3_column_double(row, at)), f);
  else if (field->type == TD_T_BOOL)
    fputs(sqlite3_column_int(row, at) ? "true" : "false", f);
  else if (field->type == TD_T_INT)
    fprintf(f, "%lld", (long long)sqlite3_column_int64(row, at));
  else
    put_text(f, (const char *)sqlite3_column_text(row, at),
             (size_t)sqlite3_column_bytes(row, at));
}

static bool is_stored(const td_field *f)
{
  return !(f->flags & TD_F_DERIVED);
}

static td_status open_file(csv_out *out, td_err *err)
{
  const char *between = "";

  out->file = fopen(out->path, "wb");
  if (!out->file)
    return td_fail(err, TD_EIO, "%s: %s", out->path, strerror(errno));
  for (size_t i = 0; i < out->entity->n_fields; i++)
    if (is_stored(&out->entity->fields[i])) {
      fprintf(out->file, "%s%s", between, out->entity->fields[i].name);
      between = ",";
    }
  putc('\n', out->file);
  return TD_OK;
}

/* Every write is judged at the end: a stream remembers that one failed. */
static td_status close_file(csv_out *out, td_status rc, td_err *err)
{
  if (out->file) {
    bool failed = ferror(out->file);
    failed = fclose(out->file) != 0 || failed;
    if (failed && rc == TD_OK)
      rc = td_fail(err, TD_EIO, "%s: cannot be written", out->path);
  }
  free(out->path);
  return rc;
}

/* ---- entities */

static void add_order(sqlite3_str *sql, const char *name)
{
  sqlite3_str_appendf(sql, "\"%w\" COLLATE td_code, \"%w\"", name, name);
}

static char *select_sql(const td_entity *e, int part)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  bool has_source = td_entity_field(e, "source") >= 0;
  const char *between = "SELECT ";

  for (size_t i = 0; i < e->n_fields; i++)
    if (is_stored(&e->fields[i])) {
      sqlite3_str_appendf(sql, "%s\"%w\"", between, e->fields[i].name);
      between = ", ";
    }
  sqlite3_str_appendf(sql, " FROM \"%w\" WHERE %s", e->name,
                      has_source              ? conditions[part]
                      : part == TD_PART_FACTS ? "true"
                                              : "false");
  between = " ORDER BY ";
  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY) {
      sqlite3_str_appendall(sql, between);
      add_order(sql, e->fields[i].name);
      between = ", ";
    }
  return sqlite3_str_finish(sql);
}

static void put_row(csv_out *out, sqlite3_stmt *row)
{
  int at = 0;

  for (size_t i = 0; i < out->entity->n_fields; i++) {
    const td_field *f = &out->entity->fields[i];
    if (!is_stored(f))
      continue;
    if (at)
      putc(',', out->file);
    put_value(out->file, f, row, at++);
  }
  putc('\n', out->file);
}

static td_status put_entity(csv_out *out, struct td_store *st, int part,
                            td_err *err)
{
  char *sql = select_sql(out->entity, part);
  sqlite3_stmt *row = NULL;
  td_status rc =
      sql ? td_store_prepare(&row, st, sql, err) : td_fail_memory(err);

  while (rc == TD_OK && (rc = td_store_step(st, row, err)) == TD_ROW) {
    rc = out->file ? TD_OK : open_file(out, err);
    if (rc == TD_OK)
      put_row(out, row);
  }
  sqlite3_finalize(row);
  sqlite3_free(sql);
  return rc;
}

/* ---- observations */

static const char series_sql[] =
    "SELECT indicator, area, breakdown, id FROM series ORDER BY"
    " indicator COLLATE td_code, indicator,"
    " area COLLATE td_code, area,"
    " breakdown COLLATE td_code, breakdown";

/* In the order of the fields behind the series. */
static const char rows_sql[] =
    "SELECT period, known_on, value, flag, source, source_line, note"
    " FROM observation WHERE series = ?1 AND %s ORDER BY period, known_on";

static void put_observation(csv_out *out, sqlite3_stmt *series,
                            sqlite3_stmt *row)
{
  char period[TD_PERIOD_TEXT];
  const td_field *fields = out->entity->fields;

  for (int i = 0; i < 3; i++) {
    put_value(out->file, &fields[i], series, i);
    putc(',', out->file);
  }
  fputs(td_period_text(period, sqlite3_column_int(row, 0)), out->file);
  for (int i = 1; i < sqlite3_column_count(row); i++) {
    putc(',', out->file);
    put_value(out->file, &fields[3 + i], row, i);
  }
  putc('\n', out->file);
}

static td_status put_series(csv_out *out, struct td_store *st,
                            sqlite3_stmt *series, sqlite3_stmt *row,
                            td_err *err)
{
  td_status rc = TD_OK;

  sqlite3_bind_int64(row, 1, sqlite3_column_int64(series, 3));
  while (rc == TD_OK && (rc = td_store_step(st, row, err)) == TD_ROW) {
    rc = out->file ? TD_OK : open_file(out, err);
    if (rc == TD_OK)
      put_observation(out, series, row);
  }
  sqlite3_reset(row);
  return rc;
}

static td_status put_observations(csv_out *out, struct td_store *st, int part,
                                  td_err *err)
{
  char sql[400];
  sqlite3_stmt *series = NULL, *row = NULL;
  td_status rc = td_store_prepare(&series, st, series_sql, err);

  sqlite3_snprintf(sizeof(sql), sql, rows_sql, conditions[part]);
  if (rc == TD_OK)
    rc = td_store_prepare(&row, st, sql, err);
  while (rc == TD_OK && (rc = td_store_step(st, series, err)) == TD_ROW)
    rc = put_series(out, st, series, row, err);
  sqlite3_finalize(series);
  sqlite3_finalize(row);
  return rc;
}

const char *td_export__file(char *buf, size_t room, int entity, int part)
{
  snprintf(buf, room, "%s%s.csv", td_schema[entity].name,
           part == TD_PART_ILLUSTRATIVE ? "_illustrative" : "");
  return buf;
}

char *td_export__temporary(const td_export *x, const char *file)
{
  char name[80];

  snprintf(name, sizeof(name), ".%s.tmp", file);
  return td_file_join(x->dir, name);
}

td_status td_export__rows(td_export *x, int entity, int part, td_err *err)
{
  char file[64];
  csv_out out = { .entity = &td_schema[entity] };
  td_status rc;

  out.path = td_export__temporary(
      x, td_export__file(file, sizeof(file), entity, part));
  if (!out.path)
    return td_fail_memory(err);
  rc = entity == TD_OBSERVATIONS ? put_observations(&out, x->st, part, err)
                                 : put_entity(&out, x->st, part, err);
  x->has[entity][part] = out.file != NULL;
  return close_file(&out, rc, err);
}
