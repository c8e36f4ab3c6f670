/* Reading the stored entities into columns. */
#include "snapshot_build.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static size_t cell_size(td_type t)
{
  switch (t) {
  case TD_T_INT:
  case TD_T_REAL:
    return 8;
  case TD_T_BOOL:
    return 1;
  default:
    return 4;
  }
}

static void clear_cells(td_column *c, uint32_t n)
{
  for (uint32_t r = 0; r < n; r++)
    switch (c->field->type) {
    case TD_T_TEXT:
    case TD_T_CHOICE:
      c->as.text[r] = 0;
      break;
    case TD_T_REF:
      c->as.ref[r] = TD_NO_ROW;
      break;
    case TD_T_DATE:
      c->as.date[r] = TD_NO_DATE;
      break;
    case TD_T_PERIOD:
      c->as.period[r] = TD_NO_PERIOD;
      break;
    case TD_T_INT:
      c->as.integer[r] = TD_NO_INT;
      break;
    case TD_T_REAL:
      c->as.real[r] = (double)NAN;
      break;
    case TD_T_BOOL:
      c->as.boolean[r] = TD_NO_BOOL;
      break;
    }
}

td_status td_table_make(struct td_snapshot *s, int id, uint32_t n, td_err *err)
{
  td_table *t = &s->tables[id];

  t->n = n;
  t->code = (uint32_t *)td_arena_array(&s->arena, n, sizeof(uint32_t));
  if (!t->code)
    return td_fail_memory(err);
  for (size_t i = 0; i < t->entity->n_fields; i++) {
    td_column *c = &t->columns[i];
    c->as.any = td_arena_array(&s->arena, n, cell_size(c->field->type));
    if (!c->as.any)
      return td_fail_memory(err);
    clear_cells(c, n);
  }
  return TD_OK;
}

/* How many fields of the whole schema point to `id` with a named inverse. */
static size_t count_relations(int id)
{
  size_t n = 0;

  for (int e = 0; e < TD_ENTITIES; e++)
    for (size_t f = 0; f < td_schema[e].n_fields; f++) {
      const td_field *field = &td_schema[e].fields[f];
      n += field->type == TD_T_REF && field->inverse &&
           td_schema_find(field->of) == id;
    }
  return n;
}

td_status td_snapshot__shape(struct td_snapshot *s, td_err *err)
{
  for (int id = 0; id < TD_ENTITIES; id++) {
    td_table *t = &s->tables[id];
    t->entity = &td_schema[id];
    t->columns = (td_column *)td_arena_array(&s->arena, t->entity->n_fields,
                                             sizeof(td_column));
    t->relations = (td_relation *)td_arena_array(&s->arena, count_relations(id),
                                                 sizeof(td_relation));
    if (!t->columns || !t->relations)
      return td_fail_memory(err);
    for (size_t f = 0; f < t->entity->n_fields; f++) {
      const td_field *field = &t->entity->fields[f];
      t->columns[f].field = field;
      t->columns[f].table =
          field->type == TD_T_REF ? td_schema_find(field->of) : TD_NO_ROW;
    }
    if (td_table_make(s, id, 0, err) != TD_OK)
      return TD_ENOMEM;
  }
  return TD_OK;
}

/* Rows that the two clocks hide. */
static const char *visible(int id)
{
  return id == TD_SUBMISSIONS ? " WHERE received_on <= ?1" : "";
}

/* The day up to which rows are visible, where the statement asks for it. */
static td_status bind_day(sqlite3_stmt *stmt, const struct td_snapshot *s,
                          struct td_store *st, td_err *err)
{
  char day[TD_DATE_TEXT];

  td_date_text(day, s->as_of < s->known_at ? s->as_of : s->known_at);
  if (sqlite3_bind_parameter_count(stmt) &&
      sqlite3_bind_text(stmt, 1, day, -1, SQLITE_TRANSIENT) != SQLITE_OK)
    return td_store_fail(st, err);
  return TD_OK;
}

