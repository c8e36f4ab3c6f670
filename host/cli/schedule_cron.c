/* A line for a crontab, between two marks, by which it is found again. */
#include <stdlib.h>
#include <string.h>

#include "schedule.h"

/* Longer commands are refused by some crons; Debian's among them. */
enum { LONGEST = 998 };

#define END_MARK "# tiendo schedule end: "

/* For the shell in single quotes, and for cron before it, which makes lines of
 * percent signs that have no backslash before them. What cron makes of a
 * backslash before another one differs, so none stands there: the quotes are
 * closed and opened in between. */
static void put_quoted(FILE *to, const char *word)
{
  char last = '\0';

  fputc('\'', to);
  for (; *word; last = *word++) {
    if (last == '\\' && (*word == '\\' || *word == '%'))
      fputs("''", to);
    if (*word == '\'')
      fputs("'\\''", to);
    else if (*word == '%')
      fputs("\\%", to);
    else
      fputc(*word, to);
  }
  fputc('\'', to);
}

static void put_word(FILE *to, const char *word)
{
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz0123456789"
                              "_./:=,+-@";

  if (*word && !word[strspn(word, plain)])
    fputs(word, to);
  else
    put_quoted(to, word);
}

static void put_command(FILE *to, const schedule *s)
{
  fputs("cd ", to);
  put_word(to, s->folder);
  fprintf(to, " && TZ=%s ", s->zone);
  put_word(to, s->program);
  fputs(" run ", to);
  put_word(to, s->store);
  fputs(s->catches_up ? " --catch-up" : "", to);
  fputs(s->logs ? " --log json" : "", to);
  for (int i = 0; i < s->n_args; i++) {
    fputc(' ', to);
    put_word(to, s->args[i]);
  }
}

static void put_block(FILE *to, const schedule *s, const char *command)
{
  char days[24];

  schedule_days(days, sizeof(days), s->days, false);
  fprintf(to,
          SCHEDULE_MARK "%s, written by tiendo %s\n" SCHEDULE_STORE "%s\n"
                        "# Not every cron knows CRON_TZ: Debian's goes by the "
                        "computer's zone. Where it\n"
                        "# is known it holds for all lines below, so this "
                        "block comes last.\n"
                        "CRON_TZ=%s\n"
                        "%d %d * * %s %s\n" END_MARK "%s\n",
          s->name, td_version(), s->store, s->zone, s->minute, s->hour,
          s->days == 0x7f ? "*" : days, command, s->name);
}

int schedule_write_cron(FILE *to, const schedule *s)
{
  char *command = NULL;
  size_t n = 0;
  int code = CLI_OK;
  FILE *f = open_memstream(&command, &n);

  if (!f)
    return schedule_no_memory();
  put_command(f, s);
  if (fclose(f))
    code = schedule_no_memory();
  else if (n > LONGEST)
    code = cli_usage("the command has %zu bytes, and crons take %d; put "
                     "settings into a file for --config",
                     n, (int)LONGEST);
  else
    put_block(to, s, command);
  free(command);
  return code;
}

/* Where the next line begins that begins like this; NULL if none does. */
static const char *find_line(const char *text, const char *mark)
{
  size_t n = strlen(mark);

  while (text && *text && strncmp(text, mark, n) != 0) {
    text = strchr(text, '\n');
    text = text ? text + 1 : NULL;
  }
  return text && *text ? text : NULL;
}

/* A block that another one begins in has lost its end: what stands between them
 * is not ours. */
bool schedule_next_block(const char **at, size_t *n)
{
  const char *end, *next;

  *n = 0;
  *at = find_line(*at, SCHEDULE_MARK);
  if (!*at)
    return true;
  end = find_line(*at, END_MARK);
  next = find_line(*at + 1, SCHEDULE_MARK);
  if (!end || (next && next < end))
    return false;
  end += strcspn(end, "\n");
  *n = (size_t)(end + (*end == '\n') - *at);
  return true;
}

bool schedule_is_named(const char *block, const char *name)
{
  size_t n = strlen(name);

  block += strlen(SCHEDULE_MARK);
  return !strncmp(block, name, n) && block[n] == ',';
}
