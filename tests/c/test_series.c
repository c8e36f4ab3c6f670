/* Series: slices, lookups, straight lines and growth, against values worked
 * out by hand or published. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "series.h"

static void assert_near(double got, double want, double relative)
{
  if (!(fabs(got - want) <= relative * fmax(fabs(want), 1e-300))) {
    print_message("# %.17g, expected %.17g\n", got, want);
    fail();
  }
}

/* Years 2015, 2016, ... unless periods are given. */
static td_series yearly(const double *values, size_t n)
{
  static td_period years[64];
  td_series s = { years, values, NULL, NULL, NULL, n };

  for (int i = 0; i < 64; i++)
    years[i] = (2015 + i) * 100;
  return s;
}

static void test_series_between(void **state)
{
  static const td_period periods[] = { 201500, 201701, 201712, 201900 };
  static const double values[] = { 1, 2, 3, 4 };
  static const uint32_t flags[] = { 0, 5, 6, 0 };
  static const int32_t sources[] = { 0, 1, 2, 3 };
  static const struct {
    int from, to;
    size_t n;
    double first;
  } cases[] = {
    { 2015, 2019, 4, 1 }, { 2016, 2019, 3, 2 }, { 2017, 2017, 2, 2 },
    { 2018, 2018, 0, 0 }, { 1, 9999, 4, 1 },    { 2020, 9999, 0, 0 },
    { 1, 2014, 0, 0 },    { 2019, 2015, 0, 0 }, { 2019, 2019, 1, 4 },
  };
  td_series s = { periods, values, flags, sources, NULL, 4 };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_series part = td_series_between(s, cases[i].from, cases[i].to);
    assert_int_equal(part.n, cases[i].n);
    if (part.n)
      assert_true(part.values[0] == cases[i].first);
  }
  s = td_series_between(s, 2017, 2019);
  assert_int_equal(s.flags[0], 5);
  assert_int_equal(s.sources[2], 3);
}

static void test_series_find(void **state)
{
  static const td_period periods[] = { 201500, 201603, 201612, 201900 };
  static const double values[] = { 1, 2, 3, 4 };
  td_series s = { periods, values, NULL, NULL, NULL, 4 };

  (void)state;
  for (int i = 0; i < 4; i++)
    assert_int_equal(td_series_find(s, periods[i]), i);
  assert_int_equal(td_series_find(s, 201600), -1); /* its months are no year */
  assert_int_equal(td_series_find(s, 201604), -1);
  assert_int_equal(td_series_find(s, 201400), -1);
  assert_int_equal(td_series_find(s, 202000), -1);
  s.n = 0;
  assert_int_equal(td_series_find(s, 201500), -1);
}

/* x 2015..2019, y 2 3 5 4 6: mean x 2017, mean y 4;
 * sum dx*dy = -2*-2 + -1*-1 + 0*1 + 1*0 + 2*2 = 9, sum dx^2 = 10. */
static void test_series_ols__by_hand(void **state)
{
  static const double values[] = { 2, 3, 5, 4, 6 };
  td_line line;

  (void)state;
  assert_true(td_series_ols(yearly(values, 5), &line));
  assert_near(line.slope, 0.9, 1e-15);
  assert_near(td_line_at(line, 2030), 4 + 0.9 * 13, 1e-15);
  assert_near(td_line_at(line, 0), 4 - 0.9 * 2017, 1e-15);
}

/* Employment 1947..1962 in Longley's data of 1967, on the year. In exact
 * fractions: sum dx^2 = 340, sum dx*dy = 243614, sum y = 1045072. */
static void test_series_ols__longley(void **state)
{
  static const double values[] = {
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
    66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
  };
  td_series s = yearly(values, 16);
  td_line line;

  (void)state;
  assert_true(td_series_ols(s, &line));
  assert_near(line.slope, 243614.0 / 340, 1e-14);
  assert_near(line.y, 1045072.0 / 16, 1e-15);
}

