/* tiendo check: run the rules once over a store and print what they find. */
#include "cli.h"

static td_status write_result(void *ud, const char *name,
                              const td_write_options *options, FILE *to,
                              td_err *err)
{
  (void)name;
  return td_result_write((td_result *)ud, options, td_write_file, to, err);
}

/* What --explain-settings prints. */
typedef struct asked {
  td_rules *rules;
  const char *select;
} asked;

static td_status write_settings(void *ud, const td_write_options *options,
                                FILE *to, td_err *err)
{
  const asked *a = (const asked *)ud;

  return td_rules_settings(a->rules, a->select, options, td_write_file, to,
                           err);
}

static int explain_settings(const cli_options *o)
{
  asked a = { NULL, o->select };
  int code = cli_check_words(o, "text json");

  if (code == CLI_OK && o->n_outputs)
    code = cli_usage("--output is of no use with --explain-settings");
  if (code == CLI_OK)
    code = cli_load_rules(&a.rules, o);
  if (code == CLI_OK)
    code = cli_write(o, write_settings, &a);
  td_rules_free(a.rules);
  return code;
}

static int run_check(const cli_options *o, const char *store)
{
  td_rules *rules = NULL;
  td_snapshot *snap = NULL;
  td_result *result = NULL;
  int gate;
  int code = cli_check_options(o, &gate);

  if (code == CLI_OK)
    code = cli_load_rules(&rules, o);
  if (code == CLI_OK)
    code = cli_take_snapshot(&snap, store, o);
  if (code == CLI_OK)
    code = cli_run_checks(&result, snap, rules, o);
  if (code == CLI_OK)
    code =
        cli_write_all(o, &(cli_writer){ .write = write_result, .ud = result });
  code = code == CLI_OK ? cli_verdict(o, result, gate) : cli_unjudged(o, code);
  td_result_free(result);
  td_snapshot_unref(snap);
  td_rules_free(rules);
  return code;
}

static int run(const cli_options *o, int argc, char **argv)
{
  if (o->explain_settings)
    return explain_settings(o);
  if (!argc)
    return cli_usage("usage: tiendo check STORE [options]");
  return run_check(o, argv[0]);
}

static const cli_own says[] = {
  { "format", NULL, "text (the default) or another of those above" },
  { NULL, NULL, NULL },
};

const cli_command cmd_check = {
  .name = "check",
  .usage = "STORE [options]",
  .summary = "run the rules, print what they find",
  .help =
      "Each rule runs in a sandbox with limits for time and memory, spread\n"
      "over worker processes; one that hangs or crashes is reported as an\n"
      "error and costs only itself. Rules that the selection leaves out are\n"
      "not run. The store is not changed. The same store, rules and settings\n"
      "give the same output, whatever the number of workers.\n"
      "\n"
      "Formats: text json jsonl csv html markdown junit sarif prometheus\n"
      "nagios; html is the page of tiendo report.\n"
      "With --format nagios the exit code is that of a plugin: 0 OK,\n"
      "1 WARNING, 2 CRITICAL (from --fail-on up), 3 UNKNOWN. With --output\n"
      "several files are written from one run: all of them, or none.",
  .takes = "as-of known-at select config set explain-settings rules "
           "no-builtin format limit o output separator bom fail-on "
           "workers "
           "time-limit lang no-color quiet",
  .says = says,
  .min_args = 0,
  .max_args = 1,
  .run = run,
};
