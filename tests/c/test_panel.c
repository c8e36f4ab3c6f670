/* Plain tables: order of rows, what is refused, settings; and the whole of
 * td_assess over one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "panel.h"
#include "tiendo.h"

enum { MAX_TEXT = 4096 };

/* A file of this content; the path is good until the next two calls. */
static const char *file_of(const char *text)
{
  static char paths[2][32];
  static int turn;
  char *path = paths[turn++ % 2];
  int fd;

  memcpy(path, "/tmp/test_panel_XXXXXX", 23);
  fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
  close(fd);
  return path;
}

static td_panel *new_panel(void)
{
  td_panel *p = NULL;
  td_err err;

  assert_int_equal(td_panel_new(&p, &err), TD_OK);
  return p;
}

static td_status read_text(td_panel *p, const char *text, td_err *err)
{
  const char *path = file_of(text);
  td_status rc = td_panel_read(p, path, err);

  unlink(path);
  return rc;
}

/* "A 2015=1 2016=2;B" */
static void expect_panel(const td_panel *p, const char *expect)
{
  char out[MAX_TEXT] = "";
  size_t n = 0;

  for (size_t i = 0; i < td_panel_count(p); i++) {
    size_t length;
    td_series s = td_panel_series(p, i);
    const char *name = td_panel_name(p, i, &length);
    n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s", i ? ";" : "",
                          (int)length, name);
    for (size_t k = 0; k < s.n; k++)
      n += (size_t)snprintf(out + n, sizeof(out) - n, " %d=%g",
                            td_period_year(s.periods[k]), s.values[k]);
  }
  assert_string_equal(out, expect);
}

static void test_panel_read__order(void **state)
{
  static const struct {
    const char *text, *expect;
  } cases[] = {
    { "series,year,value\n", "" },
    { "series,year,value\nA,2015,\nB,2015,\n", "A;B" },
    { "series,year,value\nA,2015,1\nA,2016,2\nB,2015,3\n",
      "A 2015=1 2016=2;B 2015=3" },
    { "series,year,value\nB,2016,4\nA,2016,2\nB,2015,3\nA,2015,1\n",
      "B 2015=3 2016=4;A 2015=1 2016=2" },
    { "series,year,value\nC,2015,\nB,9999,1\nB,0001,2\nC,2015,3\nD,2015,\n",
      "C 2015=3;B 1=2 9999=1;D" },
    { "value,year,series\n1.5,2015-16,\"a,b\"\n-2e3,2014,\"a,b\"\n",
      "a,b 2014=-2000 2015=1.5" },
    { "series,year,value\n\xc4\x91\xe1\xba\xa1t,2015,1\n"
      "\xc4\x91"
      "a\xcc\xa3t,2016,2\n",
      "\xc4\x91\xe1\xba\xa1t 2015=1 2016=2" },
  };

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    td_panel *p = new_panel();
    td_err err = { TD_OK, "" };
    if (read_text(p, cases[i].text, &err) != TD_OK)
      fail_msg("%s", err.text);
    expect_panel(p, cases[i].expect);
    td_panel_free(p);
  }
}

/* 3,000 series by 7 years, the rows dealt out by a step that is prime to
 * their number: series come first in the order of the steps. */
static void test_panel_read__many(void **state)
{
  enum { SERIES = 3000, YEARS = 7, ROWS = SERIES * YEARS, STEP = 7919 };
  char *text = (char *)malloc(ROWS * 24 + 32);
  td_panel *p = new_panel();
  td_err err = { TD_OK, "" };
  size_t n;

  (void)state;
  assert_non_null(text);
  n = (size_t)sprintf(text, "series,year,value\n");
  for (int i = 0, at = 0; i < ROWS; i++, at = (at + STEP) % ROWS)
    n += (size_t)sprintf(text + n, "s%d,%d,%d\n", at / YEARS, 2010 + at % YEARS,
                         at);
  assert_int_equal(read_text(p, text, &err), TD_OK);
  assert_int_equal(td_panel_count(p), SERIES);
  for (size_t i = 0; i < SERIES; i++) {
    size_t length;
    int k = atoi(td_panel_name(p, i, &length) + 1);
    td_series s = td_panel_series(p, i);
    assert_int_equal(s.n, YEARS);
    for (int y = 0; y < YEARS; y++) {
      assert_int_equal(s.periods[y], (2010 + y) * 100);
      assert_true(s.values[y] == k * YEARS + y);
    }
  }
  td_panel_free(p);
  free(text);
}

/* However many there are, the first two of a series are named. */
static void test_panel_read__twice(void **state)
{
  td_panel *p = new_panel();
  td_err err = { TD_OK, "" };

  (void)state;
  assert_int_equal(read_text(p,
                             "series,year,value\nA,2015,1\nB,2015,\nB,2015,5\n"
                             "B,2014,1\nB,2015,\nB,2015,6\nB,2015,7\n",
                             &err),
                   TD_EDATA);
  assert_non_null(strstr(err.text, ":7:3: a second value of 'B' in 2015"));
  assert_non_null(strstr(err.text, ":4:3"));
  td_panel_free(p);
}

