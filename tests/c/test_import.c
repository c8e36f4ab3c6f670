/* Importing: what is read, what is rejected and why, all or nothing. */
#include "import_help.h"

#include <sys/wait.h>

#include "import.h"

/* ---- what is read */

static void test_import__counts(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "areas.csv", base_areas);
  assert_string_equal(f->counts, "areas 2 2 0 0 0\n");
  must_import(f, "areas.csv", base_areas);
  assert_string_equal(f->counts, "areas 2 0 0 2 0\n");
  must_import(f, "areas.csv",
              "code,name_vi\nan-giang,Tỉnh An Giang\nchau-doc,\nx,y\n");
  assert_string_equal(f->counts, "areas 3 1 1 1 0\n");
  expect_rows(f->st, "SELECT name_vi FROM areas ORDER BY code",
              "Tỉnh An Giang\nNULL\ny");
}

/* The same two rows, written in every way that files are written. */
static void test_import__ways_to_write(void **state)
{
  static const char *const cases[] = {
    "code,name_vi\na,Kiên Giang\nb,\"x, y\"\n",
    "\xef\xbb\xbf"
    "code,name_vi\na,Kiên Giang\nb,\"x, y\"\n",       /* BOM */
    "code,name_vi\r\na,Kiên Giang\r\nb,\"x, y\"\r\n", /* CRLF */
    "code,name_vi\ra,Kiên Giang\rb,\"x, y\"\r",       /* CR */
    "code,name_vi\na,Kie\xcc\x82n Giang\nb,\"x, y\"", /* NFD */
    "code;name_vi\na;Kiên Giang\nb;x, y\n",
    "code\tname_vi\na\tKiên Giang\nb\tx, y\n",
    "name_vi,code\nKiên Giang,a\n\n\"x, y\",\"b\"\n",
    " code , name_vi\n a ,\xc2\xa0Kiên Giang\xc2\xa0\nb,\"x, y\"\n",
    "code,x_mine,name_vi\na,1,Kiên Giang\nb,2,\"x, y\"\n",
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    fixture *f = new_fixture();
    must_import(f, "areas.csv", cases[i]);
    expect_rows(f->st, "SELECT code || '=' || name_vi FROM areas ORDER BY code",
                "a=Kiên Giang\nb=x, y");
    free_fixture(f);
  }
}

static void test_import__quoted_newlines(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(
      f, "areas.csv",
      "code,note\na,\"one\ntwo\"\nb,\"one\r\ntwo\"\nc,\"say \"\"x\"\"\"\n");
  expect_rows(f->st, "SELECT replace(note, char(10), '|') FROM areas",
              "one|two\none|two\nsay \"x\"");
}

static void test_import__empty_fields_are_null(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "indicators.csv",
              "code,name_vi,direction,minimum,frequency,source_line\n"
              "i,,,,,\nj,\"\",\" \",\xc2\xa0,,\n");
  expect_rows(f->st,
              "SELECT count(*) FROM indicators WHERE name_vi IS NULL AND"
              " direction IS NULL AND minimum IS NULL AND frequency IS NULL"
              " AND source_line IS NULL",
              "2");
}

static void test_import__every_type(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "sources.csv",
              "code,title,published_on,illustrative\n"
              "s,T,2024-02-29,true\nt,T,,0\n");
  expect_rows(f->st,
              "SELECT published_on || ' ' || illustrative FROM sources"
              " WHERE code = 's'",
              "2024-02-29 1");
  must_import(f, "indicators.csv",
              "code,direction,minimum,maximum,source,source_line\n"
              "i,range,-1.5,1e3,s,-7\n");
  expect_rows(f->st,
              "SELECT direction || minimum || ' ' || maximum || ' ' || source"
              " || source_line FROM indicators",
              "range-1.5 1000.0 s-7");
}

