/* The copy, and a fault put into it and taken back; what the faults are stands
 * in fault_kinds.c. A fault lives in a savepoint, so that taking it back costs
 * what it changed and not another copy. */
#include "fault.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "fault_sql.h"
#include "migrate.h"
#include "store.h"

struct td_faults {
  td_store *copy;
  char as_of[TD_DATE_TEXT], known_at[TD_DATE_TEXT];
  bool is_injected;
};

/* ---- the copy */

static td_status copy_pages(td_store *to, td_store *from, td_err *err)
{
  sqlite3_backup *b = sqlite3_backup_init(to->db, "main", from->db, "main");
  int code;

  if (!b)
    return td_store_fail(to, err);
  sqlite3_backup_step(b, -1);
  code = sqlite3_backup_finish(b) & 0xff;
  if (code == SQLITE_OK)
    return TD_OK;
  return td_fail(
      err, code == SQLITE_BUSY || code == SQLITE_LOCKED ? TD_EBUSY : TD_EIO,
      "%s: cannot be copied: %s", from->path, sqlite3_errmsg(to->db));
}

/* td_period(202504) is "2025-04", td_period_last(202504) "2025-04-30". */
static void period_text(sqlite3_context *c, int n, sqlite3_value **values)
{
  char buf[TD_PERIOD_TEXT];
  td_period p = sqlite3_value_int(values[0]);

  (void)n;
  sqlite3_result_text(c, td_period_text(buf, p), -1, SQLITE_TRANSIENT);
}

static void period_last(sqlite3_context *c, int n, sqlite3_value **values)
{
  char buf[TD_DATE_TEXT];
  td_date d = td_period_last(sqlite3_value_int(values[0]));

  (void)n;
  sqlite3_result_text(c, td_date_text(buf, d), -1, SQLITE_TRANSIENT);
}

typedef void (*sql_function)(sqlite3_context *c, int n, sqlite3_value **values);

static td_status add_function(td_store *st, const char *name, sql_function f,
                              td_err *err)
{
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  if (sqlite3_create_function(st->db, name, 1, flags, NULL, f, NULL, NULL) !=
      SQLITE_OK)
    return td_store_fail(st, err);
  return TD_OK;
}

/* What the statements of the kinds rest on: the values that a snapshot would
 * have. */
static td_status add_helpers(td_faults *f, td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  td_status rc = add_function(f->copy, "td_period", period_text, err);

  if (rc == TD_OK)
    rc = add_function(f->copy, "td_period_last", period_last, err);
  sqlite3_str_appendf(sql, TD_FAULT_SEEN, f->known_at, f->known_at,
                      f->known_at);
  if (rc == TD_OK)
    return td_store_exec_built(f->copy, sql, err);
  sqlite3_free(sqlite3_str_finish(sql));
  return rc;
}

static td_status read_day(char out[TD_DATE_TEXT], const char *text, td_err *err)
{
  td_date day;

  if (!td_date_parse(&day, text, strlen(text)))
    return td_fail(err, TD_EUSAGE, "'%s' is not a day; write it as 2026-11-23",
                   text);
  td_date_text(out, day);
  return TD_OK;
}

td_status td_faults_open(td_faults **out, td_store *st, const char *as_of,
                         const char *known_at, td_err *err)
{
  td_faults *f = (td_faults *)calloc(1, sizeof(*f));
  td_status rc;

  *out = NULL;
  if (!f)
    return td_fail_memory(err);
  rc = read_day(f->as_of, as_of, err);
  if (rc == TD_OK)
    rc = read_day(f->known_at, known_at, err);
  if (rc == TD_OK)
    rc = td_store_open(&f->copy, ":memory:", TD_OPEN_CREATE, err);
  if (rc == TD_OK)
    rc = copy_pages(f->copy, st, err);
  if (rc == TD_OK) /* an older store is copied as it is */
    rc = td_store_migrate(f->copy, err);
  if (rc == TD_OK)
    rc = add_helpers(f, err);
  if (rc == TD_OK) {
    *out = f;
    f = NULL;
  }
  td_faults_close(f);
  return rc;
}

void td_faults_close(td_faults *f)
{
  if (!f)
    return;
  td_store_close(f->copy);
  free(f);
}

td_store *td_faults_store(td_faults *f)
{
  return f->copy;
}

/* ---- places */

static void bind_day(sqlite3_stmt *stmt, const char *name, const char *day)
{
  int at = sqlite3_bind_parameter_index(stmt, name);

  if (at)
    sqlite3_bind_text(stmt, at, day, -1, SQLITE_STATIC);
}

