/* tiendo explain: how a deadline comes about. */
#include <string.h>

#include "cli.h"

typedef struct question {
  td_snapshot *snap;
  const char *obligation, *period;
} question;

static td_status write_answer(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  return td_snapshot_explain_deadline(q->snap, q->obligation, q->period,
                                      options, td_write_file, to, err);
}

static int run(const cli_options *o, int argc, char **argv)
{
  question q = { NULL, argc > 2 ? argv[2] : NULL, argc > 3 ? argv[3] : NULL };
  int code = cli_check_words(o, "text json");

  if (code == CLI_OK && strcmp(argv[1], "deadline") != 0)
    code = cli_usage("explain: '%s' is nothing to explain; there is 'deadline'",
                     argv[1]);
  if (code == CLI_OK)
    code = cli_take_snapshot(&q.snap, argv[0], o);
  if (code == CLI_OK)
    code = cli_write(o, write_answer, &q);
  td_snapshot_unref(q.snap);
  return code;
}

const cli_command cmd_explain = {
  .name = "explain",
  .usage = "STORE deadline OBLIGATION PERIOD",
  .summary = "how a deadline comes about",
  .help = "tiendo explain STORE deadline yearly-report 2026\n"
          "  each step from the document to the last hour, with its source: "
          "the day\n"
          "  named, what is counted on from it, the bound, days off, the roll; "
          "then\n"
          "  who owes the report and what has arrived. A period is written "
          "2026,\n"
          "  2026-H1, 2026-Q4 or 2026-12.",
  .takes = "as-of known-at format o lang no-color",
  .min_args = 4,
  .max_args = 4,
  .run = run,
};
