/* Faults put into a copy: what each kind changes, where, and that nothing of it
 * stays. */
#include "import_help.h"

#include "fault.h"
#include "snapshot.h"

#define AS_OF "2024-06-30"

static const char *const PLAN[][2] = {
  { "sources.csv", "code,title\ngso,Yearbook\n" },
  { "areas.csv", "code\nan-giang\n" },
  { "agencies.csv", "code,valid_to\na,\nb,\nold,2020-12-31\nidle,\n" },
  { "agency_names.csv", "agency,name\na,Health\na,MoH\nb,Roads\n" },
  { "plans.csv", "code\nplan\n" },
  { "goals.csv", "code,plan\n1,plan\n" },
  { "targets.csv", "code,goal\n1.2,1\n1.10,1\n" },
  { "task_groups.csv", "code,target,position,lead\n"
                       "1.2-1,1.2,1,a\n1.2-2,1.2,2,\n1.10-1,1.10,1,b\n" },
  { "coordinators.csv", "task_group,agency\n1.2-1,b\n1.10-1,a\n" },
  { "tasks.csv", "code,task_group,position\nt1,1.2-1,1\nt2,1.10-1,1\n" },
  { "programmes.csv", "code,task,title\np,t1,Clinics\n" },
  { "indicators.csv", "code,unit,direction\nforest,ha,up\npoverty,%,down\n"
                      "rain,mm,\n" },
  { "observations.csv",
    "indicator,area,period,known_on,value,source\n"
    "poverty,an-giang,2019,,14.1,gso\n"
    "poverty,an-giang,2020,,13,\n"
    "poverty,an-giang,2020,2021-05-01,12,\n" /* the one that is seen */
    "poverty,an-giang,2020,2024-08-01,11,\n" /* known too late */
    "poverty,an-giang,2021,,12,\n"           /* the same again */
    "poverty,an-giang,2024,,9,\n"            /* has not ended */
    "forest,an-giang,2020,,500,gso\n"
    "forest,an-giang,2021,,510,\n"
    "forest,an-giang,2021,2022-01-01,,\n" /* withdrawn */
    "rain,an-giang,2021-Q1,,0,\n" },
  { "commitments.csv",
    "code,target,kind,comparator,value,direction,baseline_year,"
    "baseline_value,deadline\n"
    "poor,1.2,level,<=,10,down,2015,20,2030-12-31\n"
    "wood,1.2,level,=,600,up,,,\n" },
  { "obligations.csv", "code,kind,agency\nyearly,report,a\n" },
  { "submissions.csv", "obligation,agency,period,received_on\n"
                       "yearly,a,2022,2022-12-01\n"
                       "yearly,a,2022,2022-12-15\n"
                       "yearly,a,2023,2023-12-04\n"
                       "yearly,a,2024,2024-07-01\n" }, /* not yet */
};

typedef struct faulty {
  fixture *f;
  td_faults *faults;
  td_arena arena;
} faulty;

static int set_up_faults(void **state)
{
  faulty *t = (faulty *)calloc(1, sizeof(*t));

  if (!t)
    abort();
  t->f = new_fixture();
  for (size_t i = 0; i < sizeof(PLAN) / sizeof(*PLAN); i++)
    must_import(t->f, PLAN[i][0], PLAN[i][1]);
  if (td_faults_open(&t->faults, t->f->st, AS_OF, AS_OF, &t->f->err) != TD_OK)
    fail_msg("%s", t->f->err.text);
  *state = t;
  return 0;
}

static int tear_down_faults(void **state)
{
  faulty *t = (faulty *)*state;

  td_faults_close(t->faults);
  td_arena_free(&t->arena);
  free_fixture(t->f);
  free(t);
  return 0;
}

static void inject(td_fault *out, faulty *t, int kind, int64_t i)
{
  if (td_faults_inject(out, t->faults, kind, i, &t->arena, &t->f->err) != TD_OK)
    fail_msg("%s %d: %s", td_fault_kinds[kind].name, (int)i, t->f->err.text);
}

static void undo(faulty *t)
{
  if (td_faults_undo(t->faults, &t->f->err) != TD_OK)
    fail_msg("%s", t->f->err.text);
}

