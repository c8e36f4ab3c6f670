/* tiendo run: a compliance run, recorded, with its outputs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "log.h"
#include "outbox.h"

/* More missed days than these are somebody's decision. */
enum { MAX_CATCH_UP = 366 };

/* One run on its way. */
typedef struct running {
  const cli_options *o;
  cli_log *log;
  td_store *st;
  td_rules *rules;
  td_run *run;
  td_run_news news;
  int gate;
  bool is_last; /* of several days: the one that was asked for */
  bool is_recorded;
} running;

/* ---- telling ---- */

/* "3 new, 1 resolved": what is not nothing. */
static void count_text(char *out, size_t room, const td_run_news *n)
{
  const struct {
    size_t n;
    const char *name;
  } counts[] = {
    { n->fresh, "new" },         { n->reopened, "reopened" },
    { n->changed, "changed" },   { n->ongoing, "ongoing" },
    { n->stale, "stale" },       { n->waived, "waived" },
    { n->resolved, "resolved" }, { n->held, "held back" },
  };
  size_t used = 0;

  *out = '\0';
  for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
    if (counts[i].n && used < room)
      used += (size_t)snprintf(out + used, room - used, "%s%zu %s",
                               used ? ", " : "", counts[i].n, counts[i].name);
  if (!used)
    snprintf(out, room, "no findings");
}

static void say_note(const running *r, const char *text)
{
  if (!r->o->quiet || r->log)
    cli_print_note(NULL, text);
}

/* What whoever reads the log should know. */
static void tell(running *r)
{
  const td_run_news *n = &r->news;
  char text[512], counts[256];

  count_text(counts, sizeof(counts), n);
  snprintf(text, sizeof(text), "run %s: %s%s", n->id, counts,
           n->is_recorded ? "; recorded before, nothing new is" : "");
  say_note(r, text);
  if (n->resumed) {
    snprintf(text, sizeof(text),
             "%zu checks were done by a run that did not end", n->resumed);
    say_note(r, text);
  }
  if (!n->is_suspicious)
    return;
  fprintf(stderr,
          "tiendo: suspicious: %lld subjects were judged before, %lld now; "
          "nothing is resolved, %zu findings are held back; if that is right, "
          "run again with --accept-drop\n",
          (long long)n->judged_before, (long long)n->judged, n->held);
}

/* Which of the two an error leaves behind. */
static void tell_failed(const running *r)
{
  char text[128];

  snprintf(text, sizeof(text), "run %s is %s", r->news.id,
           r->is_recorded ? "recorded all the same" : "not recorded");
  say_note(r, text);
}

/* ---- the archive ---- */

/* What is kept of each run. */
static const struct {
  const char *format, *name;
} archived[] = {
  { "json", "result.json" },
  { "csv", "findings.csv" },
  { "markdown", "report.md" },
};
enum { N_ARCHIVED = sizeof(archived) / sizeof(*archived), PATH_ROOM = 4096 };

/* The options with the archive's outputs, whose texts are kept in `texts`. */
static int add_archive(cli_options *o, char texts[N_ARCHIVED][PATH_ROOM],
                       const running *r)
{
  for (size_t i = 0; i < N_ARCHIVED; i++) {
    int n =
        snprintf(texts[i], PATH_ROOM, "%s:%s/%.10s/%s/%s", archived[i].format,
                 o->archive, r->news.id, r->news.id, archived[i].name);
    if (n >= PATH_ROOM || o->n_outputs == CLI_MAX_OUTPUTS)
      return cli_usage("--archive: too many outputs, or too long a path");
    o->outputs[o->n_outputs++] = texts[i];
  }
  return cli_make_folders(strchr(texts[0], ':') + 1);
}

static int write_manifest(const running *r)
{
  char path[PATH_ROOM];
  cli_output out;
  td_err err;
  int code, closed;

  snprintf(path, sizeof(path), "%s/%.10s/%s/manifest.json", r->o->archive,
           r->news.id, r->news.id);
  code = cli_out_open(&out, path);
  if (code != CLI_OK)
    return code;
  if (td_run_manifest(r->run, td_write_file, out.file, &err) != TD_OK)
    code = cli_fail(&err);
  closed = cli_out_close(&out, code == CLI_OK);
  return code == CLI_OK ? closed : code;
}

