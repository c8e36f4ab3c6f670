/* tiendo report: one page about a plan, for people. */
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

static int run(const cli_options *o, int argc, char **argv)
{
  td_rules *rules = NULL;
  td_snapshot *snap = NULL;
  td_result *result = NULL;
  int code = cli_check_words(o, "html json md xlsx");

  (void)argc;
  if (code == CLI_OK)
    code = cli_load_rules(&rules, o);
  if (code == CLI_OK)
    code = cli_take_snapshot(&snap, argv[0], o);
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
      "tiendo report STORE -o plan.html --lang vi\n"
      "  runs the rules and writes one page that needs no network and no "
      "other\n"
      "  file: what the commitments have come to, who has reported, what is "
      "due\n"
      "  in the next six months, each finding with its evidence, each\n"
      "  commitment with its chart. It can be filtered, sorted and printed.\n"
      "  --format json has the same content for programs; docs/report.md "
      "tells\n"
      "  its fields. The store is not changed. Exit code 3: a check ended in\n"
      "  an error, and the report says which.",
  .takes = "as-of known-at select config set rules no-builtin format o "
           "workers time-limit lang quiet",
  .says = says,
  .min_args = 1,
  .max_args = 1,
  .run = run,
};
