/* Settings in scopes: what holds for which row on which day, and that a rule
 * which asks for it ends cleanly wherever memory runs out. */
#include "import_help.h"

#include "eval.h"
#include "rules.h"
#include "snapshot.h"

static const char RULE[] =
    "return { id = 'my.set', title = { en = 'T', vi = 'T' }, over = "
    "'targets',\n"
    "  params = { ratio = { type = 'number', default = 1 },\n"
    "    names = { type = 'list', default = { 'a' } } },\n"
    "  check_all = function(set, ctx)\n"
    "    ctx.evaluated(#set)\n"
    "    ctx.skipped('no-data', 1, { en = 'none', vi = 'trống' })\n"
    "    for t in set:each() do\n"
    "      local own = ctx.params_of(t, '2026-06-30')\n"
    "      if t.code == '1.2' then assert(own.names[2] == 'c') end\n"
    "      if t.code ~= '3.1' then\n"
    "        ctx.emit { subject = t, ratio = own.ratio, key = t.code }\n"
    "      end\n"
    "    end\n"
    "  end }\n";

static const char CONFIG[] =
    "return { scopes = {\n"
    "  { goal = '1', rules = { ['my.set'] = { ratio = 2, severity = 'low' } } "
    "},\n"
    "  { where = 'target = 1.2', from = '2026-01-01', to = '2026-12-31',\n"
    "    rules = { ['my.*'] = { ratio = 3, names = { 'b', 'c' } } } },\n"
    "  { goal = '2', rules = { ['my.set'] = false } } } }\n";

typedef struct scoped {
  fixture *f;
  td_snapshot *snap;
  td_rules *rules;
  td_arena arena;
} scoped;

static int set_up_scoped(void **state)
{
  static const td_snapshot_options days = { .size = sizeof(days),
                                            .as_of = "2026-11-23" };
  scoped *t = (scoped *)calloc(1, sizeof(*t));
  char path[80];

  if (!t)
    abort();
  t->f = new_fixture();
  must_import(t->f, "plans.csv", "code\nplan\n");
  must_import(t->f, "goals.csv", "code,plan\n1,plan\n2,plan\n3,plan\n");
  must_import(t->f, "targets.csv", "code,goal\n1.1,1\n1.2,1\n2.1,2\n3.1,3\n");
  write_file(t->f, "s.lua", CONFIG);
  snprintf(path, sizeof(path), "%s/s.lua", t->f->dir);
  if (td_snapshot_take(&t->snap, t->f->st, &days, &t->f->err) != TD_OK ||
      td_rules_new(&t->rules, &t->f->err) != TD_OK ||
      td_rules_add_text(t->rules, "my/set.lua", RULE, strlen(RULE),
                        &t->f->err) != TD_OK ||
      td_rules_add_config(t->rules, path, &t->f->err) != TD_OK ||
      td_rules_load(t->rules, 0, NULL, NULL, &t->f->err) != TD_OK)
    fail_msg("%s", t->f->err.text);
  *state = t;
  return 0;
}

static int tear_down_scoped(void **state)
{
  scoped *t = (scoped *)*state;

  td_rules_free(t->rules);
  td_snapshot_unref(t->snap);
  td_arena_free(&t->arena);
  free_fixture(t->f);
  free(t);
  return 0;
}

/* Settles the rule in a state of these limits. */
static td_status settle(td_settled *out, scoped *t, const td_limits *limits,
                        td_err *err)
{
  const td_rule *rule = &t->rules->list[0];
  td_state *s = NULL;
  td_status rc = td_state_new(&s, TD_STATE_HOST, limits, err);

  if (rc == TD_OK)
    rc = td_scope_settle(out, &rule, 1, t->rules, t->snap, &t->arena, s, NULL,
                         NULL, err);
  td_state_free(s);
  return rc;
}

static void must_settle(td_settled *out, scoped *t)
{
  td_err err;

  if (settle(out, t, NULL, &err) != TD_OK)
    fail_msg("%s", err.text);
}

