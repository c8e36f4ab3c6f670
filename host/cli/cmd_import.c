/* tiendo import: data packages and CSV into a store, all rows or none. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

enum { SHOWN = 50 };

typedef struct tally {
  int64_t rejected;
  FILE *rejects; /* all of them, as CSV; NULL if nobody asked */
  bool is_quiet, has_header;
  int64_t rows, added, changed, removed;
  int64_t changes, moved, change_limit; /* limit 0: all are told */
} tally;

/* A CSV cell, quoted always: what was rejected may hold anything. */
static void put_cell(FILE *f, const char *text, const char *end)
{
  fputc('"', f);
  for (; *text; text++) {
    if (*text == '"')
      fputc('"', f);
    fputc(*text, f);
  }
  fprintf(f, "\"%s", end);
}

static void take_reject(void *ud, const td_reject *r)
{
  tally *t = (tally *)ud;

  t->rejected++;
  if (t->rejects) {
    put_cell(t->rejects, r->file, ",");
    fprintf(t->rejects, "%" PRId64 ",%" PRId64 ",", r->line, r->column);
    put_cell(t->rejects, r->field, ",");
    put_cell(t->rejects, r->value, ",");
    put_cell(t->rejects, r->reason, "\n");
  }
  if (t->rejected > SHOWN)
    return;
  fprintf(stderr, "%s:%" PRId64, r->file, r->line);
  if (r->column)
    fprintf(stderr, ":%" PRId64, r->column);
  if (*r->field) {
    fprintf(stderr, ": %s '", r->field);
    cli_say(r->value);
    fputc('\'', stderr);
  }
  fputs(": ", stderr);
  cli_say(r->reason);
  fputc('\n', stderr);
}

static void take_count(void *ud, const td_import_count *n)
{
  tally *t = (tally *)ud;

  t->rows += n->rows;
  t->added += n->added;
  t->changed += n->changed;
  t->removed += n->removed;
  if (t->is_quiet || (!n->rows && !n->removed)) /* a part that is not there */
    return;
  if (!t->has_header)
    printf("%-20s %9s %9s %9s %9s %9s\n", "", "rows", "added", "changed",
           "same", "rejected");
  t->has_header = true;
  printf("%-20s %9" PRId64 " %9" PRId64 " %9" PRId64 " %9" PRId64 " %9" PRId64
         "  %s",
         n->entity, n->rows, n->added, n->changed, n->unchanged, n->rejected,
         n->file);
  if (n->removed)
    printf(", %" PRId64 " removed", n->removed);
  putchar('\n');
}

static void take_note(void *ud, const char *path, const char *text)
{
  const tally *t = (const tally *)ud;

  if (!t->is_quiet)
    printf("%s: %s\n", path, text);
}

/* Prints the documents among the paths, line by line. */
static int explain_all(int argc, char **argv)
{
  for (int i = 0; i < argc; i++) {
    size_t n = strlen(argv[i]);
    td_err err;
    if (n > 4 && !strcmp(argv[i] + n - 4, ".txt") &&
        td_document_explain(argv[i], td_write_file, stdout, &err) != TD_OK)
      return cli_fail(&err);
  }
  return CLI_OK;
}

enum { SHOWN_CHANGES = 200, SHOWN_BYTES = 60 };

static bool is_inside_character(const char *text)
{
  return ((unsigned char)*text & 0xC0) == 0x80;
}

/* A value on one line from `skip` on, cut where a character ends. */
static void put_value(const char *text, size_t skip)
{
  size_t n;

  while (skip && is_inside_character(text + skip))
    skip--;
  if (skip)
    fputs("…", stdout);
  text += skip;
  n = strlen(text);
  if (n > SHOWN_BYTES) {
    n = SHOWN_BYTES;
    while (n && is_inside_character(text + n))
      n--;
  }
  for (size_t i = 0; i < n; i++)
    putchar((unsigned char)text[i] < ' ' ? ' ' : text[i]);
  if (text[n])
    fputs("…", stdout);
  else if (!n)
    fputs("(empty)", stdout);
}

/* Both values, long ones from shortly before they differ. */
static void put_pair(const char *before, const char *after)
{
  size_t same = 0, skip = 0;

  while (before[same] && before[same] == after[same])
    same++;
  if (same > SHOWN_BYTES / 2)
    skip = same - SHOWN_BYTES / 4;
  put_value(before, skip);
  fputs(" -> ", stdout);
  put_value(after, skip);
  putchar('\n');
}

