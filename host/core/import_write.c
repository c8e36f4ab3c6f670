/* Writing the rows that hold, entity by entity: new keys are inserted, then
 * known ones updated in the columns that the import gave, if something differs.
 */
#include "import_stage.h"

#include <string.h>

/* Statements for rows of one table. Parameter i + 1 is field i. */
typedef struct writer {
  sqlite3_stmt *write; /* NULL: nothing to update but the key */
  sqlite3_stmt *note;  /* says that the row was added */
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

/* The record of a row that was added; see store.h. */
static td_status prepare_note(sqlite3_stmt **out, td_import *im,
                              const td_entity *e, td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  const char *between = "";

  sqlite3_str_appendf(sql,
                      "INSERT INTO additions (edition, entity, code)"
                      " SELECT number, '%q', ",
                      e->name);
  for (size_t i = 0; i < e->n_fields; i++)
    if (is_key(&e->fields[i])) {
      sqlite3_str_appendf(sql, "%sifnull(?%d, '')", between, (int)i + 1);
      between = " || '/' || ";
    }
  sqlite3_str_appendall(sql, " FROM edition");
  return td_store_prepare_built(out, im->st, sql, err);
}

static td_status open_inserter(writer *w, td_import *im, const td_batch *t,
                               td_err *err)
{
  const td_entity *e = &td_schema[t->entity];
  char *sql = insert_sql(t, e);
  td_status rc =
      sql ? td_store_prepare(&w->write, im->st, sql, err) : td_fail_memory(err);

  sqlite3_free(sql);
  return rc == TD_OK ? prepare_note(&w->note, im, e, err) : rc;
}

static td_status open_updater(writer *w, td_import *im, const td_batch *t,
                              td_err *err)
{
  char *sql = NULL;
  td_status rc = update_sql(&sql, t, &td_schema[t->entity], err);

  if (rc == TD_OK && sql)
    rc = td_store_prepare(&w->write, im->st, sql, err);
  sqlite3_free(sql);
  return rc;
}

static void close_writer(writer *w)
{
  sqlite3_finalize(w->write);
  sqlite3_finalize(w->note);
  *w = (writer){ 0 };
}

/* A code of SQLite's: what is not bound would be written as empty. */
static int bind_cell(sqlite3_stmt *stmt, int at, const td_import *im,
                     const td_field *f, td_cell c)
{
  char buf[TD_DATE_TEXT];

  if (td_cell__is_empty(f, c))
    return sqlite3_bind_null(stmt, at);
  if (f->type == TD_T_INT || f->type == TD_T_BOOL)
    return sqlite3_bind_int64(stmt, at, c.i);
  if (f->type == TD_T_REAL)
    return sqlite3_bind_double(stmt, at, c.r);
  if (f->type == TD_T_DATE || f->type == TD_T_PERIOD)
    return sqlite3_bind_text(stmt, at,
                             td_cell__text(im, f, c, buf, sizeof(buf)), -1,
                             SQLITE_TRANSIENT);
  return sqlite3_bind_text(stmt, at, im->dict.text[c.i],
                           (int)im->dict.length[c.i], SQLITE_STATIC);
}

/* Runs one of the statements for a row; *changed: whether it did something. */
static td_status run(bool *changed, sqlite3_stmt *stmt, td_import *im,
                     const td_batch *t, const td_cell *cells, td_err *err)
{
  const td_entity *e = &td_schema[t->entity];
  size_t n = (size_t)sqlite3_bind_parameter_count(stmt);
  td_status rc;

  for (size_t i = 0; i < n; i++)
    if (is_given(t, i) &&
        bind_cell(stmt, (int)i + 1, im, &e->fields[i], cells[i]) != SQLITE_OK)
      return td_store_fail(im->st, err);
  rc = td_store_step(im->st, stmt, err);
  *changed = sqlite3_changes(im->st->db) > 0;
  sqlite3_reset(stmt);
  return rc;
}

static td_status insert_row(writer *w, td_import *im, td_batch *t,
                            td_staged_row *row, const td_cell *cells,
                            td_err *err)
{
  bool done = false;
  td_status rc = run(&done, w->write, im, t, cells, err);

  if (rc != TD_OK || !done)
    return rc;
  row->is_added = true;
  t->added++;
  return run(&done, w->note, im, t, cells, err);
}

static td_status update_row(writer *w, td_import *im, td_batch *t,
                            td_staged_row *row, const td_cell *cells,
                            td_err *err)
{
  bool done = false;
  td_status rc = TD_OK;

  (void)row;
  if (w->write)
    rc = run(&done, w->write, im, t, cells, err);
  if (rc == TD_OK)
    *(done ? &t->changed : &t->unchanged) += 1;
  return rc;
}

typedef struct pass {
  td_status (*open)(writer *w, td_import *im, const td_batch *t, td_err *err);
  td_status (*write)(writer *w, td_import *im, td_batch *t, td_staged_row *row,
                     const td_cell *cells, td_err *err);
} pass;

/* Rows of one table stand together in the stage. */
static td_status write_entity(td_import *im, int entity, const pass *p,
                              td_err *err)
{
  const td_stage *s = &im->stages[entity];
  size_t width = td_schema[entity].n_fields;
  uint32_t table = UINT32_MAX;
  writer w = { 0 };
  td_status rc = TD_OK;

  for (uint32_t r = 0; r < s->n && rc == TD_OK; r++) {
    td_staged_row *row = &s->rows[r];
    if (row->is_rejected || row->is_added)
      continue;
    if (row->from.table != table) {
      table = row->from.table;
      close_writer(&w);
      rc = p->open(&w, im, &im->tables[table], err);
    }
    if (rc == TD_OK)
      rc = p->write(&w, im, &im->tables[table], row, s->cells + r * width, err);
  }
  close_writer(&w);
  return rc;
}

static td_status write_entities(td_import *im, const pass *p, td_err *err)
{
  td_status rc = TD_OK;

  for (int id = 0; id < TD_ENTITIES && rc == TD_OK; id++)
    rc = write_entity(im, id, p, err);
  return rc;
}

/* New rows first, with the triggers off: these take longer than the rows
 * themselves to record what is recorded here too. */
td_status td_import__write_rows(td_import *im, td_err *err)
{
  static const pass inserting = { open_inserter, insert_row };
  static const pass updating = { open_updater, update_row };
  td_status rc;

  sqlite3_db_config(im->st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  rc = write_entities(im, &inserting, err);
  sqlite3_db_config(im->st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
  return rc == TD_OK ? write_entities(im, &updating, err) : rc;
}
