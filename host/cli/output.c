/* Output that appears whole or not at all: one file, or several at once. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

/* Findings of one rule that standard output shows unless told otherwise; a file
 * has them all. */
enum { SHOWN = 10 };

/* ---- one ---- */

/* The folder of a path, with its slash; "" for the one at work. */
static int folder_length(const char *path)
{
  const char *slash = strrchr(path, '/');

  return slash ? (int)(slash + 1 - path) : 0;
}

/* A file that has no name yet, so that nothing is left of it if the program is
 * killed; -1 where the file system has none. */
static int open_nameless(const char *path)
{
  char folder[4096];

  snprintf(folder, sizeof(folder), "%.*s.", folder_length(path), path);
  return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644);
}

/* A file beside it, under a name of its own. */
static int open_beside(cli_output *out, const char *path)
{
  int fd;

  if (snprintf(out->temp, sizeof(out->temp), "%s.XXXXXX", path) >=
      (int)sizeof(out->temp)) {
    errno = ENAMETOOLONG;
    return -1;
  }
  fd = mkstemp(out->temp);
  if (fd >= 0 && !fchmod(fd, 0644))
    return fd;
  if (fd >= 0) {
    close(fd);
    unlink(out->temp);
  }
  *out->temp = '\0';
  return -1;
}

/* The file to be named in the end; NULL, with errno, if there is none. */
static FILE *open_temp(cli_output *out, const char *path)
{
  int fd = open_nameless(path);
  FILE *file = NULL;

  out->is_nameless = fd >= 0;
  if (fd < 0)
    fd = open_beside(out, path);
  if (fd >= 0)
    file = fdopen(fd, "wb");
  if (!file && fd >= 0)
    close(fd);
  return file;
}

/* Into a device or a pipe is written; a file is put in the place of a file. */
static FILE *open_path(cli_output *out, const char *path)
{
  struct stat there;

  if (stat(path, &there) || S_ISREG(there.st_mode))
    return open_temp(out, path);
  if (!S_ISDIR(there.st_mode))
    return fopen(path, "wb");
  errno = EISDIR;
  return NULL;
}

int cli_out_open(cli_output *out, const char *path)
{
  memset(out, 0, sizeof(*out));
  out->path = path && strcmp(path, "-") != 0 ? path : NULL;
  out->file = out->path ? open_path(out, path) : stdout;
  if (out->file)
    return CLI_OK;
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  return CLI_OUTPUT;
}

static int fail(const cli_output *out)
{
  fprintf(stderr, "tiendo: %s: %s\n", out->path ? out->path : "standard output",
          strerror(errno));
  return CLI_OUTPUT;
}

int cli_out_finish(cli_output *out)
{
  bool is_temp = out->is_nameless || *out->temp;
  bool is_good = !fflush(out->file) && !ferror(out->file) &&
                 (!is_temp || !fsync(fileno(out->file)));

  return is_good ? CLI_OK : fail(out);
}

/* Names a file that has none, under the name that takes the place of its path
 * in one step; what an earlier try left there is removed. */
static bool name_beside(cli_output *out)
{
  const int folder = folder_length(out->path);
  char self[64];

  if (snprintf(out->temp, sizeof(out->temp), "%.*s.%s.part", folder, out->path,
               out->path + folder) >= (int)sizeof(out->temp)) {
    *out->temp = '\0';
    errno = ENAMETOOLONG;
    return false;
  }
  snprintf(self, sizeof(self), "/proc/self/fd/%d", fileno(out->file));
  unlink(out->temp);
  return !linkat(AT_FDCWD, self, AT_FDCWD, out->temp, AT_SYMLINK_FOLLOW);
}

static int give_name(cli_output *out)
{
  if (out->is_nameless && !name_beside(out))
    return fail(out);
  if (*out->temp && rename(out->temp, out->path))
    return fail(out);
  *out->temp = '\0';
  return CLI_OK;
}

int cli_out_close(cli_output *out, bool keep)
{
  int code = CLI_OK;

  if (!out->file)
    return CLI_OK;
  if (keep)
    code = cli_out_finish(out);
  if (keep && code == CLI_OK)
    code = give_name(out);
  if (*out->temp)
    unlink(out->temp);
  if (out->path && fclose(out->file) && keep && code == CLI_OK)
    code = fail(out);
  out->file = NULL;
  *out->temp = '\0';
  return keep ? code : CLI_OK;
}

int cli_make_folders(const char *path)
{
  char part[4096];

  for (const char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
    snprintf(part, sizeof(part), "%.*s", (int)(p - path), path);
    if (!mkdir(part, 0777) || errno == EEXIST)
      continue;
    fprintf(stderr, "tiendo: %s: %s\n", part, strerror(errno));
    return CLI_OUTPUT;
  }
  return CLI_OK;
}

/* ---- several ---- */

/* What goes where. */
typedef struct target {
  char format[16];  /* "": the command's own */
  const char *path; /* NULL or "-": standard output */
} target;

enum { MAX_TARGETS = CLI_MAX_OUTPUTS + 1 };

static bool is_stdout(const target *t)
{
  return !t->path || !strcmp(t->path, "-");
}

/* Looks at the folder of a file; the file's name in it, or NULL. */
static const char *folder_of(struct stat *folder, const char *path)
{
  char buf[4096];

  snprintf(buf, sizeof(buf), "%.*s.", folder_length(path), path);
  return stat(buf, folder) ? NULL : path + folder_length(path);
}

