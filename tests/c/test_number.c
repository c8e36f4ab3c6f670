/* Numbers as text, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

typedef struct parse_case {
  const char *text;
  char point, group;
  double expect;
} parse_case;

static const parse_case good[] = {
  { "0", '.', 0, 0.0 },
  { "7", '.', 0, 7.0 },
  { "-3", '.', 0, -3.0 },
  { "+3", '.', 0, 3.0 },
  { "12.1", '.', 0, 12.1 },
  { "12,1", ',', 0, 12.1 },
  { ".5", '.', 0, 0.5 },
  { "5.", '.', 0, 5.0 },
  { "007", '.', 0, 7.0 },
  { "1e3", '.', 0, 1000.0 },
  { "1E-3", '.', 0, 0.001 },
  { "1e+3", '.', 0, 1000.0 },
  { "1.234.567,8", ',', '.', 1234567.8 },
  { "1,234,567", '.', ',', 1234567.0 },
  { "1234567", '.', ',', 1234567.0 },
  { "12 345", '.', ' ', 12345.0 },
  { "0.1", '.', 0, 0x1.999999999999ap-4 },
  { "9007199254740993", '.', 0, 9007199254740992.0 }, /* tie to even */
  { "9007199254740993.0000000001", '.', 0, 9007199254740994.0 },
  { "1.7976931348623157e308", '.', 0, DBL_MAX },
  { "2.2250738585072014e-308", '.', 0, DBL_MIN },
  { "5e-324", '.', 0, 0x1p-1074 },
  { "0e999999", '.', 0, 0.0 },
  { "123456789012345678901234567890", '.', 0, 1.2345678901234568e29 },
};

static void test_number_parse__good(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
    const parse_case *c = &good[i];
    double x = -1;
    if (!td_number_parse(&x, c->text, strlen(c->text), c->point, c->group))
      fail_msg("refused: %s", c->text);
    if (memcmp(&x, &c->expect, sizeof(x)) != 0)
      fail_msg("%s: %.17g", c->text, x);
  }
}

static const parse_case bad[] = {
  { "", '.', 0, 0 },
  { " ", '.', 0, 0 },
  { "-", '.', 0, 0 },
  { ".", '.', 0, 0 },
  { "-.", '.', 0, 0 },
  { "e3", '.', 0, 0 },
  { ".e3", '.', 0, 0 },
  { "1e", '.', 0, 0 },
  { "1e+", '.', 0, 0 },
  { "1.2.3", '.', 0, 0 },
  { "12,5", '.', 0, 0 },
  { "12.5", ',', 0, 0 },
  { "1 000", '.', 0, 0 },
  { " 1", '.', 0, 0 },
  { "1 ", '.', 0, 0 },
  { "--1", '.', 0, 0 },
  { "0x10", '.', 0, 0 },
  { "NaN", '.', 0, 0 },
  { "nan", '.', 0, 0 },
  { "inf", '.', 0, 0 },
  { "-Infinity", '.', 0, 0 },
  { "1e309", '.', 0, 0 },
  { "1.8e308", '.', 0, 0 },
  { "1e-400", '.', 0, 0 },
  { "1e999999999999", '.', 0, 0 },
  { "12.34.567", ',', '.', 0 },
  { "1234.567", ',', '.', 0 },
  { "1.23", ',', '.', 0 },
  { ".123", ',', '.', 0 },
  { "1..234", ',', '.', 0 },
  { "١٢", '.', 0, 0 },
};

static void test_number_parse__bad(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
    const parse_case *c = &bad[i];
    double x = 0;
    if (td_number_parse(&x, c->text, strlen(c->text), c->point, c->group))
      fail_msg("taken: %s as %g", c->text, x);
  }
}

static void test_number_parse__nul_inside(void **state)
{
  double x;

  (void)state;
  assert_false(td_number_parse(&x, "1\0002", 3, '.', 0));
  assert_true(td_number_parse(&x, "1\0002", 1, '.', 0));
}

static void test_number_parse__minus_zero_is_zero(void **state)
{
  double x = 1;

  (void)state;
  assert_true(td_number_parse(&x, "-0.0", 4, '.', 0));
  assert_false(signbit(x));
}

/* 0.1 written with a thousand digits is still 0.1; one more at the very end of
 * a tie still counts. */
static void test_number_parse__long(void **state)
{
  char text[1200];
  double x;

  (void)state;
  memset(text, '0', sizeof(text));
  memcpy(text, "0.1", 3);
  assert_true(td_number_parse(&x, text, sizeof(text), '.', 0));
  assert_true(x == 0.1);
  memcpy(text, "9007199254740993.", 17);
  assert_true(td_number_parse(&x, text, sizeof(text), '.', 0));
  assert_true(x == 9007199254740992.0);
  text[sizeof(text) - 1] = '1';
  assert_true(td_number_parse(&x, text, sizeof(text), '.', 0));
  assert_true(x == 9007199254740994.0);
}

/* The C library's strtod in the C locale is the other implementation. */
static void test_number_parse__as_strtod(void **state)
{
  uint64_t seed = 42;
  char text[64];

  (void)state;
  for (int i = 0; i < 20000; i++) {
    double x, y;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    snprintf(text, sizeof(text), "%llu.%llue%d",
             (unsigned long long)(seed >> 40),
             (unsigned long long)(seed >> (seed % 60)), (int)(seed % 61) - 30);
    y = strtod(text, NULL);
    assert_true(td_number_parse(&x, text, strlen(text), '.', 0));
    if (memcmp(&x, &y, sizeof(x)) != 0)
      fail_msg("%s: %.17g, not %.17g", text, x, y);
  }
}

