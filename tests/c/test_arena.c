/* The arena and the dictionary that lives in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "dict.h"

static void test_arena_alloc__zeroed_and_aligned(void **state)
{
  static const size_t sizes[] = { 0, 1, 15, 16, 17, 4096, 1 << 20, 1 << 24 };
  td_arena a = { 0 };

  (void)state;
  for (int round = 0; round < 3; round++)
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
      char *p = (char *)td_arena_alloc(&a, sizes[i]);
      assert_non_null(p);
      assert_int_equal((uintptr_t)p % 16, 0);
      for (size_t k = 0; k < sizes[i]; k += 997)
        assert_int_equal(p[k], 0);
      memset(p, 1, sizes[i]);
    }
  td_arena_free(&a);
  assert_null(a.head);
}

static void test_arena_array__overflow(void **state)
{
  td_arena a = { 0 };

  (void)state;
  assert_null(td_arena_array(&a, SIZE_MAX / 4, 8));
  assert_null(td_arena_alloc(&a, SIZE_MAX));
  assert_non_null(td_arena_array(&a, 0, 8));
  td_arena_free(&a);
}

static void test_arena_printf__any_length(void **state)
{
  td_arena a = { 0 };
  char long_text[5000];

  (void)state;
  memset(long_text, 'x', sizeof(long_text));
  long_text[4999] = '\0';
  assert_string_equal(td_arena_printf(&a, "%d-%s", 7, "đ"), "7-đ");
  assert_int_equal(strlen(td_arena_printf(&a, "%s", long_text)), 4999);
  td_arena_free(&a);
}

static void test_dict_add__one_number_a_text(void **state)
{
  td_arena a = { 0 };
  td_dict d = { 0 };
  char text[32];
  uint32_t code, again;

  (void)state;
  assert_true(td_dict_add(&d, &a, "", 0, &code));
  assert_int_equal(code, 0);
  for (uint32_t i = 0; i < 20000; i++) {
    size_t n = (size_t)snprintf(text, sizeof(text), "text %u", i);
    assert_true(td_dict_add(&d, &a, text, n, &code));
    assert_int_equal(code, i + 1);
  }
  assert_true(td_dict_add(&d, &a, "text 12345", 10, &again));
  assert_int_equal(again, 12346);
  assert_true(td_dict_add(&d, &a, "text 12345", 6, &again));
  assert_string_equal(d.text[again], "text 1");
  assert_true(td_dict_seal(&d, &a));
  assert_string_equal(d.text[12346], "text 12345");
  assert_int_equal(d.n, 20001);
  td_dict_free(&d);
  td_arena_free(&a);
}

static void test_dict_add__nul_inside(void **state)
{
  td_arena a = { 0 };
  td_dict d = { 0 };
  uint32_t one, two;

  (void)state;
  assert_true(td_dict_add(&d, &a, "a\0b", 3, &one));
  assert_true(td_dict_add(&d, &a, "a\0c", 3, &two));
  assert_int_not_equal(one, two);
  assert_int_equal(d.length[one], 3);
  td_dict_free(&d);
  td_arena_free(&a);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_arena_alloc__zeroed_and_aligned),
    cmocka_unit_test(test_arena_array__overflow),
    cmocka_unit_test(test_arena_printf__any_length),
    cmocka_unit_test(test_dict_add__one_number_a_text),
    cmocka_unit_test(test_dict_add__nul_inside),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