/* Columns that a file does not have keep what the store has. */
static void test_import__columns_not_given(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "areas.csv", "code,name_vi,kind\na,A,province\n");
  must_import(f, "areas.csv", "code,name_vi\na,B\n");
  assert_string_equal(f->counts, "areas 1 0 1 0 0\n");
  must_import(f, "areas.csv", "code\na\n");
  assert_string_equal(f->counts, "areas 1 0 0 1 0\n");
  expect_rows(f->st, "SELECT name_vi || kind FROM areas", "Bprovince");
}

/* ---- which entity */

typedef struct name_case {
  const char *name, *text, *entity; /* NULL: refused */
} name_case;

static void test_import_csv__entity(void **state)
{
  static const name_case cases[] = {
    { "areas.csv", "code\na\n", "areas" },
    { "Task-Groups.csv", "code,target,position\n", "task_groups" },
    { "areas_illustrative.csv", "code\na\n", "areas" },
    { "2025-observations-new.csv", "indicator,area,period,value\n",
      "observations" },
    { "data.csv", "indicator,area,year,value\n", "observations" },
    { "data.csv", "area,indicator,period,value\n", "observations" },
    { "data.csv", "calendar,day,kind\n", "holidays" },
    { "data.csv", "code,name_vi\n", NULL }, /* areas, agencies, ... */
    { "data.csv", "code,nonsense\n", NULL },
    { "data.csv", "indicator,period,value\n", NULL }, /* no area */
    { "areas.csv", "code,nonsense\n", NULL },
    { "areas.csv", "name_vi\n", NULL },
    { "areas.csv", "code,code\n", NULL },
    { "areas.csv", "code,\n", NULL },
    { "areas.csv", "", NULL },
    { "observations.csv", "indicator,area,year,period,value\n", NULL },
    { "series.csv", "indicator,area,breakdown\n", NULL },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    fixture *f = new_fixture();
    td_status rc;
    rc = import_text(f, cases[i].name, cases[i].text);
    if (rc != (cases[i].entity ? TD_OK : TD_EDATA))
      fail_msg("case %zu: %s", i, f->err.text);
    if (cases[i].entity)
      expect_in(f->counts, cases[i].entity);
    free_fixture(f);
  }
}

static void test_import_csv__unknown_column(void **state)
{
  fixture *f = (fixture *)*state;

  assert_int_equal(import_text(f, "areas.csv", "code,name_v\na,b\n"), TD_EDATA);
  expect_in(f->err.text, "areas.csv: areas have no field \"name_v\"; did you "
                         "mean \"name_vi\"?");
}

/* ---- what is rejected */

typedef struct reject_case {
  const char *name, *text, *said;
} reject_case;

