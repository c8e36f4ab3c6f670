/* tiendo report: one page about a plan, for people, and its other forms. */
#include <string.h>

#include "cli.h"
#include "workbook.h"

static td_status write_report(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  if (options->format && !strcmp(options->format, "xlsx"))
    return cli_workbook_write((td_result *)ud, options, to, err);
  return td_report_write((td_result *)ud, options, td_write_file, to, err);
}

/* A report that lacks a check says so, and so does the exit code. */
static int verdict(const td_result *result, const cli_options *o)
{
  size_t n = td_result_errors(result);

  if (!n)
    return CLI_OK;
  if (!o->quiet)
    fprintf(stderr, "tiendo: the report lacks %zu %s of checks\n", n,
            n == 1 ? "result" : "results");
  return CLI_INCOMPLETE;
}

static int report_now(const cli_options *o, const char *store)
{
  td_rules *rules = NULL;
  td_snapshot *snap = NULL;
  td_result *result = NULL;
  int code = cli_load_rules(&rules, o);

  if (code == CLI_OK)
    code = cli_take_snapshot(&snap, store, o);
  if (code == CLI_OK)
    code = cli_run_checks(&result, snap, rules, o);
  if (code == CLI_OK)
    code = cli_write(o, write_report, result);
  if (code == CLI_OK)
    code = verdict(result, o);
  td_result_free(result);
  td_snapshot_unref(snap);
  td_rules_free(rules);
  return code;
}

/* What a recorded run has by itself. */
static int check_given(const cli_options *o)
{
  static const char fixed[] =
      "as-of known-at select config set rules no-builtin time-limit";

  for (size_t i = 0; i < o->n_given; i++)
    if (cli_has_word(fixed, o->given[i]))
      return cli_usage("--%s is of no use with --run: a recorded run has its "
                       "own",
                       o->given[i]);
  return CLI_OK;
}

static int report_replay(const cli_options *o, td_store *st, const char *run)
{
  const td_replay_options options = { .size = sizeof(options),
                                      .workers = cli_workers(o) };
  td_replay *r = NULL;
  td_err err;
  int code;

  if (td_replay_run(&r, st, run, &options, &err) != TD_OK)
    return cli_fail(&err);
  code = cli_write(o, write_report, td_replay_result(r));
  if (code == CLI_OK)
    code = verdict(td_replay_result(r), o);
  if (code == CLI_OK && td_replay_differences(r)) {
    fprintf(stderr,
            "tiendo: the run is not quite as it was then; tiendo replay STORE "
            "%s says what differs\n",
            run);
    code = CLI_DIFFERS;
  }
  td_replay_free(r);
  return code;
}

static int report_then(const cli_options *o, const char *store, const char *run)
{
  int code = check_given(o);
  td_store *st = code == CLI_OK ? cli_open(store, TD_OPEN_READ, &code) : NULL;

  if (code == CLI_OK)
    code = report_replay(o, st, run);
  td_store_close(st);
  return code;
}

static const cli_own own[] = {
  { "run", "ID", "of a recorded run: its id, or latest" },
  { NULL, NULL, NULL },
};

static int run(const cli_options *o, int argc, char **argv)
{
  int code = cli_check_words(o, "html json md xlsx");

  (void)argc;
  if (code != CLI_OK)
    return code;
  return o->own[0] ? report_then(o, argv[0], o->own[0])
                   : report_now(o, argv[0]);
}

static const cli_own says[] = {
  { "format", "NAME", "html (the default), md, xlsx or json" },
  { "lang", "en|vi", "language of the report (default: en)" },
  { NULL, NULL, NULL },
};

const cli_command cmd_report = {
  .name = "report",
  .usage = "STORE -o FILE",
  .summary = "one page about the plan, for people",
  .help =
      "Runs the rules and writes one page that needs no network and no other\n"
      "file: what the commitments have come to, who has reported, what is due\n"
      "in the next six months, each finding with its evidence, each "
      "commitment\n"
      "with its chart. It can be filtered, sorted and printed. The store is "
      "not\n"
      "changed.\n"
      "\n"
      "With --run the page is that of a recorded run, on the data and by the\n"
      "rules of then, and tells what was new and what was resolved. --format\n"
      "has the same content in other forms: xlsx is a workbook, md an "
      "official\n"
      "document for pandoc, json is for programs (docs/report.md). Exit "
      "status\n"
      "3 says that a check ended in an error, 6 that the run cannot be made\n"
      "again as it was.",
  .takes = "as-of known-at select config set rules no-builtin format o "
           "workers time-limit lang quiet",
  .own = own,
  .says = says,
  .min_args = 1,
  .max_args = 1,
  .run = run,
};
