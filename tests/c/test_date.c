/* Days and periods, against libc's calendar and values worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "date.h"

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

static void assert_day(td_date d, const char *text)
{
  char buf[TD_DATE_TEXT];

  assert_string_equal(td_date_text(buf, d), text);
}

static void test_date__agrees_with_libc(void **state)
{
  struct tm tm = { .tm_year = 1, .tm_mday = 1 };
  time_t at = timegm(&tm);

  (void)state;
  for (; tm.tm_year < 2101 - 1900; at += 86400) {
    char want[TD_DATE_TEXT], got[TD_DATE_TEXT];
    td_date d;
    int y, m, dd;
    gmtime_r(&at, &tm);
    d = td_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    assert_int_equal(d, at / 86400);
    td_date_split(d, &y, &m, &dd);
    assert_int_equal(y, tm.tm_year + 1900);
    assert_int_equal(m, tm.tm_mon + 1);
    assert_int_equal(dd, tm.tm_mday);
    assert_int_equal(td_date_weekday(d), tm.tm_wday ? tm.tm_wday : 7);
    strftime(want, sizeof(want), "%Y-%m-%d", &tm);
    assert_string_equal(td_date_text(got, d), want);
    assert_int_equal(day(want), d);
  }
}

static void test_date__known_days(void **state)
{
  static const struct {
    const char *text;
    td_date day;
    int weekday;
  } cases[] = {
    { "1970-01-01", 0, 4 },       { "1969-12-31", -1, 3 },
    { "2000-02-29", 11016, 2 },   { "2018-05-08", 17659, 2 },
    { "2026-11-23", 20780, 1 },   { "2030-02-02", 21947, 6 },
    { "0001-01-01", -719162, 1 }, { "9999-12-31", 2932896, 5 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_int_equal(day(cases[i].text), cases[i].day);
    assert_day(cases[i].day, cases[i].text);
    assert_int_equal(td_date_weekday(cases[i].day), cases[i].weekday);
  }
}

static void test_date_parse__no_such_day(void **state)
{
  static const char *const cases[] = {
    "",           "2025-02-29",  "2025-02-30",  "1900-02-29",
    "2025-04-31", "2025-00-10",  "2025-13-01",  "2025-01-00",
    "2025-01-32", "0000-01-01",  "2025-1-01",   "2025-01-1",
    "2025/01/01", "20250101",    "2025-01-01 ", " 2025-01-1",
    "-025-01-01", "+025-01-01",  "2025-01-0a",  "2025-01-\xc2\xb2",
    "12025-01-1", "2025-01-011", "2025-01-01T", "2025-0x-01",
  };
  td_date d;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    if (td_date_parse(&d, cases[i], strlen(cases[i])))
      fail_msg("'%s' was taken for a day", cases[i]);
  assert_false(td_date_parse(&d,
                             "2025-01-\0"
                             "1",
                             10));
  assert_true(td_date_parse(&d, "2024-02-29", 10));
  assert_true(td_date_parse(&d, "2024-02-29 and more", 10));
}

static void test_date_of__bounds(void **state)
{
  (void)state;
  assert_int_equal(td_date_of(2025, 2, 29), TD_NO_DATE);
  assert_int_equal(td_date_of(2000, 2, 29), 11016);
  assert_int_equal(td_date_of(10000, 1, 1), TD_NO_DATE);
  assert_int_equal(td_date_of(0, 12, 31), TD_NO_DATE);
  assert_int_equal(td_date_of(2025, -1, 1), TD_NO_DATE);
}

static void test_date_add__ends_of_time(void **state)
{
  td_date last = day("9999-12-31"), first = day("0001-01-01");

  (void)state;
  assert_day(td_date_add(day("2024-02-28"), 1), "2024-02-29");
  assert_day(td_date_add(day("2025-03-01"), -1), "2025-02-28");
  assert_int_equal(td_date_add(first, last - first), last);
  assert_int_equal(td_date_add(last, 1), TD_NO_DATE);
  assert_int_equal(td_date_add(first, -1), TD_NO_DATE);
  assert_int_equal(td_date_add(first, INT64_MAX), TD_NO_DATE);
  assert_int_equal(td_date_add(last, INT64_MIN), TD_NO_DATE);
  assert_int_equal(td_date_add(TD_NO_DATE, 1), TD_NO_DATE);
}

static void test_date_text__none(void **state)
{
  (void)state;
  assert_day(TD_NO_DATE, "");
}

static void test_period__forms(void **state)
{
  static const struct {
    const char *text;
    td_period period;
    td_frequency frequency;
    int part;
    const char *first, *last;
    double axis;
  } cases[] = {
    { "2025", 202500, TD_YEARLY, 1, "2025-01-01", "2025-12-31", 2025 },
    { "2025-H1", 202531, TD_HALF_YEARLY, 1, "2025-01-01", "2025-06-30", 2025 },
    { "2025-H2", 202532, TD_HALF_YEARLY, 2, "2025-07-01", "2025-12-31",
      2025.5 },
    { "2025-Q1", 202521, TD_QUARTERLY, 1, "2025-01-01", "2025-03-31", 2025 },
    { "2025-Q4", 202524, TD_QUARTERLY, 4, "2025-10-01", "2025-12-31", 2025.75 },
    { "2024-02", 202402, TD_MONTHLY, 2, "2024-02-01", "2024-02-29",
      2024 + 1 / 12.0 },
    { "2025-12", 202512, TD_MONTHLY, 12, "2025-12-01", "2025-12-31",
      2025 + 11 / 12.0 },
    { "0001", 100, TD_YEARLY, 1, "0001-01-01", "0001-12-31", 1 },
    { "9999-H2", 999932, TD_HALF_YEARLY, 2, "9999-07-01", "9999-12-31",
      9999.5 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_period p = period(cases[i].text);
    char buf[TD_PERIOD_TEXT];
    assert_int_equal(p, cases[i].period);
    assert_string_equal(td_period_text(buf, p), cases[i].text);
    assert_int_equal(td_period_frequency(p), cases[i].frequency);
    assert_int_equal(td_period_part(p), cases[i].part);
    assert_int_equal(td_period_year(p), cases[i].period / 100);
    assert_day(td_period_first(p), cases[i].first);
    assert_day(td_period_last(p), cases[i].last);
    assert_float_equal(td_period_axis(p), cases[i].axis, 1e-12);
  }
}

static void test_period_parse__refused(void **state)
{
  static const char *const cases[] = {
    "",         "25",      "02025",
    "0000",     "2025-",   "2025-Q",
    "2025-Q0",  "2025-Q5", "2025-H0",
    "2025-H3",  "2025-00", "2025-13",
    "2025-q1",  "2025-1",  "2025Q1",
    "2025-Q10", "2025 Q1", "2025-W01",
    "-2025",    "202a",    "2025-\xe1\xbb\x81",
  };
  td_period p;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    if (td_period_parse(&p, cases[i], strlen(cases[i])))
      fail_msg("'%s' was taken for a period", cases[i]);
  assert_false(td_period_parse(&p, "2025-Q\0", 7));
}

static void test_period_is_valid__every_part(void **state)
{
  (void)state;
  for (int part = 0; part < 100; part++) {
    bool want =
        part <= 12 || (part >= 21 && part <= 24) || part == 31 || part == 32;
    assert_int_equal(td_period_is_valid(202500 + part), want);
  }
  assert_false(td_period_is_valid(TD_NO_PERIOD));
  assert_false(td_period_is_valid(-202500));
  assert_false(td_period_is_valid(0));
  assert_false(td_period_is_valid(1000000));
}

static void test_period_of__each_frequency(void **state)
{
  static const struct {
    const char *day, *year, *half, *quarter, *month;
  } cases[] = {
    { "2025-01-01", "2025", "2025-H1", "2025-Q1", "2025-01" },
    { "2025-06-30", "2025", "2025-H1", "2025-Q2", "2025-06" },
    { "2025-07-01", "2025", "2025-H2", "2025-Q3", "2025-07" },
    { "2025-12-31", "2025", "2025-H2", "2025-Q4", "2025-12" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_date d = day(cases[i].day);
    assert_int_equal(td_period_of(d, TD_YEARLY), period(cases[i].year));
    assert_int_equal(td_period_of(d, TD_HALF_YEARLY), period(cases[i].half));
    assert_int_equal(td_period_of(d, TD_QUARTERLY), period(cases[i].quarter));
    assert_int_equal(td_period_of(d, TD_MONTHLY), period(cases[i].month));
  }
}

static void test_period_step__over_the_year(void **state)
{
  static const struct {
    const char *from;
    int n;
    const char *to; /* NULL: beyond the years there are */
  } cases[] = {
    { "2025", 1, "2026" },
    { "2025", -25, "2000" },
    { "2025-H2", 1, "2026-H1" },
    { "2025-H1", -1, "2024-H2" },
    { "2025-Q4", 1, "2026-Q1" },
    { "2025-Q1", -5, "2023-Q4" },
    { "2025-12", 1, "2026-01" },
    { "2025-01", -13, "2023-12" },
    { "2025-05", 0, "2025-05" },
    { "9999", 1, NULL },
    { "9999-12", 1, NULL },
    { "0001-Q1", -1, NULL },
    { "2025", INT32_MAX, NULL },
    { "2025", INT32_MIN, NULL },
    { "0001-01", 119987, "9999-12" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    assert_int_equal(td_period_step(period(cases[i].from), cases[i].n),
                     cases[i].to ? period(cases[i].to) : TD_NO_PERIOD);
}

static void test_period_compare__longer_first(void **state)
{
  static const char *const ascending[] = {
    "2024",    "2024-12", "2025",    "2025-H1", "2025-Q1", "2025-01",
    "2025-02", "2025-Q2", "2025-H2", "2025-Q3", "2025-07", "2026",
  };
  int n = sizeof(ascending) / sizeof(ascending[0]);

  (void)state;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      assert_int_equal(
          td_period_compare(period(ascending[i]), period(ascending[j])),
          (i > j) - (i < j));
}

static void test_frequency__names(void **state)
{
  static const char *const names[] = { "year", "half", "quarter", "month" };
  td_frequency f;

  (void)state;
  for (int i = 0; i < 4; i++) {
    assert_true(td_frequency_parse(&f, names[i]));
    assert_int_equal(f, i);
    assert_string_equal(td_frequency_name(f), names[i]);
  }
  assert_false(td_frequency_parse(&f, "once"));
  assert_false(td_frequency_parse(&f, ""));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_date__agrees_with_libc),
    cmocka_unit_test(test_date__known_days),
    cmocka_unit_test(test_date_parse__no_such_day),
    cmocka_unit_test(test_date_of__bounds),
    cmocka_unit_test(test_date_add__ends_of_time),
    cmocka_unit_test(test_date_text__none),
    cmocka_unit_test(test_period__forms),
    cmocka_unit_test(test_period_parse__refused),
    cmocka_unit_test(test_period_is_valid__every_part),
    cmocka_unit_test(test_period_of__each_frequency),
    cmocka_unit_test(test_period_step__over_the_year),
    cmocka_unit_test(test_period_compare__longer_first),
    cmocka_unit_test(test_frequency__names),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
