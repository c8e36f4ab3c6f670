/* Editions: their numbers, and going back to them. */
#include "import_help.h"

#include "edition.h"
#include "import.h"
#include "snapshot.h"

/* ---- a store in a file, and what it says */

static void must(const fixture *f, td_status rc)
{
  if (rc != TD_OK)
    fail_msg("%s\n%s", f->err.text, f->said);
}

static void store_path(const fixture *f, char path[80])
{
  snprintf(path, 80, "%s/plan.db", f->dir);
}

static int set_up_file(void **state)
{
  fixture *f = new_fixture();
  char path[80];

  *state = f;
  td_store_close(f->st);
  f->st = NULL;
  store_path(f, path);
  must(f, td_store_open(&f->st, path, TD_OPEN_CREATE, &f->err));
  return 0;
}

static td_store *open_to_read(fixture *f)
{
  char path[80];
  td_store *st = NULL;

  store_path(f, path);
  must(f, td_store_open(&st, path, TD_OPEN_READ, &f->err));
  return st;
}

/* A connection that is back at the edition. */
static td_store *open_edition(fixture *f, int64_t edition)
{
  td_store *st = open_to_read(f);

  must(f, td_store_rewind(st, edition, &f->err));
  return st;
}

static int64_t edition_of(fixture *f, td_store *st)
{
  int64_t n = -1;

  must(f, td_store_edition(&n, st, &f->err));
  return n;
}

/* As another program, which knows nothing of the import. */
static void run(fixture *f, const char *sql)
{
  must(f, td_store_exec(f->st, sql, &f->err));
}

static void hash_at(fixture *f, td_store *st, const char *as_of,
                    const char *known_at, char out[TD_HASH_TEXT])
{
  td_snapshot_options o = { .size = sizeof(o),
                            .as_of = as_of,
                            .known_at = known_at };
  td_snapshot *s = NULL;

  must(f, td_snapshot_take(&s, st, &o, &f->err));
  td_snapshot_hash(s, out);
  td_snapshot_unref(s);
}

/* ---- numbers */

static void expect_edition(fixture *f, int64_t n)
{
  assert_int_equal(edition_of(f, f->st), n);
}

static void test_edition__counts_imports_that_change(void **state)
{
  fixture *f = (fixture *)*state;
  static const char areas[] = "code,name_vi\na,A\n";

  expect_edition(f, 0);
  must_import(f, "areas.csv", areas);
  expect_edition(f, 1);
  must_import(f, "areas.csv", areas);
  expect_edition(f, 1);
  f->options.dry_run = true;
  must_import(f, "areas.csv", "code,name_vi\na,B\n");
  f->options.dry_run = false;
  expect_edition(f, 1);
  assert_int_equal(import_text(f, "areas.csv", "code,parent\nb,nowhere\n"),
                   TD_EDATA);
  expect_edition(f, 1);
  must_import(f, "areas.csv", "code,name_vi\na,B\n"); /* on the same day */
  expect_edition(f, 2);
  f->options.accept_valid = true;
  must_import(f, "areas.csv", "code,parent\nb,nowhere\nc,a\n");
  expect_edition(f, 3);
  must_import(f, "areas.csv", "code,parent\nb,nowhere\nc,a\n");
  expect_edition(f, 3);
}

static void test_edition__counts_rows_of_another_program(void **state)
{
  fixture *f = (fixture *)*state;

  run(f, "INSERT INTO areas (code) VALUES ('a'), ('b')");
  expect_edition(f, 2);
  run(f, "UPDATE areas SET name_vi = 'A'");
  expect_edition(f, 4);
  must_import(f, "areas.csv", "code\nc\n");
  expect_edition(f, 5);
  run(f, "DELETE FROM areas WHERE code = 'b'");
  expect_edition(f, 6);
}

static void test_edition__undone_with_its_transaction(void **state)
{
  fixture *f = (fixture *)*state;

  run(f, "BEGIN; INSERT INTO areas (code) VALUES ('a'); ROLLBACK");
  expect_edition(f, 0);
  run(f, "INSERT INTO areas (code) VALUES ('a')");
  expect_edition(f, 1);
}

