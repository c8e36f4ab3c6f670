/* Working days around Tết 2025 and the end of 2026, and a naive count. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "calendar.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static td_date day(const char *text)
{
  td_date d;

  assert_true(td_date_parse(&d, text, strlen(text)));
  return d;
}

static void assert_day(td_date d, const char *text)
{
  char buf[TD_DATE_TEXT];

  assert_string_equal(td_date_text(buf, d), text);
}

/* Tết 2025 (Wednesday 29 January) was off from Saturday 25 January to Sunday
 * 2 February; Friday 2 May 2025 was swapped for Saturday 26 April. */
static const struct {
  const char *day;
  td_day_kind kind;
} listed[] = {
  { "2025-01-01", TD_DAY_HOLIDAY }, { "2025-01-27", TD_DAY_OFF },
  { "2025-01-28", TD_DAY_HOLIDAY }, { "2025-01-29", TD_DAY_HOLIDAY },
  { "2025-01-30", TD_DAY_HOLIDAY }, { "2025-01-31", TD_DAY_HOLIDAY },
  { "2025-02-01", TD_DAY_HOLIDAY }, /* a Saturday */
  { "2025-04-26", TD_DAY_WORKING }, { "2025-04-30", TD_DAY_HOLIDAY },
  { "2025-05-01", TD_DAY_HOLIDAY }, { "2025-05-02", TD_DAY_OFF },
};

static td_date days[COUNT(listed)];
static uint8_t kinds[COUNT(listed)];
static const td_calendar vn = { days, kinds, COUNT(listed) };

static int fill(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(listed); i++) {
    days[i] = day(listed[i].day);
    kinds[i] = (uint8_t)listed[i].kind;
  }
  return 0;
}

static void test_calendar_is_working__listed_days(void **state)
{
  static const struct {
    const char *day;
    bool listed, plain; /* with the calendar, and without */
  } cases[] = {
    { "2024-12-31", true, true },   { "2025-01-01", false, true },
    { "2025-01-24", true, true },   { "2025-01-25", false, false },
    { "2025-01-26", false, false }, { "2025-01-27", false, true },
    { "2025-02-01", false, false }, { "2025-02-02", false, false },
    { "2025-02-03", true, true },   { "2025-04-25", true, true },
    { "2025-04-26", true, false },  { "2025-04-27", false, false },
    { "2025-05-02", false, true },  { "2025-05-05", true, true },
  };
  static const td_calendar none = { NULL, NULL, 0 };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    td_date d = day(cases[i].day);
    assert_int_equal(td_calendar_is_working(&vn, d), cases[i].listed);
    assert_int_equal(td_calendar_is_working(&none, d), cases[i].plain);
    assert_int_equal(td_calendar_is_working(NULL, d), cases[i].plain);
  }
}

static void test_calendar_roll__each_way(void **state)
{
  static const struct {
    const char *day, *next, *previous;
  } cases[] = {
    { "2025-01-24", "2025-01-24", "2025-01-24" },
    { "2025-01-25", "2025-02-03", "2025-01-24" },
    { "2025-01-29", "2025-02-03", "2025-01-24" },
    { "2025-02-02", "2025-02-03", "2025-01-24" },
    { "2025-04-26", "2025-04-26", "2025-04-26" },
    { "2025-04-27", "2025-04-28", "2025-04-26" },
    { "2025-05-03", "2025-05-05", "2025-04-29" },
    { "2026-12-05", "2026-12-07", "2026-12-04" },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    td_date d = day(cases[i].day);
    assert_day(td_calendar_roll(&vn, d, TD_ROLL_NEXT), cases[i].next);
    assert_day(td_calendar_roll(&vn, d, TD_ROLL_PREVIOUS), cases[i].previous);
    assert_day(td_calendar_roll(&vn, d, TD_ROLL_NONE), cases[i].day);
  }
}

static void test_calendar_roll__end_of_time(void **state)
{
  td_date last = day("9999-12-31"); /* a Friday */
  uint8_t off = TD_DAY_OFF;
  td_calendar c = { &last, &off, 1 };

  (void)state;
  assert_day(td_calendar_roll(&c, last, TD_ROLL_NEXT), "");
  assert_day(td_calendar_roll(&c, last, TD_ROLL_PREVIOUS), "9999-12-30");
}

static void test_calendar_add__working_days(void **state)
{
  static const struct {
    const char *from;
    int n;
    const char *to;
  } cases[] = {
    { "2025-01-29", 0, "2025-01-29" },
    { "2025-01-24", 1, "2025-02-03" },
    { "2025-01-29", 1, "2025-02-03" },
    { "2025-02-03", -1, "2025-01-24" },
    { "2025-01-29", -1, "2025-01-24" },
    { "2025-04-25", 1, "2025-04-26" },
    { "2025-04-25", 3, "2025-04-29" },
    { "2025-04-25", 4, "2025-05-05" },
    { "2025-05-05", -4, "2025-04-25" },
    { "2026-12-04", 10, "2026-12-18" },
    { "9999-12-31", 1, "" },
    { "0001-01-01", -1, "" },
    { "2025-01-01", INT32_MAX, "" },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_day(td_calendar_add(&vn, day(cases[i].from), cases[i].n),
               cases[i].to);
}

static void test_calendar_between__after_and_including(void **state)
{
  static const struct {
    const char *from, *to;
    int n;
  } cases[] = {
    { "2025-01-24", "2025-01-24", 0 },   { "2025-01-24", "2025-02-02", 0 },
    { "2025-01-24", "2025-02-03", 1 },   { "2025-01-23", "2025-02-03", 2 },
    { "2025-04-25", "2025-05-05", 4 },   { "2025-05-05", "2025-04-25", -4 },
    { "2025-12-31", "2026-12-31", 261 }, { "1969-12-31", "1970-01-02", 2 },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_int_equal(
        td_calendar_between(&vn, day(cases[i].from), day(cases[i].to)),
        cases[i].n);
}

static void test_calendar_between__agrees_with_counting(void **state)
{
  td_date from = day("2024-12-20"), last = day("2025-05-20");

  (void)state;
  for (; from < last; from += 3) {
    int n = 0;
    for (td_date to = from; to < last; to++) {
      n += to > from && td_calendar_is_working(&vn, to);
      assert_int_equal(td_calendar_between(&vn, from, to), n);
      assert_int_equal(td_calendar_between(&vn, to, from), -n);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_calendar_is_working__listed_days),
    cmocka_unit_test(test_calendar_roll__each_way),
    cmocka_unit_test(test_calendar_roll__end_of_time),
    cmocka_unit_test(test_calendar_add__working_days),
    cmocka_unit_test(test_calendar_between__after_and_including),
    cmocka_unit_test(test_calendar_between__agrees_with_counting),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, fill, NULL);
}
