/* Tasks in worker processes: each may hang, crash or eat memory, and costs
 * only itself. */
#ifndef TD_POOL_H
#define TD_POOL_H

#include "value.h"

/* Does task i and gives a value that lives in the arena. Runs in a forked
 * process, or in this one when there are no workers. */
typedef td_status (*td_pool_fn)(td_value *out, td_arena *a, void *ud, size_t i,
                                td_err *err);

/* How a task ended. */
typedef struct td_pool_result {
  td_status status;
  td_value value;     /* if TD_OK */
  char error[1024];   /* else: what went wrong */
  const char *reason; /* how its process ended: "time limit", "signal 11",
                       * "exit 1"; "" if it answered */
} td_pool_result;

typedef struct td_pool_options {
  int workers;    /* processes; 0: do the tasks here */
  double seconds; /* after which a worker is killed; 0: never */
  uint64_t bytes; /* address space a worker may add to what it starts with;
                   * 0: no limit */
  void (*on_progress)(void *ud, size_t done, size_t all);
  void *ud;
  bool (*is_stopped)(void *ud); /* asked now and then; true: TD_ESTOPPED */
  /* Here, as soon as task i has ended, in whatever order; may be NULL. What
   * fails ends the pool. */
  td_status (*on_result)(void *result_ud, size_t i, const td_pool_result *r,
                         td_err *err);
  void *result_ud;
} td_pool_options;

/* Runs n tasks. results[i] is that of task i; values live in `a`. Fails only if
 * the pool itself cannot work. */
td_status td_pool_run(td_pool_result *results, size_t n, td_arena *a,
                      td_pool_fn fn, void *ud, const td_pool_options *options,
                      td_err *err);

#endif
