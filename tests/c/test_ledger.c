/* The life of a finding, in every state and for everything a run can say of it;
 * and the record read back. Expectations are docs/runs.md, line by line. */
#include <string.h>

#include "import_help.h"
#include "ledger_rows.h"

#define KEPT 0
#define EVENT 1

typedef struct turn {
  td_life before, after;
  int is_event;
} turn;

static void assert_turns(td_sight sight, bool is_other,
                         const turn turns[TD_LIVES])
{
  for (int i = 0; i < TD_LIVES; i++) {
    const turn *t = &turns[i];
    bool is_event = !t->is_event;
    assert_int_equal(t->before, i);
    assert_string_equal(
        td_life_name(td_life_next(t->before, sight, is_other, &is_event)),
        td_life_name(t->after));
    assert_int_equal(is_event, t->is_event);
  }
}

/* One that goes on is no event, but for one that had gone out of sight. */
static void test_life_next__found_as_before(void **state)
{
  static const turn turns[TD_LIVES] = {
    { TD_LIFE_NONE, TD_LIFE_NEW, EVENT },
    { TD_LIFE_NEW, TD_LIFE_ONGOING, KEPT },
    { TD_LIFE_REOPENED, TD_LIFE_ONGOING, KEPT },
    { TD_LIFE_CHANGED, TD_LIFE_ONGOING, KEPT },
    { TD_LIFE_ONGOING, TD_LIFE_ONGOING, KEPT },
    { TD_LIFE_STALE, TD_LIFE_ONGOING, EVENT },
    { TD_LIFE_WAIVED, TD_LIFE_REOPENED, EVENT },
    { TD_LIFE_RESOLVED, TD_LIFE_REOPENED, EVENT },
  };

  (void)state;
  assert_turns(TD_SIGHT_FAILS, false, turns);
}

/* Of another severity or class: changed, also where it was out of sight. */
static void test_life_next__found_otherwise(void **state)
{
  static const turn turns[TD_LIVES] = {
    { TD_LIFE_NONE, TD_LIFE_NEW, EVENT },
    { TD_LIFE_NEW, TD_LIFE_CHANGED, EVENT },
    { TD_LIFE_REOPENED, TD_LIFE_CHANGED, EVENT },
    { TD_LIFE_CHANGED, TD_LIFE_CHANGED, EVENT },
    { TD_LIFE_ONGOING, TD_LIFE_CHANGED, EVENT },
    { TD_LIFE_STALE, TD_LIFE_CHANGED, EVENT },
    { TD_LIFE_WAIVED, TD_LIFE_REOPENED, EVENT },
    { TD_LIFE_RESOLVED, TD_LIFE_REOPENED, EVENT },
  };

  (void)state;
  assert_turns(TD_SIGHT_FAILS, true, turns);
}

static void test_life_next__waived(void **state)
{
  static const turn as_before[TD_LIVES] = {
    { TD_LIFE_NONE, TD_LIFE_WAIVED, EVENT },
    { TD_LIFE_NEW, TD_LIFE_WAIVED, EVENT },
    { TD_LIFE_REOPENED, TD_LIFE_WAIVED, EVENT },
    { TD_LIFE_CHANGED, TD_LIFE_WAIVED, EVENT },
    { TD_LIFE_ONGOING, TD_LIFE_WAIVED, EVENT },
    { TD_LIFE_STALE, TD_LIFE_WAIVED, EVENT },
    { TD_LIFE_WAIVED, TD_LIFE_WAIVED, KEPT },
    { TD_LIFE_RESOLVED, TD_LIFE_WAIVED, EVENT },
  };
  turn otherwise[TD_LIVES];

  (void)state;
  assert_turns(TD_SIGHT_WAIVED, false, as_before);
  memcpy(otherwise, as_before, sizeof(otherwise));
  otherwise[TD_LIFE_WAIVED].is_event = EVENT; /* another waiver, or severity */
  assert_turns(TD_SIGHT_WAIVED, true, otherwise);
}

/* Only this resolves. */
static void test_life_next__passes(void **state)
{
  static const turn turns[TD_LIVES] = {
    { TD_LIFE_NONE, TD_LIFE_NONE, KEPT },
    { TD_LIFE_NEW, TD_LIFE_RESOLVED, EVENT },
    { TD_LIFE_REOPENED, TD_LIFE_RESOLVED, EVENT },
    { TD_LIFE_CHANGED, TD_LIFE_RESOLVED, EVENT },
    { TD_LIFE_ONGOING, TD_LIFE_RESOLVED, EVENT },
    { TD_LIFE_STALE, TD_LIFE_RESOLVED, EVENT },
    { TD_LIFE_WAIVED, TD_LIFE_RESOLVED, EVENT },
    { TD_LIFE_RESOLVED, TD_LIFE_RESOLVED, KEPT },
  };

  (void)state;
  assert_turns(TD_SIGHT_PASSES, false, turns);
  assert_turns(TD_SIGHT_PASSES, true, turns);
}

