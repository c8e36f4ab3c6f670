/* The life of findings, and reading what is recorded. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ledger_parts.h"

/* ---- states ---- */

const char *td_life_name(td_life life)
{
  static const char *const names[TD_LIVES] = {
    "", "new", "reopened", "changed", "ongoing", "stale", "waived", "resolved",
  };

  return names[life];
}

td_life td_life_parse(const char *name)
{
  if (!name)
    return TD_LIFE_NONE;
  for (int i = TD_LIFE_NEW; i < TD_LIVES; i++)
    if (!strcmp(name, td_life_name((td_life)i)))
      return (td_life)i;
  return TD_LIFE_NONE;
}

bool td_life_is_open(td_life life)
{
  return life >= TD_LIFE_NEW && life <= TD_LIFE_STALE;
}

static td_life next_failing(td_life before, bool is_other)
{
  switch (before) {
  case TD_LIFE_NONE:
    return TD_LIFE_NEW;
  case TD_LIFE_RESOLVED:
  case TD_LIFE_WAIVED:
    return TD_LIFE_REOPENED;
  default:
    return is_other ? TD_LIFE_CHANGED : TD_LIFE_ONGOING;
  }
}

td_life td_life_next(td_life before, td_sight sight, bool is_other,
                     bool *is_event)
{
  td_life after = before;

  if (sight == TD_SIGHT_FAILS)
    after = next_failing(before, is_other);
  else if (sight == TD_SIGHT_WAIVED)
    after = TD_LIFE_WAIVED;
  else if (sight == TD_SIGHT_PASSES && before != TD_LIFE_NONE)
    after = TD_LIFE_RESOLVED;
  else if (sight == TD_SIGHT_UNKNOWN && before != TD_LIFE_NONE &&
           before != TD_LIFE_RESOLVED)
    after = TD_LIFE_STALE;
  *is_event = after != before;
  if ((after == TD_LIFE_CHANGED && sight == TD_SIGHT_FAILS) ||
      (after == TD_LIFE_WAIVED && sight == TD_SIGHT_WAIVED && is_other))
    *is_event = true;
  if (after == TD_LIFE_ONGOING) /* but for one that comes back */
    *is_event = before == TD_LIFE_STALE;
  return after;
}

const char *td_ledger_path(const struct td_store *st)
{
  return st->path;
}

/* ---- other writers ---- */

enum { PAUSE = 50 }; /* milliseconds between two tries */

/* `n`: how often it was called for the same lock. */
static int wait_on(void *ud, int n)
{
  const struct td_store *st = (const struct td_store *)ud;
  char text[512];

  if (n == TD_STORE_WAIT / PAUSE && st->on_wait) {
    snprintf(text, sizeof(text),
             "%s: waiting for another program that writes to it", st->path);
    st->on_wait(st->wait_ud, text);
  }
  sqlite3_sleep(PAUSE);
  return 1;
}

void td_ledger_wait(struct td_store *st,
                    void (*on_wait)(void *ud, const char *text), void *ud)
{
  st->on_wait = on_wait;
  st->wait_ud = ud;
  sqlite3_busy_handler(st->db, wait_on, st);
}

void td_ledger_wait_no_more(struct td_store *st)
{
  sqlite3_busy_timeout(st->db, TD_STORE_WAIT);
}

const char *td_ledger_sqlite(void)
{
  return sqlite3_libversion();
}

/* ---- rows ---- */

td_status td_ledger__text(const char **out, td_arena *a, sqlite3_stmt *stmt,
                          int column, td_err *err)
{
  const char *text = (const char *)sqlite3_column_text(stmt, column);

  if (!text && sqlite3_column_type(stmt, column) != SQLITE_NULL)
    return td_fail_memory(err);
  *out = td_arena_text(a, text ? text : "",
                       (size_t)sqlite3_column_bytes(stmt, column));
  return *out ? TD_OK : td_fail_memory(err);
}

td_status td_ledger__texts(const char **const *out, size_t n, td_arena *a,
                           sqlite3_stmt *stmt, int column, td_err *err)
{
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && i < n; i++)
    rc = td_ledger__text(out[i], a, stmt, column + (int)i, err);
  return rc;
}

void td_ledger__bind(sqlite3_stmt *stmt, int at, const char *text)
{
  sqlite3_bind_text(stmt, at, text, -1, SQLITE_STATIC);
}

/* Room for one more item of a list in an arena; it doubles. */
static void *grow(void *list, size_t n, size_t size, td_arena *a)
{
  void *more;

  if (n & (n - 1) || !n) {
    if (n)
      return list;
    return td_arena_array(a, 1, size);
  }
  more = td_arena_array(a, 2 * n, size);
  if (more)
    memcpy(more, list, n * size);
  return more;
}

