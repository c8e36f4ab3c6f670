/* The store's inside, for import, export and snapshot: SQL on one connection.
 *
 * Each stored entity of the schema is a STRICT table of its name with its
 * natural key as primary key and foreign keys for its references, dates and
 * periods as text. Observations stand apart, as numbers:
 *
 *   series(id INTEGER PRIMARY KEY, indicator, area, breakdown, edition)
 *   observation(series, period, known_on, value, flag, source, source_line,
 *               note, edition), primary key (series, period, known_on), WITHOUT
 *               ROWID; period is td_period, known_on an ISO day or '' where the
 *     data do not say; a correction is a further row with a later known_on
 *   observations: a view of both, with readable periods and dates
 *   versions(entity, code, replaced_on, is_removed, field, before, after,
 *            edition): what a row of any other table was before it was changed
 *     or deleted, a row for each field that differs; triggers keep it
 *
 * What editions (edition.h) need besides:
 *
 *   edition(number, day): one row; the current number, and the day of the
 *     import that is running
 *   additions(edition, entity, code): rows that were added, and in which
 *     edition; those of series and observation have it in their column
 *     `edition`, 0 for rows from before there were editions
 *   series_before, observation_before(..., since, edition): rows that were
 *     replaced, changed or deleted, as they were from the edition `since` to
 *     before `edition`
 */
#ifndef TD_STORE_H
#define TD_STORE_H

#include <sqlite3.h>

#include "schema.h"

struct td_store {
  sqlite3 *db;
  char *path;
  td_open how;
  void (*on_wait)(void *ud, const char *text); /* see td_ledger_wait */
  void *wait_ud;
};

/* How long to wait for another writer, in milliseconds. */
enum { TD_STORE_WAIT = 500 };

/* The collation td_code sorts text as td_text_compare_codes does. */

/* Runs statements that give no rows. */
td_status td_store_exec(struct td_store *st, const char *sql, td_err *err);

/* Prepares; the caller finalizes. */
td_status td_store_prepare(sqlite3_stmt **out, struct td_store *st,
                           const char *sql, td_err *err);

/* The same with a statement that was put together, which is freed. */
td_status td_store_exec_built(struct td_store *st, sqlite3_str *take_sql,
                              td_err *err);
td_status td_store_prepare_built(sqlite3_stmt **out, struct td_store *st,
                                 sqlite3_str *take_sql, td_err *err);

/* TD_ROW, TD_OK at the end, or a failure: never an error taken for the end. */
td_status td_store_step(struct td_store *st, sqlite3_stmt *stmt, td_err *err);

/* Deletes every row of a store in memory, the record of versions included: as
 * good as a new one and a tenth of the time. */
td_status td_store_empty(struct td_store *st, td_err *err);

/* Fails with SQLite's message and the store's path; gives the status that fits
 * (TD_EBUSY, TD_ENOMEM, TD_EIO, TD_EDATA). */
td_status td_store_fail(struct td_store *st, td_err *err);

#endif
