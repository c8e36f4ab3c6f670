/* Records of tests: what TAP says, and examples that a Lua without memory
 * reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

#include "example.h"
#include "modules.h"
#include "tests.h"

/* A report without examples, freed by the caller. */
static td_tests *empty_tests(void)
{
  td_rules *rules = NULL;
  td_tests *t = NULL;
  td_err err;

  assert_int_equal(td_rules_new(&rules, &err), TD_OK);
  assert_int_equal(td_rules_test(&t, rules, NULL, &err), TD_OK);
  td_rules_free(rules);
  return t;
}

static void add(td_tests *t, const char *tap, const char *problem)
{
  td_err err;

  assert_int_equal(
      td_tests_add_tap(t, "a_spec.lua", tap, strlen(tap), problem, &err),
      TD_OK);
}

static void expect(const td_tests *t, size_t i, td_verdict verdict,
                   const char *name, int line)
{
  assert_true(i < t->n);
  assert_int_equal(t->list[i].verdict, verdict);
  assert_string_equal(t->list[i].name, name);
  assert_int_equal(t->list[i].line, line);
}

static void expect_why(const td_tests *t, size_t i, size_t n, const char *first)
{
  assert_int_equal(t->list[i].n_why, n);
  assert_string_equal(t->list[i].why[0], first);
}

static void test_tests_add_tap__verdicts(void **state)
{
  td_tests *t = empty_tests();

  (void)state;
  add(t,
      "ok 1 - a passes\n"
      "not ok 2 - a fails\n"
      "# at 12\n"
      "# a_spec.lua:13: no\n"
      "# at 14\n"
      "ok 3 - later # SKIP not yet\n"
      "1..3\n",
      NULL);
  assert_int_equal(t->n, 3);
  expect(t, 0, TD_PASSED, "a passes", 0);
  expect(t, 1, TD_FAILED, "a fails", 12);
  expect_why(t, 1, 2, "a_spec.lua:13: no");
  assert_string_equal(t->list[1].why[1], "at 14");
  expect(t, 2, TD_SKIPPED, "later", 0);
  expect_why(t, 2, 1, "not yet");
  for (int v = 0; v < TD_VERDICTS; v++)
    assert_int_equal(td_tests_count(t, (td_verdict)v), 1);
  td_tests_free(t);
}

static void test_tests_add_tap__marks(void **state)
{
  td_tests *t = empty_tests();

  (void)state;
  add(t,
      "ok 1 - issue \\# SKIP this\n"
      "ok 2 - both \\# SKIP # SKIP why \\#2\n"
      "# a remark on what passed\n"
      "noise\n"
      "ok 3 - tiếng Việt",
      NULL);
  assert_int_equal(t->n, 3);
  expect(t, 0, TD_PASSED, "issue # SKIP this", 0);
  expect(t, 1, TD_SKIPPED, "both # SKIP", 0);
  expect_why(t, 1, 1, "why #2");
  expect(t, 2, TD_PASSED, "tiếng Việt", 0);
  td_tests_free(t);
}

static void test_tests_add_tap__nothing_is_a_failure(void **state)
{
  td_tests *t = empty_tests();

  (void)state;
  add(t, "", NULL);
  add(t, "noise\n# at 1\n", "exit 5");
  add(t, "ok 1 - a\n", "late 1");
  assert_int_equal(t->n, 4);
  expect_why(t, 0, 1, "no_test");
  expect_why(t, 1, 1, "exit 5");
  expect(t, 2, TD_PASSED, "a", 0);
  expect_why(t, 3, 1, "late 1");
  assert_int_equal(td_tests_count(t, TD_FAILED), 3);
  td_tests_free(t);
}

/* ---- memory ---- */

static void *count_realloc(void *ud, void *p, size_t old, size_t n)
{
  long *allowed = (long *)ud;

  if (n == 0) {
    free(p);
    return NULL;
  }
  if (n > old && (*allowed)-- <= 0)
    return NULL;
  return realloc(p, n);
}

static const char script[] =
    "local text = 'return { id = \"a\", check = print, examples = {'"
    "  .. ' { name = \"x\", plan = { goals = { { code = \"1\" } } } } } }'\n"
    "local rule = assert(tiendo.rule('a.lua', text))\n"
    "assert(rule.check == 'function')\n"
    "assert(rule.examples[1].plan.goals[1].code == '1')\n"
    "assert(not tiendo.rule('a.lua', 'return { examples = { 1 } }'))\n";

static int run_script(lua_State *L)
{
  luaL_openlibs(L);
  luaL_requiref(L, "tiendo", luaopen_tiendo, 1);
  if (luaL_loadstring(L, script) != LUA_OK)
    return lua_error(L);
  lua_call(L, 0, 0);
  return 0;
}

static int run_with(long allocations)
{
  long allowed = allocations;
  lua_State *L = lua_newstate(count_realloc, &allowed);
  int rc = LUA_ERRMEM;

  if (L) {
    lua_pushcfunction(L, run_script);
    rc = lua_pcall(L, 0, 0, 0);
    if (rc != LUA_OK && rc != LUA_ERRMEM)
      fail_msg("%ld: %s", allocations, lua_tostring(L, -1));
    lua_close(L);
  }
  return rc;
}

static void test_rule__memory(void **state)
{
  long n = 0;

  (void)state;
  while (run_with(n) != LUA_OK)
    n++;
  assert_true(n > 100);
}

/* Wherever a rule's own state runs out of memory, whoever reads it goes on. */
static void test_rule_read__each_allocation_may_fail(void **state)
{
  static const char text[] =
      "return { id = 'a', title = 'A', check = print, examples = {"
      "  { name = 'x', plan = { goals = { { code = '1' } } } } } }";
  const td_rule rule = { .file = "a.lua", .text = text, .n = strlen(text) };
  td_limits limits = { .allocations = 1 };
  td_status rc = TD_ENOMEM;

  (void)state;
  for (; rc != TD_OK && limits.allocations < 50000; limits.allocations++) {
    td_arena a = { 0 };
    td_value head, examples;
    td_err err;
    rc = td_rule_head(&head, &a, &rule, &limits, &err);
    if (rc == TD_OK)
      rc = td_rule_examples(&examples, &a, &rule, &limits, &err);
    if (rc != TD_OK && rc != TD_ENOMEM)
      fail_msg("%d: %s", (int)limits.allocations, err.text);
    td_arena_free(&a);
  }
  assert_int_equal(rc, TD_OK);
  assert_true(limits.allocations > 100);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_tests_add_tap__verdicts),
    cmocka_unit_test(test_tests_add_tap__marks),
    cmocka_unit_test(test_tests_add_tap__nothing_is_a_failure),
    cmocka_unit_test(test_rule__memory),
    cmocka_unit_test(test_rule_read__each_allocation_may_fail),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
