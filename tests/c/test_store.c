/* Opening stores: new, old, foreign, locked, read-only; tables as the schema
 * says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "edition.h"
#include "migrate.h"
#include "store.h"

static char dir[] = "/tmp/tiendo-store-XXXXXX";
static char file[64]; /* a store in dir, made anew by each test */

static int make_dir(void **state)
{
  (void)state;
  if (!mkdtemp(dir))
    return -1;
  snprintf(file, sizeof(file), "%s/plan.db", dir);
  return 0;
}

static int clean_dir(void **state)
{
  char path[80];

  (void)state;
  chmod(dir, 0700);
  snprintf(path, sizeof(path), "%s-wal", file);
  unlink(path);
  snprintf(path, sizeof(path), "%s-shm", file);
  unlink(path);
  unlink(file);
  return 0;
}

static int remove_dir(void **state)
{
  clean_dir(state);
  return rmdir(dir);
}

static void write_file(const char *text)
{
  FILE *f = fopen(file, "wb");

  assert_non_null(f);
  assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
  assert_int_equal(fclose(f), 0);
}

static td_store *open_store(td_open how)
{
  td_store *st = NULL;
  td_err err = { 0 };

  if (td_store_open(&st, file, how, &err) != TD_OK)
    fail_msg("%s", err.text);
  return st;
}

static void refuse(td_open how, td_status code, const char *what)
{
  td_store *st = NULL;
  td_err err = { 0 };

  assert_int_equal(td_store_open(&st, file, how, &err), code);
  assert_int_equal(err.code, code);
  assert_null(st);
  if (!strstr(err.text, what))
    fail_msg("expected \"%s\" in: %s", what, err.text);
}

