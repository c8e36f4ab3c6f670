/* What the commands that check share: rules and settings from options, notes
 * on the way, and what the result comes to as an exit code. */
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* What plugins of Nagios exit with. */
enum { NAGIOS_OK, NAGIOS_WARNING, NAGIOS_CRITICAL, NAGIOS_UNKNOWN };

/* ---- options ---- */

/* The severity from which the run counts as failed; TD_CRITICAL + 1: none. */
static int read_gate(const char *name, int *gate)
{
  *gate = TD_HIGH;
  if (!name)
    return CLI_OK;
  for (int s = TD_INFO; s <= TD_CRITICAL; s++)
    if (!strcmp(td_severity_name((td_severity)s), name)) {
      *gate = s;
      return CLI_OK;
    }
  if (!strcmp(name, "never")) {
    *gate = TD_CRITICAL + 1;
    return CLI_OK;
  }
  return cli_usage("--fail-on: '%s' is none of info, low, medium, high, "
                   "critical, never",
                   name);
}

int cli_check_options(const cli_options *o, int *gate)
{
  int code = cli_check_words(o, CLI_CHECK_FORMATS);

  if (code == CLI_OK)
    code = cli_check_outputs(o, CLI_CHECK_FORMATS);
  if (code == CLI_OK && o->separator && strcmp(o->separator, ",") != 0 &&
      strcmp(o->separator, ";") != 0)
    code = cli_usage("--separator: '%s' is neither , nor ;", o->separator);
  if (code == CLI_OK)
    code = read_gate(o->fail_on, gate);
  return code;
}

/* ---- rules ---- */

static void print_problem(void *ud, const char *text)
{
  *(bool *)ud = true;
  fprintf(stderr, "tiendo: %s\n", text);
}

static td_status add_rules(td_rules *rules, const cli_options *o, td_err *err)
{
  td_status rc = o->no_builtin ? TD_OK : td_rules_add_builtin(rules, err);

  for (size_t i = 0; rc == TD_OK && i < o->n_rules; i++)
    rc = td_rules_add_path(rules, o->rules[i], err);
  for (size_t i = 0; rc == TD_OK && i < o->n_configs; i++)
    rc = td_rules_add_config(rules, o->configs[i], err);
  for (size_t i = 0; rc == TD_OK && i < o->n_sets; i++) {
    const char *equals = strchr(o->sets[i], '=');
    char name[256];
    if (snprintf(name, sizeof(name), "%.*s", (int)(equals - o->sets[i]),
                 o->sets[i]) < (int)sizeof(name))
      rc = td_rules_set(rules, name, equals + 1, err);
  }
  return rc;
}

td_status cli_make_rules(td_rules **out, const cli_options *o, td_err *err)
{
  td_status rc = td_rules_new(out, err);

  return rc == TD_OK ? add_rules(*out, o, err) : rc;
}

int cli_load_rules(td_rules **out, const cli_options *o)
{
  bool is_told = false;
  td_err err;
  td_status rc = cli_make_rules(out, o, &err);

  if (rc == TD_OK)
    rc = td_rules_load(*out, cli_workers(o), print_problem, &is_told, &err);
  if (rc == TD_OK)
    return CLI_OK;
  if (!is_told)
    cli_fail(&err);
  return CLI_USAGE;
}

/* ---- on the way ---- */

static void show_progress(void *ud, size_t done, size_t all)
{
  (void)ud;
  fprintf(stderr, "\r%zu of %zu checks%s", done, all,
          done == all ? "\r\033[K" : "");
}

void cli_print_note(void *ud, const char *text)
{
  (void)ud;
  fputs("tiendo: note: ", stderr);
  cli_say(text);
  fputc('\n', stderr);
}

td_check_options cli_checking(const cli_options *o)
{
  bool is_told = isatty(STDERR_FILENO) && !o->quiet;

  return (td_check_options){
    .size = sizeof(td_check_options),
    .select = o->select,
    .workers = cli_workers(o),
    .seconds = o->seconds,
    .on_progress = is_told ? show_progress : NULL,
    .on_note = o->quiet ? NULL : cli_print_note,
  };
}

int cli_run_checks(td_result **out, td_snapshot *snap, td_rules *rules,
                   const cli_options *o)
{
  const td_check_options options = cli_checking(o);
  td_err err;

  if (td_check(out, snap, rules, &options, &err) != TD_OK)
    return cli_fail(&err);
  return CLI_OK;
}

/* ---- what it comes to ---- */

/* For formats that have no place for errors, and for who reads the log only. */
static void tell_errors(const td_result *result, const cli_options *o)
{
  size_t n = td_result_errors(result);

  if (n && !o->quiet)
    fprintf(stderr, "tiendo: incomplete: %zu %s in checks\n", n,
            n == 1 ? "error" : "errors");
}

/* What the run comes to, by the table of exit codes. */
static int verdict(const td_result *result, int gate)
{
  if (td_result_errors(result))
    return CLI_INCOMPLETE;
  if (!td_result_judged(result)) {
    fprintf(stderr, "tiendo: nothing was judged, so nothing is known to be "
                    "good; the checks say why\n");
    return CLI_INCOMPLETE;
  }
  for (size_t i = 0; i < td_result_findings(result); i++) {
    const td_finding *f = td_result_finding(result, i);
    if (td_finding_outcome(f) == TD_FAIL && (int)td_finding_severity(f) >= gate)
      return CLI_FINDINGS;
  }
  return CLI_OK;
}

static bool is_nagios(const cli_options *o)
{
  return o->format && !strcmp(o->format, "nagios");
}

/* As the line says that the reporter wrote. */
static int nagios_verdict(const td_result *result, int gate)
{
  int code = NAGIOS_OK;

  if (td_result_errors(result) || !td_result_judged(result))
    return NAGIOS_UNKNOWN;
  for (size_t i = 0; i < td_result_findings(result); i++) {
    const td_finding *f = td_result_finding(result, i);
    if (td_finding_outcome(f) != TD_FAIL)
      continue;
    if ((int)td_finding_severity(f) >= gate)
      return NAGIOS_CRITICAL;
    if (td_finding_severity(f) > TD_INFO)
      code = NAGIOS_WARNING;
  }
  return code;
}

/* Where nothing was checked there is no result to make a line from. */
static int nagios_failure(int code)
{
  printf("UNKNOWN - %s\n",
         code == CLI_USAGE    ? "nothing was checked: wrong usage or settings"
         : code == CLI_INPUT  ? "nothing was checked: unreadable store"
         : code == CLI_OUTPUT ? "an output could not be written"
                              : "nothing was checked: the store is busy");
  return NAGIOS_UNKNOWN;
}

int cli_verdict(const cli_options *o, const td_result *result, int gate)
{
  tell_errors(result, o);
  return is_nagios(o) ? nagios_verdict(result, gate) : verdict(result, gate);
}

int cli_run_verdict(const cli_options *o, td_run *run, int gate)
{
  int code = cli_verdict(o, td_run_result(run), gate);
  td_run_news news;

  td_run_tell(run, &news);
  return is_nagios(o) && news.is_suspicious && code == NAGIOS_OK
             ? NAGIOS_WARNING
             : code;
}

int cli_unjudged(const cli_options *o, int code)
{
  return is_nagios(o) ? nagios_failure(code) : code;
}