static td_status count_rows(uint32_t *out, struct td_snapshot *s,
                            struct td_store *st, int id, td_err *err)
{
  char sql[128];
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s%s", td_schema[id].name,
           visible(id));
  rc = td_store_prepare(&stmt, st, sql, err);
  if (rc == TD_OK)
    rc = bind_day(stmt, s, st, err);
  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    *out = (uint32_t)sqlite3_column_int64(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* SELECT of every stored field, by key in reading order. */
static td_status prepare_rows(sqlite3_stmt **out, struct td_snapshot *s,
                              struct td_store *st, int id, td_err *err)
{
  const td_entity *e = &td_schema[id];
  char sql[2048];
  int n = snprintf(sql, sizeof(sql), "SELECT ");
  const char *comma = "";
  td_status rc;

  for (size_t f = 0; f < e->n_fields; f++) {
    if (e->fields[f].flags & TD_F_DERIVED)
      continue;
    n += snprintf(sql + n, sizeof(sql) - (size_t)n, "%s\"%s\"", comma,
                  e->fields[f].name);
    comma = ", ";
  }
  n += snprintf(sql + n, sizeof(sql) - (size_t)n, " FROM %s%s ORDER BY ",
                e->name, visible(id));
  comma = "";
  for (size_t f = 0; f < e->n_fields; f++)
    if (e->fields[f].flags & TD_F_KEY) {
      n += snprintf(sql + n, sizeof(sql) - (size_t)n,
                    "%s\"%s\" COLLATE td_code", comma, e->fields[f].name);
      comma = ", ";
    }
  rc = td_store_prepare(out, st, sql, err);
  return rc == TD_OK ? bind_day(*out, s, st, err) : rc;
}

static td_status bad_cell(const td_entity *e, const td_field *f,
                          const char *text, td_err *err)
{
  return td_fail(err, TD_EDATA, "store: %s.%s holds '%s', which is no %s",
                 e->name, f->name, text, td_type_name(f->type));
}

static td_status read_cell(struct td_snapshot *s, const td_entity *e,
                           td_column *c, uint32_t row, sqlite3_stmt *stmt,
                           int at, td_err *err)
{
  const char *text;
  size_t n;
  uint32_t code;

  if (sqlite3_column_type(stmt, at) == SQLITE_NULL)
    return TD_OK;
  if (c->field->type == TD_T_INT) {
    c->as.integer[row] = sqlite3_column_int64(stmt, at);
    return TD_OK;
  }
  if (c->field->type == TD_T_REAL) {
    c->as.real[row] = sqlite3_column_double(stmt, at);
    return TD_OK;
  }
  if (c->field->type == TD_T_BOOL) {
    c->as.boolean[row] = sqlite3_column_int(stmt, at) ? TD_TRUE : TD_FALSE;
    return TD_OK;
  }
  text = (const char *)sqlite3_column_text(stmt, at);
  n = (size_t)sqlite3_column_bytes(stmt, at);
  if (!text)
    return td_fail_memory(err);
  if (c->field->type == TD_T_DATE)
    return td_date_parse(&c->as.date[row], text, n)
               ? TD_OK
               : bad_cell(e, c->field, text, err);
  if (c->field->type == TD_T_PERIOD)
    return td_period_parse(&c->as.period[row], text, n)
               ? TD_OK
               : bad_cell(e, c->field, text, err);
  if (!td_dict_add(&s->dict, &s->arena, text, n, &code))
    return td_fail_memory(err);
  c->as.text[row] = code; /* a REF too, until it is resolved */
  if (c->field->type == TD_T_REF && !code)
    c->as.ref[row] = TD_NO_ROW;
  return TD_OK;
}

td_status td_snapshot__load(struct td_snapshot *s, struct td_store *st, int id,
                            td_err *err)
{
  td_table *t = &s->tables[id];
  sqlite3_stmt *stmt = NULL;
  uint32_t n = 0, row = 0;
  td_status rc = count_rows(&n, s, st, id, err);

  if (rc == TD_OK)
    rc = td_table_make(s, id, n, err);
  if (rc == TD_OK)
    rc = prepare_rows(&stmt, s, st, id, err);
  while (rc == TD_OK && (rc = td_store_step(st, stmt, err)) == TD_ROW) {
    int at = 0;
    rc = TD_OK;
    for (size_t f = 0; rc == TD_OK && f < t->entity->n_fields; f++)
      if (!(t->entity->fields[f].flags & TD_F_DERIVED))
        rc = read_cell(s, t->entity, &t->columns[f], row, stmt, at++, err);
    row++;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* row_of[dictionary code] for a table with a single text key. */
static td_status index_keys(int32_t **out, struct td_snapshot *s, int id,
                            td_err *err)
{
  const td_table *t = &s->tables[id];
  int32_t *row_of = (int32_t *)malloc(s->dict.n * sizeof(*row_of));

  *out = NULL;
  if (!row_of)
    return td_fail_memory(err);
  for (uint32_t i = 0; i < s->dict.n; i++)
    row_of[i] = TD_NO_ROW;
  for (uint32_t r = 0; r < t->n; r++)
    row_of[t->columns[0].as.text[r]] = (int32_t)r;
  *out = row_of;
  return TD_OK;
}

static td_status resolve_to(struct td_snapshot *s, int id,
                            const int32_t *row_of, td_err *err)
{
  for (int e = 0; e < TD_ENTITIES; e++) {
    td_table *t = &s->tables[e];
    for (size_t f = 0; f < t->entity->n_fields; f++) {
      td_column *c = &t->columns[f];
      if (c->table != id || (c->field->flags & TD_F_DERIVED))
        continue;
      for (uint32_t r = 0; r < t->n; r++) {
        int32_t code = c->as.ref[r];
        if (code == TD_NO_ROW)
          continue;
        c->as.ref[r] = row_of[code];
        if (c->as.ref[r] == TD_NO_ROW)
          return td_fail(err, TD_EDATA, "store: %s.%s refers to '%s', missing",
                         t->entity->name, c->field->name, s->dict.text[code]);
      }
    }
  }
  return TD_OK;
}

td_status td_snapshot__resolve(struct td_snapshot *s, td_err *err)
{
  for (int id = 0; id < TD_ENTITIES; id++) {
    int32_t *row_of = NULL;
    td_status rc;
    if (td_schema[id].fields[0].type != TD_T_TEXT ||
        td_schema[id].fields[1].flags & TD_F_KEY)
      continue; /* no single text key: nothing refers to it */
    rc = index_keys(&row_of, s, id, err);
    if (rc == TD_OK)
      rc = resolve_to(s, id, row_of, err);
    free(row_of);
    if (rc != TD_OK)
      return rc;
  }
  return TD_OK;
}
