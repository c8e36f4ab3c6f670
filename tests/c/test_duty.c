/* Who owes which report: due days worked by hand, and small plans in a store
 * with the reports that must follow from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "duty.h"
#include "snapshot.h"
#include "store.h"
#include "text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static char dir[] = "/tmp/tiendo-duty-XXXXXX";
static char file[64];

static int make_dir(void **state)
{
  (void)state;
  if (!mkdtemp(dir))
    return -1;
  snprintf(file, sizeof(file), "%s/plan.db", dir);
  return 0;
}

static int remove_store(void **state)
{
  static const char *const parts[] = { "", "-wal", "-shm" };

  (void)state;
  for (size_t i = 0; i < COUNT(parts); i++) {
    char path[80];
    snprintf(path, sizeof(path), "%s%s", file, parts[i]);
    unlink(path);
  }
  return 0;
}

static int remove_dir(void **state)
{
  (void)state;
  return rmdir(dir);
}

static td_date day(const char *text)
{
  td_date d;

  assert_true(td_date_parse(&d, text, strlen(text)));
  return d;
}

static td_period period(const char *text)
{
  td_period p;

  assert_true(td_period_parse(&p, text, strlen(text)));
  return p;
}

/* ---- due days ---- */

/* Tết 2025 was off from Saturday 25 January to Sunday 2 February. */
static const char *const tet_days[] = { "2025-01-27", "2025-01-28",
                                        "2025-01-29", "2025-01-30",
                                        "2025-01-31" };
static td_date off_days[COUNT(tet_days)];
static uint8_t off_kinds[COUNT(tet_days)];
static const td_calendar tet = { off_days, off_kinds, COUNT(tet_days) };

static void test_due_day__by_hand(void **state)
{
  static const struct {
    int months, day;
    bool exclusive;
    td_roll roll;
    const td_calendar *calendar;
    const char *period, *due;
  } cases[] = {
    /* "before 5 December": the 4th is the last day */
    { 0, 5, true, TD_ROLL_NONE, NULL, "2025", "2025-12-04" },
    { 0, 5, false, TD_ROLL_NONE, NULL, "2025", "2025-12-05" },
    /* 5 December 2026 is a Saturday, 4 December 2027 too */
    { 0, 5, false, TD_ROLL_NONE, NULL, "2026", "2026-12-05" },
    { 0, 5, false, TD_ROLL_NEXT, NULL, "2026", "2026-12-07" },
    { 0, 5, false, TD_ROLL_PREVIOUS, NULL, "2026", "2026-12-04" },
    { 0, 5, true, TD_ROLL_NEXT, NULL, "2026", "2026-12-04" },
    { 0, 5, true, TD_ROLL_NEXT, NULL, "2027", "2027-12-06" },
    /* the month's last day, whatever its length */
    { 2, 0, false, TD_ROLL_NONE, NULL, "2023", "2024-02-29" },
    { 2, 0, false, TD_ROLL_NONE, NULL, "2024", "2025-02-28" },
    { 2, 31, false, TD_ROLL_NONE, NULL, "2023", "2024-02-29" },
    { 2, 29, false, TD_ROLL_NONE, NULL, "2024", "2025-02-28" },
    { 2, 29, true, TD_ROLL_NONE, NULL, "2023", "2024-02-28" },
    { 0, 28, false, TD_ROLL_NONE, NULL, "2024-02", "2024-02-28" },
    /* "before the 1st" falls into the month before */
    { 3, 1, true, TD_ROLL_NONE, NULL, "2023", "2024-02-29" },
    /* monthly, by the 7th of the month after */
    { 1, 7, false, TD_ROLL_NONE, NULL, "2025-11", "2025-12-07" },
    { 1, 7, false, TD_ROLL_NEXT, NULL, "2025-11", "2025-12-08" },
    { 1, 7, false, TD_ROLL_NONE, NULL, "2025-12", "2026-01-07" },
    { 1, 15, false, TD_ROLL_NONE, NULL, "2025-Q4", "2026-01-15" },
    { 1, 20, false, TD_ROLL_NONE, NULL, "2025-H1", "2025-07-20" },
    { -6, 0, false, TD_ROLL_NONE, NULL, "2025", "2025-06-30" },
    { 13, 10, false, TD_ROLL_NONE, NULL, "2025", "2027-01-10" },
    /* over Tết and two weekends */
    { 1, 25, false, TD_ROLL_NEXT, &tet, "2024", "2025-02-03" },
    { 1, 30, false, TD_ROLL_NEXT, &tet, "2024", "2025-02-03" },
    { 1, 30, false, TD_ROLL_PREVIOUS, &tet, "2024", "2025-01-24" },
    { 1, 28, true, TD_ROLL_NEXT, &tet, "2024-12", "2025-02-03" },
    { 1, 30, false, TD_ROLL_NONE, &tet, "2024", "2025-01-30" },
    { 1, 30, false, TD_ROLL_NEXT, NULL, "2024", "2025-01-30" },
    /* beyond the years there are */
    { 1, 7, false, TD_ROLL_NONE, NULL, "9999", "" },
    { -12, 7, false, TD_ROLL_NONE, NULL, "0001", "" },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(tet_days); i++) {
    off_days[i] = day(tet_days[i]);
    off_kinds[i] = TD_DAY_HOLIDAY;
  }
  for (size_t i = 0; i < COUNT(cases); i++) {
    td_due_rule rule = { .months = cases[i].months,
                         .day = cases[i].day,
                         .exclusive = cases[i].exclusive,
                         .roll = cases[i].roll,
                         .calendar = cases[i].calendar };
    char buf[TD_DATE_TEXT];
    td_date_text(buf, td_due_day(&rule, period(cases[i].period)));
    if (strcmp(buf, cases[i].due) != 0)
      fail_msg("case %zu: %s is '%s', not '%s'", i, cases[i].period, buf,
               cases[i].due);
  }
}