static int64_t places(faulty *t, int kind)
{
  int64_t n = -1;

  if (td_faults_places(&n, t->faults, kind, &t->f->err) != TD_OK)
    fail_msg("%s", t->f->err.text);
  return n;
}

/* ---- what each kind does */

static const struct expected {
  int kind;
  int n; /* places */
  int i;
  const char *told; /* code period before after, joined by '|' */
  const char *sql;
  const char *rows;
} EXPECTED[] = {
  { TD_FAULT_DROP_REPORT, 2, 0, "yearly/a|2022|2022-12-01|",
    "SELECT period || ' ' || received_on FROM submissions",
    "2023 2023-12-04\n2024 2024-07-01" },
  /* 30 days to the end of December, 30 in January */
  { TD_FAULT_DELAY_REPORT, 2, 0, "yearly/a|2022|2022-12-01|2023-01-30",
    "SELECT received_on FROM submissions WHERE period = '2022'", "2023-01-30" },
  { TD_FAULT_SWAP_UNIT, 4, 0, "forest/an-giang|2020|500.0|500000.0",
    "SELECT value FROM observations WHERE value > 1000", "500000.0" },
  { TD_FAULT_SWAP_UNIT, 4, 1, "poverty/an-giang|2019|14.1|0.141",
    "SELECT value FROM observations WHERE value BETWEEN 0.1 AND 1", "0.141" },
  { TD_FAULT_SHIFT_COMMA, 4, 0, "forest/an-giang|2020|500.0|50.0",
    "SELECT value FROM observations WHERE value = 50", "50.0" },
  { TD_FAULT_SHIFT_COMMA, 4, 1, "poverty/an-giang|2019|14.1|141.0",
    "SELECT value FROM observations WHERE value = 141", "141.0" },
  { TD_FAULT_REPEAT_YEAR, 1, 0, "poverty/an-giang|2020|12.0|14.1",
    "SELECT value FROM observations WHERE indicator = 'poverty'"
    " AND known_on = '2021-05-01'",
    "14.1" },
  { TD_FAULT_DROP_LAST_VALUE, 3, 1, "poverty/an-giang|2021|12.0|",
    "SELECT group_concat(period, ' ') FROM observations"
    " WHERE indicator = 'poverty' AND known_on IS NULL",
    "2019 2020 2024" },
  { TD_FAULT_LOSE_SOURCE, 2, 1, "poverty/an-giang|2019|gso|",
    "SELECT indicator FROM observations WHERE source = 'gso'", "forest" },
  { TD_FAULT_ORPHAN_TASK, 2, 1, "1.10-1||b|",
    "SELECT code FROM task_groups WHERE lead IS NOT NULL", "1.2-1" },
  { TD_FAULT_DROP_TASKS, 2, 0, "1.2||1.2-1 1.2-2|",
    "SELECT g.code || ' ' || t.code || ' ' || c.agency || ' ' || p.code"
    " FROM task_groups AS g JOIN tasks AS t ON t.task_group = g.code"
    " JOIN coordinators AS c ON c.task_group = g.code"
    " JOIN programmes AS p ON p.task IS NULL",
    "1.10-1 t2 a p" },
  { TD_FAULT_REVERSE_DIRECTION, 2, 0, "forest||up|down",
    "SELECT code || ' ' || direction FROM indicators"
    " WHERE direction IS NOT NULL",
    "forest down\npoverty down" },
  { TD_FAULT_REVERSE_PROMISE, 2, 0, "poor||down|up",
    "SELECT direction || comparator FROM commitments", "up<=\nup=" },
  { TD_FAULT_TURN_COMPARATOR, 1, 0, "poor||<=|>=",
    "SELECT direction || comparator FROM commitments", "down>=\nup=" },
  { TD_FAULT_LOSE_DEADLINE, 1, 0, "poor||2030-12-31|",
    "SELECT count(deadline) FROM commitments", "0" },
  { TD_FAULT_LOSE_BASELINE, 1, 0, "poor||2015|",
    "SELECT count(baseline_year) + count(baseline_value) FROM commitments",
    "0" },
  { TD_FAULT_END_AGENCY, 2, 0, "a|||2023-06-30",
    "SELECT code || ' ' || valid_to FROM agencies WHERE valid_to NOT NULL",
    "a 2023-06-30\nold 2020-12-31" },
  { TD_FAULT_SHARE_NAME, 1, 0, "a||Health|Roads",
    "SELECT agency || ' ' || name FROM agency_names",
    "a MoH\na Roads\nb Roads" },
};

