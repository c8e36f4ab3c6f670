/* Rank tests and lines, against published figures, values worked by hand, and
 * counts over all permutations made by another program. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "trend.h"

static void assert_near(double got, double want, double relative)
{
  if (!(fabs(got - want) <= relative * fmax(fabs(want), 1e-300))) {
    print_message("# %.17g, expected %.17g\n", got, want);
    fail();
  }
}

/* Years 2015, 2016, ... */
static td_series yearly(const double *values, size_t n)
{
  static td_period years[64];
  td_series s = { years, values, NULL, NULL, NULL, n };

  for (int i = 0; i < 64; i++)
    years[i] = (2015 + i) * 100;
  return s;
}

typedef struct rank_case {
  double values[12];
  size_t n;
  double s, var, z;
} rank_case;

/* S counted by hand, variance n(n - 1)(2n + 5)/18 less the ties. */
static void test_mann_kendall__s_and_variance(void **state)
{
  const rank_case cases[] = {
    { { 1, 2 }, 2, 1, 1, 0 },
    { { 2, 1 }, 2, -1, 1, 0 },
    { { 5, 5 }, 2, 0, 0, 0 },
    { { 5, 5, 5, 5 }, 4, 0, 0, 0 },
    { { 1, 2, 3 }, 3, 3, 66.0 / 18, 2 / sqrt(66 / 18.0) },
    { { 1, 2, 2, 3 }, 4, 5, (156 - 18) / 18.0, 4 / sqrt(138 / 18.0) },
    { { -3, -2, -1, 0, -4 }, 5, 2, 300 / 18.0, 1 / sqrt(300 / 18.0) },
    /* As the example of EPA QA/G-9S, page 109, has it: 11 points, four of them
     * equal and two more; S 22, variance 155.33, Z 1.685. */
    { { 7, 1, 2, 2, 2, 2, 3, 6, 4, 4, 5 },
      11,
      22,
      2796 / 18.0,
      21 / sqrt(2796 / 18.0) },
  };
  td_mann_kendall got;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    const rank_case *c = &cases[i];
    assert_true(td_series_mann_kendall(yearly(c->values, c->n), &got));
    assert_near(got.s, c->s, 0);
    assert_near(got.var, c->var, 1e-15);
    assert_near(got.z, c->z, 1e-14);
  }
}

/* Of the EPA example; from Python's statistics.NormalDist. */
static void test_mann_kendall__p_normal(void **state)
{
  static const double values[] = { 7, 1, 2, 2, 2, 2, 3, 6, 4, 4, 5 };
  static const double equal[] = { 3, 3, 3 };
  td_mann_kendall got;

  (void)state;
  assert_true(td_series_mann_kendall(yearly(values, 11), &got));
  assert_near(got.p, 0.09199825920605487, 1e-12);
  assert_false(got.has_exact);
  assert_true(td_series_mann_kendall(yearly(equal, 3), &got));
  assert_near(got.p, 1, 0);
  assert_false(got.has_exact);
}

/* Of n points in order only two permutations are as extreme: p = 2/n!. The
 * others were counted over all permutations. */
static void test_mann_kendall__p_exact(void **state)
{
  static const struct {
    double values[10];
    size_t n;
    double p;
  } cases[] = {
    { { 1, 2 }, 2, 1 },
    { { 1, 2, 3 }, 3, 2.0 / 6 },
    { { 4, 3, 2, 1 }, 4, 2.0 / 24 },
    { { 1, 2, 3, 4, 5 }, 5, 2.0 / 120 },
    { { 1, 2, 3, 4, 5, 6 }, 6, 2.0 / 720 },
    { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 10, 2.0 / 3628800 },
    /* one inversion: 1 + 3 of 24 permutations on each side */
    { { 1, 3, 2, 4 }, 4, 8.0 / 24 },
    { { 2, 1, 4, 3 }, 4, 18.0 / 24 },
    { { 2, 4, 1, 3, 5, 0 }, 6, 1 }, /* S = -1: half of all on each side */
    { { 2, 4, 1, 3 }, 4, 1 },       /* S = 0: more than half */
    { { 3, 1, 2, 5, 4, 7, 6 }, 7, 348.0 / 5040 },
    { { 1, 3, 2, 4, 8, 5, 7, 6 }, 8, 1256.0 / 40320 },
  };
  td_mann_kendall got;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_true(
        td_series_mann_kendall(yearly(cases[i].values, cases[i].n), &got));
    assert_true(got.has_exact);
    assert_near(got.p_exact, cases[i].p, 1e-15);
  }
}

static void test_mann_kendall__too_few_or_too_many(void **state)
{
  static const double one[] = { 1 };
  td_series many = yearly(one, TD_SERIES_MAX_PAIRED + 1);
  td_mann_kendall got;

  (void)state;
  assert_false(td_series_mann_kendall(yearly(one, 0), &got));
  assert_false(td_series_mann_kendall(yearly(one, 1), &got));
  assert_false(td_series_mann_kendall(many, &got));
}

/* Exact p counted over all permutations, with the sum of squared differences
 * of ranks D: rho = 1 - 6 D / (n(n^2 - 1)). */
