/* A second version of what was imported: told, kept, replaced, refused. */
#include "import_help.h"

#include <sys/wait.h>

#include "import.h"

static char told[MAX_SAID]; /* "entity code what field before after\n" */

static void note_change(void *ud, const td_change *c)
{
  size_t n = strlen(told);

  (void)ud;
  snprintf(told + n, sizeof(told) - n, "%s %s %s%s%s%s%s%s%s\n", c->entity,
           c->code, c->what, *c->field ? " " : "", c->field,
           *c->before ? " " : "", c->before, *c->after ? " > " : "", c->after);
}

/* ---- a small plan in two versions; both say 1.2 in the same words */

typedef struct table {
  int entity;
  const char *columns; /* names, with spaces between */
  const char *rows;    /* lines of cells, with '|' between */
} table;

static const table FIRST[] = {
  { TD_PLANS, "code", "plan\n" },
  { TD_GOALS, "code plan title", "1|plan|Health\n" },
  { TD_TARGETS, "code goal text source deadline",
    "1.1|1|Births|decree|2030-12-31\n"
    "1.2|1|Doctors|decree|\n"
    "1.9|1|Roads|decree|\n"
    "1.10|1|Air|decree|\n" },
  { TD_TASK_GROUPS, "code target position lead source",
    "1.1-1|1.1|1|so-y-te|decree\n"
    "1.9-1|1.9|1|so-y-te|decree\n" },
  { TD_COMMITMENTS, "code target kind comparator value source",
    "1.1/1|1.1|level|<|45|decree\n" },
};

static const table SECOND[] = {
  { TD_TARGETS, "code goal text source deadline",
    "1.1|1|Mothers|decree|2029-12-31\n"
    "1.2|1|Doctors|decree|\n"
    "1.10|1|Air|decree|\n"
    "1.3|1|Water|decree|\n" },
  { TD_TASK_GROUPS, "code target position lead source",
    "1.1-1|1.1|1|so-tai-chinh|decree\n" },
  { TD_COMMITMENTS, "code target kind comparator value source",
    "1.1/1|1.1|level|<|40|decree\n" },
};

/* In the schema's order, then by code as read, then by field. */
static const char DIFFERENCES[] =
    "targets 1.1 changed deadline 2030-12-31 > 2029-12-31\n"
    "targets 1.1 changed text Births > Mothers\n"
    "targets 1.3 added\n"
    "targets 1.9 removed\n"
    "task_groups 1.1-1 changed lead so-y-te > so-tai-chinh\n"
    "task_groups 1.9-1 removed\n"
    "commitments 1.1/1 changed value 45.0 > 40.0\n";

/* Cuts the text at the separator and gives the pieces. */
static size_t cut(const char **out, char *text, char separator)
{
  size_t n = 0;

  for (;;) {
    char *end = strchr(text, separator);
    out[n++] = text;
    if (!end)
      return n;
    *end = '\0';
    text = end + 1;
  }
}

static td_status feed(td_import *im, const table *t, td_err *err)
{
  td_package_field columns[8] = { 0 };
  const char *names[8];
  char text[1024], *line = text, *end;
  size_t n;
  td_status rc;

  strcpy(text, t->columns);
  n = cut(names, text, ' ');
  for (size_t i = 0; i < n; i++) {
    columns[i].name = names[i];
    columns[i].point = '.';
  }
  rc = td_import_table(im, t->entity, "plan", columns, n, err);
  strcpy(text, t->rows);
  for (; rc == TD_OK && (end = strchr(line, '\n')); line = end + 1) {
    td_csv_value values[8] = { 0 };
    const char *cells[8];
    *end = '\0';
    assert_int_equal(cut(cells, line, '|'), n);
    for (size_t i = 0; i < n; i++)
      values[i] = (td_csv_value){ .text = cells[i], .n = strlen(cells[i]) };
    rc = td_import_row(im, values, n, 1, err);
  }
  return rc;
}

/* Imports the tables as all that "decree" says; what it tells starts anew. */
static td_status import_tables(fixture *f, const table *tables, size_t n)
{
  td_import *im = NULL;
  td_status rc;

  told[0] = f->said[0] = f->counts[0] = '\0';
  f->err = (td_err){ 0 };
  rc = td_import_begin(&im, f->st, &f->options, &f->err);
  for (size_t i = 0; rc == TD_OK && i < n; i++)
    rc = feed(im, &tables[i], &f->err);
  if (rc == TD_OK)
    rc = td_import_replaces(im, "decree", &f->err);
  if (rc == TD_OK)
    return td_import_end(im, &f->err);
  td_import_cancel(im);
  return rc;
}

#define IMPORT(f, tables)                                                      \
  import_tables(f, tables, sizeof(tables) / sizeof(*(tables)))