static void test_interval_holds__both_ends(void **state)
{
  td_interval i = { day("2025-01-01"), day("2025-06-30") };
  td_interval open = { TD_NO_DATE, TD_NO_DATE };

  (void)state;
  assert_false(td_interval_holds(i, day("2024-12-31")));
  assert_true(td_interval_holds(i, day("2025-01-01")));
  assert_true(td_interval_holds(i, day("2025-06-30")));
  assert_false(td_interval_holds(i, day("2025-07-01")));
  assert_true(td_interval_holds(open, day("0001-01-01")));
  i.from = TD_NO_DATE;
  assert_true(td_interval_holds(i, day("0001-01-01")));
  i = (td_interval){ day("2025-01-01"), TD_NO_DATE };
  assert_true(td_interval_holds(i, day("9999-12-31")));
}

/* ---- reports as text ---- */

static const char *text_cell(const struct td_snapshot *s, const char *field,
                             uint32_t row)
{
  const td_table *t = td_snapshot_table(s, TD_REPORTS);
  const td_column *c = &t->columns[td_entity_field(t->entity, field)];
  static char buf[2][32]; /* two cells may be printed at once */
  static int turn;

  turn = !turn;
  switch (c->field->type) {
  case TD_T_REF:
    return c->as.ref[row] == TD_NO_ROW
               ? "-"
               : td_snapshot_code(s, c->table, (uint32_t)c->as.ref[row]);
  case TD_T_DATE:
    return c->as.date[row] == TD_NO_DATE
               ? "-"
               : td_date_text(buf[turn], c->as.date[row]);
  case TD_T_PERIOD:
    return td_period_text(buf[turn], c->as.period[row]);
  case TD_T_INT:
    if (c->as.integer[row] == TD_NO_INT)
      return "-";
    snprintf(buf[turn], sizeof(buf[turn]), "%lld",
             (long long)c->as.integer[row]);
    return buf[turn];
  case TD_T_BOOL:
    return c->as.boolean[row] == TD_TRUE ? "invented" : "fact";
  default:
    return td_snapshot_text(s, c->as.text[row]);
  }
}

