/* Preloaded into a program: kills it as `kill -9` would, at the call number
 * TIENDO_KILL_AT of those that make something last, before that call does
 * anything. Calls are counted in the process that was started, not in those
 * that it forks. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static pid_t first;
static long at;

__attribute__((constructor)) static void start(void)
{
  const char *text = getenv("TIENDO_KILL_AT");

  first = getpid();
  at = text ? strtol(text, NULL, 10) : 0;
}

static void count(void)
{
  if (at > 0 && getpid() == first && --at == 0)
    kill(first, SIGKILL);
}

/* The function that this one hides. */
#define NEXT(type, name) ((type)(size_t)dlsym(RTLD_NEXT, name))

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t where)
{
  typedef ssize_t (*call)(int, const void *, size_t, off64_t);

  count();
  return NEXT(call, "pwrite64")(fd, bytes, n, where);
}

int fsync(int fd)
{
  count();
  return NEXT(int (*)(int), "fsync")(fd);
}

int fdatasync(int fd)
{
  count();
  return NEXT(int (*)(int), "fdatasync")(fd);
}

int rename(const char *from, const char *to)
{
  count();
  return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}

int symlink(const char *to, const char *path)
{
  count();
  return NEXT(int (*)(const char *, const char *), "symlink")(to, path);
}

int unlink(const char *path)
{
  count();
  return NEXT(int (*)(const char *), "unlink")(path);
}

int ftruncate64(int fd, off64_t n)
{
  count();
  return NEXT(int (*)(int, off64_t), "ftruncate64")(fd, n);
}