/* Rows are in the order of their codes: 1.1, 1.2, 2.1, 3.1. */
static void test_scope__by_row_and_day(void **state)
{
  static const struct {
    int64_t row;
    const char *day, *params;
    int severity;
    bool is_off;
  } cases[] = {
    { 0, "2026-06-30", "names = a, ratio = 2", TD_LOW, false },
    { 1, "2025-12-31", "names = a, ratio = 2", TD_LOW, false },
    { 1, "2026-01-01", "names = b,c, ratio = 3", TD_LOW, false },
    { 1, "2026-12-31", "names = b,c, ratio = 3", TD_LOW, false },
    { 1, "2027-01-01", "names = a, ratio = 2", TD_LOW, false },
    { 2, "2026-06-30", "names = a, ratio = 1", -1, true },
    { 3, "2026-06-30", "names = a, ratio = 1", -1, false },
    { TD_NO_ROW, "2026-06-30", "names = a, ratio = 1", -1, false },
  };
  scoped *t = (scoped *)*state;
  td_settled s;

  must_settle(&s, t);
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
    td_scope_mask m;
    td_date day;
    assert_true(td_date_parse(&day, cases[i].day, strlen(cases[i].day)));
    m = td_scope_mask_of(&s, cases[i].row, day);
    assert_string_equal(td_scope_text(&t->arena, &s, m), cases[i].params);
    assert_int_equal(td_scope_severity(&s, m), cases[i].severity);
    assert_int_equal(td_scope_off(&s, m) != NULL, cases[i].is_off);
  }
}

/* Lets 0, 1, 2 ... allocations succeed until the scopes are settled. */
static void test_scope_settle__each_allocation_may_fail(void **state)
{
  scoped *t = (scoped *)*state;
  td_limits limits = { .allocations = 1 };
  td_status rc = TD_ENOMEM;

  for (; rc != TD_OK && limits.allocations < 50000; limits.allocations += 7) {
    td_settled s;
    td_err err;
    rc = settle(&s, t, &limits, &err);
    if (rc != TD_OK && rc != TD_ENOMEM)
      fail_msg("%d: %s", (int)limits.allocations, err.text);
  }
  assert_int_equal(rc, TD_OK);
  assert_true(limits.allocations > 300);
}

static int64_t count_of(const td_value *said, td_outcome o)
{
  return td_value_get(said, "counts")->as.list.items[o].as.i;
}

/* The same for a rule that asks for what holds, emits and skips. */
static void test_eval__each_allocation_may_fail(void **state)
{
  scoped *t = (scoped *)*state;
  td_limits limits = { .allocations = 1 };
  td_status rc = TD_ENOMEM;
  td_value said;
  td_settled s;

  must_settle(&s, t);
  for (; rc != TD_OK && limits.allocations < 50000; limits.allocations++) {
    td_arena a = { 0 };
    td_err err;
    rc = td_eval(&said, &a, &s, t->snap, &limits, false, &err);
    if (rc != TD_OK && rc != TD_ENOMEM)
      fail_msg("%d: %s", (int)limits.allocations, err.text);
    if (rc == TD_OK) { /* 2.1 is off, one was skipped, 3.1 is not told */
      assert_int_equal(count_of(&said, TD_ERROR), 0);
      assert_int_equal(count_of(&said, TD_FAIL), 2);
      assert_int_equal(count_of(&said, TD_NOT_APPLICABLE), 1);
      assert_int_equal(count_of(&said, TD_NO_DATA), 1);
      assert_int_equal(count_of(&said, TD_PASS), 0);
    }
    td_arena_free(&a);
  }
  assert_int_equal(rc, TD_OK);
  assert_true(limits.allocations > 300);
}

#define SCOPED(name)                                                           \
  cmocka_unit_test_setup_teardown(name, set_up_scoped, tear_down_scoped)

int main(void)
{
  static const struct CMUnitTest tests[] = {
    SCOPED(test_scope__by_row_and_day),
    SCOPED(test_scope_settle__each_allocation_may_fail),
    SCOPED(test_eval__each_allocation_may_fail),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
