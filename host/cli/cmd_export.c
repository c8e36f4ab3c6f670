/* tiendo export: a store back into a data package. */
#include "cli.h"

static int run(const cli_options *o, int argc, char **argv)
{
  int code = CLI_INPUT;
  td_store *st = cli_open(argv[0], TD_OPEN_READ, &code);
  td_err err;

  (void)argc;
  if (!st)
    return code;
  code = CLI_OK;
  if (td_store_export(st, argv[1], &err) != TD_OK) {
    cli_fail(&err);
    code = err.code == TD_EIO ? CLI_OUTPUT : CLI_INPUT;
  } else if (!o->quiet) {
    printf("%s: written\n", argv[1]);
  }
  td_store_close(st);
  return code;
}

const cli_command cmd_export = {
  .name = "export",
  .usage = "STORE FOLDER",
  .summary = "write the store as a data package",
  .help =
      "FOLDER is made; it must be empty or hold an earlier export. Importing\n"
      "it into an empty store and exporting again gives the same bytes.",
  .takes = "quiet",
  .min_args = 2,
  .max_args = 2,
  .run = run,
};
