/* One connection to one SQLite file: opening it with the settings that the
 * rest relies on, and statements whose failures are never overlooked. */
#include "store.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "migrate.h"
#include "text.h"

/* Pages that a writer may hold before it has to write them, in KiB. */
#define WRITE_CACHE "65536"

static td_status status_of(int code)
{
  switch (code & 0xff) {
  case SQLITE_OK:
  case SQLITE_DONE:
    return TD_OK;
  case SQLITE_ROW:
    return TD_ROW;
  case SQLITE_NOMEM:
    return TD_ENOMEM;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return TD_EBUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_TOOBIG:
  case SQLITE_ERROR: /* a statement that does not fit the tables found */
    return TD_EDATA;
  case SQLITE_INTERRUPT:
    return TD_ESTOPPED;
  default:
    return TD_EIO;
  }
}

td_status td_store_fail(struct td_store *st, td_err *err)
{
  int code = sqlite3_errcode(st->db) & 0xff;

  if (code == SQLITE_NOTADB)
    return td_fail(err, TD_EDATA, "%s: not a tiendo store", st->path);
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return td_fail(err, TD_EBUSY, "%s: another program is writing to it",
                   st->path);
  return td_fail(err, status_of(code), "%s: %s", st->path,
                 sqlite3_errmsg(st->db));
}