td_status td_ledger__rows(void **out, size_t *n, const td_ledger_reading *how,
                          td_arena *a, struct td_store *st, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st, how->sql, err);

  *out = NULL;
  *n = 0;
  if (rc == TD_OK && how->before)
    sqlite3_bind_int64(stmt, 1, how->before);
  else if (rc == TD_OK && sqlite3_bind_parameter_count(stmt))
    td_ledger__bind(stmt, 1, how->key);
  while (rc == TD_OK && (rc = td_store_step(st, stmt, err)) == TD_ROW) {
    *out = grow(*out, *n, how->size, a);
    rc = *out ? how->read((char *)*out + *n * how->size, a, stmt, err)
              : td_fail_memory(err);
    *n += 1;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* ---- findings ---- */

static td_status read_entry(void *out, td_arena *a, sqlite3_stmt *stmt,
                            td_err *err)
{
  td_entry *e = (td_entry *)out;
  const char **const texts[] = {
    &e->id,         &e->rule,     &e->kind,      &e->subject,  &e->period,
    &e->key,        &e->goal,     &e->target,    &e->agency,   &e->severity,
    &e->class_name, &e->waiver,   &e->first_run, &e->first_on, &e->last_run,
    &e->last_on,    &e->life_run, &e->life_on,
  };
  int n = (int)(sizeof(texts) / sizeof(*texts));

  e->life = td_life_parse((const char *)sqlite3_column_text(stmt, n));
  return td_ledger__texts(texts, (size_t)n, a, stmt, 0, err);
}

/* As the events have it that came before; what a run says of a finding that
 * goes on changes nothing here. */
#define ENTRIES_BEFORE                                                         \
  "SELECT f.id, f.rule, f.kind, f.subject, f.period, f.key, f.goal, f.target," \
  " f.agency, e.severity, e.class, e.waiver, f.first_run, f.first_on,"         \
  " r.id, r.as_of, r.id, r.as_of, e.state"                                     \
  " FROM findings AS f JOIN finding_events AS e ON e.number ="                 \
  "  (SELECT max(x.number) FROM finding_events AS x JOIN runs AS y"            \
  "   ON y.id = x.run WHERE x.finding = f.id AND y.number < ?1)"               \
  " JOIN runs AS r ON r.id = e.run ORDER BY f.id"

td_status td_ledger_entries(td_entry **out, size_t *n, td_arena *a,
                            struct td_store *st, int64_t before, td_err *err)
{
  static const char now[] =
      "SELECT id, rule, kind, subject, period, key, goal, target, agency,"
      " severity, class, waiver, first_run, first_on, last_run, last_on,"
      " state_run, state_on, state FROM findings ORDER BY id";
  const td_ledger_reading how = {
    before == TD_LEDGER_NOW ? now : ENTRIES_BEFORE,
    NULL,
    before,
    sizeof(td_entry),
    read_entry,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_entry *)list;
  return rc;
}

static td_status read_event(void *out, td_arena *a, sqlite3_stmt *stmt,
                            td_err *err)
{
  td_event *e = (td_event *)out;
  const char **const texts[] = {
    &e->finding,    &e->severity,   &e->class_name, &e->waiver,
    &e->message[0], &e->message[1], &e->evidence,   &e->why,
  };
  int n = (int)(sizeof(texts) / sizeof(*texts));

  e->life = td_life_parse((const char *)sqlite3_column_text(stmt, n));
  return td_ledger__texts(texts, (size_t)n, a, stmt, 0, err);
}

td_status td_ledger_events(td_event **out, size_t *n, td_arena *a,
                           struct td_store *st, const char *run, td_err *err)
{
  const td_ledger_reading how = {
    "SELECT finding, severity, class, waiver, message_en, message_vi,"
    " evidence, why, state FROM finding_events WHERE run = ?1"
    " ORDER BY finding",
    run,
    0,
    sizeof(td_event),
    read_event,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_event *)list;
  return rc;
}

td_status td_ledger_last_said(const char *message[2], td_arena *a,
                              struct td_store *st, const char *finding,
                              int64_t before, td_err *err)
{
  const char **const texts[] = { &message[0], &message[1] };
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT e.message_en, e.message_vi FROM finding_events AS e"
      " JOIN runs AS r ON r.id = e.run WHERE e.finding = ?1"
      " AND e.message_en <> '' AND r.number < ?2 ORDER BY e.number DESC"
      " LIMIT 1",
      err);

  message[0] = message[1] = "";
  if (rc == TD_OK) {
    td_ledger__bind(stmt, 1, finding);
    sqlite3_bind_int64(stmt, 2, before);
    rc = td_store_step(st, stmt, err);
  }
  if (rc == TD_ROW)
    rc = td_ledger__texts(texts, 2, a, stmt, 0, err);
  sqlite3_finalize(stmt);
  return rc;
}

