/* What an import changes: what a source no longer says is deleted, and every
 * difference is told from the versions that were kept and the rows there are. */
#include "import_stage.h"

#include <string.h>

#include "migrate.h"

static bool has_rows(const td_entity *e)
{
  return !(e->flags & (TD_E_DERIVED | TD_E_SERIES));
}

/* Whether this import gave a table of the entity. */
static bool is_given(const td_import *im, int entity)
{
  for (size_t i = 0; i < im->n_tables; i++)
    if (im->tables[i].entity == entity)
      return true;
  return false;
}

/* Runs the text and frees it. */
static td_status run(td_import *im, sqlite3_str *sql, td_err *err)
{
  char *text = sqlite3_str_finish(sql);
  td_status rc = text ? td_store_exec(im->st, text, err) : td_fail_memory(err);

  sqlite3_free(text);
  return rc;
}

/* Prepares the text and frees it. */
static td_status prepare(sqlite3_stmt **out, td_import *im, sqlite3_str *sql,
                         td_err *err)
{
  char *text = sqlite3_str_finish(sql);
  td_status rc =
      text ? td_store_prepare(out, im->st, text, err) : td_fail_memory(err);

  sqlite3_free(text);
  return rc;
}

/* ---- before */

static td_status set_day(td_import *im, td_err *err)
{
  char day[TD_DATE_TEXT];
  sqlite3_str *sql = sqlite3_str_new(NULL);

  sqlite3_str_appendf(sql,
                      "INSERT INTO import_day (id, day) VALUES (1, '%q')"
                      " ON CONFLICT DO UPDATE SET day = excluded.day"
                      " WHERE day <> excluded.day",
                      td_date_text(day, im->known_on));
  return run(im, sql, err);
}