static void add_note(void *ud, const char *text)
{
  char *out = (char *)ud;

  snprintf(out + strlen(out), MAX_TEXT - strlen(out), "%s\n",
           strstr(text, ": ") + 2);
}

static void test_panel_settings__layers(void **state)
{
  td_panel *p = new_panel();
  td_err err = { TD_OK, "" };
  char notes[MAX_TEXT] = "";
  const char *path;

  (void)state;
  assert_int_equal(td_panel_set(p, TD_PANEL_TARGET, "7", &err), TD_OK);
  assert_int_equal(td_panel_set(p, TD_PANEL_DIRECTION, "down", &err), TD_OK);
  assert_int_equal(td_panel_set(p, TD_PANEL_HIGH, "", &err), TD_OK);
  assert_int_equal(td_panel_set(p, TD_PANEL_BASE_YEAR, "0000", &err),
                   TD_EUSAGE);
  assert_int_equal(
      read_text(p, "series,year,value\nA,2015,1\nB,2015-16,\n", &err), TD_OK);
  path = file_of("target,series,direction\n8.5,B,\n1,X,up\n");
  assert_int_equal(td_panel_read_settings(p, path, &err), TD_OK);
  unlink(path);
  assert_int_equal(td_panel_check(p, &err), TD_OK);
  assert_true(td_panel_get(p, 0, TD_PANEL_TARGET) == 7);
  assert_true(td_panel_get(p, 1, TD_PANEL_TARGET) == 8.5);
  assert_true(td_panel_get(p, 1, TD_PANEL_DIRECTION) == -1);
  assert_true(isnan(td_panel_get(p, 1, TD_PANEL_HIGH)));
  assert_true(td_panel_given(p, TD_PANEL_TARGET));
  assert_false(td_panel_given(p, TD_PANEL_HIGH));
  td_panel_tell(p, add_note, notes);
  assert_non_null(strstr(notes, "1 row without a value, the first in line 3\n"
                                "1 year cut to the first four characters"));
  assert_non_null(strstr(notes, "1 series not in "));
  assert_non_null(strstr(notes, "'X'\nno row for 1 series of "));
  td_panel_free(p);
}

/* ---- td_assess ------------------------------------------------------- */

static int keep(void *ud, const char *text, size_t n)
{
  char *out = (char *)ud;
  size_t used = strlen(out);

  assert_true(used + n < MAX_TEXT);
  memcpy(out + used, text, n);
  out[used + n] = '\0';
  return 0;
}

static int refuse(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  (void)n;
  return 1;
}

static void test_assess__twice(void **state)
{
  const char *path = file_of("series,year,value\nA,2015,64\nA,2016,80\n");
  const td_write_options json = { .size = sizeof(json), .format = "json" };
  const td_write_options xml = { .size = sizeof(xml), .format = "xml" };
  char first[MAX_TEXT] = "", second[MAX_TEXT] = "", third[MAX_TEXT] = "";
  td_assess *a = NULL;
  td_err err;

  (void)state;
  assert_int_equal(td_assess_open(&a, path, NULL, &err), TD_OK);
  unlink(path);
  assert_int_equal(td_assess_write(a, NULL, keep, first, &err), TD_OK);
  assert_int_equal(td_assess_write(a, NULL, refuse, NULL, &err), TD_EIO);
  assert_int_equal(td_assess_write(a, NULL, keep, second, &err), TD_OK);
  assert_int_equal(td_assess_write(a, &xml, keep, second, &err), TD_EUSAGE);
  assert_int_equal(td_assess_write(a, &json, keep, third, &err), TD_OK);
  assert_string_equal(first, second);
  assert_non_null(strstr(first, "\nA,open-sdg,deterioration,wrong_way,-0.25,"));
  assert_non_null(strstr(third, "\"value\":-0.25,"));
  td_assess_close(a);
  td_assess_close(NULL);
}

static void test_assess__refused(void **state)
{
  const char *path = file_of("series,year,value\nA,2015,64\n");
  const td_assess_options cases[] = {
    { .size = sizeof(*cases), .method = "xyz" },
    { .size = sizeof(*cases), .direction = "sideways" },
    { .size = sizeof(*cases), .optimum = "3" },
    { .size = 8 },
  };
  td_assess *a = NULL;
  td_err err;

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    assert_int_equal(td_assess_open(&a, path, &cases[i], &err), TD_EUSAGE);
    assert_null(a);
  }
  unlink(path);
  assert_int_equal(td_assess_open(&a, path, NULL, &err), TD_EIO);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_panel_read__order),
    cmocka_unit_test(test_panel_read__many),
    cmocka_unit_test(test_panel_read__twice),
    cmocka_unit_test(test_panel_settings__layers),
    cmocka_unit_test(test_assess__twice),
    cmocka_unit_test(test_assess__refused),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