static const reject_case rejects[] = {
  { "areas.csv", "code,kind\na,b,c\n",
    "2:0 = 3 values where the header has 2" },
  { "areas.csv", "code,kind\na\n", "2:0 = 1 values where the header has 2" },
  { "areas.csv", "code,kind\n,b\n", "2:1 code= must not be empty" },
  { "areas.csv", "code,kind\n\" \",b\n", "2:1 code=  must not be empty" },
  { "areas.csv",
    "code,name_vi\na,b\x01"
    "c\n",
    "2:3 name_vi=b\x01"
    "c control" },
  { "areas.csv",
    "code,name_vi\na,b\xc2\x85"
    "c\n",
    "control character" },
  { "areas.csv", "code,valid_from\na,2025-02-30\n",
    "2:3 valid_from=2025-02-30 there is no such day" },
  { "areas.csv", "code,valid_from\na,31/12/2025\n", "not a date; write it as" },
  { "areas.csv", "code,valid_from,valid_to\na,2025-07-02,2025-07-01\n",
    "2:14 valid_to=2025-07-01 before valid_from" },
  { "areas.csv", "code,parent\nđ,an-gian\n",
    "2:3 parent=an-gian no area \"an-gian\" in the store or in what is "
    "imported; did you mean \"an-giang\"?" },
  { "areas.csv", "code,kind\na,b\nc,d\na,e\n",
    "4:1 code=a the area \"a\" was there before, in" },
  { "areas.csv", "code,parent\na,a\n",
    "2:3 parent=a each belongs to the next" },
  { "indicators.csv", "code,minimum\ni,1e309\n",
    "2:3 minimum=1e309 not a number, or too large" },
  { "indicators.csv", "code,minimum\ni,NaN\n",
    "2:3 minimum=NaN not a number; leave it empty" },
  { "indicators.csv", "code,minimum\ni,-Inf\n", "leave it empty" },
  { "indicators.csv", "code,minimum\ni,\"12,5\"\n",
    "2:3 minimum=12,5 not a number with '.' as decimal sign; if ',' is meant, "
    "say \"decimalChar\": \",\"" },
  { "indicators.csv", "code,minimum\ni,12%\n", "2:3 minimum=12% not a number" },
  { "indicators.csv", "code,source_line\ni,1.5\n", "not a whole number" },
  { "indicators.csv", "code,direction\ni,upp\n",
    "2:3 direction=upp not one of up|down|range; did you mean \"up\"?" },
  { "indicators.csv", "code,target\ni,1.1\n",
    "no target \"1.1\" in the store" },
  { "sources.csv", "code,title,illustrative\ns,t,maybe\n",
    "2:5 illustrative=maybe not true or false" },
  { "sources.csv", "code,title\ns,\n", "2:3 title= must not be empty" },
  { "observations.csv", "indicator,area,period,value\npoverty,an-giang,Q1,1\n",
    "2:18 period=Q1 not a period; write 2025, 2025-H1" },
  { "observations.csv",
    "indicator,area,period,value\npoverty,an-giang,2025-13,1\n",
    "not a period" },
  { "observations.csv",
    "indicator,area,period,value\n\n\"povrty\",an-giang,2025,1\n",
    "3:1 indicator=povrty no indicator \"povrty\" in the store or in what is "
    "imported; did you mean \"poverty\"?" },
  { "observations.csv", "indicator,area,period,value\npoverty,nowhere,2025,1\n",
    "2:9 area=nowhere no area \"nowhere\"" },
  { "observations.csv", "indicator,area,period,value\npoverty,,2025,1\n",
    "2:9 area= must not be empty" },
  { "observations.csv",
    "indicator,area,period,value,source\npoverty,an-giang,2025,1,gs0\n",
    "2:25 source=gs0 no source \"gs0\" in the store or in what is imported; "
    "did you mean \"gso\"?" },
  { "observations.csv",
    "indicator,area,period,value\npoverty,an-giang,2025,1\n"
    "forest,an-giang,2025,1\npoverty,an-giang,2025,1\n",
    "4:18 period=2025 poverty of an-giang in 2025 was there before, in" },
  { "submissions.csv",
    "obligation,agency,period,received_on\no,a,2025,2025-12-04\n",
    "2:1 obligation=o no obligation \"o\"" },
};

static void test_import__rejects(void **state)
{
  fixture *f = (fixture *)*state;

  for (size_t i = 0; i < sizeof(rejects) / sizeof(rejects[0]); i++) {
    const reject_case *c = &rejects[i];
    if (import_text(f, c->name, c->text) != TD_EDATA)
      fail_msg("taken: %s", c->text);
    expect_in(f->said, c->said);
    assert_string_equal(f->err.text, "1 row rejected, store unchanged");
    expect_in(f->counts, " 0 0 0 1\n");
  }
  expect_rows(f->st, "SELECT code FROM areas", "an-giang\nchau-doc");
}