static td_status last_version(td_import *im, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, im->st, "SELECT coalesce(max(id), 0) FROM versions", err);

  if (rc == TD_OK)
    rc = td_store_step(im->st, stmt, err);
  if (rc == TD_ROW) {
    im->last_version = sqlite3_column_int64(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* The keys that are there before, for telling what is new. */
static td_status note_keys(td_import *im, int entity, td_err *err)
{
  const td_entity *e = &td_schema[entity];
  sqlite3_str *sql = sqlite3_str_new(NULL);

  sqlite3_str_appendf(sql, "CREATE TEMP TABLE \"was_%w\" AS SELECT ", e->name);
  td_sql_key(sql, e, "");
  sqlite3_str_appendf(sql, " AS code FROM \"%w\"", e->name);
  return run(im, sql, err);
}

td_status td_change__begin(td_import *im, td_err *err)
{
  td_status rc = set_day(im, err);

  if (rc == TD_OK)
    rc = last_version(im, err);
  for (int id = 0; rc == TD_OK && im->options.on_change && id < TD_ENTITIES;
       id++)
    if (has_rows(&td_schema[id]) && is_given(im, id))
      rc = note_keys(im, id, err);
  return rc;
}

/* ---- replacing */

/* The keys that the import gives, as text. */
static td_status list_given(td_import *im, int entity, td_err *err)
{
  const td_entity *e = &td_schema[entity];
  const td_stage *s = &im->stages[entity];
  sqlite3_stmt *insert = NULL;
  td_status rc = td_store_exec(
      im->st, "CREATE TEMP TABLE given (code TEXT PRIMARY KEY)", err);

  if (rc == TD_OK)
    rc = td_store_prepare(&insert, im->st,
                          "INSERT OR IGNORE INTO given VALUES (?1)", err);
  for (uint32_t r = 0; rc == TD_OK && r < s->n; r++) {
    sqlite3_str *code = sqlite3_str_new(NULL);
    const char *between = "";
    char buf[TD_DATE_TEXT > 32 ? TD_DATE_TEXT : 32];
    for (size_t i = 0; i < e->n_fields; i++)
      if (e->fields[i].flags & TD_F_KEY) {
        sqlite3_str_appendf(code, "%s%s", between,
                            td_cell__text(im, &e->fields[i],
                                          s->cells[r * e->n_fields + i], buf,
                                          sizeof(buf)));
        between = "/";
      }
    sqlite3_bind_text(insert, 1, sqlite3_str_finish(code), -1, sqlite3_free);
    rc = td_store_step(im->st, insert, err);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  return rc;
}

static td_status delete_others(td_import *im, int entity, td_err *err)
{
  const td_entity *e = &td_schema[entity];
  sqlite3_str *sql;
  td_status rc = list_given(im, entity, err);

  if (rc != TD_OK)
    return rc;
  sql = sqlite3_str_new(NULL);
  sqlite3_str_appendf(sql, "DELETE FROM \"%w\" WHERE source = '%q' AND ",
                      e->name, im->replaces);
  td_sql_key(sql, e, "");
  sqlite3_str_appendall(sql, " NOT IN (SELECT code FROM given);"
                             "DROP TABLE given");
  return run(im, sql, err);
}

/* A row that lost what it refers to stops the import. */
static td_status check_orphans(td_import *im, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc =
      td_store_prepare(&stmt, im->st, "PRAGMA foreign_key_check", err);

  if (rc == TD_OK)
    rc = td_store_step(im->st, stmt, err);
  if (rc == TD_ROW)
    rc = td_fail(err, TD_EDATA,
                 "%s still refer to %s that %s no longer has; store unchanged",
                 (const char *)sqlite3_column_text(stmt, 0),
                 (const char *)sqlite3_column_text(stmt, 2), im->replaces);
  sqlite3_finalize(stmt);
  return rc;
}

/* Children before their parents, which is the schema's order backwards. Areas
 * and agencies outlive the documents that name them. */
static td_status replace(td_import *im, td_err *err)
{
  td_status rc = TD_OK;

  for (int id = TD_ENTITIES - 1; rc == TD_OK && id > TD_AGENCIES; id--)
    if (has_rows(&td_schema[id]) && is_given(im, id))
      rc = delete_others(im, id, err);
  return rc == TD_OK ? check_orphans(im, err) : rc;
}

/* ---- telling */

static const char *text_at(sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *)sqlite3_column_text(stmt, column);

  return text ? text : "";
}

/* Where a row stands in its source says nothing about the plan. */
static bool is_position(const char *field)
{
  return !strncmp(field, "source_", 7);
}

/* Rows of the statement are code, field, before, after. */
static td_status tell(td_import *im, sqlite3_stmt *stmt, int entity,
                      const char *what, td_err *err)
{
  td_status rc;

  while ((rc = td_store_step(im->st, stmt, err)) == TD_ROW) {
    const char *field = text_at(stmt, 1);
    const td_change c = {
      .entity = td_schema[entity].name,
      .code = text_at(stmt, 0),
      .what = is_position(field) ? "moved" : what,
      .field = field,
      .before = text_at(stmt, 2),
      .after = text_at(stmt, 3),
    };
    im->options.on_change(im->options.ud, &c);
  }
  return rc;
}

static td_status tell_added(td_import *im, int entity, td_err *err)
{
  const td_entity *e = &td_schema[entity];
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  sqlite3_str_appendall(sql, "SELECT code, '', '', '' FROM (SELECT ");
  td_sql_key(sql, e, "");
  sqlite3_str_appendf(sql,
                      " AS code FROM \"%w\") WHERE code NOT IN"
                      " (SELECT code FROM temp.\"was_%w\")"
                      " ORDER BY code COLLATE td_code",
                      e->name, e->name);
  rc = prepare(&stmt, im, sql, err);
  if (rc == TD_OK)
    rc = tell(im, stmt, entity, "added", err);
  sqlite3_finalize(stmt);
  sql = sqlite3_str_new(NULL);
  sqlite3_str_appendf(sql, "DROP TABLE temp.\"was_%w\"", e->name);
  if (rc == TD_OK)
    return run(im, sql, err);
  sqlite3_free(sqlite3_str_finish(sql));
  return rc;
}

/* What was kept since the import began. */
static td_status tell_kept(td_import *im, int entity, bool is_removed,
                           td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  if (is_removed)
    sqlite3_str_appendall(sql, "SELECT DISTINCT code, '', '', ''");
  else
    sqlite3_str_appendall(sql, "SELECT code, field, before, after");
  sqlite3_str_appendf(sql,
                      " FROM versions WHERE entity = '%q' AND id > %lld"
                      " AND is_removed = %d ORDER BY code COLLATE td_code",
                      td_schema[entity].name, (long long)im->last_version,
                      (int)is_removed);
  rc = prepare(&stmt, im, sql, err);
  if (rc == TD_OK)
    rc = tell(im, stmt, entity, is_removed ? "removed" : "changed", err);
  sqlite3_finalize(stmt);
  return rc;
}

td_status td_change__end(td_import *im, td_err *err)
{
  td_status rc = im->replaces ? replace(im, err) : TD_OK;

  for (int id = 0; rc == TD_OK && im->options.on_change && id < TD_ENTITIES;
       id++) {
    if (!has_rows(&td_schema[id]) || !is_given(im, id))
      continue;
    rc = tell_kept(im, id, true, err);
    if (rc == TD_OK)
      rc = tell_kept(im, id, false, err);
    if (rc == TD_OK)
      rc = tell_added(im, id, err);
  }
  return rc;
}
