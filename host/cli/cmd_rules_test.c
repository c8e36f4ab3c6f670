/* tiendo rules test: the examples of rules, and the specs beside them. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "spec.h"

enum { MAX_DEPTH = 8 };

#define SPEC_SECONDS 60.0

typedef struct found_file {
  char *path;
  size_t below; /* where the part below the folder that was named begins; 0:
                 * the file itself was */
} found_file;

typedef struct found_list {
  found_file *files;
  size_t n, room;
} found_list;

typedef struct session {
  const cli_options *o;
  found_list rules, specs;
  td_rules *set;
  td_tests *tests;
  size_t n_not_run; /* specs */
  bool is_told;     /* a problem was printed */
} session;

/* ---- files ---- */

static int keep(found_list *l, const char *path, size_t below)
{
  if (l->n == l->room) {
    size_t room = l->room ? l->room * 2 : 32;
    found_file *files = (found_file *)realloc(l->files, room * sizeof(*files));
    if (!files)
      return cli_usage("out of memory");
    l->files = files;
    l->room = room;
  }
  l->files[l->n] = (found_file){ strdup(path), below };
  return l->files[l->n++].path ? CLI_OK : cli_usage("out of memory");
}

static void let_go(found_list *l)
{
  for (size_t i = 0; i < l->n; i++)
    free(l->files[i].path);
  free(l->files);
}

static bool ends_with(const char *text, const char *end)
{
  size_t n = strlen(text), k = strlen(end);

  return n > k && !strcmp(text + n - k, end);
}

static int is_visible(const struct dirent *d)
{
  return d->d_name[0] != '.';
}

static int take_file(session *s, const char *path, size_t below)
{
  if (ends_with(path, "_spec.lua"))
    return keep(&s->specs, path, below);
  return keep(&s->rules, path, below);
}

/* Every *.lua below the folder, in the order of names. */
static int take_folder(session *s, const char *path, size_t below, int depth)
{
  struct dirent **names = NULL;
  int n = scandir(path, &names, is_visible, alphasort);
  int code = CLI_OK;

  if (n < 0)
    return cli_usage("%s: %s", path, strerror(errno));
  for (int i = 0; i < n; i++) {
    char child[4096];
    struct stat st;
    size_t len =
        (size_t)snprintf(child, sizeof(child), "%s/%s", path, names[i]->d_name);
    if (code == CLI_OK && len < sizeof(child) && !stat(child, &st)) {
      if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH)
        code = take_folder(s, child, below, depth + 1);
      else if (S_ISREG(st.st_mode) && ends_with(child, ".lua"))
        code = take_file(s, child, below);
    }
    free(names[i]);
  }
  free((void *)names);
  return code;
}

static int take_path(session *s, const char *given)
{
  char path[4096];
  size_t n = strlen(given), before = s->rules.n + s->specs.n;
  struct stat st;
  int code;

  while (n > 1 && given[n - 1] == '/')
    n--;
  if (snprintf(path, sizeof(path), "%.*s", (int)n, given) >= (int)sizeof(path))
    return cli_usage("%s: the name is too long", given);
  if (stat(path, &st))
    return cli_usage("%s: %s", path, strerror(errno));
  if (!S_ISDIR(st.st_mode))
    return take_file(s, path, 0);
  code = take_folder(s, path, n + 1, 0);
  if (code == CLI_OK && s->rules.n + s->specs.n == before)
    code = cli_usage("%s: no rule file (*.lua) in this folder", path);
  return code;
}

/* ---- rules ---- */

static void print_problem(void *ud, const char *text)
{
  ((session *)ud)->is_told = true;
  fputs("tiendo: ", stderr);
  cli_say(text);
  fputc('\n', stderr);
}

/* Whether the path, without ".lua" and with dots for slashes, ends with the
 * id. */
static bool ends_with_id(const char *path, const char *id)
{
  size_t n = strlen(path), k = strlen(id);

  if (n >= 4 && !strcmp(path + n - 4, ".lua"))
    n -= 4;
  if (n < k || (n > k && path[n - k - 1] != '/'))
    return false;
  for (size_t i = 0; i < k; i++)
    if (path[n - k + i] != id[i] && !(path[n - k + i] == '/' && id[i] == '.'))
      return false;
  return true;
}

static const found_file *file_of(const session *s, const char *path)
{
  for (size_t i = 0; i < s->rules.n; i++)
    if (!strcmp(s->rules.files[i].path, path))
      return &s->rules.files[i];
  return NULL;
}

/* A folder inside a folder of rules may be tested too, so a rule's place is the
 * end of its path, and at least what is below the folder that was named. */