/* ---- runs ---- */

#define RUN_COLUMNS                                                            \
  "id, key, plan, as_of, known_at, selection, data, calendar, rules,"          \
  " settings, baseline, program, versions, result, chain,"                     \
  " number, edition, judged, errors, compared_with, judged_before,"            \
  " judged_again, is_suspicious, accepts_drop"

static td_status read_run(void *out, td_arena *a, sqlite3_stmt *stmt,
                          td_err *err)
{
  td_logged *r = (td_logged *)out;
  const char **const texts[] = {
    &r->id,        &r->key,     &r->plan,     &r->as_of,  &r->known_at,
    &r->selection, &r->data,    &r->calendar, &r->rules,  &r->settings,
    &r->baseline,  &r->program, &r->versions, &r->result, &r->chain,
  };
  int at = (int)(sizeof(texts) / sizeof(*texts));
  td_status rc = td_ledger__texts(texts, (size_t)at, a, stmt, 0, err);

  r->number = sqlite3_column_int64(stmt, at);
  r->edition = sqlite3_column_int64(stmt, at + 1);
  r->judged = sqlite3_column_int64(stmt, at + 2);
  r->errors = sqlite3_column_int64(stmt, at + 3);
  r->judged_before = sqlite3_column_int64(stmt, at + 5);
  r->judged_again = sqlite3_column_int64(stmt, at + 6);
  r->is_suspicious = sqlite3_column_int(stmt, at + 7);
  r->accepts_drop = sqlite3_column_int(stmt, at + 8);
  r->compared_with = NULL;
  if (rc == TD_OK && sqlite3_column_type(stmt, at + 4) != SQLITE_NULL)
    rc = td_ledger__text(&r->compared_with, a, stmt, at + 4, err);
  return rc;
}

td_status td_ledger__runs(td_logged **out, size_t *n, td_arena *a,
                          struct td_store *st, td_err *err)
{
  static const td_ledger_reading how = {
    .sql = "SELECT " RUN_COLUMNS " FROM runs ORDER BY number",
    .size = sizeof(td_logged),
    .read = read_run,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_logged *)list;
  return rc;
}

/* The last of the rows: TD_ROW, or TD_OK if there is none. */
static td_status last_run(td_logged *out, const td_ledger_reading *how,
                          td_arena *a, struct td_store *st, td_err *err)
{
  void *list;
  size_t n;
  td_status rc = td_ledger__rows(&list, &n, how, a, st, err);

  if (rc != TD_OK || !n)
    return rc;
  *out = ((td_logged *)list)[n - 1];
  return TD_ROW;
}

static td_status find_by_id(td_logged *out, td_arena *a, struct td_store *st,
                            const char *what, td_err *err)
{
  const td_ledger_reading how = {
    "SELECT " RUN_COLUMNS " FROM runs WHERE id = ?1"
    " OR (substr(id, 1, length(?1)) = ?1"
    "     AND NOT EXISTS (SELECT 1 FROM runs WHERE id = ?1))"
    " ORDER BY number LIMIT 2",
    what,
    0,
    sizeof(td_logged),
    read_run,
  };
  void *list;
  size_t n;
  td_status rc = td_ledger__rows(&list, &n, &how, a, st, err);

  if (rc != TD_OK || !n)
    return rc;
  *out = *(td_logged *)list;
  if (n == 1)
    return TD_ROW;
  return td_fail(err, TD_EUSAGE,
                 "several runs begin with '%s': %s, %s and perhaps more", what,
                 out->id, ((td_logged *)list)[1].id);
}

td_status td_ledger_run(td_logged *out, td_arena *a, struct td_store *st,
                        const char *what, bool by_key, td_err *err)
{
  const td_ledger_reading key = {
    "SELECT " RUN_COLUMNS " FROM runs WHERE key = ?1",
    what,
    0,
    sizeof(td_logged),
    read_run,
  };
  const td_ledger_reading latest = {
    "SELECT " RUN_COLUMNS " FROM runs ORDER BY number DESC LIMIT 1",
    NULL,
    0,
    sizeof(td_logged),
    read_run,
  };

  if (by_key)
    return last_run(out, &key, a, st, err);
  if (!strcmp(what, "latest"))
    return last_run(out, &latest, a, st, err);
  return find_by_id(out, a, st, what, err);
}