/* One line a report, in the order of the table. */
static void print_reports(const struct td_snapshot *s, char *out, size_t room)
{
  static const char *const fields[] = {
    "obligation", "agency",    "period",         "due",         "received_on",
    "status",     "days_late", "inherited_from", "illustrative"
  };
  uint32_t n = td_snapshot_table(s, TD_REPORTS)->n;
  size_t at = 0;

  out[0] = '\0';
  for (uint32_t r = 0; r < n; r++)
    for (size_t f = 0; f < COUNT(fields); f++) {
      at += (size_t)snprintf(out + at, room - at, "%s%s",
                             text_cell(s, fields[f], r),
                             f + 1 < COUNT(fields) ? " " : "\n");
      assert_true(at < room);
    }
}

/* ---- plans ---- */

/* The order of codes that a snapshot asks SQLite for. */
static int by_code(void *ud, int na, const void *a, int nb, const void *b)
{
  (void)ud;
  return td_text_compare_codes((const char *)a, (size_t)na, (const char *)b,
                               (size_t)nb);
}

/* The store of the running test. */
static td_store *store;

static void run(const char *sql)
{
  td_err err;

  if (td_store_exec(store, sql, &err) != TD_OK)
    fail_msg("%s", err.text);
}

static int open_store(void **state)
{
  (void)state;
  if (td_store_open(&store, file, TD_OPEN_CREATE, NULL) != TD_OK)
    return -1;
  return sqlite3_create_collation(store->db, "td_code", SQLITE_UTF8, NULL,
                                  by_code);
}

static int close_store(void **state)
{
  td_store_close(store);
  store = NULL;
  return remove_store(state);
}

static void agency(const char *code, const char *from, const char *to)
{
  char sql[512];

  snprintf(sql, sizeof(sql),
           "INSERT INTO agencies (code, valid_from, valid_to)"
           " VALUES ('%s', nullif('%s', ''), nullif('%s', ''))",
           code, from, to);
  run(sql);
}

static void successor(const char *from, const char *to, const char *since)
{
  char sql[512];

  snprintf(sql, sizeof(sql),
           "INSERT INTO agency_successors (agency, successor, since)"
           " VALUES ('%s', '%s', '%s')",
           from, to, since);
  run(sql);
}

static void member(const char *group, const char *of)
{
  char sql[512];

  snprintf(sql, sizeof(sql),
           "INSERT INTO agency_members (agency, member) VALUES ('%s', '%s')",
           group, of);
  run(sql);
}

/* `due` is months, day and bound as SQL: "0, 5, 'before'". */
static void owe(const char *code, const char *who, const char *recurrence,
                const char *first, const char *last, const char *due,
                const char *handover)
{
  char sql[512];

  snprintf(sql, sizeof(sql),
           "INSERT INTO obligations (kind, code, agency, recurrence,"
           " first_period, last_period, handover, due_months, due_day, bound)"
           " VALUES ('report', '%s', '%s', '%s', '%s', nullif('%s', ''),"
           " nullif('%s', ''), %s)",
           code, who, recurrence, first, last, handover, due);
  run(sql);
}

static void submit(const char *code, const char *who, const char *when,
                   const char *received_on)
{
  char sql[512];

  snprintf(sql, sizeof(sql),
           "INSERT INTO submissions (obligation, agency, period, received_on)"
           " VALUES ('%s', '%s', '%s', '%s')",
           code, who, when, received_on);
  run(sql);
}

/* An office, a district that ended and the commune that followed it. */
static void three_agencies(void)
{
  agency("office", "", "");
  agency("district", "", "2025-06-30");
  agency("commune", "2025-07-01", "");
  successor("district", "commune", "2025-07-01");
}

