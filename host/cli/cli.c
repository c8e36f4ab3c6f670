/* What commands share: complaints, the terminal, the day, the store. */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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

static const cli_verb *find_verb(const cli_verb *const *verbs, size_t n,
                                 const char *name)
{
  for (size_t i = 0; i < n; i++)
    if (!strcmp(verbs[i]->name, name))
      return verbs[i];
  return NULL;
}

/* "list, explain" */
static void name_verbs(char *out, size_t room, const cli_verb *const *verbs,
                       size_t n_verbs)
{
  size_t n = 0;

  for (size_t i = 0; i < n_verbs && n < room; i++)
    n += (size_t)snprintf(out + n, room - n, "%s%s", i ? ", " : "",
                          verbs[i]->name);
}

int cli_run_verb(const char *command, const cli_verb *const *verbs, size_t n,
                 const cli_options *o, int argc, char **argv)
{
  const cli_verb *v = find_verb(verbs, n, argc ? argv[0] : verbs[0]->name);
  char names[128];

  if (!v) {
    name_verbs(names, sizeof(names), verbs, n);
    return cli_usage("tiendo %s: '%s' is none of %s", command, argv[0], names);
  }
  for (size_t i = 0; i < o->n_given; i++)
    if (!cli_has_word(v->takes, o->given[i]))
      return cli_usage("tiendo %s %s has no option --%s", command, v->name,
                       o->given[i]);
  argc -= argc > 0;
  if (v->max_args >= 0 && argc > v->max_args)
    return cli_usage("usage: tiendo %s %s %s", command, v->name, v->usage);
  return v->run(o, argc, argv + 1);
}

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

const char *cli_as_of(const cli_options *o, td_store *st, char buf[16])
{
  const char *today = getenv("TIENDO_TODAY");
  time_t now = time(NULL);
  struct tm tm;
  td_err err;

  if (o->as_of)
    return o->as_of;
  if (today && *today)
    return today;
  if (st && td_store_day(buf, st, (int64_t)now, &err) == TD_OK)
    return buf;
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
  td_snapshot_options options = { .size = sizeof(options),
                                  .known_at = o->known_at };

  *out = NULL;
  if (!st)
    return code;
  code = CLI_OK;
  options.as_of = cli_as_of(o, st, today);
  if (td_snapshot_take(out, st, &options, &err) != TD_OK)
    code = cli_fail(&err);
  td_store_close(st);
  return code;
}

void cli_join_words(char *out, size_t room, const char *words)
{
  size_t n = 0;

  for (; *words && n + 3 < room; words++) {
    if (*words == ' ')
      out[n++] = ',';
    out[n++] = *words;
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
  cli_join_words(list, sizeof(list), formats);
  return cli_usage("--format: '%s' is none of %s", o->format, list);
}
