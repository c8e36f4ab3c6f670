/* Composed and folded text, code order, near names. The bytes expected stand
 * spelled out; Vietnamese letters after the Unicode character database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* U+0301 acute, U+0323 dot below, U+0302 circumflex, U+031B horn */
#define ACUTE "\xcc\x81"
#define DOT_BELOW "\xcc\xa3"
#define CIRCUMFLEX "\xcc\x82"
#define HORN "\xcc\x9b"
#define NBSP "\xc2\xa0"

typedef td_status (*transform)(char **, size_t *, const char *, size_t,
                               td_err *);

static void assert_gives(transform fn, const char *text, const char *want)
{
  char *got = NULL;
  size_t n = 0;
  td_err err;

  assert_int_equal(fn(&got, &n, text, strlen(text), &err), TD_OK);
  assert_string_equal(got, want);
  assert_int_equal(n, strlen(want));
  free(got);
}

static void test_text_nfc__composes(void **state)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "plain ASCII, 1.2%", "plain ASCII, 1.2%" },
    { "a" ACUTE, "\xc3\xa1" },
    { "e" DOT_BELOW CIRCUMFLEX, "\xe1\xbb\x87" },
    { "e" CIRCUMFLEX DOT_BELOW, "\xe1\xbb\x87" },
    { "u" HORN ACUTE, "\xe1\xbb\xa9" },
    { "\xc3\xaa" DOT_BELOW, "\xe1\xbb\x87" }, /* half composed */
    { "Tiến độ", "Tiến độ" },
    { "\xe2\x84\xab", "\xc3\x85" }, /* the sign for angstrom is Å */
    { ACUTE "a", ACUTE "a" },
    { "q" ACUTE, "q" ACUTE }, /* there is no composed form */
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_gives(td_text_nfc, cases[i][0], cases[i][1]);
}

static void test_text_fold__forgets_marks_and_case(void **state)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "Plain ASCII", "plain ascii" },
    { "Sở Y tế", "so y te" },
    { "SỞ Y TẾ", "so y te" },
    { "S"
      "o" HORN "\xcc\x89"
      " Y te" CIRCUMFLEX ACUTE,
      "so y te" },
    { "Đồng Tháp", "dong thap" },
    { "ĐĂNG đăng", "dang dang" },
    { "Kiên Giang", "kien giang" },
    { "Ủy ban nhân dân", "uy ban nhan dan" },
    { "  two \t\n  blanks ", "two blanks" },
    { NBSP "Sở" NBSP " Y\xe3\x80\x80tế" NBSP, "so y te" },
    { "\xe2\x80\xa9", "" }, /* nothing but a paragraph separator */
    { "Straße", "strasse" },
    { ACUTE, "" },
    { "\xe6\x97\xa5", "\xe6\x97\xa5" },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_gives(td_text_fold, cases[i][0], cases[i][1]);
}

static void test_text_caseless__keeps_marks(void **state)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "Plain  ASCII ", "plain ascii" },
    { "SỞ Y TẾ", "sở y tế" },
    { NBSP "Sở" NBSP " Y\xe3\x80\x80tế", "sở y tế" },
    { "S"
      "O" HORN "\xcc\x89"
      " Y TE" CIRCUMFLEX ACUTE,
      "sở y tế" },
    { "Đồng Tháp", "đồng tháp" },
    { "Hạ", "hạ" },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_gives(td_text_caseless, cases[i][0], cases[i][1]);
}

static void test_text_fold__keeps_nul(void **state)
{
  char *got;
  size_t n;

  (void)state;
  assert_int_equal(td_text_fold(&got, &n, "A\0B", 3, NULL), TD_OK);
  assert_int_equal(n, 3);
  assert_memory_equal(got, "a\0b", 4);
  free(got);
  assert_int_equal(td_text_fold(&got, &n, "Đ\0Đ", 5, NULL), TD_OK);
  assert_int_equal(n, 3);
  assert_memory_equal(got, "d\0d", 4);
  free(got);
  assert_int_equal(td_text_nfc(&got, &n, "a" ACUTE "\0b", 5, NULL), TD_OK);
  assert_int_equal(n, 4);
  assert_memory_equal(got, "\xc3\xa1\0b", 5);
  free(got);
}

static void test_text_fold__long(void **state)
{
  enum { TIMES = 100000 };
  char *text = malloc(TIMES * 3), *got;
  size_t n;

  (void)state;
  assert_non_null(text);
  for (size_t i = 0; i < TIMES; i++)
    memcpy(text + i * 3, "\xe1\xba\xbe", 3); /* U+1EBE */
  assert_int_equal(td_text_fold(&got, NULL, text, TIMES * 3, NULL), TD_OK);
  n = strlen(got);
  assert_int_equal(n, TIMES);
  assert_int_equal(strspn(got, "e"), TIMES);
  free(got);
  free(text);
}