static void assert_known(const char *as_of, const char *known_at,
                         const char *want)
{
  td_snapshot_options options = { sizeof(options), as_of, known_at };
  td_snapshot *snap = NULL;
  char got[4096];
  td_err err;

  if (td_snapshot_take(&snap, store, &options, &err) != TD_OK)
    fail_msg("%s", err.text);
  print_reports(snap, got, sizeof(got));
  td_snapshot_unref(snap);
  assert_string_equal(got, want);
}

static void assert_reports(const char *as_of, const char *want)
{
  assert_known(as_of, NULL, want);
}

/* ---- expected reports ---- */

static void test_duty__statuses(void **state)
{
  (void)state;
  three_agencies();
  owe("y", "office", "year", "2022", "", "0, 5, 'before'", "");
  submit("y", "office", "2022", "2022-12-10");
  submit("y", "office", "2022", "2022-12-04");
  submit("y", "office", "2023", "2023-12-05");
  submit("y", "office", "2025", "2025-12-01"); /* not known in November */
  assert_reports("2025-11-23",
                 "y office 2022 2022-12-04 2022-12-04 received - - fact\n"
                 "y office 2023 2023-12-04 2023-12-05 late 1 - fact\n"
                 "y office 2024 2024-12-04 - missing 354 - fact\n"
                 "y office 2025 2025-12-04 - pending - - fact\n");
}

static void test_duty__due_day_itself(void **state)
{
  (void)state;
  three_agencies();
  owe("y", "office", "once", "2025", "", "0, 5, 'before'", "");
  assert_reports("2025-12-04", "y office 2025 2025-12-04 - pending - - fact\n");
  assert_reports("2025-12-05", "y office 2025 2025-12-04 - missing 1 - fact\n");
}

static void test_duty__known_later(void **state)
{
  (void)state;
  three_agencies();
  owe("y", "office", "once", "2024", "", "0, 5, 'before'", "");
  submit("y", "office", "2024", "2024-12-20");
  assert_known("2025-01-01", "2024-12-19",
               "y office 2024 2024-12-04 - missing 28 - fact\n");
  assert_known("2025-01-01", "2024-12-20",
               "y office 2024 2024-12-04 2024-12-20 late 16 - fact\n");
  assert_known("2024-12-19", "2025-06-01",
               "y office 2024 2024-12-04 - missing 15 - fact\n");
}

/* Periods that have begun, and those due within 366 days. */
static void test_duty__how_far_ahead(void **state)
{
  (void)state;
  three_agencies();
  owe("m", "office", "month", "2025-10", "2026-02", "1, 7, 'by'", "");
  owe("y", "office", "year", "2025", "", "0, 5, 'before'", "");
  owe("z", "office", "year", "2025", "", "24, 0, 'by'", "");
  assert_reports("2025-12-04",
                 "m office 2025-10 2025-11-07 - missing 27 - fact\n"
                 "m office 2025-11 2025-12-07 - pending - - fact\n"
                 "m office 2025-12 2026-01-07 - pending - - fact\n"
                 "m office 2026-01 2026-02-07 - pending - - fact\n"
                 "m office 2026-02 2026-03-07 - pending - - fact\n"
                 "y office 2025 2025-12-04 - pending - - fact\n"
                 "y office 2026 2026-12-04 - pending - - fact\n"
                 "z office 2025 2027-12-31 - pending - - fact\n");
}

static void test_duty__a_year_ahead(void **state)
{
  (void)state;
  three_agencies();
  owe("y", "office", "year", "2026", "", "0, 5, 'by'", "");
  assert_reports("2025-12-03", ""); /* 367 days before */
  assert_reports("2025-12-04", "y office 2026 2026-12-05 - pending - - fact\n");
}

/* First and last period may be given in another frequency. */
static void test_duty__coarser_bounds(void **state)
{
  (void)state;
  three_agencies();
  owe("q", "office", "quarter", "2024", "2024", "1, 0, 'by'", "");
  assert_reports("2026-01-01",
                 "q office 2024-Q1 2024-04-30 - missing 611 - fact\n"
                 "q office 2024-Q2 2024-07-31 - missing 519 - fact\n"
                 "q office 2024-Q3 2024-10-31 - missing 427 - fact\n"
                 "q office 2024-Q4 2025-01-31 - missing 335 - fact\n");
}

