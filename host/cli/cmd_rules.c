/* tiendo rules: what rules there are, and what can be done with them. Each
 * verb is a row of a table; those with more to them have files of their own. */
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

static int answer(question *q, const cli_options *o)
{
  int code = cli_check_words(o, "text json");

  if (code == CLI_OK)
    code = cli_load_rules(&q->rules, o);
  if (code == CLI_OK)
    code = cli_write(o, write_answer, q);
  td_rules_free(q->rules);
  return code;
}

static int list(const cli_options *o, int argc, char **argv)
{
  question q = { NULL, o->select, NULL };

  if (argc)
    return cli_usage("tiendo rules list takes no '%s'; to see one rule: "
                     "tiendo rules explain %s",
                     argv[0], argv[0]);
  return answer(&q, o);
}

static int explain(const cli_options *o, int argc, char **argv)
{
  question q = { NULL, NULL, argc ? argv[0] : NULL };

  if (!argc)
    return cli_usage(
        "usage: tiendo rules explain RULE; tiendo rules list names them");
  return answer(&q, o);
}

/* ---- verbs ---- */

static const cli_verb verb_list = {
  .name = "list",
  .usage = "",
  .takes = "rules no-builtin select config set format o lang no-color",
  .max_args = -1, /* to say what was meant */
  .run = list,
};

static const cli_verb verb_explain = {
  .name = "explain",
  .usage = "RULE",
  .takes = "rules no-builtin config set format o lang no-color",
  .max_args = 1,
  .run = explain,
};

static const cli_verb *const verbs[] = {
  &verb_list,       &verb_explain,    &verb_rules_new,   &verb_rules_test,
  &verb_rules_docs, &verb_rules_lint, &verb_rules_assay,
};
enum { N_VERBS = sizeof(verbs) / sizeof(*verbs) };

static int run(const cli_options *o, int argc, char **argv)
{
  return cli_run_verb("rules", verbs, N_VERBS, o, argc, argv);
}

static const cli_own says[] = {
  { "format", NULL, "text, json; assay: csv too; test: text, tap" },
  { NULL, NULL, NULL },
};

const cli_command cmd_rules = {
  .name = "rules",
  .usage = "[VERB ...]",
  .summary = "list, explain, write and test rules",
  .help =
      "list               id, severity, what it looks at and title of each\n"
      "explain RULE       what it does, what it needs, and its parameters\n"
      "                   with the values that hold, --set included\n"
      "new ID             a file to begin with, in my-rules or the folder\n"
      "                   that --rules names, for the set that --over names\n"
      "                   (default: commitments); nothing is replaced\n"
      "test [PATH ...]    the examples of rules, and specs beside them\n"
      "                   (*_spec.lua, run by busted); --rules adds paths;\n"
      "                   without any, the rules that come with tiendo;\n"
      "                   exit 1: a failure, 3: something could not be run;\n"
      "                   --format tap for machines\n"
      "lint [PATH ...]    mistakes that are seen by reading the code, one a\n"
      "                   line; exit 1 if there are any\n"
      "docs DIR [STORE]   a page about each rule, with a finding of STORE or\n"
      "                   of an example; docs RULE [STORE]: one page\n"
      "assay STORE        puts faults into a copy of a store, one at a time, "
      "and\n"
      "                   tells the share that each rule and all of them "
      "catch",
  .takes = "rules no-builtin select config set format o lang no-color workers "
           "time-limit quiet over as-of known-at faults min-share",
  .says = says,
  .min_args = 0,
  .max_args = -1,
  .run = run,
};
