/* tiendo rules assay: faults put into a copy of a store, and what the rules
 * catch of them. */
#include <unistd.h>

#include "cli.h"

static void show_progress(void *ud, size_t done, size_t all)
{
  (void)ud;
  fprintf(stderr, "\r%zu of %zu faults%s", done, all,
          done == all ? "\r\033[K" : "");
}

static td_status write_assay(void *ud, const td_write_options *options,
                             FILE *to, td_err *err)
{
  return td_assay_write((td_assay *)ud, options, td_write_file, to, err);
}

static int run_assay(td_assay **out, const char *path, td_rules *rules,
                     const cli_options *o)
{
  bool is_told = isatty(STDERR_FILENO) && !o->quiet;
  char today[16];
  int code = CLI_OK;
  td_err err;
  td_store *st = cli_open(path, TD_OPEN_READ, &code);
  const td_assay_options options = {
    .size = sizeof(options),
    .as_of = cli_as_of(o, st, today),
    .known_at = o->known_at,
    .select = o->select,
    .faults = o->faults ? o->faults < 0 ? 0 : o->faults : -1,
    .workers = cli_workers(o),
    .seconds = o->seconds,
    .on_progress = is_told ? show_progress : NULL,
  };

  if (st && td_assay_run(out, st, rules, &options, &err) != TD_OK)
    code = cli_fail(&err);
  td_store_close(st);
  return code;
}

/* By the table of exit codes: what could not be tried says nothing about the
 * rules. */
static int verdict(const td_assay *assay, const cli_options *o)
{
  size_t tried = td_assay_tried(assay), caught = td_assay_caught(assay);
  size_t errors = td_assay_errors(assay);

  if (errors && !o->quiet)
    fprintf(stderr, "tiendo: incomplete: %zu %s in checks\n", errors,
            errors == 1 ? "error" : "errors");
  if (errors || !tried)
    return CLI_INCOMPLETE;
  if ((double)caught * 100 >= o->min_share * (double)tried)
    return CLI_OK;
  if (!o->quiet)
    fprintf(stderr, "tiendo: %zu of %zu faults caught, less than %g %%\n",
            caught, tried, o->min_share);
  return CLI_FINDINGS;
}

static int run(const cli_options *o, int argc, char **argv)
{
  td_rules *rules = NULL;
  td_assay *assay = NULL;
  int code = cli_check_words(o, "text json csv");

  if (code == CLI_OK && argc != 1)
    code = cli_usage("usage: tiendo rules assay STORE");
  if (code == CLI_OK && o->min_share > 100)
    code = cli_usage("--min-share: %g is more than 100 per cent", o->min_share);
  if (code == CLI_OK)
    code = cli_load_rules(&rules, o);
  if (code == CLI_OK)
    code = run_assay(&assay, argv[0], rules, o);
  if (code == CLI_OK)
    code = cli_write(o, write_assay, assay);
  if (code == CLI_OK)
    code = verdict(assay, o);
  td_assay_free(assay);
  td_rules_free(rules);
  return code;
}

const cli_verb verb_rules_assay = {
  .name = "assay",
  .usage = "STORE",
  .takes = "as-of known-at rules no-builtin select config set faults min-share "
           "workers time-limit format o lang no-color quiet",
  .max_args = 1,
  .run = run,
};