static void check_places(session *s)
{
  for (size_t i = 0; i < td_rules_count(s->set); i++) {
    char real[4096], text[6000];
    td_rule_info info;
    const found_file *f;
    td_rules_info(s->set, i, &info);
    f = file_of(s, info.file);
    if (!f || !f->below || !realpath(f->path, real))
      continue;
    if (ends_with_id(real, info.id) &&
        strlen(info.id) + strlen(".lua") >= strlen(f->path + f->below))
      continue;
    snprintf(text, sizeof(text),
             "%s: id is '%s' but the file's place asks for another; rename one "
             "of them",
             f->path, info.id);
    print_problem(s, text);
  }
}

static int load(session *s)
{
  td_err err;
  td_status rc = td_rules_new(&s->set, &err);

  if (rc == TD_OK && !s->rules.n && !s->specs.n)
    rc = td_rules_add_builtin(s->set, &err);
  for (size_t i = 0; rc == TD_OK && i < s->rules.n; i++)
    rc = td_rules_add_path(s->set, s->rules.files[i].path, &err);
  if (rc == TD_OK && (s->rules.n || !s->specs.n))
    rc = td_rules_load(s->set, cli_workers(s->o), print_problem, s, &err);
  if (rc == TD_OK)
    check_places(s);
  if (rc != TD_OK && !s->is_told)
    cli_fail(&err);
  return rc != TD_OK || s->is_told ? CLI_USAGE : CLI_OK;
}

/* ---- running ---- */

static void show_progress(void *ud, size_t done, size_t all)
{
  (void)ud;
  fprintf(stderr, "\r%zu of %zu examples%s", done, all,
          done == all ? "\r\033[K" : "");
}

static int run_examples(session *s)
{
  bool is_told = isatty(STDERR_FILENO) && !s->o->quiet;
  const td_test_options options = {
    .size = sizeof(options),
    .lang = s->o->lang,
    .workers = cli_workers(s->o),
    .seconds = s->o->seconds,
    .on_progress = is_told ? show_progress : NULL,
  };
  td_err err;

  if (td_rules_test(&s->tests, s->set, &options, &err) != TD_OK)
    return cli_fail(&err);
  return CLI_OK;
}

static int run_spec(session *s, const char *path)
{
  double seconds = s->o->seconds > 0 ? s->o->seconds : SPEC_SECONDS;
  cli_spec spec;
  td_err err = { TD_OK, "" };
  td_status rc;

  if (!cli_spec_run(&spec, path, seconds)) {
    cli_usage("%s: %s", path, spec.problem);
    return CLI_INCOMPLETE;
  }
  s->n_not_run += spec.missing != NULL;
  if (spec.missing)
    rc = td_tests_add_skipped(s->tests, path, spec.missing, &err);
  else
    rc = td_tests_add_tap(s->tests, path, spec.tap ? spec.tap : "", spec.n,
                          *spec.problem ? spec.problem : NULL, &err);
  cli_spec_free(&spec);
  return rc == TD_OK ? CLI_OK : cli_fail(&err);
}

static td_status write_tests(void *ud, const td_write_options *options,
                             FILE *to, td_err *err)
{
  return td_tests_write((const td_tests *)ud, options, td_write_file, to, err);
}

static int verdict(const session *s)
{
  if (td_tests_count(s->tests, TD_FAILED))
    return CLI_FINDINGS;
  if (s->n_not_run || !td_tests_count(s->tests, TD_PASSED))
    return CLI_INCOMPLETE;
  return CLI_OK;
}

static int run_all(session *s)
{
  int code = load(s);

  if (code == CLI_OK)
    code = run_examples(s);
  for (size_t i = 0; code == CLI_OK && i < s->specs.n; i++)
    code = run_spec(s, s->specs.files[i].path);
  if (code == CLI_OK)
    code = cli_write(s->o, write_tests, s->tests);
  return code == CLI_OK ? verdict(s) : code;
}

static int run(const cli_options *o, int argc, char **argv)
{
  session s = { .o = o };
  int code = cli_check_words(o, "text tap");

  for (int i = 0; code == CLI_OK && i < argc; i++)
    code = take_path(&s, argv[i]);
  for (size_t i = 0; code == CLI_OK && i < o->n_rules; i++)
    code = take_path(&s, o->rules[i]);
  if (code == CLI_OK)
    code = run_all(&s);
  td_tests_free(s.tests);
  td_rules_free(s.set);
  let_go(&s.rules);
  let_go(&s.specs);
  return code;
}

const cli_verb verb_rules_test = {
  .name = "test",
  .usage = "[PATH ...]",
  .takes = "rules format o workers time-limit lang no-color quiet",
  .max_args = -1,
  .run = run,
};
