/* tiendo rules lint: what is wrong with the code of rules. */
#include "cli.h"

typedef struct looking {
  td_rules *rules;
  int workers;
  size_t n_problems;
} looking;

static td_status write_answer(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  looking *l = (looking *)ud;

  return td_rules_lint(l->rules, l->workers, options, td_write_file, to,
                       &l->n_problems, err);
}

/* Those that are named, else those that come with the program. */
static td_status add_rules(td_rules *rules, const cli_options *o, int argc,
                           char **argv, td_err *err)
{
  td_status rc = TD_OK;

  if (!argc && !o->n_rules)
    return td_rules_add_builtin(rules, err);
  for (size_t i = 0; rc == TD_OK && i < o->n_rules; i++)
    rc = td_rules_add_path(rules, o->rules[i], err);
  for (int i = 0; rc == TD_OK && i < argc; i++)
    rc = td_rules_add_path(rules, argv[i], err);
  return rc;
}

static int run(const cli_options *o, int argc, char **argv)
{
  looking l = { .workers = cli_workers(o) };
  int code = CLI_OK;
  td_err err;
  td_status rc;

  rc = td_rules_new(&l.rules, &err);
  if (rc == TD_OK)
    rc = add_rules(l.rules, o, argc, argv, &err);
  if (rc != TD_OK) {
    cli_fail(&err);
    code = CLI_USAGE; /* whatever it is, nothing was read */
  }
  if (code == CLI_OK)
    code = cli_write(o, write_answer, &l);
  if (code == CLI_OK && l.n_problems)
    code = CLI_FINDINGS;
  td_rules_free(l.rules);
  return code;
}

const cli_verb verb_rules_lint = {
  .name = "lint",
  .usage = "[PATH ...]",
  .takes = "rules format o workers lang no-color quiet",
  .max_args = -1,
  .run = run,
};
