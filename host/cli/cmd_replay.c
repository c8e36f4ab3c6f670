/* tiendo replay: run a recorded run again and compare. */
#include <string.h>

#include "cli.h"

static td_status write_replay(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  return td_replay_write((const td_replay *)ud, options, td_write_file, to,
                         err);
}

/* Rules and settings of the command line stand in for those that were kept. */
static bool names_rules(const cli_options *o)
{
  return o->n_rules || o->n_configs || o->n_sets || o->no_builtin || o->current;
}

/* *st is the caller's, and outlives the replay. */
static int replay(td_replay **out, td_store **st, const cli_options *o,
                  char **argv)
{
  td_replay_options options = { .size = sizeof(options),
                                .is_current = o->current,
                                .workers = cli_workers(o) };
  td_err err;
  int code = CLI_OK;

  if (names_rules(o))
    code = cli_load_rules(&options.take_rules, o);
  if (code == CLI_OK)
    *st = cli_open(argv[0], TD_OPEN_READ, &code);
  if (code != CLI_OK) {
    td_rules_free(options.take_rules);
    return code;
  }
  if (td_replay_run(out, *st, argv[1], &options, &err) != TD_OK)
    code = cli_fail(&err);
  return code;
}

static int run(const cli_options *o, int argc, char **argv)
{
  td_replay *r = NULL;
  td_store *st = NULL;
  int code = cli_check_words(o, "text json");

  (void)argc;
  if (code == CLI_OK)
    code = replay(&r, &st, o, argv);
  if (code == CLI_OK)
    code = cli_write(o, write_replay, r);
  if (code == CLI_OK && td_replay_differences(r))
    code = CLI_DIFFERS;
  td_replay_free(r);
  td_store_close(st);
  return code;
}

const cli_command cmd_replay = {
  .name = "replay",
  .usage = "STORE RUN [options]",
  .summary = "prove a recorded run, byte by byte",
  .help =
      "The data go back to what was known at that run, whatever has been\n"
      "imported since; rules and settings are those kept with the run. Result\n"
      "and outputs are compared byte for byte. Exit status 6 says that\n"
      "something differs, and the output names it: data, calendar, rule,\n"
      "setting, program.\n"
      "\n"
      "With --rules, --no-builtin, --config or --set the run uses these, with\n"
      "--current the rules and data as they are now: what would be said of\n"
      "that day today. RUN is an id, the beginning of one, or \"latest\".",
  .takes = "current config set rules no-builtin format o workers lang "
           "no-color",
  .min_args = 2,
  .max_args = 2,
  .run = run,
};
