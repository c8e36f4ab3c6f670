/* The user's crontab, by `crontab -l` and `crontab -`. It belongs to the user:
 * unless told to by --apply nothing is put into it, and then only what stands
 * between our marks is touched. */
#include <stdlib.h>
#include <string.h>

#include "schedule.h"

static int fail_tool(const tool *t, const char *option)
{
  fprintf(stderr, "tiendo: crontab %s: ", option);
  cli_say(t->code == 127 ? "there is no such program"
          : t->out       ? t->out
                         : "it cannot be run");
  fputc('\n', stderr);
  return CLI_OUTPUT;
}

/* Nobody who has no crontab has a broken one. */
static int read_crontab(char **out)
{
  static const char *const argv[] = { "crontab", "-l", NULL };
  tool t;
  int code = CLI_OK;

  *out = NULL;
  if (!tool_run(&t, argv, NULL) ||
      (t.code && (t.code == 127 || !strstr(t.out, "no crontab for")))) {
    code = fail_tool(&t, "-l");
    tool_free(&t);
    return code;
  }
  if (t.code)
    *t.out = '\0';
  *out = t.out;
  return CLI_OK;
}

static int write_crontab(const char *text)
{
  static const char *const argv[] = { "crontab", "-", NULL };
  tool t;
  int code = CLI_OK;

  if (!tool_run(&t, argv, text) || t.code)
    code = fail_tool(&t, "-");
  tool_free(&t);
  return code;
}

static char *make_block(const schedule *s, int *code)
{
  char *block = NULL;
  size_t n = 0;
  FILE *f = open_memstream(&block, &n);

  *code = f ? schedule_write_cron(f, s) : schedule_no_memory();
  if (f && fclose(f) && *code == CLI_OK)
    *code = schedule_no_memory();
  return block;
}

/* The block by its name; *n is 0 if there is none. */
static int find_block(const char **at, size_t *n, const char *crontab,
                      const char *name)
{
  for (*at = crontab;; *at += *n) {
    if (!schedule_next_block(at, n))
      return cli_usage("the crontab has the beginning of a block of ours and "
                       "not its end: %.*s; nothing was changed",
                       (int)strcspn(*at, "\n"), *at);
    if (!*n || schedule_is_named(*at, name))
      return CLI_OK;
  }
}

/* The crontab without the n bytes at `at`, and with `block` at its end. */
static char *merge(const char *crontab, const char *at, size_t n,
                   const char *block)
{
  size_t all = strlen(crontab);
  size_t before = n ? (size_t)(at - crontab) : all;
  char *out = (char *)malloc(all + strlen(block) + 2);
  size_t used;

  if (!out)
    return NULL;
  memcpy(out, crontab, before);
  memcpy(out + before, crontab + before + n, all - before - n);
  used = all - n;
  if (used && out[used - 1] != '\n')
    out[used++] = '\n';
  memcpy(out + used, block, strlen(block) + 1);
  return out;
}

/* Replaces the block `name` by another text, or shows what would come of it. */
static int put_block(const schedule *s, const cli_options *o,
                     const char *crontab, const char *name, const char *block)
{
  const char *at;
  char *merged = NULL;
  size_t n;
  int code = find_block(&at, &n, crontab, name);

  if (code != CLI_OK)
    return code;
  if (n && !schedule_is_for(at, s->store))
    return cli_usage("%s in the crontab is for another store; choose another "
                     "--name",
                     name);
  merged = merge(crontab, at, n, block);
  if (!merged)
    return schedule_no_memory();
  if (o->dry_run)
    fputs(merged, stdout);
  else if (strcmp(merged, crontab) != 0)
    code = write_crontab(merged);
  free(merged);
  return code;
}

static int apply(const schedule *s, const cli_options *o, const char *block)
{
  char *crontab = NULL;
  int code = read_crontab(&crontab);

  if (code == CLI_OK)
    code = put_block(s, o, crontab, s->name, block);
  if (code == CLI_OK && !o->dry_run && !o->quiet)
    printf("%s\n\n%s", schedule_say(o, WORD_APPLIED), block);
  free(crontab);
  return code;
}

int schedule_install_cron(const schedule *s, const cli_options *o)
{
  int code = CLI_OK;
  char *block = make_block(s, &code);

  if (code == CLI_OK && o->own[OWN_APPLY])
    code = apply(s, o, block);
  else if (code == CLI_OK)
    fputs(block, stdout);
  free(block);
  return code;
}

/* ---- what is there ---- */

/* Calls for each block of the store, and says how many there are. */
static int each_block(const char *crontab, const char *store, size_t *count,
                      void (*on_block)(void *ud, const char *at, size_t n),
                      void *ud)
{
  const char *at = crontab;
  size_t n = 0;

  for (*count = 0;; at += n) {
    if (!schedule_next_block(&at, &n))
      return cli_usage("the crontab has the beginning of a block of ours and "
                       "not its end: %.*s",
                       (int)strcspn(at, "\n"), at);
    if (!n)
      return CLI_OK;
    if (!schedule_is_for(at, store))
      continue;
    ++*count;
    on_block(ud, at, n);
  }
}

static void print_block(void *ud, const char *at, size_t n)
{
  (void)ud;
  fwrite(at, 1, n, stdout);
}

int schedule_show_cron(const schedule *s, const cli_options *o)
{
  char *crontab = NULL;
  size_t n = 0;
  int code = read_crontab(&crontab);

  if (code == CLI_OK)
    code = each_block(crontab, s->store, &n, print_block, NULL);
  if (code == CLI_OK && !n)
    printf("%s %s\n", schedule_say(o, WORD_NOTHING), s->store);
  free(crontab);
  return code;
}

/* "tiendo-qd-1015-2018" of the block's first line. */
static void take_name(void *ud, const char *at, size_t n)
{
  char *name = (char *)ud;

  (void)n;
  at += strlen(SCHEDULE_MARK);
  snprintf(name, sizeof(((schedule *)0)->name), "%.*s", (int)strcspn(at, ",\n"),
           at);
}

/* By --name, or the only one there is. */
static int choose_block(char *name, const schedule *s, const cli_options *o,
                        const char *crontab)
{
  size_t n = 0;
  int code = each_block(crontab, s->store, &n, take_name, name);

  if (code == CLI_OK && !n)
    code = cli_usage("%s %s", schedule_say(o, WORD_NOTHING), s->store);
  if (code == CLI_OK && o->own[OWN_NAME])
    snprintf(name, sizeof(s->name), "tiendo-%s", o->own[OWN_NAME]);
  else if (code == CLI_OK && n > 1)
    code = cli_usage("%zu blocks are for %s; choose by --name", n, s->store);
  return code;
}

int schedule_remove_cron(const schedule *s, const cli_options *o)
{
  char *crontab = NULL;
  char name[sizeof(s->name)];
  int code = read_crontab(&crontab);

  if (code == CLI_OK)
    code = choose_block(name, s, o, crontab);
  if (code == CLI_OK)
    code = put_block(s, o, crontab, name, "");
  if (code == CLI_OK && !o->dry_run && !o->quiet)
    printf("%s\n  %s\n", schedule_say(o, WORD_REMOVED), name);
  free(crontab);
  return code;
}
