/* Properties of due days over the calendar of An Giang: for every day from 2018
 * to 2035 the day is worked where it was rolled, agrees with a second
 * implementation, and does not come earlier as the calendar grows. The second
 * one counts days one by one and knows no date arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "duty.h"
#include "zone.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const holidays = "datasets/an-giang/holidays.csv";

/* ---- days, one by one ---- */

/* What a calendar sheet prints for a day. */
typedef struct sheet {
  int year, month, day;
  int weekday; /* 1 Monday ... 7 Sunday */
  char kind;   /* of the holiday row: h, o, w; '\0' if there is none */
} sheet;

enum { MAX_SHEETS = 8000, MAX_LISTED = 400 };

/* From Monday 1 January 2018, which was day 17532 after 1970-01-01. */
enum { FIRST_DAY = 17532 };

static sheet sheets[MAX_SHEETS];
static int n_sheets;
static int n_tested; /* those up to 2035-12-31 */

static td_date listed[MAX_LISTED];
static uint8_t kinds[MAX_LISTED];
static td_calendar vn = { listed, kinds, 0 };

static int length_of(int year, int month)
{
  if (month == 2)
    return year % 4 == 0 ? 29 : 28; /* 2018 to 2039 */
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void turn(sheet *s)
{
  s->weekday = s->weekday == 7 ? 1 : s->weekday + 1;
  if (++s->day <= length_of(s->year, s->month))
    return;
  s->day = 1;
  if (++s->month <= 12)
    return;
  s->month = 1;
  s->year++;
}

static void print_sheets(void)
{
  sheet s = { 2018, 1, 1, 1, '\0' };

  while (s.year < 2039) {
    sheets[n_sheets++] = s;
    if (s.year <= 2035)
      n_tested = n_sheets;
    turn(&s);
  }
}

static int find_sheet(int year, int month, int day)
{
  for (int i = 0; i < n_sheets; i++)
    if (sheets[i].year == year && sheets[i].month == month &&
        sheets[i].day == day)
      return i;
  return -1;
}

/* Marks the sheet and fills the calendar of the code under test; the file is in
 * order. */
static void take_line(const char *line)
{
  int year, month, day, at;
  char kind;

  if (sscanf(line, "vn-admin,%d-%d-%d,%c", &year, &month, &day, &kind) != 4)
    return;
  at = find_sheet(year, month, day);
  assert_true(at >= 0 && vn.n < MAX_LISTED);
  sheets[at].kind = kind;
  listed[vn.n] = FIRST_DAY + at;
  kinds[vn.n++] = kind == 'h'   ? TD_DAY_HOLIDAY
                  : kind == 'o' ? TD_DAY_OFF
                                : TD_DAY_WORKING;
}

static int load(void **state)
{
  FILE *f = fopen(holidays, "r");
  char line[512];

  (void)state;
  print_sheets();
  if (!f)
    return -1;
  while (fgets(line, sizeof(line), f))
    take_line(line);
  fclose(f);
  return 0;
}

/* ---- the second implementation ---- */

static bool is_worked(int at)
{
  if (sheets[at].kind)
    return sheets[at].kind == 'w';
  return sheets[at].weekday <= 5;
}

static int move_by_working_days(int at, int n)
{
  while (n) {
    at += n < 0 ? -1 : 1;
    if (is_worked(at))
      n += n < 0 ? 1 : -1;
  }
  return at;
}

static int naive_due(int at, const td_due_rule *r)
{
  at = move_by_working_days(at + r->days, r->working_days);
  if (r->exclusive)
    at--;
  while (r->roll != TD_ROLL_NONE && !is_worked(at))
    at += r->roll == TD_ROLL_NEXT ? 1 : -1;
  return at;
}

/* ---- every day ---- */

/* The rules of the test, from the number of one; false beyond the last. */
static bool make_rule(td_due_rule *out, int n)
{
  static const int days[] = { 0, 10, -3 }, working[] = { 0, 1, 5, -2 };
  static const td_roll rolls[] = { TD_ROLL_NONE, TD_ROLL_NEXT,
                                   TD_ROLL_PREVIOUS };

  *out = (td_due_rule){ .calendar = &vn, .exclusive = n % 2 };
  n /= 2;
  out->roll = rolls[n % 3];
  n /= 3;
  out->days = days[n % 3];
  n /= 3;
  out->working_days = working[n % 4];
  return n < 4;
}

/* The day is named as that of its month. */
static td_date due_for(td_due_rule *r, const sheet *s)
{
  r->day = s->day;
  return td_due_day(r, (td_period)(s->year * 100 + s->month));
}

static void assert_sheet(td_date d, int at, const td_due_rule *r,
                         const sheet *from)
{
  char buf[TD_DATE_TEXT];

  if (d != FIRST_DAY + at)
    fail_msg("%d-%02d-%02d, bound %d, roll %d, days %d, working days %d: %s, "
             "not %d-%02d-%02d",
             from->year, from->month, from->day, r->exclusive, r->roll, r->days,
             r->working_days, td_date_text(buf, d), sheets[at].year,
             sheets[at].month, sheets[at].day);
}

static void test_due_day__agrees_with_counting(void **state)
{
  td_due_rule r;

  (void)state;
  assert_int_equal(n_tested, 6574); /* 18 years, 4 of them with a day more */
  assert_true(vn.n > 190);
  for (int n = 0; make_rule(&r, n); n++)
    for (int at = 31; at < n_tested; at++)
      assert_sheet(due_for(&r, &sheets[at]), naive_due(at, &r), &r,
                   &sheets[at]);
}

static void test_due_day__is_worked_where_rolled(void **state)
{
  td_due_rule r;

  (void)state;
  for (int n = 0; make_rule(&r, n); n++)
    for (int at = 31; r.roll != TD_ROLL_NONE && at < n_tested; at++)
      assert_true(is_worked(due_for(&r, &sheets[at]) - FIRST_DAY));
}

/* Midnight in Viet Nam is 17:00 of the day before in Greenwich. */
static void test_due_instant__end_of_the_day(void **state)
{
  td_due_rule r = { .calendar = &vn, .roll = TD_ROLL_NEXT };
  td_instant before = TD_NO_INSTANT;

  (void)state;
  for (int at = 0; at < n_tested; at++) {
    int ahead, due = naive_due(at, &r);
    td_instant t = td_zone_instant(&ahead, "Asia/Ho_Chi_Minh",
                                   due_for(&r, &sheets[at]), 24);
    assert_int_equal(t, (td_instant)(FIRST_DAY + due) * 86400 + 17 * 3600);
    assert_true(t >= before); /* a later day is not due earlier */
    before = t;
  }
}

/* ---- a calendar that grows ---- */

/* Puts the days off of `vn` into `out` that come first in an order without
 * meaning: those for which a hash is below `share` of 256. */
static void part_of(td_calendar *out, td_date days[], uint8_t what[],
                    unsigned share)
{
  out->days = days;
  out->kinds = what;
  out->n = 0;
  for (size_t i = 0; i < vn.n; i++)
    if (kinds[i] != TD_DAY_WORKING &&
        (uint32_t)listed[i] * 2654435761u >> 24 < share) {
      days[out->n] = listed[i];
      what[out->n++] = kinds[i];
    }
}

/* More days off never bring a day nearer that counts on or rolls on. */
static void test_due_day__never_earlier_as_the_calendar_grows(void **state)
{
  static td_date days[2][MAX_LISTED];
  static uint8_t what[2][MAX_LISTED];
  td_calendar less, more;
  td_due_rule r;

  (void)state;
  for (unsigned share = 0; share < 256; share += 16) {
    part_of(&less, days[0], what[0], share);
    part_of(&more, days[1], what[1], share + 16);
    assert_true(more.n >= less.n);
    for (int n = 0; make_rule(&r, n); n++)
      for (int at = 31;
           r.roll == TD_ROLL_NEXT && r.working_days >= 0 && at < n_tested;
           at++) {
        td_date earlier;
        r.calendar = &less;
        earlier = due_for(&r, &sheets[at]);
        r.calendar = &more;
        assert_true(due_for(&r, &sheets[at]) >= earlier);
      }
  }
  assert_int_equal(more.n, 190); /* rows of kind holiday and off */
}

/* ---- offsets by hand ---- */

static td_date day(const char *text)
{
  td_date d;

  assert_true(td_date_parse(&d, text, strlen(text)));
  return d;
}

/* 31 December 2025 is a Wednesday; Tết 2025 was off from Saturday 25 January to
 * Sunday 2 February. */
static void test_due_steps__offsets(void **state)
{
  static const struct {
    td_due_rule rule;
    td_period period;
    const char *named, *shifted, *counted, *allowed, *due;
  } cases[] = {
    { { .days = 5 },
      202500,
      "2025-12-31",
      "2026-01-05",
      "2026-01-05",
      "2026-01-05",
      "2026-01-05" },
    /* the new year is worked where no calendar says otherwise */
    { { .working_days = 5 },
      202500,
      "2025-12-31",
      "2025-12-31",
      "2026-01-07",
      "2026-01-07",
      "2026-01-07" },
    { { .working_days = 5, .exclusive = true },
      202500,
      "2025-12-31",
      "2025-12-31",
      "2026-01-07",
      "2026-01-06",
      "2026-01-06" },
    { { .day = 5, .working_days = -3 },
      202600,
      "2026-12-05",
      "2026-12-05",
      "2026-12-02",
      "2026-12-02",
      "2026-12-02" },
    { { .months = 1, .day = 24, .working_days = 1, .calendar = &vn },
      202412,
      "2025-01-24",
      "2025-01-24",
      "2025-02-03",
      "2025-02-03",
      "2025-02-03" },
    { { .months = 1, .day = 24, .days = 3, .working_days = 1, .calendar = &vn },
      202412,
      "2025-01-24",
      "2025-01-27",
      "2025-02-03",
      "2025-02-03",
      "2025-02-03" },
    { { .days = 4, .exclusive = true, .roll = TD_ROLL_NEXT },
      202500,
      "2025-12-31",
      "2026-01-04",
      "2026-01-04",
      "2026-01-03",
      "2026-01-05" },
    { { .days = 1 }, 999900, "9999-12-31", "", "", "", "" },
    { { .months = 1, .days = -40 }, 999900, "", "", "", "", "" },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    td_due_steps s = td_due_steps_of(&cases[i].rule, cases[i].period);
    const td_date got[] = { s.named, s.shifted, s.counted, s.allowed, s.due };
    const char *const want[] = { cases[i].named, cases[i].shifted,
                                 cases[i].counted, cases[i].allowed,
                                 cases[i].due };
    for (size_t k = 0; k < COUNT(got); k++)
      if (got[k] != (*want[k] ? day(want[k]) : TD_NO_DATE))
        fail_msg("case %zu, step %zu is not %s", i, k, want[k]);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_due_day__agrees_with_counting),
    cmocka_unit_test(test_due_day__is_worked_where_rolled),
    cmocka_unit_test(test_due_instant__end_of_the_day),
    cmocka_unit_test(test_due_day__never_earlier_as_the_calendar_grows),
    cmocka_unit_test(test_due_steps__offsets),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, load, NULL);
}
