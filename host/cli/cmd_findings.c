/* tiendo findings: what recorded runs found, and what became of it. Each verb
 * is a row of a table. */
#include "cli.h"

enum { OWN_ALL, OWN_RUN, OWN_UNTIL, OWN_SIGNER, OWN_REASON };

typedef struct question {
  const cli_options *o;
  td_store *st;
  const char *what; /* a finding or a run; NULL: none */
} question;

/* ---- asking ---- */

/* Opens the store for reading and writes the answer. */
static int answer(const cli_options *o, int argc, char **argv,
                  const char *formats, cli_write_fn write)
{
  question q = { o, NULL, argc > 1 ? argv[1] : NULL };
  int code = cli_check_words(o, formats);

  if (code == CLI_OK)
    q.st = cli_open(argv[0], TD_OPEN_READ, &code);
  if (code == CLI_OK)
    code = cli_write(o, write, &q);
  td_store_close(q.st);
  return code;
}

static int need(const char *verb, const char *arguments, int argc, int n)
{
  if (argc >= n)
    return CLI_OK;
  return cli_usage("usage: tiendo findings %s %s", verb, arguments);
}

static td_status write_list(void *ud, const td_write_options *options, FILE *to,
                            td_err *err)
{
  const question *q = (const question *)ud;

  return td_record_findings(q->st, q->o->select, q->o->own[OWN_ALL] != NULL,
                            options, td_write_file, to, err);
}

static int list(const cli_options *o, int argc, char **argv)
{
  int code = need("list", "STORE [options]", argc, 1);

  return code == CLI_OK
             ? answer(o, argc, argv, "text json jsonl csv markdown", write_list)
             : code;
}

static td_status write_show(void *ud, const td_write_options *options, FILE *to,
                            td_err *err)
{
  const question *q = (const question *)ud;

  return td_record_finding(q->st, q->what, options, td_write_file, to, err);
}

static int show(const cli_options *o, int argc, char **argv)
{
  int code = need("show", "STORE ID; tiendo findings list names them", argc, 2);

  return code == CLI_OK ? answer(o, argc, argv, "text json", write_show) : code;
}

static td_status write_history(void *ud, const td_write_options *options,
                               FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  return td_record_history(q->st, q->what, options, td_write_file, to, err);
}

static int history(const cli_options *o, int argc, char **argv)
{
  int code =
      need("history", "STORE ID; tiendo findings list names them", argc, 2);

  return code == CLI_OK ? answer(o, argc, argv, "text json", write_history)
                        : code;
}

static td_status write_why(void *ud, const td_write_options *options, FILE *to,
                           td_err *err)
{
  const question *q = (const question *)ud;

  return td_record_why(q->st, q->what, q->o->own[OWN_RUN], cli_workers(q->o),
                       options, td_write_file, to, err);
}

static int why(const cli_options *o, int argc, char **argv)
{
  int code = need("why", "STORE ID [--run RUN]", argc, 2);

  return code == CLI_OK ? answer(o, argc, argv, "text json", write_why) : code;
}

static td_status write_runs(void *ud, const td_write_options *options, FILE *to,
                            td_err *err)
{
  const question *q = (const question *)ud;

  return td_record_runs(q->st, options, td_write_file, to, err);
}

static int runs(const cli_options *o, int argc, char **argv)
{
  int code = need("runs", "STORE [options]", argc, 1);

  return code == CLI_OK ? answer(o, argc, argv, "text json csv", write_runs)
                        : code;
}

static td_status write_manifest(void *ud, const td_write_options *options,
                                FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  (void)options;
  return td_record_manifest(q->st, q->what, td_write_file, to, err);
}

static int manifest(const cli_options *o, int argc, char **argv)
{
  int code =
      need("manifest", "STORE RUN; tiendo findings runs names them", argc, 2);

  return code == CLI_OK ? answer(o, argc, argv, "json", write_manifest) : code;
}

/* ---- baseline ---- */

static td_status write_baseline(void *ud, const td_write_options *options,
                                FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  return td_record_baseline(q->st, options, td_write_file, to, err);
}

static int accept_open(const cli_options *o, const char *path)
{
  const td_baseline_options options = { .size = sizeof(options),
                                        .until = o->own[OWN_UNTIL],
                                        .signer = o->own[OWN_SIGNER],
                                        .reason = o->own[OWN_REASON],
                                        .select = o->select };
  td_err err;
  int code = CLI_OK;
  td_store *st = cli_open(path, TD_OPEN_WRITE, &code);

  if (code == CLI_OK && td_record_accept(st, &options, &err) != TD_OK)
    code = cli_fail(&err);
  td_store_close(st);
  return code;
}

