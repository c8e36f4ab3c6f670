/* What commands share: complaints, the terminal, the day, output files. */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int cli_fail(const td_err *err)
{
  fprintf(stderr, "tiendo: %s\n", err->text);
  switch (err->code) {
  case TD_EUSAGE:
  case TD_ERULE:
    return CLI_USAGE;
  case TD_EBUSY:
    return CLI_BUSY;
  default:
    return CLI_INPUT;
  }
}

int cli_usage(const char *fmt, ...)
{
  va_list ap;

  fputs("tiendo: ", stderr);
  va_start(ap, fmt);
  vfprintf(stderr, fmt, ap);
  va_end(ap);
  fputc('\n', stderr);
  return CLI_USAGE;
}

bool cli_color(const cli_options *o)
{
  const char *term = getenv("TERM");
  const char *no = getenv("NO_COLOR");

  return !o->no_color && !(no && *no) && isatty(STDOUT_FILENO) && term &&
         strcmp(term, "dumb") != 0;
}

int cli_width(void)
{
  struct winsize size;

  if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) &&
      size.ws_col > 0)
    return size.ws_col;
  return 80;
}

const char *cli_as_of(const cli_options *o, char buf[16])
{
  const char *today = getenv("TIENDO_TODAY");
  time_t now = time(NULL);
  struct tm tm;

  if (o->as_of)
    return o->as_of;
  if (today && *today)
    return today;
  if (!localtime_r(&now, &tm) || !strftime(buf, 16, "%Y-%m-%d", &tm))
    return "1970-01-01";
  return buf;
}

int cli_workers(const cli_options *o)
{
  long n = sysconf(_SC_NPROCESSORS_ONLN);

  if (o->workers >= 0)
    return o->workers;
  return n > 0 && n < 64 ? (int)n : 2;
}

td_store *cli_open(const char *path, td_open how, int *code)
{
  td_store *st = NULL;
  td_err err;

  if (td_store_open(&st, path, how, &err) != TD_OK)
    *code = cli_fail(&err);
  return st;
}

int cli_out_open(cli_output *out, const char *path)
{
  int fd;

  out->path = path && strcmp(path, "-") != 0 ? path : NULL;
  out->file = stdout;
  if (!out->path)
    return CLI_OK;
  if (snprintf(out->temp, sizeof(out->temp), "%s.XXXXXX", path) >=
      (int)sizeof(out->temp)) {
    fprintf(stderr, "tiendo: %s: the name is too long\n", path);
    return CLI_OUTPUT;
  }
  fd = mkstemp(out->temp);
  out->file = fd < 0 ? NULL : fdopen(fd, "wb");
  if (out->file && !fchmod(fd, 0644))
    return CLI_OK;
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  return CLI_OUTPUT;
}

int cli_out_close(cli_output *out, bool keep)
{
  bool is_good;

  if (!out->path)
    return fflush(stdout) || ferror(stdout) ? CLI_OUTPUT : CLI_OK;
  is_good =
      !fflush(out->file) && !ferror(out->file) && !fsync(fileno(out->file));
  if (fclose(out->file))
    is_good = false;
  if (keep && is_good && !rename(out->temp, out->path))
    return CLI_OK;
  if (keep)
    fprintf(stderr, "tiendo: %s: %s\n", out->path, strerror(errno));
  unlink(out->temp);
  return keep ? CLI_OUTPUT : CLI_OK;
}
