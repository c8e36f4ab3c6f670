/* Why a finding is there: over the plan of An Giang with the rules shipped here
 * a traced evaluation says what an untraced one does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "result.h"
#include "tally.h"

static const char *const datasets[] = { "datasets/an-giang" };

typedef struct world {
  td_store *st;
  td_snapshot *snap;
  td_rules *rules;
  td_err err;
} world;

static int open_world(void **state)
{
  static world w;
  const td_snapshot_options options = { .size = sizeof(options),
                                        .as_of = "2026-11-23" };

  *state = &w;
  return td_store_open(&w.st, ":memory:", TD_OPEN_CREATE, &w.err) ||
         td_store_import(w.st, datasets, 1, NULL, &w.err) ||
         td_snapshot_take(&w.snap, w.st, &options, &w.err) ||
         td_rules_new(&w.rules, &w.err) ||
         td_rules_add_builtin(w.rules, &w.err) ||
         td_rules_load(w.rules, 0, NULL, NULL, &w.err);
}

static int close_world(void **state)
{
  world *w = (world *)*state;

  td_rules_free(w->rules);
  td_snapshot_unref(w->snap);
  td_store_close(w->st);
  return 0;
}

/* ---- the answer does not depend on who looks ---- */

static void evaluate(td_buffer *out, world *w, const td_settled *settled,
                     td_trace *trace)
{
  const td_limits limits = { .seconds = 60, .bytes = (size_t)256 << 20 };
  td_arena a = { 0 };
  td_value v;

  assert_int_equal(td_eval_traced(&v, &a, settled, w->snap, &limits, false,
                                  TD_NO_ROW, trace, &w->err),
                   TD_OK);
  assert_int_equal(td_value_write(out, &v, &w->err), TD_OK);
  td_arena_free(&a);
}

static size_t count_of(td_trace *t, const char *part)
{
  td_arena a = { 0 };
  td_value v;
  td_err err;
  size_t n;

  assert_int_equal(td_trace_value(&v, &a, t, &err), TD_OK);
  n = td_value_get(&v, part)->as.list.n;
  td_arena_free(&a);
  return n;
}

static void test_why__every_rule_traced(void **state)
{
  world *w = (world *)*state;

  for (size_t i = 0; i < w->rules->n; i++) {
    const td_settled settled = { .rule = &w->rules->list[i] };
    td_buffer plain = { 0 }, traced = { 0 };
    td_trace *t = NULL;
    assert_int_equal(
        td_trace_new(&t, settled.rule, w->snap, 0, TD_NO_ROW, &w->err), TD_OK);
    evaluate(&plain, w, &settled, NULL);
    evaluate(&traced, w, &settled, t);
    if (plain.n != traced.n || memcmp(plain.data, traced.data, plain.n) != 0)
      fail_msg("%s says something else when traced", settled.rule->id);
    if (w->snap->tables[settled.rule->over].n && !count_of(t, "lines"))
      fail_msg("%s ran no line", settled.rule->id);
    td_trace_free(t);
    td_buffer_free(&plain);
    td_buffer_free(&traced);
  }
}

/* ---- every finding is found again ---- */

static int keep(void *ud, const char *text, size_t n)
{
  td_err err;

  return td_buffer_add((td_buffer *)ud, text, n, &err) != TD_OK;
}

static void expect_same(world *w, const td_finding *f)
{
  const td_why_options why = { .size = sizeof(why),
                               .rule = td_finding_rule(f) };
  const td_write_options options = { .size = sizeof(options),
                                     .format = "json" };
  td_buffer text = { 0 };

  if (td_why(w->snap, w->rules, td_finding_id(f), &why, &options, keep, &text,
             &w->err) != TD_OK)
    fail_msg("%s: %s", td_finding_id(f), w->err.text);
  assert_int_equal(td_buffer_add(&text, "", 1, &w->err), TD_OK);
  if (!strstr(text.data, "\n \"same\":true,\n \"error\":null"))
    fail_msg("%s of %s is not the same:\n%s", td_finding_id(f),
             td_finding_rule(f), text.data);
  td_buffer_free(&text);
}

static void test_why__every_finding(void **state)
{
  world *w = (world *)*state;
  td_result *result = NULL;

  assert_int_equal(td_check(&result, w->snap, w->rules, NULL, &w->err), TD_OK);
  assert_true(td_result_findings(result) > 300);
  for (size_t i = 0; i < td_result_findings(result); i++)
    expect_same(w, td_result_finding(result, i));
  td_result_free(result);
}

/* ---- what is refused ---- */

static void expect_refused(world *w, const char *id, const td_why_options *why,
                           const char *message)
{
  td_buffer text = { 0 };

  assert_int_equal(
      td_why(w->snap, w->rules, id, why, NULL, keep, &text, &w->err),
      TD_EUSAGE);
  assert_non_null(strstr(w->err.text, message));
  assert_int_equal(text.n, 0);
  td_buffer_free(&text);
}

static void test_why__refused(void **state)
{
  world *w = (world *)*state;
  const td_why_options other = { .size = sizeof(other),
                                 .rule = "structure.no_deadline",
                                 .subject = "1.1" };
  const td_why_options old = { .size = 8 };

  expect_refused(w, NULL, NULL, "an id, or a rule and a subject");
  expect_refused(w, "abc", NULL, "'abc' is no id");
  expect_refused(w, "abcdefghi", NULL, "is no id");
  expect_refused(w, "00000000000000000", NULL, "is no id");
  expect_refused(w, "0123456789abcdef", NULL, "give its rule and its subject");
  expect_refused(w, "0123456789abcdef", &other, "is not the one of rule");
  expect_refused(w, "0123456789abcdef", &old, "too old");
}

/* A caller that takes nothing. */
static int refuse(void *ud, const char *text, size_t n)
{
  (void)ud;
  (void)text;
  return n > 0;
}

static void test_why__broken_output(void **state)
{
  world *w = (world *)*state;
  const td_why_options why = { .size = sizeof(why),
                               .rule = "structure.target_without_task",
                               .subject = "1.1" };

  assert_int_equal(
      td_why(w->snap, w->rules, NULL, &why, NULL, refuse, NULL, &w->err),
      TD_EIO);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_why__every_rule_traced),
    cmocka_unit_test(test_why__every_finding),
    cmocka_unit_test(test_why__refused),
    cmocka_unit_test(test_why__broken_output),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, open_world, close_world);
}