/* A level of 1e9 with steps of a millionth: sums of squares about 0 would
 * lose the slope altogether. */
static void test_series_ols__small_changes_at_a_high_level(void **state)
{
  static const double step = 0x1p-20; /* exact in binary at this level */
  double values[12];
  td_line line;

  (void)state;
  for (int i = 0; i < 12; i++)
    values[i] = 0x1p30 + i * step;
  assert_true(td_series_ols(yearly(values, 12), &line));
  assert_near(line.slope, step, 1e-6);
}

static void test_series_ols__undefined(void **state)
{
  static const td_period same_time[] = { 201500, 201501 };
  static const double values[] = { 1e308, 1e308, 1e308 };
  td_series at_once = { same_time, values, NULL, NULL, NULL, 2 };
  td_line line;

  (void)state;
  assert_false(td_series_ols(yearly(values, 0), &line));
  assert_false(td_series_ols(yearly(values, 1), &line));
  assert_false(td_series_ols(at_once, &line));
  assert_false(td_series_ols(yearly(values, 3), &line)); /* sum overflows */
}

static void test_series_ols__quarters_are_parts_of_a_year(void **state)
{
  static const td_period periods[] = { 202421, 202422, 202423, 202424 };
  static const double values[] = { 1, 2, 3, 4 };
  td_series s = { periods, values, NULL, NULL, NULL, 4 };
  td_line line;

  (void)state;
  assert_true(td_series_ols(s, &line));
  assert_near(line.slope, 4, 1e-15); /* one a quarter, four a year */
  assert_near(td_line_at(line, 2025), 5, 1e-15);
}

/* y 1 2 3 4 50: slopes 1 (six times), 49/4, 48/3, 47/2, 46; the median of
 * the ten is 1; y - x + 2015 is 1 1 1 1 46, its median 1. */
static void test_series_theil_sen__outlier(void **state)
{
  static const double values[] = { 1, 2, 3, 4, 50 };
  td_line line;

  (void)state;
  assert_true(td_series_theil_sen(yearly(values, 5), &line));
  assert_near(line.slope, 1, 1e-15);
  assert_near(td_line_at(line, 2015), 1, 1e-15);
  assert_near(td_line_at(line, 0), -2014, 1e-15);
}

/* y 0 10 15: slopes 10, 7.5, 5, median 7.5; residuals about 2015: 0, 2.5, 0,
 * median 0. An even count, y 0 10 15 18: slopes 10 7.5 6 5 4 3, median
 * (5 + 6) / 2; residuals 0, 4.5, 4, 1.5, median (1.5 + 4) / 2. */
static void test_series_theil_sen__medians(void **state)
{
  static const double values[] = { 0, 10, 15, 18 };
  td_line line;

  (void)state;
  assert_true(td_series_theil_sen(yearly(values, 3), &line));
  assert_near(line.slope, 7.5, 1e-15);
  assert_true(line.y == 0);
  assert_true(td_series_theil_sen(yearly(values, 4), &line));
  assert_near(line.slope, 5.5, 1e-15);
  assert_near(td_line_at(line, 2015), 2.75, 1e-15);
}