/* Every one is told, with the line on which it stands. */
static void test_import__rejects_all(void **state)
{
  fixture *f = (fixture *)*state;

  assert_int_equal(import_text(f, "areas.csv",
                               "code,valid_from\na,x\nb,\"\n\"\nc,y\nd,z,\n"
                               "e,2025-01-01\n\nf,2025-00-01\n"),
                   TD_EDATA);
  assert_string_equal(f->said,
                      "2:3 valid_from=x not a date; write it as 2025-12-31\n"
                      "5:3 valid_from=y not a date; write it as 2025-12-31\n"
                      "6:0 = 3 values where the header has 2\n"
                      "9:3 valid_from=2025-00-01 there is no such day\n");
  assert_string_equal(f->err.text, "4 rows rejected, store unchanged");
  expect_rows(f->st, "SELECT count(*) FROM areas", "2");
}

static void test_import__accept_valid(void **state)
{
  fixture *f = (fixture *)*state;

  f->options.accept_valid = true;
  must_import(f, "areas.csv", "code,valid_from\na,x\nb,2025-01-01\n");
  assert_string_equal(f->counts, "areas 2 1 0 0 1\n");
  expect_rows(f->st, "SELECT code FROM areas WHERE valid_from IS NOT NULL",
              "b");
}

/* c hangs on b, b on a, and a is bad; d stands on its own. In the second
 * file the store has b, so that c has something to hang on. */
static void test_import__accept_valid_follows_references(void **state)
{
  fixture *f = (fixture *)*state;

  f->options.accept_valid = true;
  must_import(f, "areas.csv",
              "code,parent,valid_from\nc,b,\nb,a,\na,,x\nd,an-giang,\n");
  assert_string_equal(f->counts, "areas 4 1 0 0 3\n");
  expect_in(f->said, "2:3 parent=b the area \"b\" was rejected (line 3)");
  expect_in(f->said, "3:3 parent=a no area \"a\"");
  must_import(f, "areas.csv", "code\nb\n");
  must_import(f, "areas.csv", "code,parent,valid_from\nc,b,\nb,,x\n");
  assert_string_equal(f->counts, "areas 2 1 0 0 1\n");
  expect_rows(f->st, "PRAGMA foreign_key_check", "");
}

static void test_import__circle(void **state)
{
  fixture *f = (fixture *)*state;

  assert_int_equal(import_text(f, "areas.csv", "code,parent\na,b\nb,c\nc,a\n"),
                   TD_EDATA);
  expect_in(f->said, "4:3 parent=a each belongs to the next, in a circle");
  assert_string_equal(f->err.text, "3 rows rejected, store unchanged");
}

/* A chain of parents, given child first, must not take a walk for each. */
static void test_import__long_chain(void **state)
{
  enum { N = 50000 };
  fixture *f = (fixture *)*state;
  char *text = (char *)malloc((size_t)N * 20 + 20);
  size_t n = (size_t)sprintf(text, "code,parent\n");

  for (int i = 0; i < N; i++)
    n += (size_t)sprintf(text + n, "n%d,n%d\n", i, i + 1);
  assert_int_equal(import_text(f, "areas.csv", text), TD_EDATA);
  assert_string_equal(f->err.text, "50000 rows rejected, store unchanged");
  n += (size_t)sprintf(text + n, "n%d,\n", N);
  must_import(f, "areas.csv", text);
  free(text);
}

/* A long value is cut, and between characters. */
static void test_import__long_value(void **state)
{
  fixture *f = (fixture *)*state;
  char text[700] = "code,valid_from\na,x";
  size_t n = strlen(text);

  for (int i = 0; i < 200; i++, n += 3)
    memcpy(text + n, "ế", 4);
  assert_int_equal(import_text(f, "areas.csv", text), TD_EDATA);
  assert_non_null(strstr(f->said, "ế not a date"));
  assert_int_equal(strstr(f->said, " not a date") - strstr(f->said, "=x"),
                   1 + 199); /* x and 66 characters of three bytes */
}

