/* tiendo rules: what rules there are, all about one of them, and what is wrong
 * with their code. */
#include <string.h>

#include "cli.h"

typedef struct question {
  td_rules *rules;
  const char *select;
  const char *id; /* NULL: the list */
} question;

static td_status write_answer(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  if (q->id)
    return td_rules_explain(q->rules, q->id, options, td_write_file, to, err);
  return td_rules_list(q->rules, q->select, options, td_write_file, to, err);
}

static int read_question(question *q, const cli_options *o, int argc,
                         char **argv)
{
  const char *verb = argc ? argv[0] : "list";

  q->select = o->select;
  if (!strcmp(verb, "list")) {
    if (argc > 1)
      return cli_usage("tiendo rules list takes no '%s'; to see one rule: "
                       "tiendo rules explain %s",
                       argv[1], argv[1]);
    return CLI_OK;
  }
  if (strcmp(verb, "explain") != 0)
    return cli_usage("tiendo rules: '%s' is none of list, explain, lint", verb);
  if (argc != 2)
    return cli_usage("tiendo rules explain RULE; tiendo rules list names them");
  if (o->select)
    return cli_usage("--select goes with tiendo rules list");
  q->id = argv[1];
  return CLI_OK;
}

static int run(const cli_options *o, int argc, char **argv)
{
  question q = { NULL, NULL, NULL };
  int code = cli_check_words(o, "text json");

  if (code == CLI_OK && argc && !strcmp(argv[0], "lint"))
    return cli_rules_lint(o, argc - 1, argv + 1);
  if (code == CLI_OK)
    code = read_question(&q, o, argc, argv);
  if (code == CLI_OK)
    code = cli_load_rules(&q.rules, o);
  if (code == CLI_OK)
    code = cli_write(o, write_answer, &q);
  td_rules_free(q.rules);
  return code;
}

const cli_command cmd_rules = {
  .name = "rules",
  .usage = "[list | explain RULE | lint]",
  .summary = "the rules there are, all about one, mistakes",
  .help = "list     id, severity, what it looks at and title of each rule\n"
          "explain  what a rule does, what it needs, and its parameters with\n"
          "         the values that hold, --set included\n"
          "lint     [PATH...]: mistakes that are seen by reading the code of\n"
          "         rule files and folders; without a path, and without\n"
          "         --rules, of the rules that come with tiendo. Exit 1 if\n"
          "         there are any",
  .takes = "rules no-builtin select set format o lang no-color",
  .min_args = 0,
  .max_args = -1,
  .run = run,
};