static int by_size(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* The same from the definition: all slopes, sorted. */
static double plain_slope(const double *y, size_t n)
{
  double *all = (double *)malloc(n * n * sizeof(*all)), slope;
  size_t m = 0;

  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      all[m++] = (y[j] - y[i]) / (double)(j - i);
  qsort(all, m, sizeof(*all), by_size);
  slope = m % 2 ? all[m / 2] : (all[m / 2 - 1] + all[m / 2]) / 2;
  free(all);
  return slope;
}

static void test_series_theil_sen__against_sorting(void **state)
{
  double values[64];
  uint32_t seed = 1;
  td_line line;

  (void)state;
  for (int round = 0; round < 2000; round++) {
    size_t n = 2 + (size_t)round % 63;
    for (size_t i = 0; i < n; i++) {
      seed = seed * 1664525u + 1013904223u;
      /* few different values in every third round, so that slopes tie */
      values[i] = round % 3 ? seed / 4294967296.0 : seed >> 30;
    }
    assert_true(td_series_theil_sen(yearly(values, n), &line));
    assert_true(line.slope == plain_slope(values, n));
  }
}

static void test_series_theil_sen__sizes(void **state)
{
  static td_period periods[TD_SERIES_MAX_PAIRED + 1];
  static double values[TD_SERIES_MAX_PAIRED + 1];
  td_series s = { periods, values, NULL, NULL, NULL, TD_SERIES_MAX_PAIRED };
  td_line line;

  (void)state;
  for (int i = 0; i <= TD_SERIES_MAX_PAIRED; i++) {
    periods[i] = (i + 1) * 100;
    values[i] = i % 2 ? 3.0 * i : 3.0 * i + 1;
  }
  assert_true(td_series_theil_sen(s, &line));
  assert_near(line.slope, 3, 1e-15);
  s.n++;
  assert_false(td_series_theil_sen(s, &line));
  s.n = 1;
  assert_false(td_series_theil_sen(s, &line));
  s.n = 0;
  assert_false(td_series_theil_sen(s, &line));
}

static void test_series_theil_sen__undefined(void **state)
{
  static const td_period same_time[] = { 201500, 201501, 201521 };
  static const double values[] = { -1.7e308, 1.7e308, 1 };
  td_series at_once = { same_time, values, NULL, NULL, NULL, 3 };
  td_line line;

  (void)state;
  assert_false(td_series_theil_sen(at_once, &line));
  assert_false(td_series_theil_sen(yearly(values, 2), &line)); /* infinite */
}

static void test_cagr(void **state)
{
  static const struct {
    double first, last, years, rate;
  } cases[] = {
    { 100, 121, 2, 0.1 },     { 121, 100, 2, 1 / 1.1 - 1 },
    { 4, 1, 2, -0.5 },        { -100, -121, 2, 0.1 },
    { 1, 8, 3, 1 },           { 1, 1.5, 0.5, 1.25 },
    { 1e-200, 4e-200, 2, 1 }, /* the product of both is no double */
  };
  double rate;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_true(td_cagr(cases[i].first, cases[i].last, cases[i].years, &rate));
    assert_near(rate, cases[i].rate, 1e-14);
  }
}

static void test_cagr__undefined(void **state)
{
  static const double cases[][3] = {
    { 0, 1, 1 },           { 1, 0, 1 },
    { 0, 0, 1 },           { 1, -1, 1 },
    { -1, 1, 1 },          { 1, 2, 0 },
    { 1, 2, -1 },          { 1, 2, (double)NAN },
    { (double)NAN, 2, 1 }, { 1, (double)INFINITY, 1 },
    { 1e-300, 1e300, 1 },
  };
  double rate;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    assert_false(td_cagr(cases[i][0], cases[i][1], cases[i][2], &rate));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_series_between),
    cmocka_unit_test(test_series_find),
    cmocka_unit_test(test_series_ols__by_hand),
    cmocka_unit_test(test_series_ols__longley),
    cmocka_unit_test(test_series_ols__small_changes_at_a_high_level),
    cmocka_unit_test(test_series_ols__undefined),
    cmocka_unit_test(test_series_ols__quarters_are_parts_of_a_year),
    cmocka_unit_test(test_series_theil_sen__outlier),
    cmocka_unit_test(test_series_theil_sen__medians),
    cmocka_unit_test(test_series_theil_sen__against_sorting),
    cmocka_unit_test(test_series_theil_sen__sizes),
    cmocka_unit_test(test_series_theil_sen__undefined),
    cmocka_unit_test(test_cagr),
    cmocka_unit_test(test_cagr__undefined),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
