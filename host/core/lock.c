/* The lock is flock's, so that the system releases it; the file's text is for
 * whoever is refused. */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, HOLDER_ROOM = 128 };

/* "process 1234", as the holder wrote it; it may just be about to. */
static void read_holder(int fd, char holder[HOLDER_ROOM])
{
  ssize_t n = pread(fd, holder, HOLDER_ROOM - 1, 0);

  holder[n > 0 ? n : 0] = '\0';
  holder[strcspn(holder, "\n")] = '\0';
  if (!*holder)
    snprintf(holder, HOLDER_ROOM, "another process");
}

static void write_holder(int fd)
{
  char text[HOLDER_ROOM];
  int n = snprintf(text, sizeof(text), "process %ld\n", (long)getpid());

  /* What cannot be written only makes a message poorer. */
  if (ftruncate(fd, 0) || pwrite(fd, text, (size_t)n, 0) != n)
    return;
}

static int lock_file(int fd, int how)
{
  int code;

  do
    code = flock(fd, how);
  while (code && errno == EINTR);
  return code;
}

static td_status wait_for(int fd, const char *path,
                          void (*on_wait)(void *ud, const char *text), void *ud,
                          td_err *err)
{
  char holder[HOLDER_ROOM], text[PATH_ROOM + HOLDER_ROOM];

  read_holder(fd, holder);
  snprintf(text, sizeof(text), "%s: waiting for the run of %s", path, holder);
  if (on_wait)
    on_wait(ud, text);
  if (lock_file(fd, LOCK_EX))
    return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
  return TD_OK;
}

static td_status take(int fd, const char *path, bool wait,
                      void (*on_wait)(void *ud, const char *text), void *ud,
                      td_err *err)
{
  char holder[HOLDER_ROOM];

  if (!lock_file(fd, LOCK_EX | LOCK_NB))
    return TD_OK;
  if (errno != EWOULDBLOCK)
    return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
  if (wait)
    return wait_for(fd, path, on_wait, ud, err);
  read_holder(fd, holder);
  return td_fail(err, TD_EBUSY,
                 "%s: a run of %s is at work; try again later, or wait for it",
                 path, holder);
}

td_status td_lock_take(td_lock *lock, const char *path, bool wait,
                       void (*on_wait)(void *ud, const char *text), void *ud,
                       td_err *err)
{
  char name[PATH_ROOM];
  td_status rc;
  int fd;

  lock->fd = 0;
  if (!strcmp(path, ":memory:"))
    return TD_OK;
  if (snprintf(name, sizeof(name), "%s.run", path) >= (int)sizeof(name))
    return td_fail(err, TD_EIO, "%s: %s", path, strerror(ENAMETOOLONG));
  fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0)
    return td_fail(err, TD_EIO, "%s: %s", name, strerror(errno));
  rc = take(fd, path, wait, on_wait, ud, err);
  if (rc != TD_OK) {
    close(fd);
    return rc;
  }
  write_holder(fd);
  lock->fd = fd + 1;
  return TD_OK;
}

void td_lock_release(td_lock *lock)
{
  if (lock->fd)
    close(lock->fd - 1);
  lock->fd = 0;
}
