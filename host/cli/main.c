/* The tiendo command: finds the command, reads its options, runs it. */
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const cli_command *const commands[] = {
  &cmd_import,  &cmd_check,   &cmd_run,      &cmd_findings,
  &cmd_replay,  &cmd_report,  &cmd_letter,   &cmd_show,
  &cmd_repl,    &cmd_rules,   &cmd_assess,   &cmd_export,
  &cmd_extract, &cmd_explain, &cmd_schedule, &cmd_doctor,
};
enum { N_COMMANDS = sizeof(commands) / sizeof(*commands) };

/* ---- options ---- */

typedef enum option_kind {
  OPT_TEXT,
  OPT_FLAG,
  OPT_INT,
  OPT_REAL,
  OPT_SET,
  OPT_RULES,
  OPT_CONFIG,
  OPT_OUTPUT,
  OPT_CODE,
  OPT_FILE,
} option_kind;

typedef struct option {
  const char *name, *argument, *summary;
  option_kind kind;
  size_t at; /* in cli_options */
} option;

#define AT(member) offsetof(cli_options, member)

static const option options[] = {
  { "as-of", "DAY", "the day we pretend it is (default: today)", OPT_TEXT,
    AT(as_of) },
  { "known-at", "DAY", "only what was known on this day (default: as-of)",
    OPT_TEXT, AT(known_at) },
  { "select", "EXPR", "only what fits 'goal = 3 and severity >= high'",
    OPT_TEXT, AT(select) },
  { "set", "RULE.PARAM=VALUE", "set a parameter of a rule, or its severity",
    OPT_SET, 0 },
  { "config", "FILE", "settings in Lua or JSON; may be repeated", OPT_CONFIG,
    0 },
  { "explain-settings", NULL, "print what is set, by whom, and check nothing",
    OPT_FLAG, AT(explain_settings) },
  { "rules", "PATH", "add a rule file or a folder of rules", OPT_RULES, 0 },
  { "over", "SET", "set of the plan that a new rule looks at", OPT_TEXT,
    AT(over) },
  { "no-builtin", NULL, "leave out the rules that come with tiendo", OPT_FLAG,
    AT(no_builtin) },
  { "format", "NAME", "text (the default) or json", OPT_TEXT, AT(format) },
  { "o", "FILE", "write to FILE, whole or not at all", OPT_TEXT, AT(output) },
  { "output", "FORMAT:FILE", "write this too; may be repeated; -: stdout",
    OPT_OUTPUT, 0 },
  { "separator", "SIGN", "between cells of csv: , or ; (default: ,)", OPT_TEXT,
    AT(separator) },
  { "bom", NULL, "begin csv with a byte order mark", OPT_FLAG, AT(bom) },
  { "limit", "N", "findings printed for a rule; 0: all (default: 10)", OPT_INT,
    AT(limit) },
  { "fail-on", "SEVERITY", "exit 1 from this severity up (default: high)",
    OPT_TEXT, AT(fail_on) },
  { "workers", "N", "worker processes; 0: none (default: processors)", OPT_INT,
    AT(workers) },
  { "time-limit", "SECONDS", "for one check (default: 10)", OPT_REAL,
    AT(seconds) },
  { "lang", "en|vi", "language of text output (default: en)", OPT_TEXT,
    AT(lang) },
  { "no-color", NULL, "no colours", OPT_FLAG, AT(no_color) },
  { "quiet", NULL, "no notes on standard error", OPT_FLAG, AT(quiet) },
  { "accept-valid", NULL, "keep good rows though others are rejected", OPT_FLAG,
    AT(accept_valid) },
  { "dry-run", NULL, "show what would change, then change nothing", OPT_FLAG,
    AT(dry_run) },
  { "changes", NULL, "show each difference", OPT_FLAG, AT(changes) },
  { "explain", NULL, "print what each line of a document became", OPT_FLAG,
    AT(explain) },
  { "rejects", "FILE", "write every rejected row to FILE as CSV", OPT_TEXT,
    AT(rejects) },
  { "known-on", "DAY", "day on which changed figures became known", OPT_TEXT,
    AT(known_on) },
  { "faults", "N", "faults of each kind; 0: all there are (default: 20)",
    OPT_INT, AT(faults) },
  { "min-share", "PERCENT", "exit 1 if the rules catch less of the faults",
    OPT_REAL, AT(min_share) },
  { "e", "CODE", "run this and end; may be repeated", OPT_CODE, 0 },
  { "i", "FILE", "run this file first; may be repeated", OPT_FILE, 0 },
  { "archive", "DIR", "also keep each run in DIR/DAY/RUN, with a manifest",
    OPT_TEXT, AT(archive) },
  { "outbox", "DIR", "write digests for agencies to DIR", OPT_TEXT,
    AT(outbox) },
  { "mail-from", "ADDRESS", "who digests are from", OPT_TEXT, AT(mail_from) },
  { "heartbeat", "FILE", "write FILE after each recorded run", OPT_TEXT,
    AT(heartbeat) },
  { "catch-up", NULL, "first run the days since the last run", OPT_FLAG,
    AT(catch_up) },
  { "accept-drop", NULL, "resolve findings though much less was judged",
    OPT_FLAG, AT(accept_drop) },
  { "wait", NULL, "wait for another run to end", OPT_FLAG, AT(wait) },
  { "current", NULL, "on the data as they are now", OPT_FLAG, AT(current) },
  { "log", "json", "log lines on standard error as JSON", OPT_TEXT, AT(log) },
  { "help", NULL, "this text", OPT_FLAG, AT(help) },
};
enum { N_OPTIONS = sizeof(options) / sizeof(*options) };
static_assert((int)N_OPTIONS + CLI_MAX_OWN <= (int)CLI_MAX_GIVEN,
              "each can be given");