static void test_import__csv_that_is_none(void **state)
{
  static const reject_case cases[] = {
    { "areas.csv", "code\n\"a\n",
      "areas.csv: line 2, column 1: a quote opens" },
    { "areas.csv", "code,kind\na,\"b\"c\n",
      "areas.csv: line 2, column 6: text" },
    { "areas.csv", "code\n\xff\n", "areas.csv: line 2, column 1: not UTF-8" },
    { "areas.csv",
      "\xff\xfe"
      "c",
      "not UTF-8" },
  };
  fixture *f = (fixture *)*state;

  f->options.accept_valid = true;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_int_equal(import_text(f, cases[i].name, cases[i].text), TD_EDATA);
    expect_in(f->err.text, cases[i].said);
  }
  write_bytes(f, "areas.csv", "code\na\0b\n", 9);
  assert_int_equal(import_file(f, "areas.csv"), TD_EDATA);
  expect_in(f->err.text, "line 2, column 2: a NUL byte");
}

static void test_import__no_such_file(void **state)
{
  fixture *f = (fixture *)*state;

  assert_int_equal(import_file(f, "none.csv"), TD_EIO);
  assert_int_equal(import_file(f, "."), TD_EIO); /* no datapackage.json */
  expect_in(f->err.text, "datapackage.json");
}

/* One bad file, and the good one before it is not there either. */
static void test_import__all_or_nothing(void **state)
{
  fixture *f = (fixture *)*state;
  char a[128], b[128];
  const char *paths[] = { a, b };

  write_file(f, "areas.csv", "code\na\n");
  write_file(f, "sources.csv", "code,title\ns,\n");
  snprintf(a, sizeof(a), "%s/areas.csv", f->dir);
  snprintf(b, sizeof(b), "%s/sources.csv", f->dir);
  assert_int_equal(td_store_import(f->st, paths, 2, &f->options, &f->err),
                   TD_EDATA);
  expect_rows(f->st, "SELECT count(*) FROM areas", "0");
  write_file(f, "sources.csv", "code,title\ns,\"\n");
  assert_int_equal(td_store_import(f->st, paths, 2, NULL, &f->err), TD_EDATA);
  expect_rows(f->st, "SELECT count(*) FROM areas", "0");
}

/* ---- options and locks */

static void test_import__options(void **state)
{
  fixture *f = (fixture *)*state;

  f->options.known_on = "2025-02-30";
  assert_int_equal(import_text(f, "areas.csv", "code\na\n"), TD_EUSAGE);
  /* a caller that was built with less */
  f->options.known_on = NULL;
  f->options.size = offsetof(td_import_options, known_on);
  f->options.accept_valid = true;
  assert_int_equal(import_text(f, "areas.csv", "code,kind\na\nb,c\n"), TD_OK);
  assert_string_equal(f->said, "");
  expect_rows(f->st, "SELECT code FROM areas", "b");
}

static void test_import__store_in_use(void **state)
{
  fixture *f = (fixture *)*state;
  td_store *st = NULL, *other = NULL;
  char path[80], csv[80];
  const char *paths[] = { csv };
  td_err err = { 0 };

  snprintf(path, sizeof(path), "%s/plan.db", f->dir);
  snprintf(csv, sizeof(csv), "%s/areas.csv", f->dir);
  write_file(f, "areas.csv", "code\na\n");
  assert_int_equal(td_store_open(&st, path, TD_OPEN_CREATE, &err), TD_OK);
  assert_int_equal(td_store_open(&other, path, TD_OPEN_WRITE, &err), TD_OK);
  assert_int_equal(td_store_exec(other, "BEGIN IMMEDIATE", &err), TD_OK);
  assert_int_equal(td_store_import(st, paths, 1, NULL, &err), TD_EBUSY);
  td_store_close(other);
  assert_int_equal(td_store_import(st, paths, 1, NULL, &err), TD_OK);
  td_store_close(st);
  assert_int_equal(td_store_open(&st, path, TD_OPEN_READ, &err), TD_OK);
  assert_int_equal(td_store_import(st, paths, 1, NULL, &err), TD_EUSAGE);
  td_store_close(st);
}

