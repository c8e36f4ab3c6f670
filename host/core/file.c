/* Reading until the end rather than by size: pipes have none, and a file may
 * grow or shrink meanwhile. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ = 65536 };

static td_status fail_file(const char *path, td_err *err)
{
  return td_fail(err, TD_EIO, "%s: %s", path, strerror(errno));
}

/* Room for the whole file if it tells its size, and for the end mark. */
static size_t guess_size(int fd)
{
  struct stat st;

  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
    return (size_t)st.st_size + 2;
  return FIRST_READ;
}

static bool grow(char **data, size_t *room)
{
  size_t more = *room * 2;
  char *grown = (char *)realloc(*data, more);

  if (!grown)
    return false;
  *data = grown;
  *room = more;
  return true;
}

static td_status read_all(char **data, size_t *n, int fd, const char *path,
                          size_t most, td_err *err)
{
  size_t room = guess_size(fd);
  ssize_t got = 1;

  *n = 0;
  *data = (char *)malloc(room);
  if (!*data)
    return td_fail_memory(err);
  while (got) {
    if (room - *n < 2 && !grow(data, &room))
      return td_fail_memory(err);
    got = read(fd, *data + *n, room - *n - 1);
    if (got < 0 && errno != EINTR)
      return fail_file(path, err);
    *n += got > 0 ? (size_t)got : 0;
    if (most && *n > most)
      return td_fail(err, TD_EIO, "%s: larger than %zu MiB", path, most >> 20);
  }
  (*data)[*n] = '\0';
  return TD_OK;
}

td_status td_file_read(char **out, size_t *n_out, const char *path, td_err *err)
{
  return td_file_read_most(out, n_out, path, 0, err);
}

td_status td_file_read_most(char **out, size_t *n_out, const char *path,
                            size_t most, td_err *err)
{
  td_status rc;
  char *data = NULL;
  size_t n = 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);

  *out = NULL;
  if (fd < 0)
    return fail_file(path, err);
  rc = read_all(&data, &n, fd, path, most, err);
  close(fd);
  if (rc != TD_OK) {
    free(data);
    return rc;
  }
  *out = data;
  if (n_out)
    *n_out = n;
  return TD_OK;
}

/* ---- writing ---------------------------------------------------------- */

static td_status make_folders(const char *path, td_err *err)
{
  char part[4096];

  if ((size_t)snprintf(part, sizeof(part), "%s", path) >= sizeof(part))
    return td_fail(err, TD_EIO, "%s: the name is too long", path);
  for (char *p = part + 1; *p; p++) {
    if (*p != '/')
      continue;
    *p = '\0';
    if (mkdir(part, 0777) && errno != EEXIST)
      return fail_file(part, err);
    *p = '/';
  }
  return TD_OK;
}

static bool write_all(int fd, const char *text, size_t n)
{
  while (n) {
    ssize_t put = write(fd, text, n);
    if (put < 0 && errno != EINTR)
      return false;
    text += put > 0 ? put : 0;
    n -= put > 0 ? (size_t)put : 0;
  }
  return fsync(fd) == 0;
}

/* Into a file beside it, which then takes the name. */
static td_status write_beside(const char *path, const char *text, size_t n,
                              td_err *err)
{
  char temp[4096];
  td_status rc = TD_OK;
  int fd;

  if ((size_t)snprintf(temp, sizeof(temp), "%s.XXXXXX", path) >= sizeof(temp))
    return td_fail(err, TD_EIO, "%s: the name is too long", path);
  fd = mkostemp(temp, O_CLOEXEC);
  if (fd < 0)
    return fail_file(path, err);
  fchmod(fd, 0644);
  if (!write_all(fd, text, n))
    rc = fail_file(path, err);
  if (close(fd) && rc == TD_OK)
    rc = fail_file(path, err);
  if (rc == TD_OK && rename(temp, path))
    rc = fail_file(path, err);
  if (rc != TD_OK)
    unlink(temp);
  return rc;
}

td_status td_file_write(const char *path, const char *text, size_t n,
                        bool replace, td_err *err)
{
  struct stat st;
  bool is_there = stat(path, &st) == 0;
  td_status rc;

  if (is_there && !S_ISREG(st.st_mode))
    return td_fail(err, TD_EUSAGE, "%s: is no plain file", path);
  if (is_there && !replace)
    return td_fail(err, TD_EUSAGE, "%s: is there already", path);
  rc = make_folders(path, err);
  return rc == TD_OK ? write_beside(path, text, n, err) : rc;
}

char *td_file_join(const char *folder, const char *name)
{
  size_t n = strlen(folder);
  size_t room = n + strlen(name) + 2;
  char *path = (char *)malloc(room);

  if (path)
    snprintf(path, room, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/",
             name);
  return path;
}

bool td_file_is_folder(const char *path)
{
  struct stat st;

  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
