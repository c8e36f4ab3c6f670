/* CSV: values, positions, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "csv.h"

/* Rows joined by ';', values by '|'. */
static void expect_rows(const char *text, size_t n, char delimiter,
                        const char *expect)
{
  td_csv csv = { .delimiter = delimiter };
  td_err err = { 0 };
  char out[512] = "";
  size_t len = 0;
  td_status rc = td_csv_open(&csv, text, n, &err);

  while (rc == TD_OK && (rc = td_csv_next(&csv, &err)) == TD_ROW) {
    for (size_t i = 0; i < csv.n; i++)
      len += (size_t)snprintf(out + len, sizeof(out) - len, "%s%.*s",
                              i        ? "|"
                              : out[0] ? ";"
                                       : "",
                              (int)csv.values[i].n, csv.values[i].text);
    rc = TD_OK;
  }
  if (rc != TD_OK)
    fail_msg("%s: %s", text, err.text);
  assert_string_equal(out, expect);
  td_csv_close(&csv);
}

typedef struct rows_case {
  const char *text;
  const char *expect;
} rows_case;

static void test_csv_next__rows(void **state)
{
  static const rows_case cases[] = {
    { "", "" },
    { "\n\n\r\n", "" },
    { "a", "a" },
    { "a,b\n1,2\n", "a|b;1|2" },
    { "a,b\r\n1,2\r\n", "a|b;1|2" },
    { "a,b\r1,2", "a|b;1|2" },
    { "a,b\n\n1,2", "a|b;1|2" },
    { "a,\n,b\n", "a|;|b" },
    { ",", "|" },
    { "\xef\xbb\xbf"
      "a,b",
      "a|b" },
    { "\"a\",\"b\"\n", "a|b" },
    { "\"a,b\",c", "a,b|c" },
    { "\"a\nb\",c\n1", "a\nb|c;1" },
    { "\"a\r\nb\",c", "a\r\nb|c" },
    { "\"say \"\"no\"\"\",\"\"\"\"", "say \"no\"|\"" },
    { "\"\",\"\"\n", "|" },
    { "\"\"", "" },
    { "a\"b\"c,d", "a\"b\"c|d" },
    { " \"a\" ,b", " \"a\" |b" },
    { "Tỷ lệ,đ\n\"Kiên \"\"Giang\"\"\",x", "Tỷ lệ|đ;Kiên \"Giang\"|x" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    expect_rows(cases[i].text, strlen(cases[i].text), ',', cases[i].expect);
}

static void test_csv_next__delimiter(void **state)
{
  (void)state;
  expect_rows("a;b,c\n", 6, ';', "a|b,c");
  expect_rows("a\tb\n", 4, '\t', "a|b");
}

static void test_csv_next__positions(void **state)
{
  static const char text[] = "\xef\xbb\xbf"
                             "tên,\"đ,\nơ\",x\r\n\n\"b\"\"\",ế,y";
  static const struct {
    int64_t line, column;
    bool quoted;
  } expect[] = { { 1, 1, false }, { 1, 5, true },  { 2, 4, false },
                 { 4, 1, true },  { 4, 7, false }, { 4, 9, false } };
  td_csv csv = { 0 };
  td_err err;
  size_t k = 0;

  (void)state;
  assert_int_equal(td_csv_open(&csv, text, sizeof(text) - 1, &err), TD_OK);
  while (td_csv_next(&csv, &err) == TD_ROW)
    for (size_t i = 0; i < csv.n; i++, k++) {
      assert_int_equal(csv.values[i].line, expect[k].line);
      assert_int_equal(csv.values[i].column, expect[k].column);
      assert_int_equal(csv.values[i].quoted, expect[k].quoted);
    }
  assert_int_equal(k, 6);
  td_csv_close(&csv);
}

typedef struct bad_case {
  const char *text;
  size_t n;
  const char *where;
} bad_case;

#define BAD(text, where)                                                       \
  {                                                                            \
    text, sizeof(text) - 1, where                                              \
  }

static void test_csv__refused(void **state)
{
  static const bad_case cases[] = {
    BAD("a,\"b", "line 1, column 3: a quote"),
    BAD("a\n\"b\"\"", "line 2, column 1: a quote"),
    BAD("\"a\"b,c", "line 1, column 4: text behind"),
    BAD("\"a\" ,c", "line 1, column 4: text behind"),
    BAD("đ,\"ơ\nx\"y", "line 2, column 3: text behind"),
    BAD("a,b\nđ\0c", "line 2, column 2: a NUL"),
    BAD("\0", "line 1, column 1: a NUL"),
    BAD("a\r\nđ,\xff", "line 2, column 3: not UTF-8"),
    BAD("a\xc4", "line 1, column 2: not UTF-8"),
    BAD("a\xc4\nb", "line 1, column 2: not UTF-8"),
    BAD("\xff\xfe"
        "a",
        "line 1, column 1: not UTF-8"),                 /* UTF-16 */
    BAD("\xed\xa0\x80", "line 1, column 1: not UTF-8"), /* surrogate */
    BAD("\xc0\xaf", "line 1, column 1: not UTF-8"),     /* overlong */
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_csv csv = { 0 };
    td_err err = { 0 };
    td_status rc = td_csv_open(&csv, cases[i].text, cases[i].n, &err);
    while (rc == TD_OK && (rc = td_csv_next(&csv, &err)) == TD_ROW)
      rc = TD_OK;
    if (rc != TD_EDATA ||
        strncmp(err.text, cases[i].where, strlen(cases[i].where)) != 0)
      fail_msg("case %zu: %s", i, err.text);
    td_csv_close(&csv);
  }
}

/* Reading on from a row that was seen before gives it again. */
static void test_csv__read_again(void **state)
{
  static const char text[] = "a,b\nc,\"d\"\"\"\n";
  td_csv csv = { 0 }, again = { 0 };
  td_err err;
  const char *row;

  (void)state;
  assert_int_equal(td_csv_open(&csv, text, sizeof(text) - 1, &err), TD_OK);
  assert_int_equal(td_csv_next(&csv, &err), TD_ROW);
  row = csv.at;
  again.delimiter = ',';
  again.quote = '"';
  again.at = row;
  again.end = csv.end;
  again.line = 2;
  again.column = 1;
  assert_int_equal(td_csv_next(&again, &err), TD_ROW);
  assert_int_equal(again.values[1].line, 2);
  assert_int_equal(again.values[1].column, 3);
  assert_int_equal(again.values[1].n, 2);
  td_csv_close(&csv);
  td_csv_close(&again);
}

/* A row of many values and a value of many bytes: room grows. */
static void test_csv_next__wide(void **state)
{
  enum { N = 100000 };
  char *text = (char *)malloc(N);
  td_csv csv = { 0 };
  td_err err;

  (void)state;
  memset(text, ',', N);
  assert_int_equal(td_csv_open(&csv, text, N, &err), TD_OK);
  assert_int_equal(td_csv_next(&csv, &err), TD_ROW);
  assert_int_equal(csv.n, N + 1);
  td_csv_close(&csv);
  memset(text, '"', N);
  assert_int_equal(td_csv_open(&csv, text, N, &err), TD_OK);
  assert_int_equal(td_csv_next(&csv, &err), TD_ROW);
  assert_int_equal(csv.values[0].n, N / 2 - 1);
  td_csv_close(&csv);
  free(text);
}

static double seconds_for(const char *unit, size_t n)
{
  size_t len = strlen(unit);
  char *text = (char *)malloc(n * len);
  td_csv csv = { 0 };
  td_err err;
  clock_t start;

  for (size_t i = 0; i < n; i++)
    memcpy(text + i * len, unit, len);
  start = clock();
  if (td_csv_open(&csv, text, n * len, &err) == TD_OK)
    while (td_csv_next(&csv, &err) == TD_ROW)
      ;
  start = clock() - start;
  td_csv_close(&csv);
  free(text);
  return (double)start / CLOCKS_PER_SEC;
}

/* What makes careless readers quadratic: no line feed at all, open quotes,
 * quotes in pairs. Two megabytes of each would then take minutes. */
static void test_csv__linear(void **state)
{
  static const char *const units[] = { "a,b\r", "\"a\n\",", "\"\"", "\"",
                                       ",",     "\n",       "\r\n", "ế" };

  (void)state;
  for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
    if (seconds_for(units[i], 500000) > 5.0)
      fail_msg("slow on %s", units[i]);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_csv_next__rows),
    cmocka_unit_test(test_csv_next__delimiter),
    cmocka_unit_test(test_csv_next__positions),
    cmocka_unit_test(test_csv__refused),
    cmocka_unit_test(test_csv__read_again),
    cmocka_unit_test(test_csv_next__wide),
    cmocka_unit_test(test_csv__linear),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
