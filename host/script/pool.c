/* The pool: workers are forked, get task numbers and give answers through a
 * socket each; one that dies or runs too long is reported for its task and
 * replaced. */
#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Room between the soft end of a task, which names the line of the rule, and
 * the hard end. */
#define GRACE_SECONDS 1.0
enum { MAX_WORKERS = 64 };
#define MAX_ANSWER ((uint64_t)1 << 31)

/* What a worker sends before the bytes of a value or an error. */
typedef struct answer_head {
  uint32_t task;
  int32_t status;
  uint64_t n;
} answer_head;

typedef struct worker {
  pid_t pid;
  int fd; /* -1 when there is no process */
  bool is_busy;
  size_t task;
  double started;
  td_buffer in; /* of the answer, head included */
} worker;

typedef struct pool {
  td_pool_result *results;
  size_t n, next, done;
  td_arena *arena;
  td_pool_fn fn;
  void *ud;
  const td_pool_options *options;
  worker workers[MAX_WORKERS];
  size_t n_workers;
  td_err *err;
} pool;

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- in the worker ---- */

/* To a socket, so that a reader that is gone is an error and no signal. */
static bool write_all(int fd, const void *data, size_t n)
{
  const char *p = (const char *)data;

  while (n) {
    ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
    if (k < 0 && errno == EINTR)
      continue;
    if (k <= 0)
      return false;
    p += k;
    n -= (size_t)k;
  }
  return true;
}

static bool read_all(int fd, void *data, size_t n)
{
  char *p = (char *)data;

  while (n) {
    ssize_t k = read(fd, p, n);
    if (k < 0 && errno == EINTR)
      continue;
    if (k <= 0)
      return false;
    p += k;
    n -= (size_t)k;
  }
  return true;
}

/* The address space of this process so far, in bytes. */
static uint64_t address_space(void)
{
  unsigned long pages = 0;
  FILE *f = fopen("/proc/self/statm", "re");

  if (!f)
    return 0;
  if (fscanf(f, "%lu", &pages) != 1)
    pages = 0;
  fclose(f);
  return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* No core files, no outliving the parent, no more memory than allowed; a crash
 * is a crash, whatever handlers the program that embeds us has. */
static void confine(const pool *p)
{
  static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
  struct rlimit none = { 0, 0 };
  struct rlimit space;
  uint64_t used = address_space();

  for (size_t i = 0; i < sizeof(crashes) / sizeof(*crashes); i++)
    signal(crashes[i], SIG_DFL);
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_IGN); /* the parent decides */
  if (!p->options->bytes || !used || used > (uint64_t)1 << 40)
    return; /* a sanitizer maps terabytes */
  space.rlim_cur = space.rlim_max = used + p->options->bytes;
  setrlimit(RLIMIT_AS, &space);
}

static bool answer(const pool *p, int fd, size_t task)
{
  td_arena a = { 0 };
  td_buffer b = { 0 };
  td_value v = { .kind = TD_V_NIL };
  td_err err = { TD_OK, "" };
  answer_head head = { .task = (uint32_t)task };
  bool is_sent;

  head.status = (int32_t)p->fn(&v, &a, p->ud, task, &err);
  if (head.status == TD_OK)
    head.status = (int32_t)td_value_write(&b, &v, &err);
  if (head.status != TD_OK) {
    b.n = 0;
    td_buffer_add(&b, err.text, strlen(err.text) + 1, NULL);
  }
  head.n = b.n;
  is_sent = write_all(fd, &head, sizeof(head)) && write_all(fd, b.data, b.n);
  td_buffer_free(&b);
  td_arena_free(&a);
  return is_sent;
}

static void work(const pool *p, int fd)
{
  uint32_t task;

  confine(p);
  while (read_all(fd, &task, sizeof(task)) && task < p->n)
    if (!answer(p, fd, task))
      break;
  _exit(0);
}

/* ---- in the parent ---- */

static void close_worker(worker *w)
{
  if (w->fd >= 0)
    close(w->fd);
  w->fd = -1;
  w->is_busy = false;
  w->in.n = 0;
}