/* "latest" leads to the run, in one step. */
static int point_latest(const running *r)
{
  char place[PATH_ROOM], link[PATH_ROOM], temp[PATH_ROOM];

  snprintf(place, sizeof(place), "%.10s/%s", r->news.id, r->news.id);
  if (snprintf(link, sizeof(link), "%s/latest", r->o->archive) >= PATH_ROOM ||
      snprintf(temp, sizeof(temp), "%s/.latest", r->o->archive) >= PATH_ROOM)
    return cli_usage("--archive: too long a path");
  unlink(temp);
  if (!symlink(place, temp) && !rename(temp, link))
    return CLI_OK;
  fprintf(stderr, "tiendo: %s: %s\n", link, strerror(errno));
  return CLI_OUTPUT;
}

static int finish_archive(const running *r)
{
  int code = r->o->archive ? write_manifest(r) : CLI_OK;

  return r->o->archive && code == CLI_OK ? point_latest(r) : code;
}

/* ---- the heartbeat ---- */

/* Its contents say which run; the file's age says how long ago. */
static int write_heartbeat(const running *r, int verdict)
{
  cli_output out;
  int code = cli_out_open(&out, r->o->heartbeat);

  if (code != CLI_OK)
    return code;
  fprintf(out.file, "{\"run\":\"%s\",\"as_of\":\"%.10s\",\"exit\":%d}\n",
          r->news.id, r->news.id, verdict);
  return cli_out_close(&out, true);
}

/* ---- one run ---- */

static td_status write_output(void *ud, const char *name,
                              const td_write_options *options, FILE *to,
                              td_err *err)
{
  running *r = (running *)ud;

  return td_run_write(r->run, name, options, td_write_file, to, err);
}

/* Digests are of the day that was asked for: who was not written to while the
 * program did not run learns everything from that one. */
static cli_outbox outbox_of(const running *r)
{
  return (cli_outbox){ .folder = r->is_last ? r->o->outbox : NULL,
                       .from = r->o->mail_from,
                       .lang = r->o->lang,
                       .log = r->log };
}

/* Between the outputs' last byte and their names. */
static int record(void *ud)
{
  running *r = (running *)ud;
  cli_outbox outbox = outbox_of(r);
  int code = cli_outbox_write(&outbox, r->run);
  td_err err;

  if (code != CLI_OK)
    return code;
  if (td_run_record(r->run, &err) != TD_OK)
    return cli_fail(&err);
  r->is_recorded = true;
  cli_log_event(r->log, r->news.is_recorded ? "recorded before" : "recorded",
                "as_of", r->o->as_of, (const char *)NULL);
  return CLI_OK;
}

/* Of missed days only the archive is written. */
static int write_outputs(running *r)
{
  char texts[N_ARCHIVED][PATH_ROOM];
  const cli_writer writer = { write_output, record, r };
  cli_options o = *r->o;
  int code = CLI_OK;

  if (o.archive)
    code = add_archive(&o, texts, r);
  if (code != CLI_OK)
    return code;
  if (!r->is_last && !o.archive)
    return record(r);
  if (!r->is_last) { /* the first of the archive takes the place of stdout */
    o.output = strchr(o.outputs[0], ':') + 1;
    o.outputs[0] = o.outputs[--o.n_outputs];
  }
  return cli_write_all(&o, &writer);
}

static int begin(running *r)
{
  const td_check_options check = cli_checking(r->o);
  const td_run_options options = {
    .size = sizeof(options),
    .as_of = r->o->as_of,
    .known_at = r->o->known_at,
    .check = &check,
    .wait = r->o->wait,
    .accepts_drop = r->o->accept_drop,
    .on_note = r->o->quiet ? NULL : cli_print_note,
  };
  td_err err;

  if (td_run_begin(&r->run, r->st, r->rules, &options, &err) != TD_OK)
    return cli_fail(&err);
  td_run_tell(r->run, &r->news);
  r->is_recorded = r->news.is_recorded;
  cli_log_run(r->log, r->news.id);
  tell(r);
  return CLI_OK;
}

static int finish(running *r)
{
  cli_outbox outbox = outbox_of(r);
  int verdict = cli_run_verdict(r->o, r->run, r->gate);
  int code = cli_outbox_deliver(&outbox, r->run);

  if (code == CLI_OK)
    code = finish_archive(r);
  if (code == CLI_OK && r->o->heartbeat)
    code = write_heartbeat(r, verdict);
  if (code == CLI_OK)
    return verdict;
  tell_failed(r);
  return code;
}