static void test_spearman__exact(void **state)
{
  static const struct {
    double values[10];
    size_t n;
    double rho, p;
  } cases[] = {
    { { 1, 2, 3 }, 3, 1, 2.0 / 6 },
    { { 9, 8, 7, 6 }, 4, -1, 2.0 / 24 },
    { { 1, 3, 2, 4 }, 4, 0.8, 8.0 / 24 }, /* D 2: 1 + 3 of 24 */
    { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 10, 1, 2.0 / 3628800 },
    { { 3, 1, 2, 5, 4, 7, 6 }, 7, 1 - 60 / 336.0, 2 * 86 / 5040.0 },
    { { 2, 1, 4, 3, 6, 5, 8, 7 }, 8, 1 - 48 / 504.0, 2 * 92 / 40320.0 },
    { { 5, 3, 8, 1, 2, 7, 4, 6 }, 8, 1 - 6 * 74 / 504.0, 2 * 15987 / 40320.0 },
  };
  td_spearman got;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_true(td_series_spearman(yearly(cases[i].values, cases[i].n), &got));
    assert_near(got.rho, cases[i].rho, 1e-15);
    assert_true(got.is_exact);
    assert_near(got.p, cases[i].p, 1e-14);
  }
}

/* Longer series and ties, by Student's t. With 2 degrees of freedom p is
 * 1 - t/sqrt(t^2 + 2): ranks 1, 2.5, 2.5, 4 give rho 4.5/sqrt(22.5), t sqrt(18)
 * and p 1 - sqrt(18/20). With 3: p = 1 - (a + sin a cos a) 2/pi, where a is
 * atan(t/sqrt(3)); ranks 1, 2.5, 2.5, 4, 5 give rho^2 = 95/100 and t^2 = 57.
 * The rest was integrated numerically by another program. */
static void test_spearman__students_t(void **state)
{
  static const struct {
    double values[12];
    size_t n;
    double rho, p;
  } cases[] = {
    { { 1, 2, 2, 3 }, 4, 0.9486832980505138, 1 - 0.9486832980505138 },
    { { 1, 2, 2, 3, 4 }, 5, 0.9746794344808964, 0.0048182304681986254 },
    { { 3, 1, 5, 2, 8, 4, 6, 12, 7, 11, 9, 10 },
      12,
      0.8041958041958042,
      0.001614768986041848 },
    { { 6, 2, 9, 1, 11, 4, 8, 3, 10, 5, 7 },
      11,
      0.19090909090909092,
      0.5739131682855103 },
    { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, 11, 1, 0 },
  };
  td_spearman got;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_true(td_series_spearman(yearly(cases[i].values, cases[i].n), &got));
    assert_near(got.rho, cases[i].rho, 1e-14);
    assert_false(got.is_exact);
    assert_near(got.p, cases[i].p, 1e-9);
  }
}

static void test_spearman__not_defined(void **state)
{
  static const double values[] = { 4, 4, 4, 4 };
  td_spearman got;

  (void)state;
  assert_false(td_series_spearman(yearly(values, 2), &got));
  assert_false(td_series_spearman(yearly(values, 4), &got));
  assert_false(
      td_series_spearman(yearly(values, TD_SERIES_MAX_PAIRED + 1), &got));
}

/* y 2 3 5 4 6 over five years: slope 0.9, explained 0.81 * 10 of 10. */
static void test_r2(void **state)
{
  static const double values[] = { 2, 3, 5, 4, 6 };
  static const double flat[] = { 2, 2, 2 };
  double r2;

  (void)state;
  assert_true(td_series_r2(yearly(values, 5), &r2));
  assert_near(r2, 0.81, 1e-15);
  assert_false(td_series_r2(yearly(flat, 3), &r2));
  assert_false(td_series_r2(yearly(values, 1), &r2));
}

static void test_log_ols(void **state)
{
  static const double doubling[] = { 3, 6, 12, 24 };
  static const double with_zero[] = { 3, 0, 12 };
  static const double negative[] = { -3, -6 };
  double many[100];
  td_line line;

  (void)state;
  assert_true(td_series_log_ols(yearly(doubling, 4), &line));
  assert_near(line.slope, 0.6931471805599453, 1e-15);
  assert_false(td_series_log_ols(yearly(with_zero, 3), &line));
  assert_false(td_series_log_ols(yearly(negative, 2), &line));
  assert_false(td_series_log_ols(yearly(doubling, 1), &line));
  assert_false(td_series_log_ols(yearly(doubling, 0), &line));
  for (int i = 0; i < 64; i++)
    many[i] = ldexp(1, i); /* as many as lie on the stack */
  assert_true(td_series_log_ols(yearly(many, 64), &line));
  assert_near(line.slope, 0.6931471805599453, 1e-15);
}

/* Weights 1, 2, 3, counted from the year before: mean x 7/3, mean y 3, sum
 * w dx^2 30/9, sum w dx dy 12; so slope 3.6, and at x 4 the value 9. */
static void test_recent_ols(void **state)
{
  static const double values[] = { 0, 0, 6 };
  td_line line;

  (void)state;
  assert_true(td_series_recent_ols(yearly(values, 3), &line));
  assert_near(line.slope, 3.6, 1e-14);
  assert_near(td_line_at(line, 2018), 9, 1e-13);
  assert_true(td_series_recent_ols(yearly(values + 1, 2), &line));
  assert_near(line.slope, 6, 1e-14);
  assert_false(td_series_recent_ols(yearly(values, 1), &line));
  assert_false(td_series_recent_ols(yearly(values, 0), &line));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mann_kendall__s_and_variance),
    cmocka_unit_test(test_mann_kendall__p_normal),
    cmocka_unit_test(test_mann_kendall__p_exact),
    cmocka_unit_test(test_mann_kendall__too_few_or_too_many),
    cmocka_unit_test(test_spearman__exact),
    cmocka_unit_test(test_spearman__students_t),
    cmocka_unit_test(test_spearman__not_defined),
    cmocka_unit_test(test_r2),
    cmocka_unit_test(test_log_ols),
    cmocka_unit_test(test_recent_ols),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