/* ---- going back */

static void test_rewind__refuses(void **state)
{
  fixture *f = (fixture *)*state;
  td_store *st = open_to_read(f);

  must_import(f, "areas.csv", "code\na\n");
  assert_int_equal(td_store_rewind(st, 2, &f->err), TD_EUSAGE);
  expect_in(f->err.text, "there is no edition 2; the last one is 1");
  assert_int_equal(td_store_rewind(st, -1, &f->err), TD_EUSAGE);
  must(f, td_store_rewind(st, 0, &f->err)); /* failing left nothing behind */
  assert_int_equal(td_store_rewind(st, 0, &f->err), TD_EUSAGE);
  td_store_close(st);
  assert_int_equal(td_store_rewind(f->st, 1, &f->err), TD_EUSAGE);
  expect_in(f->err.text, "opened to be read");
}

static void expect_at(fixture *f, int64_t edition, const char *sql,
                      const char *expect)
{
  td_store *st = open_edition(f, edition);

  assert_int_equal(edition_of(f, st), edition);
  expect_rows(st, sql, expect);
  td_store_close(st);
}

static void test_rewind__rows_changed_and_removed(void **state)
{
  fixture *f = (fixture *)*state;
  static const char sql[] = "SELECT code || ' ' || ifnull(name_vi, '-')"
                            " || ' ' || ifnull(parent, '-')"
                            " FROM areas ORDER BY code";

  must_import(f, "areas.csv", "code,name_vi,parent\na,A,\nb,,a\n");
  must_import(f, "areas.csv", "code,name_vi,parent\na,A2,\nb,B,\n");
  run(f, "DELETE FROM areas WHERE code = 'b'");
  must_import(f, "areas.csv", "code,name_vi,parent\nb,,a\n");
  must_import(f, "areas.csv", "code,name_vi,parent\nb,B3,a\n");
  must_import(f, "areas.csv", "code,name_vi,parent\nb,B3,\n");
  expect_at(f, 0, sql, "");
  expect_at(f, 1, sql, "a A -\nb - a");
  expect_at(f, 2, sql, "a A2 -\nb B -");
  expect_at(f, 3, sql, "a A2 -");
  expect_at(f, 4, sql, "a A2 -\nb - a");
  expect_at(f, 5, sql, "a A2 -\nb B3 a");
  expect_at(f, 6, sql, "a A2 -\nb B3 -");
}

/* SQLite runs no DELETE trigger for the row that REPLACE deletes. */
static void test_rewind__insert_over_a_row(void **state)
{
  fixture *f = (fixture *)*state;
  static const char sql[] = "SELECT code || ' ' || ifnull(name_vi, '-')"
                            " FROM areas ORDER BY code";

  run(f, "INSERT INTO areas (code, name_vi) VALUES ('a', 'A')");
  run(f, "INSERT OR IGNORE INTO areas (code, name_vi) VALUES ('a', 'B')");
  assert_int_equal(edition_of(f, f->st), 2); /* it might have been REPLACE */
  run(f, "INSERT OR REPLACE INTO areas (code) VALUES ('a')");
  assert_int_equal(edition_of(f, f->st), 4);
  run(f, "INSERT INTO areas (code) VALUES ('a')"
         " ON CONFLICT DO UPDATE SET name_vi = 'C'");
  expect_at(f, 1, sql, "a A");
  expect_at(f, 2, sql, "a A");
  expect_at(f, 4, sql, "a -");
  expect_at(f, edition_of(f, f->st), sql, "a C");
}

static void test_rewind__renamed(void **state)
{
  fixture *f = (fixture *)*state;
  static const char sql[] = "SELECT code || ' ' || name_vi FROM areas";

  run(f, "INSERT INTO areas (code, name_vi) VALUES ('a', 'A')");
  run(f, "UPDATE areas SET code = 'b', name_vi = 'B'");
  run(f, "UPDATE areas SET code = 'c'");
  expect_at(f, 1, sql, "a A");
  expect_at(f, 2, sql, "b B");
  expect_at(f, 3, sql, "c B");
}

