/* Looking at a store: whether the file is sound, and what a reader of findings
 * should know about what is in it. */
#include "doctor.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <utf8proc.h>

#include "date.h"
#include "ledger.h"
#include "snapshot.h"
#include "store.h"

enum { TEXT_ROOM = 512 };

#define WAL_LARGE ((int64_t)64 * 1024 * 1024)

void td_doctor_say(td_doctor *d, td_health health, const char *name,
                   const char *text, const char *advice)
{
  const td_sign sign = { health, name, text, advice };

  if (health > d->worst)
    d->worst = health;
  d->on_sign(d->ud, &sign);
}

void td_doctor_libraries(td_doctor *d)
{
  td_doctor_say(d, TD_FINE, "SQLite", sqlite3_libversion(), "");
  td_doctor_say(d, TD_FINE, "utf8proc", utf8proc_version(), "");
  td_doctor_say(d, TD_FINE, "cJSON", cJSON_Version(), "");
}

/* ---- the file ---- */

/* Bytes of the file with `suffix` after its name; -1 if there is none. */
static int64_t file_size(const struct td_store *st, const char *suffix)
{
  char path[4096];
  struct stat info;

  if (snprintf(path, sizeof(path), "%s%s", st->path, suffix) >=
          (int)sizeof(path) ||
      stat(path, &info))
    return -1;
  return (int64_t)info.st_size;
}

static void check_file(td_doctor *d, const struct td_store *st)
{
  char text[TEXT_ROOM];
  int64_t size = file_size(st, ""), wal = file_size(st, "-wal");

  snprintf(text, sizeof(text), "%.1f MiB", (double)size / (1024 * 1024));
  if (size >= 0)
    td_doctor_say(d, TD_FINE, "file", text, "");
  if (wal <= 0)
    return;
  snprintf(text, sizeof(text), "%.1f MiB not yet in the main file",
           (double)wal / (1024 * 1024));
  if (wal > WAL_LARGE)
    td_doctor_say(d, TD_DOUBTFUL, "write-ahead log", text,
                  "a program that keeps the store open holds it back; close "
                  "that program");
  else
    td_doctor_say(d, TD_FINE, "write-ahead log", text, "");
}

/* The first column of the first row as text; "" if there is no row. */
static td_status read_text(char *out, size_t room, struct td_store *st,
                           const char *sql, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st, sql, err);

  *out = '\0';
  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    snprintf(out, room, "%s", text ? text : "");
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  return rc;
}

static td_status check_schema(td_doctor *d, struct td_store *st, td_err *err)
{
  char version[32], text[TEXT_ROOM];
  td_status rc =
      read_text(version, sizeof(version), st, "PRAGMA user_version", err);

  if (rc != TD_OK)
    return rc;
  if (atoi(version) < TD_SCHEMA_VERSION) {
    snprintf(text, sizeof(text), "version %s; this program writes %d", version,
             TD_SCHEMA_VERSION);
    td_doctor_say(d, TD_DOUBTFUL, "schema", text,
                  "it is read as it is, what is newer is empty; the next "
                  "import brings it up to date");
    return TD_OK;
  }
  snprintf(text, sizeof(text), "version %s, as this program has it", version);
  td_doctor_say(d, TD_FINE, "schema", text, "");
  return TD_OK;
}

static td_status check_journal(td_doctor *d, struct td_store *st, td_err *err)
{
  char mode[32];
  td_status rc = read_text(mode, sizeof(mode), st, "PRAGMA journal_mode", err);

  if (rc != TD_OK)
    return rc;
  if (!strcmp(mode, "wal") || !strcmp(mode, "memory"))
    td_doctor_say(d, TD_FINE, "journal", mode, "");
  else
    td_doctor_say(d, TD_DOUBTFUL, "journal", mode,
                  "readers and writers wait for each other; an import sets "
                  "it to wal");
  return TD_OK;
}

static td_status check_integrity(td_doctor *d, struct td_store *st)
{
  char text[TEXT_ROOM];
  td_err why;
  td_status rc =
      read_text(text, sizeof(text), st, "PRAGMA quick_check(1)", &why);

  if (rc == TD_OK && !strcmp(text, "ok")) {
    td_doctor_say(d, TD_FINE, "integrity", "no damage found", "");
    return TD_OK;
  }
  td_doctor_say(d, TD_BROKEN, "integrity", rc == TD_OK ? text : why.text,
                "restore a copy, or import the data packages into a new store");
  return TD_EDATA;
}

