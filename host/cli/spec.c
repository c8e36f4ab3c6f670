/* A spec is a program of its own, so it gets a process: Lua 5.4 with the module
 * of this very build, results on a pipe, and an end if it finds none. */
#include "spec.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Where lua/tiendo/spec.lua writes, and how it says that busted is absent. */
enum { RESULTS_FD = 3, NO_BUSTED = 77, NO_PROGRAM = 127 };

enum { POLL_MS = 10, MAX_RESULTS = 16 * 1024 * 1024 };

/* A tiendo.lua where the command runs is a file of settings as a rule, and Lua
 * would find it before the module. */
static const char RUN[] =
    "package.preload.tiendo = assert(package.loadlib("
    "package.searchpath('tiendo', package.cpath), 'luaopen_tiendo')) "
    "require 'tiendo' require('tiendo.spec').run(arg[1])";

/* ---- the module ---- */

/* The folder of tiendo.so: beside the program, or where it is installed. */
static bool find_module(char *folder, size_t room)
{
  static const char *const places[] = { "", "/../lib/lua/5.4" };
  char exe[4096], path[4300];
  ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
  char *slash;

  if (n <= 0)
    return false;
  exe[n] = '\0';
  slash = strrchr(exe, '/');
  if (!slash)
    return false;
  *slash = '\0';
  for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
    int len = snprintf(folder, room, "%s%s", exe, places[i]);
    snprintf(path, sizeof(path), "%s/tiendo.so", folder);
    if (len > 0 && (size_t)len < room && !access(path, R_OK))
      return true;
  }
  return false;
}

/* Puts the folder before what Lua searches anyway. */
static void set_module_path(const char *folder)
{
  const char *rest = getenv("LUA_CPATH_5_4");
  char path[8192];

  rest = rest ? rest : getenv("LUA_CPATH");
  snprintf(path, sizeof(path), "%s/?.so;%s", folder, rest ? rest : ";");
  setenv("LUA_CPATH_5_4", path, 1);
}

/* ---- the process ---- */

/* In the child: standard output is for people, so it joins standard error. */
static void become_spec(int results, const char *folder, const char *path)
{
  int nothing = open("/dev/null", O_RDONLY);

  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  set_module_path(folder);
  if (results == RESULTS_FD)
    fcntl(results, F_SETFD, 0);
  if (dup2(nothing, STDIN_FILENO) < 0 ||
      dup2(STDERR_FILENO, STDOUT_FILENO) < 0 || dup2(results, RESULTS_FD) < 0)
    _exit(NO_PROGRAM);
  execlp("lua5.4", "lua5.4", "-e", RUN, "-", path, (char *)NULL);
  _exit(NO_PROGRAM);
}

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Takes what is there; false at the end. */
static bool take(cli_spec *out, int fd)
{
  char buf[16384];
  ssize_t n = read(fd, buf, sizeof(buf));
  char *tap;

  if (n < 0 && errno == EINTR)
    return true;
  if (n <= 0 || out->n + (size_t)n > MAX_RESULTS)
    return false;
  tap = (char *)realloc(out->tap, out->n + (size_t)n);
  if (!tap)
    return false;
  memcpy(tap + out->n, buf, (size_t)n);
  out->tap = tap;
  out->n += (size_t)n;
  return true;
}

static bool is_gone(pid_t pid)
{
  siginfo_t end = { .si_pid = 0 };

  return waitid(P_PID, (id_t)pid, &end, WEXITED | WNOHANG | WNOWAIT) ||
         end.si_pid;
}

/* Reads until the process is gone and nothing is left to read, or its time is
 * up: then false. */
static bool listen_to(cli_spec *out, int fd, pid_t pid, double seconds)
{
  double end = now() + seconds;
  struct pollfd p = { .fd = fd, .events = POLLIN };

  while (now() < end) {
    int n = poll(&p, 1, POLL_MS);
    if (n > 0 && !take(out, fd))
      p.fd = -1; /* no more results */
    if (n <= 0 && is_gone(pid))
      return true;
  }
  return false;
}

/* Says what an exit status means for the tests. One that only counts failures
 * has said so in them. */
static void judge_end(cli_spec *out, int status)
{
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;

  if (WIFSIGNALED(status))
    snprintf(out->problem, sizeof(out->problem), "signal %d", WTERMSIG(status));
  else if (code == NO_BUSTED || code == NO_PROGRAM)
    out->missing = code == NO_BUSTED ? "no_busted" : "no_lua";
  else if (code && !out->n)
    snprintf(out->problem, sizeof(out->problem), "exit %d", code);
}

/* In the parent, until the process has ended. */
static void follow(cli_spec *out, int fd, pid_t pid, double seconds)
{
  bool is_late = !listen_to(out, fd, pid, seconds);
  int status = 0;

  close(fd);
  kill(-pid, SIGKILL); /* with what it has left behind */
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    continue;
  if (is_late)
    snprintf(out->problem, sizeof(out->problem), "late %g", seconds);
  else
    judge_end(out, status);
}

bool cli_spec_run(cli_spec *out, const char *path, double seconds)
{
  char folder[4200];
  int ends[2];
  pid_t pid;

  memset(out, 0, sizeof(*out));
  if (!find_module(folder, sizeof(folder))) {
    out->missing = "no_module";
    return true;
  }
  if (pipe2(ends, O_CLOEXEC)) {
    snprintf(out->problem, sizeof(out->problem), "%s", strerror(errno));
    return false;
  }
  pid = fork();
  if (!pid)
    become_spec(ends[1], folder, path);
  close(ends[1]);
  if (pid < 0) {
    snprintf(out->problem, sizeof(out->problem), "%s", strerror(errno));
    close(ends[0]);
    return false;
  }
  setpgid(pid, pid); /* whoever comes first */
  follow(out, ends[0], pid, seconds);
  return true;
}

void cli_spec_free(cli_spec *spec)
{
  free(spec->tap);
  memset(spec, 0, sizeof(*spec));
}