static void import_on(fixture *f, const char *day, const char *text)
{
  f->options.known_on = day;
  must_import(f, "observations.csv", text);
}

/* Corrected on the same day (the row is replaced) and on a later one, and
 * back-dated: what was known on a day changes only with a later edition. */
static void test_rewind__observations(void **state)
{
  fixture *f = (fixture *)*state;
  static const char sql[] =
      "SELECT period || ' ' || ifnull(known_on, '-') || ' ' || value || ' ' ||"
      " ifnull(note, '-') FROM observations ORDER BY period, known_on";

  must_import(f, "areas.csv", "code\na\n");
  must_import(f, "indicators.csv", "code\ni\n");
  import_on(f, "2024-01-05",
            "indicator,area,period,value,note\ni,a,2022,1,first\n");
  import_on(f, "2024-02-01",
            "indicator,area,period,value,note\ni,a,2022,2,second\n");
  import_on(f, "2024-02-01",
            "indicator,area,period,value,note\ni,a,2022,3,third\n");
  import_on(f, "2024-03-01",
            "indicator,area,period,known_on,value\n"
            "i,a,2021,2022-02-01,9\n"
            "i,a,2022,2023-12-01,8\n");
  expect_at(f, 2, sql, "");
  expect_at(f, 2, "SELECT count(*) FROM series", "0");
  expect_at(f, 3, sql, "2022 - 1.0 first");
  expect_at(f, 4, sql, "2022 - 1.0 first\n2022 2024-02-01 2.0 second");
  expect_at(f, 5, sql, "2022 - 1.0 first\n2022 2024-02-01 3.0 third");
  expect_at(f, 6, sql,
            "2021 2022-02-01 9.0 -\n2022 - 1.0 first\n2022 2023-12-01 8.0 -\n"
            "2022 2024-02-01 3.0 third");
}

static void test_rewind__figures_of_another_program(void **state)
{
  fixture *f = (fixture *)*state;
  static const char sql[] = "SELECT indicator || ' ' || period || ' ' || value"
                            " FROM observations ORDER BY indicator, period";

  run(f, "INSERT INTO areas (code) VALUES ('a')");
  run(f, "INSERT INTO indicators (code) VALUES ('i'), ('j')");
  run(f, "INSERT INTO series (indicator, area) VALUES ('i', 'a')"); /* 4 */
  run(f, "INSERT INTO observation (series, period, value)"
         " VALUES (1, 202000, 1.0), (1, 202100, 2.0)");               /* 6 */
  run(f, "UPDATE observation SET value = 5.0 WHERE period = 202100"); /* 7 */
  run(f, "UPDATE observation SET period = 202200 WHERE value = 5.0"); /* 8 */
  run(f, "REPLACE INTO observation (series, period, value)"
         " VALUES (1, 202000, 7.0)");                      /* 9, 10 */
  run(f, "DELETE FROM observation WHERE period = 202200"); /* 11 */
  run(f, "UPDATE series SET indicator = 'j'");             /* 12 */
  expect_at(f, 4, sql, "");
  expect_at(f, 5, sql, "i 2020 1.0");
  expect_at(f, 6, sql, "i 2020 1.0\ni 2021 2.0");
  expect_at(f, 7, sql, "i 2020 1.0\ni 2021 5.0");
  expect_at(f, 8, sql, "i 2020 1.0\ni 2022 5.0");
  expect_at(f, 10, sql, "i 2020 7.0\ni 2022 5.0");
  expect_at(f, 11, sql, "i 2020 7.0");
  expect_at(f, 12, sql, "j 2020 7.0");
}

/* What is imported meanwhile is not seen, not even back at the last one. */
static void test_rewind__stays(void **state)
{
  fixture *f = (fixture *)*state;
  td_store *last, *first;

  must_import(f, "areas.csv", "code\na\n");
  must_import(f, "areas.csv", "code\nb\n");
  last = open_edition(f, 2);
  first = open_edition(f, 1);
  must_import(f, "areas.csv", "code,name_vi\na,A\nc,C\n");
  run(f, "DELETE FROM areas WHERE code = 'b'");
  expect_rows(last, "SELECT code || ifnull(name_vi, '') FROM areas", "a\nb");
  expect_rows(first, "SELECT code || ifnull(name_vi, '') FROM areas", "a");
  td_store_close(last);
  td_store_close(first);
}

