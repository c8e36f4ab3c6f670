/* Limits without a steady hook: a hook costs more than twice the running time,
 * so none is set until the script is to stop. A timer signal, the allocator or
 * a caller then sets one that fires at the next instruction; it raises again
 * as often as the script catches it. */
#include "limit.h"

#include <errno.h>
#include <lauxlib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Sent to a thread to make it look at the limits of what it runs. */
#define LIMIT_SIGNAL (SIGRTMIN + 4)

/* Once due, the timer repeats: a hook can be lost if the signal comes just
 * while another one is being taken away. */
enum { REPEAT_NS = 50 * 1000 * 1000 };

/* The innermost span of this thread. The one variable outside of handles: a
 * signal handler gets no other argument that tells whom the signal finds.
 * Initial-exec, because any other model may allocate on first use, which a
 * signal handler must not. */
static _Thread_local td_limit *volatile running
    __attribute__((tls_model("initial-exec")));

static void on_hook(lua_State *L, lua_Debug *ar)
{
  (void)ar;
  td_limit_check(L);
}

/* Lua allows lua_sethook in signal handlers. */
static void arm(td_limit *m)
{
  if (m->L)
    lua_sethook(m->L, on_hook, LUA_MASKCOUNT | LUA_MASKCALL, 1);
}

void td_limit_stop(td_limit *m, td_stop why)
{
  int none = TD_STOP_NONE;

  atomic_compare_exchange_strong(&m->stop, &none, (int)why);
  arm(m);
}

/* ---- memory ---------------------------------------------------------- */

static bool may_grow(td_limit *m, size_t more)
{
  size_t soft = m->max.bytes;

  if (m->max.allocations && ++m->allocations >= m->max.allocations)
    return false;
  if (!soft || (more <= soft && m->used + more <= soft))
    return true;
  if (more > 2 * soft || m->used + more > 2 * soft) {
    td_limit_stop(m, TD_STOP_MEMORY);
    return false;
  }
  m->review = true;
  arm(m);
  return true;
}

void *td_limit_alloc(void *ud, void *block, size_t old, size_t n)
{
  td_limit *m = ud;
  size_t before = block ? old : 0; /* without a block, `old` is a type */
  void *moved;

  if (n == 0) {
    free(block);
    m->used -= before;
    return NULL;
  }
  if (n > before && !may_grow(m, n - before))
    return NULL;
  moved = realloc(block, n);
  if (!moved && n <= before)
    moved = block; /* which is large enough */
  if (moved)
    m->used = m->used - before + n;
  return moved;
}

/* Over the limit with garbage counted: what is left without it? */
static void judge_memory(lua_State *L, td_limit *m)
{
  m->review = false;
  /* A stop that comes now is seen by the caller. */
  lua_sethook(L, m->hook, m->hook_mask, 0);
  lua_gc(L, LUA_GCCOLLECT);
  if (m->used > m->max.bytes)
    td_limit_stop(m, TD_STOP_MEMORY);
}

void td_limit_hook(lua_State *L, lua_Hook hook, int mask, void *ud)
{
  td_limit *m = td_limit_of(L);

  if (!m)
    return;
  m->hook = hook;
  m->hook_mask = mask;
  m->hook_ud = ud;
  lua_sethook(L, hook, mask, 0);
  if (m->review || atomic_load(&m->stop) != TD_STOP_NONE)
    arm(m); /* the stop came before */
}

void td_limit_need(lua_State *L, size_t n)
{
  td_limit *m = td_limit_of(L);

  if (!m || !m->max.bytes)
    return;
  if (n <= m->max.bytes && m->used + n > m->max.bytes)
    lua_gc(L, LUA_GCCOLLECT);
  if (n > m->max.bytes || m->used + n > m->max.bytes)
    td_limit_stop(m, TD_STOP_MEMORY);
  td_limit_check(L);
}

/* ---- stopping -------------------------------------------------------- */

td_limit *td_limit_of(lua_State *L)
{
  void *ud = NULL;

  return lua_getallocf(L, &ud) == td_limit_alloc ? ud : NULL;
}

const char *td_limit_reason(const td_limit *m, char buf[TD_LIMIT_REASON])
{
  const size_t n = TD_LIMIT_REASON;

  switch ((td_stop)atomic_load(&m->stop)) {
  case TD_STOP_TIME:
    snprintf(buf, n, "stopped: time limit of %g s", m->max.seconds);
    break;
  case TD_STOP_MEMORY:
    snprintf(buf, n, "stopped: memory limit of %g MiB",
             (double)m->max.bytes / (1024 * 1024));
    break;
  case TD_STOP_WORK:
    snprintf(buf, n, "stopped: work limit of %lld steps",
             (long long)m->max.work);
    break;
  case TD_STOP_CALLER:
    snprintf(buf, n, "stopped: interrupted");
    break;
  case TD_STOP_NONE:
    buf[0] = '\0';
    break;
  }
  return buf;
}

