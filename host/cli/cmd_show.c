/* tiendo show: browse the plan. */
#include "cli.h"

typedef struct question {
  td_snapshot *snap;
  const char *kind, *code, *select;
} question;

static td_status write_answer(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  const question *q = (const question *)ud;

  return td_snapshot_show(q->snap, q->kind, q->code, q->select, options,
                          td_write_file, to, err);
}

static int run(const cli_options *o, int argc, char **argv)
{
  question q = { NULL, argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL,
                 o->select };
  int code = cli_check_words(o, "text json");

  if (code == CLI_OK)
    code = cli_take_snapshot(&q.snap, argv[0], o);
  if (code == CLI_OK)
    code = cli_write(o, write_answer, &q);
  td_snapshot_unref(q.snap);
  return code;
}

const cli_command cmd_show = {
  .name = "show",
  .usage = "STORE [KIND [CODE]]",
  .summary = "browse the plan: all, a kind, one row",
  .help = "tiendo show STORE               the plan, what the store holds, the "
          "goals\n"
          "tiendo show STORE targets       a table of all targets\n"
          "  --select 'goal = 3'           those of them that fit\n"
          "tiendo show STORE target 3.1    all about one: fields, what belongs "
          "to it,\n"
          "                                observations, where it comes from\n"
          "tiendo show STORE 3.1           the same, as only one row has this "
          "code\n"
          "tiendo show STORE rates         how complete and timely reporting "
          "is, by\n"
          "                                agency, obligation and area, or by "
          "one:\n"
          "tiendo show STORE rates area    also with --select, such as "
          "'period = 2025'\n"
          "tiendo show STORE chart CODE    the chart of a commitment or a "
          "series",
  .takes = "as-of known-at select format o lang no-color",
  .min_args = 1,
  .max_args = 3,
  .run = run,
};