td_status td_store_exec(struct td_store *st, const char *sql, td_err *err)
{
  if (sqlite3_exec(st->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return td_store_fail(st, err);
  return TD_OK;
}

td_status td_store_prepare(sqlite3_stmt **out, struct td_store *st,
                           const char *sql, td_err *err)
{
  if (sqlite3_prepare_v2(st->db, sql, -1, out, NULL) != SQLITE_OK)
    return td_store_fail(st, err);
  return TD_OK;
}

td_status td_store_exec_built(struct td_store *st, sqlite3_str *take_sql,
                              td_err *err)
{
  char *sql = sqlite3_str_finish(take_sql);
  td_status rc = sql ? td_store_exec(st, sql, err) : td_fail_memory(err);

  sqlite3_free(sql);
  return rc;
}

td_status td_store_prepare_built(sqlite3_stmt **out, struct td_store *st,
                                 sqlite3_str *take_sql, td_err *err)
{
  char *sql = sqlite3_str_finish(take_sql);
  td_status rc =
      sql ? td_store_prepare(out, st, sql, err) : td_fail_memory(err);

  sqlite3_free(sql);
  return rc;
}

td_status td_store_step(struct td_store *st, sqlite3_stmt *stmt, td_err *err)
{
  int code = sqlite3_step(stmt);

  if (code == SQLITE_ROW)
    return TD_ROW;
  if (code == SQLITE_DONE)
    return TD_OK;
  return td_store_fail(st, err);
}

static bool is_memory(const struct td_store *st)
{
  return !strcmp(st->path, ":memory:");
}

/* The reading order of codes; no index uses it, so any client can open the
 * store. */
static int compare_codes(void *ud, int na, const void *a, int nb, const void *b)
{
  (void)ud;
  return td_text_compare_codes((const char *)a, (size_t)na, (const char *)b,
                               (size_t)nb);
}

/* What the file's author could have planted there is not run: functions in
 * views and triggers that reach outside, tables that shadow SQLite's own. */
static td_status set_up(struct td_store *st, td_err *err)
{
  if (sqlite3_create_collation(st->db, "td_code", SQLITE_UTF8, NULL,
                               compare_codes) != SQLITE_OK)
    return td_store_fail(st, err);
  sqlite3_busy_timeout(st->db, TD_STORE_WAIT);
  sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(st->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return td_store_exec(st, "PRAGMA foreign_keys = ON", err);
}

static td_status set_journal(struct td_store *st, td_err *err)
{
  if (is_memory(st) || st->how == TD_OPEN_READ)
    return TD_OK;
  return td_store_exec(
      st, "PRAGMA journal_mode = WAL; PRAGMA cache_size = -" WRITE_CACHE, err);
}

/* A store is used by one thread at a time, so SQLite need not lock. */
static int open_flags(td_open how)
{
  switch (how) {
  case TD_OPEN_CREATE:
    return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  case TD_OPEN_WRITE:
    return SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  default:
    return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  }
}

static td_status fail_open(struct td_store *st, td_err *err)
{
  int why = st->db ? sqlite3_system_errno(st->db) : ENOMEM;

  if (!st->db)
    return td_fail_memory(err);
  if (why == ENOENT && st->how != TD_OPEN_CREATE)
    return td_fail(err, TD_EIO, "%s: no such store; an import makes one",
                   st->path);
  if (why == ENOENT) /* of SQLite's second try, to read what is there */
    return td_fail(err, TD_EIO,
                   "%s: cannot be made; its folder is missing or takes no "
                   "new file",
                   st->path);
  if (why)
    return td_fail(err, TD_EIO, "%s: %s", st->path, strerror(why));
  return td_store_fail(st, err);
}

static td_status connect_to(struct td_store *st, td_err *err)
{
  if (sqlite3_open_v2(st->path, &st->db, open_flags(st->how), NULL) !=
      SQLITE_OK)
    return fail_open(st, err);
  return set_up(st, err);
}

/* "file:...?immutable=1" for the path; sqlite3_free. */
static char *immutable_uri(const char *path)
{
  sqlite3_str *uri = sqlite3_str_new(NULL);

  sqlite3_str_appendall(uri, "file:");
  for (const char *p = path; *p; p++)
    if (strchr("%?#", *p))
      sqlite3_str_appendf(uri, "%%%02x", (unsigned)*p);
    else
      sqlite3_str_appendchar(uri, 1, *p);
  sqlite3_str_appendall(uri, "?immutable=1");
  return sqlite3_str_finish(uri);
}

static bool has_wal(const char *path)
{
  char *wal = sqlite3_mprintf("%s-wal", path);
  bool is_there = !wal || access(wal, F_OK) == 0;

  sqlite3_free(wal);
  return is_there;
}

/* A WAL store in a folder that cannot be written cannot be read the usual
 * way, which makes files beside it; with no log there, nobody writes to it
 * and it can be read as it is. */
static bool reconnect_immutable(struct td_store *st)
{
  int flags = open_flags(TD_OPEN_READ) | SQLITE_OPEN_URI;
  char *uri = NULL;
  bool ok = false;

  if (st->how != TD_OPEN_READ || is_memory(st) || has_wal(st->path))
    return false;
  uri = immutable_uri(st->path);
  if (uri) {
    sqlite3_close_v2(st->db);
    st->db = NULL;
    ok = sqlite3_open_v2(uri, &st->db, flags, NULL) == SQLITE_OK &&
         set_up(st, NULL) == TD_OK;
  }
  sqlite3_free(uri);
  return ok;
}

/* The file is first read by the migration, so that is where a file that
 * cannot be read shows. */
static td_status prepare_tables(struct td_store *st, td_err *err)
{
  td_status rc = td_store_migrate(st, err);

  if (rc == TD_EIO && reconnect_immutable(st))
    rc = td_store_migrate(st, err);
  if (rc == TD_OK)
    rc = set_journal(st, err);
  return rc;
}

td_status td_store_open(td_store **out, const char *path, td_open how,
                        td_err *err)
{
  td_status rc = TD_OK;
  struct td_store *st = (struct td_store *)calloc(1, sizeof(*st));

  *out = NULL;
  if (!st || !(st->path = strdup(path))) {
    rc = td_fail_memory(err);
    goto done;
  }
  st->how = how;
  rc = connect_to(st, err);
  if (rc == TD_OK)
    rc = prepare_tables(st, err);
  if (rc != TD_OK)
    goto done;
  *out = st;
  st = NULL; /* now the caller's */

done:
  td_store_close(st);
  return rc;
}

/* "DELETE FROM ...;" for each table. */
static td_status empty_tables(struct td_store *st, td_err *err)
{
  sqlite3_stmt *names = NULL;
  sqlite3_str *sql = sqlite3_str_new(st->db);
  td_status rc =
      td_store_prepare(&names, st,
                       "SELECT name FROM sqlite_schema WHERE type = 'table'"
                       " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                       err);

  if (rc == TD_OK)
    while ((rc = td_store_step(st, names, err)) == TD_ROW)
      sqlite3_str_appendf(sql, "DELETE FROM \"%w\";",
                          (const char *)sqlite3_column_text(names, 0));
  sqlite3_finalize(names);
  sqlite3_str_appendall(sql, "INSERT INTO edition (number) VALUES (0);");
  if (rc == TD_OK)
    return td_store_exec_built(st, sql, err);
  sqlite3_free(sqlite3_str_finish(sql));
  return rc;
}

/* Without triggers, a table is emptied at once. */
td_status td_store_empty(struct td_store *st, td_err *err)
{
  td_status rc;

  assert(is_memory(st));
  sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  rc = empty_tables(st, err);
  sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
  return rc;
}

void td_store_close(td_store *st)
{
  if (!st)
    return;
  sqlite3_close_v2(st->db);
  free(st->path);
  free(st);
}
