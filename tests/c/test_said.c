/* Answers of checks that come from elsewhere: what a tally gives is taken, what
 * lacks a part of it or names rows that there are not is refused. */
#include "import_help.h"

#include "said.h"
#include "tally.h"

typedef struct answer {
  td_arena arena;
  td_snapshot *snap;
  td_rule rule;
  td_value said;
} answer;

static td_value row_of(int table, uint32_t row)
{
  td_value v = { .kind = TD_V_ENTITY };

  v.as.entity.table = table;
  v.as.entity.row = row;
  return v;
}

/* One finding about the first of two areas, which has its row as evidence. */
static void add_finding(answer *a, td_tally *t, td_err *err)
{
  td_value *item = td_tally_add(t, &t->findings), evidence;

  assert_int_equal(td_map_make(item, &a->arena, 2, err), TD_OK);
  assert_int_equal(td_map_make(&evidence, &a->arena, 1, err), TD_OK);
  td_map_put(&evidence, "area", row_of(TD_AREAS, 1));
  td_map_put(item, "subject", row_of(TD_AREAS, 0));
  td_map_put(item, "evidence", evidence);
}

static void make_answer(answer *a, fixture *f)
{
  const td_snapshot_options o = { .size = sizeof(o), .as_of = "2026-01-01" };
  td_tally t = { .arena = &a->arena };

  memset(a, 0, sizeof(*a));
  expect_rows(f->st, "SELECT count(*) FROM areas", "2");
  assert_int_equal(td_snapshot_take(&a->snap, f->st, &o, &f->err), TD_OK);
  a->rule.over = TD_AREAS;
  t.outcomes = td_arena_text(&a->arena, "fp", 2);
  t.n_rows = 2;
  add_finding(a, &t, &f->err);
  assert_int_equal(td_tally_reason(&t, TD_NO_DATA, "none", "không", 1, &f->err),
                   TD_OK);
  assert_int_equal(td_tally_value(&a->said, &t, &f->err), TD_OK);
}

static void free_answer(answer *a)
{
  td_snapshot_unref(a->snap);
  td_arena_free(&a->arena);
}

static bool is_sound(const answer *a)
{
  return td_said_is_sound(&a->said, a->snap, &a->rule);
}

static void test_said__what_a_tally_gives(void **state)
{
  answer a;

  make_answer(&a, (fixture *)*state);
  assert_true(is_sound(&a));
  free_answer(&a);
}

/* Each part in turn is nothing; but for letters, which sets have none of, none
 * may be missing. */
static void test_said__needs_every_part(void **state)
{
  answer a;

  make_answer(&a, (fixture *)*state);
  for (size_t i = 0; i < a.said.as.list.n; i++) {
    td_value kept = a.said.as.list.items[i];
    a.said.as.list.items[i] = (td_value){ .kind = TD_V_NIL };
    assert_false(is_sound(&a));
    a.said.as.list.items[i] = kept;
  }
  assert_true(is_sound(&a));
  a.said = (td_value){ .kind = TD_V_NIL };
  assert_false(is_sound(&a));
  free_answer(&a);
}

/* The last row is 1. */
static void test_said__needs_rows_that_exist(void **state)
{
  answer a;
  td_value *finding, *evidence;

  make_answer(&a, (fixture *)*state);
  finding = td_value_get(&a.said, "findings")->as.list.items;
  evidence = &finding->as.list.items[1];
  evidence->as.list.items[0].as.entity.row = 2;
  assert_false(is_sound(&a));
  evidence->as.list.items[0].as.entity.row = 1;
  assert_true(is_sound(&a));
  finding->as.list.items[0].as.entity.row = 2;
  assert_false(is_sound(&a));
  free_answer(&a);
}

static void test_said__needs_a_count_for_each_outcome(void **state)
{
  answer a;

  make_answer(&a, (fixture *)*state);
  a.said.as.list.items[0].as.list.items[TD_PASS].as.i = -1;
  assert_false(is_sound(&a));
  a.said.as.list.items[0].as.list.items[TD_PASS].as.i = 0;
  assert_true(is_sound(&a));
  a.said.as.list.items[0].as.list.n--;
  assert_false(is_sound(&a));
  free_answer(&a);
}

static void test_said__needs_a_letter_for_each_row(void **state)
{
  answer a;

  make_answer(&a, (fixture *)*state);
  a.said.as.list.items[a.said.as.list.n - 1].as.text.n = 1;
  assert_false(is_sound(&a));
  free_answer(&a);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    BASE(test_said__what_a_tally_gives),
    BASE(test_said__needs_every_part),
    BASE(test_said__needs_rows_that_exist),
    BASE(test_said__needs_a_count_for_each_outcome),
    BASE(test_said__needs_a_letter_for_each_row),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
