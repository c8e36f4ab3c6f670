/* Replacing what a source said before: its rows that the import does not give
 * again are deleted, unless other rows still refer to them. */
#include "import_stage.h"

#include <string.h>

/* Areas and agencies outlive the documents that name them. */
static bool is_replaced(int entity)
{
  return !(td_schema[entity].flags & (TD_E_DERIVED | TD_E_SERIES)) &&
         entity > TD_AGENCIES;
}

/* The first table of the source's with rows of that entity, or NULL. */
static td_batch *find_table(const td_import *im, const td_replaced *r,
                            int entity)
{
  for (size_t i = r->first; i < r->end; i++)
    if (im->tables[i].entity == entity)
      return &im->tables[i];
  return NULL;
}

/* ---- deleting */

/* The key of a staged row as the store writes it; sqlite3_free. */
static char *staged_key(const td_import *im, const td_entity *e,
                        const td_cell *cells)
{
  sqlite3_str *key = sqlite3_str_new(NULL);
  const char *between = "";
  char buf[32];

  for (size_t i = 0; i < e->n_fields; i++)
    if (e->fields[i].flags & TD_F_KEY) {
      sqlite3_str_appendf(
          key, "%s%s", between,
          td_cell__text(im, &e->fields[i], cells[i], buf, sizeof(buf)));
      between = "/";
    }
  return sqlite3_str_finish(key);
}

/* The keys that the import gives; those of rejected rows too, which are a
 * reason to keep what is there. */