static void test_text_invalid__position(void **state)
{
  static const struct {
    const char *text;
    size_t at;
  } cases[] = {
    { "", 0 },
    { "abc", 3 },
    { "Tiến", 6 },
    { "\xff", 0 },
    { "ab\x80", 2 },
    { "ab\xc3", 2 },            /* cut */
    { "ab\xe1\xbb", 2 },        /* cut */
    { "\xc3\xa1\xc0\xaf", 2 },  /* overlong */
    { "a\xed\xa0\x80", 1 },     /* surrogate */
    { "a\xf4\x90\x80\x80", 1 }, /* above U+10FFFF */
    { "\xf0\x9f\x98\x80", 4 },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_int_equal(td_text_invalid(cases[i].text, strlen(cases[i].text)),
                     cases[i].at);
  assert_int_equal(td_text_invalid("a\0\xff", 3), 2);
}

static void test_text_nfc__names_the_byte(void **state)
{
  char *got;
  td_err err;

  (void)state;
  assert_int_equal(td_text_nfc(&got, NULL, "ab\xff", 3, &err), TD_EDATA);
  assert_null(got);
  assert_string_equal(err.text, "not UTF-8 at byte 3");
  assert_int_equal(td_text_fold(&got, NULL, "\xc3", 1, &err), TD_EDATA);
  assert_null(got);
  assert_string_equal(err.text, "not UTF-8 at byte 1");
}

static void test_text_width__columns(void **state)
{
  static const struct {
    const char *text;
    int width;
    size_t length;
  } cases[] = {
    { "", 0, 0 },
    { "abc", 3, 3 },
    { "Tiến độ", 7, 7 },
    { "e" DOT_BELOW CIRCUMFLEX, 1, 3 },
    { "\xe6\x97\xa5\xe6\x9c\xac", 4, 2 },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    size_t n = strlen(cases[i].text);
    assert_int_equal(td_text_width(cases[i].text, n), cases[i].width);
    assert_int_equal(td_text_length(cases[i].text, n), cases[i].length);
  }
  assert_int_equal(td_text_width("a\xff", 2), 2);
}

static void test_text_compare_codes__reading_order(void **state)
{
  static const char *const ascending[] = {
    "",    "1",    "1.1", "1.2", "1.2/a", "1.10", "1.a", "2",
    "8.9", "8.10", "9",   "10",  "10.1",  "A1",   "A2",  "A10",
    "a",   "a01",  "a1",  "a1b", "a2",    "b",    "Đ1",
  };

  (void)state;
  for (size_t i = 0; i < COUNT(ascending); i++)
    for (size_t j = 0; j < COUNT(ascending); j++) {
      const char *a = ascending[i], *b = ascending[j];
      int want = (i > j) - (i < j);
      assert_int_equal(td_text_compare_codes(a, strlen(a), b, strlen(b)), want);
    }
}

static void test_text_compare_codes__large_numbers(void **state)
{
  static const struct {
    const char *a, *b;
    int order;
  } cases[] = {
    { "99999999999999999999998", "99999999999999999999999", -1 },
    { "100000000000000000000000", "99999999999999999999999", 1 },
    { "0000000000000000000000002", "10", -1 },
    { "00", "0", 1 },
    { "0", "00", -1 },
    { "x-0", "x-00", -1 },
    { "1.0", "1.00", -1 },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_int_equal(td_text_compare_codes(cases[i].a, strlen(cases[i].a),
                                           cases[i].b, strlen(cases[i].b)),
                     cases[i].order);
  assert_int_equal(td_text_compare_codes("a\0b", 3, "a\0c", 3), -1);
}

static void test_text_nearest__what_was_meant(void **state)
{
  static const char *const names[] = {
    "agency", "baseline_year", "deadline", "direction", "id",
    "ratio",  "ratios",        "title",    "Mục tiêu",  "at",
  };
  static const struct {
    const char *text, *want;
  } cases[] = {
    { "ratio", "ratio" },
    { "ration", "ratio" }, /* "ratios" is as near: the first one wins */
    { "raito", "ratio" },  /* a swap is one difference */
    { "agenci", "agency" },
    { "AGENCY", "agency" },
    { "dedlin", "deadline" },
    { "ded", NULL },
    { "baselin_yaer", "baseline_year" },
    { "i", "id" },
    { "x", NULL }, /* no letter in common */
    { "ad", "id" },
    { "", NULL },
    { "titel", "title" },
    { "muc tieu", "Mục tiêu" }, /* 2 of 8 differ */
    { "something else", NULL },
    { "rat\xff", NULL },
  };

  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    const char *got = td_text_nearest(cases[i].text, names, COUNT(names));
    if (!cases[i].want)
      assert_null(got);
    else if (!got || strcmp(got, cases[i].want) != 0)
      fail_msg("'%s' gave '%s', not '%s'", cases[i].text, got ? got : "none",
               cases[i].want);
  }
  assert_null(td_text_nearest("id", names, 0));
}

static void test_text_nearest__long(void **state)
{
  char text[300], near[300];
  const char *const names[] = { near };

  (void)state;
  memset(text, 'a', sizeof(text));
  memset(near, 'a', sizeof(near));
  text[256] = near[256] = '\0';
  near[7] = 'b';
  assert_ptr_equal(td_text_nearest(text, names, 1), near);
  text[256] = 'a';
  text[257] = '\0';
  assert_null(td_text_nearest(text, names, 1)); /* too long to look */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_text_nfc__composes),
    cmocka_unit_test(test_text_fold__forgets_marks_and_case),
    cmocka_unit_test(test_text_caseless__keeps_marks),
    cmocka_unit_test(test_text_fold__keeps_nul),
    cmocka_unit_test(test_text_fold__long),
    cmocka_unit_test(test_text_invalid__position),
    cmocka_unit_test(test_text_nfc__names_the_byte),
    cmocka_unit_test(test_text_width__columns),
    cmocka_unit_test(test_text_compare_codes__reading_order),
    cmocka_unit_test(test_text_compare_codes__large_numbers),
    cmocka_unit_test(test_text_nearest__what_was_meant),
    cmocka_unit_test(test_text_nearest__long),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