static void must(const fixture *f, td_status rc)
{
  if (rc != TD_OK)
    fail_msg("%s\n%s", f->err.text, f->said);
}

static int set_up_plan(void **state)
{
  fixture *f = new_fixture();

  *state = f;
  f->options.on_change = note_change;
  must_import(f, "sources.csv", "code,title\ndecree,Decree\nother,Other\n");
  must_import(f, "agencies.csv",
              "code,name_vi\nso-y-te,Sở Y tế\nso-tai-chinh,Sở Tài chính\n");
  must(f, IMPORT(f, FIRST));
  return 0;
}

static void expect_versions(const fixture *f, const char *expect)
{
  expect_rows(f->st,
              "SELECT entity || ' ' || code || ' ' || replaced_on || ' ' ||"
              " is_removed || ' ' || field || ' ' || before || ' > ' ||"
              " coalesce(after, '') FROM versions ORDER BY id",
              expect);
}

/* All rows of what the plan has, and the versions. */
static void export_all(fixture *f, const char *name, char *path, size_t room)
{
  snprintf(path, room, "%s/%s", f->dir, name);
  if (td_store_export(f->st, path, &f->err) != TD_OK)
    fail_msg("%s", f->err.text);
}

static void expect_same(fixture *f, const char *before)
{
  char after[80], command[200];

  export_all(f, "after", after, sizeof(after));
  snprintf(command, sizeof(command), "diff -r %s %s", before, after);
  assert_int_equal(system(command), 0);
}

/* ---- telling */

static void test_history__first_is_all_new(void **state)
{
  fixture *f = (fixture *)*state;

  expect_in(told, "goals 1 added\ntargets 1.1 added\ntargets 1.2 added\n"
                  "targets 1.9 added\ntargets 1.10 added\ntask_groups");
  expect_versions(f, "");
}

static void test_history__told_in_order(void **state)
{
  fixture *f = (fixture *)*state;

  must(f, IMPORT(f, SECOND));
  assert_string_equal(told, DIFFERENCES);
  assert_string_equal(f->counts, "targets 4 1 1 2 0 -1\n"
                                 "task_groups 1 0 1 0 0 -1\n"
                                 "commitments 1 0 1 0 0\n");
}

static void test_history__dry_run_leaves_all(void **state)
{
  fixture *f = (fixture *)*state;
  char before[80];

  export_all(f, "before", before, sizeof(before));
  f->options.dry_run = true;
  must(f, IMPORT(f, SECOND));
  assert_string_equal(told, DIFFERENCES);
  expect_in(f->counts, "targets 4 1 1 2 0 -1\n");
  expect_same(f, before);
  expect_versions(f, "");
  f->options.dry_run = false; /* the lock is free, and all is still to do */
  must(f, IMPORT(f, SECOND));
  assert_string_equal(told, DIFFERENCES);
}

static void test_history__older_options(void **state)
{
  fixture *f = (fixture *)*state;

  f->options.size = offsetof(td_import_options, dry_run);
  f->options.dry_run = true; /* beyond the size: not looked at */
  must(f, IMPORT(f, SECOND));
  assert_string_equal(told, "");
  expect_rows(f->st, "SELECT code FROM targets WHERE code = '1.3'", "1.3");
}

static void test_history__moved(void **state)
{
  fixture *f = (fixture *)*state;
  static const table MOVED[] = {
    { TD_COMMITMENTS, "code target kind comparator value source source_line",
      "1.1/1|1.1|level|<|45|decree|12\n" },
  };

  must(f, IMPORT(f, MOVED));
  assert_string_equal(told, "commitments 1.1/1 moved source_line > 12\n");
}

/* ---- figures */

static void test_history__figures_by_series(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "areas.csv", "code\nan-giang\n");
  must_import(f, "indicators.csv", "code\nr9\nr10\n");
  told[0] = '\0';
  must_import(f, "observations.csv",
              "indicator,area,breakdown,period,value\n"
              "r10,an-giang,,2020,1\nr10,an-giang,,2021,2\n"
              "r9,an-giang,,2020,3\nr9,an-giang,girls,2020,4\n");
  assert_string_equal(told, "observations r9/an-giang added > 1\n"
                            "observations r9/an-giang/girls added > 1\n"
                            "observations r10/an-giang added > 2\n");
  told[0] = '\0';
  f->options.dry_run = true;
  must_import(f, "observations.csv",
              "indicator,area,breakdown,period,value\n"
              "r10,an-giang,,2020,1.5\nr10,an-giang,,2021,2\n"
              "r10,an-giang,,2022,7\n");
  assert_string_equal(told, "observations r10/an-giang changed > 1\n"
                            "observations r10/an-giang added > 1\n");
  expect_rows(f->st, "SELECT count(*) FROM observation", "4");
}

/* ---- keeping */