static int run_day(running *r, const char *as_of, bool is_last)
{
  const cli_options *asked = r->o;
  cli_options o = *asked;
  int code;

  o.as_of = as_of;
  if (!is_last) {
    o.n_outputs = 0;
    o.output = NULL;
    o.format = "json"; /* and its exit codes */
  }
  r->o = &o;
  r->is_last = is_last;
  code = begin(r);
  if (code == CLI_OK) {
    code = write_outputs(r);
    if (code != CLI_OK)
      tell_failed(r);
  }
  code = code == CLI_OK ? finish(r) : cli_unjudged(&o, code);
  td_run_close(r->run);
  r->run = NULL;
  r->o = asked;
  return code;
}

/* ---- missed days ---- */

/* Whether the run of a day was done, whatever it found. */
static bool is_done(int code)
{
  return code == CLI_OK || code == CLI_FINDINGS || code == CLI_INCOMPLETE;
}

static int run_missed(running *r, const char *last)
{
  char day[11];
  td_err err;
  int code = CLI_OK, n = 0;

  for (;;) {
    if (td_run_next_day(day, r->st, &err) != TD_OK)
      return cli_fail(&err);
    if (!*day || strcmp(day, last) >= 0)
      return CLI_OK;
    if (n++ == MAX_CATCH_UP)
      return cli_usage("--catch-up: %d days were run and %s is not reached; "
                       "run it again to go on",
                       MAX_CATCH_UP, last);
    code = run_day(r, day, false);
    if (!is_done(code))
      return code;
  }
}

/* ---- the command ---- */

static int check_options(running *r)
{
  const cli_options *o = r->o;
  int code = cli_check_options(o, &r->gate);

  if (code == CLI_OK && o->log && strcmp(o->log, "json") != 0)
    code = cli_usage("--log: '%s' is not json", o->log);
  if (code == CLI_OK && o->catch_up && o->known_at)
    code = cli_usage("--catch-up: each day has its own known-at");
  return code;
}

static int run_all(running *r, const char *store)
{
  char today[16];
  const char *as_of;
  int code = check_options(r);

  if (code == CLI_OK)
    code = cli_load_rules(&r->rules, r->o);
  if (code == CLI_OK)
    r->st = cli_open(store, TD_OPEN_WRITE, &code);
  if (code != CLI_OK)
    return cli_unjudged(r->o, code);
  as_of = cli_as_of(r->o, r->st, today);
  if (r->o->catch_up)
    code = run_missed(r, as_of);
  return code == CLI_OK ? run_day(r, as_of, true) : cli_unjudged(r->o, code);
}

static int run(const cli_options *o, int argc, char **argv)
{
  running r = { .o = o };
  int code;

  (void)argc;
  if (o->log && !strcmp(o->log, "json"))
    r.log = cli_log_open();
  code = run_all(&r, argv[0]);
  td_store_close(r.st);
  td_rules_free(r.rules);
  cli_log_close(r.log);
  return code;
}

static const cli_own says[] = {
  { "format", NULL, "text (the default) or another of those of check" },
  { NULL, NULL, NULL },
};

const cli_command cmd_run = {
  .name = "run",
  .usage = "STORE [options]",
  .summary = "a recorded check: findings get a life",
  .help =
      "As check, and the run is recorded in the store: findings are new,\n"
      "ongoing, changed, resolved, reopened, stale (could not be evaluated) "
      "or\n"
      "waived, each change an event that stays. Only an evaluated pass\n"
      "resolves. Where a fifth fewer subjects were judged than in the run\n"
      "before, nothing is resolved without --accept-drop.\n"
      "\n"
      "One run at a time: exit 75 where another is at work, or --wait. One\n"
      "that was killed goes on where it was. The same store, rules, settings\n"
      "and day are the same run: it gets its outputs again and nothing else.",
  .takes = "as-of known-at select config set rules no-builtin format limit o "
           "output separator bom archive outbox mail-from heartbeat catch-up "
           "accept-drop wait log fail-on workers time-limit lang no-color "
           "quiet",
  .says = says,
  .min_args = 1,
  .max_args = 1,
  .run = run,
};