static void test_life_next__not_evaluated(void **state)
{
  static const turn turns[TD_LIVES] = {
    { TD_LIFE_NONE, TD_LIFE_NONE, KEPT },
    { TD_LIFE_NEW, TD_LIFE_STALE, EVENT },
    { TD_LIFE_REOPENED, TD_LIFE_STALE, EVENT },
    { TD_LIFE_CHANGED, TD_LIFE_STALE, EVENT },
    { TD_LIFE_ONGOING, TD_LIFE_STALE, EVENT },
    { TD_LIFE_STALE, TD_LIFE_STALE, KEPT },
    { TD_LIFE_WAIVED, TD_LIFE_STALE, EVENT },
    { TD_LIFE_RESOLVED, TD_LIFE_RESOLVED, KEPT },
  };

  (void)state;
  assert_turns(TD_SIGHT_UNKNOWN, false, turns);
  assert_turns(TD_SIGHT_UNKNOWN, true, turns);
}

static void test_life_next__not_asked(void **state)
{
  turn turns[TD_LIVES];

  (void)state;
  for (int i = 0; i < TD_LIVES; i++)
    turns[i] = (turn){ (td_life)i, (td_life)i, KEPT };
  assert_turns(TD_SIGHT_OUTSIDE, false, turns);
  assert_turns(TD_SIGHT_OUTSIDE, true, turns);
}

static void test_life__names_read_back(void **state)
{
  (void)state;
  for (int i = TD_LIFE_NEW; i < TD_LIVES; i++)
    assert_int_equal(td_life_parse(td_life_name((td_life)i)), i);
  assert_int_equal(td_life_parse("fixed"), TD_LIFE_NONE);
  assert_int_equal(td_life_parse(""), TD_LIFE_NONE);
}

/* ---- reading back ---- */

#define RUN(number, id)                                                        \
  "INSERT INTO runs VALUES (" #number ", '" id "', 'k" #number "', 'p', '" id  \
  "', '" id "', '', 1, 'd', 'c', 'r', 's', '', 'g', 'v', 9, 0, NULL, NULL,"    \
  " NULL, 0, 0, 'x', 'y');"
#define EVENT_OF(run, finding, state, evidence)                                \
  "INSERT INTO finding_events (run, finding, state, severity, class, waiver,"  \
  " message_en, message_vi, evidence, why) VALUES ('" run "', '" finding       \
  "', '" state "', 'low', '', '', 'e " run "', 'v', '" evidence "', '');"
#define FINDING(id, state)                                                     \
  "INSERT INTO findings VALUES ('" id "', 'a.rule', 'target', '1.1', '', '',"  \
  " '', '', '', 'one', 'one', 'two', 'two', '" state                           \
  "', 'two', 'two', 'low', '', '');"

static void fill(fixture *f)
{
  static const char rows[] = RUN(1, "one") RUN(2, "two") RUN(3, "three")
      EVENT_OF("one", "f1", "new", "{\"a\":1}") EVENT_OF("one", "f2", "new",
                                                         "{\"a\":2}")
          EVENT_OF("one", "f3", "waived", "{\"a\":3}") EVENT_OF("two", "f1",
                                                                "resolved", "")
              EVENT_OF("two", "f3", "reopened", "{\"a\":4}")
                  EVENT_OF("three", "f2", "stale", "") FINDING("f1", "resolved")
                      FINDING("f2", "stale") FINDING(
                          "f3",
                          "ongoing") "INSERT INTO evaluations VALUES ('one', "
                                     "'a.rule', '', 1,1,0,0,0,0,0),"
                                     " ('three', 'a.rule', 'x', 1,0,0,0,0,0,0),"
                                     " ('three', 'a.rule', 'y', 1,0,0,0,0,0,0),"
                                     " ('two', 'b.rule', '', 1,0,0,0,0,0,0)";

  if (td_store_exec(f->st, rows, &f->err) != TD_OK)
    fail_msg("%s", f->err.text);
}

/* After run one two are open (new), after two f1 is not and f3 is, after three
 * f2 is stale, which is open. */
static void test_run_rows__events_and_what_is_open(void **state)
{
  fixture *f = (fixture *)*state;
  td_arena a = { 0 };
  td_run_row *rows;
  size_t n;

  fill(f);
  assert_int_equal(td_ledger_run_rows(&rows, &n, &a, f->st, &f->err), TD_OK);
  assert_int_equal(n, 3);
  assert_string_equal(rows[2].run.id, "three");
  assert_int_equal(rows[0].counts[TD_LIFE_NEW], 2);
  assert_int_equal(rows[0].counts[TD_LIFE_WAIVED], 1);
  assert_int_equal(rows[0].n_open, 2);
  assert_int_equal(rows[1].counts[TD_LIFE_RESOLVED], 1);
  assert_int_equal(rows[1].counts[TD_LIFE_REOPENED], 1);
  assert_int_equal(rows[1].counts[TD_LIFE_NEW], 0);
  assert_int_equal(rows[1].n_open, 2);
  assert_int_equal(rows[2].counts[TD_LIFE_STALE], 1);
  assert_int_equal(rows[2].n_open, 2);
  td_arena_free(&a);
}