static void test_history__old_rows_kept(void **state)
{
  fixture *f = (fixture *)*state;

  must(f, IMPORT(f, SECOND));
  expect_versions(f,
                  "targets 1.1 2026-11-23 0 deadline 2030-12-31 > 2029-12-31\n"
                  "targets 1.1 2026-11-23 0 text Births > Mothers\n"
                  "task_groups 1.1-1 2026-11-23 0 lead so-y-te > so-tai-chinh\n"
                  "commitments 1.1/1 2026-11-23 0 value 45.0 > 40.0\n"
                  "task_groups 1.9-1 2026-11-23 1 code 1.9-1 > \n"
                  "task_groups 1.9-1 2026-11-23 1 target 1.9 > \n"
                  "task_groups 1.9-1 2026-11-23 1 position 1 > \n"
                  "task_groups 1.9-1 2026-11-23 1 lead so-y-te > \n"
                  "task_groups 1.9-1 2026-11-23 1 source decree > \n"
                  "targets 1.9 2026-11-23 1 code 1.9 > \n"
                  "targets 1.9 2026-11-23 1 goal 1 > \n"
                  "targets 1.9 2026-11-23 1 text Roads > \n"
                  "targets 1.9 2026-11-23 1 source decree > ");
}

static void test_history__again_adds_no_version(void **state)
{
  fixture *f = (fixture *)*state;
  char before[80];

  must(f, IMPORT(f, SECOND));
  export_all(f, "before", before, sizeof(before));
  f->options.known_on = "2027-01-01";
  must(f, IMPORT(f, SECOND));
  assert_string_equal(told, "");
  expect_same(f, before);
  expect_rows(f->st, "SELECT count(*) FROM versions", "13");
  expect_rows(f->st,
              "SELECT count(*) FROM versions"
              " WHERE replaced_on <> '2026-11-23'",
              "0");
}

/* The day of an import is not the day of what others do later. */
static void test_history__day_of_a_later_hand(void **state)
{
  fixture *f = (fixture *)*state;

  must(f,
       td_store_exec(f->st, "UPDATE goals SET title = 'Well-being'", &f->err));
  expect_rows(f->st,
              "SELECT replaced_on = date('now', 'localtime') FROM versions",
              "1");
  expect_rows(f->st, "SELECT count(day) FROM edition", "0");
}

/* ---- replacing */

static void test_history__other_sources_stay(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "targets.csv", "code,goal,source\n1.11,1,other\n1.12,1,\n");
  must(f, IMPORT(f, SECOND));
  expect_rows(f->st, "SELECT code FROM targets ORDER BY code COLLATE td_code",
              "1.1\n1.2\n1.3\n1.10\n1.11\n1.12");
}

static void test_history__entities_not_given_stay(void **state)
{
  fixture *f = (fixture *)*state;

  must(f, import_tables(f, SECOND + 2, 1)); /* commitments only */
  assert_string_equal(told, "commitments 1.1/1 changed value 45.0 > 40.0\n");
}

static void test_history__nothing_left(void **state)
{
  fixture *f = (fixture *)*state;
  static const table NONE[] = {
    { TD_TARGETS, "code goal", "1.1|1\n1.2|1\n1.9|1\n1.10|1\n" },
    { TD_COMMITMENTS, "code kind comparator", "" },
  };

  must(f, IMPORT(f, NONE));
  assert_string_equal(told, "commitments 1.1/1 removed\n");
  assert_string_equal(f->counts, "targets 4 0 0 4 0\n"
                                 "commitments 0 0 0 0 0 -1\n");
}

static void test_history__two_sources(void **state)
{
  fixture *f = (fixture *)*state;
  td_import *im = NULL;
  static const table OTHER = { TD_TARGETS, "code goal source",
                               "2.1|1|other\n" };

  must_import(f, "targets.csv", "code,goal,source\n2.1,1,other\n2.2,1,other\n");
  f->counts[0] = '\0';
  must(f, td_import_begin(&im, f->st, &f->options, &f->err));
  for (size_t i = 0; i < 3; i++)
    must(f, feed(im, &SECOND[i], &f->err));
  must(f, td_import_replaces(im, "decree", &f->err));
  must(f, feed(im, &OTHER, &f->err));
  must(f, td_import_replaces(im, "other", &f->err));
  must(f, td_import_end(im, &f->err));
  assert_string_equal(f->counts, "targets 4 1 1 2 0 -1\n"
                                 "task_groups 1 0 1 0 0 -1\n"
                                 "commitments 1 0 1 0 0\n"
                                 "targets 1 0 0 1 0 -1\n");
  expect_rows(f->st, "SELECT code FROM targets ORDER BY code COLLATE td_code",
              "1.1\n1.2\n1.3\n1.10\n2.1");
}

