/* Importing observations: versions and the days on which they became known. */
#include "import_help.h"

static const char obs_head[] = "indicator,area,period,known_on,value,flag\n";

static void import_obs(fixture *f, const char *rows, const char *counts)
{
  char text[512];

  snprintf(text, sizeof(text), "%s%s", obs_head, rows);
  must_import(f, "observations.csv", text);
  expect_in(f->counts, counts);
}

static void expect_versions(fixture *f, const char *expect)
{
  expect_rows(f->st,
              "SELECT period || ' ' || ifnull(known_on, '-') || ' ' ||"
              " ifnull(value, '-') || ifnull(' ' || flag, '')"
              " FROM observations ORDER BY period, known_on",
              expect);
}

static void test_import_obs__versions(void **state)
{
  fixture *f = (fixture *)*state;

  import_obs(f, "poverty,an-giang,2023,,9.7,p\n", "1 1 0 0 0");
  import_obs(f, "poverty,an-giang,2023,,9.7,p\n", "1 0 0 1 0");
  import_obs(f, "poverty,an-giang,2023,,9.5,\n", "1 0 1 0 0");
  expect_versions(f, "2023 - 9.7 p\n2023 2026-11-23 9.5");
  /* both the first and the corrected file change nothing any more */
  import_obs(f, "poverty,an-giang,2023,,9.5,\n", "1 0 0 1 0");
  import_obs(f, "poverty,an-giang,2023,,9.7,p\n", "1 0 0 1 0");
  /* a second correction on the same day takes the place of the first */
  import_obs(f, "poverty,an-giang,2023,,9.4,\n", "1 0 1 0 0");
  expect_versions(f, "2023 - 9.7 p\n2023 2026-11-23 9.4");
  f->options.known_on = "2027-01-15";
  import_obs(f, "poverty,an-giang,2023,,,\n", "1 0 1 0 0"); /* withdrawn */
  expect_versions(f, "2023 - 9.7 p\n2023 2026-11-23 9.4\n2023 2027-01-15 -");
}

static void test_import_obs__stated_days(void **state)
{
  fixture *f = (fixture *)*state;

  import_obs(f,
             "poverty,an-giang,2023,2024-03-01,9.7,p\n"
             "poverty,an-giang,2023,2024-09-01,9.6,\n",
             "2 2 0 0 0");
  import_obs(f, "poverty,an-giang,2023,2024-09-01,9.6,\n", "1 0 0 1 0");
  import_obs(f, "poverty,an-giang,2023,2024-06-01,9.65,\n", "1 0 1 0 0");
  import_obs(f, "poverty,an-giang,2023,,9.6,\n", "1 0 0 1 0"); /* the latest */
  expect_versions(f, "2023 2024-03-01 9.7 p\n2023 2024-06-01 9.65\n"
                     "2023 2024-09-01 9.6");
  assert_int_equal(import_text(f, "observations.csv",
                               "indicator,area,period,known_on,value\n"
                               "poverty,an-giang,2023,2024-09-01,8\n"
                               "poverty,an-giang,2022,,8\n"),
                   TD_EDATA);
  expect_in(f->said, "2:23 known_on=2024-09-01 recorded as 9.6 on that day "
                     "already");
  expect_rows(f->st, "SELECT count(*) FROM observations", "3");
}

/* Two rows of one file that would be the same version. */
static void test_import_obs__day_taken(void **state)
{
  fixture *f = (fixture *)*state;

  import_obs(f, "poverty,an-giang,2023,,9.7,\n", "1 1 0 0 0");
  assert_int_equal(import_text(f, "observations.csv",
                               "indicator,area,period,known_on,value\n"
                               "poverty,an-giang,2023,2026-11-23,8\n"
                               "poverty,an-giang,2023,,7\n"),
                   TD_EDATA);
  expect_in(f->said, "recorded as 7 on that day already");
}

/* Columns that the file does not have make no difference. */
static void test_import_obs__columns_not_given(void **state)
{
  fixture *f = (fixture *)*state;

  import_obs(f, "poverty,an-giang,2023,,9.7,p\n", "1 1 0 0 0");
  must_import(f, "observations.csv",
              "indicator;area;year;value\npoverty;an-giang;2023;9.70\n");
  assert_string_equal(f->counts, "observations 1 0 0 1 0\n");
}

static void test_import_obs__kinds_of_period(void **state)
{
  fixture *f = (fixture *)*state;

  import_obs(f,
             "poverty,an-giang,2023-Q4,,1,\npoverty,an-giang,2023-12,,2,\n"
             "poverty,an-giang,2023,,3,\npoverty,an-giang,2023-H2,,4,\n",
             "4 4 0 0 0");
  expect_versions(f, "2023 - 3.0\n2023-12 - 2.0\n2023-H2 - 4.0\n2023-Q4 - 1.0");
}

/* More rows than any first room, in an order that is nobody's. */
static void test_import_obs__many(void **state)
{
  enum { N = 30000 };
  fixture *f = (fixture *)*state;
  char *text = (char *)malloc((size_t)N * 48 + 64);
  size_t n = (size_t)sprintf(text, "indicator,area,breakdown,period,value\n");

  for (unsigned i = 0; i < N; i++) {
    unsigned k = i * 7919u % N; /* 7919 and N have no common factor */
    n += (size_t)sprintf(text + n, "%s,an-giang,g%u,%04u,%u.5\n",
                         k % 2 ? "poverty" : "forest", k / 2 % 100,
                         1000 + k / 200, k);
  }
  must_import(f, "observations.csv", text);
  assert_string_equal(f->counts, "observations 30000 30000 0 0 0\n");
  expect_rows(f->st, "SELECT count(*) || ' ' || sum(value) FROM observation",
              "30000 450000000.0"); /* N * (N - 1) / 2 + N / 2 */
  expect_rows(f->st, "SELECT count(*) FROM series", "200");
  must_import(f, "observations.csv", text);
  assert_string_equal(f->counts, "observations 30000 0 0 30000 0\n");
  free(text);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    BASE(test_import_obs__versions),
    BASE(test_import_obs__stated_days),
    BASE(test_import_obs__day_taken),
    BASE(test_import_obs__columns_not_given),
    BASE(test_import_obs__kinds_of_period),
    BASE(test_import_obs__many),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
