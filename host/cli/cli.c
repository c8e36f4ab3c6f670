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

bool cli_has_word(const char *words, const char *word)
{
  size_t n = strlen(word);

  for (const char *p = words; *p; p += strspn(p, " ")) {
    size_t len = strcspn(p, " ");
    if (len == n && !memcmp(p, word, n))
      return true;
    p += len;
  }
  return false;
}

/* Findings of one rule that a terminal shows unless told otherwise; a file has
 * them all. */
enum { SHOWN = 10 };

void cli_say(const char *text)
{
  for (; *text; text++)
    fputc((unsigned char)*text < 0x20 || *text == 0x7f ? ' ' : *text, stderr);
}

int cli_fail(const td_err *err)
{
  fputs("tiendo: ", stderr);
  cli_say(err->text);
  fputc('\n', stderr);
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

int cli_take_snapshot(td_snapshot **out, const char *path, const cli_options *o)
{
  char today[16];
  int code = CLI_INPUT;
  td_err err;
  td_store *st = cli_open(path, TD_OPEN_READ, &code);
  const td_snapshot_options options = { .size = sizeof(options),
                                        .as_of = cli_as_of(o, today),
                                        .known_at = o->known_at };

  *out = NULL;
  if (!st)
    return code;
  code = CLI_OK;
  if (td_snapshot_take(out, st, &options, &err) != TD_OK)
    code = cli_fail(&err);
  td_store_close(st);
  return code;
}

/* "text json csv" as "text, json, csv". */
static void join_names(char *out, size_t room, const char *names)
{
  size_t n = 0;

  for (; *names && n + 3 < room; names++) {
    if (*names == ' ')
      out[n++] = ',';
    out[n++] = *names;
  }
  out[n] = '\0';
}

int cli_check_words(const cli_options *o, const char *formats)
{
  char list[128];

  if (o->lang && strcmp(o->lang, "en") != 0 && strcmp(o->lang, "vi") != 0)
    return cli_usage("--lang: '%s' is neither en nor vi", o->lang);
  if (!o->format || cli_has_word(formats, o->format))
    return CLI_OK;
  join_names(list, sizeof(list), formats);
  return cli_usage("--format: '%s' is none of %s", o->format, list);
}

/* A device, a pipe: something to write into, not to put a file in its place. */
static bool is_special(const char *path)
{
  struct stat info;

  return !stat(path, &info) && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

/* The file to be renamed in the end; NULL, with errno, if there is none. */
static FILE *open_temp(cli_output *out, const char *path)
{
  int fd;

  if (snprintf(out->temp, sizeof(out->temp), "%s.XXXXXX", path) >=
      (int)sizeof(out->temp)) {
    errno = ENAMETOOLONG;
    return NULL;
  }
  fd = mkstemp(out->temp);
  if (fd < 0 || fchmod(fd, 0644))
    return NULL;
  return fdopen(fd, "wb");
}

int cli_out_open(cli_output *out, const char *path)
{
  out->path = path && strcmp(path, "-") != 0 ? path : NULL;
  out->file = stdout;
  out->temp[0] = '\0';
  if (!out->path)
    return CLI_OK;
  out->file = is_special(path) ? fopen(path, "wb") : open_temp(out, path);
  if (out->file)
    return CLI_OK;
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  return CLI_OUTPUT;
}

int cli_out_close(cli_output *out, bool keep)
{
  bool is_good;

  if (!out->path)
    return fflush(stdout) || ferror(stdout) ? CLI_OUTPUT : CLI_OK;
  is_good = !fflush(out->file) && !ferror(out->file) &&
            (!*out->temp || !fsync(fileno(out->file)));
  if (fclose(out->file))
    is_good = false;
  if (keep && is_good && (!*out->temp || !rename(out->temp, out->path)))
    return CLI_OK;
  if (keep)
    fprintf(stderr, "tiendo: %s: %s\n", out->path, strerror(errno));
  if (*out->temp)
    unlink(out->temp);
  return keep ? CLI_OUTPUT : CLI_OK;
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

int cli_write(const cli_options *o, cli_write_fn write, void *ud)
{
  cli_output out;
  const td_write_options options = {
    .size = sizeof(options),
    .format = o->format,
    .lang = o->lang,
    .color = !o->output && cli_color(o),
    .width = o->output ? 80 : cli_width(),
    .limit = o->limit >= 0 ? o->limit
             : o->output   ? 0
                           : SHOWN,
  };
  td_err err;
  int code = cli_out_open(&out, o->output);

  if (code != CLI_OK)
    return code;
  if (write(ud, &options, out.file, &err) != TD_OK) {
    cli_out_close(&out, false);
    code = cli_fail(&err);
    return err.code == TD_EIO ? CLI_OUTPUT : code;
  }
  return cli_out_close(&out, true);
}
