/* Worker processes: each way a task can end, and that it costs only itself. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "err.h"
#include "pool.h"
#include "tally.h"

/* What task i does, by its number. */
enum { FINE, REFUSE, CRASH, HANG, LEAVE, EAT, N_KINDS };

static td_status act(td_value *out, td_arena *a, void *ud, size_t i,
                     td_err *err)
{
  const int *kinds = (const int *)ud;

  (void)a;
  switch (kinds[i]) {
  case REFUSE:
    return td_fail(err, TD_EDATA, "task %zu does not want to", i);
  case CRASH:
    raise(SIGSEGV);
    break;
  case HANG:
    for (;;)
      pause();
  case LEAVE:
    _exit(7);
  case EAT: {
    void *p = malloc((size_t)1 << 30);
    if (!p)
      return td_fail_memory(err);
    memset(p, 1, (size_t)1 << 30);
    free(p);
    break;
  }
  default:
    break;
  }
  *out = td_value_of_int((int64_t)i * 10);
  return TD_OK;
}

static void run(td_pool_result *results, const int *kinds, size_t n,
                int workers, td_arena *a)
{
  const td_pool_options options = { .workers = workers,
                                    .seconds = 0.2,
                                    .bytes = (uint64_t)256 << 20 };
  td_err err;
  int copy[64];

  memcpy(copy, kinds, n * sizeof(*kinds));
  assert_int_equal(td_pool_run(results, n, a, act, copy, &options, &err),
                   TD_OK);
}

static void test_pool__all_fine(void **state)
{
  int kinds[40] = { FINE };
  td_pool_result results[40];

  (void)state;
  for (int workers = 0; workers <= 4; workers++) {
    td_arena a = { 0 };
    run(results, kinds, 40, workers, &a);
    for (size_t i = 0; i < 40; i++) {
      assert_int_equal(results[i].status, TD_OK);
      assert_int_equal(results[i].value.kind, TD_V_INT);
      assert_int_equal(results[i].value.as.i, (int64_t)i * 10);
    }
    td_arena_free(&a);
  }
}

static void test_pool__each_end_costs_one_task(void **state)
{
  static const int kinds[] = { FINE, CRASH,  FINE, HANG,  FINE, LEAVE,
                               FINE, REFUSE, FINE, CRASH, FINE };
  td_pool_result r[11];
  td_arena a = { 0 };

  (void)state;
  run(r, kinds, 11, 2, &a);
  for (size_t i = 0; i < 11; i += 2)
    assert_int_equal(r[i].value.as.i, (int64_t)i * 10);
  assert_int_equal(r[1].status, TD_ELIMIT);
  assert_string_equal(r[1].reason, "signal 11");
  assert_string_equal(r[3].reason, "time limit");
  assert_string_equal(r[5].reason, "exit 7");
  assert_int_equal(r[7].status, TD_EDATA);
  assert_string_equal(r[7].error, "task 7 does not want to");
  assert_string_equal(r[7].reason, "");
  assert_string_equal(r[9].reason, "signal 11");
  td_arena_free(&a);
}

static void test_pool__memory_is_bounded(void **state)
{
  static const int kinds[] = { FINE, EAT, FINE };
  td_pool_result r[3];
  td_arena a = { 0 };

  (void)state;
#ifdef __SANITIZE_ADDRESS__
  skip(); /* a sanitizer maps more than any limit */
#endif
  run(r, kinds, 3, 1, &a);
  assert_int_equal(r[0].status, TD_OK);
  assert_int_equal(r[1].status, TD_ENOMEM);
  assert_int_equal(r[2].status, TD_OK);
  td_arena_free(&a);
}

static void test_pool__more_workers_than_tasks(void **state)
{
  static const int kinds[] = { FINE };
  td_pool_result r[1];
  td_arena a = { 0 };

  (void)state;
  run(r, kinds, 1, 8, &a);
  assert_int_equal(r[0].status, TD_OK);
  run(r, kinds, 0, 8, &a);
  td_arena_free(&a);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_pool__all_fine),
    cmocka_unit_test(test_pool__each_end_costs_one_task),
    cmocka_unit_test(test_pool__memory_is_bounded),
    cmocka_unit_test(test_pool__more_workers_than_tasks),
  };

  cmocka_set_message_output(CM_OUTPUT_TAP);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