/* "a" and "./a" are one place. */
static bool is_same_place(const target *a, const target *b)
{
  struct stat x, y;
  const char *name_a, *name_b;

  if (is_stdout(a) || is_stdout(b))
    return is_stdout(a) && is_stdout(b);
  name_a = folder_of(&x, a->path);
  name_b = folder_of(&y, b->path);
  return name_a && name_b && !strcmp(name_a, name_b) && x.st_dev == y.st_dev &&
         x.st_ino == y.st_ino;
}

static bool read_target(target *t, const char *text)
{
  size_t n = strcspn(text, ":");

  if (!n || n >= sizeof(t->format) || !text[n] || !text[n + 1])
    return false;
  memcpy(t->format, text, n);
  t->format[n] = '\0';
  t->path = text + n + 1;
  return true;
}

static target main_target(const cli_options *o)
{
  target t = { "", o->output };

  snprintf(t.format, sizeof(t.format), "%s", o->format ? o->format : "");
  return t;
}

/* The targets of --output, and before them the one of --format and -o, which
 * makes way where it is not asked for and another takes standard output. */
static size_t list_targets(target *list, const cli_options *o)
{
  bool is_asked = o->format || o->output;
  bool is_taken = false;
  size_t n = 1;

  for (size_t i = 0; i < o->n_outputs; i++)
    if (read_target(&list[n], o->outputs[i]))
      is_taken = is_stdout(&list[n++]) || is_taken;
  if (is_taken && !is_asked) {
    memmove(list, list + 1, --n * sizeof(*list));
    return n;
  }
  list[0] = main_target(o);
  return n;
}

int cli_check_outputs(const cli_options *o, const char *formats)
{
  target list[MAX_TARGETS];
  char names[128];
  size_t n;

  cli_join_words(names, sizeof(names), formats);
  for (size_t i = 0; i < o->n_outputs; i++) {
    target t;
    if (!read_target(&t, o->outputs[i]))
      return cli_usage("--output %s: write it as FORMAT:FILE", o->outputs[i]);
    if (!cli_has_word(formats, t.format))
      return cli_usage("--output: '%s' is none of %s", t.format, names);
  }
  n = list_targets(list, o);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < i; j++)
      if (is_same_place(&list[i], &list[j]))
        return cli_usage("two outputs go to %s", is_stdout(&list[i])
                                                     ? "standard output"
                                                     : list[i].path);
  return CLI_OK;
}

/* Only text for standard output is cut short unasked. */
static int limit_of(const cli_options *o, const target *t)
{
  bool is_text = !*t->format || !strcmp(t->format, "text");

  if (o->limit >= 0)
    return o->limit;
  return is_text && is_stdout(t) ? SHOWN : 0;
}

static int write_target(cli_output *out, const cli_options *o, const target *t,
                        const cli_writer *w)
{
  const td_write_options options = {
    .size = sizeof(options),
    .format = *t->format ? t->format : NULL,
    .lang = o->lang,
    .color = is_stdout(t) && cli_color(o),
    .width = is_stdout(t) ? cli_width() : 80,
    .limit = limit_of(o, t),
    .fail_on = o->fail_on,
    .separator = o->separator,
    .bom = o->bom,
  };
  td_err err;
  int code;

  if (w->write(w->ud, is_stdout(t) ? "-" : t->path, &options, out->file,
               &err) == TD_OK)
    return cli_out_finish(out);
  code = cli_fail(&err);
  return err.code == TD_EIO ? CLI_OUTPUT : code;
}

/* Files come before standard output, which cannot be taken back. */
static int write_list(cli_output *outs, const cli_options *o,
                      const target *list, size_t n, const cli_writer *w)
{
  int code = CLI_OK;

  for (size_t i = 0; code == CLI_OK && i < n; i++)
    code = cli_out_open(&outs[i], list[i].path);
  for (size_t i = 0; code == CLI_OK && i < n; i++)
    if (!is_stdout(&list[i]))
      code = write_target(&outs[i], o, &list[i], w);
  for (size_t i = 0; code == CLI_OK && i < n; i++)
    if (is_stdout(&list[i]))
      code = write_target(&outs[i], o, &list[i], w);
  return code;
}

/* Writes all under other names, then names them. */
static int write_targets(const cli_options *o, const target *list, size_t n,
                         const cli_writer *w)
{
  cli_output *outs = (cli_output *)calloc(n, sizeof(*outs));
  int code;

  if (!outs) {
    fputs("tiendo: out of memory\n", stderr);
    return CLI_OUTPUT;
  }
  code = write_list(outs, o, list, n, w);
  if (code == CLI_OK && w->settle)
    code = w->settle(w->ud);
  for (size_t i = 0; i < n; i++) {
    int closed = cli_out_close(&outs[i], code == CLI_OK);
    if (closed != CLI_OK)
      code = closed;
  }
  free(outs);
  return code;
}

/* A writer that does not ask where to. */
typedef struct plain {
  cli_write_fn write;
  void *ud;
} plain;

static td_status write_plain(void *ud, const char *name,
                             const td_write_options *options, FILE *to,
                             td_err *err)
{
  const plain *p = (const plain *)ud;

  (void)name;
  return p->write(p->ud, options, to, err);
}

int cli_write(const cli_options *o, cli_write_fn write, void *ud)
{
  const target t = main_target(o);
  plain p = { write, ud };
  const cli_writer w = { write_plain, NULL, &p };

  return write_targets(o, &t, 1, &w);
}

int cli_write_all(const cli_options *o, const cli_writer *writer)
{
  target list[MAX_TARGETS];
  size_t n = list_targets(list, o);

  /* A reader of standard output that leaves must not leave our files behind
   * half done. */
  if (n > 1)
    signal(SIGPIPE, SIG_IGN);
  return write_targets(o, list, n, writer);
}
