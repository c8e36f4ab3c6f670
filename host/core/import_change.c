/* What an import changes, told from the versions that were kept and the rows
 * there are. */
#include "import_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

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

/* ---- before */

/* The next edition; the day is there while an import runs, and only then. */
static td_status begin_edition(td_import *im, td_err *err)
{
  char day[TD_DATE_TEXT];
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, im->st, "UPDATE edition SET number = number + 1, day = ?1", err);

  if (rc == TD_OK) {
    sqlite3_bind_text(stmt, 1, td_date_text(day, im->known_on), -1,
                      SQLITE_STATIC);
    rc = td_store_step(im->st, stmt, err);
  }
  sqlite3_finalize(stmt);
  return rc;
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
  return td_store_exec_built(im->st, sql, err);
}

td_status td_change__begin(td_import *im, td_err *err)
{
  td_status rc = begin_edition(im, err);

  if (rc == TD_OK)
    rc = last_version(im, err);
  for (int id = 0; rc == TD_OK && im->options.on_change && id < TD_ENTITIES;
       id++)
    if (has_rows(&td_schema[id]) && is_given(im, id))
      rc = note_keys(im, id, err);
  return rc;
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

/* Rows of the statement are code, field, before, after, what. */
static td_status tell_rows(td_import *im, sqlite3_stmt *stmt, int entity,
                           td_err *err)
{
  td_status rc;

  while ((rc = td_store_step(im->st, stmt, err)) == TD_ROW) {
    const char *field = text_at(stmt, 1);
    const td_change c = {
      .entity = td_schema[entity].name,
      .code = text_at(stmt, 0),
      .what = is_position(field) ? "moved" : text_at(stmt, 4),
      .field = field,
      .before = text_at(stmt, 2),
      .after = text_at(stmt, 3),
    };
    im->options.on_change(im->options.ud, &c);
  }
  return rc;
}

/* What was kept since ?2 of the entity ?1, and which keys are new. Fields of a
 * row were kept in the order of the schema. */
static void add_differences(sqlite3_str *sql, const td_entity *e)
{
  sqlite3_str_appendall(
      sql, "SELECT code, field, before, after, what FROM ("
           "SELECT code, '' AS field, NULL AS before, NULL AS after,"
           " 'removed' AS what, 0 AS id FROM versions"
           " WHERE id > ?2 AND entity = ?1 AND is_removed GROUP BY code"
           " UNION ALL SELECT code, field, before, after, 'changed', id"
           " FROM versions WHERE id > ?2 AND entity = ?1 AND NOT is_removed"
           " UNION ALL SELECT code, '', NULL, NULL, 'added', 0 FROM (SELECT ");
  td_sql_key(sql, e, "");
  sqlite3_str_appendf(sql,
                      " AS code FROM \"%w\")"
                      " WHERE code NOT IN (SELECT code FROM temp.\"was_%w\"))"
                      " ORDER BY code COLLATE td_code, code, id",
                      e->name, e->name);
}

static td_status tell_entity(td_import *im, int entity, td_err *err)
{
  const td_entity *e = &td_schema[entity];
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_stmt *stmt = NULL;
  td_status rc;

  add_differences(sql, e);
  rc = td_store_prepare_built(&stmt, im->st, sql, err);
  if (rc == TD_OK) {
    sqlite3_bind_text(stmt, 1, e->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 2, im->last_version);
    rc = tell_rows(im, stmt, entity, err);
  }
  sqlite3_finalize(stmt);
  if (rc != TD_OK)
    return rc;
  sql = sqlite3_str_new(NULL);
  sqlite3_str_appendf(sql, "DROP TABLE temp.\"was_%w\"", e->name);
  return td_store_exec_built(im->st, sql, err);
}

/* ---- telling of figures */

static int compare_text(const td_import *im, uint32_t a, uint32_t b)
{
  return td_text_compare_codes(im->dict.text[a], im->dict.length[a],
                               im->dict.text[b], im->dict.length[b]);
}

static int compare_series(const void *a, const void *b, void *ud)
{
  const td_import *im = (const td_import *)ud;
  const td_staged_series *x = &im->obs.series[*(const uint32_t *)a];
  const td_staged_series *y = &im->obs.series[*(const uint32_t *)b];
  int order = compare_text(im, x->indicator, y->indicator);

  if (!order)
    order = compare_text(im, x->area, y->area);
  return order ? order : compare_text(im, x->breakdown, y->breakdown);
}

/* How many figures of a series are new, or differ from those that were there;
 * nothing is told of none. */
static td_status tell_figures(td_import *im, const td_staged_series *s,
                              const char *what, uint32_t n, td_err *err)
{
  const td_dict *d = &im->dict;
  char count[16], *code;
  td_change c = { .entity = td_schema[TD_OBSERVATIONS].name,
                  .what = what,
                  .field = "",
                  .before = "",
                  .after = count };

  if (!n)
    return TD_OK;
  snprintf(count, sizeof(count), "%u", (unsigned)n);
  code = sqlite3_mprintf("%s/%s%s%s", d->text[s->indicator], d->text[s->area],
                         s->breakdown ? "/" : "", d->text[s->breakdown]);
  if (!code)
    return td_fail_memory(err);
  c.code = code;
  im->options.on_change(im->options.ud, &c);
  sqlite3_free(code);
  return TD_OK;
}

static td_status tell_series(td_import *im, td_err *err)
{
  const td_obs_stage *o = &im->obs;
  uint32_t *list =
      (uint32_t *)malloc(((size_t)o->n_series + 1) * sizeof(*list));
  uint32_t n = 0;
  td_status rc = list ? TD_OK : td_fail_memory(err);

  for (uint32_t i = 0; list && i < o->n_series; i++)
    if (o->series[i].added || o->series[i].changed)
      list[n++] = i;
  if (n)
    qsort_r(list, n, sizeof(*list), compare_series, im);
  for (uint32_t i = 0; i < n && rc == TD_OK; i++) {
    const td_staged_series *s = &o->series[list[i]];
    rc = tell_figures(im, s, "changed", s->changed, err);
    if (rc == TD_OK)
      rc = tell_figures(im, s, "added", s->added, err);
  }
  free(list);
  return rc;
}

static td_status tell_all(td_import *im, td_err *err)
{
  td_status rc = TD_OK;

  for (int id = 0; rc == TD_OK && id < TD_ENTITIES; id++)
    if (td_schema[id].flags & TD_E_SERIES)
      rc = tell_series(im, err);
    else if (has_rows(&td_schema[id]) && is_given(im, id))
      rc = tell_entity(im, id, err);
  return rc;
}

static bool has_changed(const td_import *im)
{
  for (size_t i = 0; i < im->n_tables; i++) {
    const td_batch *t = &im->tables[i];
    if (t->added || t->changed || t->removed)
      return true;
  }
  return false;
}

td_status td_change__end(td_import *im, td_err *err)
{
  td_status rc = im->options.on_change ? tell_all(im, err) : TD_OK;

  if (rc != TD_OK)
    return rc;
  return td_store_exec(im->st,
                       has_changed(im)
                           ? "UPDATE edition SET day = NULL"
                           : "UPDATE edition SET number = number - 1, "
                             "day = NULL",
                       err);
}