static void test_duty__dissolved_owes_nothing(void **state)
{
  (void)state;
  three_agencies();
  owe("x", "district", "year", "2024", "", "0, 5, 'before'", "none");
  owe("y", "district", "year", "2025", "", "0, 5, 'before'", "");
  assert_reports("2025-12-31",
                 "x district 2024 2024-12-04 - missing 392 - fact\n");
}

/* The last day of existence is a day of duty, the next one is not. */
static void test_duty__ends_on_the_due_day(void **state)
{
  (void)state;
  three_agencies();
  owe("m", "district", "month", "2025-06", "", "0, 30, 'by'", "");
  owe("n", "district", "month", "2025-06", "", "1, 1, 'by'", "");
  assert_reports("2025-12-31",
                 "m district 2025-06 2025-06-30 - missing 184 - fact\n");
}

/* 2025 falls to the successor; for 2026 there is nothing to inherit. */
static void test_duty__handed_over_once(void **state)
{
  (void)state;
  three_agencies();
  owe("y", "district", "year", "2024", "", "0, 5, 'before'", "successor");
  assert_reports("2027-01-01",
                 "y commune 2025 2025-12-04 - missing 393 district fact\n"
                 "y district 2024 2024-12-04 - missing 758 - fact\n");
}

static void test_duty__predecessor_reported(void **state)
{
  (void)state;
  three_agencies();
  owe("y", "district", "once", "2025", "", "0, 5, 'before'", "successor");
  submit("y", "district", "2025", "2025-06-20");
  submit("y", "commune", "2025", "2025-12-10");
  assert_reports(
      "2025-12-31",
      "y commune 2025 2025-12-04 2025-06-20 received - district fact\n");
}

/* Two districts of a group within a group end. The commune, which is in the
 * group itself, owes once, and the district's report does not count for it; the
 * ward, which is not, owes once what both handed over. */
static void test_duty__groups(void **state)
{
  (void)state;
  three_agencies();
  agency("all", "", "");
  agency("some", "", "");
  agency("district-2", "", "2025-06-30");
  agency("ward", "2025-07-01", "");
  successor("district", "ward", "2025-07-01");
  successor("district-2", "ward", "2025-07-01");
  successor("district-2", "commune", "2025-07-01");
  member("all", "some");
  member("all", "commune");
  member("some", "district");
  member("some", "district-2");
  member("some", "all"); /* a circle */
  owe("y", "all", "year", "2024", "2025", "0, 5, 'before'", "successor");
  submit("y", "district", "2025", "2025-06-20");
  assert_reports(
      "2025-12-31",
      "y commune 2025 2025-12-04 - missing 27 - fact\n"
      "y district 2024 2024-12-04 - missing 392 - fact\n"
      "y district-2 2024 2024-12-04 - missing 392 - fact\n"
      "y ward 2025 2025-12-04 2025-06-20 received - district fact\n");
}

static void test_duty__group_of_nobody(void **state)
{
  (void)state;
  agency("a", "", "");
  agency("b", "", "");
  agency("lone", "", "");
  member("a", "b");
  member("b", "a");
  owe("x", "a", "once", "2025", "", "0, 5, 'by'", "");
  owe("y", "lone", "once", "2025", "", "0, 5, 'by'", "");
  assert_reports("2025-12-05", "y lone 2025 2025-12-05 - pending - - fact\n");
}

/* The first successor has ended too, in a circle; another follows it only
 * after the due day. */
static void test_duty__successors_of_successors(void **state)
{
  (void)state;
  agency("a", "", "2025-03-31");
  agency("b", "", "2025-09-30");
  agency("c", "", "");
  agency("d", "", "");
  successor("a", "b", "2025-04-01");
  successor("b", "a", "2025-10-01");
  successor("b", "c", "2025-10-01");
  successor("b", "d", "2026-01-01");
  owe("y", "a", "once", "2025", "", "0, 5, 'by'", "successor");
  assert_reports("2025-12-05", "y c 2025 2025-12-05 - pending - a fact\n");
}

