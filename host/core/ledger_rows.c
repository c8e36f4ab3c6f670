/* Reading what is recorded over many runs: lists of runs, the events of a
 * finding, what was last said of each. */
#include "ledger_rows.h"

#include <string.h>

#include "ledger_parts.h"

td_status td_ledger_is_kept(bool *out, struct td_store *st, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(&stmt, st,
                                  "SELECT 1 FROM main.sqlite_schema"
                                  " WHERE type = 'table' AND name = 'runs'",
                                  err);

  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  *out = rc == TD_ROW;
  sqlite3_finalize(stmt);
  return rc < TD_OK ? rc : TD_OK;
}

/* ---- runs ---- */

/* What is known of a run by its number alone; the rest comes from the list of
 * them. */
typedef struct tally_row {
  int64_t number, n, n_turned; /* events; how many more are open after them */
  td_life life;
} tally_row;

static td_status read_tally(void *out, td_arena *a, sqlite3_stmt *stmt,
                            td_err *err)
{
  tally_row *t = (tally_row *)out;

  (void)a;
  (void)err;
  t->number = sqlite3_column_int64(stmt, 0);
  t->life = td_life_parse((const char *)sqlite3_column_text(stmt, 1));
  t->n = sqlite3_column_int64(stmt, 2);
  t->n_turned = sqlite3_column_int64(stmt, 3);
  return TD_OK;
}

#define IS_OPEN(state) " " state " NOT IN ('waived', 'resolved')"

static td_status read_tallies(tally_row **out, size_t *n, td_arena *a,
                              struct td_store *st, td_err *err)
{
  static const td_ledger_reading how = {
    .sql = "WITH turns AS (SELECT e.run, e.state,"
           " lag(e.state) OVER (PARTITION BY e.finding ORDER BY e.number)"
           " AS before FROM finding_events AS e)"
           " SELECT r.number, t.state, count(*), sum(" IS_OPEN(
               "t.state") " - "
                          " coalesce(" IS_OPEN(
                              "t.before") ", 0))"
                                          " FROM turns AS t JOIN runs AS r ON "
                                          "r.id = t.run"
                                          " GROUP BY r.number, t.state ORDER "
                                          "BY r.number, t.state",
    .size = sizeof(tally_row),
    .read = read_tally,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (tally_row *)list;
  return rc;
}

/* Both lists are by number. */
static void count_events(td_run_row *rows, size_t n, const tally_row *tallies,
                         size_t n_tallies)
{
  int64_t n_open = 0;

  for (size_t i = 0, k = 0; i < n; i++) {
    for (; k < n_tallies && tallies[k].number <= rows[i].run.number; k++) {
      rows[i].counts[tallies[k].life] = tallies[k].n;
      n_open += tallies[k].n_turned;
    }
    rows[i].n_open = n_open;
  }
}

td_status td_ledger_run_rows(td_run_row **out, size_t *n, td_arena *a,
                             struct td_store *st, td_err *err)
{
  tally_row *tallies = NULL;
  td_logged *runs = NULL;
  size_t n_tallies;
  td_status rc = td_ledger__runs(&runs, n, a, st, err);

  *out = NULL;
  if (rc == TD_OK)
    rc = read_tallies(&tallies, &n_tallies, a, st, err);
  if (rc != TD_OK)
    return rc;
  *out = (td_run_row *)td_arena_array(a, *n, sizeof(td_run_row));
  if (!*out)
    return td_fail_memory(err);
  for (size_t i = 0; i < *n; i++)
    (*out)[i] = (td_run_row){ .run = runs[i] };
  count_events(*out, *n, tallies, n_tallies);
  return TD_OK;
}

static td_status read_number(void *out, td_arena *a, sqlite3_stmt *stmt,
                             td_err *err)
{
  (void)a;
  (void)err;
  *(int64_t *)out = sqlite3_column_int64(stmt, 0);
  return TD_OK;
}

td_status td_ledger_runs_of(int64_t **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *rule, td_err *err)
{
  const td_ledger_reading how = {
    .sql = "SELECT r.number FROM runs AS r WHERE EXISTS (SELECT 1"
           " FROM evaluations AS e WHERE e.run = r.id AND e.rule = ?1)"
           " ORDER BY r.number",
    .key = rule,
    .size = sizeof(int64_t),
    .read = read_number,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (int64_t *)list;
  return rc;
}

/* ---- what was said ---- */

static td_status read_said(void *out, td_arena *a, sqlite3_stmt *stmt,
                           td_err *err)
{
  td_said *s = (td_said *)out;
  const char **const texts[] = { &s->finding,  &s->message[0], &s->message[1],
                                 &s->evidence, &s->run,        &s->on };

  return td_ledger__texts(texts, sizeof(texts) / sizeof(*texts), a, stmt, 0,
                          err);
}

/* A finding's first event comes from a run that saw it, so it has evidence. */
td_status td_ledger_said(td_said **out, size_t *n, td_arena *a,
                         struct td_store *st, td_err *err)
{
  static const td_ledger_reading how = {
    .sql = "SELECT f.id, e.message_en, e.message_vi, e.evidence, e.run, r.as_of"
           " FROM findings AS f JOIN finding_events AS e ON e.number ="
           "  (SELECT max(x.number) FROM finding_events AS x"
           "   WHERE x.finding = f.id AND x.evidence <> '')"
           " JOIN runs AS r ON r.id = e.run ORDER BY f.id",
    .size = sizeof(td_said),
    .read = read_said,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_said *)list;
  return rc;
}

static td_status read_moment(void *out, td_arena *a, sqlite3_stmt *stmt,
                             td_err *err)
{
  td_moment *m = (td_moment *)out;
  td_event *e = &m->event;
  const char **const texts[] = {
    &e->finding,    &e->severity, &e->class_name, &e->waiver, &e->message[0],
    &e->message[1], &e->evidence, &e->why,        &m->run,    &m->on,
  };
  int n = (int)(sizeof(texts) / sizeof(*texts));

  e->life = td_life_parse((const char *)sqlite3_column_text(stmt, n));
  m->number = sqlite3_column_int64(stmt, n + 1);
  return td_ledger__texts(texts, (size_t)n, a, stmt, 0, err);
}

td_status td_ledger_moments(td_moment **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *finding,
                            td_err *err)
{
  const td_ledger_reading how = {
    .sql = "SELECT e.finding, e.severity, e.class, e.waiver, e.message_en,"
           " e.message_vi, e.evidence, e.why, r.id, r.as_of, e.state, r.number"
           " FROM finding_events AS e JOIN runs AS r ON r.id = e.run"
           " WHERE e.finding = ?1 ORDER BY e.number",
    .key = finding,
    .size = sizeof(td_moment),
    .read = read_moment,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_moment *)list;
  return rc;
}