void td_limit_check(lua_State *L)
{
  td_limit *m = td_limit_of(L);
  char reason[TD_LIMIT_REASON];

  if (!m)
    return;
  if (m->review && atomic_load(&m->stop) == TD_STOP_NONE)
    judge_memory(L, m);
  if (atomic_load(&m->stop) == TD_STOP_NONE)
    return;
  arm(m); /* judge_memory may have taken the hook away */
  luaL_error(L, "%s", td_limit_reason(m, reason));
}

void td_state_charge(lua_State *L, int64_t n)
{
  td_limit *m = td_limit_of(L);

  if (!m)
    return;
  m->work += n;
  if (m->max.work && m->work > m->max.work)
    td_limit_stop(m, TD_STOP_WORK);
  if (m->review || atomic_load(&m->stop) != TD_STOP_NONE)
    td_limit_check(L);
}

/* ---- time ------------------------------------------------------------ */

static bool is_due(const td_limit *m)
{
  struct timespec now;

  if (!m->is_timed)
    return false;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (now.tv_sec != m->deadline.tv_sec)
    return now.tv_sec > m->deadline.tv_sec;
  return now.tv_nsec >= m->deadline.tv_nsec;
}

/* Asks the limits themselves and not the signal, which may be a late one,
 * meant for a state that this thread has left. */
static void on_signal(int number)
{
  int kept = errno;
  td_limit *m;

  (void)number;
  for (m = running; m; m = m->outer)
    if (is_due(m))
      td_limit_stop(m, TD_STOP_TIME);
    else if (atomic_load(&m->stop) != TD_STOP_NONE)
      arm(m);
  errno = kept;
}

void td_limit_wake(td_limit *m)
{
  int thread = atomic_load(&m->thread);

  /* The thread may have left meanwhile: then the signal changes nothing. */
  if (thread)
    syscall(SYS_tgkill, getpid(), thread, LIMIT_SIGNAL);
}

/* The handler stays for good, as a late signal would end the process. */
static td_status install_handler(td_err *err)
{
  struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
  struct sigaction old;

  if (sigaction(LIMIT_SIGNAL, NULL, &old) != 0)
    return td_fail(err, TD_EIO, "cannot read the handler of signal %d",
                   LIMIT_SIGNAL);
  if (!(old.sa_flags & SA_SIGINFO) && old.sa_handler == on_signal)
    return TD_OK;
  if ((old.sa_flags & SA_SIGINFO) ||
      (old.sa_handler != SIG_DFL && old.sa_handler != SIG_IGN))
    return td_fail(err, TD_EUSAGE,
                   "signal %d, needed for time limits, has another handler",
                   LIMIT_SIGNAL);
  sigemptyset(&act.sa_mask);
  if (sigaction(LIMIT_SIGNAL, &act, NULL) != 0)
    return td_fail(err, TD_EIO, "cannot handle signal %d", LIMIT_SIGNAL);
  return TD_OK;
}

static struct timespec time_after(double seconds)
{
  struct timespec t;
  double whole;

  clock_gettime(CLOCK_MONOTONIC, &t);
  if (seconds > 1e9)
    seconds = 1e9; /* some thirty years, and time_t does not overflow */
  whole = (double)(time_t)seconds;
  t.tv_sec += (time_t)whole;
  t.tv_nsec += (long)((seconds - whole) * 1e9);
  if (t.tv_nsec >= 1000000000L) {
    t.tv_nsec -= 1000000000L;
    t.tv_sec++;
  }
  return t;
}

static td_status start_timer(td_limit *m, int thread, td_err *err)
{
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID,
                            .sigev_signo = LIMIT_SIGNAL };
  struct itimerspec when = { .it_interval.tv_nsec = REPEAT_NS };

  event._sigev_un._tid = thread; /* glibc 2.36 has no name for it */
  m->deadline = time_after(m->max.seconds);
  when.it_value = m->deadline;
  if (timer_create(CLOCK_MONOTONIC, &event, &m->timer) != 0)
    return td_fail(err, TD_EIO, "cannot make a timer for the time limit");
  m->is_timed = true;
  if (timer_settime(m->timer, TIMER_ABSTIME, &when, NULL) != 0)
    return td_fail(err, TD_EIO, "cannot set the timer for the time limit");
  return TD_OK;
}

td_status td_limit_begin(td_limit *m, td_err *err)
{
  int thread = gettid();
  td_status rc = install_handler(err);

  if (rc != TD_OK)
    return rc;
  m->outer = running;
  running = m;
  atomic_store(&m->thread, thread);
  if (m->max.seconds > 0)
    rc = start_timer(m, thread, err);
  if (rc != TD_OK)
    td_limit_end(m);
  return rc;
}

void td_limit_end(td_limit *m)
{
  if (!atomic_load(&m->thread))
    return;
  if (m->is_timed)
    timer_delete(m->timer);
  m->is_timed = false;
  atomic_store(&m->thread, 0);
  running = m->outer;
  m->outer = NULL;
}
