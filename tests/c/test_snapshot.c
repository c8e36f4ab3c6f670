/* Snapshots of the small plan in tests/data: rows, order, clocks, labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "snapshot.h"
#include "store.h"

static td_store *open_small(void)
{
  static const char *const paths[] = { "tests/data/small" };
  td_store *st = NULL;
  td_err err = { TD_OK, "" };

  if (td_store_open(&st, ":memory:", TD_OPEN_CREATE, &err) != TD_OK ||
      td_store_import(st, paths, 1, NULL, &err) != TD_OK)
    fail_msg("%s", err.text);
  return st;
}

static td_snapshot *take(td_store *st, const char *as_of, const char *known_at)
{
  const td_snapshot_options o = { .size = sizeof(o),
                                  .as_of = as_of,
                                  .known_at = known_at };
  td_snapshot *s = NULL;
  td_err err = { TD_OK, "" };

  if (td_snapshot_take(&s, st, &o, &err) != TD_OK)
    fail_msg("%s", err.text);
  return s;
}

static void test_take__rows_in_reading_order(void **state)
{
  static const char *const codes[] = { "1.1", "1.2", "1.10", "2.1" };
  td_store *st = open_small();
  td_snapshot *s = take(st, "2026-11-23", NULL);

  (void)state;
  assert_int_equal(s->tables[TD_TARGETS].n, 4);
  for (uint32_t r = 0; r < 4; r++) {
    assert_string_equal(td_snapshot_code(s, TD_TARGETS, r), codes[r]);
    assert_int_equal(td_snapshot_find(s, TD_TARGETS, codes[r]), r);
  }
  assert_int_equal(td_snapshot_find(s, TD_TARGETS, "1.3"), TD_NO_ROW);
  assert_int_equal(td_snapshot_find(s, TD_SERIES, "imr/tinh"), 0);
  td_snapshot_unref(s);
  td_store_close(st);
}

static void test_take__outlives_the_store(void **state)
{
  td_store *st = open_small();
  td_snapshot *s = take(st, "2026-11-23", NULL);
  td_snapshot *again = td_snapshot_ref(s);

  (void)state;
  td_store_close(st);
  td_snapshot_unref(s);
  assert_string_equal(td_snapshot_label(again, TD_GOALS, 0, "vi"), "Sức khỏe");
  td_snapshot_unref(again);
}

static void test_take__bad_day(void **state)
{
  td_store *st = open_small();
  const td_snapshot_options o = { .size = sizeof(o), .as_of = "2025-02-30" };
  td_snapshot *s = NULL;
  td_err err;

  (void)state;
  assert_int_equal(td_snapshot_take(&s, st, &o, &err), TD_EUSAGE);
  assert_null(s);
  assert_non_null(strstr(err.text, "2025-02-30"));
  td_store_close(st);
}

/* 98 % was known on 2021-03-01 and became 97.5 % on 2021-09-01. */
static void test_series__version_known_on_the_day(void **state)
{
  static const struct {
    const char *day;
    size_t n;
    double last;
  } cases[] = {
    { "2021-02-28", 1, 90 },   { "2021-03-01", 2, 98 },
    { "2021-08-31", 2, 98 },   { "2021-09-01", 2, 97.5 },
    { "2026-11-23", 2, 97.5 },
  };
  td_store *st = open_small();

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
    td_snapshot *s = take(st, "2026-11-23", cases[i].day);
    int32_t row = td_snapshot_find(s, TD_SERIES, "power/tinh");
    td_series o = td_snapshot_series(s, (uint32_t)row);
    assert_int_equal(o.n, cases[i].n);
    assert_true(o.values[o.n - 1] == cases[i].last);
    td_snapshot_unref(s);
  }
  td_store_close(st);
}

/* Without a stated day a value is known once its period has ended. */
static void test_series__period_not_over(void **state)
{
  td_store *st = open_small();
  td_snapshot *s = take(st, "2020-12-30", NULL);
  int32_t row = td_snapshot_find(s, TD_SERIES, "imr/tinh");

  (void)state;
  assert_int_equal(td_snapshot_series(s, (uint32_t)row).n, 1);
  assert_int_equal(s->n_ahead, 2); /* 2020 and 2023 of imr */
  td_snapshot_unref(s);
  s = take(st, "2020-12-31", NULL);
  assert_int_equal(td_snapshot_series(s, (uint32_t)row).n, 2);
  td_snapshot_unref(s);
  td_store_close(st);
}

static void test_series__mixed_frequencies_in_order_of_time(void **state)
{
  static const td_period expected[] = { 202400, 202431, 202421, 202401,
                                        202422, 202432, 202500 };
  td_store *st = open_small();
  td_err err;
  td_snapshot *s;
  td_series o;

  (void)state;
  assert_int_equal(
      td_store_exec(st,
                    "INSERT INTO series (id, indicator, area, breakdown)"
                    " VALUES (99, 'imr', 'tinh', 'mixed');"
                    "INSERT INTO observation (series, period, known_on, value)"
                    " VALUES (99, 202400, '', 1), (99, 202401, '', 2),"
                    " (99, 202421, '', 3), (99, 202422, '', 4),"
                    " (99, 202431, '', 5), (99, 202432, '', 6),"
                    " (99, 202500, '', 7)",
                    &err),
      TD_OK);
  s = take(st, "2026-11-23", NULL);
  o = td_snapshot_series(
      s, (uint32_t)td_snapshot_find(s, TD_SERIES, "imr/tinh/mixed"));
  assert_int_equal(o.n, 7);
  for (size_t i = 0; i < 7; i++)
    assert_int_equal(o.periods[i], expected[i]);
  td_snapshot_unref(s);
  td_store_close(st);
}

