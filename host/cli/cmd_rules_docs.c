/* tiendo rules docs: a page about each rule in a folder, or one on its own. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

typedef struct pages {
  const char *folder;
  int code; /* why a page could not be written */
} pages;

/* A page appears whole or not at all. */
static int write_page(void *ud, const char *name, const char *text, size_t n)
{
  pages *p = (pages *)ud;
  cli_output out;
  char path[4096];
  bool is_good;

  if (snprintf(path, sizeof(path), "%s/%s", p->folder, name) >=
      (int)sizeof(path)) {
    p->code = cli_usage("%s: the name is too long", p->folder);
    return 1;
  }
  p->code = cli_make_folders(path);
  if (p->code == CLI_OK)
    p->code = cli_out_open(&out, path);
  if (p->code != CLI_OK)
    return 1;
  is_good = fwrite(text, 1, n, out.file) == n;
  p->code = cli_out_close(&out, is_good);
  if (!is_good)
    p->code = CLI_OUTPUT;
  return p->code != CLI_OK;
}

typedef struct request {
  td_rules *rules;
  td_snapshot *snap;
  td_docs_options options;
} request;

static int write_folder(const request *r, const char *folder)
{
  pages p = { folder, CLI_OK };
  td_err err;

  if (td_rules_docs(r->rules, r->snap, &r->options, write_page, &p, &err) !=
      TD_OK)
    return p.code != CLI_OK ? p.code : cli_fail(&err);
  printf("%s/README.md\n", folder);
  return CLI_OK;
}

static int put_page(void *ud, const char *name, const char *text, size_t n)
{
  (void)name;
  return td_write_file(ud, text, n);
}

static td_status write_one(void *ud, const td_write_options *options, FILE *to,
                           td_err *err)
{
  const request *r = (const request *)ud;

  (void)options;
  return td_rules_docs(r->rules, r->snap, &r->options, put_page, to, err);
}

/* Whether the argument is meant as a rule: it has the form of an id with a
 * topic, and no folder is called so. */
static bool is_rule(const char *word)
{
  struct stat st;

  return *word != '.' && strchr(word, '.') && !strchr(word, '/') &&
         stat(word, &st);
}

static int write_all(const cli_options *o, request *r, int argc, char **argv)
{
  int code = cli_load_rules(&r->rules, o);

  if (code == CLI_OK && argc > 1)
    code = cli_take_snapshot(&r->snap, argv[1], o);
  if (code != CLI_OK)
    return code;
  if (r->options.id)
    return cli_write(o, write_one, r);
  return write_folder(r, argv[0]);
}

static int run(const cli_options *o, int argc, char **argv)
{
  request r = { .options = { .size = sizeof(r.options),
                             .lang = o->lang,
                             .workers = cli_workers(o),
                             .seconds = o->seconds } };
  int code = cli_check_words(o, "markdown");

  if (code == CLI_OK && !argc)
    code = cli_usage("usage: tiendo rules docs %s", verb_rules_docs.usage);
  if (code == CLI_OK && is_rule(argv[0]))
    r.options.id = argv[0];
  if (code == CLI_OK && o->output && !r.options.id)
    code = cli_usage("-o goes with one rule; pages of all go to a folder");
  if (code == CLI_OK)
    code = write_all(o, &r, argc, argv);
  td_snapshot_unref(r.snap);
  td_rules_free(r.rules);
  return code;
}

const cli_verb verb_rules_docs = {
  .name = "docs",
  .usage = "DIR|RULE [STORE]",
  .takes = "rules no-builtin as-of known-at o workers time-limit lang quiet",
  .max_args = 2,
  .run = run,
};