/* Not there yet is not handed over. */
static void test_duty__not_founded_yet(void **state)
{
  (void)state;
  agency("new", "2025-12-06", "2026-06-30");
  agency("next", "", "");
  successor("new", "next", "2025-07-01");
  owe("y", "new", "year", "2025", "2025", "0, 5, 'by'", "successor");
  assert_reports("2026-12-31", "");
}

static void test_duty__says_what_is_invented(void **state)
{
  (void)state;
  three_agencies();
  run("INSERT INTO sources (code, title, illustrative)"
      " VALUES ('law', 'Law', 0), ('made-up', 'Invented', 1)");
  owe("x", "office", "once", "2024", "", "0, 5, 'by'", "");
  owe("y", "office", "year", "2024", "2025", "0, 5, 'by'", "");
  submit("x", "office", "2024", "2024-12-05");
  run("UPDATE submissions SET source = 'law'");
  submit("y", "office", "2024", "2024-12-06");
  run("UPDATE submissions SET source = 'made-up' WHERE obligation = 'y'");
  assert_reports("2025-12-06",
                 "x office 2024 2024-12-05 2024-12-05 received - - fact\n"
                 "y office 2024 2024-12-05 2024-12-06 late 1 - invented\n"
                 "y office 2025 2025-12-05 - missing 1 - invented\n");
}

/* A calendar without days is Monday to Friday. */
static void test_duty__rolls_by_its_calendar(void **state)
{
  (void)state;
  three_agencies();
  owe("x", "office", "once", "2024-12", "", "1, 30, 'by'", "");
  owe("y", "office", "once", "2024-12", "", "1, 30, 'by'", "");
  run("UPDATE obligations SET roll = 'next', calendar = 'vn'");
  run("UPDATE obligations SET calendar = 'empty' WHERE code = 'y'");
  run("INSERT INTO holidays (calendar, day, kind) VALUES"
      " ('vn', '2025-01-30', 'holiday'), ('vn', '2025-01-31', 'off'),"
      " ('vn', '2025-02-01', 'working')");
  assert_reports("2025-01-20",
                 "x office 2024-12 2025-02-01 - pending - - fact\n"
                 "y office 2024-12 2025-01-30 - pending - - fact\n");
}

static void test_duty__nothing_in_the_store(void **state)
{
  (void)state;
  assert_reports("2025-01-01", "");
  three_agencies();
  assert_reports("2025-01-01", "");
}

static void test_duty__offsets(void **state)
{
  (void)state;
  three_agencies();
  owe("x", "office", "once", "2024", "", "0, 0, 'by'", "");
  owe("y", "office", "once", "2024", "", "0, 0, 'by'", "");
  run("UPDATE obligations SET due_days = 3 WHERE code = 'x'");
  run("UPDATE obligations SET due_days = 1, due_working_days = 2"
      " WHERE code = 'y'");
  assert_reports("2024-12-31", /* a Tuesday */
                 "x office 2024 2025-01-03 - pending - - fact\n"
                 "y office 2024 2025-01-03 - pending - - fact\n");
}

/* Of what was due before the plan was issued nothing is owed. */
static void test_duty__before_the_document(void **state)
{
  (void)state;
  three_agencies();
  run("INSERT INTO plans (code, issued_on) VALUES ('p', '2025-05-08')");
  owe("m", "office", "month", "2025", "2025-06", "1, 8, 'by'", "");
  assert_reports("2025-05-08",
                 "m office 2025-01 2025-02-08 - missing 89 - fact\n"
                 "m office 2025-02 2025-03-08 - missing 61 - fact\n"
                 "m office 2025-03 2025-04-08 - missing 30 - fact\n"
                 "m office 2025-04 2025-05-08 - pending - - fact\n"
                 "m office 2025-05 2025-06-08 - pending - - fact\n"
                 "m office 2025-06 2025-07-08 - pending - - fact\n");
  run("UPDATE obligations SET plan = 'p'");
  assert_reports("2025-05-08",
                 "m office 2025-04 2025-05-08 - pending - - fact\n"
                 "m office 2025-05 2025-06-08 - pending - - fact\n"
                 "m office 2025-06 2025-07-08 - pending - - fact\n");
}