/* A row that was given but rejected is no reason to delete what is there. */
static void test_history__rejected_is_not_removed(void **state)
{
  fixture *f = (fixture *)*state;
  static const table BAD[] = {
    { TD_TASK_GROUPS, "code target position lead source",
      "1.1-1|1.1|1|so-y-te|decree\n"
      "1.9-1|1.9|1|nobody|decree\n" },
  };

  f->options.accept_valid = true;
  must(f, IMPORT(f, BAD));
  assert_string_equal(told, "");
  expect_in(f->counts, "task_groups 2 0 0 1 1\n");
}

/* ---- refusing */

static void expect_refused(fixture *f, const char *why)
{
  char before[80];

  export_all(f, "before", before, sizeof(before));
  assert_int_equal(IMPORT(f, SECOND), TD_EDATA);
  assert_string_equal(f->err.text, why);
  expect_same(f, before);
  expect_versions(f, "");
}

static void test_history__removed_but_needed(void **state)
{
  fixture *f = (fixture *)*state;

  must_import(f, "indicators.csv", "code,target\nroads,1.9\n");
  expect_refused(f,
                 "indicators \"roads\" still refer to targets \"1.9\", which "
                 "decree no longer has; store unchanged");
}

static void test_history__removed_but_needed_by_figures(void **state)
{
  fixture *f = (fixture *)*state;
  static const table NONE[] = { { TD_INDICATORS, "code source", "" } };

  must_import(f, "areas.csv", "code\nan-giang\n");
  must_import(f, "indicators.csv", "code,source\nroads,decree\n");
  must_import(f, "observations.csv",
              "indicator,area,period,value\nroads,an-giang,2020,1\n");
  assert_int_equal(IMPORT(f, NONE), TD_EDATA);
  assert_string_equal(f->err.text,
                      "observations \"roads/an-giang\" still refer to "
                      "indicators \"roads\", which decree no longer has; "
                      "store unchanged");
  expect_rows(f->st, "SELECT code FROM indicators", "roads");
}

/* ---- death on the way */

static int count_down(void *ud)
{
  int *left = (int *)ud;

  if (--*left <= 0)
    _exit(0); /* as if killed: nothing is closed or undone */
  return 0;
}

/* In a process of its own that dies after so many steps of SQLite; false once
 * it got to the end. */
static bool replace_and_die(const fixture *f, const char *path, int steps)
{
  fixture own = *f; /* the child leaves the parent's store alone */
  int status = 0;
  pid_t child = fork();

  if (!child) {
    if (td_store_open(&own.st, path, TD_OPEN_WRITE, &own.err) != TD_OK)
      _exit(2);
    sqlite3_progress_handler(own.st->db, 50, count_down, &steps);
    _exit(IMPORT(&own, SECOND) == TD_OK ? 1 : 2);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
  return WEXITSTATUS(status) == 0;
}

static void test_history__killed(void **state)
{
  fixture *f = (fixture *)*state;
  char path[80], sql[120];
  td_store *st = NULL;
  int deaths = 0;

  snprintf(path, sizeof(path), "%s/plan.db", f->dir);
  snprintf(sql, sizeof(sql), "VACUUM INTO '%s'", path);
  must(f, td_store_exec(f->st, sql, &f->err));
  for (int steps = 1; replace_and_die(f, path, steps); steps += 20) {
    must(f, td_store_open(&st, path, TD_OPEN_READ, &f->err));
    expect_rows(st,
                "SELECT (SELECT count(*) FROM versions) || ' ' ||"
                " (SELECT group_concat(code, ' ') FROM targets)",
                "0 1.1 1.10 1.2 1.9");
    td_store_close(st);
    deaths++;
  }
  assert_true(deaths > 2);
  must(f, td_store_open(&st, path, TD_OPEN_READ, &f->err));
  expect_rows(st, "SELECT count(*) FROM versions", "13");
  td_store_close(st);
}

#define PLAN(name) cmocka_unit_test_setup_teardown(name, set_up_plan, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
    PLAN(test_history__first_is_all_new),
    PLAN(test_history__told_in_order),
    PLAN(test_history__dry_run_leaves_all),
    PLAN(test_history__older_options),
    PLAN(test_history__moved),
    PLAN(test_history__figures_by_series),
    PLAN(test_history__old_rows_kept),
    PLAN(test_history__again_adds_no_version),
    PLAN(test_history__day_of_a_later_hand),
    PLAN(test_history__other_sources_stay),
    PLAN(test_history__entities_not_given_stay),
    PLAN(test_history__nothing_left),
    PLAN(test_history__two_sources),
    PLAN(test_history__rejected_is_not_removed),
    PLAN(test_history__removed_but_needed),
    PLAN(test_history__removed_but_needed_by_figures),
    PLAN(test_history__killed),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