static int count_down(void *ud)
{
  int *left = (int *)ud;

  if (--*left <= 0)
    _exit(0); /* as if killed: nothing is closed or undone */
  return 0;
}

/* Imports in a process of its own that dies after so many steps of SQLite;
 * false once it got to the end. */
static bool import_and_die(const char *store, const char *csv, int steps)
{
  const char *paths[] = { csv };
  td_store *st = NULL;
  td_err err;
  int status = 0;
  pid_t child = fork();

  if (!child) {
    if (td_store_open(&st, store, TD_OPEN_WRITE, &err) != TD_OK)
      _exit(2);
    sqlite3_progress_handler(st->db, 500, count_down, &steps);
    _exit(td_store_import(st, paths, 1, NULL, &err) == TD_OK ? 1 : 2);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
  return WEXITSTATUS(status) == 0;
}

static void test_import__killed(void **state)
{
  fixture *f = (fixture *)*state;
  td_store *st = NULL;
  char path[80], csv[80], text[40000];
  size_t n = (size_t)sprintf(text, "code\n");
  td_err err;
  int deaths = 0;

  for (int i = 0; i < 3000; i++)
    n += (size_t)sprintf(text + n, "area-%d\n", i);
  write_file(f, "areas.csv", text);
  snprintf(path, sizeof(path), "%s/plan.db", f->dir);
  snprintf(csv, sizeof(csv), "%s/areas.csv", f->dir);
  assert_int_equal(td_store_open(&st, path, TD_OPEN_CREATE, &err), TD_OK);
  td_store_close(st);
  for (int steps = 1; import_and_die(path, csv, steps); steps += 17) {
    assert_int_equal(td_store_open(&st, path, TD_OPEN_READ, &err), TD_OK);
    expect_rows(st, "SELECT count(*) FROM areas", "0");
    td_store_close(st);
    deaths++;
  }
  assert_true(deaths > 2);
  assert_int_equal(td_store_open(&st, path, TD_OPEN_READ, &err), TD_OK);
  expect_rows(st, "SELECT count(*) FROM areas", "3000");
  td_store_close(st);
}

/* ---- rows given by a program */

static td_csv_value value(const char *text)
{
  return (td_csv_value){ .text = text, .n = strlen(text) };
}

static void test_import_row__from_a_program(void **state)
{
  fixture *f = (fixture *)*state;
  const td_package_field columns[] = { { .name = "code" },
                                       { .name = "valid_from" } };
  td_csv_value rows[3][2] = {
    { value("a"), value("2025-07-01") },
    { value("b"), value("soon") },
    { value("a"), value("") },
  };
  td_import *im = NULL;

  assert_int_equal(td_import_begin(&im, f->st, &f->options, &f->err), TD_OK);
  assert_int_equal(
      td_import_table(im, TD_AREAS, "fixture", columns, 2, &f->err), TD_OK);
  for (int i = 0; i < 3; i++)
    assert_int_equal(td_import_row(im, rows[i], 2, i + 1, &f->err), TD_OK);
  assert_int_equal(td_import_end(im, &f->err), TD_EDATA);
  assert_string_equal(f->said,
                      "2:0 valid_from=soon not a date; write it as 2025-12-31\n"
                      "3:0 code=a the area \"a\" was there before, in fixture "
                      "line 1\n");
  expect_rows(f->st, "SELECT count(*) FROM areas", "0");
}

/* Refuses "b", and cannot go on with "c". */
static td_status judge(void *ud, const char *text, char *why, size_t room,
                       td_err *err)
{
  ++*(int *)ud;
  if (!strcmp(text, "c"))
    return td_fail(err, TD_ENOMEM, "no memory");
  if (!strcmp(text, "b"))
    snprintf(why, room, "not b; say a");
  return TD_OK;
}

static td_status import_judged(fixture *f, int *n_judged, const char *const *as,
                               size_t n)
{
  const td_package_field columns[] = { { .name = "code" },
                                       { .name = "name_en" } };
  td_import *im = NULL;
  td_status rc = td_import_begin(&im, f->st, &f->options, &f->err);

  td_import_judge(im, TD_AREAS,
                  td_entity_field(&td_schema[TD_AREAS], "name_en"), judge,
                  n_judged);
  if (rc == TD_OK)
    rc = td_import_table(im, TD_AREAS, "fixture", columns, 2, &f->err);
  for (size_t i = 0; rc == TD_OK && i < n; i++) {
    td_csv_value row[] = { value(i ? "second" : "first"), value(as[i]) };
    rc = td_import_row(im, row, 2, (int64_t)i + 1, &f->err);
  }
  if (rc == TD_OK)
    return td_import_end(im, &f->err);
  td_import_cancel(im);
  return rc;
}

static void test_import_judge__rejects_what_is_refused(void **state)
{
  fixture *f = (fixture *)*state;
  int n = 0;

  assert_int_equal(import_judged(f, &n, (const char *const[]){ " a ", "b" }, 2),
                   TD_EDATA);
  assert_string_equal(f->said, "2:0 name_en=b not b; say a\n");
  assert_int_equal(n, 2);
}

static void test_import_judge__is_not_asked_of_nothing(void **state)
{
  fixture *f = (fixture *)*state;
  int n = 0;

  assert_int_equal(import_judged(f, &n, (const char *const[]){ "a", "" }, 2),
                   TD_OK);
  assert_int_equal(n, 1);
}

static void test_import_judge__may_fail(void **state)
{
  fixture *f = (fixture *)*state;
  int n = 0;

  assert_int_equal(import_judged(f, &n, (const char *const[]){ "c" }, 1),
                   TD_ENOMEM);
  assert_string_equal(f->err.text, "no memory");
  expect_rows(f->st, "SELECT count(*) FROM areas", "0");
}

static void test_import_cancel__leaves_nothing(void **state)
{
  fixture *f = (fixture *)*state;
  const td_package_field columns[] = { { .name = "code" } };
  td_csv_value row = value("a");
  td_import *im = NULL;

  assert_int_equal(td_import_begin(&im, f->st, NULL, &f->err), TD_OK);
  assert_int_equal(
      td_import_table(im, TD_SERIES, "fixture", columns, 1, &f->err),
      TD_EUSAGE);
  assert_int_equal(
      td_import_table(im, TD_AREAS, "fixture", columns, 1, &f->err), TD_OK);
  assert_int_equal(td_import_row(im, &row, 1, 0, &f->err), TD_OK);
  td_import_cancel(im);
  td_import_cancel(NULL);
  expect_rows(f->st, "SELECT count(*) FROM areas", "0");
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    TEST(test_import__counts),
    cmocka_unit_test(test_import__ways_to_write),
    TEST(test_import__quoted_newlines),
    TEST(test_import__empty_fields_are_null),
    TEST(test_import__every_type),
    TEST(test_import__columns_not_given),
    cmocka_unit_test(test_import_csv__entity),
    TEST(test_import_csv__unknown_column),
    BASE(test_import__rejects),
    BASE(test_import__rejects_all),
    TEST(test_import__accept_valid),
    BASE(test_import__accept_valid_follows_references),
    TEST(test_import__circle),
    TEST(test_import__long_chain),
    TEST(test_import__long_value),
    TEST(test_import__csv_that_is_none),
    TEST(test_import__no_such_file),
    TEST(test_import__all_or_nothing),
    TEST(test_import__options),
    TEST(test_import__store_in_use),
    TEST(test_import__killed),
    TEST(test_import_row__from_a_program),
    TEST(test_import_judge__rejects_what_is_refused),
    TEST(test_import_judge__is_not_asked_of_nothing),
    TEST(test_import_judge__may_fail),
    TEST(test_import_cancel__leaves_nothing),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
