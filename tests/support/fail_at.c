/* Preloaded into a program: the allocation number TIENDO_FAIL_AT fails, or with
 * TIENDO_FAIL_ON all from that one on. Allocations are counted in the process
 * that was started, not in those that it forks; how many there were goes to the
 * file TIENDO_FAIL_COUNT. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

/* glibc's own, which those below hide. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static pid_t first;
static long at, made;
static bool goes_on;
static const char *count_file;

static long number_of(const char *name)
{
  const char *text = getenv(name);

  return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void start(void)
{
  at = number_of("TIENDO_FAIL_AT");
  goes_on = number_of("TIENDO_FAIL_ON") != 0;
  count_file = getenv("TIENDO_FAIL_COUNT");
  first = getpid();
}

__attribute__((destructor)) static void end(void)
{
  char text[32];
  int n = snprintf(text, sizeof(text), "%ld\n", made);
  int fd = count_file && getpid() == first
               ? open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0644)
               : -1;

  if (fd < 0)
    return;
  if (write(fd, text, (size_t)n) != n)
    _exit(99);
  close(fd);
}

static bool is_refused(void)
{
  if (!first || getpid() != first)
    return false;
  made++;
  if (at <= 0 || (goes_on ? made < at : made != at))
    return false;
  errno = ENOMEM;
  return true;
}

void *malloc(size_t n)
{
  return is_refused() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
  return is_refused() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
  return is_refused() ? NULL : __libc_realloc(p, n);
}