static td_status start_worker(pool *p, worker *w)
{
  int ends[2];

  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
    return td_fail(p->err, TD_EIO, "cannot make a socket: %s", strerror(errno));
  w->pid = fork();
  if (w->pid == 0) {
    for (size_t i = 0; i < p->n_workers; i++)
      close_worker(&p->workers[i]);
    close(ends[0]);
    work(p, ends[1]);
  }
  close(ends[1]);
  w->fd = ends[0];
  if (w->pid < 0) {
    close_worker(w);
    return td_fail(p->err, TD_EIO, "cannot start a worker: %s",
                   strerror(errno));
  }
  return TD_OK;
}

/* Counts and tells a task that has ended. */
static td_status finish_task(pool *p, size_t task)
{
  const td_pool_options *o = p->options;

  p->done++;
  if (o->on_progress)
    o->on_progress(o->ud, p->done, p->n);
  if (!o->on_result)
    return TD_OK;
  return o->on_result(o->result_ud, task, &p->results[task], p->err);
}

static td_status finish(pool *p, worker *w)
{
  w->is_busy = false;
  w->in.n = 0;
  return finish_task(p, w->task);
}

static void reap(worker *w, int *status)
{
  while (w->pid > 0 && waitpid(w->pid, status, 0) < 0 && errno == EINTR)
    continue;
  w->pid = 0;
}

/* Names the end of a worker that gave no answer, and replaces it. */
static td_status lose_worker(pool *p, worker *w, const char *killed_for)
{
  td_pool_result *r = &p->results[w->task];
  int status = 0;
  td_status rc;

  reap(w, &status);
  r->status = TD_ELIMIT;
  if (killed_for) {
    r->reason = killed_for;
  } else if (WIFSIGNALED(status)) {
    r->reason = td_arena_printf(p->arena, "signal %d", WTERMSIG(status));
  } else {
    r->reason = td_arena_printf(p->arena, "exit %d", WEXITSTATUS(status));
  }
  snprintf(r->error, sizeof(r->error), "the worker process ended: %s",
           r->reason ? r->reason : "");
  close_worker(w);
  rc = finish(p, w);
  return rc == TD_OK && p->next < p->n ? start_worker(p, w) : rc;
}

static td_status read_result(pool *p, worker *w)
{
  const answer_head *head = (const answer_head *)(const void *)w->in.data;
  td_pool_result *r = &p->results[w->task];
  const char *at = w->in.data + sizeof(*head);
  td_err err = { TD_OK, "" };

  r->status = (td_status)head->status;
  r->reason = "";
  if (r->status == TD_OK) {
    r->status = td_value_read(&r->value, p->arena, &at, at + head->n, &err);
    snprintf(r->error, sizeof(r->error), "%s", err.text);
  } else {
    snprintf(r->error, sizeof(r->error), "%.*s", (int)head->n, at);
  }
  return finish(p, w);
}

static td_status take_bytes(pool *p, worker *w)
{
  char buf[65536];
  ssize_t n = read(w->fd, buf, sizeof(buf));
  const answer_head *head;

  if (n < 0 && errno == EINTR)
    return TD_OK;
  if (n <= 0)
    return lose_worker(p, w, NULL);
  if (td_buffer_add(&w->in, buf, (size_t)n, p->err) != TD_OK)
    return TD_ENOMEM;
  head = (const answer_head *)(const void *)w->in.data;
  if (w->in.n >= sizeof(*head) &&
      (head->task != w->task || head->n > MAX_ANSWER)) {
    kill(w->pid, SIGKILL); /* its memory is not what it was */
    return lose_worker(p, w, "a broken answer");
  }
  if (w->in.n < sizeof(*head) || w->in.n < sizeof(*head) + head->n)
    return TD_OK;
  return read_result(p, w);
}