static void test_rewind__exports(void **state)
{
  fixture *f = (fixture *)*state;
  char before[80], after[80], command[200];
  td_store *st;

  must_import(f, "areas.csv", "code,name_vi\na,A\nb,B\n");
  must_import(f, "indicators.csv", "code\ni\n");
  import_on(f, "2024-01-05", "indicator,area,period,value\ni,a,2022,1\n");
  snprintf(before, sizeof(before), "%s/before", f->dir);
  snprintf(after, sizeof(after), "%s/after", f->dir);
  snprintf(command, sizeof(command), "diff -r %s %s", before, after);
  must(f, td_store_export(f->st, before, &f->err));
  import_on(f, "2024-02-05", "indicator,area,period,value\ni,b,2022,1\n");
  must_import(f, "areas.csv", "code,name_vi\na,C\nd,D\n");
  st = open_edition(f, 3);
  must(f, td_store_export(st, after, &f->err));
  td_store_close(st);
  assert_int_equal(system(command), 0);
}

/* ---- hashes of tables */

static void table_hashes(fixture *f, char out[TD_ENTITIES][TD_HASH_TEXT])
{
  td_snapshot_options o = { .size = sizeof(o), .as_of = "2026-11-23" };
  td_snapshot *s = NULL;

  must(f, td_snapshot_take(&s, f->st, &o, &f->err));
  for (int id = 0; id < TD_ENTITIES; id++)
    td_snapshot_hash_table(s, id, out[id]);
  td_snapshot_unref(s);
}

static void test_hash__names_what_differs(void **state)
{
  fixture *f = (fixture *)*state;
  static char a[TD_ENTITIES][TD_HASH_TEXT], b[TD_ENTITIES][TD_HASH_TEXT];
  char before[TD_HASH_TEXT], after[TD_HASH_TEXT];

  must_import(f, "sources.csv", "code,title\nm,M\n");
  must_import(f, "areas.csv", "code,source\na,m\n");
  must_import(f, "indicators.csv", "code,source\ni,m\n");
  import_on(f, "2024-01-05",
            "indicator,area,period,value,source\ni,a,2022,1,m\n");
  table_hashes(f, a);
  must_import(f, "sources.csv", "code,title\nb,B\n"); /* comes before m */
  table_hashes(f, b);
  for (int id = 0; id < TD_ENTITIES; id++)
    assert_int_equal(strcmp(a[id], b[id]) != 0, id == TD_SOURCES);
  hash_at(f, f->st, "2026-11-23", NULL, before);
  run(f, "UPDATE observation SET source = 'b'");
  hash_at(f, f->st, "2026-11-23", NULL, after);
  assert_string_not_equal(before, after);
  table_hashes(f, a);
  for (int id = 0; id < TD_ENTITIES; id++)
    assert_int_equal(strcmp(a[id], b[id]) != 0, id == TD_OBSERVATIONS);
}

/* ---- whatever happens
 *
 * Random changes in all the ways there are. After each, what the store says is
 * remembered under its edition; a store that says something else without a new
 * edition fails, and so does an edition that says something else in the end. */

enum { STEPS = 40, SEEDS = 2, CLOCKS = 4, MAX_EDITIONS = 4000 };

static const char *const days[] = { "2024-01-15", "2024-12-31", "2026-11-23" };

/* as_of and known_at */
static const char *const clocks[CLOCKS][2] = {
  { "2024-01-15", "2024-01-15" },
  { "2024-12-31", "2024-01-15" },
  { "2024-12-31", "2026-11-23" },
  { "2026-11-23", "2026-11-23" },
};

/* What a store says: all rows and versions, and snapshots by both clocks. */
typedef struct memory {
  bool is_there;
  uint64_t rows;
  char hash[CLOCKS][TD_HASH_TEXT];
} memory;