static bool takes(const cli_command *c, const char *name)
{
  return !strcmp(name, "help") || cli_has_word(c->takes, name);
}

static bool read_int(int *out, const char *text)
{
  char *end;
  long n;

  errno = 0;
  n = strtol(text, &end, 10);
  *out = (int)n;
  return end != text && !*end && !errno && n >= 0 && n <= INT_MAX;
}

static bool read_real(double *out, const char *text)
{
  char *end;

  *out = strtod(text, &end);
  return end != text && !*end && isfinite(*out) && *out >= 0;
}

static int add_item(const option *opt, const char **list, size_t *n, size_t max,
                    const char *value)
{
  if (*n == max)
    return cli_usage("--%s: more than %zu of them", opt->name, max);
  list[(*n)++] = value;
  return CLI_OK;
}

/* Each name once. */
static void note_given(cli_options *o, const char *name)
{
  for (size_t i = 0; i < o->n_given; i++)
    if (!strcmp(o->given[i], name))
      return;
  if (o->n_given < CLI_MAX_GIVEN)
    o->given[o->n_given++] = name;
}

static int add_code(cli_options *o, const option *opt, const char *value)
{
  if (o->n_codes == CLI_MAX_CODES)
    return cli_usage("-%s: at most %d of them", opt->name, CLI_MAX_CODES);
  o->codes[o->n_codes++] = (cli_code){ opt->kind == OPT_FILE, value };
  return CLI_OK;
}

static int store_option(cli_options *o, const option *opt, const char *value)
{
  char *at = (char *)o + opt->at;
  bool is_number = false;

  note_given(o, opt->name);
  switch (opt->kind) {
  case OPT_TEXT:
    memcpy(at, &value, sizeof(value));
    return CLI_OK;
  case OPT_FLAG:
    *(bool *)(void *)at = true;
    return CLI_OK;
  case OPT_INT:
    is_number = read_int((int *)(void *)at, value);
    break;
  case OPT_REAL:
    is_number = read_real((double *)(void *)at, value);
    break;
  case OPT_SET:
    if (!strchr(value, '='))
      return cli_usage("--set %s: write it as RULE.PARAM=VALUE", value);
    return add_item(opt, o->sets, &o->n_sets, CLI_MAX_SETS, value);
  case OPT_RULES:
    return add_item(opt, o->rules, &o->n_rules, CLI_MAX_RULES, value);
  case OPT_CONFIG:
    return add_item(opt, o->configs, &o->n_configs, CLI_MAX_CONFIGS, value);
  case OPT_CODE:
  case OPT_FILE:
    return add_code(o, opt, value);
  case OPT_OUTPUT:
    return add_item(opt, o->outputs, &o->n_outputs, CLI_MAX_OUTPUTS, value);
  }
  if (!is_number)
    return cli_usage("--%s: '%s' is no number, or none that fits", opt->name,
                     value);
  return CLI_OK;
}

static const option *find_option(const char *name, size_t n)
{
  for (size_t i = 0; i < N_OPTIONS; i++)
    if (strlen(options[i].name) == n && !memcmp(options[i].name, name, n))
      return &options[i];
  return NULL;
}

/* The command's own option of this name, as a position; -1 if it has none. */
static int find_own(const cli_command *c, const char *name, size_t n)
{
  for (int i = 0; c->own && c->own[i].name; i++)
    if (strlen(c->own[i].name) == n && !memcmp(c->own[i].name, name, n))
      return i;
  return -1;
}

static int read_own(cli_options *o, const cli_command *c, int own,
                    const char *value, char **argv, int *at)
{
  const char *word = argv[*at];

  note_given(o, c->own[own].name);
  if (!c->own[own].argument) {
    o->own[own] = "";
    return value ? cli_usage("--%s takes no value", c->own[own].name) : CLI_OK;
  }
  o->own[own] = value ? value : argv[++*at];
  return o->own[own] ? CLI_OK
                     : cli_usage("%s needs %s", word, c->own[own].argument);
}