static void test_fault__what_each_does(void **state)
{
  faulty *t = (faulty *)*state;
  bool is_seen[TD_FAULTS] = { false };

  for (size_t i = 0; i < sizeof(EXPECTED) / sizeof(*EXPECTED); i++) {
    const struct expected *e = &EXPECTED[i];
    td_fault fault;
    char told[256];
    assert_int_equal(places(t, e->kind), e->n);
    inject(&fault, t, e->kind, e->i);
    snprintf(told, sizeof(told), "%s|%s|%s|%s", fault.code, fault.period,
             fault.before, fault.after);
    assert_string_equal(told, e->told);
    expect_rows(td_faults_store(t->faults), e->sql, e->rows);
    undo(t);
    is_seen[e->kind] = true;
  }
  for (int kind = 0; kind < TD_FAULTS; kind++)
    assert_true(is_seen[kind]);
}

/* ---- what stays */

static void hash_of(char out[TD_HASH_TEXT], td_store *st)
{
  const td_snapshot_options options = { .size = sizeof(options),
                                        .as_of = AS_OF };
  td_snapshot *snap = NULL;
  td_err err;

  if (td_snapshot_take(&snap, st, &options, &err) != TD_OK)
    fail_msg("%s", err.text);
  td_snapshot_hash(snap, out);
  td_snapshot_unref(snap);
}

/* Every fault is seen by a snapshot, breaks no reference, and is gone after. */
static void test_fault__undone(void **state)
{
  faulty *t = (faulty *)*state;
  td_store *copy = td_faults_store(t->faults);
  char before[TD_HASH_TEXT], now[TD_HASH_TEXT];
  int n = 0;

  hash_of(before, copy);
  hash_of(now, t->f->st);
  assert_string_equal(before, now);
  for (int kind = 0; kind < TD_FAULTS; kind++)
    for (int64_t i = places(t, kind) - 1; i >= 0; i--, n++) {
      td_fault fault;
      inject(&fault, t, kind, i);
      hash_of(now, copy);
      assert_string_not_equal(now, before);
      expect_rows(copy, "SELECT \"table\" FROM pragma_foreign_key_check", "");
      undo(t);
      hash_of(now, copy);
      assert_string_equal(now, before);
    }
  assert_true(n > TD_FAULTS);
  expect_rows(copy, "SELECT count(*) FROM versions", "0");
}

static char *read_bytes(const char *path, size_t *n)
{
  char *text = NULL;
  FILE *file = fopen(path, "rb");

  assert_non_null(file);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  *n = (size_t)ftell(file);
  rewind(file);
  text = (char *)malloc(*n);
  assert_non_null(text);
  assert_int_equal(fread(text, 1, *n, file), *n);
  fclose(file);
  return text;
}

static void test_fault__store_untouched(void **state)
{
  faulty *t = (faulty *)*state;
  char path[80], sql[120];
  size_t n = 0, n_after = 0;
  char *before, *after;
  td_store *st = NULL;
  td_faults *faults = NULL;
  td_fault fault;

  snprintf(path, sizeof(path), "%s/plan.db", t->f->dir);
  snprintf(sql, sizeof(sql), "VACUUM INTO '%s'", path);
  assert_int_equal(td_store_exec(t->f->st, sql, &t->f->err), TD_OK);
  before = read_bytes(path, &n);
  assert_int_equal(td_store_open(&st, path, TD_OPEN_READ, &t->f->err), TD_OK);
  assert_int_equal(td_faults_open(&faults, st, AS_OF, AS_OF, &t->f->err),
                   TD_OK);
  assert_int_equal(td_faults_inject(&fault, faults, TD_FAULT_DROP_TASKS, 0,
                                    &t->arena, &t->f->err),
                   TD_OK);
  td_faults_close(faults);
  td_store_close(st);
  after = read_bytes(path, &n_after);
  assert_int_equal(n, n_after);
  assert_memory_equal(before, after, n);
  free(before);
  free(after);
}