/* Rows that refer to something that is not there. */
static td_status check_references(td_doctor *d, struct td_store *st,
                                  td_err *err)
{
  char text[TEXT_ROOM], first[128] = "";
  sqlite3_stmt *stmt = NULL;
  int64_t n = 0;
  td_status rc = td_store_prepare(&stmt, st, "PRAGMA foreign_key_check", err);

  while (rc == TD_OK && (rc = td_store_step(st, stmt, err)) == TD_ROW) {
    if (!n++)
      snprintf(first, sizeof(first), "%s to %s",
               (const char *)sqlite3_column_text(stmt, 0),
               (const char *)sqlite3_column_text(stmt, 2));
    rc = TD_OK;
  }
  sqlite3_finalize(stmt);
  if (rc != TD_OK)
    return rc;
  if (!n) {
    td_doctor_say(d, TD_FINE, "references", "every row they name is there", "");
    return TD_OK;
  }
  snprintf(text, sizeof(text), "%lld lead nowhere, the first from %s",
           (long long)n, first);
  td_doctor_say(d, TD_BROKEN, "references", text,
                "another program has changed the store; import the missing "
                "rows");
  return TD_OK;
}

/* ---- what is in it ---- */

static void check_rows(td_doctor *d, const struct td_snapshot *s)
{
  static const td_entity_id told[] = { TD_GOALS, TD_TARGETS, TD_INDICATORS,
                                       TD_COMMITMENTS, TD_REPORTS };
  char text[TEXT_ROOM];
  size_t used = (size_t)snprintf(text, sizeof(text), "%zu observations",
                                 s->n_observations);

  for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
    used += (size_t)snprintf(text + used, sizeof(text) - used, ", %u %s",
                             s->tables[told[i]].n, td_schema[told[i]].name);
  if (s->tables[TD_PLANS].n)
    td_doctor_say(d, TD_FINE, "rows", text, "");
  else
    td_doctor_say(d, TD_DOUBTFUL, "rows", text,
                  "there is no plan; import a data package");
}

static void check_illustrative(td_doctor *d, const struct td_snapshot *s)
{
  char text[TEXT_ROOM] = "";
  size_t used = 0;

  for (int id = 0; id < TD_ENTITIES; id++) {
    uint32_t n = 0;
    if (id == TD_SOURCES || id == TD_SERIES || id == TD_REPORTS)
      continue;
    for (uint32_t row = 0; row < s->tables[id].n; row++)
      n += td_snapshot_is_illustrative(s, id, row);
    if (n && used < sizeof(text))
      used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%u %s",
                               used ? ", " : "", n, td_schema[id].name);
  }
  if (!used)
    return;
  td_doctor_say(d, TD_DOUBTFUL, "invented rows", text,
                "for illustration; findings that rest on them say so");
}

/* The last day that a calendar tells about. */
static td_date last_day(const td_calendar *c)
{
  return c && c->n ? c->days[c->n - 1] : TD_NO_DATE;
}

static int year_of(td_date d)
{
  int year, month, day;

  td_date_split(d, &year, &month, &day);
  return year;
}

static void check_calendar(td_doctor *d, const struct td_snapshot *s,
                           const char *name)
{
  char text[TEXT_ROOM], day[TD_DATE_TEXT];
  td_date last = last_day(td_snapshot_calendar(s, name));
  int year = year_of(s->as_of);

  if (last == TD_NO_DATE) {
    snprintf(text, sizeof(text), "%s: no holidays at all", name);
    td_doctor_say(d, TD_DOUBTFUL, "calendar", text,
                  "import its holidays; until then every weekday counts as "
                  "worked");
    return;
  }
  snprintf(text, sizeof(text), "%s: holidays up to %s", name,
           td_date_text(day, last));
  if (year_of(last) > year)
    td_doctor_say(d, TD_FINE, "calendar", text, "");
  else
    td_doctor_say(d, TD_DOUBTFUL, "calendar", text,
                  "import the holidays of next year before its deadlines "
                  "come up");
}

/* Every calendar that an obligation names, once. */
static void check_calendars(td_doctor *d, const struct td_snapshot *s)
{
  const td_table *t = &s->tables[TD_OBLIGATIONS];
  const uint32_t *codes =
      t->columns[td_entity_field(t->entity, "calendar")].as.text;

  for (uint32_t row = 0; row < t->n; row++) {
    uint32_t before = 0;
    while (before < row && codes[before] != codes[row])
      before++;
    if (codes[row] && before == row)
      check_calendar(d, s, td_snapshot_text(s, codes[row]));
  }
}

