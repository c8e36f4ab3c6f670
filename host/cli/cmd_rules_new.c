/* tiendo rules new: a rule file to begin with, which never replaces one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* Where analysts keep their rules, as the documents have it. */
#define FOLDER "my-rules"

/* The text of the file before there is a file. */
typedef struct text_buffer {
  char *text;
  size_t n;
} text_buffer;

static int take(void *ud, const char *text, size_t n)
{
  text_buffer *b = (text_buffer *)ud;
  char *grown = (char *)realloc(b->text, b->n + n);

  if (!grown)
    return 1;
  memcpy(grown + b->n, text, n);
  b->text = grown;
  b->n += n;
  return 0;
}

/* "my-rules/progress/my_rule.lua" */
static int place_of(char *path, size_t room, const char *folder, const char *id)
{
  size_t n = strlen(folder);

  if (snprintf(path, room, "%s/%s.lua", folder, id) >= (int)room)
    return cli_usage("%s: the id is too long", id);
  for (char *p = path + n + 1; p < path + n + 1 + strlen(id); p++)
    if (*p == '.')
      *p = '/';
  return CLI_OK;
}

static int fail_output(const char *path)
{
  fprintf(stderr, "tiendo: %s: %s\n", path, strerror(errno));
  return CLI_OUTPUT;
}

/* A file that cannot be written whole does not stay. */
static int write_new(const char *path, const text_buffer *b)
{
  FILE *file = fopen(path, "wxe"); /* x: never one that is there */
  bool is_whole;
  int code;

  if (!file && errno == EEXIST)
    return cli_usage("%s is there already; nothing was written", path);
  if (!file)
    return fail_output(path);
  is_whole = fwrite(b->text, 1, b->n, file) == b->n;
  if (!fclose(file) && is_whole)
    return CLI_OK;
  code = fail_output(path);
  unlink(path);
  return code;
}

static int create(const char *path, const text_buffer *b)
{
  int code = cli_make_folders(path);

  return code == CLI_OK ? write_new(path, b) : code;
}

static void tell(const cli_options *o, const char *path, const char *folder,
                 const char *id)
{
  printf("%s\n", path);
  if (o->quiet)
    return;
  printf("\n"
         "  tiendo rules test %s\n"
         "  tiendo check STORE --rules %s --select '%s'\n"
         "  tiendo rules explain %s --rules %s\n",
         folder, folder, id, id, folder);
}

static int run(const cli_options *o, int argc, char **argv)
{
  const char *folder = o->n_rules ? o->rules[0] : FOLDER;
  const td_write_options options = { .size = sizeof(options), .lang = o->lang };
  text_buffer b = { NULL, 0 };
  char path[4096];
  td_err err;
  int code = cli_check_words(o, "text");

  if (code == CLI_OK && !argc)
    code = cli_usage("usage: tiendo rules new ID, such as progress.my_rule");
  if (code == CLI_OK && o->n_rules > 1)
    code = cli_usage("tiendo rules new: one --rules says where the rule goes");
  if (code == CLI_OK && td_rule_skeleton(argv[0], o->over, folder, &options,
                                         take, &b, &err) != TD_OK)
    code = cli_fail(&err);
  if (code == CLI_OK)
    code = place_of(path, sizeof(path), folder, argv[0]);
  if (code == CLI_OK)
    code = create(path, &b);
  if (code == CLI_OK)
    tell(o, path, folder, argv[0]);
  free(b.text);
  return code;
}

const cli_verb verb_rules_new = {
  .name = "new",
  .usage = "ID [--over SET] [--rules DIR]",
  .takes = "rules over lang quiet",
  .max_args = 1,
  .run = run,
};