/* An event without evidence repeats what was said before. */
static void test_said__last_event_with_evidence(void **state)
{
  fixture *f = (fixture *)*state;
  td_arena a = { 0 };
  td_said *said;
  size_t n;

  fill(f);
  assert_int_equal(td_ledger_said(&said, &n, &a, f->st, &f->err), TD_OK);
  assert_int_equal(n, 3);
  assert_string_equal(said[0].finding, "f1");
  assert_string_equal(said[0].evidence, "{\"a\":1}");
  assert_string_equal(said[0].run, "one");
  assert_string_equal(said[2].evidence, "{\"a\":4}");
  assert_string_equal(said[2].message[0], "e two");
  assert_string_equal(said[2].on, "two");
  td_arena_free(&a);
}

static void test_moments__of_one_finding_in_order(void **state)
{
  fixture *f = (fixture *)*state;
  td_arena a = { 0 };
  td_moment *moments;
  size_t n;

  fill(f);
  assert_int_equal(td_ledger_moments(&moments, &n, &a, f->st, "f2", &f->err),
                   TD_OK);
  assert_int_equal(n, 2);
  assert_int_equal(moments[0].number, 1);
  assert_int_equal(moments[0].event.life, TD_LIFE_NEW);
  assert_int_equal(moments[1].number, 3);
  assert_string_equal(moments[1].run, "three");
  td_arena_free(&a);
}

static void test_runs_of__each_run_once(void **state)
{
  fixture *f = (fixture *)*state;
  td_arena a = { 0 };
  int64_t *runs;
  size_t n;

  fill(f);
  assert_int_equal(td_ledger_runs_of(&runs, &n, &a, f->st, "a.rule", &f->err),
                   TD_OK);
  assert_int_equal(n, 2);
  assert_int_equal(runs[0], 1);
  assert_int_equal(runs[1], 3);
  td_arena_free(&a);
}

/* ---- checkpoints ---- */

static void assert_recalls(fixture *f, const char *key, const char *rule,
                           const char *want, size_t n_want)
{
  td_arena a = { 0 };
  const char *bytes = NULL;
  size_t n = 0;

  assert_int_equal(td_ledger_recall(&bytes, &n, &a, f->st, key, rule, &f->err),
                   want ? TD_ROW : TD_OK);
  assert_int_equal(n, n_want);
  if (want)
    assert_memory_equal(bytes, want, n);
  td_arena_free(&a);
}

static void keep(fixture *f)
{
  assert_int_equal(td_ledger_keep(f->st, "key", "2026-11-30", "a.rule",
                                  "a\0value", 7, &f->err),
                   TD_OK);
}

static void test_recall__by_key_and_rule(void **state)
{
  fixture *f = (fixture *)*state;

  keep(f);
  assert_recalls(f, "key", "a.rule", "a\0value", 7);
  assert_recalls(f, "key", "another.rule", NULL, 0);
  assert_recalls(f, "another key", "a.rule", NULL, 0);
}

/* Each would read as something that was never kept. */
static void test_recall__not_what_is_damaged(void **state)
{
  static const char *const damages[] = {
    "UPDATE checkpoints SET value = CAST(value || x'78' AS BLOB)",
    "UPDATE checkpoints SET value = substr(value, 1, length(value) - 1)",
    "UPDATE checkpoints SET value ="
    " CAST(substr(value, 1, length(value) - 1) || x'45' AS BLOB)",
    "UPDATE checkpoints SET value = zeroblob(31)",
    "UPDATE checkpoints SET value = x''",
  };
  fixture *f = (fixture *)*state;

  for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
    keep(f);
    assert_int_equal(td_store_exec(f->st, damages[i], &f->err), TD_OK);
    assert_recalls(f, "key", "a.rule", NULL, 0);
  }
}

static void test_recall__not_what_was_moved(void **state)
{
  fixture *f = (fixture *)*state;

  keep(f);
  assert_int_equal(
      td_store_exec(f->st, "UPDATE checkpoints SET rule = 'b.rule'", &f->err),
      TD_OK);
  assert_recalls(f, "key", "b.rule", NULL, 0);
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_life_next__found_as_before),
    cmocka_unit_test(test_life_next__found_otherwise),
    cmocka_unit_test(test_life_next__waived),
    cmocka_unit_test(test_life_next__passes),
    cmocka_unit_test(test_life_next__not_evaluated),
    cmocka_unit_test(test_life_next__not_asked),
    cmocka_unit_test(test_life__names_read_back),
    TEST(test_run_rows__events_and_what_is_open),
    TEST(test_said__last_event_with_evidence),
    TEST(test_moments__of_one_finding_in_order),
    TEST(test_runs_of__each_run_once),
    TEST(test_recall__by_key_and_rule),
    TEST(test_recall__not_what_is_damaged),
    TEST(test_recall__not_what_was_moved),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