static void test_duty__read(void **state)
{
  static const td_snapshot_options options = { sizeof(options), "2025-01-01",
                                               NULL };
  td_snapshot *snap;
  td_duty d;

  (void)state;
  three_agencies();
  run("INSERT INTO plans (code, issued_on, zone)"
      " VALUES ('p', '2018-05-08', '+08:00'), ('q', NULL, NULL)");
  owe("x", "office", "year", "2024-05", "", "0, 5, 'before'", "successor");
  owe("y", "office", "quarter", "2024", "2025", "0, 5, 'by'", "");
  owe("z", "office", "on_demand", "2024", "", "0, 5, 'by'", "");
  run("UPDATE obligations SET plan = 'p', due_hour = '17' WHERE code = 'x'");
  run("UPDATE obligations SET plan = 'p', zone = 'UTC' WHERE code = 'y'");
  run("UPDATE obligations SET plan = 'q', due_hour = '0' WHERE code = 'z'");
  assert_int_equal(td_snapshot_take(&snap, store, &options, NULL), TD_OK);
  d = td_duty_read(snap, 0);
  assert_int_equal(d.first, 202400);
  assert_int_equal(d.since, day("2018-05-08"));
  assert_string_equal(d.zone, "+08:00");
  assert_int_equal(d.hour, 17);
  assert_true(d.handover && d.due.exclusive && !d.once);
  d = td_duty_read(snap, 1);
  assert_int_equal(d.first, 202421);
  assert_int_equal(d.last, 202500);
  assert_string_equal(d.zone, "UTC");
  assert_int_equal(d.hour, 24);
  assert_false(d.handover || d.due.exclusive);
  d = td_duty_read(snap, 2);
  assert_int_equal(d.first, TD_NO_PERIOD);
  assert_int_equal(d.since, TD_NO_DATE);
  assert_string_equal(d.zone, "Asia/Ho_Chi_Minh");
  assert_int_equal(d.hour, 0);
  td_snapshot_unref(snap);
}

static void test_duty__absurd_numbers(void **state)
{
  (void)state;
  three_agencies();
  owe("x", "office", "year", "2024", "", "9223372036854775807, 5, 'by'", "");
  owe("y", "office", "once", "2024", "", "0, 9223372036854775807, 'by'", "");
  assert_reports("2024-12-31", "y office 2024 2024-12-31 - pending - - fact\n");
}

int main(void)
{
#define TEST(name)                                                             \
  cmocka_unit_test_setup_teardown(name, open_store, close_store)
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_due_day__by_hand),
    cmocka_unit_test(test_interval_holds__both_ends),
    TEST(test_duty__statuses),
    TEST(test_duty__due_day_itself),
    TEST(test_duty__known_later),
    TEST(test_duty__how_far_ahead),
    TEST(test_duty__a_year_ahead),
    TEST(test_duty__coarser_bounds),
    TEST(test_duty__dissolved_owes_nothing),
    TEST(test_duty__ends_on_the_due_day),
    TEST(test_duty__handed_over_once),
    TEST(test_duty__predecessor_reported),
    TEST(test_duty__groups),
    TEST(test_duty__group_of_nobody),
    TEST(test_duty__successors_of_successors),
    TEST(test_duty__not_founded_yet),
    TEST(test_duty__says_what_is_invented),
    TEST(test_duty__rolls_by_its_calendar),
    TEST(test_duty__nothing_in_the_store),
    TEST(test_duty__offsets),
    TEST(test_duty__before_the_document),
    TEST(test_duty__read),
    TEST(test_duty__absurd_numbers),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