td_status td_ledger_previous(td_logged *out, td_arena *a, struct td_store *st,
                             int64_t before, td_err *err)
{
  const td_ledger_reading how = {
    "SELECT " RUN_COLUMNS " FROM runs WHERE number < ?1"
    " ORDER BY number DESC LIMIT 1",
    NULL,
    before,
    sizeof(td_logged),
    read_run,
  };

  return last_run(out, &how, a, st, err);
}

td_status td_ledger_comparable(td_logged *out, td_arena *a, struct td_store *st,
                               const char *plan, const char *selection,
                               td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT " RUN_COLUMNS " FROM runs WHERE plan = ?1 AND selection = ?2"
      " AND (is_suspicious = 0 OR accepts_drop = 1)"
      " ORDER BY number DESC LIMIT 1",
      err);

  if (rc == TD_OK) {
    td_ledger__bind(stmt, 1, plan);
    td_ledger__bind(stmt, 2, selection);
    rc = td_store_step(st, stmt, err);
  }
  if (rc == TD_ROW && read_run(out, a, stmt, err) != TD_OK)
    rc = TD_ENOMEM;
  sqlite3_finalize(stmt);
  return rc;
}

static td_status read_evaluation(void *out, td_arena *a, sqlite3_stmt *stmt,
                                 td_err *err)
{
  td_evaluation *e = (td_evaluation *)out;
  const char **const texts[] = { &e->rule, &e->agency };

  for (int o = 0; o < TD_OUTCOMES; o++)
    e->counts[o] = sqlite3_column_int64(stmt, 2 + o);
  return td_ledger__texts(texts, 2, a, stmt, 0, err);
}

td_status td_ledger_evaluations(td_evaluation **out, size_t *n, td_arena *a,
                                struct td_store *st, const char *run,
                                td_err *err)
{
  const td_ledger_reading how = {
    "SELECT rule, agency, pass, fail, no_data, not_due, not_applicable,"
    " waived, error FROM evaluations WHERE run = ?1 ORDER BY rule, agency",
    run,
    0,
    sizeof(td_evaluation),
    read_evaluation,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_evaluation *)list;
  return rc;
}

/* ---- parts and outputs ---- */

static td_status read_part(void *out, td_arena *a, sqlite3_stmt *stmt,
                           td_err *err)
{
  td_run_part *p = (td_run_part *)out;
  const char **const texts[] = { &p->name, &p->kind, &p->hash, &p->text };

  p->n = sqlite3_column_int64(stmt, 4);
  return td_ledger__texts(texts, 4, a, stmt, 0, err);
}

td_status td_ledger_parts(td_run_part **out, size_t *n, td_arena *a,
                          struct td_store *st, const char *run,
                          const char *which, td_err *err)
{
  static const char tables[] =
      "SELECT entity, '', hash, '', n FROM run_tables WHERE run = ?1"
      " ORDER BY entity";
  static const char rules[] =
      "SELECT r.rule, r.file, r.hash, t.text, 0 FROM run_rules AS r"
      " JOIN texts AS t ON t.hash = r.hash WHERE r.run = ?1 ORDER BY r.rule";
  static const char settings[] =
      "SELECT s.name, s.kind, s.value, coalesce(t.text, s.value), s.position"
      " FROM run_settings AS s LEFT JOIN texts AS t"
      " ON s.kind = 'file' AND t.hash = s.value WHERE s.run = ?1"
      " ORDER BY s.position";
  const td_ledger_reading how = {
    !strcmp(which, "tables")  ? tables
    : !strcmp(which, "rules") ? rules
                              : settings,
    run,
    0,
    sizeof(td_run_part),
    read_part,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_run_part *)list;
  return rc;
}

static td_status read_output(void *out, td_arena *a, sqlite3_stmt *stmt,
                             td_err *err)
{
  td_run_output *o = (td_run_output *)out;
  const char **const texts[] = { &o->name, &o->format, &o->options, &o->hash };

  o->size = sqlite3_column_int64(stmt, 4);
  return td_ledger__texts(texts, 4, a, stmt, 0, err);
}

td_status td_ledger_outputs(td_run_output **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *run, td_err *err)
{
  const td_ledger_reading how = {
    "SELECT name, format, options, hash, size FROM outputs WHERE run = ?1"
    " ORDER BY name",
    run,
    0,
    sizeof(td_run_output),
    read_output,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_run_output *)list;
  return rc;
}