static td_status list_given(td_import *im, int entity, td_err *err)
{
  const td_entity *e = &td_schema[entity];
  const td_stage *s = &im->stages[entity];
  sqlite3_stmt *insert = NULL;
  td_status rc = td_store_exec(
      im->st, "CREATE TEMP TABLE given (code TEXT NOT NULL PRIMARY KEY)", err);

  if (rc == TD_OK)
    rc = td_store_prepare(
        &insert, im->st, "INSERT OR IGNORE INTO given (code) VALUES (?1)", err);
  for (uint32_t r = 0; rc == TD_OK && r < s->n; r++) {
    char *key = staged_key(im, e, s->cells + (size_t)r * e->n_fields);
    if (!key) {
      rc = td_fail_memory(err);
      break;
    }
    sqlite3_bind_text(insert, 1, key, -1, sqlite3_free);
    rc = td_store_step(im->st, insert, err);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  return rc;
}

static td_status delete_rows(td_batch *t, td_import *im, const char *source,
                             td_err *err)
{
  const td_entity *e = &td_schema[t->entity];
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  sqlite3_str_appendf(sql, "DELETE FROM \"%w\" WHERE source = ?1 AND ",
                      e->name);
  td_sql_key(sql, e, "");
  sqlite3_str_appendall(sql, " NOT IN (SELECT code FROM temp.given)");
  rc = td_store_prepare_built(&stmt, im->st, sql, err);
  if (rc == TD_OK) {
    sqlite3_bind_text(stmt, 1, source, -1, SQLITE_STATIC);
    rc = td_store_step(im->st, stmt, err);
  }
  if (rc == TD_OK)
    t->removed += sqlite3_changes(im->st->db);
  sqlite3_finalize(stmt);
  return rc;
}

static td_status delete_others(td_import *im, const td_replaced *r, td_batch *t,
                               td_err *err)
{
  td_status rc = list_given(im, t->entity, err);

  if (rc == TD_OK)
    rc = delete_rows(t, im, r->source, err);
  return rc == TD_OK ? td_store_exec(im->st, "DROP TABLE temp.given", err) : rc;
}

/* ---- what is still needed */

/* Rows are the code and the value of a row that refers to one that this import
 * deleted; ?1 is the entity deleted from, ?2 the last version before. */
static void add_referring(sqlite3_str *sql, const td_entity *e,
                          const td_field *f)
{
  bool is_series = e->flags & TD_E_SERIES;

  sqlite3_str_appendall(sql, "SELECT ");
  if (is_series)
    sqlite3_str_appendall(sql, "indicator || '/' || area");
  else
    td_sql_key(sql, e, "");
  sqlite3_str_appendf(sql,
                      ", \"%w\" FROM \"%w\" WHERE \"%w\" IN"
                      " (SELECT code FROM versions WHERE id > ?2"
                      " AND entity = ?1 AND is_removed)"
                      " ORDER BY 2 COLLATE td_code, 1 COLLATE td_code LIMIT 1",
                      f->name, is_series ? "series" : e->name, f->name);
}

static td_status check_reference(td_import *im, const td_entity *e,
                                 const td_field *f, const char *source,
                                 td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  add_referring(sql, e, f);
  rc = td_store_prepare_built(&stmt, im->st, sql, err);
  if (rc == TD_OK) {
    sqlite3_bind_text(stmt, 1, f->of, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 2, im->last_version);
    rc = td_store_step(im->st, stmt, err);
  }
  if (rc == TD_ROW)
    rc = td_fail(err, TD_EDATA,
                 "%s \"%s\" still refer to %s \"%s\", which %s no longer has; "
                 "store unchanged",
                 e->name, (const char *)sqlite3_column_text(stmt, 0), f->of,
                 (const char *)sqlite3_column_text(stmt, 1), source);
  sqlite3_finalize(stmt);
  return rc;
}

/* Series hold the indicator and the area of observations, whose sources are
 * never deleted. */
static bool refers_to(const td_entity *e, const td_field *f, int entity)
{
  return f->type == TD_T_REF && !(f->flags & TD_F_DERIVED) &&
         !(e->flags & TD_E_DERIVED) && td_schema_find(f->of) == entity &&
         (!(e->flags & TD_E_SERIES) || f->flags & TD_F_KEY);
}

static td_status check_referring(td_import *im, int entity, const char *source,
                                 td_err *err)
{
  td_status rc = TD_OK;

  for (int id = 0; id < TD_ENTITIES; id++) {
    const td_entity *e = &td_schema[id];
    for (size_t i = 0; rc == TD_OK && i < e->n_fields; i++)
      if (refers_to(e, &e->fields[i], entity))
        rc = check_reference(im, e, &e->fields[i], source, err);
  }
  return rc;
}

/* ---- all of it */

/* Children before their parents, which is the schema's order backwards. */
static td_status replace_one(td_import *im, const td_replaced *r, td_err *err)
{
  td_status rc = TD_OK;

  for (int id = TD_ENTITIES - 1; rc == TD_OK && id >= 0; id--) {
    td_batch *t = find_table(im, r, id);
    if (t && is_replaced(id))
      rc = delete_others(im, r, t, err);
  }
  for (int id = 0; rc == TD_OK && id < TD_ENTITIES; id++) {
    const td_batch *t = find_table(im, r, id);
    if (t && t->removed)
      rc = check_referring(im, id, r->source, err);
  }
  return rc;
}

td_status td_replace__run(td_import *im, td_err *err)
{
  td_status rc = TD_OK;

  for (uint32_t i = 0; i < im->n_replaced && rc == TD_OK; i++)
    rc = replace_one(im, &im->replaced[i], err);
  return rc;
}

td_status td_import_replaces(td_import *im, const char *source, td_err *err)
{
  const td_replaced *last =
      im->n_replaced ? &im->replaced[im->n_replaced - 1] : NULL;
  td_replaced r = { .first = last ? last->end : 0, .end = im->n_tables };

  r.source = td_arena_text(&im->arena, source, strlen(source));
  if (!r.source || !td_import__grow(&im->replaced, &im->replaced_room,
                                    im->n_replaced + 1, sizeof(r)))
    return td_fail_memory(err);
  im->replaced[im->n_replaced++] = r;
  return TD_OK;
}