typedef struct int_case {
  const char *text;
  bool ok;
  int64_t expect;
} int_case;

static void test_number_parse_int__cases(void **state)
{
  static const int_case cases[] = {
    { "0", true, 0 },
    { "-0", true, 0 },
    { "+7", true, 7 },
    { "2025", true, 2025 },
    { "9223372036854775807", true, INT64_MAX },
    { "9223372036854775808", false, 0 },
    { "-9223372036854775808", true, INT64_MIN },
    { "-9223372036854775809", false, 0 },
    { "99999999999999999999999", false, 0 },
    { "", false, 0 },
    { "-", false, 0 },
    { "1.0", false, 0 },
    { "1e3", false, 0 },
    { " 1", false, 0 },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    const int_case *c = &cases[i];
    int64_t x = 0;
    if (td_number_parse_int(&x, c->text, strlen(c->text)) != c->ok)
      fail_msg("%s", c->text);
    if (c->ok)
      assert_true(x == c->expect);
  }
}

typedef struct text_case {
  double x;
  const char *expect;
} text_case;

static const text_case texts[] = {
  { 0.0, "0" },
  { -0.0, "0" },
  { 12.1, "12.1" },
  { -3, "-3" },
  { 0.1 + 0.2, "0.30000000000000004" },
  { 1e-7, "1e-07" },
  { 1.5e-7, "1.5e-07" },
  { 0.00001, "0.00001" },
  { 0.000123456, "0.000123456" },
  { -0.0625, "-0.0625" },
  { 1.0 / 3, "0.3333333333333333" },
  { 2.0 / 3, "0.6666666666666666" },
  { 1e15, "1000000000000000" },
  { 1e16, "10000000000000000" },
  { 1e17, "1e+17" },
  { 1234567.8, "1234567.8" },
  { 9007199254740993.0, "9007199254740992" },
  { DBL_MAX, "1.7976931348623157e+308" },
  { DBL_MIN, "2.2250738585072014e-308" },
  { 0x1p-1074, "5e-324" },
};

static void test_number_text__cases(void **state)
{
  char buf[TD_NUMBER_TEXT];

  (void)state;
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
    assert_string_equal(td_number_text(buf, texts[i].x), texts[i].expect);
  assert_string_equal(td_number_text(buf, (double)NAN), "");
  assert_string_equal(td_number_text(buf, (double)INFINITY), "");
  assert_string_equal(td_number_text(buf, -(double)INFINITY), "");
}

static void test_number_digits17__cases(void **state)
{
  static const struct {
    double x;
    const char *expect;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 14.5, "14.5" },
    { -3, "-3" },
    { 0.1, "0.10000000000000001" },
    { 10.2, "10.199999999999999" },
    { 1e300, "1.0000000000000001e+300" },
    { 0x1p-1074, "4.9406564584124654e-324" },
    { (double)NAN, "" },
    { -(double)INFINITY, "" },
  };
  char buf[TD_NUMBER_TEXT];

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    assert_string_equal(td_number_digits17(buf, cases[i].x), cases[i].expect);
}

/* Doubles of every size come back bit by bit. */
static void test_number_text__round_trip(void **state)
{
  uint64_t seed = 7;
  char buf[TD_NUMBER_TEXT];

  (void)state;
  for (int i = 0; i < 20000; i++) {
    double x, back = 0;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    memcpy(&x, &seed, sizeof(x));
    if (i % 2)
      x = (double)(int64_t)(seed >> 30) / 1000.0;
    if (!isfinite(x) || x == 0)
      continue;
    td_number_text(buf, x);
    if (!td_number_parse(&back, buf, strlen(buf), '.', 0) || back != x)
      fail_msg("%a written as %s", x, buf);
  }
}

/* A program around us may have set a locale whose decimal sign is a comma. */
static void test_number__any_locale(void **state)
{
  static const char *const locales[] = { "vi_VN.UTF-8", "de_DE.UTF-8",
                                         "fr_FR.UTF-8" };
  char buf[TD_NUMBER_TEXT];
  double x = 0;
  bool found = false;

  (void)state;
  for (size_t i = 0; i < 3 && !found; i++)
    found = setlocale(LC_ALL, locales[i]) != NULL;
  assert_string_equal(td_number_text(buf, 0.1 + 0.2), "0.30000000000000004");
  assert_string_equal(td_number_digits17(buf, 0.1), "0.10000000000000001");
  assert_true(td_number_parse(&x, "0.30000000000000004", 19, '.', 0));
  assert_true(x == 0.1 + 0.2);
  setlocale(LC_ALL, "C");
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_number_parse__good),
    cmocka_unit_test(test_number_parse__bad),
    cmocka_unit_test(test_number_parse__nul_inside),
    cmocka_unit_test(test_number_parse__minus_zero_is_zero),
    cmocka_unit_test(test_number_parse__long),
    cmocka_unit_test(test_number_parse__as_strtod),
    cmocka_unit_test(test_number_parse_int__cases),
    cmocka_unit_test(test_number_text__cases),
    cmocka_unit_test(test_number_text__round_trip),
    cmocka_unit_test(test_number_digits17__cases),
    cmocka_unit_test(test_number__any_locale),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
