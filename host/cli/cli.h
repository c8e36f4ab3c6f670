/* A command line: what every command gets, and how it answers. */
#ifndef TD_CLI_H
#define TD_CLI_H

#include <stdio.h>

#include "tiendo.h"

/* Exit codes; README and docs/design.md list them. */
enum {
  CLI_OK = 0,
  CLI_FINDINGS = 1,
  CLI_USAGE = 2,
  CLI_INCOMPLETE = 3,
  CLI_INPUT = 4,
  CLI_OUTPUT = 5,
  CLI_DIFFERS = 6,
  CLI_BUSY = 75,
};

enum {
  CLI_MAX_SETS = 256,
  CLI_MAX_RULES = 64,
  CLI_MAX_CONFIGS = 16,
  CLI_MAX_OWN = 16,
  CLI_MAX_GIVEN = 64,
  CLI_MAX_OUTPUTS = 16,
  CLI_MAX_CODES = 16,
};

/* Lua that is to be run: a text, or a file of that name. */
typedef struct cli_code {
  bool is_file;
  const char *text;
} cli_code;

/* The options that commands share; each command names those it takes. */
typedef struct cli_options {
  const char *as_of, *known_at, *select, *format, *output, *lang, *fail_on;
  const char *rejects, *known_on, *over;
  const char *sets[CLI_MAX_SETS]; /* "rule.param=value" */
  size_t n_sets;
  const char *rules[CLI_MAX_RULES];
  size_t n_rules;
  const char *configs[CLI_MAX_CONFIGS];
  size_t n_configs;
  const char *outputs[CLI_MAX_OUTPUTS]; /* "format:file" */
  size_t n_outputs;
  cli_code codes[CLI_MAX_CODES];
  size_t n_codes;
  const char *separator;
  int limit;        /* -1: the command's own */
  int workers;      /* -1: as many as there are processors */
  double seconds;   /* 0: the library's limit */
  int faults;       /* of each kind; -1: the library's number, 0: all */
  double min_share; /* per cent; 0: none */
  bool explain, dry_run, changes;
  bool accept_valid, no_color, quiet, help;
  bool no_builtin, explain_settings, bom;
  bool wait, accept_drop, catch_up, current;
  const char *archive, *outbox, *mail_from, *heartbeat, *log;
  const char *own[CLI_MAX_OWN];     /* of the command's own options */
  const char *given[CLI_MAX_GIVEN]; /* names of the options that were used */
  size_t n_given;
  int n_before; /* arguments before "--"; -1: there was none */
} cli_options;

/* An option of one command alone, which reads its value itself; without an
 * argument it is a flag, and "" once given. It hides a shared option of the
 * same name. */
typedef struct cli_own {
  const char *name, *argument, *summary;
} cli_own;

/* One command: a descriptor and a function. argv holds what is no option. */
typedef struct cli_command {
  const char *name;
  const char *usage;   /* "STORE [KIND [CODE]]" */
  const char *summary; /* one line */
  const char *help;    /* paragraphs for --help */
  const char *takes;   /* option names, joined by blanks, e.g. "as-of lang" */
  const cli_own *own;  /* until a NULL name; NULL if there are none */
  const cli_own *says; /* as own: what it says of common options instead */
  int min_args, max_args; /* max < 0: any number */
  int (*run)(const cli_options *o, int argc, char **argv);
} cli_command;

/* What a command can be asked to do by its first argument, which argv lacks. */
typedef struct cli_verb {
  const char *name;
  const char *usage; /* of the arguments: "RULE" */
  const char *takes; /* as of cli_command, the command's own among them */
  int max_args;      /* < 0: any number */
  int (*run)(const cli_options *o, int argc, char **argv);
} cli_verb;

/* Runs the verb that argv[0] names, the first without one; complains about
 * options and arguments that it does not take. */
int cli_run_verb(const char *command, const cli_verb *const *verbs, size_t n,
                 const cli_options *o, int argc, char **argv);

extern const cli_verb verb_rules_new, verb_rules_test, verb_rules_docs,
    verb_rules_lint, verb_rules_assay;

extern const cli_command cmd_import, cmd_export, cmd_check, cmd_show, cmd_rules,
    cmd_extract, cmd_doctor, cmd_assess, cmd_explain, cmd_run, cmd_replay,
    cmd_schedule, cmd_findings, cmd_report, cmd_letter, cmd_repl;

/* Whether `word` is one of `words`, which are joined by blanks. */
bool cli_has_word(const char *words, const char *word);

/* "text json csv" as "text, json, csv", as far as there is room. */
void cli_join_words(char *out, size_t room, const char *words);

/* Prints on standard error, on one line: what comes out of a file must not
 * steer a terminal. */
