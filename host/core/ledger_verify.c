/* Whether the record is as it was written: the chain over runs and their events
 * is made again, and the present state of findings compared with what their
 * last events say. */
#include <string.h>

#include "ledger_parts.h"
#include "ledger_rows.h"

/* ---- the chain ---- */

/* Whether the run is chained to the one before. */
static td_status fits(bool *out, const td_logged *run, const char *before,
                      struct td_store *st, td_err *err)
{
  td_arena a = { 0 };
  char chain[TD_CHAIN_TEXT];
  td_event *events;
  size_t n;
  td_status rc = td_ledger_events(&events, &n, &a, st, run->id, err);

  if (rc == TD_OK) {
    td_ledger__chain(chain, before, run, events, n);
    *out = !strcmp(chain, run->chain);
  }
  td_arena_free(&a);
  return rc;
}

static td_status verify_chain(td_ledger_state *out, const td_logged *runs,
                              size_t n, struct td_store *st, td_err *err)
{
  td_status rc = TD_OK;

  for (size_t i = 0; rc == TD_OK && !*out->broken && i < n; i++) {
    bool is_fit = true;
    rc = fits(&is_fit, &runs[i], i ? runs[i - 1].chain : "", st, err);
    if (!is_fit)
      out->broken = runs[i].id;
  }
  return rc;
}

/* ---- findings ---- */

/* A finding goes on without an event, so that one which is ongoing may have
 * been left new, reopened or changed. */
#define ASTRAY                                                                 \
  "WITH last AS (SELECT e.* FROM finding_events AS e JOIN"                     \
  "  (SELECT max(number) AS number FROM finding_events GROUP BY finding)"      \
  "  USING (number)),"                                                         \
  " astray AS (SELECT f.id FROM findings AS f LEFT JOIN last AS e"             \
  "  ON e.finding = f.id WHERE e.number IS NULL OR f.state_run <> e.run"       \
  "  OR f.severity <> e.severity OR f.class <> e.class"                        \
  "  OR f.waiver <> e.waiver OR NOT (f.state = e.state OR f.state = 'ongoing'" \
  "   AND e.state IN ('new', 'reopened', 'changed'))"                          \
  " UNION SELECT finding FROM last WHERE finding NOT IN"                       \
  "  (SELECT id FROM findings))"

static td_status verify_findings(td_ledger_state *out, td_arena *a,
                                 struct td_store *st, td_err *err)
{
  sqlite3_stmt *stmt = NULL;
  td_status rc =
      td_store_prepare(&stmt, st,
                       ASTRAY " SELECT count(*), coalesce(min(id), ''),"
                              " (SELECT count(*) FROM findings) FROM astray",
                       err);

  if (rc == TD_OK)
    rc = td_store_step(st, stmt, err);
  if (rc == TD_ROW) {
    out->n_astray = sqlite3_column_int64(stmt, 0);
    out->n_findings = sqlite3_column_int64(stmt, 2);
    rc = td_ledger__text(&out->astray, a, stmt, 1, err);
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* ---- all of it ---- */

static td_status verify(td_ledger_state *out, td_arena *a, struct td_store *st,
                        td_err *err)
{
  td_logged *runs = NULL;
  size_t n = 0;
  bool is_kept;
  td_status rc = td_ledger_is_kept(&is_kept, st, err);

  if (rc == TD_OK && is_kept)
    rc = td_ledger__runs(&runs, &n, a, st, err);
  if (rc != TD_OK || !n)
    return rc;
  out->n_runs = (int64_t)n;
  out->last = runs[n - 1].id;
  out->last_on = runs[n - 1].as_of;
  out->is_suspicious = runs[n - 1].is_suspicious && !runs[n - 1].accepts_drop;
  rc = verify_chain(out, runs, n, st, err);
  return rc == TD_OK ? verify_findings(out, a, st, err) : rc;
}

td_status td_ledger_verify(td_ledger_state *out, td_arena *a,
                           struct td_store *st, td_err *err)
{
  td_status rc = td_ledger_read_begin(st, err);

  *out = (td_ledger_state){
    .last = "", .last_on = "", .broken = "", .astray = ""
  };
  if (rc != TD_OK)
    return rc;
  rc = verify(out, a, st, err);
  td_ledger_rollback(st);
  return rc;
}
