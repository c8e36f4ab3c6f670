/* What one state has used of its limits, and what stops it at their end. */
#ifndef TD_LIMIT_H
#define TD_LIMIT_H

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#include "state.h"

/* Zeroed, then `max` filled in, it counts; `L` is set once it exists. */
typedef struct td_limit {
  td_limits max;
  lua_State *L;        /* whose hook stops it; NULL while it is being made */
  size_t used;         /* bytes held now */
  int64_t allocations; /* that asked for more memory, so far */
  int64_t work;        /* steps charged so far */
  bool review;         /* went over max.bytes: to be collected, then judged */
  atomic_int stop;     /* td_stop */
  atomic_int thread;   /* that is in a span, as the kernel counts; 0: none */
  struct td_limit *outer; /* whose span this thread was in before */
  struct timespec deadline;
  timer_t timer;
  atomic_bool is_timed;
  lua_Hook hook; /* the host's own; NULL: none */
  int hook_mask;
  void *hook_ud;
} td_limit;

enum { TD_LIMIT_REASON = 80 }; /* buffer size for td_limit_reason */

/* A lua_Alloc; `ud` is the td_limit. Arms the stop beyond max.bytes, refuses
 * memory beyond twice as much; never refuses to shrink. */
void *td_limit_alloc(void *ud, void *block, size_t old, size_t n);

/* That of the state to which L belongs; NULL if it is none of ours. */
td_limit *td_limit_of(lua_State *L);

/* The span of td_state_start and td_state_finish. */
td_status td_limit_begin(td_limit *m, td_err *err);
void td_limit_end(td_limit *m);

/* Has the script stopped for this reason, unless it is stopped already. May
 * be called from a signal handler. */
void td_limit_stop(td_limit *m, td_stop why);

/* Wakes the thread that is in the span, from any thread or handler. */
void td_limit_wake(td_limit *m);

/* Raises if the script is to stop; collects first where only memory is in
 * question. [-0, +0, v] */
void td_limit_check(lua_State *L);

/* Before something allocates n bytes at once: stops the script if that would
 * take it over its limit. [-0, +0, v] */
void td_limit_need(lua_State *L, size_t n);

/* Sets a hook of the host's own, with what td_limit_of(L)->hook_ud gives it; it
 * gives way for good where a limit stops the script; none in a state that is not
 * of td_state. [-0, +0, -] */
void td_limit_hook(lua_State *L, lua_Hook hook, int mask, void *ud);

/* "stopped: time limit of 1 s" into `buf`, which it returns. */
const char *td_limit_reason(const td_limit *m, char buf[TD_LIMIT_REASON]);

#endif
