/* Hours as instants: Viet Nam's zone against the C library's database, hour by
 * hour around each change, and offsets by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "zone.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static td_date day(const char *text)
{
  td_date d;

  assert_true(td_date_parse(&d, text, strlen(text)));
  return d;
}

static void test_zone_instant__by_hand(void **state)
{
  static const struct {
    const char *zone, *day;
    int hour;
    const char *instant;
    int ahead;
  } cases[] = {
    { "Asia/Ho_Chi_Minh", "2026-12-04", 24, "2026-12-04T17:00:00Z", 25200 },
    { "Asia/Ho_Chi_Minh", "2026-12-04", 17, "2026-12-04T10:00:00Z", 25200 },
    { "Asia/Ho_Chi_Minh", "2026-01-01", 0, "2025-12-31T17:00:00Z", 25200 },
    { "Asia/Saigon", "2026-12-04", 24, "2026-12-04T17:00:00Z", 25200 },
    { "Asia/Ho_Chi_Minh", "1970-01-01", 0, "1969-12-31T16:00:00Z", 28800 },
    { "Asia/Ho_Chi_Minh", "1900-01-01", 0, "1899-12-31T16:53:30Z", 25590 },
    { "UTC", "2026-12-04", 24, "2026-12-05T00:00:00Z", 0 },
    { "+07:00", "2026-12-04", 24, "2026-12-04T17:00:00Z", 25200 },
    { "-03:30", "2026-12-04", 24, "2026-12-05T03:30:00Z", -12600 },
    { "+14:00", "2026-12-04", 14, "2026-12-04T00:00:00Z", 50400 },
    { "UTC", "9999-12-31", 23, "9999-12-31T23:00:00Z", 0 },
    { "UTC", "9999-12-31", 24, NULL, 0 },
    { "+07:00", "0001-01-01", 0, NULL, 25200 },
    { "+14:01", "2026-12-04", 24, NULL, 0 },
    { "+07:60", "2026-12-04", 24, NULL, 0 },
    { "+0700", "2026-12-04", 24, NULL, 0 },
    { "07:00", "2026-12-04", 24, NULL, 0 },
    { "+7:00", "2026-12-04", 24, NULL, 0 },
    { "Europe/Berlin", "2026-12-04", 24, NULL, 0 },
    { "asia/ho_chi_minh", "2026-12-04", 24, NULL, 0 },
    { "", "2026-12-04", 24, NULL, 0 },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    char buf[TD_INSTANT_TEXT];
    int ahead;
    td_instant t = td_zone_instant(&ahead, cases[i].zone, day(cases[i].day),
                                   cases[i].hour);
    if (!cases[i].instant) {
      assert_true(t == TD_NO_INSTANT);
      continue;
    }
    assert_string_equal(td_instant_text(buf, t), cases[i].instant);
    assert_int_equal(ahead, cases[i].ahead);
  }
  assert_true(td_zone_instant(&(int){ 0 }, "UTC", TD_NO_DATE, 24) ==
              TD_NO_INSTANT);
}

/* 23:00 of 12 June 1975 came twice: the later one holds. 0:00 of 1 January 1943
 * began at 23:00 of the day before, which was left out. */
static void test_zone_instant__twice_and_never(void **state)
{
  char buf[TD_INSTANT_TEXT];
  int ahead;

  (void)state;
  td_instant_text(
      buf, td_zone_instant(&ahead, "Asia/Ho_Chi_Minh", day("1975-06-12"), 23));
  assert_string_equal(buf, "1975-06-12T16:00:00Z");
  td_instant_text(
      buf, td_zone_instant(&ahead, "Asia/Ho_Chi_Minh", day("1942-12-31"), 23));
  assert_string_equal(buf, "1942-12-31T16:00:00Z");
}

/* Every hour until 1978, then the first and the last of each day. */
static void test_zone_instant__agrees_with_the_database(void **state)
{
  td_date last = day("2036-01-01");

  (void)state;
  if (access("/usr/share/zoneinfo/Asia/Ho_Chi_Minh", R_OK) != 0)
    skip();
  setenv("TZ", "Asia/Ho_Chi_Minh", 1);
  tzset();
  for (td_date d = day("1905-01-01"); d < last; d++)
    for (int hour = 0; hour<24; hour += d> 3000 ? 23 : 1) {
      int ahead;
      time_t t = (time_t)td_zone_instant(&ahead, "Asia/Ho_Chi_Minh", d, hour);
      struct tm local;
      assert_non_null(localtime_r(&t, &local));
      assert_int_equal(local.tm_gmtoff, ahead);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_zone_instant__by_hand),
    cmocka_unit_test(test_zone_instant__twice_and_never),
    cmocka_unit_test(test_zone_instant__agrees_with_the_database),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