/* A store of schema 1, which reading leaves as it is. */
static void write_old_store(const char *path)
{
  size_t n = 0;
  char *text = read_bytes("tests/data/store-1.sql", &n);
  sqlite3 *db = NULL;
  char *sql = sqlite3_mprintf("%.*s", (int)n, text);

  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  sqlite3_free(sql);
  free(text);
}

static void test_fault__older_store(void **state)
{
  faulty *t = (faulty *)*state;
  char path[80], copied[TD_HASH_TEXT], stored[TD_HASH_TEXT];
  td_store *st = NULL;
  td_faults *faults = NULL;
  int64_t n = 0;

  snprintf(path, sizeof(path), "%s/old.db", t->f->dir);
  write_old_store(path);
  assert_int_equal(td_store_open(&st, path, TD_OPEN_READ, &t->f->err), TD_OK);
  if (td_faults_open(&faults, st, AS_OF, AS_OF, &t->f->err) != TD_OK)
    fail_msg("%s", t->f->err.text);
  hash_of(copied, td_faults_store(faults));
  hash_of(stored, st);
  assert_string_equal(copied, stored);
  assert_int_equal(
      td_faults_places(&n, faults, TD_FAULT_REVERSE_DIRECTION, &t->f->err),
      TD_OK);
  assert_true(n > 0);
  expect_rows(st, "PRAGMA user_version", "1");
  td_faults_close(faults);
  td_store_close(st);
}

/* ---- days and mistakes */

static int64_t places_on(faulty *t, const char *as_of, const char *known_at,
                         int kind)
{
  td_faults *faults = NULL;
  int64_t n = -1;

  if (td_faults_open(&faults, t->f->st, as_of, known_at, &t->f->err) != TD_OK ||
      td_faults_places(&n, faults, kind, &t->f->err) != TD_OK)
    fail_msg("%s", t->f->err.text);
  td_faults_close(faults);
  return n;
}

static void test_fault__both_clocks(void **state)
{
  faulty *t = (faulty *)*state;

  assert_int_equal(
      places_on(t, "2024-07-01", "2024-07-01", TD_FAULT_DROP_REPORT), 3);
  assert_int_equal(
      places_on(t, "2024-07-01", "2024-06-30", TD_FAULT_DROP_REPORT), 2);
  assert_int_equal(
      places_on(t, "2024-06-30", "2024-07-01", TD_FAULT_DROP_REPORT), 2);
  /* 2024 is over, and 2020 became known as 11, unlike 2021 after it */
  assert_int_equal(places_on(t, "2024-12-31", "2024-12-31", TD_FAULT_SWAP_UNIT),
                   5);
  assert_int_equal(
      places_on(t, "2024-12-31", "2024-12-31", TD_FAULT_REPEAT_YEAR), 2);
  /* not yet withdrawn */
  assert_int_equal(places_on(t, "2024-12-31", "2021-12-31", TD_FAULT_SWAP_UNIT),
                   5);
}

static void test_fault__no_such_place(void **state)
{
  faulty *t = (faulty *)*state;
  td_fault fault;

  assert_int_equal(td_faults_inject(&fault, t->faults, TD_FAULT_DROP_REPORT, 2,
                                    &t->arena, &t->f->err),
                   TD_EUSAGE);
  assert_string_equal(t->f->err.text, "drop_report has no place 2");
  inject(&fault, t, TD_FAULT_DROP_REPORT, 1); /* it still can */
  undo(t);
}

static void test_fault__no_such_day(void **state)
{
  faulty *t = (faulty *)*state;
  td_faults *faults = NULL;

  assert_int_equal(
      td_faults_open(&faults, t->f->st, "2024-02-30", AS_OF, &t->f->err),
      TD_EUSAGE);
  assert_null(faults);
  assert_string_equal(t->f->err.text,
                      "'2024-02-30' is not a day; write it as 2026-11-23");
}

#define FAULT(name)                                                            \
  cmocka_unit_test_setup_teardown(name, set_up_faults, tear_down_faults)

int main(void)
{
  const struct CMUnitTest tests[] = {
    FAULT(test_fault__what_each_does),  FAULT(test_fault__undone),
    FAULT(test_fault__store_untouched), FAULT(test_fault__older_store),
    FAULT(test_fault__both_clocks),     FAULT(test_fault__no_such_place),
    FAULT(test_fault__no_such_day),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