static void take_change(void *ud, const td_change *c)
{
  tally *t = (tally *)ud;

  if (!strcmp(c->what, "moved")) {
    t->moved += !strcmp(c->field, "source_line");
    return;
  }
  if (t->changes++ >= t->change_limit && t->change_limit)
    return;
  printf("%s %s: ", c->entity, c->code);
  if (!*c->field) {
    printf("%s%s%s\n", c->after, *c->after ? " " : "", c->what);
    return;
  }
  printf("%s ", c->field);
  put_pair(c->before, c->after);
}

static void put_changes(const tally *t, const cli_options *o)
{
  if (t->change_limit && t->changes > t->change_limit)
    printf("and %" PRId64 " more differences; --limit 0 shows all\n",
           t->changes - t->change_limit);
  if (t->moved)
    printf("%" PRId64 " rows stand on another line of their source\n",
           t->moved);
  if (o->dry_run)
    printf("%" PRId64 " differences; dry run: store unchanged\n", t->changes);
}

static void put_summary(const tally *t)
{
  printf("%" PRId64 " rows: %" PRId64 " added, %" PRId64 " changed, %" PRId64
         " rejected",
         t->rows, t->added, t->changed, t->rejected);
  if (t->removed)
    printf(", %" PRId64 " removed", t->removed);
  putchar('\n');
}

static int import_all(tally *t, td_store *st, const cli_options *o, int argc,
                      char **argv)
{
  bool is_told = o->dry_run || o->changes;
  const td_import_options options = { .size = sizeof(options),
                                      .accept_valid = o->accept_valid,
                                      .known_on = o->known_on,
                                      .on_reject = take_reject,
                                      .on_count = take_count,
                                      .ud = t,
                                      .on_note = take_note,
                                      .dry_run = o->dry_run,
                                      .on_change =
                                          is_told ? take_change : NULL };
  td_err err;
  td_status rc = td_store_import(st, (const char *const *)argv, (size_t)argc,
                                 &options, &err);

  if (t->rejected > SHOWN)
    fprintf(stderr, "and %" PRId64 " more; --rejects FILE lists them all\n",
            t->rejected - SHOWN);
  if (rc != TD_OK)
    return cli_fail(&err);
  if (is_told)
    put_changes(t, o);
  if (!t->is_quiet)
    put_summary(t);
  return CLI_OK;
}

/* A store that was made for an import that took nothing, or was dry. */
static void remove_store(const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };

  for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
    char file[4096];
    if (snprintf(file, sizeof(file), "%s%s", path, ends[i]) < (int)sizeof(file))
      unlink(file);
  }
}

static int run(const cli_options *o, int argc, char **argv)
{
  tally t = { .is_quiet = o->quiet,
              .change_limit = o->limit >= 0 ? o->limit : SHOWN_CHANGES };
  cli_output out = { .file = NULL };
  int code = CLI_OK;
  bool is_new;
  td_store *st;

  if (o->rejects) {
    code = cli_out_open(&out, o->rejects);
    if (code != CLI_OK)
      return code;
    t.rejects = out.file;
    fputs("file,line,column,field,value,reason\n", t.rejects);
  }
  is_new = access(argv[0], F_OK) != 0;
  if (o->explain)
    code = explain_all(argc - 1, argv + 1);
  st = code == CLI_OK ? cli_open(argv[0], TD_OPEN_CREATE, &code) : NULL;
  if (st)
    code = import_all(&t, st, o, argc - 1, argv + 1);
  td_store_close(st);
  if (st && is_new && (code != CLI_OK || o->dry_run))
    remove_store(argv[0]);
  if (o->rejects && cli_out_close(&out, true) != CLI_OK)
    code = CLI_OUTPUT;
  return code;
}

static const cli_own says[] = {
  { "limit", NULL, "differences shown; 0: all (default: 200)" },
  { NULL, NULL, NULL },
};

const cli_command cmd_import = {
  .name = "import",
  .usage = "STORE PATH...",
  .summary = "read packages, CSV and decisions in",
  .help =
      "The store is made if it is missing. PATH is a folder with a\n"
      "datapackage.json, that file itself, a CSV file whose name or header\n"
      "tells what its rows are, or the text of a plan decision (*.txt). All\n"
      "files are one transaction: if a row is rejected, the store stays as it\n"
      "was and the exit code is 4, unless --accept-valid is given. Importing\n"
      "the same files twice changes nothing; a changed figure keeps its old\n"
      "version.",
  .takes = "dry-run changes limit explain accept-valid rejects known-on quiet",
  .says = says,
  .min_args = 2,
  .max_args = -1,
  .run = run,
};
