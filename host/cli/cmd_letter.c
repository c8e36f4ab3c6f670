/* tiendo letter: a draft to agencies that owe a report. */
#include <stdlib.h>

#include "cli.h"

enum { BY, FROM };

static const cli_own own[] = {
  { "by", "DAY", "until when the reports are asked for; needed" },
  { "from", "AGENCY", "who writes (default: who gets copies of reports)" },
  { .name = NULL },
};

static const cli_own says[] = {
  { "lang", "en|vi", "language of the letter (default: vi)" },
  { .name = NULL },
};

/* A letter before it is known whether there is one. */
typedef struct draft {
  char *text;
  size_t n;
} draft;

static int write_draft(draft *d, td_snapshot *snap, const cli_options *o,
                       char **argv)
{
  const td_letter_options letter = { .size = sizeof(letter),
                                     .obligation = argv[1],
                                     .period = argv[2],
                                     .by = o->own[BY],
                                     .sender = o->own[FROM],
                                     .on_note =
                                         o->quiet ? NULL : cli_print_note };
  const td_write_options options = { .size = sizeof(options),
                                     .lang = o->lang ? o->lang : "vi" };
  FILE *to = open_memstream(&d->text, &d->n);
  td_err err;
  td_status rc;

  if (!to) {
    fputs("tiendo: out of memory\n", stderr);
    return CLI_OUTPUT;
  }
  rc = td_snapshot_letter(snap, &letter, &options, td_write_file, to, &err);
  if (fclose(to) && rc == TD_OK) {
    fputs("tiendo: out of memory\n", stderr);
    return CLI_OUTPUT;
  }
  return rc == TD_OK ? CLI_OK : cli_fail(&err);
}

static td_status copy_draft(void *ud, const td_write_options *options, FILE *to,
                            td_err *err)
{
  const draft *d = (const draft *)ud;

  (void)options;
  (void)err;
  td_write_file(to, d->text, d->n); /* whoever closes it looks for errors */
  return TD_OK;
}

static int run(const cli_options *o, int argc, char **argv)
{
  td_snapshot *snap = NULL;
  draft d = { NULL, 0 };
  int code = cli_check_words(o, "text");

  (void)argc;
  if (code == CLI_OK && !o->own[BY])
    code = cli_usage("letter: say until when the reports are asked for: "
                     "--by 2026-12-18");
  if (code == CLI_OK)
    code = cli_take_snapshot(&snap, argv[0], o);
  if (code == CLI_OK)
    code = write_draft(&d, snap, o, argv);
  if (code == CLI_OK && d.n)
    code = cli_write(o, copy_draft, &d);
  free(d.text);
  td_snapshot_unref(snap);
  return code;
}

const cli_command cmd_letter = {
  .name = "letter",
  .usage = "STORE OBLIGATION PERIOD --by DAY [-o FILE]",
  .summary = "a draft to agencies that owe a report",
  .help =
      "Drafts the letter to those whose reports for a period are overdue, in\n"
      "the layout of administrative documents, as Markdown of which pandoc\n"
      "makes a document (docs/digests.md). Number, date and signature are "
      "left\n"
      "blank. Where nobody is missing it says so and writes nothing. In\n"
      "English it is a translation that says so. A period is written 2026,\n"
      "2026-H1, 2026-Q4 or 2026-12.",
  .takes = "as-of known-at o lang quiet",
  .own = own,
  .says = says,
  .min_args = 3,
  .max_args = 3,
  .run = run,
};
