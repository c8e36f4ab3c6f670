/* Writing the rows that hold, entity by entity: a new key is inserted, a known
 * one updated in the columns that the import gave, if something differs. */
#include "import_stage.h"

#include <string.h>

/* The two statements for rows of one table. Parameter i + 1 is field i. */
typedef struct writer {
  sqlite3_stmt *insert, *update; /* update NULL: nothing but the key */
} writer;

static bool is_given(const td_batch *t, size_t i)
{
  return t->given >> i & 1;
}

static bool is_key(const td_field *f)
{
  return f->flags & TD_F_KEY;
}

static char *insert_sql(const td_batch *t, const td_entity *e)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  const char *between = "";

  sqlite3_str_appendf(sql, "INSERT INTO \"%w\" (", e->name);
  for (size_t i = 0; i < e->n_fields; i++)
    if (is_given(t, i)) {
      sqlite3_str_appendf(sql, "%s\"%w\"", between, e->fields[i].name);
      between = ", ";
    }
  sqlite3_str_appendall(sql, ") VALUES (");
  between = "";
  for (size_t i = 0; i < e->n_fields; i++)
    if (is_given(t, i)) {
      sqlite3_str_appendf(sql, "%s?%d", between, (int)i + 1);
      between = ", ";
    }
  sqlite3_str_appendall(sql, ") ON CONFLICT DO NOTHING");
  return sqlite3_str_finish(sql);
}

/* Appends the given fields that are part of the key, or that are not, each
 * with the operator and its parameter; returns how many. */
static size_t add_terms(sqlite3_str *sql, const td_batch *t, const td_entity *e,
                        bool keys, const char *op, const char *joint)
{
  size_t n = 0;

  for (size_t i = 0; i < e->n_fields; i++)
    if (is_given(t, i) && is_key(&e->fields[i]) == keys)
      sqlite3_str_appendf(sql, "%s\"%w\" %s ?%d", n++ ? joint : "",
                          e->fields[i].name, op, (int)i + 1);
  return n;
}

/* *out is NULL where there is nothing to update. */
static td_status update_sql(char **out, const td_batch *t, const td_entity *e,
                            td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  size_t n;

  sqlite3_str_appendf(sql, "UPDATE \"%w\" SET ", e->name);
  n = add_terms(sql, t, e, false, "=", ", ");
  sqlite3_str_appendall(sql, " WHERE ");
  add_terms(sql, t, e, true, "=", " AND ");
  sqlite3_str_appendall(sql, " AND (");
  add_terms(sql, t, e, false, "IS NOT", " OR ");
  sqlite3_str_appendall(sql, ")");
  *out = sqlite3_str_finish(sql);
  if (!*out)
    return td_fail_memory(err);
  if (!n) {
    sqlite3_free(*out);
    *out = NULL;
  }
  return TD_OK;
}

static td_status open_writer(writer *w, td_import *im, const td_batch *t,
                             td_err *err)
{
  const td_entity *e = &td_schema[t->entity];
  char *insert = insert_sql(t, e);
  char *update = NULL;
  td_status rc = insert ? update_sql(&update, t, e, err) : td_fail_memory(err);

  if (rc == TD_OK)
    rc = td_store_prepare(&w->insert, im->st, insert, err);
  if (rc == TD_OK && update)
    rc = td_store_prepare(&w->update, im->st, update, err);
  sqlite3_free(insert);
  sqlite3_free(update);
  return rc;
}

static void close_writer(writer *w)
{
  sqlite3_finalize(w->insert);
  sqlite3_finalize(w->update);
  *w = (writer){ 0 };
}

static void bind_cell(sqlite3_stmt *stmt, int at, const td_import *im,
                      const td_field *f, td_cell c)
{
  char buf[TD_DATE_TEXT];

  if (td_cell__is_empty(f, c))
    sqlite3_bind_null(stmt, at);
  else if (f->type == TD_T_INT || f->type == TD_T_BOOL)
    sqlite3_bind_int64(stmt, at, c.i);
  else if (f->type == TD_T_REAL)
    sqlite3_bind_double(stmt, at, c.r);
  else if (f->type == TD_T_DATE || f->type == TD_T_PERIOD)
    sqlite3_bind_text(stmt, at, td_cell__text(im, f, c, buf, sizeof(buf)), -1,
                      SQLITE_TRANSIENT);
  else
    sqlite3_bind_text(stmt, at, im->dict.text[c.i], (int)im->dict.length[c.i],
                      SQLITE_STATIC);
}

/* Runs one of the statements for a row; *changed: whether it did something. */
static td_status run(bool *changed, sqlite3_stmt *stmt, td_import *im,
                     const td_batch *t, const td_cell *cells, td_err *err)
{
  const td_entity *e = &td_schema[t->entity];
  td_status rc;

  for (size_t i = 0; i < e->n_fields; i++)
    if (is_given(t, i))
      bind_cell(stmt, (int)i + 1, im, &e->fields[i], cells[i]);
  rc = td_store_step(im->st, stmt, err);
  *changed = sqlite3_changes(im->st->db) > 0;
  sqlite3_reset(stmt);
  return rc;
}

static td_status write_row(writer *w, td_import *im, td_batch *t,
                           const td_cell *cells, td_err *err)
{
  bool done = false;
  td_status rc = run(&done, w->insert, im, t, cells, err);

  if (rc == TD_OK && done) {
    t->added++;
    return TD_OK;
  }
  if (rc == TD_OK && w->update)
    rc = run(&done, w->update, im, t, cells, err);
  if (rc == TD_OK)
    *(done ? &t->changed : &t->unchanged) += 1;
  return rc;
}

/* Rows of one table stand together in the stage. */
static td_status write_entity(td_import *im, int entity, td_err *err)
{
  const td_stage *s = &im->stages[entity];
  size_t width = td_schema[entity].n_fields;
  uint32_t table = UINT32_MAX;
  writer w = { 0 };
  td_status rc = TD_OK;

  for (uint32_t r = 0; r < s->n && rc == TD_OK; r++) {
    if (s->rows[r].is_rejected)
      continue;
    if (s->rows[r].from.table != table) {
      table = s->rows[r].from.table;
      close_writer(&w);
      rc = open_writer(&w, im, &im->tables[table], err);
    }
    if (rc == TD_OK)
      rc = write_row(&w, im, &im->tables[table], s->cells + r * width, err);
  }
  close_writer(&w);
  return rc;
}

td_status td_import__write_rows(td_import *im, td_err *err)
{
  td_status rc = TD_OK;

  for (int id = 0; id < TD_ENTITIES && rc == TD_OK; id++)
    rc = write_entity(im, id, err);
  return rc;
}