static void test_relation__children_of_each_parent(void **state)
{
  td_store *st = open_small();
  td_snapshot *s = take(st, "2026-11-23", NULL);
  const td_table *goals = &s->tables[TD_GOALS];
  const td_relation *rel = &goals->relations[0]; /* the first of all */

  (void)state;
  assert_string_equal(rel->name, "targets");
  assert_int_equal(rel->first[1] - rel->first[0], 3);
  assert_int_equal(rel->first[2] - rel->first[1], 1);
  assert_int_equal(rel->rows[rel->first[1]], 3);
  td_snapshot_unref(s);
  td_store_close(st);
}

static void test_place__of_each_kind(void **state)
{
  static const struct {
    int table;
    const char *code, *goal, *target, *agency; /* "" for none */
  } cases[] = {
    { TD_GOALS, "2", "2", "", "" },
    { TD_TARGETS, "1.1", "1", "1.1", "so-y-te" },
    { TD_TARGETS, "1.2", "1", "1.2", "" }, /* its group has no lead */
    { TD_TARGETS, "1.10", "1", "1.10", "" },
    { TD_TASK_GROUPS, "2.1-1", "2", "2.1", "so-dien" },
    { TD_COMMITMENTS, "1.1/imr", "1", "1.1", "so-y-te" },
    { TD_SERIES, "power/tinh", "2", "2.1", "so-dien" },
    { TD_OBLIGATIONS, "yearly-old", "", "", "huyen-cu" },
    { TD_AREAS, "tinh", "", "", "" },
  };
  td_store *st = open_small();
  td_snapshot *s = take(st, "2026-11-23", NULL);

  (void)state;
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
    int32_t row = td_snapshot_find(s, cases[i].table, cases[i].code);
    td_place p;
    assert_int_not_equal(row, TD_NO_ROW);
    p = td_snapshot_place(s, cases[i].table, (uint32_t)row);
    assert_int_equal(p.goal, td_snapshot_find(s, TD_GOALS, cases[i].goal));
    assert_int_equal(p.target,
                     td_snapshot_find(s, TD_TARGETS, cases[i].target));
    assert_int_equal(p.agency,
                     td_snapshot_find(s, TD_AGENCIES, cases[i].agency));
  }
  td_snapshot_unref(s);
  td_store_close(st);
}

static void test_label__falls_back(void **state)
{
  td_store *st = open_small();
  td_snapshot *s = take(st, "2026-11-23", NULL);

  (void)state;
  assert_string_equal(td_snapshot_label(s, TD_AREAS, 0, "en"), "Test Province");
  assert_string_equal(td_snapshot_label(s, TD_TASK_GROUPS, 0, "en"),
                      "Lower child mortality");
  assert_string_equal(td_snapshot_label(s, TD_SERIES, 0, "vi"),
                      "Tử vong trẻ em");
  assert_string_equal(td_snapshot_label(s, TD_SOURCES, 0, "en"),
                      "Invented for tests");
  td_snapshot_unref(s);
  td_store_close(st);
}

static void test_hash__follows_the_data(void **state)
{
  td_store *st = open_small();
  char a[TD_HASH_TEXT], b[TD_HASH_TEXT];
  td_snapshot *s = take(st, "2026-11-23", NULL);
  td_err err;

  (void)state;
  td_snapshot_hash(s, a);
  td_snapshot_unref(s);
  s = take(st, "2026-11-23", NULL);
  td_snapshot_hash(s, b);
  assert_string_equal(a, b);
  td_snapshot_unref(s);
  assert_int_equal(td_store_exec(st,
                                 "UPDATE observation SET value = value + 1e-9"
                                 " WHERE period = 202300",
                                 &err),
                   TD_OK);
  s = take(st, "2026-11-23", NULL);
  td_snapshot_hash(s, b);
  assert_string_not_equal(a, b);
  td_snapshot_unref(s);
  td_store_close(st);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_take__rows_in_reading_order),
    cmocka_unit_test(test_take__outlives_the_store),
    cmocka_unit_test(test_take__bad_day),
    cmocka_unit_test(test_series__version_known_on_the_day),
    cmocka_unit_test(test_series__period_not_over),
    cmocka_unit_test(test_series__mixed_frequencies_in_order_of_time),
    cmocka_unit_test(test_relation__children_of_each_parent),
    cmocka_unit_test(test_place__of_each_kind),
    cmocka_unit_test(test_label__falls_back),
    cmocka_unit_test(test_hash__follows_the_data),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
