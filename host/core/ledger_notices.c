/* Reading what was accepted and what was told to whom. */
#include <string.h>

#include "ledger_parts.h"

/* ---- baselines ---- */

static td_status read_id(void *out, td_arena *a, sqlite3_stmt *stmt,
                         td_err *err)
{
  return td_ledger__text((const char **)out, a, stmt, 0, err);
}

/* Of the latest baseline that an earlier run could know. */
#define BASELINE                                                               \
  "(SELECT max(b.number) FROM baselines AS b JOIN runs AS y ON y.id = b.run"   \
  " WHERE y.number < ?1)"

/* Ids that were in it, and how many had been resolved by then. */
static td_status read_ids(td_baseline *b, td_arena *a, struct td_store *st,
                          int64_t before, td_err *err)
{
  const td_ledger_reading in = {
    "SELECT f.finding FROM baseline_findings AS f"
    " LEFT JOIN runs AS r ON r.id = f.ended_run"
    " WHERE f.baseline = " BASELINE
    " AND (r.number IS NULL OR r.number >= ?1) ORDER BY f.finding",
    NULL,
    before,
    sizeof(char *),
    read_id,
  };
  const td_ledger_reading ended = {
    "SELECT f.finding FROM baseline_findings AS f"
    " JOIN runs AS r ON r.id = f.ended_run"
    " WHERE f.baseline = " BASELINE " AND r.number < ?1 ORDER BY f.finding",
    NULL,
    before,
    sizeof(char *),
    read_id,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, &b->n_ended, &ended, a, st, err);

  if (rc == TD_OK)
    rc = td_ledger__rows(&list, &b->n_findings, &in, a, st, err);
  b->findings = (const char **)list;
  return rc;
}

td_status td_ledger_baseline(td_baseline *out, td_arena *a, struct td_store *st,
                             const char *day, int64_t before, td_err *err)
{
  const char **const texts[] = { &out->run, &out->accepted_on, &out->valid_to,
                                 &out->signer, &out->reason };
  sqlite3_stmt *stmt = NULL;
  td_status rc = td_store_prepare(
      &stmt, st,
      "SELECT number, run, accepted_on, valid_to, signer, reason"
      " FROM baselines WHERE number = " BASELINE
      " AND accepted_on <= ?2 AND valid_to >= ?2",
      err);

  if (rc == TD_OK) {
    sqlite3_bind_int64(stmt, 1, before);
    td_ledger__bind(stmt, 2, day);
    rc = td_store_step(st, stmt, err);
  }
  if (rc == TD_ROW) {
    out->number = sqlite3_column_int64(stmt, 0);
    rc = td_ledger__texts(texts, 5, a, stmt, 1, err);
    if (rc == TD_OK)
      rc = read_ids(out, a, st, before, err);
    if (rc == TD_OK)
      rc = TD_ROW;
  }
  sqlite3_finalize(stmt);
  return rc;
}

/* ---- notices ---- */

static td_status read_notice(void *out, td_arena *a, sqlite3_stmt *stmt,
                             td_err *err)
{
  td_notice *n = (td_notice *)out;
  const char **const texts[] = { &n->id,   &n->run,  &n->agency, &n->day,
                                 &n->told, &n->file, &n->hash };

  n->size = sqlite3_column_int64(stmt, 7);
  n->is_delivered = sqlite3_column_int(stmt, 8);
  return td_ledger__texts(texts, 7, a, stmt, 0, err);
}

td_status td_ledger_notices(td_notice **out, size_t *n, td_arena *a,
                            struct td_store *st, const char *agency,
                            td_err *err)
{
  const td_ledger_reading how = {
    "SELECT n.id, n.run, n.agency, n.day, n.told, n.file, n.hash, n.size,"
    " n.is_delivered FROM notices AS n JOIN runs AS r ON r.id = n.run"
    " WHERE ?1 IS NULL OR n.agency = ?1 ORDER BY r.number, n.agency, n.id",
    agency,
    0,
    sizeof(td_notice),
    read_notice,
  };
  void *list;
  td_status rc = td_ledger__rows(&list, n, &how, a, st, err);

  *out = (td_notice *)list;
  return rc;
}