typedef struct world {
  fixture *f;
  uint32_t seed;
  memory memories[MAX_EDITIONS];
} world;

static uint32_t draw(world *w, uint32_t n)
{
  w->seed = w->seed * 1664525u + 1013904223u;
  return (w->seed >> 16) % n;
}

/* FNV-1a of every row of every entity, in the order of their text. */
static uint64_t hash_rows(fixture *f, td_store *st)
{
  uint64_t h = 14695981039346656037u;

  for (int id = 0; id < TD_ENTITIES; id++) {
    const td_entity *e = &td_schema[id];
    sqlite3_str *sql = sqlite3_str_new(NULL);
    sqlite3_stmt *stmt = NULL;
    sqlite3_str_appendf(sql, "SELECT '%q'", e->name);
    for (size_t i = 0; i < e->n_fields; i++)
      if (!(e->fields[i].flags & TD_F_DERIVED))
        sqlite3_str_appendf(sql, " || ' ' || quote(\"%w\")", e->fields[i].name);
    sqlite3_str_appendf(sql, " FROM \"%w\" ORDER BY 1", e->name);
    if (id == TD_REPORTS) {
      sqlite3_free(sqlite3_str_finish(sql));
      continue;
    }
    must(f, td_store_prepare_built(&stmt, st, sql, &f->err));
    while (td_store_step(st, stmt, &f->err) == TD_ROW)
      for (const unsigned char *p = sqlite3_column_text(stmt, 0); *p; p++)
        h = (h ^ *p) * 1099511628211u;
    sqlite3_finalize(stmt);
  }
  return h;
}

static void look(memory *m, fixture *f, td_store *st)
{
  *m = (memory){ .is_there = true, .rows = hash_rows(f, st) };
  for (int i = 0; i < CLOCKS; i++)
    hash_at(f, st, clocks[i][0], clocks[i][1], m->hash[i]);
}

static void compare_memories(const memory *a, const memory *b, int64_t edition,
                             uint32_t seed)
{
  if (a->rows != b->rows || memcmp(a->hash, b->hash, sizeof(a->hash)) != 0)
    fail_msg("edition %lld is not what it was (seed %u)", (long long)edition,
             (unsigned)seed);
}

static void remember(world *w, uint32_t seed)
{
  int64_t edition = edition_of(w->f, w->f->st);
  memory m, *before = &w->memories[edition];

  assert_in_range(edition, 0, MAX_EDITIONS - 1);
  look(&m, w->f, w->f->st);
  if (before->is_there)
    compare_memories(before, &m, edition, seed);
  *before = m;
}

/* ---- changes */

typedef struct text {
  char at[4096];
  size_t n;
} text;

