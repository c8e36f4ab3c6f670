/* tiendo explain: how a deadline comes about, and why a finding is there. */
#include <string.h>

#include "cli.h"

enum { RULE, KIND, SUBJECT, PERIOD, KEY };

static const cli_own own[] = {
  { "rule", "ID", "finding: the rule it is of; only this one is run" },
  { "kind", "KIND", "finding: what kind of row its subject is" },
  { "subject", "CODE", "finding: its subject, to ask about one that is gone" },
  { "period", "PERIOD", "finding: its period, if it has one" },
  { "key", "KEY", "finding: what else tells it apart, if anything does" },
  { .name = NULL },
};

enum { SHOWN = 40 }; /* of each list on a terminal, unless said otherwise */

static const cli_own says[] = {
  { "limit", "N", "finding: of each list; 0: all (default: 40)" },
  { .name = NULL },
};

typedef struct question {
  td_snapshot *snap;
  td_rules *rules;
  const cli_options *o;
  const char *what, *period; /* an obligation, or the id of a finding */
} question;

static td_status write_deadline(void *ud, const td_write_options *options,
                                FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  return td_snapshot_explain_deadline(q->snap, q->what, q->period, options,
                                      td_write_file, to, err);
}

static td_status write_finding(void *ud, const td_write_options *options,
                               FILE *to, td_err *err)
{
  const question *q = (const question *)ud;
  const cli_options *o = q->o;
  const td_why_options why = { .size = sizeof(why),
                               .rule = o->own[RULE],
                               .kind = o->own[KIND],
                               .subject = o->own[SUBJECT],
                               .period = o->own[PERIOD],
                               .key = o->own[KEY],
                               .workers = cli_workers(o),
                               .seconds = o->seconds };

  td_write_options shown = *options;

  if (o->limit < 0 && options->limit)
    shown.limit = SHOWN;
  return td_why(q->snap, q->rules, q->what, &why, &shown, td_write_file, to,
                err);
}

static int explain_deadline(const cli_options *o, int argc, char **argv)
{
  question q = { .o = o, .what = argc > 2 ? argv[2] : NULL };
  int code = CLI_OK;

  if (argc < 4)
    return cli_usage("usage: tiendo explain STORE deadline OBLIGATION PERIOD");
  q.period = argv[3];
  code = cli_take_snapshot(&q.snap, argv[0], o);
  if (code == CLI_OK)
    code = cli_write(o, write_deadline, &q);
  td_snapshot_unref(q.snap);
  return code;
}

static int explain_finding(const cli_options *o, int argc, char **argv)
{
  question q = { .o = o, .what = argc > 2 ? argv[2] : NULL };
  int code = CLI_OK;

  if (argc > 3 || (!q.what && !(o->own[RULE] && o->own[SUBJECT])))
    return cli_usage("usage: tiendo explain STORE finding ID, or --rule and "
                     "--subject in place of the id");
  code = cli_load_rules(&q.rules, o);
  if (code == CLI_OK)
    code = cli_take_snapshot(&q.snap, argv[0], o);
  if (code == CLI_OK)
    code = cli_write(o, write_finding, &q);
  td_snapshot_unref(q.snap);
  td_rules_free(q.rules);
  return code;
}

static int run(const cli_options *o, int argc, char **argv)
{
  int code = cli_check_words(o, "text json");

  if (code != CLI_OK)
    return code;
  if (!strcmp(argv[1], "deadline"))
    return explain_deadline(o, argc, argv);
  if (!strcmp(argv[1], "finding"))
    return explain_finding(o, argc, argv);
  return cli_usage("explain: '%s' is nothing to explain; there are 'deadline' "
                   "and 'finding'",
                   argv[1]);
}

const cli_command cmd_explain = {
  .name = "explain",
  .usage = "STORE deadline OBLIGATION PERIOD | finding ID",
  .summary = "how a deadline or finding comes about",
  .help = "tiendo explain STORE deadline yearly-report 2026\n"
          "  each step from the document to the last hour, with its source: "
          "the day\n"
          "  named, what is counted on from it, the bound, days off, the roll; "
          "then\n"
          "  who owes the report and what has arrived. A period is written "
          "2026,\n"
          "  2026-H1, 2026-Q4 or 2026-12.\n"
          "tiendo explain STORE finding 3fa9c1d2e4b5a697\n"
          "  evaluates the finding's subject again and tells the lines of the "
          "rule that\n"
          "  ran, what they called, each value read with its source, the "
          "parameters and\n"
          "  who set them. The first characters of the id will do. With --rule "
          "and\n"
          "  --subject: what became of a finding that is gone.",
  .takes =
      "as-of known-at rules no-builtin config set workers time-limit limit "
      "format o lang no-color",
  .own = own,
  .says = says,
  .min_args = 2,
  .max_args = 4,
  .run = run,
};
