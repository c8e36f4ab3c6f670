/* tiendo assess: a progress method over a plain table, no store needed. */
#include <string.h>

#include "cli.h"

/* In the order of `own`. */
enum {
  METHOD,
  TARGET,
  TARGET_YEAR,
  BASE_YEAR,
  DIRECTION,
  LIMIT,
  HIGH,
  MED,
  LOW,
  OPTIMUM,
  LOWER_BOUND,
  GREEN,
  SETTINGS,
};

static const cli_own own[] = {
  { "method", "NAME", "open-sdg (default), unsd, sdsn ... or trend" },
  { "target", "NUMBER", "value to be reached (default: none)" },
  { "target-year", "YEAR", "when (default: 2030)" },
  { "base-year", "YEAR", "from when on (default: 2015)" },
  { "direction", "up|down", "which way is better" },
  { "limit", "NUMBER", "natural limit of the values (open-sdg)" },
  { "high", "NUMBER", "threshold in place of the method's own" },
  { "med", "NUMBER", "the same, of the class in the middle" },
  { "low", "NUMBER", "the same, of the lowest class" },
  { "optimum", "NUMBER", "scores 100 (sdsn)" },
  { "lower-bound", "NUMBER", "scores 0 (sdsn)" },
  { "green", "NUMBER", "threshold of the green light (sdsn)" },
  { "settings", "FILE", "all of these for each series, as CSV" },
  { NULL, NULL, NULL },
};

static void print_note(void *ud, const char *text)
{
  (void)ud;
  fputs("tiendo: ", stderr);
  cli_say(text);
  fputc('\n', stderr);
}

static td_status write_answer(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  return td_assess_write((td_assess *)ud, options, td_write_file, to, err);
}

static int run(const cli_options *o, int argc, char **argv)
{
  const char *const *given = o->own;
  const td_assess_options options = {
    .size = sizeof(options),
    .method = given[METHOD],
    .settings = given[SETTINGS],
    .direction = given[DIRECTION],
    .base_year = given[BASE_YEAR],
    .target = given[TARGET],
    .target_year = given[TARGET_YEAR],
    .limit = given[LIMIT],
    .high = given[HIGH],
    .med = given[MED],
    .low = given[LOW],
    .optimum = given[OPTIMUM],
    .lower_bound = given[LOWER_BOUND],
    .green = given[GREEN],
    .on_note = o->quiet ? NULL : print_note,
  };
  cli_options csv = *o;
  td_assess *a = NULL;
  td_err err;
  int code = cli_check_words(o, "csv json");

  (void)argc;
  if (code != CLI_OK)
    return code;
  if (td_assess_open(&a, argv[0], &options, &err) != TD_OK)
    return cli_fail(&err);
  csv.format = o->format ? o->format : "csv";
  code = cli_write(&csv, write_answer, a);
  td_assess_close(a);
  return code;
}

static const cli_own says[] = {
  { "format", NULL, "csv (the default) or json" },
  { NULL, NULL, NULL },
};

const cli_command cmd_assess = {
  .name = "assess",
  .usage = "FILE.csv",
  .summary = "a progress method over a plain table",
  .help =
      "FILE.csv has the columns series, year, value, rows in any order; - is\n"
      "standard input. One row a series is written: how the method judges it,\n"
      "and what it computed. What is given here holds for every series; a "
      "cell\n"
      "of the settings file that is not empty wins. Its columns: series,\n"
      "direction, base_year, target, target_year, limit, high, med, low,\n"
      "optimum, lower_bound, green. --method trend gives tests and lines of\n"
      "each series. docs/progress.md tells about each method.",
  .takes = "format o lang quiet",
  .own = own,
  .says = says,
  .min_args = 1,
  .max_args = 1,
  .run = run,
};