/* `what` of the places of a kind; the caller finalizes. */
static td_status prepare_places(sqlite3_stmt **out, td_faults *f, int kind,
                                const char *what, td_err *err)
{
  sqlite3_str *sql = sqlite3_str_new(NULL);
  td_status rc;

  sqlite3_str_appendf(sql, what, td_fault_sql[kind].places);
  rc = td_store_prepare_built(out, f->copy, sql, err);
  if (rc != TD_OK)
    return rc;
  bind_day(*out, ":as_of", f->as_of);
  bind_day(*out, ":known_at", f->known_at);
  return TD_OK;
}

td_status td_faults_places(int64_t *out, td_faults *f, int kind, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc =
      prepare_places(&stmt, f, kind, "SELECT count(*) FROM (%s)", err);

  *out = 0;
  if (rc == TD_OK)
    rc = td_store_step(f->copy, stmt, err);
  if (rc == TD_ROW) {
    *out = sqlite3_column_int64(stmt, 0);
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* ---- injecting */

/* "" where there is nothing; NULL without memory. */
static const char *column_text(sqlite3_stmt *place, int at, td_arena *a)
{
  const char *text = (const char *)sqlite3_column_text(place, at);

  return td_arena_text(a, text ? text : "",
                       (size_t)sqlite3_column_bytes(place, at));
}

static td_status read_place(td_fault *out, sqlite3_stmt *place, td_arena *a,
                            td_err *err)
{
  out->code = column_text(place, TD_PLACE_CODE, a);
  out->period = column_text(place, TD_PLACE_PERIOD, a);
  out->before = column_text(place, TD_PLACE_BEFORE, a);
  out->after = column_text(place, TD_PLACE_AFTER, a);
  if (!out->code || !out->period || !out->before || !out->after)
    return td_fail_memory(err);
  return TD_OK;
}

/* Parameter ?n of a statement is the place's column n, from 1. */
static void bind_place(sqlite3_stmt *stmt, sqlite3_stmt *place)
{
  int n = sqlite3_bind_parameter_count(stmt);

  assert(n <= sqlite3_column_count(place));
  for (int i = 0; i < n; i++)
    sqlite3_bind_value(stmt, i + 1, sqlite3_column_value(place, i));
}

/* Runs the statements of a kind, each with the columns of the place. */
static td_status change(td_faults *f, const char *sql, sqlite3_stmt *place,
                        td_err *err)
{
  td_status rc = TD_OK;

  while (rc == TD_OK && *sql) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(f->copy->db, sql, -1, &stmt, &sql) != SQLITE_OK)
      rc = td_store_fail(f->copy, err);
    else
      bind_place(stmt, place);
    if (rc == TD_OK)
      rc = td_store_step(f->copy, stmt, err);
    sqlite3_finalize(stmt);
  }
  return rc;
}

static td_status inject_at(td_fault *out, td_faults *f, int kind,
                           sqlite3_stmt *place, td_arena *a, td_err *err)
{
  td_status rc = td_store_exec(f->copy, "SAVEPOINT fault", err);

  if (rc != TD_OK)
    return rc;
  f->is_injected = true;
  rc = change(f, td_fault_sql[kind].change, place, err);
  if (rc == TD_OK) /* last, as numbers become text in the place itself */
    rc = read_place(out, place, a, err);
  if (rc != TD_OK)
    td_faults_undo(f, NULL);
  return rc;
}

td_status td_faults_inject(td_fault *out, td_faults *f, int kind, int64_t i,
                           td_arena *a, td_err *err)
{
  sqlite3_stmt *place = NULL;
  td_status rc = prepare_places(&place, f, kind, "%s LIMIT 1 OFFSET :i", err);

  assert(!f->is_injected);
  if (rc == TD_OK) {
    sqlite3_bind_int64(place, sqlite3_bind_parameter_index(place, ":i"), i);
    rc = td_store_step(f->copy, place, err);
  }
  if (rc == TD_ROW)
    rc = inject_at(out, f, kind, place, a, err);
  else if (rc == TD_OK)
    rc = td_fail(err, TD_EUSAGE, "%s has no place %lld",
                 td_fault_kinds[kind].name, (long long)i);
  sqlite3_finalize(place);
  return rc;
}

td_status td_faults_undo(td_faults *f, td_err *err)
{
  f->is_injected = false;
  return td_store_exec(f->copy, "ROLLBACK TO fault; RELEASE fault", err);
}