static void put(text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(text *t, const char *format, ...)
{
  va_list args;

  va_start(args, format);
  t->n += (size_t)vsnprintf(t->at + t->n, sizeof(t->at) - t->n, format, args);
  va_end(args);
  assert_true(t->n < sizeof(t->at));
}

/* Of ten keys some, each with values of its own. */
#define EACH(w, i)                                                             \
  for (unsigned i = 0; i < 10; i++)                                            \
    if (draw(w, 2))

static void change_indicators(world *w)
{
  static const char *const units[] = { "", "%", "ha" };
  text t = { .n = 0 };

  put(&t, "code,name_en,unit,minimum,additive,source\n");
  EACH(w, i)
  put(&t, "i%u,name %u,%s,%u.5,%s,s%u\n", i, draw(w, 3), units[draw(w, 3)],
      draw(w, 2), draw(w, 2) ? "true" : "", draw(w, 4));
  must_import(w->f, "indicators.csv", t.at);
}

static void change_holidays(world *w)
{
  text t = { .n = 0 };

  put(&t, "calendar,day,kind,name_vi\n");
  EACH(w, i)
  put(&t, "vn,2024-%02u-01,%s,Tết %u\n", i + 1, draw(w, 2) ? "holiday" : "off",
      draw(w, 3));
  must_import(w->f, "holidays.csv", t.at);
}

static void change_submissions(world *w)
{
  text t = { .n = 0 };

  put(&t, "obligation,agency,period,received_on,number\n");
  EACH(w, i)
  put(&t, "o,g,202%u,202%u-03-0%u,%u/BC\n", i % 5, i % 5 + 1, 1 + i / 5,
      draw(w, 3));
  must_import(w->f, "submissions.csv", t.at);
}

/* On one day, or on a later one, or of a day long past. */
static void change_observations(world *w)
{
  static const char *const known[] = { "", "", "2023-06-30", "2024-01-15" };
  text t = { .n = 0 };

  put(&t, "indicator,area,period,known_on,value,flag,source,note\n");
  EACH(w, i)
  EACH(w, year)
  put(&t, "i%u,%s,201%u,%s,%u,%s,s%u,note %u\n", i, draw(w, 2) ? "a" : "b",
      year, known[draw(w, 4)], draw(w, 4), draw(w, 4) ? "" : "p", draw(w, 2),
      draw(w, 2));
  w->f->options.accept_valid = true; /* some clash with what is recorded */
  must_import(w->f, "observations.csv", t.at);
  w->f->options.accept_valid = false;
}

static void feed(world *w, td_import *im, int entity, const char *header,
                 const char *prefix, const char *parent)
{
  td_package_field columns[4] = { 0 };
  char names[64], cells[64], *rest = names;
  size_t n = 0;

  strcpy(names, header);
  for (char *name; (name = strtok_r(rest, " ", &rest)); n++)
    columns[n] = (td_package_field){ .name = name, .point = '.' };
  must(w->f, td_import_table(im, entity, "doc", columns, n, &w->f->err));
  EACH(w, i)
  {
    td_csv_value values[4] = { 0 };
    size_t v = 0;
    snprintf(cells, sizeof(cells), "%s%u|%s|s0|text %u", prefix, i, parent,
             (unsigned)draw(w, 3));
    rest = cells;
    for (char *cell; (cell = strtok_r(rest, "|", &rest)); v++)
      values[v] = (td_csv_value){ .text = cell, .n = strlen(cell) };
    must(w->f, td_import_row(im, values, v, 1, &w->f->err));
  }
}

/* A document that is replaced: rows that it has no more are removed. */
static void change_document(world *w)
{
  td_import *im = NULL;

  must(w->f, td_import_begin(&im, w->f->st, &w->f->options, &w->f->err));
  feed(w, im, TD_GLOSSARY, "term plan source text", "w", "p");
  feed(w, im, TD_TARGETS, "code goal source text", "1.", "1");
  must(w->f, td_import_replaces(im, "s0", &w->f->err));
  must(w->f, td_import_end(im, &w->f->err));
}

/* Statements of another program; some find nothing to do. */
static void change_by_hand(world *w)
{
  static const char *const statements[] = {
    "UPDATE holidays SET name_vi = name_vi || '!', kind = 'working'"
    " WHERE day LIKE '%' || ?1 || '-01'",
    "DELETE FROM holidays WHERE day LIKE '%' || ?1 || '-01'",
    "UPDATE OR REPLACE holidays SET calendar = 'moved' WHERE day LIKE '%' || "
    "?1 "
    "|| '-01'",
    "INSERT OR REPLACE INTO holidays (calendar, day, kind)"
    " VALUES ('vn', '2024-0' || ?1 || '-01', 'off')",
    "INSERT OR IGNORE INTO glossary (plan, term, text)"
    " VALUES ('p', 'w' || ?1, 'by hand')",
    "INSERT INTO glossary (plan, term, text) VALUES ('p', 'w' || ?1, 'by hand')"
    " ON CONFLICT DO UPDATE SET text = 'anew', note = NULL",
    "UPDATE observation SET value = value + 1 WHERE period = 201000 + ?1 * 100",
    "DELETE FROM observation WHERE series = ?1",
    "REPLACE INTO observation (series, period, value)"
    " SELECT id, 201000 + ?1 * 100, 77 FROM series WHERE id < 5",
    "UPDATE OR REPLACE observation SET known_on = '2024-05-05'"
    " WHERE known_on = '' AND series = ?1",
    "UPDATE OR IGNORE series SET breakdown = 'female' WHERE id = ?1",
    "INSERT OR IGNORE INTO series (indicator, area, breakdown)"
    " VALUES ('i' || ?1, 'a', 'male')",
    "UPDATE indicators SET source = NULL, minimum = NULL WHERE code = 'i' || "
    "?1",
  };
  size_t n = sizeof(statements) / sizeof(*statements);
  sqlite3_stmt *stmt = NULL;

  must(w->f, td_store_prepare(&stmt, w->f->st, statements[draw(w, (uint32_t)n)],
                              &w->f->err));
  sqlite3_bind_int(stmt, 1, 1 + (int)draw(w, 8));
  must(w->f, td_store_step(w->f->st, stmt, &w->f->err));
  sqlite3_finalize(stmt);
}

static void change(world *w)
{
  static void (*const changes[])(world *) = {
    change_indicators, change_holidays, change_submissions, change_observations,
    change_document,   change_by_hand,  change_by_hand,
  };
  size_t n = sizeof(changes) / sizeof(*changes);

  w->f->options.known_on = days[draw(w, 3)];
  w->f->options.dry_run = draw(w, 8) == 0;
  changes[draw(w, (uint32_t)n)](w);
  w->f->options.dry_run = false;
}

static void begin_world(world *w)
{
  fixture *f = w->f;

  must_import(f, "sources.csv", "code,title\ns0,0\ns1,1\ns2,2\ns3,3\n");
  must_import(f, "areas.csv", "code\na\nb\n");
  must_import(f, "agencies.csv", "code,name_vi\ng,G\n");
  must_import(f, "plans.csv", "code\np\n");
  must_import(f, "goals.csv", "code,plan,title\n1,p,One\n");
  must_import(f, "obligations.csv",
              "code,plan,kind,agency,recurrence,"
              "first_period,due_months,due_day,bound\n"
              "o,p,report,g,year,2020,2,5,by\n");
  must_import(f, "indicators.csv",
              "code\ni0\ni1\ni2\ni3\ni4\ni5\ni6\ni7\ni8\ni9\n");
}

static void go_through(world *w, uint32_t seed)
{
  w->seed = seed;
  remember(w, seed);
  begin_world(w);
  remember(w, seed);
  for (int i = 0; i < STEPS; i++) {
    change(w);
    remember(w, seed);
  }
  for (int64_t e = 0; e < MAX_EDITIONS; e++)
    if (w->memories[e].is_there) {
      td_store *st = open_edition(w->f, e);
      memory m;
      look(&m, w->f, st);
      compare_memories(&w->memories[e], &m, e, seed);
      td_store_close(st);
    }
}

static void test_rewind__whatever_happens(void **state)
{
  (void)state;
  for (uint32_t seed = 1; seed <= SEEDS; seed++) {
    void *own = NULL;
    world *w = (world *)calloc(1, sizeof(*w));
    assert_non_null(w);
    set_up_file(&own);
    w->f = (fixture *)own;
    go_through(w, seed);
    free_fixture(w->f);
    free(w);
  }
}

#define FILE_TEST(name)                                                        \
  cmocka_unit_test_setup_teardown(name, set_up_file, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
    FILE_TEST(test_edition__counts_imports_that_change),
    FILE_TEST(test_edition__counts_rows_of_another_program),
    FILE_TEST(test_edition__undone_with_its_transaction),
    FILE_TEST(test_rewind__refuses),
    FILE_TEST(test_rewind__rows_changed_and_removed),
    FILE_TEST(test_rewind__insert_over_a_row),
    FILE_TEST(test_rewind__renamed),
    FILE_TEST(test_rewind__observations),
    FILE_TEST(test_rewind__figures_of_another_program),
    FILE_TEST(test_rewind__stays),
    FILE_TEST(test_rewind__exports),
    FILE_TEST(test_hash__names_what_differs),
    cmocka_unit_test(test_rewind__whatever_happens),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