/* Reads one option that begins at argv[*at]. */
static int read_option(cli_options *o, const cli_command *c, char **argv,
                       int *at)
{
  const char *word = argv[*at];
  const char *name = word + (word[1] == '-' ? 2 : 1);
  const char *equals = strchr(name, '=');
  size_t n = equals ? (size_t)(equals - name) : strlen(name);
  const option *opt =
      !strcmp(word, "-h") ? find_option("help", 4) : find_option(name, n);
  const char *value = equals ? equals + 1 : NULL;
  int own = find_own(c, name, n);

  if (own >= 0)
    return read_own(o, c, own, value, argv, at);
  if (!opt || !takes(c, opt->name))
    return cli_usage("%s has no option %s; see tiendo %s --help", c->name, word,
                     c->name);
  if (opt->kind == OPT_FLAG && value)
    return cli_usage("--%s takes no value", opt->name);
  if (opt->kind == OPT_FLAG)
    value = "";
  if (!value)
    value = argv[++*at];
  if (!value)
    return cli_usage("%s needs %s", word, opt->argument);
  return store_option(o, opt, value);
}

/* Separates options from arguments; argv keeps the arguments. */
static int read_line(cli_options *o, const cli_command *c, int *argc,
                     char **argv)
{
  int n = 0;
  bool is_over = false;

  for (int i = 0; i < *argc; i++) {
    int code;
    if (is_over || argv[i][0] != '-' || !argv[i][1]) {
      argv[n++] = argv[i];
      continue;
    }
    if (!strcmp(argv[i], "--")) {
      is_over = true;
      o->n_before = n;
      continue;
    }
    code = read_option(o, c, argv, &i);
    if (code != CLI_OK)
      return code;
  }
  *argc = n;
  return CLI_OK;
}

/* ---- help ---- */

static void print_option(const char *name, const char *argument,
                         const char *summary)
{
  char left[64];

  snprintf(left, sizeof(left), "%s%s %s", name[1] ? "--" : "-", name,
           argument ? argument : "");
  printf("  %-26s %s\n", left, summary);
}

static const char *summary_of(const cli_command *c, const option *opt)
{
  for (int i = 0; c->says && c->says[i].name; i++)
    if (!strcmp(c->says[i].name, opt->name))
      return c->says[i].summary;
  return opt->summary;
}

static void print_command_help(const cli_command *c)
{
  printf("tiendo %s %s\n\n%s\n\n%s\n\noptions:\n", c->name, c->usage,
         c->summary, c->help);
  for (int i = 0; c->own && c->own[i].name; i++)
    print_option(c->own[i].name, c->own[i].argument, c->own[i].summary);
  for (size_t i = 0; i < N_OPTIONS; i++)
    if (takes(c, options[i].name))
      print_option(options[i].name, options[i].argument,
                   summary_of(c, &options[i]));
}

static void print_help(FILE *to)
{
  fprintf(to, "tiendo %s: checks over a public plan\n\nusage:\n", TD_VERSION);
  for (size_t i = 0; i < N_COMMANDS; i++) {
    bool is_long = strlen(commands[i]->usage) > 23;
    fprintf(to, "  tiendo %-8s %-23s%s%*s%s\n", commands[i]->name,
            commands[i]->usage, is_long ? "\n" : " ", is_long ? 42 : 0, "",
            commands[i]->summary);
  }
  fprintf(to, "\ntiendo COMMAND --help tells about a command.\n"
              "exit: 0 fine, 1 findings, 2 wrong usage, 3 a check failed,\n"
              "      4 unreadable input, 5 unwritable output, 75 busy\n"
              "environment: TIENDO_TODAY is the default of --as-of;\n"
              "      TIENDO_LUA_PATH is a folder such as lua/ whose modules\n"
              "      replace those compiled in; NO_COLOR as --no-color\n");
}

static int run_line(int argc, char **argv)
{
  cli_options o = { .workers = -1, .limit = -1, .faults = -1, .n_before = -1 };
  const cli_command *c = NULL;
  int code;

  if (argc >= 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") ||
                    !strcmp(argv[1], "help"))) {
    print_help(stdout);
    return CLI_OK;
  }
  if (argc >= 2 && !strcmp(argv[1], "--version")) {
    printf("tiendo %s\n", td_version());
    return CLI_OK;
  }
  for (size_t i = 0; argc >= 2 && i < N_COMMANDS; i++)
    if (!strcmp(commands[i]->name, argv[1]))
      c = commands[i];
  if (!c) {
    if (argc >= 2)
      return cli_usage("no command '%s'; see tiendo --help", argv[1]);
    print_help(stderr);
    return CLI_USAGE;
  }
  argc -= 2;
  argv += 2;
  code = read_line(&o, c, &argc, argv);
  if (code != CLI_OK)
    return code;
  if (o.help) {
    print_command_help(c);
    return CLI_OK;
  }
  if (argc < c->min_args || (c->max_args >= 0 && argc > c->max_args))
    return cli_usage("usage: tiendo %s %s", c->name, c->usage);
  return c->run(&o, argc, argv);
}

/* What commands printed on their own may not have arrived. */
int main(int argc, char **argv)
{
  int code = run_line(argc, argv);

  if (code != CLI_OUTPUT && (fflush(stdout) || ferror(stdout))) {
    fputs("tiendo: standard output cannot be written\n", stderr);
    return CLI_OUTPUT;
  }
  return code;
}