/* Accepts where anything is said about it; then tells what is in force. */
static int baseline(const cli_options *o, int argc, char **argv)
{
  bool accepts = o->own[OWN_UNTIL] || o->own[OWN_SIGNER] ||
                 o->own[OWN_REASON] || o->select;
  int code = need("baseline", "STORE [--until DAY --signer NAME --reason TEXT]",
                  argc, 1);

  if (code == CLI_OK)
    code = cli_check_words(o, "text json");
  if (code == CLI_OK && accepts)
    code = accept_open(o, argv[0]);
  return code == CLI_OK ? answer(o, argc, argv, "text json", write_baseline)
                        : code;
}

/* ---- verbs ---- */

static const cli_verb verb_list = {
  .name = "list",
  .usage = "STORE [options]",
  .takes = "select all limit format separator bom o lang no-color",
  .max_args = 1,
  .run = list,
};

static const cli_verb verb_show = {
  .name = "show",
  .usage = "STORE ID [options]",
  .takes = "format o lang no-color",
  .max_args = 2,
  .run = show,
};

static const cli_verb verb_why = {
  .name = "why",
  .usage = "STORE ID [--run RUN] [options]",
  .takes = "run limit workers format o lang no-color",
  .max_args = 2,
  .run = why,
};

static const cli_verb verb_history = {
  .name = "history",
  .usage = "STORE ID [options]",
  .takes = "format o lang no-color",
  .max_args = 2,
  .run = history,
};

static const cli_verb verb_runs = {
  .name = "runs",
  .usage = "STORE [options]",
  .takes = "format separator bom o lang no-color",
  .max_args = 1,
  .run = runs,
};

static const cli_verb verb_manifest = {
  .name = "manifest",
  .usage = "STORE RUN [-o FILE]",
  .takes = "format o",
  .max_args = 2,
  .run = manifest,
};

static const cli_verb verb_baseline = {
  .name = "baseline",
  .usage = "STORE [--until DAY --signer NAME --reason TEXT] [options]",
  .takes = "until signer reason select format o lang no-color",
  .max_args = 1,
  .run = baseline,
};

static const cli_verb *const verbs[] = {
  &verb_list, &verb_show,     &verb_why,      &verb_history,
  &verb_runs, &verb_manifest, &verb_baseline,
};

static int run(const cli_options *o, int argc, char **argv)
{
  return cli_run_verb("findings", verbs, sizeof(verbs) / sizeof(*verbs), o,
                      argc, argv);
}

static const cli_own own[] = {
  [OWN_ALL] = { "all", NULL, "list: waived and resolved ones too" },
  [OWN_RUN] = { "run", "RUN",
                "why: in this run (default: the last to see it)" },
  [OWN_UNTIL] = { "until", "DAY", "baseline: the last day it is in force" },
  [OWN_SIGNER] = { "signer", "NAME", "baseline: who accepts the findings" },
  [OWN_REASON] = { "reason", "TEXT", "baseline: why" },
  { NULL, NULL, NULL },
};

static const cli_own says[] = {
  { "select", "EXPR", "only what fits 'state = stale and age_days > 30'" },
  { "format", NULL, "text, json; csv of lists; list: jsonl, markdown" },
  { "limit", "N", "findings listed for a rule; 0: all (default: 10)" },
  { NULL, NULL, NULL },
};

const cli_command cmd_findings = {
  .name = "findings",
  .usage = "VERB STORE [options]",
  .summary = "findings on record and their history",
  .help =
      "list STORE          findings that are open after the last run\n"
      "show STORE ID       all about one; the id's first four characters or\n"
      "                    more will do\n"
      "why STORE ID        how it came about in a run: its rule is evaluated\n"
      "                    again on the data known then\n"
      "history STORE ID    everything that happened to it\n"
      "runs STORE          the recorded runs, the newest last\n"
      "manifest STORE RUN  what went into a run and what came out, as JSON;\n"
      "                    RUN is an id, the beginning of one, or latest\n"
      "baseline STORE      accepts what is open until a day (--until,\n"
      "                    --signer, --reason), at most 366 days after the\n"
      "                    last run; --select: only a part of it. While one "
      "is\n"
      "                    in force only fewer may follow. Without these: "
      "what\n"
      "                    is left of the one in force",
  .takes = "select limit workers format separator bom o lang no-color",
  .own = own,
  .says = says,
  .min_args = 1,
  .max_args = -1,
  .run = run,
};
