/* Mistakes in rules through the public interface: what is counted, what fails
 * the call, and that neither touches the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tiendo.h"

static const char GOOD[] =
    "return { id = 'my.good', title = { en = 'G', vi = 'G' },\n"
    "  over = 'targets', check = function(t) return t.goal end }\n";
static const char BAD[] =
    "return { id = 'my.bad', title = { en = 'B', vi = 'B' },\n"
    "  over = 'targets', check = function(t) return t.gaol end }\n";
static const char BROKEN[] = "return {";

typedef struct output {
  char text[4096];
  size_t n;
  int refuse; /* a write from which on nothing is taken; 0: none */
  int writes;
} output;

static int take(void *ud, const char *text, size_t n)
{
  output *out = (output *)ud;

  if (++out->writes == out->refuse)
    return 1;
  assert_true(out->n + n < sizeof(out->text));
  memcpy(out->text + out->n, text, n);
  out->n += n;
  out->text[out->n] = '\0';
  return 0;
}

static td_rules *rules_of(const char *one, const char *other)
{
  td_rules *rules = NULL;
  td_err err;

  assert_int_equal(td_rules_new(&rules, &err), TD_OK);
  assert_int_equal(td_rules_add_text(rules, "my/a.lua", one, strlen(one), &err),
                   TD_OK);
  assert_int_equal(
      td_rules_add_text(rules, "my/b.lua", other, strlen(other), &err), TD_OK);
  return rules;
}

static void test_rules_lint__counts(void **state)
{
  static const struct {
    const char *one, *other;
    size_t n;
  } cases[] = { { GOOD, GOOD, 0 }, { GOOD, BAD, 1 }, { BROKEN, BAD, 2 } };

  (void)state;
  for (int workers = 0; workers <= 2; workers += 2)
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
      td_rules *rules = rules_of(cases[i].one, cases[i].other);
      output out = { .n = 0 };
      size_t n = 99;
      td_err err;
      assert_int_equal(
          td_rules_lint(rules, workers, NULL, take, &out, &n, &err), TD_OK);
      assert_int_equal(n, cases[i].n);
      td_rules_free(rules);
    }
}

static void test_rules_lint__text(void **state)
{
  td_rules *rules = rules_of(GOOD, BAD);
  output out = { .n = 0 };
  td_err err;

  (void)state;
  assert_int_equal(td_rules_lint(rules, 0, NULL, take, &out, NULL, &err),
                   TD_OK);
  assert_string_equal(out.text,
                      "my/b.lua:2:50: unknown field 'gaol' of a target; did "
                      "you mean 'goal'? [unknown-field]\n"
                      "1 problem in 2 files\n");
  td_rules_free(rules);
}

static void test_rules_lint__output_refused(void **state)
{
  td_rules *rules = rules_of(GOOD, BAD);
  output out = { .refuse = 1 };
  size_t n = 99;
  td_err err;

  (void)state;
  assert_int_equal(td_rules_lint(rules, 0, NULL, take, &out, &n, &err), TD_EIO);
  assert_int_equal(n, 99);
  td_rules_free(rules);
}

static void test_rules_lint__usage(void **state)
{
  const td_write_options csv = { .size = sizeof(csv), .format = "csv" };
  td_rules *rules = NULL;
  output out = { .n = 0 };
  td_err err;

  (void)state;
  assert_int_equal(td_rules_new(&rules, &err), TD_OK);
  assert_int_equal(td_rules_lint(rules, 0, NULL, take, &out, NULL, &err),
                   TD_EUSAGE);
  td_rules_free(rules);
  rules = rules_of(GOOD, BAD);
  assert_int_equal(td_rules_lint(rules, 0, &csv, take, &out, NULL, &err),
                   TD_EUSAGE);
  assert_string_equal(err.text, "unknown format 'csv'; there are text, json");
  assert_int_equal(td_rules_load(rules, 0, NULL, NULL, &err), TD_OK);
  assert_int_equal(td_rules_lint(rules, 0, NULL, take, &out, NULL, &err),
                   TD_EUSAGE);
  assert_int_equal(out.n, 0);
  td_rules_free(rules);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rules_lint__counts),
    cmocka_unit_test(test_rules_lint__text),
    cmocka_unit_test(test_rules_lint__output_refused),
    cmocka_unit_test(test_rules_lint__usage),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
