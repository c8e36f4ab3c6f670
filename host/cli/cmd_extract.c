/* tiendo extract: what the grammar of quantities sees in a sentence. */
#include <string.h>

#include "cli.h"

static td_status write_answer(void *ud, const td_write_options *options,
                              FILE *to, td_err *err)
{
  const char *text = (const char *)ud;

  return td_text_extract(text, strlen(text), options, td_write_file, to, err);
}

static int run(const cli_options *o, int argc, char **argv)
{
  int code = cli_check_words(o, "text json");

  (void)argc;
  return code == CLI_OK ? cli_write(o, write_answer, argv[0]) : code;
}

const cli_command cmd_extract = {
  .name = "extract",
  .usage = "TEXT",
  .summary = "what the text of a plan promises",
  .help =
      "Prints the text with each promise underlined, and below it what is\n"
      "promised: value and unit, of what, by when, against which baseline.\n"
      "tiendo extract 'đến năm 2030 giảm 20 - 25% số vụ cháy'",
  .takes = "format o lang no-color",
  .min_args = 1,
  .max_args = 1,
  .run = run,
};
