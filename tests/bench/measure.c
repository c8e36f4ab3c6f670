/* Runs a command and appends to a file what it took: seconds, peak memory in
 * KiB of its largest process, exit status.
 *
 *   measure FILE COMMAND [ARGUMENT...] */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int fail(const char *what)
{
  fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
  return 125;
}

int main(int argc, char **argv)
{
  double start = now();
  struct rusage usage;
  int status;
  pid_t pid;
  FILE *f;

  if (argc < 3) {
    fprintf(stderr, "usage: measure FILE COMMAND [ARGUMENT...]\n");
    return 2;
  }
  pid = fork();
  if (pid < 0)
    return fail("fork");
  if (!pid) {
    execvp(argv[2], argv + 2);
    _exit(fail(argv[2]));
  }
  while (wait4(pid, &status, 0, &usage) < 0)
    if (errno != EINTR)
      return fail("wait");
  status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  f = fopen(argv[1], "a");
  if (!f)
    return fail(argv[1]);
  fprintf(f, "%.6f %ld %d\n", now() - start, usage.ru_maxrss, status);
  return fclose(f) ? fail(argv[1]) : 0;
}
