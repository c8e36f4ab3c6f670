/* Reading only is enforced three times: the connection is one for reading, an
 * authorizer lets nothing but SELECT be compiled, and SQLite itself says
 * whether the statement reads. The text is never looked at. */
#include "query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "text.h"

/* Steps of SQLite's machine between two questions whether to go on. */
enum { STEPS = 4096 };

struct td_query {
  struct td_store *st;
  sqlite3_stmt *stmt;
  bool (*is_stopped)(void *ud);
  void *ud;
};

static int authorize(void *ud, int action, const char *a, const char *b,
                     const char *c, const char *d)
{
  (void)ud;
  (void)a;
  (void)b;
  (void)c;
  (void)d;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_FUNCTION:
  case SQLITE_RECURSIVE:
    return SQLITE_OK;
  default:
    return SQLITE_DENY;
  }
}

static int on_progress(void *ud)
{
  const td_query *q = (const td_query *)ud;

  return q->is_stopped && q->is_stopped(q->ud);
}

/* Where in the text SQLite saw the mistake, as characters from 1. */
static td_status fail_sql(const td_query *q, const char *sql, size_t n,
                          td_err *err)
{
  sqlite3 *db = q->st->db;
  int at = sqlite3_error_offset(db);

  switch (sqlite3_errcode(db) & 0xff) {
  case SQLITE_AUTH:
    return td_fail(err, TD_EUSAGE,
                   "sql: only select is allowed; the store is for reading");
  case SQLITE_INTERRUPT:
    return td_fail(err, TD_ESTOPPED, "stopped: interrupted");
  case SQLITE_ERROR:
    if (at >= 0 && (size_t)at <= n)
      return td_fail(err, TD_EUSAGE, "sql, column %zu: %s",
                     td_text_length(sql, (size_t)at) + 1, sqlite3_errmsg(db));
    return td_fail(err, TD_EUSAGE, "sql: %s", sqlite3_errmsg(db));
  default:
    return td_store_fail(q->st, err);
  }
}

static bool is_blank(const char *text, const char *end)
{
  while (text < end && strchr(" \t\r\n;", *text))
    text++;
  return text == end;
}

static td_status prepare(td_query *q, const char *sql, size_t n, td_err *err)
{
  const char *rest = NULL;

  if (n > 1 << 20)
    return td_fail(err, TD_EUSAGE, "sql: longer than 1 MiB");
  sqlite3_set_authorizer(q->st->db, authorize, NULL);
  sqlite3_progress_handler(q->st->db, STEPS, on_progress, q);
  if (sqlite3_prepare_v2(q->st->db, sql, (int)n, &q->stmt, &rest) != SQLITE_OK)
    return fail_sql(q, sql, n, err);
  if (!q->stmt)
    return td_fail(err, TD_EUSAGE, "sql: nothing is asked; write select ...");
  if (!is_blank(rest, sql + n))
    return td_fail(err, TD_EUSAGE, "sql: one statement at a time");
  if (!sqlite3_stmt_readonly(q->stmt))
    return td_fail(err, TD_EUSAGE, "sql: the store is for reading");
  return TD_OK;
}

td_status td_query_open(td_query **out, td_store *st, const char *sql, size_t n,
                        bool (*is_stopped)(void *ud), void *ud, td_err *err)
{
  td_status rc;
  td_query *q = (td_query *)calloc(1, sizeof(*q));

  *out = NULL;
  if (!q)
    return td_fail_memory(err);
  *q = (td_query){ st, NULL, is_stopped, ud };
  rc = prepare(q, sql, n, err);
  if (rc == TD_OK) {
    *out = q;
    q = NULL;
  }
  td_query_close(q);
  return rc;
}

void td_query_close(td_query *q)
{
  if (!q)
    return;
  sqlite3_finalize(q->stmt);
  sqlite3_set_authorizer(q->st->db, NULL, NULL);
  sqlite3_progress_handler(q->st->db, 0, NULL, NULL);
  free(q);
}

int td_query_columns(const td_query *q)
{
  return sqlite3_column_count(q->stmt);
}

const char *td_query_name(const td_query *q, int column)
{
  const char *name = sqlite3_column_name(q->stmt, column);

  return name ? name : "";
}

td_status td_query_step(td_query *q, td_err *err)
{
  switch (sqlite3_step(q->stmt)) {
  case SQLITE_ROW:
    return TD_ROW;
  case SQLITE_DONE:
    return TD_OK;
  default:
    return fail_sql(q, "", 0, err);
  }
}

static td_value text_value(const char *text, size_t n)
{
  td_value v = { .kind = TD_V_TEXT };

  v.as.text.s = text;
  v.as.text.n = n;
  return v;
}

td_value td_query_value(td_query *q, int column, char buf[32])
{
  td_value v = { .kind = TD_V_NIL };
  const char *text;
  size_t n;

  switch (sqlite3_column_type(q->stmt, column)) {
  case SQLITE_INTEGER:
    v.kind = TD_V_INT;
    v.as.i = sqlite3_column_int64(q->stmt, column);
    return v;
  case SQLITE_FLOAT:
    v.kind = TD_V_REAL;
    v.as.r = sqlite3_column_double(q->stmt, column);
    return v;
  case SQLITE_TEXT:
    text = (const char *)sqlite3_column_text(q->stmt, column);
    n = (size_t)sqlite3_column_bytes(q->stmt, column);
    return text ? text_value(text, n) : v;
  case SQLITE_BLOB:
    snprintf(buf, 32, "(%d bytes)", sqlite3_column_bytes(q->stmt, column));
    return text_value(buf, strlen(buf));
  default:
    return v;
  }
}