static void check_snapshot(td_doctor *d, struct td_store *st, const char *as_of)
{
  const td_snapshot_options options = { .size = sizeof(options),
                                        .as_of = as_of };
  td_snapshot *s = NULL;
  td_err why;

  if (td_snapshot_take(&s, st, &options, &why) != TD_OK) {
    td_doctor_say(d, TD_BROKEN, "snapshot", why.text,
                  "no check can run; correct the data and import again");
    return;
  }
  td_doctor_say(d, TD_FINE, "snapshot", as_of, "");
  check_rows(d, s);
  check_illustrative(d, s);
  check_calendars(d, s);
  td_snapshot_unref(s);
}

/* ---- recorded runs ---- */

/* Days from the last run to this one. */
static int days_since(const td_ledger_state *s, const char *as_of)
{
  td_date last, today;

  return td_date_parse(&last, s->last_on, strlen(s->last_on)) &&
                 td_date_parse(&today, as_of, strlen(as_of))
             ? today - last
             : 0;
}

static void check_last_run(td_doctor *d, const td_ledger_state *s,
                           const char *as_of)
{
  char text[TEXT_ROOM];
  int days = days_since(s, as_of);

  if (days > 1) {
    snprintf(text, sizeof(text), "no run for %d days, since %s", days,
             s->last_on);
    td_doctor_say(d, TD_DOUBTFUL, "last run", text,
                  "tiendo run --catch-up makes up for the missed days; if a "
                  "timer should have, see tiendo schedule show");
  } else {
    snprintf(text, sizeof(text), "%s, of %s", s->last, s->last_on);
    td_doctor_say(d, TD_FINE, "last run", text, "");
  }
  if (s->is_suspicious)
    td_doctor_say(d, TD_DOUBTFUL, "suspicious run", s->last,
                  "much less could be judged than before, so nothing was "
                  "resolved; look at the data, or accept it by tiendo run "
                  "--accept-drop");
}

static void check_chain(td_doctor *d, const td_ledger_state *s)
{
  char text[TEXT_ROOM];

  if (*s->broken) {
    snprintf(text, sizeof(text),
             "run %s is not chained to what was recorded before it", s->broken);
    td_doctor_say(
        d, TD_BROKEN, "record of runs", text,
        "another program has changed runs or events; restore a copy "
        "of the store and compare, nothing from this run on is proof");
    return;
  }
  snprintf(text, sizeof(text), "%lld %s, the chain is whole",
           (long long)s->n_runs, s->n_runs == 1 ? "run" : "runs");
  td_doctor_say(d, TD_FINE, "record of runs", text, "");
}

static void check_findings(td_doctor *d, const td_ledger_state *s)
{
  char text[TEXT_ROOM];

  if (s->n_astray) {
    snprintf(text, sizeof(text),
             "%lld not as their last events left them, the first %s",
             (long long)s->n_astray, s->astray);
    td_doctor_say(d, TD_BROKEN, "recorded findings", text,
                  "another program has changed them; restore a copy of the "
                  "store, the next run would go on from a wrong state");
    return;
  }
  snprintf(text, sizeof(text), "%lld, all as their last events left them",
           (long long)s->n_findings);
  td_doctor_say(d, TD_FINE, "recorded findings", text, "");
}

/* Says nothing where no run was ever recorded. */
static td_status check_runs(td_doctor *d, struct td_store *st,
                            const char *as_of, td_err *err)
{
  td_arena a = { 0 };
  td_ledger_state s;
  td_status rc = td_ledger_verify(&s, &a, st, err);

  if (rc == TD_OK && s.n_runs) {
    check_last_run(d, &s, as_of);
    check_chain(d, &s);
    check_findings(d, &s);
  }
  td_arena_free(&a);
  return rc;
}

td_status td_store_diagnose(td_store *st, const char *as_of, td_sign_fn on_sign,
                            void *ud, td_err *err)
{
  td_doctor d = { on_sign, ud, TD_FINE };
  td_status rc;

  check_file(&d, st);
  if (check_integrity(&d, st) != TD_OK)
    return TD_OK; /* told; nothing else can be trusted */
  rc = check_schema(&d, st, err);
  if (rc == TD_OK)
    rc = check_journal(&d, st, err);
  if (rc == TD_OK)
    rc = check_references(&d, st, err);
  if (rc == TD_OK)
    check_snapshot(&d, st, as_of);
  if (rc == TD_OK)
    rc = check_runs(&d, st, as_of, err);
  return rc;
}
