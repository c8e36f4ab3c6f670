/* What a store says about its plans without a snapshot. */
#include "import_help.h"

/* "code|title_en|title_vi|zone\n" a plan. */
static void note_plan(void *ud, const td_plan_info *p)
{
  char *said = (char *)ud;
  size_t n = strlen(said);

  snprintf(said + n, MAX_SAID - n, "%s|%s|%s|%s\n", p->code, p->title_en,
           p->title_vi, p->zone);
}

static void assert_plans(fixture *f, const char *expected)
{
  char said[MAX_SAID] = "";

  assert_int_equal(td_store_plans(f->st, note_plan, said, &f->err), TD_OK);
  assert_string_equal(said, expected);
}

static void insert(fixture *f, const char *rows)
{
  char sql[512];

  snprintf(sql, sizeof(sql), "INSERT INTO plans(code, title_vi, zone) %s",
           rows);
  if (td_store_exec(f->st, sql, &f->err) != TD_OK)
    fail_msg("%s", f->err.text);
}

static void test_plans__none(void **state)
{
  assert_plans((fixture *)*state, "");
}

static void test_plans__by_code_with_the_zone_that_holds(void **state)
{
  fixture *f = (fixture *)*state;

  insert(f, "VALUES ('b', 'Hai', NULL), ('a', 'Một', 'Asia/Bangkok')");
  assert_plans(f, "a||Một|Asia/Bangkok\nb||Hai|Asia/Ho_Chi_Minh\n");
}

/* Nothing is told, and it is no end of the rows. */
static void test_plans__store_without_the_table(void **state)
{
  fixture *f = (fixture *)*state;
  char said[MAX_SAID] = "";

  assert_int_equal(td_store_exec(f->st,
                                 "PRAGMA foreign_keys = OFF; DROP TABLE plans",
                                 &f->err),
                   TD_OK);
  assert_int_equal(td_store_plans(f->st, note_plan, said, &f->err), TD_EDATA);
  assert_string_equal(said, "");
}

static void assert_day(fixture *f, int64_t seconds, const char *expected)
{
  char day[11];

  assert_int_equal(td_store_day(day, f->st, seconds, &f->err), TD_OK);
  assert_string_equal(day, expected);
}

/* 1795798799 is 2026-11-27T16:59:59Z; in An Giang it is seven hours later. */
static void test_day__begins_at_midnight_in_the_zone(void **state)
{
  fixture *f = (fixture *)*state;

  assert_day(f, 1795798799, "2026-11-27"); /* no plan: the zone of Viet Nam */
  assert_day(f, 1795798800, "2026-11-28");
  insert(f, "VALUES ('a', 'Một', 'UTC')");
  assert_day(f, 1795798800, "2026-11-27");
  assert_day(f, 0, "1970-01-01");
}

static void test_day__refuses_a_zone_that_there_is_not(void **state)
{
  fixture *f = (fixture *)*state;
  char day[11];

  insert(f, "VALUES ('a', 'Một', 'Mars/Olympus')");
  assert_int_equal(td_store_day(day, f->st, 0, &f->err), TD_EDATA);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    TEST(test_plans__none),
    TEST(test_plans__by_code_with_the_zone_that_holds),
    TEST(test_plans__store_without_the_table),
    TEST(test_day__begins_at_midnight_in_the_zone),
    TEST(test_day__refuses_a_zone_that_there_is_not),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