void cli_say(const char *text);

/* Prints "tiendo: ..." on standard error and gives the exit code that fits the
 * status. */
int cli_fail(const td_err *err);
int cli_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Standard output is a terminal that shows colours, and nobody said no. */
bool cli_color(const cli_options *o);

/* Columns of the terminal on standard output; 80 where there is none. */
int cli_width(void);

/* Today where the store's plan holds, or in the computer's zone if `st` is NULL,
 * unless TIENDO_TODAY says otherwise; the day that --as-of gives wins. The clock
 * is read here and nowhere else. */
const char *cli_as_of(const cli_options *o, td_store *st, char buf[16]);

/* Processes to use: --workers, or one for each processor. */
int cli_workers(const cli_options *o);

/* Opens a store; NULL after having complained, with the exit code. */
td_store *cli_open(const char *path, td_open how, int *code);

/* Collects, loads and sets the rules that the options name; complains and gives
 * the exit code. *out is the caller's even after a failure. */
int cli_load_rules(td_rules **out, const cli_options *o);

/* Collects and sets the rules that the options name; *out is the caller's even
 * after a failure. */
td_status cli_make_rules(td_rules **out, const cli_options *o, td_err *err);

/* Formats that findings are written in. */
#define CLI_CHECK_FORMATS                                                      \
  "text json jsonl csv html markdown junit sarif prometheus nagios"

/* Complains about options of a check that cannot be; *gate: the severity from
 * which it counts as failed, TD_CRITICAL + 1 for never. */
int cli_check_options(const cli_options *o, int *gate);

/* How to check, by the options; notes and progress go to standard error. */
td_check_options cli_checking(const cli_options *o);

/* Checks as the options say; complains and gives the exit code. *out is the
 * caller's, NULL after a failure. */
int cli_run_checks(td_result **out, td_snapshot *snap, td_rules *rules,
                   const cli_options *o);

/* A line on standard error: "tiendo: note: ...". */
void cli_print_note(void *ud, const char *text);

/* The exit code that a result comes to, told on standard error where it is not
 * complete; and the one where there is no result, for the reason `code`. Both
 * are those of a plugin with --format nagios. */
int cli_verdict(const cli_options *o, const td_result *result, int gate);
int cli_unjudged(const cli_options *o, int code);

/* The same of a recorded run; for a plugin a suspicious one is at least a
 * warning. */
int cli_run_verdict(const cli_options *o, td_run *run, int gate);

/* Complains about a --lang or --format that there is not; `formats` are names
 * joined by blanks, the first the one without --format. */
int cli_check_words(const cli_options *o, const char *formats);

/* Takes a snapshot of a store as the options say; complains and gives the exit
 * code. *out is the caller's, NULL after a failure. */
int cli_take_snapshot(td_snapshot **out, const char *path,
                      const cli_options *o);

/* An output that appears whole or not at all: standard output, or a file that
 * has its name from cli_out_close on. What is no plain file, such as a pipe, is
 * written into. */
typedef struct cli_output {
  FILE *file;
  const char *path; /* NULL: standard output */
  bool is_nameless; /* it gets its name in the end */
  char temp[4096];  /* where it stands until then; "" if nowhere */
} cli_output;

int cli_out_open(cli_output *out, const char *path);

/* Everything written is on disk, the file still without its name. */
int cli_out_finish(cli_output *out);

/* After cli_out_finish or instead of it: `keep` gives the file its name, else
 * what was written is thrown away. May be called again. */
int cli_out_close(cli_output *out, bool keep);

/* Makes the folders in which the file `path` stands; complains. */
int cli_make_folders(const char *path);

/* Opens the output that the options name, lets `write` fill it in the
 * language, format, colours and width that hold, and closes it. */
typedef td_status (*cli_write_fn)(void *ud, const td_write_options *options,
                                  FILE *to, td_err *err);
int cli_write(const cli_options *o, cli_write_fn write, void *ud);

/* Complains about an --output that cannot be: its format is none of `formats`,
 * or two would go to one place. */
int cli_check_outputs(const cli_options *o, const char *formats);

/* What is written to several outputs. */
typedef struct cli_writer {
  /* Writes one; `name` is its path, "-" for standard output. */
  td_status (*write)(void *ud, const char *name,
                     const td_write_options *options, FILE *to, td_err *err);
  /* When all are on disk and before the files get their names; gives an exit
   * code, and unless that is CLI_OK no file appears. May be NULL. */
  int (*settle)(void *ud);
  void *ud;
} cli_writer;

/* As cli_write, to every output that the options name: each is written in full
 * before any file appears, so that all do or none. */
int cli_write_all(const cli_options *o, const cli_writer *writer);

#endif