static td_status give_task(pool *p, worker *w)
{
  uint32_t task = (uint32_t)p->next;
  td_status rc = TD_OK;

  if (p->next >= p->n || w->is_busy)
    return TD_OK;
  if (w->fd < 0)
    rc = start_worker(p, w);
  if (rc != TD_OK)
    return rc;
  if (!write_all(w->fd, &task, sizeof(task))) {
    /* It died while it had nothing to do: no task is to blame. */
    reap(w, NULL);
    close_worker(w);
    return TD_OK;
  }
  w->task = p->next++;
  w->is_busy = true;
  w->started = now();
  return TD_OK;
}

static td_status kill_late(pool *p)
{
  for (size_t i = 0; i < p->n_workers; i++) {
    worker *w = &p->workers[i];
    td_status rc;
    if (!w->is_busy || !(p->options->seconds > 0) ||
        now() - w->started < p->options->seconds + GRACE_SECONDS)
      continue;
    kill(w->pid, SIGKILL);
    rc = lose_worker(p, w, "time limit");
    if (rc != TD_OK)
      return rc;
  }
  return TD_OK;
}

static td_status wait_and_take(pool *p)
{
  struct pollfd fds[MAX_WORKERS];

  for (size_t i = 0; i < p->n_workers; i++)
    fds[i] = (struct pollfd){
      .fd = p->workers[i].is_busy ? p->workers[i].fd : -1,
      .events = POLLIN,
    };
  if (poll(fds, (nfds_t)p->n_workers, 100) < 0 && errno != EINTR)
    return td_fail(p->err, TD_EIO, "poll: %s", strerror(errno));
  for (size_t i = 0; i < p->n_workers; i++) {
    td_status rc = TD_OK;
    if (fds[i].fd >= 0 && fds[i].revents)
      rc = take_bytes(p, &p->workers[i]);
    if (rc != TD_OK)
      return rc;
  }
  return kill_late(p);
}

static void end_workers(pool *p)
{
  for (size_t i = 0; i < p->n_workers; i++) {
    worker *w = &p->workers[i];
    bool was_busy = w->is_busy;
    close_worker(w);
    td_buffer_free(&w->in);
    if (w->pid <= 0)
      continue;
    if (was_busy)
      kill(w->pid, SIGKILL);
    reap(w, NULL);
  }
}

/* The one who waits has had enough. */
static td_status go_on(const pool *p)
{
  const td_pool_options *o = p->options;

  if (o->is_stopped && o->is_stopped(o->ud))
    return td_fail(p->err, TD_ESTOPPED, "stopped: interrupted");
  return TD_OK;
}

static td_status run_forked(pool *p)
{
  td_status rc = TD_OK;

  while (rc == TD_OK && p->done < p->n) {
    rc = go_on(p);
    for (size_t i = 0; rc == TD_OK && i < p->n_workers; i++)
      rc = give_task(p, &p->workers[i]);
    if (rc == TD_OK && p->done < p->n)
      rc = wait_and_take(p);
  }
  end_workers(p);
  return rc;
}

static td_status run_here(pool *p)
{
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < p->n; i++) {
    td_pool_result *r = &p->results[i];
    td_err err = { TD_OK, "" };
    if (go_on(p) != TD_OK)
      return TD_ESTOPPED;
    r->status = p->fn(&r->value, p->arena, p->ud, i, &err);
    r->reason = "";
    snprintf(r->error, sizeof(r->error), "%s", err.text);
    rc = finish_task(p, i);
  }
  return rc;
}

td_status td_pool_run(td_pool_result *results, size_t n, td_arena *a,
                      td_pool_fn fn, void *ud, const td_pool_options *options,
                      td_err *err)
{
  pool p = { .results = results,
             .n = n,
             .arena = a,
             .fn = fn,
             .ud = ud,
             .options = options,
             .err = err };

  memset(results, 0, n * sizeof(*results));
  if (options->workers <= 0)
    return run_here(&p);
  p.n_workers = (size_t)options->workers;
  if (p.n_workers > MAX_WORKERS)
    p.n_workers = MAX_WORKERS;
  if (p.n_workers > n)
    p.n_workers = n;
  for (size_t i = 0; i < p.n_workers; i++)
    p.workers[i].fd = -1;
  return run_forked(&p);
}