/* Runs SQL on the file as any other SQLite program would. */
static void run_outside(const char *sql)
{
  sqlite3 *db = NULL;

  assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

static void run(td_store *st, const char *sql)
{
  td_err err = { 0 };

  if (td_store_exec(st, sql, &err) != TD_OK)
    fail_msg("%s: %s", sql, err.text);
}

static void run_refused(td_store *st, const char *sql)
{
  td_err err = { 0 };

  if (td_store_exec(st, sql, &err) != TD_EDATA)
    fail_msg("taken: %s", sql);
}

static void expect_text(td_store *st, const char *sql, const char *text)
{
  sqlite3_stmt *stmt = NULL;
  td_err err = { 0 };

  assert_int_equal(td_store_prepare(&stmt, st, sql, &err), TD_OK);
  assert_int_equal(td_store_step(st, stmt, &err), TD_ROW);
  assert_string_equal((const char *)sqlite3_column_text(stmt, 0), text);
  assert_int_equal(td_store_step(st, stmt, &err), TD_OK);
  sqlite3_finalize(stmt);
}

static void test_store_open__creates_then_reads(void **state)
{
  td_store *st = open_store(TD_OPEN_CREATE);

  (void)state;
  run(st, "INSERT INTO sources (code, title) VALUES ('s', 'Tài liệu')");
  td_store_close(st);
  st = open_store(TD_OPEN_READ);
  expect_text(st, "SELECT title FROM sources", "Tài liệu");
  expect_text(st, "PRAGMA journal_mode", "wal");
  expect_text(st, "PRAGMA foreign_keys", "1");
  expect_text(st, "PRAGMA user_version", "3");
  td_store_close(st);
}

static void test_store_open__memory(void **state)
{
  td_store *st = NULL;
  td_err err;

  (void)state;
  assert_int_equal(td_store_open(&st, ":memory:", TD_OPEN_CREATE, &err), TD_OK);
  expect_text(st, "SELECT count(*) FROM observations", "0");
  td_store_close(st);
}

static void test_store_open__missing(void **state)
{
  (void)state;
  refuse(TD_OPEN_READ, TD_EIO, "no such store");
  refuse(TD_OPEN_WRITE, TD_EIO, "no such store");
  assert_int_equal(access(file, F_OK), -1);
}

static void test_store_open__no_folder(void **state)
{
  td_store *st = NULL;
  td_err err;

  (void)state;
  assert_int_equal(
      td_store_open(&st, "/no/such/folder/x.db", TD_OPEN_CREATE, &err), TD_EIO);
  assert_null(st);
}

static void test_store_open__folder(void **state)
{
  td_store *st = NULL;
  td_err err;

  (void)state;
  assert_int_equal(td_store_open(&st, dir, TD_OPEN_READ, &err), TD_EIO);
  assert_null(st);
}

static void test_store_open__not_sqlite(void **state)
{
  (void)state;
  write_file("code,title\nthis is a CSV file and not a store, whatever else\n"
             "but longer than the hundred bytes of a header of SQLite\n");
  refuse(TD_OPEN_READ, TD_EDATA, "not a tiendo store");
  refuse(TD_OPEN_CREATE, TD_EDATA, "not a tiendo store");
}

static void test_store_open__empty_file(void **state)
{
  (void)state;
  write_file("");
  refuse(TD_OPEN_READ, TD_EDATA, "empty");
  refuse(TD_OPEN_WRITE, TD_EDATA, "empty");
  td_store_close(open_store(TD_OPEN_CREATE));
  td_store_close(open_store(TD_OPEN_READ));
}

static void test_store_open__another_program(void **state)
{
  (void)state;
  run_outside("CREATE TABLE t (x)");
  refuse(TD_OPEN_READ, TD_EDATA, "another program");
  refuse(TD_OPEN_CREATE, TD_EDATA, "another program");
  run_outside("SELECT x FROM t"); /* and is as it was */
}

static void test_store_open__newer_schema(void **state)
{
  (void)state;
  td_store_close(open_store(TD_OPEN_CREATE));
  run_outside("PRAGMA user_version = 99");
  refuse(TD_OPEN_READ, TD_EDATA, "newer tiendo (schema 99");
  refuse(TD_OPEN_WRITE, TD_EDATA, "newer");
}

static void test_store_open__cut_file(void **state)
{
  (void)state;
  td_store_close(open_store(TD_OPEN_CREATE));
  assert_int_equal(truncate(file, 1500), 0);
  refuse(TD_OPEN_READ, TD_EDATA, file);
}

static void test_store_open__locked(void **state)
{
  td_store *a = open_store(TD_OPEN_CREATE);
  td_store *b = open_store(TD_OPEN_WRITE);
  td_err err = { 0 };

  (void)state;
  run(a, "BEGIN IMMEDIATE");
  assert_int_equal(td_store_exec(b, "BEGIN IMMEDIATE", &err), TD_EBUSY);
  expect_text(b, "SELECT count(*) FROM plans", "0"); /* readers go on */
  run(a, "ROLLBACK");
  td_store_close(a);
  td_store_close(b);
}

static void test_store_open__read_refuses_writes(void **state)
{
  td_store *st = NULL;
  td_err err = { 0 };

  (void)state;
  td_store_close(open_store(TD_OPEN_CREATE));
  st = open_store(TD_OPEN_READ);
  assert_int_equal(td_store_exec(st, "DELETE FROM plans", &err), TD_EIO);
  td_store_close(st);
}

/* Root may write anywhere, so there it only shows that reading works. */
static void test_store_open__read_only_folder(void **state)
{
  td_store *st = NULL;

  (void)state;
  td_store_close(open_store(TD_OPEN_CREATE));
  chmod(dir, 0500);
  st = open_store(TD_OPEN_READ);
  expect_text(st, "SELECT count(*) FROM plans", "0");
  td_store_close(st);
  chmod(dir, 0700);
}

/* Two processes that make the same store: the second finds it made. */
static void test_store_migrate__twice(void **state)
{
  td_store *a = open_store(TD_OPEN_CREATE);
  td_store *b = open_store(TD_OPEN_CREATE);
  td_err err = { 0 };

  (void)state;
  assert_int_equal(td_store_migrate(b, &err), TD_OK);
  td_store_close(a);
  td_store_close(b);
}

/* A query on every field of every stored entity. */
static void expect_every_field(td_store *st)
{
  char sql[256];

  for (int i = 0; i < TD_ENTITIES; i++) {
    const td_entity *e = &td_schema[i];
    if (e->flags & TD_E_DERIVED)
      continue;
    for (size_t f = 0; f < e->n_fields; f++) {
      if (e->fields[f].flags & TD_F_DERIVED)
        continue;
      snprintf(sql, sizeof(sql), "SELECT count(%s) >= 0 FROM %s",
               e->fields[f].name, e->name);
      expect_text(st, sql, "1");
    }
  }
}

static void test_store_tables__follow_the_schema(void **state)
{
  td_store *st = open_store(TD_OPEN_CREATE);

  (void)state;
  expect_every_field(st);
  td_store_close(st);
}

/* ---- a store that version 1 of the schema wrote */

/* A row of each kind of field; the whole is in tests/data/everything. */
static void expect_old_rows(td_store *st)
{
  expect_text(st, "SELECT count(*) FROM areas", "4");
  expect_text(st, "SELECT number FROM submissions WHERE agency = 'so-tc'",
              "16/BC");
  expect_text(st, "SELECT uses FROM agency_names WHERE name = 'SYT'", "3");
  expect_text(st,
              "SELECT group_concat(value, ' ') FROM"
              " (SELECT value FROM observations WHERE period = '2023'"
              " AND breakdown = '' ORDER BY known_on)",
              "9.7 9.65");
}

static void write_old_store(void)
{
  FILE *f = fopen("tests/data/store-1.sql", "rb");
  static char text[1 << 17];
  size_t n;

  assert_non_null(f);
  n = fread(text, 1, sizeof(text) - 1, f);
  assert_true(n > 0 && n < sizeof(text) - 1);
  text[n] = '\0';
  fclose(f);
  run_outside(text);
}

static void test_store_migrate__reads_an_older_one_as_it_is(void **state)
{
  td_store *st = NULL;

  (void)state;
  write_old_store();
  st = open_store(TD_OPEN_READ);
  expect_every_field(st);
  expect_old_rows(st);
  expect_text(st, "SELECT count(*) FROM documents", "0");
  expect_text(st, "SELECT count(signer) FROM submissions", "0");
  expect_text(st, "PRAGMA user_version", "1");
  td_store_close(st);
}

static void test_store_migrate__brings_an_older_one_up_to_date(void **state)
{
  td_store *st = NULL;

  (void)state;
  write_old_store();
  st = open_store(TD_OPEN_WRITE);
  expect_text(st, "PRAGMA user_version", "3");
  expect_every_field(st);
  expect_old_rows(st);
  run(st, "INSERT INTO documents (code, valid_to) VALUES ('d', '2025-06-30')");
  run(st, "UPDATE obligations SET basis = 'd', window = 'nd09'");
  run_refused(st, "UPDATE obligations SET window = 'lunar'");
  run_refused(st, "UPDATE indicators SET basis = 'nowhere'");
  run_refused(st, "UPDATE submissions SET signed_on = '2025-02-30'");
  td_store_close(st);
  st = open_store(TD_OPEN_READ);
  expect_text(st, "SELECT basis FROM obligations", "d");
  td_store_close(st);
}

/* What was kept before stays, and the triggers know the new fields. */
static void test_store_migrate__keeps_versions(void **state)
{
  td_store *st = NULL;

  (void)state;
  write_old_store();
  run_outside("UPDATE submissions SET number = '17/BC'"
              " WHERE agency = 'so-tc'");
  st = open_store(TD_OPEN_WRITE);
  run(st, "UPDATE submissions SET signer = 'A' WHERE agency = 'so-tc'");
  run(st, "UPDATE submissions SET signer = 'B' WHERE agency = 'so-tc'");
  expect_text(st,
              "SELECT group_concat(field || ':' || ifnull(before, '-'), ' ')"
              " FROM (SELECT field, before FROM versions ORDER BY id)",
              "number:16/BC signer:- signer:A");
  td_store_close(st);
}

static void expect_edition(td_store *st, int64_t n)
{
  int64_t edition = -1;
  td_err err;

  assert_int_equal(td_store_edition(&edition, st, &err), TD_OK);
  assert_int_equal(edition, n);
}

/* All that an older program wrote is edition 0. */
static void test_store_migrate__begins_with_edition_0(void **state)
{
  td_store *st = NULL;
  td_err err;

  (void)state;
  write_old_store();
  run_outside("UPDATE submissions SET number = '17/BC'"
              " WHERE agency = 'so-tc'");
  st = open_store(TD_OPEN_READ);
  expect_edition(st, 0);
  assert_int_equal(td_store_rewind(st, 1, &err), TD_EUSAGE);
  assert_int_equal(td_store_rewind(st, 0, &err), TD_OK);
  expect_text(st, "SELECT count(*) FROM documents", "0");
  td_store_close(st);
  st = open_store(TD_OPEN_WRITE);
  expect_edition(st, 0);
  run(st, "UPDATE submissions SET number = '18/BC', signer = 'A'"
          " WHERE agency = 'so-tc'");
  run(st, "DELETE FROM observation WHERE known_on <> ''");
  td_store_close(st);
  st = open_store(TD_OPEN_READ);
  assert_int_equal(td_store_rewind(st, 0, &err), TD_OK);
  expect_text(st,
              "SELECT number || ifnull(signer, '-') FROM submissions"
              " WHERE agency = 'so-tc'",
              "17/BC-");
  expect_text(st,
              "SELECT group_concat(value, ' ') FROM"
              " (SELECT value FROM observations WHERE period = '2023'"
              " AND breakdown = '' ORDER BY known_on)",
              "9.7 9.65");
  td_store_close(st);
}

/* A step that fails leaves the store as it was. */
static void test_store_migrate__all_or_nothing(void **state)
{
  (void)state;
  write_old_store();
  run_outside("CREATE TABLE documents (x)");
  refuse(TD_OPEN_WRITE, TD_EDATA, "documents");
  run_outside("DROP TABLE documents");
  td_store_close(open_store(TD_OPEN_WRITE));
}

static void test_store_tables__refuse(void **state)
{
  static const char *const cases[] = {
    "INSERT INTO sources (code) VALUES ('s')",            /* no title */
    "INSERT INTO sources (code, title) VALUES ('s', '')", /* empty title */
    "INSERT INTO sources (code, title) VALUES (NULL, 't')",
    "INSERT INTO sources (code, title, illustrative) VALUES ('s', 't', 2)",
    "INSERT INTO areas (code, valid_from) VALUES ('a', '2025-02-30')",
    "INSERT INTO indicators (code, direction) VALUES ('i', 'sideways')",
    "INSERT INTO indicators (code, minimum) VALUES ('i', 'low')",
    "INSERT INTO goals (code, plan) VALUES ('1', 'nowhere')",
    "INSERT INTO series (indicator, area) VALUES ('i', 'a')",
  };
  td_store *st = open_store(TD_OPEN_CREATE);

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    run_refused(st, cases[i]);
  run(st, "INSERT INTO areas (code, valid_from) VALUES ('a', '2024-02-29')");
  td_store_close(st);
}

static void test_store_tables__references_wait_for_the_end(void **state)
{
  td_store *st = open_store(TD_OPEN_CREATE);

  (void)state;
  run(st, "BEGIN; INSERT INTO goals (code, plan) VALUES ('1', 'p');"
          "INSERT INTO plans (code) VALUES ('p'); COMMIT");
  td_store_close(st);
}

static void test_store_view__readable(void **state)
{
  td_store *st = open_store(TD_OPEN_CREATE);

  (void)state;
  run(st, "BEGIN; INSERT INTO indicators (code) VALUES ('i');"
          "INSERT INTO areas (code) VALUES ('a');"
          "INSERT INTO series (id, indicator, area) VALUES (1, 'i', 'a');"
          "INSERT INTO observation (series, period, value) VALUES"
          " (1, 202500, 1.5), (1, 202503, 2), (1, 202512, 2),"
          " (1, 202524, 3), (1, 202532, NULL), (1, 90100, 0); COMMIT");
  expect_text(st,
              "SELECT group_concat(period, ' ') FROM"
              " (SELECT period FROM observations ORDER BY period)",
              "0901 2025 2025-03 2025-12 2025-H2 2025-Q4");
  td_store_close(st);
}

static void test_store_empty__is_as_new(void **state)
{
  td_store *st = NULL;
  td_err err;

  (void)state;
  assert_int_equal(td_store_open(&st, ":memory:", TD_OPEN_CREATE, &err), TD_OK);
  run(st, "INSERT INTO areas (code, name_vi) VALUES ('a', 'A')");
  run(st, "INSERT INTO areas (code, name_vi, parent) VALUES ('b', 'B', 'a')");
  run(st, "UPDATE areas SET name_vi = 'C' WHERE code = 'b'");
  expect_text(st, "SELECT count(*) FROM versions", "1");
  assert_int_equal(td_store_empty(st, &err), TD_OK);
  expect_text(st, "SELECT count(*) FROM areas", "0");
  expect_text(st, "SELECT count(*) FROM versions", "0");
  expect_edition(st, 0);
  /* What guards and what records is on again. */
  run_refused(st, "INSERT INTO areas (code, name_vi, parent)"
                  " VALUES ('b', 'B', 'a')");
  run(st, "INSERT INTO areas (code, name_vi) VALUES ('a', 'A')");
  run(st, "DELETE FROM areas");
  expect_text(st, "SELECT count(*) > 0 FROM versions", "1");
  td_store_close(st);
}

#define TEST(name) cmocka_unit_test_teardown(name, clean_dir)

int main(void)
{
  static const struct CMUnitTest tests[] = {
    TEST(test_store_open__creates_then_reads),
    TEST(test_store_open__memory),
    TEST(test_store_open__missing),
    TEST(test_store_open__no_folder),
    TEST(test_store_open__folder),
    TEST(test_store_open__not_sqlite),
    TEST(test_store_open__empty_file),
    TEST(test_store_open__another_program),
    TEST(test_store_open__newer_schema),
    TEST(test_store_open__cut_file),
    TEST(test_store_open__locked),
    TEST(test_store_open__read_refuses_writes),
    TEST(test_store_open__read_only_folder),
    TEST(test_store_migrate__twice),
    TEST(test_store_migrate__reads_an_older_one_as_it_is),
    TEST(test_store_migrate__brings_an_older_one_up_to_date),
    TEST(test_store_migrate__keeps_versions),
    TEST(test_store_migrate__begins_with_edition_0),
    TEST(test_store_migrate__all_or_nothing),
    TEST(test_store_tables__follow_the_schema),
    TEST(test_store_tables__refuse),
    TEST(test_store_tables__references_wait_for_the_end),
    TEST(test_store_view__readable),
    TEST(test_store_empty__is_as_new),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
